"""A Word document comes in by the road of every file: read apart, its guesses said, its missing keys asked for."""

from collections.abc import Callable

import pytest

from quizapp.store.session import Database
from tests.formats.word.documents import docx, p, r
from tests.visitors import Visitor
from tests.web.school import School, read, upload, with_teachers

BOLD = docx(
    p("1. Which is a metal?") + p("a) ", r("tin", "<w:b/>")) + p("b) chalk") + p()
    + p("2. Which is a gas?") + p("a) sand") + p("b) ", r("air", "<w:b/>"))
)  # fmt: skip
FAULTY = docx(p("1. Which is a metal?") + p("a) tin") + p("b) chalk") + p("Answer: F"))


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def page(school: School, path: str, language: str = "en") -> str:
    read(school.anna, path)
    return school.anna.get(path, headers={"Accept-Language": language}).text


def test_bold_choices_are_offered_as_the_key_and_can_be_refused(school: School) -> None:
    path = upload(school.anna, BOLD, "paper.docx")
    shown = page(school, path)
    assert "The choice in bold was taken for the right one." in shown
    assert "The file is sound" in shown

    school.anna.send(f"{path}/read", {"key": "none"})

    shown = page(school, path)
    assert "Which is right?" in shown
    assert "The file is sound" not in shown


def test_a_fault_of_a_document_is_told_with_what_stands_there_and_none_of_its_bytes(school: School) -> None:
    path = upload(school.anna, FAULTY, "paper.docx")
    shown = page(school, path)

    assert "names none of the choices" in shown
    assert "word/document.xml" not in shown
    assert "PK\x03\x04" not in shown


def test_what_is_wrong_with_a_document_is_said_in_french_too(school: School) -> None:
    hidden = docx(p("1. Which?", r(" secret", "<w:vanish/>")) + p("*a) x") + p("b) y"))

    assert "Un texte masqué commence ici" in page(school, upload(school.anna, hidden, "paper.docx"), "fr")
