"""What a teacher puts away and takes back: banks, quizzes and classes, many at once; and banks they delete."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.domain.quizzes import Quiz
from quizapp.services import publishing
from quizapp.services.classes import only_one
from quizapp.services.visits import Office
from quizapp.store import archive, audit, banks, classes, quizzes
from quizapp.store.banks import BankSummary, UnknownBank
from quizapp.store.classes import ClassSummary

KEPT = timedelta(days=30)
"""How long a deleted bank can be had back."""


@dataclass(frozen=True, slots=True)
class ArchivedQuiz:
    quiz: Quiz
    at: datetime
    with_bank: bool
    """Whether it went with its bank, which is deleted: it comes back with it."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """What a teacher has put away."""

    banks: Sequence[BankSummary]
    own: frozenset[int]
    """The ids of those of them that are this teacher's; the others are shared with them."""
    deleted: Sequence[tuple[BankSummary, datetime]]
    """Each with when it was deleted."""
    quizzes: Sequence[ArchivedQuiz]
    classes: Sequence[ClassSummary]

    def since(self, moment: datetime) -> "PutAway":
        """What of it is the teacher's and went at this moment."""
        return PutAway(
            [one for one in self.banks if one.archived_at == moment and one.id in self.own],
            self.own,
            [(one, at) for one, at in self.deleted if at == moment],
            [one for one in self.quizzes if one.at == moment],
            [one for one in self.classes if one.archived_at == moment],
        )


@dataclass(frozen=True, slots=True)
class Things:
    """What a teacher has that can be put away."""

    quizzes: Sequence[Quiz]
    banks: Sequence[BankSummary]
    classes: Sequence[ClassSummary]
    now: datetime


@dataclass(frozen=True, slots=True)
class Ticked:
    """Things of a teacher's, by their ids, or slugs."""

    banks: Sequence[int] = ()
    quizzes: Sequence[str] = ()
    classes: Sequence[int] = ()
    deleted: Sequence[int] = ()
    """Banks that are to come back."""

    @property
    def count(self) -> int:
        return len(self.banks) + len(self.quizzes) + len(self.classes) + len(self.deleted)


def things(office: Office) -> Things:
    db, teacher = office.db, office.teacher
    return Things(
        [one for one in quizzes.of_teacher(db, teacher) if not one.simulated],
        [one for one in banks.seen_by(db, teacher) if publishing.is_own(one, teacher)],
        classes.of_teacher(db, teacher.id),
        office.now,
    )


def show(office: Office) -> PutAway:
    db, teacher = office.db, office.teacher
    archived = banks.archived(db, teacher)
    return PutAway(
        archived,
        frozenset(one.id for one in archived if publishing.is_own(one, teacher)),
        banks.deleted(db, teacher, office.now - KEPT),
        [ArchivedQuiz(*found) for found in quizzes.archived(db, teacher)],
        classes.archived(db, teacher.id),
    )


def put_away(office: Office, ticked: Ticked) -> None:
    """All of it, or nothing. Raises UnknownBank, UnknownQuiz, UnknownClass."""
    put_banks_away(office, ticked.banks)
    put_quizzes_away(office, ticked.quizzes)
    put_classes_away(office, ticked.classes)


def take_back(office: Office, ticked: Ticked) -> None:
    """The same the other way."""
    take_deleted_banks_back(office, ticked.deleted)
    take_banks_back(office, ticked.banks)
    take_classes_back(office, ticked.classes)
    take_quizzes_back(office, ticked.quizzes)


def undo(office: Office, moment: datetime) -> None:
    """Take back whatever this teacher put away at this moment, and has not taken back since."""
    away = show(office).since(moment)
    take_back(
        office,
        Ticked(
            [one.id for one in away.banks],
            [one.quiz.slug for one in away.quizzes if not one.quiz.simulated],
            [one.id for one in away.classes],
            [one.id for one, __ in away.deleted],
        ),
    )


# --- banks ---


def put_banks_away(office: Office, ids: Collection[int]) -> None:
    """Off the lists; what was handed out of them goes on. Raises UnknownBank."""
    for one in banks.own(office.db, ids, office.teacher):
        audit.note(office.db, office.teacher.id, "bank-archived", one.slug, office.now)
    archive.put_banks_away(office.db, ids, office.now)


def take_banks_back(office: Office, ids: Collection[int]) -> None:
    """Raises UnknownBank."""
    for one in banks.own(office.db, ids, office.teacher):
        archive.use_bank(office.db, one.id)
        audit.note(office.db, office.teacher.id, "bank-unarchived", one.slug, office.now)


@dataclass(frozen=True, slots=True)
class Deletion:
    """What would go with banks that are deleted, and what would stay."""

    banks: Sequence[BankSummary]
    open: Sequence[Quiz]
    """The teacher's quizzes of them that readers can begin, now or later."""
    attempted: Sequence[Quiz]
    """Those whose results stay."""
    attempts: int
    others: int
    """Quizzes of colleagues, which go on."""


def deletion_of(office: Office, ids: Collection[int]) -> Deletion:
    """Raises UnknownBank."""
    found = banks.own(office.db, ids, office.teacher)
    theirs = [(quiz, n) for quiz, n in quizzes.that_go_with(office.db, ids, office.teacher) if not quiz.simulated]
    return Deletion(
        found,
        [quiz for quiz, __ in theirs if not quiz.is_over(office.now)],
        [quiz for quiz, n in theirs if n],
        sum(n for __, n in theirs),
        quizzes.that_go_on(office.db, ids, office.teacher),
    )


def delete_banks(office: Office, ids: Collection[int]) -> None:
    """Their quizzes take no new attempts, and keep their results as long as attempts are kept. Raises UnknownBank.

    A simulated class of one of them goes at once, for nobody sat in it.
    """
    found = banks.own(office.db, ids, office.teacher)
    for quiz, __ in quizzes.that_go_with(office.db, ids, office.teacher):
        if quiz.simulated and quiz.teacher_id == office.teacher.id:
            quizzes.remove(office.db, quiz.id)
    for one in found:
        archive.delete_bank(office.db, one.id, quizzes.owned_by(office.teacher), office.now)
        audit.note(office.db, office.teacher.id, "bank-removed", one.slug, office.now)


def take_deleted_banks_back(office: Office, ids: Collection[int]) -> None:
    """As they were, with the quizzes that went with them. Raises UnknownBank, where the time is over too."""
    gone = {one.id: one for one, __ in banks.deleted(office.db, office.teacher, office.now - KEPT)}
    for id_ in ids:
        if id_ not in gone:
            raise UnknownBank(id_)
        slug = _free_slug(office, archive.deleted_slug(office.db, id_), gone[id_].teacher_id)
        archive.take_deleted_back(office.db, id_, slug)
        audit.note(office.db, office.teacher.id, "bank-restored", slug, office.now)


def _free_slug(office: Office, slug: str, teacher_id: int | None) -> str:
    """A bank of its id may have come meanwhile."""
    free, number = slug, 2
    while banks.find(office.db, free, teacher_id) is not None:
        free, number = f"{slug}-{number}", number + 1
    return free


def banks_named(office: Office, slugs: Collection[str]) -> Sequence[int]:
    """The row ids of banks that are this teacher's, archived or not, by their ids. Raises UnknownBank."""
    owners = (office.teacher.id, None) if office.teacher.is_owner else (office.teacher.id,)
    return [_first(slug, (banks.find(office.db, slug, owner) for owner in owners)) for slug in slugs]


def deleted_named(office: Office, slugs: Collection[str]) -> Sequence[int]:
    """The same of banks that can be had back, the last deleted first."""
    gone = sorted(banks.deleted(office.db, office.teacher, office.now - KEPT), key=lambda one: one[1], reverse=True)
    named = [(archive.deleted_slug(office.db, one.id), one.id) for one, __ in gone]
    return [_first(slug, (id_ for name, id_ in named if name == slug)) for slug in slugs]


def _first(slug: str, found: Iterable[int | None]) -> int:
    for id_ in found:
        if id_ is not None:
            return id_
    raise UnknownBank(slug)


# --- quizzes ---


def put_quizzes_away(office: Office, slugs: Collection[str]) -> None:
    """Off the lists, and closed to new attempts; results stay. Raises UnknownQuiz, also for a simulated class."""
    archive.put_quizzes_away(office.db, _noted(office, slugs, "quiz-archived"), office.now)


def take_quizzes_back(office: Office, slugs: Collection[str]) -> None:
    """On their terms again; but one that went with a deleted bank stays. Raises UnknownQuiz."""
    archive.take_quizzes_back(office.db, _noted(office, slugs, "quiz-unarchived"))


def _noted(office: Office, slugs: Collection[str], act: str) -> Sequence[int]:
    ids = quizzes.ids_of(office.db, slugs, office.teacher)
    for slug in slugs:
        audit.note(office.db, office.teacher.id, act, slug, office.now)
    return ids


# --- classes ---


def put_classes_away(office: Office, ids: Collection[int]) -> None:
    """Off the lists, with the quizzes that are theirs. Raises UnknownClass."""
    _note_classes(office, ids, "class-archived")
    archive.put_classes_away(office.db, ids, office.now)


def take_classes_back(office: Office, ids: Collection[int]) -> None:
    """With the quizzes that went with them. Raises UnknownClass."""
    _note_classes(office, ids, "class-unarchived")
    archive.take_classes_back(office.db, ids)


def _note_classes(office: Office, ids: Collection[int], act: str) -> None:
    """No log names a class."""
    classes.check_owned(office.db, ids, office.teacher.id)
    for __ in ids:
        audit.note(office.db, office.teacher.id, act, "", office.now)


def class_named(office: Office, name: str) -> int:
    """The id of a class of this name that is put away. Raises UnknownClass, SeveralClasses."""
    return only_one(name, classes.archived(office.db, office.teacher.id))
