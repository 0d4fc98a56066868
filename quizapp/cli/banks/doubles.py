"""Which questions of bank files are asked in the banks of the database too."""

from pathlib import Path

import click

from quizapp.cli.banks.checking import check_all, columns_option, files_argument, options_option, with_columns
from quizapp.cli.databases import data_option, opened
from quizapp.cli.terminal import _, counted, printer, shown
from quizapp.domain.texts import plain
from quizapp.formats.problems import Options
from quizapp.services import accounts, doubles
from quizapp.store.banks import Shelf

_LONGEST_STEM = 80


@click.command("doubles")
@files_argument
@options_option
@columns_option
@click.option("--teacher", "email", metavar="EMAIL", help="Whose banks to look in. Default: the instance's.")
@data_option
def doubles_(
    files: tuple[Path, ...], options: Options, columns: str | None, email: str | None, data: Path | None
) -> None:
    """Name the questions of sound bank files that are asked in other banks too; those with another key first."""
    console = printer()
    checked = check_all(files, with_columns(options, columns))
    with opened(data) as (__, database), database.reading() as db:
        teacher = accounts.teacher_at(db, email) if email is not None else None
        for one in checked:
            name = shown(one.name)
            if one.report.bank is None:
                console.print(f"{name}: {_('has faults: see quizapp bank check')}")
                continue
            also = doubles.in_banks_of(db, Shelf(), teacher.id if teacher else None, one.report.bank)
            for found in also.found:
                told = _("question %(number)s is asked in %(title)s, question %(other)s") % {
                    "number": found.number, "title": found.bank.title, "other": found.other,
                }  # fmt: skip
                key = f" [bold red]{_('with another key')}[/]" if found.other_key else ""
                console.print(f"{name}: {shown(told)}{key}")
                console.print(f"        {shown(plain(found.stem)[:_LONGEST_STEM])}")
            counts = [counted("%(num)s bank looked in", "%(num)s banks looked in", also.looked_in)]
            if also.left:
                counts.append(counted("%(num)s bank not looked in", "%(num)s banks not looked in", also.left))
            console.print(f"{name}: {', '.join(counts)}")
