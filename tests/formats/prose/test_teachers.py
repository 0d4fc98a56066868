"""Texts as teachers of many schools type, paste and forward them: each is read as its writer meant it."""

import pytest

from quizapp.domain.banks import Kind
from tests.formats.prose.typed import reading, told

ITALY, SUM = ("Capital of Italy?", ["Milan", "Rome", "Turin"], [1]), ("2+2?", ["4", "5", "6"], [0])


@pytest.mark.parametrize(
    "text",
    [
        # An answer to an e-mail.
        "> Hello,\n>\n> 1. Capital of Italy?\n> a) Milan\n> b) Rome\n> c) Turin\n> Answer: b\n>\n"
        "> 2. 2+2?\n> a) 4\n> b) 5\n> c) 6\n> Answer: a\n",
        # Two columns, with a question in each.
        "1. Capital of Italy?\t2. 2+2?\na) Milan\ta) 4\nb) Rome\tb) 5\nc) Turin\tc) 6\n\nAnswers: 1b, 2a\n",
        "1. Capital of Italy?     2. 2+2?\na) Milan              a) 4\nb) Rome               b) 5\nc) Turin              c) 6\n\nKey: 1b 2a\n",
        "1. Capital of Italy?\t2. 2+2?\t3. No?\na) Milan\ta) 4\ta) x\nb) Rome\tb) 5\tb) y\nc) Turin\tc) 6\tc) z\n\nAnswers: 1b, 2a, 3c\n",
        # Choices and questions that are called so.
        "Question One\nCapital of Italy?\nOption A: Milan\nOption B: Rome\nOption C: Turin\nAnswer: Option B\n\n"
        "Question Two\n2+2?\nOption A: 4\nOption B: 5\nOption C: 6\nAnswer: Option A\n",
        "Question 1\nCapital of Italy?\nProposition 1 : Milan\nProposition 2 : Rome\nProposition 3 : Turin\nRéponse : Proposition 2\n\n"
        "Question 2\n2+2?\nProposition 1 : 4\nProposition 2 : 5\nProposition 3 : 6\nRéponse : Proposition 1\n",
        "السؤال الأول: Capital of Italy?\nأ) Milan\nب) Rome\nج) Turin\nالإجابة: ب\n\nالسؤال الثاني: 2+2?\nأ) 4\nب) 5\nج) 6\nالإجابة: أ\n",
        "1. Capital of Italy?\nA. Milan\nB. Rome\nC. Turin\n2. 2+2?\nA. 4\nB. 5\nC. 6\n\nKey: 1. B\n2. A\n",
        # The key in words.
        "1) Capital of Italy?\n- Milan\n- Rome\n- Turin\nBonne réponse : la deuxième\n\n2) 2+2?\n- 4\n- 5\n- 6\nBonne réponse : la première\n",
        "1. Capital of Italy?\na) Milan\nb) Rome\nc) Turin\nAnswer: the second one\n2. 2+2?\na) 4\nb) 5\nc) 6\nAnswer: first\n",
        "1. Capital of Italy?\na) Milan\nb) Rome\nc) Turin\nLösung: die zweite\n2. 2+2?\na) 4\nb) 5\nc) 6\nLösung: die erste Antwort\n",
        # Choices on one line, with a sign between them.
        "1. Capital of Italy? Milan / Rome / Turin\nRéponse : Rome\n2. 2+2? 4 / 5 / 6\nRéponse : 4\n",
        "1. Capital of Italy?\nChoices: Milan, Rome, Turin\nAnswer: Rome\n2. 2+2?\nChoices: 4, 5, 6\nAnswer: 4\n",
        # Each choice says of itself whether it is right.
        "1. Capital of Italy?\na. Milan (F)\nb. Rome (V)\nc. Turin (F)\n2. 2+2?\na. 4 (V)\nb. 5 (F)\nc. 6 (F)\n",
        "1. Capital of Italy?\na. Milan : faux\nb. Rome : vrai\nc. Turin : faux\n2. 2+2?\na. 4 : vrai\nb. 5 : faux\nc. 6 : faux\n",
        "1. Capital of Italy?\na. Milan (0%)\nb. Rome (100%)\nc. Turin (0 %)\n2. 2+2?\na. 4 (100%)\nb. 5 (0%)\nc. 6 (0%)\n",
        "1. Capital of Italy?\na. Milan - falsch\nb. Rome - richtig\nc. Turin - falsch\n2. 2+2?\na. 4 - richtig\nb. 5 - falsch\nc. 6 - falsch\n",
        # Tables of keys.
        "1. Capital of Italy?\nA. Milan\nB. Rome\nC. Turin\n2. 2+2?\nA. 4\nB. 5\nC. 6\n\n| Question | 1 | 2 |\n|---|---|---|\n| Réponse | B | A |\n",
        "1. Capital of Italy?\nA. Milan\nB. Rome\nC. Turin\n2. 2+2?\nA. 4\nB. 5\nC. 6\n\nQuestion\t1\t2\nKey\tB\tA\n",
        # An arrow before the letter; degree signs behind numbers.
        "Q1 [1 pt]\nCapital of Italy?\n  A - Milan\n  B - Rome\n  C - Turin\n=> B\nQ2 [1 pt]\n2+2?\n  A - 4\n  B - 5\n  C - 6\n=> A\n",
        "1°) Capital of Italy?\n a°) Milan\n b°) Rome\n c°) Turin\n Rép. b\n2°) 2+2?\n a°) 4\n b°) 5\n c°) 6\n Rép. a\n",
    ],
)  # fmt: skip
def test_questions_are_read_however_they_are_set(text: str) -> None:
    report = reading(text)

    assert report.bank is not None, report.problems
    assert told(report)[:2] == [ITALY, SUM]


@pytest.mark.parametrize(
    "text",
    [
        "1. Capital of Italy?\na. Milan\nb. Rome X\nc. Turin\n2. 2+2?\na. 4 X\nb. 5\nc. 6\n",
        "1. Capital of Italy?\na. Milan\nb. Rome (x)\nc. Turin\n2. 2+2?\na. 4 (x)\nb. 5\nc. 6\n",
        "1. Capital of Italy?\na. Milan\nb. _Rome_\nc. Turin\n2. 2+2?\na. _4_\nb. 5\nc. 6\n",
        "1. Capital of Italy? a) Milan b) Rome c) Turin [b]\n2. 2+2? a) 4 b) 5 c) 6 [a]\n",
        "1. Capital of Italy?\n   Milan\n-> Rome\n   Turin\n2. 2+2?\n-> 4\n   5\n   6\n",
    ],
)
def test_signs_that_may_mean_something_else_are_said_to_be_a_guess(text: str) -> None:
    taken, refused = reading(text), reading(text, key="none")

    assert told(taken) == [ITALY, SUM]
    assert [one.option for one in taken.guesses] == ["key"]
    assert refused.bank is None


@pytest.mark.parametrize(
    "text",
    [
        "Vrai ou faux ?\n1. Rome est en Italie. VRAI\n2. Madrid est en France. FAUX\n",
        "Rome est en Italie ........ V\nMadrid est en France ...... F\n",
        "1) Rome est en Italie (V)\n2) Madrid est en France (F)\n",
        "a) Rome est en Italie [vrai]\nb) Madrid est en France [faux]\n",
        "V - Rome est en Italie\nF - Madrid est en France\n",
        "T  1. Rome est en Italie\nF  2. Madrid est en France\n",
        "Rome est en Italie → vrai\nMadrid est en France → faux\n",
        "1. Rome est en Italie (√)\n2. Madrid est en France (×)\n",
        "Rome est en Italie (صح)\nMadrid est en France (خطأ)\n",
        "1. Rome est en Italie V / F\n2. Madrid est en France V / F\n\nCorrigé : 1 V - 2 F\n",
        "True or False\n1. ____ Rome est en Italie\n2. ____ Madrid est en France\n\nAnswers: 1. T 2. F\n",
    ],
)
def test_statements_are_true_or_false_however_that_is_written(text: str) -> None:
    report = reading(text)

    assert report.bank is not None, report.problems
    assert [(one.kind, one.stem.rstrip("."), one.key) for one in report.bank.questions] == [
        (Kind.TRUE_FALSE, "Rome est en Italie", {0}),
        (Kind.TRUE_FALSE, "Madrid est en France", {1}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "shuffle: true\nlanguage: fr\nsound: false\n",
        "Homme ou femme (F)\nAge du sujet (F)\n",
        "I have a car - true\nI like it\nYou know - no\n",
        "Question one is open.\nQuestion two is too.\n\nAnswers: 1. B 2. F\n",
    ],
)
def test_other_lines_are_no_statements(text: str) -> None:
    report = reading(text)

    assert all(one.kind is not Kind.TRUE_FALSE for one in (report.bank.questions if report.bank else ()))


@pytest.mark.parametrize(
    "choices",
    [
        "a. up (V)\nb. down (V)\nc. left (V)\n",
        "a. up (V)\nb. down\nc. left (F)\n",
        "a. up (50%)\nb. down (30%)\nc. left (20%)\n",
        "a. f(x)\nb. g(x)\nc. h(x)\n",
        "a. 2x\nb. x (x)\nc. f (x)\n",
        "a. the axis of x\nb. the axis of y\nc. none\n",
        "a. A / B\nb. C / D\nc. E\n",
    ],
)
def test_where_it_is_not_plain_which_choice_is_right_it_is_asked(choices: str) -> None:
    report = reading(f"1. Which?\n{choices}2. And now?\n{choices}")

    assert [one.code for one in report.problems] == ["no-key-found", "no-key-found"]


def test_what_a_list_at_the_end_explains_is_not_lost() -> None:
    report = reading(
        "1. Capital of Italy?\nA. Milan\nB. Rome\n2. 2+2?\nA. 4\nB. 5\n\nANSWERS\n"
        "1. B - Rome has been the capital since 1871.\n2. A - 4\n"
    )

    assert report.bank is not None
    said = [one.feedback.general for one in report.bank.questions]
    assert said == ["Rome has been the capital since 1871.", ""]


def test_why_a_letter_is_right_is_kept() -> None:
    report = reading(
        "1. 2+2?\na) 4\nb) 5\nLa bonne réponse est la a, car 2+2=4.\n2. 2+3?\na) 4\nb) 5\nRéponse : b (car 2+3=5)\n"
    )

    assert report.bank is not None, report.problems
    assert [(one.key, one.feedback.general) for one in report.bank.questions] == [
        ({0}, "car 2+2=4."),
        ({1}, "car 2+3=5"),
    ]


@pytest.mark.parametrize("stem", ["Which is NOT a bird?", "Lequel n’est pas un oiseau ?", "Welches ist kein Vogel?"])
def test_true_beside_a_choice_may_be_wrong_where_the_question_asks_what_is_not_so(stem: str) -> None:
    report = reading(f"1. {stem}\na) owl - true\nb) dog - false\n2. {stem}\na) hen - true\nb) cat - false\n")

    assert [one.code for one in report.problems] == ["no-key-found", "no-key-found"]


def test_letters_below_the_last_question_are_those_of_all_whatever_stands_behind_them() -> None:
    report = reading("1. What?\nA. x\nB. y\n2. Who?\nA. x\nB. y\nAnswers: A, B\nNotes: bring pens\n")

    assert report.bank is not None
    assert [key for *_, key in told(report)] == [[0], [1]]
    assert "order" in [one.taken.value for one in report.guesses]


def test_a_number_in_words_that_is_in_a_choice_too_may_mean_either() -> None:
    report = reading(
        "1. Who came second?\na) The first man\nb) The third man\nc) Nobody\nAnswer: the third\n"
        "2. In which order?\na) second\nb) first\nAnswer: first\n"
    )

    assert [one.code for one in report.problems] == ["key-names-no-choice"]
    assert [key for *_, key in told(report)] == [[], [1]]
