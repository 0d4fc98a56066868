"""The row of a table that names its columns: where it stands, whose table it is, and what each column holds.

Sources: the spreadsheet templates of Kahoot, Quizizz (Wayground), Blooket and Gimkit as of 2026, and our own. Names are
compared without case, accents, signs and what stands in brackets; English and French ones are known, and those that
name the question, its choices and the right one in German, Spanish, Italian, Portuguese and Dutch.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from string import ascii_lowercase

from quizapp.formats.sheets.table import Row

EXPECTED = "question, choice 1, choice 2, right"


class Product(StrEnum):
    """Whose table it is, by the name that teachers know."""

    OWN = "spreadsheet"
    KAHOOT = "Kahoot spreadsheet"
    QUIZIZZ = "Quizizz spreadsheet"
    BLOOKET = "Blooket spreadsheet"
    GIMKIT = "Gimkit spreadsheet"
    OTHER = "table"


class Column(StrEnum):
    """What a column holds, by the name that our own files give it."""

    ID = "id"
    NAME = "name"
    KIND = "kind"
    QUESTION = "question"
    RIGHT = "right"
    FRACTIONS = "fractions"
    RULE = "rule"
    FEEDBACK = "feedback"
    FEEDBACK_RIGHT = "feedback if right"
    FEEDBACK_PARTLY = "feedback if partly right"
    FEEDBACK_WRONG = "feedback if wrong"
    POINTS = "points"
    TAGS = "tags"
    CATEGORY = "category"
    SHUFFLE = "shuffle"
    FIXED = "fixed"
    TIME = "time"
    PICTURE = "picture"
    NUMBER = "number"


FEEDBACK = (Column.FEEDBACK, Column.FEEDBACK_RIGHT, Column.FEEDBACK_PARTLY, Column.FEEDBACK_WRONG)
"""What is said in general, and to right, partly right and wrong answers."""
_NAMES: dict[Column, str] = {
    Column.ID: "id, question id, identifiant, identifier, reference",
    Column.NAME: "name, question name, nom, title, titre",
    Column.KIND: "kind, type, question type, question kind, type of question, type de question, genre",
    Column.QUESTION: (
        "question, questions, question text, text of question, question title, stem, prompt, enonce, question stem, "
        "texte de la question, intitule, libelle, q, the question, frage, fragen, fragetext, pregunta, preguntas, "
        "enunciado, domanda, domande, pergunta, perguntas, questao, questoes, vraag, vragen"
    ),
    Column.RIGHT: (
        "right, juste, justes, correct, correct answer, correct answers, correct option, correct options, answer, "
        "correct choice, correct choices, correct response, correct responses, right answer, right answers, answers, "
        "right option, right choice, key, answer key, solution, solutions, bonne reponse, bonnes reponses, reponse, "
        "reponse correcte, reponses correctes, reponse juste, reponses justes, reponses, cle, corrige, ans, "
        "right answer number, correct answer number, correct ans, bon choix, correct option number, correct option id, "
        "correct option ids, richtige antwort, richtige antworten, richtig, korrekte antwort, losung, losungen, "
        "respuesta correcta, respuestas correctas, correcta, correctas, respuesta, risposta corretta, "
        "risposte corrette, risposta esatta, risposta, resposta correta, respostas corretas, resposta certa, resposta, "
        "gabarito, juiste antwoord, juist antwoord, goede antwoord"
    ),
    Column.FRACTIONS: "fractions, fraction, parts, parts de la note",
    Column.RULE: "rule, regle",
    Column.FEEDBACK: (
        "feedback, general feedback, explanation, explanations, answer explanation, explication, explications, "
        "commentaire, retour, retroaction, rationale, justification"
    ),
    Column.FEEDBACK_RIGHT: "feedback if right, feedback right, correct feedback, retour si juste, feedback correct",
    Column.FEEDBACK_PARTLY: "feedback if partly right, feedback partly, retour si en partie juste",
    Column.FEEDBACK_WRONG: "feedback if wrong, feedback wrong, incorrect feedback, retour si faux, feedback incorrect",
    Column.POINTS: "points, point, marks, mark, score, grade, bareme, note, maximum",
    Column.TAGS: "tags, tag, etiquettes, etiquette, mots cles, keywords",
    Column.CATEGORY: "category, categorie, topic, subject, theme, chapter, chapitre",
    Column.SHUFFLE: "shuffle, melanger, shuffle answers, shuffle choices, shuffle options",
    Column.FIXED: "fixed, fixe, fixes, fixed choices",
    Column.TIME: (
        "time, time limit, time in seconds, time limit sec, duration, seconds, temps, duree, limite de temps, "
        "temps en secondes, timer"
    ),
    Column.PICTURE: (
        "picture, image, image link, image url, question image, media, photo, video, image de la question, "
        "lien de l image, audio, image lien"
    ),
    Column.NUMBER: (
        "number, no, n, nr, num, numero, question number, question no, question #, #, index, sr no, s no, sl no, "
        "serial number"
    ),
}
_ROLES = {name: role for role, names in reversed(_NAMES.items()) for name in names.split(", ")}
_OWN_RIGHT = {"right", "juste", "justes"}
_CHOICE = re.compile(
    r"(?:answer |possible )?(?:choice|option|answer|opt|ans|alternative|response|choix|reponse|proposition"
    r"|antwort|auswahl|opcion|respuesta|opzione|risposta|opcao|resposta|alternativa|antwoord|keuze)s? "
    r"(?:de reponse )?(?:no )?([1-9]\d?|[a-z])"
)
_CHOICE_FEEDBACK = re.compile(
    r"(?:feedback|explanation|retour|retroaction|commentaire|explication)(?: (?:choice|choix|option|answer|reponse))? "
    r"([1-9]\d?|[a-z])"
)
_WRONG = re.compile(
    r"(?:incorrect|wrong)(?: (?:answer|option|choice|response))? ?(\d{0,2})|distractor ?(\d{0,2})"
    r"|mauvaise reponse ?(\d{0,2})"
)  # fmt: skip
_KAHOOT = re.compile(
    r"choose at least one|choisissez.{0,12} au moins une|(?:max\D{0,5}\d+|\d+) (?:characters|caracteres)"
)
_BLOOKET = re.compile(r"only include answer #")
_NOTHING = re.compile(r"unnamed ?:? ?\d+|")


@dataclass(frozen=True, slots=True)
class Header:
    product: Product
    row: Row
    columns: Mapping[Column, int]
    """From 1."""
    choices: Mapping[int, int]
    """The columns of choices, by their numbers from 1; of Gimkit's tables those of wrong ones, after the right one."""
    feedbacks: Mapping[int, int]
    """Those of what is said to a choice, by its number."""
    unknown: Mapping[int, str]
    """What the other columns are called; empty where they have no name."""

    @property
    def known(self) -> int:
        return len(self.columns) + len(self.choices) + len(self.feedbacks)


def find(rows: Iterable[Row]) -> Header | None:
    """The first of some rows that names the columns of a table of questions."""
    banner = ""
    for row in rows:
        header = _header(row, banner)
        if header is not None:
            return header
        banner += " ".join(row.cells)[:1000].casefold()
    return None


def _header(row: Row, banner: str) -> Header | None:
    columns: dict[Column, int] = {}
    choices: dict[int, int] = {}
    feedbacks: dict[int, int] = {}
    wrong: list[int] = []
    unknown: dict[int, str] = {}
    names = [name_of(cell) for cell in row.cells]
    letters = _letters(names)
    for column, name in enumerate(names, start=1):
        if number := _number(_CHOICE, name) or (letters.find(name) + 1 if name else 0):
            taken = choices.setdefault(number, column)
        elif number := _number(_CHOICE_FEEDBACK, name):
            taken = feedbacks.setdefault(number, column)
        elif _WRONG.fullmatch(name):
            taken = column
            wrong.append(column)
        elif role := _ROLES.get(name):
            taken = columns.setdefault(role, column)
        else:
            taken = 0
        if taken != column:
            unknown[column] = "" if _NOTHING.fullmatch(name) else row.at(column).strip()
    has_wrong = bool(wrong) and not choices
    if has_wrong:
        choices = dict(enumerate(wrong, start=2))
    is_whole = Column.QUESTION in columns and (Column.RIGHT in columns or Column.FRACTIONS in columns)
    if not is_whole or (len(choices) < 2 and not has_wrong):
        return None
    product = _product(row, columns, banner, has_wrong)
    return Header(product, row, columns, choices, feedbacks, unknown)


def _letters(names: Sequence[str]) -> str:
    """Those from « a » on that columns are called by, one each; a single one names no choice."""
    found = "".join(takewhile(lambda letter: letter in names, ascii_lowercase))
    return found if len(found) > 1 else ""


def _product(row: Row, columns: Mapping[Column, int], banner: str, has_wrong: bool) -> Product:
    if has_wrong:
        return Product.GIMKIT
    said = " ".join(" ".join(bare(cell) for cell in row.cells).split())
    if _BLOOKET.search(said) or "blooket" in banner:
        return Product.BLOOKET
    if _KAHOOT.search(said):
        return Product.KAHOOT
    names = {name_of(cell) for cell in row.cells}
    if {"question text", "question type", "option 1", "correct answer"} <= names:
        return Product.QUIZIZZ
    right = columns.get(Column.RIGHT)
    return Product.OWN if right is None or name_of(row.at(right)) in _OWN_RIGHT else Product.OTHER


def _number(pattern: re.Pattern[str], name: str) -> int:
    found = pattern.fullmatch(name)
    return _ordinal(found[1]) if found else 0


def _ordinal(label: str) -> int:
    """Of a number, or of a letter."""
    return int(label) if label.isdecimal() else ord(label) - ord("a") + 1


@lru_cache(maxsize=4096)
def name_of(cell: str) -> str:
    """A cell's text as names are compared: « Answer 1 – max 75 characters » is « answer 1 »."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=\d)", " ", cell[:300])
    words = re.sub(r"\(s\)", "s", bare(words))
    words = re.split(r"\(| [-–—] |,", words, maxsplit=1)[0] if not words.startswith("(") else words
    return " ".join(re.sub(r"[^\w#]+|_+", " ", words).split())


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Without case and accents, one blank between words."""
    letters = unicodedata.normalize("NFKD", text)
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).casefold().split())
