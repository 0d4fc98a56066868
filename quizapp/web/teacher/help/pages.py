"""What the templates of the manual see: its chapters, and what of the app's own lists stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.tokens import MOST_REQUESTS
from quizapp.formats.homes import HOMES, Home
from quizapp.formats.writing import WRITERS
from quizapp.web.teacher.help import programs
from quizapp.web.teacher.help.chapters import Chapter, chapters
from quizapp.web.teacher.help.fields import FieldGroup, field_groups
from quizapp.web.teacher.help.programs import AddressLine, ListWords, ShapeLine


@dataclass(frozen=True, slots=True)
class HelpContentsPage:
    chapters: Sequence[Chapter]
    template: ClassVar[str] = "teacher/help/contents.html"


@dataclass(frozen=True, slots=True)
class HandingOutPage:
    chapter: Chapter
    chapters: Sequence[Chapter]
    template: ClassVar[str] = "teacher/help/handing_out.html"


@dataclass(frozen=True, slots=True)
class BanksPage:
    chapter: Chapter
    chapters: Sequence[Chapter]
    homes: Sequence[Home]
    taken_home_as: Sequence[str]
    """The formats that a bank is taken home in."""
    described: str
    """The programs none of whose own files was read here."""
    template: ClassVar[str] = "teacher/help/banks.html"


@dataclass(frozen=True, slots=True)
class WritingPage:
    chapter: Chapter
    chapters: Sequence[Chapter]
    example: str
    """The template that is a bank of two questions."""
    groups: Sequence[FieldGroup]
    template: ClassVar[str] = "teacher/help/writing.html"


@dataclass(frozen=True, slots=True)
class ResultsPage:
    chapter: Chapter
    chapters: Sequence[Chapter]
    template: ClassVar[str] = "teacher/help/results.html"


@dataclass(frozen=True, slots=True)
class ApiPage:
    chapter: Chapter
    chapters: Sequence[Chapter]
    base: str
    """The app's own address."""
    requests: int
    """That a token has within a minute."""
    lists: ListWords
    addresses: Sequence[AddressLine]
    shapes: Sequence[ShapeLine]
    template: ClassVar[str] = "teacher/help/api.html"


@dataclass(frozen=True, slots=True)
class Cookie:
    names: Sequence[str]
    purpose: str
    lasts: str


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    chapter: Chapter
    chapters: Sequence[Chapter]
    retention_days: int
    cookies: Sequence[Cookie]
    template: ClassVar[str] = "teacher/help/privacy.html"


def contents_page() -> HelpContentsPage:
    return HelpContentsPage(chapters())


def handing_out_page() -> HandingOutPage:
    return HandingOutPage(*_at("handing_out"))


def banks_page() -> BanksPage:
    described = ", ".join(_(home.name) for home in HOMES if not home.was_seen)
    return BanksPage(*_at("banks"), HOMES, [one.name for one in WRITERS], described)


def writing_page(language: str) -> WritingPage:
    return WritingPage(*_at("writing"), f"teacher/help/bank.{language}.yaml", field_groups())


def results_page() -> ResultsPage:
    return ResultsPage(*_at("results"))


def api_page(base: str) -> ApiPage:
    return ApiPage(*_at("api"), base, MOST_REQUESTS, programs.list_words(), programs.addresses(), programs.shapes())


def privacy_page(retention_days: int) -> PrivacyPage:
    return PrivacyPage(*_at("privacy"), retention_days, _cookies())


def _at(name: str) -> tuple[Chapter, Sequence[Chapter]]:
    """The chapter of this name, and all of them."""
    found = chapters()
    return next(one for one in found if one.name == name), found


def _cookies() -> Sequence[Cookie]:
    a_year = _("a year")
    return (
        Cookie(["__Host-qr"], _("A random token: which attempts are this browser’s."), _("30 days")),
        Cookie(["__Host-qs"], _("Guards forms against other sites."), _("until the browser closes")),
        Cookie(
            ["__Host-qt"],
            _("A teacher’s session: a random token, of which the server keeps a hash."),
            _("until log-out, at most 12 hours"),
        ),
        Cookie(
            ["__Host-qd"],
            _("That a teacher has logged in here before, so that strangers’ wrong passwords do not lock them out."),
            a_year,
        ),
        Cookie(
            ["__Host-lang", "__Host-theme", "__Host-text"],
            _("Language, colours and size of text, once somebody switches them."),
            a_year,
        ),
    )
