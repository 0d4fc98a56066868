"""Documents as teachers write them give the questions, the choices and the keys that they have."""

import json
from pathlib import Path

import pytest

from quizapp.domain.banks import Kind, Question
from quizapp.formats.reading import read

WORDS = Path(__file__).parents[4] / "shared" / "words"
_READ_ELSEWHERE = ("t24.txt",)
"""By text2qti, which refuses the end of it."""
_MORE_KEYS = ("t10.txt",)
"""Names several letters in its last questions, of which the list that came with it has the first."""
_TRUTHS_APART = ("t01.txt", "t10.txt")
"""Has questions of truth besides, which the list that came with it does not count."""


def expected() -> dict[str, dict[str, list[list[int]]]]:
    if not WORDS.exists():
        return {}
    rows = [json.loads(line) for line in (WORDS / "EXPECTED.jsonl").read_text("utf-8").splitlines()]
    return {row["file"]: row for row in rows if row["file"].endswith(".txt") and row["file"] not in _READ_ELSEWHERE}


def key_of(question: Question) -> list[int] | None:
    return sorted(question.key) if any(choice.fraction > 0 for choice in question.choices) else None


@pytest.mark.skipif(not WORDS.exists(), reason="the documents are not beside this checkout")
@pytest.mark.parametrize("name", expected())
def test_a_document_gives_the_questions_that_it_has(name: str) -> None:
    wanted = expected()[name]

    report = read((WORDS / name).read_bytes(), name)

    bank = report.bank or report.unfinished
    assert bank is not None
    questions = list(bank.questions)
    if name in _TRUTHS_APART:
        questions = [one for one in questions if one.kind is not Kind.TRUE_FALSE and len(one.choices) > 2]
    assert len(questions) == wanted["questions"]
    if wanted["choices"] is not None:
        assert [len(one.choices) for one in questions] == wanted["choices"]
    keys = wanted["keys"] if wanted["keys"] is not None else [None] * len(questions)
    found = [key_of(one) for one in questions]
    if name in _MORE_KEYS:
        found = [key and key[:1] for key in found]
    assert found == keys
