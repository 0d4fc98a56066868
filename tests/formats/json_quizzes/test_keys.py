"""However answers are written, the choice that is meant is found or asked for: never another one."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from quizapp.formats import reading

TEXTS = [
    "0",
    "1",
    "2",
    "3",
    "4",
    "A",
    "B",
    "b",
    "C",
    "D.",
    "A, B",
    "1 and 2",
    "Lima",
    "lima!",
    "B. Lima",
    "true",
    "x;y",
    "Option A",
]
Write = Callable[[list[str], int], dict[str, Any]]


def plain(answer: Callable[[list[str], int], object], name: str = "answer") -> Write:
    return lambda texts, at: {"question": "Which?", "options": texts, name: answer(texts, at)}


WAYS: dict[str, Write] = {
    "text": plain(lambda texts, at: texts[at]),
    "letter": plain(lambda _, at: "ABCDE"[at]),
    "small letter": plain(lambda _, at: "abcde"[at]),
    "from 0": plain(lambda _, at: at),
    "from 1": plain(lambda _, at: str(at + 1)),
    "index": plain(lambda _, at: at, "correctIndex"),
    "label": lambda texts, at: {
        "question": "Which?", "answer": "VWXYZ"[at],
        "choices": [{"label": label, "text": text} for label, text in zip("VWXYZ", texts, strict=False)],
    },
    "object": lambda texts, at: {
        "question": "Which?", "options": dict(zip("ABCDE", texts, strict=False)), "answer": "ABCDE"[at],
    },
    "mark": lambda texts, at: {
        "question": "Which?", "answers": [{"text": text, "correct": number == at} for number, text in enumerate(texts)],
    },
    "columns": lambda texts, at: {
        "question": "Which?", "answer": "ABCDE"[at],
        **{f"option{number}": text for number, text in enumerate(texts, start=1)},
    },
}  # fmt: skip
ASKED = some.lists(
    some.lists(some.sampled_from(TEXTS), min_size=2, max_size=5, unique_by=str.casefold).flatmap(
        lambda texts: some.tuples(some.just(texts), some.integers(0, len(texts) - 1))
    ),
    min_size=1,
    max_size=4,
)


@given(asked=ASKED, way=some.sampled_from(sorted(WAYS)))
def test_the_choice_that_is_meant_is_found_or_asked_for(asked: list[tuple[list[str], int]], way: str) -> None:
    data = [WAYS[way](texts, at) for texts, at in asked]

    report = reading.read(json.dumps(data).encode(), "quiz.json")

    bank = report.bank or report.unfinished
    assert bank is not None
    assert len(bank.questions) == len(asked)
    for question, (_, at) in zip(bank.questions, asked, strict=True):
        has_key = any(choice.fraction > 0 for choice in question.choices)
        assert question.key == {at} if has_key else report.bank is None
