"""What the templates about a file that is made aside see."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from quizapp.domain.exports import Portion
from quizapp.domain.quizzes import Quiz
from quizapp.formats.problems import N_
from quizapp.services.preparing import PreparedFile
from quizapp.store.exports import KeptExport
from quizapp.web.teacher.heads import QuizHead
from quizapp.web.times import hour, my_zone

_PORTIONS: Mapping[Portion, str] = {
    Portion.SCORES: N_("Scores"),
    Portion.RESPONSES: N_("Every response"),
    Portion.QUESTIONS: N_("Question by question"),
}
_MB = 10**6


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that was asked for."""

    what: str
    """In words, with its kind."""
    page: str
    """Where one waits for it, and fetches it."""
    state: str
    """How far it is, or how large and until when it is kept."""
    is_done: bool


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """Where a teacher waits for a file, and fetches it."""

    head: QuizHead
    line: FileLine
    attempts: int
    """How many it tells of; 0 while that is not known."""
    told: int
    """How many of them are written."""
    name: str
    file: str
    """Its address."""
    template: ClassVar[str] = "teacher/results/prepared.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz

    @property
    def is_done(self) -> bool:
        return self.line.is_done


@dataclass(frozen=True, slots=True)
class GonePage:
    """In the place of a file that is not kept any more."""

    head: QuizHead
    template: ClassVar[str] = "teacher/results/gone.html"

    @property
    def quiz(self) -> Quiz:
        return self.head.quiz


def prepared_page(found: PreparedFile, above: QuizHead) -> PreparedPage:
    kept = found.kept
    file = url_for("exports.prepared_file", slug=found.quiz.slug, address=kept.address)
    return PreparedPage(above, file_line(found), kept.attempts, kept.told, found.name, file)


def file_line(found: PreparedFile) -> FileLine:
    kept = found.kept
    return FileLine(
        f"{_(_PORTIONS[kept.wanted.portion])} · {kept.wanted.ending.upper()}",
        url_for("exports.prepared", slug=found.quiz.slug, address=kept.address),
        _progress(kept) if found.until is None else _kept(kept, hour(found.until, my_zone())),
        found.until is not None,
    )


def _progress(kept: KeptExport) -> str:
    if kept.begun_at is None:
        return str(_("It waits for its turn."))
    if not kept.attempts:
        return str(_("The answers are being read."))
    numbers = {"told": format_decimal(kept.told), "attempts": format_decimal(kept.attempts)}
    said = ngettext("%(told)s of %(attempts)s attempt", "%(told)s of %(attempts)s attempts", kept.attempts, **numbers)
    return str(said)


def _kept(kept: KeptExport, until: str) -> str:
    megabytes = max(Decimal("0.1"), Decimal(kept.size) / _MB)
    size = format_decimal(megabytes, "#,##0.#")
    return str(_("%(size)s MB, kept until %(time)s", size=size, time=until))
