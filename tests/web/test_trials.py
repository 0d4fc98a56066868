"""What teachers really hold goes the browser's road: each file gets its page, in both languages, in words for it."""

import re
from collections.abc import Callable

import pytest

from quizapp.store.session import Database
from tests.formats import trials
from tests.visitors import Visitor
from tests.web.school import School, upload, with_teachers

NATIVE = re.compile(r"<span>quizapp</span>")


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


@pytest.mark.skipif(not trials.TRIALS, reason="the trials are not beside the project")
@pytest.mark.sqlite
def test_every_trial_gets_a_page_with_questions_or_a_sentence(school: School) -> None:
    for name, path in trials.TRIALS.items():
        looked_at(school, name, path.read_bytes())


@pytest.mark.thorough
@pytest.mark.sqlite
def test_whatever_holds_no_bank_gets_a_page_with_a_sentence(school: School) -> None:
    for name, data in trials.OF_OUR_OWN.items():
        looked_at(school, name, data)


def looked_at(school: School, name: str, data: bytes) -> None:
    address = upload(school.anna, data, name)
    for language in ("en", "fr"):
        reply = school.anna.get(address, headers={"Accept-Language": language})
        assert reply.status_code == 200, name
        assert f'lang="{language}"' in reply.text, name
        assert 'class="card"' in reply.text or 'class="problems' in reply.text, name
        assert "Traceback" not in reply.text, name
        if not NATIVE.search(reply.text):
            assert "YAML" not in reply.text, name
    school.anna.send(f"{address}/drop")
