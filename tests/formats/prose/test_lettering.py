"""Letters of choices that are not those of the alphabet: exchanged throughout, mistyped once, or in columns."""

import pytest

from quizapp.domain.banks import Question
from quizapp.formats import reading


def questions(*blocks: str) -> list[Question]:
    report = reading.read("\n\n".join(blocks).encode(), "x.txt")
    bank = report.bank or report.unfinished
    return list(bank.questions) if bank else []


def block(number: int, letters: str, answer: str) -> str:
    choices = "\n".join(f"{letter}. the choice {at} of {number}" for at, letter in enumerate(letters))
    return f"{number}. What is number {number}?\n{choices}\nAnswer: {answer}"


def key(question: Question) -> list[int]:
    return [at for at, choice in enumerate(question.choices) if choice.fraction > 0]


def test_where_letters_are_exchanged_throughout_keys_go_by_places() -> None:
    found = questions(block(1, "AJMK", "B"), block(2, "AXDV", "D"), block(3, "AQQP", "C"))

    assert [(len(one.choices), key(one)) for one in found] == [(4, [1]), (4, [3]), (4, [2])]


def test_letters_in_another_order_are_as_they_should_be() -> None:
    found = questions(block(1, "ACBD", "C"), block(2, "ACBD", "B"), block(3, "ACBD", "A"))

    right = [[choice.text for choice in one.choices if choice.fraction > 0] for one in found]
    assert right == [["the choice 1 of 1"], ["the choice 2 of 2"], ["the choice 0 of 3"]]


@pytest.mark.parametrize(("letters", "answer", "expected"), [
    ("ABXD", "A", [0]), ("ABXD", "D", [3]), ("ABXD", "C", [2]), ("ABXD", "X", [2]), ("ABBD", "D", [3]),
])  # fmt: skip
def test_one_mistyped_letter_is_the_choice_that_stands_there(letters: str, answer: str, expected: list[int]) -> None:
    (found, _) = questions(block(1, letters, answer), block(2, "ABCD", "B"))

    assert (len(found.choices), key(found)) == (4, expected)


def test_a_letter_that_two_choices_have_is_never_guessed() -> None:
    found = questions(block(1, "ABBD", "B"), block(2, "ABCD", "B"))

    assert [key(one) for one in found if one.stem == "What is number 1?"] in ([], [[]])


def test_choices_called_answer_1_to_answer_3_name_no_key() -> None:
    (found,) = questions("1. Which one?\n*answer 1\nanswer 2\nanswer 3")

    assert [choice.text for choice in found.choices] == ["answer 1", "answer 2", "answer 3"]


def test_the_letter_of_a_part_is_no_choice() -> None:
    found = questions(
        "A. Multiple choice", "1. Where?\na) here\nb) there\nAnswer: b", "2. When?\na) now\nb) then\nAnswer: a"
    )

    assert [(one.stem, key(one)) for one in found] == [("Where?", [1]), ("When?", [0])]


@pytest.mark.parametrize(
    ("said", "right"), [("?", []), ("…", []), ("✓", ["True"]), ("✗", ["False"]), ("true", ["True"])]
)
def test_a_sign_that_says_nothing_is_no_truth(said: str, right: list[str]) -> None:
    found = questions(f"1. Is it so?\nA. True\nB. False\nAnswer: {said}", "2. And so?\nA. True\nB. False\nAnswer: A")

    keyed = [[choice.text for choice in one.choices if choice.fraction > 0] for one in found if one.stem == "Is it so?"]
    assert (keyed or [[]]) == [right]


def test_an_empty_answer_line_asks_for_the_key_and_does_not_swallow_the_next_question() -> None:
    found = questions(block(1, "ABCD", ""), block(2, "ABCD", ""), block(3, "ABCD", "\n3. the choice 1 of 3"))

    assert [(one.stem, key(one)) for one in found][:2] == [("What is number 1?", []), ("What is number 2?", [])]
