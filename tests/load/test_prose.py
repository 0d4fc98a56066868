"""The benchmark of loose text works; what it measures is for people to read, so nothing here looks at a clock."""

import re

from click.testing import CliRunner

from tests.load import prose


def test_the_text_has_the_questions_of_the_gift_file_and_the_ratio_is_told() -> None:
    run = CliRunner().invoke(prose.main, ["--questions", "50", "--rounds", "1"], catch_exceptions=False)

    lines = run.output.splitlines()
    assert [line.split()[0] for line in lines] == ["50", "GIFT", "text", "ratio"]
    assert re.search(r"\d+\.\d\d$", lines[3])
