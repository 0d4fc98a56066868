"""The benchmark of the files of results works; what it measures is for people to read."""

import re

from click.testing import CliRunner

from tests.load import exports


def test_a_file_of_every_size_is_measured() -> None:
    given = ["--attempts", "2", "--only", "responses"]
    run = CliRunner().invoke(exports.main, given, catch_exceptions=False)

    (line,) = run.output.splitlines()
    assert line.split()[:4] == ["2", "attempts", "responses", "csv"]
    assert re.search(r"\d+\.\d MB +\d+\.\d\d s read +\d+\.\d\d s written +\d+ MiB beside \d+$", line)
