"""Texts as people type them, and what a reading of one found, told shortly."""

from quizapp.domain.texts import plain
from quizapp.formats.problems import Report
from quizapp.formats.reading import read

Told = tuple[str, list[str], list[int]]
"""The stem, the choices and the places of the right ones."""


def reading(text: str, **options: str) -> Report:
    return read(
        text.encode(), "my_quiz.txt", options={name.replace("_", "-"): value for name, value in options.items()}
    )


def told(report: Report) -> list[Told]:
    bank = report.bank or report.unfinished
    if bank is None:
        return []
    return [
        (
            plain(one.stem),
            [plain(choice.text) for choice in one.choices],
            sorted(one.key) if any(choice.fraction > 0 for choice in one.choices) else [],
        )
        for one in bank.questions
    ]


RED: Told = ("What is red?", ["Sky", "Rose"], [1])
BLUE: Told = ("What is blue?", ["Sky", "Rose"], [0])
