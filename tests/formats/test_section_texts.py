"""What a section says before its questions stays with each of them, in QTI of all versions."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image

from quizapp.domain.texts import Html, pictures_in, plain
from quizapp.formats import reading
from quizapp.formats.problems import Report
from quizapp.formats.texts import passages
from tests.formats.packages import package


def item(identifier: str, stem: str = "") -> bytes:
    return (
        f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{identifier}" title="t">'
        '<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse>'
        "<value>a</value></correctResponse></responseDeclaration>"
        '<outcomeDeclaration identifier="SCORE" cardinality="single"'
        f' baseType="float"/><itemBody>{stem or f"<p>Where is {identifier}?</p>"}<choiceInteraction'
        ' responseIdentifier="R" shuffle="false" maxChoices="1"><simpleChoice identifier="a">Here</simpleChoice>'
        '<simpleChoice identifier="b">There</simpleChoice></choiceInteraction></itemBody><responseProcessing'
        ' template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>'
    ).encode()


def refs(*names: str) -> str:
    return "".join(f'<assessmentItemRef identifier="r{name}" href="{name}.xml"/>' for name in names)


def rubric(text: str, view: str = ' view="candidate"') -> str:
    return f"<rubricBlock{view}>{text}</rubricBlock>"


def section(inside: str, name: str = "s") -> str:
    return f'<assessmentSection identifier="{name}" title="Part" visible="true">{inside}</assessmentSection>'


def whole_test(inside: str) -> bytes:
    return (
        '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Seas">'
        f'<testPart identifier="p" navigationMode="nonlinear" submissionMode="individual">{inside}</testPart>'
        "</assessmentTest>"
    ).encode()


def read(test: bytes, items: Sequence[str] = ("nil", "po"), *others: tuple[str, bytes]) -> Report:
    members = ((f"{name}.xml", item(name)) for name in items)
    return reading.read(package(("test.xml", test), *members, *others), "seas.zip")


def stems(report: Report) -> list[str]:
    assert report.bank is not None, report.problems
    return [question.stem for question in report.bank.questions]


def told(report: Report) -> list[tuple[str, str]]:
    return [(one.code, str(one.values.get("start", ""))) for one in report.warnings]


def test_each_question_of_a_section_begins_with_what_the_section_says() -> None:
    report = read(whole_test(section(rubric("<p>Look at the map.</p>") + refs("nil")) + section(refs("po"), "s2")))

    assert stems(report) == ["Look at the map.\nWhere is nil?", "Where is po?"]
    assert told(report) == [("passage-repeated", "Look at the map.")]
    assert report.warnings[0].member == "test.xml"


def test_sections_within_sections_say_the_outer_text_first() -> None:
    inner = section(rubric("<p>Then think.</p>") + refs("po"), "inner")
    report = read(whole_test(section(rubric("<p>Read first.</p>") + refs("nil") + inner)))

    assert stems(report) == ["Read first.\nWhere is nil?", "Read first.\nThen think.\nWhere is po?"]
    assert told(report) == [("passage-repeated", "Read first."), ("passage-repeated", "Then think.")]


def test_a_section_in_a_file_of_its_own_says_its_text_too() -> None:
    outer = section(rubric("Read first.") + '<assessmentSectionRef identifier="x" href="deep/own.xml"/>')
    own = section(rubric("Then think.") + refs("po")).replace("<assessmentSection ", '<assessmentSection xmlns="x" ', 1)
    items = ("deep/own.xml", own.encode()), ("deep/po.xml", item("po"))

    assert stems(read(whole_test(outer), (), *items)) == ["Read first.\nThen think.\nWhere is po?"]


@pytest.mark.parametrize("view", [' view="scorer"', ' view="author proctor"'])
def test_what_is_for_others_is_not_told_to_readers(view: str) -> None:
    report = read(whole_test(section(rubric("<p>Full marks for the Nile.</p>", view) + refs("nil", "po"))))

    assert (stems(report), told(report)) == (["Where is nil?", "Where is po?"], [])


@pytest.mark.parametrize("view", ["", ' view="author candidate"'])
def test_what_is_for_all_is_told_to_readers(view: str) -> None:
    assert stems(read(whole_test(section(rubric("Look.", view) + refs("nil"))), ("nil",))) == ["Look.\nWhere is nil?"]


def test_formatting_and_pictures_of_the_text_come_along() -> None:
    made = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(made, "PNG")
    said = rubric('<p>Look at <b>this</b> <img src="map.png" alt="a map"/></p>')
    report = read(whole_test(section(said + refs("nil"))), ("nil",), ("map.png", made.getvalue()))

    (stem,) = stems(report)
    assert isinstance(stem, Html)
    assert plain(stem) == "Look at this a map\nWhere is nil?"
    assert "<b>this</b>" in stem
    assert list(report.pictures) == list(pictures_in(stem)) != []


def test_the_words_of_the_newest_version_are_known() -> None:
    newer = (
        '<qti-assessment-test xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="t" title="x">'
        '<qti-test-part identifier="p"><qti-assessment-section identifier="s" title="x" visible="true">'
        '<qti-rubric-block use="instructions" view="candidate"><qti-content-body><p>Look.</p></qti-content-body>'
        '</qti-rubric-block><qti-assessment-item-ref identifier="r" href="nil.xml"/></qti-assessment-section>'
        "</qti-test-part></qti-assessment-test>"
    )

    assert stems(read(newer.encode(), ("nil",))) == ["Look.\nWhere is nil?"]


def test_a_whole_article_is_not_repeated_but_said_to_be_lost() -> None:
    long = "Once upon a time. " * 700
    report = read(whole_test(section(rubric(f"<p>{long}</p>") + refs("nil", "po"))))

    assert len(long) > passages.LONGEST
    assert stems(report) == ["Where is nil?", "Where is po?"]
    assert [code for code, _ in told(report)] == ["passage-lost"]


# --- QTI 1.2 ---


def old(inside: str) -> Report:
    file = f'<questestinterop><assessment ident="a" title="Seas">{inside}</assessment></questestinterop>'
    return reading.read(file.encode(), "seas.xml")


def old_item(identifier: str) -> str:
    choices = "".join(
        f'<response_label ident="{one}"><material><mattext>{one}</mattext></material></response_label>' for one in "ab"
    )
    return (
        f'<item ident="{identifier}"><presentation><material><mattext>Where is {identifier}?</mattext></material>'
        f'<response_lid ident="r"><render_choice>{choices}</render_choice></response_lid></presentation>'
        '<resprocessing><respcondition><conditionvar><varequal respident="r">a</varequal></conditionvar>'
        "<setvar>1</setvar></respcondition></resprocessing></item>"
    )


def said(text: str, name: str = "presentation_material", given: str = "") -> str:
    return f"<{name}{given}><flow_mat><material><mattext>{text}</mattext></material></flow_mat></{name}>"


@pytest.mark.parametrize(
    "text",
    [said("Look.", "presentation_material"), said("Look.", "rubric", ' view="Candidate"'), said("Look.", "rubric")],
)
def test_a_section_of_the_oldest_version_says_its_text_too(text: str) -> None:
    first, second = f"<section>{text}{old_item('nil')}{old_item('po')}</section>", f"<section>{old_item('x')}</section>"
    report = old(first + second)

    assert stems(report) == ["Look.\nWhere is nil?", "Look.\nWhere is po?", "Where is x?"]
    assert told(report) == [("passage-repeated", "Look.")]


def test_what_is_said_before_the_whole_is_said_to_be_lost_and_what_is_for_others_is_not() -> None:
    for_others = said("Be fair.", "rubric", ' view="Scorer"')
    report = old(f"{said('Good luck!')}<section>{for_others}{old_item('nil')}</section>")

    assert stems(report) == ["Where is nil?"]
    assert told(report) == [("passage-lost", "Good luck!")]


# --- putting together ---


@pytest.mark.parametrize(
    ("passage", "text", "whole"),
    [
        ("", "Where?", "Where?"),
        ("Look.", "", "Look."),
        ("Look.", "Where?", "Look.\nWhere?"),
        (Html("<b>Look</b>"), "5 < 6 ?", Html("<div><b>Look</b></div><div>5 &lt; 6 ?</div>")),
        ("a & b\nc", Html("<p>Where?</p>"), Html("<div>a &amp; b<br>c</div><div><p>Where?</p></div>")),
    ],
)
def test_a_passage_stands_above_the_text(passage: str, text: str, whole: str) -> None:
    assert passages.put_before(passage, text) == whole
