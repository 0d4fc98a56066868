"""What a kind of question says of itself, for all who would else ask which it is."""

import pytest

from quizapp.domain.banks import Kind, shares


@pytest.mark.parametrize(("kind", "most"), [(Kind.SINGLE, 1), (Kind.MULTIPLE, 4), (Kind.TRUE_FALSE, 1)])
def test_so_many_of_four_choices_may_be_picked(kind: Kind, most: int) -> None:
    assert kind.most_picked(4) == most
    assert kind.takes_several == (most > 1)


def test_only_true_and_false_bring_their_choices() -> None:
    assert [kind for kind in Kind if kind.brings_choices] == [Kind.TRUE_FALSE]


@pytest.mark.parametrize("kind", Kind)
def test_right_choices_share_the_mark_where_several_can_be_picked(kind: Kind) -> None:
    assert sum(shares(kind, [True, True, False])[:2]) == (1 if kind.takes_several else 2)
