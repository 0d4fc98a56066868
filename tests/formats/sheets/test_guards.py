"""No cell that the app writes is run or trimmed by a spreadsheet, and each is read back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.sheets import guards
from quizapp.services import downloads
from quizapp.services.downloads import Dialect

SIGNS = "=+-@＝＋－＠"
BLANKS = (
    " ", "\t", "\r", "\n", "\r\n", "\v", "\f", "\x1c", "\x85", "\u00a0", "\u1680", "\u2003", "\u2028", "\u202f",
    "\u3000",
)  # fmt: skip
UNSEEN = ("\x01", "\x7f", "\u00ad", "\u200b", "\u200e", "\u202e", "\u2060", "\ufeff")
QUOTES = ('"', "'", '""', "'\"")
OWASP = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=1+2\";=1+2", "=1+2'\" ;,=1+2", "=cmd|' /C calc'!A0", "\t=1", "\r=1",
    '=HYPERLINK("http://evil.example","x")', "＝1+1", "＋1", "－1", "＠SUM(A1)",
)  # fmt: skip

PREFIXES = [*BLANKS, *UNSEEN, *QUOTES, '"\u00a0', "\u00a0'", " \ufeff\"\t'"]
NASTY = st.text(
    st.one_of(
        st.sampled_from([*SIGNS, *"\"' ", *BLANKS[1:4], *UNSEEN, "\u00a0"]), st.characters(exclude_categories=["Cs"])
    ),
    max_size=12,
)


def seen_by_a_program_that_trims(cell: str) -> str:
    """The text that is left of a cell where blanks, and what is not seen, are trimmed first."""
    return cell.lstrip("".join((*BLANKS, *UNSEEN)))


@pytest.mark.parametrize("text", OWASP)
def test_what_owasp_lists_is_guarded(text: str) -> None:
    assert guards.guarded(text) == f"'{text}"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", PREFIXES, ids=ascii)
def test_blanks_and_quotes_before_the_sign_hide_it_from_no_guard(before: str, sign: str) -> None:
    text = f"{before}{sign}1"

    assert guards.guarded(text) == f"'{text}"
    assert guards.undone(guards.guarded(text)) == text


@pytest.mark.parametrize(
    "text",
    ["a=b", "1-2", "l'été", "'tis so", '"so"', "x'", "'", "5", "3.5", "e-mail@school.example", "", "«\u00a0=\u00a0»"],
)
def test_what_begins_no_formula_is_written_as_it_is(text: str) -> None:
    assert guards.guarded(text) == text


@given(NASTY)
def test_whatever_is_guarded_comes_back(text: str) -> None:
    assert guards.undone(guards.guarded(text)) == text


@given(NASTY)
def test_no_guarded_cell_begins_with_the_sign_of_a_formula(text: str) -> None:
    cell = guards.guarded(text)

    assert not seen_by_a_program_that_trims(cell).startswith(tuple(SIGNS))
    assert not cell.startswith(("\t", "\r", "\n"))


@given(NASTY, st.sampled_from(Dialect))
def test_every_file_of_rows_is_written_with_this_guard(text: str, dialect: Dialect) -> None:
    written = downloads.as_csv([[text]], dialect).decode("utf-8-sig")

    delimiter = ";" if dialect is Dialect.COMMA else ","
    ((cell,),) = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter) if text.strip("\0") else (("",),)
    assert cell == guards.guarded(text.replace("\0", ""))
