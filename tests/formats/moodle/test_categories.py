"""Categories lead in Moodle where they lead here."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.moodle import categories

NAMES = st.text("ab/ $top", min_size=1, max_size=6).map(lambda name: re.sub("/+", "/", name).strip(" /")).filter(bool)


def in_moodle(path: str) -> list[str]:
    """The names below the category above all (Moodle 4.5, question/format.php: create_category_path)."""
    names = [name.strip().replace("//", "/") for name in re.split("(?<!/)/(?!/)", path)]
    if re.fullmatch(r"\$[a-z]+\$", names[0]):
        names = names[1:]
    return names[1:] if names[0] == "top" and len(names) >= 3 else names


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_a_category_comes_back_and_is_the_same_in_moodle(names: list[str]) -> None:
    category = "/".join(name.replace("/", "//") for name in names)
    path = categories.path(category)

    assert categories.names(path) == names
    if len(names) > 1 or not re.fullmatch(r"top|\$[a-z]+\$", names[0]):
        assert in_moodle(path) == names


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("", []),
        ("top", []),
        ("top/", []),
        ("$course$/top", []),
        ("$course$/top/Default for C1", ["Default for C1"]),
        ("$course$/History / AC//DC", ["History", "AC/DC"]),
        ("top/top/a", ["top", "a"]),
        ("top/$course$", ["$course$"]),
        ("a/top", ["a", "top"]),
        ("a/$course$", ["a", "$course$"]),
        ("a\u00a0", ["a\u00a0"]),
    ],
)
def test_a_path_of_moodle_is_its_names(path: str, names: list[str]) -> None:
    assert categories.names(path) == names


def test_out_of_all_categories_leads_a_path_too() -> None:
    assert categories.names(categories.path("")) == []
    assert categories.path("") != ""
