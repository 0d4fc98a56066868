"""The second sheet of the blank workbook: columns that a teacher may add to the eight of the first, with examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.formats.sheets.table import Row


@dataclass(frozen=True, slots=True)
class Legend:
    title: str
    heading: tuple[str, str, str]
    columns: Sequence[tuple[str, str, str]]
    """What each is called, what stands in it, and an example."""

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        return [self.heading, *self.columns]


_ENGLISH = Legend(
    "Other columns",
    ("columns to add to the first sheet", "what stands in them", "for example"),
    (
        ("choice 5", "One more choice; likewise “choice 6”, and so on up to 26.", "On Sakhalin"),
        ("kind", "single, multiple or true/false; without it, the number of right choices tells.", "multiple"),
        (
            "feedback 1",
            "What is said to whoever picks choice 1; likewise “feedback 2”, and so on.",
            "That was in 2019.",
        ),
        ("feedback if right", "What is said to whoever answers rightly.", "Well read."),
        ("feedback if partly right", "What is said to whoever answers partly rightly.", "One is missing."),
        ("feedback if wrong", "What is said to whoever answers wrongly.", "Read the first paragraph again."),
        ("fractions", "In place of “right”: the share of the mark for each choice, with semicolons.", "1; 0.5; 0; 0"),
        ("rule", "partial, or all-or-nothing: how the mark is given where several choices are right.", "partial"),
        ("tags", "Words by which to find the question, with commas between.", "summit, 2023"),
        ("category", "Where you file the question.", "History"),
        ("shuffle", "“no” where the choices always stand in this order.", "no"),
        ("fixed", "The choices that keep their places while the others are shuffled.", "4"),
        ("name", "What you call the question; readers do not see it.", "Meeting place"),
        ("id", "By which a later version of the question is known: letters, digits, hyphens.", "meeting-place"),
    ),
)
_FRENCH = Legend(
    "Autres colonnes",
    ("colonnes à ajouter à la première feuille", "ce qu’on y écrit", "par exemple"),
    (
        ("choix 5", "Un choix de plus ; de même « choix 6 », et ainsi de suite jusqu’à 26.", "À Sakhaline"),
        ("genre", "unique, multiple ou vrai/faux ; sans elle, le nombre de bons choix en décide.", "multiple"),
        (
            "commentaire 1",
            "Ce qui est dit à qui prend le choix 1 ; de même « commentaire 2 », etc.",
            "C’était en 2019.",
        ),
        ("retour si juste", "Ce qui est dit à qui répond juste.", "Bien lu."),
        ("retour si en partie juste", "Ce qui est dit à qui répond en partie juste.", "Il en manque un."),
        ("retour si faux", "Ce qui est dit à qui répond faux.", "Relisez le premier paragraphe."),
        ("parts", "À la place de « juste » : ce que vaut chaque choix, avec des points-virgules.", "1; 0,5; 0; 0"),
        ("règle", "partiel, ou tout ou rien : comment se donne la note quand plusieurs choix sont justes.", "partiel"),
        ("étiquettes", "Des mots pour retrouver la question, séparés par des virgules.", "sommet, 2023"),
        ("catégorie", "Où vous classez la question.", "Histoire"),
        ("mélanger", "« non » là où les choix gardent toujours cet ordre.", "non"),
        ("fixes", "Les choix qui gardent leur place quand les autres sont mélangés.", "4"),
        ("nom", "Comment vous appelez la question ; les lecteurs ne le voient pas.", "Lieu de la rencontre"),
        ("identifiant", "Ce qui permet de reconnaître la question plus tard : lettres, chiffres, tirets.", "lieu"),
    ),
)
LEGENDS: Mapping[str, Legend] = {"en": _ENGLISH, "fr": _FRENCH}


def is_legend(rows: Sequence[Row]) -> bool:
    """Whether a sheet is that one, whatever was written below or beside."""
    first = next((row for row in rows if not row.is_empty), None)
    return first is not None and first.cells[:3] in {one.heading for one in LEGENDS.values()}
