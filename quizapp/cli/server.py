"""quizapp serve and quizapp db: start the app, look after its database."""

import sys
from pathlib import Path

import click
from rich.markup import escape

from quizapp import serving
from quizapp.cli.databases import data_option, opened
from quizapp.cli.teachers import link_of
from quizapp.cli.terminal import _, counted, printer
from quizapp.clock import utc_now
from quizapp.config import Settings, folder
from quizapp.services import accounts, publishing
from quizapp.store.session import journal_mode, newest_sqlite

_PORT = 8000


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones in the room in.")
@click.option("--port", default=_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    default=serving.WORKERS,
    show_default="one a core, at most 4",
    type=click.IntRange(1, 64),
    help="Server processes.",
)
@data_option
def serve(host: str, port: int, workers: int, data: Path | None) -> None:
    """Start the app: make or migrate the database, load the shipped banks the first time, print the address."""
    place = serving.ListeningAddress(host, port)
    console = printer()
    with opened(data) as (settings, database):
        shipped = publishing.load_shipped(database, folder("questions").glob("*.yaml"), utc_now())
        set_up = database.run(lambda db: accounts.set_up_link(db, utc_now()))
        if shipped:
            console.print(counted("%(num)s shipped bank loaded.", "%(num)s shipped banks loaded.", len(shipped)))
    if not serving.is_free(place):
        raise click.ClickException(
            _("Port %(port)s is taken. Choose another, for instance: quizapp serve --port %(other)s")
            % {"port": port, "other": port + 1}
        )

    greeting = _greeting(place, settings, set_up)

    def ready() -> None:
        for line in greeting:
            console.print(line)
        sys.stdout.flush()

    serving.serve(place, settings.data, workers, ready)


def _greeting(place: serving.ListeningAddress, settings: Settings, set_up: str | None) -> list[str]:
    """What to tell whoever started the server, once it answers."""
    lines = [_("quizapp is ready: %(address)s") % {"address": f"[bold]{place.local_address}[/bold]"}]
    if place.open_to_the_room:
        for name in serving.room_names()[:2]:
            address = f"[bold]http://{name}:{place.port}/[/bold]"
            lines.append(_("In the room:      %(address)s") % {"address": address})
        lines.append(_("Plain HTTP: anyone on this network can read along. Use it in a room you trust."))
    if set_up is not None:
        lines.append(_("First teacher:    %(address)s") % {"address": link_of(place.local_address, set_up)})
    if journal_mode(newest_sqlite()) == "DELETE" and settings.database.startswith("sqlite"):
        version = newest_sqlite().sqlite_version
        lines.append(_("SQLite %(version)s: safe, slower mode (3.51.3 or newer is faster).") % {"version": version})
    lines.append(_("Stop with Ctrl+C. Data: %(folder)s") % {"folder": escape(str(settings.data))})
    return lines


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@data_option
def upgrade(data: Path | None) -> None:
    """Create the tables, or bring them to this version of quizapp."""
    with opened(data) as (__, database):
        place = database.engine.url.render_as_string(hide_password=True)
        click.echo(_("The database is up to date: %(place)s") % {"place": place})
