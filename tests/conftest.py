"""Real parts for every test: a migrated database in a folder of its own, the app on it, and its server."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from quizapp.app import create_app
from quizapp.config import Settings
from quizapp.domain import attempts
from quizapp.domain.banks import Bank
from quizapp.services import publishing
from quizapp.store import schema
from quizapp.store.session import Database
from tests.makers import NOON, SECRET, Clock, ask
from tests.visitors import Visitor


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, secret_key=SECRET, seed="a-fixed-seed")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that every migration has run on; to copy it takes a hundredth of the time to make it."""
    made = Settings(data=tmp_path_factory.mktemp("migrated"), secret_key=SECRET)
    database = Database(made.database)
    schema.upgrade(database)
    database.close()
    return Path(str(database.engine.url.database))


@pytest.fixture
def database(settings: Settings, migrated: Path) -> Iterator[Database]:
    database = Database(settings.database)
    shutil.copyfile(migrated, str(database.engine.url.database))
    yield database
    database.close()


@pytest.fixture
def publish(database: Database) -> Callable[..., None]:
    """Publish a bank, and set its quiz: publish(bank, feedback=…, shuffle_choices=…)."""

    def publish(bank: Bank, **quiz_settings: object) -> None:
        with database.transaction() as db:
            publishing.load(db, bank, NOON)
            if quiz_settings:
                ask(db, bank.id, attempts.Settings(**quiz_settings))  # type: ignore[arg-type]

    return publish


@pytest.fixture
def app(settings: Settings, database: Database, clock: Clock) -> Iterator[Flask]:
    app = create_app(settings, clock)
    yield app
    app.extensions["quizapp"].database.close()


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """A new browser each time it is called."""
    return lambda: Visitor(app.test_client())
