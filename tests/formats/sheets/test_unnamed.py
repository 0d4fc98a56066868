"""A table whose columns nobody named: its teacher says what each holds; nothing of it is asked before."""

import io

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.formats import reading
from quizapp.formats.problems import Options, Report, unheard
from quizapp.formats.sandbox import parcels
from quizapp.formats.sheets import unnamed
from quizapp.formats.sheets.table import Row

RIVERS = "Which river crosses Cairo?,Nile,Congo,Niger\nWhich crosses Paris?,Seine,Rhine,Loire\n"
KEYED = "1;Où se trouve Vladivostok ?;En Russie;En Corée;A\n2;Qui est venu en train ?;Poutine;Kim;B\n"


def read(text: str | bytes, options: Options | None = None, name: str = "table.csv") -> Report:
    return reading.read(text if isinstance(text, bytes) else text.encode(), name, unheard, options or {})


def codes(report: Report) -> list[str]:
    return [one.code for one in report.problems]


def test_what_the_columns_hold_is_asked_with_the_first_rows() -> None:
    report = read(RIVERS)

    assert codes(report) == ["no-header"]
    assert report.sheet is not None
    assert report.sheet.rows[0] == ("Which river crosses Cairo?", "Nile", "Congo", "Niger")
    assert report.sheet.columns == ("question", "choice", "choice", "choice")
    assert not report.sheet.heading
    assert report.sheet.row_count == 2


def test_a_table_of_pupils_is_named_though_its_headings_stand_below_its_title() -> None:
    book = openpyxl.Workbook()
    for row in (["Quiz 1"], ["5 March"], [], ["Student Names", "Total Score", "Where?", "When?"], ["Zo", 50, "x", "y"]):
        book.worksheets[0].append(row)
    made = io.BytesIO()
    book.save(made)

    assert codes(read(made.getvalue(), name="results.xlsx")) == ["is-grades"]


def test_the_right_choice_is_never_guessed_from_its_place() -> None:
    report = read(RIVERS, {"columns": "question,choice,choice,choice"})

    assert codes(report) == ["no-key", "no-key"]


def test_a_teacher_says_that_the_first_choice_is_right() -> None:
    report = read(RIVERS, {"columns": "question,right-choice,choice,choice"})

    assert report.bank is not None
    assert [question.key for question in report.bank.questions] == [{0}, {0}]
    assert report.sheet is not None
    assert report.sheet.columns[1] == "right-choice"


def test_the_right_choice_may_stand_behind_the_wrong_ones() -> None:
    report = read(
        "Which?,wrong,other,this\nAnd now?,no,neither,yes\n", {"columns": "question,choice,choice,right-choice"}
    )

    assert report.bank is not None
    assert [question.key for question in report.bank.questions] == [{2}, {2}]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Which river crosses Cairo?,Nile,Congo,Niger,1\n", "question choice choice choice right"),
        ("Quelle est la capitale ?\tParis\tLyon\tNice\n", "question choice choice choice"),
        ("1;Wo liegt Berlin?;Preußen;Bayern;A\n", "- question choice choice right"),
    ],
)
def test_one_row_alone_is_asked_about(text: str, columns: str) -> None:
    report = read(text)

    assert codes(report) == ["no-header"]
    assert report.sheet is not None
    assert " ".join(report.sheet.columns) == columns


@pytest.mark.parametrize("text", ["Do you like red, green, blue or pink?\n", "What?;Ha;\n", "I came,saw,won,left\n"])
def test_a_sentence_is_no_row_of_a_table(text: str) -> None:
    assert read(text).sheet is None


@pytest.mark.parametrize(
    ("text", "columns", "heading"),
    [
        (KEYED, "- question choice choice right", False),
        ("Nr;Stadt?;x;y;z\n1;Wo?;Kairo;Paris;1\n2;Wann?;Nie;Immer;2\n", "- question choice choice right", True),
        ("a b?\tred\tblue\tgreen\tblue\n c d?\tone\ttwo\tsix\tsix\n", "question choice choice choice right", False),
        ("12/09/2023;Ville ?;Nice;Rome;2\n13/09/2023;Mer ?;Noire;Rouge;1\n", "- question choice choice right", False),
    ],
)  # fmt: skip
def test_what_columns_hold_is_guessed_from_their_cells(text: str, columns: str, heading: bool) -> None:
    sheet = read(text).sheet

    assert sheet is not None
    assert (" ".join(sheet.columns), sheet.heading) == (columns, heading)


def test_what_is_guessed_may_be_taken_as_it_is() -> None:
    sheet = read(KEYED).sheet
    assert sheet is not None

    report = read(KEYED, {"columns": ",".join(sheet.columns)})

    assert report.bank is not None
    assert [question.key for question in report.bank.questions] == [{0}, {1}]
    assert report.warnings == ()


def test_a_first_row_that_names_the_columns_in_words_nobody_knows_is_no_question() -> None:
    text = "Blah,Foo,Bar,Baz\n" + RIVERS

    with_it, without = (
        read(text, {"columns": "question,right-choice,choice,choice", "heading": said}) for said in ("", "yes")
    )

    assert (with_it.questions, without.questions) == (3, 2)


def test_a_sheet_of_a_workbook_is_asked_about_too() -> None:
    book = openpyxl.Workbook()
    for row in (line.split(",") for line in RIVERS.split("\n") if line):
        book.active.append(row)  # type: ignore[union-attr]
    data = io.BytesIO()
    book.save(data)

    asked = read(data.getvalue(), name="rivers.xlsx")
    said = read(data.getvalue(), {"columns": "question,right-choice,choice,choice"}, "rivers.xlsx")

    assert codes(asked) == ["no-header"]
    assert asked.sheet is not None
    assert said.bank is not None
    assert len(said.bank.questions) == 2


@pytest.mark.parametrize(
    "said", ["", "question", "question,choice", "choice,choice", "question,question,choice,choice", "x,question,choice"]
)
def test_what_makes_no_question_is_asked_again(said: str) -> None:
    assert codes(read(RIVERS, {"columns": said})) == ["no-header"]


def test_a_table_whose_columns_are_named_needs_nobody_to_say_it() -> None:
    report = read("Question,A,B,Answer\nWhich?,this,that,A\n", {"columns": "choice,question,choice,right"})

    assert report.sheet is None
    assert report.bank is not None
    assert report.bank.questions[0].stem == "Which?"


def test_peoples_answers_stay_named_for_what_they_are() -> None:
    assert codes(read("Horodateur,Adresse e-mail,Score\n2023/09/13,a@b.fr,3\n2023/09/14,c@d.fr,4\n")) == ["is-answers"]


def test_the_first_rows_come_home_from_the_process_that_read_the_file() -> None:
    report = read(RIVERS)

    assert parcels.unpack_whole(parcels.pack_whole(report, 9)).sheet == report.sheet


@given(st.permutations(["question", "choice", "choice", "choice", "right", "-", "feedback"]), st.integers(1, 3))
def test_however_the_columns_stand_the_questions_are_the_same(columns: list[str], right: int) -> None:
    choices = iter(("Alpha", "Beta", "Gamma"))
    cells = {"question": "Which one?", "right": str(right), "-": "aside", "feedback": "So it is."}
    row = [next(choices) if word == "choice" else cells[word] for word in columns]

    report = read("\n".join(["\t".join(row)] * 2), {"columns": ",".join(columns)})

    assert report.bank is not None
    question = report.bank.questions[0]
    assert [one.text for one in question.choices] == ["Alpha", "Beta", "Gamma"]
    assert (question.stem, question.key, question.feedback.general) == ("Which one?", {right - 1}, "So it is.")


@given(st.lists(st.lists(st.text("ab?1 ", max_size=4), min_size=3, max_size=5), min_size=1, max_size=5))
@example([["", "1", "1", "?", ""]])
def test_whatever_the_cells_each_column_is_guessed_to_hold_something(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    table = [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)]

    words, __ = unnamed.guessed(table)

    assert len(words) == width
    assert set(words) <= set(unnamed.HOLDINGS)
    assert words.count("question") < 2


@pytest.mark.parametrize(
    ("said", "is_one"),
    [("question,choice,choice", True), ("", False), ("-,-,-", False), ("question,-,choice", False),
     ("question,choice,choice,x", False)],
)  # fmt: skip
def test_only_what_makes_a_question_is_an_answer_worth_remembering(said: str, is_one: bool) -> None:
    assert unnamed.make_questions(said) is is_one


@pytest.mark.parametrize(
    ("text", "is_alike"),
    [
        ("Which hill is in Rome?,Palatine,Montmartre,Ostia\nIn Paris?,Belleville,Caelian,Vatican\n", True),
        ("Which hill is in Rome?,Palatine,Montmartre\nIn Paris?,Belleville,Caelian\n", False),
        ("1,Which hill is in Rome?,Palatine,Ostia\n2,In Paris?,Belleville,Caelian\n", False),
    ],
)
def test_tables_are_laid_out_alike_whose_columns_seem_to_hold_the_same(text: str, is_alike: bool) -> None:
    one, other = read(RIVERS).sheet, read(text).sheet

    assert one is not None
    assert other is not None
    assert (one.layout == other.layout) is is_alike


def test_what_was_said_of_a_table_changes_nothing_of_its_layout() -> None:
    asked, said = read(RIVERS).sheet, read(RIVERS, {"columns": "question,right-choice,choice,choice"}).sheet

    assert asked is not None
    assert said is not None
    assert asked.layout == said.layout
