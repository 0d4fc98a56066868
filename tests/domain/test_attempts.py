"""Attempts: the order drawn, the response that counts, the result; names, codes, stored documents, differences."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain import codes, documents
from quizapp.domain.articles import Article, Block, BlockKind, Passage, Span, Style
from quizapp.domain.attempts import (
    GRACE,
    Attempt,
    AttemptFinished,
    FeedbackTime,
    NothingPicked,
    Response,
    Settings,
    StaleResponse,
    State,
    as_of,
    clean_name,
    drawn,
    finish_time,
    is_over,
    respond,
    result,
)
from quizapp.domain.banks import (
    Bank,
    Choice,
    Difference,
    Evidence,
    Feedback,
    Filing,
    Kind,
    Marking,
    Question,
    Rule,
    Source,
    compare,
    tabled,
)
from quizapp.domain.findings import doubts, faults, question_faults
from quizapp.domain.scoring import Outcome, mark
from tests import makers
from tests.calculator import expected_maximum, expected_score
from tests.makers import NOON, article, bank, choices, multiple, quoting, single, tempted, true_false

AT_END = Settings(feedback=FeedbackTime.AT_END)


def attempt(seed: str = "seed", settings: Settings | None = None, **changes: object) -> Attempt:
    standard = Attempt("attempt-1", 1, seed, settings or Settings(), State.OPEN, NOON)
    return replace(standard, **changes)  # type: ignore[arg-type]


def ticks(*places: int) -> frozenset[int]:
    return frozenset(places)


# --- its time ---

LATER = NOON + timedelta(minutes=20)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (LATER - SECOND, False),
        (LATER, False),
        (LATER + GRACE - SECOND, False),
        (LATER + GRACE, True),
        (LATER + GRACE + SECOND, True),
    ],
)
def test_the_time_of_an_attempt_is_over_when_its_grace_is(now: datetime, over: bool) -> None:
    assert is_over(LATER, now) is over
    assert as_of(attempt(deadline_at=LATER), now).finished is over


def test_an_attempt_whose_time_is_over_has_finished_at_its_deadline_with_what_was_answered() -> None:
    running = attempt(deadline_at=LATER, responses={1: Response(ticks(0), Decimal(1))})

    ended = as_of(running, LATER + timedelta(days=3))

    assert ended == replace(running, state=State.FINISHED, finished_at=LATER)


def test_an_attempt_without_a_limit_never_ends_by_itself() -> None:
    running = attempt()

    assert as_of(running, NOON + timedelta(days=10_000)) is running
    assert finish_time(running, LATER) == LATER


def test_what_was_finished_in_time_keeps_its_time() -> None:
    finished = attempt(deadline_at=LATER, state=State.FINISHED, finished_at=NOON + SECOND)

    assert as_of(finished, LATER + timedelta(days=1)) is finished


def test_what_is_finished_in_the_grace_has_finished_at_the_deadline() -> None:
    running = attempt(deadline_at=LATER)

    assert [finish_time(running, now) for now in (LATER - SECOND, LATER, LATER + 9 * SECOND)] == [
        LATER - SECOND,
        LATER,
        LATER,
    ]


def test_after_its_time_an_attempt_takes_no_response_and_shows_its_key() -> None:
    question = single()
    running = attempt(settings=AT_END, deadline_at=LATER)

    ended = as_of(running, LATER + GRACE)

    with pytest.raises(AttemptFinished):
        respond(ended, None, question, ticks(0), 0)
    assert ended.shows_key_of(0)
    assert not as_of(running, LATER + GRACE - SECOND).shows_key_of(0)  # For a response would still be taken.


# --- the order drawn ---


@given(st.text(max_size=8), st.lists(st.integers(0, 99), unique=True, max_size=20))
def test_the_order_drawn_is_a_permutation_and_always_the_same(seed: str, places: list[int]) -> None:
    order = drawn(seed, "questions", places)

    assert sorted(order) == sorted(places)
    assert order == drawn(seed, "questions", reversed(places))


def test_the_order_drawn_is_the_same_on_every_machine() -> None:
    # Worked out with sha256sum: printf 'seed/questions/0' | sha256sum, and so on; then sorted.
    assert drawn("seed", "questions", range(4)) == (3, 0, 2, 1)


def test_another_seed_or_question_gives_another_order() -> None:
    orders = {drawn(f"seed {n}", "choices/0", range(5)) for n in range(200)}
    elsewhere = {drawn("seed", f"choices/{n}", range(5)) for n in range(200)}

    assert len(orders) > 80  # Of 120: two hundred draws leave about a fifth of them out.
    assert len(elsewhere) > 80


@given(st.text(max_size=8), st.sets(st.integers(0, 5)))
def test_fixed_choices_stay_and_the_others_only_change_places(seed: str, fixed: set[int]) -> None:
    given_ = tuple(Choice(f"choice {n}", Fraction(int(n == 0)), fixed=n in fixed) for n in range(6))
    whole = bank(single(choices=given_))

    order = attempt(seed).choice_order(whole, 0)

    assert sorted(order) == list(range(6))
    assert all(order[place] == place for place in fixed)


@pytest.mark.parametrize(
    ("settings", "question"),
    [(Settings(shuffle_choices=False), single()), (Settings(shuffle_choices=True), single(shuffle=False))],
)
def test_choices_keep_their_order_if_the_quiz_or_the_question_says_so(settings: Settings, question: Question) -> None:
    orders = {attempt(f"seed {n}", settings).choice_order(bank(question), 0) for n in range(50)}

    assert orders == {(0, 1, 2)}


def test_questions_keep_their_order_unless_the_quiz_shuffles_them() -> None:
    whole = bank(*(single(f"q{n}") for n in range(5)))

    kept = {attempt(f"seed {n}").order(whole) for n in range(50)}
    shuffled = {attempt(f"seed {n}", Settings(shuffle_questions=True)).order(whole) for n in range(50)}

    assert kept == {(0, 1, 2, 3, 4)}
    assert len(shuffled) > 30
    assert all(sorted(order) == [0, 1, 2, 3, 4] for order in shuffled)


def test_only_the_questions_of_the_subset_are_asked() -> None:
    whole = bank(*(single(f"q{n}") for n in range(5)))
    again = attempt(subset=(1, 4))

    assert again.order(whole) == (1, 4)
    assert sorted(replace(again, settings=Settings(shuffle_questions=True)).order(whole)) == [1, 4]


def test_the_key_lands_in_every_place_equally_often() -> None:
    whole = bank(single(choices=choices("right", "b", "c", "d")))
    rounds = 4_000

    counts = Counter(attempt(f"seed {n}").choice_order(whole, 0).index(0) for n in range(rounds))

    chi_square = sum((counts[place] - rounds / 4) ** 2 / (rounds / 4) for place in range(4))
    assert chi_square < 16.27  # Three degrees of freedom, one in a thousand; the seeds are fixed, so it never flickers.


def test_each_of_the_orders_of_four_comes_equally_often() -> None:
    rounds = 6_000

    counts = Counter(drawn(f"seed {n}", "choices/7", range(4)) for n in range(rounds))

    chi_square = sum((count - rounds / 24) ** 2 / (rounds / 24) for count in counts.values())
    assert len(counts) == 24
    assert chi_square < 49.73  # Twenty-three degrees of freedom, one in a thousand.


def test_the_order_knows_nothing_of_the_key() -> None:
    for right in range(3):
        assert attempt().choice_order(bank(single(right=right)), 0) == attempt().choice_order(bank(single()), 0)


# --- the response that counts ---


def test_the_first_response_is_marked_and_is_revision_one() -> None:
    response = respond(attempt(), None, single(), ticks(0), 0)

    assert response == Response(ticks(0), Decimal(1), 1)


@pytest.mark.parametrize("seen", [0, 1, 7])
def test_with_feedback_at_once_the_first_response_is_final(seen: int) -> None:
    first = Response(ticks(1), Decimal(0))

    assert respond(attempt(), first, single(), ticks(0), seen) is first
    assert respond(attempt(state=State.FINISHED), first, single(), ticks(0), seen) is first


def test_with_feedback_at_the_end_the_last_response_counts() -> None:
    first = respond(attempt(settings=AT_END), None, single(), ticks(1), 0)

    second = respond(attempt(settings=AT_END), first, single(), ticks(0), 1)

    assert second == Response(ticks(0), Decimal(1), 2)


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_a_response_made_on_an_older_page_never_overwrites(seen: int) -> None:
    stored = Response(ticks(1), Decimal(0), revision=2)

    with pytest.raises(StaleResponse):
        respond(attempt(settings=AT_END), stored, single(), ticks(0), seen)


@pytest.mark.parametrize("seen", [0, 1, 2])
def test_the_same_response_again_changes_nothing_however_old_its_page(seen: int) -> None:
    stored = Response(ticks(1), Decimal(0), revision=2)

    assert respond(attempt(settings=AT_END), stored, single(), ticks(1), seen) is stored
    assert respond(attempt(settings=AT_END, state=State.FINISHED), stored, single(), ticks(1), seen) is stored


def test_nothing_new_is_taken_after_the_end() -> None:
    over = attempt(settings=AT_END, state=State.FINISHED)

    with pytest.raises(AttemptFinished):
        respond(over, None, single(), ticks(0), 0)
    with pytest.raises(AttemptFinished):
        respond(over, Response(ticks(1), Decimal(0)), single(), ticks(0), 1)
    with pytest.raises(AttemptFinished):
        respond(attempt(state=State.FINISHED), None, single(), ticks(0), 0)


@pytest.mark.parametrize("question", [single(), multiple(), true_false()])
@pytest.mark.parametrize("settings", [Settings(), AT_END])
def test_an_empty_first_response_is_refused(question: Question, settings: Settings) -> None:
    with pytest.raises(NothingPicked):
        respond(attempt(settings=settings), None, question, ticks(), 0)


def test_the_ticks_of_a_multiple_question_can_be_taken_back_and_a_single_choice_cannot() -> None:
    stored = Response(ticks(0), Decimal("0.5"))

    assert respond(attempt(settings=AT_END), stored, multiple(), ticks(), 1) == Response(ticks(), Decimal(0), 2)
    with pytest.raises(NothingPicked):
        respond(attempt(settings=AT_END), stored, single(), ticks(), 1)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4)), max_size=12))
def test_two_tabs_that_race_never_lose_the_newer_response(posts: list[tuple[int, int]]) -> None:
    stored: Response | None = None
    told: Mapping[int, frozenset[int]] = {0: ticks()}  # What a page that shows this revision has on it.

    for choice, seen in posts:
        before = stored
        try:
            stored = respond(attempt(settings=AT_END), stored, single(), ticks(choice), seen)
        except StaleResponse:
            assert before is not None
            assert seen != before.revision
        told = {**told, (stored.revision if stored else 0): stored.picked if stored else ticks()}
        if stored is not before:
            assert before is None or seen == before.revision
            assert stored is not None
            assert stored.picked == ticks(choice)

    assert len(told) == (stored.revision if stored else 0) + 1


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, False),
        ({"responses": {0: Response(ticks(1), Decimal(0))}}, True),
        ({"responses": {1: Response(ticks(1), Decimal(0))}}, False),
        ({"settings": AT_END, "responses": {0: Response(ticks(1), Decimal(0))}}, False),
        ({"settings": AT_END, "state": State.FINISHED}, True),
    ],
)
def test_the_key_is_shown_only_when_it_is_due(changes: dict[str, object], shown: bool) -> None:
    assert attempt(**changes).shows_key_of(0) is shown  # type: ignore[arg-type]


# --- the result ---


def responded(whole: Bank, **picked: frozenset[int]) -> dict[int, Response]:
    """Responses by the question's id, each with its mark."""
    places = {question.id: place for place, question in enumerate(whole.questions)}
    return {places[id_]: Response(p, mark(whole.questions[places[id_]], p)) for id_, p in picked.items()}


def test_a_result_marks_every_question_asked_and_says_what_was_missed() -> None:
    whole = bank()
    done = attempt(state=State.FINISHED, responses=responded(whole, where=ticks(0), which=ticks(0)))

    outcome = result(done, whole)

    assert [line.outcome for line in outcome.lines] == [Outcome.RIGHT, Outcome.PARTLY, Outcome.UNANSWERED]
    assert [line.mark for line in outcome.lines] == [Decimal(1), Decimal("0.5"), Decimal(0)]
    assert (outcome.score, outcome.maximum) == (Decimal("1.5"), Decimal(4))
    assert outcome.missed == (1, 2)


def test_a_result_is_made_from_the_key_not_from_stored_marks() -> None:
    forged = attempt(state=State.FINISHED, responses={0: Response(ticks(1), Decimal(99))})

    assert result(forged, bank(single())).score == 0


def test_a_result_of_a_subset_counts_only_that_subset() -> None:
    whole = bank()
    again = attempt(subset=(2,), responses=responded(whole, two=ticks(0), where=ticks(0)))

    outcome = result(again, whole)

    assert (outcome.score, outcome.maximum) == (Decimal(2), Decimal(2))
    assert [(line.number, line.place) for line in outcome.lines] == [(1, 2)]
    assert outcome.missed == ()


def test_lines_come_in_the_order_asked_and_missed_in_that_of_the_bank() -> None:
    whole = bank(*(single(f"q{n}") for n in range(6)))
    shuffled = attempt("s", Settings(shuffle_questions=True))

    outcome = result(shuffled, whole)

    assert tuple(line.place for line in outcome.lines) == shuffled.order(whole) != (0, 1, 2, 3, 4, 5)
    assert [line.number for line in outcome.lines] == [1, 2, 3, 4, 5, 6]
    assert outcome.missed == (0, 1, 2, 3, 4, 5)


def test_a_multiple_question_whose_ticks_were_taken_back_is_unanswered() -> None:
    cleared = attempt(settings=AT_END, responses={0: Response(ticks(), Decimal(0), 2)})

    (line,) = result(cleared, bank(multiple())).lines

    assert (line.outcome, line.mark) == (Outcome.UNANSWERED, Decimal(0))


@given(st.data())
def test_the_calculator_agrees_on_every_score(data: st.DataObject) -> None:
    third = tuple(Choice(f"c{n}", Fraction(n, 3)) for n in (1, 3, -2))
    whole = bank(
        single(), multiple(maximum=Fraction(1, 10)), true_false(maximum=Fraction(5, 2)), single("x", choices=third)
    )
    picked = {
        place: data.draw(st.sets(st.integers(0, 1), max_size=2 if question.kind is Kind.MULTIPLE else 1))
        for place, question in enumerate(whole.questions)
    }
    subset = data.draw(st.none() | st.lists(st.sampled_from(range(4)), unique=True).map(tuple))
    responses = {place: Response(frozenset(p), Decimal(0)) for place, p in picked.items()}

    outcome = result(attempt(subset=subset, responses=responses), whole)

    assert outcome.score == expected_score(whole, picked, subset)
    assert outcome.maximum == expected_maximum(whole, subset)


# --- names ---


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Zoé \t\n Martin  ", "Zoé Martin"),
        ("Zoe\u0301", "Zoé"),
        ("Zoe\u200b\u0301", "Zoé"),
        ("a\u202eb\u2066c\ufeffd", "abcd"),
        ("\x00\x1b[31mred", "[31mred"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("\u200d", ""),
        ("\u200c \u200d", ""),
        ("\u200dab\u200c", "ab"),
        ("\u3164", ""),
        ("\u115f\u1160\uffa0\u2800\u034f", ""),
        ("\ud800x\ue000y\uffff", "xy"),
        ("<b>&amp;", "<b>&amp;"),
        ("김 철수", "김 철수"),
        ("", ""),
        ("x" * 100, "x" * 60),
        ("x" * 59 + " y", "x" * 59),
        ("x" * 59 + "\u200dy", "x" * 59),
    ],
)
def test_a_name_is_kept_as_it_is_shown(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@given(st.text(st.characters() | st.sampled_from("\u200c\u200d\u0301\u3164 \u200b\u00a0e"), max_size=80))
def test_a_clean_name_is_short_composed_on_one_line_and_stays_as_it_is(typed: str) -> None:
    name = clean_name(typed)

    assert len(name) <= 60
    assert unicodedata.is_normalized("NFC", name)
    assert name == " ".join(name.split())
    assert all(unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn") for char in name)
    assert not name or any(unicodedata.category(char)[0] in "LNPSM" for char in name)
    assert clean_name(name) == name


# --- codes ---


def test_a_code_is_twelve_letters_that_no_eye_confuses() -> None:
    made = [codes.resume_code("a secret", f"attempt-{n}") for n in range(500)]

    assert {len(code) for code in made} == {12}
    assert len(set(made)) == 500
    assert set("".join(made)) == set(codes.LETTERS)
    assert not set(codes.LETTERS) & set("ILOQUVAE0123456789")


def test_a_code_is_the_same_each_time_and_another_for_another_secret() -> None:
    assert codes.resume_code("a secret", "x") == codes.resume_code("a secret", "x")
    assert codes.resume_code("a secret", "x") != codes.resume_code("b secret", "x")
    assert codes.code_digest("a secret", "x") != codes.code_digest("b secret", "x")


def test_a_code_is_shown_in_three_groups() -> None:
    assert codes.grouped("BCDFGHJKMNPR") == "BCDF-GHJK-MNPR"


@pytest.mark.parametrize(
    "typed", ["BCDF-GHJK-MNPR", "bcdfghjkmnpr", " bcdf ghjk\tmnpr\n", "BCDF–GHJK—MNPR", "b.c.d.f.g.h.j.k.m.n.p.r"]
)
def test_a_code_is_understood_as_people_type_it(typed: str) -> None:
    assert codes.normalised(typed) == "BCDFGHJKMNPR"


@pytest.mark.parametrize(
    "typed", ["", "BCDF-GHJK-MNP", "BCDF-GHJK-MNPRS", "BCDF-GHJK-MNPI", "BCDF-GHJK-MNP1", "ＢCDF-GHJK-MNPR", "-" * 12]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.normalised(typed) is None


@given(st.text(min_size=1))
def test_every_code_is_read_back_from_how_it_is_shown(address: str) -> None:
    code = codes.resume_code("a secret", address)

    assert codes.normalised(codes.grouped(code).lower()) == code


# --- stored documents ---

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SHARES = st.fractions(-1, 1, max_denominator=1000)


@st.composite
def any_bank(draw: st.DrawFn) -> Bank:
    passages = st.builds(Passage, st.integers(0, 9), st.integers(0, 99), st.integers(0, 99))
    quoted = st.builds(Evidence, WORDS, passages)
    spans = st.builds(Span, st.integers(0, 9), st.integers(0, 9), st.sampled_from(Style))
    blocks = st.builds(
        Block, st.sampled_from(BlockKind), WORDS, st.lists(spans, max_size=2).map(tuple), st.integers(0, 6)
    )
    question = st.builds(
        Question,
        id=WORDS,
        kind=st.sampled_from(Kind),
        stem=WORDS,
        choices=st.lists(st.builds(Choice, WORDS, SHARES, WORDS, st.booleans(), st.none() | quoted), max_size=4).map(
            tuple
        ),
        marking=st.builds(Marking, st.fractions(0, 1000), st.sampled_from(Rule)),
        feedback=st.builds(Feedback, WORDS, WORDS, WORDS, WORDS),
        evidence=st.lists(quoted, max_size=2).map(tuple),
        filing=st.builds(Filing, WORDS, WORDS, st.lists(WORDS, max_size=2).map(tuple)),
        shuffle=st.booleans(),
    )
    text = st.none() | st.builds(Article, st.lists(blocks, max_size=3).map(tuple), WORDS)
    return draw(
        st.builds(
            Bank,
            id=WORDS,
            title=WORDS,
            language=WORDS,
            questions=st.lists(question, max_size=3).map(tuple),
            summary=WORDS,
            source=st.builds(Source, WORDS, WORDS, WORDS, WORDS),
            article=text,
        )
    )


@given(any_bank())
def test_a_stored_bank_comes_back_the_same_to_the_last_type(whole: Bank) -> None:
    document = documents.dump(whole)

    back = documents.load(document)

    assert back == whole
    assert repr(back) == repr(whole)  # Equality alone would let a text pass for a Kind, and 1 for True.
    assert documents.dump(back) == document


def test_the_digest_of_a_document_is_that_of_its_utf8_bytes() -> None:
    # printf 'é' | sha256sum
    assert documents.digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


# --- what a later version changes ---


def test_a_first_load_adds_every_question() -> None:
    assert compare(None, bank()) == Difference(added=("where", "which", "two"))
    assert not compare(None, bank()).nothing


def test_the_same_bank_again_changes_nothing() -> None:
    difference = compare(bank(), bank())

    assert difference == Difference(unchanged=("where", "which", "two"))
    assert difference.nothing


def test_questions_added_changed_unchanged_and_removed_are_told_by_their_ids() -> None:
    old = bank(single("a"), single("b"), single("c"))
    new = bank(single("a"), single("c", stem="Where, then?"), single("d"))

    assert compare(old, new) == Difference(added=("d",), changed=("c",), unchanged=("a",), removed=("b",))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another"},
        {"language": "fr"},
        {"summary": "Short."},
        {"source": Source(date="2023")},
        {"article": None},
    ],
)
def test_a_change_of_the_text_around_the_questions_is_told(changes: dict[str, Any]) -> None:
    difference = compare(bank(single()), bank(single(), **changes))

    assert (difference.text_changed, difference.unchanged, difference.nothing) == (True, ("where",), False)


def test_another_order_of_the_questions_is_a_change() -> None:
    difference = compare(bank(single("a"), single("b")), bank(single("b"), single("a")))

    assert (difference.text_changed, difference.changed, difference.nothing) == (True, (), False)


@pytest.mark.parametrize(
    "changes",
    [
        {"choices": choices("Spaceport", "Harbour", "Palace", right=(1,))},
        {"feedback": "Far."},
        {"tags": ("t",)},
        {"maximum": Fraction(2)},
        {"shuffle": False},
    ],
)
def test_a_change_of_any_part_of_a_question_is_told(changes: dict[str, Any]) -> None:
    assert compare(bank(single()), bank(single(**changes))).changed == ("where",)


def test_another_quotation_changes_the_question_and_a_paragraph_before_it_does_not() -> None:
    short, longer = article("At the spaceport."), article("A new beginning.", "At the spaceport.")
    old = bank(quoting(single(), short, "the spaceport"), article=short)

    shifted = compare(old, bank(quoting(single(), longer, "the spaceport"), article=longer))
    requoted = compare(old, bank(quoting(single(), short, "spaceport"), article=short))

    assert (shifted.changed, shifted.unchanged, shifted.text_changed) == ((), ("where",), True)
    assert (requoted.changed, requoted.text_changed) == (("where",), False)


def test_so_it_is_with_the_passage_that_tempts() -> None:
    short, longer = article("At the spaceport."), article("A new beginning.", "At the spaceport.")
    asked = quoting(single(), short, "the spaceport")
    old = bank(tempted(asked, short, {1: "the spaceport"}), article=short)
    shifted = tempted(quoting(single(), longer, "the spaceport"), longer, {1: "the spaceport"})

    assert compare(old, bank(shifted, article=longer)).unchanged == ("where",)
    for changed in (asked, tempted(asked, short, {1: "At the"}), tempted(asked, short, {2: "the spaceport"})):
        assert compare(old, bank(changed, article=short)).changed == ("where",)


# --- what makes a bank sound ---


def codes_of(question: Question) -> list[str]:
    return [finding.code for finding in question_faults(question, 0)]


def weighted(kind: Kind, *fractions: str, **changes: object) -> Question:
    given_ = tuple(Choice(f"choice {n}", Fraction(fraction)) for n, fraction in enumerate(fractions))
    return makers.question("q", kind, "?", given_, **changes)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (weighted(Kind.SINGLE, "1"), ["too-few-choices"]),
        (weighted(Kind.SINGLE), ["too-few-choices"]),
        (weighted(Kind.SINGLE, "0", "0"), ["no-right-choice"]),
        (weighted(Kind.SINGLE, "0", "-1"), ["no-right-choice"]),
        (weighted(Kind.SINGLE, "0", "0.5"), []),
        (weighted(Kind.SINGLE, "1", "0.5"), []),
        (weighted(Kind.SINGLE, "1", "1", "0"), []),
        (weighted(Kind.SINGLE, "0.9999999", "0"), []),
        (weighted(Kind.MULTIPLE, "0", "-1"), ["no-right-choice"]),
        (weighted(Kind.MULTIPLE, "0.5", "0.4", "-1"), []),
        (weighted(Kind.MULTIPLE, "0.5", "0.4", "-1", rule=Rule.ALL_OR_NOTHING), []),
        (weighted(Kind.MULTIPLE, "1/3", "1/3", "1/3", "-1"), []),
        (weighted(Kind.MULTIPLE, "0.3333333", "0.3333333", "0.3333333", "-1"), []),
        (weighted(Kind.TRUE_FALSE, "1", "0", "0"), ["true-false-needs-two"]),
        (weighted(Kind.TRUE_FALSE, "1", "1"), ["true-false-needs-one"]),
        (weighted(Kind.TRUE_FALSE, "0", "0"), ["no-right-choice"]),
        (weighted(Kind.TRUE_FALSE, "1", "0"), []),
    ],
)
def test_a_question_that_cannot_be_asked_has_a_fault(question: Question, expected: list[str]) -> None:
    assert codes_of(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (weighted(Kind.SINGLE, "0.9", "0"), ["no-full-mark"]),
        (weighted(Kind.SINGLE, "0.9999999", "0"), []),
        (weighted(Kind.SINGLE, "1", "1", "0"), []),
        (weighted(Kind.MULTIPLE, "0.5", "0.4", "-1"), ["shares-not-whole"]),
        (weighted(Kind.MULTIPLE, "0.5", "0.6", "-1"), ["shares-not-whole"]),
        (weighted(Kind.MULTIPLE, "0.3333333", "0.3333333", "0.3333333", "-1"), []),
        (weighted(Kind.MULTIPLE, "0.5", "0.4", "-1", rule=Rule.ALL_OR_NOTHING), []),
    ],
)
def test_marks_that_are_not_the_whole_are_doubted_and_kept(question: Question, expected: list[str]) -> None:
    """Moodle takes such questions, with the same warning, and they score here as they do there."""
    assert [finding.code for finding in doubts(bank(question, article=None))] == expected


def test_ids_are_unique_and_a_bank_is_not_empty() -> None:
    doubled = bank(single("a"), single("b"), single("a"))

    assert [(f.code, f.path) for f in faults(doubled)] == [("doubled-id", ("questions", 2, "id"))]
    assert [f.code for f in faults(replace(doubled, questions=()))] == ["no-questions"]
    assert list(faults(bank())) == []


def test_choices_that_look_the_same_are_doubled_whatever_their_bytes() -> None:
    alike = single(choices=choices("caf\u00e9", "cafe\u0301", "thé"))

    assert [f.code for f in doubts(bank(alike, article=None))] == ["doubled-choice"]


def test_all_of_the_above_is_doubtful_only_where_it_moves() -> None:
    texts = ("One", "Two", "Toutes ces réponses")
    moving = single(choices=choices(*texts))
    still = single(choices=(*choices(*texts)[:2], Choice("Toutes ces réponses", fixed=True)))

    assert [f.code for f in doubts(bank(moving, article=None))] == ["all-of-the-above"]
    assert list(doubts(bank(still, article=None))) == []
    assert list(doubts(bank(replace(moving, shuffle=False), article=None))) == []


def test_a_key_that_is_always_longest_or_always_in_one_place_is_doubtful_from_four_questions_on() -> None:
    texts = choices("the very longest of them all", "short", "brief")
    given_away = [single(f"q{n}", stem=f"Question {n}?", choices=texts, right=0) for n in range(4)]

    assert [f.code for f in doubts(bank(*given_away, article=None))] == ["key-always-longest", "key-always-in-place"]
    assert list(doubts(bank(*given_away[:3], article=None))) == []
    assert list(doubts(bank(*given_away[:3], single("x", right=1), article=None))) == []


def test_ticking_everything_must_not_pay() -> None:
    free = weighted(Kind.MULTIPLE, "0.5", "0.5", "0", "0")

    assert [f.code for f in doubts(bank(free, article=None))] == ["ticking-all-pays"]
    assert list(doubts(bank(makers.changed(free, rule=Rule.ALL_OR_NOTHING), article=None))) == []
    assert list(doubts(bank(weighted(Kind.MULTIPLE, "0.5", "0.5"), article=None))) == []
    # By a table: nothing, the first alone, the second alone, both.
    for both, told in (("1", ["ticking-all-pays"]), ("1/2", [])):
        tabled_ = tabled(
            free, [Fraction(0), Fraction(1), Fraction(0), Fraction(both), *[Fraction(0)] * 11, Fraction(both)]
        )
        assert [f.code for f in doubts(bank(tabled_, article=None))] == told
