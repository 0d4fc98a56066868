"""quizapp bank: check, load, list and export question banks."""

import click

from quizapp.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    commands_in={
        "check": "quizapp.cli.banks.checking:check",
        "convert": "quizapp.cli.banks.writing:convert",
        "doubles": "quizapp.cli.banks.doubles:doubles_",
        "export": "quizapp.cli.banks.storing:export",
        "list": "quizapp.cli.banks.storing:list_",
        "load": "quizapp.cli.banks.storing:load",
        "schema": "quizapp.cli.banks.checking:schema",
    },
)
def bank() -> None:
    """Check, load, list and export question banks."""
