"""A class at its quizzes: attempts of its members put straight into the tables, as if each had answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import insert, select

from quizapp.domain.scoring import mark
from quizapp.store import quizzes
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, MemberRow, ReaderRow, ResponseRow
from tests.makers import NOON

Picked = Sequence[set[int] | frozenset[int] | None]
"""What was picked, question by question; None for no answer."""

_MINUTE = timedelta(minutes=1)
_NUMBERS = count(1)


def sat(
    database: Database,
    slug: str,
    member_id: int,
    picked: Picked,
    *,
    begun: datetime = NOON,
    finished: bool = True,
    subset: tuple[int, ...] | None = None,
    whole: bool | None = None,
) -> int:
    """An attempt of a member that began then and took a minute for each question; its id.

    At a `subset` of the questions it is `whole` only where its quiz asks no others.
    """
    known = f"sitting-{next(_NUMBERS):014}"
    with database.transaction() as db:
        quiz = quizzes.by_slug(db, slug)
        version = Shelf().version(db, quiz.version_id)
        name = db.scalar(select(MemberRow.name).where(MemberRow.id == member_id))
        reader = insert(ReaderRow).values(token_digest=known, created_at=begun).returning(ReaderRow.id)
        reader_id = db.scalars(reader).one()
        attempt = insert(AttemptRow).values(
            address=known, code_digest=known, quiz_id=quiz.id, version_id=version.id,
            reader_id=reader_id, member_id=member_id, seed=known, feedback=quiz.settings.feedback,
            shuffle_questions=False, shuffle_choices=False, name=name, subset=subset, started_at=begun,
            whole=subset is None if whole is None else whole,
            state="finished" if finished else "open",
            finished_at=begun + _MINUTE * len(picked) if finished else None,
        )  # fmt: skip
        attempt_id = db.scalars(attempt.returning(AttemptRow.id)).one()
        rows = [
            {
                "attempt_id": attempt_id, "version_id": version.id, "place": place, "revision": 1,
                "picked": frozenset(one), "mark": mark(version.bank.questions[place], frozenset(one)),
                "responded_at": begun + _MINUTE * (place + 1),
            }
            for place, one in enumerate(picked) if one is not None
        ]  # fmt: skip
        if rows:
            db.execute(insert(ResponseRow), rows)
    return attempt_id
