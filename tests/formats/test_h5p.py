"""H5P packages: question sets and their kinds with choices, marked as there."""

import io
import json
import random
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from PIL import Image

from quizapp.domain.banks import Bank, Kind, Question, Rule
from quizapp.domain.scoring import credit
from quizapp.domain.texts import Html, pictures_in
from quizapp.formats import reading
from quizapp.formats.problems import Report
from tests.formats.packages import package
from tests.fuzz.test_mutants import MUTANTS, mutated, said

Fields = dict[str, Any]


def h5p(library: str, params: Fields, *more: tuple[str, bytes], **about: Any) -> bytes:
    listed = {"title": "The summit", "language": "en", "mainLibrary": library, **about}
    return package(
        ("h5p.json", json.dumps(listed).encode()), ("content/content.json", json.dumps(params).encode()), *more
    )


def read(data: bytes) -> Report:
    return reading.read(data, "summit.h5p")


def bank_of(data: bytes) -> Bank:
    report = read(data)
    assert report.problems == ()
    assert report.bank is not None
    assert report.format == "H5P"
    return report.bank


def answer(text: str, *, correct: bool = False, **more: Any) -> Fields:
    return {"text": f"<div>{text}</div>\n", "correct": correct, **more}


def multiple_choice(right: str, count: int, **behaviour: Any) -> Fields:
    """Answers a, b, c…; those in `right` are right."""
    answers = [answer(letter, correct=letter in right) for letter in "abcdefghijkl"[:count]]
    return {
        "question": "<p>Which?</p>\n",
        "answers": answers,
        "behaviour": {"singlePoint": False, "randomAnswers": True, **behaviour},
    }


def first(params: Fields, library: str = "H5P.MultiChoice", *more: tuple[str, bytes]) -> Question:
    return bank_of(h5p(library, params, *more)).questions[0]


def inner(library: str, params: Fields, **more: Any) -> Fields:
    return {"library": f"{library} 1.16", "params": params, "subContentId": "x", **more}


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (3, 2), "blue").save(made, "PNG")
    return made.getvalue()


# --- marks ---


def points(right: list[bool], picked: frozenset[int], weights: list[int]) -> int:
    """As its script adds them up: each tick counts for or against, and nothing below none."""
    return max(0, sum(weights[place] if right[place] else -weights[place] for place in picked))


@pytest.mark.parametrize("right", ["ab", "acd", "abcd", "b"])
@pytest.mark.parametrize("type_", ["multi", "auto", None])
def test_each_tick_of_several_counts_for_or_against_it(right: str, type_: str | None) -> None:
    behaviour = {} if type_ is None else {"type": type_}
    question = first(multiple_choice(right, 4, **behaviour))
    is_right = [letter in right for letter in "abcd"]

    if len(right) == 1 and type_ != "multi":
        assert question.kind is Kind.SINGLE
        return
    assert (question.kind, question.marking.maximum, question.marking.rule) == (Kind.MULTIPLE, len(right), Rule.PARTIAL)
    for size in range(5):
        for some in combinations(range(4), size):
            picked = frozenset(some)
            assert credit(question, picked) * question.marking.maximum == points(is_right, picked, [1] * 4)


@pytest.mark.parametrize("needed", [1, 34, 50, 66, 67, 100])
def test_one_point_for_enough_of_them(needed: int) -> None:
    params = multiple_choice("abc", 5, type="multi", singlePoint=True, passPercentage=needed)
    question = first(params)

    assert question.marking.maximum == 1
    for size in range(6):
        for some in combinations(range(5), size):
            earned = points([True] * 3 + [False] * 2, frozenset(some), [1] * 5)
            assert credit(question, frozenset(some)) == int(100 * earned / 3 >= needed)


def test_what_the_first_versions_said_beside_the_behaviour_counts() -> None:
    now = multiple_choice("ab", 3, singleAnswer=False)
    behaviour = now.pop("behaviour")
    question = first({**now, **behaviour})

    assert question == first({**now, "behaviour": behaviour})
    assert (question.kind, question.marking.rule, question.shuffle) == (Kind.MULTIPLE, Rule.PARTIAL, True)
    assert first({**now, **behaviour, "behaviour": {"singlePoint": True}}).marking.rule is not Rule.PARTIAL


def test_weights_count() -> None:
    params = multiple_choice("ab", 3, type="multi")
    for one, weight in zip(params["answers"], (1, 2, 3), strict=True):
        one["weight"] = weight
    question = first(params)

    assert question.marking.maximum == 3
    for size in range(4):
        for some in combinations(range(3), size):
            picked = frozenset(some)
            assert credit(question, picked) * 3 == points([True, True, False], picked, [1, 2, 3])


def test_one_answer_of_several_right_ones() -> None:
    question = first(multiple_choice("ab", 3, type="single"))

    assert (question.kind, question.marking.maximum) == (Kind.SINGLE, 1)
    assert [credit(question, frozenset((place,))) for place in range(3)] == [1, 1, 0]


@pytest.mark.parametrize(("needed", "is_exact"), [(100, True), (95, True), (90, False), (50, False)])
def test_too_many_answers_for_a_table_are_all_or_nothing_and_it_is_said_where_that_is_not_exact(
    needed: int, is_exact: bool
) -> None:
    report = read(
        h5p("H5P.MultiChoice", multiple_choice("abcdefghij", 12, type="multi", singlePoint=True, passPercentage=needed))
    )

    assert report.bank is not None
    assert report.bank.questions[0].marking.rule is Rule.ALL_OR_NOTHING
    assert [one.code for one in report.warnings] == ([] if is_exact else ["scoring-simplified"])


def test_without_settings_it_is_one_point_in_their_order() -> None:
    params = multiple_choice("ab", 3)
    del params["behaviour"]
    question = first(params)

    assert (question.marking.maximum, question.marking.rule, question.shuffle) == (1, Rule.ALL_OR_NOTHING, False)
    assert first(multiple_choice("ab", 3)).shuffle


@pytest.mark.parametrize(
    "params",
    [
        multiple_choice("", 3),
        multiple_choice("ab", 3, singlePoint=True, passPercentage=0),
        {"question": "x"},
        {"question": "x", "answers": ["a"]},
    ],
)
def test_where_it_is_right_to_tick_nothing_it_is_left_out(params: Fields) -> None:
    report = read(h5p("H5P.MultiChoice", params))

    assert [one.values["kind"] for one in report.left_out] == ["H5P.MultiChoice, without a key"]


# --- what is said ---


def test_feedback_to_answers_is_kept_and_hints_and_other_feedback_are_said_to_be_lost() -> None:
    params = multiple_choice("a", 2)
    params["answers"][0]["tipsAndFeedback"] = {"chosenFeedback": "<div>Yes.</div>", "tip": "", "notChosenFeedback": ""}
    params["answers"][1]["tipsAndFeedback"] = {"chosenFeedback": "No.", "tip": "<p>A</p>", "notChosenFeedback": "B"}
    report = read(h5p("H5P.MultiChoice", params))

    assert report.bank is not None
    assert [choice.feedback for choice in report.bank.questions[0].choices] == ["Yes.", "No."]
    assert sorted(one.code for one in report.warnings) == ["feedback-lost", "hints-lost"]


def test_feedback_to_the_score_becomes_that_to_right_and_wrong_answers() -> None:
    params = multiple_choice("ab", 3, type="multi")
    params["overallFeedback"] = [
        {"from": 0, "to": 0, "feedback": "None."}, {"from": 1, "to": 50, "feedback": "Half."},
        {"from": 51, "to": 99, "feedback": " "}, {"from": 51, "to": 100, "feedback": "All."},
    ]  # fmt: skip
    question = first(params)

    assert (question.feedback.wrong, question.feedback.partly, question.feedback.right) == ("None.", "Half.", "All.")
    params["answers"] = multiple_choice("abc", 4)["answers"]
    report = read(h5p("H5P.MultiChoice", params))
    assert report.bank is not None
    assert report.bank.questions[0].feedback.partly == ""
    assert [one.code for one in report.warnings] == ["feedback-lost"]


@pytest.mark.parametrize(("correct", "key"), [("true", {0}), ("false", {1}), (True, {0}), (False, {1})])
def test_true_and_false(correct: Any, key: set[int]) -> None:
    params = {
        "question": "<p>Is it <em>so</em>?</p>",
        "correct": correct,
        "l10n": {"trueText": "Wahr", "falseText": "Falsch"},
        "behaviour": {"feedbackOnCorrect": "Yes.", "feedbackOnWrong": "No."},
    }
    question = first(params, "H5P.TrueFalse")

    assert (question.kind, question.key, question.stem) == (Kind.TRUE_FALSE, key, Html("<p>Is it <em>so</em>?</p>"))
    assert [choice.text for choice in question.choices] == ["Wahr", "Falsch"]
    assert (question.feedback.right, question.feedback.wrong) == ("Yes.", "No.")
    del params["l10n"]
    assert [choice.text for choice in first(params, "H5P.TrueFalse").choices] == ["True", "False"]


def test_in_a_set_of_single_choices_the_first_answer_is_right() -> None:
    params = {"choices": [{"question": f"<p>{n}?</p>", "answers": ["<p>a</p>", "b", "c"]} for n in (1, 2)]}

    questions = bank_of(h5p("H5P.SingleChoiceSet", params)).questions

    assert [question.stem for question in questions] == ["1?", "2?"]
    assert all(question.key == {0} and question.shuffle for question in questions)
    assert [choice.text for choice in questions[0].choices] == ["a", "b", "c"]


def test_the_picture_of_a_question_comes_from_the_package_with_its_description() -> None:
    shown = inner("H5P.Image", {"file": {"path": "images/a.png#tmp"}, "alt": 'A "map"'})
    params = {**multiple_choice("a", 2), "media": {"type": shown, "disableImageZooming": False}}

    question = first(params, "H5P.MultiChoice", ("content/images/a.png", picture()))

    assert len(pictures_in(question.stem)) == 1
    assert 'alt="A &quot;map&quot;"' in question.stem
    assert "Which?" in question.stem


@pytest.mark.parametrize("path", ["images/a.png", "../../etc/passwd", "https://example.org/a.png", "/etc/passwd"])
def test_a_picture_that_is_not_in_the_package_is_said_to_be_lost(path: str) -> None:
    shown = inner("H5P.Image", {"file": {"path": path}, "alt": "A map"})
    report = read(h5p("H5P.MultiChoice", {**multiple_choice("a", 2), "media": {"type": shown}}))

    assert report.bank is not None
    assert report.bank.questions[0].stem == "A map\nWhich?"
    assert [one.code for one in report.warnings] == ["pictures-lost"]


def test_a_film_is_said_to_be_lost_and_no_media_are_not() -> None:
    film = inner("H5P.Video", {"sources": [{"path": "videos/a.mp4"}]})
    report = read(h5p("H5P.MultiChoice", {**multiple_choice("a", 2), "media": film}))

    assert [one.code for one in report.warnings] == ["pictures-lost"]
    assert first({**multiple_choice("a", 2), "media": {"type": {"params": {}}}}).stem == "Which?"


# --- packages ---


def test_a_question_set_is_walked_and_what_is_not_asked_is_left_out_by_its_library() -> None:
    params = {
        "introPage": {"showIntroPage": True, "introduction": "<p>Read <b>this</b>.</p>"},
        "passPercentage": 50,
        "poolSize": 2,
        "questions": [
            inner("H5P.MultiChoice", multiple_choice("a", 3), metadata={"title": "Lieu", "contentType": "x"}),
            inner("H5P.Blanks", {"text": "<p>Fill *in*.</p>", "media": {"type": inner("H5P.Image", {})}}),
            inner("H5P.TrueFalse", {"question": "So?", "correct": "true"}, metadata={"title": "Untitled True/False"}),
            inner("H5P.SingleChoiceSet", {"choices": [{"question": "One?", "answers": ["a", "b"]}]}),
            inner("H5P.DragText", {"taskDescription": "<p>Drag.</p>"}),
        ],
        "endGame": {"overallFeedback": [{"from": 0, "to": 100, "feedback": "Over."}]},
    }
    report = read(h5p("H5P.QuestionSet", params, language="fr-ca"))

    assert report.bank is not None
    assert (report.bank.title, report.bank.language, report.questions) == ("The summit", "fr-ca", 5)
    assert [question.filing.name for question in report.bank.questions] == ["Lieu", "", ""]
    assert [(one.values["kind"], one.values["start"], one.member) for one in report.left_out] == [
        ("H5P.Blanks", "Fill *in*.", "content/content.json"), ("H5P.DragText", "Drag.", "content/content.json"),
    ]  # fmt: skip
    assert [(one.code, dict(one.values)) for one in report.warnings] == [
        ("draw-lost", {"pick": "2", "count": 5}), ("passage-lost", {"start": "Read this."}), ("set-feedback-lost", {}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("library", "wrapped"),
    [
        ("H5P.Column", lambda one: {"content": [{"content": one, "useSeparator": "auto"}]}),
        ("H5P.InteractiveBook", lambda one: {"chapters": [inner("H5P.Column", {"content": [{"content": one}]})]}),
        ("H5P.CoursePresentation", lambda one: {"presentation": {"slides": [{"elements": [{"action": one}]}]}}),
        ("H5P.InteractiveVideo", lambda one: {"interactiveVideo": {"assets": {"interactions": [{"action": one}]}}}),
        ("H5P.QuestionSet", lambda one: {"questions": [one]}),
    ],
)
def test_questions_are_found_wherever_they_are_put(library: str, wrapped: Any) -> None:
    params = wrapped(inner("H5P.MultiChoice", multiple_choice("a", 2)))
    params["more"] = [inner("H5P.AdvancedText", {"text": "<p>A passage.</p>"})]
    report = read(h5p(library, params))

    assert report.bank is not None
    assert report.questions == 1
    assert [(one.code, one.values["start"]) for one in report.warnings] == [("passage-lost", "A passage.")]


def test_the_code_of_its_libraries_is_no_matter_and_it_may_lie_in_a_folder() -> None:
    code = [(f"H5P.Thing-1.{n}/scripts/a.js", b"alert(1)") for n in range(595)]
    data = h5p("H5P.MultiChoice", multiple_choice("a", 2), *code)
    params = json.dumps(multiple_choice("a", 2)).encode()
    folder = package(
        ("x/h5p.json", b'{"mainLibrary": "H5P.MultiChoice", "language": "und"}'), ("x/content/content.json", params)
    )

    assert len(bank_of(data).questions) == len(bank_of(folder).questions) == 1


def test_content_that_is_no_question_is_left_out_by_name() -> None:
    report = read(h5p("H5P.GreetingCard", {"greeting": "Hello world!"}))

    assert (report.questions, [one.code for one in report.problems]) == (1, ["nothing-to-ask"])
    assert [one.values["kind"] for one in report.left_out] == ["H5P.GreetingCard"]


CONTENT = "content/content.json"
MANIFEST = ("h5p.json", b'{"mainLibrary": "H5P.MultiChoice"}')


@pytest.mark.parametrize(
    ("data", "code", "member", "line"),
    [
        (package((CONTENT, b"{}")), "member-missing", "", 0),
        (package(MANIFEST), "member-missing", "", 0),
        (package(("h5p.json", b'{\n"a" 1}'), (CONTENT, b"{}")), "json-syntax", "h5p.json", 2),
        (package(MANIFEST, (CONTENT, b'{"a": [1,]}')), "json-syntax", CONTENT, 1),
        (package(MANIFEST, (CONTENT, b"[" * 9_000)), "json-too-deep", CONTENT, 1),
        (package(MANIFEST, (CONTENT, b"\xff\x00")), "json-syntax", CONTENT, 1),
        (package(("h5p.json", b"[]"), (CONTENT, b"{}")), "no-questions-here", "", 0),
        (h5p("H5P.QuestionSet", {}), "no-questions-here", "", 0),
        (h5p("H5P.SingleChoiceSet", {"choices": [{"question": "x", "answers": 1}]}), "too-few-choices", CONTENT, 0),
        (h5p("H5P.TrueFalse", {"question": ["x"]}), "empty-text", CONTENT, 0),
        (b"This is not a zip package\r\n", "archive-damaged", "", 0),
        (b"", "empty-file", "", 0),
    ],
)
def test_what_cannot_be_read_is_named_at_its_place(data: bytes, code: str, member: str, line: int) -> None:
    report = read(data)

    assert report.bank is None
    assert (report.problems[0].code, report.problems[0].member, report.problems[0].line) == (code, member, line)


def test_a_damaged_member_is_said_with_its_name() -> None:
    data = bytearray(h5p("H5P.MultiChoice", multiple_choice("a", 2)))
    at = data.index(b"content/content.json") + 30
    data[at : at + 10] = b"\xff" * 10
    report = read(bytes(data))

    assert [(one.code, one.member) for one in report.left_out] == [("member-unreadable", "content/content.json")]


def test_controls_and_halves_of_characters_do_no_harm() -> None:
    params = multiple_choice("a", 2)
    params["question"] = "<p>A\x00 \ud800 B</p>"
    question = first(params)

    assert question.stem == "A \ufffd B"
    assert question.choices[0].fraction == Fraction(1)


def test_damaged_content_gives_problems_that_can_be_said_or_a_bank_that_can_be_asked() -> None:
    drawn = random.Random("H5P content 2026")
    shown = inner("H5P.Image", {"file": {"path": "images/a.png"}, "alt": "A map"})
    several = multiple_choice("ab", 4, type="multi", singlePoint=True, passPercentage=50)
    params = {
        "questions": [
            inner("H5P.MultiChoice", {**several, "media": {"type": shown}, "overallFeedback": [{"from": 0, "to": 9}]}),
            inner("H5P.TrueFalse", {"question": "So?", "correct": "true", "l10n": {"trueText": "T", "falseText": "F"}}),
            inner("H5P.SingleChoiceSet", {"choices": [{"question": "One?", "answers": ["a", "b"]}]}),
        ],
        "poolSize": 2,
    }
    written, sound = json.dumps(params).encode(), 0
    for _ in range(MUTANTS // 2):
        content = mutated(written, drawn)
        report = read(package(("h5p.json", b'{"mainLibrary": "H5P.QuestionSet"}'), (CONTENT, content)))
        said(report)
        sound += report.bank is not None

    assert 0 < sound < MUTANTS
