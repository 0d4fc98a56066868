"""What every command shares: the terminal's language, its output, and the database it opens."""

import gettext
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import track

from quizapp.config import BadSetting, Settings, from_environment
from quizapp.domain.classes import SeveralClasses, UnknownClass
from quizapp.domain.quizzes import SimulatedQuiz, UnknownQuiz
from quizapp.store import schema
from quizapp.store.banks import UnknownBank
from quizapp.store.schema import WrongDatabase
from quizapp.store.session import Database, Unavailable
from quizapp.store.teachers import UnknownTeacher

_COMMANDING = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the database and the secret key. Default: QUIZAPP_DATA, else your user data folder.",
)


def translations(environ: Any) -> gettext.NullTranslations:
    """The catalogue of the terminal's language; English where there is none."""
    asked = next(filter(None, (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "en")
    directory = Path(__file__).parent.parent / "translations"
    return gettext.translation("messages", directory, [asked.split("_")[0].split(".")[0]], fallback=True)


def _(message: str) -> str:
    """The message in the terminal's language."""
    translations: gettext.NullTranslations = click.get_current_context().find_root().obj
    return translations.gettext(message)


def language() -> str:
    """The terminal's: fr or en."""
    translations: gettext.NullTranslations = click.get_current_context().find_root().obj
    return translations.info().get("language") or "en"


def counted(singular: str, plural: str, count: int) -> str:
    translations: gettext.NullTranslations = click.get_current_context().find_root().obj
    return translations.ngettext(singular, plural, count) % {"num": count}


def printer(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


@contextmanager
def opened(data: Path | None) -> Iterator[tuple[Settings, Database]]:
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
    except UnknownTeacher as error:
        raise click.ClickException(_("%(email)s does not teach here.") % {"email": error}) from error
    except UnknownClass as error:
        raise click.ClickException(
            _("There is no class “%(name)s”. See: quizapp class list") % {"name": error}
        ) from error
    except SeveralClasses as error:
        raise click.ClickException(
            _("Several classes are called “%(name)s”. Rename all but one in the browser.") % {"name": error}
        ) from error
    except SimulatedQuiz as error:
        raise click.ClickException(
            _("“%(id)s” is a simulated class: nothing of it is taken away or set.") % {"id": error}
        ) from error
    except UnknownQuiz as error:
        raise click.ClickException(_("There is no quiz “%(id)s”. See: quizapp quiz list") % {"id": error}) from error


def tracked(things: Sequence[Any], what: str, *, quiet: bool = False) -> Iterator[Any]:
    """A progress bar on the terminal, where the work may be long and somebody watches."""
    console = printer(stderr=True)
    watched = console.is_terminal and not quiet
    return iter(track(things, what, console=console, transient=True) if watched else things)


def shown(text: str) -> str:
    """Text from a file as the terminal may have it: no markup, and nothing that moves its cursor or turns its line."""
    return escape(_COMMANDING.sub("\ufffd", text))
