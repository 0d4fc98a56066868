"""Tables of statements, each of which is true or false: « Affirmation | V/F », « Statement | True | False ».

Nobody's format: people's own tables are laid out so, with or without a row of names. Only described.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Truth
from quizapp.formats.building.headings import bare, name_of, role_of
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.vocabulary import Column
from quizapp.formats.problems import Progress, watched
from quizapp.formats.sheets import guards
from quizapp.formats.sheets.layouts import TableLayout, shown
from quizapp.formats.sheets.table import HEAD, Row, Table, place
from quizapp.formats.texts import doubtful, languages

NAME = "table"
_STATEMENTS = (
    "statement, statements, assertion, assertions, claim, sentence, affirmation, affirmations, énoncé, phrase, "
    "proposition, propositions, aussage, aussagen, behauptung, behauptungen, feststellung, afirmación, afirmaciones, "
    "oración, affermazione, affermazioni, afirmação, afirmações, stelling, stellingen, bewering, утверждение, "
    "утверждения, stwierdzenie, tvrzení, påstående, påstand, ifade, önerme, pernyataan, العبارة, العبارات, الجملة, "
    "陈述, 陳述, 说法, 說法, 判断题, 是非题, 문장, 文"
)
"""How the column of what is true or false is called, but for « question » and its like."""
_PAIRS = (
    "vrai faux, true false, t f, v f, oui non, o n, yes no, y n, right wrong, correct incorrect, richtig falsch, r f, "
    "wahr falsch, w f, ja nein, j n, stimmt stimmt nicht, verdadero falso, verdadera falsa, cierto falso, sí no, s n, "
    "vero falso, verdadeiro falso, certo errado, sim não, waar onwaar, juist onjuist, верно неверно, да нет, "
    "правда ложь, prawda fałsz, p f, tak nie, doğru yanlış, d y, sant falskt, benar salah, đúng sai, 对 错, 對 錯, "
    "正确 错误, 正確 錯誤, صح خطأ, صواب خطأ, صحيح خطأ"
)
"""The two words of a language, and the letters for them; both together, whatever stands between, name one column."""
_BETWEEN = ("", " ou ", " or ", " oder ", " o ", " of ", " или ", " أم ", " ")
_NAMES = frozenset(map(name_of, _STATEMENTS.split(", ")))
_WORDS = [(bare(true), bare(" ".join(false))) for true, *false in map(str.split, _PAIRS.split(", "))]
_TRUE = frozenset(true for true, _ in _WORDS) | {"1", "√", "✓", "✔", "○", "◯", "是"}
_FALSE = frozenset(false for _, false in _WORDS) | {"0", "×", "✗", "✘", "否"}
_TOGETHER = frozenset(
    name_of(f"{true}{between}{false}") for true, false in _WORDS for between in _BETWEEN if between or len(true) == 1
) | {"判断", "正误", "正誤", "对错", "對錯", "是否正确", "truth", "valeur de verite"}
CROSSES = frozenset(("x", "×", "✓", "✔", "√", "*", "1"))
WORDS = _TRUE | _FALSE | CROSSES
"""That may fill the cells of a column that says true or false."""
_YES_OR_NO = "oui non o n yes no y n ja nein j sí s sim não да нет tak nie"
_YES_AND_NO = frozenset(map(bare, _YES_OR_NO.split()))
_OWN_ROLES = (Column.ID, Column.NAME, Column.CATEGORY, Column.FEEDBACK, Column.POINTS, Column.NUMBER)
_FEWEST_BARE = 2
"""Rows that make a table of statements without a row of names."""


@dataclass(frozen=True, slots=True)
class _Columns:
    statement: int
    truth: int = 0
    """The one that says which it is; 0 where crosses in two of them do."""
    is_named: bool = False
    """Whether that is called by what it says, such as « V/F »."""
    crossed: tuple[int, int] = (0, 0)
    """Of crosses for true, and of those for false; 0 for false where none means that."""
    roles: Mapping[Column, int] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)

    def said(self, row: Row) -> bool | None:
        """Whether a row says true, or false; None where it says neither."""
        if self.truth:
            return _truth(row.at(self.truth))
        true, false = (bare(row.at(at)) in CROSSES for at in self.crossed)
        if not self.crossed[1]:
            return true
        return None if true == false else true

    def fit(self, rows: Sequence[Row]) -> bool:
        """Whether each of these rows says it, or nothing, and at least one does."""
        filled = [row for row in rows if row.at(self.statement).strip()]
        if self.truth:
            told = [row.at(self.truth) for row in filled if row.at(self.truth).strip()]
            return bool(told) and _are_truths(told, may_count=self.is_named)
        cells = [bare(row.at(at)) for row in filled for at in self.crossed if at]
        return any(cells) and all(cell in CROSSES or cell in ("", "0", "-") for cell in cells)


def find(rows: Sequence[Row]) -> TableLayout | None:
    """A column of statements, and one, or two, that say of each row whether it is true; named, or plain to see."""
    for number, row in enumerate(rows):
        if row.number > HEAD:
            break
        columns = _named(row, rows[number + 1 :])
        if columns is not None and columns.fit(rows[number + 1 :]):
            return TableLayout(NAME, 2 + len(columns.roles), _Reader(row, columns).read)
    bare_columns = _plain(rows)
    return TableLayout(NAME, 2, _Reader(None, bare_columns).read) if bare_columns else None


def _truth(cell: str) -> bool | None:
    word = bare(cell).strip(" .!").removesuffix(".0")
    return True if word in _TRUE else False if word in _FALSE else None


def _are_truths(cells: Sequence[str], *, may_count: bool = False) -> bool:
    """Whether each says true or false: letters by those of one language, and not by numbers that may be answers."""
    said = [bare(one).strip(" .!") for one in cells]
    letters = {one for one in said if len(one) == 1 and one.isascii() and one.isalpha()}
    are_of_one = any(letters <= set(pair) for pair in _WORDS)
    return are_of_one and all(_truth(one) is not None and (may_count or not one[:1].isdecimal()) for one in said)


def _named(row: Row, below: Sequence[Row]) -> _Columns | None:
    names = {column: name_of(cell) for column, cell in enumerate(row.cells, start=1) if cell.strip()}
    roles = {column: role_of(name) for column, name in names.items()}
    stated = [column for column, name in names.items() if name in _NAMES]
    asked = [column for column, role in roles.items() if role is Column.QUESTION]
    are_numbers = all(one.at(at).strip().strip(".").isdecimal() for one in below for at in asked)
    if len(stated or asked) != 1 or (stated and asked and not are_numbers):
        return None
    statement = (stated or asked)[0]
    truth, crossed, is_named = _of_truth({at: name for at, name in names.items() if at != statement}, roles)
    if not truth and not crossed[0]:
        return None
    taken = {statement, truth, *crossed}
    kept = {
        role: at for at, role in reversed(roles.items()) if role is not None and role in _OWN_ROLES and at not in taken
    }
    unknown = {column: row.at(column) for column in names if column not in taken and column not in kept.values()}
    return _Columns(statement, truth, is_named, crossed, kept, unknown)


def _of_truth(names: Mapping[int, str], roles: Mapping[int, Column | None]) -> tuple[int, tuple[int, int], bool]:
    """The column that says which it is, those of crosses, and whether the first is called by what it says."""
    if together := next((column for column, name in names.items() if name in _TOGETHER), 0):
        return together, (0, 0), True
    places = {name: column for column, name in reversed(list(names.items()))}
    both = next(((places[true], places[false]) for true, false in _WORDS if {true, false} <= places.keys()), None)
    if both is not None:
        return 0, both, False
    if key := next((column for column in names if roles[column] is Column.RIGHT), 0):
        return key, (0, 0), False
    return 0, (next((places[true] for true, _ in _WORDS if len(true) > 1 and true in places), 0), 0), False


def _plain(rows: Sequence[Row]) -> _Columns | None:
    """Without names: a statement and a word for true or false in every row, perhaps with a number before it."""
    widths = {len(row.cells) for row in rows}
    if len(rows) < _FEWEST_BARE or len(widths) != 1 or (width := widths.pop()) not in (2, 3):
        return None
    if width > _FEWEST_BARE and not all(row.at(1).strip(" .)").isdecimal() for row in rows):
        return None
    said = [row.at(width) for row in rows]
    are_words = all(len(one.strip()) > 1 or not one.isascii() for one in said)
    are_both = {_truth(one) for one in said} == {True, False}
    are_sentences = all(" " in row.at(width - 1).strip() or not row.at(width - 1).isascii() for row in rows)
    # Of « oui » and « non » beside names nobody knows what they answer.
    are_plain = not any(bare(one).strip(" .!") in _YES_AND_NO for one in said)
    is_it = are_plain and are_sentences and (are_words or are_both) and _are_truths(said)
    return _Columns(width - 1, width) if is_it else None


class _Reader:
    def __init__(self, head: Row | None, columns: _Columns) -> None:
        self._head = head
        self._columns = columns

    def read(self, assembly: Assembly, table: Table, progress: Progress) -> None:
        first = self._head.number if self._head else 0
        rows = [row for row in table.rows if row.number > first]
        for column, name in self._columns.unknown.items():
            if self._head and any(row.at(column).strip() for row in rows):
                assembly.note("column-left", place(self._head, column, table.sheet), name=shown(name))
        for row in watched(rows, progress):
            self._ask(assembly, row, table.sheet)

    def _ask(self, assembly: Assembly, row: Row, sheet: str) -> None:
        columns = self._columns
        at = place(row, columns.statement, sheet)
        read = doubtful.read(guards.undone(row.at(columns.statement)))

        def said(role: Column) -> str:
            return guards.undone(row.at(columns.roles.get(role, 0)))

        general = doubtful.read(said(Column.FEEDBACK))
        is_true = columns.said(row)
        where = place(row, columns.truth or columns.crossed[0], sheet)
        value = shown(row.at(columns.truth))
        unkeyed = ("bad-word" if value else "no-key", where, {"field": "right", "value": value, "known": "true, false"})
        bare_words = languages.true_false(languages.guess(read.text))
        found = FoundQuestion(
            Kind.TRUE_FALSE, read.text, [Choice(one) for one in bare_words] if is_true is None else (), said(Column.ID),
            Marking(parse_number(said(Column.POINTS)) or Marking().maximum), Feedback(general.text),
            Filing(said(Column.NAME), said(Column.CATEGORY)),
            truth=None if is_true is None else Truth(is_true),
        )  # fmt: skip
        assembly.ask(at, found, {*read.lost, *general.lost}, unkeyed)
