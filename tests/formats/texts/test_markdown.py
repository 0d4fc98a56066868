"""Markdown becomes blocks of plain text with spans; nothing a teacher typed as text is lost or run as HTML."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.articles import Block, BlockKind, Span, Style
from quizapp.formats.texts.markdown import read_article
from tests.growth import LINEAR, growth

HEADING, PARAGRAPH, BULLET = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET
NUMBERED, QUOTE, CODE = BlockKind.NUMBERED, BlockKind.QUOTE, BlockKind.CODE


def blocks(markdown: str) -> list[Block]:
    return list(read_article(markdown).article.blocks)


def shapes(markdown: str) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks(markdown)]


def styled(markdown: str) -> list[tuple[str, Style]]:
    (block,) = blocks(markdown)
    return [(block.text[span.start : span.end], span.style) for span in block.spans]


# --- blocks ---


def test_paragraphs_are_blocks_and_their_lines_are_joined_by_spaces() -> None:
    assert shapes("One\ntwo.\n\n\nThree.") == [(PARAGRAPH, 0, "One two."), (PARAGRAPH, 0, "Three.")]


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("# a", [2]),
        ("###### a", [2]),
        ("# a\n## b\n### c", [2, 3, 4]),
        ("## a\n## b", [2, 2]),
        ("# a\n#### b\n# c", [2, 3, 2]),
        ("### a\n# b\n### c", [2, 2, 3]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", [2, 3, 4, 5, 6, 6]),
        ("a\n=\n\nb\n-", [2, 3]),
    ],
)
def test_headings_start_at_two_and_skip_no_level(typed: str, levels: list[int]) -> None:
    assert [block.level for block in blocks(typed)] == levels


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_no_sequence_of_headings_skips_a_level(typed: list[int]) -> None:
    levels = [block.level for block in blocks("\n".join(f"{'#' * level} x" for level in typed))]

    assert levels[0] == 2
    assert all(2 <= level <= 6 for level in levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(levels) == len(typed)


def test_lists_are_one_block_an_item_with_its_depth() -> None:
    assert shapes("- a\n- b\n  - c\n    1. d\n- e") == [
        (BULLET, 1, "a"),
        (BULLET, 1, "b"),
        (BULLET, 2, "c"),
        (NUMBERED, 3, "d"),
        (BULLET, 1, "e"),
    ]


def test_a_second_paragraph_of_an_item_is_a_paragraph_at_its_depth() -> None:
    assert shapes("- a\n\n  b\n\nc") == [(BULLET, 1, "a"), (PARAGRAPH, 1, "b"), (PARAGRAPH, 0, "c")]


def test_numbered_lists_quotes_and_rules() -> None:
    assert shapes("1. a\n2. b\n\n> c\n> d\n\n---\n\ne") == [
        (NUMBERED, 1, "a"),
        (NUMBERED, 1, "b"),
        (QUOTE, 0, "c d"),
        (PARAGRAPH, 0, "e"),
    ]


def test_code_keeps_its_lines_and_spaces() -> None:
    assert shapes("```py\nif x:\n\n    y  # *z*\n```\n\n    indented\n      more") == [
        (CODE, 0, "if x:\n\n    y  # *z*"),
        (CODE, 0, "indented\n  more"),
    ]


@pytest.mark.parametrize("empty", ["", "\n\n", "---", "```\n```", "#", "-", ">", "![](x.png)", "- \n- "])
def test_what_shows_nothing_is_no_block(empty: str) -> None:
    assert blocks(empty) == []


@pytest.mark.parametrize("sign", ["> ", "- "])
def test_text_is_shown_however_deep_it_is_nested(sign: str) -> None:
    assert [block.text for block in blocks(sign * 25 + "deep")] == ["deep"]


# --- emphasis ---


def test_emphasis_becomes_spans_of_plain_text() -> None:
    assert blocks("a *b* **c** `d`") == [
        Block(PARAGRAPH, "a b c d", (Span(2, 3, Style.EMPHASIS), Span(4, 5, Style.STRONG), Span(6, 7, Style.CODE)))
    ]


def test_nested_emphasis_becomes_nested_spans() -> None:
    assert styled("***a** b* c") == [("a b", Style.EMPHASIS), ("a", Style.STRONG)]
    assert styled("**a *b `c`***") == [("a b c", Style.STRONG), ("b c", Style.EMPHASIS), ("c", Style.CODE)]


def test_emphasis_runs_over_line_ends() -> None:
    assert styled("x *a\nb* y") == [("a b", Style.EMPHASIS)]


def test_signs_that_emphasise_nothing_are_text() -> None:
    assert shapes(r"2 * 3 * 4 snake_case_word \*a\* **b") == [(PARAGRAPH, 0, "2 * 3 * 4 snake_case_word *a* **b")]


def test_hard_breaks_are_line_ends() -> None:
    assert shapes("a  \nb\\\nc\nd") == [(PARAGRAPH, 0, "a\nb\nc d")]


@given(st.text("ab *_`\\\n[]()!<>&#-1.", max_size=60))
def test_spans_lie_inside_the_text_of_their_block(markdown: str) -> None:
    for block in blocks(markdown):
        assert block.text
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)


# --- HTML, links, pictures ---


@pytest.mark.parametrize(
    "html",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- a comment -->",
        "<div>\n  *x*\n</div>".replace("\n  *x*\n", " x "),
        "a < b && c > d",
        "<?php echo 1 ?>",
    ],
)
def test_html_is_shown_as_text(html: str) -> None:
    assert shapes(html) == [(PARAGRAPH, 0, html)]


def test_entities_are_the_characters_they_name() -> None:
    assert shapes("a &lt;b&gt; &amp; &eacute; &#42;x&#42; &nosuch;") == [(PARAGRAPH, 0, "a <b> & é *x* &nosuch;")]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("See [the *report*](https://x.org \"t\") now.", "See the report now."),
        ("See ![a **map** of it](map.png) now.", "See a map of it now."),
        ("See [![a map](m.png)](https://x.org) now.", "See a map now."),
        ("See <https://x.org/a_b_c> now.", "See https://x.org/a_b_c now."),
        ("See [x](javascript:alert(1)) now.", None),
    ],
)  # fmt: skip
def test_links_and_pictures_are_reduced_to_their_text_with_a_warning(typed: str, shown: str | None) -> None:
    read = read_article(f"First.\n\n{typed}")

    if shown is None:  # What is no link to Markdown stays as it was typed.
        assert (read.article.blocks[1].text, read.reduced) == (typed, ())
    else:
        assert (read.article.blocks[1].text, read.reduced) == (shown, (2,))


def test_a_definition_of_a_link_is_not_swallowed() -> None:
    assert [block.text for block in blocks("[1]: Lemonde\n\nSee [1] and [x][1].")] == [
        "[1]: Lemonde",
        "See [1] and [x][1].",
    ]


def test_the_markdown_is_kept_as_typed() -> None:
    assert read_article("# a\n\n*b*").article.markdown == "# a\n\n*b*"


# --- lines ---


def test_each_block_knows_the_line_where_it_starts() -> None:
    read = read_article("# a\nb\nc\n\n- d\n\n  e\n- f\n\n```\ng\n```\n> h")

    assert [block.text for block in read.article.blocks] == ["a", "b c", "d", "e", "f", "g", "h"]
    assert read.lines == (0, 1, 4, 6, 7, 9, 12)


@given(st.text("ab *_`\n[]()!<>#-1.", max_size=60))
def test_there_is_one_line_for_each_block_and_it_is_in_the_text(markdown: str) -> None:
    read = read_article(markdown)

    assert len(read.lines) == len(read.article.blocks)
    assert all(0 <= line <= markdown.count("\n") for line in read.lines)
    assert list(read.lines) == sorted(read.lines)


# --- hostile input ---


@pytest.mark.parametrize(
    "typed",
    [
        *("*a " * 20_000, "**a_" * 20_000),
        *("[" * 50_000, "![" * 20_000, "<" * 50_000, ("`" * 99 + "a" + "`" * 98) * 99),
        *(">" * 5_000, "- " * 5_000, "&" * 50_000, "\\" * 50_000, "a\n" * 50_000, "- a\n" * 20_000, "[a](" * 20_000),
        *("1. " * 5_000, "# a\n" * 20_000, "*" * 50_000, "_*" * 20_000 + "a", "    a\n\n" * 10_000),
    ],
    ids=lambda typed: typed[:4],
)  # fmt: skip
def test_hostile_markdown_is_not_read_over_and_over(typed: str) -> None:
    assert growth(read_article, typed[: len(typed) // 2], typed) < LINEAR
