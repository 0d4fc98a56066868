"""Text as people type it gives the questions that a teacher sees in it."""

from fractions import Fraction

import pytest

from quizapp.domain.banks import Kind
from tests.formats.prose.typed import BLUE, RED, reading, told

TWO = "1. What is red?\nA. Sky\nB. Rose\n{}2. What is blue?\nA. Sky\nB. Rose\n{}"
"""Two questions, with what says which is right below each."""


# --- labels ---


@pytest.mark.parametrize(
    "text",
    [
        "1. What is red?\nA. Sky\nB. Rose\nAnswer: B\n2. What is blue?\nA. Sky\nB. Rose\nAnswer: A\n",
        "1) What is red?\na) Sky\nb) Rose\nAnswer: b\n2) What is blue?\na) Sky\nb) Rose\nAnswer: a\n",
        "Q1. What is red?\n(a) Sky\n(b) Rose\nAns: (b)\n\nQ2. What is blue?\n(a) Sky\n(b) Rose\nAns: (a)\n",
        "Question 1 : What is red?\nA、Sky\nB、Rose\nAnswer: B\n\nQuestion 2 : What is blue?\nA、Sky\nB、Rose\nAnswer: A\n",
        "1:-What is red?\n[A] Sky\n[B] Rose\nAnswer: B\n2:-What is blue?\n[A] Sky\n[B] Rose\nAnswer: A\n",
        "1.What is red?\nA.Sky\nB.Rose\nAnswer:B\n2.What is blue?\nA.Sky\nB.Rose\nAnswer:A\n",
        "What is red?\nA) Sky\nB) Rose\nAnswer: B\nWhat is blue?\nA) Sky\nB) Rose\nAnswer: A\n",
        "What is red?\n\nA) Sky\n\nB) Rose\n\nAnswer: B\n\n\nWhat is blue?\n\nA) Sky\n\nB) Rose\n\nAnswer: A\n",
        "What is red?\n1) Sky\n2) Rose\nAnswer: 2\n\nWhat is blue?\n1) Sky\n2) Rose\nAnswer: 1\n",
        "1. What is red?\n1) Sky\n2) Rose\nAnswer: 2\n2. What is blue?\n1) Sky\n2) Rose\nAnswer: 1\n",
        "1. What is red?\ni. Sky\nii. Rose\nAnswer: ii\n2. What is blue?\ni. Sky\nii. Rose\nAnswer: i\n",
        "1. What is red?\n① Sky ② Rose\nAnswer: ②\n2. What is blue?\n① Sky ② Rose\nAnswer: ①\n",
        "1 . What is red?\nA . Sky\nB . Rose\nRéponse B\n2 . What is blue?\nA . Sky\nB . Rose\nréponse a\n",
        "Q: What is red?\nA: Sky\nB: Rose\nAnswer: B\n\nQ: What is blue?\nA: Sky\nB: Rose\nAnswer: A\n",
        "Question: What is red?\nOptions:\nA) Sky\nB) Rose\nAnswer: B\n\nQuestion: What is blue?\nOptions:\nA) Sky\nB) Rose\nAnswer: A\n",
        "1.\tWhat is red?\r\n\ta.\tSky\r\n\tb.\tRose\r\n\tAnswer:\tb\r\n2.\tWhat is blue?\r\n\ta.\tSky\r\n\tb.\tRose\r\n\tAnswer:\ta\r\n",
        "1.\u00a0What is red?\n\u00a0А.\u00a0Sky\n\u00a0В.\u00a0Rose\nANSWER:\u00a0B\n2.\u00a0What is blue?\n\u00a0А.\u00a0Sky\n\u00a0В.\u00a0Rose\nANSWER:\u00a0A\n",
        "１．What is red?\nＡ．Sky\nＢ．Rose\n答案：Ｂ\n２．What is blue?\nＡ．Sky\nＢ．Rose\n答案：Ａ\n",
        "1. What is red? (a) Sky (b) Rose\nAns: (b)\n2. What is blue? (a) Sky (b) Rose\nAns: (a)\n",
        "1. What is red?\nA) Sky     B) Rose\nRéponse : B\n2. What is blue?\nA) Sky     B) Rose\nRéponse : A\n",
        "1. What is red?\nAnswer: B\nA. Sky\nB. Rose\n2. What is blue?\nAnswer: A\nA. Sky\nB. Rose\n",
        "**1. What is red?**\n\nA) Sky\nB) Rose\n\n**Answer: B**\n\n**2. What is blue?**\n\nA) Sky\nB) Rose\n\n**Answer: A**\n",
        "• What is red?\nA. Sky\nB. Rose\nAnswer: B\n• What is blue?\nA. Sky\nB. Rose\nAnswer: A\n",
        "第1题 What is red?\nA. Sky\nB. Rose\n正确答案：B\n第2题 What is blue?\nA. Sky\nB. Rose\n正确答案：A\n",
        "Question n° 1\nWhat is red?\nA) Sky\nB) Rose\nRéponse : B\nQuestion n°2\nWhat is blue?\nA) Sky\nB) Rose\nRéponse : A\n",
        "Frage Nr. 1: What is red?\na) Sky\nb) Rose\nLösung: b\nFrage Nr. 2: What is blue?\na) Sky\nb) Rose\nLösung: a\n",
        "1/ What is red?\na) Sky\nb) Rose\nAnswer: B\n2/ What is blue?\na) Sky\nb) Rose\nAnswer: A\n",
    ],
)
def test_questions_and_choices_are_labelled_in_many_ways(text: str) -> None:
    report = reading(text)

    assert report.bank is not None, report.problems
    assert told(report) == [RED, BLUE]


@pytest.mark.parametrize(
    ("letters", "key"),
    [
        ("аб", "Ответ: {}"),
        ("αβ", "Απάντηση: {}"),
        ("אב", "תשובה: {}"),
        ("ابتث", "الإجابة الصحيحة: {}"),
        ("أب", "الإجابة: {}"),
        ("कख", "उत्तर: {}"),
        ("가나", "정답: {}"),
        ("กข", "เฉลย: {}"),
        ("甲乙", "答案：{}"),
    ],
)
def test_letters_of_every_script_are_labels(letters: str, key: str) -> None:
    block = "{}. What is {}?\n{}) Sky\n{}) Rose\n{}\n"
    text = block.format(1, "red", *letters[:2], key.format(letters[1]))
    text += block.format(2, "blue", *letters[:2], key.format(letters[0]))

    assert told(reading(text)) == [RED, BLUE]


def test_choices_in_columns_stand_in_the_order_of_their_letters_as_they_are_read() -> None:
    text = "____\t1.\tWhich?\na.\tone\tc.\tthree\nb.\ttwo\td.\tfour\nANS: C\nPTS: 1\n"

    assert told(reading(text)) == [("Which?", ["one", "two", "three", "four"], [2])]


def test_words_that_look_like_labels_are_words() -> None:
    text = (
        "1. Who wrote it?\nA. J.K. Rowling\nB. T.S. Eliot\nAnswer: A\n\n"
        "2. Which vitamin?\na) both a) and b)\nb) vitamin B. complex\nAnswer: b\n\n"
        "3. When?\nA. 1.5 hours later\nB. in 1945. Or 1946\nAnswer: B\n"
    )

    assert told(reading(text)) == [
        ("Who wrote it?", ["J.K. Rowling", "T.S. Eliot"], [0]),
        ("Which vitamin?", ["both a) and b)", "vitamin B. complex"], [1]),
        ("When?", ["1.5 hours later", "in 1945. Or 1946"], [1]),
    ]


# --- stems ---


def test_lines_and_paragraphs_go_on_with_what_stands_before_them() -> None:
    text = (
        "1. This question\ngoes on over lines,\n\nand paragraphs?\nA. a choice that\n   goes on\nB. another\none\n\nAnswer: B\n"
        "\n2. What is blue?\nA. Sky\nB. Rose\nAnswer: A\n"
    )

    (stem, choices, key), second = told(reading(text))

    assert (stem, choices, key) == (
        "This question\ngoes on over lines,\n\nand paragraphs?",
        ["a choice that\ngoes on", "another\none"],
        [1],
    )
    assert second == BLUE


@pytest.mark.parametrize(
    "statements",
    ["1. one\n2. two\n3. three", "- one\n- two\n- three", "① one\n② two\n③ three", "I. one\nII. two\nIII. three"],
)
def test_a_list_of_statements_belongs_to_its_question(statements: str) -> None:
    text = (
        f"1. Consider:\n{statements}\nA. 1 only\nB. 1 and 2\nAnswer: B\n2. What is blue?\nA. Sky\nB. Rose\nAnswer: A\n"
    )

    assert told(reading(text)) == [(f"Consider:\n{statements}", ["1 only", "1 and 2"], [1]), BLUE]


def test_what_belongs_to_no_question_is_said_with_its_line() -> None:
    text = "Final exam\nAnswer everything.\n\nPart I\n\n" + TWO.format("Answer: B\n\nPart II\n\n", "Answer: A\n")

    report = reading(text)

    assert told(report) == [RED, BLUE]
    assert report.bank is not None
    assert report.bank.title == "Final exam"
    lost = [(one.line, one.values["start"]) for one in report.warnings if one.code == "passage-lost"]
    assert lost == [(2, "Answer everything."), (11, "Part II")]


def test_a_bank_without_a_title_is_called_like_its_file_without_underscores() -> None:
    report = reading(TWO.format("Answer: B\n", "Answer: A\n"))

    assert report.bank is not None
    assert report.bank.title == "my quiz"


def test_numbers_may_begin_anew() -> None:
    text = "Section A\n1. What is red?\nA. Sky\nB. Rose\nAnswer: B\nSection B\n1. What is blue?\nA. Sky\nB. Rose\nAnswer: A\n"

    assert told(reading(text)) == [RED, BLUE]


def test_code_in_a_question_keeps_its_indentation() -> None:
    text = "1. What is printed?\n\n    if x:\n        print(x)\n\nA. 1\nB. x\nAnswer: A\n"

    assert told(reading(text)) == [("What is printed?\n\nif x:\n    print(x)", ["1", "x"], [0])]


# --- more than stem and choices ---


def test_explanations_points_tags_and_titles_are_taken_over() -> None:
    text = (
        "Title: Roses\n1. What is red? (2 points)\nA. Sky\nB. Rose\nAnswer: B\nExplanation: They\nare.\nTags: colour, rose\n\n"
        "2. What is blue?\nA. Sky\nB. Rose\nAnswer: A\nPoints: 0.5\nRationale:\nIt is.\n"
    )

    report = reading(text)

    assert report.bank is not None
    first, second = report.bank.questions
    assert (first.marking.maximum, first.feedback.general, first.filing.tags) == (2, "They\nare.", ("colour", "rose"))
    assert first.filing.name == "Roses"
    assert (second.marking.maximum, second.feedback.general) == (Fraction(1, 2), "It is.")


def test_what_is_said_to_a_choice_stays_with_it() -> None:
    text = (
        "Question 1 - multiple choice, shuffle\nWhat is red?\nA: Sky\nFeedback: No.\n*B: Rose\nFeedback: Yes.\n\n"
        "Question 2 - checkbox, shuffle, partial credit\nWhich?\n*A: one\nFeedback: Yes.\n*B: two\nFeedback: Yes.\nC: x\n\n"
        "Question 3 - numeric\nHow many?\n*A: 3\n"
    )

    report = reading(text)

    assert report.bank is not None
    first, second = report.bank.questions
    assert [choice.feedback for choice in first.choices] == ["No.", "Yes."]
    assert (first.kind, second.kind, sorted(second.key)) == (Kind.SINGLE, Kind.MULTIPLE, [0, 1])
    assert [one.values["kind"] for one in report.left_out] == ["numeric"]


def test_lines_below_the_key_are_an_explanation_unless_the_teacher_says_otherwise() -> None:
    text = TWO.format("Answer: B\nRoses are.\n", "Answer: A\nIt is.\n")

    as_guessed, otherwise = reading(text), reading(text, last_line="choice")

    assert [(one.option, one.taken.value) for one in as_guessed.guesses] == [("last-line", "explanation")]
    assert as_guessed.bank is not None
    assert as_guessed.bank.questions[0].feedback.general == "Roses are."
    assert told(otherwise)[0] == ("What is red?", ["Sky", "Rose\nRoses are."], [1])


def test_questions_without_choices_are_left_out_and_said() -> None:
    text = TWO.format("Answer: B\n\n", "Answer: A\n\n") + "3. Write about roses.\n\n4. Why?\nAnswer: because\n"

    report = reading(text)

    assert told(report) == [RED, BLUE]
    assert [(one.line, one.values["start"]) for one in report.left_out] == [(11, "Write about roses."), (13, "Why?")]


@pytest.mark.parametrize(
    "text",
    [
        "1. The sky is blue.\nAnswer: True\n\n2. Snow is hot.\nAnswer: False\n\n3. What is red?\nA. Sky\nB. Rose\nAnswer: B\n",
        "1. The sky is blue.\na) True\nb) False\nAns: a\n2. Snow is hot.\nTrue\nFalse*\n\n3. What is red?\nA. Sky\nB. Rose\nAns: B\n",
        "1. The sky is blue. (Vrai)\n2. Snow is hot. (Faux)\n3. What is red?\nA. Sky\nB. Rose\nRéponse : B\n",
        "1) The sky is blue. [richtig]\n2) Snow is hot. [falsch]\n\n3) What is red?\na) Sky\nb) Rose\nLösung: b\n",
        "1. The sky is blue.\nVrai\nFaux\nRéponse : Vrai\n2. Snow is hot.\nVrai\nFaux\nRéponse : Faux\n3. What is red?\nA. Sky\nB. Rose\nRéponse : B\n",
    ],
)
def test_statements_that_are_true_or_false_are_asked(text: str) -> None:
    report = reading(text)

    assert report.bank is not None, report.problems
    first, second, third = report.bank.questions
    assert (first.kind, sorted(first.key), second.kind, sorted(second.key)) == (
        Kind.TRUE_FALSE,
        [0],
        Kind.TRUE_FALSE,
        [1],
    )
    assert (first.stem, second.stem, third.kind) == ("The sky is blue.", "Snow is hot.", Kind.SINGLE)


def test_a_list_of_statements_alone_is_asked() -> None:
    report = reading("1. La Terre est ronde. (Vrai)\n2. La Lune est plate. (Faux)\n")

    assert report.bank is not None, report.problems
    assert [(one.stem, one.kind, set(one.key)) for one in report.bank.questions] == [
        ("La Terre est ronde.", Kind.TRUE_FALSE, {0}),
        ("La Lune est plate.", Kind.TRUE_FALSE, {1}),
    ]


# --- what is no quiz ---


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\n\nplease come to the meeting.\nBring:\na) a pen\nb) paper\n\nBest wishes\nAnna\n",
        "Dear all, the meeting is at noon. Bring your papers.\n\nBest wishes,\nAnna\n",
        "# A program\n\nIt does things.\n\n- fast\n- small\n\n## Install\n\n- unpack it\n- run it\n",
        "Milk\nEggs\nBread\n",
        "1. Voltage (V)\n2. Current (A)\n3. What is true (and why)\n",
    ],
)
def test_other_texts_are_no_questions(text: str) -> None:
    assert [one.code for one in reading(text).problems] == ["no-questions-seen"]


# --- dialects ---


def test_amc_txt_is_read_by_its_signs() -> None:
    text = (
        "# a comment\nTitle: Rivers\nLang: EN\n\n* What is red?\n- Sky\n+ Rose\n\n*[ordered]{b=2} What is\nblue?\n+ Sky\n- Rose\nand more\n"
        "\n**[id=x] Which\n+ one\n+ two\n- three\n\n*<lines=4> Write.\n"
    )

    report = reading(text)

    assert report.bank is not None, report.problems
    assert told(report) == [
        RED,
        ("What is\nblue?", ["Sky", "Rose\nand more"], [0]),
        ("Which", ["one", "two", "three"], [0, 1]),
    ]
    assert [one.marking.maximum for one in report.bank.questions] == [1, 2, 1]
    assert [one.kind for one in report.bank.questions] == [Kind.SINGLE, Kind.SINGLE, Kind.MULTIPLE]
    assert [one.values["kind"] for one in report.left_out] == ["open"]


@pytest.mark.parametrize(
    "text",
    [
        "Q|What is red?\nA|Sky|X\nA|Rose|V\n\nQ|What is blue?\nA|Sky|V\nA|Rose|X\n",
        "Q|What is red?\nA|Sky|0\nA|Rose|1\nQ|What is blue?\nA|Sky|1\nA|Rose|0\n",
        "========\nWhat is red?\n********\nSky|Rose (&&&)\n========\nWhat is blue?\n********\nSky(&&&)|Rose\n",
        "What is red?\nSky | *Rose\n\nWhat is blue?\n*Sky | Rose\n",
        "1./What/is/red? //[a]/Sky //[b]/Rose b\n2./What/is/blue? //[a]/Sky //[b]/Rose a\n",
        "What is red?\n\tSky\t*Rose\n\nWhat is blue?\n\t*Sky\n\tRose\n",
        "Type: MC\n1) What is red?\n~ It is a colour.\na. Sky\n@ No.\n*b. Rose\n\nType: MC\n2) What is blue?\n*a. Sky\nb. Rose\n",
        "1. (10 points)\nWhat is red?\na. Sky\n*b. Rose\n#FBOK: Yes\n#FBNOK: No\n\nQuestion 2 (5 points) (2.5 discount)\nWhat is blue?\n*a. Sky\nb. Rose\n",
    ],
)
def test_small_languages_of_programs_are_read(text: str) -> None:
    assert told(reading(text)) == [RED, BLUE]


def test_what_says_nothing_that_is_kept_is_said_once() -> None:
    text = "---\nshuffle: true\n---\n\n## What is red?\n\n> Think.\n\n- [ ] Sky\n- [x] Rose\n\n## What is blue?\n\n- [x] Sky\n- [ ] Rose\n\nDifficulty: easy\n"

    report = reading(text)

    assert told(report) == [RED, BLUE]
    assert report.bank is not None
    assert report.bank.title == "my quiz"
    told_lost = [(one.code, one.line, one.values["start"]) for one in report.warnings if one.code.endswith("lost")]
    assert told_lost == [("passage-lost", 2, "shuffle: true"), ("details-lost", 7, "> Think.")]
