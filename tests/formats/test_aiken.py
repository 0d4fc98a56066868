"""Aiken files as Moodle reads them, and every fault of theirs at its line."""

import pytest
from hypothesis import given

from quizapp.domain.banks import Bank, Kind, Rule
from quizapp.domain.texts import Html
from quizapp.formats import aiken
from quizapp.formats.carrying import Feature, stripped
from quizapp.formats.file import File
from quizapp.formats.problems import unheard
from quizapp.formats.reading import read
from tests import makers
from tests.formats import nasty

SOUND = """\
Where did they meet?
A) At the spaceport
B) In the harbour
ANSWER: A

How many launches had failed?
A. One
B. Two

C. Three
ANSWER: B
"""


def bank_of(text: str) -> Bank:
    report = aiken.FORMAT.read(File("summit.txt", text.encode()), unheard)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank


def noted(text: str) -> list[tuple[str, int]]:
    report = aiken.FORMAT.read(File("summit.txt", text.encode()), unheard)
    return [(one.code, one.line) for one in (*report.problems, *report.warnings)]


def test_questions_are_single_with_their_options_and_key() -> None:
    bank = bank_of(SOUND)

    assert [question.stem for question in bank.questions] == ["Where did they meet?", "How many launches had failed?"]
    assert [[choice.text for choice in question.choices] for question in bank.questions] == [
        ["At the spaceport", "In the harbour"],
        ["One", "Two", "Three"],
    ]
    assert [sorted(question.key) for question in bank.questions] == [[0], [1]]
    assert {question.kind for question in bank.questions} == {Kind.SINGLE}
    assert (bank.id, bank.title) == ("summit", "summit")


def test_text_is_plain_and_stays_as_it_is() -> None:
    bank = bank_of('The tag <b class="x"> & $x^2$?\nA)<i>\nB)\t{=}~#\nANSWER: B\n')

    assert bank.questions[0].stem == 'The tag <b class="x"> & $x^2$?'
    assert [choice.text for choice in bank.questions[0].choices] == ["<i>", "{=}~#"]


def test_an_id_stays_when_questions_come_before_it_and_twins_have_their_own() -> None:
    before = bank_of(SOUND).questions
    after = bank_of("Why?\nA) x\nB) y\nANSWER: A\n" + SOUND + SOUND.replace("spaceport", "palace")).questions

    assert [question.id for question in after[1:3]] == [question.id for question in before]
    assert len({question.id for question in after}) == len(after) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A) x\nB) y\nANSWER: A\n",
            [("option-without-question", 1), ("option-without-question", 2), ("answer-without-question", 3)],
        ),
        ("Why?\nA) x\nB) y\n", [("no-answer-line", 1)]),
        ("Why?\nA) x\nB) y\n" + SOUND, [("no-answer-line", 1)]),
        ("Why?\nA) x\nB) y\nANSWER: C\n", [("answer-is-no-option", 4)]),
        ("Why?\nA) x\nB) y\nANSWER: b\n", [("answer-is-no-option", 4)]),
        ("Why?\nA) x\nB) y\nANSWER:\n", [("answer-is-no-option", 4)]),
        ("Why?\nA) x\nANSWER: A\n", [("too-few-choices", 1)]),
        ("Why?\nA) x\nB)\nANSWER: A\n", [("empty-text", 1)]),
        ("Why?\nA) x\nA) y\nANSWER: A\n", [("label-twice", 1)]),
        ("Why?\nA) x\nB) y\nAnswer: A\n", [("no-answer-line", 1), ("no-answer-line", 4)]),
        ("First line.\nWhy?\nA) x\nB) y\nANSWER: A\n", [("second-question-line", 1)]),
        ("Why?\nA) x\nB) y\nANSWER: A, B\n", [("several-letters", 4)]),
        (
            "<<<<<<< HEAD\nWhy?\nA) x\nB) y\nANSWER: A\n>>>>>>> theirs\n",
            [("second-question-line", 1), ("no-answer-line", 6)],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_or_doubtful_is_named_at_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(noted(text)) == sorted(expected)


def test_a_file_of_blanks_is_known_to_be_none_at_once() -> None:
    blanks = " \n\t" * 10_000  # Less than the first lines that tell a format.

    assert not aiken.FORMAT.resembles(File("a.txt", f"A) x\n{blanks}x ANSWER:".encode()))
    assert aiken.FORMAT.resembles(File("a.txt", f"A) x\n{blanks}ANSWER: A".encode()))


def test_a_line_that_begins_with_a_blank_that_nobody_trims_is_a_question() -> None:
    bank = bank_of("\u00a0\n\u00a0A. Lincoln was?\n\tA)\u00a0Tall \n  B) Short\n \nANSWER: A\n")

    assert bank.questions[0].stem == "A. Lincoln was?"
    assert [choice.text for choice in bank.questions[0].choices] == ["Tall", "Short"]


def test_formulas_are_typeset_as_moodle_does_it() -> None:
    question = bank_of(r"Which is \(x^2\)?" + "\nA) $$y$$\nB) $z$\nANSWER: A\n").questions[0]

    assert isinstance(question.stem, Html)
    assert [isinstance(choice.text, Html) for choice in question.choices] == [True, False]
    assert question.choices[1].text == "$z$"


def test_a_file_with_a_fault_gives_no_bank_and_counts_what_is_in_it() -> None:
    report = aiken.FORMAT.read(File("a.txt", (SOUND + "Why?\nA) x\nB) y\n").encode()), unheard)

    assert report.bank is None
    assert report.questions == 3


# --- back ---


@given(nasty.any_bank())
def test_what_is_written_reads_back_as_the_same_bank(bank: Bank) -> None:
    nasty.assert_comes_back(bank, aiken.WRITER)


def test_a_bank_is_written_as_moodle_wants_it() -> None:
    bank = makers.bank(makers.single(right=1), makers.true_false(right=1))

    written = aiken.WRITER.write(stripped(bank, aiken.WRITER.carries), {})

    assert written.decode() == (
        "Where did it take place?\nA) Spaceport\nB) Harbour\nC) Palace\nANSWER: B\n\n"
        "Two launches had failed.\nA) True\nB) False\nANSWER: B\n"
    )


@pytest.mark.parametrize("stem", ["A. Lincoln was?", "B) or not", "ANSWER: which?", "title: x", "?"])
def test_a_question_that_looks_like_another_line_is_kept_from_being_one(stem: str) -> None:
    written = aiken.WRITER.write(makers.bank(makers.single(stem=stem)), {})

    assert written.decode().startswith(f"\u00a0{stem}\n")
    report = read(written, "summit.txt")
    assert report.bank is not None
    assert report.bank.questions[0].stem == stem


def test_what_is_lost_is_told() -> None:
    several = makers.multiple(rule=Rule.ALL_OR_NOTHING, feedback="So it was.", tags=("easy",))

    assert nasty.lost(makers.bank(makers.single()), aiken.WRITER) == {Feature.ID}
    assert nasty.lost(makers.bank(several), aiken.WRITER) == {
        Feature.ID, Feature.MULTIPLE, Feature.ALL_OR_NOTHING, Feature.FEEDBACK, Feature.TAGS,
    }  # fmt: skip
    assert stripped(makers.bank(several), aiken.WRITER.carries).questions == ()
