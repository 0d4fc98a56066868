"""quizapp bank: check, load, list and export question banks."""

import json
import sys
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from quizapp.app import utc_now
from quizapp.cli.terminal import _, counted, data_option, opened, printer, shown, tracked
from quizapp.formats import native, writing
from quizapp.formats.carrying import LOST
from quizapp.formats.problems import Problem, sentence
from quizapp.formats.writing import NothingLeft, WrittenBank
from quizapp.services import checking, publishing
from quizapp.services.checking import CheckedFile
from quizapp.services.publishing import Publication

_files_argument = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")

_OWN = native.WRITER.id
_to_option = click.option(
    "--to", "format_id", type=click.Choice([one.id for one in writing.WRITERS]), help="The format to write."
)


@click.group()
def bank() -> None:
    """Check, load, list and export question banks."""


@bank.command()
@_files_argument
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, an object for each file.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Name every problem of bank files, with its place; exit 1 if one has a fault. Nothing is stored."""
    checked = _check_all(files, quiet=as_json)
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in checked], ensure_ascii=False, indent=2))
    else:
        for one in checked:
            _print_report(one)
    if any(one.report.problems for one in checked):
        sys.exit(1)


@bank.command()
@_files_argument
@click.option("--leave-out", is_flag=True, help="Load the rest where a file has questions that are not asked here.")
@data_option
def load(files: tuple[Path, ...], leave_out: bool, data: Path | None) -> None:
    """Check bank files and publish them: all of them, or none if one has a fault."""
    console = printer()
    checked = _check_all(files)
    _refuse_shared_ids(checked)
    for one in checked:
        _print_report(one)
    if any(one.report.problems for one in checked):
        console.print(_("Nothing was loaded."))
        sys.exit(1)
    if not leave_out and any(one.report.left_out for one in checked):
        console.print(_("Nothing was loaded. To load the rest without these questions, add: --leave-out"))
        sys.exit(1)
    with opened(data) as (__, database):
        reports = (one.report for one in tracked(checked, _("Loading")))
        publications = publishing.load(database, reports, utc_now())
    for publication in publications:
        _print_publication(console, publication)


@bank.command("list")
@data_option
def list_(data: Path | None) -> None:
    """List the banks with their newest versions."""
    with opened(data) as (__, database), database.reading() as db:
        banks = publishing.list_banks(db)
    table = Table(box=None, pad_edge=False)
    for heading in (_("Bank"), _("Title"), _("Language"), _("Version"), _("Questions"), _("Published")):
        table.add_column(heading, overflow="fold")
    for one in banks:
        published = one.published_at.astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(one.slug, escape(one.title), one.language, str(one.version), str(one.question_count), published)
    if banks:
        printer().print(table)
    else:
        click.echo(_("There is no bank yet. Load one with: quizapp bank load FILE"))


@bank.command()
@click.argument("bank_id", metavar="BANK")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@_to_option
@data_option
def export(bank_id: str, output: Path | None, format_id: str | None, data: Path | None) -> None:
    """Write a bank as the file that would load back to the same, or in the format of another program."""
    with opened(data) as (__, database), database.reading() as db:
        made = _made(lambda: publishing.export(db, bank_id, format_id or _format_of(output, default=_OWN)))
    _print_losses(made)
    _put(made.data, output)


@bank.command()
@click.argument("file", metavar="IN", type=click.Path(path_type=Path))
@click.argument("output", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@_to_option
@click.option("--leave-out", is_flag=True, help="Write the rest where the file has questions that are not asked here.")
def convert(file: Path, output: Path, format_id: str | None, leave_out: bool) -> None:
    """Write the bank of a file in another format; which one, OUT's ending or --to tells. No server is needed."""
    wanted = format_id or _format_of(output)
    (checked,) = _check_all([file])
    _print_report(checked)
    report = checked.report
    if report.bank is None:
        sys.exit(1)
    if report.left_out and not leave_out:
        printer().print(_("Nothing was written. To write the rest without these questions, add: --leave-out"))
        sys.exit(1)
    sound = report.bank
    made = _made(lambda: writing.write(sound, report.pictures, wanted))
    _print_losses(made)
    _put(made.data, output)


def _format_of(output: Path | None, default: str = "") -> str:
    """The format that a file's ending tells, if only one has it."""
    ending = output.suffix.lstrip(".").lower() if output else ""
    found = [one.id for one in writing.WRITERS if one.ending == ending] or ([default] if default else [])
    if len(found) != 1:
        known = ", ".join(one.id for one in writing.WRITERS)
        raise click.ClickException(_("Which format is it to be? Add --to with one of: %(known)s") % {"known": known})
    return found[0]


def _made(write: Callable[[], WrittenBank]) -> WrittenBank:
    try:
        return write()
    except NothingLeft as error:
        raise click.ClickException(_("No question of this bank can be asked in that format.")) from error


def _print_losses(made: WrittenBank) -> None:
    """Beside the file, which may go to standard output."""
    for loss in made.losses:
        which = ", ".join(map(str, loss.questions[:12])) + (" …" if len(loss.questions) > 12 else "")
        what = _(LOST[loss.feature]) + (f" ({which})" if which else "")
        click.echo(_("not carried: %(what)s") % {"what": what}, err=True)


def _put(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        reason = {"file": output, "reason": error.strerror or error}
        raise click.ClickException(_("%(file)s cannot be written: %(reason)s") % reason) from error


@bank.command("schema")
def schema_() -> None:
    """Print the JSON Schema of bank files, for editors that check and complete as one types."""
    click.echo(resources.files("quizapp.formats.native").joinpath("bank.schema.json").read_text("utf-8"), nl=False)


def _check_all(files: Sequence[Path], *, quiet: bool = False) -> list[CheckedFile]:
    return [checking.check(file) for file in tracked(files, _("Checking"), quiet=quiet)]


def _refuse_shared_ids(checked: Sequence[CheckedFile]) -> None:
    names: dict[str, str] = {}
    for one in checked:
        if (read := one.report.bank) is not None and names.setdefault(read.id, one.name) != one.name:
            values = {"first": names[read.id], "second": one.name, "id": read.id}
            raise click.ClickException(
                _("%(first)s and %(second)s both hold the bank “%(id)s”. Give one of them another id.") % values
            )


def _as_json(checked: CheckedFile) -> dict[str, Any]:
    report = checked.report

    def problem(one: Problem) -> dict[str, Any]:
        text, hint = sentence(one, _)
        place = {"member": one.member, "cell": one.cell}
        given = {name: where for name, where in place.items() if where}
        return {**given, "line": one.line, "column": one.column, "code": one.code, "text": text, "hint": hint}

    return {
        "file": checked.name,
        "format": report.format,
        "questions": report.questions,
        "left_out": [problem(one) for one in report.left_out],
        "problems": [problem(one) for one in report.problems],
        "warnings": [problem(one) for one in report.warnings],
    }


def _print_report(checked: CheckedFile) -> None:
    console = printer()
    report = checked.report
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


def _print_publication(console: Console, publication: Publication) -> None:
    name = escape(publication.bank.title)
    if publication.version is None:
        console.print(_("%(bank)s: nothing has changed.") % {"bank": name})
        return
    difference = publication.difference
    console.print(_("%(bank)s: version %(version)s published.") % {"bank": name, "version": publication.version})
    for heading, ids in (
        (_("added"), difference.added),
        (_("changed"), difference.changed),
        (_("removed"), difference.removed),
    ):
        if ids:
            shown = ", ".join(ids[:12]) + (" …" if len(ids) > 12 else "")
            console.print(f"  {heading}: {len(ids)} ({shown})")
    unchanged = _("unchanged")
    console.print(f"  {unchanged}: {len(difference.unchanged)}")
    if difference.text_changed:
        console.print("  " + _("The title, article, source or order has changed."))
