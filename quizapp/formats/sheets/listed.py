"""Tables with a row for each choice: the question stands in the first row of its choices, or in each of them.

Nobody's format: exports of databases and people's own tables are laid out so. Only described.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking, shares
from quizapp.domain.texts import plain
from quizapp.formats.building import kinds
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Unkeyed, beyond_mark
from quizapp.formats.building.headings import name_of, role_of
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.vocabulary import BARE_WORDS, Column
from quizapp.formats.problems import Progress, watched
from quizapp.formats.sheets import flags, guards, keys
from quizapp.formats.sheets.choices import divided
from quizapp.formats.sheets.layouts import TableLayout, shown
from quizapp.formats.sheets.table import Row, Table, place
from quizapp.formats.texts import doubtful

NAME = "table"
_CERTAINTY = 3
_CHOICE_NAMES = frozenset((
    *(name_of(word) for word in BARE_WORDS.split(", ")), "answer text", "option text", "choice text", "choices",
    "options", "answers", "propositions", "choix", "opciones", "texte de la reponse", "reponses", "antwort text",
    "antworttext", "texto de la respuesta", "вариант ответа", "ответ",
))  # fmt: skip
_FLAG_NAMES = frozenset((
    "correct", "is correct", "correct?", "right", "is right", "is answer", "is true", "juste", "est juste", "bonne",
    "bonne reponse", "est correcte", "correcte", "vrai", "richtig", "ist richtig", "korrekt", "correcta", "es correcta",
    "corretta", "giusta", "correta", "juist", "goed", "fraction", "fractions", "score", "points", "note", "weight",
    "poids", "grade", "верно", "правильный", "是否正确", "正确", "correct answer", "right answer", "reponse correcte",
    "v f", "vf", "vrai faux", "vrai ou faux", "true false", "t f", "richtig falsch", "r f", "wahr falsch", "v o f",
    "verdadero falso", "verdadero o falso", "vero falso", "vero o falso", "verdadeiro falso", "juste faux", "oui non",
))  # fmt: skip


def find(rows: Sequence[Row]) -> TableLayout | None:
    """Names for a question, a choice and whether it is right; below, several rows a question, each with a yes or no.

    Or with the key of each question in one of its rows. Without names, where a stem stands above blanks.
    """
    for number, row in enumerate(rows):
        if _CHOICE_NAMES.isdisjoint(map(name_of, row.cells)):
            continue
        columns = _Columns.named(row)
        below = rows[number + 1 :]
        is_keyed = columns.are_enough and _is_keyed(columns, below)
        if is_keyed or (columns.are_enough and _fits(columns, below)):
            return TableLayout(NAME, _CERTAINTY, _Reader(row.number, columns, is_keyed=is_keyed).read)
    bare_columns = _Columns(_CHOICE, _FLAG, {Column.QUESTION: _STEM})
    return TableLayout(NAME, _CERTAINTY, _Reader(0, bare_columns).read) if _is_bare(bare_columns, rows) else None


def _is_bare(columns: "_Columns", rows: Sequence[Row]) -> bool:
    """Whether rows without names hold a stem above blanks, choices, and beside each whether it is right."""
    has_stems = bool(rows) and bool(rows[0].at(_STEM).strip()) and not all(row.at(_STEM).strip() for row in rows)
    if not has_stems or any(len(row.cells) > _FLAG for row in rows):
        return False
    told = [[flags.said(row.at(_FLAG)) for row in group] for group in _groups(columns, rows)]
    return all(len(one) > 1 and None not in one and any(one) and not all(one) for one in told)


def _is_keyed(columns: "_Columns", below: Sequence[Row]) -> bool:
    """Whether the key of each question, a letter, a number or a text, stands in one of its rows."""
    groups = list(_groups(columns, below))
    said = [_said_keys(columns, group) for group in groups]
    if any(len(one) > 1 for one in said) or all(flags.said(one) is not None for keys_ in said for one in keys_):
        return False
    named = [
        bool(one and keys.readings(one[0], _texts(columns, group))) for one, group in zip(said, groups, strict=True)
    ]
    return 2 * sum(named) >= len(groups) > 0 and all(len(group) > 1 for group in groups[:-1] or groups)


def _said_keys(columns: "_Columns", group: Sequence[Row]) -> Sequence[str]:
    return list(dict.fromkeys(said for row in group if (said := row.at(columns.flag).strip())))


def _texts(columns: "_Columns", group: Sequence[Row]) -> dict[int, str]:
    """The choices by their numbers, without the letters before them."""
    said = [row.at(columns.choice).strip() for row in group if row.at(columns.choice).strip()]
    if any("\n" in one for one in said):
        return dict(enumerate(said, start=1))
    return dict(enumerate(divided("\n".join(said), "\n"), start=1))


_STEM, _CHOICE, _FLAG = 1, 2, 3
"""Columns of a table without names."""


@dataclass(frozen=True, slots=True)
class _Columns:
    choice: int
    flag: int
    roles: Mapping[Column, int]

    @classmethod
    def named(cls, row: Row) -> "_Columns":
        names = {name_of(cell): column for column, cell in reversed(list(enumerate(row.cells, start=1)))}
        choice = next((column for name, column in names.items() if name in _CHOICE_NAMES), 0)
        flag = min((at for name, at in names.items() if name in _FLAG_NAMES and at != choice), default=0)
        free = {name: column for name, column in names.items() if column not in (choice, flag)}
        every = reversed(free.items())
        return cls(choice, flag, {role: column for name, column in every if (role := role_of(name)) is not None})

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
    is_right = flags.said(said)
    return parse_number(said) if is_right is None else Fraction(int(is_right))


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
    def __init__(self, head: int, columns: _Columns, *, is_keyed: bool = False) -> None:
        self._head = head
        self._columns = columns
        self._is_keyed = is_keyed
        """Whether one cell tells the key of a question, and not each row of itself whether it is right."""
        self._ways: Sequence[str] = ()

    def read(self, assembly: Assembly, table: Table, progress: Progress) -> None:
        groups = list(_groups(self._columns, [row for row in table.rows if row.number > self._head]))
        if self._is_keyed:
            told = [(said, group) for group in groups if len(said := _said_keys(self._columns, group)) == 1]
            self._ways = keys.ways_that_fit(
                keys.readings(said[0], _texts(self._columns, group)) for said, group in told
            )
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
        texts, worth, unkeyed = self._told(rows, sheet)

        def nothing(code: str, row: Row, **values: object) -> Sequence[Fraction]:
            nonlocal unkeyed
            wrong, value = place(row, self._columns.flag, sheet), shown(row.at(self._columns.flag))
            unkeyed = (code, wrong, {"field": "right", "value": value, **values})
            return [Fraction()] * len(rows)

        given: Sequence[Fraction] = [one for one in worth if one is not None]
        if len(given) < len(rows):
            given = nothing("bad-word", rows[worth.index(None)], known="1, 0")
        stated = kinds.stated(said(Column.KIND))
        kind = stated.kind or _kind(given)
        if kind is Kind.MULTIPLE and stated.kind is None:
            assembly.note("kind-by-key", at, count=sum(one > 0 for one in given))
        shared = _shares(kind, given)
        if (beyond := beyond_mark(kind, shared)) is not None:
            shared = nothing("bad-number", rows[shared.index(beyond)], low=-1, high=1)
        choices = [Choice(text(said_, inline=True), share) for said_, share in zip(texts, shared, strict=True)]
        found = FoundQuestion(
            kind, text(said(Column.QUESTION)), choices, said(Column.ID),
            Marking(parse_number(said(Column.POINTS)) or Fraction(1)), Feedback(text(said(Column.FEEDBACK))),
            Filing(said(Column.NAME), said(Column.CATEGORY)),
        )  # fmt: skip
        assembly.ask(at, found, lost, unkeyed)

    def _told(self, rows: Sequence[Row], sheet: str) -> tuple[Sequence[str], Sequence[Fraction | None], Unkeyed]:
        """The choices of some rows, what each is worth, and why that may be nothing."""
        unkeyed: Unkeyed = ("no-key", place(rows[0], self._columns.flag, sheet))
        if not self._is_keyed:
            worth = [_worth(row.at(self._columns.flag)) for row in rows]
            return [row.at(self._columns.choice) for row in rows], worth, unkeyed
        key, unkeyed = self._key(rows, unkeyed)
        texts = list(_texts(self._columns, rows).values())
        return texts, [Fraction(int(number in key)) for number in range(1, len(rows) + 1)], unkeyed

    def _key(self, rows: Sequence[Row], unkeyed: Unkeyed) -> tuple[frozenset[int], Unkeyed]:
        """The numbers of the choices that one cell names; or why it names none."""
        said = ", ".join(_said_keys(self._columns, rows))
        read = keys.readings(said, _texts(self._columns, rows))
        found = list(dict.fromkeys(read[way] for way in self._ways if way in read))
        if len(found) == 1 or not said:
            return (found[0] if found else frozenset()), unkeyed
        code = "ambiguous-key" if found else "key-is-no-choice"
        return frozenset(), (code, unkeyed[1], {"key": shown(said), "value": shown(said)})


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
