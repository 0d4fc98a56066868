"""The README keeps its word: its commands run, its examples are sound, its table is complete."""

import ast
import os
import re
import shlex
import tomllib
import urllib.request
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from quizapp import cli, config
from quizapp.formats import native
from quizapp.formats.homes import HOMES
from quizapp.formats.writing import WRITERS
from tests.checkouts import ROOT, copy_of_checkout, serving
from tests.servers import free_port

README = (ROOT / "README.md").read_text("utf-8")
MAP = (ROOT / "quizapp/README.md").read_text("utf-8")


def commands() -> list[str]:
    """Every line of the README's shell examples."""
    return [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]


@pytest.mark.thorough  # It installs all that the app needs, a minute's work; a wheel is tried each time.
def test_the_first_command_starts_the_app_from_a_fresh_checkout(tmp_path: Path) -> None:
    command = commands()[0]
    checkout = copy_of_checkout(tmp_path / "checkout")

    options = f" --port {free_port()} --data {shlex.quote(str(tmp_path / 'data'))}"
    with (
        serving(command + options, checkout) as address,
        urllib.request.urlopen(address) as reply,
        urllib.request.urlopen(f"{address}quiz/kim-poutine-2023") as quiz,
    ):
        assert command.endswith("quizapp serve")
        assert reply.status == 200
        assert "Vostotchny" in quiz.read().decode()


def test_the_second_command_is_the_one_that_ci_runs() -> None:
    command = commands()[1]
    script = (ROOT / ".ci/run").read_text("utf-8")

    pattern = re.search(r"grep -m 1 -E '([^']+)' README.md", script)
    assert pattern
    assert [line for line in README.splitlines() if re.search(pattern[1], line)] == [command]
    assert "--require-hashes -r requirements-test.txt" in command
    assert command.endswith("pytest")


def test_the_audit_runs_the_programs_that_the_readme_says_it_does() -> None:
    said = next(paragraph for paragraph in README.split("\n\n") if "`.ci/audit` does all of that" in paragraph)
    done = [line for line in (ROOT / ".ci/audit").read_text("utf-8").splitlines() if not line.startswith("#")]

    assert programs(said) == programs("\n".join(done)) != set()


def programs(text: str) -> set[str]:
    return set(re.findall(r"python -m (tests\.[a-z.]+)", text))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_the_pins_have_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pins = re.findall(r"^[a-z0-9][^\n]*==[^\n]*(?:\n +--hash=sha256:[0-9a-f]{64}[^\n]*)+", text, re.MULTILINE)

    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 10
    assert "://" not in text
    assert "index" not in text


@pytest.mark.parametrize(("name", "extras"), [("requirements.txt", []), ("requirements-test.txt", ["test"])])
def test_the_pins_are_what_the_project_asks_for(name: str, extras: list[str]) -> None:
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]

    assert len(asked) > 10
    for line in asked:
        wanted = Requirement(line)
        assert wanted.specifier.contains(pinned.get(canonicalize_name(wanted.name), "")), f"{line}: run .ci/pin"


def test_the_example_bank_is_sound() -> None:
    example = re.search(r"\[this one\]\(([^)]+)\)", README)
    assert example

    checked = CliRunner().invoke(cli.main, ["bank", "check", str(ROOT / example[1])])

    assert checked.exit_code == 0, checked.output
    assert "0 faults, 0 warnings" in checked.output


def test_the_programs_and_formats_are_those_of_the_app() -> None:
    rows = re.search(r"^\| from \| as \|\n\|---\|---\|\n((?:\|.*\n)+)", README, re.MULTILINE)
    assert rows

    assert rows[1].splitlines() == [f"| {home.name} | {home.export} |" for home in HOMES]
    for writer in WRITERS:
        assert writer is native.WRITER or writer.name in README.partition("They go home too")[2]


def test_every_command_shown_exists() -> None:
    shown = [shlex.split(line)[1:] for line in commands() if line.startswith("quizapp ")]
    assert len(shown) > 8

    for arguments in shown:
        words = []
        command: object = cli.main
        for word in arguments:
            if not isinstance(command, click.Group):
                break
            command = command.get_command(click.Context(command), word)
            assert command is not None, arguments
            words.append(word)
        given = {word for word in arguments if word.startswith("--")}
        assert isinstance(command, click.Command)
        known = {option for parameter in command.params for option in parameter.opts}
        assert given <= known, arguments


def test_the_table_of_settings_is_complete() -> None:
    read = set(re.findall(r'"(QUIZAPP_[A-Z_]+)"', Path(config.__file__).read_text("utf-8")))
    documented = set(re.findall(r"^\| `(QUIZAPP_[A-Z_]+)`", README, re.MULTILINE))

    assert documented == read


def test_every_file_it_names_is_there() -> None:
    pictures = re.findall(r"\]\((?!http)([^)]+)\)", README)
    folders = re.findall(r"`((?:tests|static|\.ci)/[\w./]*)`", README)

    assert len(pictures) >= 3
    for name in pictures + folders:
        assert os.path.exists(ROOT / name), name  # noqa: PTH110 - a name as the README writes it


# --- the map ---


def test_every_room_is_on_the_map_with_what_it_says_of_itself() -> None:
    rooms = {file.parent.relative_to(ROOT / "quizapp"): file for file in (ROOT / "quizapp").rglob("*/__init__.py")}

    assert len(rooms) > 20
    for room, file in rooms.items():
        said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
        assert f"| `{room.as_posix()}/` | {' '.join(said.partition(chr(10) * 2)[0].split())} |" in MAP, room


def test_every_folder_of_tests_is_on_the_map() -> None:
    for file in (ROOT / "tests").glob("*/__init__.py"):
        assert f"`tests/{file.parent.name}/`" in MAP


def test_every_place_on_the_map_is_there() -> None:
    places = re.findall(r"`([\w.-]+(?:/[\w.-]*)+|\w+\.(?:py|toml|md))`", MAP)

    assert len(places) > 80
    for place in places:
        assert (ROOT / "quizapp" / place).exists() or (ROOT / place).exists(), place


def test_every_name_on_the_map_is_one_of_the_code() -> None:
    going = MAP.partition("## To add")[2].partition("## The habits")[0]
    names = set(re.findall(r"`([A-Za-z_]+)`", going))
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "quizapp").rglob("*.py"))
    files = {file.stem for file in (ROOT / "quizapp").rglob("*.py")}

    assert len(names) > 10
    assert {
        name for name in names - files if not re.search(rf"\b(class|def) {name}\b|^{name}\b", code, re.MULTILINE)
    } == (set())
