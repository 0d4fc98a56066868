"""Compilations: what is put together of several banks, what cannot be, and what each reader is asked of it."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain import documents
from quizapp.domain.attempts import Attempt, Settings, State
from quizapp.domain.banks import Bank, only
from quizapp.domain.compilations import (
    BadCompilation,
    Choosing,
    Drawing,
    SourceVersion,
    Take,
    Why,
    Wish,
    article_of,
    categories_of,
    compiled,
    drawn_for,
    readings,
    renewal,
    renewed,
    tags_of,
    with_its_article,
)
from quizapp.domain.maps import Fared, class_maps
from quizapp.domain.remarking import marked_by
from tests.makers import NOON, article, bank, changed, quoting, single, true_false

FLOOD = article("It rained for nine days.", "The river rose, and the bridge was lost.")
SUMMIT = bank()
RIVER = bank(
    quoting(single("where"), FLOOD, "the bridge was lost"),
    quoting(true_false("long", tags=("easy",), category="Weather/Rain"), FLOOD, "nine days"),
    id_="river", title="The river", article=FLOOD,
)  # fmt: skip


def source(of: Bank, bank_id: int = 1, number: int = 1) -> SourceVersion:
    return SourceVersion(bank_id, 10 * bank_id + number, number, of)


def put(*of: Bank, title: str = "Both", drawings: tuple[Drawing, ...] = (), **by_bank: Choosing) -> Bank:
    """All of these banks, but for those of which else is wanted, by their ids."""
    sources = [source(one, at) for at, one in enumerate(of, start=1)]
    wanted = {one.bank_id: by_bank.get(one.bank.id, Choosing()) for one in sources}
    return compiled("both", "en", Wish(title, wanted, drawings), sources)


def many(count: int, **changes: Any) -> Bank:
    return bank(*(single(f"q{at}", **changes) for at in range(count)))


def whys(*of: Bank, **wanted: Any) -> list[Why]:
    with pytest.raises(BadCompilation) as refused:
        put(*of, **wanted)
    return [one.why for one in refused.value.obstacles]


def test_each_question_keeps_its_bank_version_and_id_and_its_article() -> None:
    both = put(SUMMIT, RIVER)

    assert [one.id for one in both.questions] == ["where", "which", "two", "where-2", "long"]
    assert [(one.bank_id, one.version_id, one.version, one.title) for one in both.parts] == [
        (1, 11, 1, "The summit"),
        (2, 21, 1, "The river"),
    ]
    assert both.parts[1].ids == {"where-2": "where", "long": "long"}
    for question, of in zip(both.questions, [SUMMIT] * 3 + [RIVER] * 2, strict=True):
        its, alone = with_its_article(both, question)
        assert its == of.article
        assert its is not None
        assert [its.text(one.passage) for one in alone.evidence] == [one.quotation for one in alone.evidence]
        assert both.article is not None
        assert [both.article.text(one.passage) for one in question.evidence] == [
            one.quotation for one in alone.evidence
        ]


def test_a_compilation_comes_back_from_what_is_stored() -> None:
    both = put(SUMMIT, RIVER, river=Choosing(count=1))

    assert documents.load(documents.dump(both)) == both
    assert '"parts"' not in documents.dump(SUMMIT)
    assert '"pools"' not in documents.dump(SUMMIT)


def test_what_is_ticked_is_taken_alone_and_a_bank_of_which_nothing_is_has_no_part() -> None:
    ticked = Choosing(Take.TICKED, frozenset({"two"}))

    both = put(SUMMIT, RIVER, summit=ticked, river=Choosing(Take.NONE))

    assert [one.id for one in both.questions] == ["two"]
    assert [one.bank_id for one in both.parts] == [1]


def test_a_question_that_is_drawn_by_its_tag_is_asked_by_nothing_else() -> None:
    easy = bank(single("a", tags=("easy",)), single("b", tags=("easy",)), single("c"))

    drawn = put(easy, drawings=(Drawing(1, tag="easy"),))

    assert [(one.count, one.ids) for one in drawn.pools] == [(1, ("a", "b"))]
    assert drawn.asked == 2


def test_a_category_takes_what_is_below_it_and_no_other_that_begins_alike() -> None:
    filed = bank(
        single("a", category="Weather/Rain"), single("b", category="Weather"), single("c", category="Weathered")
    )

    drawn = put(filed, drawings=(Drawing(1, category="Weather"),))

    assert drawn.pools[0].ids == ("a", "b")
    assert categories_of([filed]) == {"Weather": 2, "Weather/Rain": 1, "Weathered": 1}


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"title": ""}, Why.NO_TITLE),
        ({"summit": Choosing(count=4)}, Why.MORE_THAN_THERE_ARE),
        ({"summit": Choosing(count=0)}, Why.NO_COUNT),
        ({"summit": Choosing(count=2)}, Why.MAXIMA_DIFFER),
        ({"summit": Choosing(Take.TICKED)}, Why.NONE_OF_THESE),
        ({"summit": Choosing(Take.NONE)}, Why.NOTHING),
        ({"drawings": (Drawing(1, tag="none"),)}, Why.NONE_OF_THESE),
        ({"drawings": (Drawing(1, tag="easy", category="Weather"),)}, Why.NONE_OF_THESE),
    ],
)
def test_what_cannot_be_meant_is_said(wanted: dict[str, Any], why: Why) -> None:
    assert whys(SUMMIT, **wanted) == [why]


def test_everything_in_the_way_is_said_at_once_and_where() -> None:
    with pytest.raises(BadCompilation) as refused:
        put(SUMMIT, RIVER, title="", summit=Choosing(count=9), drawings=(Drawing(3, tag="easy"),))

    assert [(one.why, one.bank_id, one.drawing, one.wanted, one.there) for one in refused.value.obstacles] == [
        (Why.MORE_THAN_THERE_ARE, None, 0, 3, 1),
        (Why.MORE_THAN_THERE_ARE, 1, None, 9, 3),
        (Why.NO_TITLE, None, None, 0, 0),
    ]


def test_a_pool_of_as_many_as_are_asked_is_none_whatever_their_maxima() -> None:
    assert put(SUMMIT, summit=Choosing(count=3)).pools == ()


def test_each_question_of_a_pool_is_asked_about_equally_often_and_so_is_each_set_of_them() -> None:
    """Counts are binomial: 4.5 standard deviations are passed once in 150,000; the seeds are fixed."""
    pool, n = put(many(6), summit=Choosing(count=2)), 6000
    asked = [drawn_for(pool, f"seed-{at}") for at in range(n)]

    singles = Counter(place for places in asked if places for place in places)
    pairs = Counter(asked)

    assert set(pairs) == set(combinations(range(6), 2))
    for counts, share in ((singles, Fraction(1, 3)), (pairs, Fraction(1, 15))):
        allowed = 4.5 * float(n * share * (1 - share)) ** 0.5
        assert all(abs(count - n * share) < allowed for count in counts.values())


def test_what_two_pools_of_one_compilation_draw_hangs_on_nothing_of_each_other() -> None:
    two = put(many(3), bank(*(single(f"r{at}") for at in range(3)), id_="other"),
              summit=Choosing(count=1), other=Choosing(count=1))  # fmt: skip

    both = Counter(drawn_for(two, f"seed-{at}") for at in range(3600))

    assert len(both) == 9
    assert all(abs(count - 400) < 4.5 * (3600 * 8 / 81) ** 0.5 for count in both.values())


@given(st.text(max_size=20), st.integers(1, 7), st.integers(1, 4))
def test_every_reader_is_asked_as_many_for_the_same_maximum_and_the_same_ones_again(
    seed: str, count: int, points: int
) -> None:
    pool = put(many(7, maximum=Fraction(points)), RIVER, summit=Choosing(count=count))

    places = drawn_for(pool, seed)
    asked = pool if places is None else only(pool, places)

    assert len(asked.questions) == pool.asked == count + 2
    assert asked.maximum == pool.maximum == count * points + RIVER.maximum
    assert drawn_for(pool, seed) == places
    assert places is None or list(places) == sorted(set(places))


def test_what_was_asked_is_read_article_by_article_each_with_its_own_questions_alone() -> None:
    both = put(SUMMIT, RIVER)

    found = list(readings(both, [4, 0, 2]))

    assert [(one.title, [place for place, _ in one.questions]) for one in found] == [
        ("The summit", [0, 2]),
        ("The river", [4]),
    ]
    assert found[1].article == FLOOD
    assert FLOOD.text(found[1].questions[0][1].evidence[0].passage) == "nine days"
    (alone,) = readings(SUMMIT, [1])
    assert (alone.title, alone.article, alone.questions) == ("", SUMMIT.article, ((1, SUMMIT.questions[1]),))


def test_the_map_of_a_class_is_drawn_article_by_article_each_from_its_first_paragraph() -> None:
    plain = bank(single("off"), id_="plain", title="Plain", article=None)
    both = put(SUMMIT, RIVER, plain)
    fared = [Fared(2, right) for right in (2, 1, 0, 1, 2, 0)]

    summit, river = class_maps(both, fared)

    assert [(one.title, len(one.blocks), [block.number for block in one.blocks]) for one in (summit, river)] == [
        ("The summit", 3, [1, 2, 3]),
        ("The river", 2, [1, 2]),
    ]
    assert [block.questions for block in river.blocks] == [(4,), (3,)]
    assert (summit.elsewhere, river.elsewhere) == ((5,), ())


def test_shuffled_questions_of_one_article_stay_together() -> None:
    both = put(many(5), RIVER)
    attempt = Attempt("at", 1, "seed", Settings(shuffle_questions=True), State.OPEN, NOON)

    order = attempt.order(both)

    assert sorted(order) == list(range(7))
    assert set(order[:5]) == set(range(5))
    assert list(order[:5]) != list(range(5))


def test_a_newer_version_of_a_source_is_told_question_by_question() -> None:
    both = put(SUMMIT, RIVER)
    where, _ = RIVER.questions
    newer = source(
        replace(RIVER, questions=(changed(where, stem="Where, really?"), single("new"))), bank_id=2, number=2
    )

    told = renewal(both, both.parts[1], newer)

    assert (told.changed, told.removed, told.added, told.article_changed) == (("where-2",), ("long",), 1, False)


def test_a_source_that_says_the_same_changes_nothing() -> None:
    both = put(SUMMIT, RIVER)

    told = renewal(both, both.parts[1], source(RIVER, bank_id=2, number=2))

    assert (told.changed, told.removed, told.added, told.article_changed) == ((), (), 0, False)


def test_what_is_renewed_keeps_its_ids_its_pools_and_its_title() -> None:
    pool = put(many(4), RIVER, summit=Choosing(count=2))
    corrected = replace(RIVER, questions=(single("where", right=1), RIVER.questions[1]))

    again = renewed(pool, [source(many(4), 1), source(corrected, 2, 2)])

    assert [one.id for one in again.questions] == [one.id for one in pool.questions]
    assert [one.version for one in again.parts] == [1, 2]
    assert (again.title, again.pools) == (pool.title, pool.pools)
    assert again.questions[4].key == {1}


def test_a_source_that_leaves_too_few_to_draw_or_of_other_maxima_is_not_taken() -> None:
    pool = put(many(3), summit=Choosing(count=2))
    fewer = many(1)
    unequal = bank(single("q0"), single("q1", maximum=Fraction(2)), single("q2"))

    for newer, why in ((fewer, Why.MORE_THAN_THERE_ARE), (unequal, Why.MAXIMA_DIFFER), (SUMMIT, Why.NOTHING)):
        with pytest.raises(BadCompilation) as refused:
            renewed(pool, [source(newer, 1, 2)])
        assert why in [one.why for one in refused.value.obstacles]


def test_marking_again_finds_each_passage_in_its_own_article_where_another_has_grown() -> None:
    both = put(SUMMIT, RIVER)
    grown = article("A paragraph before.", *(block.text for block in article().blocks))
    again = [quoting(one, grown, *(found.quotation for found in one.evidence)) for one in SUMMIT.questions]
    other = quoting(single("where", right=1), FLOOD, "The river rose")
    newer = [bank(*again, article=grown), replace(RIVER, questions=(other, RIVER.questions[1]))]

    marked = marked_by(both, renewed(both, [source(one, at, 2) for at, one in enumerate(newer, start=1)]))

    assert both.article is not None
    assert [both.article.text(one.passage) for one in marked.questions[3].evidence] == ["The river rose"]
    assert article_of(both, both.parts[1]) == FLOOD


def test_tags_and_categories_stand_in_the_languages_own_order_each_above_what_is_in_it() -> None:
    tags = ("Zoé", "Élan", "emmaüs")
    paths = ("Ève", "Europe", "Europe/Égypte", "Europe/Espagne", "Europe centrale")
    filed = bank(*(single(f"q{at}", tags=tags, category=path) for at, path in enumerate(paths[::-1])))

    assert list(tags_of([filed])) == ["Élan", "emmaüs", "Zoé"]
    assert list(categories_of([filed])) == ["Europe", "Europe/Égypte", "Europe/Espagne", "Europe centrale", "Ève"]
