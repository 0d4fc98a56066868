"""Class lists, as programs read them: whose names they are, only where the token was made for that."""

from dataclasses import dataclass
from typing import Annotated

from quizapp.domain.classes import Member
from quizapp.formats.problems import N_
from quizapp.services import classes as services
from quizapp.services.visits import Office
from quizapp.web.api.asking import Asked, ListPart, part


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassResource:
    """A teacher's list of the readers of a class."""

    id: int
    name: str
    member_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberResource:
    """A reader of a class; never with the address of their links, by which others could answer."""

    id: int
    extra_time: Annotated[int, N_("Beyond the limit of a quiz, in per cent of it.")]
    name: Annotated[str | None, N_("Only where the token sees names.")] = None


def classes(mine: Office, asked: Asked) -> ListPart[ClassResource]:
    return part(
        services.classes_of(mine),
        lambda one: (one.id,),
        asked.after(),
        lambda one: ClassResource(id=one.id, name=one.name, member_count=one.members),
    )


def class_(mine: Office, asked: Asked, class_id: int) -> ClassResource:
    found = services.class_of(mine, class_id)
    return ClassResource(id=found.id, name=found.name, member_count=len(found.members))


def members(mine: Office, asked: Asked, class_id: int) -> ListPart[MemberResource]:
    found = services.class_of(mine, class_id).members
    return part(found, lambda one: (one.id,), asked.after(), lambda one: _member(one, asked))


def _member(found: Member, asked: Asked) -> MemberResource:
    return MemberResource(id=found.id, extra_time=found.extra, name=asked.name(found.name))
