"""Class lists as teachers have them: pasted lines, and tables with a heading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import ListLine
from quizapp.rosters import class_list


def read(text: str, *present: str) -> list[tuple[str, int]]:
    listing = class_list.read(text, present)
    assert listing.problems == ()
    return [(one.name, one.extra) for one in listing.members]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("", []),
        ("\n  \n", []),
        ("Anna\nBen", [("Anna", 0), ("Ben", 0)]),
        ("  Anna   Durand \r\n\r\nBen\r\n", [("Anna Durand", 0), ("Ben", 0)]),
        ("1. Anna\n2) Ben\n 3 . Cleo", [("Anna", 0), ("Ben", 0), ("Cleo", 0)]),
        ("- Anna\n• Ben\n* Cleo", [("Anna", 0), ("Ben", 0), ("Cleo", 0)]),
        ("Durand, Anna\nMartin, Zoé", [("Durand, Anna", 0), ("Martin, Zoé", 0)]),
        ("Anna\tDurand\nZoé\tMartin", [("Anna Durand", 0), ("Zoé Martin", 0)]),
        ("Zoé +33 %\nBen (+ 1/3)\nCleo, +50%", [("Zoé", 33), ("Ben", 33), ("Cleo", 50)]),
        ("Agent 007\n3PO", [("Agent 007", 0), ("3PO", 0)]),
        ("Name\nAnna\nBen", [("Anna", 0), ("Ben", 0)]),
        ("name,extra time\nAnna,\nBen,33%\nCleo,1/3", [("Anna", 0), ("Ben", 33), ("Cleo", 33)]),
        ("Nom;Prénom;Classe;Tiers temps\nDurand;Anna;5B;\nMartin;Zoé;5B;33", [("Anna Durand", 0), ("Zoé Martin", 33)]),
        ("Prénom\tNom\nZoé\tMartin", [("Zoé Martin", 0)]),
        ('"Last name","First name"\n"O\'Neil, Jr","Sam"', [("Sam O'Neil, Jr", 0)]),
        ("ÉLÈVE\nZoé", [("Zoé", 0)]),
        ("E\u0301le\u0300ve\nZoé", [("Zoé", 0)]),
        ("Nom;Pre\u0301nom\nDurand;Anna", [("Anna Durand", 0)]),
        ("Nom de l'élève;Classe\nAnna Durand;5B", [("Anna Durand", 0)]),
        ("NOM DE L’ÉLÈVE\tPRÉNOM DE L’ÉLÈVE\nDurand\tAnna", [("Anna Durand", 0)]),
        ("  Nom   complet \nAnna", [("Anna", 0)]),
        ("Name of my cat\nAnna", [("Name of my cat", 0), ("Anna", 0)]),
    ],
)
def test_a_list_is_read_as_it_is_meant(text: str, listed: list[tuple[str, int]]) -> None:
    assert read(text) == listed


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Anna\nBen\nANNA", [("name-doubled", 3)]),
        ("Zoe\u0301\nZoé", [("name-doubled", 2)]),
        ("Anna\n" + "x" * 61, [("name-too-long", 2)]),
        ("Anna\n\n\u200b", [("no-name", 3)]),
        ("Anna\nx" + " " * 200_000 + "x", [("name-too-long", 2)]),
        ("Anna +999 %", [("extra-time-unreadable", 1)]),
        ("name;extra time\n\nAnna;a lot\nBen;1/0\nCleo;-5", [("extra-time-unreadable", n) for n in (3, 4, 5)]),
        ("extra time\n33", [("no-name-column", 1)]),
        ("name;extra time\n;33\nAnna;0", [("no-name", 2)]),
    ],
)
def test_each_line_that_cannot_be_taken_is_named(text: str, problems: list[tuple[str, int]]) -> None:
    assert [(one.code, one.line) for one in class_list.read(text).problems] == problems


@pytest.mark.parametrize("text", ['name;x\n"' + "a" * 140_000, '"' + "a" * 140_000])
def test_a_quote_that_is_never_closed_is_named(text: str) -> None:
    assert [one.code for one in class_list.read(text).problems] == ["unreadable-table"]


def test_a_list_of_many_thousand_lines_is_refused_at_once() -> None:
    listing = class_list.read("\n".join(f"Pupil {number}" for number in range(20_000)))

    assert [(one.code, one.values["count"]) for one in listing.problems] == [("too-many-names", 20_000)]
    assert listing.members == ()


def test_names_that_the_class_has_stay_and_get_the_extra_time_beside_them() -> None:
    listing = class_list.read("anna\nBen +33%\nCleo\ndan +0%", ["Anna", "Ben", "Dan"])

    assert listing.members == (ListLine("Cleo"),)
    assert listing.again == (ListLine("Ben", 33), ListLine("dan", 0))
    assert listing.problems == ()


def test_extra_time_that_cannot_be_read_is_a_fault_for_a_name_that_is_there_too() -> None:
    listing = class_list.read("name;extra time\nAnna;a lot\nAnna;5\nAnna;6", ["Anna"])

    assert [(one.code, one.line) for one in listing.problems] == [("extra-time-unreadable", 2), ("name-doubled", 4)]


NAMES = st.lists(
    st.text(st.characters(categories=["L"]), min_size=1, max_size=20).map(clean_name).filter(bool),
    min_size=1,
    max_size=20,
    unique_by=lambda name: clean_name(name).casefold(),
)


@given(NAMES, st.lists(st.integers(0, 300), min_size=20, max_size=20))
def test_what_is_written_as_a_table_is_read_back(names: list[str], extras: list[int]) -> None:
    rows = list(zip(names, extras, strict=False))

    assert read("name;extra time\n" + "".join(f"{name};{extra}\n" for name, extra in rows)) == rows


@given(st.text(max_size=200))
def test_any_text_is_read_and_nobody_in_it_is_listed_twice_or_without_a_name(text: str) -> None:
    members = class_list.read(text).members

    keys = [clean_name(one.name).casefold() for one in members]
    assert len(keys) == len(set(keys))
    assert all(0 < len(one.name) <= 60 and 0 <= one.extra <= 300 for one in members)
