"""What the template about all quizzes of a bank sees: the class page of them together, and each of them in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.services.bank_statistics import BankStatistics, QuizMean
from quizapp.services.results import Turnout
from quizapp.store.banks import BankSummary
from quizapp.store.classes import ClassSummary
from quizapp.web import words
from quizapp.web.teacher.heads import TabLink
from quizapp.web.teacher.results import figures, selections, verdicts
from quizapp.web.teacher.results.class_pages import Told
from quizapp.web.teacher.results.figures import ToldFigure
from quizapp.web.teacher.results.people import Objected, Voices
from quizapp.web.teacher.results.selections import FilterForm


@dataclass(frozen=True, slots=True)
class BankHead:
    """What stands above both pages of a bank's results."""

    bank: BankSummary
    tabs: tuple[TabLink, ...]


@dataclass(frozen=True, slots=True)
class QuizMeanLine:
    """One quiz of the bank."""

    name: str
    """Its code, and for whom it is."""
    page: str
    counted: bool
    """Whether it is among those that were asked for."""
    mean: ToldFigure


@dataclass(frozen=True, slots=True)
class BankResultsPage:
    """All quizzes of a bank together."""

    head: BankHead
    told: Told
    facts: tuple[str, ...]
    objected: tuple[Objected, ...]
    """What readers hold against questions, and is not settled."""
    basis: tuple[str, ...]
    """Sentences that say what its figures rest on."""
    quizzes: tuple[QuizMeanLine, ...]
    """Newest first."""
    filter: FilterForm
    template: ClassVar[str] = "teacher/results/bank_results.html"


def bank_head(bank: BankSummary, *, comparing: bool) -> BankHead:
    tabs = (
        TabLink(_("All its quizzes"), url_for("results.bank_results", bank_id=bank.id), not comparing),
        TabLink(_("Compare"), url_for("results.compare", bank_id=bank.id), comparing),
    )
    return BankHead(bank, tabs)


def bank_results_page(
    found: BankStatistics,
    told: Told,
    turnout: Turnout,
    voices: Voices,
    filter_: FilterForm,
    classes: Sequence[ClassSummary],
) -> BankResultsPage:
    return BankResultsPage(
        head=bank_head(found.summary, comparing=False),
        told=told,
        facts=tuple(_facts(found, turnout)),
        objected=voices.objected,
        basis=(*told.basis, *voices.by_hand),
        quizzes=tuple(_lines(found, classes)),
        filter=filter_,
    )


def _facts(found: BankStatistics, turnout: Turnout) -> Iterator[str]:
    yield ngettext("%(num)s quiz", "%(num)s quizzes", len(found.statistics.quizzes))
    yield from verdicts.facts(turnout)


def _lines(found: BankStatistics, classes: Sequence[ClassSummary]) -> Iterator[QuizMeanLine]:
    counted = {quiz.id for quiz in found.statistics.quizzes}
    for one in found.quizzes:
        yield QuizMeanLine(
            selections.named(one.quiz, classes, dated=True),
            url_for("results.quiz", slug=one.quiz.slug),
            one.quiz.id in counted,
            _mean(one),
        )


def _mean(one: QuizMean) -> ToldFigure:
    return figures.told(_("Mean"), one.mean, words.per_cent, "")
