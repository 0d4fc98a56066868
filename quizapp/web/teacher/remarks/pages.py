"""What the template of marking again sees."""

from dataclasses import dataclass
from typing import ClassVar

from quizapp.domain.quizzes import Quiz
from quizapp.services.remarking import OWN, Remark


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways to mark: by a version of the bank or, with number 0, each attempt by its own."""

    number: int
    newest: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class RemarkPage:
    remark: Remark
    ways: tuple[Way, ...]
    stale: bool
    """Whether the figures that were confirmed are no longer these."""
    template: ClassVar[str] = "teacher/remarks/remark.html"

    @property
    def quiz(self) -> Quiz:
        return self.remark.quiz


def remark_page(remark: Remark, *, stale: bool = False) -> RemarkPage:
    newest = remark.versions[0].number
    numbers = [*(version.number for version in remark.versions), OWN]
    ways = tuple(Way(number, number == newest, number == remark.number) for number in numbers)
    return RemarkPage(remark, ways, stale)
