"""An article is marked by how a class read it: every character by exactly the questions that it proves."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.articles import Article, Block, BlockKind, Passage, Span, Style
from quizapp.domain.banks import Bank, Evidence, Question
from quizapp.domain.maps import (
    ClassMap,
    Fared,
    LegendStep,
    Level,
    MapSegment,
    Temptation,
    class_map,
    legend,
    numbers,
    worst,
)
from tests.makers import TEXT, article, bank, quoting, single

WELL, BADLY = Fared(26, 23), Fared(26, 9)


def about(text: Article, *quotations: str) -> Bank:
    """A bank with one question for each quotation."""
    asked = (quoting(single(f"q{number}"), text, quoted) for number, quoted in enumerate(quotations, start=1))
    return bank(*asked, article=text)


def mapped(text: Article, quotations: Sequence[str], *fared: Fared) -> ClassMap:
    return class_map(about(text, *quotations), text, fared)


def tempting(question: Question, **passages: Passage) -> Question:
    """The question with a passage that tempts to each of these choices, a to z."""
    choices = list(question.choices)
    for letter, passage in passages.items():
        place = ord(letter) - ord("a")
        choices[place] = replace(choices[place], tempted_by=Evidence("", passage))
    return replace(question, choices=tuple(choices))


def marked(found: ClassMap) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """The segments that prove something: their text, what they prove, and which figures stand after them."""
    return [
        (segment.text, segment.proves, segment.closing)
        for block in found.blocks
        for segment in block.segments
        if segment.proves
    ]


# --- levels ---


@pytest.mark.parametrize(
    ("right", "level"),
    [
        (26, Level.MOST), (21, Level.MOST), (20, Level.MANY), (16, Level.MANY),
        (15, Level.FEW), (11, Level.FEW), (10, Level.FEWEST), (0, Level.FEWEST),
    ],
)  # fmt: skip
def test_a_question_stands_at_one_of_four_levels_parted_at_each_fifth_above_the_lowest_two(
    right: int, level: Level
) -> None:
    assert Fared(26, right).level is level


def test_a_question_that_nobody_was_asked_stands_at_none() -> None:
    assert Fared(0, 0).level is None
    assert worst([Fared(0, 0)]) is worst([]) is None


def test_the_worst_of_several_is_the_lowest_of_those_that_were_asked() -> None:
    assert worst([WELL, Fared(0, 0), BADLY, Fared(26, 16)]) is Level.FEWEST
    assert worst([WELL, Fared(0, 0)]) is Level.MOST


def test_the_legend_says_the_levels_in_counts() -> None:
    assert legend(26) == (
        LegendStep(Level.MOST, 21, 26),
        LegendStep(Level.MANY, 16, 20),
        LegendStep(Level.FEW, 11, 15),
        LegendStep(Level.FEWEST, 0, 10),
    )


def test_of_few_readers_the_legend_has_only_the_levels_that_a_count_can_be_at() -> None:
    assert legend(1) == (LegendStep(Level.MOST, 1, 1), LegendStep(Level.FEWEST, 0, 0))
    assert legend(2) == (LegendStep(Level.MOST, 2, 2), LegendStep(Level.FEW, 1, 1), LegendStep(Level.FEWEST, 0, 0))


@given(st.integers(1, 2_000))
def test_every_count_is_in_the_one_step_of_the_legend_that_is_its_level(asked: int) -> None:
    steps = legend(asked)

    assert {right: step.level for step in steps for right in range(step.least, step.most + 1)} == {
        right: Fared(asked, right).level for right in range(asked + 1)
    }
    assert sum(step.most - step.least + 1 for step in steps) == asked + 1


# --- segments ---


def test_a_passage_is_one_segment_with_its_figure_at_its_end() -> None:
    found = mapped(article(), ["Two launches had failed"], BADLY)

    assert marked(found) == [("Two launches had failed", (0,), (0,))]
    assert found.blocks[1].segments[0].level is Level.FEWEST
    assert [segment.text for segment in found.blocks[1].segments] == ["Two launches had failed", " before the meeting."]


def test_a_style_inside_a_passage_does_not_part_it() -> None:
    block = Block(BlockKind.PARAGRAPH, TEXT[1], (Span(4, 12, Style.EMPHASIS),))
    found = mapped(Article((block,)), ["Two launches had failed"], WELL)

    (segment,) = (one for one in found.blocks[0].segments if one.proves)
    assert [piece.text for piece in segment.pieces] == ["Two ", "launches", " had failed"]


def test_overlapping_passages_are_split_and_shaded_by_the_worse_which_is_named_first() -> None:
    found = mapped(article(), ["Two launches had failed", "failed before the meeting"], WELL, BADLY)

    assert marked(found) == [
        ("Two launches had ", (0,), ()),
        ("failed", (1, 0), (0,)),
        (" before the meeting", (1,), (1,)),
    ]
    assert [segment.level for segment in found.blocks[1].segments] == [Level.MOST, Level.FEWEST, Level.FEWEST, None]


def test_two_passages_of_one_question_that_touch_have_a_figure_each() -> None:
    text = article()
    passages = Passage(1, 0, 12), Passage(1, 12, 23)
    asked = replace(single(), evidence=tuple(Evidence("", passage) for passage in passages))
    found = class_map(bank(asked, article=text), text, [WELL])

    assert marked(found) == [("Two launches", (0,), (0,)), (" had failed", (0,), (0,))]
    assert found.blocks[1].questions == (0,)


def test_a_tempting_passage_is_told_apart_from_what_proves_with_how_many_it_led() -> None:
    text = article()
    asked = tempting(quoting(single(), text, "Two launches had failed"), c=Passage(1, 4, 12))
    found = class_map(bank(asked, article=text), text, [Fared(26, 9, {0: 9, 1: 4, 2: 13})])
    tempted = Temptation(0, 2, Passage(1, 4, 12), 13)

    segments = found.blocks[1].segments
    assert [(one.text, one.proves, one.closing, one.tempts, one.tempts_closing) for one in segments] == [
        ("Two ", (0,), (), (), ()),
        ("launches", (0,), (), (tempted,), (tempted,)),
        (" had failed", (0,), (0,), (), ()),
        (" before the meeting.", (), (), (), ()),
    ]


def test_a_passage_that_tempted_nobody_is_not_marked() -> None:
    text = article()
    asked = tempting(single(), b=Passage(1, 4, 12))

    assert [len(block.segments) for block in class_map(bank(asked, article=text), text, [WELL]).blocks] == [1, 1, 1]


def test_of_two_temptations_at_one_passage_the_stronger_is_first_and_neither_asks_about_it() -> None:
    text, here = article(), Passage(1, 0, 3)
    asked = tempting(single("a"), b=here), tempting(single("b"), c=here)
    found = class_map(bank(*asked, article=text), text, [Fared(26, 9, {1: 2}), Fared(26, 9, {2: 9})])

    assert found.blocks[1].segments[0].tempts == (Temptation(1, 2, here, 9), Temptation(0, 1, here, 2))
    assert found.untouched == (1, 2, 3)


# --- blocks ---


def test_a_paragraph_that_no_question_asks_about_is_known_as_such() -> None:
    text = Article((Block(BlockKind.HEADING, "The summit", level=2), *article().blocks))
    found = mapped(text, ["at the spaceport", "in an armoured train"], WELL, BADLY)

    assert [block.number for block in found.blocks] == [0, 1, 2, 3]
    assert found.untouched == (2,)


def test_a_list_is_asked_about_if_any_item_of_it_is() -> None:
    items = [Block(BlockKind.BULLET, text) for text in ("one", "two")]
    text = Article((*items, Block(BlockKind.PARAGRAPH, "three"), Block(BlockKind.NUMBERED, "four")))

    assert mapped(text, ["two"], WELL).untouched == (2, 3)


def test_the_items_of_a_list_are_one_paragraph_and_those_of_the_next_list_another() -> None:
    kinds = (
        BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.HEADING,
        BlockKind.BULLET, BlockKind.QUOTE, BlockKind.BULLET,
    )  # fmt: skip

    assert numbers(Article(tuple(Block(kind, "x") for kind in kinds))) == (1, 2, 2, 2, 0, 3, 4, 5)


def test_questions_without_a_passage_are_named_apart() -> None:
    text = article()
    found = class_map(bank(quoting(single("a"), text, "spaceport"), single("b"), article=text), text, [WELL, BADLY])

    assert found.elsewhere == (1,)


def test_the_legend_is_in_counts_only_where_every_question_on_the_map_was_asked_as_often() -> None:
    both = ["spaceport", "train"]

    assert mapped(article(), both, WELL, BADLY).asked == 26
    assert mapped(article(), both, WELL, Fared(25, 9)).asked is None
    assert class_map(bank(single(), article=article()), article(), [WELL]).asked is None


# --- as properties ---

Read = tuple[Bank, Article, list[Fared]]


@st.composite
def read_by_a_class(draw: st.DrawFn) -> Read:
    lengths = draw(st.lists(st.integers(1, 15), min_size=1, max_size=3))
    text = Article(tuple(Block(BlockKind.PARAGRAPH, "abc défg hijklmn"[:length]) for length in lengths))
    places = [
        (at, start, end) for at, length in enumerate(lengths) for end in range(1, length + 1) for start in range(end)
    ]
    quoted = st.sampled_from(places).map(lambda place: Evidence("", Passage(*place)))
    lured = st.builds(lambda lure: replace(single().choices[1], tempted_by=lure), st.none() | quoted)
    asked = st.builds(
        lambda evidence, wrong: replace(single(), evidence=tuple(evidence), choices=(single().choices[0], wrong)),
        st.lists(quoted, max_size=3),
        lured,
    )
    questions = draw(st.lists(asked, min_size=1, max_size=5))
    counts = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
        lambda both: Fared(sum(both), both[0], {0: both[0], 1: both[1]})
    )
    return bank(*questions, article=text), text, [draw(counts) for _ in questions]


@given(read_by_a_class())
def test_no_character_is_lost_and_each_is_marked_by_exactly_the_passages_that_it_is_in(read: Read) -> None:
    asked, text, fared = read

    for at, block in enumerate(class_map(*read).blocks):
        place = 0
        for segment in block.segments:
            for here in range(place, place + len(segment.text)):
                assert set(segment.proves) == {n for n, q in enumerate(asked.questions) if any_in(q, at, here)}
                assert {one.question for one in segment.tempts} == {
                    n
                    for n, q in enumerate(asked.questions)
                    if (lure := q.choices[1].tempted_by) and fared[n].picked[1] and is_in(lure.passage, at, here)
                }
            place += len(segment.text)
            assert segment.level is worst(fared[n] for n in segment.proves)
        assert "".join(segment.text for segment in block.segments) == text.blocks[at].text


@given(read_by_a_class())
def test_every_passage_has_its_figure_where_it_ends(read: Read) -> None:
    asked, _, fared = read
    figures: set[tuple[int, int, int]] = set()
    tempted: set[Temptation] = set()

    for at, block in enumerate(class_map(*read).blocks):
        place = 0
        for segment in block.segments:
            place += len(segment.text)
            figures |= {(number, at, place) for number in segment.closing}
            tempted |= set(segment.tempts_closing)

    assert figures == {
        (number, one.passage.block, one.passage.end)
        for number, question in enumerate(asked.questions)
        for one in question.evidence
    }
    assert tempted == {
        Temptation(number, 1, lure.passage, fared[number].picked[1])
        for number, question in enumerate(asked.questions)
        if (lure := question.choices[1].tempted_by) and fared[number].picked[1]
    }


def any_in(question: Question, block: int, place: int) -> bool:
    return any(is_in(one.passage, block, place) for one in question.evidence)


def is_in(passage: Passage, block: int, place: int) -> bool:
    return passage.block == block and passage.start <= place < passage.end


def test_a_segment_of_nothing_marked_has_no_level() -> None:
    assert MapSegment(()).level is None
