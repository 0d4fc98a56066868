"""What the template for the projector sees: a question, its passage, and how many picked what; never a name."""

from dataclasses import dataclass
from typing import ClassVar

from quizapp.domain.banks import Question
from quizapp.domain.quizzes import Quiz
from quizapp.domain.statistics import priorities
from quizapp.domain.statistics.questions import QuestionStatistics
from quizapp.services.statistics import Statistics
from quizapp.web import articles, words
from quizapp.web.articles import MarkedArticle
from quizapp.web.teacher.results import questions
from quizapp.web.teacher.results.questions import AskedQuestion, places_of
from quizapp.web.teacher.results.selections import Addresses


@dataclass(frozen=True, slots=True)
class PassagePage:
    """One question before a class."""

    quiz: Quiz
    question: AskedQuestion
    language: str
    passage: MarkedArticle | None
    """The paragraphs with what proves the answer, and once what was picked is shown, with what tempts; None if none."""
    shown: bool
    """Whether it says what was picked, and what is right."""
    other: str
    """Where it says so, or says so no more."""
    before: str
    """Where the question that was missed more is; empty for the first."""
    after: str
    nth: int
    of: int
    """Of all questions, from the most missed."""
    template: ClassVar[str] = "teacher/results/passage.html"


def passage_page(found: Statistics, addresses: Addresses, place: int, *, shown: bool) -> PassagePage:
    bank, one, places = found.bank, found.questions[place], places_of(found, addresses)
    ranked = [other.place for other in priorities.from_most_missed(found.questions)]
    at, question = ranked.index(place), bank.questions[place]
    language = bank.language_of(question)
    letters = _taken(question, one) if shown else {}
    return PassagePage(
        quiz=found.quiz,
        question=questions.asked_question(found, one, places),
        language=language,
        passage=articles.passages(bank.article, language, question, letters) if bank.article else None,
        shown=shown,
        other=addresses.passage(question.id, shown=not shown),
        before=places.projected(ranked[at - 1]) if at else "",
        after=places.projected(ranked[at + 1]) if at + 1 < len(ranked) else "",
        nth=at + 1,
        of=len(ranked),
    )


def _taken(question: Question, one: QuestionStatistics) -> dict[int, str]:
    """The letters of the choices that somebody picked, by their places."""
    return {choice.place: words.letter(choice.place) for choice in one.choices if choice.count}
