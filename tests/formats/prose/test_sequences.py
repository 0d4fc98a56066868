"""Keys in the order of the questions, without numbers; and labels with nothing behind them but a blank."""

import pytest

from tests.formats.prose.typed import reading, told

THREE = "1. What is red?\nA. Sky\nB. Rose\n2. What is blue?\nA. Sky\nB. Rose\n3. What is tall?\nA. Ant\nB. Tree\n{}"
ENDINGS = [
    "\nCorrigé : b, a, b\n", "\nKey: BAB\n", "Key: BAB\n", "\nRéponses : b - a - b\n", "\nAnswers\n\nB\nA\nB\n",
    "\nCorrigé\nb a b\n", "\nLösungen: b / a / b\n", "\n答案：BAB\n", "\nClave: b) a) b)\n", "\nالإجابات: B، A، B\n",
    "\nRéponses : 1b 2a 3b\n", "\nAnswers: Q1 B, Q2 A, Q3 B\n", "\n解答 問1 B 問2 A 問3 B\n",
]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_letters_at_the_end_are_the_keys_of_the_questions(ending: str) -> None:
    report = reading(THREE.format(ending))

    assert report.bank is not None, report.problems
    assert [key for *_, key in told(report)] == [[1], [0], [1]]
    assert report.warnings == ()


def test_that_their_order_tells_it_is_said_and_can_be_refused() -> None:
    text = THREE.format("\nKey: BAB\n")

    taken, refused = reading(text), reading(text, key="none")

    assert [(one.option, one.taken.value) for one in taken.guesses] == [("key", "order")]
    assert [(one.option, one.taken.value) for one in refused.guesses] == [("key", "none")]
    assert [one.code for one in refused.problems] == ["no-key-found"] * 3


@pytest.mark.parametrize(("ending", "letters"), [("Key: BA\n", "B A"), ("\nCorrigé : b, a, b, a\n", "b a b a")])
def test_more_letters_than_questions_or_fewer_are_no_key_of_any(ending: str, letters: str) -> None:
    report = reading(THREE.format(ending))

    assert [one.code for one in report.problems] == ["no-key-found"] * 3
    assert [(one.code, one.values["letters"]) for one in report.warnings] == [("letters-miscounted", letters)]


def test_a_letter_that_names_no_choice_is_said() -> None:
    report = reading(THREE.format("\nKey: BAD\n"))

    assert [(one.code, one.values["text"]) for one in report.problems] == [("key-names-no-choice", "D")]


def test_where_other_questions_have_keys_the_letters_are_of_the_last_alone() -> None:
    report = reading(
        "1. What is red?\nA. Sky\nB. Rose\nAnswer: B\n2. What grows?\nA. Grass\nB. Rose\nC. Stone\nAnswer: A, B\n"
    )

    assert report.bank is not None
    assert [key for *_, key in told(report)] == [[1], [0, 1]]
    assert report.guesses == ()


# --- labels ---


@pytest.mark.parametrize(
    "text",
    [
        "1. 首都は？\nア 大阪\nイ 東京\nウ 京都\n答え：イ\n2. 山は？\nア 富士山\nイ 北岳\nウ 穂高岳\n答え：ア\n",
        "問1 首都は？\nア　大阪\nイ　東京\nウ　京都\n正解　イ\n問2 山は？\nア　富士山\nイ　北岳\nウ　穂高岳\n正解　ア\n",
        "問1 首都は？\nア 大阪　イ 東京　ウ 京都\n問2 山は？\nア 富士山　イ 北岳　ウ 穂高岳\n\n解答 問1 イ 問2 ア\n",
    ],
)
def test_kana_label_choices_without_a_sign(text: str) -> None:
    report = reading(text)

    assert report.bank is not None, report.problems
    assert told(report) == [("首都は？", ["大阪", "東京", "京都"], [1]), ("山は？", ["富士山", "北岳", "穂高岳"], [0])]


@pytest.mark.parametrize(
    "text",
    [
        "1 Capitale ?\nA Lyon\nB Paris\nC Nice\nRéponse B\n2 Mer ?\nA Manche\nB Lac\nC Loire\nRéponse A\n",
        "1. Capitale ?\nA Lyon   B Paris   C Nice\nRéponse : B\n2. Mer ?\nA Manche   B Lac   C Loire\nRéponse : A\n",
        "1. Capitale ?\na Lyon\nb Paris\nc Nice\nRéponse : b\n2. Mer ?\na Manche\nb Lac\nc Loire\nRéponse : a\n",
    ],
)
def test_letters_that_go_on_from_line_to_line_need_no_sign(text: str) -> None:
    report = reading(text)

    assert report.bank is not None, report.problems
    assert told(report) == [("Capitale ?", ["Lyon", "Paris", "Nice"], [1]), ("Mer ?", ["Manche", "Lac", "Loire"], [0])]


@pytest.mark.parametrize(
    "text",
    [
        "A cat sat there.\nAll of us know.\nB movies are bad.\n",
        "1. Why?\na) x\nb) y\nAnswer: a\nA new day came.\nB was here.\n",
    ],
)
def test_sentences_that_begin_with_a_letter_are_no_choices(text: str) -> None:
    assert all(len(choices) < 3 and "new day came." not in choices for _, choices, _ in told(reading(text)))
