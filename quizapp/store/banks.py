"""Banks and their frozen versions."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import and_, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from quizapp.domain import documents, search
from quizapp.domain.accounts import Teacher
from quizapp.domain.banks import Bank, pictures_of
from quizapp.domain.collation import collated, folded
from quizapp.domain.unknown import Unknown
from quizapp.store import pictures, teachers
from quizapp.store.archive import BANK_IS_SHOWN, BANK_IS_THERE
from quizapp.store.races import insert_unless_there
from quizapp.store.tables import (
    BankRow,
    BankTagRow,
    BankWordsRow,
    PartRow,
    QuestionRow,
    QuizRow,
    ShareRow,
    TeacherRow,
    VersionPictureRow,
    VersionRow,
)

_KEPT = 64
"""Versions a process keeps in memory; the least used goes first."""


class UnknownBank(Unknown):
    """No bank has this id."""


class UnknownVersion(UnknownBank):
    """The bank has no version of this number."""


class DamagedVersion(Exception):
    """A published version is no longer what was published."""


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    number: int
    bank: Bank


@dataclass(frozen=True, slots=True)
class BankSummary:
    id: int
    teacher_id: int | None
    """Whose it is; None for the instance's own."""
    common: bool
    """Whether one of the instance's is every teacher's to hand out, not its owners' alone."""
    slug: str
    title: str
    """Its own, or that of its newest version."""
    language: str
    version: int
    question_count: int
    """Of those that a reader is asked."""
    published_at: datetime
    compiled: bool
    """Whether it is a compilation of others."""
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionSummary:
    id: int
    number: int
    question_count: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FrozenBank:
    """A bank as a version keeps it."""

    bank: Bank
    document: str
    digest: str
    pictures: Mapping[str, bytes]
    """Those in its texts, by their names, that may not be kept yet."""
    words: str
    """By which it is found."""
    rekeys: bool = False
    """Whether it marks a question otherwise than the version before it."""


_SUMMARIES: Any = (
    select(
        BankRow.id,
        BankRow.teacher_id,
        BankRow.common,
        BankRow.slug,
        func.coalesce(BankRow.title, VersionRow.title),
        VersionRow.language,
        VersionRow.number,
        VersionRow.question_count,
        VersionRow.published_at,
        BankRow.compiled,
        BankRow.archived_at,
    )
    .join(VersionRow, VersionRow.bank_id == BankRow.id)
    .where(VersionRow.id.in_(select(func.max(VersionRow.id)).group_by(VersionRow.bank_id)))
)


_BY_TITLE = func.coalesce(BankRow.sort_key, VersionRow.sort_key), BankRow.slug, BankRow.id


class Shelf:
    """The versions that this process has read: they never change, so each is read once."""

    def __init__(self) -> None:
        self._versions: OrderedDict[int, Version] = OrderedDict()
        self._guard = threading.Lock()

    def held(self, id_: int) -> Version | None:
        """A version that is here."""
        with self._guard:
            if id_ in self._versions:
                self._versions.move_to_end(id_)
            return self._versions.get(id_)

    def version(self, db: Session, id_: int) -> Version:
        if (held := self.held(id_)) is not None:
            return held
        version = _read(db, id_)
        with self._guard:
            self._versions[id_] = version
            if len(self._versions) > _KEPT:
                self._versions.popitem(last=False)
        return version


class NotAtHand(Exception):
    """A unit of work wants a version that this process has not read yet."""

    def __init__(self, id_: int) -> None:
        super().__init__(id_)
        self.id = id_


class AtHand(Shelf):
    """The shelf of one unit of work: nothing is read in it, for a large version takes half a second to be parsed, and
    all others who write would wait. What is not here is to be fetched before the work is done again.
    """

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._fetched: dict[int, Version] = {}

    def version(self, db: Session, id_: int) -> Version:
        """Raises NotAtHand."""
        found = self._shelf.held(id_) or self._fetched.get(id_)
        if found is None:
            raise NotAtHand(id_)
        return found

    def fetch(self, db: Session, id_: int) -> None:
        """Read it in a transaction that holds no turn to write, and keep it here until the work is done."""
        self._fetched[id_] = self._shelf.version(db, id_)


_READ = (VersionRow.id, VersionRow.number, VersionRow.document, VersionRow.digest)


def _read(db: Session, id_: int) -> Version:
    return _unpacked(db.execute(select(*_READ).where(VersionRow.id == id_)).one())


def _unpacked(row: Any) -> Version:
    if documents.digest(row.document) != row.digest:
        raise DamagedVersion(f"version {row.id}")
    return Version(row.id, row.number, documents.load(row.document))


def current(db: Session, slug: str, teacher_id: int | None) -> Version | None:
    """The newest version of a bank of the instance, or of a teacher; None if there is no such bank."""
    id_ = newest(db, slug, teacher_id)
    return None if id_ is None else _read(db, id_)


def newest(db: Session, slug: str, teacher_id: int | None) -> int | None:
    """The row id of that version."""
    return db.scalar(
        select(VersionRow.id)
        .join(BankRow, BankRow.id == VersionRow.bank_id)
        .where(BankRow.slug == slug, BankRow.teacher_id.is_not_distinct_from(teacher_id), BANK_IS_THERE)
        .order_by(VersionRow.number.desc())
        .limit(1)
    )


def find(db: Session, slug: str, teacher_id: int | None, *, to_write: bool = False) -> int | None:
    """The row id of a bank of the instance (None), or of a teacher; `to_write` has others who would publish it wait."""
    mine = BankRow.teacher_id.is_not_distinct_from(teacher_id)
    found = select(BankRow.id).where(BankRow.slug == slug, mine, BANK_IS_THERE)
    return db.scalar(found.with_for_update(key_share=True) if to_write else found)


def freeze(bank: Bank, pictures: Mapping[str, bytes] = MappingProxyType({}), pieces: Iterable[str] = ()) -> FrozenBank:
    """`pieces` are those of its document; to write it takes a second: hold no transaction, for others would wait."""
    document = "".join(pieces) or documents.dump(bank)
    return FrozenBank(bank, document, documents.digest(document), pictures, "" if bank.parts else search.words_of(bank))


def publish(db: Session, frozen: FrozenBank, now: datetime, teacher_id: int | None = None) -> tuple[int, int]:
    """Keep the bank as its next version; returns the bank's row id and the version's number."""
    bank = frozen.bank
    bank_id = find(db, bank.id, teacher_id)
    if bank_id is None:
        values = {"slug": bank.id, "teacher_id": teacher_id, "created_at": now, "compiled": bool(bank.parts)}
        bank_id = db.scalars(insert(BankRow).values(**values).returning(BankRow.id)).one()
    db.execute(select(BankRow.id).where(BankRow.id == bank_id).with_for_update(key_share=True))
    last = db.scalar(select(func.max(VersionRow.number)).where(VersionRow.bank_id == bank_id)) or 0
    version_id = db.scalars(
        insert(VersionRow)
        .values(
            bank_id=bank_id,
            number=last + 1,
            title=bank.title,
            language=bank.language,
            summary=bank.summary,
            question_count=bank.asked,
            minutes=bank.article.minutes if bank.article else 0,
            document=frozen.document,
            digest=frozen.digest,
            published_at=now,
            rekeys=frozen.rekeys,
        )
        .returning(VersionRow.id)
    ).one()
    with documents.garbage_left():  # All others who write wait meanwhile.
        rows = [
            {"version_id": version_id, "place": place, "question_id": question.id}
            for place, question in enumerate(bank.questions)
        ]
        db.execute(insert(cast(SqlTable, QuestionRow.__table__)), rows)
    if bank.parts:
        sources = [{"version_id": version_id, "source_id": part.version_id} for part in bank.parts]
        db.execute(insert(PartRow), sources)
    if "media:" in frozen.document and (names := pictures_of(bank)):  # Most banks have none: this is seen sooner.
        pictures.keep_for_version(db, version_id, names, frozen.pictures, now)
    if not bank.parts:
        _keep_words(db, bank_id, frozen)
    return bank_id, last + 1


def _keep_words(db: Session, bank_id: int, frozen: FrozenBank) -> None:
    """What the bank is found by, in the place of what its last version was."""
    db.execute(delete(BankWordsRow).where(BankWordsRow.bank_id == bank_id))
    db.execute(delete(BankTagRow).where(BankTagRow.bank_id == bank_id))
    own_title = db.scalar(select(BankRow.title).where(BankRow.id == bank_id))
    title = search.spaced(folded(own_title or frozen.bank.title))
    db.execute(insert(BankWordsRow).values(bank_id=bank_id, title=title, words=frozen.words))
    if tags := [{"bank_id": bank_id, "key": key, "tag": tag} for key, tag in search.tags_of(frozen.bank).items()]:
        db.execute(insert(BankTagRow), tags)


def listing(db: Session) -> Sequence[BankSummary]:
    """Every bank at its newest version, by title, but for compilations."""
    return _by_title(db, _SUMMARIES.where(BANK_IS_SHOWN))


def seen_by(db: Session, teacher: Teacher) -> Sequence[BankSummary]:
    """The banks that a teacher may hand out, by title: their own, and those shared with them or with everybody.

    Compilations are made to be handed out once, and are not among them.
    """
    return _by_title(db, _SUMMARIES.where(visible_to(teacher), BANK_IS_SHOWN))


def archived(db: Session, teacher: Teacher) -> Sequence[BankSummary]:
    """Those of them that are put away."""
    return _by_title(db, _SUMMARIES.where(visible_to(teacher), BankRow.archived_at.is_not(None)))


def deleted(db: Session, teacher: Teacher, after: datetime) -> Sequence[tuple[BankSummary, datetime]]:
    """What a teacher has deleted since and may have back, by title, each with when that was."""
    gone = _SUMMARIES.add_columns(BankRow.deleted_at).where(owned_by(teacher), BankRow.deleted_at > after)
    return [(BankSummary(*row[:-1]), row.deleted_at) for row in db.execute(gone.order_by(*_BY_TITLE))]


def newest_of(db: Session, teacher_id: int | None) -> Sequence[BankSummary]:
    """The banks of a teacher alone, or of the instance, the last published first, as they are listed."""
    theirs = BankRow.teacher_id.is_not_distinct_from(teacher_id), BANK_IS_SHOWN
    return [BankSummary(*row) for row in db.execute(_SUMMARIES.where(*theirs).order_by(VersionRow.id.desc()))]


def current_of(db: Session, shelf: Shelf, bank_ids: Collection[int]) -> Mapping[int, Version]:
    """The current versions of these banks, by the row ids of the banks, in one statement.

    What is read stays in no memory: there may be more than a process keeps.
    """
    newest_ = select(func.max(VersionRow.id)).where(VersionRow.bank_id.in_(bank_ids)).group_by(VersionRow.bank_id)
    rows = db.execute(select(VersionRow.bank_id, *_READ).where(VersionRow.id.in_(newest_)))
    return {row.bank_id: shelf.held(row.id) or _unpacked(row) for row in rows}


def called(db: Session, slugs: Collection[str], teacher: Teacher) -> Sequence[BankSummary]:
    """Those of these ids among the banks that a teacher may hand out, by title; one statement."""
    return _by_title(db, _SUMMARIES.where(BankRow.slug.in_(slugs), visible_to(teacher), BANK_IS_SHOWN))


def several(db: Session, ids: Collection[int], teacher: Teacher) -> Mapping[int, BankSummary]:
    """Those of them that a teacher may hand out, by their row ids, but for compilations; one statement."""
    rows = db.execute(_SUMMARIES.where(BankRow.id.in_(ids), visible_to(teacher), ~BankRow.compiled))
    return {row.id: BankSummary(*row) for row in rows}


def numbered(db: Session, bank_id: int, number: int) -> int:
    """The row id of a version of a bank. Raises UnknownVersion."""
    found = db.scalar(select(VersionRow.id).where(VersionRow.bank_id == bank_id, VersionRow.number == number))
    if found is None:
        raise UnknownVersion(number)
    return found


def forget_compilations(db: Session, made_before: datetime, most: int) -> int:
    """Compilations that are, or were, handed out to nobody; returns how many went."""
    unused = BankRow.compiled & (BankRow.created_at < made_before) & ~exists().where(QuizRow.bank_id == BankRow.id)
    ids = db.scalars(select(BankRow.id).where(unused).limit(most).with_for_update(skip_locked=True)).all()
    versions_ = select(VersionRow.id).where(VersionRow.bank_id.in_(ids))
    for row in (QuestionRow, PartRow, VersionPictureRow):
        db.execute(delete(row).where(row.version_id.in_(versions_)))
    db.execute(delete(VersionRow).where(VersionRow.bank_id.in_(ids)))
    db.execute(delete(BankRow).where(BankRow.id.in_(ids)))
    return len(ids)


def _by_title(db: Session, found: Any) -> Sequence[BankSummary]:
    return [BankSummary(*row) for row in db.execute(found.order_by(*_BY_TITLE))]


def summary(db: Session, id_: int, teacher: Teacher) -> BankSummary:
    """One such bank. Raises UnknownBank, for another's as for one that does not exist."""
    row = db.execute(_SUMMARIES.where(BankRow.id == id_, visible_to(teacher))).one_or_none()
    if row is None:
        raise UnknownBank(id_)
    return BankSummary(*row)


def own(db: Session, ids: Collection[int], teacher: Teacher) -> Sequence[BankSummary]:
    """Banks that a teacher has, in this order. Raises UnknownBank, for another's as for one that does not exist."""
    rows = db.execute(_SUMMARIES.where(BankRow.id.in_(ids), owned_by(teacher), BANK_IS_THERE, ~BankRow.compiled))
    found = {row.id: BankSummary(*row) for row in rows}
    if missing := [id_ for id_ in ids if id_ not in found]:
        raise UnknownBank(missing[0])
    return [found[id_] for id_ in ids]


def is_visible(db: Session, id_: int, teacher: Teacher) -> bool:
    """Whether a teacher may see it: a colleague's bank may be theirs no longer, and the quizzes of it go on."""
    return db.scalar(select(BankRow.id).where(BankRow.id == id_, visible_to(teacher))) is not None


def visible_to(teacher: Teacher) -> Any:
    """Whether a bank is one that a teacher may see, as a condition."""
    shared = select(ShareRow.bank_id).where(ShareRow.teacher_id == teacher.id)
    common = BankRow.teacher_id.is_(None) & BankRow.common
    return and_(BANK_IS_THERE, or_(owned_by(teacher), common, BankRow.id.in_(shared)))


def owned_by(teacher: Teacher) -> Any:
    """Whether a bank, deleted or not, is one of those that a teacher has, as a condition."""
    mine = BankRow.teacher_id == teacher.id
    return or_(mine, BankRow.teacher_id.is_(None)) if teacher.is_owner else mine


def rename(db: Session, bank_id: int, title: str) -> None:
    """Give it a title of its own; an empty one leaves it that of its versions, which stay as they are.

    One that its newest version has is none of its own: the next version may have a better one.
    """
    newest_first = select(VersionRow.title).where(VersionRow.bank_id == bank_id).order_by(VersionRow.number.desc())
    if title == db.scalar(newest_first.limit(1)):
        title = ""
    key = collated(title) if title else None
    db.execute(update(BankRow).where(BankRow.id == bank_id).values(title=title or None, sort_key=key))
    _keep_title_words(db, bank_id, title)


def _keep_title_words(db: Session, bank_id: int, title: str) -> None:
    """Of the title that is its own, or that of its newest version."""
    newest = select(VersionRow.title).where(VersionRow.bank_id == bank_id).order_by(VersionRow.number.desc()).limit(1)
    words = search.spaced(folded(title or db.scalar(newest) or ""))
    db.execute(update(BankWordsRow).where(BankWordsRow.bank_id == bank_id).values(title=words))


def versions(db: Session, bank_id: int) -> Sequence[VersionSummary]:
    """Newest first."""
    rows = db.execute(
        select(VersionRow.id, VersionRow.number, VersionRow.question_count, VersionRow.published_at)
        .where(VersionRow.bank_id == bank_id)
        .order_by(VersionRow.number.desc())
    )
    return [VersionSummary(*row) for row in rows]


def shared_with(db: Session, bank_id: int) -> Sequence[Teacher]:
    """By address."""
    rows = db.execute(
        select(*teachers.COLUMNS)
        .join(ShareRow, ShareRow.teacher_id == TeacherRow.id)
        .where(ShareRow.bank_id == bank_id)
        .order_by(TeacherRow.email)
    )
    return [teachers.teacher_of(row) for row in rows]


def share(db: Session, bank_id: int, teacher_id: int) -> None:
    shared = insert_unless_there(db, cast(SqlTable, ShareRow.__table__))
    db.execute(shared, {"bank_id": bank_id, "teacher_id": teacher_id})


def unshare(db: Session, bank_id: int, teacher_id: int) -> None:
    db.execute(delete(ShareRow).where(ShareRow.bank_id == bank_id, ShareRow.teacher_id == teacher_id))


def make_common(db: Session, bank_id: int, *, common: bool) -> None:
    """Let every teacher here hand out a bank of the instance, or owners alone."""
    db.execute(update(BankRow).where(BankRow.id == bank_id).values(common=common))


def any_bank(db: Session) -> bool:
    return db.scalar(select(BankRow.id).limit(1)) is not None
