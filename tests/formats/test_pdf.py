"""The words of a PDF are read as people's text is, and shown to be looked over; what shows none is named."""

import pytest

from quizapp.formats import reading
from quizapp.formats.problems import Report
from quizapp.formats.sandbox import parcels
from tests.formats.pdfs import LOCKED, QUESTIONS, pdf


def read(data: bytes, name: str = "rivers.pdf") -> Report:
    return reading.read(data, name)


def codes(report: Report) -> list[str]:
    return [one.code for one in report.problems]


def test_questions_on_several_pages_are_read_with_a_warning() -> None:
    report = read(pdf(QUESTIONS[:4], QUESTIONS[4:]))

    assert report.format == "PDF"
    assert report.bank is not None
    assert [question.stem for question in report.bank.questions] == ["Which river crosses Cairo?", "And Paris?"]
    assert [question.key for question in report.bank.questions] == [{0}, {1}]
    assert [one.code for one in report.warnings] == ["pdf-layout"]


def test_its_words_come_along_to_be_looked_over() -> None:
    report = read(pdf(QUESTIONS))

    assert [line.strip() for line in report.text.split("\n")] == QUESTIONS
    assert parcels.unpack_whole(parcels.pack_whole(report, 9)).text == report.text


def test_of_a_text_without_questions_the_words_are_shown() -> None:
    report = read(pdf(["Dear colleagues,", "see you tomorrow."]))

    assert codes(report) == ["no-questions-seen"]
    assert "see you tomorrow." in report.text


@pytest.mark.parametrize("pages", [[], [[]], [[], []]])
def test_a_scan_is_named(pages: list[list[str]]) -> None:
    assert codes(read(pdf(*pages))) == ["pdf-without-text"]


def test_what_is_locked_is_named() -> None:
    assert codes(read(LOCKED)) == ["pdf-locked"]


@pytest.mark.parametrize("cut", range(5, 900, 53))
def test_what_is_cut_off_or_damaged_ends_in_a_sentence(cut: int) -> None:
    whole = pdf(QUESTIONS)

    for data in (whole[:cut], whole[:cut] + b"\xff\0>>" + whole[cut + 4 :]):
        report = read(data)
        assert report.bank is not None or report.problems
