"""Two groups side by side: what they share, how far apart they are, and what may be said of it."""

from dataclasses import replace

import pytest

from quizapp.domain.statistics.contrasts import Contrast, Overlap, SharedQuestion, Surety, from_furthest, overlap
from quizapp.domain.statistics.intervals import Figure, proportion
from quizapp.domain.statistics.questions import statistics_of
from quizapp.domain.statistics.tallies import Cohort
from tests.makers import bank, choices, single, true_false


def test_two_banks_share_the_questions_whose_wording_and_choices_are_the_same() -> None:
    one = bank(single("a"), single("b"), single("c"))
    other = bank(single("c"), single("b", stem="Another stem?"), single("d"), single("a"))

    assert overlap(one, other) == Overlap(((0, 3, True), (2, 0, True)), (1,), (1, 2))


def test_that_a_key_differs_is_told_and_parts_no_question() -> None:
    assert overlap(bank(single("a", right=0)), bank(single("a", right=1))).shared == ((0, 0, False),)


def test_a_key_is_the_same_wherever_its_choice_stands() -> None:
    one = bank(single("a", choices=choices("Two", "Three")))
    other = bank(single("a", right=1, choices=choices("Three", "Two", right=(1,))))

    assert overlap(one, other).shared == ((0, 0, True),)


def test_two_banks_may_share_nothing() -> None:
    assert overlap(bank(single("a")), bank(true_false("b"))) == Overlap((), (0,), (0,))


@pytest.mark.parametrize(
    ("one", "other", "difference", "surety"),
    [
        (proportion(9, 10), proportion(1, 10), -0.8, Surety.APART),  # Wilson: 0.596 to 0.982, 0.018 to 0.404.
        (proportion(7, 10), proportion(5, 10), -0.2, Surety.OVERLAPPING),
        (proportion(5, 10), proportion(5, 10), 0, Surety.OVERLAPPING),
        (proportion(0, 0), proportion(5, 10), None, Surety.UNKNOWN),
        (Figure(0.5, 1), proportion(5, 10), 0, Surety.UNKNOWN),
    ],
)
def test_a_difference_may_be_chance_where_the_intervals_meet(
    one: Figure, other: Figure, difference: float | None, surety: Surety
) -> None:
    found = Contrast(one, other)

    assert found.difference == (None if difference is None else pytest.approx(difference))
    assert found.surety is Contrast(other, one).surety is surety


def test_intervals_that_touch_overlap() -> None:
    touching = [Figure(value, 9, proportion(5, 10).interval) for value in (0.4, 0.6)]

    assert Contrast(*touching).surety is Surety.OVERLAPPING


def test_what_differs_most_comes_first_and_what_is_unknown_last() -> None:
    asked = bank(single("a"), single("b"), single("c"))
    found = statistics_of(asked, [Cohort.of(asked, [{}])])
    differing = {place: (Figure(0.5, 9), Figure(value, 9)) for place, value in enumerate([0.6, None, 0.1])}
    shared = [
        SharedQuestion(replace(one, facility=here), replace(one, facility=there), same_key=True)
        for one, (here, there) in zip(found, differing.values(), strict=True)
    ]

    assert [one.one.id for one in from_furthest(shared)] == ["c", "a", "b"]
