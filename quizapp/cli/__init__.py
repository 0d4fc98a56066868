"""The quizapp command: one subcommand for each thing a person can do without a browser."""

import os

import click

from quizapp import __version__
from quizapp.cli import banks, classes, demo, doors, quizzes, results, server, teachers
from quizapp.cli.terminal import translations


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Quizzes drawn from an article, where every answer is proved by the passage that holds it."""
    context.obj = translations(os.environ)


for command in (
    server.serve,
    demo.demo,
    banks.bank,
    quizzes.quiz,
    results.results,
    classes.class_,
    teachers.teacher,
    server.db,
    doors.doors,
):
    main.add_command(command)
