"""Questions in tables: CSV and workbooks of several products, as teachers have them, and as nobody should send them."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime
from fractions import Fraction
from itertools import combinations
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given, settings
from openpyxl import Workbook

from quizapp.domain.banks import Bank, Feedback, Filing, Kind, Question, Rule
from quizapp.domain.scoring import credit
from quizapp.formats import blanks, native, reading, sheets
from quizapp.formats.carrying import stripped
from quizapp.formats.file import Writer
from quizapp.formats.problems import Problem, Report
from quizapp.formats.sheets import guards
from tests import makers
from tests.formats import written
from tests.formats.packages import package
from tests.growth import LINEAR, growth

KAHOOT = [
    "Question - max 120 characters",
    *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
    "Time limit (sec)\n– 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s)\n- choose at least one",
]
QUIZIZZ = [
    "Question Text", "Question Type", *(f"Option {number}" for number in range(1, 6)), "Correct Answer",
    "Time in seconds", "Image Link", "Answer explanation",
]  # fmt: skip
EXPLAINED = [
    "Text of the question\n\n(required)", "Question Type\n\n(default is Multiple Choice)", "Text for option 1",
    "Text for option 2", "", "", "", 'The correct option choice (1-5).\n\nLeave blank for "Open-Ended"', "", "", "",
]  # fmt: skip
BLOOKET = [
    "Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3\n(Optional)", "Answer 4\n(Optional)",
    "Time Limit (sec)\n(Max: 300 seconds)", "Correct Answer(s)\n(Only include Answer #)",
]  # fmt: skip
OWN = ["question", "choice 1", "choice 2", "choice 3", "right"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
Rows = list[list[Any]]


def csv_of(rows: Rows, sign: str = ",") -> bytes:
    lines = (sign.join('"' + str(cell).replace('"', '""') + '"' if cell != "" else "" for cell in row) for row in rows)
    return "\r\n".join(lines).encode()


def xlsx_of(*pages: Rows) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(pages, start=1):
        sheet = book.create_sheet(f"Page {number}")
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read(data: bytes | str | Rows, name: str = "summit.csv") -> Report:
    given = csv_of(data) if isinstance(data, list) else data.encode() if isinstance(data, str) else data
    return reading.read(given, name)


def bank_of(data: bytes | str | Rows) -> Bank:
    report = read(data)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank


def only(data: bytes | str | Rows) -> Question:
    (question,) = bank_of(data).questions
    return question


def worth(question: Question) -> list[tuple[str, Fraction]]:
    return [(choice.text, choice.fraction) for choice in question.choices]


def right(question: Question) -> list[str]:
    return [question.choices[place].text for place in sorted(question.key)]


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in problems]


# --- Kahoot ---


def kahoot(*rows: list[Any]) -> Rows:
    """As the template has it: the names of columns in row 8, from column B on; a hundred numbered rows below."""
    head = [["", "Quiz template"], ["", "Add questions"], [""], [""], [""], [""], [""], ["", *KAHOOT]]
    filled = [[number, *row] for number, row in enumerate(rows, start=1)]
    return head + filled + [[number] for number in range(len(rows) + 1, 101)]


@pytest.mark.parametrize("made", [csv_of, xlsx_of])
def test_a_kahoot_is_found_where_it_starts(made: Any) -> None:
    report = read(made(kahoot(["Where?", "Here", "There", "", "Nowhere", 20, 4], ["Who?", "He", "She", "", "", 5, 1])))

    assert report.bank is not None
    assert (report.format, report.questions) == ("Kahoot spreadsheet", 2)
    where, who = report.bank.questions
    assert worth(where) == [("Here", 0), ("There", 0), ("Nowhere", 1)]
    assert worth(who) == [("He", 1), ("She", 0)]
    assert told(report.warnings) == [("times-lost", "G8")]


@pytest.mark.parametrize("key", ["1,3", "1, 3", "1;3", "1.0,3.0", 1.3])
def test_kahoot_gives_the_mark_for_any_one_of_several_right_answers(key: object) -> None:
    question = only(xlsx_of(kahoot(["Which?", "a", "b", "c", "d", 20.0, key])))

    assert question.kind is Kind.SINGLE
    for pick in range(4):
        assert credit(question, frozenset((pick,))) == int(pick in (0, 2))


def test_the_names_of_a_french_kahoot_are_known() -> None:
    rows: Rows = [
        ["", "Question – 120 caractères max.", "Réponse 1 – 75 caractères max.", "Réponse 2 – 75 caractères max.",
         "Limite de temps (s)", "Bonne(s) réponse(s) – choisissez-en au moins une"],
        [1, "Où ?", "Ici", "Là", "20 secondes", "2"],
    ]  # fmt: skip

    report = read(rows)

    assert report.format == "Kahoot spreadsheet"
    assert report.bank is not None
    assert right(report.bank.questions[0]) == ["Là"]


def test_a_key_that_names_an_empty_answer_or_none_has_its_cell() -> None:
    report = read(kahoot(["Where?", "a", "b", "", "d", 20, 3], ["Who?", "a", "b", "", "", 20, ""]))

    assert told(report.problems) == [("key-is-no-choice", "H9"), ("no-key", "H10")]
    assert (report.problems[0].line, report.problems[0].column, report.problems[0].text) == (9, 8, "3")


# --- Quizizz ---


@pytest.mark.parametrize("made", [csv_of, xlsx_of])
def test_quizizz_has_kinds_pictures_and_explanations(made: Any) -> None:
    report = read(
        made([
            QUIZIZZ,
            EXPLAINED,
            ["Where?", "Multiple Choice", "Here", "There", "", "", "", 2, 20, "", "Look, there."],
            ["Which?", "Checkbox", "a", "b", "c", "", "", "1,3", 30, "", ""],
            ["Say.", "Open-Ended", "", "", "", "", "", "", 60, "", ""],
            ["Fill.", "Fill-in-the-Blank", "x", "", "", "", "", "", 60, "", ""],
            ["Vote", "Poll", "x", "y", "", "", "", "", 60, "", ""],
            ["Draw", "Draw", "", "", "", "", "", "", 60, "", ""],
            ["See?", "", "x", "y", "", "", "", "1", 30, "https://example.org/a.png", ""],
        ])
    )  # fmt: skip

    assert report.bank is not None
    assert (report.format, report.questions, len(report.left_out)) == ("Quizizz spreadsheet", 7, 4)
    where, which, see = report.bank.questions
    assert (where.kind, right(where), where.feedback.general) == (Kind.SINGLE, ["There"], "Look, there.")
    assert (which.kind, right(which), which.marking.rule) == (Kind.MULTIPLE, ["a", "c"], Rule.ALL_OR_NOTHING)
    assert right(see) == ["x"]
    assert told(report.warnings) == [("times-lost", "I1"), ("pictures-lost", "A9")]
    kinds = ["Open-Ended", "Fill-in-the-Blank", "Poll", "Draw"]
    assert [one.values["kind"] for one in report.left_out] == kinds
    assert [one.cell for one in report.left_out] == ["A5", "A6", "A7", "A8"]


def test_a_checkbox_is_right_only_as_a_whole() -> None:
    question = only([QUIZIZZ, ["Which?", "Checkbox", "a", "b", "c", "d", "", "1,3"]])

    for count in range(5):
        for picked in combinations(range(4), count):
            assert credit(question, frozenset(picked)) == int(picked == (0, 2))


# --- Blooket, Gimkit ---


@pytest.mark.parametrize("made", [csv_of, xlsx_of])
def test_blooket_has_a_banner_and_numbers_its_empty_rows(made: Any) -> None:
    report = read(
        made([
            ["Blooket\nImport Template", *[""] * 25],
            [*BLOOKET, *[""] * 18],
            [1, "Where?", "Here", "There", "", "", 20, 2],
            [2, "Which?", "a", "b", "c", "", 20, "1,2"],
            *([number] for number in range(3, 1001)),
        ])
    )  # fmt: skip

    assert report.bank is not None
    assert report.format == "Blooket spreadsheet"
    where, which = report.bank.questions
    assert right(where) == ["There"]
    assert (which.kind, worth(which)) == (Kind.SINGLE, [("a", 1), ("b", 1), ("c", 0)])


def test_gimkit_has_the_right_answer_before_the_wrong_ones() -> None:
    question = only(
        "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)\nCapital?,Paris,Rome,Oslo\n"
    )

    assert worth(question) == [("Paris", 1), ("Rome", 0), ("Oslo", 0)]


# --- our own, and others ---


def test_our_own_columns_in_english() -> None:
    question = only(
        "id,kind,question,choice 1,choice 2,choice 3,right,feedback,feedback 1,feedback 3,points,"
        "tags,category,shuffle\n"
        'w-1,multiple,Which?,a,b,c,"1, 3",All in all.,One.,Three.,2.5 points,"easy, east",History,no\n'
    )

    assert (question.id, question.kind, question.marking.rule) == ("w-1", Kind.MULTIPLE, Rule.PARTIAL)
    assert worth(question) == [("a", Fraction(1, 2)), ("b", -1), ("c", Fraction(1, 2))]
    assert [choice.feedback for choice in question.choices] == ["One.", "", "Three."]
    assert (question.feedback, question.marking.maximum) == (Feedback("All in all."), Fraction(5, 2))
    assert (question.filing, question.shuffle) == (Filing("", "History", ("easy", "east")), False)


def test_our_own_columns_in_french_whatever_their_case_accents_and_blanks() -> None:
    bank = bank_of(
        "IDENTIFIANT; Genre ;enonce;Choix 1;CHOIX  2;choix_3;Juste;Commentaire;commentaire 2;Étiquettes;"
        "catégorie;mélanger\n"
        "a;unique;Où ?;ici;là;;2;Voilà.;Bien.;facile;Histoire;non\n"
        "b;vrai/faux;C’est ainsi.;;;;faux;;Oui.;;;\n"
        "c;choix multiple;Lesquels ?;x;y;z;1 et 3;;;;;oui\n"
    )

    where, so, which = bank.questions
    assert (where.kind, right(where), where.choices[1].feedback, where.shuffle) == (Kind.SINGLE, ["là"], "Bien.", False)
    assert (where.feedback.general, where.filing.tags, where.filing.category) == ("Voilà.", ("facile",), "Histoire")
    assert (so.kind, [choice.fraction for choice in so.choices]) == (Kind.TRUE_FALSE, [0, 1])
    assert (which.kind, right(which)) == (Kind.MULTIPLE, ["x", "z"])


@pytest.mark.parametrize(
    ("fractions", "expected"),
    [
        ("1; 0.5; 0", [Fraction(1), Fraction(1, 2), Fraction(0)]),
        ("1;1/3;-33%", [Fraction(1), Fraction(1, 3), Fraction(-33, 100)]),
        ("1 ; 0,5 ; 0", [Fraction(1), Fraction(1, 2), Fraction(0)]),
    ],
)
def test_choices_may_be_worth_parts_of_the_mark(fractions: str, expected: list[Fraction]) -> None:
    question = only(
        [["question", "choice 1", "choice 2", "choice 3", "fractions"], ["Where?", "a", "b", "c", fractions]]
    )

    assert [choice.fraction for choice in question.choices] == expected


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"kind": "multipel"}, "bad-word", "A2"),
        ({"right": "4"}, "key-is-no-choice", "F2"),
        ({"right": "d"}, "key-is-no-choice", "F2"),
        ({"right": ""}, "no-key", "F2"),
        ({"right": "1,2"}, "several-right-choices", "F2"),
        ({"kind": "true/false", "a": "", "b": "", "c": "", "right": "perhaps"}, "bad-word", "F2"),
        ({"points": "many"}, "bad-number", "H2"),
        ({"shuffle": "perhaps"}, "bad-word", "I2"),
        ({"right": "", "fractions": "1; 0"}, "fractions-miscounted", "G2"),
        ({"right": "", "fractions": "1; x; 0"}, "bad-number", "G2"),
        ({"right": "", "fractions": "2; 0; 0"}, "bad-number", "G2"),
        ({"fractions": "1; 0; 0"}, "right-and-fractions", "G2"),
        ({"b": "", "c": ""}, "too-few-choices", "B2"),
        ({"question": ""}, "empty-text", "B2"),
        ({"rule": "strict", "kind": "multiple"}, "bad-word", "J2"),
    ],
)
def test_a_cell_that_is_wrong_is_named(changes: dict[str, str], code: str, cell: str) -> None:
    sound = {"kind": "single", "question": "Where?", "a": "x", "b": "y", "c": "z", "right": "1", "fractions": "",
             "points": "2", "shuffle": "yes", "rule": ""}  # fmt: skip
    head = ["kind", "question", "choice 1", "choice 2", "choice 3", "right", "fractions", "points", "shuffle", "rule"]

    assert read([head, list(sound.values())]).problems == ()
    assert told(read([head, list({**sound, **changes}.values())]).problems) == [(code, cell)]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("2", ["There"]), ("2.0", ["There"]), ("B", ["There"]), ("b)", ["There"]), ("(B)", ["There"]),
        ("there", ["There"]), (" There ", ["There"]), ("Option 2", ["There"]), ("option_b", ["There"]),
        ("choice B", ["There"]), ("B. There", ["There"]),
    ],
)  # fmt: skip
def test_a_key_is_a_number_a_letter_or_a_text(key: str, expected: list[str]) -> None:
    assert right(only([["Question", "Option A", "Option B", "Answer"], ["Where?", "Here", "There", key]])) == expected


@pytest.mark.parametrize("key", ["a;c", "A, C", "1 and 3", "AC", "Here; Elsewhere", "Here, Elsewhere", "1|3", "1/3"])
def test_several_right_choices_without_a_column_for_the_kind_are_ticked_and_that_is_said(key: str) -> None:
    report = read([["Question", "A", "B", "C", "Correct"], ["Which?", "Here", "There", "Elsewhere", key]])

    assert report.bank is not None
    assert report.bank.questions[0].kind is Kind.MULTIPLE
    assert right(report.bank.questions[0]) == ["Here", "Elsewhere"]
    assert told(report.warnings) == [("kind-by-key", "E2")]


@pytest.mark.parametrize(
    "head",
    [
        ["question", "option_1", "option_2", "correct_option_ids"],
        ["Frage", "Antwort 1", "Antwort 2", "Richtige Antwort"],
        ["Fragen", "Antwort A", "Antwort B", "Lösung"],
        ["Pregunta", "Opción A", "Opción B", "Respuesta correcta"],
        ["Domanda", "Risposta 1", "Risposta 2", "Risposta corretta"],
        ["Questão", "Alternativa A", "Alternativa B", "Gabarito"],
        ["Vraag", "Antwoord 1", "Antwoord 2", "Juiste antwoord"],
    ],
)
def test_columns_may_be_named_in_other_languages(head: list[str]) -> None:
    question = only([head, ["Where?", "Here", "There", "2"]])

    assert (question.stem, right(question)) == ("Where?", ["There"])


def test_a_word_of_ones_own_for_the_kind_does_not_hide_the_choices_and_the_key() -> None:
    head = ["Thème", "Type", "Question", "A", "B", "C", "Réponse"]

    rows = [
        ["Tahiti", "Duo", "Où ?", "Ici", "Là", "", "B"],
        ["Tahiti", "Cash", "Qui ?", "", "", "", "Elle"],
        ["Tahiti", "Essay", "Quoi ?", "Ceci", "Cela", "", "A"],
    ]
    report = read([head, *rows])

    assert report.bank is not None
    assert [(one.stem, right(one)) for one in report.bank.questions] == [("Où ?", ["Là"])]
    assert [one.values["kind"] for one in report.left_out] == ["Cash", "Essay"]


def test_a_number_among_numbers_is_read_as_the_other_rows_have_it() -> None:
    head = ["question", "option1", "option2", "option3", "correct_answer"]

    texts = bank_of([head, ["2+2?", "3", "4", "2", "4"], ["1+1?", "3", "4", "2", "2"]])
    places = bank_of([head, ["2+2?", "3", "4", "2", "2"], ["Capital?", "Rome", "Oslo", "Paris", "3"]])
    unclear = read([head, ["2+2?", "3", "4", "2", "2"]])
    own = bank_of([OWN, ["2+2?", "3", "4", "2", "2"]])

    assert [right(question) for question in texts.questions] == [["4"], ["2"]]
    assert [right(question) for question in places.questions] == [["4"], ["Paris"]]
    assert told(unclear.problems) == [("ambiguous-key", "E2")]
    assert right(own.questions[0]) == ["4"]


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ("Question,OptionA,OptionB,OptionC,CorrectAnswer", "OptionC"),
        ("question_text,option_a,option_b,option_c,correct_option", "C"),
        ("Q,A,B,C,Ans", "c"),
        ("Question,answer1,answer2,answer3,correct", "3"),
        ("QUESTION TEXT,CHOICE 1,CHOICE 2,CHOICE 3,ANSWER KEY", "z"),
        ("Énoncé,Réponse A,Réponse B,Réponse C,Bonne réponse", "C"),
        ("Question,Proposition 1,Proposition 2,Proposition 3,Réponse(s) correcte(s)", "3.0"),
    ],
)
def test_columns_are_known_by_many_names(names: str, key: str) -> None:
    assert right(only(f"{names}\nWhich?,x,y,z,{key}\n")) == ["z"]


@pytest.mark.parametrize(
    "names", ["Demando,Ebleco unu,Ebleco du,Ĝusta", "question,a,,answer", "question,x,y,z", "a,b,c,d"]
)
def test_other_names_are_not_guessed(names: str) -> None:
    assert told(read(f"{names}\nWhich?,x,y,2\n").problems) == [("no-header", "A1")]


def test_columns_that_are_not_known_are_said_and_numbers_of_rows_are_not() -> None:
    report = read([
        ["Unnamed: 0", "", *OWN, "difficulty", "Unnamed: 8", "hint"],
        [0, 1, "Where?", "a", "b", "c", "1", "hard", "0.0", ""],
    ])  # fmt: skip

    assert report.problems == ()
    assert told(report.warnings) == [("column-left", "H1")]
    assert report.warnings[0].values["name"] == "difficulty"


def test_rows_and_columns_of_nothing_are_no_questions() -> None:
    bank = bank_of([["Unnamed: 0", "Unnamed: 1"], [], OWN, *[["", " ", ""]] * 1000, ["Where?", "a", "b", "", "2"], []])

    assert right(bank.questions[0]) == ["b"]


def test_texts_of_cells_mean_themselves() -> None:
    question = only([OWN, ["<b>a</b> & &lt; {{7*7}} %s", "<img src=x>", "&amp;", "=x#~{}", "1"]])

    assert question.stem == "<b>a</b> & &lt; {{7*7}} %s"
    assert [choice.text for choice in question.choices] == ["<img src=x>", "&amp;", "=x#~{}"]


# --- text ---


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_sign_between_cells_is_found(sign: str, ends: str) -> None:
    text = ends.join([sign.join(OWN), sign.join(["Where, when; how?".replace(sign, "/"), "a", "b", "", "2"])])

    assert right(only(text)) == ["b"]
    assert right(only(text + ends * 5)) == ["b"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(codec: str) -> None:
    text = "question;choix 1;choix 2;juste\nÉté célébré, et l’on a dîné : Séoul ?;ici même;ailleurs;2\n"

    bank = read(text.encode(codec)).bank

    assert bank is not None
    assert bank.questions[0].stem == "Été célébré, et l’on a dîné : Séoul ?"


def test_quotes_hold_signs_breaks_and_quotes() -> None:
    question = only('question,choice 1,choice 2,right\n"a, ""b""\nc", "x,y" ,"""z""",1\n')

    assert question.stem == 'a, "b"\nc'
    assert [choice.text for choice in question.choices] == ["x,y", '"z"']


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_quotes_hold_signs_whatever_sign_stands_between(sign: str) -> None:
    question = only(csv_of([OWN, [f"a{sign} b", f"x{sign}y", "z", "", "1"]], sign))

    assert (question.stem, right(question)) == (f"a{sign} b", [f"x{sign}y"])


def test_quotes_inside_a_text_are_text() -> None:
    assert only('question,choice 1,choice 2,right\n"Hi" he said,5" pipe,b,1\n').stem == '"Hi" he said'


@pytest.mark.parametrize(
    ("row", "cell"), [('"Where,a,b,1\nWho?,c,d,1', "A3"), ('Where?,"a,b,1\n"Who",c,d,1', "B3")]
)  # fmt: skip
def test_a_quote_that_is_never_closed_is_named(row: str, cell: str) -> None:
    report = read(f"\nquestion,choice 1,choice 2,right\n{row}\n")

    assert told(report.problems) == [("quote-unclosed", cell)]


def test_a_comma_that_divides_a_text_is_named() -> None:
    report = read("question,choice 1,choice 2,right\nWhere, or when?,a,b,1\n")

    assert ("cell-beyond", "E2") in told(report.problems)


def test_without_names_of_columns_nothing_is_guessed() -> None:
    for data in (csv_of([["Where?", "a", "b", "2"], ["Who?", "c", "d", "1"]]), xlsx_of([["Where?", "a", "b", 2]])):
        report = read(data)

        assert told(report.problems) == [("no-header", "A1")]
        assert report.problems[0].text == "Where? | a | b | 2"
        assert report.bank is None


def test_a_text_with_more_columns_than_are_read_is_refused_in_a_sentence() -> None:
    text = "MC\tWhere?" + '\t"here\tcorrect' * 60 + "\n"

    assert read(text).problems


@pytest.mark.parametrize(
    "text",
    [
        native.write(makers.bank()).decode(),
        "Where, or when, or why?\nA) x, y\nB) z\nANSWER: B\n",
        "::question,a,b,answer:: Which, of a, b, c?{=a, b ~c, d}\n",
        "1. Where, when, why?\na) x, y\n*b) z\n",
        "question: one, two, answer\nanswer: x, y, z\n",
        "The question, its answer, and why, are here.\nAnother line, of words, with commas, too.\n",
    ],
)
def test_a_text_with_commas_is_no_table(text: str) -> None:
    assert "spreadsheet" not in read(text).format
    assert read(text).format != "table"


# --- workbooks ---


def test_cells_read_as_they_are_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    shown = [
        (1.0, "General", "1"), (1 / 3, "General", "0.333333333"), (0.1 + 0.2, "General", "0.3"),
        (3.1, "0.00", "3.10"), (0.5, "0%", "50%"), (date(2023, 9, 13), "yyyy-mm-dd", "2023-09-13"),
        (datetime(2023, 9, 13, 8, 30), "yyyy-mm-dd h:mm", "2023-09-13 8:30"), (True, "General", "TRUE"),
        (1e15, "General", "1000000000000000"), ("007", "@", "007"), ("a\nb", "General", "a\nb"),
        ("_x0041_", "General", "A"), ("  x ", "General", "x"),
    ]  # fmt: skip
    sheet.append(["question", *(f"choice {number}" for number in range(1, len(shown) + 1)), "right"])
    sheet.append(["Which?", *(value for value, _, _ in shown), 1])
    for column, (_, code, _) in enumerate(shown, start=2):
        sheet.cell(2, column).number_format = code
    made = io.BytesIO()
    book.save(made)

    assert [choice.text for choice in only(made.getvalue()).choices] == [text for _, _, text in shown]


def test_a_reader_that_is_not_ours_finds_the_same_cells() -> None:
    rows: Rows = [OWN, ["Where?", "é & <b>", "a\nb", "=1", "1"], ["", "", "", "", ""], ["Who?", "x", "y", "z", "2"]]
    data = xlsx_of(rows)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    theirs = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()

    bank = bank_of(xlsx_of([[cell if cell != "=1" else "'=1" for cell in row] for row in rows]))

    assert [row[0] for row in theirs if row[0]] == ["question", *(question.stem for question in bank.questions)]
    assert [row[1:4] for row in theirs if row[0]][2] == [choice.text for choice in bank.questions[1].choices]


def test_the_sheet_that_has_questions_is_read_and_the_others_are_said() -> None:
    report = read(xlsx_of([["Notes"]], [], [OWN, ["Where?", "a", "b", "", 2], ["Who?", "a", "b", "", 9]], [["More"]]))

    assert told(report.problems) == [("key-is-no-choice", "'Page 3'!E3")]
    assert [one.values["name"] for one in report.warnings if one.code == "sheet-left"] == ["Page 1", "Page 4"]


def test_a_formula_without_a_value_is_said_and_none_is_computed() -> None:
    report = read(xlsx_of([OWN, ["Where?", "=1+1", "b", "", 2]]))

    assert told(report.problems) == [("formula-without-value", "B2")]


def parts(sheet: str, *, book: str = "", strings: str = "") -> bytes:
    """A small workbook, written by hand."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return package(
        ("xl/workbook.xml", (
            f'{book}<workbook xmlns="{space}" xmlns:r="{links}"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets>'
            "</workbook>"
        ).encode()),
        ("xl/_rels/workbook.xml.rels", (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{links}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>'
        ).encode()),
        ("xl/worksheets/sheet1.xml", sheet.replace("<worksheet", f'<worksheet xmlns="{space}"').encode()),
        ("xl/sharedStrings.xml", f'{strings or "<sst/>"}'.encode()),
    )  # fmt: skip


def line(*texts: str, at: str = "") -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row{at}>{cells}</row>"


HEADING = line(*OWN)


def test_cells_without_places_and_values_that_formulas_had_are_read() -> None:
    cached = (
        '<row><c t="str"><f>A1</f><v>Where?</v></c><c t="s"><v>0</v></c><c t="b"><v>1</v></c><c/>'
        "<c><f>1</f><v>2</v></c></row>"
    )
    strings = "<sst><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>sound</t></rPh></si></sst>"

    question = only(parts(f"<worksheet><sheetData>{HEADING}{cached}</sheetData></worksheet>", strings=strings))

    assert (question.stem, worth(question)) == ("Where?", [("rich", 0), ("TRUE", 1)])


def test_a_cell_that_names_no_string_is_empty_and_strings_are_found_however_their_file_is_called() -> None:
    row = '<row><c t="inlineStr"><is><t>Q?</t></is></c><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v></v></c>'
    strings = "<sst><si><t>a</t></si><si><t>b</t></si></sst>"
    data = parts(f"<worksheet><sheetData>{HEADING}{row}<c><v>1</v></c></row></sheetData></worksheet>", strings=strings)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name.replace("sharedS", "SharedS"), archive.read(name)) for name in archive.namelist()]

    for one in (data, package(*members)):
        assert worth(only(one)) == [("a", 1), ("b", 0)]


FAR = {
    "last-cell": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "wide": '<row r="3"><c r="XFD3"><v>1</v></c></row>',
    "many-rows": "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(3, 30_000)),
    "many-empty-cells": "<row>" + "<c/>" * 3_400_000 + "</row>",
}


@pytest.mark.parametrize("case", FAR)
def test_a_sheet_with_far_cells_is_refused_in_little_memory(case: str) -> None:
    sound = f'<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{HEADING}{line("Q?", "a", "b", "", "1")}'
    data = parts(f"{sound}</sheetData></worksheet>")
    far = parts(f"{sound}{FAR[case]}</sheetData></worksheet>")
    tracemalloc.start()

    report = read(far, "far.xlsx")

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [problem.code for problem in report.problems] in (["rows-beyond"], ["columns-beyond"], ["archive-bomb"])
    assert most < 100 * 2**20
    assert read(data).problems == ()


def test_empty_cells_may_stand_anywhere() -> None:
    rows = f'{HEADING}{line("Q?", "a", "b", "", "1")}<row r="1048576"><c r="XFD1048576" s="1"/></row>'

    assert right(only(parts(f"<worksheet><sheetData>{rows}</sheetData></worksheet>"))) == ["a"]


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>',
         "xml-entities"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>', "xml-entities"),
        ("<worksheet><sheetData><row><c><v>1</v>", "xml-syntax"),
        ('<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>', "workbook-damaged"),
        ('<worksheet><sheetData><row><c r="A0"><v>7</v></c></row></sheetData></worksheet>', "workbook-damaged"),
        (f"<worksheet><sheetData>{line('_x0007_')}</sheetData></worksheet>", "hidden-character"),
        ("<worksheet><sheetData/></worksheet>", "no-questions-here"),
        ("<worksheet>" + "<a>" * 5000 + "</a>" * 5000 + "</worksheet>", "no-questions-here"),
    ],
)  # fmt: skip
def test_a_workbook_that_plays_tricks_is_refused(sheet: str, code: str) -> None:
    report = read(parts(sheet))

    assert [problem.code for problem in report.problems] == [code]


def test_an_entity_in_another_encoding_is_found_too() -> None:
    sheet = (
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet><c><v>&a;</v></c></worksheet>'
    )
    made = io.BytesIO(parts("<worksheet/>"))
    with zipfile.ZipFile(made) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    changed = [(name, sheet.encode("utf-16") if "sheet1" in name else data) for name, data in members]

    assert [problem.code for problem in read(package(*changed)).problems] == ["xml-entities"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "old-spreadsheet"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked-spreadsheet"),
        (package(("xl/workbook.bin", b"x")), "foreign-spreadsheet"),
        (package(("xl/workbook.xml", b"")), "empty-file"),
        (package(("xl/workbook.xml", b"<workbook/>")), "no-questions-here"),
        (package(("../xl/workbook.xml", b"<workbook/>")), "archive-unsafe-name"),
    ],
)  # fmt: skip
def test_other_spreadsheets_are_told_by_their_names(data: bytes, code: str) -> None:
    assert [problem.code for problem in read(data, "x.xlsx").problems] == [code]


def test_a_text_of_more_rows_or_columns_than_are_read_is_refused_at_its_cell() -> None:
    long = ",".join(OWN) + "\n" + "Q?,a,b,,1\n" * 20_100
    wide = ",".join(OWN) + "\nQ?,a,b,,1" + "," * 16_000 + "x\n"
    empty = ",".join(OWN) + "\nQ?,a,b,,1" + "," * 16_000 + "\n" * 30_000

    assert told(read(long).problems) == [("rows-beyond", "A20021")]
    assert told(read(wide).problems) == [("columns-beyond", "CC2")]
    assert read(empty).problems == ()


@pytest.mark.parametrize("text", ['"' * 200_001, '","' * 60_000, "|" * 200_000, '"a""b' * 50_000, "\n" * 200_000])
def test_signs_by_the_hundred_thousand_are_read_once(text: str) -> None:
    def both(signs: str) -> None:
        read(signs)
        read(",".join(OWN) + "\n" + signs)

    assert growth(both, text[: len(text) // 2], text) < LINEAR


# --- back ---


@pytest.mark.parametrize("writer", [sheets.CSV, sheets.XLSX], ids=lambda writer: writer.id)
@settings(max_examples=100)
@given(bank=written.banks())
def test_what_is_written_reads_back_as_the_same_questions(writer: Writer, bank: Bank) -> None:
    kept = stripped(bank, writer.carries)
    assume(kept.questions)

    report = reading.read(writer.write(kept, {}), f"{bank.id}.{writer.ending}")

    assert report.problems == ()
    assert report.bank is not None
    assert report.bank.questions == kept.questions


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "'=1",
        "''=1",
        "＝1",
        '"=1',
        "\n=1",
        "'\"=x",
        " blanks ",
        "' x",
        "'x ",
    ],
)
def test_what_a_spreadsheet_would_run_or_trim_has_an_apostrophe_before_it(text: str) -> None:
    assert guards.guarded(text) == f"'{text}"
    assert guards.undone(guards.guarded(text)) == text


@pytest.mark.parametrize("text", ["a", "'tis so", "a=b", "1-2", "''x''", '"quoted"', "x'", "'"])
def test_other_texts_are_written_as_they_are(text: str) -> None:
    assert guards.guarded(text) == text
    assert guards.undone(text) == text


def test_what_teachers_type_comes_without_the_blanks_around_it() -> None:
    assert guards.undone("  a ") == "a"


def test_no_cell_of_a_written_workbook_is_a_formula_and_csv_is_what_excel_opens() -> None:
    bank = bank_of([OWN, ["'=1+1", "'@x", "_x0041_", "d", "1"]])
    book = openpyxl.load_workbook(io.BytesIO(sheets.XLSX.write(bank, {})))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    text = sheets.CSV.write(bank, {})

    assert {cell.data_type for cell in cells} == {"s"}
    assert "'=1+1" in {cell.value for cell in cells}
    assert bank_of(sheets.XLSX.write(bank, {})).questions == bank.questions
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == text.count(b"\n") == 2


@pytest.mark.parametrize(
    "tags", [("a",), ("a", "b"), ("a, b",), ("a, b", "c"), ("a; b",), ("a; b", "c, d"), ("=x", "y")]
)  # fmt: skip
def test_tags_come_back_whatever_signs_they_have(tags: tuple[str, ...]) -> None:
    question = only([OWN, ["Where?", "a", "b", "", "1"]])
    bank = Bank("b", "B", "en", (makers.question("q", Kind.SINGLE, "Where?", question.choices, tags=tags),))

    assert bank_of(sheets.CSV.write(bank, {})).questions[0].filing.tags == tags


# --- blank files ---


@pytest.mark.parametrize("language", ["en", "fr", "fr-CA", "de"])
@pytest.mark.parametrize("format_", blanks.FORMATS)
def test_a_blank_file_loads_without_a_word(format_: str, language: str) -> None:
    name, data, media_type = blanks.blank(format_, language)
    report = reading.read(data, name)

    assert (report.problems, report.warnings, report.left_out) == ((), (), ())
    assert report.bank is not None
    assert report.bank.language == ("fr" if language.startswith("fr") else "en")
    assert [len(question.choices) for question in report.bank.questions] == [4, 4]
    assert name.endswith(f".{format_}")
    assert "/" in media_type


def test_the_blank_file_in_our_own_format_shows_how_an_answer_is_proved() -> None:
    bank = reading.read(blanks.blank("yaml", "fr")[1], "x.yaml").bank

    assert bank is not None
    assert all(question.evidence for question in bank.questions)


def test_there_is_no_blank_file_in_other_formats() -> None:
    with pytest.raises(blanks.UnknownBlank):
        blanks.blank("aiken", "en")
