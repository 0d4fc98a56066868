"""What the template about the readers of a quiz sees: who, when, and with what score."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.quizzes import Quiz
from quizapp.formats.problems import N_
from quizapp.services.listings import A_PAGE, ReaderList
from quizapp.services.results import Score
from quizapp.store.classes import ClassSummary, Presence
from quizapp.store.deletions import Erasure
from quizapp.store.listings import SortedBy
from quizapp.web.errors import Unfit
from quizapp.web.forms import counting
from quizapp.web.pagers import Pager
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.teacher.releases import beside
from quizapp.web.teacher.results import figures, selections
from quizapp.web.teacher.results.selections import Addresses, FilterForm, FilterPlace

NO_PAGE = N_("The list has no page of this number.")
_NO_ORDER = N_("The list is sorted by name, by score or by when readers began.")
NO_NAMING = N_("Names are shown, or not.")
_SCALE = 60
"""How long the line is on which a score stands, in units of the drawing."""
_HIGHEST_FIRST = (SortedBy.STARTED, SortedBy.SCORE)
"""What one looks at from the newest, or the highest, on."""
OTHER_WAY, UNNAMED = "-", "no"


@dataclass(frozen=True, slots=True)
class Looking:
    """How a list of readers is looked at."""

    sorted_by: SortedBy = SortedBy.STARTED
    other_way: bool = False
    """Whether it stands the other way round than one usually wants it."""
    part: int = 1
    named: bool = True

    @property
    def falling(self) -> bool:
        return self.other_way is not (self.sorted_by in _HIGHEST_FIRST)

    def with_names(self, named: bool) -> "Looking":
        """Without them the list never stands by name: that order would give them away."""
        if named or self.sorted_by is not SortedBy.NAME:
            return replace(self, named=named)
        return Looking(named=False)

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it: nothing of what is so anyway."""
        values: dict[str, str] = {}
        if self.sorted_by is not SortedBy.STARTED or self.other_way:
            values["sort"] = f"{OTHER_WAY if self.other_way else ''}{self.sorted_by}"
        if self.part > 1:
            values["part"] = str(self.part)
        if not self.named:
            values["names"] = UNNAMED
        return values


def looking(args: Mapping[str, str]) -> Looking:
    """What an address says of it. Raises Unfit."""
    given = {name: value for name, value in args.items() if value}
    sort = given.get("sort", SortedBy.STARTED)
    by = sort.removeprefix(OTHER_WAY)
    if by not in list(SortedBy):
        raise Unfit(_NO_ORDER)
    look = Looking(SortedBy(by), sort.startswith(OTHER_WAY)).with_names(is_named(given))
    return replace(look, part=part(given))


def part(given: Mapping[str, str], name: str = "part") -> int:
    """Which page of a list. Raises Unfit."""
    try:
        return counting(given.get(name, "1"))
    except ValueError:
        raise Unfit(NO_PAGE) from None


def is_named(given: Mapping[str, str]) -> bool:
    """Whether names are shown. Raises Unfit."""
    if given.get("names", UNNAMED) != UNNAMED:
        raise Unfit(NO_NAMING)
    return "names" not in given


@dataclass(frozen=True, slots=True)
class ReaderLine:
    number: int
    """Its place in the list."""
    score: Score
    took: str
    """How long; empty while it runs."""
    mark: float | None
    """Where its score is on the line; None while it runs."""
    counts: bool
    """Whether it is its reader's score, by the rule of the quiz."""
    beside: str
    """That its reader may have known the key; mostly empty."""


@dataclass(frozen=True, slots=True)
class SortLink:
    words: str
    sorted_by: SortedBy
    address: str
    """Empty for names that are not shown."""
    way: str
    """As ARIA says it, of that by which the list is sorted; else empty."""


@dataclass(frozen=True, slots=True)
class PartLink:
    number: int
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class ReadersPage:
    head: QuizHead
    lines: tuple[ReaderLine, ...]
    count: int
    sorts: tuple[SortLink, ...]
    parts: tuple[PartLink, ...]
    named: bool
    other: str
    """Where the same list is with names, or without them."""
    scale: int
    absent: Sequence[Presence]
    erasures: Sequence[Erasure]
    filter: FilterForm
    grid: str
    """Where they are readers by questions."""
    template: ClassVar[str] = "teacher/results/readers.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz


def readers_page(
    found: ReaderList, head: QuizHead, look: Looking, addresses: Addresses, classes: Sequence[ClassSummary]
) -> ReadersPage:
    first = (look.part - 1) * A_PAGE + 1
    return ReadersPage(
        head=head,
        lines=tuple(
            _line(at, one, one.id in found.counting, beside(head.quiz, one.started_at, one.finished_at))
            for at, one in enumerate(found.scores, start=first)
        ),
        count=found.count,
        sorts=tuple(_sorts(look, addresses)),
        parts=tuple(
            PartLink(number, addresses.readers(**replace(look, part=number).query), number == look.part)
            for number in Pager(look.part, found.pages).numbers
        ),
        named=look.named,
        other=addresses.readers(**look.with_names(not look.named).query),
        scale=_SCALE,
        absent=found.absent,
        erasures=found.erasures,
        filter=_filter(found, look, addresses, classes),
        grid=addresses.matrix(**({} if look.named else {"names": UNNAMED})),
    )


def _filter(found: ReaderList, look: Looking, addresses: Addresses, classes: Sequence[ClassSummary]) -> FilterForm:
    everything, kept = addresses.everything(), replace(look, part=1).query
    place = FilterPlace(everything.readers(), everything.readers(**kept), kept)
    return selections.listing_form(place, addresses.asked, found.versions, classes)


def _line(number: int, score: Score, counts: bool, said: str) -> ReaderLine:
    if score.finished_at is None:
        return ReaderLine(number, score, "", None, counts, said)
    share = float(score.score / score.maximum) if score.maximum else 0
    took = figures.duration((score.finished_at - score.started_at).total_seconds())
    return ReaderLine(number, score, took, round(_SCALE * min(1, max(0, share)), 1), counts, said)


def _sorts(look: Looking, addresses: Addresses) -> Iterator[SortLink]:
    """A press on what it is sorted by turns it round."""
    words = {SortedBy.NAME: _("Name"), SortedBy.STARTED: _("Started"), SortedBy.SCORE: _("Score")}
    for by, said in words.items():
        if by is SortedBy.NAME and not look.named:
            yield SortLink(said, by, "", "")
            continue
        here = by is look.sorted_by
        wanted = Looking(by, here and not look.other_way, named=look.named)
        way = ("descending" if look.falling else "ascending") if here else ""
        yield SortLink(said, by, addresses.readers(**wanted.query), way)
