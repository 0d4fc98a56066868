"""Names stand as people look for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.collation import collated, filed, folded

ANY = st.text(st.characters(exclude_characters="\0"))


@pytest.mark.parametrize(
    "names",
    [
        ["Chloé", "Élio", "Éloïse", "Emma", "Zoé"],
        ["Égypte", "La peste", "Ve République"],
        ["Cote", "cote", "coté", "côte", "Côté"],  # Marks part only what letters do not; case, what marks do not.
        ["Jean Paul", "Jean-Paul", "Jeanne"],
        ["l'abbaye", "L’Égypte", "« La peste »", "le roi"],
        ["4e A", "5e B", "10e"],
        ["Séance 2", "séance 10", "Séance 010 bis"],
        ["Œdipe", "œuvre", "of"],
        ["Łódź", "Lyon"],
        ["", "a"],
        ["a", "a b", "ab"],
    ],
    ids=lambda names: names[-1],
)
def test_names_stand_as_people_look_for_them(names: list[str]) -> None:
    assert sorted(names, key=collated, reverse=True) == names[::-1]


def test_a_class_stands_by_family_name_where_it_is_known() -> None:
    members = [("Zoé Abadie", "Abadie", "Zoé"), ("Éric de Gaulle", "de Gaulle", "Éric"), ("Élodie", "", "")]
    members += [("Ana Élie", "Élie", "Ana"), ("Zoé Elie", "Elie", "Zoé")]

    stand = sorted(members, key=lambda one: filed(*one), reverse=True)[::-1]

    # Of one family name, with a mark or without, the first name decides.
    assert [name for name, *_ in stand] == ["Zoé Abadie", "Éric de Gaulle", "Ana Élie", "Zoé Elie", "Élodie"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’Encyclopédie, 1751–1772", "l encyclopedie 1751 1772"),
        ("Straße ŒUVRE", "strasse oeuvre"),
        ("  ", ""),
        ("日本の歴史", "日本の歴史"),
        ("हिन्दी", "हिनदी"),  # Vowels are letters there, though Unicode counts them as marks.
    ],
)
def test_what_two_texts_share_whatever_their_case_and_marks(text: str, words: str) -> None:
    assert folded(text) == words


@given(name=ANY, other=ANY)
def test_two_names_have_one_key_only_if_they_are_one(name: str, other: str) -> None:
    assert (collated(name) == collated(other)) == (name == other)


@given(text=ANY)
def test_what_is_folded_stays_as_it_is_when_it_is_folded_again(text: str) -> None:
    assert folded(folded(text)) == folded(text)
