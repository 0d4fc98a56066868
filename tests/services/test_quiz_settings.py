"""Each setting of a quiz is declared once; forms, pages, options and columns follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest

from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.services import quiz_settings
from quizapp.services.quiz_settings import PARTS, Control, QuizSetting
from quizapp.store import banks, quizzes
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, QuizRow
from tests.makers import NOON, bank

HINTS: dict[str, Any] = {**get_type_hints(Settings), **get_type_hints(Terms)}


def another(name: str) -> Any:
    """A value that is not the default one."""
    default = quiz_settings.held(Settings(), Terms())[name]
    kinds = {*get_args(HINTS[name]), HINTS[name]}
    if isinstance(default, Enum):
        return next(value for value in type(default) if value is not default)
    if isinstance(default, bool):
        return not default
    return NOON if datetime in kinds else 7


def test_every_setting_is_declared_once_and_nothing_else_is() -> None:
    declared = [setting.name for part in PARTS for row in part.rows for setting in row]

    assert sorted(declared) == sorted(HINTS)
    assert [setting.name for setting in quiz_settings.every()] == list(HINTS)


@pytest.mark.parametrize("setting", quiz_settings.every(), ids=lambda setting: setting.name)
def test_a_setting_reads_what_its_page_and_its_option_send(setting: QuizSetting) -> None:
    if setting.values:
        held = {quiz_settings.read(setting, value.sent) for value in setting.values}
        assert held == ({False, True} if HINTS[setting.name] is bool else set(HINTS[setting.name]))
    elif setting.control in (Control.MOMENT, Control.COUNT):
        value = another(setting.name)
        assert quiz_settings.read(setting, quiz_settings.written(value)) == value
        assert quiz_settings.read(setting, "") is quiz_settings.read(setting, "soon") is None
        assert setting.unreadable
    elif setting.control is Control.TICK:
        assert [quiz_settings.read(setting, sent) for sent in ("y", "")] == [True, False]


def test_settings_are_what_they_were_made_of() -> None:
    held = {name: another(name) for name in HINTS}

    settings, terms = quiz_settings.made(held)

    assert quiz_settings.held(settings, terms) == held
    assert quiz_settings.made({}) == (Settings(), Terms())


@pytest.mark.parametrize("name", HINTS)
def test_a_setting_has_a_column_of_its_name_and_type(name: str) -> None:
    """What is pinned to an attempt has another in the attempt's row."""
    rows = [QuizRow, AttemptRow] if name in get_type_hints(Settings) else [QuizRow]

    kinds = [get_args(get_type_hints(row)[name]) for row in rows]

    assert kinds == [(HINTS[name],)] * len(rows)


def test_a_quiz_is_found_with_the_settings_that_it_was_given(database: Database, publish: Callable[..., None]) -> None:
    publish(bank())
    settings, terms = quiz_settings.made({name: another(name) for name in HINTS if name != "class_id"})
    terms = replace(terms, closes_at=None)  # Or it would close before it opens.
    with database.transaction() as db:
        bank_id = banks.find(db, bank().id, None)
        assert bank_id is not None
        quizzes.add(db, "summit-2", bank_id, None, settings, terms, NOON)

    with database.reading() as db:
        found = quizzes.by_slug(db, "summit-2")

    assert (found.settings, found.terms) == (settings, terms)


def test_every_fault_has_its_sentence() -> None:
    unreadable = {setting.name: "soon" for setting in quiz_settings.every()}

    for fault in [*quiz_settings.unreadable(unreadable), *Terms(tries=0, minutes=0).faults()]:
        assert quiz_settings.sentence(fault).endswith(".")
