"""What the templates about banks see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.accounts import Teacher
from quizapp.domain.quizzes import LONGEST_TITLE, Quiz, spoken
from quizapp.formats.carrying import LOST, Loss, losses, stripped
from quizapp.formats.problems import N_
from quizapp.formats.writing import WRITERS
from quizapp.services.publishing import BankOverview
from quizapp.store.banks import BankSummary, VersionSummary
from quizapp.store.classes import ClassSummary
from quizapp.store.remarks import FormerMarking
from quizapp.web.articles import MarkedArticle
from quizapp.web.pagers import Pager
from quizapp.web.teacher.banks.forms import ShareForm
from quizapp.web.teacher.cards import QuestionCard
from quizapp.web.teacher.compiled import CompilationTold
from quizapp.web.teacher.doubles import OtherBanks
from quizapp.web.times import date_of, my_zone

_PUBLISHED = {
    "new": N_("The bank is published. Hand it out to get a link and a code."),
    "next": N_("The next version is published. New attempts take it."),
    "same": N_("Nothing has changed, so there is no new version."),
}


_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class QuizLine:
    slug: str
    code: str
    title: str
    language: str
    listed: bool
    simulated: bool
    asks_some: bool
    """Whether it asks only some questions of its bank, under a title of its own."""
    to_whom: str
    """The name of its class; empty where it is for none of this teacher's."""
    made: str
    """The day on which it was handed out."""


@dataclass(frozen=True, slots=True)
class BankPage:
    bank: BankSummary
    is_own: bool
    shown: VersionSummary
    """The version that the page shows: the newest, where no other was asked for."""
    version_title: str
    """In that version."""
    versions: Sequence[VersionSummary]
    quizzes: Sequence[QuizLine]
    cards: Sequence[QuestionCard]
    pager: Pager
    article: MarkedArticle | None
    other_banks: OtherBanks | None
    """What they ask too, where that was asked for."""
    published: str
    """What came of publishing, right after it; else empty."""
    colleagues: Sequence[Teacher] | None
    """With whom it is shared; None where that is not this teacher's to say."""
    is_instances: bool
    """Whether it belongs to the instance, and this teacher may say who has it."""
    form: ShareForm
    unknown_colleague: bool = False
    compiled: CompilationTold | None = None
    """What a compilation asks."""
    marked_before: Sequence[FormerMarking] = ()
    """Attempts at its quizzes by a key that has changed."""
    moved_on: Sequence[str] = ()
    """The titles of the banks that it comes from of which there is a newer version."""
    longest_title: ClassVar[int] = LONGEST_TITLE
    template: ClassVar[str] = "teacher/banks/bank.html"

    @property
    def title(self) -> str:
        """Of an earlier version as it was handed out; else of the bank."""
        return self.version_title if self.is_earlier else self.bank.title

    @property
    def other_title(self) -> str:
        """In the newest version, where it has another than the bank; else empty."""
        return self.version_title if self.version_title != self.title else ""

    @property
    def is_earlier(self) -> bool:
        return self.shown.number != self.bank.version


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One format that the bank may be taken home in."""

    id: str
    name: str
    ending: str
    lost: Sequence[str]
    """What it does not carry, in words."""
    nothing_left: bool
    """Whether no question of the bank can be asked in it."""


@dataclass(frozen=True, slots=True)
class TakeHomePage:
    bank: BankSummary
    lines: Sequence[HomeLine]
    template: ClassVar[str] = "teacher/banks/take_home.html"


def take_home_page(overview: BankOverview) -> TakeHomePage:
    bank = overview.version.bank
    lines = [
        HomeLine(
            one.id,
            one.name,
            one.ending,
            [_lost(loss, len(bank.questions)) for loss in losses(bank, one.carries)],
            not stripped(bank, one.carries).questions,
        )
        for one in WRITERS
    ]
    return TakeHomePage(overview.bank, lines)


def _lost(loss: Loss, count: int) -> str:
    words: str = _(LOST[loss.feature])
    if not loss.questions or len(loss.questions) == count:
        return words
    listed = ", ".join(map(str, loss.questions[:_NUMBERS])) + (" …" if len(loss.questions) > _NUMBERS else "")
    with_numbers: str = ngettext(
        "%(what)s (question %(numbers)s)",
        "%(what)s (questions %(numbers)s)",
        len(loss.questions),
        what=words,
        numbers=listed,
    )
    return with_numbers


def quiz_lines(quizzes: Sequence[Quiz], classes: Sequence[ClassSummary]) -> list[QuizLine]:
    names = {one.id: one.name for one in classes}
    return [
        QuizLine(
            one.slug,
            spoken(one.slug),
            one.title,
            one.language,
            one.terms.listed,
            one.simulated,
            one.asks_some,
            names.get(one.terms.class_id or 0, ""),
            date_of(one.made_at, my_zone()) if one.made_at else "",
        )
        for one in quizzes
    ]


def published(how: str) -> str:
    """What came of publishing: new, next or same; whatever else stands in an address says nothing."""
    return _(_PUBLISHED[how]) if how in _PUBLISHED else ""
