"""The benchmark of loading works; what it measures is for people to read, so nothing here looks at a clock."""

import re

from click.testing import CliRunner

from tests.load import gift


def test_the_app_and_the_script_load_the_same_questions_and_the_ratio_is_told() -> None:
    run = CliRunner().invoke(gift.main, ["--questions", "50", "--rounds", "1"], catch_exceptions=False)

    lines = run.output.splitlines()
    assert [line.split()[0] for line in lines] == ["50", "app", "script", "ratio", "memory"]
    assert re.search(r"\d+\.\d\d$", lines[3])


def test_no_question_of_the_file_is_like_another() -> None:
    blocks = gift.made(50).strip().split("\n\n")

    assert len(set(blocks)) == len(blocks) == 50
