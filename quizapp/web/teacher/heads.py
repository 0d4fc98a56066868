"""What stands above every page of a quiz's results: its name, and the tabs that lead to the others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from quizapp.domain.quizzes import Quiz, spoken
from quizapp.web.teacher.links import QuizLink, link
from quizapp.web.terms_lines import terms_line
from quizapp.web.times import my_zone


class Tab(StrEnum):
    CLASS = "class"
    NOW = "now"
    READERS = "readers"
    EXPORT = "export"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class TabLink:
    words: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class QuizHead:
    quiz: Quiz
    link: QuizLink
    code: str
    """Which is read aloud; empty where it lets nobody in."""
    terms: Markup
    """What was set, in one line; empty of a simulated class."""
    closed: bool
    tabs: tuple[TabLink, ...]


def head(quiz: Quiz, tab: Tab, now: datetime) -> QuizHead:
    words = {
        Tab.CLASS: (_("The class"), "results.quiz"),
        Tab.NOW: (_("Right now"), "board.board"),
        Tab.READERS: (_("The readers"), "results.readers"),
        Tab.EXPORT: (_("Export"), "exports.export"),
        Tab.SETTINGS: (_("Settings"), "quizzes.terms"),
    }
    return QuizHead(
        quiz,
        link(quiz.slug),
        "" if quiz.terms.by_links else spoken(quiz.slug),
        Markup("") if quiz.simulated else terms_line(quiz, now, my_zone()),
        quiz.is_over(now),
        tuple(
            TabLink(said, url_for(endpoint, slug=quiz.slug), one is tab)
            for one, (said, endpoint) in words.items()
            if one is not Tab.NOW or not quiz.simulated
        ),
    )
