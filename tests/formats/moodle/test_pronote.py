"""Questionnaires of PRONOTE, which are Moodle XML with its own titles: a question may have no other text."""

import pytest

from quizapp.formats import reading
from quizapp.formats.problems import Report

ANSWERS = (
    '<single>true</single><answer fraction="100" format="plain_text"><text><![CDATA[la Loire]]></text></answer>'
    '<answer fraction="0" format="plain_text"><text><![CDATA[le Lot]]></text></answer>'
)
TITLED = "<infos><name>Rivières</name></infos>"


def read(name: str, stem: str = "", category: str = TITLED, inside: str = "") -> Report:
    text = (
        f'<quiz><question type="category"><category><text><![CDATA[{category}]]></text></category></question>'
        f'<question type="multichoice"><name><text><![CDATA[{name}]]></text></name>{inside}<questiontext '
        f'format="plain_text"><text><![CDATA[{stem}]]></text></questiontext>{ANSWERS}</question></quiz>'
    )
    return reading.read(text.encode(), "qcm.xml")


@pytest.mark.parametrize("name", ["Quel fleuve passe à Nantes ?", "La plus longue", "1789"])
def test_a_title_is_asked_where_there_is_no_other_text_and_that_is_said(name: str) -> None:
    report = read(name) if not name.isdecimal() else read(f"En {name} ?")

    assert report.bank is not None
    assert [one.code for one in report.warnings] == ["name-asked"]
    assert name in report.bank.questions[0].stem
    assert report.bank.questions[0].filing.category == "Rivières"


@pytest.mark.parametrize("name", ["", "Q1", "Question 12", "3.", "n° 4"])
def test_a_number_is_no_question_and_such_a_one_is_left_out(name: str) -> None:
    report = read(name)

    assert [one.code for one in report.problems] == ["nothing-to-ask"]
    assert [one.values["kind"] for one in report.left_out] == ["multichoice, without a text"]


def test_a_text_comes_before_the_title() -> None:
    report = read("Q1", "Quel fleuve ?")

    assert report.bank is not None
    assert (report.bank.questions[0].stem, report.warnings) == ("Quel fleuve ?", ())


def test_in_moodle_readers_see_no_name() -> None:
    assert [one.code for one in read("Quel fleuve ?", category="top/Rivières").problems] == ["empty-text"]


def test_a_question_in_a_picture_that_is_not_there_is_left_out() -> None:
    report = read("Q1", inside="<image>carte.png</image>")

    assert [one.values["kind"] for one in report.left_out] == ["single, in pictures"]
