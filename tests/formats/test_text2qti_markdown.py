"""text2qti's Markdown: quizzes as that program reads them, and banks written so that it reads them back."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text2qti.config import Config
from text2qti.quiz import Question as TheirQuestion
from text2qti.quiz import Quiz

from quizapp.domain.banks import Bank, Kind, Question
from quizapp.domain.scoring import credit
from quizapp.domain.texts import Html
from quizapp.formats import reading, text2qti_markdown, writing
from quizapp.formats.carrying import stripped
from quizapp.formats.file import File
from quizapp.formats.problems import Report, unheard
from quizapp.formats.texts import markup
from tests.formats.written import banks
from tests.growth import QUADRATIC, growth
from tests.makers import bank, choices, multiple, single, true_false

REST = "\n1. Rest?\n*a) yes\nb) no\n"


def read(text: str) -> Report:
    return text2qti_markdown.FORMAT.read(File("quiz.txt", text.encode()), unheard)


def bank_of(text: str) -> Bank:
    report = read(text)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank


def first(text: str) -> Question:
    return bank_of(text).questions[0]


def shown(question: Question) -> list[tuple[str, Fraction, str]]:
    return [(choice.text, choice.fraction, choice.feedback) for choice in question.choices]


def test_a_question_with_one_right_answer_keeps_its_title_points_and_feedback() -> None:
    question = first(
        "Title: A sum\nPoints: 2.5\n1.  What is 2+3?\n... In general.\n+   Well done.\n-   No.\n"
        "a)  6\n... One less.\nb)  1\n*c) 5\n... Yes.\n"
    )

    assert (question.kind, question.stem, question.filing.name) == (Kind.SINGLE, "What is 2+3?", "A sum")
    assert (question.marking.maximum, question.feedback.general) == (Fraction(5, 2), "In general.")
    assert (question.feedback.right, question.feedback.partly, question.feedback.wrong) == ("Well done.", "", "No.")
    assert shown(question) == [("6", 0, "One less."), ("1", 0, ""), ("5", 1, "Yes.")]
    assert [credit(question, frozenset((place,))) for place in range(3)] == [0, 0, 1]


def test_several_right_answers_are_marked_as_canvas_does_it() -> None:
    question = first("1. Which?\n[ ] a\n[*] b\n[*] c\n[] d\n")

    assert question.kind is Kind.MULTIPLE
    for size in range(5):
        for picked in combinations(range(4), size):
            right = len({1, 2} & set(picked))
            assert credit(question, frozenset(picked)) == max(Fraction(0), Fraction(2 * right - len(picked), 2))


@pytest.mark.parametrize(
    ("choices", "kind", "words", "key"),
    [
        ("*a) true\nb) False\n", Kind.TRUE_FALSE, ["True", "False"], {0}),
        ("a) False\n*b) True\n", Kind.TRUE_FALSE, ["False", "True"], {1}),
        ("*a) true\nb) false\nc) perhaps\n", Kind.SINGLE, ["true", "false", "perhaps"], {0}),
        ("*a) Yes\nb) No\n", Kind.SINGLE, ["Yes", "No"], {0}),
    ],
)
def test_true_and_false_are_a_kind_of_their_own(choices: str, kind: Kind, words: list[str], key: set[int]) -> None:
    question = first(f"1. Is it?\n{choices}")

    assert (question.kind, question.key) == (kind, key)
    assert [choice.text for choice in question.choices] == words
    assert all(choice.fixed is (kind is Kind.TRUE_FALSE) for choice in question.choices)


def test_a_quiz_has_a_title_a_description_and_says_whether_to_shuffle() -> None:
    made = bank_of(
        "Quiz title: The\n  summit\nQuiz description: About *it*.\n\n  And more.\nshuffle answers: true\n" + REST
    )

    assert (made.title, made.summary) == ("The summit", "About it.\nAnd more.")
    assert made.questions[0].shuffle
    assert not first(REST).shuffle


def test_markdown_html_and_formulas_keep_what_they_say() -> None:
    question = first(
        "1.  What is **bold** and $x_1 < \\{2\\}$ and `$a$`, \\$5?\n\n    ```\n    code  $b$\n    ```\n\n"
        "    * one\n    * two\n"
        "*a) $\\frac{1}{2}$\nb) <b>x</b> <!-- said nowhere --> & y\nc) \\SI{3}{m}\n"
    )

    assert isinstance(question.stem, Html)
    assert "<strong>bold</strong>" in question.stem
    assert 'alttext="x_1 &lt; \\{2\\}"' in question.stem
    assert "<code>$a$</code>, $5?" in question.stem
    assert "<pre><code>code  $b$\n</code></pre>" in question.stem
    assert "<li>one</li>" in question.stem
    assert r'alttext="\frac{1}{2}"' in question.choices[0].text
    assert question.choices[1].text == Html("<b>x</b> &amp; y")
    assert r'alttext="3\,' in question.choices[2].text


def test_what_is_not_asked_here_is_left_out_by_the_name_of_its_kind() -> None:
    report = read("1. a\n= 5 +- 1\n\n2. b\n* x\n* y\n\n3. c\n____\n\n\nTitle: d\n4. d\n^^^\n" + REST)

    assert report.questions == 5
    assert [(one.values["kind"], one.values["start"], one.line) for one in report.left_out] == [
        ("numerical", "a", 1), ("short answer", "b", 4), ("essay", "c", 8), ("file upload", "d", 12),
    ]  # fmt: skip


def test_all_questions_of_a_group_are_asked_at_its_points_and_the_draw_is_said_to_be_lost() -> None:
    report = read("GROUP\npick: 1\npoints per question: 3\n\n1. a\n*a) x\nb) y\n\n2. b\n*a) x\nb) y\n\nEND_GROUP\n")

    assert report.bank is not None
    assert [(question.stem, question.marking.maximum) for question in report.bank.questions] == [("a", 3), ("b", 3)]
    assert [(one.code, one.line, one.values) for one in report.warnings] == [("draw-lost", 1, {"pick": 1, "count": 2})]
    assert read("GROUP\npick: 1\n1. a\n*a) x\nb) y\nEND_GROUP\n").warnings == ()


def test_passages_pictures_and_solutions_are_said_to_be_lost() -> None:
    report = read(
        "Text title: T\nText: Read **this**.\n\n\n1. ![A map](/etc/passwd) Where?\n! Since so.\n*a) x\nb) ![y](http://x.org/y)y\n"
    )

    assert report.bank is not None
    assert report.bank.questions[0].stem == "A map Where?"
    assert [(one.code, one.line, one.values.get("start", "")) for one in report.warnings] == [
        ("passage-lost", 1, "Read this."), ("feedback-lost", 5, ""), ("pictures-lost", 5, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("1. a\n*a) b\n#b) c\nc) d\n", 3, "Syntax error; unexpected text"),
        ("1. a\n*a) b\n\n\nc\n", 5, "Syntax error; unexpected text"),
        ("% c\n\n1. a\n\n\n*a) b\nb) c\n\n\n\n2. d\n\n\n\n\nTitle: x\n3. e\n", 11, "Question must specify a resp"),
        ("1. a\n\n\na) b\n\n\n... f\n\n\nb) c\n\n\n", 1, "Question must specify a correct choice"),
        ("1. a\n*a) b\n\n*b) c\n\n\nText: x\n", 1, "Question must specify only one correct choice"),
        ("1. a\n*a) b\n\n\n2. c\n*a) x\n\n\nGROUP\n", 1, "Question must provide more than one choice"),
        ("1. a\n*a) b\nb) b\n", 3, "Duplicate choice for question"),
        ("1. a\n*a) b\nb) c\n\n1. a\n", 5, "Duplicate question"),
        ("Title: x\n\n1. a\n", 2, "Expected question"),
        ("1. a\n*a)b\nb) c\n", 2, "Missing whitespace after"),
        ("1. a\n*a) b\nb)\n", 3, "Missing content after"),
        ("1. a\n*a) x\nb) y\n\n\nPoints: 1e5\n2. c\n", 6, "invalid literal"),
        ("1. a\n*a) x\nb) y\n\n\nTitle: t\nPoints: nan\n2. c\n", 6, "cannot convert"),
        ("1. a\n*a) x\nb) y\n\nPoints: 0.3\n2. c\n", 6, "Invalid points value"),
        ("1. a\n\n= " + "9" * 5_000 + "\n", 1, "Exceeds the limit"),
        ("1. a\n*a) x\nb) y\nCOMMENT\nc\n\n", 5, '"COMMENT" without following'),
        ("GROUP\n1. a\n*a) x\nb) y\n\n\n", 4, "Question group never ended"),
        ("1. \\num{x}\n*a) x\nb) y\n", 1, "Invalid or unsupported LaTeX number"),
    ],
)
def test_what_text2qti_trips_over_is_named_at_its_line(text: str, line: int, reason: str) -> None:
    report = read(text)

    assert report.bank is None
    assert [(one.code, one.line) for one in report.problems[:1]] == [("quiz-refused", line)]
    assert str(report.problems[0].values["reason"]).startswith(reason)


def test_a_program_in_a_quiz_is_refused_at_its_line_and_not_run(tmp_path: Path) -> None:
    made = tmp_path / "made"
    report = read(f"Quiz title: T\n\n```{{.python .run}}\nopen('{made}', 'w')\n```\n" + REST)

    assert [(one.code, one.line) for one in report.problems] == [("code-in-quiz", 3)]
    assert not made.exists()


def test_no_file_is_opened_and_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, Any]] = []
    watching = True

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if watching and (event in ("open", "subprocess.Popen", "os.scandir") or event.startswith(("socket", "os.mk"))):
            seen.append((event, args[0]))

    read(REST)
    sys.addaudithook(watch)
    read('1. ![a](/etc/passwd) ![b](~/x "t") ![c][1] ![d](file:///etc/passwd) $x$\n\n   [1]: /etc/hosts\n*a) x\nb) y\n')
    watching = False

    assert seen == []


@pytest.mark.parametrize(
    "many",
    [
        lambda n: "a\n   ```\n" + "   \n\n" * (n // 8) + "   b",
        lambda n: "<!--" * n,
        lambda n: "`" * (n // 2) + "a" * n,
        lambda n: "$x" * n,
        lambda n: "![" * n,
        lambda n: "[" * n + "](" * n,
        lambda n: "*a_" * n,
        lambda n: ">" * n,
        lambda n: "<b" * n,
        lambda n: "![x](y){" + "a=b " * n,
        lambda n: '"' * n,
    ],
    ids=lambda many: repr(many(10)[:20]),
)
def test_unclosed_signs_do_not_multiply_each_other(many: Callable[[int], str]) -> None:
    """Its Markdown compares some of them with each other: no text is longer than that can be borne with."""

    def ask(stem: str) -> None:
        read(f"1. {stem}\n*a) x\nb) y\n")

    assert growth(ask, many(125), many(250)) < QUADRATIC


def test_a_passage_too_long_to_be_read_is_named_before_it_is() -> None:
    report = read(f"1. a\n*a) x\nb) y\n\n2. {'<!--' * 20_000}\n")

    assert [(one.code, one.line) for one in report.problems] == [("text-too-long", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "1. Where?\na) here\nb) there\n2. When?\na) now\nb) then\n",
        "1. Where?\na) here\n*b) there\n2. When?\na) now\nb) then\n",
        "1. Où ?\na) ici\nb) là (faux)\n2. Quand ?\na) demain (faux)\nb) hier\n",
    ],
)
def test_what_people_typed_without_a_key_is_kept_for_them_to_mark_and_the_program_is_not_named(text: str) -> None:
    report = reading.read(text.encode(), "questions.txt")

    assert report.format == "text"
    assert report.unfinished is not None
    assert [len(question.choices) for question in report.unfinished.questions] == [2, 2]
    assert "quiz-refused" not in {one.code for one in report.problems}


def test_what_was_written_for_the_program_is_refused_as_the_program_refuses_it() -> None:
    report = reading.read(b"Quiz title: T\n\n1. Where?\na) here\nb) there\n", "questions.txt")

    assert [one.code for one in report.problems] == ["quiz-refused"]


# --- back ---


def again(made: Bank) -> tuple[Bank, Bank]:
    kept = stripped(made, text2qti_markdown.WRITER.carries)
    report = reading.read(text2qti_markdown.WRITER.write(kept, {}), "bank.txt")
    assert report.problems == report.left_out == ()
    assert report.format == "text2qti"
    assert report.bank is not None
    return kept, report.bank


def without_words(question: Question) -> Question:
    """Without what the format does not carry: the id, and the words for true and false."""
    is_true_false = question.kind is Kind.TRUE_FALSE
    choices = tuple(replace(choice, text="True" if is_true_false else choice.text) for choice in question.choices)
    return replace(question, id="", choices=choices)


@given(banks())
def test_what_is_written_reads_back_as_the_same_bank(made: Bank) -> None:
    kept, read_again = again(made)

    assert (read_again.title, read_again.summary) == (kept.title, kept.summary)
    assert list(map(without_words, read_again.questions)) == list(map(without_words, kept.questions))


@settings(max_examples=30)
@given(banks())
def test_text2qti_itself_reads_what_is_written(made: Bank) -> None:
    kept = stripped(made, text2qti_markdown.WRITER.carries)

    quiz = Quiz(text2qti_markdown.WRITER.write(kept, {}).decode(), config=Config(), source_name="bank.txt")

    theirs = [one for one in quiz.questions_and_delims if isinstance(one, TheirQuestion)]
    assert [[choice.correct for choice in one.choices] for one in theirs] == [
        [place in question.key for place in range(len(question.choices))] for question in kept.questions
    ]
    assert quiz.images == {}


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading", "- a", "+ a", "1. a", "12) a", ": a", "> a", "*a*", "_a_", "**", "[a](b)", "![a](b)", "[^1]",
        "a -- b --- c", "a... b", ". . .", '"a" \'b\'', "$x$ costs $5", "\\$", "\\", "`a`", "```", "<!-- a -->",
        "&amp;",
        "\\num{5}", "{.python .run}", "a | b", "===", "---", "a\n\nb", "\n".join("abc"), "a@b.org", "<http://x.org>",
        "%", "GROUP", "COMMENT", "END_GROUP", "Title: x", "true", "...", "___", "^^^", "a\\", "***", "\u3000a\u3000",
        "a\tb", "a  b  ", "~~~", "http://x.org/a_b_c", "x^2^", "*[HTML]: x", "a\x85b", "!", "(c)", "'tis", "5'10\"",
        "« a »", "rock 'n' roll", "\x85", "///Footnotes Go Here///",
    ],
)  # fmt: skip
def test_signs_of_markdown_are_read_back_as_text(text: str) -> None:
    question = single(stem=text, choices=choices(text, f"{text} b"), feedback=text)

    kept, read_again = again(bank(question))

    assert without_words(read_again.questions[0]) == without_words(kept.questions[0])


SIGNS = st.lists(
    st.sampled_from([
        *"ab 1.)(#*_-+:=[]{}<>&;!`~$\\|/'\"^%@\n\t,?", "\u00a0", "\u3000", "\u2028", "\x85", "é", "...", "--", "***",
        "```", "<b>", "&amp;", "&#8217;", "![", "](", "http://", "[^1]",
    ]),
    min_size=1, max_size=12,
).map("".join).map(str.strip).filter(lambda text: bool(text) and not re.search(r"\\[(\[]|\$\$", text))  # fmt: skip


@given(SIGNS, SIGNS, st.just("") | SIGNS)
def test_any_signs_are_read_back_as_text(stem: str, choice: str, feedback: str) -> None:
    kept, read_again = again(bank(single(stem=stem, choices=choices(choice, stem), feedback=feedback), summary=stem))

    assert read_again.summary == kept.summary
    assert without_words(read_again.questions[0]) == without_words(kept.questions[0])


@pytest.mark.parametrize(
    "html",
    [
        r"\(x\)\(y\) and \(a &lt; b\)$", r"\(\num{5}\)", r"\(a\$b\)", r"\[x\]", r"\( x \)", r"\(\{x\}_1\)",
        "<b>a</b>*b*", "Look:<ul><li>\\(x_1\\) $5</li></ul>", "<div>a</div>", "<div><div>a <b>b</b></div></div>",
        "<p>a <i>b</i></p>", "<pre>a\n\n *b*\n`c` \\d</pre>", "<p>a</p><p>b <b>c</b></p>", "<b>-- ... \"x\"</b>",
        "&nbsp;<b>x</b>",
        '<a href="https://x.org/a_b_c?[d]=$e">*f*</a>', "<table><tbody><tr><td>a | b</td></tr></tbody></table>",
    ],
)  # fmt: skip
def test_formatting_is_read_back_as_it_was(html: str) -> None:
    stem = markup.of_html(html).text
    inline = markup.of_html(html, inline=True).text
    question = single(stem=stem, choices=choices(inline, "other"), feedback=stem)

    kept, read_again = again(bank(question))

    assert without_words(read_again.questions[0]) == without_words(kept.questions[0])


def test_what_is_there_twice_is_told_apart_without_a_trace() -> None:
    twice = single(stem="Why?", choices=choices("True", "True"))
    listed = Html("<ul><li>a</li></ul>")
    questions = (
        twice,
        replace(twice, id="b", choices=choices("True", "False")),
        single("c", stem=listed),
        single("d", stem=listed),
    )

    kept, read_again = again(bank(*questions))

    assert [question.kind for question in read_again.questions] == [Kind.SINGLE] * 4
    assert list(map(without_words, read_again.questions)) == list(map(without_words, kept.questions))


def test_what_is_lost_is_told_before() -> None:
    made = bank(
        single(maximum=Fraction(9, 4), feedback_right="Yes.", feedback_partly="Nearly."),
        true_false(maximum=Fraction(5, 2)),
        multiple(right=(0, 1, 2)),
        multiple("as-in-canvas"),
    )

    lost = {loss.feature.value: loss.questions for loss in writing.lost(made, "text2qti")}

    assert lost["half-marks"] == (1,)
    assert lost["partly-feedback"] == (1,)
    assert lost["right-less-wrong"] == (3,)
    assert not {"feedback", "maximum", "outcome-feedback"} & set(lost)


@pytest.mark.parametrize(
    ("maximum", "points"), [("1", ""), ("5/2", "2.5"), ("9/4", "2"), ("1/10", "0.5"), ("40", "40")]
)
def test_marks_are_written_in_halves(maximum: str, points: str) -> None:
    kept, read_again = again(bank(single(maximum=Fraction(maximum))))

    assert read_again.questions[0].marking.maximum == Fraction(points or 1) == kept.questions[0].marking.maximum


def test_what_is_said_to_right_and_wrong_answers_goes_along() -> None:
    question = single(feedback="All.", feedback_right="+ Yes.", feedback_wrong="- No.")
    _, read_again = again(bank(question))

    (back,) = read_again.questions
    assert (back.feedback.general, back.feedback.right, back.feedback.wrong) == ("All.", "+ Yes.", "- No.")


def test_the_file_is_one_that_a_teacher_can_read() -> None:
    made = bank(
        single(stem="Qu'est-ce ?", name="Lieu", feedback="Relire."),
        multiple(),
        true_false(stem=Html(r"Is <em>x</em> so?")),
        title="Le sommet",
        summary="Sur l’été.",
    )

    written = writing.write(made, {}, "text2qti")

    assert written.name.endswith(".txt")
    assert written.data.decode() == (
        "Quiz title: Le sommet\nQuiz description: Sur l’été.\nShuffle answers: true\n\n"
        "Title: Lieu\n1.  Qu\\'est-ce ?\n... Relire.\n*a) Spaceport\nb)  Harbour\nc)  Palace\n\n"
        "1.  Which are named?\n[*] Train\n[ ] Ship\n[*] Silence\n[ ] Music\n\n"
        "1.  Is <em>x</em> so?\n*a) True\nb)  False\n"
    )
