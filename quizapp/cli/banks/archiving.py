"""Banks that are put away, or deleted, and taken back."""

from pathlib import Path

import click

from quizapp.cli.databases import data_option
from quizapp.cli.offices import in_office, office
from quizapp.cli.terminal import _, counted
from quizapp.domain.quizzes import spoken
from quizapp.services import archive as services
from quizapp.services.archive import Deletion
from quizapp.services.visits import Office

banks_argument = click.argument("slugs", nargs=-1, required=True, metavar="BANK…")
whose_option = click.option(
    "--teacher", "email", required=True, metavar="EMAIL", help="Whose they are; an owner for the instance's."
)


@click.command()
@banks_argument
@whose_option
@click.option("--back", is_flag=True, help="Take them back.")
@data_option
def archive(slugs: tuple[str, ...], email: str, back: bool, data: Path | None) -> None:
    """Take banks off the lists; what was handed out of them goes on."""

    def work(mine: Office) -> None:
        ids = services.banks_named(mine, slugs)
        (services.take_banks_back if back else services.put_banks_away)(mine, ids)

    in_office(data, email, work)
    click.echo(said(len(slugs), back=back))


@click.command()
@banks_argument
@whose_option
@click.option("--back", is_flag=True, help="Have them back, within 30 days.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
def delete(slugs: tuple[str, ...], email: str, back: bool, yes: bool, data: Path | None) -> None:
    """Delete banks, once it is said what goes and what stays. For 30 days they can be had back."""
    if back:
        in_office(data, email, lambda mine: services.take_deleted_banks_back(mine, services.deleted_named(mine, slugs)))
        click.echo(said(len(slugs), back=True))
        return
    with office(data, email) as mine:
        gone = services.deletion_of(mine, services.banks_named(mine, slugs))
    _say(gone)
    if not yes:
        click.confirm(_("Delete?"), abort=True)
    in_office(data, email, lambda mine: services.delete_banks(mine, services.banks_named(mine, slugs)))
    click.echo(counted("%(num)s bank is deleted.", "%(num)s banks are deleted.", len(gone.banks)))


def said(n: int, *, back: bool) -> str:
    """What came of it."""
    if back:
        return counted("%(num)s is taken back.", "%(num)s are taken back.", n)
    return counted("%(num)s is in the archive.", "%(num)s are in the archive.", n)


def _say(gone: Deletion) -> None:
    for bank in gone.banks:
        click.echo(f"{bank.slug}: {bank.title}")
    for quiz in gone.open:
        click.echo("  " + _("open now, or later, and closed then: %(quiz)s") % {"quiz": spoken(quiz.slug)})
    click.echo(counted("The results of %(num)s attempt stay.", "The results of %(num)s attempts stay.", gone.attempts))
    if gone.others:
        click.echo(counted("%(num)s quiz of colleagues goes on.", "%(num)s quizzes of colleagues go on.", gone.others))
