"""GIFT files as Moodle 4.5 reads them, nasty ones too."""

from fractions import Fraction

import pytest

from quizapp.domain.banks import Bank, Kind, Question
from quizapp.domain.scoring import credit
from quizapp.formats import gift
from quizapp.formats.file import File
from quizapp.formats.problems import Report, unheard

REST = "\n\n::rest::Is it so?{T}\n"


def read(text: str) -> Report:
    return gift.FORMAT.read(File("summit.gift", text.encode()), unheard)


def bank_of(text: str) -> Bank:
    report = read(text)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank


def first(text: str) -> Question:
    return bank_of(text + REST).questions[0]


def shown(question: Question) -> list[tuple[str, Fraction, str]]:
    return [(choice.text, choice.fraction, choice.feedback) for choice in question.choices]


def share(text: str) -> Fraction:
    return Fraction(text) / 100


def test_one_right_answer_with_feedback() -> None:
    question = first("// spectrum\n::Q2:: Between orange and green? {\n=yellow # right; good!\n~red # wrong\n~blue\n}")

    assert (question.kind, question.stem, question.id) == (Kind.SINGLE, "Between orange and green?", "q2")
    assert shown(question) == [("yellow", Fraction(1), "right; good!"), ("red", 0, "wrong"), ("blue", 0, "")]


def test_without_an_equals_sign_several_are_right_and_weights_count_as_at_home() -> None:
    question = first("Which?{~%50%a~%50%b~%-100%c~d}")

    assert question.kind is Kind.MULTIPLE
    assert [choice.fraction for choice in question.choices] == [share("50"), share("50"), share("-100"), 0]
    picks = ((0, 1), (0,), (0, 2), (0, 1, 3))
    assert [credit(question, frozenset(picked)) for picked in picks] == [1, Fraction(1, 2), 0, 1]


@pytest.mark.parametrize(
    ("answer", "shares", "texts"),
    [
        ("=a ~b", ["100", "0"], ["a", "b"]),
        ("=a =b ~c", ["100", "100", "0"], ["a", "b", "c"]),
        ("=%50%a ~b", ["100", "0"], ["%50%a", "b"]),
        ("=a ~ %run", ["100", "0"], ["a", "%run"]),
        ("=a ~%33.33333%b ~%-33.33333%c", ["100", "33.33333", "-33.33333"], ["a", "b", "c"]),
        ("=a ~%--5%b", ["100", "0"], ["a", "b"]),
        ("=x -> y ~b", ["100", "0"], ["x -> y", "b"]),
        (r"=\=\~\#\{\}\: ~\\n", ["100", "0"], ["=~#{}:", r"\n"]),
        (r"=a\nb ~C:\dir", ["100", "0"], ["a\nb", r"C:\dir"]),
        ("=a: b ~c", ["100", "0"], ["a: b", "c"]),
    ],
)
def test_signs_mean_what_they_mean_to_moodle(answer: str, shares: list[str], texts: list[str]) -> None:
    question = first(f"Which?{{{answer}}}")

    assert question.kind is Kind.SINGLE
    assert [choice.fraction for choice in question.choices] == list(map(share, shares))
    assert [choice.text for choice in question.choices] == texts


@pytest.mark.parametrize(
    ("answer", "true", "of_true", "of_false"),
    [
        ("T", True, "", ""),
        ("TRUE#no#yes", True, "yes", "no"),
        ("F#no#yes####in general", False, "no", "yes"),
        ("FALSE # no", False, "no", ""),
    ],
)
def test_true_and_false_have_the_wrong_feedback_first(answer: str, true: bool, of_true: str, of_false: str) -> None:
    question = first(f"It is so.{{{answer}}}")

    assert question.kind is Kind.TRUE_FALSE
    assert [choice.text for choice in question.choices] == ["True", "False"]
    assert [choice.fraction for choice in question.choices] == [int(true), int(not true)]
    assert [choice.feedback for choice in question.choices] == [of_true, of_false]
    assert all(choice.fixed for choice in question.choices)


def test_the_words_true_and_false_are_those_of_the_language() -> None:
    bank = bank_of(
        "Le sommet est dans le port de la ville.{F}\n\n"
        "Quel est le lieu de la rencontre des dirigeants ?{=Le cosmodrome~Le port}"
    )

    assert bank.language == "fr"
    assert [choice.text for choice in bank.questions[0].choices] == ["Vrai", "Faux"]


def test_a_gap_in_mid_sentence_and_none_at_the_end() -> None:
    assert first("They met at the {=spaceport ~harbour} in the east.").stem == "They met at the _____ in the east."
    assert first("They met at the {=spaceport ~harbour}").stem == "They met at the"


def test_general_feedback_categories_tags_and_ids_are_kept() -> None:
    bank = bank_of(
        "$CATEGORY: top/History/Le sommet\n\n// [id:W-12] [tag:easy] [tag: east ]\n::Where::Where?{=a~b\n####Because.}"
    )

    question = bank.questions[0]
    assert bank.title == "Le sommet"
    assert (question.id, question.tags, question.feedback) == ("w-12", ("easy", "east"), "Because.")


def test_html_becomes_text_and_what_is_lost_is_said() -> None:
    report = read(
        "[html]<p>Where is the <b>port</b>?&nbsp;&eacute;</p><p>Look\\:</p>"
        '<img src\\="@@PLUGINFILE@@/a.png" alt\\="a map">'
        "{=<i>East</i>~[plain]<West>}" + REST
    )

    assert report.bank is not None
    question = report.bank.questions[0]
    assert question.stem == "Where is the port?\u00a0é\nLook:\na map"
    assert [choice.text for choice in question.choices] == ["East", "<West>"]
    assert [(one.code, one.line) for one in report.warnings] == [("formatting-lost", 1), ("pictures-lost", 1)]


def test_damaged_html_is_text() -> None:
    question = first("[html]<p>Is <![CDAT[x]] or <!DOCTYPE a> it?</p>{=<![[html]CDATA[<p>~<b}")

    assert question.stem == "Is <![CDAT[x]] or <!DOCTYPE a> it?"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Which?{=<img src\\=x> ~<img src\\=y>}", "single, in pictures"),
        ("Write.{}", "essay"),
        ("Only a text.", "description"),
        ("How many?{#3:2}", "numerical"),
        ("Which animal?{=Frog =Cat}", "shortanswer"),
        ("Match.{=a -> 1 =b -> 2 =c -> 3}", "match"),
        ("Two?{=two}", "shortanswer"),
    ],
)
def test_what_is_not_asked_here_is_left_out_and_said_so(text: str, kind: str) -> None:
    report = read(f"// c\n::n::{text}{REST}")

    assert report.bank is not None
    assert [question.id for question in report.bank.questions] == ["rest"]
    assert [(one.line, one.values["kind"]) for one in report.left_out] == [(2, kind)]
    assert report.questions == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which {=a ~b", [("brace-missing", 1)]),
        ("\n\nWhich =a ~b}", [("brace-missing", 3)]),
        ("Which } {=a", [("brace-missing", 1)]),
        ("Which?{=a\n\n~b}", [("brace-missing", 1), ("brace-missing", 3)]),
        ("Which?{~a ~b}", [("no-right-choice", 1)]),
        ("Which?{~a}", [("too-few-choices", 1)]),
        ("Which?{=a ~%1000%b}", [("bad-number", 1)]),
        ("Which?{=a ~}", [("empty-text", 1)]),
        ("{=a ~b}", [("empty-text", 1)]),
        ("Write.{}", [("nothing-to-ask", 0)]),
        ("// nothing", [("no-questions-here", 0)]),
    ],
)
def test_what_cannot_be_read_is_named_at_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    report = read(text)

    assert report.bank is None
    assert [(one.code, one.line) for one in report.problems] == expected


def test_weights_that_are_not_the_whole_are_kept_and_doubted() -> None:
    report = read("Which?{~%50%a~%25%b~c}" + REST)

    assert [(one.code, one.line) for one in report.warnings] == [("shares-not-whole", 1)]
