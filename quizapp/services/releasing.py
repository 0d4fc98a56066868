"""When the readers of a quiz who wait for its key see it: its teacher gives it, and keeps to that it was given."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.domain import releases as rules
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import Quiz
from quizapp.domain.releases import Awaited
from quizapp.services.visits import Office
from quizapp.store import audit, quizzes, releases


class KeyWasShown(Exception):
    """Readers have seen the key, and others could begin if the quiz were open longer."""


class NobodyWaits(Exception):
    """No attempt at the quiz waits for its key, nor will a new one."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """How it stands with the key of a quiz whose readers wait for it."""

    out_since: datetime | None
    """None where it is not out."""
    awaited: Awaited | None
    """What readers wait for; None where it is out."""
    running: int
    """Attempts that go on."""
    waiting: int
    """Those that have ended, and whose readers wait, or waited."""


def is_awaited(quiz: Quiz) -> bool:
    """Whether its settings alone say that readers wait; they may also since before those were changed."""
    return quiz.settings.feedback is FeedbackTime.WHEN_RELEASED or quiz.released_at is not None


def key_state(office: Office, quiz: Quiz) -> KeyState | None:
    """None where nobody waits: each reader sees the key by how they answer. Of a quiz that this teacher has."""
    return _state(office.db, quiz, office.now)


def _state(db: Session, quiz: Quiz, now: datetime) -> KeyState | None:
    audience = releases.audience(db, quiz.id, now)
    if not is_awaited(quiz) and not audience.pledged:
        return None
    release = releases.of_quiz(db, quiz.id)
    since = rules.out_since(release, audience.last_end, now)
    return KeyState(since, release.awaited(now), audience.running, audience.waiting)


def release(office: Office, slug: str) -> None:
    """Show the key to all who wait for it, now and for good; doing it twice changes nothing.

    Nobody begins any more then. Raises UnknownQuiz, SimulatedQuiz, NobodyWaits.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    _release(office.db, quiz, office.teacher.id, office.now)


def release_any(db: Session, slug: str, now: datetime) -> None:
    """The same for whoever has the machine."""
    _release(db, quizzes.any_by_slug(db, slug), None, now)


def _release(db: Session, quiz: Quiz, teacher_id: int | None, now: datetime) -> None:
    quiz.check_real()
    state = _state(db, quiz, now)
    if state is None:
        raise NobodyWaits(quiz.slug)
    if quiz.released_at is None:
        releases.note(db, quiz.id, state.out_since or now, begins_after=False)
        audit.note(db, teacher_id, "key-released", quiz.slug, now)


def keep(db: Session, quiz: Quiz, closes_at: datetime | None, now: datetime, *, begins_after: bool) -> None:
    """Before a quiz is changed: what is out stays out, however late it closes then.

    `begins_after` is what its teacher says to whether readers may begin all the same. Raises KeyWasShown.
    """
    state = _state(db, quiz, now)
    if state is None or state.out_since is None or not (state.waiting or quiz.released_at):
        return  # Where it would be out and nobody has finished, nobody has seen it.
    if not begins_after and rules.opens_longer(quiz.terms.closes_at, closes_at, now):
        raise KeyWasShown(quiz.slug)
    if quiz.released_at is None or quiz.begins_after_release is not begins_after:
        releases.note(db, quiz.id, state.out_since, begins_after=begins_after)
