"""Tokens of teachers' programs: only their hashes, and how often each has asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.tokens import ApiToken, Requests, TokenWish, UnknownToken
from quizapp.store import teachers
from quizapp.store.tables import ApiTokenRow, TeacherRow

_TOKEN = (
    ApiTokenRow.id,
    ApiTokenRow.name,
    ApiTokenRow.sees_names,
    ApiTokenRow.made_at,
    ApiTokenRow.ends_at,
    ApiTokenRow.used_on,
)


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Whose a token is, and how often it has asked."""

    teacher: Teacher
    token: ApiToken
    requests: Requests


def of_teacher(db: Session, teacher_id: int) -> Sequence[ApiToken]:
    """Newest first, those that have ended too."""
    rows = db.execute(select(*_TOKEN).where(ApiTokenRow.teacher_id == teacher_id).order_by(ApiTokenRow.id.desc()))
    return [ApiToken(*row) for row in rows]


def add(db: Session, token_digest: str, teacher_id: int, wish: TokenWish, made_at: datetime, ends_at: datetime) -> int:
    """Its row id."""
    values = {"name": wish.name, "sees_names": wish.sees_names, "made_at": made_at, "ends_at": ends_at}
    made = insert(ApiTokenRow).values(token_digest=token_digest, teacher_id=teacher_id, request_count=0, **values)
    return db.execute(made.returning(ApiTokenRow.id)).scalar_one()


def withdraw(db: Session, id_: int, teacher_id: int) -> None:
    """Raises UnknownToken."""
    gone = delete(ApiTokenRow).where(ApiTokenRow.id == id_, ApiTokenRow.teacher_id == teacher_id)
    if not db.execute(gone.returning(ApiTokenRow.id)).all():
        raise UnknownToken(id_)


def withdraw_all(db: Session, teacher_id: int) -> None:
    db.execute(delete(ApiTokenRow).where(ApiTokenRow.teacher_id == teacher_id))


def holder(db: Session, token_digest: str, now: datetime, *, to_count: bool = False) -> TokenHolder:
    """Whose token this is, as long as it runs. Raises UnknownToken.

    `to_count` a request of it has others of the same token wait, where rows are locked.
    """
    wanted = (
        select(*_TOKEN, ApiTokenRow.requests_since, ApiTokenRow.request_count)
        .add_columns(*teachers.COLUMNS)
        .join(TeacherRow, TeacherRow.id == ApiTokenRow.teacher_id)
        .where(ApiTokenRow.token_digest == token_digest, ApiTokenRow.ends_at > now)
    )
    row = db.execute(wanted.with_for_update(of=ApiTokenRow) if to_count else wanted).one_or_none()
    if row is None:
        raise UnknownToken
    token, (since, count), teacher = (
        row[: len(_TOKEN)],
        row[len(_TOKEN) : -len(teachers.COLUMNS)],
        row[-len(teachers.COLUMNS) :],
    )
    return TokenHolder(teachers.teacher_of(teacher), ApiToken(*token), Requests(since, count))


def note_request(db: Session, id_: int, requests: Requests, today: date) -> None:
    noted = {"requests_since": requests.since, "request_count": requests.count, "used_on": today}
    db.execute(update(ApiTokenRow).where(ApiTokenRow.id == id_).values(**noted))
