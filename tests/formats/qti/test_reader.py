"""Items and packages of QTI 2.0 to 3.0, nasty ones too; see test_qti_processing for their marks."""

import base64
import io
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from PIL import Image

from quizapp.domain.banks import Kind, Question
from quizapp.domain.texts import Html, pictures_in
from quizapp.formats import reading
from quizapp.formats.problems import Problem, Report
from tests.formats import real
from tests.formats.packages import package

CORRECT = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(made, "PNG")
    return made.getvalue()


def simple(*texts: str) -> str:
    return "".join(
        f'<simpleChoice identifier="{chr(65 + place)}">{text}</simpleChoice>' for place, text in enumerate(texts)
    )


def item(
    body: str | None = None,
    *,
    choices: str = simple("Here", "There"),
    given: str = "",
    inside: str = "",
    key: str = "A",
    cardinality: str = "single",
    identifier: str = "q",
    title: str = "A title",
    attributes: str = "",
    rules: str = f'<responseProcessing template="{CORRECT}"/>',
    after: str = "",
    declarations: str = "",
) -> str:
    """An item of QTI 2.1 whose body has one choice interaction where « % » stands."""
    interaction = (
        f'<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"{given}>{inside}{choices}</choiceInteraction>'
    )
    return (
        f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{identifier}" title="{title}"'
        f' adaptive="false" timeDependent="false"{attributes}>'
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="identifier">'
        f"<correctResponse><value>{key}</value></correctResponse></responseDeclaration>"
        f'<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>{declarations}'
        f"<itemBody>{(body or '<p>Where?</p>%').replace('%', interaction)}</itemBody>{rules}{after}</assessmentItem>"
    )


def newer(text: str) -> str:
    """The same in the words of QTI 3.0."""

    def kebab(name: str) -> str:
        return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)

    def told(found: re.Match[str]) -> str:
        given = re.sub(r" ([a-z]+[A-Z]\w*)=", lambda one: f" {kebab(one[1])}=", found[3])
        return f"<{found[1]}qti-{kebab(found[2])}{given}"

    names = "prompt|value|match|variable|correct|and|sum|[a-z]+[A-Z][A-Za-z]*"
    return re.sub(rf"<(/?)({names})\b([^>]*)", told, text).replace("imsqti_v2p1", "imsqtiasi_v3p0")


def read(data: str | bytes, name: str = "summit.xml") -> Report:
    return reading.read(data.encode() if isinstance(data, str) else data, name)


def first(data: str | bytes) -> Question:
    report = read(data)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank.questions[0]


def warned(data: str | bytes) -> list[str]:
    report = read(data)
    assert report.problems == ()
    return [problem.code for problem in report.warnings]


def left_out(report: Report) -> list[tuple[object, object, str]]:
    return [
        (one.values.get("kind", one.code), one.values.get("start", one.values.get("reason")), one.member)
        for one in report.left_out
    ]


def texts(made: Question) -> list[str]:
    return [choice.text for choice in made.choices]


# --- the real files beside the checkout ---

KEYLESS = {
    "oat-sa-qti-sdk__likert.xml",
    "instructure-qti__likert.xml",
    "oat-sa-qti-sdk__figure_html5.xml",
    "oat-sa-qti-sdk__item_body_dir_attr.xml",
    "instructure-qti__no_assessment_xml.zip",
}
"""Multiple choice without a key: it cannot be marked, and is left out."""


@pytest.mark.skipif(not real.BANKS.exists(), reason="the real files are not beside this checkout")
@pytest.mark.parametrize(
    "line", [*real.lines("qti21", "qti22", "qti30")], ids=lambda line: f"{line.format} {line.file}"
)
def test_real_files_are_read_as_at_home(line: real.Line) -> None:
    if line.file in KEYLESS:
        assert line.report.questions == line.total == len(line.report.left_out)
        assert "without a key" in str(line.report.left_out[0].values["kind"])
        return
    assert line.malformed or line.difference == ""
    assert line.report.questions == line.total or line.report.problems


# --- versions ---


@pytest.mark.parametrize("change", [str, newer, lambda text: text.replace("imsqti_v2p1", "imsqti_v2p2")])
def test_all_versions_are_read_alike(change: Callable[[str], str]) -> None:
    text = item(choices=simple("Here", "<b>There</b>").replace('"B"', '"B" fixed="true"'), given=' shuffle="true"')

    made = first(change(text))

    assert (made.kind, made.stem, made.filing.name, made.id) == (Kind.SINGLE, "Where?", "A title", "q")
    assert texts(made) == ["Here", Html("<b>There</b>")]
    assert [choice.fixed for choice in made.choices] == [False, True]
    assert [choice.fraction for choice in made.choices] == [1, 0]
    assert made.shuffle


def test_newer_words_inside_an_older_item_are_understood() -> None:
    text = item().replace("choiceInteraction", "qti-choice-interaction").replace("responseIdent", "response-ident")

    assert texts(first(text)) == ["Here", "There"]


@pytest.mark.parametrize(
    ("given", "shuffled"), [("", False), (' shuffle="false"', False), (' shuffle="TRUE"', True), (' shuffle="1"', True)]
)
def test_choices_are_shuffled_only_where_the_item_says_so(given: str, shuffled: bool) -> None:
    assert first(item(given=given)).shuffle is shuffled


@pytest.mark.parametrize(("cardinality", "kind"), [("single", Kind.SINGLE), ("multiple", Kind.MULTIPLE)])
def test_the_cardinality_tells_the_kind_even_where_one_choice_may_be_picked(cardinality: str, kind: Kind) -> None:
    assert first(item(cardinality=cardinality)).kind is kind


# --- texts ---


@pytest.mark.parametrize(
    ("body", "stem"),
    [
        ("<p>Before</p>%<p>after</p>", "Before\nafter"),
        ("<div class='grid'><div><p>Deep</p>%</div></div>", "Deep"),
        ("<p>A <em>b</em></p>%", Html("<p>A <em>b</em></p>")),
        ("<div><p>A <em>b</em></p></div>%", Html("<p>A <em>b</em></p>")),
        ("\n <p>  Much\n   blank </p>\n %", "Much blank"),
        ("<rubricBlock view='candidate'><p>Read this.</p></rubricBlock><p>Where?</p>%", "Read this.\nWhere?"),
        ("<rubricBlock view='scorer'><p>Be kind.</p></rubricBlock><p>Where?</p>%", "Where?"),
        ("<stylesheet href='x.css'/><p>Where?</p>%", "Where?"),
        ("<p>a &lt; b &amp;amp; c</p>%", "a < b &amp; c"),
        ("<p>\u00a0x</p>%", "\u00a0x"),
    ],
)
def test_the_stem_is_all_that_stands_around_the_choices(body: str, stem: str) -> None:
    assert first(item(body)).stem == stem


def test_the_prompt_stands_where_the_choices_do() -> None:
    made = first(item("<p>Before</p>%<p>after</p>", inside="<prompt>Where?</prompt>"))

    assert made.stem == "Before\nWhere?\nafter"


def test_an_item_without_words_is_asked_by_its_title() -> None:
    assert first(item("%", title="Pick  one")).stem == "Pick one"


def test_ruby_and_formulas_are_kept() -> None:
    made = first(
        item(
            "<p><ruby>東<rt>ひがし</rt></ruby> <m:math xmlns:m='http://www.w3.org/1998/Math/MathML'><m:msup><m:mi>x</m:mi>"
            "<m:mn>2</m:mn></m:msup></m:math></p>%"
        )
    )

    assert "<ruby>東<rt>ひがし</rt></ruby>" in made.stem
    assert "<math><msup><mi>x</mi><mn>2</mn></msup></math>" in made.stem


def test_text_from_right_to_left_stays_so() -> None:
    made = first(item().replace("<itemBody>", '<itemBody dir="rtl">'))

    assert made.stem == Html('<div dir="rtl"><p>Where?</p></div>')


def test_words_for_speech_are_not_those_of_html() -> None:
    body = '<p>Say <sub xmlns="http://www.w3.org/2001/10/synthesis" alias="two">2</sub></p>%'

    assert first(item(body)).stem == "Say 2"


@pytest.mark.parametrize("entity", ["&nbsp;", "&eacute;"])
def test_entities_of_a_document_type_that_is_not_loaded_are_known(entity: str) -> None:
    text = '<!DOCTYPE assessmentItem SYSTEM "http://example.org/x.dtd">' + item(f"<p>a{entity}b</p>%")

    assert first(text).stem in ("a\u00a0b", "aéb")


def test_latin_letters_in_the_encoding_that_the_file_names() -> None:
    text = '<?xml version="1.0"encoding="ISO-8859-1"?>' + item("<p>été</p>%")

    assert first(text.encode("latin-1")).stem == "été"


@pytest.mark.parametrize(
    "media", ["<object data='x.html' type='text/html'/>", "<audio src='x.mp3'/>", "<img src='x.png' alt='A door'/>"]
)
def test_media_that_are_not_there_are_said_to_be_lost(media: str) -> None:
    assert warned(item(f"<p>Where? {media}</p>%")) == ["pictures-lost"]


def test_a_picture_within_its_own_address() -> None:
    address = "data:image/png;base64," + base64.b64encode(picture()).decode()

    report = read(item(f"<p>Where? <img src='{address}' alt='Red'/></p>%"))

    assert report.bank is not None
    assert len(pictures_in(report.bank.questions[0].stem)) == len(report.pictures) == 1


def test_the_language_is_that_of_the_items() -> None:
    report = read(item(attributes=' xml:lang="nl-NL"'))

    assert report.bank is not None
    assert report.bank.language == "nl-NL"


# --- what is not asked ---


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<orderInteraction responseIdentifier='RESPONSE'><prompt>x</prompt></orderInteraction>", "orderInteraction"),
        ("<p><textEntryInteraction responseIdentifier='RESPONSE'/></p>", "textEntryInteraction"),
        ("%%", "choiceInteraction (2)"),
        ("%<textEntryInteraction responseIdentifier='X'/>", "choiceInteraction, textEntryInteraction"),
        (
            "<customInteraction><portableCustomInteraction/></customInteraction>",
            "customInteraction",
        ),
        ("<p>Read.</p>", "item without a question"),
    ],
)  # fmt: skip
def test_other_interactions_are_left_out_by_name(body: str, kind: str) -> None:
    for change in (str, newer):
        report = read(change(item(body)))

        assert [found for found, _, _ in left_out(report)] == [kind]
        assert report.questions == 1
        assert [problem.code for problem in report.problems] == ["nothing-to-ask"]


def test_a_choice_without_a_key_is_left_out_and_the_rest_is_asked() -> None:
    keyless = item(identifier="likert").replace("<correctResponse><value>A</value></correctResponse>", "")

    report = read(package(("1.xml", keyless.encode()), ("2.xml", item().encode())))

    assert left_out(report) == [("single, without a key", "Where?", "1.xml")]
    assert report.bank is not None
    assert [one.id for one in report.bank.questions] == ["q"]


def test_an_ordered_response_is_left_out() -> None:
    assert left_out(read(item(cardinality="ordered"))) == [("choiceInteraction, ordered", "Where?", "")]


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        (item(key="C"), "key-is-no-choice", {"key": "C"}),
        (item().replace('seIdentifier="RESPONSE"', 'seIdentifier="R"'), "response-undeclared", {"name": "R"}),
        (item(choices=simple("Alone")), "too-few-choices", {"count": 1}),
    ],
)  # fmt: skip
def test_damaged_items_are_faults_at_their_place(text: str, code: str, values: Mapping[str, object]) -> None:
    report = read("\n\n" + text)

    assert [(problem.code, problem.values, problem.line) for problem in report.problems] in (
        [(code, values, 1)], [(code, values, 3)],
    )  # fmt: skip
    assert report.questions == 1
    assert report.bank is None


def test_an_identifier_with_a_blank_declares_nothing() -> None:
    report = read(item().replace('Declaration identifier="RESPONSE"', 'Declaration identifier=" RESPONSE"'))

    assert [problem.code for problem in report.problems] == ["response-undeclared"]


# --- adaptive items, hints, templates ---


def test_hints_and_further_tries_are_said_to_be_lost() -> None:
    hint = "<p><endAttemptInteraction responseIdentifier='HINT' title='Hint'/></p>"

    assert warned(item(f"<p>Where?</p>%{hint}")) == ["hints-lost"]
    assert warned(item().replace('adaptive="false"', 'adaptive="true"')) == ["tries-lost"]


TEMPLATE = (
    "<templateDeclaration identifier='N' cardinality='single' baseType='integer'><defaultValue><value>4</value>"
    "</defaultValue></templateDeclaration>"
)


def test_a_template_is_asked_with_the_values_that_it_gives() -> None:
    made = item(
        "<p>How much is <printedVariable identifier='N'/>?</p>%",
        declarations=TEMPLATE
        + "<templateProcessing><setTemplateValue identifier='N'><sum><variable identifier='N'/><baseValue"
        " baseType='integer'>3</baseValue></sum></setTemplateValue><setCorrectResponse identifier='RESPONSE'>"
        "<baseValue baseType='identifier'>B</baseValue></setCorrectResponse></templateProcessing>",
    )

    assert first(made).stem == "How much is 7?"
    assert first(made).key == {1}
    assert warned(made) == []


def test_what_is_drawn_is_always_the_same_and_that_is_said() -> None:
    drawn = (
        f"{TEMPLATE}<templateProcessing><setTemplateValue identifier='N'><randomInteger min='1' max='9'/>"
        "</setTemplateValue></templateProcessing>"
    )
    made = item("<p>Is it <printedVariable identifier='N'/>?</p>%", declarations=drawn)

    assert first(made).stem == first(made).stem == "Is it 5?"
    assert warned(made) == ["chance-lost"]


@pytest.mark.parametrize(
    "rule", ["<setTemplateValue identifier='N'><mathOperator name='sin'/></setTemplateValue>",
             "<templateConstraint><baseValue baseType='boolean'>false</baseValue></templateConstraint>"]
)  # fmt: skip
def test_templates_that_cannot_be_followed_are_left_out(rule: str) -> None:
    text = item(declarations=f"{TEMPLATE}<templateProcessing>{rule}</templateProcessing>")

    assert [kind for kind, _, _ in left_out(read(text))] == ["choiceInteraction, made from a template"]


# --- feedback ---

MATCH = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>"


def setting(name: str, value: str, type_: str = "identifier") -> str:
    return f"<setOutcomeValue identifier='{name}'><baseValue baseType='{type_}'>{value}</baseValue></setOutcomeValue>"


BOTH = (
    "<responseProcessing><setOutcomeValue identifier='FB'><variable identifier='RESPONSE'/></setOutcomeValue>"
    f"<responseCondition><responseIf>{MATCH}{setting('SCORE', '1', 'float')}{setting('MODAL', 'yes')}</responseIf>"
    f"<responseElse>{setting('MODAL', 'no')}</responseElse></responseCondition></responseProcessing>"
)


def modal(identifier: str, text: str, *, outcome: str = "MODAL", show: str = "show") -> str:
    given = f'outcomeIdentifier="{outcome}" identifier="{identifier}" showHide="{show}"'
    return f"<modalFeedback {given}>{text}</modalFeedback>"


def inline(identifier: str, text: str, outcome: str = "FB") -> str:
    given = f'outcomeIdentifier="{outcome}" identifier="{identifier}" showHide="show"'
    return f"<feedbackInline {given}>{text}</feedbackInline>"


def test_feedback_inside_a_choice_is_that_of_the_choice() -> None:
    made = first(item(choices=simple(f"Here {inline('A', 'Yes.')}", f"There {inline('B', 'No.')}"), rules=BOTH))

    assert [(choice.text, choice.feedback) for choice in made.choices] == [("Here", "Yes."), ("There", "No.")]


def test_modal_feedback_is_told_by_the_responses_that_it_is_shown_to() -> None:
    three = simple("Here", "There", "Elsewhere")
    after = modal("yes", "Well done.") + modal("no", "Think <b>again</b>.") + modal("never", "Said.", show="hide")

    made = first(item(choices=three, rules=BOTH, after=after))

    assert (made.feedback.right, made.feedback.wrong) == ("Well done.", Html("Think <b>again</b>."))
    assert (made.feedback.general, made.feedback.partly) == ("Said.", "")


@pytest.mark.parametrize(("identifier", "heard"), [("true", "Well done."), ("false", ""), ("True", "")])
def test_feedback_may_hang_on_a_truth(identifier: str, heard: str) -> None:
    told = '<outcomeDeclaration identifier="IS_RIGHT" cardinality="single" baseType="boolean"/>'
    rules = BOTH.replace(
        "</responseProcessing>",
        f'<setOutcomeValue identifier="IS_RIGHT">{MATCH}</setOutcomeValue></responseProcessing>',
    )
    after = modal(identifier, "Well done.", outcome="IS_RIGHT")

    made = first(item(rules=rules, after=after).replace("<itemBody", f"{told}<itemBody"))

    assert made.feedback.right == heard


def test_modal_feedback_for_some_choices_is_said_with_them() -> None:
    after = modal("B", "Almost.", outcome="FB") + modal("A", "All but one.", outcome="FB", show="hide")

    made = first(item(choices=simple("Here", "There", "Elsewhere"), rules=BOTH, after=after))

    assert [choice.feedback for choice in made.choices] == ["", "Almost.", ""]
    assert made.feedback.wrong == "All but one."


def test_feedback_that_is_said_otherwise_is_lost_and_that_is_said() -> None:
    assert warned(item(rules=BOTH, after=modal("maybe", "Never."))) == ["feedback-lost"]
    assert warned(item(after=modal("yes", "Of no rule."))) == ["feedback-lost"]
    assert warned(item(rules="", after=modal("yes", "x"))) == ["unscored", "feedback-lost"]
    assert warned(item(rules=BOTH, after=modal("yes", "x"))) == []


def test_feedback_in_the_body_is_no_part_of_the_stem() -> None:
    block = "<feedbackBlock outcomeIdentifier='MODAL' identifier='yes' showHide='show'><p>Right.</p></feedbackBlock>"

    made = first(item(f"<p>Where?</p>{block}%", rules=BOTH))

    assert (made.stem, made.feedback.right) == ("Where?", "Right.")


# --- packages ---


def manifest(*resources: str, title: str = "") -> bytes:
    return (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata><lom xmlns="http://ltsc.ieee.org/xsd/LOM">'
        f"<general><title><string>{title}</string></title></general></lom></metadata><organizations/><resources>"
        f"{''.join(resources)}</resources></manifest>"
    ).encode()


def resource(href: str, type_: str = "imsqti_item_xmlv2p1", keyword: str = "") -> str:
    words = f"<metadata><lom><general><keyword><string>{keyword}</string></keyword></general></lom></metadata>"
    words = words if keyword else ""
    return f'<resource identifier="r" type="{type_}" href="{href}">{words}<file href="{href}"/></resource>'


def assessment(*hrefs: str, title: str = "The test", weight: str = "") -> bytes:
    references = "".join(
        f'<assessmentItemRef identifier="i{n}" href="{href}">{weight}</assessmentItemRef>'
        for n, href in enumerate(hrefs)
    )
    return (
        f'<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="{title}"><testPart>'
        f"<assessmentSection>{references}</assessmentSection></testPart></assessmentTest>"
    ).encode()


def member(identifier: str, **given: str) -> bytes:
    return item(identifier=identifier, **given).encode()


def ids(report: Report) -> list[str]:
    assert report.bank is not None
    return [one.id for one in report.bank.questions]


def test_the_order_is_that_of_the_test_then_of_the_list_then_of_the_rest() -> None:
    report = read(
        package(
            ("loose.xml", member("loose")),
            ("imsmanifest.xml", manifest(resource("items/b.xml"), resource("items/c.xml", keyword="Easy one"))),
            ("test/t.xml", assessment("../items/c.xml", "../items/a.xml", "../items/c.xml")),
            ("items/a.xml", member("a")),
            ("items/b.xml", member("b")),
            ("items/c.xml", member("c")),
        )
    )

    assert ids(report) == ["c", "a", "b", "loose"]
    assert report.bank is not None
    assert report.bank.title == "The test"
    assert report.bank.questions[0].filing.tags == ("Easy one",)
    assert report.left_out == ()


def test_a_test_may_have_its_sections_in_files_of_their_own_even_in_circles() -> None:
    section = (
        '<assessmentSection identifier="s"><assessmentItemRef identifier="i" href="a.xml"/>'
        '<assessmentSectionRef identifier="o" href="s.xml"/></assessmentSection>'
    )
    whole = assessment().replace(b"</testPart>", b'<assessmentSectionRef identifier="s" href="s.xml"/></testPart>')

    report = read(
        package(("b.xml", member("b")), ("a.xml", member("a")), ("s.xml", section.encode()), ("t.xml", whole))
    )

    assert ids(report) == ["a", "b"]


def test_the_title_of_a_list_counts_where_there_is_no_test() -> None:
    report = read(
        package(("imsmanifest.xml", manifest(resource("a.xml"), title="Of the list")), ("a.xml", member("a")))
    )

    assert report.bank is not None
    assert report.bank.title == "Of the list"


def test_broken_and_missing_members_are_said_and_the_rest_is_asked() -> None:
    report = read(
        package(
            ("imsmanifest.xml", manifest(resource("gone.xml"), resource("broken.xml"), resource("empty.xml"))),
            ("broken.xml", member("broken")[:-20]),
            ("empty.xml", b""),
            ("a.xml", member("a")),
            ("__MACOSX/._a.xml", b"\x00\x05litter"),
            ("other.xml", b"<something/>"),
        )
    )

    assert ids(report) == ["a"]
    assert sorted((one.code, one.member) for one in report.left_out) == [
        ("member-unreadable", "broken.xml"),
        ("member-unreadable", "empty.xml"),
        ("member-unreadable", "gone.xml"),
    ]


def test_a_list_that_cannot_be_read_loses_no_item() -> None:
    report = read(package(("imsmanifest.xml", b"<manifest imsqti_item_xmlv2p1"), ("a.xml", member("a"))))

    assert ids(report) == ["a"]
    assert [one.member for one in report.left_out] == ["imsmanifest.xml"]


def test_questions_of_an_older_version_beside_are_said() -> None:
    report = read(package(("a.xml", member("a")), ("old.xml", b"<questestinterop/>")))

    assert ids(report) == ["a"]
    assert [one.member for one in report.left_out] == ["old.xml"]


def test_weights_count_where_the_test_counts_with_them() -> None:
    counting = (
        b'<outcomeProcessing><testVariables variableIdentifier="SCORE" weightIdentifier="W"/></outcomeProcessing>'
    )
    weight = '<weight identifier="W" value="2.5"/>'
    whole = assessment("a.xml", weight=weight)

    for test, maximum in (
        (whole, Fraction(1)),
        (whole.replace(b"</assessmentTest>", counting + b"</assessmentTest>"), 2.5),
    ):
        report = read(package(("a.xml", member("a")), ("t.xml", test)))
        assert report.bank is not None
        assert report.bank.questions[0].marking.maximum == maximum


def test_pictures_are_found_beside_their_item_and_nowhere_else() -> None:
    body = (
        "<p>Where? <img src='images/door&#37;20red.png' alt='A door'/>"
        "<object data='../x.png' type='image/png'>An x</object></p>%"
    )
    report = read(
        package(
            ("items/a.xml", member("a", body=body)),
            ("items/images/door red.png", picture()),
            ("x.png", picture()),
        )
    )

    assert report.bank is not None
    stem = report.bank.questions[0].stem
    assert len(pictures_in(stem)) == 2
    assert 'alt="A door"' in stem
    assert 'alt="An x"' in stem
    assert report.warnings == ()


def test_a_picture_on_another_machine_is_not_fetched() -> None:
    report = read(package(("a.xml", member("a", body="<p>W <img src='http://example.org/x.png' alt='y'/></p>%"))))

    assert [problem.code for problem in report.warnings] == ["pictures-lost"]


INCLUDE = "<p>Look: <xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{}'/></p>%"


def test_files_of_the_package_are_taken_in_and_others_never() -> None:
    def included(address: str) -> Report:
        return read(
            package(("items/a.xml", member("a", body=INCLUDE.format(address))), ("items/part.xml", b"<em>this</em>"))
        )

    found = included("part.xml")
    assert found.bank is not None
    assert found.bank.questions[0].stem == Html("<p>Look: <em>this</em></p>")
    assert found.warnings == ()
    for address in ("/etc/passwd", "../../etc/passwd", "file:///etc/passwd", "http://example.org/x.xml", "a.xml"):
        lost = included(address)
        assert lost.bank is not None
        assert lost.bank.questions[0].stem == "Look:"
        assert [(one.code, one.values) for one in lost.warnings] == [("inclusion-lost", {"address": address})]


def test_a_single_item_takes_nothing_in() -> None:
    assert warned(item(INCLUDE.format("part.xml"))) == ["inclusion-lost"]


def test_a_test_alone_names_what_it_lacks() -> None:
    report = read(assessment("a.xml", "b.xml"))

    assert [problem.code for problem in report.problems] == ["nothing-to-ask"]
    assert [one.member for one in report.left_out] == ["a.xml", "b.xml"]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "h5p.json"])
def test_packages_of_other_programs_are_not_taken_for_ours(name: str) -> None:
    report = read(package((name, b"<Types/>"), ("a.xml", member("a"))))

    assert report.format != "QTI 2 and 3"


def test_a_broken_item_alone_is_a_fault_with_its_place() -> None:
    report = read("<assessmentItem>\n<itemBody>\n</assessmentItem>")

    assert report.problems == (
        Problem("xml-syntax", 3, report.problems[0].column, report.problems[0].values),
    )  # fmt: skip
    assert report.problems[0].column > 0


def test_ids_that_several_items_share_are_told_apart() -> None:
    report = read(package(("1.xml", member("a")), ("2.xml", item("<p>Who?</p>%", identifier="a").encode())))

    assert len(set(ids(report))) == 2
