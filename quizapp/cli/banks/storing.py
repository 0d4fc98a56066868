"""Banks in the database: put there, listed, and taken out again."""

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from quizapp.cli.banks.checking import (
    check_all,
    columns_option,
    files_argument,
    options_option,
    print_report,
    with_columns,
)
from quizapp.cli.banks.writing import format_of, made, print_losses, put, to_option
from quizapp.cli.databases import data_option, opened
from quizapp.cli.teachers import address_option
from quizapp.cli.terminal import _, printer, tracked
from quizapp.clock import utc_now
from quizapp.domain.quizzes import Terms
from quizapp.domain.zones import on
from quizapp.formats import native
from quizapp.formats.problems import Options
from quizapp.services import accounts, handing_out, publishing, zones
from quizapp.services.examining import CheckedFile
from quizapp.services.publishing import Publication

_OWN = native.WRITER.id


@click.command()
@files_argument
@options_option
@columns_option
@click.option("--leave-out", is_flag=True, help="Load the rest where a file has questions that are not asked here.")
@click.option("--teacher", "email", metavar="EMAIL", help="Whose banks they are. Default: the instance's, for owners.")
@click.option("--hand-out", is_flag=True, help="Make a quiz of each that has none, and print its link.")
@click.option("--listed", is_flag=True, help="The same, with the quiz on the front page, for everybody.")
@address_option
@data_option
def load(
    files: tuple[Path, ...],
    options: Options,
    columns: str | None,
    leave_out: bool,
    email: str | None,
    address: str,
    data: Path | None,
    **wanted: bool,
) -> None:
    """Check bank files and publish them: all of them, or none if one has a fault.

    Nobody can answer a bank before it is handed out.
    """
    console = printer()
    checked = check_all(files, with_columns(options, columns))
    _refuse_shared_ids(checked)
    for one in checked:
        print_report(one)
    if any(one.report.problems for one in checked):
        console.print(_("Nothing was loaded."))
        sys.exit(1)
    if not leave_out and any(one.report.left_out for one in checked):
        console.print(_("Nothing was loaded. To load the rest without these questions, add: --leave-out"))
        sys.exit(1)
    with opened(data) as (__, database):
        with database.reading() as db:
            teacher = accounts.teacher_at(db, email) if email is not None else None
        reports = (one.report for one in tracked(checked, _("Loading")))
        then = None
        if any(wanted.values()):
            then = handing_out.hand_out_loaded(teacher, Terms(listed=wanted["listed"]), secrets.randbelow, utc_now())
        publications = publishing.load(database, teacher, reports, utc_now(), then)
    for publication in publications:
        _print_publication(console, publication)
        if publication.quiz:
            console.print(escape(f"  {address.rstrip('/')}/quiz/{publication.quiz}"), soft_wrap=True)
    if not then and any(one.outcome == "new" for one in publications):
        console.print(_("Nobody can answer yet: hand a bank out in the browser, or by: quizapp quiz hand-out BANK"))


@click.command("list")
@data_option
def list_(data: Path | None) -> None:
    """List the banks with their newest versions."""
    with opened(data) as (settings, database), database.reading() as db:
        banks = publishing.list_banks(db)
        whose = {one.id: one.email for one in accounts.everyone(db)}
    table, zone = Table(box=None, pad_edge=False), zones.of_installation(settings.zone)
    for heading in (_("Bank"), _("Title"), _("Language"), _("Version"), _("Questions"), _("Published"), _("Teacher")):
        table.add_column(heading, overflow="fold")
    for one in banks:
        published = on(one.published_at, zone).strftime("%Y-%m-%d %H:%M")
        told = (one.slug, escape(one.title), one.language, str(one.version), str(one.question_count), published)
        table.add_row(*told, whose[one.teacher_id] if one.teacher_id else "")
    if banks:
        printer().print(table)
    else:
        click.echo(_("There is no bank yet. Load one with: quizapp bank load FILE"))


@click.command()
@click.argument("bank_id", metavar="BANK")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@to_option
@click.option("--teacher", "email", metavar="EMAIL", help="Whose bank it is. Default: the instance's.")
@data_option
def export(bank_id: str, output: Path | None, format_id: str | None, email: str | None, data: Path | None) -> None:
    """Write a bank as the file that would load back to the same, or in the format of another program."""
    with opened(data) as (__, database), database.reading() as db:
        teacher = accounts.teacher_at(db, email) if email is not None else None
        written = made(lambda: publishing.export(db, teacher, bank_id, format_id or format_of(output, default=_OWN)))
    print_losses(written)
    put(written.data, output)


def _refuse_shared_ids(checked: Sequence[CheckedFile]) -> None:
    names: dict[str, str] = {}
    for one in checked:
        if (read := one.report.bank) is not None and names.setdefault(read.id, one.name) != one.name:
            values = {"first": names[read.id], "second": one.name, "id": read.id}
            raise click.ClickException(
                _("%(first)s and %(second)s both hold the bank “%(id)s”. Give one of them another id.") % values
            )


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
