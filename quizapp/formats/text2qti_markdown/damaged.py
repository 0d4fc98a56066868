"""Questions that text2qti refuses: where each stands among the others, and what can be told of it all the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.domain.banks import Choice, Kind, shares
from quizapp.formats.building.assembly import FoundQuestion

_NUMBERED = re.compile(r"[0-9]+\.[ \t]+(?P<stem>\S.*)")
_BEFORE = re.compile(r"(?:title|points):", re.IGNORECASE)
"""What stands above the number of its question."""
_APART = re.compile(r"(?:END_)?GROUP\b|(?:quiz|text|pick|solutions)\b[^:]*:", re.IGNORECASE)
"""What is no part of a question."""
_CHOICE = re.compile(r"(?P<several>\[)?(?P<right>\*?)[ \t]?(?:(?<=[\[*])[ \t]*\]|[A-Za-z]\))[ \t]+(?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class QuestionLines:
    """The lines of one question."""

    first: int
    """From 1."""
    last: int


def stretches(lines: Sequence[str]) -> Iterator[QuestionLines]:
    """Those of every question, in their order."""
    begins = [number for number, line in enumerate(lines) if _NUMBERED.match(line)]
    heads = [_head(lines, number) for number in begins]
    for begin, (head, following) in zip(begins, pairwise([*heads, len(lines)]), strict=True):
        end = next((at for at in range(begin, following) if _APART.match(lines[at])), following)
        yield QuestionLines(head + 1, end)


def _head(lines: Sequence[str], number: int) -> int:
    while number and _BEFORE.match(lines[number - 1]):
        number -= 1
    return number


def found(lines: Sequence[str]) -> FoundQuestion:
    """What the lines of a question say, each taken by itself."""
    stem = next((one["stem"] for line in lines if (one := _NUMBERED.match(line))), "")
    marked = [one for line in lines if (one := _CHOICE.match(line))]
    right = [bool(one["right"]) for one in marked]
    kind = Kind.MULTIPLE if sum(right) > 1 or any(one["several"] for one in marked) else Kind.SINGLE
    worth = shares(kind, right) if any(right) else shares(Kind.SINGLE, right)
    return FoundQuestion(
        kind,
        stem.strip(),
        [Choice(one["text"].strip(), share) for one, share in zip(marked, worth, strict=True)],
    )
