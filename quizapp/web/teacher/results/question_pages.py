"""What the template about one question sees: as the class answered it, with all of its figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.statistics import priorities
from quizapp.domain.statistics.questions import ChoiceStatistics, QuestionStatistics
from quizapp.services.statistics import Statistics
from quizapp.store.banks import BankSummary
from quizapp.web import words
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.results import figures, people, questions, verdicts
from quizapp.web.teacher.results.figures import ToldFigure
from quizapp.web.teacher.results.people import QuestionVoices
from quizapp.web.teacher.results.questions import AskedQuestion, ChoiceDots, places_of
from quizapp.web.teacher.results.selections import Addresses


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many of a group of readers, by the rest, picked a choice."""

    name: str
    count: int
    size: int


@dataclass(frozen=True, slots=True)
class ChoiceFigures:
    choice: ChoiceDots
    share: ToldFigure
    groups: tuple[GroupCount, ...]
    """The weakest first; none where readers are too few."""
    correlation: ToldFigure


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with all of its figures."""

    head: QuizHead | None
    """None where it is about all quizzes of a bank."""
    title: str
    """Of the quiz, or of the bank."""
    title_language: str
    question: AskedQuestion
    id: str
    """Of the question in its bank."""
    language: str
    kind: str
    choices: tuple[ChoiceFigures, ...]
    figures: tuple[ToldFigure, ...]
    basis: tuple[str, ...]
    objections: QuestionVoices
    map: str
    """Where the map is."""
    before: str
    """Where the question that was missed more is; empty for the first."""
    after: str
    template: ClassVar[str] = "teacher/results/question.html"


def question_page(
    found: Statistics,
    about: QuizHead | BankSummary,
    addresses: Addresses,
    place: int,
    said: QuestionVoices | None = None,
    by_hand: int = 0,
) -> QuestionPage:
    """With what readers of a quiz have said of it, and to how many answers its teacher gave the mark."""
    named = about if isinstance(about, BankSummary) else about.quiz
    bank, one, places = found.bank, found.questions[place], places_of(found, addresses)
    asked = questions.asked_question(found, one, places)
    ranked = [other.place for other in priorities.from_most_missed(found.questions)]
    at = ranked.index(place)
    return QuestionPage(
        head=None if isinstance(about, BankSummary) else about,
        title=named.title,
        title_language=named.language,
        question=asked,
        id=one.id,
        language=bank.language,
        kind=bank.questions[place].kind,
        choices=tuple(
            _choice(choice, counted, one) for choice, counted in zip(asked.choices, one.choices, strict=True)
        ),
        figures=tuple(figures.of_question(one)),
        basis=(*verdicts.basis(found), *people.by_hand(by_hand)),
        objections=said or QuestionVoices(),
        map=asked.on_the_map,
        before=places.page(ranked[at - 1]) if at else "",
        after=places.page(ranked[at + 1]) if at + 1 < len(ranked) else "",
    )


def _choice(choice: ChoiceDots, one: ChoiceStatistics, of: QuestionStatistics) -> ChoiceFigures:
    return ChoiceFigures(
        choice,
        figures.told(_("of all"), one.share, words.per_cent, ""),
        tuple(_groups(one, of)),
        figures.told(_("with the other questions"), one.correlation, figures.decimal, ""),
    )


def _groups(one: ChoiceStatistics, of: QuestionStatistics) -> Iterator[GroupCount]:
    if one.thirds and of.thirds:
        names = _("of the weakest third"), _("of the middle third"), _("of the best third")
        yield from map(GroupCount, names, one.thirds, of.thirds)
    elif one.halves and of.halves:
        yield from map(GroupCount, (_("of the weaker half"), _("of the better half")), one.halves, of.halves)
