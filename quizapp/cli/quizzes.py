"""quizapp quiz: how a quiz is asked."""

import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from quizapp.cli.banks.archiving import said, whose_option
from quizapp.cli.databases import data_option, opened
from quizapp.cli.offices import in_office
from quizapp.cli.teachers import address_option
from quizapp.cli.terminal import _, printer
from quizapp.cli.terms import changed, refused, terms_options
from quizapp.clock import utc_now
from quizapp.domain.attempts import Settings as QuizSettings
from quizapp.domain.compilations import BadCompilation
from quizapp.domain.quizzes import Quiz, Terms, slug_typed, spoken
from quizapp.services import archive as services
from quizapp.services import classes, compiling, handing_out, releasing, zones
from quizapp.services.handing_out import BadTerms
from quizapp.services.releasing import NobodyWaits
from quizapp.services.visits import Office


@click.group()
def quiz() -> None:
    """Hand banks out, and set how they are asked."""


@quiz.command("list")
@data_option
def list_(data: Path | None) -> None:
    """List the quizzes with their codes."""
    with opened(data) as (__, database), database.reading() as db:
        found = handing_out.every_quiz(db)
    table = Table(_("Quiz"), _("Code"), _("Title"), box=None, pad_edge=False)
    for one in found:
        table.add_row(one.slug, spoken(one.slug), escape(one.title) + (f" ({_('simulated')})" if one.simulated else ""))
    printer().print(table if found else _("There is no quiz yet. Make one with: quizapp quiz hand-out BANK"))


@quiz.command("hand-out")
@click.argument("bank", metavar="BANK")
@click.option(
    "--teacher", "email", metavar="EMAIL", help="Whose quiz it is. Default: the instance's, which owners see."
)
@click.option("--class", "class_name", metavar="NAME", help="The class list of that teacher that alone is let in.")
@click.option(
    "--draw", type=click.IntRange(min=1), metavar="N", help="Ask each reader only N of the questions, drawn for them."
)
@click.option("--pick/--links", default=False, help="A class picks its names after the code, or each has a link.")
@terms_options
@address_option
@data_option
def hand_out(
    bank: str,
    email: str | None,
    class_name: str | None,
    draw: int | None,
    pick: bool,
    address: str,
    data: Path | None,
    **asked: Any,
) -> None:
    """Make a quiz of a bank and print its link and its code; `bank list` names the banks."""
    if class_name and not email:
        raise click.UsageError(_("A class list is a teacher's: give --teacher too."))
    if draw and not email:
        raise click.UsageError(_("Questions are drawn for a teacher's quiz: give --teacher too."))

    def work(office: Office) -> str:
        settings, terms = changed(QuizSettings(), Terms(), asked, office.zone, office.now)
        class_id = classes.class_named(office, class_name) if class_name else None
        for_whom = terms if class_id is None else replace(terms, class_id=class_id, picks=pick)
        bank_id = handing_out.bank_named(office, bank)
        if draw:
            bank_id = compiling.some_of(office, bank_id, draw)
        return handing_out.hand_out(office, bank_id, settings, for_whom)

    try:
        if email is not None:
            slug = in_office(data, email, work)
        else:
            with opened(data) as (installed, database):
                here, now = zones.of_installation(installed.zone), utc_now()
                settings, terms = changed(QuizSettings(), Terms(), asked, here, now)
                slug = database.run(
                    lambda db: handing_out.hand_out_for_all(db, bank, settings, terms, secrets.randbelow, now)
                )
    except BadTerms as error:
        raise refused(error) from error
    except BadCompilation as error:
        raise _uncompiled(error) from error
    click.echo(f"{address.rstrip('/')}/quiz/{slug}")
    click.echo(_("Code: %(code)s") % {"code": spoken(slug)}, err=True)


def _uncompiled(error: BadCompilation) -> click.ClickException:
    """What is in the way as sentences, for the terminal."""
    told = ((compiling.SENTENCES[one.why], {"wanted": one.wanted, "there": one.there}) for one in error.obstacles)
    return click.ClickException(" ".join(_(sentence) % values for sentence, values in told))


@quiz.command("archive")
@click.argument("slugs", nargs=-1, required=True, metavar="QUIZ…")
@whose_option
@click.option("--back", is_flag=True, help="Take them back: they are as they were.")
@data_option
def archive(slugs: tuple[str, ...], email: str, back: bool, data: Path | None) -> None:
    """Take quizzes off the lists; nobody can begin them any more, and their results stay."""
    work = services.take_quizzes_back if back else services.put_quizzes_away
    in_office(data, email, lambda office: work(office, [slug_typed(slug) for slug in slugs]))
    click.echo(said(len(slugs), back=back))


@quiz.command("set")
@click.argument("slug", metavar="QUIZ")
@terms_options
@click.option(
    "--begin-after-key/--shut-after-key",
    "begins_after",
    default=None,
    help="Whether readers may begin although the right answers were shown; their attempts are marked.",
)
@data_option
def set_(slug: str, begins_after: bool | None, data: Path | None, **asked: Any) -> None:
    """Change how new attempts at a quiz are asked; running ones go on as they began."""

    try:
        with opened(data) as (installed, database):
            here, now = zones.of_installation(installed.zone), utc_now()

            def change(quiz: Quiz) -> tuple[QuizSettings, Terms]:
                return changed(quiz.settings, quiz.terms, asked, zones.chosen(quiz.zone, here), now)

            settings = database.run(lambda db: handing_out.set_quiz(db, slug, change, now, begins_after=begins_after))
    except BadTerms as error:
        raise refused(error) from error
    click.echo(
        f"{slug}: feedback {settings.feedback}, "
        f"questions {_shuffled(settings.shuffle_questions)}, "
        f"choices {_shuffled(settings.shuffle_choices)}"
    )


@quiz.command("release")
@click.argument("slug", metavar="QUIZ")
@data_option
def release(slug: str, data: Path | None) -> None:
    """Show all readers of a quiz who wait for them the right answers; from then on nobody begins."""
    try:
        with opened(data) as (__, database):
            database.run(lambda db: releasing.release_any(db, slug, utc_now()))
    except NobodyWaits as error:
        raise click.ClickException(_("Nobody waits for the right answers of this quiz.")) from error
    click.echo(_("Readers see the right answers now."))


def _shuffled(is_shuffled: bool) -> str:
    return _("shuffled") if is_shuffled else _("in the bank's order")
