"""The quizapp command: one subcommand for each thing a person can do without a browser."""

import os

import click

from quizapp import __version__
from quizapp.cli.lazy import LazyGroup
from quizapp.cli.terminal import translations


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    commands_in={
        "bank": "quizapp.cli.banks:bank",
        "class": "quizapp.cli.classes:class_",
        "db": "quizapp.cli.server:db",
        "demo": "quizapp.cli.demo:demo",
        "doors": "quizapp.cli.doors:doors",
        "quiz": "quizapp.cli.quizzes:quiz",
        "results": "quizapp.cli.results:results",
        "serve": "quizapp.cli.server:serve",
        "teacher": "quizapp.cli.teachers:teacher",
    },
)
@click.version_option(__version__, prog_name="quizapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Quizzes drawn from an article, where every answer is proved by the passage that holds it."""
    context.obj = translations(os.environ)
