"""A bank as the file of some program."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from quizapp.cli.banks.checking import check_all, print_report
from quizapp.cli.terminal import _, printer
from quizapp.formats import writing
from quizapp.formats.carrying import LOST
from quizapp.formats.writing import NothingLeft, WrittenBank

to_option = click.option(
    "--to", "format_id", type=click.Choice([one.id for one in writing.WRITERS]), help="The format to write."
)


@click.command()
@click.argument("file", metavar="IN", type=click.Path(path_type=Path))
@click.argument("output", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@to_option
@click.option("--leave-out", is_flag=True, help="Write the rest where the file has questions that are not asked here.")
def convert(file: Path, output: Path, format_id: str | None, leave_out: bool) -> None:
    """Write the bank of a file in another format; which one, OUT's ending or --to tells. No server is needed."""
    wanted = format_id or format_of(output)
    (checked,) = check_all([file])
    print_report(checked)
    report = checked.report
    if report.bank is None:
        sys.exit(1)
    if report.left_out and not leave_out:
        printer().print(_("Nothing was written. To write the rest without these questions, add: --leave-out"))
        sys.exit(1)
    sound = report.bank
    written = made(lambda: writing.write(sound, report.pictures, wanted))
    print_losses(written)
    put(written.data, output)


def format_of(output: Path | None, default: str = "") -> str:
    """The format that a file's ending tells, if only one has it."""
    ending = output.suffix.lstrip(".").lower() if output else ""
    found = [one.id for one in writing.WRITERS if one.ending == ending] or ([default] if default else [])
    if len(found) != 1:
        known = ", ".join(one.id for one in writing.WRITERS)
        raise click.ClickException(_("Which format is it to be? Add --to with one of: %(known)s") % {"known": known})
    return found[0]


def made(write: Callable[[], WrittenBank]) -> WrittenBank:
    try:
        return write()
    except NothingLeft as error:
        raise click.ClickException(_("No question of this bank can be asked in that format.")) from error


def print_losses(made: WrittenBank) -> None:
    """Beside the file, which may go to standard output."""
    for loss in made.losses:
        which = ", ".join(map(str, loss.questions[:12])) + (" …" if len(loss.questions) > 12 else "")
        what = _(LOST[loss.feature]) + (f" ({which})" if which else "")
        click.echo(_("not carried: %(what)s") % {"what": what}, err=True)


def put(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        reason = {"file": output, "reason": error.strerror or error}
        raise click.ClickException(_("%(file)s cannot be written: %(reason)s") % reason) from error
