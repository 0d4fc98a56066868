"""Readers by questions, worked out by hand: what each made of each, and in which order the questions stand."""

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction

import pytest

from quizapp.domain.banks import Kind
from quizapp.domain.matrix import NOT_ASKED, Asking, Given, MatrixCell, MatrixColumn, columns, from_best_known
from quizapp.domain.scoring import Outcome
from tests.makers import bank, choices, multiple, single, true_false

FIRST = bank(single(), multiple(), true_false())


@pytest.mark.parametrize(
    ("picked", "outcomes"),
    [
        ({0: {0}, 1: {0, 2}, 2: {0}}, [Outcome.RIGHT, Outcome.RIGHT, Outcome.RIGHT]),
        ({0: {1}, 1: {0}, 2: {1}}, [Outcome.WRONG, Outcome.PARTLY, Outcome.WRONG]),
        ({0: set(), 1: {1, 3}}, [Outcome.UNANSWERED, Outcome.WRONG, Outcome.UNANSWERED]),
        ({}, [Outcome.UNANSWERED] * 3),
    ],
)
def test_a_reader_has_each_question_right_partly_wrong_or_without_an_answer(
    picked: dict[int, set[int]], outcomes: list[Outcome]
) -> None:
    row = Asking(FIRST, FIRST).row({place: frozenset(chosen) for place, chosen in picked.items()})

    assert [cell.outcome for cell in row] == outcomes
    assert [cell.picked for cell in row] == [frozenset(picked.get(place, ())) for place in range(3)]


def test_what_readers_made_is_held_by_whoever_shows_them_and_not_by_what_is_kept_for_long() -> None:
    asking = Asking(FIRST, FIRST)
    seen: dict[Given, MatrixCell] = {}
    before = deepcopy(vars(asking))

    rows = [asking.row({0: frozenset({picked})}, seen=seen) for picked in (0, 1, 0)]

    assert rows[0] == rows[2] != rows[1]
    assert len(seen) == 2 + 2  # Two answers to the first question, and none to the others.
    assert vars(asking) == before


def test_what_an_older_version_asked_stands_where_the_newest_has_it_and_what_it_did_not_ask_is_told() -> None:
    turned = multiple(choices=choices("Silence", "Music", "Train", "Ship", right=(0, 2), kind=Kind.MULTIPLE))
    newest = bank(true_false(stem="Two launches succeeded."), turned, single())

    row = Asking(FIRST, newest).row({0: frozenset({2}), 1: frozenset({0, 1}), 2: frozenset({0})})

    assert row == (
        NOT_ASKED,
        MatrixCell(Outcome.WRONG, frozenset({2, 3})),  # « Train » and « Ship », where they stand now.
        MatrixCell(Outcome.WRONG, frozenset({2})),
    )


def test_of_a_version_that_was_asked_in_part_the_rest_was_not_asked() -> None:
    asking = Asking(FIRST, FIRST, (0, 2))

    assert [cell.outcome for cell in asking.row({0: frozenset({0})})] == [Outcome.RIGHT, None, Outcome.UNANSWERED]
    assert asking.right({(0, frozenset({0})): 2}) == {0: 2, 2: 0}


def test_the_key_that_marks_decides_though_another_is_shown() -> None:
    other_key = replace(FIRST, questions=(single(right=1), *FIRST.questions[1:]))

    by_its_own, by_the_other = (Asking(asked, other_key).row({0: frozenset({0})})[0] for asked in (FIRST, other_key))

    assert (by_its_own.outcome, by_the_other.outcome) == (Outcome.RIGHT, Outcome.WRONG)


def test_a_choice_that_earns_a_part_is_partly_right_in_a_single_question_too() -> None:
    half = single(
        choices=(*(replace(one, fraction=Fraction(1, 2)) for one in choices("Half")), *choices("All", "None"))
    )

    row = Asking(bank(half), bank(half)).row({0: frozenset({0})})

    assert row[0].outcome is Outcome.PARTLY


def test_columns_count_who_was_asked_and_who_was_right_over_all_ways_of_asking() -> None:
    newest = bank(single("new"), *FIRST.questions[:2])
    first, second = Asking(FIRST, newest), Asking(newest, newest)
    ways = [
        (first, 5, first.right({(0, frozenset({0})): 3, (1, frozenset({0})): 4, (2, frozenset({0})): 5})),
        (second, 2, second.right({(0, frozenset({0})): 1, (1, frozenset({0})): 2, (2, frozenset({0, 2})): 1})),
    ]

    found = columns(3, ways)

    # Only half of « which » was picked by four of the five: that is not right.
    assert found == (MatrixColumn(0, 2, 1), MatrixColumn(1, 7, 5), MatrixColumn(2, 7, 1))
    assert [one.place for one in from_best_known(found)] == [1, 0, 2]


def test_questions_as_well_known_stand_in_the_banks_order_and_those_nobody_was_asked_last() -> None:
    found = [MatrixColumn(0, 0, 0), MatrixColumn(1, 4, 0), MatrixColumn(2, 4, 2), MatrixColumn(3, 2, 1)]

    assert [one.place for one in from_best_known(found)] == [2, 3, 1, 0]


def test_nobody_makes_empty_columns() -> None:
    assert columns(2, []) == (MatrixColumn(0, 0, 0), MatrixColumn(1, 0, 0))
