"""The row of a table that names its columns: where it stands, whose table it is, and what each column holds.

Sources: the spreadsheet templates of Kahoot, Quizizz (Wayground), Blooket and Gimkit as of 2026, and our own; Wooclap's
columns as public programs write them (Type, Title, Correct, Choice), its own file was not seen. What columns are called
stands in `vocabulary`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quizapp.formats.building.headings import ChoiceColumns, bare, choices_of, may_be_all, name_of, ordinal, role_of
from quizapp.formats.building.vocabulary import ALPHABETS, OWN_RIGHT, Column
from quizapp.formats.problems import N_
from quizapp.formats.sheets import flags, marked
from quizapp.formats.sheets.choices import divided, sign_of
from quizapp.formats.sheets.table import Row

EXPECTED = "question, choice 1, choice 2, right"


class Product(StrEnum):
    """Whose table it is, by the name that teachers know."""

    OWN = "spreadsheet"
    KAHOOT = "Kahoot spreadsheet"
    QUIZIZZ = "Quizizz spreadsheet"
    BLOOKET = "Blooket spreadsheet"
    GIMKIT = "Gimkit spreadsheet"
    SOCRATIVE = "Socrative spreadsheet"
    WOOCLAP = "Wooclap spreadsheet"
    OTHER = N_("table")


FEEDBACK = (Column.FEEDBACK, Column.FEEDBACK_RIGHT, Column.FEEDBACK_PARTLY, Column.FEEDBACK_WRONG)
"""What is said in general, and to right, partly right and wrong answers."""
_CHOICE_FEEDBACK = re.compile(
    r"(?:feedback|explanation|retour|retroaction|commentaire|explication)(?: (?:choice|choix|option|answer|reponse))? "
    r"([1-9]\d?|[a-z])"
)
_WRONG = re.compile(
    r"(?:incorrect|wrong)(?: (?:answer|option|choice|response))? ?(\d{0,2})|distractor ?(\d{0,2})"
    r"|(?:(?:mauvaise|fausse) reponse|reponse (?:fausse|incorrecte)|distracteur|falsche antwort|falsch"
    r"|respuesta (?:incorrecta|erronea|falsa)|incorrecta|distractora|risposta (?:errata|sbagliata|falsa)|errata"
    r"|resposta (?:errada|incorreta)|errada|incorreta|fout antwoord|неправильный ответ|неверный ответ) ?(\d{0,2})"
)  # fmt: skip
_FLAG = re.compile(
    r"(?:is )?(?:correct|right|true|juste|bonne|vraie?|richtig|korrekt|correcte|correcta|corretta|correta|juist)"
    r"(?: (?:answer|option|choice|reponse|antwort))? ([1-9]\d?|[a-z])"
    r"|(?:answer|option|choice|reponse|antwort) ([1-9]\d?|[a-z]) (?:is )?(?:correct|right|juste|richtig|correcte)"
)
"""Beside a choice, by its number or letter: whether it is right."""
_FLAGS = re.compile(
    r"(?:is |est |es |ist |é )?(?:correcte?|right|true|juste|bonne?|vraie?|richtig|korrekt|correcta|corretta|giusta"
    r"|correta|certa|juist|goed)(?: (?:answer|reponse|antwort))?"
    r"|v f|vrai faux|bonne reponse|true false|t f|ok|верно|正确|是否正确"
)
"""The same where nothing but its place tells which choice it is beside."""
_KAHOOT = re.compile(
    r"choose at least one|choisissez.{0,12} au moins une|(?:max\D{0,5}\d+|\d+) (?:characters|caracteres)"
)
_BLOOKET = re.compile(r"only include answer #")
_RIGHT_ONE = re.compile(
    r"[(\[]\s*(?:correct|right|juste|bonne(?: réponse)?|correcte|richtig|korrekt|correcta|corretta|correta|juist|goed"
    r"|верный|правильный|正确|正解|الصحيحة)\s*[)\]]",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"unnamed ?:? ?\d+|")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what, each by its place from 1: as its heading says, or as somebody told."""

    roles: Mapping[Column, int]
    choices: Mapping[int, int]
    """Of choices, by their numbers from 1; of Gimkit's tables those of wrong ones, after the right one."""
    feedbacks: Mapping[int, int] = field(default_factory=dict)
    """Of what is said to a choice, by its number."""
    flags: Mapping[int, int] = field(default_factory=dict)
    """Of whether a choice is right, by its number."""
    rights: Sequence[int] = ()
    """Those that each name one right choice, the first of them being that of the role, where there is more than one."""
    letters: str = ALPHABETS[0]
    """By which choices are called."""
    marks: str = ""
    """What marks the right choices in their own cells, where nothing else tells them."""
    always: int = 0
    """The number of the choice that is right in every row; 0 where the rows tell it."""

    def at(self, role: Column) -> int:
        """0 where there is none."""
        return self.roles.get(role, 0)

    @property
    def every(self) -> frozenset[int]:
        return frozenset(
            (*self.roles.values(), *self.choices.values(), *self.feedbacks.values(), *self.flags.values(), *self.rights)
        )

    @property
    def texts(self) -> frozenset[int]:
        """Of those that readers see."""
        roles = (Column.QUESTION, Column.CHOICES, *FEEDBACK)
        return frozenset((*map(self.at, roles), *self.choices.values(), *self.feedbacks.values())) - {0}

    @property
    def lack_key(self) -> bool:
        """Whether there is all that a question needs but what tells its key."""
        has_key = self.have_key or self.always or bool(self.flags) or Column.RIGHT in self.roles
        return Column.QUESTION in self.roles and len(self.choices) > 1 and not has_key

    @property
    def are_enough(self) -> bool:
        """Whether questions can be made of them."""
        return self.have_key and (len(self.choices) > 1 or Column.CHOICES in self.roles)

    @property
    def are_flagged(self) -> bool:
        """Whether nothing but a yes or no beside each choice tells the right ones."""
        return bool(self.flags) and Column.RIGHT not in self.roles and Column.FRACTIONS not in self.roles

    @property
    def have_key(self) -> bool:
        has_key = Column.RIGHT in self.roles or Column.FRACTIONS in self.roles or len(self.flags) > 1
        return Column.QUESTION in self.roles and (has_key or bool(self.marks) or self.always > 0)


@dataclass(frozen=True, slots=True)
class Header:
    product: Product
    row: Row
    columns: Columns
    unknown: Mapping[int, str]
    """What the other columns are called; empty where they have no name."""

    @property
    def known(self) -> int:
        return len(self.columns.every)


def find(rows: Iterable[Row]) -> Header | None:
    """The first of some rows that names the columns of a table of questions."""
    banner = ""
    given = list(rows)
    for number, row in enumerate(given, start=1):
        header = _header(row, banner, given[number:])
        if header is not None and _divides(header.columns, given[number:]):
            return header
        banner += " ".join(row.cells)[:1000].casefold()
    return None


def _divides(columns: Columns, below: Sequence[Row]) -> bool:
    """Whether choices stand in one cell, if a column is called so: words of a sentence are no names of columns."""
    at = columns.at(Column.CHOICES)
    return not at or any(len(divided(row.at(at), sign_of([row.at(at)]))) > 1 for row in below)


def without_key(row: Row) -> Columns | None:
    """The columns of a row that names a question and its choices, and nothing that tells the right ones."""
    names = [name_of(cell) for cell in row.cells]
    found = _Found(choices_of(names))
    for column, name in enumerate(names, start=1):
        found.takes(column, name)
    columns = found.columns()
    return columns if columns.lack_key and not found.wrong else None


def _header(row: Row, banner: str, below: Sequence[Row]) -> Header | None:
    names = [name_of(cell) for cell in row.cells]
    found = _Found(choices_of(names))
    for column, name in enumerate(names, start=1):
        if not found.takes(column, name):
            found.unknown[column] = "" if _NOTHING.fullmatch(name) else row.at(column).strip()
    columns = _with_right_one(_with_flags(found.columns(), names, below), row)
    has_wrong = bool(found.wrong) and not columns.choices
    if has_wrong:
        columns = replace(columns, choices=dict(enumerate(found.wrong, start=2)))
    if columns.lack_key and not has_wrong:
        columns = with_marks(columns, below)
    if not (columns.have_key if has_wrong else columns.are_enough):
        return None
    product = _product(row, columns.roles, banner, has_wrong)
    is_other = product is Product.OWN and (columns.are_flagged or columns.marks or columns.always)
    unknown = {column: name for column, name in found.unknown.items() if column not in columns.every}
    return Header(Product.OTHER if is_other else product, row, columns, unknown)


def _with_right_one(columns: Columns, row: Row) -> Columns:
    """Where the name of one column of choices says that it holds the right ones: « Antwort 1 (richtig) »."""
    said = [number for number, column in columns.choices.items() if _RIGHT_ONE.search(row.at(column))]
    return replace(columns, always=said[0]) if columns.lack_key and len(said) == 1 else columns


def with_marks(columns: Columns, rows: Sequence[Row]) -> Columns:
    """Where nothing else tells the key, choices may be marked in their own cells."""
    asked = [row for row in rows if row.at(columns.at(Column.QUESTION)).strip()]
    return replace(columns, marks=marked.name_of(asked, list(columns.choices.values())))


def _with_flags(columns: Columns, names: Sequence[str], below: Sequence[Row]) -> Columns:
    """Where each choice has a column behind it, all of them called alike, that says whether it is right."""
    beside = {number: column + 1 for number, column in columns.choices.items()}
    called = {names[column - 1] if column <= len(names) else "" for column in beside.values()}
    are_apart = len(beside) > 1 and columns.every.isdisjoint(beside.values())
    are_flags = len(called) == 1 and (called <= {""} or all(map(_FLAGS.fullmatch, called)))
    if not are_flags or columns.flags or not (are_apart or columns.at(Column.RIGHT) in beside.values()):
        return columns
    if set(beside.values()) & set(columns.choices.values()):
        return columns
    said = [flags.said(row.at(column)) for row in below for column in beside.values()]
    if None in said or not any(said):
        return columns
    kept = {role: column for role, column in columns.roles.items() if column not in beside.values()}
    return replace(columns, roles=kept, flags=beside)


@dataclass(slots=True)
class _Found:
    """What the names of columns have told so far."""

    choices: ChoiceColumns
    roles: dict[Column, int] = field(default_factory=dict)
    feedbacks: dict[int, int] = field(default_factory=dict)
    flags: dict[int, int] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)
    unknown: dict[int, str] = field(default_factory=dict)
    all_or_key: int = 0
    """The column of the key, if it may hold all choices."""

    def takes(self, column: int, name: str) -> bool:
        """Whether a column is known by its name, and no other was before it."""
        if column in self.choices.numbers.values() or column in self.choices.rights:
            return True
        if (found := _CHOICE_FEEDBACK.fullmatch(name)) and (number := ordinal(found[1], ALPHABETS[0])):
            return self.feedbacks.setdefault(number, column) == column
        if self.choices.numbers and (found := _FLAG.fullmatch(name)):
            return self.flags.setdefault(ordinal(found[1] or found[2], ALPHABETS[0]), column) == column
        if _WRONG.fullmatch(name):
            self.wrong.append(column)
            return not self.choices.numbers
        role = role_of(name)
        if role is None or (role is Column.CHOICES and self.choices.numbers):
            return False
        if role is Column.RIGHT and not self.choices.numbers and Column.CHOICES not in self.roles:
            return self._takes_key(column, name)
        return self.roles.setdefault(role, column) == column

    def _takes_key(self, column: int, name: str) -> bool:
        """Where choices have no column: of two that may hold the key, one may hold them all."""
        if self.all_or_key:
            self.roles[Column.CHOICES] = self.all_or_key
            self.all_or_key = 0
            self.roles[Column.RIGHT] = column
            return True
        if Column.RIGHT in self.roles:
            return may_be_all(name) and self.roles.setdefault(Column.CHOICES, column) == column
        self.all_or_key = column if may_be_all(name) else 0
        self.roles[Column.RIGHT] = column
        return True

    def columns(self) -> Columns:
        if self.choices.rights:
            self.roles[Column.RIGHT] = self.choices.rights[0]
        if Column.QUESTION not in self.roles and Column.NAME in self.roles:
            # Wooclap, and others, call it a title.
            self.roles[Column.QUESTION] = self.roles.pop(Column.NAME)
        return Columns(
            self.roles, self.choices.numbers, self.feedbacks, self.flags, self.choices.rights, self.choices.letters
        )  # fmt: skip


def _product(row: Row, roles: Mapping[Column, int], banner: str, has_wrong: bool) -> Product:
    if has_wrong:
        return Product.GIMKIT
    said = " ".join(" ".join(bare(cell) for cell in row.cells).split())
    if _BLOOKET.search(said) or "blooket" in banner:
        return Product.BLOOKET
    if _KAHOOT.search(said):
        return Product.KAHOOT
    names = {name_of(cell) for cell in row.cells}
    if {"question text", "question type", "option 1", "correct answer"} <= names:
        return Product.QUIZIZZ
    if {"type", "correct"} <= names and names & {"title", "titre", "titel"}:
        return Product.WOOCLAP
    right = roles.get(Column.RIGHT)
    return Product.OWN if right is None or name_of(row.at(right)) in OWN_RIGHT else Product.OTHER
