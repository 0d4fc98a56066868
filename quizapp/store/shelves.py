"""The banks that a teacher may hand out, part by part: by last use or title, searched and narrowed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.collation import collated
from quizapp.store import banks, quizzes
from quizapp.store.archive import BANK_IS_SHOWN
from quizapp.store.banks import BankSummary
from quizapp.store.tables import (
    BankRow,
    BankTagRow,
    BankWordsRow,
    ClassRow,
    QuizRow,
    ShareRow,
    TeacherRow,
    VersionRow,
)

_bank, _quiz, _version = BankRow.__table__.c, QuizRow.__table__.c, VersionRow.__table__.c


class Whose(StrEnum):
    MINE = "mine"
    SHARED = "shared"
    """By colleagues."""
    COMMON = "common"
    """The installation's."""


class ShelfOrder(StrEnum):
    USE = "use"
    """The last one handed out or published first."""
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class BankFilter:
    """Of which banks a list is; of all, where nothing is said."""

    words: tuple[str, ...] = ()
    """Which all have to be in it, as `domain.search` keeps and looks for them."""
    tag: str = ""
    """Its key."""
    whose: Whose | None = None
    class_id: int | None = None
    """To which it has been handed out."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """When a bank was last handed out, or will be."""

    at: datetime
    class_name: str
    """To whom; empty where it was for anybody."""


@dataclass(frozen=True, slots=True)
class Tag:
    key: str
    written: str
    count: int = 0
    """Of banks that have it."""


def part(
    db: Session, teacher: Teacher, filter_: BankFilter, by: ShelfOrder, *, start: int, most: int
) -> tuple[Sequence[BankSummary], int]:
    """So many of them from one on, and how many there are; two statements, with one more for the second part on."""
    chosen = select(_bank.id, _bank.sort_key, *_used(teacher)).where(*_conditions(teacher, filter_)).subquery()
    wanted = select(chosen.c.id, func.count().over().label("in_all"))
    if by is ShelfOrder.TITLE:
        newest = (
            select(func.max(_version.id)).where(_version.bank_id == chosen.c.id).correlate(chosen).scalar_subquery()
        )
        wanted = wanted.join(VersionRow.__table__, _version.id == newest)
        wanted = wanted.order_by(func.coalesce(chosen.c.sort_key, _version.sort_key), chosen.c.id)
    else:
        used = case((chosen.c.handed > chosen.c.published, chosen.c.handed), else_=chosen.c.published)
        wanted = wanted.order_by(used.desc(), chosen.c.id)
    rows = db.execute(wanted.limit(most).offset(start)).all()
    found = banks.several(db, [row.id for row in rows], teacher)
    in_all = rows[0].in_all if rows else _count(db, teacher, filter_) if start else 0
    return [found[row.id] for row in rows if row.id in found], in_all


def _count(db: Session, teacher: Teacher, filter_: BankFilter) -> int:
    return db.scalar(select(func.count()).select_from(BankRow).where(*_conditions(teacher, filter_))) or 0


def _used(teacher: Teacher) -> tuple[Any, Any]:
    """When a bank was last published, and last handed out by this teacher or to be."""
    published = select(func.max(_version.published_at)).where(_version.bank_id == _bank.id)
    handed = select(func.max(_handed_at())).where(_quiz.bank_id == _bank.id, _handed_out(teacher))
    return published.scalar_subquery().label("published"), handed.scalar_subquery().label("handed")


def _handed_at() -> ColumnElement[datetime]:
    return func.coalesce(_quiz.opens_at, _quiz.created_at, type_=_quiz.created_at.type)


def _handed_out(teacher: Teacher) -> Any:
    return quizzes.owned_by(teacher) & quizzes.REAL


def _conditions(teacher: Teacher, filter_: BankFilter) -> list[Any]:
    conditions = [_on_shelf(teacher)]
    if filter_.words:
        conditions.append(_bank.id.in_(_with_words(filter_.words)))
    if filter_.tag:
        conditions.append(_bank.id.in_(select(BankTagRow.bank_id).where(BankTagRow.key == filter_.tag)))
    if filter_.class_id is not None:
        theirs = select(_quiz.bank_id).where(_quiz.class_id == filter_.class_id, _handed_out(teacher))
        conditions.append(_bank.id.in_(theirs))
    if filter_.whose is not None:
        shared = select(ShareRow.bank_id).where(ShareRow.teacher_id == teacher.id)
        conditions.append(
            {
                Whose.MINE: _bank.teacher_id == teacher.id,
                Whose.SHARED: _bank.id.in_(shared),
                Whose.COMMON: _bank.teacher_id.is_(None),
            }[filter_.whose]
        )
    return conditions


def _on_shelf(teacher: Teacher) -> Any:
    """Whether a bank is on a teacher's lists."""
    return banks.visible_to(teacher) & BANK_IS_SHOWN


def _with_words(words: Sequence[str]) -> Any:
    whole = BankWordsRow.title + BankWordsRow.words
    return select(BankWordsRow.bank_id).where(*(whole.contains(word, autoescape=True) for word in words))


def last_times(db: Session, teacher: Teacher, bank_ids: Collection[int]) -> Mapping[int, LastTime]:
    """By the row ids of the banks; none of one that was never handed out. One statement."""
    latest = func.row_number().over(partition_by=_quiz.bank_id, order_by=(_handed_at().desc(), _quiz.id.desc()))
    ranked = (
        select(_quiz.bank_id, _handed_at().label("at"), _quiz.class_id, latest.label("rank"))
        .where(_quiz.bank_id.in_(bank_ids), _handed_out(teacher))
        .subquery()
        .c
    )
    named = select(ClassRow.name).where(ClassRow.id == ranked.class_id).scalar_subquery()
    rows = db.execute(select(ranked.bank_id, ranked.at, named).where(ranked.rank == 1))
    return {bank_id: LastTime(at, name or "") for bank_id, at, name in rows}


def tags_of(db: Session, bank_ids: Collection[int], most: int) -> Mapping[int, Sequence[Tag]]:
    """A few of each bank's, in their order, by its row id; one statement."""
    found: dict[int, list[Tag]] = {}
    wanted = select(BankTagRow.bank_id, BankTagRow.key, BankTagRow.tag).where(BankTagRow.bank_id.in_(bank_ids))
    for bank_id, key, tag in db.execute(wanted):
        found.setdefault(bank_id, []).append(Tag(key, tag))
    return {bank_id: _by_name(tags)[:most] for bank_id, tags in found.items()}


def tags(db: Session, teacher: Teacher, most: int) -> Sequence[Tag]:
    """Those on most of a teacher's banks, in their order; one statement."""
    count = func.count().label("count")
    wanted = (
        select(BankTagRow.key, func.min(BankTagRow.tag), count)
        .join(BankRow, BankRow.id == BankTagRow.bank_id)
        .where(_on_shelf(teacher))
        .group_by(BankTagRow.key)
        .order_by(count.desc(), BankTagRow.key)
        .limit(most)
    )
    return _by_name([Tag(*row) for row in db.execute(wanted)])


def _by_name(tags_: Sequence[Tag]) -> Sequence[Tag]:
    return sorted(tags_, key=lambda one: collated(one.written))


def owners(db: Session, bank_ids: Collection[int]) -> Mapping[int, str]:
    """The addresses of the teachers whose banks these are, by the row ids of the banks; one statement."""
    wanted = select(BankRow.id, TeacherRow.email).join(TeacherRow, TeacherRow.id == BankRow.teacher_id)
    return {row.id: row.email for row in db.execute(wanted.where(BankRow.id.in_(bank_ids)))}
