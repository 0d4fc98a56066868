"""Lists of quizzes: each told from others of its bank by its class and its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.quizzes import Phase, Quiz, is_code, spoken
from quizapp.formats.problems import N_
from quizapp.services.agenda import QuizList, Sat
from quizapp.web.pagers import Pager
from quizapp.web.teacher.home.archive import Drawer
from quizapp.web.teacher.home.words import Now, moment_said, on_day, open_until
from quizapp.web.teacher.strips import DotKind, Strip, strip

_PHASES = {Phase.OPEN: N_("Open now"), Phase.COMING: N_("To come"), Phase.CLOSED: N_("Closed")}


@dataclass(frozen=True, slots=True)
class QuizRowLine:
    slug: str
    title: str
    language: str
    to_whom: str
    when: str
    made: str
    """The day on which it was handed out."""
    code: str
    """What is said aloud; empty where it has none, or where the code alone leads nowhere."""
    projects: bool
    """Whether there is something to show to a class, for whoever is in the room to come in by."""
    invites: bool
    """Whether each reader comes in by a link of their own."""
    simulated: bool
    strip: Strip
    counts: Sequence[tuple[int, str]]
    """How many, and what of them."""


@dataclass(frozen=True, slots=True)
class PhaseTab:
    words: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class QuizzesPage:
    heading: str
    tabs: Sequence[PhaseTab]
    lines: Sequence[QuizRowLine]
    in_all: int
    pager: Pager
    address: str
    """Of its parts, without their numbers."""
    archive: Sequence[Drawer]
    """Of the closed, where they can be had by month."""
    drawer: str = ""
    """The one that is shown."""
    template: ClassVar[str] = "teacher/home/quizzes.html"


def quizzes_page(
    phase: Phase, found: QuizList, part: int, now: Now, archive: Sequence[Drawer], drawer: Drawer | None
) -> QuizzesPage:
    query = {"closed": drawer.name} if drawer else {"state": str(phase)}
    return QuizzesPage(
        drawer.words if drawer else _("Quizzes"),
        [
            PhaseTab(_(words), url_for("home.quizzes", state=str(one)), one is phase and drawer is None)
            for one, words in _PHASES.items()
        ],
        quiz_lines(found.quizzes, now),
        found.in_all,
        Pager(part, found.parts),
        url_for("home.quizzes", **query),  # type: ignore[arg-type]
        archive,
        drawer.name if drawer else "",
    )


def quiz_lines(quizzes: Sequence[Sat], now: Now) -> list[QuizRowLine]:
    return [_line(one, now) for one in quizzes]


def _line(one: Sat, now: Now) -> QuizRowLine:
    quiz, terms = one.handed.quiz, one.handed.quiz.terms
    takes = quiz.phase(now.at) is not Phase.CLOSED and not quiz.simulated
    projects = takes and (terms.class_id is None or terms.picks)
    return QuizRowLine(
        quiz.slug,
        quiz.title,
        quiz.language,
        _to_whom(one),
        _when(quiz, now),
        on_day(quiz.made_at, now) if quiz.made_at else "",
        spoken(quiz.slug) if projects and is_code(quiz.slug) else "",
        projects,
        takes and not projects,
        quiz.simulated,
        strip(
            (DotKind.FINISHED, one.present.finished), (DotKind.RUNNING, one.running), (DotKind.ABSENT, one.absent),
        ),
        _counts(one),
    )  # fmt: skip


def _to_whom(one: Sat) -> str:
    if one.handed.class_name:
        return one.handed.class_name
    return str(_("on the front page") if one.handed.quiz.terms.listed else _("anyone with the link"))


def _when(quiz: Quiz, now: Now) -> str:
    terms = quiz.terms
    match quiz.phase(now.at):
        case Phase.COMING:
            assert terms.opens_at is not None
            return str(_("opens %(when)s", when=moment_said(terms.opens_at, now)))
        case Phase.CLOSED:
            assert quiz.closed_at is not None
            return str(_("closed %(when)s", when=moment_said(quiz.closed_at, now)))
        case _:
            return open_until(terms.closes_at, now)


def _counts(one: Sat) -> list[tuple[int, str]]:
    counted = (
        (one.present.finished, ngettext("has finished", "have finished", one.present.finished)),
        (one.running, ngettext("is at it", "are at it", one.running)),
        (one.absent, ngettext("has not begun", "have not begun", one.absent)),
    )
    return [(count, words) for count, words in counted if count]
