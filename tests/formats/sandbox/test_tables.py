"""Tables as large as they may be are read within the limits of the process that reads files."""

from collections.abc import Callable

import pytest

from quizapp.formats import sandbox
from quizapp.formats.building.assembly import MOST_QUESTIONS
from tests.formats.sandbox.test_hostile import sheet
from tests.formats.sheets import opendocuments

HEAD = ("question", "choice 1", "choice 2", "choice 3", "right")


def cells_of(number: int) -> tuple[str, ...]:
    return f"What is {number} and {number}?", f"{number * 2}", f"{number * 3 + 1}", f"{number + 7}", "1"


def workbook(count: int) -> bytes:
    """Each row is formatted up to column CV, as programs do that format all of a sheet."""
    empty = b'<c s="1"/>' * 95
    rows = [
        b"<row>"
        + b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % text.encode() for text in texts)
        + empty
        + b"</row>"
        for texts in (HEAD, *map(cells_of, range(count)))
    ]
    return sheet(b"".join(rows))


def open_document(count: int) -> bytes:
    return opendocuments.ods(
        opendocuments.table(*(opendocuments.cells(texts) for texts in (HEAD, *map(cells_of, range(count)))))
    )


@pytest.mark.thorough  # Ten seconds each.
@pytest.mark.parametrize("made", [workbook, open_document])
def test_as_many_questions_as_a_bank_may_have_are_read_and_one_more_is_named(made: Callable[[int], bytes]) -> None:
    report = sandbox.read("quiz", made(MOST_QUESTIONS))
    more = sandbox.read("quiz", made(MOST_QUESTIONS + 1))

    assert (report.problems, report.questions) == ((), MOST_QUESTIONS)
    assert [one.code for one in more.problems] == ["too-many"]
