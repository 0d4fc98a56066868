"""Brightspace's CSV of questions, with a field a row: `NewQuestion`, `QuestionText`, `Option` and so on.

Sources: D2L's « Sample_Question_Import_UTF8.csv », as several public programs that write such files hold it, and D2L's
help on grading types (« Create multi-select questions »): correct answers share the points with the wrong ones that are
left alone, right minus wrong never goes below nothing. Seen genuine: the sample, and files of programs that write them;
Brightspace itself exports none.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking, Rule, shares
from quizapp.domain.texts import plain
from quizapp.formats.building import several
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Truth, Unkeyed
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.scores import Scheme
from quizapp.formats.building.several import TickRule
from quizapp.formats.problems import Progress, watched
from quizapp.formats.sheets import guards
from quizapp.formats.sheets.layouts import CERTAIN, Fields, TableLayout, grouped, shown
from quizapp.formats.sheets.table import Row, Table
from quizapp.formats.texts import doubtful, markup

NAME = "Brightspace CSV"
_FIRST = "newquestion"
_HTML = "html"
_FLAGS = frozenset(("", _HTML, "not html", "text", "plain"))
_RULES = {
    "rightminuswrong": TickRule.JUDGED_LESS_MISJUDGED,
    "correctminusincorrect": TickRule.JUDGED_LESS_MISJUDGED,
    "rightanswers": TickRule.JUDGED,
    "correctanswers": TickRule.JUDGED,
}
"""How several ticks are marked, by what stands beside « Scoring »."""


def find(rows: Sequence[Row]) -> TableLayout | None:
    is_it = any(_name(row) == _FIRST and row.at(2).strip() for row in rows)
    return TableLayout(NAME, CERTAIN, _read) if is_it else None


def _name(row: Row) -> str:
    """Of a field; comments have none."""
    said = row.at(1).strip()
    return "" if said.startswith("//") else re.sub(r"[\s:]+", "", said.casefold())


def _read(assembly: Assembly, table: Table, progress: Progress) -> None:
    every = list(grouped(table, _FIRST, _name))
    for fields in watched(every, progress):
        _Question(assembly, fields).read()


class _Question:
    def __init__(self, assembly: Assembly, fields: Fields) -> None:
        self._assembly = assembly
        self._fields = fields
        self._lost: set[str] = set()
        self._unkeyed: Unkeyed = ("no-key", fields.place)

    def read(self) -> None:
        kind = self._fields.text(_FIRST).upper()
        self._say_what_is_divided()
        stem = self._text("questiontext")
        reader = {"MC": self._single, "MS": self._multiple, "TF": self._true_false}.get(kind)
        if reader is None:
            self._assembly.leave_out(self._fields.place, kind, plain(stem))
            return
        if self._fields.text("image"):
            self._lost.add(markup.PICTURES)
        if self._fields.text("hint"):
            self._assembly.note("hints-lost", self._fields.at(self._fields.row("hint")))
        reader(stem)

    def _single(self, stem: str) -> None:
        worth = [self._share(row) for row in self._options]
        given = [share or Fraction() for share in worth]
        self._ask(Kind.SINGLE, stem, given if None not in worth else [Fraction()] * len(worth), Marking(self._points))

    def _multiple(self, stem: str) -> None:
        worth = [self._share(row) for row in self._options]
        given = [share is not None and share > 0 and None not in worth for share in worth]
        scheme = self._scheme(given)
        if scheme is None:
            marking = Marking(self._points, Rule.ALL_OR_NOTHING)
            self._ask(
                Kind.MULTIPLE, stem, shares(Kind.MULTIPLE, given) if any(given) else [Fraction()] * len(given), marking
            )
        else:
            marking = Marking(self._points, scheme.rule, scheme.table)
            self._ask(Kind.MULTIPLE, stem, scheme.worth(len(given)), marking)

    def _scheme(self, right: Sequence[bool]) -> Scheme | None:
        """How several ticks are marked; none where it is all or nothing."""
        row = self._fields.row("scoring")
        said = "".join(row.at(2).casefold().split()) if row else ""
        if said in ("allornothing", "all") or not any(right):
            return None
        rule = _RULES.get(said)
        if rule is not None and several.is_told(rule, len(right)):
            return several.scheme(right, rule)
        self._assembly.note("scoring-simplified" if said else "unscored", self._fields.at(row, 2))
        return None

    def _true_false(self, stem: str) -> None:
        true, false = self._fields.row("true"), self._fields.row("false")
        worth = [self._share(row) if row else Fraction() for row in (true, false)]
        if None not in worth:
            self._unkeyed = ("no-key", self._fields.at(true or false, 2))
        is_told = None not in worth and worth[0] != worth[1]
        is_true = (worth[0] or 0) > (worth[1] or 0) if is_told else None
        truth = Truth(is_true, *(self._read(row.at(3), row.at(4)) if row else "" for row in (true, false)))
        self._ask(Kind.TRUE_FALSE, stem, (), Marking(self._points), truth)

    def _ask(
        self, kind: Kind, stem: str, worth: Sequence[Fraction], marking: Marking, truth: Truth | None = None
    ) -> None:
        choices = [
            Choice(self._read(row.at(3), row.at(4), inline=True), share, self._said_to(row))
            for row, share in zip(self._options, worth, strict=False)
        ]
        found = FoundQuestion(
            kind, stem, choices, self._fields.text("id"), marking, Feedback(self._text("feedback")),
            Filing(self._fields.text("title")), truth=truth,
        )  # fmt: skip
        self._assembly.ask(self._fields.place, found, self._lost, self._unkeyed)

    def _say_what_is_divided(self) -> None:
        """A comma divides a text that has no quotes: the rest of it stands where the word for HTML should."""
        for name, row in self._fields.rows:
            column = 4 if name == "option" else 3
            beyond = row.at(column).strip()
            if name not in ("option", "questiontext", "feedback") or beyond.casefold() in _FLAGS:
                continue
            if name != "option" or row.at(5).strip():
                self._assembly.note("cell-beyond", self._fields.at(row, column), value=shown(beyond))

    # --- fields ---

    @property
    def _options(self) -> Sequence[Row]:
        return list(self._fields.all("option"))

    @property
    def _points(self) -> Fraction:
        said = self._fields.text("points")
        points = parse_number(said) if said else Fraction(1)
        if points is None:
            row = self._fields.row("points")
            self._assembly.note(
                "bad-number", self._fields.at(row, 2), field="points", value=shown(said), low=0, high=1000
            )
        return Fraction(1) if points is None else points

    def _share(self, row: Row) -> Fraction | None:
        """Of the mark, from its hundredths; None where it cannot be told: why is kept to be said."""
        said = row.at(2).strip()
        number = parse_number(said.removesuffix("%")) if said else Fraction()
        if number is None or abs(number) > 100:
            values = {"field": row.at(1).strip(), "value": shown(said), "low": -100, "high": 100}
            self._unkeyed = ("bad-number", self._fields.at(row, 2), values)
            return None
        return number / 100

    def _said_to(self, row: Row) -> str:
        """What is said to a choice: behind the word that tells whether it is HTML, which some programs leave out."""
        flag = row.at(4).strip()
        return self._read(row.at(5), "") if flag.casefold() in _FLAGS else self._read(row.at(4), "")

    def _text(self, name: str) -> str:
        return self._read(self._fields.text(name), self._fields.text(name, 3))

    def _read(self, text: str, flag: str, *, inline: bool = False) -> str:
        source = guards.undone(text)
        is_html = flag.strip().casefold() == _HTML
        read = markup.of_html(source, inline=inline) if is_html else doubtful.read(source, inline=inline)
        self._lost |= read.lost
        return read.text
