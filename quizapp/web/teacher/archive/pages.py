"""What the templates about putting away see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.quizzes import Quiz, spoken
from quizapp.services.archive import KEPT, ArchivedQuiz, Deletion, PutAway, Things
from quizapp.store.banks import BankSummary
from quizapp.store.classes import ClassSummary
from quizapp.web.teacher.archive.forms import said
from quizapp.web.times import date_of, my_zone


@dataclass(frozen=True, slots=True)
class ThingLine:
    """Something that can be ticked."""

    value: str
    title: str
    language: str
    """Empty where it is not known."""
    facts: Sequence[str]
    address: str
    """Of its own page; empty where it has none now."""
    held: str = ""
    """Why it cannot be ticked; else empty."""
    until: datetime | None = None
    """Until when it can be had back, where that ends."""


@dataclass(frozen=True, slots=True)
class ThingList:
    """The things of one kind."""

    field: str
    heading: str
    lines: Sequence[ThingLine]
    acts: Sequence[tuple[str, str]]
    """What can be done with those that are ticked: the value that is sent, and its words."""
    aside: str = ""
    all_ticked: bool = False

    @property
    def can_be_ticked(self) -> bool:
        return any(not line.held for line in self.lines)


@dataclass(frozen=True, slots=True)
class Done:
    """What was just put away, and can be undone."""

    sentences: Sequence[str]
    moment: str


@dataclass(frozen=True, slots=True)
class TidyPage:
    lists: Sequence[ThingList]
    done: Done | None
    nothing_ticked: bool
    template: ClassVar[str] = "teacher/archive/tidy.html"


@dataclass(frozen=True, slots=True)
class ArchivePage:
    lists: Sequence[ThingList]
    back: bool
    """Whether something was just taken back."""
    template: ClassVar[str] = "teacher/archive/archive.html"


@dataclass(frozen=True, slots=True)
class DeletePage:
    deletion: Deletion
    days: int
    """For how long they can be had back."""
    open: Sequence[tuple[Quiz, str]]
    """The quizzes that are to be closed, each with its code."""
    template: ClassVar[str] = "teacher/archive/delete.html"


def delete_page(found: Deletion) -> DeletePage:
    return DeletePage(found, KEPT.days, [(one, spoken(one.slug)) for one in found.open])


def tidy_page(things: Things, all_of: str, done: Done | None, *, nothing_ticked: bool) -> TidyPage:
    names = {one.id: one.name for one in things.classes}
    archive = ("archive", _("Archive"))
    lists = (
        ThingList("quiz", _("Quizzes"), [_quiz(one, things.now, names) for one in things.quizzes], [archive]),
        ThingList("bank", _("Banks"), [_bank(one) for one in things.banks], [archive, ("delete", _("Delete…"))]),
        ThingList("class", _("Class lists"), [_class(one) for one in things.classes], [archive]),
    )
    shown = [replace(one, all_ticked=one.field == all_of) for one in lists if one.lines]
    return TidyPage(shown, done, nothing_ticked)


def _quiz(one: Quiz, now: datetime, class_names: Mapping[int, str]) -> ThingLine:
    facts = [spoken(one.slug)]
    if one.terms.class_id is not None and (name := class_names.get(one.terms.class_id)):
        facts.append(name)
    if one.made_at is not None:
        facts.append(date_of(one.made_at, my_zone()))
    if one.is_over(now):
        facts.append(_("closed"))
    elif one.terms.listed:
        facts.append(_("on the front page"))
    return ThingLine(one.slug, one.title, one.language, facts, url_for("results.quiz", slug=one.slug))


def _bank(one: BankSummary) -> ThingLine:
    facts = [
        ngettext("%(num)s question", "%(num)s questions", one.question_count),
        _("version %(number)s", number=one.version),
    ]
    if one.teacher_id is None:
        facts.append(_("for every teacher here") if one.common else _("for owners only"))
    return ThingLine(str(one.id), one.title, one.language, facts, url_for("banks.bank", bank_id=one.id))


def _class(one: ClassSummary) -> ThingLine:
    facts = [ngettext("%(num)s reader", "%(num)s readers", one.members)]
    return ThingLine(str(one.id), one.name, "", facts, url_for("classes.class_", id_=one.id))


# --- what is put away ---


def archive_page(away: PutAway, *, back: bool) -> ArchivePage:
    take_back = [("back", _("Take back"))]
    lists = (
        ThingList(
            "deleted",
            _("Deleted banks"),
            [_deleted(one, at) for one, at in away.deleted],
            take_back,
            _("The quizzes that went with a bank come back with it."),
        ),
        ThingList("quiz", _("Quizzes"), [_archived_quiz(one) for one in away.quizzes], take_back),
        ThingList("bank", _("Banks"), [_archived_bank(one, away.own) for one in away.banks], take_back),
        ThingList("class", _("Class lists"), [_class(one) for one in away.classes], take_back),
    )
    return ArchivePage([one for one in lists if one.lines], back)


def _deleted(one: BankSummary, at: datetime) -> ThingLine:
    return replace(_bank(one), address="", until=at + KEPT)


def _archived_quiz(one: ArchivedQuiz) -> ThingLine:
    held = _("its bank is deleted") if one.with_bank else ""
    address = url_for("results.quiz", slug=one.quiz.slug)
    made = [date_of(one.quiz.made_at, my_zone())] if one.quiz.made_at else []
    return ThingLine(one.quiz.slug, one.quiz.title, one.quiz.language, [spoken(one.quiz.slug), *made], address, held)


def _archived_bank(one: BankSummary, own: Collection[int]) -> ThingLine:
    return replace(_bank(one), held="" if one.id in own else _("shared with you"))


def done(away: PutAway, moment: datetime) -> Done | None:
    """What was put away at this moment, and is there still; None where nothing is."""
    now = away.since(moment)
    counts = (len(now.deleted), len(now.quizzes), len(now.banks), len(now.classes))
    said_of_each = (
        ngettext("%(num)s bank is deleted.", "%(num)s banks are deleted.", counts[0]),
        ngettext("%(num)s quiz is in the archive.", "%(num)s quizzes are in the archive.", counts[1]),
        ngettext("%(num)s bank is in the archive.", "%(num)s banks are in the archive.", counts[2]),
        ngettext("%(num)s class list is in the archive.", "%(num)s class lists are in the archive.", counts[3]),
    )
    sentences = [sentence for sentence, n in zip(said_of_each, counts, strict=True) if n]
    return Done(sentences, said(moment)) if sentences else None
