"""Chamilo's spreadsheet of a test, with a field a row: `Quiz`, `Question`, answers with an « x », `Score` and so on.

Source: Chamilo 1.11, main/exercise/upload_exercise.php: an answer with an « x » earns the score, any other the number
beside it; several right answers earn it each, or share it (`QuestionType` 14). Only described: the program that reads
such files was looked at, no genuine file was seen.
"""

from collections.abc import Sequence
from fractions import Fraction

from quizapp.domain.banks import Choice, Filing, Kind, Marking
from quizapp.domain.texts import plain
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Unkeyed, beyond_mark
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.problems import Progress, watched
from quizapp.formats.sheets import guards
from quizapp.formats.sheets.layouts import CERTAIN, Fields, TableLayout, grouped, shown
from quizapp.formats.sheets.table import Row, Table
from quizapp.formats.texts import doubtful

NAME = "Chamilo spreadsheet"
_UNIQUE, _SEVERAL, _SHARED = "1", "2", "14"
"""The kinds of questions that have choices."""
_KINDS = {"3": "fill in blanks", "4": "matching", "5": "open question"}
_NO_ANSWERS = frozenset((
    "quiz", "question", "score", "category", "enrichquestion", "questiontype", "feedbacktrue", "feedbackfalse",
    "nonegativescore",
))  # fmt: skip
"""What the rows of a question are called that are no answers."""
_ANSWER = "answer"
_RIGHT = frozenset(("x", "×", "✓", "✔"))


def find(rows: Sequence[Row]) -> TableLayout | None:
    names = [_name(row) for row in rows]
    is_whole = ("quiz" in names[:3] or "questiontype" in names) and "score" in names
    is_it = "question" in names and (is_whole or _are_answers(rows, names))
    return TableLayout(NAME, CERTAIN, _read) if is_it else None


def _are_answers(rows: Sequence[Row], names: Sequence[str]) -> bool:
    """Whether nothing but answers, some of them with an « x », stands among the names of Chamilo's fields."""
    answers = [row for row, name in zip(rows, names, strict=True) if name not in _NO_ANSWERS]
    are_called_so = all(name in _NO_ANSWERS or name.isdecimal() or name.startswith(_ANSWER) for name in names)
    marks = [row.at(3).strip().casefold() for row in answers]
    has_texts = all(row.at(2).strip() for row in answers)
    return are_called_so and has_texts and bool(_RIGHT & set(marks)) and all(one in _RIGHT | {""} for one in marks)


def _name(row: Row) -> str:
    """Of a row that has none, such as answers may be, that of an answer."""
    name = row.at(1).strip().casefold()
    return name or (_ANSWER if row.at(2).strip() else "")


def _read(assembly: Assembly, table: Table, progress: Progress) -> None:
    assembly.title = next((row.at(2).strip() for row in table.rows if _name(row) == "quiz"), "")
    every = list(grouped(table, "question", _name))
    for fields in watched(every, progress):
        _Question(assembly, fields).read()


class _Question:
    def __init__(self, assembly: Assembly, fields: Fields) -> None:
        self._assembly = assembly
        self._fields = fields
        self._lost: set[str] = set()
        self._unkeyed: Unkeyed = ("no-key", fields.place)
        self._answers = [row for name, row in fields.rows if name not in _NO_ANSWERS and row.at(2).strip()]

    def read(self) -> None:
        stem = "\n\n".join(filter(None, (self._text("question"), self._text("enrichquestion"))))
        stated = self._number("questiontype")
        right = [row.at(3).strip().casefold() in _RIGHT for row in self._answers]
        kind = stated or (_SEVERAL if sum(right) > 1 else _UNIQUE)
        if kind not in (_UNIQUE, _SEVERAL, _SHARED) or not self._answers:
            self._assembly.leave_out(self._fields.place, _KINDS.get(kind, kind if self._answers else "5"), plain(stem))
            return
        points = self._points(right, is_shared=kind == _SHARED) or [Fraction()] * len(right)
        most = sum((one for one in points if one > 0), Fraction()) if kind != _UNIQUE else max(points)
        asked = Kind.SINGLE if kind == _UNIQUE else Kind.MULTIPLE
        worth = [one / most if most else Fraction() for one in points]
        if (beyond := beyond_mark(asked, worth)) is not None:
            row = self._answers[worth.index(beyond)]
            values = {"field": row.at(1).strip(), "value": shown(row.at(3)), "low": -float(most), "high": float(most)}
            self._unkeyed, worth = ("bad-number", self._fields.at(row, 3), values), [Fraction()] * len(worth)
        said = {True: self._text("feedbacktrue"), False: self._text("feedbackfalse")}
        choices = [
            Choice(self._read(row.at(2), inline=True), one, said[is_right])
            for row, one, is_right in zip(self._answers, worth, right, strict=True)
        ]
        found = FoundQuestion(
            asked, stem, choices,
            marking=Marking(most or Fraction(1)),
            filing=Filing(category=self._fields.text("category")),
        )  # fmt: skip
        self._assembly.ask(self._fields.place, found, self._lost, self._unkeyed)

    def _points(self, right: Sequence[bool], *, is_shared: bool) -> Sequence[Fraction] | None:
        """What each answer earns; None where that cannot be told: why is kept to be said."""
        score = parse_number(self._number("score") or "1")
        if score is None:
            values = {"field": "Score", "value": shown(self._number("score")), "low": 0, "high": 1000}
            self._unkeyed = ("bad-number", self._fields.at(self._fields.row("score"), 3), values)
            return None
        costs = Fraction() if self._number("nonegativescore").casefold() in _RIGHT else -score
        count = sum(right) or 1
        found = []
        for row, is_right in zip(self._answers, right, strict=True):
            said = row.at(3).strip()
            beside = score if is_right else costs if is_shared else parse_number(said) if said else Fraction()
            if beside is None:
                values = {"field": row.at(1).strip(), "value": shown(said), "known": "x, -1, 0"}
                self._unkeyed = ("bad-word", self._fields.at(row, 3), values)
                return None
            found.append(beside / count if is_shared else beside)
        return found

    def _number(self, name: str) -> str:
        """A number stands in the third column; some write it into the second."""
        said = self._fields.text(name, 3) or self._fields.text(name)
        return said.removesuffix(".0")

    def _text(self, name: str) -> str:
        return self._read(self._fields.text(name))

    def _read(self, text: str, *, inline: bool = False) -> str:
        read = doubtful.read(guards.undone(text), inline=inline)
        self._lost |= read.lost
        return read.text
