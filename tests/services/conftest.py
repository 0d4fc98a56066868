"""Two teachers for every test of the services, as their browsers would speak for them."""

import pytest

from quizapp.store.session import Database
from tests.services.staff import Staff, hired


@pytest.fixture
def anna(database: Database) -> Staff:
    return hired(database, "anna")


@pytest.fixture
def ben(database: Database) -> Staff:
    return hired(database, "ben")
