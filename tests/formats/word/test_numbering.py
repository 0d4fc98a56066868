"""Numbers that Word writes by itself stand in front of their paragraphs, as they do on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.word.numerals import numeral
from tests.formats.word.documents import docx, lines, p, r, texts


def level(depth: int, text: str, way: str = "decimal", start: int = 1, more: str = "") -> str:
    numbered = f'<w:start w:val="{start}"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{numbered}{more}</w:lvl>'


def abstract(id_: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{"".join(levels)}{more}</w:abstractNum>'


def num(id_: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restart(depth: int, at: int = 1) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{at}"/></w:lvlOverride>'


QUIZ = abstract(0, level(0, "%1."), level(1, "%2)", "lowerLetter"), level(2, "%1.%2.%3"))


def test_stems_are_counted_and_choices_lettered_anew_under_each() -> None:
    body = p("Where?", numbered=(1, 0)) + p("here", numbered=(1, 1)) + p("there", numbered=(1, 1))
    document = docx(body * 2, numbering=QUIZ + num(1, 0))

    assert texts(document) == ["1. Where?", "a) here", "b) there", "2. Where?", "a) here", "b) there"]
    assert [(line.label, line.depth) for line in lines(document)] == [(3, 0), (3, 1), (3, 1)] * 2


def test_a_label_is_none_of_the_words_that_were_typed() -> None:
    line = lines(docx(p(r("Where?", "<w:b/>"), numbered=(1, 0)), numbering=QUIZ + num(1, 0)))[0]

    assert line.text[: line.label] == "1. "
    assert [(run.start, run.stop) for run in line.runs] == [(3, 9)]


def test_lists_of_one_definition_go_on_counting_until_one_is_told_to_start_anew() -> None:
    lists = QUIZ + num(1, 0) + num(2, 0) + num(3, 0, restart(0))
    body = "".join(p("x", numbered=(list_, 0)) for list_ in (1, 2, 3, 3, 1))

    assert texts(docx(body, numbering=lists)) == ["1. x", "2. x", "1. x", "2. x", "3. x"]


def test_a_level_restarts_only_after_the_levels_that_it_says() -> None:
    never = abstract(0, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>'))
    second = abstract(0, level(0, "%1."), level(1, "%2."), level(2, "%3)", more='<w:lvlRestart w:val="1"/>'))
    up_and_down = "".join(p("x", numbered=(1, depth)) for depth in (0, 1, 2, 1, 2, 0, 1, 2))

    assert texts(docx(p("x", numbered=(1, 1)) + p("x", numbered=(1, 0)) + p("x", numbered=(1, 1)),
                      numbering=never + num(1, 0))) == ["1) x", "2. x", "2) x"]  # fmt: skip
    assert [text[:2] for text in texts(docx(up_and_down, numbering=second + num(1, 0)))] == [
        "1.", "1.", "1)", "2.", "2)", "2.", "1.", "1)",
    ]  # fmt: skip


def test_a_level_tells_the_numbers_above_it_in_their_own_way_or_in_digits_where_it_is_legal() -> None:
    legal = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    own = abstract(1, level(0, "%1.", "upperRoman"), level(1, "%1.%2"))
    body = p("x", numbered=(1, 0)) + p("x", numbered=(1, 1)) + p("x", numbered=(2, 0)) + p("x", numbered=(2, 1))

    assert texts(docx(body, numbering=legal + own + num(1, 0) + num(2, 1))) == ["I. x", "1.1 x", "I. x", "I.1 x"]


def test_a_list_may_number_one_of_its_levels_otherwise_than_its_definition() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "Q%1:", start=5)}</w:lvlOverride>'

    assert texts(docx(p("x", numbered=(1, 0)) * 2, numbering=QUIZ + num(1, 0, other))) == ["Q5: x", "Q6: x"]


def test_a_style_numbers_its_paragraphs_and_they_may_refuse() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Stem"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Choice"><w:basedOn w:val="Stem"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Third"><w:basedOn w:val="Stem"/></w:style>'
    )
    linked = abstract(
        0, level(0, "%1."), level(1, "%2)", "upperLetter"), level(2, "%3", more='<w:pStyle w:val="Third"/>')
    )
    body = p("Where?", style="Stem") + p("here", style="Choice") + p("x", style="Third")
    refused = p("not", style="Stem", numbered=(0, 0))

    assert texts(docx(body + refused, styles=styles, numbering=linked + num(1, 0))) == [
        "1. Where?", "A) here", "1 x", "not",
    ]  # fmt: skip


def test_a_list_may_leave_its_levels_to_the_list_of_a_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Mine"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    lists = abstract(0, more='<w:numStyleLink w:val="Mine"/>') + abstract(
        1, level(0, "[%1]"), more='<w:styleLink w:val="Mine"/>'
    )

    assert texts(docx(p("x", numbered=(1, 0)), styles=styles, numbering=lists + num(1, 0) + num(2, 1))) == ["[1] x"]


def test_lists_that_leave_their_levels_to_each_other_end() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="B"/></w:style>'
    )
    lists = abstract(0, more='<w:numStyleLink w:val="A"/>')

    assert texts(docx(p("x", numbered=(1, 0), style="B"), styles=styles, numbering=lists + num(1, 0))) == ["x"]


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [("\uf0b7", "Symbol", "•"), ("\uf0fc", "Wingdings", "✓"), ("\uf071", "Wingdings", "☐"), ("-", "", "-"),
     ("o", "Courier New", "o"), ("\uf0a7", "Wingdings", "▪")],
)  # fmt: skip
def test_a_bullet_is_the_sign_that_its_font_draws(text: str, font: str, shown: str) -> None:
    drawn = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    lists = abstract(0, level(0, text, "bullet", more=drawn)) + num(1, 0)

    assert texts(docx(p("x", numbered=(1, 0)), numbering=lists)) == [f"{shown} x"]


@pytest.mark.parametrize(
    ("way", "of_1_3_and_27"),
    [
        ("decimal", "1 3 27"), ("decimalZero", "01 03 27"), ("lowerLetter", "a c aa"), ("upperLetter", "A C AA"),
        ("lowerRoman", "i iii xxvii"), ("upperRoman", "I III XXVII"), ("russianLower", "а в э"),
        ("arabicAbjad", "أ ج ظ"), ("arabicAlpha", "أ ت و"),
        ("hebrew1", "א ג כז"), ("hebrew2", "א ג הה"),
        ("chineseCounting", "一 三 二十七"), ("ideographDigital", "一 三 二七"),
        ("ideographTraditional", "甲 丙 庚庚庚"),
        ("decimalEnclosedCircle", "① ③ 27"), ("ganada", "가 다 파파"), ("decimalFullWidth", "１ ３ ２７"),
        ("thaiNumbers", "๑ ๓ ๒๗"), ("ordinal", "1st 3rd 27th"), ("cardinalText", "One Three Twenty-seven"),
        ("somethingNew", "1 3 27"),
    ],
)  # fmt: skip
def test_every_script_counts_in_its_own_way(way: str, of_1_3_and_27: str) -> None:
    assert [numeral(number, way) for number in (1, 3, 27)] == of_1_3_and_27.split()


@given(st.integers(-10, 10**9), st.sampled_from(["lowerLetter", "lowerRoman", "hebrew1", "chineseCounting", "chicago"]))
def test_no_number_is_longer_than_a_label_may_be(number: int, way: str) -> None:
    assert 0 < len(numeral(number, way)) <= 30


@given(st.integers(1, 3999))
def test_roman_numbers_are_worth_what_they_count(number: int) -> None:
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    letters = [worth[letter] for letter in numeral(number, "lowerRoman")]
    signed = [-one if one < max(letters[at:]) else one for at, one in enumerate(letters)]

    assert sum(signed) == number
