"""What is wrong with files of banks: no database is opened, and nothing of the app loaded that knows one."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import click

from quizapp.cli.terminal import _, counted, printer, shown, tracked
from quizapp.formats.building.assembly import COLUMNS, EVERY_OPTION
from quizapp.formats.problems import NOTHING_SAID, Guess, Options, Problem, sentence, told
from quizapp.formats.syntax.text import LARGEST
from quizapp.services import examining
from quizapp.services.examining import CheckedFile

_STANDARD_INPUT = Path("-")

files_argument = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")


def _options(context: click.Context, parameter: click.Parameter, given: Sequence[str]) -> Options:
    """What was said as NAME=VALUE, by its names."""
    said = dict(one.partition("=")[::2] for one in given)
    known = sorted(EVERY_OPTION)
    if any("=" not in one for one in given) or not said.keys() <= set(known):
        raise click.BadParameter(_("write NAME=VALUE; the names are %(names)s") % {"names": ", ".join(known)})
    return said


options_option = click.option(
    "--as",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_options,
    help="Read the files so, where they do not say it: encoding=Windows-1252, title=Summit, keys=3:B",
)


columns_option = click.option(
    "--columns",
    metavar="HOLDINGS",
    help="What the columns of a table without headings hold: question,choice,choice,right or - to leave one out.",
)


def with_columns(options: Options, columns: str | None) -> Options:
    return options if columns is None else {**options, COLUMNS: columns.replace(" ", "")}


@click.command()
@files_argument
@options_option
@columns_option
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each file.")
def check(files: tuple[Path, ...], options: Options, columns: str | None, as_json: bool) -> None:
    """Name every problem of bank files, with its place; exit 1 if one has a fault. Nothing is stored.

    Of a folder all its files are checked; - stands for standard input.
    """
    faulty = False
    for file in tracked(_within(files), _("Checking"), quiet=as_json):
        one = _checked(file, with_columns(options, columns))
        faulty = faulty or bool(one.report.problems)
        if as_json:
            click.echo(json.dumps(_as_json(one), ensure_ascii=False))
        else:
            print_report(one)
    if faulty:
        sys.exit(1)


def _within(files: Sequence[Path]) -> Sequence[Path]:
    """With the files of folders in their stead, but for what is hidden there."""
    found: list[Path] = []
    for file in files:
        if file.is_dir():
            inside = (one for one in file.rglob("*") if one.is_file())
            found += sorted(one for one in inside if not any(part[0] == "." for part in one.relative_to(file).parts))
        else:
            found.append(file)
    return found


def _checked(file: Path, options: Options) -> CheckedFile:
    if file != _STANDARD_INPUT:
        return examining.check(file, options)
    return examining.examine(str(file), sys.stdin.buffer.read(LARGEST + 1), options=options)


@click.command("schema")
def schema() -> None:
    """Print the JSON Schema of bank files, for editors that check and complete as one types."""
    click.echo(resources.files("quizapp.formats.native").joinpath("bank.schema.json").read_text("utf-8"), nl=False)


def check_all(files: Sequence[Path], options: Options = NOTHING_SAID) -> list[CheckedFile]:
    return [examining.check(file, options) for file in tracked(files, _("Checking"))]


def _as_json(checked: CheckedFile) -> dict[str, Any]:
    report = checked.report

    def problem(one: Problem) -> dict[str, Any]:
        text, hint = sentence(one, _)
        place = {"member": one.member, "cell": one.cell}
        given = {name: where for name, where in place.items() if where}
        return {**given, "line": one.line, "column": one.column, "code": one.code, "text": text, "hint": hint}

    def guess(one: Guess) -> dict[str, Any]:
        others = [{"value": sense.value, "text": told(one, sense, _)} for sense in one.others]
        return {"option": one.option, "value": one.taken.value, "text": told(one, one.taken, _), "others": others}

    return {
        "file": checked.name,
        "format": report.format,
        "questions": report.questions,
        **({"sheet": asdict(report.sheet)} if report.sheet else {}),
        "guesses": [guess(one) for one in report.guesses],
        "left_out": [problem(one) for one in report.left_out],
        "problems": [problem(one) for one in report.problems],
        "warnings": [problem(one) for one in report.warnings],
    }


def print_report(checked: CheckedFile) -> None:
    console = printer()
    report = checked.report
    for guess in report.guesses:
        console.print(f"{shown(checked.name)}: [cyan]{_('guessed')}[/] {shown(told(guess, guess.taken, _))}")
        for sense in guess.others:
            taken_so = shown(f"--as {guess.option}={sense.value}")
            console.print(f"        → {shown(told(guess, sense, _))} [dim]({taken_so})[/dim]")
    if report.sheet:
        console.print(f"        → --columns {','.join(report.sheet.columns)}")
    for kind, style, problems in (
        (_("fault"), "bold red", report.problems),
        (_("left out"), "yellow", report.left_out),
        (_("warning"), "yellow", report.warnings),
    ):
        for one in problems:
            text, hint = sentence(one, _)
            inside = f"({shown(one.member)})" if one.member else ""
            place = f":{one.cell}" if one.cell else f":{one.line}:{one.column}" if one.line else ""
            where = f"{shown(checked.name)}{inside}{place}"
            console.print(f"{where}: [{style}]{kind}[/] {shown(text)} [dim]({one.code})[/dim]")
            if excerpt := checked.excerpt(one):
                console.print(f"  [dim]{one.line or '':>5} │[/dim] {shown(excerpt)}")
            console.print(f"        → {shown(hint)}")
    counts = (
        counted("%(num)s question", "%(num)s questions", report.questions),
        counted("%(num)s fault", "%(num)s faults", len(report.problems)),
        counted("%(num)s warning", "%(num)s warnings", len(report.warnings)),
        *([counted("%(num)s left out", "%(num)s left out", len(report.left_out))] if report.left_out else []),
    )
    console.print(f"{shown(checked.name)}: {', '.join(counts)}")
