"""quizapp teacher: who teaches here."""

from pathlib import Path

import click
from rich.table import Table

from quizapp.cli.databases import data_option, opened
from quizapp.cli.terminal import _, printer
from quizapp.clock import utc_now
from quizapp.domain.accounts import LIFETIMES, BadEmail, Purpose, Role
from quizapp.services import accounts
from quizapp.services.accounts import AlreadyTeaches
from quizapp.store import teachers
from quizapp.store.teachers import UnknownTeacher

address_option = click.option(
    "--address",
    default="http://127.0.0.1:8000/",
    show_default=True,
    help="The app's own address, as the teacher's browser reaches it.",
)


@click.group()
def teacher() -> None:
    """Invite teachers, and mend forgotten passwords."""


@teacher.command()
@click.argument("email")
@click.option("--owner", is_flag=True, help="Also invites and removes teachers, and reads the log.")
@address_option
@data_option
def add(email: str, owner: bool, address: str, data: Path | None) -> None:
    """Print the link with which a new teacher comes in and chooses a password."""
    role = Role.OWNER if owner else Role.TEACHER
    try:
        with opened(data) as (__, database):
            token = database.run(lambda db: accounts.invite(db, None, email, role, utc_now()))
    except BadEmail as error:
        raise click.ClickException(_("“%(email)s” is not an e-mail address.") % {"email": email}) from error
    except AlreadyTeaches as error:
        raise click.ClickException(_("%(email)s teaches here already.") % {"email": email}) from error
    _print_link(address, token, Purpose.INVITATION)


@teacher.command()
@click.argument("email")
@address_option
@data_option
def reset(email: str, address: str, data: Path | None) -> None:
    """Print the link with which a teacher chooses a new password."""
    try:
        with opened(data) as (__, database):
            token = database.run(lambda db: accounts.reset_link(db, None, email, utc_now()))
    except UnknownTeacher as error:
        raise click.ClickException(_("%(email)s does not teach here.") % {"email": email}) from error
    _print_link(address, token, Purpose.RESET)


@teacher.command("list")
@data_option
def list_(data: Path | None) -> None:
    """List the teachers and their roles."""
    with opened(data) as (__, database), database.reading() as db:
        found = teachers.everyone(db)
    table = Table(_("E-mail"), _("Role"), box=None, pad_edge=False)
    for one in found:
        table.add_row(one.email, one.role)
    printer().print(table if found else _("Nobody teaches here yet. “quizapp serve” prints the link for the first."))


def link_of(address: str, token: str) -> str:
    return f"{address.rstrip('/')}/teacher/in/{token}"


def _print_link(address: str, token: str, purpose: Purpose) -> None:
    days = LIFETIMES[purpose].days
    click.echo(link_of(address, token))
    click.echo(_("It works once, within %(days)s days. Pass it on to nobody else.") % {"days": days}, err=True)
