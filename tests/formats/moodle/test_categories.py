"""Paths of categories, as Moodle and programs that write for it have them."""

import pytest

from quizapp.formats.moodle import categories


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("$course$/top/Rome/Kings", ["Rome", "Kings"]),
        ("top/Rome", ["Rome"]),
        ("Rome // Carthage", ["Rome / Carthage"]),
        ("<infos><name>Fleuves</name><niveau>5EME</niveau></infos>", ["Fleuves"]),
        (
            "\n<infos><answernumbering>123</answernumbering><name>Lacs &amp; mers / 2</name></infos> ",
            ["Lacs & mers / 2"],
        ),
        ("<infos><name> </name></infos>", []),
        ("<infos>", ["<infos>"]),
        ("", []),
    ],
)
def test_a_path_gives_its_names_without_what_no_teacher_made(path: str, names: list[str]) -> None:
    assert categories.names(path) == names
