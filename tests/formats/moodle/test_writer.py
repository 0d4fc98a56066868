"""Banks taken home as Moodle XML: they read back, and have what Moodle's import asks for."""

from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given

from quizapp.domain.banks import Bank, Choice, Kind, Question, Rule
from quizapp.domain.texts import Html
from quizapp.formats import moodle
from quizapp.formats.carrying import Feature, stripped
from tests import makers
from tests.formats import nasty, written


@given(nasty.any_bank())
def test_what_looks_like_markup_is_written_so_that_it_reads_back(bank: Bank) -> None:
    nasty.assert_comes_back(bank, moodle.WRITER)


@given(written.banks())
def test_what_is_written_reads_back_as_the_same_bank(bank: Bank) -> None:
    nasty.assert_comes_back(bank, moodle.WRITER, written.PICTURES)


def sent(*questions: Question) -> ElementTree.Element:
    bank = stripped(makers.bank(*questions), moodle.WRITER.carries)
    return ElementTree.fromstring(moodle.WRITER.write(bank, written.PICTURES))


def text_of(parent: ElementTree.Element, path: str) -> str:
    found = parent.find(path)
    assert found is not None, path
    return found.text or ""


FORMATS = {"html", "plain_text", "moodle_auto_format"}
TEXTS = ("questiontext", "generalfeedback", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


@given(written.banks())
def test_what_is_written_has_all_that_moodle_asks_for(bank: Bank) -> None:
    kept = stripped(bank, moodle.WRITER.carries)
    top = ElementTree.fromstring(moodle.WRITER.write(kept, written.PICTURES))

    assert (top.tag, {child.tag for child in top}) == ("quiz", {"question"})
    real_ = [one for one in top if one.get("type") != "category"]
    for one, meant in zip(real_, kept.questions, strict=True):
        is_true_false = meant.kind is Kind.TRUE_FALSE
        assert one.get("type") == ("truefalse" if is_true_false else "multichoice")
        assert text_of(one, "name/text").strip()
        assert float(text_of(one, "defaultgrade")) == pytest.approx(float(meant.marking.maximum))
        assert float(text_of(one, "penalty")) == pytest.approx(1 if is_true_false else 1 / 3)
        assert (text_of(one, "hidden"), text_of(one, "idnumber")) == ("0", meant.id)
        texts = [element for name in (TEXTS[:2] if is_true_false else TEXTS) for element in one.findall(name)]
        assert len(texts) == (2 if is_true_false else 5)
        if not is_true_false:
            assert text_of(one, "single") in ("true", "false")
            assert text_of(one, "shuffleanswers") in ("true", "false")
            assert text_of(one, "answernumbering") == "abc"
        found = one.findall("answer")
        assert len(found) == len(meant.choices)
        for answer in found:
            assert -100 <= float(answer.attrib["fraction"]) <= 100
            texts += [answer, *answer.findall("feedback")]
        for element in texts:
            assert element.get("format") in FORMATS
            said = text_of(element, "text")
            names = [file.get("name", "") for file in element.findall("file")]
            assert all(f"@@PLUGINFILE@@/{name}" in said for name in names)
            assert said.count("@@PLUGINFILE@@/") >= len(names)
            assert ("<img" in said and element.get("format") == "html") == bool(names)


def test_a_category_comes_before_its_questions() -> None:
    top = sent(
        makers.single("a"),
        makers.single("b", category="History/The summit"),
        makers.single("c", category="History/The summit"),
        makers.single("d", category="$a$"),
        makers.single("e"),
    )

    told = [text_of(one, "category/text") or "?" if one.get("type") == "category" else "-" for one in top]
    assert told == ["-", "History/The summit", "-", "-", "top/$a$", "-", "top", "-"]


def test_fractions_are_written_as_moodle_writes_them() -> None:
    worth = [Fraction(1), Fraction(1, 3), Fraction(-1, 6), Fraction(1, 2), Fraction(0)]
    (one,) = sent(makers.single(choices=tuple(map(Choice, "abcde", worth))))

    assert [answer.get("fraction") for answer in one.findall("answer")] == ["100", "33.33333", "-16.66667", "50", "0"]


def test_true_and_false_are_written_in_moodles_words() -> None:
    (one,) = sent(makers.true_false(right=1, choices=(Choice("Vrai", feedback="f"), Choice("Faux", Fraction(1)))))

    told = [(text_of(a, "text"), a.get("fraction"), text_of(a, "feedback/text")) for a in one.findall("answer")]
    assert told == [("true", "0", "f"), ("false", "100", "")]


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        ("Where?", "html", "Where?"),
        ("a < b & ]]> c", "html", "a &lt; b &amp; ]]&gt; c"),
        ("one\ntwo", "html", "one<br>two"),
        ("one  two", "plain_text", "one  two"),
        (r"\(x\)", "plain_text", r"\(x\)"),
        (" x", "html", '<span style="white-space: pre-wrap"> x</span>'),
        (Html("<p>a <b>b</b></p>"), "html", "<p>a <b>b</b></p>"),
        ("a\x00\ufffe", "html", "a\ufffd\ufffd"),
    ],
)
def test_a_text_is_html_unless_its_blanks_and_signs_mean_themselves(text: str, form: str, words: str) -> None:
    (one,) = sent(makers.single(stem=text))

    element = one.find("questiontext")
    assert element is not None
    assert (element.get("format"), text_of(element, "text")) == (form, words)


@pytest.mark.parametrize(
    ("asked", "lost"),
    [
        (
            makers.single(
                tags=("a",), name="n", category="c", feedback=Html("<b>f</b>"), maximum=Fraction(2), shuffle=False,
                feedback_right="r", choices=(Choice("a", Fraction(1), "f"), Choice("b", Fraction(-1, 2))),
            ),
            set(),
        ),
        (makers.multiple(), set()),
        (makers.true_false(), {Feature.BARE_TRUE_FALSE}),
        (makers.true_false(choices=makers.choices("Yes", "No")), {Feature.TRUE_FALSE}),
        (makers.multiple(rule=Rule.ALL_OR_NOTHING), {Feature.ALL_OR_NOTHING}),
        (makers.single(choices=(Choice("a", Fraction(1)), Choice("b", fixed=True))), {Feature.FIXED}),
        (makers.single(choices=(Choice("a", Fraction(1)), Choice("b", Fraction(45, 100)))), {Feature.GRADES}),
        (makers.single(choices=(Choice("a", Fraction(1, 2)), Choice("b"))), {Feature.GRADES}),
    ],
)  # fmt: skip
def test_what_is_lost_is_told(asked: Question, lost: set[Feature]) -> None:
    assert nasty.lost(makers.bank(asked), moodle.WRITER) == lost
