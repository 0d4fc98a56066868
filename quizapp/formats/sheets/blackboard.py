"""Blackboard's tab-delimited text: the kind of a question, its text, then choices with « correct » or « incorrect ».

Source: Blackboard's help, « Upload questions » (kinds, and that the words are English); there a question with several
right choices is right only as a whole. Seen genuine: files of public programs that write them.
"""

import re
from collections.abc import Mapping, Sequence

from quizapp.domain.banks import Choice, Kind, Marking, Rule, shares
from quizapp.domain.texts import plain
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Truth, Unkeyed
from quizapp.formats.problems import Progress, watched
from quizapp.formats.sheets import guards
from quizapp.formats.sheets.layouts import CERTAIN, TableLayout, shown
from quizapp.formats.sheets.table import Row, Table, place
from quizapp.formats.texts import doubtful

NAME = "Blackboard text"
_CHOOSING: Mapping[str, Kind] = {"MC": Kind.SINGLE, "MA": Kind.MULTIPLE}
_TRUE_FALSE = "TF"
_OTHERS = frozenset(
    "ESS ORD MAT FIB FIB_PLUS FIL NUM SR OP JUMBLED_SENTENCE QUIZ_BOWL HOTSPOT CALC".split()  # noqa: SIM905
)
KINDS = frozenset((*_CHOOSING, _TRUE_FALSE, *_OTHERS))
_RIGHT = re.compile(r"correct[eoa]?|corr[ei]tt?[oa]|richtig|true|vrai", re.IGNORECASE)
_WRONG = re.compile(r"incorrect[eoa]?|incorr[ei]tt?[oa]|falsch|false|faux", re.IGNORECASE)
_TRUE = re.compile(r"true|vrai|verdadero|wahr|vero|verdadeiro|waar", re.IGNORECASE)
_FALSE = re.compile(r"false|faux|falso|falsch|onwaar", re.IGNORECASE)


def find(rows: Sequence[Row]) -> TableLayout | None:
    """All rows have a kind that is known, and one of them a key."""
    kinds = [_kind(row) for row in rows]
    are_known = bool(kinds) and all(kind in KINDS for kind in kinds)
    return TableLayout(NAME, CERTAIN, _read) if are_known and any(_has_key(row) for row in rows) else None


def _kind(row: Row) -> str:
    return row.at(1).strip().upper()


def _has_key(row: Row) -> bool:
    said = [cell.strip() for cell in row.cells[3::2]]
    if _kind(row) == _TRUE_FALSE:
        return bool(_TRUE.fullmatch(row.at(3).strip()) or _FALSE.fullmatch(row.at(3).strip()))
    return _kind(row) in _CHOOSING and any(_RIGHT.fullmatch(one) or _WRONG.fullmatch(one) for one in said)


def _read(assembly: Assembly, table: Table, progress: Progress) -> None:
    for row in watched(table.rows, progress):
        _Question(assembly, row, table.sheet).read()


class _Question:
    def __init__(self, assembly: Assembly, row: Row, sheet: str) -> None:
        self._assembly = assembly
        self._row = row
        self._sheet = sheet
        self._at = place(row, 2, sheet)
        self._lost: set[str] = set()
        self._unkeyed: Unkeyed = ("no-key", self._at)

    def read(self) -> None:
        kind, stem = _kind(self._row), self._text(2)
        if kind in _CHOOSING:
            self._choosing(_CHOOSING[kind], stem)
        elif kind == _TRUE_FALSE:
            self._true_false(stem)
        else:
            self._assembly.leave_out(self._at, shown(self._row.at(1)), plain(stem))

    def _choosing(self, kind: Kind, stem: str) -> None:
        last = max(at for at in range(1, len(self._row.cells) + 1) if self._row.at(at).strip())
        columns = range(3, last + 1, 2)
        right = [self._is_right(column + 1) for column in columns]
        key = [bool(one) and None not in right for one in right]
        if (count := sum(key)) > kind.most_picked(len(key)):
            self._unkeyed = ("several-right-choices", self._at, {"count": count, "kind": str(kind)})
            key = [False] * len(key)
        worth = shares(kind, key) if any(key) else shares(Kind.SINGLE, key)
        choices = [Choice(self._text(column, inline=True), share) for column, share in zip(columns, worth, strict=True)]
        marking = Marking(rule=Rule.ALL_OR_NOTHING) if kind.takes_several else Marking()
        found = FoundQuestion(kind, stem, choices, marking=marking)
        self._assembly.ask(self._at, found, self._lost, self._unkeyed)

    def _is_right(self, column: int) -> bool | None:
        """None where nothing tells: why is kept to be said."""
        said = self._row.at(column).strip()
        if _RIGHT.fullmatch(said) or _WRONG.fullmatch(said):
            return bool(_RIGHT.fullmatch(said))
        at = place(self._row, column, self._sheet)
        values = {"field": _kind(self._row), "value": shown(said), "known": "correct, incorrect"}
        self._unkeyed = ("bad-word", at, values)
        return None

    def _true_false(self, stem: str) -> None:
        said = self._row.at(3).strip()
        is_true = True if _TRUE.fullmatch(said) else False if _FALSE.fullmatch(said) else None
        if is_true is None:
            values = {"field": _TRUE_FALSE, "value": shown(said), "known": "true, false"}
            self._unkeyed = ("bad-word" if said else "no-key", place(self._row, 3, self._sheet), values)
        found = FoundQuestion(Kind.TRUE_FALSE, stem, (), truth=Truth(is_true))
        self._assembly.ask(self._at, found, self._lost, self._unkeyed)

    def _text(self, column: int, *, inline: bool = False) -> str:
        read = doubtful.read(guards.undone(self._row.at(column)), inline=inline)
        self._lost |= read.lost
        return read.text
