"""What teachers really hold, cut off anywhere or damaged at any byte: a sentence comes of it, nothing is lost unsaid.

QUIZAPP_TRIAL_MUTANTS sets how many of each; the seed is printed, and QUIZAPP_TRIAL_SEED finds again what was found.
"""

import base64
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.formats import trials

MUTANTS = int(os.environ.get("QUIZAPP_TRIAL_MUTANTS", "5"))
SEED = int(os.environ.get("QUIZAPP_TRIAL_SEED", "20231113"))
CONTENTS = trials.contents()
GROUPS = 4
_BYTES = b"\x00\xff{}<>&\"'\\\n\t,;:=*.)A1\xc3"


@dataclass(frozen=True)
class Mutant:
    of: str
    how: str
    """whole, cut or damaged."""
    at: int
    """Where, in bytes."""
    data: bytes = field(repr=False)


def mutants(name: str, data: bytes, draw: random.Random) -> list[Mutant]:
    """The input as it is, and so many others, cut off or with one byte changed."""
    made = [Mutant(name, "whole", 0, data)]
    for number in range(MUTANTS):
        at = draw.randrange(len(data))
        if number % 2:
            made.append(Mutant(name, "cut", at, data[:at]))
        else:
            made.append(Mutant(name, "damaged", at, data[:at] + bytes([draw.choice(_BYTES)]) + data[at + 1 :]))
    return made


def read(files: list[Mutant]) -> list[dict[str, Any]]:
    """What came of each, read one after another in one limited process."""
    lines = "".join(json.dumps([one.of, base64.b64encode(one.data).decode()]) + "\n" for one in files)
    command = [sys.executable, "-m", "tests.fuzz.reading_many"]
    done = subprocess.run(
        command, input=lines, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(files), f"it ended at {files[len(told)]}\n{done.stderr[-2000:]}"
    return told


@pytest.mark.parametrize("group", range(GROUPS))
def test_damaged_inputs_are_named_and_lose_nothing_unsaid(group: int) -> None:
    draw = random.Random(SEED + group)
    print(f"seed {SEED}")
    names = sorted(CONTENTS)[group::GROUPS]
    files = [mutant for name in names for mutant in mutants(name, CONTENTS[name], draw)]

    whole: dict[str, dict[str, Any]] = {}
    for mutant, told in zip(files, read(files), strict=True):
        assert "broke" not in told, f"{mutant}\n{told['broke']}"
        if mutant.how == "whole":
            whole[mutant.of] = told
        if told["format"] != "quizapp":
            assert not [one for one in told["sentences"] if "YAML" in one], f"{mutant} {told}"
        if told["asked"] is None:
            assert told["sentences"], mutant
            continue
        # What is left out of a package may be a file in which nobody could count questions.
        assert told["asked"] <= told["questions"] <= told["asked"] + told["left_out"], f"{mutant} {told}"
        before = whole[mutant.of]["asked"] or 0
        if mutant.how == "damaged" and told["is_quiet"]:
            # One byte may make two questions one, or a stem part of what stood before it.
            assert told["asked"] >= before - 1, f"{mutant} {told}, {before} before"
