"""What a teacher puts away and takes back: banks, quizzes and classes, many at once; and banks they delete."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.domain.quizzes import Quiz
from quizapp.services.visits import Office
from quizapp.store import archive, audit, banks, classes, quizzes
from quizapp.store.banks import BankSummary, UnknownBank
from quizapp.store.classes import ClassSummary

KEPT = timedelta(days=30)
"""How long a deleted bank can be had back."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """All that a teacher has put away."""

    banks: Sequence[BankSummary]
    deleted: Sequence[tuple[BankSummary, datetime]]
    """Each with when it was deleted."""
    quizzes: Sequence[tuple[Quiz, datetime]]
    """Each with since when it is there."""
    classes: Sequence[ClassSummary]


def show(office: Office) -> PutAway:
    db, teacher = office.db, office.teacher
    return PutAway(
        banks.archived(db, teacher),
        banks.deleted(db, teacher, office.now - KEPT),
        quizzes.archived(db, teacher),
        classes.archived(db, teacher.id),
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
