"""What the attempts at all quizzes of a bank say, that a teacher may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.quizzes import Quiz, UnknownQuiz
from quizapp.domain.statistics import intervals
from quizapp.domain.statistics.intervals import Figure
from quizapp.services.samples import Selection, View
from quizapp.services.statistics import Statistics, remembered, worked_out
from quizapp.services.visits import Office
from quizapp.store import banks, quizzes, tallies
from quizapp.store.banks import BankSummary
from quizapp.store.tallies import QuizShares


@dataclass(frozen=True, slots=True)
class QuizMean:
    """What the attempts at one quiz of a bank have earned, of those that the figures of the bank rest on."""

    quiz: Quiz
    mean: Figure
    """The mean share of what each could earn."""


@dataclass(frozen=True, slots=True)
class BankStatistics:
    """What the attempts at all quizzes of a bank say that a teacher may read."""

    summary: BankSummary
    statistics: Statistics
    quizzes: tuple[QuizMean, ...]
    """All that the teacher has of the bank, newest first, those too that were not asked for."""


def of_bank(office: Office, bank_id: int, selection: Selection | None = None) -> BankStatistics:
    """One try of each reader, at whichever quiz; those of several banks count for the questions that they have of it.

    Raises UnknownBank, UnknownQuiz, UnknownVersion, UnknownClass.
    """
    summary, selection = banks.summary(office.db, bank_id, office.teacher), selection or Selection()
    handed_out = tuple(quizzes.asking_from(office.db, bank_id, office.teacher))
    found, shares = remembered(office, wanted_of(handed_out, selection), bank_id, selection, _of_several)
    by_quiz = {one.quiz_id: _mean(one) for one in shares}
    means = [QuizMean(quiz, by_quiz.get(quiz.id, Figure(None, 0))) for quiz in handed_out]
    return BankStatistics(summary, found, tuple(means))


def _of_several(
    view: View, asked: tuple[Quiz, ...], bank_id: int, selection: Selection
) -> tuple[Statistics, Sequence[QuizShares]]:
    taken = worked_out(view, asked, bank_id, selection)
    return taken.statistics, tallies.shares(view.db, taken.sample)


def wanted_of(handed_out: tuple[Quiz, ...], selection: Selection) -> tuple[Quiz, ...]:
    """Raises UnknownQuiz, for another's as for one of another bank."""
    if unknown := selection.quizzes - {quiz.slug for quiz in handed_out}:
        raise UnknownQuiz(min(unknown))
    return tuple(quiz for quiz in handed_out if not selection.quizzes or quiz.slug in selection.quizzes)


def _mean(one: QuizShares) -> Figure:
    return intervals.mean_of_shares(one.mean, one.squares, one.count, one.least)
