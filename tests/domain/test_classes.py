"""First names tell a class apart as far as they can, and show no family name that is not needed for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.classes import Member, first_names


def shown(*members: tuple[str, str, str]) -> list[str]:
    """Of members by their name, given and family name."""
    made = [Member(at, name, 0, "", family, given) for at, (name, given, family) in enumerate(members)]
    return list(first_names(made).values())


@pytest.mark.parametrize(
    ("members", "names"),
    [
        ([("Anaïs Dupont", "Anaïs", "Dupont"), ("Léo Martin", "Léo", "Martin")], ["Anaïs", "Léo"]),
        ([("Anaïs Dupont", "Anaïs", "Dupont"), ("anaïs Martin", "anaïs", "Martin")], ["Anaïs D.", "anaïs M."]),
        ([("Léo Durand", "Léo", "Durand"), ("Léo Dupont", "Léo", "Dupont")], ["Léo Durand", "Léo Dupont"]),
        ([("Jean-Luc Petit", "Jean-Luc", "Petit"), ("Jean Petit", "Jean", "Petit")], ["Jean-Luc", "Jean"]),
        # Where the parts are not known.
        ([("Anaïs Dupont", "", ""), ("DUPONT Léo", "", ""), ("DE LA TOUR Zoé", "", "")], ["Anaïs", "Léo", "Zoé"]),
        ([("Mona", "", ""), ("Noah B", "", ""), ("Noah C", "", "")], ["Mona", "Noah B.", "Noah C."]),
        ([("ALI", "", ""), ("Loup 7", "", "")], ["ALI", "Loup"]),
        ([], []),
    ],
)
def test_each_is_shown_by_the_first_name_with_an_initial_where_two_are_equal(
    members: list[tuple[str, str, str]], names: list[str]
) -> None:
    assert shown(*members) == names


@given(st.lists(st.tuples(st.sampled_from(["Ana", "Léo"]), st.sampled_from(["Bé", "Bo", "Cru"])), unique=True))
def test_whoever_is_in_a_class_can_be_told_apart(parts: list[tuple[str, str]]) -> None:
    names = shown(*((f"{given} {family}", given, family) for given, family in parts))

    assert len(set(names)) == len(names) == len(parts)
