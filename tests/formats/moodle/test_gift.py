"""GIFT files as Moodle 4.5 reads them, nasty ones too."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from quizapp.domain.banks import Bank, Choice, Kind, Question, Rule
from quizapp.domain.scoring import credit
from quizapp.domain.texts import Html, plain
from quizapp.formats import reading
from quizapp.formats.carrying import Feature, stripped
from quizapp.formats.file import File
from quizapp.formats.moodle import gift
from quizapp.formats.problems import Report, unheard
from tests import makers
from tests.formats import nasty, written

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
        ("=a ~%33.33333%b ~%-33.33333%c", ["100", "100/3", "-100/3"], ["a", "b", "c"]),
        ("=a ~%83.33333%b ~%-14.285714285714285714285%c", ["100", "500/6", "-100/7"], ["a", "b", "c"]),
        ("=a ~%33%b ~%16.5%c ~%5.%d", ["100", "33", "16.5", "5"], ["a", "b", "c", "d"]),
        ("=a ~%100%b ~[plain]%50%c ~%100.0%d", ["100", "100", "0", "0"], ["a", "b", "%50%c", "%100.0%d"]),
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
        ("T#no#yes # really", True, "yes # really", "no"),
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


def test_general_feedback_names_tags_and_ids_are_kept() -> None:
    question = first("// [id:W-12] [tag:easy] [tag: ea\\]st ]\n::Wh\\:\\:ere::Where?{=a~b\n####Because.}")

    assert (question.id, question.filing.tags, question.feedback.general) == ("w-12", ("easy", "ea]st"), "Because.")
    assert question.filing.name == "Wh::ere"


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("History/Le sommet", "History/Le sommet"),
        ("$course$/top/История/ Саммит ", "История/Саммит"),
        ("$system$/History", "History"),
        ("top/top/History", "top/History"),
        ("Rock/AC//DC", "Rock/AC/DC"),
        (r"a\=b", "a=b"),
        ("$course$/top", ""),
    ],
)
def test_a_category_is_that_of_all_questions_below_it(path: str, category: str) -> None:
    bank = bank_of(f"One?{{T}}\n\n$CATEGORY: {path}\n\nTwo?{{T}}\n\nThree?{{T}}\n\n$CATEGORY: x/Last\n\nFour?{{F}}\n")

    assert [question.filing.category for question in bank.questions] == ["", category, category, "x/Last"]


def test_a_bank_is_called_after_its_first_category() -> None:
    assert bank_of("$CATEGORY: top/Rock/AC//DC\n\nOne?{T}\n\n$CATEGORY: b\n\nTwo?{F}").title == "AC/DC"
    assert bank_of("One?{T}").title == "summit"


def test_a_name_without_an_end_is_no_name() -> None:
    assert first("::Where is it?{=a~b}").stem == "Where is it?"


def test_only_blanks_that_moodle_trims_part_questions() -> None:
    bank = bank_of("Which?{=a\n\u00a0\n~b}\n \t\nIs it so?{T}")

    assert [plain(choice.text) for choice in bank.questions[0].choices] == ["a\n\u00a0", "b"]
    assert len(bank.questions) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"One\ntwo", "One\ntwo"),
        ("One\ntwo   three", "One\ntwo three"),
        ("One\n// a comment\ntwo", "One\ntwo"),
        (r"[moodle]One\ntwo", "One\ntwo"),
        (r"[plain]One\n\n  two &amp; <b>", "One\n\n  two &amp; <b>"),
        (r"[html]One\ntwo<br>three", "One two\nthree"),
        (r"[plain]Is \\\\(x\\\\)?", r"Is \\(x\\)?"),
        (r"a &lt; b <p>c</p>\n<p>d</p>", "a < b\nc\nd"),
    ],
)
def test_line_breaks_are_kept_where_moodle_keeps_them(text: str, shown: str) -> None:
    question = first(text + "{=a~b}")

    assert question.stem == shown
    assert not isinstance(question.stem, Html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"One <b>two</b>\nthree", "One <b>two</b> three"),
        (r"One <b>two</b>,\nthree\n\nfour", "One <b>two</b>,<br>three<br><br>four"),
        (r"<ul>\n<li>a</li>\n  <li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        (r"[html]<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("[markdown]One **two**", "<p>One <strong>two</strong></p>"),
    ],
)
def test_formatting_is_kept_as_moodle_shows_it(text: str, shown: str) -> None:
    assert first(text + "{=a~b}").stem == Html(shown)


def test_formulas_are_typeset_but_not_in_plain_texts() -> None:
    question = first(r"Is \\(x\\)?{\=[plain]\\(y\\) ~$$z$$}".replace(r"\=", "="))

    assert [isinstance(text, Html) for text in (question.stem, *(one.text for one in question.choices))] == [
        True,
        False,
        True,
    ]
    assert question.choices[0].text == r"\(y\)"


@pytest.mark.parametrize(
    "answer", ["=a ~%50%b ~%-25%c", "=a =b ~c", "~%50%a ~%50%b ~%-100%c ~%-16.66667%d", "~%100%a ~b"]
)
def test_every_response_earns_what_it_earns_at_home(answer: str) -> None:
    question = first(f"Which?{{{answer}}}")
    given = [
        Fraction(1) if one[0] == "=" else Fraction(one.split("%")[1]) / 100 if "%" in one else 0
        for one in answer.split()
    ]
    places = range(len(given))

    if "=" in answer:
        assert [credit(question, frozenset({place})) for place in places] == given
        return
    for ticked in range(2 ** len(given)):
        picked = frozenset(place for place in places if ticked >> place & 1)
        total = sum((given[place] for place in picked), Fraction(0))
        assert abs(credit(question, picked) - min(Fraction(1), max(Fraction(0), total))) < Fraction(1, 10**6)


def test_formatting_is_kept_and_what_is_lost_is_said() -> None:
    report = read(
        "[html]<p>Where is the <b>port</b>?&nbsp;&eacute;</p><p>Look\\:</p>"
        '<img src\\="@@PLUGINFILE@@/a.png" alt\\="a map">'
        "{=<i>East</i>~[plain]<West>}" + REST
    )

    assert report.bank is not None
    question = report.bank.questions[0]
    assert question.stem == Html("<p>Where is the <b>port</b>?&nbsp;é</p><p>Look:</p>a map")
    assert [choice.text for choice in question.choices] == [Html("<i>East</i>"), "<West>"]
    assert [(one.code, one.line) for one in report.warnings] == [("pictures-lost", 1)]


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
        ("Survey?{~a ~b}", "multichoice, without a key"),
        ("Survey?{~%0%a ~%-50%b}", "multichoice, without a key"),
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
        ("Which?{~a ~b}", [("nothing-to-ask", 0)]),
        ("Which?{~a}", [("too-few-choices", 1)]),
        ("Which?{=a ~%1000%b}", [("bad-number", 1)]),
        (f"Which?{{=a ~%{'9' * 5000}%b ~%9.{'9' * 5000}%c}}", [("bad-number", 1)]),
        ("Which?{=a ~}", [("too-few-choices", 1)]),
        ("{=a ~b}", [("empty-text", 1)]),
        ("Write.{}", [("nothing-to-ask", 0)]),
        ("// nothing", [("no-questions-here", 0)]),
    ],
)
def test_what_cannot_be_read_is_named_at_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    report = read(text)

    assert report.bank is None
    assert [(one.code, one.line) for one in report.problems] == expected


@pytest.mark.parametrize("answer", ["=a ~ ~b", "=a~b~", "=a\n~\n~b"])
def test_blank_choices_are_dropped_as_moodle_does_it_and_that_is_said(answer: str) -> None:
    report = read(f"Which?{{{answer}}}{REST}")

    assert report.bank is not None
    assert [choice.text for choice in report.bank.questions[0].choices] == ["a", "b"]
    assert [(one.code, one.line, one.values) for one in report.warnings] == [("blank-choices-lost", 1, {"count": 1})]


def test_two_questions_without_a_blank_line_are_one_to_moodle_and_that_is_said() -> None:
    report = read("Q1{~a =b}\nQ2{~c =d}\n\nQ3 \\{x\\}{~c =d} and \\{so on\\}")

    assert report.bank is not None
    assert [question.stem for question in report.bank.questions] == ["Q1\nQ2{~c =d}", "Q3 {x}_____ and {so on}"]
    assert [(one.code, one.line) for one in report.warnings] == [("question-in-text", 1)]


def test_a_category_without_a_blank_line_before_it_is_text_to_moodle_and_that_is_said() -> None:
    report = read("::Q:: Which is a metal? {=tin ~chalk}\n$CATEGORY: $course$/top/Rome\n\nIs it $CATEGORY? {=a ~b}")

    assert report.bank is not None
    assert [(one.code, one.line) for one in report.warnings] == [("command-in-text", 1)]


def test_what_is_left_out_is_named_in_plain_words() -> None:
    report = read(f"[markdown]Who in **G**?{{=a =b}}\n\n[html]<p>Some <b>words</b></p>{REST}")

    assert [one.values["start"] for one in report.left_out] == ["Who in G?", "Some words"]


def test_weights_that_are_not_the_whole_are_kept_and_doubted() -> None:
    report = read("Which?{~%50%a~%25%b~c}" + REST)

    assert [(one.code, one.line) for one in report.warnings] == [("shares-not-whole", 1)]


# --- back ---


def in_gift(*questions: Question) -> str:
    bank = stripped(makers.bank(*questions), gift.WRITER.carries)
    return gift.WRITER.write(bank, {}).decode()


@settings(max_examples=200)
@given(nasty.any_bank())
def test_what_looks_like_gift_is_written_so_that_it_reads_back(bank: Bank) -> None:
    nasty.assert_comes_back(bank, gift.WRITER)


@given(written.banks())
def test_what_is_written_reads_back_as_the_same_bank(bank: Bank) -> None:
    nasty.assert_comes_back(bank, gift.WRITER)


def test_a_bank_is_written_as_moodle_writes_it() -> None:
    single = makers.single(
        name="Port: east",
        tags=("easy", "a]b"),
        category="History/The summit",
        feedback="So\nit was.",
        choices=(Choice("Spaceport", Fraction(1), "Right #1"), Choice("Harbour", Fraction(-1, 3)), Choice("[Palace]")),
    )
    several = makers.multiple(
        stem=Html("<p>Which?</p>"), choices=makers.choices("a", "b", right=(0,), kind=Kind.MULTIPLE)
    )

    assert in_gift(single, several, makers.true_false(right=1)) == (
        "$CATEGORY: History/The summit\n\n"
        "// [id:where]\n// [tag:easy]\n// [tag:a\\]b]\n"
        "::Port\\: east::Where did it take place? {\n"
        "\t=Spaceport#Right \\#1\n\t~%-33.33333%Harbour\n\t~[moodle][Palace]\n\t####So\\nit was.\n}\n\n"
        "$CATEGORY: top\n\n"
        "// [id:which]\n[html]<p>Which?</p> {\n\t~%100%a\n\t~%-100%b\n}\n\n"
        "// [id:two]\nTwo launches had failed. {FALSE}\n"
    )


@pytest.mark.parametrize(
    ("worth", "signs"),
    [
        (["1", "0"], ["=a", "~b"]),
        (["1", "1"], ["=a", "~%100%b"]),
        (["0", "1", "1"], ["~a", "=b", "=c"]),
        (["1", "1/2", "-1/6"], ["=a", "~%50%b", "~%-16.66667%c"]),
    ],
)
def test_a_single_question_has_a_right_answer_and_a_tilde(worth: list[str], signs: list[str]) -> None:
    choices = tuple(Choice(text, Fraction(share)) for text, share in zip("abc", worth, strict=False))

    assert [line.strip() for line in in_gift(makers.single(choices=choices)).split("\n")[2:-2]] == signs


@pytest.mark.parametrize(
    ("right", "wrong", "answer"), [("", "", "TRUE"), ("r", "", "TRUE##r"), ("", "w", "TRUE#w"), ("r", "w", "TRUE#w#r")]
)
def test_the_feedback_to_the_wrong_answer_comes_first(right: str, wrong: str, answer: str) -> None:
    choices = (Choice("True", Fraction(1), right), Choice("False", Fraction(0), wrong))

    assert f"{{{answer}}}" in in_gift(makers.true_false(choices=choices))


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        (makers.single(tags=("a",), name="n", category="c", feedback=Html("<b>f</b>")), set()),
        (makers.multiple(), set()),
        (makers.true_false(), {Feature.BARE_TRUE_FALSE}),
        (makers.true_false(choices=makers.choices("Yes", "No")), {Feature.TRUE_FALSE}),
        (
            makers.true_false(maximum=Fraction(2), shuffle=False),
            {Feature.MAXIMUM, Feature.SHUFFLE, Feature.BARE_TRUE_FALSE},
        ),
        (makers.multiple(rule=Rule.ALL_OR_NOTHING), {Feature.ALL_OR_NOTHING}),
        (makers.single(choices=(Choice("a", Fraction(1)), Choice("b", Fraction(2, 5)))), set()),
        (makers.single(choices=(Choice("a", Fraction(1)), Choice("b", Fraction(45, 100)))), {Feature.GRADES}),
        (makers.single(choices=(Choice("a", Fraction(1, 2)), Choice("b"))), {Feature.GRADES}),
        (makers.multiple(choices=(Choice("a", Fraction(99, 100)), Choice("b"))), {Feature.GRADES}),
        (makers.multiple(choices=(Choice("a", Fraction("0.3333333")), Choice("b"))), set()),
    ],
)
def test_what_is_lost_is_told(question: Question, lost: set[Feature]) -> None:
    assert nasty.lost(makers.bank(question), gift.WRITER) == lost


def test_a_best_answer_that_was_not_worth_all_is_so_in_gift() -> None:
    worth = [Fraction(1, 2), Fraction(1, 2), Fraction(1, 3), Fraction(-1)]
    question = makers.single(choices=tuple(map(Choice, "abcd", worth)))

    (kept,) = stripped(makers.bank(question), gift.WRITER.carries).questions

    assert [choice.fraction for choice in kept.choices] == [1, 1, Fraction(1, 3), -1]


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("VRAI", "FAUX"),
        ("V", "F"),
        ("vrai", "faux"),
        ("WAHR", "FALSCH"),
        ("Verdadero", "Falso"),
        ("صح", "خطأ"),
        ("对", "错"),
    ],
)
def test_true_and_false_in_another_language_are_taken_for_that_and_said(true: str, false: str) -> None:
    text = f"The sun is a star. {{{true}}}\n\nThe moon is a planet. {{{false}#No.#Yes.}}\n".encode()

    taken = reading.read(text, "a.gift")
    refused = reading.read(text, "a.gift", options={"truth-words": "short-answers"})

    assert taken.bank is not None
    assert [(one.kind, one.key) for one in taken.bank.questions] == [(Kind.TRUE_FALSE, {0}), (Kind.TRUE_FALSE, {1})]
    assert [one.feedback for one in taken.bank.questions[1].choices] == ["No.", "Yes."]
    assert [(one.option, one.taken.sample) for one in taken.guesses] == [("truth-words", true)]
    assert {one.values["kind"] for one in refused.left_out} <= {"shortanswer"}
    assert refused.guesses[0].taken.value == "short-answers"


@pytest.mark.parametrize(
    "text", ["Name the colour. {green}\n\nWhich? {=a ~b}\n", "1. Let \\vec{V} be.\nA) x\nB) y\nAnswer: A\n"]
)
def test_other_words_in_braces_are_not_taken_for_true_or_false(text: str) -> None:
    assert all(one.option != "truth-words" for one in reading.read(text.encode(), "a.txt").guesses)
