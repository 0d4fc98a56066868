"""The key is where the document tells it, and nowhere else."""

import pytest

from tests.formats.prose.typed import BLUE, RED, Told, reading, told

TWO = "1. What is red?\nA. Sky\nB. Rose\n{}2. What is blue?\nA. Sky\nB. Rose\n{}"
NONE: list[Told] = [(stem, choices, []) for stem, choices, _ in (RED, BLUE)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Answer: B\n", "Answer: A\n"),
        ("answer : b.\n", "ANSWER：a\n"),
        ("Ans. B\n", "Ans - A\n"),
        ("The correct answer is B.\n", "The right answer is: A\n"),
        ("Correct Answer: B. Rose\n", "Correct Answer: (A) Sky\n"),
        ("Correct answer: Rose\n", "Correct answer: sky.\n"),
        ("Correct answer:\nB\n", "Correct answer:\nA. Sky\n"),
        ("→ Answer: B\n", "✅ Answer: A\n"),
        ("Bonne réponse : B\n", "Réponse juste : A\n"),
        ("Lösung: b)\n", "Richtige Antwort: a\n"),
        ("Respuesta correcta: B\n", "Respuesta: a)\n"),
        ("Risposta esatta: B\n", "Risposta: A\n"),
        ("Resposta correta: B\n", "Gabarito: A\n"),
        ("Juiste antwoord: B\n", "Antwoord: A\n"),
        ("Kunci jawaban: B\n", "Đáp án: A\n"),
        ("答案：B\n", "参考答案： A\n"),
        ("B\n", "A\n"),
        ("Option B\nANS: B PTS: 1 DIF: Easy\n", "ANS: A\nPTS: 1\n"),
        ("Your Answer: A\nCorrect Answer: B\n", "Your Answer: A\nCorrect Answer: A\n"),
        ("Your answer is A\nThe correct answer is B\n", "Answer: A\n"),
        ("The correct answer is B) Rose.\n", "The right answer is (a) Sky\n"),
        ("Resposta: letra B\n", "Ответ: вариант A\n"),
        ("La bonne réponse est la b\n", "La bonne réponse est la réponse a\n"),
        ("Die richtige Antwort ist b) Rose\n", "La respuesta correcta es la a\n"),
    ],
)
def test_a_line_names_the_right_choice(first: str, second: str) -> None:
    report = reading(TWO.format(first, second))

    found = told(report)
    found[0] = (found[0][0], [found[0][1][0], found[0][1][1].removesuffix("\nOption B")], found[0][2])
    assert found == [RED, BLUE]


@pytest.mark.parametrize(
    "end",
    [
        "Answers\n1. B 2. A\n",
        "Answer key:\n1-B, 2-A\n",
        "ANSWER KEY\n\n1) b\n2) a\n",
        "Corrigé :\n1 : B\n2 : A\n",
        "Lösungen: 1b, 2a\n",
        "参考答案\n1-2 BA\n",
        "Answers\n1. B. Rose\n2. A. Sky\n",
        "Answers\n1. Rose\n2. Sky\n",
        "Gabarito\n1\t2\nB\tA\n",
        "Answer 1: B\nAnswer 2: A\n",
        "Test 1\nAnswer Section\n\nMULTIPLE CHOICE\n\n1.\tANS:\tB\tPTS:\t1\n2.\tANS:\tA\tPTS:\t1\n",
        "1. B\n2. A\n",
        "Key: 1. B 2. A\n",
        "CEVAP ANAHTARI\n1-B\n2-A\n",
    ],
)
def test_a_list_at_the_end_names_the_right_choices(end: str) -> None:
    report = reading(TWO.format("\n", "\n") + end)

    assert told(report) == [RED, BLUE]


@pytest.mark.parametrize("first", ["Answer key: 1-B, 2-A\n\n", "Lösungen: 1b 2a\n"])
def test_a_list_on_one_line_may_stand_before_the_questions(first: str) -> None:
    assert told(reading(first + TWO.format("\n", "\n"))) == [RED, BLUE]


def test_a_list_at_the_end_may_be_in_letters_of_the_choices() -> None:
    text = "1. What is red?\nА) Sky\nБ) Rose\n2. What is blue?\nА) Sky\nБ) Rose\n\nКлючи: 1-Б, 2-А\n"

    assert told(reading(text)) == [RED, BLUE]


def test_lists_of_several_sections_go_with_their_sections() -> None:
    sections = "Part 1\n" + TWO.format("", "") + "\nPart 2\n" + TWO.format("", "").replace("Sky", "Sea")
    text = sections + "\nAnswers\nPart 1\n1. B 2. A\nPart 2\n1. A 2. B\n"

    assert [key for _, _, key in told(reading(text))] == [[1], [0], [0], [1]]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("A, C", [0, 2]), ("AC", [0, 2]), ("A and C", [0, 2]), ("A et C", [0, 2]), ("A;C", [0, 2]), ("(A) (C)", [0, 2]),
        ("A、C", [0, 2]), ("Rose; Blood", [0, 2]), ("ABC", [0, 1, 2]), ("c, a", [0, 2]),
    ],
)  # fmt: skip
def test_a_line_may_name_several(said: str, key: list[int]) -> None:
    report = reading(f"1. Which are red?\nA. Rose\nB. Sky\nC. Blood\nAnswer: {said}\n")

    assert told(report) == [("Which are red?", ["Rose", "Sky", "Blood"], key)]
    assert "several-right" in [one.code for one in report.warnings]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1. What is red?\nA. Sky\n*B. Rose\n2. What is blue?\n*A. Sky\nB. Rose\n", "star"),
        ("1. What is red?\nA. Sky\nB. Rose*\n2. What is blue?\nA. Sky *\nB. Rose\n", "star"),
        ("1. What is red?\nA. Sky\nB. *Rose\n2. What is blue?\nA. *Sky\nB. Rose\n", "star"),
        ("1. What is red?\n- Sky\n+ Rose\n2. What is blue?\n+ Sky\n- Rose\n", "star"),
        ("1. What is red?\na) Sky\n=> b) Rose\n2. What is blue?\n=> a) Sky\nb) Rose\n", "star"),
        ("What is red?\nSky\n*Rose\n\nWhat is blue?\n*Sky\nRose\n", "star"),
        ("What is red?\nSky\nRose*\n\nWhat is blue?\nSky *\nRose\n", "star"),
        ("1. What is red?\n- A) Sky\n- **B) Rose**\n\n2. What is blue?\n- **A) Sky**\n- B) Rose\n", "bold"),
        ("1. What is red?( B )\nA. Sky\nB. Rose\n2. What is blue?( A )\nA. Sky\nB. Rose\n", "stem"),
    ],
)
def test_a_mark_is_a_guess_that_the_teacher_may_refuse(text: str, mark: str) -> None:
    as_guessed, refused = reading(text), reading(text, key="none")

    assert [(one.option, one.taken.value) for one in as_guessed.guesses] == [("key", mark)]
    assert [(stem.replace("(    )", ""), choices, key) for stem, choices, key in told(as_guessed)] == [RED, BLUE]
    assert [key for _, _, key in told(refused)] == [[], []]
    assert [one.code for one in refused.problems] == ["no-key-found"] * 2
    assert [(one.taken.value, one.others[0].value) for one in refused.guesses] == [("none", mark)]


@pytest.mark.parametrize(
    "text",
    [
        "1. What is red?\nA. Sky\nB. Rose (correct)\n2. What is blue?\nA. Sky (correct)\nB. Rose\n",
        "1. What is red?\nA. Sky - incorrect\nB. Rose - correct\n2. What is blue?\nA. Sky - correct\nB. Rose - incorrect\n",
        "1. What is red?\nA. Sky\nB. Rose ✓\n2. What is blue?\nA. Sky ✅\nB. Rose\n",
        "1. What is red?\n✗ Sky\n✔ Rose\n\n2. What is blue?\n✔ Sky\n✗ Rose\n",
        "1. What is red?\n- [ ] Sky\n- [x] Rose\n2. What is blue?\n- [X] Sky\n- [ ] Rose\n",
        "## What is red?\n\n1. [ ] Sky\n2. [x] Rose\n\n## What is blue?\n\n1. [x] Sky\n2. [ ] Rose\n",
        "What is red?\n* [ ] Sky\n* [X] Rose\n\nWhat is blue?\n* [X] Sky\n* [ ] Rose\n",
        "1) What is red?\n( ) Sky\n( X ) Rose\n\n2) What is blue?\n( X ) Sky\n( ) Rose\n",
        "What is red?\n( ) Sky\n(x) Rose\n\nWhat is blue?\n(x) Sky\n( ) Rose\n",
        "1. What is red?\n☐ Sky\n☑ Rose\n2. What is blue?\n☑ Sky\n☐ Rose\n",
        "1. What is red?\nA. Sky\nB. Rose (juste)\n2. What is blue?\nA. Sky (juste)\nB. Rose (faux)\n",
        "1. What is red?\nA. Sky\nB. Rose 答案：B\n2. What is blue?\nA. Sky\nB. Rose (Answer: A)\n",
    ],
)
def test_what_says_that_a_choice_is_right_is_believed(text: str) -> None:
    report = reading(text)

    assert told(report) == [RED, BLUE]
    assert report.guesses == ()


@pytest.mark.parametrize("letters", ["AБBГ", "AБВГ", "АБBГ", "АБВГ"])
def test_latin_letters_among_cyrillic_ones_are_what_they_look_like(letters: str) -> None:
    """Who types А and В on a Latin keyboard means the first and the third letter: Б and Г stand beside them."""
    choices = "".join(
        f"{letter}. {words}\n" for letter, words in zip(letters, ("one", "two", "three", "four"), strict=True)
    )

    report = reading(f"1. Which is the third?\n{choices}Ответ: {letters[2]}\n")

    assert told(report) == [("Which is the third?", ["one", "two", "three", "four"], [2])]


# --- what is no key ---


def test_a_question_without_a_key_is_kept_for_its_teacher_to_mark() -> None:
    report = reading(TWO.format("\n", "Answer: A\n"))
    marked = reading(TWO.format("\n", "Answer: A\n"), keys="1:B")

    assert told(report) == [NONE[0], BLUE]
    assert [(one.code, one.line) for one in report.problems] == [("no-key-found", 1)]
    assert marked.bank is not None
    assert told(marked) == [RED, BLUE]


@pytest.mark.parametrize(
    ("said", "code", "line"),
    [
        ("Answer: D\n", "key-names-no-choice", 4),
        ("Answer: Snow\n", "key-names-no-choice", 4),
        ("Answer: A. Rose\n", "key-names-no-choice", 4),
        ("Answers: 1. Rose 2. Sky\n", "key-names-no-choice", 4),
        ("Réponses : 1. b) Rose / 2. a) Sky\n", "key-names-no-choice", 4),
        ("The correct answer is A) Rose.\n", "key-names-no-choice", 4),
        ("Answer: B\nCorrect answer: A\n", "keys-differ", 5),
    ],
)
def test_a_key_that_cannot_be_is_a_fault_at_its_line(said: str, code: str, line: int) -> None:
    report = reading(TWO.format(said, "Answer: A\n"))

    assert [(one.code, one.line) for one in report.problems] == [(code, line)]
    assert told(report) == [NONE[0], BLUE]


@pytest.mark.parametrize(("said", "key"), [("B", []), ("b", [1]), ("b) A", [1]), ("C", [2])])
def test_a_letter_that_is_the_text_of_another_choice_is_asked_for(said: str, key: list[int]) -> None:
    report = reading(f"1. Which is first?\na) B\nb) A\nc) C\nAnswer: {said}\n")

    assert told(report) == [("Which is first?", ["B", "A", "C"], key)]


def test_a_star_and_a_line_that_differ_are_a_fault() -> None:
    report = reading("1. Which?\n*a) x\nb) y\nAnswer: B\n\n2. Who?\na) p\n*b) q\nAnswer: B\n")

    assert [(one.code, one.line) for one in report.problems] == [("keys-differ", 4)]


def test_a_list_and_a_line_that_differ_are_a_fault() -> None:
    report = reading(TWO.format("Answer: B\n", "Answer: A\n") + "\nAnswers\n1. B 2. B\n")

    assert [(one.code, one.line) for one in report.problems] == [("keys-differ", 11)]


@pytest.mark.parametrize(
    "text",
    [
        TWO.format("\n", "\n"),
        "1. What is red?\n*A. Sky\n*B. Rose\n2. What is blue?\n*A. Sky\n*B. Rose\n",
        "1. What is red?\n* Sky\n* Rose\nA. x\n",
        "1. What is red?\n- **Sky**\n- **Rose**\n\n2. What is blue?\n- **Sky**\n- **Rose**\n",
        TWO.format("Your answer: B\n", "Your answer: A\n"),
        "1. What is f?\nA. f(x)\nB. g(y)\n2. Which way?\nA. hand (right)\nB. hand (left)\n",
        "1. What is printed?\nA. >>> x\nB. x\n2. Which?\nA. up - right\nB. a <=\n",
        "1. What is C( )?\nA. Sky\nB. Rose\n2. What is( )?\nA. Sky\nB. Rose\n",
    ],
)
def test_nothing_is_right_where_nothing_says_so(text: str) -> None:
    assert {tuple(key) for _, _, key in told(reading(text))} <= {()}


def test_a_star_here_and_there_is_a_footnote() -> None:
    text = "".join(
        f"{number}. What is {number}?\nA. one{'*' if number == 2 else ''}\nB. two\n" for number in range(1, 6)
    )

    report = reading(text)

    assert [key for _, _, key in told(report)] == [[]] * 5
    assert told(report)[1][1] == ["one*", "two"]
    assert report.guesses == ()


def test_a_list_that_may_be_of_either_section_is_of_none() -> None:
    sections = "Part 1\n" + TWO.format("", "") + "\nPart 2\n" + TWO.format("", "").replace("Sky", "Sea")

    report = reading(sections + "\nAnswers\n1. B\n2. A\n")

    assert [key for _, _, key in told(report)] == [[]] * 4
    assert (18, "1. B") in [(one.line, one.values.get("start")) for one in report.warnings]


def test_keys_that_mostly_name_nothing_are_not_believed_where_they_do() -> None:
    text = "".join(
        f"{number}. What is {number}?\nA. one\nB. two\nAnswer: {'KWXA'[number - 1]}\n" for number in range(1, 5)
    )

    report = reading(text)

    assert [key for _, _, key in told(report)] == [[]] * 4
    assert [one.code for one in report.problems] == ["key-names-no-choice"] * 3 + ["no-key-found"]
