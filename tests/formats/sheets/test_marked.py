"""A key that stands beside each choice, or in its own cell: a flag, a sign, or how the cell looks."""

import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from quizapp.formats.problems import Options, Report, unheard
from quizapp.formats.reading import read as read_file
from tests.formats.sheets.opendocuments import cell, cells, ods, row, table

HEADS = ["Question", "Choix 1", "Choix 2", "Choix 3"]
ROWS = [["Capitale ?", "Paris", "Lyon", "Nice"], ["Mer ?", "Lac", "Manche", "Loire"]]
GREEN, RED, YELLOW = "FF00B050", "FFFF0000", "FFFFFF00"


def read(data: str | bytes, options: Options | None = None, name: str = "table.csv") -> Report:
    return read_file(data if isinstance(data, bytes) else data.encode(), name, unheard, options or {})


def right(report: Report) -> list[list[str]]:
    assert report.bank is not None, report.problems
    return [[one.choices[at].text for at in sorted(one.key)] for one in report.bank.questions]


def book_of(rows: Sequence[Sequence[str]], **fonts_and_fills: Font | PatternFill) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for one in rows:
        sheet.append(list(one))
    for place, look in fonts_and_fills.items():
        if isinstance(look, Font):
            sheet[place].font = look
        else:
            sheet[place].fill = look
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def filled(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


# --- flags ---


@pytest.mark.parametrize(
    "text",
    [
        "Question;Choix 1;Juste;Choix 2;Juste;Choix 3;Juste\nOù ?;Paris;1;Lyon;0;X;0\nMer ?;Lac;0;Manche;1;Y;0\n",
        "Question,Answer A,Correct?,Answer B,Correct?\nWhere?,Paris,x,Lyon,\nSea?,Lake,,Manche,x\n",
        "Question,Option 1,Is correct,Option 2,Is correct\nWhere?,Paris,TRUE,Lyon,FALSE\nSea?,Lake,FALSE,Manche,TRUE\n",
        "Question;Réponse;Juste;Réponse;Juste\nOù ?;Paris;oui;Lyon;non\nMer ?;Lac;non;Manche;oui\n",
        "Frage;Antwort 1;Richtig;Antwort 2;Richtig\nWo?;Paris;ja;Lyon;nein\nMeer?;See;nein;Manche;ja\n",
        "Question;A;;B;;C;\nOù ?;Paris;x;Lyon;;Nice;\nMer ?;Lac;;Manche;x;Loire;\n",
    ],
)
def test_a_column_behind_each_choice_tells_whether_it_is_right(text: str) -> None:
    report = read(text)

    assert right(report) == [["Paris"], ["Manche"]]
    assert report.warnings == ()


def test_a_word_that_is_neither_yes_nor_no_makes_no_flag() -> None:
    report = read("Question;A;Juste;B;Juste\nOù ?;Paris;peut-être;Lyon;1\n")

    assert report.bank is None


def test_flags_without_names_are_guessed_and_asked_about() -> None:
    text = "Quelle capitale ?;Paris;1;Lyon;0;Nice;0\nQuelle mer ?;Lac;0;Manche;1;Loire;0\n"

    asked = read(text)
    assert asked.sheet is not None
    said = read(text, {"columns": ",".join(asked.sheet.columns)})

    assert asked.bank is None
    assert asked.sheet.columns == ("question", "choice", "flag", "choice", "flag", "choice", "flag")
    assert right(said) == [["Paris"], ["Manche"]]


@pytest.mark.parametrize("said", ["question,flag,choice,choice", "question,choice,flag,choice", "question,flag,flag,-"])
def test_flags_that_are_of_no_choice_are_asked_again(said: str) -> None:
    assert read("Où ?;Paris;1;0\nMer ?;Manche;0;1\n", {"columns": said}).bank is None


# --- signs ---


@pytest.mark.parametrize("mark", ["{} (v)", "{} ✓", "{} (richtig)", "{} (correct)", "✔ {}", "{} [✓]"])
def test_a_sign_in_the_cell_of_a_choice_marks_it(mark: str) -> None:
    paris, manche = mark.format("Paris"), mark.format("Manche")

    report = read(f"Question;A;B;C\nCapitale ?;{paris};Lyon;Nice\nMer ?;Lac;{manche};Loire\n")

    assert right(report) == [["Paris"], ["Manche"]]
    assert report.guesses == ()


@pytest.mark.parametrize("mark", ["*{}", "{}*", "{} (x)", "(X) {}", "{} [x]", "{} X"])
def test_a_star_or_a_cross_is_said_to_be_taken_for_the_mark(mark: str) -> None:
    paris, manche = mark.format("Paris"), mark.format("Manche")
    text = f"Question;A;B;C\nCapitale ?;{paris};Lyon;Nice\nMer ?;Lac;{manche};Loire\n"

    taken, refused = read(text), read(text, {"key": "none"})

    assert right(taken) == [["Paris"], ["Manche"]]
    assert [(one.option, one.taken.value, one.others[0].value) for one in taken.guesses] == [("key", "star", "none")]
    assert [one.code for one in refused.problems] == ["no-key", "no-key"]
    assert refused.unfinished is not None
    assert refused.unfinished.questions[0].choices[0].text == paris


def test_signs_in_a_table_without_names_are_seen_and_its_columns_can_be_told() -> None:
    report = read("Which capital?,Paris ✓,Lyon,Nice\nWhich sea?,Lake,Channel ✓,Loire\n")

    assert right(report) == [["Paris"], ["Channel"]]
    assert report.sheet is not None
    assert report.sheet.columns == ("question", "choice", "choice", "choice")


@pytest.mark.parametrize("text", ["Question;A;B\nOù ?;Paris*;Lyon*\nMer ?;Lac*;Manche*\n", "Question;A;B\nOù ?;a;b\n"])
def test_where_all_or_none_have_a_sign_the_key_is_asked_for(text: str) -> None:
    report = read(text)

    assert [one.code for one in report.problems] == ["no-key-column"]
    assert report.sheet is not None
    assert (report.sheet.columns, report.sheet.heading) == (("question", "choice", "choice"), True)


def test_whoever_says_that_the_first_choice_is_right_is_believed() -> None:
    report = read(
        "Question;A;B\nOù ?;ici;là\nQui ?;moi;toi\n", {"columns": "question,right-choice,choice", "heading": "yes"}
    )

    assert right(report) == [["ici"], ["moi"]]


# --- looks ---


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("bold", Font(bold=True)),
        ("colour", Font(color=RED)),
        ("highlight", filled(YELLOW)),
        ("underlined", Font(underline="single")),
    ],
)
def test_a_choice_that_looks_different_is_offered_as_the_right_one(name: str, look: Font | PatternFill) -> None:
    data = book_of([HEADS, *ROWS], B2=look, C3=look)

    taken, refused = read(data, name="q.xlsx"), read(data, {"key": "none"}, "q.xlsx")

    assert right(taken) == [["Paris"], ["Manche"]]
    assert [(one.taken.value, one.others[0].value) for one in taken.guesses] == [(name, "none")]
    assert [one.code for one in refused.problems] == ["no-key", "no-key"]


def test_of_several_colours_the_green_one_is_meant() -> None:
    looks = {"B2": filled(GREEN), "C2": filled(RED), "D2": filled(RED), "B3": filled(RED), "C3": filled(GREEN)}

    assert right(read(book_of([HEADS, *ROWS], **looks), name="q.xlsx")) == [["Paris"], ["Manche"]]


def test_a_column_that_looks_different_in_every_row_says_nothing() -> None:
    looks = {"B2": filled(GREEN), "B3": filled(GREEN), "C2": filled(RED), "C3": filled(RED)}

    report = read(book_of([HEADS, *ROWS], **looks), name="q.xlsx")

    assert [one.code for one in report.problems] == ["no-key-column"]


def test_a_key_that_the_table_says_goes_before_looks() -> None:
    rows = [[*HEADS, "Juste"], [*ROWS[0], "2"], [*ROWS[1], "3"]]

    report = read(book_of(rows, B2=Font(bold=True), C3=Font(bold=True)), name="q.xlsx")

    assert right(report) == [["Lyon"], ["Loire"]]
    assert report.guesses == ()


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("bold", '<style:text-properties fo:font-weight="bold"/>'),
        ("highlight", '<style:table-cell-properties fo:background-color="#ffff00"/>'),
    ],
)
def test_looks_of_libreoffice_are_offered_too(name: str, style: str) -> None:
    fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    styles = f'<style:style {fo} style:name="ce1" style:family="table-cell">{style}</style:style>'
    rows = [
        row(*(cell(one, style_name="ce1" if one in ("Paris", "Manche") else "ce0") for one in texts)) for texts in ROWS
    ]

    report = read(ods(table(cells(HEADS), *rows), styles=styles), name="q.ods")

    assert right(report) == [["Paris"], ["Manche"]]
    assert [one.taken.value for one in report.guesses] == [name]


# --- named columns ---


@pytest.mark.parametrize("name", ["Antwort 1 (richtig)", "Réponse 1 (bonne réponse)", "Choice 1 (correct)"])
def test_the_name_of_a_column_may_say_that_it_holds_the_right_choices(name: str) -> None:
    word = name.partition(" ")[0]

    report = read(f"Question;{name};{word} 2;{word} 3\nCapitale ?;Paris;Lyon;Nice\nMer ?;Manche;Lac;Loire\n")

    assert right(report) == [["Paris"], ["Manche"]]
