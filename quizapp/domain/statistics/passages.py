"""Which questions some readers answered with another passage before them: a passage that has changed is told apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.domain.banks import Bank, Question
from quizapp.domain.maps import Fared
from quizapp.domain.statistics.answers import Answers
from quizapp.domain.statistics.questions import QuestionStatistics
from quizapp.domain.statistics.tallies import Counted, Link, pairs


@dataclass(frozen=True, slots=True)
class EarlierPassage:
    """A question as it went where the article did not yet say what proves its answer now."""

    question: int
    """Its place in the bank shown."""
    version: int
    """The number of the one that was answered."""
    quoted: tuple[str, ...]
    """What proved it there; empty where nothing did."""
    asked: int
    right: int
    """Fully."""
    picked: Mapping[int, int] = field(default_factory=dict)
    """How often each choice was picked, by its place as it is shown."""


def earlier(shown: Bank, answered: Iterable[tuple[int, Counted]]) -> tuple[EarlierPassage, ...]:
    """By question, the newest version first; cohorts come with the numbers of their versions."""
    found: dict[tuple[int, int], EarlierPassage] = {}
    for version, cohort in answered:
        for place, at, choices in pairs(cohort.bank, shown):
            was, now = cohort.bank.questions[place], shown.questions[at]
            if not _was_there(cohort.bank, was, shown, now):
                one = _of(Answers.of(Link(cohort, place, choices)), at, version, tuple(_quoted(cohort.bank, was)))
                found[at, version] = _together(found[at, version], one) if (at, version) in found else one
    return tuple(sorted(found.values(), key=lambda one: (one.question, -one.version)))


def fared(questions: Sequence[QuestionStatistics], apart: Sequence[EarlierPassage]) -> list[Fared]:
    """How each question went among those who had the passage before them that is shown."""
    return [_fared(one, [other for other in apart if other.question == one.place]) for one in questions]


def _fared(one: QuestionStatistics, apart: Sequence[EarlierPassage]) -> Fared:
    picked = {choice.place: choice.count - sum(other.picked[choice.place] for other in apart) for choice in one.choices}
    return Fared(
        one.asked - sum(other.asked for other in apart), one.right - sum(other.right for other in apart), picked
    )


def _was_there(asked: Bank, was: Question, shown: Bank, now: Question) -> bool:
    """Whether the article then had the words that prove the answer now, whatever they were cited for."""
    wanted = set(_quoted(shown, now))
    if wanted <= set(_quoted(asked, was)):
        return True
    return asked.article is not None and all(any(one in block.text for block in asked.article.blocks) for one in wanted)


def _quoted(bank: Bank, question: Question) -> Iterator[str]:
    if bank.article is not None:
        yield from (bank.article.text(one.passage) for one in question.evidence)


def _of(answers: Answers, question: int, version: int, quoted: tuple[str, ...]) -> EarlierPassage:
    picked = {place: answers.picked(place) for place in answers.choices}
    return EarlierPassage(question, version, quoted, answers.n, answers.right, picked)


def _together(one: EarlierPassage, other: EarlierPassage) -> EarlierPassage:
    """Of one version that is marked by two keys."""
    picked = Counter(one.picked)
    picked.update(other.picked)
    return EarlierPassage(
        one.question, one.version, one.quoted, one.asked + other.asked, one.right + other.right, dict(picked)
    )
