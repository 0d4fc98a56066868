"""Which choices an answer means: by its label, by its text, by its letter, or by its place, from 0 or from 1.

A single question may leave it open: « 4 » beside « 3, 4, 5, 6 » is a text or a place. So all answers of a file are
looked at: a way in which one of them cannot be read is none for the others. What stays open is not guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.formats.building.headings import bare
from quizapp.formats.json_quizzes.shapes import QuizItem


class AnswerWay(StrEnum):
    LABEL = "label"
    TEXT = "text"
    LETTER = "letter"
    FROM_ONE = "one"
    FROM_ZERO = "zero"


Readings = Mapping[AnswerWay, frozenset[int]]
"""The places of the choices that are meant, from 0, by each way that gives any."""
_TOGETHER = re.compile(r"[A-Z]{2,}")
_BETWEEN = re.compile(r"\s*[,;|/&、，；]\s*|\s+(?:and|et|und|y|e)\s+")
_PREFIX = re.compile(r"(?:options?|answers?|choices?|选项|選項|reponse|antwort)[\s_]*(?=[a-z0-9]\b)")
_LABEL = re.compile(r"\(?([a-z]|\d{1,2})\s*[.):、]\s*")


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """A question, and what its answer may mean, where the choices do not say it themselves."""

    item: QuizItem
    readings: Readings


def answered(item: QuizItem) -> AnsweredItem:
    is_apart = bool(item.choices) and bool(item.answer) and all(one.is_right is None for one in item.choices)
    return AnsweredItem(item, readings(item) if is_apart else {})


def ways_that_fit(items: Iterable[AnsweredItem]) -> Sequence[AnswerWay]:
    """The ways in which the answers of all questions can be read; where there is none, every way there is."""
    read = [one.readings for one in items if one.readings]
    return [way for way in AnswerWay if all(way in one for one in read)] or list(AnswerWay)


def key(one: AnsweredItem, ways: Sequence[AnswerWay]) -> Sequence[frozenset[int]]:
    """What the answer may mean, as the rest of the file has it: one thing, if it is sure."""
    found = one.readings
    fitting = {way: found[way] for way in ways if way in found} or dict(found)
    if one.item.is_place:
        places = {way: read for way, read in fitting.items() if way in (AnswerWay.FROM_ZERO, AnswerWay.FROM_ONE)}
        # Programs that call it an index count from 0, unless the file shows that this one does not.
        fitting = {way: places[way] for way in (AnswerWay.FROM_ZERO, AnswerWay.FROM_ONE) if way in places}
        return [next(iter(fitting.values()))] if fitting else []
    return list(dict.fromkeys(fitting.values()))


def readings(item: QuizItem) -> Readings:
    values = _divided(item)
    tried = {
        AnswerWay.LABEL: _each(values, _labels(item)),
        AnswerWay.TEXT: _by_text(item),
        AnswerWay.LETTER: _by_letter(item, values),
        AnswerWay.FROM_ONE: _by_place(values, len(item.choices), 1),
        AnswerWay.FROM_ZERO: _by_place(values, len(item.choices), 0),
    }
    found = {way: read for way, read in tried.items() if read}
    if AnswerWay.LABEL in found:
        # A label is a letter, or a number, of its own.
        for way in (AnswerWay.LETTER, AnswerWay.FROM_ONE, AnswerWay.FROM_ZERO):
            found.pop(way, None)
    return found


def _labels(item: QuizItem) -> Mapping[str, int]:
    """Of two choices with one label, the first is meant, as by a program that looks for it."""
    return {bare(one.label): at for at, one in reversed(list(enumerate(item.choices))) if one.label}


def doubled(item: QuizItem) -> str:
    """A label that the answer names and two choices have."""
    labels = [bare(one.label) for one in item.choices if one.label]
    return next((value for value in _divided(item) if labels.count(value) > 1), "")


def _divided(item: QuizItem) -> Sequence[str]:
    """Each of the answers, without a word such as « option » before it."""
    parts = [part for value in item.answer for part in (_BETWEEN.split(value) if len(item.answer) == 1 else [value])]
    if len(parts) == 1 and _TOGETHER.fullmatch(parts[0].strip()):
        parts = list(parts[0].strip())
    return [_PREFIX.sub("", bare(part)).strip(" .:()[]") for part in parts if part.strip()]


def _each(values: Sequence[str], known: Mapping[str, int]) -> frozenset[int]:
    """The places of all of the values, if all are known."""
    return frozenset(known[one] for one in values) if values and all(one in known for one in values) else frozenset()


def _by_text(item: QuizItem) -> frozenset[int]:
    known: dict[str, int] = {}
    for at, one in enumerate(item.choices):
        known.setdefault(bare(one.text), at)
    whole = [bare(value) for value in item.answer]
    parts = [bare(part) for value in item.answer for part in re.split("[;|,]", value)]
    for values in (whole, [_LABEL.sub("", one, count=1) for one in whole], parts):
        if found := _each(values, known):
            return found
    return frozenset()


def _by_letter(item: QuizItem, values: Sequence[str]) -> frozenset[int]:
    found = [_LABEL.sub(r"\1", one, count=1) if _LABEL.fullmatch(one) else one for one in values]
    # « B. Lima » says both.
    with_texts = [
        match[1] for one in item.answer if (match := _LABEL.match(bare(one))) and len(bare(one)) > match.end()
    ]
    letters = {chr(ord("a") + at): at for at in range(min(26, len(item.choices)))}
    return _each(found, letters) or (_each(with_texts, letters) if len(with_texts) == len(item.answer) else frozenset())


def _by_place(values: Sequence[str], count: int, first: int) -> frozenset[int]:
    numbers = [one.removesuffix(".0") for one in values]
    if not numbers or not all(one.isascii() and one.isdecimal() and len(one) < 4 for one in numbers):
        return frozenset()
    places = frozenset(int(one) - first for one in numbers)
    return places if all(0 <= place < count for place in places) else frozenset()
