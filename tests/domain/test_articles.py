"""Blocks are cut where a style or a mark begins or ends, and lose nothing by it."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.articles import Article, Block, BlockKind, Mark, Passage, Span, Style, cut, marks_of_block
from tests.growth import LINEAR, growth

TEXT = "Two launches had failed before the meeting."


def block(text: str = TEXT, *spans: Span) -> Block:
    return Block(BlockKind.PARAGRAPH, text, spans)


def mark(question: int, start: int, end: int) -> Mark:
    return Mark(Passage(0, start, end), question)


def test_a_block_without_marks_is_one_piece() -> None:
    (piece,) = cut(block())

    assert piece.text == TEXT
    assert (piece.styles, piece.questions, piece.closing) == (frozenset(), (), ())


def test_an_empty_block_has_no_pieces() -> None:
    assert cut(block("")) == ()


def test_overlapping_marks_are_split_so_that_each_stays_legible() -> None:
    pieces = cut(block(), [mark(1, 0, 16), mark(2, 4, 23)])

    assert [(piece.text, piece.questions, piece.closing) for piece in pieces] == [
        ("Two ", (1,), ()),
        ("launches had", (1, 2), (1,)),
        (" failed", (2,), (2,)),
        (" before the meeting.", (), ()),
    ]


def test_a_mark_inside_another_is_split_from_it() -> None:
    pieces = cut(block(), [mark(7, 0, 23), mark(3, 4, 12)])

    assert [(piece.text, piece.questions, piece.closing) for piece in pieces[:3]] == [
        ("Two ", (7,), ()),
        ("launches", (3, 7), (3,)),
        (" had failed", (7,), (7,)),
    ]


def test_what_tempts_is_told_apart_from_what_proves_and_may_lie_over_it() -> None:
    to_b, to_d = Mark(Passage(0, 4, 23), 1, "B"), Mark(Passage(0, 13, 23), 1, "D")

    pieces = cut(block(), [mark(1, 0, 16), to_d, to_b])

    assert [(piece.text, piece.questions, piece.tempting, piece.tempting_closing) for piece in pieces] == [
        ("Two ", (1,), (), ()),
        ("launches ", (1,), (to_b,), ()),
        ("had", (1,), (to_b, to_d), ()),
        (" failed", (), (to_b, to_d), (to_b, to_d)),
        (" before the meeting.", (), (), ()),
    ]


def test_two_questions_on_one_passage_close_together() -> None:
    pieces = cut(block(), [mark(2, 0, 3), mark(1, 0, 3)])

    assert (pieces[0].text, pieces[0].questions, pieces[0].closing) == ("Two", (1, 2), (1, 2))


def test_emphasis_is_cut_by_a_mark_and_keeps_its_style() -> None:
    pieces = cut(block(TEXT, Span(4, 23, Style.STRONG)), [mark(1, 13, 30)])

    assert [(piece.text, piece.styles) for piece in pieces] == [
        ("Two ", frozenset()),
        ("launches ", {Style.STRONG}),
        ("had failed", {Style.STRONG}),
        (" before", frozenset()),
        (" the meeting.", frozenset()),
    ]


def test_marks_of_another_block_are_not_of_this_one() -> None:
    here, there = mark(1, 0, 3), Mark(Passage(1, 0, 3), 2)

    assert marks_of_block([here, there], 0) == (here,)
    assert marks_of_block([here, there], 1) == (there,)


def test_words_and_minutes_are_counted_over_all_blocks() -> None:
    text = Article((block("one two"), block("three  four\nfive")))

    assert text.words == 5
    assert text.minutes == 1
    assert Article((block("word " * 900),)).minutes == 4  # 900 words at 200 a minute: 4.5, to the even number.


def test_the_text_of_a_passage_is_a_slice_of_its_block() -> None:
    assert Article((block("one two"), block("three four"))).text(Passage(1, 6, 10)) == "four"


# --- as properties ---


@st.composite
def marked_blocks(draw: st.DrawFn) -> tuple[Block, list[Mark]]:
    text = draw(st.text("ab c’é\n", min_size=1, max_size=30))
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
    spans = draw(st.lists(st.builds(lambda p, s: Span(p[0], p[1], s), places, st.sampled_from(Style)), max_size=4))
    made = st.builds(lambda p, q, c: Mark(Passage(0, *p), q, c), places, st.integers(1, 5), st.sampled_from(["", "B"]))
    marks = draw(st.lists(made, max_size=8))
    return block(text, *spans), marks


@given(marked_blocks())
def test_the_pieces_add_up_to_the_text(given_: tuple[Block, list[Mark]]) -> None:
    whole, marks = given_

    pieces = cut(whole, marks)

    assert "".join(piece.text for piece in pieces) == whole.text
    assert all(piece.text for piece in pieces)


@given(marked_blocks())
def test_every_character_has_exactly_its_styles_and_its_questions(given_: tuple[Block, list[Mark]]) -> None:
    whole, marks = given_

    shown = [(piece.styles, piece.questions, piece.tempting) for piece in cut(whole, marks) for _ in piece.text]

    for place, (styles, questions, tempting) in enumerate(shown):
        assert styles == {span.style for span in whole.spans if span.start <= place < span.end}
        covering = [m for m in marks if m.passage.start <= place < m.passage.end]
        assert questions == tuple(sorted({m.question for m in covering if not m.choice}))
        assert set(tempting) == {m for m in covering if m.choice}


@given(marked_blocks())
def test_a_number_closes_once_at_the_end_of_each_of_its_passages(given_: tuple[Block, list[Mark]]) -> None:
    whole, marks = given_

    closed, tempted, at = [], [], 0
    for piece in cut(whole, marks):
        at += len(piece.text)
        closed += [(question, at) for question in piece.closing]
        tempted += [(one, at) for one in piece.tempting_closing]

    assert sorted(closed) == sorted({(m.question, m.passage.end) for m in marks if not m.choice})
    assert len(tempted) == len(set(tempted))
    assert set(tempted) == {(m, m.passage.end) for m in marks if m.choice}


@given(marked_blocks())
def test_neighbouring_pieces_differ_or_are_parted_by_an_edge(given_: tuple[Block, list[Mark]]) -> None:
    whole, marks = given_
    edges = {0} | {e for s in whole.spans for e in (s.start, s.end)}
    edges |= {e for m in marks for e in (m.passage.start, m.passage.end)}

    at = 0
    for piece in cut(whole, marks):
        assert at in edges
        at += len(piece.text)


def test_a_paragraph_with_many_thousand_spans_is_gone_through_once() -> None:
    def pieces(number: int) -> int:
        spans = (Span(place, place + 1, Style.EMPHASIS) for place in range(0, 2 * number, 2))
        marks = [mark(place, place, place + 2_000) for place in range(0, number // 50, 40)]
        return len(cut(block("a " * number, *spans), marks))

    assert pieces(10_000) == 20_000
    assert growth(pieces, 10_000, 20_000) < LINEAR
