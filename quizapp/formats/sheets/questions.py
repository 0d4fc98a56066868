"""From the rows of a table to questions, by the rules of the product that the table is from."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking, Rule, shares
from quizapp.domain.texts import plain
from quizapp.formats.building import kinds
from quizapp.formats.building.assembly import MOST_MARKS, Assembly, FoundQuestion, Place, Truth, Unkeyed
from quizapp.formats.building.headings import bare
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.vocabulary import Column
from quizapp.formats.problems import Progress, watched
from quizapp.formats.prose import marks
from quizapp.formats.prose.reader import KEY, NONE
from quizapp.formats.sheets import flags, guards, keys, marked, mistaken
from quizapp.formats.sheets.choices import are_listed, divided, sign_of
from quizapp.formats.sheets.headers import FEEDBACK, Header, Product
from quizapp.formats.sheets.table import LONGEST_SHOWN, Row, Table, column_letter, place
from quizapp.formats.texts import markup

_UNIT = re.compile(r"\s*(?:points?|pts?|marks?)\.?$", re.IGNORECASE)
_INDEX = re.compile(r"[0-9.,#°]*")
_TRUE = frozenset((
    "true", "vrai", "t", "v", "yes", "oui", "right", "correct", "1", "1.0", "a", "wahr", "richtig", "verdadero", "vero",
    "verdadeiro", "waar", "juist", "对", "對", "正确", "正確", "是", "√", "✓", "✔",
))  # fmt: skip
_FALSE = frozenset((
    "false", "faux", "f", "no", "non", "wrong", "incorrect", "2", "2.0", "0", "0.0", "b", "falsch", "falso", "onwaar",
    "onjuist", "错", "錯", "错误", "錯誤", "否", "×", "✗", "✘", "x",
))  # fmt: skip
_HTML = re.compile(r"\s*<(p|div|ul|ol|table|h[1-6])\b[^>]*>.*</\1>\s*", re.DOTALL | re.IGNORECASE)
_AS_A_WHOLE = (Product.QUIZIZZ, Product.SOCRATIVE, Product.WOOCLAP)
"""Where several right choices are right only together."""
_OWN_WAYS = (Product.OTHER, Product.WOOCLAP)
"""Where a key may be a number, a letter or a text, as the rest of the column tells."""
_EXPLANATION = "text of the question"
"""How the line begins by which Quizizz explains its columns."""
_MISTAKEN = ("key-became-date", "key-became-number")
"""Keys that nobody can tell any more."""
_CONTENT = (Column.QUESTION, Column.CHOICES, Column.RIGHT, Column.FRACTIONS, Column.PICTURE)


def read(assembly: Assembly, table: Table, header: Header, progress: Progress) -> None:
    """Puts the questions of a table into the assembly."""
    rows = [row for row in table.rows if row.number > header.row.number and _is_question(row, header)]
    sign, are_html = _sign(rows, header), _are_html(rows, header)
    sheet = _Sheet(assembly, header, table.sheet, sign, are_html, _marked(assembly, rows, header))
    sheet.say_what_is_not_kept(rows)
    sheet.say_what_stands_beyond(rows, is_text=table.is_text)
    mistaken.say_what_is_shown(assembly, rows, header.columns.texts, table.sheet)
    ways = _ways(rows, sheet)
    for row in watched(rows, progress):
        _Question(sheet, row, ways).read()


def _marked(assembly: Assembly, rows: Sequence[Row], header: Header) -> marked.Marked:
    """The choices that are marked in their own cells; said, for they may be marked for another reason."""
    name = header.columns.marks
    if not name:
        return {}
    found = marked.by(name, rows, list(header.columns.choices.values()))
    if name == marks.TICK:
        return found
    is_refused = assembly.options.get(KEY) == NONE
    assembly.guess(KEY, NONE if is_refused else name, name if is_refused else NONE)
    return {} if is_refused else found


def _as_it_is(cell: str) -> str:
    return cell


def _is_question(row: Row, header: Header) -> bool:
    """Templates number their empty rows, and may fill in times."""
    columns = [header.columns.at(role) for role in _CONTENT] + [*header.columns.choices.values()]
    stem = row.at(header.columns.at(Column.QUESTION))
    if row.number == header.row.number + 1 and bare(stem).startswith(_EXPLANATION):
        return False
    return any(row.at(column).strip() or column in row.unvalued for column in columns)


def _sign(rows: Sequence[Row], header: Header) -> str:
    """What stands between choices that are in one cell."""
    column = header.columns.at(Column.CHOICES)
    return sign_of(row.at(column) for row in rows) if column else ""


def _are_html(rows: Sequence[Row], header: Header) -> bool:
    """Whether somebody else's table has its questions in HTML: all of them, as a program exports them."""
    stems = [stem for row in rows if (stem := row.at(header.columns.at(Column.QUESTION))).strip()]
    return header.product is Product.OTHER and bool(stems) and all(_HTML.fullmatch(stem) for stem in stems)


def _ways(rows: Sequence[Row], sheet: "_Sheet") -> Sequence[str]:
    """How the cells that say what is right are to be read: some tables have numbers there, others letters or texts."""
    given = [row for row in rows if sheet.key(row).strip() and len(sheet.choices(row)) > 1]
    ways = keys.ways_that_fit(sheet.readings(row, sheet.key(row)) for row in given)
    counts_from_0 = any(sheet.key(row).strip() == "0" and not sheet.readings(row, "0") for row in given)
    is_open = counts_from_0 or _are_counted_by_a_program(given, sheet)
    return [way for way in ways if way != "number" or not is_open]


def _are_counted_by_a_program(rows: Sequence[Row], sheet: "_Sheet") -> bool:
    """Whether numbers may count from 0: beside lists that a program wrote they do, unless one is that of the last."""
    column = sheet.column(Column.CHOICES)
    are_lists = bool(column) and bool(rows) and all(are_listed(row.at(column)) for row in rows)
    return are_lists and not any(sheet.key(row).strip() == str(len(sheet.choices(row))) for row in rows)


@dataclass(frozen=True, slots=True)
class _Sheet:
    assembly: Assembly
    header: Header
    name: str
    sign: str
    """What stands between choices that are in one cell."""
    are_html: bool
    in_cells: marked.Marked = field(default_factory=dict)
    """The choices that are marked in their own cells, by their columns, where nothing else tells the key."""

    @property
    def is_refused(self) -> bool:
        """Whether such marks are said to mean nothing."""
        return self.header.columns.marks != marks.TICK and self.assembly.options.get(KEY) == NONE

    def column(self, role: Column) -> int:
        """0 where there is none."""
        return self.header.columns.at(role)

    def choices(self, row: Row) -> dict[int, str]:
        """The texts of the choices by their numbers."""
        columns = self.header.columns
        if column := columns.at(Column.CHOICES):
            return dict(enumerate(divided(row.at(column), self.sign), start=1))
        read = marked.without if columns.marks in marked.SIGNS and not self.is_refused else _as_it_is
        found = {number: guards.undone(read(row.at(column))) for number, column in sorted(columns.choices.items())}
        return {number: text for number, text in found.items() if text}

    def key(self, row: Row) -> str:
        """What is said to be right, in one cell or in several."""
        if self.header.columns.marks:
            right = self.in_cells.get(row.number, frozenset())
            return ", ".join(str(at) for at, column in sorted(self.header.columns.choices.items()) if column in right)
        if self.header.columns.are_flagged:
            return ", ".join(map(str, sorted(self._flagged(row))))
        several = self.header.columns.rights
        said = [text for column in several if (text := mistaken.key(row, column).strip())]
        return ", ".join(said) if several else mistaken.key(row, self.column(Column.RIGHT))

    def _flagged(self, row: Row) -> frozenset[int]:
        """The choices with a yes beside them; none where a cell says anything else than yes or no."""
        said = {number: flags.said(row.at(column)) for number, column in self.header.columns.flags.items()}
        are_sure = None not in said.values()
        return frozenset(number for number, is_right in said.items() if are_sure and is_right)

    def readings(self, row: Row, said: str) -> dict[str, frozenset[int]]:
        columns = self.header.columns
        if columns.are_flagged or columns.marks:
            right = frozenset(map(int, said.split(", "))) if columns.marks and said else self._flagged(row)
            return {"number": right} if right and right <= self.choices(row).keys() else {}
        return keys.readings(said, self.choices(row), columns.letters)

    def place(self, row: Row, column: int) -> Place:
        return place(row, column or self.column(Column.QUESTION), self.name)

    def say_what_is_not_kept(self, rows: Sequence[Row]) -> None:
        """Columns that are not known, and times: said once, at their names."""
        top = self.header.row
        for column, name in self.header.unknown.items():
            told = [row for row in rows if row.at(column).strip()]
            if told and (name or any(not _INDEX.fullmatch(row.at(column).strip()) for row in told)):
                shown = name[:LONGEST_SHOWN] or column_letter(column)
                self.assembly.note("column-left", self.place(top, column), name=" ".join(shown.split()))
        time = self.column(Column.TIME)
        if any(row.at(time).strip() for row in rows):
            self.assembly.note("times-lost", self.place(top, time))

    def say_what_stands_beyond(self, rows: Sequence[Row], *, is_text: bool) -> None:
        """Cells to the right of all names: in a text, a row was divided where it should not have been."""
        width = len(self.header.row.cells)
        for row in rows:
            column = next((at for at in range(width + 1, len(row.cells) + 1) if row.at(at).strip()), 0)
            if column and is_text:
                self.assembly.note("cell-beyond", self.place(row, column), value=row.at(column)[:LONGEST_SHOWN])
            elif column:
                self.assembly.note("column-left", self.place(row, column), name=column_letter(column))
                break


class _Question:
    def __init__(self, sheet: _Sheet, row: Row, ways: Sequence[str]) -> None:
        self._sheet = sheet
        self._header = sheet.header
        self._assembly = sheet.assembly
        self._row = row
        self._ways = ways
        self._lost: set[str] = set()
        self._why_unkeyed: Unkeyed = ("no-key", self._at(Column.RIGHT))

    def read(self) -> None:
        place = self._at(Column.QUESTION)
        stated = kinds.stated(self._said(Column.KIND))
        stem = self._text(Column.QUESTION)
        if not stated.is_asked and not self._is_answered(stated):
            if self._header.product is Product.OWN and not stated.is_known:
                self._failed("bad-word", Column.KIND, stem, field="kind", known=", ".join(Kind))
            else:
                self._assembly.leave_out(place, self._said(Column.KIND).strip(), plain(stem))
            return
        if missing := sorted(self._row.unvalued & self._header.columns.every):
            found = self._made(Kind.SINGLE, stem, self._sheet.choices(self._row))
            self._assembly.failed("formula-without-value", self._sheet.place(self._row, missing[0]), found)
            return
        if self._said(Column.PICTURE).strip():
            self._lost.add(markup.PICTURES)
        choices = self._sheet.choices(self._row)
        if self._header.product is Product.GIMKIT:
            self._of_gimkit(stem, choices)
        elif stated.kind is Kind.TRUE_FALSE and not choices:
            self._bare(stem)
        elif not choices and self._header.product in _OWN_WAYS:
            self._assembly.leave_out(place, "without choices", plain(stem))
        else:
            self._with_choices(stem, choices, stated.kind)

    def _is_answered(self, stated: kinds.StatedKind) -> bool:
        """Whether a table of somebody's own has choices and a key beside a word of its own for the kind."""
        if stated.is_known or self._header.product is not Product.OTHER:
            return False
        choices = self._sheet.choices(self._row)
        return len(choices) > 1 and bool(self._sheet.readings(self._row, self._sheet.key(self._row)))

    # --- kinds ---

    def _of_gimkit(self, stem: str, wrong: Mapping[int, str]) -> None:
        """The right answer stands before the wrong ones."""
        right = self._said(Column.RIGHT)
        if not right.strip():
            found = self._made(Kind.SINGLE, stem, wrong)
            self._assembly.failed("no-key", self._at(Column.RIGHT), found)
            return
        choices = {1: guards.undone(right), **wrong}
        self._ask(Kind.SINGLE, stem, choices, shares(Kind.SINGLE, [number == 1 for number in choices]))

    def _bare(self, stem: str) -> None:
        """A question of which only is said whether it is true."""
        said = bare(self._said(Column.RIGHT))
        is_true = said in _TRUE if said in _TRUE | _FALSE else None
        if is_true is None and said:
            self._unkeyed("bad-word", Column.RIGHT, field="right", known="true, false")
        self._ask(Kind.TRUE_FALSE, stem, {}, (), Truth(is_true, self._feedback(1), self._feedback(2)))

    def _with_choices(self, stem: str, choices: Mapping[int, str], kind: Kind | None) -> None:
        if self._said(Column.FRACTIONS).strip():
            self._ask(kind or Kind.SINGLE, stem, choices, self._fractions(len(choices)))
            return
        key = self._key(choices)
        kind = kind or self._kind_by(len(key))
        if len(key) > kind.most_picked(len(choices)) and self._header.product in (Product.OWN, Product.OTHER):
            self._unkeyed("several-right-choices", Column.RIGHT, count=len(key), kind=str(kind))
            key = frozenset()
        self._ask(kind, stem, choices, shares(kind, [number in key for number in choices]))

    def _kind_by(self, count: int) -> Kind:
        """Of a question that does not say it. Kahoot and Blooket take any one of several right answers."""
        product = self._header.product
        if count < 2 or product in (Product.KAHOOT, Product.BLOOKET):
            return Kind.SINGLE
        if product is Product.OWN and not self._said(Column.KIND).strip() and self._sheet.column(Column.KIND):
            return Kind.SINGLE
        if product not in _AS_A_WHOLE:
            self._assembly.note("kind-by-key", self._at(Column.RIGHT), count=count)
        return Kind.MULTIPLE

    # --- what is right ---

    def _key(self, choices: Mapping[int, str]) -> frozenset[int]:
        """The numbers of the right choices, if any is told, and sure."""
        said = self._sheet.key(self._row)
        if (always := self._header.columns.always) in choices:
            return frozenset((always,))
        if not said.strip():
            return frozenset()
        read = self._sheet.readings(self._row, said)
        if self._header.product in _OWN_WAYS:
            found = list(dict.fromkeys(read[way] for way in self._ways if way in read))
            if len(found) > 1:
                self._unkeyed("ambiguous-key", Column.RIGHT)
                return frozenset()
        else:
            found = list(read.values())
        code = mistaken.problem_of_key(self._row, self._sheet.column(Column.RIGHT), read, len(choices))
        if code in _MISTAKEN:
            self._unkeyed(code, Column.RIGHT)
            return frozenset()
        if code and found:
            self._note(code, Column.RIGHT, choices=", ".join(map(str, sorted(found[0]))))
        if not found:
            self._unkeyed("ambiguous-answer" if read else "key-is-no-choice", Column.RIGHT)
            return frozenset()
        return found[0]

    def _unkeyed(self, code: str, role: Column, **values: object) -> None:
        shown = " ".join(self._key_said(role).split())[:LONGEST_SHOWN]
        self._why_unkeyed = (code, self._at(role), {"key": shown, "value": shown, **values})

    def _key_said(self, role: Column) -> str:
        return self._sheet.key(self._row) if role is Column.RIGHT else self._said(role)

    def _fractions(self, count: int) -> Sequence[Fraction]:
        """What the choices are worth; nothing where that cannot be told, and why is kept to be said."""
        nothing = [Fraction()] * count
        if self._said(Column.RIGHT).strip():
            self._unkeyed("right-and-fractions", Column.FRACTIONS)
            return nothing
        parts = [part.strip() for part in guards.undone(self._said(Column.FRACTIONS)).split(";")]
        worth = [parse_number(part) for part in parts]
        for part, share in zip(parts, worth, strict=True):
            if share is None or abs(share) > 1:
                self._unkeyed("bad-number", Column.FRACTIONS, field="fractions", value=part[:40], low=-1, high=1)
                return nothing
        if len(parts) != count:
            self._unkeyed("fractions-miscounted", Column.FRACTIONS, count=len(parts), choices=count)
            return nothing
        return [share for share in worth if share is not None]

    # --- the whole ---

    def _ask(
        self,
        kind: Kind,
        stem: str,
        choices: Mapping[int, str],
        worth: Sequence[Fraction],
        truth: Truth | None = None,
    ) -> None:
        found = self._made(kind, stem, choices, worth, truth)
        self._assembly.ask(self._at(Column.QUESTION), found, self._lost, self._why_unkeyed)

    def _made(
        self,
        kind: Kind,
        stem: str,
        choices: Mapping[int, str],
        worth: Sequence[Fraction] = (),
        truth: Truth | None = None,
    ) -> FoundQuestion:
        by_default = Rule.ALL_OR_NOTHING if self._header.product in _AS_A_WHOLE else Rule.PARTIAL
        fixed = self._fixed(kind, choices)
        made = [
            Choice(self._read(text, inline=True), share, self._feedback(number), number in fixed)
            for (number, text), share in zip(choices.items(), worth or [Fraction()] * len(choices), strict=True)
        ]
        return FoundQuestion(
            kind=kind,
            stem=stem,
            choices=made,
            id=self._line(Column.ID),
            marking=Marking(self._points(), self._rule(by_default) if kind.takes_several else Rule.PARTIAL),
            feedback=Feedback(*map(self._text, FEEDBACK)),
            filing=Filing(
                self._line(Column.NAME), self._line(Column.CATEGORY), _tags(guards.undone(self._said(Column.TAGS)))
            ),
            shuffle=self._yes(Column.SHUFFLE, otherwise=True),
            truth=truth,
        )

    def _fixed(self, kind: Kind, choices: Mapping[int, str]) -> frozenset[int]:
        if not self._sheet.column(Column.FIXED):
            return frozenset(choices) if kind.brings_choices else frozenset()
        said = self._said(Column.FIXED)
        if bare(said) in flags.NO:
            return frozenset()
        read = self._sheet.readings(self._row, said)
        if said.strip() and not read:
            self._note("bad-word", Column.FIXED, field="fixed", known=", ".join(map(str, choices)))
        return next(iter(read.values()), frozenset())

    def _points(self) -> Fraction:
        said = _UNIT.sub("", self._said(Column.POINTS).strip())
        points = parse_number(said) if said else Fraction(1)
        if points is None:
            self._note("bad-number", Column.POINTS, field="points", low=0, high=MOST_MARKS)
            return Fraction(1)
        return points

    def _rule(self, otherwise: Rule) -> Rule:
        said = bare(self._said(Column.RULE))
        rules = {"": otherwise, "partial": Rule.PARTIAL, "partiel": Rule.PARTIAL, "all-or-nothing": Rule.ALL_OR_NOTHING,
                 "all or nothing": Rule.ALL_OR_NOTHING, "tout ou rien": Rule.ALL_OR_NOTHING}  # fmt: skip
        if said not in rules:
            self._note("bad-word", Column.RULE, field="rule", known="partial, all-or-nothing")
        return rules.get(said, otherwise)

    def _yes(self, role: Column, *, otherwise: bool) -> bool:
        said = bare(self._said(role))
        if said and said not in flags.YES | flags.NO:
            self._note("bad-word", role, field=str(role), known="yes, no")
        return said in flags.YES if said else otherwise

    # --- cells ---

    def _said(self, role: Column) -> str:
        return self._row.at(self._sheet.column(role))

    def _text(self, role: Column) -> str:
        return self._read(guards.undone(self._said(role)))

    def _line(self, role: Column) -> str:
        return guards.undone(self._said(role))

    def _feedback(self, number: int) -> str:
        return self._read(guards.undone(self._row.at(self._header.columns.feedbacks.get(number, 0))))

    def _read(self, text: str, *, inline: bool = False) -> str:
        read = markup.of_html(text, inline=inline) if self._sheet.are_html else markup.of_plain(text)
        self._lost |= read.lost
        return read.text

    def _at(self, role: Column) -> Place:
        return self._sheet.place(self._row, self._sheet.column(role))

    def _failed(self, code: str, role: Column, stem: str, **values: object) -> None:
        found = self._made(Kind.SINGLE, stem, self._sheet.choices(self._row))
        self._say(self._assembly.failed, code, role, {**values, "found": found})

    def _note(self, code: str, role: Column, **values: object) -> None:
        self._say(self._assembly.note, code, role, values)

    def _say(self, say: Callable[..., None], code: str, role: Column, values: Mapping[str, object]) -> None:
        value = " ".join(self._said(role).split())[:LONGEST_SHOWN]
        say(code, self._at(role), **{"value": value, **values})


def _tags(said: str) -> tuple[str, ...]:
    """Those between line breaks, or else semicolons, or else commas, which are text where one of the others divides."""
    sign = next((sign for sign in "\n;" if sign in said), ",")
    return tuple(dict.fromkeys(tag for tag in (part.strip() for part in said.split(sign)) if tag))
