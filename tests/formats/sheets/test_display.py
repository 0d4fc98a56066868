"""What a cell shows of the number it keeps: the codes of ECMA-376, part 1, 18.8.30 and 18.8.31.

The expectations were checked against what LibreOffice 7.4 shows, where it and Excel agree.
"""

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.sheets import books, display
from quizapp.formats.sheets.display import CellFormat
from quizapp.formats.sheets.display.conventions import CONVENTIONS, ENGLISH, told_by
from quizapp.formats.sheets.table import Row
from quizapp.formats.syntax.archives import Archive

ENGLISH_WORDS = "What is the capital of the country and which of the two is it?"
SIGNS = '0#?.,%/E+-;@[]hms"\\_*yd <1$A'
SECOND_OF_JANUARY = 45293
"""Of 2024."""


def shown(value: float, code: str, language: str = "en", built_in: int = -1) -> display.CellText:
    return display.of_number(repr(value), CellFormat(code, built_in), CONVENTIONS[language])


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        # Places for digits: 0 always, # and ? where there is one.
        (7, "000", "007"), (1234, "000", "1234"), (0.5, "#.00", ".50"), (5, "0.0#", "5.0"),
        (8.9, "#.000", "8.900"), (0.631, "0.#", "0.6"), (1234.568, "#.0#", "1234.57"), (12, "#.0#", "12.0"),
        (44.398, "???.???", "44.398"), (102.65, "???.???", "102.65"), (2.5, "0", "3"), (1.005, "0.00", "1.01"),
        (0.1 + 0.2, "0.00", "0.30"), (99.995, "0.00", "100.00"),
        # Thousands.
        (12000, "#,###", "12,000"), (12000, "#,", "12"), (12200000, "0.0,,", "12.2"), (1234567, "#,##0", "1,234,567"),
        (5, "0,000", "0,005"), (-1234.5, "#,##0.00", "-1,234.50"),
        # Signs and words.
        (2.5, '#,##0.00 "€"', "2.50 €"), (2.5, "[$€-2] #,##0.00", "€ 2.50"), (12, '"$"#,##0', "$12"),
        (3, '0" km"', "3 km"), (20, "0\\°", "20°"), (612345678, "0#\\ ##\\ ##\\ ##\\ ##", "06 12 34 56 78"),
        (123456789, "000\\-00\\-0000", "123-45-6789"), (5, '"n° "0', "n° 5"), (5, "_-* 0_-", "5"),
        # Per cent, powers of ten, fractions.
        (0.5, "0%", "50%"), (0.125, "0.0%", "12.5%"), (0.5, "0\\ %", "50 %"), (299792458, "0.00E+00", "3.00E+08"),
        (0.00012, "0.0E+00", "1.2E-04"), (12200000, "##0.0E+0", "12.2E+6"), (1200, "0E-0", "1E3"),
        (0.25, "# ?/?", "1/4"), (1.25, "# ?/?", "1 1/4"), (5, "# ?/?", "5"), (0, "# ?/?", "0"),
        (0.3333, "# ?/?", "1/3"), (5.3, "# ?/?", "5 2/7"), (5.3, "# ??/??", "5 3/10"),
        (1.5, "?/?", "3/2"), (0.5, "# ?/4", "2/4"), (0.75, "0 ?/?", "0 3/4"),
        (-0.5, "# ?/?", "-1/2"), (2.5, '# ?/?" h"', "2 1/2 h"),
        # Sections.
        (-5, '0;"minus "0', "minus 5"), (-5, "0_);(0)", "(5)"), (0, '0;-0;"none"', "none"), (3, '0;-0;"none"', "3"),
        (5, "[Red]0", "5"), (-5, "0;[Red]-0", "-5"), (7, '[<10]"few";"many"', "few"), (70, '[<10]"few";"many"', "many"),
        (15, '[<10]"few";[<20]"some";"many"', "some"), (5, 'General" pts"', "5 pts"),
        # No code of their own.
        (7, "General", "7"), (2.5, "General", "2.5"), (1 / 3, "General", "0.333333333"), (0.0001, "General", "0.0001"),
        (-1234.5, "General", "-1234.5"), (1e-10, "General", "1E-10"), (1.5e12, "0", "1500000000000"),
        (0.00001, "General", "0.00001"), (12345.678901234, "General", "12345.6789"), (7, "@", "7"),
    ],
)  # fmt: skip
def test_a_number_is_shown_by_its_code(value: float, code: str, text: str) -> None:
    assert shown(value, code) == display.CellText(text)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (SECOND_OF_JANUARY, "yyyy-mm-dd", "2024-01-02"), (SECOND_OF_JANUARY, "d/m", "2/1"),
        (SECOND_OF_JANUARY, "dd/mm/yy", "02/01/24"), (SECOND_OF_JANUARY, "d-mmm", "2-Jan"),
        (SECOND_OF_JANUARY, "mmm-yy", "Jan-24"), (SECOND_OF_JANUARY, "dddd d mmmm yyyy", "Tuesday 2 January 2024"),
        (SECOND_OF_JANUARY, "ddd", "Tue"), (SECOND_OF_JANUARY, "mmmmm", "J"), (61, "d/m/yyyy", "1/3/1900"),
        (59, "d/m/yyyy", "28/2/1900"), (0.3958333333333333, "h:mm", "9:30"), (0.3958333333333333, "h:mm:ss", "9:30:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"), (0.5, "h AM/PM", "12 PM"), (0, "h:mm AM/PM", "12:00 AM"),
        (1.25, "[h]:mm", "30:00"), (0.0625, "[mm]:ss", "90:00"), (0.5208912, "mm:ss.0", "30:05.0"),
        (45293.5, "m/d/yyyy h:mm", "1/2/2024 12:00"), (0.5, 'h"h"mm', "12h00"), (0.5, "hh\\hmm", "12h00"),
        (0.9999, "h:mm", "23:59"), (2958465, "yyyy", "9999"), (0.50001, "h:mm:ss", "12:00:01"),
    ],
)  # fmt: skip
def test_a_date_is_shown_by_its_code(value: float, code: str, text: str) -> None:
    assert shown(value, code) == display.CellText(text, is_dated=True)


def test_days_count_from_1904_where_a_workbook_says_so() -> None:
    style = CellFormat("yyyy-mm-dd")

    assert display.of_number("0", style, ENGLISH, from_1904=True).text == "1904-01-01"
    assert display.of_number("43831", style, ENGLISH, from_1904=True).text == "2024-01-02"


@pytest.mark.parametrize(
    ("language", "value", "code", "text"),
    [
        ("fr", 2.5, '#,##0.00\\ "€"', "2,50 €"), ("fr", 1234567.5, "#,##0.0", "1\u202f234\u202f567,5"),
        ("fr", 2.5, "General", "2,5"), ("fr", 0.5, "0.0%", "50,0%"), ("de", 1234.5, "#,##0.00", "1.234,50"),
        ("es", 0.5, "0.00", "0,50"), ("nl", 2.5, "[$€-413] 0.00", "€ 2,50"), ("pt", 7, "000", "007"),
        ("fr", 45293, "dddd d mmmm yyyy", "mardi 2 janvier 2024"), ("de", 45293, "d. mmmm", "2. Januar"),
        ("it", 45293, "mmmm", "gennaio"), ("en", 45293, "[$-40C]d mmmm", "2 janvier"),
        ("fr", 45293, "[$-409]d-mmm", "2-Jan"),
    ],
)  # fmt: skip
def test_languages_have_their_own_signs_and_names(language: str, value: float, code: str, text: str) -> None:
    found = shown(value, code, language)

    assert (found.text, found.is_sure) == (text, True)


@pytest.mark.parametrize(
    ("language", "built_in", "text"),
    [("fr", 14, "02/01/2024"), ("de", 14, "02.01.2024"), ("nl", 14, "2-1-2024"), ("es", 14, "02/01/2024"),
     ("fr", 20, "12:00"), ("fr", 22, "02/01/2024 12:00")],
)  # fmt: skip
def test_dates_that_follow_the_country_are_shown_as_its_spreadsheets_do(
    language: str, built_in: int, text: str
) -> None:
    assert shown(45293.5, "m/d/yy", language, built_in) == display.CellText(text, is_dated=True)


@pytest.mark.parametrize(
    ("value", "style", "language", "text"),
    [
        (45293, CellFormat("mm-dd-yy", 14), "en", "2024-01-02"),  # America, or Britain?
        (45293, CellFormat("d-mmm", 16), "fr", "02-janv."),  # Some write « janv ».
        (45293, CellFormat("General", 31), "en", "2024-01-02"),  # 2024年1月2日
        (45293, CellFormat("[$-411]ggge", -1), "en", "45293"),
        (5, CellFormat("[DBNum1]0", -1), "en", "5"),
        (5, CellFormat(";;;", -1), "en", "5"),  # Nothing is shown.
        (60, CellFormat("d/m/yyyy", -1), "en", "60"),  # 29 February 1900.
        (-1, CellFormat("d/m/yyyy", -1), "en", "-1"),
        (3000000, CellFormat("yyyy", -1), "en", "3000000"),
        (9782070360024, CellFormat("General", 0), "en", "9782070360024"),  # 9.78207E+12
        (-0.001, CellFormat("0.00", -1), "en", "-0.00"),
        (5, CellFormat("0.##", -1), "en", "5."),
        (0, CellFormat("#", -1), "en", "0"),  # Nothing is shown.
        (1e300, CellFormat("0", -1), "en", "1E+300"),
        (3, CellFormat('"$"#,##0_);("$"#,##0)', 5), "fr", "$3"),
        (-3, CellFormat("[<10]0;[>100]0.0;0"), "en", "-3"),
    ],
)  # fmt: skip
def test_what_spreadsheets_show_differently_is_doubtful(
    value: float, style: CellFormat, language: str, text: str
) -> None:
    found = display.of_number(repr(value), style, CONVENTIONS[language])

    assert (found.text, found.is_sure) == (text, False)


def test_a_text_is_shown_with_the_words_around_it() -> None:
    assert display.of_text("x", CellFormat("General")) == display.CellText("x")
    assert display.of_text("x", CellFormat("@")) == display.CellText("x")
    assert display.of_text("x", CellFormat('"Q: "@')) == display.CellText("Q: x")
    assert display.of_text("x", CellFormat('0;-0;0;"<"@">"')) == display.CellText("<x>")
    assert display.of_text("x", CellFormat("0;-0")) == display.CellText("x")
    assert display.of_text("x", CellFormat(";;;")) == display.CellText("x", is_sure=False)


@given(value=st.floats() | st.integers(-(10**12), 10**12).map(float), code=st.text(SIGNS, max_size=20))
def test_any_number_by_any_code_shows_something(value: float, code: str) -> None:
    for language in ("en", "fr"):
        assert shown(value, code, language).text


@given(value=st.integers(-(10**9), 10**9), places=st.integers(0, 6))
def test_the_digits_that_are_shown_are_those_of_the_number(value: int, places: int) -> None:
    code = "#,##0." + "0" * places if places else "#,##0"

    text = shown(value / 10**places, code).text

    assert text.replace(",", "") == f"{value / 10**places:.{places}f}"
    assert all(len(group) == 3 for group in text.lstrip("-").partition(".")[0].split(",")[1:])


# --- in a workbook ---


def only_row(cells: list[tuple[Any, str]], title: str = "Sheet1") -> Row:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for column, (value, code) in enumerate(cells, start=1):
        sheet.cell(1, column).value = value
        sheet.cell(1, column).number_format = code
    made = io.BytesIO()
    book.save(made)
    (row,) = books.sheets_of(Archive(made.getvalue()))[0].rows()
    return row


def test_a_row_says_which_of_its_cells_are_dates_numbers_or_doubtful() -> None:
    row = only_row(
        [("a", "General"), (7, "000"), (SECOND_OF_JANUARY, "d/m"), (0.25, "# ?/?"), (5, "[DBNum1]0"), (True, "General")]
    )

    assert row.cells == ("a", "007", "2/1", "1/4", "5", "TRUE")
    assert (row.dated, row.counted, row.doubtful) == ({3}, {2, 4, 5}, {5})


@pytest.mark.parametrize(
    ("title", "words", "texts"),
    [
        ("Feuil1", "", ("2,50 €", "VRAI")), ("Tabelle1", "", ("2,50 €", "WAHR")), ("Sheet1", "", ("2.50 €", "TRUE")),
        ("Hoja1", "", ("2,50 €", "VERDADERO")), ("Feuil1", ENGLISH_WORDS, ("2,50 €", "VRAI")),
        ("Sheet1", "Quelle est la capitale de la France ? Et dans les Alpes ?", ("2,50 €", "VRAI")),
    ],
)  # fmt: skip
def test_the_language_of_a_workbook_is_told_by_its_sheets_or_its_words(
    title: str, words: str, texts: tuple[str, ...]
) -> None:
    row = only_row([(2.5, '0.00" €"'), (True, "General"), (words, "General")], title)

    assert row.cells[:2] == texts


def test_what_excel_says_of_its_file_comes_before_what_words_say() -> None:
    assert told_by(["Feuilles de calcul", "1"], ["Quiz"], "the of and to in is are was").language == "fr"
    assert told_by(["Worksheets"], ["Quiz"], "le la les des et est une que dans").language == "fr"
    assert told_by([], [], "").language == "en"


# --- merged cells ---


def test_what_is_merged_over_several_rows_stands_in_each_that_holds_something() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["History", "a"], ["", "b"], ["", "c"], ["", ""], ["", "e"], ["", "f"]):
        sheet.append([cell or None for cell in row])
    sheet.merge_cells("A1:A5")
    sheet.merge_cells("B6:D6")
    made = io.BytesIO()
    book.save(made)

    rows = books.sheets_of(Archive(made.getvalue()))[0].rows()

    assert [(one.number, one.cells) for one in rows] == [
        (1, ("History", "a")), (2, ("History", "b")), (3, ("History", "c")), (5, ("History", "e")), (6, ("", "f")),
    ]  # fmt: skip
