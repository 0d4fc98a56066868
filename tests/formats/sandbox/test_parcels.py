"""A report comes home whole, and nothing else passes for one."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain import documents
from quizapp.formats.native import read
from quizapp.formats.problems import CATALOGUE, Problem, Report
from quizapp.formats.sandbox.parcels import DamagedParcel, Order, pack, pack_order, unpack, unpack_order
from tests import makers
from tests.checkouts import SHIPPED
from tests.formats.native.test_reader import TABLE, any_bank, without_marks

VALUES = st.dictionaries(st.text(), st.text() | st.integers(), max_size=3)
PLACES = st.integers(0, 10**7)
PROBLEMS = st.lists(st.builds(Problem, st.sampled_from(sorted(CATALOGUE)), PLACES, PLACES, VALUES), max_size=5).map(
    tuple
)
MANY = 100


def home(report: Report, most: int = MANY) -> Report:
    return unpack([line + b"\n" for line in pack(report, most)])


def markdown(report: Report) -> str | None:
    """What the teacher typed, which two equal articles may differ in."""
    return report.bank.article.markdown if report.bank and report.bank.article else None


@given(any_bank(), PROBLEMS, PROBLEMS, st.text())
def test_a_sound_report_comes_home_whole(bank: Any, warnings: Any, left_out: Any, word: str) -> None:
    report = Report(word, bank, len(bank.questions), (), warnings, left_out, word)

    back = home(report)

    assert back == report
    assert markdown(back) == markdown(report)
    assert "".join(back.pieces) == documents.dump(bank)
    assert list(pack(back, MANY)) == list(pack(report, MANY))


@given(PROBLEMS.filter(bool), PROBLEMS, PROBLEMS, st.integers(0, 20_000))
def test_a_faulty_report_comes_home_whole(problems: Any, warnings: Any, left_out: Any, count: int) -> None:
    report = Report("x", None, count, problems, warnings, left_out, "UTF-8")

    assert home(report) == report


@pytest.mark.parametrize(("code", "marked"), TABLE, ids=[f"{n}-{code}" for n, (code, _) in enumerate(TABLE)])
def test_what_is_told_of_each_problem_comes_home(code: str, marked: str) -> None:
    report = read(without_marks(marked)[0].encode(), "summit.yaml")

    assert home(report) == report


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_read_of_the_shipped_banks_comes_home(file: Path) -> None:
    report = read(file.read_bytes(), file.name)

    assert home(report) == report
    assert markdown(home(report)) == markdown(report)


def test_of_more_problems_than_anybody_reads_the_number_comes_home() -> None:
    faults = tuple(Problem("unknown-field", line, 1, {"field": "x", "known": ""}) for line in range(1, 8))
    warnings = tuple(Problem("no-evidence", line, 1) for line in range(1, 5))

    back = home(Report("x", None, 0, faults, warnings), 3)

    assert back.problems == (*faults[:3], Problem("more-faults", values={"count": 4}))
    assert back.warnings == (*warnings[:3], Problem("more-warnings", values={"count": 1}))


def test_a_report_of_as_many_problems_as_may_be_is_not_shortened() -> None:
    faults = tuple(Problem("no-questions", line) for line in range(1, 4))

    assert home(Report("x", None, 0, faults), 3).problems == faults


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b""],
        [b"\n"],
        [b"null"],
        [b"[]"],
        [b"{}"],
        [b"3"],
        [b"[" * 100_000],
        [
            b'{"format": "x", "questions": "many", "encoding": "", "problems": [], "warnings": [], "left_out": []}',
            b"{}",
        ],
        [b'{"format": "x", "questions": 1, "encoding": "", "problems": [], "warnings": [], "left_out": []}'],
        [b'{"format": "x", "questions": 1, "encoding": "", "problems": [], "warnings": [], "left_out": []}', b"{}"],
        [b'{"format": "", "questions": 1, "encoding": "", "problems": [["x",1,1,{}]], "warnings": [], "left_out": []}'],
        [b"\xff\xfe\x00", b"\xff"],
        [b"memory\n"],
    ],
    ids=range(14),
)
def test_what_is_no_report_is_damaged(lines: list[bytes]) -> None:
    with pytest.raises(DamagedParcel):
        unpack(lines)


def test_a_large_bank_comes_in_pieces_and_without_one_of_them_is_damaged() -> None:
    questions = tuple(makers.single(f"q-{number}") for number in range(2_500))
    bank = makers.bank(*questions, article=None)
    lines = list(pack(Report("x", bank, len(questions), ()), MANY))

    assert len(lines) == 6  # What is told of it; before the questions, three times some of them, after them.
    assert unpack(lines).bank == bank
    assert "".join(unpack(lines).pieces) == documents.dump(bank)
    for missing in range(6):
        with pytest.raises(DamagedParcel):
            unpack([line for place, line in enumerate(lines) if place != missing])


def test_nothing_comes_after_a_report() -> None:
    bank = makers.bank(makers.single("q"), article=None)
    sound = list(pack(Report("x", bank, 1, ()), MANY))
    faulty = list(pack(Report("x", None, 0, (Problem("no-questions"),)), MANY))

    assert unpack(sound).bank == bank
    assert unpack(faulty).bank is None
    for lines in ([*sound, b"{}"], [*sound, sound[-1]], [*faulty, *sound[1:]], [*faulty, b""]):
        with pytest.raises(DamagedParcel):
            unpack(lines)


def test_a_bank_that_was_made_of_another_is_not_written_as_that_one() -> None:
    back = home(Report("x", makers.bank(), 3, ()))
    assert back.bank is not None

    renamed = replace(back.bank, id="renamed")

    assert back.pieces
    assert unpack(pack(back.about(renamed), MANY)).bank == renamed


def test_a_spoilt_report_is_damaged_or_a_report_but_nothing_else() -> None:
    chance = random.Random(5)
    for file in SHIPPED:
        lines = list(pack(read(file.read_bytes(), file.name), MANY))
        for _ in range(150):
            spoilt = [bytearray(line) for line in lines]
            for line in spoilt:
                for _ in range(chance.randrange(4)):
                    line[chance.randrange(len(line))] = chance.randrange(256)
                if chance.random() < 0.2:
                    del line[chance.randrange(len(line)) :]
            try:
                assert isinstance(unpack([bytes(line) for line in spoilt]), Report)
            except DamagedParcel:
                continue


@given(st.text(), st.integers(0), st.floats(0.01, 1e6), st.integers(0, 2**40))
def test_an_order_arrives_as_it_was_given(name: str, size: int, seconds: float, memory: int) -> None:
    order = Order(name, size, seconds, memory, 64, 10)

    assert unpack_order(pack_order(order)) == order
    assert pack_order(order).count(b"\n") == 1
