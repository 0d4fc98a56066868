"""Open Trivia DB files in all their encodings, and what people make of them."""

import json
from base64 import b64encode
from collections.abc import Callable
from fractions import Fraction
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from quizapp.domain.banks import Bank, Kind
from quizapp.formats import opentdb, reading
from quizapp.formats.file import File
from quizapp.formats.problems import Report, unheard

QUESTION = {
    "type": "multiple",
    "difficulty": "easy",
    "category": "History & more",
    "question": 'Which "castle" is 100% in Évora?',
    "correct_answer": "Tom & Jerry's + <b>",
    "incorrect_answers": ["Æther", "50%25", "1 > 2"],
}
CLAIM = {
    "type": "boolean",
    "difficulty": "hard",
    "category": "Science",
    "question": "Is it so, or not?",
    "correct_answer": "False",
    "incorrect_answers": ["True"],
}
Encode = Callable[[str], str]


def entities(text: str) -> str:
    for sign, name in (("&", "&amp;"), ('"', "&quot;"), ("'", "&#039;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, name)
    return text.replace("É", "&Eacute;").replace("Æ", "&AElig;")


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def encoded(question: dict[str, Any], encode: Encode) -> dict[str, Any]:
    return {
        name: [encode(one) for one in value] if isinstance(value, list) else encode(value)
        for name, value in question.items()
    }


def sent(*questions: dict[str, Any], **more: Any) -> str:
    return json.dumps({"response_code": 0, "results": questions, **more}, indent=2)


def read(text: str) -> Report:
    return opentdb.FORMAT.read(File("trivia.json", text.encode()), unheard)


def bank_of(text: str) -> Bank:
    report = read(text)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank


@pytest.mark.parametrize(
    "encode", [entities, base64, lambda text: quote(text, safe=""), quote_plus], ids=["default", "base64", "url", "old"]
)
def test_each_encoding_gives_the_same_questions(encode: Encode) -> None:
    def kept(text: str) -> str:
        return encode(text) if text not in ("multiple", "boolean") or encode is base64 else text

    multiple, claim = bank_of(sent(encoded(QUESTION, kept), encoded(CLAIM, kept))).questions

    assert (multiple.kind, multiple.stem) == (Kind.SINGLE, 'Which "castle" is 100% in Évora?')
    assert [choice.text for choice in multiple.choices] == ["Tom & Jerry's + <b>", "Æther", "50%25", "1 > 2"]
    assert [choice.fraction for choice in multiple.choices] == [1, 0, 0, 0]
    assert (multiple.filing.category, multiple.filing.tags, multiple.shuffle) == ("History & more", ("easy",), True)
    assert (claim.kind, claim.stem, claim.marking.maximum) == (Kind.TRUE_FALSE, "Is it so, or not?", Fraction(1))
    assert [(choice.text, choice.fraction) for choice in claim.choices] == [("False", 1), ("True", 0)]
    assert not any(choice.fixed for choice in claim.choices)


def test_a_plain_question_with_per_cent_and_plus_signs_is_left_as_it_is() -> None:
    question = {**QUESTION, "question": "Is 1+1 20%25 more?", "correct_answer": "a+b", "incorrect_answers": ["easy"]}

    bank = bank_of(sent(question))

    assert bank.questions[0].stem == "Is 1+1 20%25 more?"
    assert [choice.text for choice in bank.questions[0].choices] == ["a+b", "easy"]


def test_of_questions_in_two_encodings_each_is_read_in_its_own() -> None:
    coded = {**QUESTION, "question": "Who%20wasn%27t%20Roman%3F", "correct_answer": "D%27Artagnan"}
    plain = {**QUESTION, "question": "Is 5%25 &quot;much&quot;?"}

    first, second = bank_of(sent(coded, plain)).questions

    assert (first.stem, first.choices[0].text) == ("Who wasn't Roman?", "D'Artagnan")
    assert second.stem == 'Is 5%25 "much"?'


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([CLAIM]),
        json.dumps({"results": [CLAIM]}),
        json.dumps({"questions": 1, "results": [CLAIM], "more": {"a": [1]}}),
        "// 20220706201529\n// https://opentdb.com/api.php?amount=1\n\n" + sent(CLAIM),
        "\ufeff  \r\n // saved\r\n" + sent(CLAIM).replace("\n", "\r\n"),
        sent({name: value for name, value in CLAIM.items() if name not in ("type", "difficulty", "category")}),
    ],
)
@pytest.mark.parametrize("name", ["trivia.json", "data.txt", ""])
def test_it_is_known_by_its_content_with_comments_and_without_the_rest(text: str, name: str) -> None:
    report = reading.read(text.encode(), name)

    assert (report.format, report.problems) == ("Open Trivia DB", ())
    assert report.bank is not None
    assert [question.kind for question in report.bank.questions] == [Kind.TRUE_FALSE]


@pytest.mark.parametrize(
    "text", ["print('x')\n[]", "question_data = " + json.dumps([CLAIM]), '{"name": "correct answers"}', "[1, 2]"]
)
def test_a_program_and_other_json_are_not_taken_for_it(text: str) -> None:
    assert reading.read(text.encode(), "data.py").format != "Open Trivia DB"


def test_a_list_of_python_is_no_json_and_is_not_run() -> None:
    report = read("[{'correct_answer': open('/tmp/quizapp-was-here', 'w')}]")

    assert [(one.code, one.line, one.column) for one in report.problems] == [("json-syntax", 1, 3)]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('// c\n{"results": [\n  {"correct_answer": "a" "b"}\n]}', "json-syntax", 3, 26),
        ('{"results": [{"correct_answer": "a"},]}', "json-syntax", 1, 38),
        ('{"results": [{"correct_answer": "a"}]} x', "json-syntax", 1, 40),
        ('{"results": [{"correct_answer": "a"}', "json-syntax", 1, 37),
        ('{"correct_answer": ' + "[" * 5_000, "json-too-deep", 1, 20),
        ('{"correct_answer": ' + "[" * 200 + "]" * 200 + "}", "json-too-deep", 1, 20),
        ('{"correct_answer": "a"}', "no-questions-here", 0, 0),
        ('{"results": {"correct_answer": "a"}}', "no-questions-here", 0, 0),
        ('{\n"results": [\n"correct_answer", {"correct_answer":\n1}]}', "not-fields", 3, 1),
        ('{"results": [{"correct_answer": "a"}]}', "missing-field", 1, 14),
        ('[{"question": [], "correct_answer": "a", "incorrect_answers": ["b"]}]', "not-text", 1, 2),
        ('[{"question": "q", "correct_answer": "a", "incorrect_answers": "b"}]', "not-list", 1, 2),
        ('[\n\n {"question": "q", "correct_answer": "a", "incorrect_answers": []}]', "too-few-choices", 3, 2),
        ('[{"question": "q", "correct_answer": "a", "incorrect_answers": [{}]}]', "empty-text", 1, 2),
    ],
)
def test_what_cannot_be_read_is_named_at_its_place(text: str, code: str, line: int, column: int) -> None:
    report = read(text)

    assert report.bank is None
    assert (report.problems[0].code, report.problems[0].line, report.problems[0].column) == (code, line, column)


def test_numbers_of_any_length_halves_of_characters_and_controls_do_no_harm() -> None:
    text = json.dumps([{**QUESTION, "correct_answer": "a\ud800b\x00c", "incorrect_answers": [0]}])

    question = bank_of(text.replace("[0]", f"[{'9' * 9_000}, 1e400, -Infinity]")).questions[0]

    assert [choice.text for choice in question.choices] == ["a\ufffdbc", "9" * 9_000, "1e400", "-Infinity"]


def test_what_is_hidden_in_base64_is_a_fault() -> None:
    report = read(sent(encoded({**QUESTION, "correct_answer": "a\x00b"}, base64)))

    assert [(one.code, one.line) for one in report.problems] == [("hidden-character", 4)]


def test_a_name_that_stands_twice_counts_as_the_last() -> None:
    text = '[{"question": "x", "question": "q", "correct_answer": "a", "incorrect_answers": ["b"]}]'

    assert bank_of(text).questions[0].stem == "q"


def test_a_kind_that_is_unknown_is_left_out_and_said_so() -> None:
    report = read(sent(CLAIM, {**QUESTION, "type": "text"}))

    assert report.questions == 2
    assert [(one.line, one.values["kind"]) for one in report.left_out] == [(14, "text")]
