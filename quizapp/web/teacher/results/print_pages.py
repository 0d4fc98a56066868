"""What the template for paper sees: all that a teachers' meeting wants of a quiz, and names only if asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from flask_babel import ngettext

from quizapp.domain.quizzes import Quiz
from quizapp.formats.problems import N_
from quizapp.services.results import Score, Turnout
from quizapp.services.statistics import Statistics
from quizapp.store.classes import ClassSummary
from quizapp.web.errors import Unfit
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.results import class_pages, selections, verdicts
from quizapp.web.teacher.results.class_pages import Told
from quizapp.web.teacher.results.selections import Addresses, FilterForm, FilterPlace

_NO_NAMING = N_("Names are on the paper, or not.")
_NAMED = {"names": "yes"}


@dataclass(frozen=True, slots=True)
class PrintPage:
    """One or two sheets of paper about a quiz."""

    head: QuizHead
    printed_at: datetime
    told: Told
    facts: tuple[str, ...]
    named: bool
    readers: Sequence[Score]
    """By name; none where names are not asked for."""
    unlisted: str
    """That some are not among them, in a sentence; empty where all are."""
    other_names: str
    """Where the same is with names, or without them."""
    filter: FilterForm
    template: ClassVar[str] = "teacher/results/print.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz

    @property
    def basis(self) -> tuple[str, ...]:
        return self.told.basis


def is_named(args: Mapping[str, str]) -> bool:
    """Whether an address asks for names. Raises Unfit."""
    given = args.get("names")
    if given and given != _NAMED["names"]:
        raise Unfit(_NO_NAMING)
    return bool(given)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a sheet says, and when."""

    found: Statistics
    turnout: Turnout
    readers: Sequence[Score] | None
    """None where names are not asked for."""
    at: datetime


def print_page(printed: Printed, head: QuizHead, addresses: Addresses, classes: Sequence[ClassSummary]) -> PrintPage:
    found, readers = printed.found, printed.readers
    named = _NAMED if readers is not None else {}
    left_off = 0 if readers is None else found.finished - len(readers)
    everything = addresses.everything()
    place = FilterPlace(everything.print(), everything.print(**named), named)
    told = class_pages.told(found, printed.turnout, addresses, None)
    return PrintPage(
        head=head,
        printed_at=printed.at,
        told=replace(told, maps=class_pages.maps_of(found, addresses, None)),
        facts=tuple(verdicts.facts(printed.turnout)),
        named=readers is not None,
        readers=readers or (),
        unlisted=_unlisted(left_off),
        other_names=addresses.print(**({} if named else _NAMED)),
        filter=selections.form_on(place, addresses.asked, found.versions, classes),
    )


def _unlisted(count: int) -> str:
    if not count:
        return ""
    said = ngettext(
        "%(num)s reader more is not listed: the file of scores has all.",
        "%(num)s readers more are not listed: the file of scores has all.",
        count,
    )
    return str(said)
