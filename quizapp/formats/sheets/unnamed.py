"""Tables whose columns nobody named: what each holds is guessed from its cells, for their teacher to say.

Nothing of such a table is asked before somebody has said it; which choice is right is never guessed from its place.
"""

import re
from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from quizapp.formats.building.assembly import AS_BEFORE, ASKED, COLUMNS, HEADING, LAYOUT, Assembly
from quizapp.formats.building.vocabulary import Column
from quizapp.formats.problems import Options, Problem, Progress, SheetStart
from quizapp.formats.sheets import flags, headers, keys, questions
from quizapp.formats.sheets.headers import EXPECTED, Header, Product
from quizapp.formats.sheets.layouts import CERTAIN, TableLayout
from quizapp.formats.sheets.marked import SIGNS
from quizapp.formats.sheets.table import Row, Table, address

QUESTION, CHOICE, RIGHT_CHOICE, RIGHT, FLAG, LEFT = "question", "choice", "right-choice", "right", "flag", "-"
_OTHERS = {
    "feedback": Column.FEEDBACK,
    "category": Column.CATEGORY,
    "tags": Column.TAGS,
    "points": Column.POINTS,
    "id": Column.ID,
}
HOLDINGS = (QUESTION, CHOICE, RIGHT_CHOICE, RIGHT, FLAG, *_OTHERS, LEFT)
"""What a column may hold, by its word in the option « columns »; a flag says of the choice before it if it is right."""
_SHOWN_ROWS = 6
_LONGEST_SHOWN = 200
_LONGEST_ROW = 300
_NAME = "table"
_NUMBER = re.compile(r"\d{1,5}[.)]?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?")


def layout(options: Options, rows: Sequence[Row]) -> TableLayout | None:
    """As a teacher has said what the columns hold; none where nothing was said that makes sense."""
    return _layout(options.get(COLUMNS, "").split(","), rows, heading=options.get(HEADING) == "yes")


def evident(rows: Sequence[Row]) -> TableLayout | None:
    """Columns that are plain to see: questions, and choices in which signs mark the right ones."""
    said, heading = guessed(rows)
    columns = _columns(said)
    found = _layout(said, rows, heading=heading) if columns is not None and columns.lack_key else None
    return found if found is not None and found.certainty == CERTAIN else None


def _layout(said: Sequence[str], rows: Sequence[Row], *, heading: bool) -> TableLayout | None:
    columns = _columns(said)
    if columns is None or not rows:
        return None
    first = rows[0].number - (not heading)
    width = max(len(row.cells) for row in rows)
    if columns.lack_key:
        columns = headers.with_marks(columns, [row for row in rows if row.number > first])
    header = Header(Product.OTHER, Row(first, ("",) * width), columns, {})
    certainty = CERTAIN if columns.marks in SIGNS else len(columns.every)
    return TableLayout(_NAME, certainty, partial(_read, header, said, heading))


def _read(
    header: Header, said: Sequence[str], heading: bool, assembly: Assembly, table: Table, progress: Progress
) -> None:
    assembly.sheet = _start(table, said, heading=heading)
    if assembly.options.get(LAYOUT) == AS_BEFORE:
        assembly.guess(LAYOUT, AS_BEFORE, ASKED)
    questions.read(assembly, table, header, progress)


def _columns(said: Sequence[str]) -> headers.Columns | None:
    """Those that these words tell, in the order of the columns; none where they make no question."""
    places = {word: [at for at, one in enumerate(said, start=1) if one == word] for word in HOLDINGS}
    is_once = all(len(places[word]) < 2 for word in (QUESTION, RIGHT_CHOICE, RIGHT, *_OTHERS))
    choices = sorted(places[CHOICE] + places[RIGHT_CHOICE])
    said_of = {max((n for n, at in enumerate(choices, 1) if at < flag), default=0): flag for flag in places[FLAG]}
    if said_of and (len(said_of) < len(places[FLAG]) or said_of.keys() != set(range(1, len(choices) + 1))):
        return None
    if not is_once or not set(said) <= set(HOLDINGS) or not places[QUESTION] or len(choices) < 2:
        return None
    named = {Column.QUESTION: places[QUESTION], Column.RIGHT: places[RIGHT]}
    named |= {role: places[word] for word, role in _OTHERS.items()}
    roles = {role: at[0] for role, at in named.items() if at}
    always = choices.index(places[RIGHT_CHOICE][0]) + 1 if places[RIGHT_CHOICE] else 0
    return headers.Columns(roles, dict(enumerate(choices, start=1)), flags=said_of, always=always)


def asked(assembly: Assembly, table: Table) -> Problem:
    """That nobody has said what the columns hold; with the first rows, and what is guessed of them."""
    said, heading = guessed(table.rows)
    assembly.sheet = _start(table, said, heading=heading)
    if assembly.options.get(LAYOUT) == ASKED:
        assembly.guess(LAYOUT, ASKED, AS_BEFORE)
    row = table.rows[0]
    if headers.without_key(row) is not None:
        return Problem("no-key-column", row.number, 1, cell=address(row.number, 1))
    shown = " | ".join(" ".join(cell.split()) for cell in row.cells)[:_LONGEST_ROW]
    column = next((at for at, cell in enumerate(row.cells, start=1) if cell.strip()), 1)
    cell = address(row.number, column)
    return Problem("no-header", row.number, column, {"expected": EXPECTED}, cell=cell, text=shown)


def _start(table: Table, said: Sequence[str], *, heading: bool) -> SheetStart:
    rows = table.rows[:_SHOWN_ROWS]
    width = max((len(row.cells) for row in rows), default=0)
    cells = tuple(tuple(row.at(at)[:_LONGEST_SHOWN] for at in range(1, width + 1)) for row in rows)
    columns = tuple(said[at] if at < len(said) else LEFT for at in range(width))
    return SheetStart(cells, columns, heading, len(table.rows), _layout_of(table.rows))


def _layout_of(rows: Sequence[Row]) -> str:
    """The same for tables that are laid out alike, whatever was said of them."""
    said, heading = guessed(rows)
    names = [" ".join(cell.casefold().split()) for cell in rows[0].cells] if heading else [str(len(said)), *said]
    return sha256("\n".join([str(heading), *names]).encode("utf-8", "surrogatepass")).hexdigest()


def make_questions(said: str) -> bool:
    """Whether these words, the value of the option « columns », tell what makes a question."""
    return _columns(said.split(",")) is not None


# --- guessing ---


def guessed(rows: Sequence[Row]) -> tuple[Sequence[str], bool]:
    """What each column seems to hold, and whether the first row seems to name them."""
    told = list(rows[:60])
    width = max((len(row.cells) for row in told), default=0)
    if told and (named := headers.without_key(told[0])) is not None:
        return _words_of(named, width, _key(told[1:], width)), True
    if len(told) > 2 and (key := _key(told[1:], width)) and not _tells(told[0], key):
        return _words(told[1:], width, key), True
    return _words(told, width, _key(told, width)), False


def _words_of(named: headers.Columns, width: int, key: int) -> Sequence[str]:
    """By the names of columns; one that has none that is known, and seems to tell the key, is guessed to."""
    words = dict.fromkeys(named.choices.values(), CHOICE) | {named.at(Column.QUESTION): QUESTION}
    words |= {named.at(role): word for word, role in _OTHERS.items() if named.at(role)}
    if key:
        words.setdefault(key, RIGHT)
    return [words.get(at, LEFT) for at in range(1, width + 1)]


def _words(rows: Sequence[Row], width: int, key: int) -> Sequence[str]:
    columns = [[row.at(at).strip() for row in rows] for at in range(1, width + 1)]
    beside = _flags(columns) if not key or key - 1 in _flags(columns) else ()
    asked = [at for at in range(beside[0] - 1) if any(columns[at])] if beside else []
    if asked:
        question = max(asked, key=lambda at: _asking(columns[at]))
        words = {question: QUESTION, **dict.fromkeys((at - 1 for at in beside), CHOICE), **dict.fromkeys(beside, FLAG)}
        return [words.get(at, LEFT) for at in range(width)]
    texts = [at for at in range(width) if at + 1 != key and any(columns[at]) and not _is_aside(columns[at])]
    if not texts:
        return [LEFT] * width
    question = max(texts[: max(1, len(texts) - 2)], key=lambda at: (_asking(columns[at]), -at))
    choices = [at for at in texts if at > question and (key <= question + 1 or at + 1 < key)]
    words = {question: QUESTION, **dict.fromkeys(choices, CHOICE)} | ({key - 1: RIGHT} if key else {})
    return [words.get(at, LEFT) for at in range(width)]


def _flags(columns: Sequence[Sequence[str]]) -> Sequence[int]:
    """The places, from 0, of columns of which each says of the text before it whether it is right, up to the last."""
    found: list[int] = []
    for at in range(len(columns) - 1, 1, -2):
        said = [flags.said(cell) for cell in columns[at]]
        if None in said or not any(columns[at - 1]):
            break
        found.append(at)
    rows = list(zip(*(columns[at] for at in found), strict=True))
    are_told = all(any(map(flags.said, row)) and not all(map(flags.said, row)) for row in rows)
    return sorted(found) if len(found) > 1 and are_told else ()


def _asking(cells: Sequence[str]) -> tuple[float, float]:
    """How much a column looks like questions: by their signs, then by their length."""
    filled = [cell for cell in cells if cell]
    signs = sum(cell.rstrip(" \xa0\u202f").endswith(("?", "？", "؟", ":", "…")) for cell in filled)
    return signs / len(filled), sum(map(len, filled)) / len(filled)


def _is_aside(cells: Sequence[str]) -> bool:
    """Whether a column counts its rows, or tells dates."""
    filled = [cell for cell in cells if cell]
    numbers = [int(cell.strip(".)")) for cell in filled if _NUMBER.fullmatch(cell)]
    counts = len(numbers) == len(filled) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return counts or all(_DATE.fullmatch(cell) for cell in filled)


def _key(rows: Sequence[Row], width: int) -> int:
    """The last column, but the first, of which every cell names another of its row; 0 where there is none."""
    return max((at for at in range(2, width + 1) if rows and all(_tells(row, at) for row in rows)), default=0)


def _tells(row: Row, column: int) -> bool:
    """Whether a cell is a letter or the number of another, several of them, or the text of one."""
    said = row.at(column)
    others = {at: row.at(at) for at in range(1, len(row.cells) + 1) if at != column and row.at(at).strip()}
    return bool(said.strip()) and bool(keys.readings(said, dict(enumerate(list(others.values())[1:], start=1))))
