"""Quizzes: links to banks, with settings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, false, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import Settings
from quizapp.domain.collation import collated
from quizapp.domain.quizzes import Quiz, Terms, UnknownQuiz
from quizapp.store.archive import QUIZ_IS_SHOWN, WENT_WITH_BANK
from quizapp.store.tables import (
    AskedRow,
    AttemptRow,
    BankRow,
    PartRow,
    QuestionRow,
    QuizRow,
    ReaderRow,
    TeacherRow,
    VersionRow,
)

_quiz_, _version = QuizRow.__table__.c, VersionRow.__table__.c
_asked, _question, _bank = AskedRow.__table__.c, QuestionRow.__table__.c, BankRow.__table__.c

_SETTINGS = [field.name for field in fields(Settings)]
_TERMS = [field.name for field in fields(Terms)]
"""Each in the column of its name."""
NEWEST_VERSION = (
    select(func.max(_version.id))
    .where(_version.bank_id == _quiz_.bank_id)
    .correlate(QuizRow.__table__)
    .scalar_subquery()
)
"""The one that a new attempt at a quiz would take."""
_ASKS_SOME = select(_asked.quiz_id).where(_asked.quiz_id == _quiz_.id).correlate(QuizRow.__table__).exists()
_STILL_THERE = (
    select(func.nullif(func.count(), 0))
    .select_from(AskedRow.__table__)
    .join(QuestionRow.__table__, _question.question_id == _asked.question_id)
    .where(_asked.quiz_id == _quiz_.id, _question.version_id == _version.id)
    .correlate(QuizRow.__table__, VersionRow.__table__)
    .scalar_subquery()
)
_QUESTION_COUNT = case(
    (_ASKS_SOME, func.coalesce(_STILL_THERE, _version.question_count)), else_=_version.question_count
)
"""Where none of those that it asks is in the newest version, it asks all: as an attempt at what was missed does."""

_TITLE_OF_BANK = select(_bank.title).where(_bank.id == _quiz_.bank_id).correlate(QuizRow.__table__).scalar_subquery()
# Not joined: where an UPDATE returns it, columns are named without their tables.
ITS_TITLE = (
    select(func.coalesce(_quiz_.title, _TITLE_OF_BANK))
    .where(_quiz_.id == AttemptRow.__table__.c.quiz_id)
    .correlate(AttemptRow.__table__)
    .scalar_subquery()
    .label("its_title")
)
"""Of the quiz of an attempt, or of its bank; nothing where neither has one but that of a version."""
_teacher = TeacherRow.__table__.c
ITS_ZONE = (
    select(_teacher.zone)
    .where(
        _teacher.id
        == select(_quiz_.teacher_id)
        .where(_quiz_.id == AttemptRow.__table__.c.quiz_id)
        .correlate(AttemptRow.__table__)
        .scalar_subquery()
    )
    .correlate(AttemptRow.__table__)
    .scalar_subquery()
    .label("its_zone")
)
"""Of whose quiz an attempt is at; nothing where that is the instance's."""
_ZONE = select(_teacher.zone).where(_teacher.id == _quiz_.teacher_id).correlate(QuizRow.__table__).scalar_subquery()
# Built once: to build a statement costs more than to run it.
_ALL = select(
    _quiz_.id,
    _quiz_.slug,
    _version.id.label("version_id"),
    func.coalesce(_quiz_.title, _bank.title, _version.title).label("title"),
    _quiz_.title.label("own_title"),
    _version.language,
    _version.summary,
    _QUESTION_COUNT.label("question_count"),
    _version.minutes,
    _quiz_.bank_id,
    _quiz_.teacher_id,
    _quiz_.created_at,
    _quiz_.simulated,
    _quiz_.trial_of,
    func.coalesce(_ZONE, "").label("zone"),
    _ASKS_SOME.label("asks_some"),
    _bank.compiled,
    _quiz_.archived_at,
    _quiz_.released_at,
    _quiz_.begins_after_release,
    *(_quiz_[name].label(f"its_{name}") for name in (*_SETTINGS, *_TERMS)),
)
_ALL = _ALL.join(BankRow.__table__, _bank.id == _quiz_.bank_id)
_ALL = _ALL.join(VersionRow.__table__, _version.id == NEWEST_VERSION)
QUIZZES = _ALL.where(_quiz_.trial_of.is_(None))
"""All but those that are trials."""
REAL: ColumnElement[bool] = ~_quiz_.simulated
_ANY_BY_SLUG = QUIZZES.where(_quiz_.slug == bindparam("slug"))
_BY_SLUG = _ANY_BY_SLUG.where(REAL)
_BY_ID = _ALL.where(_quiz_.id == bindparam("id"), or_(REAL, _quiz_.trial_of.is_not(None)))
_TRIAL = _ALL.where(_quiz_.slug == bindparam("slug"), _quiz_.trial_of.is_not(None))
_KEPT: Any = {"of": QuizRow.__table__, "read": True, "key_share": True}
_BY_SLUG_KEPT = _BY_SLUG.with_for_update(**_KEPT)
_BY_ID_KEPT = _BY_ID.with_for_update(**_KEPT)
BY_TITLE = func.coalesce(_quiz_.sort_key, _bank.sort_key, _version.sort_key), _quiz_.slug
_LISTED = QUIZZES.where(_quiz_.listed, REAL, QUIZ_IS_SHOWN).order_by(*BY_TITLE)


def quiz_of(row: Any) -> Quiz:
    """What a row of `QUIZZES` tells of."""
    return Quiz(
        id=row.id,
        slug=row.slug,
        version_id=row.version_id,
        title=row.title,
        language=row.language,
        summary=row.summary,
        question_count=row.question_count,
        minutes=row.minutes,
        settings=Settings(**_values(row, _SETTINGS)),
        terms=Terms(**_values(row, _TERMS)),
        bank_id=row.bank_id,
        teacher_id=row.teacher_id,
        made_at=row.created_at,
        simulated=row.simulated,
        trial=row.trial_of is not None,
        asks_some=row.asks_some,
        compiled=row.compiled,
        own_title=row.own_title or "",
        archived=row.archived_at is not None,
        released_at=row.released_at,
        begins_after_release=row.begins_after_release,
        zone=row.zone,
    )


def _values(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, f"its_{name}") for name in names}


def by_slug(db: Session, slug: str, *, to_begin: bool = False) -> Quiz:
    """The way of a reader to a quiz, for whom there is none whose class is simulated. Raises UnknownQuiz.

    `to_begin` an attempt keeps it from being taken back meanwhile, where rows are locked.
    """
    row = db.execute(_BY_SLUG_KEPT if to_begin else _BY_SLUG, {"slug": slug}).one_or_none()
    if row is None:
        raise UnknownQuiz(slug)
    return quiz_of(row)


def by_id(db: Session, id_: int, *, to_begin: bool = False) -> Quiz:
    """The same by its row id, of whoever has an attempt at it: a trial too."""
    row = db.execute(_BY_ID_KEPT if to_begin else _BY_ID, {"id": id_}).one_or_none()
    if row is None:
        raise UnknownQuiz(id_)
    return quiz_of(row)


def trial(db: Session, slug: str) -> Quiz:
    """One that its teacher tries as a reader. Raises UnknownQuiz."""
    row = db.execute(_TRIAL, {"slug": slug}).one_or_none()
    if row is None:
        raise UnknownQuiz(slug)
    return quiz_of(row)


def any_by_slug(db: Session, slug: str) -> Quiz:
    """For whoever has the machine: a simulated one too. Raises UnknownQuiz."""
    row = db.execute(_ANY_BY_SLUG, {"slug": slug}).one_or_none()
    if row is None:
        raise UnknownQuiz(slug)
    return quiz_of(row)


def listed(db: Session) -> Sequence[Quiz]:
    """The quizzes of the front page, by title."""
    return [quiz_of(row) for row in db.execute(_LISTED)]


def every(db: Session) -> Sequence[Quiz]:
    """Newest first."""
    return [quiz_of(row) for row in db.execute(QUIZZES.where(QUIZ_IS_SHOWN).order_by(_quiz_.id.desc()))]


def of_teacher(db: Session, teacher: Teacher) -> Sequence[Quiz]:
    """A teacher's quizzes, newest first; owners also see the instance's."""
    mine = QUIZZES.where(owned_by(teacher), QUIZ_IS_SHOWN)
    return [quiz_of(row) for row in db.execute(mine.order_by(_quiz_.id.desc()))]


def last_of(db: Session, teacher_id: int) -> Quiz | None:
    """The quiz that a teacher handed out last; None where there is none, but one whose class is simulated."""
    row = db.execute(QUIZZES.where(_quiz_.teacher_id == teacher_id, REAL).order_by(_quiz_.id.desc()).limit(1)).first()
    return None if row is None else quiz_of(row)


def archived(db: Session, teacher: Teacher) -> Sequence[tuple[Quiz, datetime, bool]]:
    """Those of them that are put away, the last first, each with since when, and whether it went with its bank."""
    away = QUIZZES.add_columns(WENT_WITH_BANK.label("went")).where(owned_by(teacher), _quiz_.archived_at.is_not(None))
    rows = db.execute(away.order_by(_quiz_.archived_at.desc(), _quiz_.id))
    return [(quiz_of(row), row.archived_at, row.went) for row in rows]


def rename(db: Session, id_: int, title: str) -> None:
    """Give it a title of its own; an empty one leaves it that of its bank."""
    key = collated(title) if title else None
    db.execute(update(QuizRow).where(QuizRow.id == id_).values(title=title or None, sort_key=key))


def asks_from(bank_id: Any) -> ColumnElement[bool]:
    """Whether a quiz asks questions of a bank, or of a compilation that has some of it, as a condition."""
    part, of_compilation, source = PartRow.__table__.c, aliased(VersionRow), aliased(VersionRow)
    compiled = (
        select(of_compilation.bank_id)
        .join(PartRow, part.version_id == of_compilation.id)
        .join(source, source.id == part.source_id)
        .where(source.bank_id == bank_id)
    )
    return or_(_quiz_.bank_id == bank_id, _quiz_.bank_id.in_(compiled))


def asking_from(db: Session, bank_id: int, teacher: Teacher) -> Sequence[Quiz]:
    """The same as `of_bank`, with those of compilations that have questions of it."""
    handed_out = QUIZZES.where(asks_from(bank_id), owned_by(teacher), REAL).order_by(_quiz_.id.desc())
    return [quiz_of(row) for row in db.execute(handed_out)]


def shown_of_bank(db: Session, bank_id: int, teacher: Teacher) -> Sequence[Quiz]:
    """Those of a bank that stand in a teacher's lists, one whose class is simulated too, newest first."""
    shown = QUIZZES.where(_quiz_.bank_id == bank_id, owned_by(teacher), QUIZ_IS_SHOWN)
    return [quiz_of(row) for row in db.execute(shown.order_by(_quiz_.id.desc()))]


def of_bank(db: Session, bank_id: int, teacher: Teacher) -> Sequence[Quiz]:
    """Those of a bank that a teacher may read and readers have answered, newest first."""
    handed_out = QUIZZES.where(_quiz_.bank_id == bank_id, owned_by(teacher), REAL).order_by(_quiz_.id.desc())
    return [quiz_of(row) for row in db.execute(handed_out)]


def that_go_with(db: Session, bank_ids: Collection[int], teacher: Teacher) -> Sequence[tuple[Quiz, int]]:
    """A teacher's quizzes of these banks, each with how many attempts there are at it, the newest first."""
    begun = select(func.count()).where(AttemptRow.quiz_id == _quiz_.id).correlate(QuizRow.__table__).scalar_subquery()
    theirs = QUIZZES.add_columns(begun.label("begun")).where(_quiz_.bank_id.in_(bank_ids), owned_by(teacher))
    return [(quiz_of(row), row.begun) for row in db.execute(theirs.order_by(_quiz_.id.desc()))]


def that_go_on(db: Session, bank_ids: Collection[int], teacher: Teacher) -> int:
    """How many quizzes of these banks are other teachers', and not put away."""
    others = (QuizRow.bank_id.in_(bank_ids), ~func.coalesce(owned_by(teacher), false()), QUIZ_IS_SHOWN, REAL)
    return db.scalar(select(func.count()).select_from(QuizRow).where(*others)) or 0


def of_class(db: Session, class_id: int, teacher: Teacher) -> Sequence[tuple[Quiz, datetime]]:
    """Those of a teacher's that are for a class, each with when it was handed out, the oldest first; none simulated."""
    handed_out = QUIZZES.where(_quiz_.class_id == class_id, owned_by(teacher), REAL)
    return [(quiz_of(row), row.created_at) for row in db.execute(handed_out.order_by(_quiz_.id))]


def simulated_of(db: Session, teacher_id: int) -> Quiz | None:
    """The teacher's quiz whose class is simulated; None where there is none."""
    row = db.execute(QUIZZES.where(_quiz_.teacher_id == teacher_id, _quiz_.simulated)).first()
    return None if row is None else quiz_of(row)


def owned(db: Session, slug: str, teacher: Teacher, *, real: bool = False) -> Quiz:
    """The one way of a teacher to a quiz. Raises UnknownQuiz, for another's as for one that does not exist.

    Where it has to be `real`, also for one whose class is simulated.
    """
    wanted = QUIZZES.where(_quiz_.slug == slug, owned_by(teacher))
    row = db.execute(wanted.where(REAL) if real else wanted).one_or_none()
    if row is None:
        raise UnknownQuiz(slug)
    return quiz_of(row)


def ids_of(db: Session, slugs: Collection[str], teacher: Teacher) -> Sequence[int]:
    """The row ids of quizzes that a teacher has and in which readers sit. Raises UnknownQuiz."""
    theirs = select(QuizRow.slug, QuizRow.id).where(QuizRow.slug.in_(slugs), owned_by(teacher), REAL)
    found = {row.slug: row.id for row in db.execute(theirs)}
    if missing := [slug for slug in slugs if slug not in found]:
        raise UnknownQuiz(missing[0])
    return [found[slug] for slug in slugs]


def owned_by(teacher: Teacher) -> Any:
    """Whether a quiz is one of those that a teacher has, as a condition; a trial is none."""
    mine = _quiz_.teacher_id == teacher.id
    return and_(or_(mine, _quiz_.teacher_id.is_(None)) if teacher.is_owner else mine, _quiz_.trial_of.is_(None))


def by_loading(db: Session) -> Sequence[Quiz]:
    """Those of the front page that an older version made of banks that were loaded, by title."""
    made = QUIZZES.where(_quiz_.by_loading, _quiz_.listed, QUIZ_IS_SHOWN)
    return [quiz_of(row) for row in db.execute(made.order_by(*BY_TITLE))]


def want(db: Session, ids: Collection[int]) -> None:
    """Note that somebody wants these, however they were made."""
    db.execute(update(QuizRow).where(QuizRow.id.in_(ids)).values(by_loading=False))


def newest_of_bank(db: Session, bank_id: int, teacher_id: int | None) -> str | None:
    """The slug of the quiz that a teacher, or the instance, has made last of a bank."""
    mine = QuizRow.teacher_id.is_not_distinct_from(teacher_id)
    made = select(QuizRow.slug).where(QuizRow.bank_id == bank_id, mine, REAL, QUIZ_IS_SHOWN)
    return db.scalar(made.order_by(QuizRow.id.desc()).limit(1))


def exists(db: Session, slug: str) -> bool:
    """Whether a reader finds it."""
    return db.scalar(select(QuizRow.id).where(QuizRow.slug == slug, REAL)) is not None


def taken(db: Session, slug: str) -> bool:
    """Whether any quiz has it, a simulated one too."""
    return db.scalar(select(QuizRow.id).where(QuizRow.slug == slug)) is not None


def add(
    db: Session,
    slug: str,
    bank_id: int,
    teacher_id: int | None,
    settings: Settings,
    terms: Terms,
    now: datetime,
    *,
    simulated: bool = False,
) -> None:
    values = {"slug": slug, "bank_id": bank_id, "teacher_id": teacher_id, "created_at": now, "simulated": simulated}
    db.execute(insert(QuizRow).values(**values, **_columns(settings, terms)))


def ask_only(db: Session, slug: str, title: str, question_ids: Collection[str]) -> None:
    """Let a new quiz ask only these questions of its bank, under a title of its own."""
    db.execute(update(QuizRow).where(QuizRow.slug == slug).values(title=title, sort_key=collated(title)))
    quiz_id = db.execute(select(QuizRow.id).where(QuizRow.slug == slug)).scalar_one()
    db.execute(insert(AskedRow), [{"quiz_id": quiz_id, "question_id": id_} for id_ in dict.fromkeys(question_ids)])


def asks(db: Session, quiz_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """The ids of the questions that quizzes ask which ask only some; one statement."""
    found: dict[int, set[str]] = {}
    rows = db.execute(select(AskedRow.quiz_id, AskedRow.question_id).where(AskedRow.quiz_id.in_(quiz_ids)))
    for quiz_id, question_id in rows:
        found.setdefault(quiz_id, set()).add(question_id)
    return {quiz_id: frozenset(ids) for quiz_id, ids in found.items()}


def change(db: Session, id_: int, settings: Settings, terms: Terms) -> None:
    """Change what new attempts will be asked; running ones keep what they began with."""
    db.execute(update(QuizRow).where(QuizRow.id == id_).values(**_columns(settings, terms)))


def remove(db: Session, id_: int) -> None:
    """For good, with every attempt at it and their responses; whoever would begin another waits, and finds no quiz.

    The readers of a simulated one were made for it, and go too.
    """
    simulated = db.scalar(select(QuizRow.simulated).where(QuizRow.id == id_).with_for_update())
    made_for_it = select(AttemptRow.reader_id).where(AttemptRow.quiz_id == id_)
    readers = db.scalars(made_for_it).all() if simulated else ()
    db.execute(delete(AttemptRow).where(AttemptRow.quiz_id == id_))
    db.execute(delete(QuizRow).where(QuizRow.id == id_))
    if readers:
        db.execute(delete(ReaderRow).where(ReaderRow.id.in_(readers)))


def _columns(settings: Settings, terms: Terms) -> dict[str, Any]:
    of_settings = {name: getattr(settings, name) for name in _SETTINGS}
    return of_settings | {name: getattr(terms, name) for name in _TERMS}


def ensure(db: Session, bank_id: int, slug: str, now: datetime) -> None:
    """Give a bank its listed quiz, with the settings most teachers want, if it has none yet."""
    if db.scalar(select(QuizRow.id).where(QuizRow.bank_id == bank_id, REAL).limit(1)) is None:
        add(db, slug, bank_id, None, Settings(), Terms(listed=True), now)
