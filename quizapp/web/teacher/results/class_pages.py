"""What the template about a whole class sees: its verdict, the article as it read it, the questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for

from quizapp.domain import maps as domain_maps
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import Quiz
from quizapp.domain.statistics import passages, priorities
from quizapp.domain.statistics.scores import ScoreStatistics
from quizapp.services.releasing import KeyState
from quizapp.services.results import Turnout
from quizapp.services.statistics import Statistics
from quizapp.store.remarks import FormerMarking
from quizapp.web.teacher.compiled import CompilationTold, told_of
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.links import QuizLink
from quizapp.web.teacher.releases import KeyLine, key_line
from quizapp.web.teacher.results import charts, figures, maps, questions, verdicts
from quizapp.web.teacher.results.charts import ScoreChart
from quizapp.web.teacher.results.figures import ToldFigure
from quizapp.web.teacher.results.maps import DrawnMap
from quizapp.web.teacher.results.people import Objected, Voices
from quizapp.web.teacher.results.questions import AskedQuestion, places_of
from quizapp.web.teacher.results.selections import Addresses, FilterForm
from quizapp.web.teacher.results.verdicts import Advice


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question in the table of all their figures."""

    number: int
    stem: str
    page: str
    figures: tuple[ToldFigure, ...]


@dataclass(frozen=True, slots=True)
class PassageBefore:
    """A question whose passage has changed, as it went in an earlier version."""

    number: int
    version: int
    quoted: tuple[str, ...]
    """What proved it then."""
    asked: int
    right: int
    page: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a class, of one quiz or of all that a bank was handed out as."""

    verdict: tuple[str, ...]
    """Sentences."""
    finished: int
    """Attempts that all figures rest on."""
    scores: ScoreStatistics
    chart: ScoreChart
    advice: tuple[Advice, ...]
    maps: tuple[DrawnMap, ...]
    """Article by article; none where there is none, or nobody has finished."""
    opened: AskedQuestion | None
    earlier: tuple[PassageBefore, ...]
    """What the map leaves out."""
    language: str
    """Of the bank."""
    questions: tuple[AskedQuestion, ...]
    """From the one most missed."""
    shape: tuple[ToldFigure, ...]
    """Of the scores as a whole."""
    table: tuple[QuestionFigures, ...]
    """The figures of every question, in the bank's order."""
    basis: tuple[str, ...]
    """Sentences that say which attempts all of it rests on."""

    @property
    def shown_map(self) -> int:
        """Which of the maps is unfolded, from 0: that with the question that is open."""
        return next((at for at, one in enumerate(self.maps) if one.opened_within), 0)

    @property
    def opened_apart(self) -> bool:
        """Whether the question that is open is shown before the maps, because it is on none."""
        return self.opened is not None and not any(one.opened_within for one in self.maps)


@dataclass(frozen=True, slots=True)
class QuizPage:
    """The class: its verdict, the article as a map, and the questions from the one most missed."""

    head: QuizHead
    told: Told
    turnout: Turnout
    filter: FilterForm
    facts: tuple[str, ...]
    """Of who has begun, and who has finished."""
    objected: tuple[Objected, ...]
    """What readers hold against questions, and is not settled."""
    basis: tuple[str, ...]
    """Sentences that say what its figures rest on."""
    of_bank: str
    """Where the results of all quizzes of its bank are; empty where the bank is not this teacher's to see."""
    compared: str
    """Where it is compared with others."""
    again: str
    """Where a quiz is made of what was missed; empty while nobody has finished, or where the bank is not theirs."""
    book: str
    """That of its class; empty where it is for none, or for another teacher's."""
    key: KeyLine | None
    """What is said of its key, where readers wait for it."""
    retention_days: int
    compiled: CompilationTold | None
    """What it asks, where that comes from several banks, or is drawn."""
    marked_before: Sequence[FormerMarking]
    moved_on: Sequence[str]
    sources: str
    """Where newer versions of those banks are looked at."""
    template: ClassVar[str] = "teacher/results/quiz.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz

    @property
    def link(self) -> QuizLink:
        return self.head.link


@dataclass(frozen=True, slots=True)
class Sees:
    """What else of a quiz is its teacher's to see."""

    bank: bool
    book: bool
    """Of its class."""
    key: KeyState | None = None
    """How it stands with its key, where readers wait for it."""
    compiled: Bank | None = None
    """What its bank holds, where that is a compilation of which it asks everything."""
    marked_before: Sequence[FormerMarking] = ()
    """Attempts by a key that has changed."""
    moved_on: Sequence[str] = ()
    """The titles of the banks that this comes from of which there is a newer version."""


def quiz_page(
    told: Told,
    head: QuizHead,
    turnout: Turnout,
    voices: Voices,
    filter_: FilterForm,
    addresses: Addresses,
    retention_days: int,
    *,
    sees: Sees,
) -> QuizPage:
    quiz = head.quiz
    return QuizPage(
        head=head,
        told=told,
        turnout=turnout,
        filter=filter_,
        facts=tuple(verdicts.facts(turnout)),
        objected=voices.objected,
        basis=(*told.basis, *voices.by_hand),
        of_bank=url_for("results.bank_results", bank_id=quiz.bank_id) if sees.bank else "",
        compared=url_for("results.compare", bank_id=quiz.bank_id, one=f"quiz:{quiz.slug}") if sees.bank else "",
        again=addresses.again() if told.finished and sees.bank else "",
        book=url_for("books.book", id_=quiz.terms.class_id) if sees.book else "",
        key=key_line(quiz, sees.key),
        retention_days=retention_days,
        compiled=told_of(sees.compiled) if sees.compiled else None,
        marked_before=sees.marked_before,
        moved_on=sees.moved_on,
        sources=url_for("compilations.sources", bank_id=quiz.bank_id),
    )


def told(found: Statistics, turnout: Turnout, addresses: Addresses, opened: int | None) -> Told:
    """`opened` is the place of the question that was asked for; else the most missed one with a passage is open."""
    bank = found.bank
    places, asked = places_of(found, addresses), ranked(found, addresses)
    if opened is None:
        opened = next((one.number - 1 for one in asked if one.evidence), None)
    return Told(
        verdict=tuple(verdicts.verdict(found, turnout)),
        finished=found.finished,
        scores=found.scores,
        chart=charts.score_chart(found.scores.spread, found.scores.maximum, found.scores.median.value),
        advice=verdicts.advice(found, asked, turnout, addresses.readers(sort="score")),
        maps=maps_of(found, addresses, opened),
        opened=next((one for one in asked if found.finished and one.number - 1 == opened), None),
        earlier=tuple(
            PassageBefore(one.question + 1, one.version, one.quoted, one.asked, one.right, places.page(one.question))
            for one in found.earlier
        ),
        language=bank.language,
        questions=asked,
        shape=tuple(figures.of_scores(found.scores)),
        table=tuple(
            QuestionFigures(
                one.place + 1, bank.questions[one.place].stem, places.page(one.place), tuple(figures.of_question(one))
            )
            for one in found.questions
        ),
        basis=tuple(verdicts.basis(found)),
    )


def ranked(found: Statistics, addresses: Addresses) -> tuple[AskedQuestion, ...]:
    """From the one most missed."""
    places = places_of(found, addresses)
    return tuple(questions.asked_question(found, one, places) for one in priorities.from_most_missed(found.questions))


def maps_of(found: Statistics, addresses: Addresses, opened: int | None) -> tuple[DrawnMap, ...]:
    """Of those who had its passages before them, with the question at this place open."""
    if not found.finished:
        return ()
    fared, on_the_map = passages.fared(found.questions, found.earlier), places_of(found, addresses).on_the_map
    return tuple(maps.drawn(found.bank, one, on_the_map, opened) for one in domain_maps.class_maps(found.bank, fared))
