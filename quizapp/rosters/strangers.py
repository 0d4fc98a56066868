"""Lines of class lists and gradebooks that name no reader: « Points Possible », Canvas's « Student, Test », averages.

Source: the gradebooks of Canvas, Blackboard, Brightspace and Moodle, as they are exported.
"""

import re
import unicodedata

_POINTS = frozenset((
    "points possible", "points possibles", "puntos posibles", "mogliche punkte", "erreichbare punkte",
    "punti possibili", "pontos possiveis", "max points", "maximum points", "points max", "possible points",
    "note maximale", "bareme", "overall average", "class average", "group average", "moyenne de la classe",
    "moyenne du groupe", "moyenne generale", "moyenne classe", "klassendurchschnitt", "durchschnitt", "mittelwert",
    "media de la clase", "promedio", "moyenne", "average", "median", "mediane", "total", "totaux",
    "ecart type", "standard deviation", "effectif", "nombre d'eleves", "number of students",
))  # fmt: skip
_TEST_STUDENTS = frozenset((
    "student, test", "test student", "test, student", "student test", "etudiant, test", "etudiant test",
    "test etudiant", "etudiant, de test", "estudiante, prueba", "estudiante de prueba", "prueba estudiante",
    "testschuler", "teststudent", "student, demo", "demo student", "learner, demo", "demo learner",
))  # fmt: skip
_END = re.compile(r"[\s:.]*\d*[.,]?\d*$")


def is_stranger(name: str) -> bool:
    """Whether what stands where names stand is none of a reader."""
    return is_test_student(name) or _END.sub("", _key(name)) in _POINTS


def is_test_student(name: str) -> bool:
    return _key(name) in _TEST_STUDENTS


def _key(name: str) -> str:
    letters = (one for one in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(one))
    return " ".join("".join(letters).replace("’", "'").split())
