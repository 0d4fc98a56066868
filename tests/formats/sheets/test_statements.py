"""Tables of statements: each is true or false, as a column says, or a cross in one of two."""

import pytest

from quizapp.domain.banks import Kind
from quizapp.formats.problems import Report
from quizapp.formats.reading import read as read_file

SUN, MOON = "Le soleil est une étoile", "La Lune est une planète"


def read(text: str) -> Report:
    return read_file(text.encode(), "table.csv")


def told(report: Report) -> list[tuple[str, bool]]:
    """Each statement, and whether the first of its two choices is right."""
    assert report.bank is not None, report.problems
    assert {one.kind for one in report.bank.questions} == {Kind.TRUE_FALSE}
    return [(one.stem, one.key == {0}) for one in report.bank.questions]


@pytest.mark.parametrize(
    "text",
    [
        "Affirmation;V/F\n{sun};V\n{moon};F\n",
        "Affirmations;Vrai ou faux ?\n{sun};VRAI\n{moon};FAUX\n",
        "Statement,True/False\n{sun},True\n{moon},False\n",
        "N°\tAffirmation\tVrai\tFaux\n1\t{sun}\tx\t\n2\t{moon}\t\tx\n",
        "Aussage;richtig/falsch\n{sun};richtig\n{moon};falsch\n",
        "Aussage;R/F\n{sun};R\n{moon};F\n",
        "Aussage\tStimmt\tStimmt nicht\n{sun}\tX\t\n{moon}\t\tX\n",
        "Question;Réponse\n{sun};O\n{moon};N\n",
        "Question,Answer\n{sun},TRUE\n{moon},FALSE\n",
        "Enunciado;Verdadero o falso\n{sun};V\n{moon};F\n",
        "Affermazione\tVero\tFalso\n{sun}\tX\t\n{moon}\t\tX\n",
        "题目,答案\n{sun},对\n{moon},错\n",
        "العبارة,الإجابة\n{sun},صح\n{moon},خطأ\n",
        "文,正誤\n{sun},○\n{moon},×\n",
        "{sun};VRAI\n{moon};FAUX\n",
        "1;{sun};V\n2;{moon};F\n",
        "| Affirmation | Vrai | Faux |\n|---|---|---|\n| {sun} | X | |\n| {moon} | | X |\n",
        "Affirmation;Vrai\n{sun};x\n{moon};\n",
        "Question;Affirmation;V/F\n1;{sun};V\n2;{moon};F\n",
        "Statement,T/F\n{sun},1\n{moon},0\n",
    ],
)
def test_statements_in_a_table_are_true_or_false(text: str) -> None:
    assert told(read(text.format(sun=SUN, moon=MOON))) == [(SUN, True), (MOON, False)]


def test_what_else_such_a_table_tells_is_kept() -> None:
    report = read("Affirmation;V/F;Explication;Thème;Auteur\nLa mer est salée;V;Le sel vient des roches.;Mer;Zoé\n")

    assert report.bank is not None
    (question,) = report.bank.questions
    assert (question.feedback.general, question.filing.category) == ("Le sel vient des roches.", "Mer")
    assert [(one.code, one.values["name"]) for one in report.warnings] == [("column-left", "Auteur")]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Statement,True/False\nThe sun is a star,True\nThe moon is a planet,\n", "B3"),
        ("Affirmation;Vrai;Faux\nLe soleil brille;x;\nLa Lune brille;x;x\n", "B3"),
    ],
)
def test_a_statement_of_which_nothing_is_said_is_kept_for_its_key(text: str, cell: str) -> None:
    report = read(text)

    assert [(one.code, one.cell) for one in report.problems] == [("no-key", cell)]
    assert report.unfinished is not None
    assert len(report.unfinished.questions[1].choices) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Question,Answer\nHow many moons has Earth?,1\nHow many has Venus?,0\n",
        "Question,Answer\nWhich letter follows S?,T\nWhich letter follows E?,F\nWhich follows U?,V\n",
        "Statement;Agree\nI like maths;yes\nI like it;no\n",
        "Question;Affirmation;V/F\nOù ?;Ici;V\nQuand ?;Hier;F\n",
        "cat;no\ndog;yes\n",
        "Jean Dupont;oui\nZoé Martin;non\nAli Ben;oui\n",
        "Élève;V/F\nDupont Jean;V\nMartin Zoé;F\n",
    ],
)
def test_other_tables_of_two_columns_are_not_taken_for_it(text: str) -> None:
    assert read(text).bank is None
