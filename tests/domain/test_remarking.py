"""Marking anew: which question and choice stand for which, and what is earned by the other version's key."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank, Choice, Kind, Question, Rule
from quizapp.domain.remarking import (
    Fate,
    Marker,
    Markings,
    differ,
    differing,
    marked_by,
    marked_questions,
    matched,
)
from quizapp.domain.scoring import mark
from tests.calculator import expected_mark
from tests.domain.test_scoring import questions, responses
from tests.makers import TEXT, article, bank, choices, multiple, quoting, single, tempted, true_false


def fate(asked: Question, by: Question) -> Fate:
    return marked_questions(bank(asked), bank(by))[0].fate


def corrected(asked: Question, by: Question) -> Question:
    return marked_by(bank(asked), bank(by)).questions[0]


# --- which stands for which ---


@given(questions(), st.randoms())
def test_choices_in_another_order_are_matched_by_their_texts_and_earn_by_the_new_key(
    asked: Question, chance: object
) -> None:
    order = list(range(len(asked.choices)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    turned = tuple(asked.choices[place].fraction for place in reversed(range(len(asked.choices))))
    by = replace(asked, choices=tuple(replace(asked.choices[place], fraction=turned[place]) for place in order))

    places = matched(asked, by)

    assert places is not None
    for picked in responses(asked):
        there = {places[place] for place in picked}
        assert {asked.choices[place].text for place in picked} == {by.choices[place].text for place in there}
        assert mark(corrected(asked, by), picked) == expected_mark(by, there)


@given(questions(), questions())
def test_a_choice_that_keeps_its_text_is_never_taken_for_another(asked: Question, by: Question) -> None:
    places = matched(asked, by)

    if places is not None:
        assert sorted(places) == list(range(len(by.choices)))
        now = [choice.text for choice in by.choices]
        for choice, place in zip(asked.choices, places, strict=True):
            assert now[place] == choice.text or choice.text not in now


def test_two_choices_of_one_text_are_matched_one_each() -> None:
    asked = single(choices=choices("Here", "There", "Here"))
    by = single(choices=choices("There", "Here", "Here"))

    assert matched(asked, by) == (1, 0, 2)


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (("Spaceport", "Harbour", "Palace"), (0, 1, 2)),
        (("The spaceport", "Harbour", "Palace"), (0, 1, 2)),
        (("A", "B", "C"), (0, 1, 2)),
        (("Palace", "Spaceport", "Harbour"), (1, 2, 0)),
        (("Harbour", "The spaceport", "Palace"), None),
        (("Spaceport", "Harbour"), None),
        (("Spaceport", "Harbour", "Palace", "Station"), None),
    ],
    ids=["same", "one reworded", "all reworded", "moved", "moved and reworded", "one fewer", "one more"],
)
def test_reworded_choices_are_matched_by_place_if_none_has_moved(
    texts: tuple[str, ...], places: tuple[int, ...] | None
) -> None:
    assert matched(single(), single(choices=choices(*texts))) == places


def test_one_answer_of_several_never_becomes_several_of_several() -> None:
    texts = ("Train", "Ship", "Silence", "Music")
    one = single("which", choices=choices(*texts))

    assert matched(one, multiple()) is None
    assert matched(multiple(), one) is None


def test_true_or_false_and_one_of_two_are_matched_by_their_texts_alone() -> None:
    two = single("two", choices=choices("True", "False"))
    reworded = single("two", choices=choices("Yes", "No"))

    assert matched(true_false(), two) == (0, 1)
    assert matched(true_false(), reworded) is None


# --- what becomes of a question ---


@pytest.mark.parametrize(
    ("asked", "by", "expected"),
    [
        (single(), single(), Fate.SAME),
        (single(), single(stem="Where was it?", feedback="See the first paragraph."), Fate.SAME),
        (single(), single(right=1), Fate.CORRECTED),
        (single(), single(maximum=Fraction(3)), Fate.CORRECTED),
        (multiple(), multiple(rule=Rule.ALL_OR_NOTHING), Fate.CORRECTED),
        (single(), single(rule=Rule.ALL_OR_NOTHING), Fate.SAME),
        (single(), single(choices=choices("Spaceport", "Harbour")), Fate.UNMATCHED),
        (single(), single("elsewhere"), Fate.GONE),
    ],
    ids=["same", "worded", "key", "maximum", "rule", "rule of one answer", "other choices", "gone"],
)
def test_the_fate_of_a_question(asked: Question, by: Question, expected: Fate) -> None:
    assert fate(asked, by) is expected


@given(questions(), questions())
def test_a_question_is_corrected_exactly_if_some_response_or_the_maximum_may_differ(
    asked: Question, by: Question
) -> None:
    found = marked_questions(bank(asked), bank(by))[0]

    if found.fate is not Fate.CORRECTED:
        assert found.question == asked
        assert not differ(asked, found.question)
    for picked in responses(asked):
        if found.fate is not Fate.CORRECTED:
            assert mark(found.question, picked) == mark(asked, picked)


@given(questions(), questions())
def test_what_was_asked_stays_whatever_marks_it(asked: Question, by: Question) -> None:
    def seen(question: Question) -> tuple[object, ...]:
        shown = [(choice.text, choice.fixed) for choice in question.choices]
        return question.id, question.kind, question.stem, question.shuffle, shown

    assert seen(corrected(asked, by)) == seen(asked)


@given(questions(), questions(), questions())
def test_what_marked_it_in_between_leaves_no_trace(first: Question, second: Question, third: Question) -> None:
    asked, between, back = bank(first), bank(second), bank(third)

    assert marked_by(asked, asked) == asked
    assert marked_by(marked_by(asked, between), asked) == asked
    for place in differing(marked_by(asked, between), marked_by(asked, back)):
        assert differ(marked_by(asked, between).questions[place], marked_by(asked, back).questions[place])


def test_a_question_gone_or_unmatched_keeps_its_mark_and_its_maximum() -> None:
    asked = bank(single(maximum=Fraction(2)), true_false(), multiple())
    by = bank(single(maximum=Fraction(5), choices=choices("Spaceport", "Harbour")), multiple(maximum=Fraction(4)))

    marking = marked_by(asked, by)

    assert marking.maximum == 2 + 1 + 4
    assert marking.questions[:2] == asked.questions[:2]


def test_a_question_that_only_the_other_version_asks_counts_nothing() -> None:
    asked = bank(single())

    assert marked_by(asked, bank(single(), true_false(maximum=Fraction(9)))) == asked


def test_the_order_of_the_questions_does_not_matter() -> None:
    asked, by = bank(single(), true_false()), bank(true_false(right=1), single(right=2))

    assert [question.key for question in marked_by(asked, by).questions] == [{2}, {1}]


# --- what the reader is told ---


def test_feedback_follows_the_key_that_marks() -> None:
    told = tuple(
        Choice(text, Fraction(text == "Harbour"), f"about {text}") for text in ("Spaceport", "Harbour", "Palace")
    )

    question = corrected(single(), single(choices=told, feedback="It was the harbour."))

    assert [choice.feedback for choice in question.choices] == ["about Spaceport", "about Harbour", "about Palace"]
    assert question.feedback.general == "It was the harbour."


def test_the_proof_is_that_of_the_new_key_if_the_article_is_the_same() -> None:
    asked = quoting(single(), article(), "at the spaceport")
    by = quoting(single(right=1), article(), "far to the east")

    assert corrected(asked, by).evidence == by.evidence


def test_in_another_article_only_what_both_quote_is_proof() -> None:
    asked = quoting(single(), article(), "at the spaceport", "far to the east")
    later = article("A paragraph came before it all.", *TEXT)
    by = quoting(single(right=1), later, "far to the east", "before the meeting")

    marking = marked_by(bank(asked), Bank("summit", "The summit", "en", (by,), article=later))

    assert marking.article == article()
    assert marking.questions[0].evidence == asked.evidence[1:]


def test_what_tempts_comes_with_the_new_key_if_the_article_is_the_same() -> None:
    asked = tempted(single(), article(), {1: "at the spaceport"})
    by = single(choices=tuple(reversed(tempted(single(right=1), article(), {0: "far to the east"}).choices)))

    first, second, third = corrected(asked, by).choices

    assert (first.tempted_by, second.tempted_by, third.tempted_by) == (by.choices[2].tempted_by, None, None)


def test_in_another_article_only_what_both_say_of_a_choice_tempts() -> None:
    asked = tempted(single(right=2), article(), {0: "at the spaceport", 1: "far to the east"})
    later = article("A paragraph came before it all.", *TEXT)
    by = tempted(single(right=2, maximum=Fraction(2)), later, {0: "at the spaceport", 1: "before the meeting"})

    marking = marked_by(bank(asked), Bank("summit", "The summit", "en", (by,), article=later))

    tempting = [choice.tempted_by for choice in marking.questions[0].choices]
    assert tempting == [asked.choices[0].tempted_by, None, None]


# --- marks ---


@given(questions(), questions())
def test_only_marks_that_change_are_written_anew(asked: Question, by: Question) -> None:
    marking = marked_by(bank(asked), bank(by))

    for picked in responses(asked):
        given = {0: Response(picked, mark(asked, picked))}
        changed = Marker(marking).changed(given)
        anew = {0: given[0].mark, **changed}
        assert anew[0] == expected_mark(marking.questions[0], picked)
        assert set(changed) <= differing(bank(asked), marking)


def test_ticks_of_a_question_of_several_answers_are_marked_by_the_new_rule() -> None:
    asked = bank(multiple())
    some = {0: Response(frozenset({0}), mark(multiple(), frozenset({0})))}

    strict = marked_by(asked, bank(multiple(rule=Rule.ALL_OR_NOTHING)))

    assert some[0].mark > 0
    assert Marker(strict).changed(some) == {0: 0}
    assert Kind.MULTIPLE is strict.questions[0].kind


def test_each_marking_is_put_together_once_and_an_own_version_marks_as_it_is() -> None:
    asked, corrected = bank(single(right=0)), bank(single(right=1))
    looked_up: list[int] = []

    def bank_of(version_id: int) -> Bank:
        looked_up.append(version_id)
        return {1: asked, 2: corrected}[version_id]

    markings = Markings(bank_of)

    assert markings.of(1, None) is markings.of(1, 1) is asked
    assert markings.of(1, 2) is markings.of(1, 2)
    assert markings.of(1, 2).questions[0].key == {1}
    assert looked_up.count(2) == 1
