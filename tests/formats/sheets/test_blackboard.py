"""Blackboard's tab-delimited text: each choice has a word behind it that says whether it is right."""

import pytest

from quizapp.domain.banks import Kind
from quizapp.domain.scoring import credit
from quizapp.domain.texts import plain
from tests.formats.sheets.test_sheets import csv_of, read, right, told, worth, xlsx_of

ROWS = [
    ["MC", "Where does the Danube end?", "In the Black Sea", "correct", "In the Baltic", "incorrect"],
    ["MA", "Which are rivers?", "Oder", "correct", "Etna", "incorrect", "Ebro", "correct", "Brocken", "incorrect"],
    ["TF", "The Rhine is a sea.", "false"],
    ["FIB", "The ___ crosses Vienna.", "Danube"],
]


@pytest.mark.parametrize("made", [lambda rows: csv_of(rows, "\t"), csv_of, xlsx_of,
                                  lambda rows: "\r\n".join(map("\t".join, rows)).encode("utf-8-sig")])  # fmt: skip
def test_kinds_choices_and_keys_are_read(made: object) -> None:
    assert callable(made)

    report = read(made(ROWS), "quiz.txt")

    assert (report.format, report.questions, report.problems) == ("Blackboard text", 4, ())
    assert report.bank is not None
    danube, rivers, rhine = report.bank.questions
    assert worth(danube) == [("In the Black Sea", 1), ("In the Baltic", 0)]
    assert (rivers.kind, right(rivers)) == (Kind.MULTIPLE, ["Oder", "Ebro"])
    assert [credit(rivers, frozenset(picked)) for picked in ((0,), (0, 2), (0, 1, 2))] == [0, 1, 0]
    assert (rhine.kind, right(rhine)) == (Kind.TRUE_FALSE, ["False"])
    assert [(one.values["kind"], one.values["start"]) for one in report.left_out] == [
        ("FIB", "The ___ crosses Vienna.")
    ]


def test_upper_case_blanks_and_other_languages_are_read() -> None:
    report = read("mc\tOù ?\tici \tCorrecte\t là\t INCORRECTE\n\nTF\tOui ?\tVRAI\n".encode("cp1252"), "q.2bb")

    assert report.bank is not None
    here, so = report.bank.questions
    assert (right(here), so.kind, so.key) == (["ici"], Kind.TRUE_FALSE, {0})


def test_html_is_read_as_such_and_a_sign_of_inequality_is_none() -> None:
    report = read("MC\tIs <b>a</b> big?\t1 < 2\tcorrect\t2 < 1\tincorrect\n")

    assert report.bank is not None
    (question,) = report.bank.questions
    assert (plain(question.stem), right(question)) == ("Is a big?", ["1 < 2"])


def test_quotes_that_are_letters_do_not_keep_it_from_being_read() -> None:
    report = read('MC\tHow long is a 5" pipe?\t"short\tcorrect\t"long"\tincorrect\nTF\t"So" it is.\ttrue\n')

    assert report.bank is not None
    assert [right(one) for one in report.bank.questions] == [['"short'], ["True"]]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("MC\tWhere?\there\tcorrect\tthere\n", "bad-word", "F2"),
        ("MC\tWhere?\there\tcorrect\tthere\tcorrect\n", "several-right-choices", "B2"),
        ("MC\tWhere?\there\tincorrect\tthere\tincorrect\n", "no-key", "B2"),
        ("TF\tSo?\tperhaps\n", "bad-word", "C2"),
        ("TF\tSo?\n", "no-key", "C2"),
    ],
)
def test_a_key_that_is_doubtful_is_never_guessed(row: str, code: str, cell: str) -> None:
    report = read(f"TF\tIce floats.\ttrue\n{row}")

    assert told(report.problems) == [(code, cell)]


@pytest.mark.parametrize("text", ["MC\tmaster of ceremonies\nMA\tmaster of arts\n", "TF\tTeam fortress\tgame\n",
                                  "MC\tWhere?\there\tcorrect\nDear all,\n"])  # fmt: skip
def test_a_text_with_such_letters_is_not_taken_for_it(text: str) -> None:
    assert read(text, "x.txt").format != "Blackboard text"
