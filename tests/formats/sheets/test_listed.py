"""Tables with a row for each choice."""

import io
from fractions import Fraction

import openpyxl
import pytest

from quizapp.domain.banks import Kind
from tests.formats.sheets.test_sheets import csv_of, read, right, told, worth, xlsx_of


@pytest.mark.parametrize(
    "text",
    [
        "question;answer;correct\nWhere?;here;1\n;there;0\nWho?;he;0\n;she;1\n",
        "question,choice,is_correct\nWhere?,here,TRUE\nWhere?,there,FALSE\nWho?,he,FALSE\nWho?,she,TRUE\n",
        "id,question,option,right\n1,Where?,here,x\n,,there,\n2,Who?,he,\n,,she,x\n",
        "Question\tRéponse\tJuste\nWhere?\there\toui\nWhere?\tthere\tnon\nWho?\the\tnon\nWho?\tshe\toui\n",
        "Frage;Antwort;Richtig\nWhere?;here;ja\n;there;nein\nWho?;he;nein\n;she;ja\n",
        "题目,选项,是否正确\nWhere?,here,是\n,there,否\nWho?,he,否\n,she,是\n",
        "question_id,question_text,answer_text,correct\n7,Where?,here,1\n7,Where?,there,0\n8,Who?,he,0\n8,Who?,she,1\n",
    ],
)
def test_the_rows_of_a_question_are_put_together(text: str) -> None:
    report = read(text)

    assert report.problems == ()
    assert report.bank is not None
    where, who = report.bank.questions
    assert (where.stem, worth(where)) == ("Where?", [("here", 1), ("there", 0)])
    assert (who.stem, right(who)) == ("Who?", ["she"])


@pytest.mark.parametrize("made", [csv_of, xlsx_of])
def test_a_choice_may_be_worth_a_part(made: object) -> None:
    assert callable(made)
    rows = [["question", "choice", "fraction", "feedback", "points"],
            ["Which?", "a", "100", "So it is.", "2"], ["", "b", "50"], ["", "c", "-25"]]  # fmt: skip

    report = read(made(rows))

    assert report.bank is not None
    (question,) = report.bank.questions
    assert (question.kind, question.marking.maximum, question.feedback.general) == (Kind.SINGLE, 2, "So it is.")
    assert [one.fraction for one in question.choices] == [1, Fraction(1, 2), Fraction(-1, 4)]


def test_several_right_choices_are_ticked_and_that_is_said() -> None:
    report = read("question;choice;correct\nWhich?;a;1\n;b;1\n;c;0\n")

    assert report.bank is not None
    assert (report.bank.questions[0].kind, right(report.bank.questions[0])) == (Kind.MULTIPLE, ["a", "b"])
    assert [one.code for one in report.warnings] == ["kind-by-key"]


def test_the_same_question_twice_is_two_where_its_number_says_so() -> None:
    report = read("id,question,choice,correct\n1,Which?,a,1\n1,Which?,b,0\n2,Which?,c,1\n2,Which?,d,0\n")

    assert report.bank is not None
    assert [right(one) for one in report.bank.questions] == [["a"], ["c"]]


def test_a_question_none_of_whose_choices_is_right_asks_for_a_key() -> None:
    report = read("question;choice;correct\nWhich?;a;1\n;b;0\nWho?;c;0\n;d;0\n")

    assert told(report.problems) == [("no-key", "C4")]


def test_a_question_without_a_choice_is_left_out() -> None:
    report = read("question;choice;correct\nWhich?;a;1\n;b;0\nDescribe it.;;\nWho?;c;0\n;d;1\n")

    assert report.bank is not None
    assert len(report.bank.questions) == 2
    assert [one.values["start"] for one in report.left_out] == ["Describe it."]


@pytest.mark.parametrize("text", ["question,answer,correct\nWhere?,here,yes\nWho?,she,no\n",
                                  "question,answer,points\nWhere?,here,several\n,there,none\n",
                                  "question,answer\nWhere?,here\n,there\n"])  # fmt: skip
def test_other_tables_are_not_taken_for_it(text: str) -> None:
    assert read(text).bank is None


@pytest.mark.parametrize(
    "text",
    [
        "N°;Question;Propositions;Bonne réponse\n1;Where?;here;here\n;;there;\n2;Who?;he;she\n;;she;\n",
        "N°;Question;Propositions;Bonne réponse\n1;Where?;A. here;A\n;;B. there;\n2;Who?;A. he;B\n;;B. she;\n",
        "Question,Choices,Correct answer\nWhere?,here,1\n,there,\nWho?,he,2\n,she,\n",
        "Question;Proposition;V/F\nWhere?;here;V\n;there;F\nWho?;he;F\n;she;V\n",
        "Where?;here;x\n;there;\nWho?;he;\n;she;x\n",
    ],
)
def test_one_cell_may_name_the_key_and_names_of_columns_may_lack(text: str) -> None:
    report = read(text)

    assert report.bank is not None, report.problems
    assert [(one.stem, right(one)) for one in report.bank.questions] == [("Where?", ["here"]), ("Who?", ["she"])]


def test_a_cell_that_names_no_choice_of_its_question_is_said() -> None:
    report = read(
        "Question;Propositions;Bonne réponse\nWhere?;here;here\n;there;\nWho?;he;they\n;she;\nWhy?;so;so\n;no;\n"
    )

    assert told(report.problems) == [("key-is-no-choice", "C4")]


def test_a_cell_over_several_rows_is_the_question_of_each() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Question", "Réponse", "Juste"],
        ["Where?", "here", "x"],
        ["", "there"],
        ["Who?", "he"],
        ["", "she", "x"],
    ):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A2:A3")
    book.worksheets[0].merge_cells("A4:A5")
    made = io.BytesIO()
    book.save(made)

    report = read(made.getvalue(), "q.xlsx")

    assert report.bank is not None
    assert [right(one) for one in report.bank.questions] == [["here"], ["she"]]
