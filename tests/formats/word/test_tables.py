"""Tables of documents: one row a question, one table a question, figures of a stem, a key, or mere layout."""

import pytest

from quizapp.domain.banks import Kind
from quizapp.formats import reading
from quizapp.formats.prose.lines import OBJECT_SIGN, Emphasis
from tests.formats.word.documents import docx, lines, looks, p, r, table, texts


def filled(*rows: tuple[str, ...]) -> list[str]:
    return [text for text in texts(docx(table(*rows))) if text]


@pytest.mark.parametrize(
    "head",
    [
        ("Question", "A", "B", "C", "Answer"), ("Question", "Choix A", "Choix B", "Choix C", "Bonne réponse"),
        ("Frage", "Antwort 1", "Antwort 2", "Antwort 3", "Lösung"), ("题目", "选项A", "选项B", "选项C", "答案"),
        ("Pregunta", "Opción A", "Opción B", "Opción C", "Respuesta correcta"),
    ],
)  # fmt: skip
def test_a_row_under_headings_is_written_out_as_a_question(head: tuple[str, ...]) -> None:
    assert filled(head, ("Where?", "here", "there", "", "B"), ("When?", "now", "then", "never", "never")) == [
        "1. Where?", "A. here", "B. there", "ANSWER: B", "2. When?", "A. now", "B. then", "C. never", "ANSWER: never",
    ]  # fmt: skip


def test_the_right_choice_may_stand_in_a_column_of_its_own_beside_wrong_ones() -> None:
    expected = ["1. Where?", "A. here", "B. there", "C. nowhere", "ANSWER: A"]

    assert (
        filled(("Question", "Answer", "Wrong answer 1", "Wrong answer 2"), ("Where?", "here", "there", "nowhere"))
        == expected
    )
    assert filled(("№", "Savol", "To‘g‘ri javob", "Muqobil javob", "Muqobil javob"),
                  ("7", "Where?", "here", "there", "nowhere")) == expected  # fmt: skip


def test_a_row_whose_right_choice_is_missing_has_no_key() -> None:
    rows = filled(("Question", "Answer", "Wrong", "Wrong"), ("Where?", "", "there", "nowhere"))

    assert rows == ["1. Where?", "A. there", "B. nowhere"]


def test_a_column_that_nobody_knows_is_never_taken_for_the_right_choice() -> None:
    rows = filled(
        ("Question", "Unit", "Option", "Option", "Option"), ("Where?", "geography", "here", "there", "nowhere")
    )

    assert not any(row.startswith("ANSWER") for row in rows)


def test_rows_without_choices_stay_what_they_are() -> None:
    rows = filled(("Question", "A", "B", "Answer"), ("Part one", "", "", ""), ("Where?", "here", "there", "A"))

    assert rows == ["Part one", "2. Where?", "A. here", "B. there", "ANSWER: A"]


def test_feedback_and_points_have_columns_too() -> None:
    rows = filled(
        ("Question", "A", "B", "Answer", "Explanation", "Points"), ("Where?", "here", "there", "A", "Look.", "2")
    )

    assert rows[-3:] == ["ANSWER: A", "Explanation: Look.", "Points: 2"]


# --- one table a question ---


@pytest.mark.parametrize(
    ("first", "lead"),
    [("A", "A. "), ("A.", "A. "), ("(b)", "(b) "), ("1", "1. "), ("Q1", "Q1 "), ("☐", "☐ "), ("Choice A", "A. "),
     ("Réponse B", "B. "), ("Answer", "ANSWER: "), ("Bonne réponse :", "ANSWER: "), ("Question", "Question: "),
     ("Explication", "Explanation: ")],
)  # fmt: skip
def test_a_cell_that_labels_its_row_stands_in_front_of_the_next(first: str, lead: str) -> None:
    assert filled((first, "what it labels")) == [f"{lead}what it labels"]


def test_what_stands_behind_a_choice_stays_behind_it() -> None:
    assert filled(("A", "here", "✓"), ("B", "there", "")) == ["A. here\t✓", "B. there"]


def test_a_label_that_is_bold_is_bold_in_front_too() -> None:
    (line,) = lines(docx(table((p(r("A", "<w:b/>")), p("here ", r("now", "<w:b/>"))))))

    assert looks(line) == {("A. ", Emphasis.BOLD, ""), ("now", Emphasis.BOLD, "")}


def test_a_cell_that_is_coloured_has_coloured_lines() -> None:
    cell = f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="92D050"/></w:tcPr>{p("here")}</w:tc>'
    body = f"<w:tbl><w:tr>{cell}<w:tc>{p('there is no colour')}</w:tc></w:tr></w:tbl>"

    assert [looks(line) for line in lines(docx(body))] == [{("here", Emphasis.HIGHLIGHTED, "92D050")}, set()]


def test_choices_side_by_side_are_lines() -> None:
    assert filled(("Where is it?", ""), ("A. here", "B. there"), ("C. nowhere", "D. away")) == [
        "Where is it?", "A. here", "B. there", "C. nowhere", "D. away",
    ]  # fmt: skip


# --- keys, choices below letters, figures ---


def test_a_table_of_numbers_and_letters_is_a_key() -> None:
    assert filled(("Question", "1", "2", "3"), ("Answer", "B", "A", "D")) == ["1. B\t2. A\t3. D"]
    assert filled(("1", "2"), ("B", "A"), ("3", "4"), ("D", "C")) == ["1. B\t2. A", "3. D\t4. C"]
    assert filled(("1", "B"), ("2", "A")) == ["1. B", "2. A"]


def test_letters_above_choices_label_them() -> None:
    assert filled(("A", "B", "C"), ("here", "there", "nowhere")) == ["A. here", "B. there", "C. nowhere"]


def test_a_table_of_figures_stays_a_table() -> None:
    (line,) = lines(docx(table(("", "1990", "2000"), ("Paris", "2.1 M", "2.2 M"), ("Rome", "2.7 M", "&lt;3 M"))))
    ((_, emphasis, html),) = looks(line)

    assert (line.text, emphasis) == (OBJECT_SIGN, Emphasis.OBJECT)
    assert html == (
        "<table><tr><td></td><td>1990</td><td>2000</td></tr><tr><td>Paris</td><td>2.1 M</td><td>2.2 M</td></tr>"
        "<tr><td>Rome</td><td>2.7 M</td><td>&lt;3 M</td></tr></table>"
    )


def test_a_table_within_a_table_is_read_where_it_stands() -> None:
    inner = table(("A", "here"), ("B", "there"))

    assert filled(("1. Where?",), (f"{inner}{p()}",)) == ["1. Where?", "A. here", "B. there"]


def test_choices_with_a_row_each_and_what_they_are_worth() -> None:
    rows = filled(
        ("Where is it?", "", "", "MC"), ("#", "Answers", "Feedback", "Grade"), ("A.", "here", "no", "0"),
        ("B.", "there", "yes", "100"), ("C.", "nowhere", "", "-50"), ("General feedback", "Look.", "", ""),
    )  # fmt: skip

    assert rows[0] == "Where is it?"
    assert rows[-5:] == ["A. here", "B. there", "C. nowhere", "ANSWER: B", "Explanation: Look."]
    assert filled(("Quelle ville ?", ""), ("Réponses", "Juste"), ("Paris", "x"), ("Lyon", ""), ("Nice", "x"))[1:] == [
        "A. Paris", "B. Lyon", "C. Nice", "ANSWER: A, C",
    ]  # fmt: skip


def test_one_question_under_headings_is_no_pair_of_rows() -> None:
    assert filled(("Question", "A", "B", "Answer"), ("Where?", "here", "there", "B")) == [
        "1. Where?", "A. here", "B. there", "ANSWER: B",
    ]  # fmt: skip


def test_statements_with_a_mark_under_true_or_false_are_questions() -> None:
    rows = (
        ("", "Affirmation", "Vrai", "Faux"), ("1", "La Terre est ronde.", "x", ""),
        ("2", "Rome est à l’est.", "", "☒"), ("3", "Il pleut.", "", ""),
    )  # fmt: skip
    report = reading.read(docx(table(*rows)), "x.docx")
    bank = report.bank or report.unfinished

    assert filled(*rows)[:4] == ["1. La Terre est ronde.", "ANSWER: True", "2. Rome est à l’est.", "ANSWER: False"]
    assert bank is not None
    assert [(one.kind, one.stem, one.choices[0].fraction) for one in bank.questions] == [
        (Kind.TRUE_FALSE, "La Terre est ronde.", 1), (Kind.TRUE_FALSE, "Rome est à l’est.", 0),
    ]  # fmt: skip
    assert [one.code for one in report.left_out] == ["left-out"]


def test_a_table_of_figures_with_a_column_of_truths_only_keeps_its_rows() -> None:
    assert filled(("p", "q"), ("true", "false"), ("false", "true"))
