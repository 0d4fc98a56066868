"""Readers by questions through the database: the same attempts, and the same counts, as the statistics have."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random

import pytest
from sqlalchemy import event

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.classes import UnknownClass
from quizapp.domain.quizzes import Counts, UnknownQuiz
from quizapp.domain.scoring import Outcome
from quizapp.domain.simulation import difficulties, simulate
from quizapp.services import matrix, statistics
from quizapp.services.listings import A_PAGE, UnknownPage
from quizapp.services.matrix import Matrix, MatrixView
from quizapp.services.samples import Selection
from quizapp.store.banks import Shelf, UnknownVersion
from quizapp.store.matrix import RowsBy
from quizapp.store.session import Database
from tests.crowd import crowd
from tests.makers import OWNER, bank, multiple, office, single, true_false
from tests.services.test_remarking import Staff as Owner
from tests.services.test_statistics import FIRST, LATER, PICKS, RIGHT, WRONG, answered, desk_of

Publish = Callable[..., None]


def looked(
    database: Database,
    rows_by: RowsBy = RowsBy.SCORE,
    page: int = 1,
    *,
    falling: bool = True,
    known_first: bool = False,
    stretch: int = 1,
    now: datetime = LATER,
    **selection: object,
) -> Matrix:
    with database.reading() as db:
        asked = Selection(**selection)  # type: ignore[arg-type]
        view = MatrixView(rows_by, falling, known_first, page, stretch)
        return matrix.of_quiz(office(db, OWNER, now), "summit", view, asked)


def outcomes(found: Matrix) -> list[str]:
    signs = {Outcome.RIGHT: "r", Outcome.PARTLY: "p", Outcome.WRONG: "w", Outcome.UNANSWERED: "n", None: "x"}
    return ["".join(signs[cell.outcome] for cell in row.cells) for row in found.rows]


def test_a_class_of_three_gives_the_rows_that_one_works_out_by_hand(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_ONCE, shuffle_choices=False)
    for name, picks in PICKS.items():
        answered(desk_of(database, name), picks)
    answered(desk_of(database, "runs"), {0: {0}}, finish=False)

    found = looked(database)

    assert outcomes(found) == ["rrr", "wpn", "wnn"]
    assert [float(row.score.score) for row in found.rows] == [3, 0.5, 0]
    assert [(one.asked, one.right) for one in found.columns] == [(3, 1), (3, 1), (3, 1)]
    assert (found.finished, found.others, found.versions, found.pages) == (3, 0, (1,), 1)
    assert outcomes(looked(database, falling=False)) == ["wnn", "wpn", "rrr"]


def test_a_quiz_that_nobody_finished_has_no_rows(publish: Publish, database: Database) -> None:
    publish(FIRST)
    for rows_by in RowsBy:
        found = looked(database, rows_by)

        assert (found.rows, found.finished, found.pages) == ((), 0, 1)
        assert [(one.asked, one.right) for one in found.columns] == [(0, 0)] * 3


def test_another_teachers_quiz_is_unknown(publish: Publish, database: Database) -> None:
    publish(FIRST)
    stranger = replace(OWNER, id=99, role=Role.TEACHER)

    with pytest.raises(UnknownQuiz), database.reading() as db:
        matrix.of_quiz(office(db, stranger), "summit", MatrixView())
    with pytest.raises(UnknownQuiz), database.reading() as db:
        matrix.scores(office(db, stranger), "summit")


# --- which attempts, and which version ---


@pytest.mark.parametrize(("tries", "rows"), [(Counts.FIRST, "www"), (Counts.LAST, "www"), (Counts.BEST, "rrr")])
def test_of_each_reader_one_try_has_a_row(publish: Publish, database: Database, tries: Counts, rows: str) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    desk = desk_of(database, "one")
    for picks in (WRONG, RIGHT, WRONG):
        answered(desk, picks)
        desk.clock.advance(minutes=1)

    found = looked(database, tries=tries)

    assert (outcomes(found), found.others) == ([rows], 2)


def test_tries_at_only_what_was_missed_have_no_row(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    desk = desk_of(database, "one")
    missed, _ = desk.again(answered(desk, WRONG), only_missed=True)
    desk.finish(missed)

    found = looked(database, tries=Counts.LAST)

    assert (outcomes(found), found.others) == (["www"], 1)


def test_of_two_versions_the_newest_is_shown_and_what_was_not_asked_is_told(
    publish: Publish, database: Database
) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    answered(desk_of(database, "one"), RIGHT)
    answered(desk_of(database, "two"), WRONG)
    publish(bank(true_false(), single("new"), single()))
    answered(desk_of(database, "three"), {0: {1}, 1: {0}, 2: {0}})

    found, old = looked(database), looked(database, version=1)

    assert [one.id for one in found.bank.questions] == ["two", "new", "where"]
    assert outcomes(found) == ["rxr", "wrr", "wxw"]
    assert [float(row.score.maximum) for row in found.rows] == [3, 3, 3]
    assert [(one.asked, one.right) for one in found.columns] == [(3, 1), (1, 1), (3, 2)]
    assert (outcomes(old), old.finished, old.others) == (["rrr", "www"], 2, 1)


def test_scores_with_other_maxima_stand_by_their_share(publish: Publish, database: Database) -> None:
    publish(bank(single(maximum=Fraction(10)), single("other", maximum=Fraction(10))), shuffle_choices=False)
    answered(desk_of(database, "ten of twenty"), {0: {0}, 1: {1}})
    publish(bank(single()))
    answered(desk_of(database, "one of one"), {0: {0}})

    assert [float(row.score.score) for row in looked(database).rows] == [1, 10]


def test_after_marking_again_cells_and_counts_are_by_the_key_that_counts(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    answered(desk_of(database, "one"), RIGHT)
    answered(desk_of(database, "two"), WRONG)
    publish(bank(single(right=1), multiple(), true_false()))

    Owner(database).mark_again()

    found = looked(database)
    assert sorted(outcomes(found)) == ["rww", "wrr"]
    assert [one.right for one in found.columns] == [1, 1, 1]


@pytest.mark.parametrize(("asked", "refused"), [({"version": 2}, UnknownVersion), ({"class_id": 10**6}, UnknownClass)])
def test_what_there_is_not_is_unknown(
    publish: Publish, database: Database, asked: dict[str, int], refused: type[Exception]
) -> None:
    publish(FIRST)

    with pytest.raises(refused):
        looked(database, **asked)  # type: ignore[arg-type]


def test_days_narrow_the_rows_as_they_narrow_the_statistics(publish: Publish, database: Database) -> None:
    publish(FIRST, feedback=FeedbackTime.AT_END, shuffle_choices=False)
    answered(desk_of(database, "one"), RIGHT)

    assert [
        looked(database, since=since).finished for since in (LATER - timedelta(days=1), LATER + timedelta(days=1))
    ] == [1, 0]


# --- many ---


def test_rows_stand_page_by_page_by_score_or_by_name(publish: Publish, database: Database) -> None:
    publish(bank(single(), single("other")), shuffle_choices=False)
    right, wrong = frozenset({0}), frozenset({1})
    crowd(database, "summit", [[right, wrong]] * A_PAGE + [[right, right], [wrong, wrong]])

    first, second = looked(database), looked(database, page=2)
    by_name = looked(database, RowsBy.NAME, 2, falling=False)

    assert [len(one.rows) for one in (first, second)] == [A_PAGE, 2]
    assert (outcomes(first)[0], outcomes(second)) == ("rr", ["rw", "ww"])
    assert [row.score.name for row in by_name.rows] == ["Reader 00101", "Reader 00102"]
    assert [(one.asked, one.right) for one in first.columns] == [(102, 101), (102, 1)]
    for page in (0, 3):
        with pytest.raises(UnknownPage):
            looked(database, page=page)


def test_many_questions_stand_in_stretches_and_a_page_of_them_has_fewer_rows(
    publish: Publish, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix, "MOST_COLUMNS", 2)
    monkeypatch.setattr(matrix, "MOST_CELLS", 6)
    publish(bank(*(single(f"q{number}") for number in range(5))), shuffle_choices=False)
    right, wrong = frozenset({0}), frozenset({1})
    crowd(database, "summit", [[wrong, right, wrong, right, right]] * 3 + [[wrong, wrong, wrong, wrong, right]])

    first, last = looked(database), looked(database, page=2, stretch=3)
    known = looked(database, known_first=True, page=2)

    assert [(one.pages, one.stretches) for one in (first, last)] == [(2, 3)] * 2
    assert (outcomes(first), outcomes(last), outcomes(known)) == (["wr", "wr", "wr"], ["r"], ["rw"])
    assert [[one.place for one in found.columns] for found in (first, last, known)] == [[0, 1], [4], [4, 1]]
    assert (first.before, last.before) == (0, 3)
    for stretch in (0, 4):
        with pytest.raises(UnknownPage):
            looked(database, stretch=stretch)


def test_it_counts_what_the_statistics_count(publish: Publish, database: Database) -> None:
    asked = bank(*(single(f"q{number}") for number in range(8)), multiple(), article=None)
    publish(asked, shuffle_choices=False)
    crowd(database, "summit", simulate(asked, difficulties(9, Random(5)), 40, Random(6)).picks)

    found = looked(database)
    with database.reading() as db:
        expected = statistics.of_quiz(office(db, OWNER, LATER), "summit")

    assert [(one.asked, one.right) for one in found.columns] == [(one.asked, one.right) for one in expected.questions]
    assert [sum(row.cells[place].outcome is Outcome.RIGHT for row in found.rows) for place in range(9)] == [
        one.right for one in found.columns
    ]
    assert sorted(row.score.score for row in found.rows) == sorted(
        one.score for one in expected.scores.spread for _ in range(one.count)
    )


def test_scores_are_listed_by_name_up_to_as_many_as_paper_bears(
    publish: Publish, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(bank(single()), shuffle_choices=False)
    crowd(database, "summit", [[frozenset({0})], [frozenset({1})], [frozenset({0})]])

    with database.reading() as db:
        listed = matrix.scores(office(db, OWNER, LATER), "summit")
        monkeypatch.setattr(matrix, "MOST_NAMED", 2)
        first = matrix.scores(office(db, OWNER, LATER), "summit")

    assert [(one.name, int(one.score)) for one in listed] == [
        ("Reader 00001", 1), ("Reader 00002", 0), ("Reader 00003", 1)
    ]  # fmt: skip
    assert first == listed[:2]


# --- what it costs ---


@pytest.mark.parametrize("rows_by", RowsBy)
def test_it_costs_the_same_few_statements_for_500_readers_and_60_questions(
    publish: Publish, database: Database, rows_by: RowsBy
) -> None:
    asked = bank(*(single(f"q{number}") for number in range(60)), article=None)
    publish(asked, shuffle_choices=False)
    shelf, costs = Shelf(), []
    for some in (2, 498):
        crowd(database, "summit", [[frozenset({place % 3}) for place in range(60)]] * some)
        costs.append(statements(database, shelf, rows_by))

    assert costs == [11, 10]  # The bank itself is read once.


def statements(database: Database, shelf: Shelf, rows_by: RowsBy) -> int:
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.extend([statement] * (statement != "BEGIN"))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.reading() as db:
        found = matrix.of_quiz(office(db, OWNER, LATER, shelf=shelf), "summit", MatrixView(rows_by))
    event.remove(database.engine, "before_cursor_execute", note)
    assert len(found.rows) == min(found.finished, A_PAGE)
    return len(sent)
