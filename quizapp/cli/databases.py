"""The database that a command opens."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from quizapp.cli.terminal import _
from quizapp.config import BadSetting, Settings, from_environment
from quizapp.domain.classes import SeveralClasses, UnknownClass
from quizapp.domain.quizzes import SimulatedQuiz, UnknownQuiz
from quizapp.store import schema
from quizapp.store.banks import UnknownBank
from quizapp.store.schema import WrongDatabase
from quizapp.store.session import Database, Unavailable
from quizapp.store.teachers import UnknownTeacher

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the database and the secret key. Default: QUIZAPP_DATA, else your user data folder.",
)


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
