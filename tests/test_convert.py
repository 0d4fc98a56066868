"""quizapp bank convert: a file in one format to a file in another, without a server."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main
from quizapp.formats import native, reading
from tests.makers import bank

GIFT = b"::where::Where did they meet?{=At the <b>cosmodrome</b> ~In the harbour#No.}\n\n::say::Say why.{}\n"


def convert(*args: object) -> Result:
    return CliRunner().invoke(main, ["bank", "convert", *map(str, args)])


@pytest.fixture
def gift(tmp_path: Path) -> Path:
    file = tmp_path / "bank.txt"
    file.write_bytes(GIFT)
    return file


def test_the_ending_says_which_format(gift: Path, tmp_path: Path) -> None:
    out = tmp_path / "bank.yaml"

    done = convert(gift, out, "--leave-out")

    assert done.exit_code == 0, done.output
    found = reading.read(out.read_bytes(), out.name)
    assert found.format == "quizapp"
    assert found.bank is not None
    assert [question.id for question in found.bank.questions] == ["where"]


def test_what_cannot_be_asked_is_left_out_only_by_consent(gift: Path, tmp_path: Path) -> None:
    out = tmp_path / "bank.yaml"

    done = convert(gift, out)

    assert done.exit_code == 1
    assert "essay" in done.output
    assert "--leave-out" in done.output
    assert not out.exists()


def test_a_file_with_a_fault_is_written_nowhere(tmp_path: Path) -> None:
    file, out = tmp_path / "bank.gift", tmp_path / "bank.yaml"
    file.write_bytes(b"Where?{=here ~there\n")

    done = convert(file, out)

    assert done.exit_code == 1
    assert "brace-missing" in done.output
    assert not out.exists()


def test_an_ending_that_says_nothing_asks_for_a_format(gift: Path, tmp_path: Path) -> None:
    out = tmp_path / "bank.bin"

    asked = convert(gift, out, "--leave-out")
    told = convert(gift, out, "--leave-out", "--to", "quizapp")

    assert asked.exit_code == 1
    assert "--to" in asked.output
    assert told.exit_code == 0
    assert out.exists()


def test_what_the_format_does_not_carry_is_said(tmp_path: Path) -> None:
    file, out = tmp_path / "summit.yaml", tmp_path / "summit.gift"
    file.write_bytes(native.write(bank()))

    done = convert(file, out)

    assert done.exit_code == 0, done.output
    assert "not carried: the article, and the passages that prove the answers" in done.stderr
    assert reading.read(out.read_bytes(), out.name).format == "GIFT"


def test_nothing_is_written_where_nothing_may_be(gift: Path, tmp_path: Path) -> None:
    done = convert(gift, tmp_path / "nowhere" / "bank.yaml", "--leave-out")

    assert done.exit_code == 1
    assert "cannot be written" in done.output
