"""Text that was made to be hard takes twice as long when it is twice as long, and every text gives a report."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats import plaintext
from quizapp.formats.file import File
from quizapp.formats.problems import unheard
from quizapp.formats.prose import evidence
from tests.formats.prose.typed import reading
from tests.growth import LINEAR, growth

QUESTION = "1. q?\nA. x\nB. y\nAnswer: A\n"
HARD: dict[str, Callable[[int], str]] = {
    "stars": lambda n: QUESTION + "*" * n,
    "labels": lambda n: "1. q? " + "A. " * n + "\nB. y\n",
    "choices on a line": lambda n: "1. q? " + "A. x B. y " * n,
    "blanks": lambda n: "1. q?\nA. x" + " \t" * n + "y\nB. y\n",
    "numbers": lambda n: QUESTION + "1. " * n,
    "bold": lambda n: "1. q?" + "**x" * n + "__" * n + QUESTION,
    "brackets": lambda n: "1. q?" + "([{" * n + QUESTION,
    "keys": lambda n: "1. q?\nA. x\nB. y\n" + "Answer: A\n" * n,
    "headings of lists": lambda n: QUESTION + "Answers\n" * n,
    "lists": lambda n: QUESTION + "1. A\n" * n + "A. x\n",
    "choices": lambda n: "1. q?\n" + "A. x\n" * n,
    "bullets": lambda n: "1. q?\n" + "- x\n" * n,
    "lines": lambda n: QUESTION + "word\n" * n + "C. z\n",
    "blank lines": lambda n: QUESTION + "\n" * n,
    "circles": lambda n: "1. q?" + "①②" * n + "\nA. x\nB. y\n",
    "a key behind words": lambda n: QUESTION + "答案" * n + "：A\n",
    "tabs": lambda n: "a\n\t*b\tc\n" * n,
    "bars": lambda n: "q\n" + "x|" * n + "y (&&&)\n",
}


@pytest.mark.parametrize("kind", HARD)
def test_twice_the_text_takes_twice_as_long(kind: str) -> None:
    def work(text: str) -> None:
        file = File("x.txt", text.encode())
        evidence.is_likely(file.head)
        plaintext.FORMAT.read(file, unheard)

    assert growth(work, HARD[kind](1_500), HARD[kind](3_000)) < LINEAR


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["1. ", "2) ", "A. ", "b) ", "C", "*", "- ", "[x] ", "☐ ", "Answer: ", "Answers", "A, B", "True", "\n", "\n\n", "\t",
             "Points: 2", "Q|", "A|x|V", "====", "## ", "word ", "What?", "(correct)", "|", "&&&", "@ ", "~ ", "①", "答案：", "Q1."]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_whatever_is_typed_gives_a_report_and_a_teacher_who_refuses_all_guesses_another(text: str) -> None:
    report = reading(text + "\n1. q?\nA. x\nB. y\n")

    refused = reading(text + "\n1. q?\nA. x\nB. y\n", key="none", last_line="choice")
    assert report.format
    assert report.bank is not None or report.problems
    assert "star" not in [one.taken.value for one in refused.guesses]
