"""Quizzes that an older version made when banks were loaded: open to everybody, without anyone having said so."""

from collections.abc import Sequence

from quizapp.domain.quizzes import Quiz
from quizapp.services import archive
from quizapp.services.visits import Office
from quizapp.store import audit, quizzes


def of(office: Office) -> Sequence[Quiz]:
    """Those that readers can begin, for owners; for other teachers none."""
    if not office.teacher.is_owner:
        return ()
    return [one for one in quizzes.by_loading(office.db) if not one.is_over(office.now)]


def close(office: Office) -> None:
    """Into the archive with all of them, from where each can be taken back: nobody can begin them any more."""
    archive.put_quizzes_away(office, [one.slug for one in of(office)])


def keep(office: Office) -> None:
    """Leave them open, and say no more of it."""
    ids = [one.id for one in of(office)]
    quizzes.want(office.db, ids)
    audit.note(office.db, office.teacher.id, "quizzes-left-open", str(len(ids)), office.now)
