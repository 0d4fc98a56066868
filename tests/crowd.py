"""Many readers at once: finished attempts put straight into the tables, as if each had answered."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import func, insert, select

from quizapp.domain.scoring import mark
from quizapp.store import quizzes
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ReaderRow, ResponseRow
from tests.makers import NOON

_AT_A_TIME = 10_000
_SPENT = timedelta(seconds=40)
"""On each question."""


def crowd(database: Database, slug: str, sheets: Iterable[Sequence[frozenset[int]]]) -> None:
    """A reader for each sheet, who began at noon and picked what it has, question by question."""
    with database.transaction() as db:
        quiz = quizzes.by_slug(db, slug)
        version = Shelf().version(db, quiz.version_id)
        first_reader = (db.scalar(select(func.max(ReaderRow.id))) or 0) + 1
        first = (db.scalar(select(func.max(AttemptRow.id))) or 0) + 1
        readers, attempts, responses = [], [], []
        for at, sheet in enumerate(sheets):
            known = f"crowd-{first + at:017}"
            readers.append({"id": first_reader + at, "token_digest": known, "created_at": NOON})
            attempts.append(
                {
                    "id": first + at, "address": known, "code_digest": known, "quiz_id": quiz.id,
                    "version_id": version.id, "reader_id": first_reader + at, "seed": known,
                    "feedback": quiz.settings.feedback, "shuffle_questions": False, "shuffle_choices": False,
                    "name": f"Reader {at + 1:05}", "state": "finished", "started_at": NOON,
                    "finished_at": NOON + _SPENT * len(sheet),
                }
            )  # fmt: skip
            for place, picked in enumerate(sheet):
                responses.append(
                    {
                        "attempt_id": first + at, "place": place, "version_id": version.id, "picked": picked,
                        "mark": mark(version.bank.questions[place], picked), "revision": 1,
                        "responded_at": NOON + _SPENT * (place + 1),
                    }
                )  # fmt: skip
        for table, rows in ((ReaderRow, readers), (AttemptRow, attempts), (ResponseRow, responses)):
            for start in range(0, len(rows), _AT_A_TIME):
                db.execute(insert(table), rows[start : start + _AT_A_TIME])
