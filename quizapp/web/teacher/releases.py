"""What is said of the key of a quiz whose readers wait for it, and beside an attempt that may have known it."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.quizzes import Quiz
from quizapp.domain.releases import Awaited, Foreknowledge, foreknowledge
from quizapp.services.releasing import KeyState
from quizapp.web.times import moment, my_zone


@dataclass(frozen=True, slots=True)
class KeyLine:
    said: str
    act: str
    """What one can do then; empty where nothing."""
    address: str


def key_line(quiz: Quiz, state: KeyState | None) -> KeyLine | None:
    """None where nobody waits."""
    if state is None:
        return None
    address = url_for("quizzes.release", slug=quiz.slug)
    if state.out_since is not None:
        return KeyLine(" ".join((said_out(state.out_since), _begin(quiz, state.out_since))), "", address)
    return KeyLine(_awaited(quiz, state), _("Show the right answers now…"), address)


def said_out(since: datetime) -> str:
    return str(_("Readers have seen the right answers since %(moment)s.", moment=moment(since, my_zone())))


def _begin(quiz: Quiz, since: datetime) -> str:
    if quiz.begins_after_release:
        return str(_("Whoever begins after that is marked in the list of readers."))
    return str(_("Nobody can begin any more."))


def _awaited(quiz: Quiz, state: KeyState) -> str:
    closes_at = quiz.terms.closes_at
    if state.awaited is Awaited.CLOSING and closes_at is not None:
        return str(
            _(
                "Readers see the right answers when the quiz has closed, on %(moment)s, and nobody has time left.",
                moment=moment(closes_at, my_zone()),
            )
        )
    if state.awaited is Awaited.LAST_READERS and not state.running:
        return str(_("The quiz has closed. Readers see the right answers in a moment."))
    if state.awaited is Awaited.LAST_READERS:
        return str(
            ngettext(
                "The quiz has closed. Readers see the right answers when the one who still answers has finished.",
                "The quiz has closed. Readers see the right answers when the %(num)s who still answer have finished.",
                state.running,
            )
        )
    return str(_("Readers wait for the right answers until you show them."))


def beside(quiz: Quiz, started_at: datetime, ended_at: datetime | None) -> str:
    """What stands beside an attempt; mostly nothing."""
    match foreknowledge(quiz.released_at, started_at, ended_at):
        case Foreknowledge.FROM_THE_START:
            return str(_("began after the key was shown"))
        case Foreknowledge.WHILE_ANSWERING:
            return str(_("was answering when the key was shown"))
        case Foreknowledge.NONE:
            return ""
