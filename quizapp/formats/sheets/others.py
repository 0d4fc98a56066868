"""Tables that hold no questions: what people answered, and lists of pupils with their marks."""

from collections.abc import Sequence

_TIMES = (
    "timestamp", "horodateur", "zeitstempel", "marca temporal", "informazioni cronologiche", "tijdstempel",
    "carimbo de data/hora", "start time", "heure de début", "startzeit", "submitted at", "completion time",
    "отметка времени", "提交答卷时间", "提交时间", "タイムスタンプ", "타임스탬프", "طابع زمني",
    "sygnatura czasowa", "zaman damgası", "hora de inicio", "hora de início", "ora di inizio", "begintijd",
    "время начала",
    "started on", "started", "commencé le", "begonnen am", "comenzado el", "iniciado em", "iniziato", "gestart op",
)  # fmt: skip
"""How the column is called of when somebody answered (Google Forms, Microsoft Forms, Wenjuanxing, Moodle's reports)."""
_VOTERS = ("voter", "session", "participant", "respondent", "player")
_GRADES = ("points possible", "sis login id", "sis user id", "student, test", "student names")
_OF_PEOPLE = frozenset(
    (
        "first name",
        "last name",
        "surname",
        "family name",
        "email",
        "e-mail",
        "email address",
        "student id",
        "id number",
        "prénom",
        "nom de famille",
        "adresse de courriel",
        "adresse e-mail",
        "numéro d'identification",
        "élève",
        "élèves",
        "vorname",
        "nachname",
        "e-mail-adresse",
        "matrikelnummer",
        "schüler",
        "nombre",
        "apellido(s)",
        "apellidos",
        "dirección de correo",
        "correo electrónico",
        "cognome",
        "nome",
        "indirizzo email",
        "sobrenome",
        "endereço de email",
        "endereço de e-mail",
        "voornaam",
        "achternaam",
        "e-mailadres",
        "имя",
        "фамилия",
        "адрес электронной почты",
        "姓名",
        "学号",
        "班级",
        "الاسم",
        "اسم الطالب",
        "imię",
        "nazwisko",
    )
)
"""How columns are called that say who somebody is: a table of questions has none of them, one of pupils several."""
_FEWEST_OF_PEOPLE = 2


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
    are_named = len(names & _OF_PEOPLE) >= _FEWEST_OF_PEOPLE
    return bool(names & set(_GRADES)) or ("student" in names and "id" in names) or are_named
