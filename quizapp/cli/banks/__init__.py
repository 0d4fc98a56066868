"""quizapp bank: check, load, list, export, archive and delete question banks."""

import click

from quizapp.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    commands_in={
        "archive": "quizapp.cli.banks.archiving:archive",
        "check": "quizapp.cli.banks.checking:check",
        "convert": "quizapp.cli.banks.writing:convert",
        "doubles": "quizapp.cli.banks.doubles:doubles_",
        "delete": "quizapp.cli.banks.archiving:delete",
        "export": "quizapp.cli.banks.storing:export",
        "list": "quizapp.cli.banks.storing:list_",
        "load": "quizapp.cli.banks.storing:load",
        "schema": "quizapp.cli.banks.checking:schema",
    },
)
def bank() -> None:
    """Check, load, list, export, archive and delete question banks."""
