"""Tables with a row for each choice: the question stands in the first row of its choices, or in each of them.

Nobody's format: exports of databases and people's own tables are laid out so. Only described.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking, shares
from quizapp.domain.texts import plain
from quizapp.formats.building import kinds
from quizapp.formats.building.assembly import Assembly, FoundQuestion, beyond_mark
from quizapp.formats.building.headings import bare, name_of, role_of
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.vocabulary import BARE_WORDS, Column
from quizapp.formats.problems import Progress, watched
from quizapp.formats.sheets import guards
from quizapp.formats.sheets.display.conventions import BOOLEANS
from quizapp.formats.sheets.layouts import TableLayout, shown
from quizapp.formats.sheets.table import Row, Table, place
from quizapp.formats.texts import doubtful

NAME = "table"
_CERTAINTY = 3
_CHOICE_NAMES = frozenset((
    *(name_of(word) for word in BARE_WORDS.split(", ")), "answer text", "option text", "choice text", "choices",
    "options", "answers", "texte de la reponse", "reponses", "antwort text", "antworttext", "texto de la respuesta",
    "вариант ответа", "ответ",
))  # fmt: skip
_FLAG_NAMES = frozenset((
    "correct", "is correct", "correct?", "right", "is right", "is answer", "is true", "juste", "est juste", "bonne",
    "bonne reponse", "est correcte", "correcte", "vrai", "richtig", "ist richtig", "korrekt", "correcta", "es correcta",
    "corretta", "giusta", "correta", "juist", "goed", "fraction", "fractions", "score", "points", "note", "weight",
    "poids", "grade", "верно", "правильный", "是否正确", "正确", "correct answer", "right answer", "reponse correcte",
))  # fmt: skip
_YES = frozenset((
    "1", "yes", "y", "true", "t", "x", "oui", "o", "vrai", "v", "ja", "j", "wahr", "richtig", "si", "sim", "s",
    "correct", "right", "juste", "correcte", "да", "верно", "是", "对", "正确", "✓", "✔", "√", "*", "+",
    *BOOLEANS[True],
))  # fmt: skip
_NO = frozenset((
    "", "0", "no", "n", "false", "f", "non", "faux", "nein", "falsch", "nao", "incorrect", "wrong", "incorrecte", "нет",
    "неверно", "否", "错", "错误", "✗", "✘", "×", "-",
    *BOOLEANS[False],
))  # fmt: skip


def find(rows: Sequence[Row]) -> TableLayout | None:
    """Names for a question, a choice and whether it is right; below, several rows a question, each with a yes or no."""
    for number, row in enumerate(rows):
        columns = _Columns(row)
        if columns.are_enough and _fits(columns, rows[number + 1 :]):
            return TableLayout(NAME, _CERTAINTY, _Reader(row, columns).read)
    return None


class _Columns:
    def __init__(self, row: Row) -> None:
        names = {name_of(cell): column for column, cell in reversed(list(enumerate(row.cells, start=1)))}
        self.choice = next((column for name, column in names.items() if name in _CHOICE_NAMES), 0)
        flags = [column for name, column in names.items() if name in _FLAG_NAMES and column != self.choice]
        self.flag = min(flags, default=0)
        free = {name: column for name, column in names.items() if column not in (self.choice, self.flag)}
        self.roles: Mapping[Column, int] = {
            role: column for name, column in reversed(free.items()) if (role := role_of(name)) is not None
        }

    @property
    def are_enough(self) -> bool:
        return bool(self.choice and self.flag and self.at(Column.QUESTION))

    def at(self, role: Column) -> int:
        return self.roles.get(role, 0)


def _fits(columns: _Columns, below: Sequence[Row]) -> bool:
    groups = list(_groups(columns, below))
    flags = [row.at(columns.flag) for group in groups for row in group]
    # The last question may go on below what is looked at.
    whole = [group for group in groups[:-1] or groups if group[0].at(columns.choice).strip()]
    are_several = bool(whole) and all(len(group) > 1 for group in whole)
    return are_several and all(_worth(said) is not None for said in flags) and any(_worth(said) for said in flags)


def _worth(said: str) -> Fraction | None:
    """What a choice is worth: all, nothing, or the number that stands there."""
    word = bare(said).removesuffix(".0")
    return Fraction(1) if word in _YES else Fraction() if word in _NO else parse_number(said)


def _groups(columns: _Columns, rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of each question: those that say the same, or, after the first, nothing of it."""
    group: list[Row] = []
    for row in rows:
        has_stem = bool(row.at(columns.at(Column.QUESTION)).strip())
        if not has_stem and not row.at(columns.choice).strip():
            continue
        if group and not _is_same(columns, group[0], row):
            yield group
            group = []
        if group or has_stem:
            group.append(row)
    if group:
        yield group


def _is_same(columns: _Columns, first: Row, row: Row) -> bool:
    at = columns.at(Column.QUESTION)
    said = row.at(at).strip()
    ids = [one.at(columns.at(Column.ID) or columns.at(Column.NUMBER)).strip() for one in (first, row)]
    return not said or (said == first.at(at).strip() and (ids[0] == ids[1] or not ids[1]))


class _Reader:
    def __init__(self, head: Row, columns: _Columns) -> None:
        self._head = head
        self._columns = columns

    def read(self, assembly: Assembly, table: Table, progress: Progress) -> None:
        groups = list(_groups(self._columns, [row for row in table.rows if row.number > self._head.number]))
        for rows in watched(groups, progress):
            self._ask(assembly, rows, table.sheet)

    def _ask(self, assembly: Assembly, rows: Sequence[Row], sheet: str) -> None:
        first, rows = rows[0], [row for row in rows if row.at(self._columns.choice).strip()]
        at = place(first, self._columns.at(Column.QUESTION), sheet)
        lost = set[str]()

        def text(source: str, *, inline: bool = False) -> str:
            read = doubtful.read(guards.undone(source), inline=inline)
            lost.update(read.lost)
            return read.text

        def said(role: Column) -> str:
            return guards.undone(first.at(self._columns.at(role)))

        if not rows:
            assembly.leave_out(at, said(Column.KIND) or "without choices", plain(text(said(Column.QUESTION))))
            return
        worth = [_worth(row.at(self._columns.flag)) for row in rows]
        given = [one for one in worth if one is not None]
        if len(given) < len(rows):
            row = rows[worth.index(None)]
            wrong = place(row, self._columns.flag, sheet)
            assembly.failed("bad-word", wrong, field="right", value=shown(row.at(self._columns.flag)), known="1, 0")
            return
        stated = kinds.stated(said(Column.KIND))
        kind = stated.kind or _kind(given)
        if kind is Kind.MULTIPLE and stated.kind is None:
            assembly.note("kind-by-key", at, count=sum(one > 0 for one in given))
        shared = _shares(kind, given)
        if (beyond := beyond_mark(kind, shared)) is not None:
            row = rows[shared.index(beyond)]
            wrong, value = place(row, self._columns.flag, sheet), shown(row.at(self._columns.flag))
            assembly.failed("bad-number", wrong, field="right", value=value, low=-1, high=1)
            return
        choices = [
            Choice(text(row.at(self._columns.choice), inline=True), share)
            for row, share in zip(rows, shared, strict=True)
        ]
        found = FoundQuestion(
            kind, text(said(Column.QUESTION)), choices, said(Column.ID),
            Marking(parse_number(said(Column.POINTS)) or Fraction(1)), Feedback(text(said(Column.FEEDBACK))),
            Filing(said(Column.NAME), said(Column.CATEGORY)),
        )  # fmt: skip
        assembly.ask(at, found, lost, ("no-key", place(first, self._columns.flag, sheet)))


def _kind(given: Sequence[Fraction]) -> Kind:
    """Of a question that does not say it: where one choice is worth all, and others parts of it, one is picked."""
    several = sum(one > 0 for one in given) > 1
    has_parts = any(one not in (0, 1) for one in given) and max(given) in (1, 100)
    return Kind.MULTIPLE if several and not has_parts else Kind.SINGLE


def _shares(kind: Kind, given: Sequence[Fraction]) -> Sequence[Fraction]:
    """Of the mark: a yes or no is shared out, numbers are what they are, hundredths where they go beyond 1."""
    if not any(given):
        return given
    if all(one in (0, 1) for one in given):
        return shares(kind, [one > 0 for one in given])
    most = max(given)
    return [one / (100 if most > 1 else 1) for one in given]
