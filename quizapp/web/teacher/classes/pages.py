"""What the templates about class lists see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.classes import ClassList, Member
from quizapp.domain.quizzes import Quiz
from quizapp.formats.problems import Problem, sentence
from quizapp.services.classes import MemberReport, TypedMember
from quizapp.store.classes import ClassSummary, Presence
from quizapp.store.list_drafts import KeptListDraft
from quizapp.web.teacher.classes.forms import ListForm


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a list was not taken."""

    line: int
    """0 for the list as a whole."""
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class ClassesPage:
    classes: Sequence[ClassSummary]
    waiting: Sequence[KeptListDraft]
    """Lists that are not stored yet."""
    form: ListForm
    faults: tuple[Fault, ...] = ()
    template: ClassVar[str] = "teacher/classes/classes.html"


@dataclass(frozen=True, slots=True)
class ClassPage:
    found: ClassList
    form: ListForm
    retention_days: int
    faults: tuple[Fault, ...] = ()
    done: Sequence[str] = ()
    """What came of a list that was just taken."""
    template: ClassVar[str] = "teacher/classes/class.html"


@dataclass(frozen=True, slots=True)
class MemberPage:
    shown: MemberReport
    typed: TypedMember
    faults: tuple[Fault, ...] = ()
    done: str = ""
    """« renewed », or « given_back »."""
    template: ClassVar[str] = "teacher/classes/member.html"


@dataclass(frozen=True, slots=True)
class RemovePage:
    found: ClassList
    attempts: int
    template: ClassVar[str] = "teacher/classes/remove.html"


@dataclass(frozen=True, slots=True)
class LinkLine:
    member: Member
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class LinksPage:
    quiz: Quiz
    lines: Sequence[LinkLine]
    only_here: bool
    """Whether the addresses work on this machine alone."""
    template: ClassVar[str] = "teacher/classes/links.html"


def faults(problems: Sequence[Problem]) -> tuple[Fault, ...]:
    return tuple(Fault(problem.line, *sentence(problem, _)) for problem in problems)


def done(added: int | None, changed: int) -> tuple[str, ...]:
    """How many were just listed, and how many who were listed before got the extra time beside their names."""
    if added is None:
        return ()
    none_added = _("No name was added: the class has them all.")
    said = ngettext("%(num)s name was added.", "%(num)s names were added.", added) if added else none_added
    if not changed:
        return (said,)
    more = ngettext("The extra time of %(num)s reader was set.", "The extra time of %(num)s readers was set.", changed)
    return said, more


def typed(member: Member) -> TypedMember:
    """A member as they would be typed."""
    return TypedMember(member.name, str(member.extra or ""), member.family, member.given, member.identifier)


def _state(one: Presence) -> str:
    if one.finished:
        return str(_("finished"))
    return str(_("running") if one.begun else _("not begun"))


def link_lines(quiz: Quiz, found: Sequence[Presence], base: str) -> list[LinkLine]:
    """`base` is the app's address as readers reach it, without a path."""
    return [
        LinkLine(
            one.member,
            _state(one),
            base + url_for("entrance.invited", slug=quiz.slug, address=one.member.address),
        )
        for one in found
    ]
