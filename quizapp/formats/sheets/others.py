"""Tables that hold no questions: what people answered, and lists of pupils with their marks."""

from collections.abc import Sequence

_TIMES = (
    "timestamp", "horodateur", "zeitstempel", "marca temporal", "informazioni cronologiche", "tijdstempel",
    "carimbo de data/hora", "start time", "heure de début", "startzeit", "submitted at", "completion time",
)  # fmt: skip
"""How forms call the column of when somebody answered (Google Forms, Microsoft Forms, as they write it)."""
_VOTERS = ("voter", "session", "participant", "respondent", "player")
_GRADES = ("points possible", "sis login id", "sis user id", "student, test")


def code(cells: Sequence[str]) -> str:
    """Of the problem that names a table whose columns are called so; empty where it is neither."""
    return "is-answers" if _are_answers(cells) else "is-grades" if _are_grades(cells) else ""


def _are_answers(cells: Sequence[str]) -> bool:
    """Whether a table whose columns are called so holds what people answered."""
    names = [" ".join(cell.split()).casefold() for cell in cells]
    return any(name in _TIMES for name in names) or (len(names) > 1 and names[0] in _VOTERS)


def _are_grades(cells: Sequence[str]) -> bool:
    """Whether it is a list of pupils with their marks."""
    names = {" ".join(cell.split()).casefold() for cell in cells}
    return bool(names & set(_GRADES)) or ("student" in names and "id" in names)
