"""What columns of class lists are called, in the languages that schools write, and what each means.

« Name » beside « Vorname » is the family's, beside « Surname » one's own, and alone the whole: what a word that names
either means, the other columns tell. Sources: the exports of Moodle, Canvas, Blackboard, Brightspace, PRONOTE and
Google Classroom, and dictionaries.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from quizapp.rosters import strangers


class Meaning(StrEnum):
    """Of a column."""

    NAME = "name"
    """Or a part of it, where several columns are: they are joined."""
    NAME_FAMILY_FIRST = "name-family-first"
    NAME_FAMILY_LAST = "name-family-last"
    """Full names in which nothing marks the family's, but its place."""
    FAMILY = "family"
    FIRST = "first"
    IDENTIFIER = "identifier"
    EXTRA = "extra"
    NONE = "none"


FULL = frozenset((Meaning.NAME, Meaning.NAME_FAMILY_FIRST, Meaning.NAME_FAMILY_LAST))

_LONGEST = 100
"""Characters of a heading."""
_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")
_SIGNS = re.compile(r"[\s\-_/.,:;*#°º\"«»“”|]+")
_READERS = (
    "eleves?|etudiantes?|etudiants?|apprenants?|students?|pupils?|learners?|schulers?|schulerin|schulerinnen|"
    "alumn[oa]s?|estudiantes?|student[ei]|alunn[oi]|alun[oa]s?|leerlingen|leerling|participants?"
)
_WHOSE = re.compile(rf"^(.+?) (?:(?:de l'|de la |de |du |des |d'|of the |of |der |del |dello |dell'|do |da |van de )?)"
                    rf"(?:{_READERS})$")  # fmt: skip
_WHOSE_BEFORE = re.compile(rf"^(?:{_READERS})(?:'s|s')? (.+)$")

_FULL = (
    "full name, complete name, display name, first and last name, first name last name, last name first name, "
    "last name and first name, first name and last name, surname and first name, student, students, pupil, pupils, "
    "learner, learners, participant, participants, reader, candidate, pseudonym, nickname, "
    "nom complet, nom et prenom, nom prenom, noms et prenoms, noms prenoms, nom prenoms, nom et prenoms, "
    "prenom et nom, prenom nom, prenoms et noms, eleve, eleves, etudiant, etudiante, etudiants, etudiantes, apprenant, "
    "apprenants, stagiaire, candidat, pseudonyme, pseudo, liste des eleves, liste des etudiants, noms, names, "
    "vollstandiger name, name vorname, nachname vorname, vorname nachname, vorname name, name und vorname, "
    "vor und nachname, vor und zuname, schuler, schulerin, schuler in, schulerinnen, teilnehmer, studierende, "
    "nombre completo, nombre y apellidos, nombre y apellido, apellidos y nombre, apellido y nombre, apellidos nombre, "
    "nombre apellidos, alumno, alumna, alumnos, alumnado, estudiante, estudiantes, "
    "nome completo, nome e cognome, cognome e nome, cognome nome, nome cognome, nominativo, alunno, alunni, studente, "
    "studenti, nome e sobrenome, aluno, aluna, volledige naam, voornaam en achternaam, naam leerling, leerling, "
    "leerlingen, deelnemer, fullstandigt namn, fulde navn, fullt navn, elev, elever, koko nimi, oppilas, opiskelija, "
    "imie i nazwisko, nazwisko i imie, uczen, jmeno a prijmeni, prijmeni a jmeno, zak, meno a priezvisko, "
    "ime i prezime, prezime i ime, ime in priimek, teljes nev, tanulo, nume si prenume, numele si prenumele, "
    "фио, полное имя, фамилия имя, фамилия и имя, фамилия имя отчество, имя и фамилия, ученик, студент, піб, "
    "прізвище та ім'я, прізвище ім'я, учень, ονοματεπωνυμο, μαθητης, ad soyad, adi soyadi, adı soyadı, ogrenci, "
    "姓名, 全名, 学生, 學生, 学生姓名, 學生姓名, 氏名, 生徒, 生徒名, 生徒氏名, 이름, 성명, 학생, "
    "الاسم الكامل, الطالب, اسم الطالب, שם מלא, תלמיד, ho va ten, ho ten, nama lengkap, siswa"
)
_EITHER = (
    "name, nom, naam, namn, navn, nimi, nombre, nombres, nome, nome proprio, nume, имя, ім'я, ονομα, jmeno, meno, ime, "
    "vardas, ad, adi, adı, isim, nev, 名字, 名前, الاسم, שם, nama"
)
_FIRST = (
    "first name, firstname, first names, given name, given names, givenname, forename, forenames, prenom, prenoms, "
    "prenom usuel, prenom d'usage, premier prenom, vorname, vornamen, rufname, nombre de pila, primer nombre, "
    "voornaam, voornamen, roepnaam, fornamn, fornavn, etunimi, etunimet, imie, krestni jmeno, keresztnev, utonev, "
    "prenume, 名, الاسم الاول, שם פרטי, ten"
)
_FAMILY = (
    "last name, lastname, last names, surname, surnames, family name, familyname, nom de famille, nom d'usage, "
    "nom usuel, nom patronymique, nachname, familienname, zuname, apellidos, apellido, primer apellido, cognome, "
    "cognoms, sobrenome, apelido, achternaam, familienaam, efternamn, etternavn, efternavn, sukunimi, nazwisko, "
    "prijmeni, priezvisko, prezime, priimek, vezeteknev, csaladnev, nume de familie, фамилия, прізвище, επωνυμο, "
    "επιθετο, soyad, soyadi, soyadı, soyisim, 姓, 姓氏, 苗字, 성, اللقب, اسم العائلة, שם משפחה, ho, pavarde, "
    "nom de naissance, birth name, geburtsname"
)
_NUMBERS = (
    "sis user id, sis id, student number, student no, student id, student code, studentnumber, studentid, "
    "orgdefinedid, org defined id, matricule, numero etudiant, n etudiant, no etudiant, numero d'etudiant, "
    "numero de l'etudiant, numero eleve, n eleve, code etudiant, code permanent, ine, numero ine, n ine, "
    "numero national, numero d'identification, id number, idnumber, matrikelnummer, matrikelnr, matrikel nr, "
    "numero de matricula, matricula, matricola, numero di matricola, leerlingnummer, studentnummer, upn, "
    "candidate number, numer albumu, 学号, 學號, 学籍番号, 학번, ogrenci no, رقم الطالب, номер студента, mssv, nim, nis"
)
_MAILS = (
    "email, e mail, mail, mails, emails, courriel, courriels, email address, e mail address, adresse e mail, "
    "adresse email, adresse mail, adresse electronique, adresse de courriel, adresse courriel, e mail adresse, "
    "email adresse, correo, correo electronico, direccion de correo, direccion de correo electronico, "
    "posta elettronica, indirizzo e mail, indirizzo email, endereco de email, e mailadres, emailadres, epost, e post, "
    "e postadress, e postadresse, sahkoposti, адрес электронной почты, электронная почта, почта, 邮箱, 电子邮件, "
    "電子郵件, メール, メールアドレス, 이메일, البريد الالكتروني, דואר אלקטרוני, דוא'ל"
)
_LOGINS = (
    "username, user name, login, login id, sis login id, identifiant, identifiant de connexion, nom d'utilisateur, "
    "nom utilisateur, benutzername, anmeldename, usuario, nombre de usuario, nome utente, utente, gebruikersnaam, "
    "user id, userid, ent"
)
_IDS = "id, number, numero, nummer, no, n, nr, num, code, kennung, identifier, numero di registro"
_EXTRA = (
    "extra time, extra, more time, additional time, time extension, temps en plus, temps supplementaire, "
    "temps additionnel, temps majore, majoration, majoration de temps, tiers temps, 1 3 temps, ⅓ temps, zeitzuschlag, "
    "zeitverlangerung, nachteilsausgleich, tiempo extra, tiempo adicional, tempo supplementare, tempo aggiuntivo, "
    "tempo extra, extra tijd, forlangd tid, ekstra tid, дополнительное время"
)
_MAIL_WORDS = frozenset(("mail", "email", "courriel"))
_THIRDS = frozenset(("tiers temps", "1 3 temps", "⅓ temps"))


def key(cell: str) -> str:
    """A heading however it is written: without accents, signs and brackets, in small letters."""
    if len(cell) > _LONGEST:
        return ""
    bare = _BRACKETS.sub(" ", cell) if _BRACKETS.sub("", cell).strip() else cell
    letters = (one for one in unicodedata.normalize("NFD", bare.casefold()) if not unicodedata.combining(one))
    return _SIGNS.sub(" ", "".join(letters).replace("’", "'")).strip()


def _set(words: str) -> frozenset[str]:
    return frozenset(key(one) for one in words.split(", "))


_KNOWN: dict[str, tuple[Meaning, int]] = {
    **dict.fromkeys(_set(_IDS), (Meaning.IDENTIFIER, 4)),
    **dict.fromkeys(_set(_LOGINS), (Meaning.IDENTIFIER, 3)),
    **dict.fromkeys(_set(_MAILS), (Meaning.IDENTIFIER, 2)),
    **dict.fromkeys(_set(_NUMBERS), (Meaning.IDENTIFIER, 1)),
    **dict.fromkeys(_set(_EXTRA), (Meaning.EXTRA, 1)),
    **dict.fromkeys(_set(_FULL), (Meaning.NAME, 1)),
    **dict.fromkeys(_set(_FAMILY), (Meaning.FAMILY, 1)),
    **dict.fromkeys(_set(_FIRST), (Meaning.FIRST, 1)),
}
"""What a heading names, and, among several that name the same, which is taken: the one of the lowest number."""
_NAMES_EITHER = _set(_EITHER)
_SECOND = frozenset(map(key, ("segundo apellido", "apellido 2", "second surname", "apellido materno")))
"""Behind a first family name: both are of it."""


def is_of_thirds(cell: str) -> bool:
    """Whether a cross in this column means a third more time."""
    return key(cell) in _THIRDS


def meanings(cells: Sequence[str]) -> list[Meaning]:
    """What each column of a heading means; none twice, but family names of two columns."""
    found = [_meant(cell) for cell in cells]
    present = {meaning for meaning, _ in found}
    either = (
        Meaning.FAMILY if Meaning.FIRST in present else Meaning.FIRST if Meaning.FAMILY in present else Meaning.NAME
    )
    is_free = either not in present
    named = [(either, 1) if is_free and _is_either(cell) else one for cell, one in zip(cells, found, strict=True)]
    taken = {
        meaning: min((rank, at) for at, (one, rank) in enumerate(named) if one is meaning)[1]
        for meaning in {one for one, _ in named}
    }
    if Meaning.FAMILY in taken and Meaning.FIRST in taken:
        taken.pop(Meaning.NAME, None)
    family = taken.get(Meaning.FAMILY)
    return [
        meaning if taken.get(meaning) == at or (family is not None and key(cells[at]) in _SECOND) else Meaning.NONE
        for at, (meaning, _) in enumerate(named)
    ]


def count(cells: Sequence[str]) -> int:
    """How many of the cells name a column."""
    return sum(_is_either(cell) or _known(cell)[0] is not Meaning.NONE for cell in cells)


def row_of(rows: Sequence[Sequence[str]]) -> int | None:
    """Which row names the columns: what stands above one is narrower, such as the name of the class."""
    for at, cells in enumerate(rows):
        filled = sum(map(bool, cells))
        is_wider = all(sum(map(bool, above)) < filled for above in rows[:at])
        if is_wider and _names_any(cells, at) and not strangers.is_test_student(" ".join(cells)):
            return at
    return None


def _names_any(cells: Sequence[str], at: int) -> bool:
    """Whether it is a heading: below the first row, only one that names a column for names."""
    names = sum(_is_either(cell) or _known(cell)[0] in (Meaning.NAME, Meaning.FAMILY, Meaning.FIRST) for cell in cells)
    return bool(names) or (at == 0 and count(cells) > 0)


def _is_either(cell: str) -> bool:
    return _bare(cell) in _NAMES_EITHER


def _known(cell: str) -> tuple[Meaning, int]:
    bare = _bare(cell)
    if bare in _SECOND:
        return Meaning.FAMILY, 2
    return next((_KNOWN[words] for words in (key(cell), bare) if words in _KNOWN), (Meaning.NONE, 9))


def _meant(cell: str) -> tuple[Meaning, int]:
    """The same, and « adresse mail des parents »: in a row that is known to be a heading."""
    found, words = _known(cell), set(_bare(cell).split())
    return (Meaning.IDENTIFIER, 2) if found[0] is Meaning.NONE and words & _MAIL_WORDS else found


def _bare(cell: str) -> str:
    """Without the words that say whose it is: « nom de l'élève », « student's name »."""
    words = key(cell)
    if words in _KNOWN:
        return words
    found = _WHOSE.match(words) or _WHOSE_BEFORE.match(words)
    return found[1] if found else words
