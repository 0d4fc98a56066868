"""What is taken away of a quiz's results is what its readers did, in every kind of file, however many they are."""

import csv
import gc
import io
import json
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import event, update

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import GRACE, FeedbackTime, Settings
from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.domain.quizzes import Counts, Terms, UnknownQuiz
from quizapp.domain.texts import Html
from quizapp.formats.sheets.guards import undone
from quizapp.services import downloads, exports, files, listings, statistics, workbooks
from quizapp.services.exports import OF_SEVERAL, RESPONSES, SCORES, Extract
from quizapp.store import teachers
from quizapp.store.banks import Shelf
from quizapp.store.listings import SortedBy
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow
from tests.crowds import crowd
from tests.makers import GREENWICH, NOON, OWNER, Clock, bank, choices, load, multiple, office, single, true_false
from tests.services.test_statistics import answered, desk_of
from tests.services.test_taking import set_terms

Publish = Callable[..., None]

LATER = NOON + timedelta(hours=5)
BANK = bank(single(), multiple(), true_false())
SCHEMA = json.loads(files.schema())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
NAMES = (
    "=1+1",
    "'=1",
    "a\0b",
    "\U0001f469\u200d\U0001f3eb",
    "שלום",
    "\u202eabc",
    "x" * 60,
    'Zoé; « la » grande, "2"',
    "",
)


def extract(database: Database, portion: Portion = Portion.SCORES, now: object = LATER) -> Extract:
    with database.reading() as db:
        return exports.extract(office(db, OWNER, now, shelf=Shelf()), "summit", portion)  # type: ignore[arg-type]


def scores(database: Database, **given: Any) -> list[dict[str, Any]]:
    found = extract(database, **given)
    return [dict(zip([one.key for one in SCORES] + list(found.marks), row, strict=True)) for row in found.rows]


def responses(database: Database) -> list[dict[str, Any]]:
    return [
        dict(zip([one.key for one in RESPONSES], row, strict=True)) for row in extract(database, Portion.RESPONSES).rows
    ]


def written(
    database: Database, portion: Portion, ending: Ending, language: str = "en", zone: ZoneInfo = GREENWICH
) -> bytes:
    with files.written(extract(database, portion), Wanted(portion, ending, language), zone) as file:
        return file.read()


def rows_of(data: bytes, ending: Ending) -> list[list[Any]]:
    """What programs read in a table of ours."""
    if ending is Ending.CSV:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)]


# --- what the rows say ---


def test_a_row_of_scores_says_what_one_works_out_by_hand(publish: Publish, database: Database) -> None:
    publish(BANK, feedback=FeedbackTime.AT_ONCE, shuffle_choices=False)
    answered(desk_of(database, "Ada"), {0: {0}, 1: {0}, 2: {1}})
    answered(desk_of(database, "Bo"), {0: {1}}, finish=False)

    ada, bo = scores(database)

    assert ada == {
        "name": "", "state": "finished", "started_at": NOON, "finished_at": NOON + timedelta(minutes=1), "answered": 3,
        "questions": 3, "score": Decimal("1.5"), "maximum": 3, "counts": True, "where": 1, "which": Decimal("0.5"),
        "two": 0,
    }  # fmt: skip
    assert {name: bo[name] for name in ("state", "finished_at", "answered", "score", "counts", "where", "which")} == {
        "state": "running", "finished_at": None, "answered": 1, "score": 0, "counts": False, "where": 0, "which": None,
    }  # fmt: skip


def test_a_row_for_every_response_says_what_was_picked_under_which_number_and_when(
    publish: Publish, database: Database
) -> None:
    publish(BANK, feedback=FeedbackTime.AT_ONCE, shuffle_choices=False)
    set_terms(database, Terms(), Settings(FeedbackTime.AT_ONCE, shuffle_questions=True, shuffle_choices=False))
    desk = desk_of(database, "Ada", Clock(NOON))
    address = desk.start(name="Ada")
    order = desk.attempt(address).attempt.order(BANK)
    desk.clock.advance(seconds=20)
    desk.respond(address, order.index(1) + 1, 1, 3)

    (row,) = responses(database)

    assert order != (0, 1, 2)
    assert row == {
        "name": "Ada", "started_at": NOON, "question": "which", "number": order.index(1) + 1,
        "stem": "Which are named?", "picked": ("Train", "Silence"), "outcome": "right", "mark": 1, "maximum": 1,
        "answered_at": NOON + timedelta(seconds=20), "version": 1, "by_hand": False,
    }  # fmt: skip


def test_texts_are_told_in_words(publish: Publish, database: Database) -> None:
    formatted = single(stem=Html("<p>Where <b>was</b> it?</p>"), choices=choices(Html("<i>Here</i>"), "There"))
    publish(bank(formatted), shuffle_choices=False)
    answered(desk_of(database, "Ada"), {0: {0}})

    (row,) = responses(database)

    assert (row["stem"], row["picked"]) == ("Where was it?", ("Here",))


def test_each_attempt_is_told_by_its_own_version_and_the_key_that_marks_it(
    publish: Publish, database: Database
) -> None:
    publish(BANK, shuffle_choices=False)
    answered(desk_of(database, "Ada"), {0: {0}})
    load(database, bank(single("new"), multiple()))
    answered(desk_of(database, "Bo"), {0: {0}})
    with database.transaction() as db:
        db.execute(update(AttemptRow).where(AttemptRow.id == 1).values(marked_by=2))

    found = extract(database)
    rows = responses(database)

    assert found.marks == ("new", "which", "where", "two")
    assert [(row["question"], row["version"]) for row in rows] == [("where", 1), ("new", 2)]


@pytest.mark.parametrize("counts", Counts)
def test_which_try_counts_is_what_the_page_says_however_few_attempts_are_read_at_a_time(
    counts: Counts, publish: Publish, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(BANK, shuffle_choices=False)
    set_terms(database, Terms(counts=counts))
    ada, bo = (desk_of(database, name, Clock(NOON)) for name in ("Ada", "Bo"))
    for desk, picked in ((ada, 1), (bo, 0), (ada, 0), (ada, 2), (bo, 1)):
        answered(desk, {0: {picked}})
        desk.clock.advance(minutes=1)
    with database.reading() as db:
        counting = listings.of_quiz(office(db, OWNER, LATER), "summit", SortedBy.STARTED, 1, falling=False).counting

    whole = [row["counts"] for row in scores(database)]
    monkeypatch.setattr(exports, "_AT_ONCE", 1)
    one_by_one = [row["counts"] for row in scores(database)]

    assert whole == one_by_one == [id_ in counting for id_ in range(1, 6)]
    assert sum(whole) == 2


def test_what_is_over_counts_as_finished_at_its_deadline(publish: Publish, database: Database) -> None:
    publish(BANK, shuffle_choices=False)
    set_terms(database, Terms(minutes=60))
    answered(desk_of(database, "Ada"), {0: {0}}, finish=False)
    deadline = NOON + timedelta(hours=1)

    (before,) = scores(database, now=deadline + GRACE - timedelta(seconds=1))
    (after,) = scores(database, now=deadline + GRACE)

    assert (before["state"], before["finished_at"], before["counts"]) == ("running", None, False)
    assert (after["state"], after["finished_at"], after["counts"]) == ("finished", deadline, True)


def test_a_row_for_every_question_says_what_its_statistics_do(publish: Publish, database: Database) -> None:
    publish(BANK, feedback=FeedbackTime.AT_ONCE, shuffle_choices=False)
    crowd(database, 12)
    with database.reading() as db:
        found = statistics.of_quiz(office(db, OWNER, LATER), "summit")

    told = json.loads(written(database, Portion.QUESTIONS, Ending.JSON))["questions"]
    heading, *rows = rows_of(written(database, Portion.QUESTIONS, Ending.CSV), Ending.CSV)

    assert [one["question"] for one in told] == [row[0] for row in rows] == ["where", "which", "two"]
    for one, row, expected in zip(told, rows, found.questions, strict=True):
        named = dict(zip(heading, row, strict=True))
        interval = expected.facility.interval
        assert interval
        assert one["facility"] == {
            "value": expected.facility.value, "n": 12, "low": interval.low, "high": interval.high,
            "method": interval.method,
        }  # fmt: skip
        assert [choice["picked"] for choice in one["choices"]] == [choice.count for choice in expected.choices]
        assert float(named["Facility: from"]) == pytest.approx(interval.low, abs=5e-5)
        assert [named[f"Picked {at}"] for at in range(1, 5)] == [
            *(str(choice.count) for choice in expected.choices), *[""] * (4 - len(expected.choices)),
        ]  # fmt: skip


def test_what_is_undefined_is_empty_in_tables_and_null_in_json(publish: Publish, database: Database) -> None:
    publish(BANK, feedback=FeedbackTime.AT_END)

    first = json.loads(written(database, Portion.QUESTIONS, Ending.JSON))["questions"][0]
    heading, row, *_ = rows_of(written(database, Portion.QUESTIONS, Ending.CSV), Ending.CSV)

    assert (first["facility"]["value"], first["facility"]["n"], first["seconds"]) == (None, 0, None)
    assert dict(zip(heading, row, strict=True))["Facility"] == ""


def test_another_teachers_results_are_unknown(publish: Publish, database: Database) -> None:
    publish(BANK)
    with database.transaction() as db:
        stranger = teachers.add(db, "ben@school.example", Role.TEACHER, "-", NOON)

    for teacher, is_theirs in ((OWNER, True), (stranger, False)):
        with database.reading() as db:
            if is_theirs:
                assert list(exports.extract(office(db, teacher), "summit", Portion.SCORES).rows) == []
            else:
                with pytest.raises(UnknownQuiz):
                    exports.extract(office(db, teacher), "summit", Portion.SCORES)


# --- in every kind of file ---


@pytest.fixture
def named(publish: Publish, database: Database) -> list[str]:
    """The names, as they are kept, of readers of every kind who have answered."""
    publish(BANK, shuffle_choices=False)
    for number, name in enumerate(NAMES):
        desk = desk_of(database, f"reader-{number}")
        desk.respond(desk.start(name=name), 1, 1)
    kept = [name.replace("\0", "\ufffd") for name in NAMES]
    with database.transaction() as db:
        for id_, name in enumerate(kept, start=1):  # As in a database that is older than our cleaning of names.
            db.execute(update(AttemptRow).where(AttemptRow.id == id_).values(name=name))
    return kept


@pytest.mark.parametrize("portion", [Portion.SCORES, Portion.RESPONSES])
def test_every_kind_of_file_tells_the_same_of_every_name(
    portion: Portion, named: list[str], database: Database
) -> None:
    tables = {ending: rows_of(written(database, portion, ending), ending) for ending in (Ending.CSV, Ending.XLSX)}
    told = json.loads(written(database, portion, Ending.JSON))[portion]

    assert [row["name"] for row in told] == named
    assert [row[0] or "" for row in tables[Ending.XLSX][1:]] == named
    assert [undone(row[0]) for row in tables[Ending.CSV][1:]] == named
    shown = [["" if cell is None else str(cell) for cell in row[1:]] for row in tables[Ending.XLSX]]
    assert shown == [row[1:] for row in tables[Ending.CSV]]
    cells = [cell.lstrip(' "') for row in tables[Ending.CSV] for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("portion", Portion)
def test_the_json_is_what_its_schema_says_and_the_schema_knows_of_nothing_else(
    portion: Portion, named: list[str], database: Database
) -> None:
    told = json.loads(written(database, portion, Ending.JSON))

    assert [error.message for error in VALIDATOR.iter_errors(told)] == []
    kind = SCHEMA["$defs"][SCHEMA["properties"][portion]["items"]["$ref"].rpartition("/")[2]]
    count = len(BANK.questions) if portion is Portion.QUESTIONS else len(named)
    always = set(kind["properties"]) - {OF_SEVERAL[portion].key}
    assert [set(row) for row in told[portion]] == [always] * count
    assert set(kind["required"]) == always


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("taken_at",), "2026-01-05T12:00:00+01:00"), (("quizapp",), 2), (("scores", 0, "state"), "over"),
        (("scores", 0, "score"), "1"), (("scores", 0, "finished_at"), "today"),
        (("scores", 0, "marks"), {"where": None}),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_is_not_so(
    path: tuple[str | int, ...], value: object, named: list[str], database: Database
) -> None:
    told = json.loads(written(database, Portion.SCORES, Ending.JSON))
    there = told
    for step in path[:-1]:
        there = there[step]
    there[path[-1]] = value

    assert not VALIDATOR.is_valid(told)


def test_times_are_in_utc_in_json_and_elsewhere_in_the_zone_that_their_heading_names(
    publish: Publish, database: Database
) -> None:
    publish(BANK, shuffle_choices=False)
    answered(desk_of(database, "Ada"), {0: {0}})

    told = json.loads(written(database, Portion.SCORES, Ending.JSON))
    here = written(database, Portion.SCORES, Ending.CSV, zone=ZoneInfo("Europe/Paris"))
    heading, row = rows_of(here, Ending.CSV)

    assert (told["taken_at"], told["scores"][0]["started_at"]) == ("2026-01-05T17:00:00Z", "2026-01-05T12:00:00Z")
    assert dict(zip(heading, row, strict=True))["Started (Europe/Paris)"] == "2026-01-05 13:00:00"


def test_french_tables_are_in_french_as_french_spreadsheets_read_them(publish: Publish, database: Database) -> None:
    publish(BANK, shuffle_choices=False)
    answered(desk_of(database, "Ada"), {0: {0}, 1: {0}})

    data = written(database, Portion.RESPONSES, Ending.CSV, "fr").decode("utf-8-sig")

    heading, first, second = csv.reader(io.StringIO(data, newline=""), delimiter=";")
    assert heading[2:9] == ["Question", "Numéro", "Énoncé", "Choisi", "Résultat", "Points", "Maximum"]
    assert (first[5:8], second[5:8]) == (["Spaceport", "juste", "1"], ["Train", "juste en partie", "0,5"])


def test_a_quiz_that_nobody_began_has_files_of_headings_alone(publish: Publish, database: Database) -> None:
    publish(BANK)

    for portion in (Portion.SCORES, Portion.RESPONSES):
        for ending in (Ending.CSV, Ending.XLSX):
            assert len(rows_of(written(database, portion, ending), ending)) == 1
        told = json.loads(written(database, portion, Ending.JSON))
        assert (told[portion], VALIDATOR.is_valid(told)) == ([], True)


# --- however many there are ---


@pytest.mark.parametrize(
    ("portion", "ending"), [*((Portion.RESPONSES, ending) for ending in Ending), (Portion.SCORES, Ending.CSV)]
)
def test_twice_as_many_attempts_take_no_more_memory(
    portion: Portion, ending: Ending, publish: Publish, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = ((module, "_KNOWN", 20) for module in (downloads, files, workbooks))
    for module, name, few in (
        (exports, "_AT_ONCE", 30), (workbooks, "_AT_ONCE", 20), (files, "_TOLD_EVERY", 20), *known,
    ):  # fmt: skip
        monkeypatch.setattr(module, name, few)
    publish(BANK)

    def peak() -> int:
        """Without what nobody holds any more, whenever that would be collected."""
        gc.freeze()
        tracemalloc.start()
        files.written(
            extract(database, portion), Wanted(portion, ending, "en"), GREENWICH, lambda rows: collected()
        ).close()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        gc.unfreeze()
        return most

    def collected(*given: object) -> None:
        if tracemalloc.is_tracing():
            gc.collect()

    event.listen(database.engine, "before_cursor_execute", collected)
    crowd(database, 100)
    peak()  # What is made once is there from here on.
    once = peak()
    crowd(database, 100)
    twice = peak()

    assert twice < 1.25 * once


def test_rows_hold_no_transaction(publish: Publish, database: Database) -> None:
    """A slow line, or a slow disk, keeps nobody from writing, and no old state of the database alive."""
    publish(BANK)
    crowd(database, 3)
    begun: list[object] = []
    ended: list[object] = []
    event.listen(database.engine, "begin", begun.append)
    for how in ("commit", "rollback"):
        event.listen(database.engine, how, ended.append)

    found = extract(database, Portion.RESPONSES)
    assert len(begun) == len(ended) == 1
    rows = list(found.rows)

    assert (len(rows), len(begun)) == (9, 1)


def test_all_of_a_file_is_of_one_moment(publish: Publish, database: Database) -> None:
    """Who answers while the rows are written is not in them."""
    publish(BANK, shuffle_choices=False)
    answered(desk_of(database, "Ada"), {0: {0}})

    found = extract(database)
    answered(desk_of(database, "Bo"), {0: {0}})

    assert len(list(found.rows)) == 1
    assert len(scores(database)) == 2


def test_a_few_statements_read_any_number_of_questions(publish: Publish, database: Database) -> None:
    publish(BANK)
    crowd(database, 20)
    sent: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))

    extract(database, Portion.RESPONSES)

    # The quiz, which versions were asked, that one, the attempts, other tries of their readers, and no more attempts.
    assert len([statement for statement in sent if statement.startswith("SELECT")]) == 6
