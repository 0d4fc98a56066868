"""Two groups of the attempts at a bank side by side: versions, classes, quizzes or tries."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.quizzes import Quiz
from quizapp.domain.statistics import contrasts, scores
from quizapp.domain.statistics.contrasts import Contrast, Overlap, SharedQuestion
from quizapp.domain.statistics.tallies import Cohort
from quizapp.services.bank_statistics import wanted_of
from quizapp.services.samples import Selection, view_of
from quizapp.services.statistics import Found, Statistics, weight, worked_out
from quizapp.services.visits import Office
from quizapp.store import banks, quizzes, results, tallies
from quizapp.store.banks import BankSummary


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two selections side by side, on the questions that both were asked."""

    one: Statistics
    other: Statistics
    shared: tuple[SharedQuestion, ...]
    """In the order of the first's bank."""
    overlap: Overlap
    means: Contrast
    """Of each, the mean share of what the shared questions give together."""


@dataclass(frozen=True, slots=True)
class Comparables:
    """What of a bank can be put side by side."""

    summary: BankSummary
    quizzes: tuple[Quiz, ...]
    """Newest first."""
    versions: tuple[int, ...]
    """The numbers of those that have finished attempts, newest first."""


def comparables(office: Office, bank_id: int) -> Comparables:
    """Raises UnknownBank."""
    summary = banks.summary(office.db, bank_id, office.teacher)
    handed_out = tuple(quizzes.of_bank(office.db, bank_id, office.teacher))
    numbers = {one.id: one.number for one in banks.versions(office.db, bank_id)}
    groups = tallies.finished(office.db, [quiz.id for quiz in handed_out], office.now)
    versions = sorted({numbers[group.version_id] for group in groups}, reverse=True)
    return Comparables(summary, handed_out, tuple(versions))


def of_bank(office: Office, bank_id: int, one: Selection, other: Selection) -> Comparison:
    """Two selections side by side. Raises UnknownBank, UnknownQuiz, UnknownVersion, UnknownClass."""
    banks.summary(office.db, bank_id, office.teacher)
    handed_out = tuple(quizzes.of_bank(office.db, bank_id, office.teacher))
    views = [(view_of(office, asked), wanted_of(handed_out, asked), bank_id, asked) for asked in (one, other)]
    ids = tuple(sorted({quiz.id for _, wanted, *_ in views for quiz in wanted}))
    return office.remembered.get(
        ("compared", bank_id, ids, one, other),
        results.changes_of(office.db, ids, office.now),
        lambda: _compared(*(worked_out(*given, one_by_one=True) for given in views)),
        lambda made: weight(made.one) + weight(made.other),
    )


def _compared(one: Found, other: Found) -> Comparison:
    common = contrasts.overlap(one.statistics.bank, other.statistics.bank)
    here, there = [at for at, _, _ in common.shared], [at for _, at, _ in common.shared]
    return Comparison(
        one.statistics,
        other.statistics,
        tuple(
            SharedQuestion(one.statistics.questions[at], other.statistics.questions[to], same)
            for at, to, same in common.shared
        ),
        common,
        Contrast(
            scores.share_of(one.statistics.bank, _each(one), here),
            scores.share_of(other.statistics.bank, _each(other), there),
        ),
    )


def _each(found: Found) -> Sequence[Cohort]:
    """What was read reader by reader."""
    return [cohort for cohort in found.cohorts if isinstance(cohort, Cohort)]
