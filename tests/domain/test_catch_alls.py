"""Choices that speak of other choices are known in the languages of our headings, and can be kept where they stand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.banks import Choice, Question
from quizapp.domain.catch_alls import fix_catch_alls, is_catch_all, moved, naming
from quizapp.domain.findings import doubts
from quizapp.domain.texts import Html
from tests.makers import bank, choices, single, true_false

SPEAK_OF_ALL = [
    "All of the above", "None of the above.", "NONE OF THE ABOVE", "Both of the above", "None of these answers",
    "All answers are correct", "Neither", "all the above", "d) None of the above", "No answer is correct",
    "Toutes les réponses", "Toutes ces réponses", "Toutes les réponses ci-dessus sont justes", "Tous les choix",
    "Aucune de ces réponses", "Aucune des réponses n’est correcte", "Les deux réponses", "Tout ce qui précède",
    "Aucune des propositions ci-dessus", "Rien de tout cela", "Ni l'une ni l'autre", "Toutes sont vraies",
    "Alle oben genannten", "Keine der Antworten", "Keine der oben genannten Antworten ist richtig", "Weder noch",
    "Nichts davon", "Alle Antworten sind richtig", "Beide Aussagen sind falsch",
    "Todas las anteriores", "Ninguna de las anteriores", "Todas las respuestas son correctas", "Ambas",
    "Tutte le precedenti", "Nessuna delle risposte precedenti", "Nessuna di queste",
    "Todas as anteriores", "Nenhuma das alternativas acima", "Nenhuma das respostas está correta",
    "Alle bovenstaande antwoorden", "Geen van beide", "Geen van de bovenstaande",
    "以上都不是", "以上皆是", "以上答案都正确", "全部正確",
    "كل ما سبق", "لا شيء مما سبق", "جميع الإجابات صحيحة",
    Html("<em>None</em> of the above"),
]  # fmt: skip
SPEAK_FOR_THEMSELVES = [
    "Above the clouds", "None", "All", "Aucune", "Tout", "All of the students", "None of the planets above Mars",
    "Toutes les réponses des élèves", "Deux", "Vrai", "True", "The answer", "Right", "Alle Menschen", "Kein Mensch",
    "Todas las mujeres", "Tutti", "Nenhum país", "Alle steden", "以上海为中心", "全部", "كل يوم", "No", "Ni", "",
    "A", "1 and 3", "x" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", SPEAK_OF_ALL)
def test_a_choice_that_speaks_of_all_others_is_known(text: str) -> None:
    assert is_catch_all(text)


@pytest.mark.parametrize("text", SPEAK_FOR_THEMSELVES)
def test_a_choice_that_speaks_for_itself_is_left_alone(text: str) -> None:
    assert not is_catch_all(text)


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (("Paris", "Rome", "A and B"), {2}),
        (("Paris", "Rome", "Oslo", "Les réponses A et C", "Both B and C"), {3, 4}),
        (("Paris", "Rome", "a) and b) of it"), set()),
        (("A and B", "A and C", "B and C"), set()),
        (("Vitamins A and B", "Vitamin C", "D"), set()),
        (("Paris", "A and H"), set()),
        (("A", "B", "C"), set()),
    ],
)
def test_a_choice_that_names_others_by_their_letters_is_known(texts: tuple[str, ...], names: set[int]) -> None:
    assert naming(single(choices=choices(*texts))) == names


def asked(*texts: str) -> Question:
    return single(choices=choices(*texts))


def test_they_are_doubtful_where_a_shuffle_moves_them() -> None:
    all_above, letters = asked("One", "Two", "Alle oben genannten"), asked("One", "Two", "A und B")

    codes = [one.code for one in doubts(bank(all_above, replace(letters, id="q2"), article=None))]
    assert codes == ["all-of-the-above", "names-letters"]
    assert list(moved(replace(all_above, shuffle=False))) == list(moved(true_false())) == []


def test_one_step_keeps_all_of_them_in_their_places() -> None:
    before = bank(
        asked("One", "Two", "None of the above"), replace(asked("One", "A and C", "Two"), id="q2"),
        replace(asked("One", "Two"), id="q3"), article=None,
    )  # fmt: skip
    after = fix_catch_alls(before)

    assert [one.code for one in doubts(after)] == []
    assert [[choice.fixed for choice in one.choices] for one in after.questions] == [
        [False, False, True], [False, False, False], [False, False],
    ]  # fmt: skip
    assert [one.shuffle for one in after.questions] == [True, False, True]
    assert after.questions[2] is before.questions[2]


TEXTS = st.sampled_from([*SPEAK_OF_ALL, *SPEAK_FOR_THEMSELVES[:8], "A and B", "Les réponses B et C", "Paris"])


@given(st.lists(TEXTS, min_size=2, max_size=6), st.booleans(), st.lists(st.booleans(), min_size=6, max_size=6))
def test_once_they_are_kept_none_is_moved_and_nothing_else_has_changed(
    texts: list[str], shuffle: bool, fixed: list[bool]
) -> None:
    given_ = tuple(Choice(text, one.fraction, fixed=is_fixed) for text, one, is_fixed in zip(
        texts, choices(*texts), fixed, strict=False
    ))  # fmt: skip
    before = bank(single(choices=given_, shuffle=shuffle), article=None)
    after = fix_catch_alls(before)

    (question,) = after.questions
    assert not list(moved(question))
    assert not (question.shuffle and naming(question))
    assert [replace(one, fixed=False) for one in question.choices] == [replace(one, fixed=False) for one in given_]
    assert fix_catch_alls(after) == after
    for was, one in zip(given_, question.choices, strict=True):
        assert one.fixed == (was.fixed or (shuffle and is_catch_all(one.text)))
