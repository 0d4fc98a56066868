"""Marking anew: what an attempt at one version of a bank earns by the key of another.

The reader was asked what their own version asks, so stems, choices and article stay; what the other version brings is
how a response is marked. The outcome depends on the two versions alone, not on what marked the attempt in between: to
mark by a former version again is to go back exactly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank, Choice, Evidence, Question
from quizapp.domain.compilations import article_of, moved, with_its_article
from quizapp.domain.scoring import mark, rounded


class Fate(StrEnum):
    """What the other version makes of a question that was asked."""

    SAME = "same"
    """It marks every response alike."""
    CORRECTED = "corrected"
    """It has another key, rule or maximum, and these mark it."""
    UNMATCHED = "unmatched"
    """It has other choices, so that nobody can tell what was picked: the mark stays."""
    GONE = "gone"
    """It no longer asks it: the mark stays."""


@dataclass(frozen=True, slots=True)
class RemarkedQuestion:
    question: Question
    """As it was asked, with the key, rule, maximum and feedback that mark it."""
    fate: Fate


def matched(asked: Question, by: Question) -> tuple[int, ...] | None:
    """For each choice that was asked the place of the one that stands for it now; None where that cannot be told.

    By their texts if they are the same ones in any order; else by place, if kind and number are the same and no text
    has moved. One answer of several never becomes several of several: a reader could not have ticked the others.
    """
    if asked.kind.takes_several != by.kind.takes_several:
        return None
    before, after = ([choice.text for choice in question.choices] for question in (asked, by))
    if sorted(before) == sorted(after):
        places: dict[str, list[int]] = {}
        for place, text in enumerate(after):
            places.setdefault(text, []).append(place)
        return tuple(places[text].pop(0) for text in before)
    if asked.kind is not by.kind or len(before) != len(after):
        return None
    pairs = zip(before, after, strict=True)
    has_moved = any(old != new and (old in after or new in before) for old, new in pairs)
    return None if has_moved else tuple(range(len(before)))


def marked_questions(asked: Bank, by: Bank) -> tuple[RemarkedQuestion, ...]:
    """Every question that was asked, as the other version marks it.

    They are matched by their ids. One whose marking stays is left as it was asked, its feedback too.
    """
    same_article = asked.article == by.article
    others = {question.id: question for question in by.questions}
    if asked.parts and not same_article:
        return tuple(_marked(question, *_of_its_article(asked, by, question, others)) for question in asked.questions)
    return tuple(_marked(question, others.get(question.id), same_article) for question in asked.questions)


def rekeys(before: Bank, after: Bank) -> bool:
    """Whether a version marks a question otherwise than the one before it."""
    return any(one.fate is Fate.CORRECTED for one in marked_questions(before, after))


def marked_by(asked: Bank, by: Bank) -> Bank:
    """The bank as it was asked, with the marking of another of its versions."""
    return replace(asked, questions=tuple(marked.question for marked in marked_questions(asked, by)))


def _of_its_article(
    asked: Bank, by: Bank, question: Question, others: Mapping[str, Question]
) -> tuple[Question | None, bool]:
    """Of a compilation, what marks a question, its passages where they stood then, and whether its own article stays.

    Another article may have grown before it.
    """
    other, part = others.get(question.id), asked.part_of(question)
    if other is None or part is None:
        return other, False
    article, alone = with_its_article(by, other)
    return moved(alone, part.blocks[0]), article == article_of(asked, part)


def _marked(asked: Question, by: Question | None, same_article: bool) -> RemarkedQuestion:
    if by is None:
        return RemarkedQuestion(asked, Fate.GONE)
    places = matched(asked, by)
    if places is None:
        return RemarkedQuestion(asked, Fate.UNMATCHED)
    corrected = replace(
        asked,
        choices=tuple(
            replace(
                choice,
                fraction=by.choices[at].fraction,
                feedback=by.choices[at].feedback,
                tempted_by=_tempting(choice, by.choices[at], same_article),
            )
            for choice, at in zip(asked.choices, places, strict=True)
        ),
        marking=replace(by.marking, table=_moved(by.marking.table, places)),
        feedback=by.feedback,
        evidence=by.evidence if same_article else _still_quoted(asked, by),
    )
    return (
        RemarkedQuestion(corrected, Fate.CORRECTED) if differ(asked, corrected) else RemarkedQuestion(asked, Fate.SAME)
    )


def _moved(table: tuple[Fraction, ...], places: tuple[int, ...]) -> tuple[Fraction, ...]:
    """A table for choices in another order: `places` says for each where it stands in the table's own."""
    combinations = (sum(1 << at for bit, at in enumerate(places) if ticked >> bit & 1) for ticked in range(len(table)))
    return tuple(table[there] for there in combinations)


def _still_quoted(asked: Question, by: Question) -> tuple[Evidence, ...]:
    """In another article the new passages have other places: what both quote is what can be shown in the old one."""
    quoted = {evidence.quotation for evidence in by.evidence}
    return tuple(evidence for evidence in asked.evidence if evidence.quotation in quoted)


def _tempting(asked: Choice, by: Choice, same_article: bool) -> Evidence | None:
    """As with evidence."""
    both = asked.tempted_by and by.tempted_by and asked.tempted_by.quotation == by.tempted_by.quotation
    return by.tempted_by if same_article else asked.tempted_by if both else None


def differ(one: Question, other: Question) -> bool:
    """Whether two markings of one question differ in what a response may earn, or of how much."""
    rules_count = one.kind.takes_several
    return (
        [choice.fraction for choice in one.choices] != [choice.fraction for choice in other.choices]
        or one.marking.maximum != other.marking.maximum
        or (rules_count and one.marking != other.marking)
    )


def differing(one: Bank, other: Bank) -> frozenset[int]:
    """The places of the questions that two markings of one version mark otherwise."""
    pairs = zip(one.questions, other.questions, strict=True)
    return frozenset(place for place, (here, there) in enumerate(pairs) if here is not there and differ(here, there))


class Markings:
    """The banks that attempts are marked by, each put together once; made for one list, and dropped with it.

    `bank_of` gives the bank of a version by its row id.
    """

    def __init__(self, bank_of: Callable[[int], Bank]) -> None:
        self._bank_of = bank_of
        self._known: dict[tuple[int, int], Bank] = {}

    def of(self, version_id: int, by: int | None) -> Bank:
        """The bank as it was asked, with the key of its own version (None) or of another."""
        asked = self._bank_of(version_id)
        if by is None or by == version_id:
            return asked
        pair = version_id, by
        if pair not in self._known:
            self._known[pair] = marked_by(asked, self._bank_of(by))
        return self._known[pair]


class Marker:
    """Marks responses by one bank, equal ones only once: a class gives few that differ."""

    def __init__(self, marking: Bank) -> None:
        self._marking = marking
        self._known: dict[tuple[int, frozenset[int]], Decimal] = {}

    def changed(
        self, responses: Mapping[int, Response], by_hand: Mapping[int, Decimal] | None = None
    ) -> dict[int, Decimal]:
        """The marks that change, by the question's place, of responses by theirs.

        Those that a teacher gave `by_hand` stay, as far as the maximum goes: they come back with it.
        """
        anew = {place: self._mark(place, response.picked) for place, response in responses.items()}
        for place, given in (by_hand or {}).items():
            if place in anew:
                anew[place] = min(given, rounded(self._marking.questions[place].marking.maximum))
        return {place: points for place, points in anew.items() if points != responses[place].mark}

    def _mark(self, place: int, picked: frozenset[int]) -> Decimal:
        given = place, picked
        if given not in self._known:
            self._known[given] = mark(self._marking.questions[place], picked)
        return self._known[given]
