"""Kahoot's report of a game: a row for each answer of each player, with the question, its answers and the right ones.

Source: the columns of « RawReportData Data », as several public programs that read such reports name them; the right
ones are told by their texts, with a comma and a blank between. Each question is read once, and is worth 1: what players
earned for being quick is no mark. Seen genuine: the names of the columns and the sheet; no whole report.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from quizapp.domain.banks import Choice, Kind, Marking, Rule, shares
from quizapp.formats.building.assembly import Assembly, FoundQuestion
from quizapp.formats.building.headings import bare, label_of, name_of
from quizapp.formats.problems import Progress, watched
from quizapp.formats.sheets.layouts import CERTAIN, TableLayout, shown
from quizapp.formats.sheets.table import Row, Table, place
from quizapp.formats.texts import doubtful

NAME = "Kahoot report"
_NUMBER, _QUESTION, _RIGHT, _PLAYER = "question number", "question", "correct answers", "player"
_GIVEN, _OUTCOME = "answer", "correct / incorrect"
_BETWEEN = ", "


def find(rows: Sequence[Row]) -> TableLayout | None:
    at = next((number for number, row in enumerate(rows) if {_QUESTION, _RIGHT, _PLAYER} <= set(_columns(row))), None)
    if at is None or not _choices(rows[at]):
        return None
    return TableLayout(NAME, CERTAIN, _Reader(rows[at]).read)


def _columns(row: Row) -> Mapping[str, int]:
    """By their names, the first of each."""
    names = [" ".join(bare(cell).split()) for cell in row.cells]
    return {name: column for column, name in reversed(list(enumerate(names, start=1)))}


def _choices(row: Row) -> Sequence[int]:
    return [column for column, cell in enumerate(row.cells, start=1) if label_of(name_of(cell))]


class _Reader:
    def __init__(self, head: Row) -> None:
        self._head = head
        self._columns = _columns(head)
        self._choices = _choices(head)

    def read(self, assembly: Assembly, table: Table, progress: Progress) -> None:
        asked: dict[tuple[str, ...], list[Row]] = {}
        for row in table.rows:
            if row.number > self._head.number and self._at(row, _QUESTION):
                asked.setdefault((self._at(row, _NUMBER), self._at(row, _QUESTION), *self._texts(row)), []).append(row)
        for rows in watched(list(asked.values()), progress):
            self._ask(assembly, rows, table.sheet)

    def _ask(self, assembly: Assembly, rows: Sequence[Row], sheet: str) -> None:
        row = rows[0]
        at = place(row, self._columns[_QUESTION], sheet)
        texts, said = self._texts(row), self._at(row, _RIGHT)
        stem = doubtful.read(self._at(row, _QUESTION))
        if len(texts) < 2:
            assembly.leave_out(at, "without choices", stem.text)
            return
        read = [doubtful.read(text, inline=True) for text in texts]
        lost = stem.lost.union(*(one.lost for one in read))
        unkeyed = FoundQuestion(Kind.SINGLE, stem.text, [Choice(one.text) for one in read])
        if not said:
            # Polls have none.
            called = shown(self._at(row, _NUMBER)).lstrip("0123456789 ") or "quiz"
            assembly.leave_out(at, f"{called}, without a key", stem.text, unkeyed)
            return
        keys = _keys(texts, said)
        if len(keys) != 1:
            code = "ambiguous-key" if keys else "key-is-no-choice"
            values = {"key": shown(said), "value": shown(said)}
            assembly.ask(at, unkeyed, lost, (code, place(row, self._columns[_RIGHT], sheet), values))
            return
        kind = Kind.MULTIPLE if len(keys[0]) > 1 and not self._is_one_enough(rows, texts, keys[0]) else Kind.SINGLE
        worth = shares(kind, [number in keys[0] for number in range(len(texts))])
        choices = [Choice(one.text, share) for one, share in zip(read, worth, strict=True)]
        marking = Marking(rule=Rule.ALL_OR_NOTHING) if kind.takes_several else Marking()
        assembly.ask(at, FoundQuestion(kind, stem.text, choices, marking=marking), lost)

    def _is_one_enough(self, rows: Sequence[Row], texts: Sequence[str], key: frozenset[int]) -> bool:
        """Whether some player was right with one of several right answers: in a quiz one is, in a multi-select none."""
        alone = {texts[number] for number in key}
        return any(bare(self._at(row, _OUTCOME)) == "correct" and self._at(row, _GIVEN) in alone for row in rows)

    def _texts(self, row: Row) -> tuple[str, ...]:
        return tuple(text for column in self._choices if (text := row.at(column).strip()))

    def _at(self, row: Row, name: str) -> str:
        return row.at(self._columns.get(name, 0)).strip()


def _keys(texts: Sequence[str], said: str) -> Sequence[frozenset[int]]:
    """Every set of answers that, one after the other, give what is said; a comma may stand inside of one."""
    wanted = " ".join(said.split())
    plain = [" ".join(text.split()) for text in texts]
    every = (picked for count in range(1, len(texts) + 1) for picked in combinations(range(len(texts)), count))
    exact = [frozenset(picked) for picked in every if _BETWEEN.join(plain[at] for at in picked) == wanted]
    if exact:
        return list(dict.fromkeys(exact))
    parts = [plain.index(part) for part in wanted.split(_BETWEEN) if part in plain]
    return [frozenset(parts)] if len(parts) == len(wanted.split(_BETWEEN)) else []
