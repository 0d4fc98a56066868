"""The quizapp command: what it prints, what it exits with, and what it leaves behind."""

import csv
import errno
import io
import json
import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import jsonschema
import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl import Workbook

from quizapp.cli import main
from quizapp.cli.banks import bank as bank_commands
from quizapp.cli.lazy import LazyGroup
from quizapp.config import BadSetting, Settings, folder, from_environment
from quizapp.domain.accounts import Role
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import Counts, Names, Terms, is_code, spoken
from quizapp.domain.zones import on
from quizapp.formats import native
from quizapp.services import entering, taking, zones
from quizapp.store import quizzes, teachers
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from tests.makers import NOON, bank, draw, load_into, single, visit
from tests.servers import running
from tests.store.contents import contents
from tests.web.doors import DOORS, PROGRAMS_DOORS, TEACHERS_DOORS

GOOD_KEY = "Zr8vT2mQ4xW7pL1sK9dF3gH6jB5nC0aY"
CLEAN = {
    **{name: None for name in os.environ if name.startswith("QUIZAPP_")},
    "LC_ALL": None,
    "LC_MESSAGES": None,
    "LANG": "C.UTF-8",
    "COLUMNS": "200",
    "NO_COLOR": "1",
}
FAULTY = "title: Broken\nlanguage: en\nquestions:\n  - id: q\n    kind: guess\n    stem: Why?\n    choices: [a]\n"


def quizapp(*args: str | Path, **env: str) -> Result:
    """What the command does; a fault that is not said in a sentence fails the test."""
    result = CliRunner().invoke(main, [str(arg) for arg in args], env={**CLEAN, **env})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a bank into a file of this name."""

    def write(content: Bank | str | bytes, name: str = "summit.yaml") -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        data = native.write(content) if isinstance(content, Bank) else content
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


TEACHER = "anna@school.example"


def stored(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    database = Database(f"sqlite:///{data / 'quizapp.db'}")
    found = contents(database)
    database.close()
    return found


# --- bank check ---


def test_of_a_folder_every_file_is_checked_but_what_is_hidden(file: Callable[..., Path]) -> None:
    good, bad = file(bank(), "a.yaml"), file(FAULTY, "b.yaml")
    file(FAULTY, ".c.yaml")
    (good.parent / ".git").mkdir()
    (good.parent / ".git" / "d.yaml").write_text("")

    done = quizapp("bank", "check", good.parent, "--json")

    assert done.exit_code == 1
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [str(good), str(bad)]


def test_what_is_guessed_is_said_and_taken_as_one_says(file: Callable[..., Path]) -> None:
    table = file(b"Question;A;B;Answer\nPremi\xe8re ville ?;Moscou;O\xf9 ?;\n", "cities.csv")

    guessed = json.loads(quizapp("bank", "check", "--json", table).stdout)
    said = quizapp("bank", "check", "--as", "encoding=Windows-1250", "--as", "keys=1:A", table)

    assert guessed["guesses"][0]["value"] == "Windows-1252"
    assert "--as encoding=Windows-1252" in said.stdout
    assert "Premičre" in said.stdout
    assert "1 question, 0 faults" in said.stdout


def test_what_the_columns_of_a_table_hold_is_proposed_and_said(file: Callable[..., Path]) -> None:
    table = file("Which crosses Cairo?,Nile,Congo\nWhich crosses Paris?,Seine,Rhine\n", "rivers.csv")

    asked = quizapp("bank", "check", table)
    said = quizapp("bank", "check", "--columns", "question,right-choice,choice", table)

    assert "--columns question,choice,choice" in asked.stdout
    assert (asked.exit_code, said.exit_code) == (1, 0)


@pytest.mark.parametrize("said", ["klingon=yes", "encoding"])
def test_what_may_be_said_is_listed_to_who_says_something_else(said: str, file: Callable[..., Path]) -> None:
    refused = quizapp("bank", "check", "--as", said, file("Which?{=a~b}", "x.gift"))

    assert refused.exit_code == 2
    assert "encoding, " in refused.stderr


def test_a_bank_is_checked_as_it_comes_from_another_command() -> None:
    done = CliRunner().invoke(main, ["bank", "check", "-"], input=native.write(bank()))

    assert done.exit_code == 0
    assert "-: 3 questions, 0 faults" in done.output


def test_checking_loads_nothing_that_knows_a_database_or_the_web() -> None:
    """It would take several times as long as reading the file does."""
    asked = "import sys; import quizapp.cli.banks.checking; print(*sorted(sys.modules))"

    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()

    assert "quizapp.formats.sandbox" in loaded
    assert {"flask", "sqlalchemy", "quizapp.web", "quizapp.store"}.isdisjoint(loaded)


@pytest.mark.parametrize("group", [main, bank_commands])
def test_every_command_is_where_its_group_says(group: LazyGroup) -> None:
    context = click.Context(group)

    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        assert found.name == name
    assert group.get_command(context, "nothing") is None


def test_a_sound_file_is_counted_and_passes(file: Callable[..., Path]) -> None:
    done = quizapp("bank", "check", file(bank()))

    assert done.exit_code == 0
    assert "3 questions, 0 faults, 0 warnings" in done.output


def test_a_faulty_file_is_named_with_line_column_code_and_what_to_write(file: Callable[..., Path]) -> None:
    path = file(FAULTY)

    done = quizapp("bank", "check", path)

    assert done.exit_code == 1
    assert f"{path}:5:11: fault" in done.output
    assert "(bad-word)" in done.output
    assert "kind: guess" in done.output  # The line itself.
    assert "→" in done.output


def test_as_json_each_file_gives_format_counts_and_problems(file: Callable[..., Path]) -> None:
    good, bad, missing = file(bank(), "good.yaml"), file(FAULTY, "bad.yaml"), Path("missing.yaml")

    done = quizapp("bank", "check", good, bad, missing, "--json")

    assert done.exit_code == 1
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert first == {
        "file": str(good),
        "format": "quizapp",
        "questions": 3,
        "guesses": [],
        "left_out": [],
        "problems": [],
        "warnings": [],
    }
    assert (second["file"], second["format"], second["questions"]) == (str(bad), "quizapp", 1)
    (problem, *__) = second["problems"]
    assert {"line", "column", "code", "text", "hint"} <= set(problem)
    assert (problem["line"], problem["column"], problem["code"]) == (5, 11, "bad-word")
    assert [one["code"] for one in third["problems"]] == ["unreadable-file"]


def test_as_json_a_sound_file_passes_and_warnings_do_not_stop_it(file: Callable[..., Path]) -> None:
    done = quizapp("bank", "check", file(bank(single())), "--json")

    assert done.exit_code == 0
    (report,) = map(json.loads, done.stdout.splitlines())
    assert report["problems"] == []
    assert {warning["code"] for warning in report["warnings"]} >= {"no-evidence", "untouched-paragraph"}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00\x01\x02" * 100, b"\xff\xfe\x00", b"PK\x03\x04" + bytes(200), b"title: [", b"- 1\n- 2", b"&a [*a]",
        b"x" * 11_000_000,
    ],
    ids=["empty", "binary", "half a BOM", "a zip", "broken YAML", "a list", "an alias", "eleven megabytes"],
)  # fmt: skip
def test_a_file_that_is_no_bank_gets_its_problems_and_stores_nothing(
    content: bytes, file: Callable[..., Path], data: Path
) -> None:
    path = file(content)

    checked, loaded = quizapp("bank", "check", path), quizapp("bank", "load", path, "--data", data)

    assert checked.exit_code == loaded.exit_code == 1
    assert "fault" in checked.output
    assert "Nothing was loaded." in loaded.output
    assert not (data / "quizapp.db").exists()


def test_markup_in_a_file_is_shown_as_it_is(file: Callable[..., Path]) -> None:
    path = file("title: '[bold red]x[/] [link=https://evil.example]y[/link]'\nlanguage: '[/]'\nquestions: []\n")

    done = quizapp("bank", "check", path)

    assert done.exit_code == 1
    assert "[/]" in done.output


def test_the_terminal_gets_no_control_characters_from_a_file(file: Callable[..., Path]) -> None:
    path = file(b"title: \x1b[31mred\x07\nlanguage: en\n")

    done = quizapp("bank", "check", path)

    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert "\x07" not in done.output


def test_in_french_problems_are_said_in_french(file: Callable[..., Path]) -> None:
    for env in ({"LANG": "fr_FR.UTF-8"}, {"LC_ALL": "fr_CA.UTF-8", "LANG": "en_US.UTF-8"}, {"LANG": "fr"}):
        text = quizapp("bank", "check", file(b""), **env)
        as_json = quizapp("bank", "check", file(b""), "--json", **env)

        assert "Le fichier est vide." in text.output
        assert "faute" in text.output
        assert json.loads(as_json.stdout)["problems"][0]["text"] == "Le fichier est vide."


@pytest.mark.parametrize("lang", ["", "C", "POSIX", "xx_XX", "../../etc", "en_GB.UTF-8"])
def test_in_any_other_language_they_are_said_in_english(lang: str, file: Callable[..., Path]) -> None:
    assert "The file is empty." in quizapp("bank", "check", file(b""), LANG=lang).output


# --- bank load ---


def test_a_load_says_what_was_added_and_the_same_again_changes_nothing(file: Callable[..., Path], data: Path) -> None:
    path = file(bank())

    first = quizapp("bank", "load", path, "--data", data)
    before = stored(data)
    second = quizapp("bank", "load", path, "--data", data)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "The summit: version 1 published." in first.output
    assert "added: 3 (where, which, two)" in first.output
    assert "The summit: nothing has changed." in second.output
    assert ("Nobody can answer" in first.output, "Nobody can answer" in second.output) == (True, False)
    assert stored(data) == before


def test_a_changed_file_is_a_new_version_and_says_what_changed(file: Callable[..., Path], data: Path) -> None:
    quizapp("bank", "load", file(bank()), "--data", data)
    one, two, __ = bank().questions

    done = quizapp("bank", "load", file(bank(single("new"), replace(two, stem="Otherwise?"), one)), "--data", data)

    assert done.exit_code == 0
    assert "version 2 published" in done.output
    for line in ("added: 1 (new)", "changed: 1 (which)", "removed: 1 (two)", "unchanged: 1"):
        assert line in done.output
    assert "order has changed" in done.output
    assert len(stored(data)["version"]) == 2


def test_one_faulty_file_of_two_keeps_both_out(file: Callable[..., Path], data: Path) -> None:
    quizapp("bank", "load", file(bank(id_="there")), "--data", data)
    before = stored(data)

    for files in (
        [file(bank(), "good.yaml"), file(FAULTY, "bad.yaml")],
        [file(FAULTY, "a.yaml"), file(bank(), "b.yaml")],
    ):
        done = quizapp("bank", "load", *files, "--data", data)
        assert done.exit_code == 1
        assert "Nothing was loaded." in done.output
        assert stored(data) == before


def test_two_files_with_one_id_are_refused(file: Callable[..., Path], data: Path) -> None:
    done = quizapp("bank", "load", file(bank(), "a.yaml"), file(bank(single()), "b.yaml"), "--data", data)

    assert done.exit_code == 1
    assert "both hold the bank “summit”" in done.output
    assert not (data / "quizapp.db").exists()


def test_the_same_file_twice_in_one_command_is_no_fault(file: Callable[..., Path], data: Path) -> None:
    path = file(bank())

    done = quizapp("bank", "load", path, path, "--data", data)

    assert done.exit_code == 0
    assert len(stored(data)["version"]) == 1


def test_what_is_loaded_is_its_teachers_and_nobody_can_answer_it(file: Callable[..., Path], data: Path) -> None:
    quizapp("db", "upgrade", "--data", data)
    hire(data)

    done = quizapp("bank", "load", file(bank()), "--teacher", TEACHER.upper(), "--data", data)

    assert done.exit_code == 0
    assert "Nobody can answer yet" in done.output
    (kept,) = rows(data, "bank")
    assert (kept["slug"], kept["teacher_id"], kept["common"]) == ("summit", 1, 0)
    assert rows(data, "quiz") == []
    assert TEACHER in quizapp("bank", "list", "--data", data).output
    exported = quizapp("bank", "export", "summit", "--teacher", TEACHER, "--data", data)
    assert "title: The summit" in exported.output
    assert quizapp("bank", "export", "summit", "--data", data).exit_code == 1  # The instance has none.


def test_questions_that_other_banks_ask_too_are_named(file: Callable[..., Path], data: Path) -> None:
    quizapp("bank", "load", file("First?{=a~b}", "weather.gift"), "--data", data)
    other, faulty = file("Before?{T}\n\nfirst?{~a=b}", "matter.gift"), file(FAULTY, "faulty.yaml")

    done = quizapp("bank", "doubles", other, faulty, "--data", data)

    assert "question 2 is asked in weather, question 1 with another key" in done.stdout
    assert "1 bank looked in" in done.stdout
    assert "faulty.yaml: has faults: see quizapp bank check" in done.stdout
    assert "asked in" not in quizapp("bank", "doubles", file("Else?{T}", "else.gift"), "--data", data).stdout


def test_without_a_teacher_it_is_the_instances_and_nobody_can_answer_it(file: Callable[..., Path], data: Path) -> None:
    quizapp("bank", "load", file(bank()), "--data", data)

    (kept,) = rows(data, "bank")
    assert (kept["teacher_id"], kept["common"]) == (None, 0)
    assert rows(data, "quiz") == []


def test_a_bank_is_loaded_for_nobody_who_does_not_teach_here(file: Callable[..., Path], data: Path) -> None:
    done = quizapp("bank", "load", file(bank()), "--teacher", TEACHER, "--hand-out", "--data", data)

    assert done.exit_code == 1
    assert f"{TEACHER} does not teach here." in done.output
    assert rows(data, "bank") == rows(data, "quiz") == []


@pytest.mark.parametrize(("option", "listed"), [("--hand-out", 0), ("--listed", 1)])
@pytest.mark.parametrize("email", [TEACHER, None])
def test_a_bank_is_handed_out_as_it_is_loaded_once_and_where_that_is_asked(
    email: str | None, option: str, listed: int, file: Callable[..., Path], data: Path
) -> None:
    quizapp("db", "upgrade", "--data", data)
    hire(data)
    whose = ("--teacher", email) if email else ()
    load = ("bank", "load", file(bank()), option, *whose, "--address", "http://quiz.example/", "--data", data)

    first, second = quizapp(*load), quizapp(*load)

    (made,) = rows(data, "quiz")
    assert (made["teacher_id"], made["listed"], made["by_loading"]) == (1 if email else None, listed, 0)
    assert is_code(made["slug"])
    for done in (first, second):
        assert f"http://quiz.example/quiz/{made['slug']}\n" in done.output
        assert "Nobody can answer" not in done.output


@pytest.fixture
def furnished(file: Callable[..., Path], data: Path) -> Path:
    """A data folder in which a teacher has a bank, a quiz of it and a class."""
    quizapp("db", "upgrade", "--data", data)
    hire(data)
    quizapp("bank", "load", file(bank()), "--teacher", TEACHER, "--hand-out", "--data", data)
    names = data / "7b.txt"
    names.write_text("Mona\n")
    quizapp("class", "load", "7B", names, "--teacher", TEACHER, "--data", data)
    return data


def test_things_are_archived_and_taken_back_by_command(furnished: Path) -> None:
    (handed,) = rows(furnished, "quiz")
    own = ("--teacher", TEACHER, "--data", furnished)
    things = {"bank": "summit", "quiz": spoken(handed["slug"]), "class": "7b"}

    for kind, name in things.items():
        done = quizapp(kind, "archive", name, *own)
        assert "1 is in the archive." in done.output, done.output
    assert "There is no" in quizapp("bank", "list", "--data", furnished).output
    assert "There is no" in quizapp("quiz", "list", "--data", furnished).output
    assert "There is no" in quizapp("class", "list", *own).output
    for kind, name in things.items():
        assert "1 is taken back." in quizapp(kind, "archive", name, "--back", *own).output
    assert "summit" in quizapp("bank", "list", "--data", furnished).output
    assert handed["slug"] in quizapp("quiz", "list", "--data", furnished).output
    assert "7B" in quizapp("class", "list", *own).output


def test_a_bank_is_deleted_by_command_once_it_is_said_what_that_closes(furnished: Path) -> None:
    (handed,) = rows(furnished, "quiz")
    delete = ("bank", "delete", "summit", "--teacher", TEACHER, "--data", furnished)

    asked = quizapp(*delete)  # Nobody says yes.
    there = quizapp("bank", "list", "--data", furnished)
    done, again = quizapp(*delete, "--yes"), quizapp(*delete, "--yes")
    gone = quizapp("bank", "list", "--data", furnished)
    back = quizapp(*delete, "--back")

    assert f"closed then: {spoken(handed['slug'])}" in asked.output
    assert (asked.exit_code, "summit" in there.output) == (1, True)
    assert "1 bank is deleted." in done.output
    assert (again.exit_code, "There is no bank “summit”" in again.output) == (1, True)
    assert "There is no bank yet" in gone.output
    assert "1 is taken back." in back.output
    assert "summit" in quizapp("bank", "list", "--data", furnished).output


def test_nobody_archives_or_deletes_anothers_by_command(furnished: Path) -> None:
    hire(furnished, "ben@school.example")
    own = ("--teacher", "ben@school.example", "--data", furnished)
    (handed,) = rows(furnished, "quiz")

    for command in (
        ("bank", "archive", "summit"),
        ("bank", "delete", "summit", "--yes"),
        ("bank", "delete", "summit", "--back"),
        ("quiz", "archive", handed["slug"]),
        ("class", "archive", "7B"),
    ):
        assert quizapp(*command, *own).exit_code == 1
    away = [row["archived_at"] for table in ("bank", "quiz", "class_list") for row in rows(furnished, table)]
    assert away == [None] * 3


def test_without_a_file_the_command_says_how_it_is_used() -> None:
    for command in ("check", "load"):
        done = quizapp("bank", command)
        assert done.exit_code == 2
        assert "FILE" in done.output


# --- bank list, export, schema ---


def test_a_list_names_each_bank_with_its_version(file: Callable[..., Path], data: Path) -> None:
    assert "There is no bank yet." in quizapp("bank", "list", "--data", data).output
    quizapp("bank", "load", file(bank(title="The [bold]summit[/bold]")), "--data", data)
    quizapp("bank", "load", file(bank(single())), "--data", data)

    done = quizapp("bank", "list", "--data", data)

    assert done.exit_code == 0
    (line,) = (line for line in done.output.splitlines() if line.startswith("summit"))
    assert re.search(r"summit\s+The summit\s+en\s+2\s+1\s+20\d\d-", line)


def test_an_exported_bank_loads_back_to_nothing_changed(file: Callable[..., Path], data: Path, tmp_path: Path) -> None:
    quizapp("bank", "load", file(bank()), "--data", data)
    before = stored(data)

    printed = quizapp("bank", "export", "summit", "--data", data)
    written = quizapp("bank", "export", "summit", "--data", data, "-o", tmp_path / "out.yaml")
    again = quizapp("bank", "load", tmp_path / "out.yaml", "--data", data)

    assert (printed.exit_code, written.exit_code) == (0, 0)
    assert (tmp_path / "out.yaml").read_bytes() == printed.stdout_bytes
    assert "nothing has changed" in again.output
    assert stored(data) == before


def test_the_shipped_banks_survive_export_and_load(data: Path, tmp_path: Path) -> None:
    shipped = sorted(folder("questions").glob("*.yaml"))
    assert quizapp("bank", "load", *shipped, "--data", data).exit_code == 0

    for path in shipped:
        out = tmp_path / path.name
        assert quizapp("bank", "export", path.stem, "--data", data, "-o", out).exit_code == 0
        assert "nothing has changed" in quizapp("bank", "load", out, "--data", data).output


def test_an_unknown_bank_or_quiz_is_said_to_be_so(data: Path) -> None:
    for args in (("bank", "export", "nothing"), ("quiz", "set", "nothing"), ("results", "nothing")):
        done = quizapp(*args, "--data", data)
        assert done.exit_code == 1
        assert f"“nothing”. See: quizapp {'bank' if 'bank' in args else 'quiz'} list" in done.output


def test_an_export_that_cannot_be_written_says_so(file: Callable[..., Path], data: Path, tmp_path: Path) -> None:
    quizapp("bank", "load", file(bank()), "--data", data)

    done = quizapp("bank", "export", "summit", "--data", data, "-o", tmp_path / "nowhere" / "out.yaml")

    assert done.exit_code in (1, 2)
    assert "out.yaml" in done.output


def test_the_schema_is_valid_and_takes_the_shipped_banks() -> None:
    done = quizapp("bank", "schema")
    schema = json.loads(done.stdout)

    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in folder("questions").glob("*.yaml"):
        assert [
            error.message for error in validator.iter_errors(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))
        ] == []
    assert list(validator.iter_errors(yaml.load(FAULTY, yaml.BaseLoader)))


# --- results, quiz set ---


NAMES = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1", "=HYPERLINK(\"http://evil.example\")", '"=1+1', "Zoé, « la » grande",
    "[bold]x[/bold]", "-5", "'quoted'", "a;b", "",
]  # fmt: skip


ZONE = zones.of_machine().key


@pytest.fixture
def scored(data: Path) -> Path:
    """A data folder in which readers of every kind of name have answered."""
    load_into(data, bank())
    quizapp("quiz", "set", "summit", "--keep-choices", "--data", data)
    database = Database(f"sqlite:///{data / 'quizapp.db'}")
    drawn, shelf = draw(), Shelf()
    for number, name in enumerate(NAMES):
        with database.transaction() as db:
            reader = visit(db, f"reader-{number}", shelf=shelf, draw=drawn)
            address = entering.start(reader, "summit", name)
            if number % 2 == 0:
                for question in (1, 2, 3):
                    taking.respond(reader, address, question, (1,), 0)
    database.close()
    return data


def test_scores_as_csv_run_no_formula_and_keep_every_name(scored: Path) -> None:
    done = quizapp("results", "summit", "--csv", "--data", scored)

    heading, *rows = csv.reader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"), newline=""))
    assert heading == [
        *("Name", "State", f"Started ({ZONE})", f"Finished ({ZONE})", "Answered", "Questions", "Score", "Maximum"),
        "Counts",
        *("where", "which", "two"),
    ]
    assert len(rows) == len(NAMES)
    for name, row in zip(NAMES, rows, strict=True):
        assert row[0].removeprefix("'") == name.removeprefix("'")
        assert not row[0].lstrip(' \u00a0"').startswith(("=", "+", "-", "@", "＝", "\t", "\r"))
    noon = f"{on(NOON, zones.of_machine()):%Y-%m-%d %H:%M:%S}"
    assert rows[0][1:] == ["finished", noon, noon, "3", "3", "3.5", "4", "yes", "1", "0.5", "2"]
    assert rows[1][1:] == ["running", noon, "", "0", "3", "0", "4", "no", "", "", ""]


def test_scores_are_printed_in_the_language_of_the_terminal_as_its_spreadsheets_read_them(scored: Path) -> None:
    done = quizapp("results", "summit", "--csv", "--data", scored, LC_ALL="fr_FR.UTF-8")

    heading, *rows = csv.reader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"), newline=""), delimiter=";")
    assert heading[:9] == [
        "Nom", "État", f"Début ({ZONE})", f"Terminé ({ZONE})", "Répondu", "Questions", "Score", "Maximum", "Compte",
    ]  # fmt: skip
    assert (rows[0][1], rows[0][8], rows[1][1], rows[1][8]) == ("terminé", "oui", "en cours", "non")


def test_scores_on_the_terminal_show_names_as_they_are_below_the_same_headings(scored: Path) -> None:
    done = quizapp("results", "summit", "--data", scored)

    assert done.exit_code == 0
    assert "[bold]x[/bold]" in done.output
    assert done.output.split("\n")[0].split() == [
        "Name", "State", "Started", f"({ZONE})", "Finished", f"({ZONE})", "Answered", "Questions", "Score", "Maximum",
        "Counts",
    ]  # fmt: skip
    assert done.output.count("finished") == done.output.count("yes") == (len(NAMES) + 1) // 2  # Every second reader.
    assert done.output.count("running") == len(NAMES) // 2


def test_a_quiz_nobody_has_begun_has_no_scores(data: Path) -> None:
    load_into(data, bank())

    assert "Nobody has started this quiz yet." in quizapp("results", "summit", "--data", data).output
    assert len(quizapp("results", "summit", "--csv", "--data", data).stdout.splitlines()) == 1


@pytest.mark.parametrize("portion", ["scores", "responses", "questions"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_results_are_written_to_a_file_whose_ending_says_which_kind_it_is(
    portion: str, ending: str, scored: Path, tmp_path: Path
) -> None:
    by_name, by_option = tmp_path / f"by-name.{ending.upper()}", tmp_path / "by-option"

    for output, option in ((by_name, ()), (by_option, (f"--{ending}",))):
        done = quizapp("results", "summit", f"--{portion}", *option, "-o", output, "--data", scored)
        assert (done.exit_code, done.output) == (0, "")
    printed = quizapp("results", "summit", f"--{portion}", f"--{ending}", "--data", scored).stdout_bytes

    answers = 3 * ((len(NAMES) + 1) // 2)
    for data in (by_name.read_bytes(), by_option.read_bytes(), printed):
        assert _rows(data, ending, portion) == {"scores": len(NAMES), "responses": answers, "questions": 3}[portion]


def _rows(data: bytes, ending: str, portion: str) -> int:
    if ending == "json":
        return len(json.loads(data)[portion])
    if ending == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].max_row - 1
    return len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))) - 1


def test_a_file_of_no_known_kind_is_asked_about_before_anything_is_written(scored: Path, tmp_path: Path) -> None:
    output = tmp_path / "results.pdf"

    done = quizapp("results", "summit", "-o", output, "--data", scored)

    assert (done.exit_code, output.exists()) == (2, False)
    assert "Add --csv, --xlsx or --json." in done.output


def test_results_that_cannot_be_written_say_so(scored: Path, tmp_path: Path) -> None:
    done = quizapp("results", "summit", "-o", tmp_path / "nowhere" / "out.csv", "--data", scored)

    assert done.exit_code == 1
    assert "out.csv cannot be written: No such file or directory" in done.output


def test_a_quiz_is_set_option_by_option(data: Path) -> None:
    load_into(data, bank())

    one = quizapp("quiz", "set", "summit", "--feedback", "at-end", "--data", data)
    two = quizapp("quiz", "set", "summit", "--shuffle-questions", "--keep-choices", "--data", data)
    none = quizapp("quiz", "set", "summit", "--data", data)
    wrong = quizapp("quiz", "set", "summit", "--feedback", "never", "--data", data)

    assert one.output == "summit: feedback at-end, questions in the bank's order, choices shuffled\n"
    assert two.output == none.output == "summit: feedback at-end, questions shuffled, choices in the bank's order\n"
    assert wrong.exit_code == 2
    assert [row[4:7] for row in stored(data)["quiz"]] == [("at-end", 1, 0)]


# --- the database and the settings ---


def test_an_upgrade_makes_the_database_and_says_where(data: Path) -> None:
    done = quizapp("db", "upgrade", "--data", data)

    assert done.exit_code == 0
    assert str(data / "quizapp.db") in done.output
    assert "attempt" in stored(data)


def test_a_secret_key_is_made_once_for_its_owner_only(data: Path) -> None:
    quizapp("db", "upgrade", "--data", data)
    key = (data / "secret-key").read_text()
    quizapp("db", "upgrade", "--data", data)

    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert len(key) >= 43
    assert (data / "secret-key").read_text() == key
    assert from_environment({}, data).secret_key == key


START = """
import sys, time
from pathlib import Path
from quizapp.config import from_environment

print("ready", flush=True)
sys.stdin.readline()
print(from_environment({}, Path(sys.argv[1])).secret_key)
"""


def test_processes_that_start_at_once_agree_on_one_key(data: Path) -> None:
    for round_ in range(3):
        folder = data / str(round_)
        command = [sys.executable, "-c", START, str(folder)]
        starting = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for __ in range(6)
        ]
        for process in starting:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"

        for process in starting:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        keys = {process.communicate(timeout=30)[0].strip() for process in starting}

        assert [process.returncode for process in starting] == [0] * 6
        assert keys == {(folder / "secret-key").read_text()}
        assert [file.name for file in folder.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("step", ["secrets.token_urlsafe", "os.fsync", "os.link", "os.unlink"])
def test_a_crash_while_the_key_is_made_leaves_no_half_key(step: str, data: Path) -> None:
    crash = (
        "import os, secrets, sys; from pathlib import Path; from quizapp.config import from_environment\n"
        f"{step} = lambda *given, **named: os._exit(9)\n"
        "from_environment({}, Path(sys.argv[1]))"
    )
    assert subprocess.run([sys.executable, "-c", crash, str(data)], check=False).returncode == 9

    key = from_environment({}, data).secret_key

    assert len(key) >= 43
    assert from_environment({}, data).secret_key == key
    assert {stat.S_IMODE(file.stat().st_mode) for file in data.iterdir()} == {0o600}


def test_a_key_is_made_on_a_disk_that_knows_no_links_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*given: object, **named: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)

    key = from_environment({}, data).secret_key

    assert from_environment({}, data).secret_key == key
    assert [file.name for file in data.iterdir()] == ["secret-key"]


def test_a_key_in_a_folder_that_can_only_be_read_is_read(data: Path) -> None:
    key = from_environment({}, data).secret_key
    (data / "secret-key").chmod(0o400)
    data.chmod(0o500)

    assert from_environment({}, data).secret_key == key
    data.chmod(0o700)


def test_a_key_in_the_environment_needs_no_file(data: Path) -> None:
    assert quizapp("db", "upgrade", "--data", data, QUIZAPP_SECRET_KEY=GOOD_KEY).exit_code == 0
    assert not (data / "secret-key").exists()


WEAK = [
    "dev", "secret", "short", "x" * 64, "abab" * 20, "changeme" * 8, GOOD_KEY[:31],
    "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",  # Flask's documentation shows it.
]  # fmt: skip


@pytest.mark.parametrize("key", WEAK)
def test_a_weak_or_known_key_is_refused_with_the_way_to_a_good_one(key: str, data: Path) -> None:
    present = quizapp("db", "upgrade", "--data", data, QUIZAPP_SECRET_KEY=key)
    old = quizapp("db", "upgrade", "--data", data, QUIZAPP_SECRET_KEY=GOOD_KEY, QUIZAPP_OLD_SECRET_KEYS=key)

    for done in (present, old):
        assert done.exit_code == 1
        assert "secrets.token_urlsafe(32)" in done.output
        assert key not in done.output or len(key) < 10
    assert not (data / "quizapp.db").exists()


def test_a_weak_key_in_the_file_is_refused_and_the_file_is_named(data: Path) -> None:
    data.mkdir()
    (data / "secret-key").write_text("")

    done = quizapp("db", "upgrade", "--data", data)

    assert done.exit_code == 1
    assert str(data / "secret-key") in done.output


def test_settings_hide_their_secrets() -> None:
    shown = repr(Settings(data=Path(), secret_key=GOOD_KEY, old_secret_keys=(GOOD_KEY[::-1],)))

    assert GOOD_KEY not in shown
    assert GOOD_KEY[::-1] not in shown


@pytest.mark.parametrize("value", ["x", "-1", "99", "1.5", "²"])
def test_a_number_of_proxies_that_is_none_is_refused(value: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="QUIZAPP_PROXIES"):
        from_environment({"QUIZAPP_PROXIES": value}, tmp_path)


@pytest.mark.parametrize("value", ["Europe/Atlantis", "Europe", "../UTC", "heure de Paris", "/etc/localtime"])
def test_a_time_zone_that_does_not_exist_is_refused_before_anything_is_made(value: str, data: Path) -> None:
    done = quizapp("db", "upgrade", "--data", data, QUIZAPP_TIME_ZONE=value)

    assert done.exit_code == 1
    assert "QUIZAPP_TIME_ZONE should be a time zone such as Europe/Paris" in done.output
    assert not (data / "quizapp.db").exists()


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = from_environment(
        {
            "QUIZAPP_DATA": str(tmp_path),
            "QUIZAPP_SECRET_KEY": GOOD_KEY,
            "QUIZAPP_OLD_SECRET_KEYS": f"{GOOD_KEY[::-1]},",
            "QUIZAPP_DATABASE_URL": "sqlite:////elsewhere/quiz.db",
            "QUIZAPP_HOSTS": "quiz.example, www.quiz.example,",
            "QUIZAPP_PROXIES": "2",
            "QUIZAPP_TIME_ZONE": "Europe/Paris",
            "QUIZAPP_SEED": "s",
        }
    )

    assert settings == Settings(
        data=tmp_path.resolve(),
        secret_key=GOOD_KEY,
        old_secret_keys=(GOOD_KEY[::-1],),
        database_url="sqlite:////elsewhere/quiz.db",
        hosts=("localhost", "127.0.0.1", "[::1]", "quiz.example", "www.quiz.example"),
        proxies=2,
        zone="Europe/Paris",
        seed="s",
    )


def test_a_data_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    inside = quizapp("db", "upgrade", "--data", tmp_path / "file" / "data")
    itself = quizapp("db", "upgrade", "--data", tmp_path / "file")

    assert inside.exit_code == 1
    assert "cannot be made" in inside.output
    assert "--data" in inside.output
    assert itself.exit_code == 2


def test_a_data_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    script = (
        "import os, sys; from click.testing import CliRunner; from quizapp.cli import main\n"
        "CliRunner().invoke(main, ['db', 'upgrade', '--data', sys.argv[1]])\n"  # Everything is imported from here on.
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "done = CliRunner().invoke(main, ['db', 'upgrade', '--data', sys.argv[2]])\n"
        "print(done.exit_code, type(done.exception).__name__, done.output)"
    )
    with TemporaryDirectory() as folder:  # Not below pytest's own, which no other user may enter.
        Path(folder).chmod(0o755)
        shut = Path(folder) / "shut"
        shut.mkdir()
        shut.chmod(0o555)

        for env in ({}, {"QUIZAPP_SECRET_KEY": GOOD_KEY}):
            done = subprocess.run(
                [sys.executable, "-c", script, str(tmp_path / "open"), str(shut)],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, **env},
            )
            assert done.stdout.startswith("1 SystemExit Error: "), done.stdout + done.stderr
            assert "ermission denied" in done.stdout


@pytest.mark.parametrize(
    "content",
    [b"a letter to a friend, of more than a hundred bytes " * 20, b"SQLite format 3\x00" + b"\xff" * 4000],
    ids=["a letter", "a damaged file"],
)
def test_a_database_that_is_none_is_said_to_be_so_and_left_alone(content: bytes, data: Path) -> None:
    data.mkdir()
    (data / "quizapp.db").write_bytes(content)

    done = quizapp("db", "upgrade", "--data", data)

    assert done.exit_code == 1
    assert "Error: " in done.output
    assert (data / "quizapp.db").read_bytes() == content


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////nowhere/at/all/quiz.db", "oracle+nothing://x/y"])
def test_a_database_address_that_leads_nowhere_is_said_to_be_so(url: str, data: Path) -> None:
    done = quizapp("db", "upgrade", "--data", data, QUIZAPP_DATABASE_URL=url)

    assert done.exit_code == 1
    assert "Error: " in done.output


# --- serve ---


def test_a_taken_port_is_said_to_be_so_with_another_to_choose(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = quizapp("serve", "--port", str(port), "--data", data)

    assert done.exit_code == 1
    assert f"Port {port} is taken" in done.output
    assert f"--port {port + 1}" in done.output


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1"])
def test_a_port_that_is_none_is_refused(port: str, data: Path) -> None:
    assert quizapp("serve", "--port", port, "--data", data).exit_code == 2
    assert not data.exists()


def test_the_server_refuses_what_it_should_on_the_wire_too(data: Path) -> None:
    with running(data, {name: value or "" for name, value in CLEAN.items()}) as server:

        def status(method: str, path: str, body: Any = None, /, **headers: str) -> int:
            connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
            try:
                with suppress(BrokenPipeError):  # It may have answered before it was told all.
                    connection.request(method, path, body, headers, encode_chunked="Transfer-Encoding" in headers)
                reply = connection.getresponse()
                assert b"Traceback" not in reply.read()
                assert server.process.poll() is None
                return reply.status
            finally:
                connection.close()

        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert status("GET", "/") == 200
        assert status("GET", "/quiz/kim-putin-2023") == 200
        assert status("GET", "/", Host="evil.example") == 400
        assert status("TRACE", "/") == 405
        assert status("POST", "/resume", b"x" * 20_000, **form) == 413
        assert status("POST", "/resume", iter([b"x" * 5000] * 4), **form, **{"Transfer-Encoding": "chunked"}) == 411
        assert status("POST", "/resume", b"code=x", **form) == 400
        assert status("GET", "/static/../../etc/passwd") == 404
        assert status("GET", "/" + "a" * 8000) in (404, 414)
        assert status("GET", "/", Cookie="a=" + "b" * 8000) in (200, 431)
        assert status("GET", "/") == 200


def test_a_second_start_loads_the_shipped_banks_no_second_time(data: Path) -> None:
    for expected in ("shipped banks loaded", ""):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            done = quizapp("serve", "--port", str(taken.getsockname()[1]), "--data", data)
        assert expected in done.output
        assert len(stored(data)["version"]) == len(list(folder("questions").glob("*.yaml")))


def test_the_version_and_help_are_printed() -> None:
    assert re.fullmatch(r"quizapp, version \d+\.\d+\.\d+\n", quizapp("--version").output)
    for args in ((), ("bank",), ("bank", "load"), ("serve",), ("db", "upgrade"), ("quiz", "set"), ("results",)):
        done = quizapp(*args, "--help")
        assert done.exit_code == 0
        assert "Usage:" in done.output


# --- doors ---


def test_every_address_is_listed_with_its_door_on_a_line_of_its_own(data: Path) -> None:
    done = quizapp("doors", COLUMNS="40", QUIZAPP_DATA=str(data))

    heading, *lines = done.output.splitlines()
    cells = [re.split(r"  +", line) for line in lines]
    assert {(endpoint, method) for method, __, endpoint, *___ in cells} == set(DOORS) | set(TEACHERS_DOORS) | set(
        PROGRAMS_DOORS
    )
    assert len(lines) == len(DOORS) + len(TEACHERS_DOORS) + len(PROGRAMS_DOORS)
    assert {line.index(f" {cells[at][2]}") + 1 for at, line in enumerate(lines)} == {heading.index("View")}
    assert ["GET", "/attempt/<address>", "reader.attempt", "anyone", "nothing", "–", "page"] in cells
    assert ["POST", "/teacher/classes", "classes.make", "teacher", "session", "1.1 MiB", "page"] in cells
    assert not data.exists()


def test_the_list_of_doors_has_french_headings() -> None:
    heading, *__ = quizapp("doors", LANG="fr_FR.UTF-8").output.splitlines()

    assert re.split(r"  +", heading)[3:5] == ["Pour qui", "S’ouvre avec"]


# --- handing out, and classes ---


@pytest.fixture
def taught(data: Path) -> Path:
    """A data folder with a bank that came along and a teacher."""
    load_into(data, bank())
    hire(data)
    return data


def hire(data: Path, email: str = TEACHER, role: Role = Role.TEACHER) -> None:
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database, database.transaction() as db:
        teachers.add(db, email, role, "x", NOON)


def terms_of(data: Path, slug: str) -> Terms:
    database = Database(f"sqlite:///{data / 'quizapp.db'}")
    with database.reading() as db:
        found = quizzes.by_slug(db, slug).terms
    database.close()
    return found


def test_a_bank_is_handed_out_on_terms_by_command(taught: Path) -> None:
    made = quizapp(
        *("quiz", "hand-out", "summit", "--teacher", TEACHER.upper(), "--minutes", "1h30", "--tries", "2"),
        *("--counts", "last", "--names", "none", "--opens", "2030-01-02T08:00", "--closes", "2030-01-02T10:00"),
        *("--address", "http://quiz.example/", "--data", taught),
    )

    assert made.exit_code == 0, made.output
    slug = made.stdout.strip().rpartition("/")[2]
    assert made.stdout.startswith("http://quiz.example/quiz/")
    assert f"Code: {spoken(slug)}" in made.stderr
    terms = terms_of(taught, slug)
    assert (terms.minutes, terms.tries, terms.counts, terms.names) == (90, 2, Counts.LAST, Names.NONE)
    assert terms.opens_at is not None
    assert on(terms.opens_at, zones.of_machine()).strftime("%Y-%m-%dT%H:%M") == "2030-01-02T08:00"
    assert slug in quizapp("quiz", "list", "--data", taught).stdout


def test_a_time_without_an_offset_is_on_the_clock_of_the_quizs_teacher_else_the_installations(taught: Path) -> None:
    database = Database(f"sqlite:///{taught / 'quizapp.db'}")
    with database.transaction() as db:
        teachers.set_zone(db, teachers.by_email(db, TEACHER)[0].id, "America/New_York")
    database.close()
    tokyo = {"QUIZAPP_TIME_ZONE": "Asia/Tokyo"}

    hers, ours = (
        quizapp("quiz", "hand-out", "summit", *whose, "--opens", "2030-01-02T08:00", "--data", taught, **tokyo)
        for whose in (("--teacher", TEACHER), ())
    )
    slugs = [made.stdout.strip()[-6:] for made in (hers, ours)]
    opens = [terms_of(taught, slug).opens_at for slug in slugs]
    for slug in slugs:
        quizapp("quiz", "set", slug, "--closes", "2030-01-03T08:00", "--data", taught, **tokyo)
    closes = [terms_of(taught, slug).closes_at for slug in slugs]

    assert opens == [datetime(2030, 1, 2, 13, tzinfo=UTC), datetime(2030, 1, 1, 23, tzinfo=UTC)]
    assert closes == [datetime(2030, 1, 3, 13, tzinfo=UTC), datetime(2030, 1, 2, 23, tzinfo=UTC)]


def test_a_time_that_comes_twice_is_the_first_which_is_said_and_one_that_is_skipped_is_refused(taught: Path) -> None:
    paris = {"QUIZAPP_TIME_ZONE": "Europe/Paris"}
    twice, skipped, given = (
        quizapp("quiz", "hand-out", "summit", "--opens", at, "--data", taught, **paris)
        for at in ("2026-10-25T02:30", "2027-03-28T02:30", "2026-10-25T02:30+01:00")
    )

    assert "the first is taken, 2026-10-25T02:30+02:00. The second is 2026-10-25T02:30+01:00." in twice.stderr
    assert terms_of(taught, twice.stdout.strip()[-6:]).opens_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert terms_of(taught, given.stdout.strip()[-6:]).opens_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert skipped.exit_code == 1
    assert "Give 2027-03-28T01:59+01:00 or 2027-03-28T03:00+02:00." in skipped.output


def test_terms_are_changed_one_by_one_and_taken_away_with_none(taught: Path) -> None:
    slug = quizapp("quiz", "hand-out", "summit", "--minutes", "20", "--tries", "2", "--data", taught).stdout.strip()[
        -6:
    ]

    changed = quizapp("quiz", "set", slug, "--minutes", "none", "--listed", "--data", taught)

    assert changed.exit_code == 0, changed.output
    terms = terms_of(taught, slug)
    assert (terms.minutes, terms.tries, terms.listed) == (None, 2, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--minutes", "0"], "The time limit is from 1 minute to 7 days"),
        (["--minutes", "soon"], "“soon” is not a time such as 10, 45min or 1h30, nor “none”."),
        (["--tries", "soon"], "“soon” is not a number, nor “none”."),
        (["--opens", "2030-01-02T08:00", "--closes", "2030-01-01T08:00"], "It would close before it opens."),
        (["--closes", "tomorrow"], "“tomorrow” is not a date and time"),
        (["--closes", "9999-01-01T00:00"], "is not a date and time"),
        (["--teacher", "nobody@school.example"], "nobody@school.example does not teach here."),
        (["--class", "7B"], "give --teacher too"),
        (["--class", "7B", "--teacher", TEACHER], "There is no class “7B”."),
        (["--draw", "9", "--teacher", TEACHER], "9 are to be drawn out of only 3."),
        (["--draw", "2", "--teacher", TEACHER], "These questions are not worth the same"),
        (["--draw", "2"], "give --teacher too"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused_and_nothing_is_made(
    options: list[str], said: str, taught: Path
) -> None:
    before = stored(taught)

    refused = quizapp("quiz", "hand-out", "summit", *options, "--data", taught)

    assert refused.exit_code != 0
    assert said in refused.output
    assert stored(taught) == before


def test_as_many_questions_as_one_says_are_drawn_for_each_reader(taught: Path, file: Callable[..., Path]) -> None:
    five = file(bank(*(single(f"q{at}") for at in range(5)), id_="five"), "five.yaml")
    quizapp("bank", "load", five, "--teacher", TEACHER, "--data", taught)

    made = quizapp("quiz", "hand-out", "five", "--draw", "2", "--teacher", TEACHER, "--data", taught)

    database = Database(f"sqlite:///{taught / 'quizapp.db'}")
    with database.reading() as db:
        quiz = quizzes.by_slug(db, made.stdout.strip().rpartition("/")[2])
    database.close()
    assert (quiz.question_count, quiz.compiled) == (2, True)


def test_an_unknown_bank_is_not_handed_out_to_anyone(taught: Path) -> None:
    for options in ([], ["--teacher", TEACHER]):
        refused = quizapp("quiz", "hand-out", "nothing", *options, "--data", taught)
        assert (refused.exit_code, "There is no bank “nothing”" in refused.output) == (1, True)


def test_of_two_classes_of_one_name_none_is_taken_for_the_other(taught: Path, tmp_path: Path) -> None:
    names = tmp_path / "7b.txt"
    names.write_text("Mona\n")
    own = ("--teacher", TEACHER, "--data", taught)
    assert quizapp("class", "load", "7B", names, *own).exit_code == 0
    assert quizapp("class", "load", "8C", names, *own).exit_code == 0
    with closing(sqlite3.connect(taught / "quizapp.db")) as connection, connection:
        connection.execute("UPDATE class_list SET name = '7b' WHERE name = '8C'")
    before = stored(taught)

    for command in (["remove", "7B"], ["load", "7B", names]):
        refused = quizapp("class", *command, *own)
        assert refused.exit_code == 1
        assert "Several classes are called “7B”" in refused.output
    assert stored(taught) == before


def test_a_class_is_listed_handed_a_quiz_and_deleted_by_command(taught: Path, tmp_path: Path) -> None:
    names = tmp_path / "7b.csv"
    names.write_bytes("Prénom;Nom;Tiers temps\r\nZoé;Martin;33\r\n=Ben;;\r\n".encode("cp1252"))
    own = ("--teacher", TEACHER, "--data", taught)

    loaded = quizapp("class", "load", "7B", names, *own)
    again = quizapp("class", "load", "7b", names, *own)
    slug = quizapp("quiz", "hand-out", "summit", "--class", "7b", *own).stdout.strip()[-6:]
    links = list(csv.reader(io.StringIO(quizapp("class", "links", slug, *own).stdout)))

    assert "2 names were added." in loaded.output
    assert "0 names were added." in again.output
    assert "7B" in quizapp("class", "list", *own).stdout
    assert [row[0] for row in links] == ["name", "'=Ben", "Zoé Martin"]
    assert f"/quiz/{slug}/for/" in links[1][1]
    assert terms_of(taught, slug).class_id is not None

    assert quizapp("class", "remove", "7B", *own).exit_code == 0
    left = stored(taught)
    assert left["class_list"] == left["member"] == []
    assert terms_of(taught, slug).closes_at is not None


def test_a_class_list_with_faults_names_their_lines_and_is_not_loaded(taught: Path, tmp_path: Path) -> None:
    names = tmp_path / "7b.txt"
    names.write_text("Anna\nBen\nanna\nCleo +999 %\n", "utf-8")
    before = stored(taught)

    refused = quizapp("class", "load", "7B", names, "--teacher", TEACHER, "--data", taught)

    assert refused.exit_code == 1
    assert f"{names}:3: “anna” stands on line 1 too: these two have the same name." in refused.output
    assert f"{names}:4: “999” is no extra time." in refused.output
    assert stored(taught) == before


def test_a_class_list_of_a_spreadsheet_is_loaded_and_its_columns_can_be_said(taught: Path, tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Durand", "Anna", "x"), ("Martin", "Zoé", "y")):
        book.worksheets[0].append(row)
    book.save(tmp_path / "7b.xlsx")
    load = ("class", "load", "7B", tmp_path / "7b.xlsx", "--teacher", TEACHER, "--data", taught)

    refused = quizapp(*load, "--columns", "family,given")
    loaded = quizapp(*load, "--columns", "family,first,-")

    assert (refused.exit_code, "No column means “given”." in refused.output) == (2, True)
    assert loaded.exit_code == 0, loaded.output
    members = [(row["name"], row["family"]) for row in rows(taught, "member")]
    assert members == [("Anna Durand", "Durand"), ("Zoé Martin", "Martin")]


def rows(data: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(data / "quizapp.db")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]


def test_questions_of_other_kinds_are_left_out_only_when_asked(data: Path, file: Callable[..., Path]) -> None:
    gift = file("::Where::Where?{=Here~There}\n\n::Essay::Say why.{}\n", "summit.gift")

    checked = quizapp("bank", "check", gift)
    refused = quizapp("bank", "load", gift, "--data", data)
    loaded = quizapp("bank", "load", gift, "--leave-out", "--data", data)

    assert (checked.exit_code, refused.exit_code, loaded.exit_code) == (0, 1, 0)
    assert f"{gift}:3:1: left out “Say why.” is a question of kind “essay”" in checked.output
    assert "2 questions, 0 faults, 0 warnings, 1 left out" in checked.output
    assert "--leave-out" in refused.output
    assert "version 1 published" in loaded.output
