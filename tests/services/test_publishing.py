"""A bank loads whole or not at all; a published version never changes; a quiz comes with its bank."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.banks import Bank, Difference, Question
from quizapp.formats import native
from quizapp.formats.sandbox import Limits
from quizapp.services import checking, examining, publishing
from quizapp.services.checking import Changes, Preview, Rewording
from quizapp.store import audit, banks, quizzes
from quizapp.store.banks import Shelf, UnknownBank
from quizapp.store.session import Database
from quizapp.store.tables import VersionRow
from tests.makers import NOON, article, bank, load, single, true_false
from tests.store.contents import contents


def test_a_first_load_makes_version_one_and_a_listed_quiz_of_the_same_name(database: Database) -> None:
    (loaded,) = load(database, bank())

    assert (loaded.version, loaded.difference.added) == (1, ("where", "which", "two"))
    with database.reading() as db:
        (quiz,) = quizzes.listed(db)
    assert (quiz.slug, quiz.title, quiz.question_count) == ("summit", "The summit", 3)
    assert quiz.settings == Settings(FeedbackTime.AT_ONCE, shuffle_questions=False, shuffle_choices=True)


def test_the_same_bank_again_changes_nothing_at_all(database: Database) -> None:
    load(database, bank())
    before = contents(database)

    (again,) = load(database, bank())

    assert again.version is None
    assert again.difference.nothing
    assert contents(database) == before


def test_a_changed_bank_is_a_new_version_that_says_what_changed_and_the_old_one_stays(database: Database) -> None:
    one, two, three = bank().questions
    load(database, bank())
    with database.reading() as db:
        first = Shelf().version(db, 1)

    (changed,) = load(database, bank(single("new"), replace(two, stem="Otherwise?"), one))

    assert changed.version == 2
    assert changed.difference == Difference(
        added=("new",), changed=("which",), unchanged=("where",), removed=("two",), text_changed=True
    )
    with database.reading() as db:
        assert Shelf().version(db, 1) == first
        assert len(quizzes.listed(db)) == 1
    assert three.id == "two"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"language": "fr"},
        {"summary": "In short."},
        {"article": article("Another text.", "In two paragraphs.")},
        {"article": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_around_the_questions_is_a_new_version_too(change: dict[str, Any], database: Database) -> None:
    questions = (single(), true_false())
    load(database, bank(*questions))

    (changed,) = load(database, bank(*questions, **change))

    assert changed.version == 2
    assert changed.difference == Difference(unchanged=("where", "two"), text_changed=True)


@pytest.mark.parametrize(
    ("after", "rekeys"),
    [
        (bank(single(right=1)), True),
        (bank(single(maximum=Fraction(2))), True),
        (bank(single(stem="Where, then?")), False),
        (bank(single(), single("another")), False),
        (bank(single("another", right=1)), False),
    ],
    ids=["another key", "another maximum", "other words", "one more", "another question"],
)
def test_a_version_says_whether_it_marks_otherwise_than_the_one_before(
    after: Bank, *, rekeys: bool, database: Database
) -> None:
    load(database, bank(single()))
    load(database, after)

    with database.reading() as db:
        assert db.scalars(select(VersionRow.rekeys).order_by(VersionRow.number)).all() == [False, rekeys]


def test_going_back_to_an_earlier_text_is_a_version_of_its_own(database: Database) -> None:
    versions = [load(database, bank(single(stem=stem)))[0].version for stem in ("One?", "Two?", "One?", "One?")]

    assert versions == [1, 2, 3, None]


def test_a_load_that_fails_in_the_middle_leaves_nothing(database: Database) -> None:
    before = contents(database)

    with pytest.raises(IntegrityError):
        load(database, bank(), bank(id_="other", title=None))

    assert contents(database) == before


def test_the_same_bank_twice_in_one_load_is_published_once(database: Database) -> None:
    (loaded,) = load(database, bank(title="First"), bank(title="Last"))

    assert (loaded.version, loaded.bank.title) == (1, "Last")


def test_a_load_stands_in_the_log_as_the_installations_own(database: Database) -> None:
    load(database, bank())
    load(database, bank(title="Anew"))

    with database.reading() as db:
        lines = [(line.email, line.act, line.subject) for line in audit.entries(db)]
    assert lines == [(None, "bank-published", "summit, 2"), (None, "bank-published", "summit, 1")]


def test_a_load_that_was_overtaken_follows_the_version_that_came_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = database.run

    def overtaken(work: Callable[[Session], object]) -> object:
        monkeypatch.setattr(database, "run", run)
        load(database, bank(title="Theirs"))
        return run(work)

    monkeypatch.setattr(database, "run", overtaken)
    (mine,) = load(database, bank(title="Mine"))

    assert (mine.version, mine.difference.text_changed) == (2, True)


def test_shipped_banks_that_two_starts_load_at_once_are_loaded_once(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.yaml").write_bytes(native.write(bank()))
    run = database.run

    def overtaken(work: Callable[[Session], object]) -> object:
        monkeypatch.setattr(database, "run", run)
        assert len(publishing.load_shipped(database, tmp_path.glob("*.yaml"), NOON)) == 1
        return run(work)

    monkeypatch.setattr(database, "run", overtaken)

    assert publishing.load_shipped(database, tmp_path.glob("*.yaml"), NOON) == []


def test_a_bank_goes_out_as_a_file_and_comes_back_the_same(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "summit.yaml"
    load(database, bank())
    with database.reading() as db:
        file.write_bytes(publishing.export(db, None, "summit").data)

    checked = examining.check(file)

    assert checked.report.problems == ()
    assert checked.report.bank is not None
    assert load(database, checked.report.bank)[0].version is None


def test_what_does_not_exist_is_said_to(database: Database) -> None:
    with database.reading() as db, pytest.raises(UnknownBank):
        publishing.export(db, None, "nothing")


def test_shipped_banks_are_loaded_into_an_empty_database_only(database: Database, tmp_path: Path) -> None:
    load(database, bank())
    with database.reading() as db:
        (tmp_path / "one.yaml").write_bytes(publishing.export(db, None, "summit").data)
    files = list(tmp_path.glob("*.yaml"))
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")

    assert publishing.load_shipped(database, files, NOON) == []

    other.close()
    with database.reading() as db:
        assert [one.slug for one in publishing.list_banks(db)] == ["summit"]


def test_a_list_of_banks_shows_each_at_its_newest(database: Database) -> None:
    load(database, bank(id_="b", title="beta"), bank(id_="a", title="Alpha"))
    load(database, bank(single(), id_="b", title="beta, anew"), now=NOON + timedelta(days=1))

    with database.reading() as db:
        listed = [(one.slug, one.title, one.version, one.question_count) for one in banks.listing(db)]

    assert listed == [("a", "Alpha", 1, 3), ("b", "beta, anew", 2, 1)]


# --- preview ---


def previewed(database: Database, name: str, data: bytes, teacher_id: int | None = None) -> Preview:
    checked = examining.examine(name, data)
    with database.reading() as db:
        return checking.preview(db, Shelf(), checked, teacher_id)


def ids(questions: Sequence[Question]) -> list[str]:
    return [question.id for question in questions]


def test_a_preview_of_a_new_bank_says_what_was_found_and_writes_nothing(database: Database) -> None:
    before = contents(database)

    found = previewed(database, "summit.yaml", native.write(bank()))

    assert (found.name, found.format, found.encoding, found.question_count) == ("summit.yaml", "quizapp", "UTF-8", 3)
    assert (found.problems, found.left_out, found.bank, found.version) == ([], [], bank(), None)
    assert found.changes is not None
    assert ids(found.changes.added) == ["where", "which", "two"]
    assert not found.changes.nothing
    assert contents(database) == before


def test_a_preview_shows_each_question_that_would_change_beside_what_it_was(database: Database) -> None:
    one, two, three = bank().questions
    load(database, bank())
    other = replace(two, stem="Otherwise?")

    found = previewed(database, "summit.yaml", native.write(bank(single("new"), other, one)))

    assert found.version == 1
    assert found.changes == Changes(
        added=[single("new")],
        changed=[Rewording(two, other)],
        unchanged=[one],
        removed=[three],
        text_changed=True,
        nothing=False,
    )


def test_a_preview_of_the_current_version_says_that_nothing_would_change(database: Database) -> None:
    load(database, bank())

    found = previewed(database, "summit.yaml", native.write(bank()))

    assert found.changes is not None
    assert found.changes.nothing
    assert ids(found.changes.unchanged) == ["where", "which", "two"]


def test_a_preview_compares_with_the_banks_of_its_own_teacher_only(database: Database) -> None:
    load(database, bank())

    found = previewed(database, "summit.yaml", native.write(bank()), teacher_id=7)

    assert found.version is None
    assert found.changes is not None
    assert len(found.changes.added) == 3


def test_sixty_questions_with_five_faults_show_all_five_with_their_lines(database: Database) -> None:
    lines = native.write(bank(*(single(f"q{number}") for number in range(60)))).decode().split("\n")
    faulty = [number for number, line in enumerate(lines) if line.strip() == "kind: single"][::12]
    for number in faulty:
        lines[number] = "  kind: singular"
    before = contents(database)

    found = previewed(database, "sixty.yaml", "\n".join(lines).encode())

    assert [(told.problem.code, told.problem.line, told.excerpt) for told in found.problems] == [
        ("bad-word", number + 1, "  kind: singular") for number in faulty
    ]
    assert len(faulty) == 5
    assert (found.bank, found.changes, found.question_count) == (None, None, 60)
    assert contents(database) == before


def test_a_warning_shows_its_line_in_the_encoding_of_the_file(database: Database) -> None:
    text = native.write(bank(single(feedback=""), article=article("Né en été."))).decode()

    found = previewed(database, "summit.yaml", text.encode("utf-16"))

    assert found.encoding == "UTF-16"
    assert [told.excerpt for told in found.warnings if told.problem.code == "untouched-paragraph"] == ["  Né en été."]


def test_a_file_in_an_older_encoding_says_which_and_shows_its_line(database: Database) -> None:
    found = previewed(database, "x.yaml", "title: L’été\nlanguage: fr\n".encode("cp1252"))

    assert found.encoding == "Windows-1252"
    assert [(told.problem.code, told.excerpt) for told in found.problems] == [("bad-encoding", "title: L’été")]


def test_a_very_long_line_is_shown_around_the_place_of_its_problem(database: Database) -> None:
    title = "x" * 5_000
    text = f"{{title: T, summary: {title}, language: english, source: {{title: {title}}}}}"

    found = previewed(database, "x.yaml", text.encode())

    (shown,) = (told.excerpt for told in found.problems if told.problem.code == "bad-language")
    assert "language: english" in shown
    assert len(shown) < 200
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_reading_that_was_stopped_is_a_preview_with_one_problem(database: Database) -> None:
    checked = examining.examine("x.yaml", native.write(bank()), limits=Limits(seconds=0.001))

    with database.reading() as db:
        found = checking.preview(db, Shelf(), checked)

    assert [(told.problem.code, told.excerpt) for told in found.problems] == [("reading-takes-too-long", "")]
    assert found.bank is None


def test_a_file_and_its_bytes_give_the_same_problems(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    for data in (b"title: [", native.write(bank()), "title: L’été".encode("cp1252"), b"", b"questions: []\nfoo: 1\n"):
        file.write_bytes(data)

        assert examining.check(file) == replace(examining.examine("x.yaml", data), name=str(file))
        assert examining.check(file).report == native.read(data, "x.yaml")


def test_a_file_that_cannot_be_opened_is_a_problem_like_others(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.yaml", tmp_path):
        report = examining.check(path).report

        assert [problem.code for problem in report.problems] == ["unreadable-file"]
        assert report.bank is None
