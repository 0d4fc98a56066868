"""Readers by the thousand, put into a database at once: each has answered every question, as drawn from a seed."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any, cast

from sqlalchemy import Table, func, insert, select

from quizapp.domain.banks import Bank, Question
from quizapp.domain.scoring import mark
from quizapp.store import quizzes
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ReaderRow, ResponseRow
from tests.makers import NOON

_AT_ONCE = 2_000


def crowd(database: Database, count: int, slug: str = "summit", seed: int = 2023) -> None:
    """So many more readers of a quiz, with an attempt each, finished five minutes after it began."""
    drawn = Random(seed)
    with database.reading() as db:
        quiz = quizzes.by_slug(db, slug)
        bank = Shelf().version(db, quiz.version_id).bank
        first = max(db.scalar(select(func.max(row.id))) or 0 for row in (ReaderRow, AttemptRow)) + 1
    ids = iter(range(first, first + count))
    while some := list(islice(ids, _AT_ONCE)):
        with database.transaction() as db:
            readers = [{"id": id_, "token_digest": f"reader-{id_}", "created_at": NOON} for id_ in some]
            db.execute(insert(cast(Table, ReaderRow.__table__)), readers)
            attempts = [_attempt(id_, quiz.id, quiz.version_id) for id_ in some]
            db.execute(insert(cast(Table, AttemptRow.__table__)), attempts)
            responses = [one for attempt in attempts for one in _responses(attempt, bank, drawn)]
            db.execute(insert(cast(Table, ResponseRow.__table__)), responses)


def _attempt(id_: int, quiz_id: int, version_id: int) -> dict[str, Any]:
    begun = NOON + timedelta(seconds=id_)
    return {
        "id": id_, "address": f"attempt-{id_}", "quiz_id": quiz_id, "version_id": version_id, "reader_id": id_,
        "seed": str(id_), "feedback": "at-once", "shuffle_questions": True, "shuffle_choices": True,
        "name": f"Reader {id_}", "state": "finished", "code_digest": f"code-{id_}", "started_at": begun,
        "finished_at": begun + timedelta(minutes=5),
    }  # fmt: skip


def _responses(attempt: dict[str, Any], bank: Bank, drawn: Random) -> Iterator[dict[str, Any]]:
    for place, question in enumerate(bank.questions):
        picked = _picked(question, drawn)
        yield {
            "attempt_id": attempt["id"], "version_id": attempt["version_id"], "place": place, "revision": 1,
            "picked": picked, "mark": mark(question, picked),
            "responded_at": attempt["started_at"] + timedelta(seconds=10 * (place + 1)),
        }  # fmt: skip


def _picked(question: Question, drawn: Random) -> frozenset[int]:
    """The key, for three of five."""
    return question.key if drawn.random() < 0.6 else frozenset({drawn.randrange(len(question.choices))})
