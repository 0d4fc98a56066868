"""Each setting of a quiz is declared once; forms, pages, options and columns follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.services import quiz_settings, typed_settings
from quizapp.services.quiz_settings import PARTS, Control, QuizSetting
from quizapp.services.typed_settings import FIRST, SECOND, Doubt, Typed
from quizapp.store import banks, quizzes
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, QuizRow
from tests.makers import GREENWICH, NOON, bank

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


def typed(setting: QuizSetting, text: str) -> Any:
    return Typed({setting.name: text}, GREENWICH, NOON).read(setting)


@pytest.mark.parametrize("setting", quiz_settings.every(), ids=lambda setting: setting.name)
def test_a_setting_reads_what_its_page_and_its_option_send(setting: QuizSetting) -> None:
    if setting.values:
        held = {typed(setting, value.sent) for value in setting.values}
        assert held == ({False, True} if HINTS[setting.name] is bool else set(HINTS[setting.name]))
    elif setting.unreadable:
        given = quiz_settings.held(Settings(), Terms()) | {setting.name: another(setting.name)}
        assert typed_settings.written(given, GREENWICH, NOON).read(setting) == another(setting.name)
        assert typed(setting, "") is typed(setting, "soon") is None
    elif setting.control is Control.TICK:
        assert [typed(setting, sent) for sent in ("y", "")] == [True, False]


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
    texts = {setting.name: "soon" for setting in quiz_settings.every()}
    skipped, doubled = ({"opens_at": at, "closes_at": at} for at in ("2027-03-28T02:30", "2026-10-25T02:30"))
    wrong = [Typed(each, ZoneInfo("Europe/Paris"), NOON) for each in (texts, skipped, doubled)]

    faults = [fault for one in wrong for fault in one.faults()]

    assert len(faults) == 8
    for fault in [*faults, *Terms(tries=0, minutes=0).faults()]:
        assert quiz_settings.sentence(fault).endswith(".")
        assert quiz_settings.field_of(fault) in HINTS


# --- times on whose clock ---

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
OPENS = next(one for one in quiz_settings.every() if one.name == "opens_at")


@pytest.mark.parametrize(
    ("zone", "text", "moments"),
    [
        (PARIS, "2026-10-25T02:30", [datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 1, 30)]),
        (PARIS, "dimanche 25/10/2026 2h30", [datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 1, 30)]),
        (NEW_YORK, "2026-11-01T01:30", [datetime(2026, 11, 1, 5, 30), datetime(2026, 11, 1, 6, 30)]),
        # What is skipped: the last minute before, and the first after.
        (PARIS, "2027-03-28T02:30", [datetime(2027, 3, 28, 0, 59), datetime(2027, 3, 28, 1, 0)]),
        (NEW_YORK, "2027-03-14T02:30", [datetime(2027, 3, 14, 6, 59), datetime(2027, 3, 14, 7, 0)]),
    ],
)
def test_a_time_that_the_change_of_the_clocks_leaves_open_is_settled_by_what_is_chosen(
    zone: ZoneInfo, text: str, moments: list[datetime]
) -> None:
    asked, *settled = (Typed({"opens_at": text}, zone, NOON, {"opens_at": which}) for which in ("", FIRST, SECOND))

    assert isinstance(typed_settings.moment(text, zone, NOON), Doubt)
    assert (asked.read(OPENS), len(list(asked.faults()))) == (None, 1)
    assert [one.read(OPENS) for one in settled] == [at.replace(tzinfo=UTC) for at in moments]
    assert [list(one.faults()) for one in settled] == [[], []]


@pytest.mark.parametrize("zone", [PARIS, NEW_YORK], ids=str)
@pytest.mark.parametrize("minute", range(0, 180, 10))
def test_whatever_moment_is_set_its_form_sends_the_same_again(zone: ZoneInfo, minute: int) -> None:
    for night in (datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 11, 1, 5, tzinfo=UTC)):
        terms = Terms(opens_at=night + timedelta(minutes=minute))

        sent = typed_settings.written(quiz_settings.held(Settings(), terms), zone, NOON)

        assert sent.read(OPENS) == terms.opens_at
        assert list(sent.faults()) == []


def test_a_time_with_an_offset_of_its_own_is_in_no_doubt() -> None:
    assert typed_settings.moment("2026-10-25T02:30+01:00", PARIS, NOON) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert typed_settings.moment("2027-03-28T02:30Z", PARIS, NOON) == datetime(2027, 3, 28, 2, 30, tzinfo=UTC)
