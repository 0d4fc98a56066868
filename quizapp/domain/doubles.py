"""The same question asked twice, in one bank or in two: by its words, not by how they are written."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.domain.banks import Bank, Question
from quizapp.domain.texts import Html, plain

_IN_COMMON = 2
"""Choices: many questions begin alike, such as « Which is right? »."""


def compared(text: str) -> str:
    """Two formulas, or pictures, that are described alike may still differ: such a text is compared as it is."""
    words = str(text) if isinstance(text, Html) and ("<img" in text or "<math" in text) else plain(text)
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def asked(stem: str) -> str:
    """A stem without what changes nothing of what it asks: blanks, full stops and question marks at its end."""
    return compared(stem).rstrip(" ?!.:…？。")


@dataclass(frozen=True, slots=True)
class Double:
    """A question of one bank that another asks too."""

    place: int
    """Of it in the one, from 0."""
    other: int
    """In the other."""
    other_key: bool
    """Whether the keys differ: one of them is wrong."""


class AskedQuestions:
    """Those of one bank, by what they ask, for others to be held against."""

    def __init__(self, bank: Bank) -> None:
        self._by_stem: dict[str, list[tuple[int, Question]]] = {}
        for place, question in enumerate(bank.questions):
            self._by_stem.setdefault(asked(question.stem), []).append((place, question))

    def also_in(self, other: Bank) -> Iterator[Double]:
        """The same stem, and choices in common."""
        for at, question in enumerate(other.questions):
            for place, mine in self._by_stem.get(asked(question.stem), ()):
                texts, theirs = _texts(mine), _texts(question)
                if len({*texts} & {*theirs}) >= _IN_COMMON:
                    yield Double(place, at, _right(mine, texts) != _right(question, theirs))


def _texts(question: Question) -> list[str]:
    return [compared(choice.text) for choice in question.choices]


def _right(question: Question, texts: list[str]) -> frozenset[str]:
    return frozenset(texts[place] for place in question.key)
