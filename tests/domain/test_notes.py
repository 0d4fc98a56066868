"""What people write to each other is kept as they meant it, and holds nothing that is not seen."""

import pytest

from quizapp.domain.notes import TooLong, note


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Well seen. \r\n", "Well seen."),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("e\u0301te\u0301", "été"),
        ("a\tb", "a b"),
        ("\0a\x1b[31m\u202eb\u2066\ue000", "a[31mb"),
        ("می\u200cخواهم \U0001f469\u200d\U0001f3eb", "می\u200cخواهم \U0001f469\u200d\U0001f3eb"),
        ("<b>2 < 3</b>", "<b>2 < 3</b>"),
        ("\u2028\u200b", ""),
        ("", ""),
    ],
)
def test_a_note_is_kept_without_what_is_not_seen(typed: str, kept: str) -> None:
    assert note(typed, 100) == kept


def test_a_note_is_as_long_as_browsers_count_it() -> None:
    assert note("a\r\n" * 49 + "ab" + "\r\n", 100) == "a\n" * 49 + "ab"
    with pytest.raises(TooLong):
        note("a" * 101, 100)
