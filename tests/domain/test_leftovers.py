"""What was meant for a program and would be shown to readers is pointed at; what a question is about is not."""

import pytest

from quizapp.domain.findings import Finding, doubts
from quizapp.domain.leftovers import leftovers
from quizapp.domain.texts import Html
from tests.makers import bank, choices, single


def left(stem: str = "Which?", *texts: str) -> list[tuple[str, str]]:
    return list(leftovers(single(stem=stem, choices=choices(*(texts or ("Paris", "Rome"))))))


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        ("Which is a metal?\n$CATEGORY: $course$/top/Rome", "$CATEGORY: $course$/top/Rome"),
        (Html("<p>Which?</p><p>$CATEGORY: Rome</p>"), "$CATEGORY: Rome"),
        ("Which is a metal?\nANSWER: B", "ANSWER: B"),
        ("$course$/top/Rome", "$course$/top/Rome"),
    ],
)
def test_a_command_of_a_file_is_no_line_of_a_question(stem: str, shown: str) -> None:
    assert left(stem) == [("command-in-text", shown)]


@pytest.mark.parametrize("choice", ["%100%tin", "%-50% tin", "tin %33.33333%"])
def test_a_weight_is_no_word_of_a_choice(choice: str) -> None:
    assert [code for code, _ in left("Which?", "chalk", choice)] == ["weight-in-text"]
    assert left(f"Is it {choice}?") == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Who%20wasn%27t there?", "Who%20wasn%27t"),
        ("Caf%C3%A9", "Caf%C3%A9"),
        ("Is%20it%20so%3F", "Is%20it%20so%3F"),
        ("%E2%82%AC 5", "%E2%82%AC"),
    ],
)
def test_letters_that_an_address_codes_are_pointed_at(text: str, shown: str) -> None:
    assert left(text) == [("per-cent-codes", shown)]
    assert left("Which?", "Paris", text) == [("per-cent-codes", shown)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tom &amp; Jerry", "&amp;"),
        ("Say &amp;quot;yes&amp;quot;", "&amp;"),
        ("It&#039;s", "&#039;"),
        ("<b>Which</b> one?", "<b>Which</b>"),
        ("One<br/>Two", "<br/>"),
        (Html("Is it <em>5</em> &amp;lt; 6?"), "&lt;"),
        (Html("&lt;p&gt;Which?&lt;/p&gt;<br>x"), "<p>Which?</p>"),
        ("&eacute;t&eacute;", "&eacute;"),
    ],
)
def test_html_that_is_shown_as_its_marks_is_pointed_at(text: str, shown: str) -> None:
    assert left(text) == [("html-in-text", shown)]


@pytest.mark.parametrize(
    "text",
    [
        "Tom & Jerry", "5 < 6 && 7 > 6", "<b>", "if (a < b) { x = \"y\"; }", "R&D; and more", "Is it $CATEGORY?",
        "It costs $5", "100 % of %s", "50% and 20%", "n%20 == 0", "x %20", "see https://x.org/a%20b%27c now",
        "printf(\"%20s\")", "10%25", "Which tag ends a line: <br>", "a<b and c>d", Html("<b>Which</b> &amp; why?"),
        "The answer: B", "AT&T;", "%", "", "été",
    ],
)  # fmt: skip
def test_what_a_question_may_be_about_is_left_alone(text: str) -> None:
    assert left(text) == left("Which?", "Paris", text) == []


def test_a_long_text_is_looked_over_in_one_go() -> None:
    """Searches that begin again at each letter of it would take minutes."""
    for text in ("<b>" + "x" * 20_000, "x" * 20_000 + "<p", "x%2" * 7_000, "&a" * 10_000, "$" * 20_000 + "&"):
        assert left(text) == []


def test_each_is_told_once_of_a_question_at_the_question() -> None:
    given = single(stem="A%20b%20c &amp;", choices=choices("%50%x", "y%20z&lt;", "%50%y"))

    found = [one for one in doubts(bank(single("first"), given, article=None)) if one.path == ("questions", 1)]
    assert found == [
        Finding("per-cent-codes", ("questions", 1), {"text": "A%20b%20c"}),
        Finding("html-in-text", ("questions", 1), {"text": "&amp;"}),
        Finding("weight-in-text", ("questions", 1), {"text": "%50%"}),
    ]
