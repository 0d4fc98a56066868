"""Class lists and their members."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.classes import ClassList, ListLine, Member, UnknownClass, UnknownMember
from quizapp.domain.collation import collated, filed
from quizapp.store import losses
from quizapp.store.archive import CLASS_IS_SHOWN
from quizapp.store.attempts import ended, held_by
from quizapp.store.tables import AttemptRow, ClassRow, MemberRow, QuizRow

_MEMBER = (
    MemberRow.id,
    MemberRow.name,
    MemberRow.extra,
    MemberRow.address,
    MemberRow.family,
    MemberRow.given,
    MemberRow.identifier,
)


@dataclass(frozen=True, slots=True)
class ClassSummary:
    id: int
    name: str
    members: int
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """How far a member is with a quiz."""

    member: Member
    begun: int
    finished: int
    held: bool
    """Whether this browser holds what they have begun."""


def of_teacher(db: Session, teacher_id: int, also: int | None = None) -> Sequence[ClassSummary]:
    """A teacher's classes, by name; `also` this one of theirs, archived or not."""
    return _summaries(db, (ClassRow.teacher_id == teacher_id) & (CLASS_IS_SHOWN | (ClassRow.id == also)))


def archived(db: Session, teacher_id: int) -> Sequence[ClassSummary]:
    """Those of them that are put away."""
    return _summaries(db, (ClassRow.teacher_id == teacher_id) & ClassRow.archived_at.is_not(None))


def _summaries(db: Session, which: Any) -> Sequence[ClassSummary]:
    rows = db.execute(
        select(ClassRow.id, ClassRow.name, func.count(MemberRow.id), ClassRow.archived_at)
        .outerjoin(MemberRow, MemberRow.class_id == ClassRow.id)
        .where(which)
        .group_by(ClassRow.id)
        .order_by(ClassRow.sort_key, ClassRow.id)
    )
    return [ClassSummary(*row) for row in rows]


def owned(db: Session, id_: int, teacher_id: int, *, to_write: bool = False) -> ClassList:
    """The one way of a teacher to a class. Raises UnknownClass.

    `to_write` first has others wait who would change it or hand it a quiz, where rows are locked.
    """
    found = select(ClassRow.name, ClassRow.archived_at).where(ClassRow.id == id_, ClassRow.teacher_id == teacher_id)
    row = db.execute(found.with_for_update(key_share=True) if to_write else found).one_or_none()
    if row is None:
        raise UnknownClass(id_)
    return ClassList(id_, row.name, members(db, id_), archived=row.archived_at is not None)


def check_owned(db: Session, ids: Collection[int], teacher_id: int) -> None:
    """Raises UnknownClass where one of them is not this teacher's."""
    theirs = set(db.scalars(select(ClassRow.id).where(ClassRow.id.in_(ids), ClassRow.teacher_id == teacher_id)))
    if missing := [id_ for id_ in ids if id_ not in theirs]:
        raise UnknownClass(missing[0])


def members(db: Session, class_id: int) -> tuple[Member, ...]:
    """By family name, where it is known."""
    wanted = select(*_MEMBER).where(MemberRow.class_id == class_id)
    return tuple(Member(*row) for row in db.execute(wanted.order_by(MemberRow.sort_key, MemberRow.id)))


def filing(one: Member) -> tuple[str, int]:
    """By what the members of a class stand in a teacher's lists."""
    return filed(one.name, one.family, one.given), one.id


def member(db: Session, class_id: int, id_: int, *, to_write: bool = False) -> Member:
    """Raises UnknownMember. `to_write` locks its row where rows are locked."""
    return _one(db, (MemberRow.class_id == class_id) & (MemberRow.id == id_), to_write)


def by_address(db: Session, class_id: int, address: str, *, to_write: bool = False) -> Member:
    """The member whom a personal link names. Raises UnknownMember."""
    return _one(db, (MemberRow.class_id == class_id) & (MemberRow.address == address), to_write)


def _one(db: Session, which: Any, to_write: bool) -> Member:
    wanted = select(*_MEMBER).where(which)
    row = db.execute(wanted.with_for_update() if to_write else wanted).one_or_none()
    if row is None:
        raise UnknownMember
    return Member(*row)


def presence(db: Session, quiz_id: int, class_id: int, now: datetime, token_digest: str = "") -> Sequence[Presence]:
    """How far each member is with a quiz now, by name; one statement."""
    ours = held_by(token_digest)
    rows = db.execute(
        select(
            *_MEMBER,
            func.count(AttemptRow.id),
            func.count(AttemptRow.id).filter(ended(now)),
            func.max(case((ours, 1), else_=0)),
        )
        .outerjoin(AttemptRow, (AttemptRow.member_id == MemberRow.id) & (AttemptRow.quiz_id == quiz_id))
        .where(MemberRow.class_id == class_id)
        .group_by(MemberRow.id)
    )
    found = [Presence(Member(*row[:-3]), row[-3], row[-2], bool(row[-1])) for row in rows]
    return sorted(found, key=lambda one: (collated(one.member.name), one.member.id))


def add(db: Session, teacher_id: int, name: str, now: datetime) -> int:
    return db.execute(
        insert(ClassRow).values(teacher_id=teacher_id, name=name, used_at=now).returning(ClassRow.id)
    ).scalar_one()


def use(db: Session, id_: int, now: datetime) -> None:
    """Note that the class is in use, so that it stays."""
    db.execute(update(ClassRow).where(ClassRow.id == id_).values(used_at=now))


def rename(db: Session, id_: int, name: str) -> None:
    db.execute(update(ClassRow).where(ClassRow.id == id_).values(name=name, sort_key=collated(name)))


def add_members(db: Session, class_id: int, listed: Iterable[tuple[ListLine, str]]) -> None:
    """Each with the address of its links."""
    rows = [{"class_id": class_id, "address": address, **asdict(one)} for one, address in listed]
    if rows:
        db.execute(insert(MemberRow), rows)


def change_member(db: Session, id_: int, now: ListLine) -> None:
    """The name of what they have answered changes with it."""
    key = filed(now.name, now.family, now.given)
    db.execute(update(MemberRow).where(MemberRow.id == id_).values(**asdict(now), sort_key=key))
    renamed = update(AttemptRow).where(AttemptRow.member_id == id_, AttemptRow.name != now.name)
    db.execute(renamed.values(name=now.name, sort_key=collated(now.name)))


def renew_address(db: Session, id_: int, address: str) -> None:
    """Links made before lead nowhere."""
    db.execute(update(MemberRow).where(MemberRow.id == id_).values(address=address))


def attempts(db: Session, class_id: int, member_id: int | None = None) -> int:
    """How many attempts the class's members, or one of them, have begun anywhere."""
    wanted = select(func.count()).select_from(AttemptRow).join(MemberRow, MemberRow.id == AttemptRow.member_id)
    wanted = wanted.where(MemberRow.class_id == class_id)
    return db.scalar(wanted if member_id is None else wanted.where(MemberRow.id == member_id)) or 0


def remove_member(db: Session, id_: int) -> None:
    """For good, with all that they have answered."""
    # Where rows are locked, nothing is begun meanwhile as a member who is held like this.
    db.execute(select(MemberRow.id).where(MemberRow.id == id_).with_for_update())
    losses.note(db, AttemptRow.member_id == id_)
    db.execute(delete(MemberRow).where(MemberRow.id == id_))


def remove(db: Session, id_: int, now: datetime) -> None:
    """For good, with all that its members have answered; quizzes that were theirs alone are closed, not open to all."""
    _close_quizzes(db, id_, now)
    losses.note(db, AttemptRow.member_id.in_(select(MemberRow.id).where(MemberRow.class_id == id_)))
    db.execute(delete(ClassRow).where(ClassRow.id == id_))


def _close_quizzes(db: Session, id_: int, now: datetime) -> None:
    handed = QuizRow.class_id == id_
    db.execute(update(QuizRow).where(handed, QuizRow.opens_at >= now).values(opens_at=None))
    db.execute(
        update(QuizRow).where(handed, QuizRow.closes_at.is_(None) | (QuizRow.closes_at > now)).values(closes_at=now)
    )
    db.execute(update(QuizRow).where(handed).values(class_id=None, picks=False))


def hand_over(db: Session, from_id: int, to_id: int) -> None:
    """Give one teacher's classes to another."""
    db.execute(update(ClassRow).where(ClassRow.teacher_id == from_id).values(teacher_id=to_id))


def forget(db: Session, used_before: datetime, now: datetime, most: int) -> int:
    """Remove classes that are long unused and whose members' answers are all gone; returns how many.

    One is in use until long after its quizzes have opened and closed.
    """
    answered = (
        select(MemberRow.class_id)
        .join(AttemptRow, AttemptRow.member_id == MemberRow.id)
        .where(MemberRow.class_id == ClassRow.id)
    )
    handed = select(QuizRow.id).where(
        QuizRow.class_id == ClassRow.id, (QuizRow.opens_at >= used_before) | (QuizRow.closes_at >= used_before)
    )
    unused = (ClassRow.used_at < used_before, ~answered.exists(), ~handed.exists())
    old = db.scalars(select(ClassRow.id).where(*unused).limit(most).with_for_update(skip_locked=True)).all()
    for id_ in old:
        remove(db, id_, now)
    return len(old)
