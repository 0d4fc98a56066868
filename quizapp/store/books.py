"""What a class's members have answered in the quizzes of its book: read at once, however many there are."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, select, type_coerce
from sqlalchemy.orm import Session

from quizapp.store.results import AttemptScore, scores
from quizapp.store.tables import AttemptRow, MemberRow, ResponseRow
from quizapp.store.tallies import BETWEEN, WITHIN, joined

_attempt, _response = AttemptRow.__table__.c, ResponseRow.__table__.c
_AT_A_TIME = 200
"""Attempts that are held as rows while they are read."""


def attempts(db: Session, quiz_ids: Collection[int], class_id: int) -> Sequence[tuple[int, AttemptScore]]:
    """Every attempt of the class's members at these quizzes, with the quiz's id; one statement."""
    wanted: Select[*tuple[Any, ...]] = scores().add_columns(AttemptRow.quiz_id).where(_theirs(quiz_ids, class_id))
    return [(row[-1], AttemptScore(*row[:-1])) for row in db.execute(wanted.order_by(AttemptRow.id))]


def picks(db: Session, quiz_ids: Collection[int], class_id: int) -> Mapping[int, Mapping[int, frozenset[int]]]:
    """What each of these attempts picked, by its id and the places of the questions; one statement."""
    texts = joined(_attempt.id, cast(_response.place, Text), type_coerce(_response.picked, Text))
    wanted = select(_attempt.id, texts).where(_theirs(quiz_ids, class_id))
    known = _Understood()
    return {
        id_: dict(known[one] for one in text.split(BETWEEN)) if text else {}
        for id_, text in db.execute(wanted, execution_options={"yield_per": _AT_A_TIME})
    }


class _Understood(dict[str, tuple[int, frozenset[int]]]):
    """Responses by how the database writes them, each read once."""

    def __missing__(self, text: str) -> tuple[int, frozenset[int]]:
        place, picked = text.split(WITHIN)
        self[text] = given = int(place), frozenset(map(int, picked.split(","))) if picked else frozenset()
        return given


def _theirs(quiz_ids: Collection[int], class_id: int) -> ColumnElement[bool]:
    members = select(MemberRow.id).where(MemberRow.class_id == class_id)
    return and_(_attempt.quiz_id.in_(quiz_ids), _attempt.member_id.in_(members))
