"""A class's book, worked out by hand: which try gives a mark, what is missing, and what the class keeps missing."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from quizapp.domain import books
from quizapp.domain.banks import Bank
from quizapp.domain.books import AnswerSheet, BookEntry, BookTry, MarkState, QuizSheets
from quizapp.domain.compilations import Choosing, SourceVersion, Wish, compiled
from quizapp.domain.quizzes import Counts
from tests.makers import NOON, article, bank, quoting, single

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def sitting(id_: int, share: Fraction | None = HALF, *, ends: int | None = None, whole: bool = True) -> BookTry:
    """One that ended so many minutes after noon: by default in the order of the ids; below nothing, one that runs."""
    minutes = id_ if ends is None else ends
    finished_at = None if minutes < 0 else NOON + timedelta(minutes=minutes)
    return BookTry(id_, NOON, finished_at, share, whole, responded=3, asked=4)


def of(found: BookEntry) -> tuple[MarkState, Fraction | None, int]:
    return found.standing, found.share, found.nth


# --- what a reader has of a quiz ---


@pytest.mark.parametrize(
    ("counts", "kept"),
    [(Counts.FIRST, (Fraction(1, 4), 1)), (Counts.BEST, (Fraction(3, 4), 2)), (Counts.LAST, (HALF, 3))],
)
def test_the_rule_of_the_quiz_says_which_try_gives_the_mark(counts: Counts, kept: tuple[Fraction, int]) -> None:
    tries = [sitting(3, HALF), sitting(1, Fraction(1, 4)), sitting(2, Fraction(3, 4))]

    assert of(books.entry(tries, counts)) == (MarkState.KEPT, *kept)


def test_of_two_equal_tries_the_earlier_is_kept_as_the_best() -> None:
    assert of(books.entry([sitting(1, THIRD), sitting(2, HALF), sitting(3, HALF)], Counts.BEST))[1:] == (HALF, 2)


def test_which_try_it_is_goes_by_the_end_not_by_the_beginning() -> None:
    found = books.entry([sitting(1, THIRD, ends=9), sitting(2, HALF, ends=5)], Counts.FIRST)

    assert of(found) == (MarkState.KEPT, HALF, 1)


def test_whoever_has_a_mark_has_it_while_another_try_runs() -> None:
    found = books.entry([sitting(1), sitting(2, Fraction(0), ends=-1)], Counts.LAST)

    assert of(found) == (MarkState.KEPT, HALF, 1)
    assert found.running is None
    assert [one.attempt_id for one in found.sittings] == [1, 2]


def test_without_a_mark_the_latest_that_runs_is_told_and_without_any_the_mark_is_missing() -> None:
    runs = books.entry([sitting(1, ends=-1), sitting(2, ends=-1)], Counts.BEST)

    assert (of(runs), runs.running and runs.running.attempt_id) == ((MarkState.RUNNING, None, 0), 2)
    assert of(books.entry([], Counts.BEST)) == (MarkState.MISSING, None, 0)


@pytest.mark.parametrize("counts", Counts)
def test_a_try_at_only_what_was_missed_gives_no_mark_and_does_not_count_as_a_try(counts: Counts) -> None:
    part = sitting(1, Fraction(1), whole=False)

    assert of(books.entry([part], counts)) == (MarkState.MISSING, None, 0)
    assert of(books.entry([part, sitting(2, Fraction(0))], counts)) == (MarkState.KEPT, Fraction(0), 1)
    assert of(books.entry([sitting(3, ends=-1, whole=False)], counts)) == (MarkState.MISSING, None, 0)


def test_where_nothing_could_be_earned_there_is_no_mark_and_none_is_missing() -> None:
    assert of(books.entry([sitting(1, None)], Counts.BEST)) == (MarkState.UNMARKED, None, 0)


def test_means_and_medians_are_of_what_is_there_and_of_nothing_there_is_none() -> None:
    entries = [
        books.entry([sitting(1, share)] if share is not None else [], Counts.BEST)
        for share in (Fraction(1), None, HALF, Fraction(-1, 4))
    ]

    shares = books.kept_shares(entries)

    assert shares == [1, HALF, Fraction(-1, 4)]
    assert (books.mean(shares), books.median(shares)) == (Fraction(5, 12), HALF)
    assert books.median([Fraction(1), HALF]) == Fraction(3, 4)
    assert (books.mean([]), books.median([])) == (None, None)


# --- what the class keeps missing ---

ARTICLE = article()
PORT, SHIP, SILENCE = "at the spaceport", "in an armoured train", "left in silence"
FIRST = bank(quoting(single("a"), ARTICLE, PORT), quoting(single("b"), ARTICLE, SHIP, SILENCE), single("c"))
RIGHT, WRONG = frozenset({0}), frozenset({1})


def answers(rights: int, of: int, *, given: Bank = FIRST, place: int = 0) -> list[AnswerSheet]:
    """So many readers who were asked one question, so many of them rightly."""
    return [AnswerSheet(given, (place,), {place: RIGHT if at < rights else WRONG}) for at in range(of)]


def quiz(number: int, *sheets: AnswerSheet, bank_id: int = 7) -> QuizSheets:
    return QuizSheets(number, bank_id, NOON + timedelta(days=number), sheets)


def told(quizzes: list[QuizSheets]) -> dict[tuple[str, ...], list[tuple[int, int, int]]]:
    """Of each passage, the quiz, how many had it right, and of how many."""
    return {one.words: [(t.quiz_id, t.right, t.asked) for t in one.times] for one in books.records(quizzes)}


def test_a_passage_is_the_same_in_every_quiz_of_its_bank_whatever_question_rests_on_it() -> None:
    other = bank(quoting(single("else"), ARTICLE, PORT), article=ARTICLE)

    found = told([quiz(1, *answers(2, 5)), quiz(2, *answers(1, 4, given=other))])

    assert found == {(PORT,): [(1, 2, 5), (2, 1, 4)]}


def test_the_same_words_in_another_bank_are_another_passage() -> None:
    found = books.records([quiz(1, *answers(2, 5)), quiz(2, *answers(1, 4), bank_id=8)])

    assert [(one.words, len(one.times)) for one in found] == [((PORT,), 1), ((PORT,), 1)]


def test_a_passage_that_a_quiz_of_several_banks_asked_for_is_that_of_its_own_bank() -> None:
    wish = Wish("Both", {8: Choosing(), 7: Choosing()})
    both = compiled("both", "en", wish, [SourceVersion(id_, id_, 1, FIRST) for id_ in (8, 7)])

    found = books.records([quiz(1, *answers(2, 5)), quiz(2, *answers(1, 4, given=both, place=3), bank_id=9)])

    assert [(one.words, one.paragraph, [time.quiz_id for time in one.times]) for one in found] == [((PORT,), 1, [1, 2])]


def test_passages_that_the_very_same_questions_rest_on_are_told_as_one() -> None:
    assert told([quiz(1, *answers(1, 3, place=1))]) == {(SHIP, SILENCE): [(1, 1, 3)]}


def test_a_question_without_a_passage_or_a_bank_without_an_article_says_nothing() -> None:
    bare = replace(FIRST, article=None, questions=(single("a"),))

    assert told([quiz(1, *answers(0, 3, place=2)), quiz(2, *answers(0, 3, given=bare))]) == {}


def test_only_what_an_attempt_was_asked_counts_and_what_was_not_answered_is_not_right() -> None:
    assert told([quiz(1, AnswerSheet(FIRST, (0, 2), {}), *answers(1, 1))]) == {(PORT,): [(1, 1, 2)]}


def test_two_questions_of_one_quiz_on_a_passage_are_two_times() -> None:
    both = bank(quoting(single("a"), ARTICLE, PORT), quoting(single("b"), ARTICLE, PORT), article=ARTICLE)

    assert told([quiz(1, AnswerSheet(both, (0, 1), {0: RIGHT, 1: WRONG}))]) == {(PORT,): [(1, 1, 1), (1, 0, 1)]}


@pytest.mark.parametrize(
    ("rights", "keeps"),
    [
        ([2, 2], True),
        ([3, 2], False),  # Three of five had it right the first time: it was missed once.
        ([2, 3], False),  # It is understood by now.
        ([2, 5, 2], True),
        ([2, 2, 3], False),
        ([2], False),
    ],
)
def test_a_passage_is_kept_missing_that_was_missed_more_than_once_and_the_last_time_too(
    rights: list[int], *, keeps: bool
) -> None:
    found = books.records([quiz(number, *answers(right, 5)) for number, right in enumerate(rights, start=1)])

    assert [one.kept_missing for one in found] == [keeps]
    assert [one.words for one in books.kept_missing(found)] == [(PORT,)] * keeps


def test_the_one_that_fewest_had_right_the_last_time_comes_first() -> None:
    pairs = [(answers(1, 5), answers(2, 5, place=1)), (answers(2, 5), answers(1, 5, place=1))]
    found = books.records([quiz(number, *here, *there) for number, (here, there) in enumerate(pairs, start=1)])

    assert [one.words for one in books.kept_missing(found)] == [(SHIP, SILENCE), (PORT,)]


def test_what_was_asked_once_and_missed_is_told_apart_from_what_was_right() -> None:
    found = books.records([quiz(1, *answers(2, 5), *answers(3, 5, place=1))])

    assert books.kept_missing(found) == []
    assert [one.words for one in books.missed_once(found)] == [(PORT,)]


def test_where_a_passage_stands_is_told_as_the_version_had_it_that_was_asked_last() -> None:
    text = article("Something new.", *[block.text for block in ARTICLE.blocks])
    newer = bank(quoting(single("a"), text, PORT), article=text, title="Second")

    (found,) = books.records([quiz(1, *answers(1, 2)), quiz(2, *answers(1, 2, given=newer))])

    assert (found.bank.title, found.paragraph) == ("Second", 2)
