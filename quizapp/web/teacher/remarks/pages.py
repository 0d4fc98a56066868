"""What the template of marking again sees."""

from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.quizzes import Quiz
from quizapp.domain.remarking import Fate
from quizapp.formats.problems import N_
from quizapp.services.remarking import OWN, Remark

_WHY = {
    Fate.GONE: N_("the version does not ask it any more"),
    Fate.UNMATCHED: N_("its choices are others now"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways to mark: by a version of the bank or, with number 0, each attempt by its own."""

    number: int
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StayLine:
    """A question that the other version cannot mark."""

    stem: str
    why: str


@dataclass(frozen=True, slots=True)
class RemarkPage:
    remark: Remark
    ways: tuple[Way, ...]
    stays: tuple[StayLine, ...]
    act: str
    """What the button does."""
    stale: bool
    """Whether the figures that were confirmed are no longer these."""
    template: ClassVar[str] = "teacher/remarks/remark.html"

    @property
    def quiz(self) -> Quiz:
        return self.remark.quiz


def remark_page(remark: Remark, *, stale: bool = False) -> RemarkPage:
    newest = remark.versions[0].number
    numbers = [*(version.number for version in remark.versions), OWN]
    ways = tuple(Way(number, _way(number, newest), number == remark.number) for number in numbers)
    stays = tuple(StayLine(one.stem, _(_WHY[one.fate])) for one in remark.stays)
    return RemarkPage(remark, ways, stays, _act(remark.number), stale)


def _way(number: int, newest: int) -> str:
    if number == OWN:
        return str(_("each by its own version"))
    words = [_("version %(number)s", number=number), *([_("the newest")] if number == newest else [])]
    return " · ".join(words)


def _act(number: int) -> str:
    if number == OWN:
        return str(_("Mark each again by its own version"))
    return str(_("Mark again by version %(number)s", number=number))
