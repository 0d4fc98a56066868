"""What can be taken away of a quiz's results, and as which file."""

from dataclasses import dataclass
from enum import StrEnum

MOST_AT_ONCE = 60_000
"""Responses of which a file is made while its teacher waits for it: a workbook of them, which takes the longest, took a
second of one core (`tests.load.exports`), so it is two where a machine is half as fast."""


class Portion(StrEnum):
    """What a file tells of."""

    SCORES = "scores"
    """A row for each attempt."""
    RESPONSES = "responses"
    """A row for each response."""
    QUESTIONS = "questions"
    """A row for each question, with what the answers to it say of it."""


class Ending(StrEnum):
    """What kind of file it is, as the end of its name says."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that somebody asks for."""

    portion: Portion
    ending: Ending
    language: str
    """That of its headings and words, and of the numbers in CSV: fr or en."""

    def name(self, slug: str) -> str:
        """What the file of this quiz is called; that of its scores like the quiz."""
        stem = slug if self.portion is Portion.SCORES else f"{slug}-{self.portion}"
        return f"{stem}.{self.ending}"


def takes_long(attempts: int, questions: int) -> bool:
    """Whether any file of so many attempts at so many questions is made aside: each reads all responses."""
    return attempts * questions > MOST_AT_ONCE
