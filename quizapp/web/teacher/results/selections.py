"""Which attempts the results are asked of: what an address says of it, and how it is said in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from quizapp.domain.quizzes import Counts, Quiz, spoken
from quizapp.formats.problems import N_
from quizapp.services.samples import Selection
from quizapp.services.statistics import Statistics
from quizapp.store.classes import ClassSummary
from quizapp.web.errors import Unfit
from quizapp.web.forms import counting
from quizapp.web.teacher import days
from quizapp.web.teacher.days import Days
from quizapp.web.times import date_of, my_zone

NO_TRY = N_("The tries that count are the first, the last or the best one.")
NO_VERSION = N_("There is no version of this number.")
NO_CLASS = N_("There is no such class among yours.")
NO_QUIZ = N_("Your quizzes of this bank have no such one among them.")
_NO_SHOWING = N_("What was picked is shown, or not.")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a teacher asked for, as the form for it shows it."""

    zone: ZoneInfo
    """On whose clock the days begin and end."""
    tries: Counts = Counts.FIRST
    version: int | None = None
    class_id: int | None = None
    since: date | None = None
    until: date | None = None
    """This day is in it."""
    quizzes: frozenset[str] = frozenset()
    """Of all quizzes of a bank these alone."""

    @property
    def selection(self) -> Selection:
        between = Days(self.zone, self.since, self.until)
        return Selection(self.tries, self.version, self.class_id, between.begin, between.end, self.quizzes)

    @property
    def query(self) -> dict[str, str | list[str]]:
        """What an address says of it: nothing of what is so anyway."""
        said = {
            "tries": None if self.tries is Counts.FIRST else self.tries,
            "version": self.version,
            "class": self.class_id,
            "since": self.since,
            "until": self.until,
        }
        query: dict[str, str | list[str]] = {name: str(value) for name, value in said.items() if value is not None}
        return query | {"quiz": sorted(self.quizzes)} if self.quizzes else query


def asked_of_bank(args: MultiDict[str, str]) -> Narrowing:
    """What an address asks for of all quizzes of a bank. Raises Unfit."""
    return replace(asked_for(args), quizzes=frozenset(filter(None, args.getlist("quiz"))))


def asked_for(args: Mapping[str, str]) -> Narrowing:
    """What an address asks for; an empty field asks for nothing. Raises Unfit."""
    given = {name: value for name, value in args.items() if value}
    between = days.days(given, my_zone())
    return Narrowing(
        between.zone,
        _tries(given.get("tries", Counts.FIRST)),
        _number(given.get("version"), NO_VERSION, 6),
        _number(given.get("class"), NO_CLASS, 9),
        between.since,
        between.until,
    )


def shows_picked(args: Mapping[str, str]) -> bool:
    """Whether a projected question says what was picked. Raises Unfit."""
    if (said := args.get("picked", "")) not in ("", "shown"):
        raise Unfit(_NO_SHOWING)
    return bool(said)


def _tries(text: str) -> Counts:
    if text not in list(Counts):
        raise Unfit(NO_TRY)
    return Counts(text)


def _number(text: str | None, otherwise: str, digits: int) -> int | None:
    if text is None:
        return None
    try:
        return counting(text, digits)
    except ValueError:
        raise Unfit(otherwise) from None


@dataclass(frozen=True, slots=True)
class Subject:
    """What the results are of: a quiz, or all quizzes of a bank; where the pages about it are."""

    whole: str
    """The view of all of it."""
    question: str
    """The view of one question."""
    readers: str
    """The view of who they are; empty where there is none."""
    projected: str
    """The view of one question for the projector; empty where there is none."""
    again: str
    """The view that makes a quiz of what was missed; empty where there is none."""
    settle_all: str
    """The view that settles all that readers say of one question."""
    values: Mapping[str, str | int]
    """By which their addresses name it."""


def of_quiz(slug: str) -> Subject:
    pages = ("results.quiz", "results.question", "results.readers", "results.passage", "results.again")
    return Subject(*pages, "results.settle_all", {"slug": slug})


def of_bank(bank_id: int) -> Subject:
    pages = ("results.bank_results", "results.bank_question", "", "", "")
    return Subject(*pages, "results.settle_all_of_bank", {"bank_id": bank_id})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of the pages about one subject, for the attempts that were asked for."""

    subject: Subject
    asked: Narrowing

    def whole(self) -> str:
        return self._of(self.subject.whole)

    def bare(self) -> str:
        """For all attempts again."""
        return url_for(self.subject.whole, **self.subject.values)  # type: ignore[arg-type]

    def question(self, id_: str) -> str:
        return self._of(self.subject.question, question=id_)

    def objections(self, id_: str) -> str:
        """What readers say of this question."""
        return self._of(self.subject.question, question=id_, _anchor="objections")

    def settle(self, slug: str, attempt_id: int, number: int) -> str:
        """Where to send that one is settled, which leads back to these addresses."""
        return url_for("results.settle", slug=slug, attempt_id=attempt_id, number=number, **self.asked.query)  # type: ignore[arg-type]

    def settle_all(self) -> str:
        return self._of(self.subject.settle_all)

    def opened(self, id_: str, number: int) -> str:
        """The map with this question open."""
        return self._of(self.subject.whole, question=id_, _anchor=f"passage-{number}")

    def passage(self, id_: str, *, shown: bool = False) -> str:
        """For the projector; `shown` with what was picked. Empty where there is no such page."""
        picked = {"picked": "shown"} if shown else {}
        return self._of(self.subject.projected, question=id_, **picked) if self.subject.projected else ""

    def again(self) -> str:
        """Where a quiz is made of what was missed; empty where there is no such page."""
        return self._of(self.subject.again) if self.subject.again else ""

    def readers(self, **order: str) -> str:
        """Empty where they are not listed."""
        return self._of(self.subject.readers, **order) if self.subject.readers else ""

    def matrix(self, **order: str) -> str:
        """Of the readers of a quiz by its questions."""
        return self._of("results.matrix", **order)

    def print(self, **names: str) -> str:
        """Of the results of a quiz on paper."""
        return self._of("results.print_", **names)

    def everything(self) -> "Addresses":
        """Of the same pages, where nothing is narrowed."""
        return replace(self, asked=Narrowing(self.asked.zone))

    def _of(self, endpoint: str, **more: str) -> str:
        values: dict[str, object] = {**self.subject.values, **self.asked.query, **more}
        return url_for(endpoint, **values)  # type: ignore[arg-type]


# --- the form ---


@dataclass(frozen=True, slots=True)
class FilterPlace:
    """Which page a filter is on."""

    send_to: str
    all_again: str
    """Where the same page shows everything."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """What else its address says."""


@dataclass(frozen=True, slots=True)
class FilterChoice:
    sent: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FilterForm:
    send_to: str
    summary: str
    said: str
    """What else one should know before choosing; empty where that is nothing."""
    kept: tuple[tuple[str, str], ...]
    """What else the address says, which stays as it is."""
    tries: tuple[FilterChoice, ...]
    """Empty where every try is shown."""
    versions: tuple[FilterChoice, ...]
    """Empty where there is but one."""
    classes: tuple[FilterChoice, ...]
    """Empty where there are not several."""
    quizzes: tuple[FilterChoice, ...]
    """Empty where it is about one, or there are not several."""
    since: str
    until: str
    narrowed: bool
    """Whether it asks for anything but what is shown anyway."""
    all_again: str
    """Where that is shown."""


def filter_form(
    found: Statistics, addresses: Addresses, classes: Sequence[ClassSummary], quizzes: Sequence[Quiz] = ()
) -> FilterForm:
    """`quizzes` are those among which one may choose."""
    return form_on(FilterPlace(addresses.bare(), addresses.bare()), addresses.asked, found.versions, classes, quizzes)


def form_on(
    place: FilterPlace,
    asked: Narrowing,
    numbers: Sequence[int],
    classes: Sequence[ClassSummary],
    quizzes: Sequence[Quiz] = (),
) -> FilterForm:
    """On any page; `numbers` are those of the versions that there is something of."""
    tries = {Counts.FIRST: _("the first"), Counts.LAST: _("the last"), Counts.BEST: _("the best")}
    versions = [FilterChoice(str(one), _("version %(number)s", number=one), one == asked.version) for one in numbers]
    lists = [FilterChoice(str(one.id), one.name, one.id == asked.class_id) for one in classes]
    these = [FilterChoice(one.slug, named(one, classes, dated=True), one.slug in asked.quizzes) for one in quizzes]
    return FilterForm(
        place.send_to,
        _("Choose which attempts count"),
        "",
        tuple(place.kept.items()),
        tuple(FilterChoice(one, words, one is asked.tries) for one, words in tries.items()),
        tuple(versions) if len(versions) > 1 or asked.version else (),
        tuple(lists) if len(lists) > 1 or asked.class_id else (),
        tuple(these) if len(these) > 1 else (),
        str(asked.since or ""),
        str(asked.until or ""),
        bool(asked.query),
        place.all_again,
    )


def listing_form(
    place: FilterPlace, asked: Narrowing, numbers: Sequence[int], classes: Sequence[ClassSummary]
) -> FilterForm:
    """The same for a list of every try: which of them counts elsewhere is kept in its address, and chosen elsewhere."""
    tries = {} if asked.tries is Counts.FIRST else {"tries": str(asked.tries)}
    form = form_on(replace(place, kept={**tries, **place.kept}), asked, numbers, classes)
    return replace(
        form,
        summary=_("Choose which attempts are shown"),
        said=_("Every try is in the list, and beside one stands that it counts. Days are those on which it ended."),
        tries=(),
        narrowed=bool(asked.query.keys() - {"tries"}),
    )


def named(quiz: Quiz, classes: Sequence[ClassSummary], *, dated: bool = False) -> str:
    """A quiz among others of its bank, which have its title too: by its code, for whom it is, and what it asks.

    With its day it is told from others for the same class.
    """
    name = next((one.name for one in classes if one.id == quiz.terms.class_id), "")
    day = date_of(quiz.made_at, my_zone()) if dated and quiz.made_at else ""
    return " · ".join(filter(None, [spoken(quiz.slug), name, day, quiz.title if quiz.asks_some else ""]))
