"""quizapp quiz and quizapp scores: how a quiz is asked, and what came of it."""

import csv
import sys
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from quizapp.cli.terminal import _, data_option, opened, printer
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.attempts import Settings as QuizSettings
from quizapp.services import publishing, reporting
from quizapp.services.reporting import ScoreLine
from quizapp.store.banks import Shelf

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@click.group()
def quiz() -> None:
    """Set how a quiz is asked."""


@quiz.command("set")
@click.argument("slug", metavar="QUIZ")
@click.option(
    "--feedback", type=click.Choice([str(time) for time in FeedbackTime]), help="When readers see what was right."
)
@click.option("--shuffle-questions/--keep-questions", default=None, help="Draw an order of questions for each attempt.")
@click.option("--shuffle-choices/--keep-choices", default=None, help="Draw an order of choices for each attempt.")
@data_option
def set_(
    slug: str,
    feedback: str | None,
    shuffle_questions: bool | None,
    shuffle_choices: bool | None,
    data: Path | None,
) -> None:
    """Change how new attempts at a quiz are asked; running ones go on as they began."""
    with opened(data) as (__, database), database.transaction() as db:
        now = publishing.quiz_settings(db, slug)
        chosen = QuizSettings(
            FeedbackTime(feedback) if feedback else now.feedback,
            now.shuffle_questions if shuffle_questions is None else shuffle_questions,
            now.shuffle_choices if shuffle_choices is None else shuffle_choices,
        )
        publishing.set_quiz(db, slug, chosen)
    click.echo(
        f"{slug}: feedback {chosen.feedback}, "
        f"questions {_shuffled(chosen.shuffle_questions)}, "
        f"choices {_shuffled(chosen.shuffle_choices)}"
    )


def _shuffled(is_shuffled: bool) -> str:
    return _("shuffled") if is_shuffled else _("in the bank's order")


@click.command()
@click.argument("slug", metavar="QUIZ")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@data_option
def scores(slug: str, as_csv: bool, data: Path | None) -> None:
    """Print every attempt at a quiz with its score."""
    with opened(data) as (__, database), database.reading() as db:
        lines = reporting.scores(db, Shelf(), slug)
    headings = ("name", "state", "started", "finished", "answered", "asked", "score", "maximum")
    rows = [_score_row(line) for line in lines]
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([_inert(cell) for cell in row] for row in rows)
        return
    table = Table(*headings, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(escape, row))
    printer().print(table if rows else _("Nobody has started this quiz yet."))


def _score_row(line: ScoreLine) -> tuple[str, ...]:
    return (
        line.name,
        "finished" if line.finished else "open",
        line.started_at.isoformat(timespec="seconds"),
        line.finished_at.isoformat(timespec="seconds") if line.finished_at else "",
        str(line.responded),
        str(line.asked),
        f"{line.score.normalize():f}",
        f"{line.maximum.normalize():f}",
    )


def _inert(cell: str) -> str:
    """A cell that no spreadsheet would run as a formula; a number stays a number."""
    is_number = cell.lstrip("-").replace(".", "", 1).isdecimal()
    return f"'{cell}" if cell.startswith(_FORMULA) and not is_number else cell
