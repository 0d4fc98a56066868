"""What a teacher does with class lists: make, fill, mend and delete them, and give each reader a link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quizapp.domain import codes
from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import MOST_MEMBERS, ClassList, ListLine, Member, SeveralClasses, UnknownClass, key_of
from quizapp.domain.quizzes import Quiz
from quizapp.formats.problems import Problem
from quizapp.rosters import class_list, extra_time
from quizapp.rosters.class_list import GUESSED, Choices, Listing
from quizapp.services.visits import Office
from quizapp.store import attempts, audit, classes, deletions, readers
from quizapp.store.classes import ClassSummary, Presence


class BadList(Exception):
    """The list cannot be taken: nothing of it was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def classes_of(office: Office, also: int | None = None) -> Sequence[ClassSummary]:
    """A teacher's classes, by name, `also` an archived one; nobody else's, whatever their role."""
    return classes.of_teacher(office.db, office.teacher.id, also)


def class_of(office: Office, id_: int) -> ClassList:
    """Raises UnknownClass."""
    return classes.owned(office.db, id_, office.teacher.id)


def class_named(office: Office, name: str) -> int:
    """The id of a teacher's class of this name. Raises UnknownClass, SeveralClasses."""
    return only_one(name, classes.of_teacher(office.db, office.teacher.id))


def only_one(name: str, among: Iterable[ClassSummary]) -> int:
    """The id of the one class of this name. Raises UnknownClass, SeveralClasses."""
    wanted = key_of(name)
    found = [one.id for one in among if key_of(one.name) == wanted]
    if len(found) > 1:
        raise SeveralClasses(name)
    if not found:
        raise UnknownClass(name)
    return found[0]


def make(office: Office, name: str, text: str = "", choices: Choices = GUESSED) -> tuple[int, Listing]:
    """Begin a class with the readers listed, if any; returns its id. Raises BadList."""
    listing = _sound(understood(text, (), choices))
    id_ = classes.add(office.db, office.teacher.id, clean_name(name), office.now)
    classes.add_members(office.db, id_, [(one, office.draw.address()) for one in listing.members])
    audit.note(office.db, office.teacher.id, "class-made", "", office.now)
    return id_, listing


def add(office: Office, id_: int, text: str, choices: Choices = GUESSED) -> Listing:
    """List more readers: all of them, or none if a line has a fault. Raises UnknownClass, BadList.

    Those who are there already get the extra time that stands beside them.
    """
    present = classes.owned(office.db, id_, office.teacher.id, to_write=True).members
    listing = _sound(understood(text, present, choices))
    classes.add_members(office.db, id_, [(one, office.draw.address()) for one in listing.members])
    for member_id, now in listing.again:
        classes.change_member(office.db, member_id, now)
    classes.use(office.db, id_, office.now)
    return listing


def make_or_add(office: Office, name: str, text: str, choices: Choices = GUESSED) -> Listing:
    """List readers in the class of this name, which is begun where there is none. Raises SeveralClasses, BadList."""
    try:
        id_ = class_named(office, name)
    except UnknownClass:
        return make(office, name, text, choices)[1]
    return add(office, id_, text, choices)


def understood(text: str, present: Sequence[Member], choices: Choices) -> Listing:
    """A list as it was understood, for a class of these members: with what is wrong with it, as a whole too."""
    listing = class_list.read(text, present, choices)
    count = len(present) + len(listing.members)
    if count <= MOST_MEMBERS:
        return listing
    too_many = Problem("too-many-names", values={"count": count, "limit": MOST_MEMBERS})
    return replace(listing, problems=(*listing.problems, too_many))


def _sound(listing: Listing) -> Listing:
    if listing.problems:
        raise BadList(listing.problems)
    return listing


def rename(office: Office, id_: int, name: str) -> None:
    """An empty name leaves the present one. Raises UnknownClass."""
    present = classes.owned(office.db, id_, office.teacher.id, to_write=True).name
    classes.rename(office.db, id_, clean_name(name) or present)
    classes.use(office.db, id_, office.now)


@dataclass(frozen=True, slots=True)
class MemberReport:
    """A member as their teacher's page shows them."""

    found: ClassList
    member: Member
    attempts: int
    """That are theirs, at whatever quiz."""
    deleted: int
    """Others, which were deleted where they were answered, and still count as tries."""


def member_of(office: Office, id_: int, member_id: int) -> MemberReport:
    """Raises UnknownClass, UnknownMember."""
    found = classes.owned(office.db, id_, office.teacher.id)
    member = classes.member(office.db, id_, member_id)
    counted = classes.attempts(office.db, id_, member_id), deletions.count_by_member(office.db, member_id)
    return MemberReport(found, member, *counted)


@dataclass(frozen=True, slots=True)
class TypedMember:
    """What a teacher typed of a member."""

    name: str
    extra: str = ""
    family: str = ""
    given: str = ""
    identifier: str = ""


def change_member(office: Office, id_: int, member_id: int, typed: TypedMember) -> None:
    """Take over what was typed of a member: all of it, or nothing. Raises UnknownClass, UnknownMember, BadList."""
    found = classes.owned(office.db, id_, office.teacher.id, to_write=True)
    classes.member(office.db, id_, member_id)
    taken = {key_of(one.name) for one in found.members if one.id != member_id}
    if problems := class_list.problems_of(typed.name, typed.extra, taken):
        raise BadList(problems)
    extra = extra_time.per_cent(typed.extra) or 0
    family, given, identifier = clean_name(typed.family), clean_name(typed.given), class_list.known_as(typed.identifier)
    classes.change_member(office.db, member_id, ListLine(clean_name(typed.name), extra, family, given, identifier))
    classes.use(office.db, id_, office.now)


def renew_link(office: Office, id_: int, member_id: int) -> None:
    """Give a member new links, where the old ones came into wrong hands. Raises UnknownClass, UnknownMember.

    Whoever answered by those holds nothing of it any more, not by a resume code either: the new links lead to it.
    """
    classes.owned(office.db, id_, office.teacher.id, to_write=True)
    classes.member(office.db, id_, member_id, to_write=True)
    classes.renew_address(office.db, member_id, office.draw.address())

    def known_as() -> tuple[str, str]:
        address = office.draw.address()
        return address, codes.code_digest(office.key, codes.resume_code(office.key, address))

    nobody = readers.nobody(office.db, office.draw.seed(), office.now)
    attempts.take_away(office.db, member_id, nobody, known_as)
    audit.note(office.db, office.teacher.id, "link-renewed", "", office.now)


def give_tries_back(office: Office, id_: int, member_id: int) -> None:
    """Let the attempts of a member that were deleted count as tries no more. Raises UnknownClass, UnknownMember."""
    classes.owned(office.db, id_, office.teacher.id, to_write=True)
    classes.member(office.db, id_, member_id)
    deletions.give_back(office.db, member_id)
    audit.note(office.db, office.teacher.id, "tries-given-back", "", office.now)


def remove_member(office: Office, id_: int, member_id: int) -> None:
    """Delete a reader for good, with every answer of theirs. Raises UnknownClass, UnknownMember."""
    classes.owned(office.db, id_, office.teacher.id, to_write=True)
    classes.member(office.db, id_, member_id)
    classes.remove_member(office.db, member_id)
    classes.use(office.db, id_, office.now)
    audit.note(office.db, office.teacher.id, "member-removed", "", office.now)


def removal_of(office: Office, id_: int) -> tuple[ClassList, int]:
    """A class, and how many attempts would go with it. Raises UnknownClass."""
    return classes.owned(office.db, id_, office.teacher.id), classes.attempts(office.db, id_)


def remove(office: Office, id_: int) -> None:
    """Delete a class for good, with its names and every answer of its readers; its quizzes close.

    Raises UnknownClass.
    """
    classes.owned(office.db, id_, office.teacher.id, to_write=True)
    classes.remove(office.db, id_, office.now)
    audit.note(office.db, office.teacher.id, "class-removed", "", office.now)


def presence(office: Office, quiz: Quiz) -> Sequence[Presence]:
    """How far each reader of a quiz's class is now, as a teacher's lists stand; nobody where it is for no class."""
    class_id = quiz.terms.class_id
    found = () if class_id is None else classes.presence(office.db, quiz.id, class_id, office.now)
    return sorted(found, key=lambda one: classes.filing(one.member))
