"""Files of other programs as people hold them, beside the checkout: each gives what is right for it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from quizapp.domain.banks import Kind, Question
from quizapp.formats import reading
from tests.checkouts import ROOT

SHARED = ROOT.parent / "shared"
WORDS, TRIALS = SHARED / "words", SHARED / "trials"
NAMES = ("t16.2bb", "t29.csv", "t34.json", "x01.xlsx")
ASKED_FOR: Mapping[str, Mapping[int, str]] = {
    "t29.csv": {0: "ACJ", 1: "AWSF", 2: "ACJ"},
    "x01.xlsx": {3: "C"},
}
"""Questions whose key, as it stands in the file, names none of their choices: letters of it were exchanged with the
words, and « C » is an empty cell. It is asked for, never guessed."""
GIVEN: Mapping[str, list[tuple[Kind, list[str], int]]] = {
    "05-kahoot-report.xlsx": [(Kind.SINGLE, ["Nile"], 1), (Kind.MULTIPLE, ["Red", "Baltic"], 1)],
    "11-socrative.xlsx": [(Kind.SINGLE, ["Nile"], 1), (Kind.MULTIPLE, ["Baltic", "Red"], 1)],
    "17-chamilo.xlsx": [(Kind.SINGLE, ["Nile"], 3), (Kind.MULTIPLE, ["Baltic", "Red"], 4)],
    "22-d2l.csv": [
        (Kind.SINGLE, ["vinegar", "milk"], 2),
        (Kind.TRUE_FALSE, ["False"], 1),
        (Kind.MULTIPLE, ["iron", "tin"], 3),
    ],
    "32-classquiz.json": [(Kind.SINGLE, ["Nile"], 1)],
    "33a-quizapi.json": [(Kind.SINGLE, ["ls"], 1)],
    "70-pronote.xml": [(Kind.SINGLE, ["le Nil & ses bras"], 2), (Kind.MULTIPLE, ["Baltique", "Rouge"], 1)],
    "84-blackboard.txt": [
        (Kind.SINGLE, ["Nile"], 1),
        (Kind.MULTIPLE, ["Red", "Baltic"], 1),
        (Kind.TRUE_FALSE, ["True"], 1),
    ],
    "98c-zh.csv": [(Kind.SINGLE, ["100度"], 1)],
    "98l-opentdb-url.json": [(Kind.SINGLE, ["D'Artagnan"], 1), (Kind.TRUE_FALSE, ["True"], 1)],
}
"""The kinds, the choices that earn anything, and the marks."""


def expected() -> Mapping[str, Any]:
    lines = [json.loads(line) for line in (WORDS / "EXPECTED.jsonl").read_text("utf-8").splitlines()]
    return {line["file"]: line for line in lines if line["file"] in NAMES}


def earning(question: Question) -> list[str]:
    return [one.text for at, one in enumerate(question.choices) if one.fraction > 0 or at in question.key]


@pytest.mark.skipif(not WORDS.exists(), reason="the documents are not beside this checkout")
@pytest.mark.parametrize("name", NAMES)
def test_a_genuine_file_gives_its_questions_choices_and_keys(name: str) -> None:
    line, asked_for = expected()[name], ASKED_FOR.get(name, {})

    report = reading.read(Path(WORDS, name).read_bytes(), name)

    bank = report.bank or report.unfinished
    assert bank is not None
    assert len(bank.questions) == line["questions"]
    assert [len(one.choices) for one in bank.questions] == line["choices"]
    keys = [sorted(one.key) for one in bank.questions]
    assert [key for at, key in enumerate(keys) if at not in asked_for] == [
        key for at, key in enumerate(line["keys"]) if at not in asked_for
    ]
    assert [one.values["key"] for one in report.problems] == list(asked_for.values())


@pytest.mark.skipif(not TRIALS.exists(), reason="the trials are not beside this checkout")
@pytest.mark.parametrize("name", GIVEN)
def test_a_trial_gives_what_is_right_for_it(name: str) -> None:
    report = reading.read(Path(TRIALS, name).read_bytes(), name)

    assert report.bank is not None, report.problems
    found = [(one.kind, earning(one), one.marking.maximum) for one in report.bank.questions]
    assert found == GIVEN[name]
