"""Lists of banks: those last used, and those that were looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _

from quizapp.domain.accounts import Teacher
from quizapp.domain.search import LONGEST_SEARCH
from quizapp.formats.problems import N_
from quizapp.services import publishing
from quizapp.services.shelves import BankList
from quizapp.store.banks import BankSummary
from quizapp.store.classes import ClassSummary
from quizapp.store.shelves import LastTime, ShelfOrder, Whose
from quizapp.web.pagers import Pager
from quizapp.web.teacher.home.forms import BankSearch
from quizapp.web.teacher.home.words import Now, day_said

_FAULTS = {
    "no-word": N_("There is no word in this: type a part of a title, a word of a question or a tag."),
    "search-too-long": N_("This is too long to look for: type %(most)s characters at most."),
    "no-filter": N_("This address asks for banks in a way that there is none of. All are shown."),
}
_WHOSE = {Whose.MINE: N_("mine"), Whose.SHARED: N_("shared with me"), Whose.COMMON: N_("everybody’s")}


@dataclass(frozen=True, slots=True)
class BankLine:
    id: int
    title: str
    language: str
    tags: Sequence[str]
    whose: str
    """What is said of a bank that is not this teacher's; else empty."""
    is_own: bool
    """Whether this teacher may put it away, or delete it."""
    question_count: int
    last_time: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A list that is one press away."""

    words: str
    count: int | None
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class BankShelf:
    """A list of banks with what leads to others."""

    lines: Sequence[BankLine]
    in_all: int
    tags: Sequence[Chip]

    @property
    def rest(self) -> int:
        return self.in_all - len(self.lines)


@dataclass(frozen=True, slots=True)
class BanksPage:
    search: BankSearch
    shelf: BankShelf
    whose: Sequence[Chip]
    classes: Sequence[ClassSummary]
    orders: Sequence[Chip]
    pager: Pager
    address: str
    """Of its parts, without their numbers."""
    faults: Sequence[str]
    """Sentences."""
    template: ClassVar[str] = "teacher/home/banks.html"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search.query)


def shelf(found: BankList, teacher: Teacher, now: Now, search: BankSearch) -> BankShelf:
    lines = [
        BankLine(
            one.id,
            one.title,
            one.language,
            [tag.written for tag in found.tags_of.get(one.id, ())],
            _whose(one, teacher, found.owners),
            publishing.is_own(one, teacher),
            one.question_count,
            _last_time(found.last_times.get(one.id), now),
        )
        for one in found.banks
    ]
    chips = [
        Chip(
            tag.written,
            tag.count,
            _address(search.but(tag="" if tag.key == search.tag else tag.key)),
            tag.key == search.tag,
        )
        for tag in found.tags
    ]
    return BankShelf(lines, found.in_all, chips)


def banks_page(
    search: BankSearch, found: BankList, classes: Sequence[ClassSummary], teacher: Teacher, now: Now
) -> BanksPage:
    here = search.whose
    return BanksPage(
        search,
        shelf(found, teacher, now, search),
        [
            Chip(_("All banks"), None, _address(search.but(whose="")), here is None),
            *(Chip(_(words), None, _address(search.but(whose=one)), one is here) for one, words in _WHOSE.items()),
        ],
        classes,
        [
            Chip(words, None, _address(search.but(sort=sort)), search.order is order)
            for order, sort, words in (
                (ShelfOrder.USE, "", _("by last use")), (ShelfOrder.TITLE, "title", _("by title")),
            )
        ],
        Pager(search.part, found.parts),
        _address(search.query),
        [_(_FAULTS[fault], most=LONGEST_SEARCH) for fault in search.faults],
    )  # fmt: skip


def _address(query: Mapping[str, str]) -> str:
    return url_for("home.banks", **query)  # type: ignore[arg-type]


def _whose(bank: BankSummary, teacher: Teacher, owners: Mapping[int, str]) -> str:
    if bank.teacher_id is None:
        return str(_("for every teacher here") if bank.common else _("for owners only"))
    if bank.teacher_id == teacher.id:
        return ""
    return str(_("shared with you by %(email)s", email=owners.get(bank.id, "")))


def _last_time(last: LastTime | None, now: Now) -> str:
    if last is None:
        return str(_("never handed out"))
    said = day_said(last.at, now)
    if last.class_name:
        said = str(_("%(day)s, %(class_name)s", day=said, class_name=last.class_name))
    return str(_("to come: %(when)s", when=said)) if last.at > now.at else said
