"""Which attempts the results are asked of: what an address says of it, and how it is said in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from quizapp.domain.quizzes import Counts
from quizapp.formats.problems import N_
from quizapp.services.statistics import Selection, Statistics
from quizapp.store.classes import ClassSummary
from quizapp.web.errors import Unfit
from quizapp.web.forms import counting
from quizapp.web.teacher import days
from quizapp.web.teacher.days import Days

NO_TRY = N_("The tries that count are the first, the last or the best one.")
NO_VERSION = N_("There is no version of this number.")
NO_CLASS = N_("There is no such class among yours.")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a teacher asked for, as the form for it shows it."""

    tries: Counts = Counts.FIRST
    version: int | None = None
    class_id: int | None = None
    since: date | None = None
    until: date | None = None
    """This day is in it."""

    @property
    def selection(self) -> Selection:
        between = Days(self.since, self.until)
        return Selection(self.tries, self.version, self.class_id, between.begin, between.end)

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it: nothing of what is so anyway."""
        said = {
            "tries": None if self.tries is Counts.FIRST else self.tries,
            "version": self.version,
            "class": self.class_id,
            "since": self.since,
            "until": self.until,
        }
        return {name: str(value) for name, value in said.items() if value is not None}


def asked_for(args: Mapping[str, str]) -> Narrowing:
    """What an address asks for; an empty field asks for nothing. Raises Unfit."""
    given = {name: value for name, value in args.items() if value}
    between = days.days(given)
    return Narrowing(
        _tries(given.get("tries", Counts.FIRST)),
        _number(given.get("version"), NO_VERSION, 6),
        _number(given.get("class"), NO_CLASS, 9),
        between.since,
        between.until,
    )


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
class Addresses:
    """Of the pages about one quiz, for the attempts that were asked for."""

    slug: str
    asked: Narrowing

    def quiz(self) -> str:
        return self._of("results.quiz")

    def question(self, id_: str) -> str:
        return self._of("results.question", question=id_)

    def opened(self, id_: str, number: int) -> str:
        """The map with this question open."""
        return self._of("results.quiz", question=id_, _anchor=f"passage-{number}")

    def readers(self, **order: str) -> str:
        return self._of("results.readers", **order)

    def _of(self, endpoint: str, **more: str) -> str:
        values: dict[str, str] = {"slug": self.slug, **self.asked.query, **more}
        return url_for(endpoint, **values)  # type: ignore[arg-type]


# --- the form ---


@dataclass(frozen=True, slots=True)
class FilterChoice:
    sent: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FilterForm:
    send_to: str
    tries: tuple[FilterChoice, ...]
    versions: tuple[FilterChoice, ...]
    """Empty where there is but one."""
    classes: tuple[FilterChoice, ...]
    """Empty where there are not several."""
    since: str
    until: str
    narrowed: bool
    """Whether it asks for anything but what is shown anyway."""


def filter_form(found: Statistics, addresses: Addresses, classes: Sequence[ClassSummary]) -> FilterForm:
    asked = addresses.asked
    tries = {Counts.FIRST: _("the first"), Counts.LAST: _("the last"), Counts.BEST: _("the best")}
    versions = [
        FilterChoice(str(one), _("version %(number)s", number=one), one == asked.version) for one in found.versions
    ]
    lists = [FilterChoice(str(one.id), one.name, one.id == asked.class_id) for one in classes]
    return FilterForm(
        url_for("results.quiz", slug=addresses.slug),
        tuple(FilterChoice(one, words, one is asked.tries) for one, words in tries.items()),
        tuple(versions) if len(versions) > 1 or asked.version else (),
        tuple(lists) if len(lists) > 1 or asked.class_id else (),
        str(asked.since or ""),
        str(asked.until or ""),
        bool(asked.query),
    )
