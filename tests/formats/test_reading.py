"""Any file: its format is known by its content, and real ones give what their home system finds in them."""

import pytest

from quizapp.formats import native, reading
from tests.formats import real
from tests.formats.real import BANKS
from tests.makers import bank


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        (native.write(bank()).decode(), "quizapp"),
        ("title: T\nlanguage: en\nquestions: []\n", "quizapp"),
        ("Why? {=a ~b}\n", "GIFT"),
        ("::name::Why?\n", "GIFT"),
        ("Why?\nA) x\nB) y\nANSWER: A\n", "Aiken"),
        ("Why {really}?\nA) x\nB) y\n\nANSWER: A\n", "Aiken"),
        ("Is it so?{TRUE#no}\n", "GIFT"),
        ("1.  Why?\n*a) x\nb)  y\n", "text2qti"),
        ("1. Why {really}?\n[ ] x\n[*] {=y ~z}\n", "text2qti"),
        ("Quiz title: T\n\n1. Write.\n____\n", "text2qti"),
        ("Title: T\nPoints: 2\n1. Why?\n#a) x\nb) y\nc) z\n", "text2qti"),
        ("1. Why?\nA) *a) x\nB) [*] y\nANSWER: A\n", "Aiken"),
        ("1. Why?\na) x\nb) y\nA) x\nB) y\nANSWER: A\n", "Aiken"),
        ("1. Why? {\n=a) x\n~b) y\n}\n", "GIFT"),
        ("title: T\nlanguage: en\nquestions:\n- stem: |\n    1. Why?\n    *a) x\n", "quizapp"),
        ('// [id:0]\n[html]<p>Which?</p> {\n\t=x\n\t~y\n}\n\n// [id:1]\n::a "b"::Who? {=x ~y}\n', "GIFT"),
        ('{=x ~y "answers": z}\n', "GIFT"),
        ('[{"question": "q", "options": ["a", "b"], "answer": "a"}]', "JSON"),
        ('// saved\n[\n[{ "question" : "q", "options": ["a", "b"], "answer": "a"}]]', "JSON"),
        ('[{"question": "q", "correct_answer": "a", "incorrect_answers": ["b"]}]', "Open Trivia DB"),
    ],
)
@pytest.mark.parametrize("name", ["bank.yaml", "bank.gift", "bank.txt", ""])
def test_the_format_is_known_by_the_content_whatever_the_name(text: str, format_: str, name: str) -> None:
    assert reading.read(text.encode(), name).format == format_


@pytest.mark.skipif(not BANKS.exists(), reason="the real banks are not beside this checkout")
def test_real_files_give_the_questions_that_their_home_system_finds() -> None:
    found = list(real.lines())

    assert len(found) >= 139
    assert {line.file: line.difference for line in found if line.difference} == {}
