"""A format is told by the first lines of a file; what stands far behind them is looked over when it is read."""

import pytest

from quizapp.formats import reading
from quizapp.formats.file import File, Format

GIFT = "::A::Why no. {}? {{=x ~y}}\n\n"


def told(data: bytes, name: str = "bank.txt") -> str:
    kind = reading.kind_of(File(name, data))
    return kind.name if isinstance(kind, Format) else kind.code if kind else ""


def test_a_hidden_character_far_behind_is_named_with_its_place() -> None:
    text = "".join(map(GIFT.format, range(2_000)))

    report = reading.read(f"{text}a\x01b".encode(), "bank.gift")

    assert [(one.code, one.line, one.column) for one in report.problems] == [("hidden-character", 4_001, 2)]


def test_questions_that_begin_far_behind_are_found_where_nothing_else_was() -> None:
    far = "The summit was held, and nothing came of it at all.\n\n" * 1_000

    assert len(far) > 2**15
    assert told((far + GIFT.format(1)).encode()) == "GIFT"
    assert told(far.encode()) == "no-questions-seen"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_head_is_whole_lines_whatever_ends_them(ending: str) -> None:
    text = ending.join("a line of some words" for _ in range(5_000))

    head = File("x.txt", text.encode()).head

    assert 2**14 < len(head) <= 2**15
    assert set(head.strip("\n").split("\n")) == {"a line of some words"}


def test_a_page_is_known_behind_however_many_styles() -> None:
    styles = "p.a { color: red }\n" * 4_000
    body = "<p>1. Why?</p><p>A. x</p><p>B. y</p><p>Answer: A</p>"

    assert told(f"<html><head><style>{styles}</style></head><body>{body}</body></html>".encode()) == "formatted text"


def test_what_chamilo_adds_to_some_questions_of_aiken_is_seen_far_behind() -> None:
    plain = "".join(f"Why no. {number}?\nA. x\nB. y\nANSWER: A\n\n" for number in range(1_000))

    assert told(plain.encode()) == "Aiken"
    assert told(f"{plain}Why?\nA. x\nB. y\nANSWER: A\nSCORE: 2\n\n".encode()) == "text"
