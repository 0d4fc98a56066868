"""Tables of documents: one row a question, one table a question, one table of figures in a stem, or mere layout.

What stands in them is told as lines, as if it had been written without a table; a table of figures stays one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from html import escape
from itertools import pairwise, takewhile
from string import ascii_uppercase

from quizapp.formats.building import headings, vocabulary
from quizapp.formats.building.headings import name_of, role_of
from quizapp.formats.building.vocabulary import Column
from quizapp.formats.prose.lines import OBJECT_SIGN, Emphasis, LetterRun, Line
from quizapp.formats.prose.words import truth

MOST_COLUMNS = 80
_HEAD = 4
"""Rows among which one may name the columns."""
_LONGEST_NAME = 60
_LONGEST_FIGURE = 40
"""Characters of a cell in a table of figures."""
_LETTER = re.compile(r"[(\[]?([A-Za-zА-Яа-я])[)\].:、]?")
_NUMBER = re.compile(r"(?:[Qq]\.?\s*)?(\d{1,4})[).:、]?")
_OPENED = re.compile(r"[(\[]?(?:[A-Za-zА-Яа-я]|\d{1,3})[)\].:、]\s*[^\s\d]|[☐☒☑✓✗□■]|.*[?？]\s*$")
"""How a cell begins, or ends, that is a question or a choice."""
_ANSWERS = frozenset(map(name_of, f"{vocabulary.ALSO_CHOICES}, {vocabulary.BARE_WORDS}, choices, options".split(", ")))
_MARKED = frozenset(("grade", "weight", "weighting", "correct", "right", "correct?", "note", "ponderation", "juste",
                     "vrai faux", "true false", "fraction", "score", "points", "bewertung", "richtig"))  # fmt: skip
"""What the column is called that says which choices are right, or what they are worth."""
_WORTH = re.compile(
    r"\+?\s*(?:[1-9]\d?\d?(?:[.,]\d+)?|0?[.,]\d*[1-9]\d*)\s*%?|[xX✓✔√☒☑●]"
    r"|yes|oui|ja|s[ií]|true|vrai|wahr|correct|right|juste|richtig",
    re.IGNORECASE,
)
_COUNTED = re.compile(r" \d{1,2}$")
_TOLD = {
    Column.QUESTION: "Question", Column.RIGHT: "ANSWER", Column.FEEDBACK: "Explanation", Column.POINTS: "Points",
}  # fmt: skip
"""Under which words the reader of questions knows what a cell holds."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell, and how many columns it is wide."""

    lines: Sequence[Line]
    span: int = 1

    @property
    def filled(self) -> list[Line]:
        """Its lines that say something."""
        return [line for line in self.lines if line.text.strip()]

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.filled)


class _Pairs(Enum):
    """What rows are of which every other labels the one below."""

    CHOICES = "choices"
    KEY = "key"


_EMPTY = TableCell(())
Row = Sequence[TableCell]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a table is what, by places from 0."""

    question: int
    choices: Sequence[int]
    key: int | None = None
    """That names the right ones."""
    right: int | None = None
    """That holds the right choice itself, which is none of the others."""
    feedback: int | None = None
    points: int | None = None


def lines(rows: Sequence[Row]) -> Iterator[Line]:
    """What a table says, as lines."""
    rows = [_laid_out(row) for row in rows]
    rows = [row for row in rows if any(cell.filled for cell in row)]
    if _paired(rows, _Pairs.KEY):
        yield from _of_pairs(rows, _Pairs.KEY)
        return
    for at, row in enumerate(rows[:_HEAD]):
        columns = _named(row, rows[at + 1 :])
        if columns is not None:
            for before in rows[:at]:
                yield from _loose(before)
            for number, one in enumerate(rows[at + 1 :], start=1):
                yield from _asked(one, columns, number)
            return
    if (truths := _truth_columns(rows)) is not None:
        yield from _statements(rows[1:], *truths)
    elif _are_figures(rows):
        yield _figures(rows)
    elif _paired(rows, _Pairs.CHOICES):
        yield from _of_pairs(rows, _Pairs.CHOICES)
    elif (begin := _choices_begin(rows)) is not None:
        yield from _with_choices(rows, begin)
    else:
        for row in rows:
            yield from _loose(row)


def shaded(line: Line, shade: str) -> Line:
    """A line of a cell with a colour behind."""
    run = LetterRun(line.label, len(line), Emphasis.HIGHLIGHTED, shade)
    return replace(line, runs=[*line.runs, run]) if len(line) > line.label else line


def _laid_out(row: Row) -> list[TableCell]:
    """With a cell for each column."""
    cells: list[TableCell] = []
    for cell in row:
        cells += [cell, *[_EMPTY] * (min(cell.span, MOST_COLUMNS - len(cells)) - 1)]
    return cells


# --- one row a question ---


def _named(row: Row, below: Sequence[Row]) -> _Columns | None:
    """What each column holds, if this row names the columns of a table of questions."""
    if any(len(cell.text) > _LONGEST_NAME for cell in row) or not below:
        return None
    names = [name_of(cell.text) for cell in row]
    roles: dict[Column, int] = {}
    found = headings.choices_of(names)
    choices = [column - 1 for _, column in sorted(found.numbers.items())]
    for at, name in enumerate(names):
        role = role_of(name) if at not in choices else None
        if role is not None:
            roles.setdefault(role, at)
    question = roles.get(Column.QUESTION)
    if question is None:
        return None
    feedback, points = roles.get(Column.FEEDBACK), roles.get(Column.POINTS)
    alike = _alike(names, question)
    if len(choices) < 2 and alike is not None:
        first, rest = alike
        return _with_key(below, _Columns(question, rest, first, first, feedback, points))
    if len(choices) < 2:
        return None
    return _with_key(below, _Columns(question, choices, roles.get(Column.RIGHT), None, feedback, points))


def _alike(names: Sequence[str], question: int) -> tuple[int, list[int]] | None:
    """Of columns of which one is called otherwise than all others, which are alike: that one, and those."""
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if name and at > question:
            places.setdefault(_COUNTED.sub("", name), []).append(at)
    often = [name for name, found in places.items() if len(found) > 1]
    if len(often) != 1:
        return None
    kin = [name for name in places if name not in often and _is_key_beside(name, often[0])]
    return (places[kin[0]][0], places[often[0]]) if len(kin) == 1 else None


def _is_key_beside(name: str, often: str) -> bool:
    """Whether a column is that of the right choice, by its name or by that of the others, as « right javob » is."""
    return role_of(name) is Column.RIGHT or (" " in name and _last(name) == _last(often))


def _last(name: str) -> str:
    return name.rpartition(" ")[2]


def _with_key(rows: Sequence[Row], columns: _Columns) -> _Columns | None:
    """Whether the column that stands apart names the right choices, or is the right one, its cells tell."""
    if columns.right is None or columns.key is None:
        return columns
    told = [(_at(row, columns.key).text, [_at(row, at).text for at in columns.choices]) for row in rows]
    told = [(key, choices) for key, choices in told if key]
    names = sum(bool(_LETTER.fullmatch(key) or _NUMBER.fullmatch(key) or key in choices) for key, choices in told)
    if names == len(told):
        return replace(columns, right=None)
    if names:
        return None
    return replace(columns, key=None, choices=[columns.right, *columns.choices])


def _at(row: Row, column: int | None) -> TableCell:
    return row[column] if column is not None and column < len(row) else _EMPTY


def _asked(row: Row, columns: _Columns, number: int) -> Iterator[Line]:
    """A row as a question is written: its number, its choices by letters, and then the key."""
    choices = [(at, cell) for at in columns.choices if (cell := _at(row, at)).filled]
    stem = _at(row, columns.question).filled
    if len(choices) < 2 or not stem:
        yield from _loose(row)
        return
    yield _EMPTY_LINE
    yield _led(stem[0], f"{number}. ")
    yield from stem[1:]
    for letter, (_, cell) in zip(ascii_uppercase, choices, strict=False):
        yield _led(_joined(cell), f"{letter}. ")
    key = _at(row, columns.key)
    if columns.right is not None and choices[0][0] == columns.right:
        yield _said(Column.RIGHT, Line("A", stem[0].place))
    elif key.filled:
        yield _said(Column.RIGHT, _joined(key))
    for role, at in ((Column.FEEDBACK, columns.feedback), (Column.POINTS, columns.points)):
        if _at(row, at).filled:
            yield _said(role, _joined(_at(row, at)))
    yield _EMPTY_LINE


_EMPTY_LINE = Line("")


# --- true or false ---


def _truth_columns(rows: Sequence[Row]) -> tuple[int, int, int] | None:
    """The columns of statements, of what is true, and of what is false, where the first row names the two."""
    if len(rows) < 2:
        return None
    said = [truth(cell.text) if cell.filled else None for cell in rows[0]]
    if said.count(True) != 1 or said.count(False) != 1:
        return None
    others = [at for at, one in enumerate(said) if one is None]
    lengths = {at: sum(len(_at(row, at).text) for row in rows[1:]) for at in others}
    at = max(lengths, key=lambda one: lengths[one], default=None)
    return (at, said.index(True), said.index(False)) if at is not None and lengths[at] else None


def _statements(rows: Sequence[Row], statement: int, true: int, false: int) -> Iterator[Line]:
    """A row each, with a mark in one of two columns."""
    for number, row in enumerate(rows, start=1):
        filled = _at(row, statement).filled
        if not filled:
            continue
        yield _EMPTY_LINE
        yield _led(filled[0], f"{number}. ")
        yield from filled[1:]
        marks = [bool(_WORTH.fullmatch(_at(row, at).text.strip())) for at in (true, false)]
        if marks[0] != marks[1]:
            yield _said(Column.RIGHT, Line("True" if marks[0] else "False", filled[0].place))
        yield _EMPTY_LINE


# --- one table a question, and layout ---


def _loose(row: Row) -> Iterator[Line]:
    """A row of which nobody has said what its cells are: a label and what it is of are one line, other cells many."""
    cells = [cell for cell in row if cell.filled]
    lead = _lead(cells[0].text) if len(cells) > 1 and len(cells[0].filled) == 1 else ""
    if not lead:
        for cell in cells:
            yield from cell.lines
        return
    first, rest = cells[1].filled[0], cells[1].filled[1:]
    if first.label and first.text[: first.label].strip() == lead.strip():
        first = first.cut(first.label)
    behind = [cell.filled[0] for cell in cells[2:] if len(cell.text) <= _LONGEST_NAME]
    yield _appended(_led(first, lead, cells[0].filled[0]), behind)
    yield from rest
    for cell in cells[2:]:
        yield from cell.filled[len(cell.text) <= _LONGEST_NAME :]


def _choices_begin(rows: Sequence[Row]) -> int | None:
    """Which row names a column of choices and one that says which are right, below each other."""
    for at, row in enumerate(rows[:-2]):
        names = [name_of(cell.text) for cell in row]
        if any(name in _ANSWERS for name in names) and any(name in _MARKED for name in names):
            return at
    return None


def _with_choices(rows: Sequence[Row], at: int) -> Iterator[Line]:
    """A table of one question, whose choices have a row each, with what they are worth."""
    for row in rows[:at]:
        yield from _loose(row)
    names = [name_of(cell.text) for cell in rows[at]]
    texts = next(place for place, name in enumerate(names) if name in _ANSWERS)
    marks = next(place for place, name in enumerate(names) if name in _MARKED)
    below = list(takewhile(lambda row: _at(row, texts).filled and not _is_heading(row[0].text), rows[at + 1 :]))
    right = ""
    for letter, row in zip(ascii_uppercase, below, strict=False):
        yield _led(_joined(_at(row, texts)), f"{letter}. ")
        right += letter if _WORTH.fullmatch(_at(row, marks).text.strip()) else ""
    if 0 < len(right) < len(below):
        yield _said(Column.RIGHT, Line(", ".join(right), below[0][texts].filled[0].place))
    for row in rows[at + 1 + len(below) :]:
        yield from _loose(row)


def _lead(text: str) -> str:
    """What a cell that only labels its row puts in front of the next; empty for one that says more."""
    text = text.strip()
    if found := (_LETTER.fullmatch(text) or _NUMBER.fullmatch(text)):
        return f"{text} " if text != found[1] else f"{text}. "
    if text in ("☐", "☒", "☑", "□", "✓", "✗"):
        return f"{text} "
    if len(text) > _LONGEST_NAME:
        return ""
    name = name_of(text)
    label = headings.label_of(name)
    if label is not None:
        number = headings.ordinal(label[1], vocabulary.ALPHABETS[0])
        is_question = role_of(label[0]) is Column.QUESTION
        return f"{ascii_uppercase[number - 1]}. " if 0 < number <= len(ascii_uppercase) and not is_question else ""
    role = role_of(name)
    return f"{_TOLD[role]}: " if role in _TOLD else ""


def _paired(rows: Sequence[Row], wanted: _Pairs) -> bool:
    """Whether these are pairs of rows of which one labels what is below."""
    if len(rows) < 2 or len(rows) % 2 or any(len(row) < 2 for row in rows):
        return False
    return all(_pair(above, below) is wanted for above, below in zip(rows[::2], rows[1::2], strict=True))


def _pair(above: Row, below: Row) -> _Pairs | None:
    """What two rows are, if the first has labels only, two of them at least, each with something below."""
    found = [(over.text.strip(), under.text.strip()) for over, under in _labelled(above, below)]
    labels = [label for label, _ in found]
    if len(found) < 2:
        return None
    if [label.strip("().[]:、").upper() for label in labels] == list(ascii_uppercase[: len(labels)]):
        return _Pairs.CHOICES
    is_key = all(_NUMBER.fullmatch(label) and _LETTER.fullmatch(said) for label, said in found)
    return _Pairs.KEY if is_key else None


def _labelled(above: Row, below: Row) -> list[tuple[TableCell, TableCell]]:
    pairs = zip(above, below, strict=False)
    return [(over, under) for over, under in pairs if over.filled and under.filled and not _is_heading(over.text)]


def _of_pairs(rows: Sequence[Row], kind: _Pairs) -> Iterator[Line]:
    for above, below in zip(rows[::2], rows[1::2], strict=True):
        made = [_led(_joined(under), _lead(over.text)) for over, under in _labelled(above, below)]
        if kind is _Pairs.KEY:
            yield _appended(made[0], made[1:])
        else:
            yield from made


def _is_heading(text: str) -> bool:
    return role_of(name_of(text[:_LONGEST_NAME])) is not None and not _LETTER.fullmatch(text.strip())


# --- figures ---


def _are_figures(rows: Sequence[Row]) -> bool:
    """Whether it is a table of figures or words that belongs to a text: short cells, none a question or a choice."""
    if len(rows) < 2 or sum(sum(bool(cell.filled) for cell in row) > 1 for row in rows) < 2:
        return False
    cells = [cell for row in rows for cell in row if cell.filled]
    if any(len(cell.text) > _LONGEST_FIGURE or cell.filled[0].label for cell in cells):
        return False
    if any(_OPENED.match(cell.text) for cell in cells) or _paired(rows, _Pairs.CHOICES):
        return False
    first = [row[0].text.strip() for row in rows]
    labels = [bool(_LETTER.fullmatch(one) or _NUMBER.fullmatch(one)) for one in first if one]
    names = [_lead(one) for one in first if len(one) > 1]
    return len(rows[0]) > 2 and not (sum(labels) > 1 and _begin_with_a(first)) and not any(names)


def _begin_with_a(first: Sequence[str]) -> bool:
    labels = [one.strip("().[]:、").upper() for one in first]
    return any(pair in (("A", "B"), ("1", "2"), ("А", "Б")) for pair in pairwise(labels))


def _figures(rows: Sequence[Row]) -> Line:
    """The table as one thing that is no letter."""
    width = max(len(row) for row in rows)
    made = "".join(
        "<tr>"
        + "".join(f"<td>{escape(_at(row, at).text.replace(OBJECT_SIGN, ' '))}</td>" for at in range(width))
        + "</tr>"
        for row in rows
    )
    place = next((cell.filled[0].place for row in rows for cell in row if cell.filled), Line("").place)
    return Line(OBJECT_SIGN, place, [LetterRun(0, 1, Emphasis.OBJECT, f"<table>{made}</table>")])


# --- lines ---


def _led(line: Line, lead: str, dressed: Line | None = None) -> Line:
    """A line with a label in front, which looks as the label's own line does."""
    line = line.stripped() if not line.label else line.cut(line.label).stripped()
    runs = [replace(one, start=one.start + len(lead), stop=one.stop + len(lead)) for one in line.runs]
    if dressed is not None:
        runs += [replace(one, start=0, stop=len(lead)) for one in dressed.runs if one.emphasis is not Emphasis.OBJECT]
    return replace(line, text=lead + line.text, runs=runs, label=len(lead))


def _said(role: Column, line: Line) -> Line:
    """A line that says what it is."""
    word = f"{_TOLD[role]}: "
    made = _led(line, word)
    return replace(made, label=0)


def _joined(cell: TableCell) -> Line:
    """The lines of a cell as one."""
    filled = [line.stripped() for line in cell.filled]
    return _appended(filled[0], filled[1:], " ")


def _appended(line: Line, others: Sequence[Line], sign: str = "\t") -> Line:
    """Lines one behind the other."""
    text, runs = line.text, list(line.runs)
    for one in others:
        start = len(text) + len(sign)
        text += sign + one.text
        runs += [replace(run, start=run.start + start, stop=run.stop + start) for run in one.runs]
    return replace(line, text=text, runs=runs)
