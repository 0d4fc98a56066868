"""What the templates see of a quiz while its readers answer."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import Quiz
from quizapp.domain.watching import NOTICE, Bar, Cutoff, Whereabouts
from quizapp.services.watching import Board, Reopening, Watched
from quizapp.web.teacher.heads import QuizHead

_BAR = 60
"""How long the bar is of one who has answered everything, in units of the drawing."""
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class BoardLine:
    reader: Watched
    bar: float
    ends: int | None
    """The second, since 1970, at which its time ends; None where it has no limit."""
    left: str
    seen: str
    """The deadline, for who gives more; empty where there is none."""

    @property
    def place(self) -> Whereabouts:
        return self.reader.place


@dataclass(frozen=True, slots=True)
class BoardPage:
    head: QuizHead
    lines: tuple[BoardLine, ...]
    lead: str
    """How many are where."""
    now: int
    """The second, since 1970, at which it was made."""
    revision: int
    limited: int
    """How many run against a deadline."""
    running: int
    cut: bool
    missed: bool
    """Whether nothing was given, because what was seen had changed."""
    bar: int = _BAR
    template: ClassVar[str] = "teacher/quizzes/board.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz


def board_page(board: Board, head: QuizHead, now: datetime, *, missed: bool) -> BoardPage:
    lines = tuple(_line(one, now) for one in board.watched)
    return BoardPage(
        head=head,
        lines=lines,
        lead=" · ".join(_counts(board)),
        now=int(now.timestamp()),
        revision=board.revision,
        limited=sum(one.ends is not None for one in lines),
        running=board.count(Whereabouts.RUNNING),
        cut=board.cut,
        missed=missed,
    )


def _counts(board: Board) -> Iterator[str]:
    running, absent, finished = map(board.count, Whereabouts)
    yield ngettext("%(num)s is answering", "%(num)s are answering", running)
    if board.quiz.terms.class_id is not None:
        yield ngettext("%(num)s has not begun", "%(num)s have not begun", absent)
    yield ngettext("%(num)s has finished", "%(num)s have finished", finished)


def _line(one: Watched, now: datetime) -> BoardLine:
    bar = round(_BAR * min(1, one.answered / one.asked), 1) if one.asked else 0
    deadline = one.deadline_at
    if deadline is None:
        return BoardLine(one, bar, None, "", "")
    minutes = max(0, math.ceil((deadline - now) / _MINUTE))
    left = ngettext("%(num)s minute", "%(num)s minutes", minutes)
    return BoardLine(one, bar, int(deadline.timestamp()), left, deadline.isoformat())


@dataclass(frozen=True, slots=True)
class EndPage:
    quiz: Quiz
    consequences: tuple[str, ...]
    """None where nothing runs that would end sooner."""
    told_at: str
    latest: str
    template: ClassVar[str] = "teacher/quizzes/end.html"


def end_page(quiz: Quiz, ending: Cutoff) -> EndPage:
    latest = "" if ending.latest is None else ending.latest.isoformat()
    said = tuple(_consequences(ending)) if ending.attempts else ()
    return EndPage(quiz, said, ending.at.isoformat(), latest)


def _consequences(ending: Cutoff) -> Iterator[str]:
    yield ngettext(
        "%(num)s reader is answering, whose time ends %(seconds)s seconds after you press.",
        "%(num)s readers are answering, whose time ends %(seconds)s seconds after you press.",
        ending.attempts,
        seconds=int(NOTICE.total_seconds()),
    )
    if ending.longest is not None:
        minutes = max(1, math.ceil(ending.longest / _MINUTE))
        yield ngettext(
            "Whoever had the most time left loses %(num)s minute of it.",
            "Whoever had the most time left loses %(num)s minutes of it.",
            minutes,
        )
    if ending.endless:
        yield ngettext("%(num)s of them had no limit.", "%(num)s of them had no limit.", ending.endless)
    yield _("What they have answered stays, and what they send until then is taken.")
    yield _("The quiz stays open: who has not begun still can. To close it, change its settings.")


@dataclass(frozen=True, slots=True)
class ReopenPage:
    quiz: Quiz
    attempt_id: int
    name: str
    refusal: str
    """Why it cannot be open again; empty where it can."""
    consequences: tuple[str, ...]
    until: datetime | None
    template: ClassVar[str] = "teacher/quizzes/reopen.html"


def reopen_page(told: Reopening) -> ReopenPage:
    refusals = {
        Bar.RUNNING: _("This attempt is running."),
        Bar.ANOTHER: _("This reader is answering another attempt now."),
        Bar.ANSWERED: _("This reader has answered everything, and has seen after each question what was right."),
        Bar.RULED: _("You have given marks in this attempt, or written to its reader: it stays as it is."),
    }
    said = () if told.bar is not None else tuple(_of_reopening(told))
    refusal = "" if told.bar is None else refusals[told.bar]
    return ReopenPage(told.quiz, told.attempt_id, told.name, refusal, said, told.until)


def _of_reopening(told: Reopening) -> Iterator[str]:
    if told.past.feedback is FeedbackTime.AT_ONCE:
        yield ngettext(
            "What is answered stays as it is; %(num)s question can still be answered.",
            "What is answered stays as it is; %(num)s questions can still be answered.",
            told.past.unanswered,
        )
    else:
        yield _("This reader can change every answer again, until they finish.")
    if told.past.feedback is FeedbackTime.AT_END:
        yield _("At their own end they could see what was right: they may answer by it.")
    if told.key_out_since is not None:
        yield _(
            "The right answers have been shown: this reader may answer by them, and that is marked beside the attempt."
        )
    yield _("They go on where they were when they load their page again.")
