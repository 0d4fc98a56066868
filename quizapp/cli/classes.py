"""quizapp class: the lists of readers that a quiz may be kept to, and their links."""

import csv
import sys
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from quizapp.cli.banks.archiving import said
from quizapp.cli.databases import data_option
from quizapp.cli.offices import in_office, office
from quizapp.cli.teachers import address_option
from quizapp.cli.terminal import _, counted, printer, shown
from quizapp.formats.problems import sentence
from quizapp.formats.sheets.guards import guarded
from quizapp.rosters import drafts, files
from quizapp.rosters.class_list import Choices
from quizapp.rosters.files import UnreadableList
from quizapp.rosters.headings import Meaning
from quizapp.services import archive as services
from quizapp.services import classes, handing_out
from quizapp.services.classes import BadList
from quizapp.services.visits import Office

_teacher_option = click.option("--teacher", "email", metavar="EMAIL", required=True, help="Whose class it is.")


@click.group("class")
def class_() -> None:
    """Keep lists of readers, with a link for each."""


@class_.command()
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option(
    "--columns",
    metavar="MEANINGS",
    default="",
    help="What the columns mean, in their order: name,family,first,identifier,extra or - for one that is not used.",
)
@_teacher_option
@data_option
def load(name: str, file: Path, columns: str, email: str, data: Path | None) -> None:
    """List the readers named in an XLSX, ODS, CSV or text file: all of them, or none if a line has a fault."""
    choices = Choices(_meanings(columns))
    try:
        given = drafts.begun(file.name, files.opened(file.name, file.read_bytes()))
        listing = in_office(data, email, lambda office: classes.make_or_add(office, name, given.text, choices))
    except (BadList, UnreadableList) as error:
        for problem in error.problems:
            text, hint = sentence(problem, _)
            click.echo(f"{shown(str(file))}:{problem.line}: {shown(text)} {shown(hint)}")
        raise click.ClickException(_("Nothing was loaded.")) from error
    for note in (*given.given.notes, *listing.notes):
        text, hint = sentence(note, _)
        click.echo(f"{shown(str(file))}:{note.line}: {shown(text)} {shown(hint)}", err=True)
    added = len(listing.members)
    click.echo(counted("%(num)s name was added.", "%(num)s names were added.", added))


def _meanings(columns: str) -> tuple[str, ...]:
    given = tuple("none" if one.strip() == "-" else one.strip() for one in columns.split(",")) if columns else ()
    if unknown := [one for one in given if one not in {meaning.value for meaning in Meaning}]:
        raise click.UsageError(_("No column means “%(said)s”.") % {"said": shown(unknown[0])})
    return given


@class_.command("list")
@_teacher_option
@data_option
def list_(email: str, data: Path | None) -> None:
    """List a teacher's classes."""
    with office(data, email) as mine:
        found = classes.classes_of(mine)
    table = Table(_("Class"), _("Readers"), box=None, pad_edge=False)
    for one in found:
        table.add_row(escape(one.name), str(one.members))
    printer().print(table if found else _("There is no class list yet. Make one with: quizapp class load NAME FILE"))


@class_.command()
@click.argument("slug", metavar="QUIZ")
@_teacher_option
@address_option
@data_option
def links(slug: str, email: str, address: str, data: Path | None) -> None:
    """Print as CSV the link of each reader to a quiz that is for their class."""
    with office(data, email) as mine:
        quiz = handing_out.quiz_of(mine, slug)
        found = classes.presence(mine, quiz)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("name", "link"))
    for one in found:
        writer.writerow((guarded(one.member.name), f"{address.rstrip('/')}/quiz/{quiz.slug}/for/{one.member.address}"))


@class_.command()
@click.argument("name")
@_teacher_option
@click.option("--back", is_flag=True, help="Take it back, with the quizzes that went with it.")
@data_option
def archive(name: str, email: str, back: bool, data: Path | None) -> None:
    """Take a class off the lists, with its quizzes, which nobody can begin then; marks stay."""

    def work(office: Office) -> None:
        if back:
            services.take_classes_back(office, [services.class_named(office, name)])
        else:
            services.put_classes_away(office, [classes.class_named(office, name)])

    in_office(data, email, work)
    click.echo(said(1, back=back))


@class_.command()
@click.argument("name")
@_teacher_option
@data_option
def remove(name: str, email: str, data: Path | None) -> None:
    """Delete a class for good, with its names and all that its readers have answered; its quizzes close."""
    in_office(data, email, lambda office: classes.remove(office, classes.class_named(office, name)))
