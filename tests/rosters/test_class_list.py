"""Class lists as teachers have them: pasted lines, tables with and without headings, gradebooks."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import ListLine, Member
from quizapp.rosters import class_list
from quizapp.rosters.class_list import Choices, Listing


def read(text: str) -> list[tuple[str, int]]:
    listing = class_list.read(text)
    assert listing.problems == ()
    return [(one.name, one.extra) for one in listing.members]


def parts(text: str, choices: Choices = class_list.GUESSED) -> list[tuple[str, str, str]]:
    """Family name, first name, and what else they are known by."""
    listing = class_list.read(text, choices=choices)
    assert listing.problems == ()
    return [(one.family, one.given, one.identifier) for one in listing.members]


def codes(listing: Listing) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in listing.notes]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("", []),
        ("\n  \n", []),
        ("Anna\nBen", [("Anna", 0), ("Ben", 0)]),
        ("  Anna   Durand \r\n\r\nBen\r\n", [("Anna Durand", 0), ("Ben", 0)]),
        ("1. Anna\n2) Ben\n 3 . Cleo", [("Anna", 0), ("Ben", 0), ("Cleo", 0)]),
        ("1.Anna\n(2) Ben\nn° 3 - Cleo", [("Anna", 0), ("Ben", 0), ("Cleo", 0)]),
        ("1 Anna Durand\n2 Ben\n3 Cleo", [("Anna Durand", 0), ("Ben", 0), ("Cleo", 0)]),
        ("- Anna\n• Ben\n* Cleo", [("Anna", 0), ("Ben", 0), ("Cleo", 0)]),
        ("Durand, Anna\nMartin, Zoé", [("Durand, Anna", 0), ("Martin, Zoé", 0)]),
        ("Durand, Anna", [("Durand, Anna", 0)]),
        ('"Dupont, Zoé"\n"Le Gall, Noé"', [("Dupont, Zoé", 0), ("Le Gall, Noé", 0)]),
        ('« Zoé »\n“Ben”\n"Cleo', [("Zoé", 0), ("Ben", 0), ("Cleo", 0)]),
        ("Anna; Ben; Cleo", [("Anna", 0), ("Ben", 0), ("Cleo", 0)]),
        ("Anna, Ben, Cleo", [("Anna", 0), ("Ben", 0), ("Cleo", 0)]),
        ("Anna\tDurand\nZoé\tMartin", [("Anna Durand", 0), ("Zoé Martin", 0)]),
        ("1\tAnna\tDurand\n2\tZoé\tMartin", [("Anna Durand", 0), ("Zoé Martin", 0)]),
        ("Zoé +33 %\nBen (+ 1/3)\nCleo, +50%", [("Zoé", 33), ("Ben", 33), ("Cleo", 50)]),
        ("Agent 007\n3PO", [("Agent 007", 0), ("3PO", 0)]),
        ("Name\nAnna\nBen", [("Anna", 0), ("Ben", 0)]),
        ("name,extra time\nAnna,\nBen,33%\nCleo,1/3", [("Anna", 0), ("Ben", 33), ("Cleo", 33)]),
        ("Nom;Prénom;Classe;Tiers temps\nDurand;Anna;5B;\nMartin;Zoé;5B;33", [("Anna Durand", 0), ("Zoé Martin", 33)]),
        ("Nom;Prénom;Tiers temps\nDurand;Anna;non\nMartin;Zoé;oui", [("Anna Durand", 0), ("Zoé Martin", 33)]),
        ("Nom;Prénom;Classe\nDurand;Anna;5B\nMartin;Zoé;5B, +33 %", [("Anna Durand", 0), ("Zoé Martin", 33)]),
        ("Nom;Téléphone;Note\nZoé;+33 6 12 34 56 78;85 %", [("Zoé", 0)]),
        ("Nom;Observations\nZoé;tiers temps\nBen +50 %;rien", [("Zoé", 33), ("Ben", 50)]),
        ("Prénom\tNom\nZoé\tMartin", [("Zoé Martin", 0)]),
        ('"Last name","First name"\n"O\'Neil, Jr","Sam"', [("Sam O'Neil, Jr", 0)]),
        ('Nom;"Temps\nsupplémentaire"\nZoé;33', [("Zoé", 33)]),
        ("ÉLÈVE\nZoé", [("Zoé", 0)]),
        ("E\u0301le\u0300ve\nZoé", [("Zoé", 0)]),
        ("Nom;Pre\u0301nom\nDurand;Anna", [("Anna Durand", 0)]),
        ("Nom de l'élève;Classe\nAnna Durand;5B", [("Anna Durand", 0)]),
        ("NOM DE L’ÉLÈVE\tPRÉNOM DE L’ÉLÈVE\nDurand\tAnna", [("Anna Durand", 0)]),
        ("  Nom   complet \nAnna", [("Anna", 0)]),
        ("Name of my cat\nAnna", [("Name of my cat", 0), ("Anna", 0)]),
        ("姓,名\n王,小明\n", [("王小明", 0)]),
    ],
)
def test_a_list_is_read_as_it_is_meant(text: str, listed: list[tuple[str, int]]) -> None:
    assert read(text) == listed


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Name;Vorname\nMüller;Zoë\nSørensen;Åse", [("Müller", "Zoë", ""), ("Sørensen", "Åse", "")]),
        ("Name,Surname\nZoë,Müller", [("Müller", "Zoë", "")]),
        ("Apellidos\tNombre\nGarcía Pérez\tLucía", [("García Pérez", "Lucía", "")]),
        ("Primer apellido;Segundo apellido;Nombre\nGarcía;Pérez;Lucía", [("García Pérez", "Lucía", "")]),
        ("Nome;Cognome;Matricola\nLuca;De Rossi;0071", [("De Rossi", "Luca", "0071")]),
        ("Имя;Фамилия\nАнна;Иванова", [("Иванова", "Анна", "")]),
        ("Imię;Nazwisko\nZoja;Wójcik", [("Wójcik", "Zoja", "")]),
        ("First Name [Required],Last Name [Required],Email Address [Required]\nZoé,Dupont,z@x.fr",
         [("Dupont", "Zoé", "z@x.fr")]),
        ("Prénom,Nom de famille,Numéro d'identification,Adresse de courriel\nZoé,Dupont,s7,z@x.fr",
         [("Dupont", "Zoé", "s7")]),
        ("Classe 5B\n\nNom;Prénom\nDupont;Zoé", [("Dupont", "Zoé", "")]),
        ("Zoé;DUPONT;z@x.fr\nNoé;LE GALL;n@x.fr", [("DUPONT", "Zoé", "z@x.fr"), ("LE GALL", "Noé", "n@x.fr")]),
        ("Wer;Adresse\nZoé Dupont;z@x.fr\nNoé Petit;n@x.fr", [("", "", "z@x.fr"), ("", "", "n@x.fr")]),
        ("Zoé Martin <z@x.fr>\nDUPONT Paul (p@x.fr)", [("", "", "z@x.fr"), ("DUPONT", "Paul", "p@x.fr")]),
        ("DUPONT Zoé\nZoé DE LA TOUR", [("DUPONT", "Zoé", ""), ("DE LA TOUR", "Zoé", "")]),
    ],
)  # fmt: skip
def test_family_name_first_name_and_one_identifier_are_kept_apart(text: str, known: list[tuple[str, str, str]]) -> None:
    assert parts(text) == known


CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (12)
    Points Possible,,,,,10
"Dupont, Zoé",123,s1,zoe,5A,9
"Student, Test",9,,x,5A,
"""


@pytest.mark.parametrize(
    ("text", "left_out", "known"),
    [
        (CANVAS, [("no-reader", 2), ("no-reader", 4)], [("Dupont", "Zoé", "s1")]),
        ("Étudiant,ID\n  Points possibles,\n,,Manual Posting\nÉtudiant test,7\nZoé DUPONT,8",
         [("no-reader", 2), ("line-without-name", 3), ("no-reader", 4)], [("DUPONT", "Zoé", "8")]),
        ("Nom;Prénom;Moyenne\nDupont;Zoé;12,5\nMoyenne de la classe;;12,5\nEffectif : 1;;",
         [("no-reader", 3), ("no-reader", 4)], [("Dupont", "Zoé", "")]),
        ("Last Name,First Name,Username\nStudent,Demo,demo1\nDupont,Zoé,zdupont",
         [("no-reader", 2)], [("Dupont", "Zoé", "zdupont")]),
    ],
)  # fmt: skip
def test_lines_of_gradebooks_that_are_no_readers_are_left_out_and_said(
    text: str, left_out: list[tuple[str, int]], known: list[tuple[str, str, str]]
) -> None:
    assert codes(class_list.read(text)) == left_out
    assert parts(text) == known


def test_where_nothing_tells_which_column_is_for_family_names_it_is_asked() -> None:
    text = "Anna\tDurand\nZoé\tMartin"

    assert codes(class_list.read(text)) == [("columns-unnamed", 1)]
    chosen = Choices(("first", "family"))
    assert codes(class_list.read(text, choices=chosen)) == []
    assert parts(text, chosen) == [("Durand", "Anna", ""), ("Martin", "Zoé", "")]


def test_a_teacher_says_which_row_is_a_heading_and_what_columns_mean() -> None:
    text = "Qui;Quoi\nZoé Dupont;7\nNoé Le Gall;8"

    assert [one.name for one in class_list.read(text, choices=Choices(heading=0)).members][:1] == ["Qui"]
    of_second = Choices(("name-family-last", "identifier"), heading=1)
    assert parts(text, of_second) == [("Dupont", "Zoé", "7"), ("Le Gall", "Noé", "8")]
    assert parts(text, Choices(("name-family-first", "none"), heading=1)) == [
        ("Zoé", "Dupont", ""),
        ("Noé", "Le Gall", ""),
    ]


def test_a_guessed_family_name_is_changed_for_one_reader() -> None:
    text = "DUPONT Zoé\nLI Wei An"

    assert parts(text) == [("DUPONT", "Zoé", ""), ("LI", "Wei An", "")]
    assert parts(text, Choices(family={"LI Wei An": -1})) == [("DUPONT", "Zoé", ""), ("An", "LI Wei", "")]
    assert parts(text, Choices(family={"LI Wei An": 0}))[1] == ("", "", "")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Anna\nBen\nANNA", [("two-of-a-name", 3)]),
        ("Zoe\u0301\nZoé", [("two-of-a-name", 2)]),
        ("Nom;Prénom;N°\nDupont;Zoé;7\nDupont;Zoé;9", [("two-of-a-name", 3)]),
        ("Anna\n" + "x" * 61, [("name-too-long", 2)]),
        ("Anna\n\n\u200b", [("no-name", 3)]),
        ("Anna\nx" + " " * 200_000 + "x", []),
        ("Anna\n" + "x y" * 70_000, [("name-too-long", 2)]),
        ("Anna +999 %", [("extra-time-unreadable", 1)]),
        ("name;extra time\n\nAnna;a lot\nBen;1/0\nCleo;-5", [("extra-time-unreadable", n) for n in (3, 4, 5)]),
        ("extra time\n33", [("no-name-column", 1)]),
        ("name;extra time\n;33\nAnna;0", [("no-name", 2)]),
        ("name;email\nAnna;" + "x" * 101, [("identifier-too-long", 2)]),
    ],
)
def test_each_line_that_cannot_be_taken_is_named(text: str, problems: list[tuple[str, int]]) -> None:
    assert [(one.code, one.line) for one in class_list.read(text).problems] == problems


@pytest.mark.parametrize("text", ['name;x\n"' + "a" * 140_000, '"' + "a" * 140_000])
def test_a_quote_that_is_never_closed_takes_no_other_line_with_it(text: str) -> None:
    assert {one.code for one in class_list.read(text).problems} == {"name-too-long"}


def test_the_same_reader_twice_is_taken_once_where_an_address_tells_or_all_come_in_twos() -> None:
    known = class_list.read("Nom;Mail\nZoé;z@x.fr\nBen;b@x.fr\nZOÉ;Z@x.fr")
    twos = class_list.read("Anna\nAnna\nBen\nBen")
    told = class_list.read("Anna\nBen\nAnna", choices=Choices(once=True))

    assert ([one.name for one in known.members], codes(known)) == (["Zoé", "Ben"], [("reader-repeated", 4)])
    assert [one.name for one in twos.members] == ["Anna", "Ben"]
    assert ([one.name for one in told.members], codes(told)) == (["Anna", "Ben"], [("reader-repeated", 3)])


def test_a_list_of_many_thousand_lines_is_refused_at_once() -> None:
    listing = class_list.read("\n".join(f"Pupil {number}" for number in range(20_000)))

    assert [(one.code, one.values["count"]) for one in listing.problems] == [("too-many-names", 20_000)]
    assert listing.members == ()


def member(id_: int, name: str, extra: int = 0) -> Member:
    return Member(id_, name, extra, f"address-{id_}")


def test_names_that_the_class_has_stay_and_get_what_stands_beside_them() -> None:
    present = [member(1, "Anna"), member(2, "Ben"), member(3, "Dan", 20), member(4, "Zoé Dupont", 50)]

    listing = class_list.read("Prénom;Nom;Temps en plus;Mail\nanna\nBen;;33\nCleo\ndan;;0\nZoé;Dupont;;z@x.fr", present)

    assert listing.members == (ListLine("Cleo", given="Cleo"),)
    assert listing.again == (
        (1, ListLine("Anna", given="anna")),
        (2, ListLine("Ben", 33, given="Ben")),
        (3, ListLine("Dan", 0, given="dan")),
        (4, ListLine("Zoé Dupont", 50, "Dupont", "Zoé", "z@x.fr")),
    )
    assert listing.problems == ()


def test_the_same_list_again_changes_nothing() -> None:
    assert class_list.read("Anna\nben +33%", [member(1, "anna"), member(2, "Ben", 33)]).members == ()
    assert class_list.read("Anna\nben", [member(1, "anna"), member(2, "Ben", 33)]).again == ()


def test_extra_time_that_cannot_be_read_is_a_fault_for_a_name_that_is_there_too() -> None:
    listing = class_list.read("name;extra time\nAnna;a lot\nAnna;5\nAnna;6", [member(1, "Anna")])

    assert [(one.code, one.line) for one in listing.problems] == [("extra-time-unreadable", 2), ("two-of-a-name", 4)]


LETTERS = st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F)
WORD = st.text(LETTERS, min_size=2, max_size=15).map(clean_name).filter(lambda one: len(one) > 1)
PUPILS = st.lists(
    st.tuples(WORD, WORD, st.integers(0, 300), st.integers(10_000, 99_999)),
    min_size=2,
    max_size=12,
    unique_by=lambda one: clean_name(f"{one[1]} {one[0]}").casefold(),
).filter(lambda many: len({one[3] for one in many}) == len(many))
HEADINGS = st.sampled_from([
    ("Nom", "Prénom", "Temps en plus", "N° étudiant"),
    ("Last name", "First name", "Extra time", "Student ID"),
    ("Name", "Vorname", "Zeitzuschlag", "Matrikelnummer"),
    ("Apellidos", "Nombre", "Tiempo extra", "Número de matrícula"),
    ("Cognome", "Nome", "Tempo aggiuntivo", "Matricola"),
    ("Achternaam", "Voornaam", "Extra tijd", "Studentnummer"),
    ("Фамилия", "Имя", "Дополнительное время", "Номер студента"),
    ("姓", "名", "Extra", "学号"),
])  # fmt: skip


@given(PUPILS, HEADINGS, st.permutations(range(4)), st.sampled_from("\t;,|"))
def test_a_list_written_out_in_any_order_of_columns_reads_back_the_same(
    pupils: list[tuple[str, str, int, int]], titles: tuple[str, ...], order: list[int], sign: str
) -> None:
    rows = [titles, *(tuple(map(str, one)) for one in pupils)]
    text = "\n".join(sign.join(row[at] for at in order) for row in rows)

    found = class_list.read(text)

    assert found.problems == ()
    assert [(one.family, one.given, one.extra, one.identifier) for one in found.members] == [
        (family, given_name, extra, str(number)) for family, given_name, extra, number in pupils
    ]


@given(PUPILS, st.sampled_from(["{0} {1}", "{1} {0}", "{0}, {1}"]))
def test_a_family_name_that_is_marked_is_known_wherever_it_stands(
    pupils: list[tuple[str, str, int, int]], pattern: str
) -> None:
    marked = [(family.replace("ß", "ss").upper(), given_name.capitalize()) for family, given_name, *_ in pupils]
    told = [one for one in marked if sum(map(str.isupper, one[0])) > 3 and sum(map(str.isupper, one[1])) < 2]
    kept = [one for at, one in enumerate(told) if key(one) not in map(key, told[:at])]

    found = class_list.read("\n".join(pattern.format(*one) for one in kept))

    assert [(one.family, one.given) for one in found.members] == kept


def key(one: tuple[str, str]) -> str:
    return " ".join(sorted(one)).casefold()


@given(st.text(max_size=200))
def test_any_text_is_read_and_nobody_in_it_is_listed_twice_or_without_a_name(text: str) -> None:
    members = class_list.read(text).members

    keys = [clean_name(one.name).casefold() for one in members]
    assert len(keys) == len(set(keys))
    assert all(0 < len(one.name) <= 60 and 0 <= one.extra <= 300 for one in members)


@pytest.mark.parametrize("text", [";", ",,,", '""', '"";""'])
def test_signs_alone_are_nobody(text: str) -> None:
    assert class_list.read(text).members == ()


def test_columns_of_every_language_are_known_alone_and_in_pairs() -> None:
    pairs = [("Nom", "Prénom"), ("Nachname", "Vorname"), ("Apellidos", "Nombre"), ("Sobrenome", "Nome"),
             ("Efternamn", "Förnamn"), ("Sukunimi", "Etunimi"), ("Příjmení", "Jméno"), ("Nume", "Prenume"),
             ("Επώνυμο", "Όνομα"), ("Soyadı", "Adı"), ("Прізвище", "Ім'я"), ("اللقب", "الاسم")]  # fmt: skip
    for family, first in pairs:
        for one, other in itertools.permutations([(family, "Dupont"), (first, "Zoé")]):
            assert parts(f"{one[0]};{other[0]}\n{one[1]};{other[1]}") == [("Dupont", "Zoé", "")], (family, first)
