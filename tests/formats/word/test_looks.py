"""How letters look in a Word document decides what may be its key: styles, direct properties, and what they undo."""

import pytest

from quizapp.formats.prose.lines import Emphasis
from tests.formats.word.documents import docx, lines, looks, p, r


def style(id_: str, about: str, kind: str = "paragraph", based_on: str = "", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    named = f'<w:style w:type="{kind}" w:styleId="{id_}" {more}><w:name w:val="{id_}"/>{base}'
    return f"{named}<w:rPr>{about}</w:rPr></w:style>"


DRESSED = '<w:rStyle w:val="Hyperlink"/>'


def defaults(about: str) -> str:
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{about}</w:rPr></w:rPrDefault></w:docDefaults>"


@pytest.mark.parametrize(
    ("about", "emphasis", "value"),
    [
        ("<w:b/>", Emphasis.BOLD, ""), ("<w:i/>", Emphasis.ITALIC, ""),
        ('<w:u w:val="single"/>', Emphasis.UNDERLINED, ""),
        ("<w:strike/>", Emphasis.STRUCK, ""), ("<w:dstrike/>", Emphasis.STRUCK, ""),
        ('<w:color w:val="00b050"/>', Emphasis.COLOURED, "00B050"),
        ('<w:highlight w:val="yellow"/>', Emphasis.HIGHLIGHTED, "FFFF00"),
        ('<w:shd w:val="clear" w:fill="FFFF00"/>', Emphasis.HIGHLIGHTED, "FFFF00"),
        ('<w:vertAlign w:val="subscript"/>', Emphasis.SUBSCRIPT, ""),
        ('<w:vertAlign w:val="superscript"/>', Emphasis.SUPERSCRIPT, ""),
        ('<w:rFonts w:ascii="Consolas"/>', Emphasis.CODE, ""),
    ],
)  # fmt: skip
def test_a_word_that_is_set_apart_is_seen_to_be(about: str, emphasis: Emphasis, value: str) -> None:
    assert looks(lines(docx(p("plain ", r("word", about), " plain")))[0]) == {("word", emphasis, value)}


@pytest.mark.parametrize(
    "about",
    [
        '<w:b w:val="0"/>', '<w:b w:val="false"/>', '<w:u w:val="none"/>', '<w:color w:val="auto"/>',
        '<w:color w:val="000000"/>', '<w:color w:val="0D0D0D" w:themeColor="text1"/>',
        '<w:highlight w:val="none"/>', '<w:color w:val="444444"/>', '<w:color w:val="00000A"/>',
        '<w:shd w:val="clear" w:fill="FBFBFB"/>',
        '<w:highlight w:val="white"/>', '<w:shd w:val="clear" w:fill="auto"/>',
        '<w:shd w:val="clear" w:fill="FFFFFF"/>',
        '<w:vertAlign w:val="baseline"/>', '<w:rFonts w:ascii="Arial"/>', "<w:lang/>",
    ],
)  # fmt: skip
def test_what_looks_like_any_other_word_is_not_set_apart(about: str) -> None:
    assert looks(lines(docx(p(r("word", about))))[0]) == set()


def test_a_style_hands_its_looks_down_and_the_nearer_one_wins() -> None:
    styles = (
        style("Base", '<w:color w:val="FF0000"/><w:b/>')
        + style("Mid", "<w:i/>", based_on="Base")
        + style("Own", '<w:color w:val="00FF00"/><w:b w:val="0"/>', based_on="Mid")
    )
    line = lines(docx(p("word", style="Own") + p("others"), styles=styles))[0]

    assert looks(line) == {("word", Emphasis.ITALIC, ""), ("word", Emphasis.COLOURED, "00FF00")}


def test_paragraphs_that_name_no_style_have_the_usual_one() -> None:
    styles = style("Normal", "<w:b/>", more='w:default="1"')

    assert looks(lines(docx(p("word"), styles=styles))[0]) == {("word", Emphasis.BOLD, "")}


@pytest.mark.parametrize(
    ("of_paragraph", "of_character", "direct", "is_bold"),
    [
        ("<w:b/>", "", "", True), ("", "<w:b/>", "", True), ("<w:b/>", "<w:b/>", "", False),
        ("<w:b/>", "<w:b/>", "<w:b/>", True), ("<w:b/>", "", '<w:b w:val="0"/>', False),
        ("<w:b/>", '<w:b w:val="0"/>', "", True), ("", "", "", False),
    ],
)  # fmt: skip
def test_two_styles_that_are_both_bold_undo_each_other_and_direct_properties_decide(
    of_paragraph: str, of_character: str, direct: str, is_bold: bool
) -> None:
    styles = style("P", of_paragraph) + style("C", of_character, "character")
    line = lines(docx(p(r("word", f'<w:rStyle w:val="C"/>{direct}'), style="P"), styles=styles))[0]

    assert bool(looks(line)) is is_bold


def test_what_a_document_is_throughout_no_style_undoes() -> None:
    styles = defaults("<w:b/>") + style("P", "<w:b/>")

    assert looks(lines(docx(p("word", style="P"), styles=styles))[0]) == {("word", Emphasis.BOLD, "")}


def test_a_link_is_blue_and_underlined_without_meaning_anything() -> None:
    styles = style("Hyperlink", '<w:color w:val="0563C1"/><w:u w:val="single"/>', "character")
    link = f'<w:hyperlink r:id="r1">{r("here", DRESSED)}</w:hyperlink>'

    line = lines(docx(p("see ", link), styles=styles))[0]

    assert (line.text, looks(line)) == ("see here", set())


def test_a_whole_paragraph_may_be_shaded_by_itself_or_by_its_style() -> None:
    shade = '<w:shd w:val="clear" w:fill="92D050"/>'
    styles = f'<w:style w:type="paragraph" w:styleId="S"><w:pPr>{shade}</w:pPr></w:style>'
    for body in (p("word", about=shade), p("word", style="S")):
        assert looks(lines(docx(body, styles=styles))[0]) == {("word", Emphasis.HIGHLIGHTED, "92D050")}


def test_what_looks_alike_is_one_run_however_often_word_cut_it() -> None:
    line = lines(docx(p(r("wo", "<w:b/>"), r("rd", '<w:b/><w:color w:val="FF0000"/>'), r(" end", "<w:b/>"))))[0]

    assert looks(line) == {("word end", Emphasis.BOLD, ""), ("rd", Emphasis.COLOURED, "FF0000")}


def test_a_document_that_is_printed_in_one_look_throughout_is_not_set_apart_by_it() -> None:
    mono = '<w:rFonts w:ascii="Courier New"/>'
    everywhere = docx("".join(p(r("a line of it", mono + "<w:i/>")) for _ in range(3)) + p("end"))
    somewhere = docx(p("The command ", r("ls", mono), " lists what is there."))

    assert [looks(line) for line in lines(everywhere)] == [set()] * 4
    assert looks(lines(somewhere)[0]) == {("ls", Emphasis.CODE, "")}


def test_styles_that_rest_on_each_other_end() -> None:
    styles = style("A", "<w:b/>", based_on="B") + style("B", "<w:i/>", based_on="A")

    assert looks(lines(docx(p("word", style="A") + p("others"), styles=styles))[0]) == {
        ("word", Emphasis.BOLD, ""), ("word", Emphasis.ITALIC, ""),
    }  # fmt: skip
