"""Class lists: the readers that a teacher expects, by name or pseudonym, each with a link of their own."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.attempts import clean_name
from quizapp.domain.unknown import Unknown

MOST_MEMBERS = 500
LONGEST_NAME = 60
LONGEST_IDENTIFIER = 100
MOST_EXTRA = 300
"""Per cent of extra time: four times the limit in all."""


class UnknownClass(Unknown):
    """There is no such class, or it is another teacher's: the two are told apart nowhere."""


class SeveralClasses(Exception):
    """More than one class of the teacher has this name."""


class UnknownMember(Unknown):
    """The class has no such member, or no link leads to one."""


class MemberNeeded(Exception):
    """The quiz is for a class, and nobody of it was named."""


class NameTaken(Exception):
    """Somebody has begun under this name in another browser."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a class list."""

    name: str
    extra: int = 0
    """Time beyond the limit of a quiz, in per cent of it."""
    family: str = ""
    given: str = ""
    """The parts of the name, where they are known."""
    identifier: str = ""
    """What else the school knows them by, such as a student number or an e-mail address; no reader ever sees it."""


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    name: str
    """As readers see it."""
    extra: int
    """Time beyond the limit of a quiz, in per cent of it."""
    address: str
    """Unguessable: the end of the links that are theirs."""
    family: str = ""
    given: str = ""
    """The parts of the name, where they are known: lists of teachers stand by the first."""
    identifier: str = ""
    """What else the school knows them by; no reader ever sees it."""


@dataclass(frozen=True, slots=True)
class ClassList:
    id: int
    name: str
    members: tuple[Member, ...]
    """By family name, where it is known, else by name as it was written."""
    archived: bool = False
    """Whether it is put away: no quiz can be handed to it anew."""


def key_of(name: str) -> str:
    """What two names share that nobody in a room could tell apart."""
    return clean_name(name).casefold()


def first_names(members: Sequence[Member]) -> Mapping[int, str]:
    """By their ids, what tells the members of a class apart without their family names, as far as that can be.

    Of two equal first names each gets the initial of the rest, « Anaïs D. »; whom that does not tell apart is named
    whole. Where the parts of a name are not known the first word is taken, but a family name in capitals.
    """
    parts = {one.id: _parts(one) for one in members}
    firsts = Counter(key_of(first) for first, _ in parts.values())
    said = {
        id_: first if firsts[key_of(first)] == 1 or not rest else f"{first} {rest[0]}."
        for id_, (first, rest) in parts.items()
    }
    alike = Counter(map(key_of, said.values()))
    return {one.id: one.name if alike[key_of(said[one.id])] > 1 else said[one.id] for one in members}


def _parts(member: Member) -> tuple[str, str]:
    """The first name, and the rest."""
    if member.given:
        return member.given, member.family
    words = member.name.split()
    in_capitals = [one for one in words if len(one) > 1 and one.isupper()]
    others = [one for one in words if one not in in_capitals]
    first = (others or words or [""])[0]
    return first, next((one for one in words if one != first), "")


def faults_of(name: str, extra: int | None, taken: Container[str]) -> list[str]:
    """What is wrong with a member as typed, by the code of its sentence; `taken` are the keys of the other names."""
    faults = []
    if not clean_name(name):
        faults.append("no-name")
    elif len(" ".join(name.split())) > LONGEST_NAME:
        faults.append("name-too-long")
    elif key_of(name) in taken:
        faults.append("name-doubled")
    if extra is None or not 0 <= extra <= MOST_EXTRA:
        faults.append("extra-time-unreadable")
    return faults
