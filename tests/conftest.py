"""Real parts for every test: a migrated database in a folder of its own, the app on it, and its server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from quizapp.config import Settings
from quizapp.domain import attempts
from quizapp.domain.banks import Bank
from quizapp.store.session import Database
from tests.apps import app_of
from tests.checkouts import THOROUGHLY
from tests.engines import ENGINES, Engine, Postgresql, Sqlite
from tests.makers import SECRET, Clock, ask, load
from tests.postgresql import NoPostgresql, running
from tests.visitors import Visitor


def pytest_configure() -> None:
    """No drawn example fails for how fast the machine is, for how many were drawn before, or what they share."""
    unminded = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
    hypothesis.register_profile("any machine", deadline=None, suppress_health_check=unminded)
    hypothesis.load_profile("any machine")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    return Sqlite(tmp_path_factory.mktemp("migrated") / "quizapp.db")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except NoPostgresql as error:
            pytest.skip(f"PostgreSQL: {error}")
        yield stack.enter_context(closing(Postgresql(server)))


BOTH = {
    "services": frozenset(
        {
            "test_archive", "test_classes", "test_compiling", "test_handing_out", "test_objecting", "test_publishing",
            "test_races", "test_releasing", "test_remarking", "test_retention", "test_ruling", "test_taking",
            "test_watching",
        }
    ),
    "web": frozenset(
        {
            "test_answering", "test_bad_input", "test_counted_statements", "test_crowds", "test_prepared",
            "test_stateful", "test_unavailable", "test_unwritten",
        }
    ),
}  # fmt: skip
"""Tests where what keeps the data matters: who does what at once with whom, what is written, what costs how much.

All others of these rooms are run on PostgreSQL only thoroughly: what they show of it, those and the store's do.
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What has a database is tested on both in the store, the services and the web, unless it is about one of them."""
    where = metafunc.definition.path
    if "engine" in metafunc.fixturenames and where.parent.name in ("store", "services", "web"):
        alone = [name for name in ENGINES if metafunc.definition.get_closest_marker(name)]
        is_like_others = where.parent.name in BOTH and where.stem not in BOTH[where.parent.name]
        thorough = {"postgresql"} if is_like_others and not alone else set()
        engines = [pytest.param(name, marks=[pytest.mark.thorough] * (name in thorough)) for name in alone or ENGINES]
        metafunc.parametrize("engine", engines, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not THOROUGHLY:
        skipped = pytest.mark.skip(reason="run by .ci/run, or with QUIZAPP_THOROUGH=1")
        for item in items:
            if item.get_closest_marker("thorough"):
                item.add_marker(skipped)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """What keeps the database: SQLite, where a test is not run on both."""
    chosen: Engine = request.getfixturevalue(getattr(request, "param", "sqlite"))
    return chosen


@pytest.fixture
def settings(tmp_path: Path, engine: Engine) -> Settings:
    return Settings(
        data=tmp_path, secret_key=SECRET, database_url=engine.address(tmp_path), zone="UTC", seed="a-fixed-seed"
    )


@pytest.fixture
def database(settings: Settings, engine: Engine) -> Iterator[Database]:
    with engine.migrated(settings.database) as database:
        yield database


@pytest.fixture
def publish(database: Database) -> Callable[..., None]:
    """Publish a bank, and set its quiz: publish(bank, feedback=…, shuffle_choices=…)."""

    def publish(bank: Bank, **quiz_settings: object) -> None:
        load(database, bank)
        if quiz_settings:
            with database.transaction() as db:
                ask(db, bank.id, attempts.Settings(**quiz_settings))  # type: ignore[arg-type]

    return publish


@pytest.fixture
def app(settings: Settings, database: Database, clock: Clock) -> Iterator[Flask]:
    app = app_of(settings, clock)
    yield app
    app.extensions["quizapp"].database.close()


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """A new browser each time it is called."""
    return lambda: Visitor(app.test_client())
