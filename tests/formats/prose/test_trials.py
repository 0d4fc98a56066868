"""What people really hold, as it was handed out: each file gives what is right for it."""

from pathlib import Path

import pytest

from quizapp.formats.reading import read
from tests.formats.prose.typed import Told, told

TRIALS = Path(__file__).parents[4] / "shared" / "trials"
METAL: list[Told] = [("Which is a metal?", ["tin", "chalk"], [0])]
NILE: Told = ("Which river crosses Cairo?", ["the Nile", "the Congo", "the Niger"], [0])
RIGHT: dict[str, list[Told]] = {
    "18-chamilo-aiken.txt": [
        ("The moon shines because it", ["reflects sunlight", "burns", "is made of cheese"], [0]),
        ("Rain is", ["water", "sand"], [0]),
    ],
    "25-respondus.txt": [
        NILE,
        ("Which of these are seas?", ["Baltic", "Red", "Rhine"], [0, 1]),
        ("Two and two are", ["three", "four"], [1]),
    ],
    "25b-respondus-plain.txt": [
        ("Which river crosses Cairo?", ["the Congo", "the Nile", "the Niger"], [1]),
        ("Two and two are", ["three", "four", "five"], [1]),
    ],
    "28-amc.txt": [
        ("Quelle est la capitale du Pérou ?", ["Cuzco", "Lima", "Quito"], [1]),
        ("Lesquels sont premiers ?", ["2", "3", "4"], [0, 1]),
    ],
    "35-quizdown.md": [
        ("Which city is on the Tiber?", ["Paris", "Rome", "Berlin"], [1]),
        ("Which are mammals?", ["whale", "bat", "shark"], [0, 1]),
    ],
    "36-examsuite.txt": [
        ("Which of these is a sea?", ["Rhine", "Baltic", "Alps", "None of these"], [1]),
        ("Ice is", ["frozen water", "a gas"], [0]),
    ],
    "50-aiken-lower.txt": METAL,
    "54-aiken-fr.txt": [("Quelle est la capitale du Pérou ?", ["Lima", "Cuzco"], [0])],
    "58-aiken-nbsp.txt": METAL,
}

pytestmark = pytest.mark.skipif(not TRIALS.exists(), reason="the trials are not beside this checkout")


@pytest.mark.parametrize("name", RIGHT)
def test_a_trial_gives_what_is_right_for_it(name: str) -> None:
    report = read((TRIALS / name).read_bytes(), name)

    assert report.bank is not None, report.problems
    assert told(report) == RIGHT[name]


def test_what_chamilo_and_respondus_say_of_a_question_is_kept() -> None:
    chamilo = read((TRIALS / "18-chamilo-aiken.txt").read_bytes(), "x.txt").bank
    respondus = read((TRIALS / "25-respondus.txt").read_bytes(), "x.txt").bank

    assert chamilo is not None
    first = chamilo.questions[0]
    assert (first.marking.maximum, first.feedback.general) == (2, "It has no light of its own.")
    assert first.filing.tags == ("astronomy",)
    assert respondus is not None
    first = respondus.questions[0]
    assert (first.filing.name, first.feedback.general) == ("Rivers", "It is the longest in Africa.")
    assert [choice.feedback for choice in first.choices] == ["Right.", "Look at a map.", ""]
