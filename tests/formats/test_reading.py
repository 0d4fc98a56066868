"""Any file: its format is known by its content, and real ones give what their home system finds in them."""

import json
from pathlib import Path

import pytest

from quizapp.domain.banks import Kind
from quizapp.formats import native, reading
from tests.checkouts import ROOT
from tests.makers import bank

BANKS = ROOT.parent / "shared" / "banks"
KINDS = {"single": Kind.SINGLE, "multi": Kind.MULTIPLE, "tf": Kind.TRUE_FALSE}


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        (native.write(bank()).decode(), "quizapp"),
        ("title: T\nlanguage: en\nquestions: []\n", "quizapp"),
        ("Why? {=a ~b}\n", "GIFT"),
        ("::name::Why?\n", "GIFT"),
        ("Why?\nA) x\nB) y\nANSWER: A\n", "Aiken"),
        ("Why {really}?\nA) x\nB) y\n\nANSWER: A\n", "Aiken"),
        ("Is it so?{TRUE#no}\n", "GIFT"),
        ("Dear Anna, how are you?\n", "quizapp"),
    ],
)
@pytest.mark.parametrize("name", ["bank.yaml", "bank.gift", "bank.txt", ""])
def test_the_format_is_known_by_the_content_whatever_the_name(text: str, format_: str, name: str) -> None:
    assert reading.read(text.encode(), name).format == format_


def expected() -> list[dict[str, object]]:
    """What the home systems find in the real files beside the checkout; none where there are no such files."""
    listed = BANKS / "EXPECTED.jsonl"
    if not listed.exists():
        return []
    lines = [json.loads(line) for line in listed.read_text("utf-8").splitlines()]
    return [line for line in lines if line["format"] in ("gift", "aiken")]


@pytest.mark.skipif(not BANKS.exists(), reason="the real banks are not beside this checkout")
def test_real_files_give_the_questions_that_their_home_system_finds() -> None:
    found = expected()
    wrong = [line["file"] for line in found if difference(line)]

    assert len(found) >= 40
    assert wrong == []


def difference(line: dict[str, object]) -> bool:
    name = str(line["file"])
    report = reading.read(Path(BANKS, str(line["format"]), name).read_bytes(), name)
    questions = report.bank.questions if report.bank else ()
    details: list[dict[str, object]] = line["mc_detail"]  # type: ignore[assignment]
    if (report.questions, len(questions)) != (line["total"], line["mc"]):
        return True
    for question, detail in zip(questions, details, strict=True):
        fractions = [round(float(choice.fraction), 5) for choice in question.choices]
        wanted = [round(share, 5) for share in detail.get("fractions", fractions)]  # type: ignore[union-attr, attr-defined]
        if question.kind is not KINDS[str(detail["kind"])] or fractions != wanted:
            return True
        if sorted(question.key) != detail.get("correct", sorted(question.key)):
            return True
    return False
