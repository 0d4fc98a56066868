"""Questions of Moodle's plugins with several right answers: all or nothing, and the Open University's."""

from fractions import Fraction
from itertools import product

import pytest

from quizapp.domain.banks import Kind, Question, Rule
from quizapp.domain.scoring import credit
from quizapp.formats import reading
from quizapp.formats.problems import Report


def read(kind: str, *fractions: str, beside: str = "<defaultgrade>2.0000000</defaultgrade>") -> Report:
    answers = "".join(
        f'<answer fraction="{share}" format="html"><text>{letter}</text></answer>'
        for letter, share in zip("abcdefghijkl", fractions, strict=False)
    )
    return reading.read(
        f'<quiz><question type="{kind}"><questiontext format="html"><text>Which are capitals?</text></questiontext>'
        f"{beside}<shownumcorrect/>{answers}</question></quiz>".encode(),
        "capitals.xml",
    )


def question(kind: str, *fractions: str, beside: str = "<defaultgrade>2.0000000</defaultgrade>") -> Question:
    report = read(kind, *fractions, beside=beside)
    assert report.bank is not None, report.problems
    assert report.left_out == ()
    (found,) = report.bank.questions
    return found


@pytest.mark.parametrize("fractions", [("0", "0", "100", "0", "100"), ("100", "0"), ("33.33333", "50", "0.0")])
def test_multichoiceset_pays_for_its_key_and_nothing_else(fractions: tuple[str, ...]) -> None:
    found = question("multichoiceset", *fractions)
    key = frozenset(place for place, share in enumerate(fractions) if float(share) > 0)

    assert (found.kind, found.marking.rule, found.marking.maximum) == (Kind.MULTIPLE, Rule.ALL_OR_NOTHING, 2)
    for ticks in product((False, True), repeat=len(fractions)):
        picked = frozenset(place for place, ticked in enumerate(ticks) if ticked)
        assert credit(found, picked) == int(picked == key)


@pytest.mark.parametrize("fractions", [("0", "0", "100", "0", "100"), ("100", "0"), ("100", "100", "0", "100")])
def test_oumultiresponse_pays_for_right_ticks_less_those_beyond_as_many(fractions: tuple[str, ...]) -> None:
    """Its question.php: max(min(right, correct − wrong), 0) / correct."""
    found = question("oumultiresponse", *fractions)
    key = frozenset(place for place, share in enumerate(fractions) if share == "100")

    assert (found.kind, found.marking.maximum, found.key) == (Kind.MULTIPLE, 2, key)
    for ticks in product((False, True), repeat=len(fractions)):
        picked = frozenset(place for place, ticked in enumerate(ticks) if ticked)
        right, wrong = len(picked & key), len(picked - key)
        assert credit(found, picked) == Fraction(max(min(right, len(key) - wrong), 0), len(key))


def test_ticking_everything_is_never_the_whole_and_needs_no_warning() -> None:
    for kind in ("multichoiceset", "oumultiresponse"):
        report = read(kind, "100", "100", "100", "0")
        assert report.bank is not None
        assert credit(report.bank.questions[0], frozenset(range(4))) < 1
        assert "ticking-all-pays" not in [one.code for one in report.warnings]


@pytest.mark.parametrize(("said", "shuffles"), [("", True), ("<shuffleanswers>false</shuffleanswers>", False)])
def test_their_choices_are_shuffled_where_nothing_else_is_said(said: str, shuffles: bool) -> None:
    assert question("oumultiresponse", "100", "0", beside=said).shuffle == shuffles


def test_more_choices_than_can_be_told_are_marked_all_or_nothing_and_that_is_said() -> None:
    report = read("oumultiresponse", "100", "100", *["0"] * 10)

    assert report.bank is not None
    assert report.bank.questions[0].marking.rule is Rule.ALL_OR_NOTHING
    assert "scoring-simplified" in [one.code for one in report.warnings]


@pytest.mark.parametrize("kind", ["multichoiceset", "oumultiresponse"])
def test_without_a_right_choice_they_are_left_out(kind: str) -> None:
    report = read(kind, "0", "0")

    assert [one.values["kind"] for one in report.left_out] == [f"{kind}, without a key"]
