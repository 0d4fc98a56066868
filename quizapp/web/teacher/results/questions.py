"""A question as a class answered it: its choices with who picked them, and what the article says of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from quizapp.domain.banks import Bank, Evidence, Question
from quizapp.domain.maps import paragraphs
from quizapp.domain.statistics.questions import ChoiceStatistics, QuestionStatistics
from quizapp.services.statistics import Statistics
from quizapp.web import words
from quizapp.web.teacher import strips
from quizapp.web.teacher.results import figures, suspicions
from quizapp.web.teacher.results.selections import Addresses
from quizapp.web.teacher.strips import DotKind, Strip


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of the article."""

    paragraph: int
    words: str


@dataclass(frozen=True, slots=True)
class LureQuoted:
    """A passage that leads to a wrong choice, and how many took it."""

    letter: str
    count: int
    quoted: Quoted


@dataclass(frozen=True, slots=True)
class ChoiceDots:
    letter: str
    text: str
    right: bool
    strongest: bool
    """Whether it is the wrong choice that was picked most."""
    count: int
    strip: Strip


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    number: int
    stem: str
    asked: int
    right: int
    strip: Strip
    strongest: ChoiceDots | None
    """The wrong choice that was picked most; None where nobody picked any."""
    unanswered: int
    choices: tuple[ChoiceDots, ...]
    evidence: tuple[Quoted, ...]
    lures: tuple[LureQuoted, ...]
    """The one that led most to its choice first."""
    facility: str
    """In plain words."""
    flags: tuple[str, ...]
    """What may be wrong with it, in two words each."""
    suspicions: tuple[str, ...]
    """The same in sentences."""
    halves: str
    """How the better and the weaker readers fared, in a sentence; empty where that cannot be told."""
    page: str
    """Where all of its figures are."""
    on_the_map: str
    """Where it is open on the map."""
    projected: str
    """Where it is shown to the class; empty where it is of several quizzes."""


@dataclass(frozen=True, slots=True)
class QuestionLinks:
    """Where a question is found, by its place in the bank."""

    page: Callable[[int], str]
    on_the_map: Callable[[int], str]
    projected: Callable[[int], str]


def places_of(found: Statistics, addresses: Addresses) -> QuestionLinks:
    ids = [question.id for question in found.bank.questions]
    return QuestionLinks(
        lambda at: addresses.question(ids[at]),
        lambda at: addresses.opened(ids[at], at + 1),
        lambda at: addresses.passage(ids[at]),
    )


def asked_question(found: Statistics, one: QuestionStatistics, places: QuestionLinks) -> AskedQuestion:
    bank, question = found.bank, found.bank.questions[one.place]
    signs = [sign for sign in found.signs if sign.question == one.place]
    strongest = one.strongest_wrong
    choices = tuple(_choice(question, choice, strongest, one.asked) for choice in one.choices)
    return AskedQuestion(
        number=one.place + 1,
        stem=question.stem,
        asked=one.asked,
        right=one.right,
        strip=_strip(one, strongest.count if strongest else 0),
        strongest=next((choice for choice in choices if choice.strongest), None),
        unanswered=one.unanswered,
        choices=choices,
        evidence=tuple(quoted(bank, evidence) for evidence in question.evidence),
        lures=tuple(sorted(_lures(bank, question, one), key=lambda lure: -lure.count)),
        facility=figures.facility(one.facility.value),
        flags=tuple(map(suspicions.flag, signs)),
        suspicions=tuple(suspicions.sentence(bank, sign) for sign in signs),
        halves=_halves(question, one),
        page=places.page(one.place),
        on_the_map=places.on_the_map(one.place),
        projected=places.projected(one.place),
    )


def _choice(question: Question, one: ChoiceStatistics, strongest: ChoiceStatistics | None, asked: int) -> ChoiceDots:
    is_strongest = one == strongest
    kind = DotKind.RIGHT if one.right else DotKind.STRONGEST if is_strongest else DotKind.OTHER
    return ChoiceDots(
        words.letter(one.place),
        question.choices[one.place].text,
        one.right,
        is_strongest,
        one.count,
        strips.strip((kind, one.count), of=asked),
    )


def _strip(one: QuestionStatistics, strongest: int) -> Strip:
    """All who were asked: whoever took a wrong choice beside right ones is not right."""
    others = max(0, one.asked - one.right - strongest - one.unanswered)
    return strips.strip(
        (DotKind.RIGHT, one.right),
        (DotKind.STRONGEST, strongest),
        (DotKind.OTHER, others),
        (DotKind.NONE, one.unanswered),
    )


def quoted(bank: Bank, evidence: Evidence) -> Quoted:
    assert bank.article is not None  # What quotes it was found in it.
    return Quoted(paragraphs(bank, bank.article)[evidence.passage.block], bank.article.text(evidence.passage))


def _lures(bank: Bank, question: Question, one: QuestionStatistics) -> Iterator[LureQuoted]:
    for at, (choice, counted) in enumerate(zip(question.choices, one.choices, strict=True)):
        if choice.tempted_by is not None:
            yield LureQuoted(words.letter(at), counted.count, quoted(bank, choice.tempted_by))


def _halves(question: Question, one: QuestionStatistics) -> str:
    """Who picks one choice has the question right or not; of several, each choice alone says nothing of that."""
    rights = [choice.halves for choice in one.choices if choice.right]
    if one.halves is None or question.kind.takes_several or not all(rights):
        return ""
    weaker, better = (sum(halves[at] for halves in rights if halves) for at in (0, 1))
    said = _(
        "Of the %(better)s readers who do best on the other questions, %(right)s have this one right; "
        "of the other %(weaker)s, %(fewer)s.",
        better=one.halves[1], right=better, weaker=one.halves[0], fewer=weaker,
    )  # fmt: skip
    return str(said)
