"""quizapp results: what came of a quiz, on the terminal or as a file."""

import shutil
import sys
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

import click
from rich.table import Table

from quizapp.cli.databases import data_option, opened
from quizapp.cli.terminal import _, language, printer, shown
from quizapp.clock import utc_now
from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.services import downloads, exports, files, zones
from quizapp.services.exports import Extract
from quizapp.store.banks import Shelf


@click.command()
@click.argument("slug", metavar="QUIZ")
@click.option(
    "--scores", "portion", flag_value="scores", default="scores", help="Every attempt, with every mark. The default."
)
@click.option("--responses", "portion", flag_value="responses", help="Every response: what was picked, and when.")
@click.option("--questions", "portion", flag_value="questions", help="What the answers say of each question.")
@click.option("--csv", "ending", flag_value="csv", help="As CSV, in the terminal's language.")
@click.option("--xlsx", "ending", flag_value="xlsx", help="As a workbook.")
@click.option("--json", "ending", flag_value="json", help="As JSON, with times in UTC.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@data_option
def results(slug: str, portion: str, ending: str | None, output: Path | None, data: Path | None) -> None:
    """Print what came of a quiz, as its page shows it; or write the files that its page gives."""
    wanted = _ending(ending, output)
    with opened(data) as (settings, database), database.reading() as db:
        extract = exports.extract_for_all(db, Shelf(), slug, Portion(portion), utc_now())
        if wanted is not None:
            extract.quiz.check_real()
    zone = zones.chosen(extract.quiz.zone, zones.of_installation(settings.zone))
    if wanted is None:
        _print(extract, zone)
        return
    with files.written(extract, Wanted(extract.portion, wanted, language()), zone) as file:
        _put(file, output)


def _ending(asked: str | None, output: Path | None) -> Ending | None:
    """What --csv or the like says, else the file's name; None for the terminal."""
    if asked is None and output is None:
        return None
    try:
        ending = Ending(asked or (output.suffix.lstrip(".").lower() if output else ""))
    except ValueError as error:
        raise click.UsageError(_("Which kind of file is it to be? Add --csv, --xlsx or --json.")) from error
    if ending is Ending.XLSX and output is None and sys.stdout.isatty():
        raise click.UsageError(_("A workbook is nothing for a terminal. Name a file with: -o FILE"))
    return ending


def _print(extract: Extract, zone: ZoneInfo) -> None:
    dialect = downloads.dialect_of(language())
    rows = files.table(extract, language(), zone)
    headings, *lines = ([downloads.text_of(cell, dialect) for cell in row[: len(extract.headings)]] for row in rows)
    table = Table(*headings, box=None, pad_edge=False)
    for line in lines:
        table.add_row(*map(shown, line))
    if extract.quiz.simulated:
        printer().print(_("A simulated class: nobody sat in it."))
    printer().print(table if lines else _("Nobody has started this quiz yet."))


def _put(file: IO[bytes], output: Path | None) -> None:
    if output is None:
        shutil.copyfileobj(file, sys.stdout.buffer)
        return
    try:
        with output.open("wb") as opened_file:
            shutil.copyfileobj(file, opened_file)
    except OSError as error:
        reason = {"file": output, "reason": error.strerror or error}
        raise click.ClickException(_("%(file)s cannot be written: %(reason)s") % reason) from error
