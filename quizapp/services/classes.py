"""What a teacher does with class lists: make, fill, mend and delete them, and give each reader a link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.domain import codes
from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import MOST_MEMBERS, ClassList, Member, SeveralClasses, UnknownClass, key_of
from quizapp.domain.quizzes import Quiz
from quizapp.formats import class_list, text
from quizapp.formats.class_list import Listing
from quizapp.formats.problems import Problem
from quizapp.services.visits import Draw
from quizapp.store import attempts, audit, classes, quizzes, readers
from quizapp.store.classes import ClassSummary, Presence

LARGEST = 256 * 1024
"""Bytes of a class list: five hundred long names, and whatever else a school's export has in its rows."""


class BadList(Exception):
    """The list cannot be taken: nothing of it was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def classes_of(db: Session, teacher: Teacher) -> Sequence[ClassSummary]:
    """A teacher's classes, by name; nobody else's, whatever their role."""
    return classes.of_teacher(db, teacher.id)


def class_of(db: Session, teacher: Teacher, id_: int) -> ClassList:
    """Raises UnknownClass."""
    return classes.owned(db, id_, teacher.id)


def class_named(db: Session, teacher: Teacher, name: str) -> int:
    """The id of a teacher's class of this name. Raises UnknownClass, SeveralClasses."""
    wanted = key_of(name)
    found = [one.id for one in classes.of_teacher(db, teacher.id) if key_of(one.name) == wanted]
    if len(found) > 1:
        raise SeveralClasses(name)
    if not found:
        raise UnknownClass(name)
    return found[0]


def make(
    db: Session, teacher: Teacher, name: str, data: bytes, address: Callable[[], str], now: datetime
) -> tuple[int, Listing]:
    """Begin a class with the readers listed, if any; returns its id. Raises BadList."""
    listing = _read(data, ())
    id_ = classes.add(db, teacher.id, clean_name(name), now)
    classes.add_members(db, id_, [(one, address()) for one in listing.members])
    audit.note(db, teacher.id, "class-made", "", now)
    return id_, listing


def add(db: Session, teacher: Teacher, id_: int, data: bytes, address: Callable[[], str], now: datetime) -> Listing:
    """List more readers: all of them, or none if a line has a fault. Raises UnknownClass, BadList.

    Those who are there already get the extra time that stands beside them.
    """
    present = classes.owned(db, id_, teacher.id).members
    listing = _read(data, [one.name for one in present])
    classes.add_members(db, id_, [(one, address()) for one in listing.members])
    ids = {key_of(one.name): one.id for one in present}
    for one in listing.again:
        classes.set_extra(db, ids[key_of(one.name)], one.extra)
    classes.use(db, id_, now)
    return listing


def _read(data: bytes, present: Sequence[str]) -> Listing:
    if not data.strip():
        return Listing((), ())
    decoded = text.decode(data)
    if decoded.text is None and decoded.encoding == "Windows-1252":
        # A school's program may write nothing newer, and a wrong letter in a name is seen at once.
        decoded = text.decode(data.decode("cp1252", "replace").encode())
    if decoded.text is None:
        raise BadList(decoded.problems)
    listing = class_list.read(decoded.text, present)
    count = len(present) + len(listing.members)
    too_many = [Problem("too-many-names", values={"count": count, "limit": MOST_MEMBERS})]
    if problems := [*listing.problems, *(too_many if count > MOST_MEMBERS else ())]:
        raise BadList(problems)
    return listing


def rename(db: Session, teacher: Teacher, id_: int, name: str, now: datetime) -> None:
    """Raises UnknownClass."""
    classes.owned(db, id_, teacher.id)
    classes.rename(db, id_, clean_name(name))
    classes.use(db, id_, now)


@dataclass(frozen=True, slots=True)
class Shown:
    """A member as their teacher's page shows them."""

    found: ClassList
    member: Member
    attempts: int
    """That are theirs, at whatever quiz."""
    deleted: int
    """Others, which were deleted where they were answered, and still count as tries."""


def member_of(db: Session, teacher: Teacher, id_: int, member_id: int) -> Shown:
    """Raises UnknownClass, UnknownMember."""
    found = classes.owned(db, id_, teacher.id)
    member = classes.member(db, id_, member_id)
    counted = classes.attempts(db, id_, member_id), attempts.count_deleted_by_member(db, member_id)
    return Shown(found, member, *counted)


def change_member(
    db: Session, teacher: Teacher, id_: int, member_id: int, name: str, extra: str, now: datetime
) -> None:
    """Give a member another name, or other extra time, as it was typed. Raises UnknownClass, UnknownMember, BadList."""
    found = classes.owned(db, id_, teacher.id)
    classes.member(db, id_, member_id)
    taken = {key_of(one.name) for one in found.members if one.id != member_id}
    if problems := class_list.problems_of(name, extra, taken):
        raise BadList(problems)
    classes.change_member(db, member_id, clean_name(name), class_list.per_cent(extra) or 0)
    classes.use(db, id_, now)


def renew_link(
    db: Session, teacher: Teacher, id_: int, member_id: int, draw: Draw, secret_key: str, now: datetime
) -> None:
    """Give a member new links, where the old ones came into wrong hands. Raises UnknownClass, UnknownMember.

    Whoever answered by those holds nothing of it any more, not by a resume code either: the new links lead to it.
    """
    classes.owned(db, id_, teacher.id)
    classes.member(db, id_, member_id, to_write=True)
    classes.renew_address(db, member_id, draw.address())

    def known_as() -> tuple[str, str]:
        address = draw.address()
        return address, codes.code_digest(secret_key, codes.resume_code(secret_key, address))

    nobody = readers.ensure(db, f"nobody, {draw.seed()}", now)  # No token has a hash like this.
    attempts.take_away(db, member_id, nobody, known_as)
    audit.note(db, teacher.id, "link-renewed", "", now)


def give_tries_back(db: Session, teacher: Teacher, id_: int, member_id: int, now: datetime) -> None:
    """Let the attempts of a member that were deleted count as tries no more. Raises UnknownClass, UnknownMember."""
    classes.owned(db, id_, teacher.id)
    classes.member(db, id_, member_id)
    attempts.give_back(db, member_id)
    audit.note(db, teacher.id, "tries-given-back", "", now)


def remove_member(db: Session, teacher: Teacher, id_: int, member_id: int, now: datetime) -> None:
    """Delete a reader for good, with every answer of theirs. Raises UnknownClass, UnknownMember."""
    classes.owned(db, id_, teacher.id)
    classes.member(db, id_, member_id)
    classes.remove_member(db, member_id)
    audit.note(db, teacher.id, "member-removed", "", now)


def removal_of(db: Session, teacher: Teacher, id_: int) -> tuple[ClassList, int]:
    """A class, and how many attempts would go with it. Raises UnknownClass."""
    return classes.owned(db, id_, teacher.id), classes.attempts(db, id_)


def remove(db: Session, teacher: Teacher, id_: int, now: datetime) -> None:
    """Delete a class for good, with its names and every answer of its readers; its quizzes close.

    Raises UnknownClass.
    """
    classes.owned(db, id_, teacher.id)
    classes.remove(db, id_, now)
    audit.note(db, teacher.id, "class-removed", "", now)


def presence(db: Session, teacher: Teacher, slug: str) -> tuple[Quiz, Sequence[Presence]]:
    """How far each reader of a quiz's class is; nobody where it is for no class. Raises UnknownQuiz."""
    quiz = quizzes.owned(db, slug, teacher)
    class_id = quiz.terms.class_id
    return quiz, () if class_id is None else classes.presence(db, quiz.id, class_id)
