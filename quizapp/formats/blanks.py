"""Blank files to start from, with two questions as an example: in French, or else in English.

The questions are about the summit of 13 September 2023, like the bank that comes with the program.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.banks import Bank, Choice, Evidence, Feedback, Filing, Kind, Question, shares
from quizapp.domain.evidence import Finder, FoundPassage
from quizapp.domain.unknown import Unknown
from quizapp.formats import native, sheets
from quizapp.formats.carrying import stripped
from quizapp.formats.moodle import gift
from quizapp.formats.texts.markdown import read_article

FORMATS = ("csv", "xlsx", "yaml", "gift")


class UnknownBlank(Unknown):
    """There is no blank file in this format."""


@dataclass(frozen=True, slots=True)
class _Asked:
    id: str
    stem: str
    choices: Sequence[str]
    right: int
    feedback: str
    said: Sequence[str]
    """To each choice."""
    quotation: str


@dataclass(frozen=True, slots=True)
class _Example:
    language: str
    file: str
    title: str
    article: str
    tag: str
    category: str
    delimiter: str
    """That Excel expects in CSV, set to this language."""
    columns: Sequence[str]
    """Of the first sheet: those that nobody does without, so that they are seen at a glance."""
    comment: str
    asked: Sequence[_Asked]


_ENGLISH = _Example(
    language="en",
    file="quizapp-questions",
    title="My questions",
    article=(
        "Kim Jong-un and Vladimir Putin met on 13 September 2023 at the Vostochny Cosmodrome, in the far east of "
        "Russia.\n\nThe place was a symbol. Shortly before, North Korea had failed twice to launch a spy satellite."
    ),
    tag="summit",
    category="History",
    delimiter=",",
    columns=("question", "choice 1", "choice 2", "choice 3", "choice 4", "right", "feedback", "points"),
    comment=(
        "// Each question has its answers between braces: “=” stands before the right one, “~” before the others.\n"
        "// What follows “#” is said to those who pick it. An empty line ends the question.\n\n"
    ),
    asked=(
        _Asked(
            "meeting-place",
            "Where did the two leaders meet?",
            ("In Vladivostok", "At the Vostochny Cosmodrome", "In the Kremlin", "In Pyongyang"),
            1,
            "The spaceport lies in the far east of Russia.",
            ("That was in 2019.", "", "", ""),
            "at the Vostochny Cosmodrome",
        ),
        _Asked(
            "failed-launches",
            "How often had North Korea lately failed to launch a spy satellite?",
            ("Never", "Once", "Twice", "Three times"),
            2,
            "Both launches were made shortly before the summit.",
            ("", "", "", ""),
            "failed twice to launch a spy satellite",
        ),
    ),
)
_FRENCH = _Example(
    language="fr",
    file="quizapp-questions-fr",
    title="Mes questions",
    article=(
        "Kim Jong-un et Vladimir Poutine se sont vus le 13 septembre 2023 au cosmodrome de Vostotchny, à l’extrême "
        "est de la Russie.\n\nLe lieu est un symbole. Peu avant, la Corée du Nord avait échoué deux fois à lancer un "
        "satellite espion."
    ),
    tag="sommet",
    category="Histoire",
    delimiter=";",
    columns=("question", "choix 1", "choix 2", "choix 3", "choix 4", "juste", "commentaire", "points"),
    comment=(
        "// Les réponses sont entre accolades : « = » devant la bonne, « ~ » devant les autres.\n"
        "// Ce qui suit « # » est dit à qui choisit cette réponse. Une ligne vide termine la question.\n\n"
    ),
    asked=(
        _Asked(
            "lieu-de-la-rencontre",
            "Dans quel lieu les deux dirigeants se sont-ils rencontrés ?",
            ("À Vladivostok", "Au cosmodrome de Vostotchny", "Dans le palais du Kremlin", "À Pyongyang"),
            1,
            "Le cosmodrome se trouve à l’extrême est de la Russie.",
            ("C’était en 2019.", "", "", ""),
            "au cosmodrome de Vostotchny",
        ),
        _Asked(
            "lancements-manques",
            "Combien d’échecs récents la Corée du Nord a-t-elle connus en voulant lancer un satellite espion ?",
            ("Aucun", "Un", "Deux", "Trois"),
            2,
            "Les deux lancements ont eu lieu peu avant le sommet.",
            ("", "", "", ""),
            "échoué deux fois à lancer un satellite espion",
        ),
    ),
)  # fmt: skip


def blank(format_id: str, language: str) -> tuple[str, bytes, str]:
    """The name, bytes and media type of the blank file of a format. Raises UnknownBlank."""
    example = _FRENCH if language.partition("-")[0].lower() == "fr" else _ENGLISH
    match format_id:
        case "csv":
            return f"{example.file}.csv", sheets.as_csv(_table(example), example.delimiter), sheets.CSV.media_type
        case "xlsx":
            legend = sheets.LEGENDS[example.language]
            written = sheets.as_xlsx((example.title, _table(example)), (legend.title, legend.rows))
            return f"{example.file}.xlsx", written, sheets.XLSX.media_type
        case "yaml":
            return f"{example.file}.yaml", native.write(_bank(example)), native.WRITER.media_type
        case "gift":
            kept = stripped(_bank(example), gift.WRITER.carries)
            written = example.comment.encode() + gift.WRITER.write(kept, {})
            return f"{example.file}.{gift.WRITER.ending}", written, gift.WRITER.media_type
    raise UnknownBlank(format_id)


def _table(example: _Example) -> Sequence[Sequence[str]]:
    rows = [[one.stem, *one.choices, str(one.right + 1), one.feedback, "1"] for one in example.asked]
    return [example.columns, *rows]


def _bank(example: _Example) -> Bank:
    article = read_article(example.article).article
    finder = Finder(article)
    return Bank(
        id=example.file,
        title=example.title,
        language=example.language,
        article=article,
        questions=tuple(_question(one, finder, example) for one in example.asked),
    )


def _question(asked: _Asked, finder: Finder, example: _Example) -> Question:
    found = finder.find(asked.quotation)
    assert isinstance(found, FoundPassage)
    worth = shares(Kind.SINGLE, [place == asked.right for place in range(len(asked.choices))])
    return Question(
        id=asked.id,
        kind=Kind.SINGLE,
        stem=asked.stem,
        choices=tuple(map(Choice, asked.choices, worth, asked.said)),
        feedback=Feedback(asked.feedback),
        evidence=(Evidence(asked.quotation, found.passage),),
        filing=Filing(category=example.category, tags=(example.tag,)),
    )
