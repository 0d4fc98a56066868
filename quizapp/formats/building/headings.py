"""What the name of a column says that it holds: one of the roles, or a choice, by its number or letter."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import takewhile

from quizapp.formats.building import vocabulary
from quizapp.formats.building.vocabulary import ALPHABETS, Column

_STROKES = str.maketrans("ıđłø", "idlo")
"""Letters that Unicode does not take apart."""
_DIGITS = "123456789"
_FLAGS = frozenset(
    ("is correct", "is right", "est correcte", "est juste", "ist richtig", "es correcta", "v f", "vrai faux")
)
"""Beside a choice: whether it is right."""
SIGNS = ",;\t|"
"""Between cells."""
_IDEOGRAPHS = "\u2e80-\u9fff"
"""Of which the names of columns are compounds."""
Label = tuple[str, str]
"""The word for a choice, and its number or letter."""


@dataclass(frozen=True, slots=True)
class ChoiceColumns:
    """The columns of choices in a row of names, each by its place from 1."""

    numbers: Mapping[int, int] = field(default_factory=dict)
    """By the numbers of their choices, from 1."""
    letters: str = ALPHABETS[0]
    """By which they are called, or would be."""
    rights: Sequence[int] = ()
    """Those that each name one right choice, where choices are called by letters and these by « answer 1 »."""


@lru_cache(maxsize=4096)
def role_of(name: str) -> Column | None:
    """What a column of that name holds, by the whole of it, or by the part of a Chinese one that tells."""
    found = _roles().get(name)
    return found or next((role for role, pattern in _compounds() if pattern.fullmatch(name)), None)


def choices_of(names: Sequence[str]) -> ChoiceColumns:
    """The columns of choices among columns of these names: numbered, lettered, or called alike, one after the other."""
    labelled = {column: label for column, name in enumerate(names, start=1) if (label := label_of(name))}
    if alike := _alike(names, labelled):
        return ChoiceColumns(dict(enumerate(alike, start=1)))
    called = _letters(names)
    letters = {names.index(letter) + 1: ("", letter) for letter in called}
    if called and _are_keys(names, labelled):
        return ChoiceColumns(_numbered(letters, ALPHABETS[0]), rights=tuple(labelled))
    both = {column: labelled.get(column) or letters[column] for column in sorted({*labelled, *letters})}
    alphabet = _alphabet(label for _, label in both.values())
    return ChoiceColumns(_numbered(both, alphabet), alphabet)


def _numbered(labels: Mapping[int, Label], alphabet: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for column, (_, label) in labels.items():
        if number := ordinal(label, alphabet):
            found.setdefault(number, column)
    return found


def _alike(names: Sequence[str], labelled: Mapping[int, Label]) -> list[int]:
    """The columns that have one word for a choice and nothing that tells them apart."""
    bare_words = {column: name for column, name in enumerate(names, start=1) if name in _words(vocabulary.BARE_WORDS)}
    for word in dict.fromkeys((*bare_words.values(), *(word for word, _ in labelled.values()))):
        plain = [column for column, name in bare_words.items() if name == word]
        labels = [label for other, label in labelled.values() if other == word]
        has_key = any(role_of(name) is Column.RIGHT or name in _FLAGS for name in names if name != word)
        are_counted_on = len(plain) == 1 and labels == [str(number) for number in range(1, len(labels) + 1)]
        is_other_role = role_of(word) in (Column.RIGHT, Column.CHOICES)
        if (
            len(set(labels)) < len(labels)
            or (len(plain) > 1 and has_key)
            or (are_counted_on and labels and not is_other_role)
        ):
            return sorted([*plain, *(column for column, (other, _) in labelled.items() if other == word)])
    return []


def _are_keys(names: Sequence[str], labelled: Mapping[int, Label]) -> bool:
    """Whether the columns that are numbered name the right ones among those with letters (Moodle's CSV plugin)."""
    words = {word for word, _ in labelled.values()}
    numbers = all(label.isdecimal() for _, label in labelled.values())
    has_key = any(role_of(name) is Column.RIGHT for name in names)
    return len(words) == 1 and numbers and not has_key and role_of(next(iter(words))) is Column.RIGHT


def _letters(names: Sequence[str]) -> str:
    """Those from the first of some alphabet on that columns are called by, one each; a single one names no choice."""
    for alphabet in (*ALPHABETS, _DIGITS):
        found = "".join(takewhile(names.__contains__, alphabet))
        if len(found) > 1:
            return found
    return ""


@lru_cache(maxsize=4096)
def label_of(name: str) -> Label | None:
    """Of a column of a choice."""
    for pattern in _choice_patterns():
        if found := pattern.fullmatch(name):
            return found["word"], found["label"]
    return None


def ordinal(label: str, alphabet: str) -> int:
    """Of a number, or of a letter; 0 where it is none of these."""
    return int(label) if label.isdecimal() else alphabet.find(label) + 1


def _alphabet(labels: Iterable[str]) -> str:
    letters = [label for label in labels if not label.isdecimal()]
    return next((one for one in ALPHABETS if all(letter in one for letter in letters)), ALPHABETS[0])


def may_be_all(name: str) -> bool:
    """Whether a column that may hold the right choice may hold all of them."""
    return name in _words(vocabulary.ALSO_CHOICES)


# --- the vocabulary, as names are compared ---


@cache
def _words(listed: str) -> Sequence[str]:
    return [name_of(word) for word in listed.split(", ")]


@cache
def _roles() -> Mapping[str, Column]:
    every = reversed(vocabulary.NAMES.items())
    return {name: role for role, names in every for name in (*names.split(", "), *_words(names))}


@cache
def _compounds() -> Sequence[tuple[Column, re.Pattern[str]]]:
    return [(role, re.compile(pattern)) for role, pattern in vocabulary.COMPOUNDS]


@cache
def _choice_patterns() -> Sequence[re.Pattern[str]]:
    letters = "".join(ALPHABETS)
    label = rf"(?P<label>[1-9]\d?|[{letters}])"
    word, glued, short, behind = (
        "|".join(sorted(map(re.escape, _words(listed)), key=len, reverse=True))
        for listed in (
            vocabulary.CHOICE_WORDS, vocabulary.GLUED_WORDS, vocabulary.SHORT_WORDS, vocabulary.BEHIND_WORDS
        )
    )  # fmt: skip
    return [
        re.compile(rf"(?:answer |possible )?(?P<word>{word})s? (?:de reponse )?(?:no )?{label}"),
        re.compile(rf"(?P<word>{glued}) ?{label}"),
        re.compile(rf"(?P<word>{short})(?P<label>[a-h])"),
        re.compile(rf"{label}(?: |(?<=[a-z0-9])(?=[^a-z0-9]))(?P<word>{behind})"),
    ]


@cache
def _asking() -> re.Pattern[str]:
    """A cell of several that is called as one of questions is, however its name is written and whatever comes then."""
    names = [name_of(name) for role in (Column.QUESTION, Column.NAME) for name in vocabulary.NAMES[role].split(", ")]
    names = [r"[\W_]*".join(map(re.escape, name.split())) for name in sorted(set(names), key=len, reverse=True)]
    called = rf"(?:[^\w{SIGNS}\n]|_)*+(?:\d\s*\.\s*)?(?:{'|'.join(names)}|[{_IDEOGRAPHS}][^{SIGNS}\n]*)(?![^\W_])"
    behind = rf"[\W_]*?[{SIGNS}(\u2013\u2014-]"
    row = rf"(?=[^\n]*?([{SIGNS}])[^\n]*\1)"
    return re.compile(
        rf"[{SIGNS}]{called}(?:{behind}|[\W_]*?(?:\n|\Z))|\n{called}{row}{behind}|\n[^\w\n]*\"{called}{behind}"
    )


def may_ask(text: str) -> bool:
    """Whether some cell may be the name of a column of questions, whatever sign stands between the cells of a text.

    Where it is false there is none, which is told far faster than by dividing the text into cells.
    """
    return _asking().search("\n" + without_accents(text).casefold().translate(_STROKES)) is not None


@lru_cache(maxsize=4096)
def name_of(cell: str) -> str:
    """A cell's text as names are compared: « Answer 1 – max 75 characters » is « answer 1 »."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=\d)", " ", cell[:300])
    words = re.sub(r"\(s\)", "s", bare(words)).translate(_STROKES)
    words = re.split(r"\(| [-–—] |,", words, maxsplit=1)[0] if not words.startswith("(") else words
    return " ".join(re.sub(r"[^\w#]+|_+", " ", words).split())


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Without case and accents, one blank between words."""
    return " ".join(without_accents(text).casefold().split())


def without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
