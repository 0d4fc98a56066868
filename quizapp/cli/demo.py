"""quizapp demo: a simulated class, to see what results look like before anybody has answered."""

from pathlib import Path

import click

from quizapp.cli.databases import data_option, opened
from quizapp.cli.offices import in_office
from quizapp.cli.teachers import address_option, link_of
from quizapp.cli.terminal import _
from quizapp.clock import utc_now
from quizapp.config import folder
from quizapp.domain.demonstration import MOST_QUESTIONS, READERS
from quizapp.services import accounts, handing_out, publishing, simulating
from quizapp.services.simulating import SHIPPED, LongBank
from quizapp.services.visits import Office
from quizapp.store.session import Database


@click.command()
@click.argument("bank", metavar="[BANK]", default=SHIPPED["fr"])
@click.option("--teacher", "email", metavar="EMAIL", help="Whose quiz it is. Default: the only owner's.")
@click.option("--remove", is_flag=True, help="Take the simulated class away again, with all that was made for it.")
@address_option
@data_option
def demo(bank: str, email: str | None, remove: bool, address: str, data: Path | None) -> None:
    """Add a simulated class of 28 as a quiz, and print where its results are; BANK is kim-poutine-2023 by default."""
    with opened(data) as (__, database):
        publishing.load_shipped(database, folder("questions").glob("*.yaml"), utc_now())
        set_up = None if remove else database.run(lambda db: accounts.set_up_link(db, utc_now()))
        whose = _whose(database, email) if set_up is None else ""
    if set_up is not None:
        _print_set_up(link_of(address, set_up))
    elif remove:
        gone = in_office(data, whose, simulating.remove)
        click.echo(_("The simulated class is gone.") if gone else _("There is no simulated class."))
    else:
        _show(data, whose, bank, address)


def _show(data: Path | None, whose: str, bank: str, address: str) -> None:
    def work(office: Office) -> tuple[str, bool]:
        there = simulating.shown(office) is not None
        return simulating.show(office, handing_out.bank_named(office, bank)), there

    try:
        slug, there = in_office(data, whose, work)
    except LongBank as error:
        too_long = _("A simulated class takes a bank of at most %(most)s questions.") % {"most": MOST_QUESTIONS}
        raise click.ClickException(too_long) from error
    click.echo(f"{address.rstrip('/')}/teacher/quiz/{slug}")
    if there:
        click.echo(_("%(email)s has this simulated class already.") % {"email": whose}, err=True)
    else:
        said = _("A simulated class of %(readers)s, as a quiz of %(email)s: log in there to see its results.")
        click.echo(said % {"readers": READERS, "email": whose}, err=True)
    click.echo(_("It goes again with: quizapp demo --remove"), err=True)


def _whose(database: Database, email: str | None) -> str:
    if email is not None:
        return email
    with database.reading() as db:
        owners = accounts.owners(db)
    if not owners:
        raise click.UsageError(_("Nobody owns this installation: say whose the class is, with --teacher."))
    if len(owners) > 1:
        raise click.UsageError(_("There are several owners: say whose the class is, with --teacher."))
    return owners[0].email


def _print_set_up(link: str) -> None:
    """What a newcomer does first."""
    click.echo(link)
    click.echo(_("Nobody teaches here yet. Open this address, which works once, and choose a password."), err=True)
    click.echo(_("If the app does not run yet, start it with “quizapp serve”: it prints a newer one."), err=True)
    click.echo(_("Then press “See a simulated class” on your page, or run this command again."), err=True)
