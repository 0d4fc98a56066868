"""Teachers, their sessions, and the one-time links that make them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Purpose, Role, Teacher
from quizapp.domain.unknown import Unknown
from quizapp.store.tables import BankRow, DraftRow, LinkRow, LoginRow, QuizRow, TeacherRow


class UnknownTeacher(Unknown):
    """Nobody with this address or id teaches here."""


class UnknownLink(Unknown):
    """The one-time link is used up, too old, or was never made."""


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    purpose: Purpose
    role: Role
    email: str
    """Empty where whoever opens it says."""
    teacher_id: int | None
    """Whose password a reset link makes anew."""


@dataclass(frozen=True, slots=True)
class Login:
    """A session as it is kept."""

    teacher: Teacher
    created_at: datetime
    seen_at: datetime


COLUMNS = (TeacherRow.id, TeacherRow.email, TeacherRow.role, TeacherRow.zone)


def teacher_of(row: Sequence[Any]) -> Teacher:
    """Of these columns."""
    return Teacher(row[0], row[1], Role(row[2]), row[3])


# --- teachers ---


def any_teacher(db: Session) -> bool:
    return db.scalar(select(TeacherRow.id).limit(1)) is not None


def add(db: Session, email: str, role: Role, password_hash: str, now: datetime) -> Teacher:
    """A new teacher; an address that is already one's breaks the unique key."""
    values = {"email": email, "role": role, "password_hash": password_hash, "created_at": now}
    id_ = db.execute(insert(TeacherRow).values(**values).returning(TeacherRow.id)).scalar_one()
    return Teacher(id_, email, role)


def by_id(db: Session, id_: int) -> Teacher:
    """Raises UnknownTeacher."""
    row = db.execute(select(*COLUMNS).where(TeacherRow.id == id_)).one_or_none()
    if row is None:
        raise UnknownTeacher(id_)
    return teacher_of(row)


def hold(db: Session, id_: int) -> None:
    """Have others wait who would begin something in this teacher's name, where rows are locked."""
    db.execute(select(TeacherRow.id).where(TeacherRow.id == id_).with_for_update(key_share=True))


def by_email(db: Session, email: str) -> tuple[Teacher, str]:
    """The teacher and the hash of the password. Raises UnknownTeacher."""
    row = db.execute(select(*COLUMNS, TeacherRow.password_hash).where(TeacherRow.email == email)).one_or_none()
    if row is None:
        raise UnknownTeacher(email)
    return teacher_of(row), row[-1]


def everyone(db: Session) -> Sequence[Teacher]:
    """Owners first, then by address."""
    rows = db.execute(select(*COLUMNS).order_by(TeacherRow.role, TeacherRow.email))
    return [teacher_of(row) for row in rows]


def count_owners(db: Session) -> int:
    """How many there are, none of whom becomes anything else until this unit of work ends."""
    return len(db.scalars(select(TeacherRow.id).where(TeacherRow.role == Role.OWNER).with_for_update()).all())


def set_password(db: Session, id_: int, password_hash: str) -> None:
    db.execute(update(TeacherRow).where(TeacherRow.id == id_).values(password_hash=password_hash))


def set_role(db: Session, id_: int, role: Role) -> None:
    db.execute(update(TeacherRow).where(TeacherRow.id == id_).values(role=role))


def set_zone(db: Session, id_: int, zone: str) -> None:
    db.execute(update(TeacherRow).where(TeacherRow.id == id_).values(zone=zone))


def slugs(db: Session, id_: int) -> set[str]:
    """The ids of this teacher's banks."""
    return set(db.scalars(select(BankRow.slug).where(BankRow.teacher_id == id_)))


def hand_over(db: Session, from_id: int, to_id: int) -> None:
    """Give one teacher's banks, quizzes and drafts to another; an id that the other has too gets a number behind it."""
    taken = slugs(db, to_id)
    for bank_id, slug in db.execute(select(BankRow.id, BankRow.slug).where(BankRow.teacher_id == from_id)).all():
        free = slug
        number = 2
        while free in taken:
            free, number = f"{slug}-{number}", number + 1
        taken.add(free)
        db.execute(update(BankRow).where(BankRow.id == bank_id).values(teacher_id=to_id, slug=free))
    db.execute(update(QuizRow).where(QuizRow.teacher_id == from_id).values(teacher_id=to_id))
    # Published, a draft becomes a bank of its own: by its id it might be taken for the next version of another's.
    db.execute(update(DraftRow).where(DraftRow.teacher_id == from_id).values(teacher_id=to_id, version=None))


def remove(db: Session, id_: int) -> None:
    """The account, its sessions, tokens and links; what it owned must have been handed over."""
    db.execute(delete(TeacherRow).where(TeacherRow.id == id_))


# --- one-time links ---


def add_link(db: Session, token_digest: str, link: OneTimeLink, expires_at: datetime) -> None:
    """A link takes the place of an earlier one for the same: one that was a mistake is withdrawn by the next."""
    if link.email:
        withdraw_links(db, link.email)
    if link.purpose is Purpose.SET_UP:
        db.execute(delete(LinkRow).where(LinkRow.purpose == Purpose.SET_UP))
    if link.teacher_id is not None:
        db.execute(delete(LinkRow).where(LinkRow.teacher_id == link.teacher_id))
    db.execute(
        insert(LinkRow).values(
            token_digest=token_digest,
            purpose=link.purpose,
            role=link.role,
            email=link.email,
            teacher_id=link.teacher_id,
            expires_at=expires_at,
        )
    )


def withdraw_links(db: Session, email: str) -> None:
    """Have no link any longer that was made for this address."""
    db.execute(delete(LinkRow).where(LinkRow.email == email))


def link(db: Session, token_digest: str, now: datetime) -> OneTimeLink:
    """Raises UnknownLink."""
    row = db.execute(
        select(LinkRow.purpose, LinkRow.role, LinkRow.email, LinkRow.teacher_id).where(
            LinkRow.token_digest == token_digest, LinkRow.expires_at > now
        )
    ).one_or_none()
    if row is None:
        raise UnknownLink
    return OneTimeLink(Purpose(row.purpose), Role(row.role), row.email, row.teacher_id)


def use_link(db: Session, token_digest: str, now: datetime) -> OneTimeLink:
    """The link, which is gone with this; so are all that are too old. Raises UnknownLink."""
    found = link(db, token_digest, now)
    used = delete(LinkRow).where(LinkRow.token_digest == token_digest).returning(LinkRow.token_digest)
    if not db.execute(used).all():  # Meanwhile somebody else has used it.
        raise UnknownLink
    db.execute(delete(LinkRow).where(LinkRow.expires_at <= now))
    return found


# --- sessions ---


def add_login(db: Session, token_digest: str, teacher_id: int, now: datetime) -> None:
    db.execute(insert(LoginRow).values(token_digest=token_digest, teacher_id=teacher_id, created_at=now, seen_at=now))


def login(db: Session, token_digest: str) -> Login | None:
    row = db.execute(
        select(*COLUMNS, LoginRow.created_at, LoginRow.seen_at)
        .join(LoginRow, LoginRow.teacher_id == TeacherRow.id)
        .where(LoginRow.token_digest == token_digest)
    ).one_or_none()
    return None if row is None else Login(teacher_of(row), row[-2], row[-1])


def see_login(db: Session, token_digest: str, now: datetime) -> None:
    db.execute(update(LoginRow).where(LoginRow.token_digest == token_digest).values(seen_at=now))


def end_login(db: Session, token_digest: str) -> None:
    db.execute(delete(LoginRow).where(LoginRow.token_digest == token_digest))


def end_logins(db: Session, teacher_id: int) -> None:
    """Everywhere."""
    db.execute(delete(LoginRow).where(LoginRow.teacher_id == teacher_id))


def forget_logins(db: Session, created_before: datetime, seen_before: datetime) -> None:
    """Delete what has ended by itself."""
    db.execute(delete(LoginRow).where((LoginRow.created_at < created_before) | (LoginRow.seen_at < seen_before)))
