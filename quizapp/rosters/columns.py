"""What each column of a class list means: as its heading says, else as its cells look, else as the teacher says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.rosters import headings, names
from quizapp.rosters.headings import FULL, Meaning
from quizapp.rosters.lines import HEAD, ListRow

_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_NUMBER = re.compile(r"\d{1,15}")
_NAME = re.compile(r"[^\W\d_][^\d@_<>;=]*")
_MOST_OF = 0.8
_FEW = 3
"""Different cells that a column for names has at least, where the list is not as short: else it is of sexes."""
_LONGEST_MARK = 2
"""Letters of what stands in columns for titles and sexes."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which row names the columns, and what they mean."""

    heading: ListRow | None
    meanings: tuple[Meaning, ...]
    rows: tuple[ListRow, ...]
    """Those of readers, as far as one can tell."""
    is_sure: bool = True
    """Whether headings, or signs of which there is no doubt, tell which part of a name stands where."""

    def of(self, *meanings: Meaning) -> list[int]:
        return [at for at, one in enumerate(self.meanings) if one in meanings]


def layout(rows: Sequence[ListRow], chosen: Sequence[str] = (), heading_line: int | None = None) -> Layout:
    """`chosen` are the meanings that the teacher gave columns; the rest is guessed.

    `heading_line` is that of the heading, 0 where the teacher says that there is none, None where it is to be found.
    """
    at = _heading(rows, heading_line)
    heading, below = (None, rows) if at is None else (rows[at], rows[at + 1 :])
    width = max((len(row.cells) for row in rows), default=0)
    guessed, is_sure = _guessed(heading, below, width)
    if not is_sure:
        guessed = [_beside(one, chosen) for one in guessed]
    given = (Meaning(chosen[at]) if at < len(chosen) and chosen[at] else guessed[at] for at in range(width))
    return Layout(heading, tuple(given), tuple(below), is_sure or any(chosen))


def _beside(guess: Meaning, chosen: Sequence[str]) -> Meaning:
    """What a part of the name is where the teacher says which the other is."""
    if guess is not Meaning.NAME:
        return guess
    return Meaning.FIRST if Meaning.FAMILY in chosen else Meaning.FAMILY if Meaning.FIRST in chosen else guess


def _heading(rows: Sequence[ListRow], line: int | None) -> int | None:
    if line is not None:
        return next((at for at, row in enumerate(rows) if row.line == line), None)
    found = headings.row_of([row.cells for row in rows if row.line <= HEAD])
    if found is not None:
        return found
    return 0 if _stands_apart(rows) else None


def _stands_apart(rows: Sequence[ListRow]) -> bool:
    """Whether the first row is none of a reader: it has words where all others have addresses or numbers."""
    if len(rows) < 3:
        return False
    return any(
        _share(rows[1:], at, pattern) == 1
        and bool(cell)
        and not pattern.fullmatch(cell)
        and bool(_NAME.fullmatch(cell))
        for at, cell in enumerate(rows[0].cells)
        for pattern in (_MAIL, _NUMBER)
    )


def _guessed(heading: ListRow | None, rows: Sequence[ListRow], width: int) -> tuple[list[Meaning], bool]:
    if width == 1 and heading is None:
        return [Meaning.NAME], True
    said = headings.meanings(heading.cells) if heading is not None else []
    found = [*said, *[Meaning.NONE] * (width - len(said))]
    for at, meaning in enumerate(found):
        if meaning is Meaning.IDENTIFIER and _counts_up(rows, at):
            found[at] = Meaning.NONE
    names_said = {Meaning.NAME, Meaning.FIRST, Meaning.FAMILY} & set(found)
    sure = bool(names_said) or _guess_names(found, rows, heading)
    if Meaning.IDENTIFIER not in found:
        _guess_identifier(found, rows, heading)
    return found, sure


def _guess_names(found: list[Meaning], rows: Sequence[ListRow], heading: ListRow | None) -> bool:
    """Sets what is not named; False where it stays open which of two is the family name."""
    free = [at for at, one in enumerate(found) if one is Meaning.NONE and _is_of_names(rows, at, heading)]
    capital = [at for at in free[:2] if _are_capitals(rows, at)]
    if len(free) > 1 and len(capital) == 1:
        for at in free[:2]:
            found[at] = Meaning.FAMILY if at in capital else Meaning.FIRST
        return True
    for at in free[:2]:
        found[at] = Meaning.NAME
    return len(free) == 1


def _guess_identifier(found: list[Meaning], rows: Sequence[ListRow], heading: ListRow | None) -> None:
    """Addresses of e-mail; numbers only where no heading says that they are something else."""
    patterns = (_MAIL,) if heading is not None else (_MAIL, _NUMBER)
    for pattern in patterns:
        for at, one in enumerate(found):
            is_free = one is Meaning.NONE and _share(rows, at, pattern) >= _MOST_OF
            if is_free and not _counts_up(rows, at) and _distinct(rows, at) == len(rows):
                found[at] = Meaning.IDENTIFIER
                return


def _is_of_names(rows: Sequence[ListRow], at: int, heading: ListRow | None) -> bool:
    if heading is not None and headings.count([heading.at(at)]):
        return False
    longest = max((len(row.at(at)) for row in rows), default=0)
    is_varied = _distinct(rows, at) >= min(_FEW, len(rows))
    return longest > _LONGEST_MARK and is_varied and _share(rows, at, _NAME) >= _MOST_OF


def _are_capitals(rows: Sequence[ListRow], at: int) -> bool:
    filled = [row.at(at) for row in rows if row.at(at)]
    return sum(map(names.is_in_capitals, filled)) >= _MOST_OF * len(filled)


def _counts_up(rows: Sequence[ListRow], at: int) -> bool:
    """Whether a column numbers the lines."""
    numbers = [row.at(at).rstrip(".)") for row in rows if row.at(at)]
    if not numbers or not all(_NUMBER.fullmatch(one) for one in numbers):
        return False
    return [int(one) for one in numbers] == list(range(1, len(numbers) + 1))


def _share(rows: Sequence[ListRow], at: int, pattern: re.Pattern[str]) -> float:
    """Of its cells, how many are such."""
    return sum(bool(pattern.fullmatch(row.at(at))) for row in rows) / len(rows) if rows else 0


def _distinct(rows: Sequence[ListRow], at: int) -> int:
    return len({row.at(at) for row in rows if row.at(at)})


def has_names(meanings: Sequence[Meaning]) -> bool:
    return any(one in FULL or one in (Meaning.FIRST, Meaning.FAMILY) for one in meanings)
