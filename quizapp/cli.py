"""The quizapp command: one subcommand for each thing a person can do without a browser."""

import csv
import gettext
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from quizapp import __version__, serving
from quizapp.app import utc_now
from quizapp.config import BadSetting, Settings, folder, from_environment
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.attempts import Settings as QuizSettings
from quizapp.domain.quizzes import UnknownQuiz
from quizapp.formats.problems import Problem, sentence
from quizapp.services import publishing, reporting
from quizapp.services.publishing import Checked, Loaded
from quizapp.services.reporting import ScoreLine
from quizapp.store import schema
from quizapp.store.banks import Shelf, UnknownBank
from quizapp.store.schema import WrongDatabase
from quizapp.store.session import Database, Unavailable, journal_mode, newest_sqlite

_PORT = 8000
_COMMANDING = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

_data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the database and the secret key. Default: QUIZAPP_DATA, else your user data folder.",
)
_files_argument = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Quizzes drawn from an article, where every answer is proved by the passage that holds it."""
    context.obj = _translations(os.environ)


def _translations(environ: Any) -> gettext.NullTranslations:
    """The catalogue of the terminal's language; English where there is none."""
    asked = next(filter(None, (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "en")
    directory = Path(__file__).parent / "translations"
    return gettext.translation("messages", directory, [asked.split("_")[0].split(".")[0]], fallback=True)


def _(message: str) -> str:
    """The message in the terminal's language."""
    translations: gettext.NullTranslations = click.get_current_context().find_root().obj
    return translations.gettext(message)


def _counted(singular: str, plural: str, count: int) -> str:
    translations: gettext.NullTranslations = click.get_current_context().find_root().obj
    return translations.ngettext(singular, plural, count) % {"num": count}


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


@contextmanager
def _opened(data: Path | None) -> Iterator[tuple[Settings, Database]]:
    """The settings and the migrated database, with every way they can fail said in a sentence."""
    try:
        settings = from_environment(os.environ, data)
        database = Database(settings.database)
        try:
            schema.upgrade(database)
            yield settings, database
        finally:
            database.close()
    except (BadSetting, WrongDatabase) as error:
        raise click.ClickException(str(error)) from error
    except Unavailable as error:
        raise click.ClickException(_("The database cannot be used now: %(reason)s") % {"reason": error}) from error
    except UnknownBank as error:
        raise click.ClickException(_("There is no bank “%(id)s”. See: quizapp bank list") % {"id": error}) from error
    except UnknownQuiz as error:
        raise click.ClickException(_("There is no quiz “%(id)s”. See: quizapp bank list") % {"id": error}) from error


# --- serve ---


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones in the room in.")
@click.option("--port", default=_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@_data_option
def serve(host: str, port: int, workers: int, data: Path | None) -> None:
    """Start the app: make or migrate the database, load the shipped banks the first time, print the address."""
    place = serving.Place(host, port)
    console = _console()
    with _opened(data) as (settings, database):
        with database.transaction() as db:
            shipped = publishing.load_shipped(db, folder("questions").glob("*.yaml"), utc_now())
        if shipped:
            console.print(_counted("%(num)s shipped bank loaded.", "%(num)s shipped banks loaded.", len(shipped)))
    if not serving.is_free(place):
        raise click.ClickException(
            _("Port %(port)s is taken. Choose another, for instance: quizapp serve --port %(other)s")
            % {"port": port, "other": port + 1}
        )

    greeting = _greeting(place, settings)

    def ready() -> None:
        for line in greeting:
            console.print(line)
        sys.stdout.flush()

    serving.serve(place, settings.data, workers, ready)


def _greeting(place: serving.Place, settings: Settings) -> list[str]:
    """What to tell whoever started the server, once it answers."""
    lines = [_("quizapp is ready: %(address)s") % {"address": f"[bold]{place.local_address}[/bold]"}]
    if place.open_to_the_room:
        for name in serving.room_names()[:2]:
            address = f"[bold]http://{name}:{place.port}/[/bold]"
            lines.append(_("In the room:      %(address)s") % {"address": address})
        lines.append(_("Plain HTTP: anyone on this network can read along. Use it in a room you trust."))
    if journal_mode(newest_sqlite()) == "DELETE" and settings.database.startswith("sqlite"):
        version = newest_sqlite().sqlite_version
        lines.append(_("SQLite %(version)s: safe, slower mode (3.51.3 or newer is faster).") % {"version": version})
    lines.append(_("Stop with Ctrl+C. Data: %(folder)s") % {"folder": escape(str(settings.data))})
    return lines


# --- banks ---


@main.group()
def bank() -> None:
    """Check, load, list and export question banks."""


@bank.command()
@_files_argument
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, an object for each file.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Name every problem of bank files, with its place; exit 1 if one has a fault. Nothing is stored."""
    checked = _check_all(files, quiet=as_json)
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in checked], ensure_ascii=False, indent=2))
    else:
        for one in checked:
            _print_report(one)
    if any(one.report.problems for one in checked):
        sys.exit(1)


@bank.command()
@_files_argument
@_data_option
def load(files: tuple[Path, ...], data: Path | None) -> None:
    """Check bank files and publish them: all of them, or none if one has a fault."""
    console = _console()
    checked = _check_all(files)
    _refuse_shared_ids(checked)
    for one in checked:
        _print_report(one)
    if any(one.report.problems for one in checked):
        console.print(_("Nothing was loaded."))
        sys.exit(1)
    with _opened(data) as (__, database), database.transaction() as db:
        loaded = [
            publishing.load(db, one.report.bank, utc_now())
            for one in _tracked(checked, _("Loading"))
            if one.report.bank is not None
        ]
    for each in loaded:
        _print_loaded(console, each)


@bank.command("list")
@_data_option
def list_(data: Path | None) -> None:
    """List the banks with their newest versions."""
    with _opened(data) as (__, database), database.reading() as db:
        banks = publishing.list_banks(db)
    table = Table(box=None, pad_edge=False)
    for heading in (_("Bank"), _("Title"), _("Language"), _("Version"), _("Questions"), _("Published")):
        table.add_column(heading, overflow="fold")
    for one in banks:
        published = one.published_at.astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(one.slug, escape(one.title), one.language, str(one.version), str(one.question_count), published)
    if banks:
        _console().print(table)
    else:
        click.echo(_("There is no bank yet. Load one with: quizapp bank load FILE"))


@bank.command()
@click.argument("bank_id", metavar="BANK")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@_data_option
def export(bank_id: str, output: Path | None, data: Path | None) -> None:
    """Write a bank as the file that would load back to the same."""
    with _opened(data) as (__, database), database.reading() as db:
        exported = publishing.export(db, bank_id)
    if output is None:
        sys.stdout.buffer.write(exported)
        return
    try:
        output.write_bytes(exported)
    except OSError as error:
        reason = {"file": output, "reason": error.strerror or error}
        raise click.ClickException(_("%(file)s cannot be written: %(reason)s") % reason) from error


@bank.command("schema")
def schema_() -> None:
    """Print the JSON Schema of bank files, for editors that check and complete as one types."""
    click.echo(resources.files("quizapp.formats").joinpath("bank.schema.json").read_text("utf-8"), nl=False)


def _check_all(files: Sequence[Path], *, quiet: bool = False) -> list[Checked]:
    return [publishing.check(file) for file in _tracked(files, _("Checking"), quiet=quiet)]


def _tracked(things: Sequence[Any], what: str, *, quiet: bool = False) -> Iterator[Any]:
    """A progress bar on the terminal, where the work may be long and somebody watches."""
    console = _console(stderr=True)
    shown = console.is_terminal and not quiet
    return iter(track(things, what, console=console, transient=True) if shown else things)


def _refuse_shared_ids(checked: Sequence[Checked]) -> None:
    names: dict[str, str] = {}
    for one in checked:
        if (read := one.report.bank) is not None and names.setdefault(read.id, one.name) != one.name:
            values = {"first": names[read.id], "second": one.name, "id": read.id}
            raise click.ClickException(
                _("%(first)s and %(second)s both hold the bank “%(id)s”. Give one of them another id.") % values
            )


def _as_json(checked: Checked) -> dict[str, Any]:
    report = checked.report

    def problem(one: Problem) -> dict[str, Any]:
        text, hint = sentence(one, _)
        return {"line": one.line, "column": one.column, "code": one.code, "text": text, "hint": hint}

    return {
        "file": checked.name,
        "format": report.format,
        "questions": report.questions,
        "left_out": [problem(one) for one in report.left_out],
        "problems": [problem(one) for one in report.problems],
        "warnings": [problem(one) for one in report.warnings],
    }


def _print_report(checked: Checked) -> None:
    console = _console()
    report = checked.report
    for kind, style, problems in (
        (_("fault"), "bold red", report.problems),
        (_("warning"), "yellow", report.warnings),
    ):
        for one in problems:
            text, hint = sentence(one, _)
            place = f":{one.line}:{one.column}" if one.line else ""
            console.print(f"{_shown(checked.name)}{place}: [{style}]{kind}[/] {_shown(text)} [dim]({one.code})[/dim]")
            if one.line and one.line <= len(checked.lines):
                console.print(f"  [dim]{one.line:>5} │[/dim] {_shown(checked.lines[one.line - 1][:160])}")
            console.print(f"        → {_shown(hint)}")
    counts = (
        _counted("%(num)s question", "%(num)s questions", report.questions),
        _counted("%(num)s fault", "%(num)s faults", len(report.problems)),
        _counted("%(num)s warning", "%(num)s warnings", len(report.warnings)),
    )
    console.print(f"{_shown(checked.name)}: {', '.join(counts)}")


def _shown(text: str) -> str:
    """Text from a file as the terminal may have it: no markup, and nothing that moves its cursor or turns its line."""
    return escape(_COMMANDING.sub("\ufffd", text))


def _print_loaded(console: Console, loaded: Loaded) -> None:
    name = escape(loaded.bank.title)
    if loaded.version is None:
        console.print(_("%(bank)s: nothing has changed.") % {"bank": name})
        return
    difference = loaded.difference
    console.print(_("%(bank)s: version %(version)s published.") % {"bank": name, "version": loaded.version})
    for heading, ids in (
        (_("added"), difference.added),
        (_("changed"), difference.changed),
        (_("removed"), difference.removed),
    ):
        if ids:
            shown = ", ".join(ids[:12]) + (" …" if len(ids) > 12 else "")
            console.print(f"  {heading}: {len(ids)} ({shown})")
    unchanged = _("unchanged")
    console.print(f"  {unchanged}: {len(difference.unchanged)}")
    if difference.text_changed:
        console.print("  " + _("The title, article, source or order has changed."))


# --- quizzes and scores ---


@main.group()
def quiz() -> None:
    """Set how a quiz is asked."""


@quiz.command("set")
@click.argument("slug", metavar="QUIZ")
@click.option(
    "--feedback", type=click.Choice([str(time) for time in FeedbackTime]), help="When readers see what was right."
)
@click.option("--shuffle-questions/--keep-questions", default=None, help="Draw an order of questions for each attempt.")
@click.option("--shuffle-choices/--keep-choices", default=None, help="Draw an order of choices for each attempt.")
@_data_option
def set_(
    slug: str,
    feedback: str | None,
    shuffle_questions: bool | None,
    shuffle_choices: bool | None,
    data: Path | None,
) -> None:
    """Change how new attempts at a quiz are asked; running ones go on as they began."""
    with _opened(data) as (__, database), database.transaction() as db:
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


@main.command()
@click.argument("slug", metavar="QUIZ")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@_data_option
def scores(slug: str, as_csv: bool, data: Path | None) -> None:
    """Print every attempt at a quiz with its score."""
    with _opened(data) as (__, database), database.reading() as db:
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
    _console().print(table if rows else _("Nobody has started this quiz yet."))


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


# --- the database ---


@main.group()
def db() -> None:
    """Look after the database."""


@db.command()
@_data_option
def upgrade(data: Path | None) -> None:
    """Create the tables, or bring them to this version of quizapp."""
    with _opened(data) as (__, database):
        place = database.engine.url.render_as_string(hide_password=True)
        click.echo(_("The database is up to date: %(place)s") % {"place": place})


if __name__ == "__main__":
    main()
