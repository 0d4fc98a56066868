"""quizapp doors: every address of the app, and what its door is like."""

import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizapp.app import create_app
from quizapp.cli.terminal import _
from quizapp.config import Settings
from quizapp.web.doors import DoorLine, listed

_MEBIBYTE = 2**20


@click.command()
def doors() -> None:
    """List every address of the app: for whom it opens, its largest form, and how it says what went wrong."""
    app = create_app(Settings(Path(), secrets.token_hex(), database_url="sqlite://"))
    headings = (_("Method"), _("Address"), _("View"), _("For whom"), _("Opened by"), _("Largest form"), _("Errors as"))
    for line in _aligned([headings, *map(_cells, listed(app))]):
        click.echo(line)


def _cells(line: DoorLine) -> tuple[str, ...]:
    door = line.door
    takes = _size(door.takes) if line.method == "POST" else "–"
    return (line.method, line.address, line.endpoint, door.who, door.opened_by, takes, door.errors)


def _size(count: int) -> str:
    return f"{count / _MEBIBYTE:.1f} MiB" if count >= _MEBIBYTE else f"{count // 1024} KiB"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows in columns, each on one line however wide the terminal is: so that they can be searched."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
