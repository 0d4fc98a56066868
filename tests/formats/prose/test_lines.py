"""A line is cut with the looks that it has, and says what its reader should see."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.texts import Html
from quizapp.formats.prose.lines import OBJECT_SIGN, Emphasis, LetterRun, Line, said

LINES = st.builds(
    lambda text, spans: Line(
        text, runs=[LetterRun(min(a, b), max(a, b), emphasis) for a, b, emphasis in spans if a != b]
    ),
    st.text("ab c", min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(Emphasis)), max_size=4),
)


@given(LINES, st.integers(0, 12), st.integers(0, 12))
def test_a_letter_looks_as_before_in_a_piece_of_its_line(line: Line, start: int, stop: int) -> None:
    line = Line(line.text, runs=[one for one in line.runs if one.stop <= len(line)])
    start, stop = sorted((min(start, len(line)), min(stop, len(line))))

    piece = line.cut(start, stop)

    assert piece.text == line.text[start:stop]
    for at in range(len(piece)):
        before = {one.emphasis for one in line.runs if one.start <= at + start < one.stop}
        assert {one.emphasis for one in piece.runs if one.start <= at < one.stop} == before


def test_a_share_counts_letters_and_no_blanks() -> None:
    line = Line("ab  cd", runs=[LetterRun(0, 4, Emphasis.BOLD), LetterRun(4, 5, Emphasis.COLOURED, "FF0000")])

    assert line.share(Emphasis.BOLD) == 0.5
    assert line.share(Emphasis.COLOURED, "FF0000") == 0.25
    assert line.share(Emphasis.COLOURED, "00FF00") == 0
    assert line.values(Emphasis.COLOURED) == {"FF0000"}


def test_what_tells_the_key_or_dresses_a_document_is_not_shown() -> None:
    text = said(
        [Line("Paris <3", runs=[LetterRun(0, 5, Emphasis.BOLD), LetterRun(0, 5, Emphasis.COLOURED, "FF0000")])]
    ).text

    assert text == "Paris <3"
    assert not isinstance(text, Html)


def test_what_means_something_is_shown() -> None:
    water = Line("H2O & so", runs=[LetterRun(1, 2, Emphasis.SUBSCRIPT)])

    text = said([water, Line("then")]).text

    assert isinstance(text, Html)
    assert text == Html("H<sub>2</sub>O &amp; so<br>then")


def test_an_object_stands_where_its_sign_stood() -> None:
    line = Line(f"x {OBJECT_SIGN} y", runs=[LetterRun(2, 3, Emphasis.OBJECT, "<em>formula</em>")])

    assert said([line]).text == Html("x <em>formula</em> y")


def test_a_label_that_the_program_wrote_is_cut_with_its_line() -> None:
    assert Line("1. Why?", label=3).cut(3).label == 0
    assert Line("1. Why?", label=3).cut(1).label == 2
