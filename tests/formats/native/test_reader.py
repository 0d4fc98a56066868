"""The native file: every scalar is text, every fault is named at once with its place, what is written reads back."""

import random
import re
import string
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.domain.articles import BlockKind, Passage
from quizapp.domain.banks import (
    Bank,
    Choice,
    Evidence,
    Feedback,
    Filing,
    Kind,
    Marking,
    Question,
    Rule,
    Source,
    shares,
    tabled,
)
from quizapp.domain.evidence import Finder, FoundPassage
from quizapp.domain.findings import faults
from quizapp.formats.building.ids import slug
from quizapp.formats.building.numbers import number_text, parse_number
from quizapp.formats.native import read, write
from quizapp.formats.problems import CATALOGUE, Problem, Severity
from quizapp.formats.syntax.text import shown_lines
from quizapp.formats.texts import markup
from quizapp.formats.texts.markdown import read_article
from tests import makers
from tests.checkouts import SHIPPED
from tests.growth import LINEAR, growth

SOUND = """\
title: The summit
language: en
questions:
  - id: where
    kind: single
    stem: Where did it take place?
    choices:
      - text: Spaceport
        right: yes
      - text: Harbour
      - Palace
"""
"""The smallest bank worth asking; the tests spoil it in one place each."""

WITH_ARTICLE = """\
title: The summit
language: en
article: |
  The summit took place at the spaceport.

  Two launches had failed, they say.
questions:
  - id: where
    kind: single
    stem: Where did it take place?
    choices:
      - text: Spaceport
        right: yes
      - Harbour
    evidence:
      - at the spaceport
  - id: how-many
    kind: single
    stem: How many had failed?
    choices: [One, {text: Two, right: yes}]
    evidence: Two launches had failed
"""

HERE = "⟦"
"""Stands in a spoilt file where a problem must be reported; it is taken out before reading."""


def spoil(old: str, new: str, text: str = SOUND) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def left(old: str, new: str) -> str:
    """A file whose question has something left in it that is for a program."""
    return spoil("- id: where", f"- {HERE}id: where", spoil(old, new))


def without_marks(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The file, and the line and column of each mark in it."""
    places, lines = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        while HERE in line:
            places.append((number, line.index(HERE) + 1))
            line = line.replace(HERE, "", 1)  # noqa: PLW2901 - the next mark's column counts without this one.
        lines.append(line)
    return "\n".join(lines), places


def told(text: str | bytes, name: str = "summit.yaml") -> list[tuple[str, int, int]]:
    """Every problem and warning of a file: code, line, column, in the order of the file."""
    report = read(text.encode() if isinstance(text, str) else text, name)
    found = sorted([*report.problems, *report.warnings], key=lambda problem: (problem.line, problem.column))
    return [(problem.code, problem.line, problem.column) for problem in found]


def codes(text: str | bytes) -> list[str]:
    return [code for code, _, _ in told(text)]


def sound(text: str | bytes, name: str = "summit.yaml") -> Bank:
    report = read(text.encode() if isinstance(text, str) else text, name)
    assert report.bank is not None, report.problems
    return report.bank


def one(text: str) -> Problem:
    report = read(text.encode(), "summit.yaml")
    (problem,) = (*report.problems, *report.warnings)
    return problem


# --- a sound bank ---


def test_the_smallest_bank_reads_as_what_it_says() -> None:
    assert told(SOUND) == []
    assert sound(SOUND) == Bank(
        "summit",
        "The summit",
        "en",
        (
            Question(
                "where",
                Kind.SINGLE,
                "Where did it take place?",
                (Choice("Spaceport", Fraction(1)), Choice("Harbour"), Choice("Palace")),
            ),
        ),
    )


def test_a_full_bank_reads_as_what_it_says() -> None:
    text = """\
quizapp: 1
id: my-bank
title: T
language: pt-BR
summary: S
source: {title: A, publisher: B, date: 2023-09-13, link: "https://example.org/a?b=c#d"}
article: |
  # Head

  *One* and two.
questions:
  - id: q
    kind: Multiple
    stem: Which?
    choices:
      - {text: a, fraction: 1/3, feedback: F, fixed: yes}
      - {text: b, fraction: "66.6666 %"}
      - {text: c, fraction: -1, tempted-by: One and two.}
    feedback: All of it.
    evidence: [One and, and two.]
    tags: [x, y]
    maximum: 2,5
    rule: all-or-nothing
    shuffle: no
"""

    bank = sound(text)

    assert (bank.id, bank.language, bank.summary) == ("my-bank", "pt-BR", "S")
    assert bank.source == Source("A", "B", "2023-09-13", "https://example.org/a?b=c#d")
    assert bank.questions == (
        Question(
            "q",
            Kind.MULTIPLE,
            "Which?",
            (
                Choice("a", Fraction(1, 3), "F", True),
                Choice("b", Fraction("0.666666")),
                Choice("c", Fraction(-1), tempted_by=Evidence("One and two.", Passage(1, 0, 12))),
            ),
            Marking(Fraction(5, 2), Rule.ALL_OR_NOTHING),
            Feedback("All of it."),
            (Evidence("One and", Passage(1, 0, 7)), Evidence("and two.", Passage(1, 4, 12))),
            Filing(tags=("x", "y")),
            False,
        ),
    )
    assert told(text) == []


@pytest.mark.parametrize(
    "typed",
    ["no", "yes", "1:30", "3.10", "2023-09-13", "~", "012", "1e3", "=", "null", "true", "0x1F", "1_000", ".inf", "<<"],
)
def test_every_scalar_stays_the_text_it_looks_like(typed: str) -> None:
    text = spoil("The summit", typed).replace("Harbour", typed).replace("- Palace", f"- {typed}x")

    bank = sound(text)

    assert bank.title == typed
    assert [choice.text for choice in bank.questions[0].choices] == ["Spaceport", typed, typed + "x"]


def test_no_is_a_language_and_true_an_id() -> None:
    bank = sound(spoil("language: en", "language: no").replace("id: where", "id: true"))

    assert (bank.language, bank.questions[0].id) == ("no", "true")


def test_a_bank_without_an_id_takes_the_name_of_its_file() -> None:
    assert sound(SOUND, "Été à Séoul.yaml").id == "ete-a-seoul"
    assert sound("id: own\n" + SOUND, "other.yaml").id == "own"


@pytest.mark.parametrize("word", ["yes", "Yes", "YES", "true", "oui", "vrai", "right"])
def test_yes_is_understood_in_its_usual_words(word: str) -> None:
    assert sound(spoil("right: yes", f"right: {word}").replace("- Palace", "- {text: P, fixed: Non}"))


def test_a_text_folded_or_quoted_or_plain_is_the_same_text() -> None:
    folded = spoil("stem: Where did it take place?", "stem: >-\n      Where did it\n      take place?")
    quoted = spoil("stem: Where did it take place?", 'stem: "Where did it\\\n      \\ take place?"')

    assert sound(folded) == sound(quoted) == sound(SOUND)


@pytest.mark.parametrize("break_", ["\u2028", "\u2029", "\x85"])
def test_what_only_yaml_1_1_takes_for_a_line_break_is_a_character_like_others(break_: str) -> None:
    text = spoil("Where did it", f"Where{break_}did it").replace("kind: single", f"kind: singular # {break_}")

    assert told(text) == [("bad-word", 5, 11)]
    assert sound(spoil("Where did it", f"Where{break_}did it")).questions[0].stem == f"Where{break_}did it take place?"
    assert sound(spoil("Harbour", f'"a{break_} b"')).questions[0].choices[1].text == f"a{break_} b"


@pytest.mark.parametrize("char", ["\U0001f680", "\ufeff", "\ue000", "\u200b", "\U0010fffd", "한"])
def test_any_character_that_can_be_shown_is_kept_and_counts_as_one_column(char: str) -> None:
    text = spoil("The summit", f"The {char} summit").replace("- Palace", f"- {{text: {char}, zzz: 1}}")

    assert sound(spoil("The summit", f"The {char} summit")).title == f"The {char} summit"
    assert told(text) == [("unknown-field", 11, 19)]


# --- the bytes ---


@pytest.mark.parametrize(
    "data",
    [
        SOUND.encode("utf-8-sig"),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
        b"\xff\xfe" + SOUND.encode("utf-16-le"),
        b"\xfe\xff" + SOUND.encode("utf-16-be"),
        b"# a comment\n---\n" + SOUND.encode() + b"...\n",
        b"\n\n" + SOUND.encode(),
    ],
    ids=["utf-8 bom", "crlf", "cr", "utf-16 le", "utf-16 be", "document marks", "blank lines"],
)
def test_a_bank_reads_the_same_however_its_editor_saves_it(data: bytes) -> None:
    assert sound(data) == sound(SOUND)


def test_places_do_not_depend_on_how_the_editor_saves() -> None:
    text = spoil("single", "singular")

    places = {
        tuple(told(data))
        for data in (
            text.encode(),
            text.encode("utf-8-sig"),
            text.replace("\n", "\r\n").encode(),
            text.encode("utf-16"),
        )
    }

    assert places == {(("bad-word", 5, 11),)}


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert told(data) == [("empty-file", 0, 0)]


@pytest.mark.parametrize(
    "data", [b"# only\n# comments\n", b"---\n", b"---\n...\n", b"\xff\xfe\n\0", b"%YAML 1.1\n---\n"]
)
def test_a_file_without_a_field_is_told_so(data: bytes) -> None:
    assert codes(data) == ["not-fields"]


def test_a_file_of_ten_mebibytes_is_read_and_one_byte_more_is_not() -> None:
    filler = "# " + "x" * 100 + "\n"
    room = 10 * 1024 * 1024 - len(SOUND)
    full = filler * (room // len(filler)) + "#" * (room % len(filler) - 1) + "\n" + SOUND

    assert len(full) == 10 * 1024 * 1024
    assert told(full) == []
    assert told(full + "\n") == [("file-too-large", 0, 0)]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        b"PK\x03\x04\x14\x00\x06\x00" + bytes(100),
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"title: T\0\n",
        SOUND.encode("utf-16-le"),
        random.Random(0).randbytes(10_000),
    ],
    ids=["all bytes", "zip", "png", "nul", "utf-16 without its mark", "noise"],
)
def test_what_is_not_text_is_called_binary(data: bytes) -> None:
    assert told(data) == [("binary-file", 0, 0)]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_byte_of_an_older_encoding_is_named_with_its_place(mark: bytes, newline: str) -> None:
    text = f"title: Le thé{newline}language: fr{newline}summary: L’été".encode() + "é\n".encode("latin-1")

    report = read(mark + text, "x.yaml")

    assert [(p.code, p.line, p.column) for p in report.problems] == [("bad-encoding", 3, 15)]
    assert report.problems[0].values["byte"] == "0xE9"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SOUND.encode(), "UTF-8"),
        (spoil("single", "singular").encode(), "UTF-8"),
        (spoil("The summit", "The\x01 summit").encode(), "UTF-8"),
        (b"title: [", "UTF-8"),
        (SOUND.encode("utf-8-sig"), "UTF-8 with BOM"),
        (b"\xff\xfe" + SOUND.encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + SOUND.encode("utf-16-be"), "UTF-16"),
        (spoil("Harbour", "L’été à la plage").encode("cp1252"), "Windows-1252"),
        (SOUND.encode() + b"# \x81", "Mac OS Roman"),
        (b"\xef\xbb\xbf" + SOUND.encode() + b"# \xe9", ""),
        (b"\xff\xfe" + SOUND.encode("utf-16-le") + b"\x00\xd8", ""),
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(100), ""),
        (b"", ""),
    ],
    ids=range(13),
)
def test_the_encoding_that_was_found_is_said_whatever_else_is_wrong(data: bytes, encoding: str) -> None:
    assert read(data, "x.yaml").encoding == encoding


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_lines_of_a_file_are_shown_in_the_encoding_that_was_found(codec: str, newline: str) -> None:
    lines = ["title: L’été", "", "language: fr"]

    assert shown_lines(newline.join(lines).encode(codec)) == lines


@pytest.mark.parametrize("data", [b"a\x81\nb", b"\xef\xbb\xbfa\xe9\nb", b"\xff\xfea\x00\x00\xd8\n\x00b\x00"])
def test_lines_that_cannot_be_decoded_are_shown_as_well_as_they_can(data: bytes) -> None:
    lines = shown_lines(data)

    assert lines[-1] == "b"
    assert len(lines) == 2


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_a_broken_utf_16_file_is_named_with_its_place(encoding: str, mark: bytes) -> None:
    data = mark + "title: T\nsummary: é".encode(encoding) + "\ud800".encode(encoding, "surrogatepass")

    assert told(data + "xyz".encode(encoding)) == [("bad-encoding", 2, 11)]


def test_a_nul_far_from_the_start_is_a_hidden_character() -> None:
    text = SOUND + "# " + "x" * 10_000 + "\n# a" + "\0"

    assert told(text) == [("hidden-character", len(SOUND.split("\n")) + 1, 4)]


def test_hidden_characters_are_all_named_up_to_a_number_nobody_reads() -> None:
    assert told(spoil("The summit", "The\x01 \x1bsummit\x7f")) == [
        ("hidden-character", 1, 11),
        ("hidden-character", 1, 13),
        ("hidden-character", 1, 20),
    ]
    assert len(told(SOUND + "#\x01\n" * 500)) == 20


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x07", "\\u0000", "\\x7f"])
def test_a_hidden_character_does_not_come_in_as_an_escape(escape: str) -> None:
    text, (place,) = without_marks(spoil("Harbour", f'{HERE}"a{escape}b"'))

    assert told(text) == [("hidden-character", *place)]


# --- the table of problems ---

MANY = "".join(f"      - c{n}\n" for n in range(27))
FOUR = "".join(
    f"  - id: q{n}\n    kind: single\n    stem: S\n    choices:\n"
    f"      - text: the longest of all\n        right: yes\n      - short {n}\n      - brief\n"
    for n in range(4)
)
CHOICES = """\
      - text: Spaceport
        right: yes
      - text: Harbour
      - Palace
"""


def with_choices(*written: str, kind: str = "single") -> str:
    """The bank with other choices, and a mark where they begin."""
    lines = "".join(f"      - {choice}\n" for choice in written)
    return spoil(CHOICES, lines.replace("-", f"{HERE}-", 1)).replace("single", kind)


def with_evidence(quotation: str) -> str:
    """The bank with an article, and a second quotation under its first question."""
    return spoil("- at the spaceport", f"- at the spaceport\n      - {HERE}{quotation}", WITH_ARTICLE)


def with_article(old: str, new: str, quoted: str = "Two launches had failed") -> str:
    """The bank with another article, whose second paragraph is quoted otherwise."""
    return spoil(old, new, spoil("evidence: Two launches had failed", f"evidence: {quoted}", WITH_ARTICLE))


def tempting(quotation: str, choice: str = "text: One") -> str:
    """The bank with an article, and a quotation that is said to tempt to this choice of its second question."""
    text = spoil("[One,", "[{text: One},", WITH_ARTICLE)
    return spoil(choice, f"{choice}, tempted-by: {HERE}{quotation}", text)


FIRST_EVIDENCE = "    evidence:\n      - at the spaceport\n"

TABLE: list[tuple[str, str]] = [
    # The file
    ("hidden-character", spoil("The summit", f"The {HERE}\x02summit")),
    ("direction-override", spoil("The summit", f"The {HERE}\u202esummit")),
    # YAML
    ("yaml-syntax", spoil("The summit", f"The{HERE}: summit")),
    ("yaml-syntax", spoil("Where did it take place?", f"{HERE}@where")),
    ("yaml-syntax", spoil("- Palace", f"{HERE}\t- Palace")),
    ("yaml-syntax", spoil("title: The summit", f"? {HERE}[a, b]\n: c\ntitle: The summit")),
    ("yaml-alias", spoil("The summit", f"{HERE}*summit")),
    ("yaml-alias", spoil("The summit", f"{HERE}&mark The summit")),
    ("yaml-alias", spoil("    choices:\n", f"    choices: {HERE}&all\n")),
    ("yaml-tag", spoil("The summit", f"{HERE}!!str The summit")),
    ("yaml-tag", spoil("The summit", f"{HERE}! The summit")),
    ("yaml-tag", spoil("The summit", f"{HERE}!!python/object/apply:os.system id")),
    ("yaml-too-deep", "[" * 32 + HERE + "[" * 4968),
    ("yaml-two-documents", SOUND + f"{HERE}---\n" + SOUND),
    # Shape
    ("doubled-field", spoil("language: en", f"language: en\n{HERE}title: Again")),
    ("doubled-field", spoil("    stem:", f"    {HERE}kind: single\n    stem:")),
    ("unknown-field", spoil("language: en", f"language: en\n{HERE}zzz: 1")),
    ("unknown-field", spoil("- text: Harbour", f"- text: Harbour\n        {HERE}zzz: [1, {{a: b}}]")),
    ("unknown-field-near", spoil("language: en", f"language: en\n{HERE}sumary: S")),
    ("unknown-field-near", spoil("    stem:", f"    {HERE}Tags: x\n    stem:")),
    ("missing-field", f"# A comment\n\n{HERE}" + spoil("title: The summit\n", "")),
    ("missing-field", HERE + spoil("language: en\n", "")),
    ("missing-field", f"{HERE}title: T\nlanguage: en\n"),
    ("missing-field", spoil("- id: where\n    kind", f"- {HERE}kind")),
    ("missing-field", spoil("    kind: single\n", "").replace("- id", f"- {HERE}id")),
    ("missing-field", spoil("- text: Harbour", f"- {HERE}feedback: F")),
    ("missing-field", spoil("    choices:\n" + CHOICES, "").replace("- id", f"- {HERE}id")),
    ("empty-text", spoil("The summit", f'{HERE}""')),
    ("empty-text", spoil("language: en", f"language: en\nsummary:{HERE}")),
    ("empty-text", spoil("language: en", f'language: en\nsummary: {HERE}" \u00a0"')),
    ("empty-text", spoil("- Palace", f"- {HERE}''")),
    ("text-too-long", spoil("The summit", HERE + "x" * 301)),
    ("text-too-long", spoil("Harbour", HERE + "x" * 20_001)),
    ("text-too-long", spoil("language: en", f"language: en\narticle: {HERE}" + "x " * (1024 * 1024) + "y")),
    ("not-text", spoil("The summit", f"{HERE}[The, summit]")),
    ("not-text", spoil("Harbour", f"{HERE}{{a: b}}")),
    ("not-text", spoil("    stem:", f"    tags:\n      - a\n      - {HERE}[b]\n    stem:")),
    ("not-list", f"title: T\nlanguage: en\nquestions: {HERE}none\n"),
    ("not-list", spoil("choices:\n" + CHOICES, f"choices: {HERE}{{a: b}}\n")),
    ("not-fields", f"{HERE}just a text\n"),
    ("not-fields", f"{HERE}- a\n- b\n"),
    ("not-fields", spoil("language: en", f"language: en\nsource: {HERE}AFP")),
    ("not-fields", spoil("- Palace", f"- {HERE}[Palace]")),
    ("not-fields", SOUND + f"  - {HERE}a question\n"),
    ("too-many", spoil(CHOICES, f"      {HERE}" + MANY.lstrip())),
    ("too-many", spoil("    stem:", f"    tags: {HERE}[" + "t," * 51 + "]\n    stem:")),
    ("too-many", f"title: T\nlanguage: en\nquestions: {HERE}[" + "a," * 20_001 + "]\n"),
    ("bad-word", spoil("single", f"{HERE}singular")),
    ("bad-word", spoil("right: yes", f"right: yes\n        fixed: {HERE}perhaps")),
    ("bad-word", spoil("    stem:", f"    rule: {HERE}none\n    stem:")),
    ("bad-word", spoil("    stem:", f"    shuffle: {HERE}~\n    stem:")),
    ("bad-number", spoil("    stem:", f"    maximum: {HERE}0\n    stem:")),
    ("bad-number", spoil("    stem:", f"    maximum: {HERE}1000.001\n    stem:")),
    ("bad-number", spoil("    stem:", f"    maximum: {HERE}two\n    stem:")),
    ("bad-number", spoil("right: yes", "fraction: 1").replace("Harbour", f"Harbour\n        fraction: {HERE}-1.1")),
    ("bad-number", spoil("right: yes", "fraction: 1").replace("Harbour", f"Harbour\n        fraction: {HERE}1/0")),
    ("bad-id", spoil("id: where", f"id: {HERE}Where is it?")),
    ("bad-id", spoil("id: where", f"id: {HERE}-where")),
    ("bad-id", f"id: {HERE}" + "x" * 81 + "\n" + SOUND),
    ("bad-language", spoil("language: en", f"language: {HERE}english")),
    ("bad-language", spoil("language: en", f"language: {HERE}en_GB")),
    ("bad-link", spoil("language: en", f"language: en\nsource:\n  link: {HERE}www.example.org")),
    ("bad-link", spoil("language: en", f"language: en\nsource:\n  link: {HERE}javascript:alert(1)")),
    ("bad-link", spoil("language: en", f"language: en\nsource:\n  link: {HERE}https://a.org/ b")),
    ("unknown-version", f"quizapp: {HERE}2\n" + SOUND),
    ("right-and-fraction", spoil("- text: Spaceport\n", f"- {HERE}text: Spaceport\n        fraction: 1\n")),
    ("mixed-fractions", with_choices("{text: a, right: yes}", "{text: b, fraction: 0.5}")),
    # Questions
    ("no-questions", f"title: T\nlanguage: en\nquestions: {HERE}[]\n"),
    ("doubled-id", SOUND + SOUND.split("questions:\n")[1].replace("where", f"{HERE}where")),
    ("too-few-choices", with_choices("{text: a, right: yes}")),
    ("too-few-choices", spoil("choices:\n" + CHOICES, f"choices: {HERE}[]\n")),
    ("no-right-choice", with_choices("a", "text: b")),
    ("no-right-choice", with_choices("a", "b", kind="multiple")),
    ("no-right-choice", with_choices("a", "b", kind="true/false")),
    ("several-right-choices", with_choices("{text: a, right: yes}", "{text: b, right: yes}", "c")),
    ("several-right-choices", with_choices("{text: a, right: yes}", "{text: b, right: yes}", kind="true/false")),
    ("true-false-needs-two", with_choices("{text: a, right: yes}", "b", "c", kind="true/false")),
    ("true-false-needs-one", with_choices("{text: a, fraction: 1}", "{text: b, fraction: 1}", kind="true/false")),
    # Evidence
    ("evidence-without-article", spoil("    stem:", f"    evidence: {HERE}Spaceport\n    stem:")),
    ("evidence-without-article", spoil("    stem:", f"    evidence:\n      {HERE}- a\n      - b\n    stem:")),
    ("evidence-not-found", spoil("evidence: Two launches had failed", f"evidence: {HERE}Zygote", WITH_ARTICLE)),
    ("evidence-not-found-near", spoil("- at the spaceport", f"- {HERE}at the space port", WITH_ARTICLE)),
    ("evidence-not-found-near", with_evidence("At the spaceport")),
    ("evidence-repeated", with_evidence("the")),
    ("evidence-across-paragraphs", with_evidence("the spaceport. Two")),
    # What tempts
    ("tempted-by-without-article", spoil("Harbour", f"Harbour\n        tempted-by: {HERE}At sea")),
    ("evidence-not-found", tempting("Zygote")),
    ("evidence-not-found-near", tempting("at the space port")),
    ("evidence-repeated", tempting("the")),
    ("tempted-by-across-paragraphs", tempting("the spaceport. Two")),
    ("empty-text", tempting('""')),
    ("not-text", tempting("[The summit]")),
    ("right-choice-tempts", tempting("The summit", "text: Two, right: yes")),
    # Doubts
    ("no-full-mark", with_choices("{text: a, fraction: 0.9}", "b")),
    ("shares-not-whole", with_choices("{text: a, fraction: 0.5}", "{text: b, fraction: -1}", kind="multiple")),
    ("no-evidence", spoil(FIRST_EVIDENCE, "", with_article("- id: where", f"- {HERE}id: where", "[at, Two]"))),
    ("doubled-choice", spoil("- Palace", f"- {HERE}HARBOUR ")),
    ("doubled-choice", spoil("- Palace", f"- {HERE}text: Harbour")),
    ("all-of-the-above", spoil("- Palace", f"- {HERE}All of the above")),
    ("command-in-text", left("stem: Where", "stem: |\n      $CATEGORY: x\n      Where")),
    ("weight-in-text", left("- Palace", "- '%50%Palace'")),
    ("per-cent-codes", left("- Palace", "- A%20Palace")),
    ("html-in-text", left("- Palace", "- A&amp;B")),
    ("names-letters", spoil("- Palace", f"- {HERE}A and B")),
    ("ticking-all-pays", with_choices("{text: a, fraction: 1}", "{text: b, fraction: 0}", kind="multiple")),
    ("untouched-paragraph", with_article("they say.", f"they say.\n\n  {HERE}Nobody asks about this.")),
    ("untouched-paragraph", with_article("article: |\n", f"article: |\n\n\n  {HERE}First of all.\n\n")),
    ("untouched-paragraph", with_article("  Two", f"  {HERE}- A point.\n\n  Two")),
    ("untouched-paragraph", with_article("article: |\n", f"article: {HERE}>\n  Folded\n  away.\n\n\n")),
    ("article-link", with_article("  Two", f"  {HERE}Two [or three](https://x.org)", "Two or three")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "marked"), TABLE, ids=[f"{n}-{code}" for n, (code, _) in enumerate(TABLE)])
def test_each_problem_is_told_alone_and_at_its_place(code: str, marked: str) -> None:
    text, (place,) = without_marks(marked)

    assert told(text) == [(code, *place)]


def test_doubts_about_the_whole_bank_are_told_at_its_questions() -> None:
    text, (place,) = without_marks("title: T\nlanguage: en\nquestions:\n" + FOUR.replace("  -", f"  {HERE}-", 1))

    assert told(text) == [("key-always-longest", *place), ("key-always-in-place", *place)]


def test_every_code_of_the_table_is_in_the_catalogue() -> None:
    """That every code of the catalogue is reached is for test_problems to say: other formats have their own."""
    assert {code for code, _ in TABLE} <= set(CATALOGUE)
    assert len({code for code, _ in TABLE}) > 40


def test_what_is_no_text_has_no_lines() -> None:
    assert shown_lines(b"\x00\nb") == []


@pytest.mark.parametrize(("code", "marked"), TABLE, ids=[f"{n}-{code}" for n, (code, _) in enumerate(TABLE)])
def test_a_fault_stops_the_load_and_a_warning_does_not(code: str, marked: str) -> None:
    report = read(without_marks(marked)[0].encode(), "summit.yaml")

    if CATALOGUE[code].severity is Severity.FAULT:
        assert (report.bank, len(report.problems), report.warnings) == (None, 1, ())
    else:
        assert report.bank is not None
        assert (report.problems, len(report.warnings)) == ((), 1)


# --- all at once ---


def test_all_the_faults_of_a_file_are_named_at_once() -> None:
    text, places = without_marks(f"""\
{HERE}titel: The summit
language: {HERE}english
source:
  link: {HERE}x
  {HERE}foo: bar
article: |
  One place only.
questions:
  - id: {HERE}A b
    kind: {HERE}singel
    stem:{HERE}
    choices:
      {HERE}- text: a
    evidence:
      - {HERE}nowhere
      - {HERE}''
      - One place
  - {HERE}text
  - {HERE}id: ok
    kind: true/false
    choices:
      {HERE}- {{text: a, right: yes}}
      - {{text: b, right: {HERE}maybe}}
      - {HERE}[c]
    maximum: {HERE}-1
    tags: {{{HERE}a: b}}
""")
    places[-1] = (places[-1][0], places[-1][1] - 1)  # The list should stand where the brace does.

    assert told(text) == [
        ("unknown-field-near", *places.pop(0)),
        ("missing-field", 1, 1),  # The title, which « titel » is not.
        *zip(
            [ "bad-language", "bad-link", "unknown-field", "bad-id", "bad-word", "empty-text",
        "too-few-choices", "evidence-not-found", "empty-text", "not-fields", "missing-field",
        "true-false-needs-two", "bad-word", "not-fields", "bad-number", "not-list",
            ],
            *zip(*places, strict=True),
            strict=True,
        ),
    ]  # fmt: skip


def test_several_right_choices_do_not_hide_a_third_choice_of_true_and_false() -> None:
    text = spoil("single", "true/false").replace("Harbour", "Harbour\n        right: yes")

    assert sorted(codes(text)) == ["several-right-choices", "true-false-needs-two"]


def test_what_stands_before_the_place_where_reading_ends_is_named_too() -> None:
    text, places = without_marks(f"title: {HERE}!!str T\nsummary: {HERE}&a S\nsource: {HERE}*a\nlanguage: {HERE}@x\n")

    assert told(text) == [
        (code, *place)
        for code, place in zip(["yaml-tag", "yaml-alias", "yaml-alias", "yaml-syntax"], places, strict=True)
    ]


def test_an_alias_does_not_hide_the_other_faults() -> None:
    text = (
        spoil("The summit", "*summit").replace("single", "singular").replace("- id: where", "- <<: *all\n    id: where")
    )

    assert codes(text) == ["yaml-alias", "unknown-field", "yaml-alias", "bad-word"]


def test_what_tempts_hides_no_other_fault_and_none_hides_it() -> None:
    text, places = without_marks(f"""\
title: The summit
language: en
article: One place only.
questions:
  - id: q
    kind: single
    stem: Where?
    choices:
      - {{text: a, right: yes, tempted-by: {HERE}nowhere}}
      - {{text: b, tempted-by: {HERE}elsewhere}}
  - id: r
    kind: single
    stem: Where?
    evidence: One place
    choices:
      {HERE}- {{text: a, tempted-by: place}}
      - {{text: b, tempted-by: {HERE}beside it}}
""")

    assert told(text) == [
        ("evidence-not-found", *places[0]),
        ("right-choice-tempts", *places[0]),
        *zip(
            ["evidence-not-found", "no-right-choice", "evidence-not-found"],
            *zip(*places[1:], strict=True), strict=True
        ),
    ]  # fmt: skip


def test_a_paragraph_that_only_tempts_is_untouched() -> None:
    """Nothing in it is asked for: who skips it answers everything."""
    text = spoil(
        "[One,", "[{text: One, tempted-by: They left.},", with_article("they say.", "they say.\n\n  They left.")
    )

    assert codes(text) == ["untouched-paragraph"]


def test_an_article_that_cannot_be_read_does_not_spoil_the_evidence() -> None:
    text = re.sub(r"article: \|\n(  .*\n|\n)+?questions", "article: [a]\nquestions", WITH_ARTICLE)

    assert codes(text) == ["not-text"]


def test_the_evidence_after_an_empty_one_is_told_at_its_own_place() -> None:
    marked = spoil("- at the spaceport", f"- {HERE}''\n      - {HERE}Zygote\n      - at the spaceport", WITH_ARTICLE)
    text, places = without_marks(marked)

    assert told(text) == [("empty-text", *places[0]), ("evidence-not-found", *places[1])]


def test_problems_come_in_the_order_of_the_file() -> None:
    report = read(b"questions: []\nlanguage: x\nfoo: 1\n", "x.yaml")

    places = [(problem.line, problem.column) for problem in report.problems]
    assert places == sorted(places)
    assert len(places) == 4


def test_questions_are_counted_sound_or_not() -> None:
    assert read(WITH_ARTICLE.encode(), "x.yaml").questions == 2
    assert read((SOUND + "  - nothing\n  - {}\n").encode(), "x.yaml").questions == 3
    assert read(b"title: [", "x.yaml").questions == 0


def test_a_problem_carries_the_values_of_its_sentence() -> None:
    assert one(spoil("single", "singular")).values == {
        "field": "kind",
        "value": "singular",
        "known": "single, multiple, true/false",
    }
    assert one(spoil("language: en", "language: en\ntitle: Again")).values == {"field": "title", "first": 1}
    assert one(spoil("language: en", "language: en\nsumary: S")).values["near"] == "summary"
    assert one(spoil("id: where", "id: Où ça ?")).values["near"] == "ou-ca"
    assert one(spoil("The summit", "!!str The summit")).values == {"tag": "!!str"}


# --- hostile files ---


def bomb(times: int) -> bytes:
    """A text in which each of so many lines says ten times what the one before it says."""
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, times + 1)]
    return "\n".join(lines).encode()


def test_a_bomb_of_aliases_is_refused_and_unfolds_into_nothing() -> None:
    report = read(bomb(8), "bomb.yaml")

    assert report.bank is None
    assert sum(problem.code == "yaml-alias" for problem in report.problems) == 9 + 80
    assert growth(lambda data: read(data, "bomb.yaml"), bomb(12), bomb(24)) < LINEAR


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "<<: &a {<<: *a}\n", "&a *a\n", "a: *undefined\n", "&a a: *a\n"])
def test_aliases_that_lead_nowhere_or_to_themselves_are_refused(text: str) -> None:
    report = read(text.encode(), "x.yaml")

    assert report.bank is None
    assert {problem.code for problem in report.problems} & {"yaml-alias", "yaml-syntax"}


@pytest.mark.parametrize("text", ["[" * 5_000, "{a: " * 5_000, "- " * 5_000, "[" * 50_000 + "]" * 50_000])
def test_deep_nesting_is_refused_before_it_hurts(text: str) -> None:
    assert codes(text) == ["yaml-too-deep"]


@pytest.mark.parametrize(
    "text",
    [
        '"' + "a" * 1_000_000,
        "? " + "k" * 1_000_000 + "\n: v\n",
        "a: 'b\n" * 100_000,
        "%" * 10_000,
        "a: |99\n b",
        "a: !<" + "x" * 10_000,
        "? " * 5_000,
        "\ttitle: x",
        "title: \ud7ff\ue000",
        "{" + ",".join(f"k{n}: v" for n in range(5_000)) + "}",
    ],
    ids=range(10),
)
def test_odd_yaml_ends_in_problems(text: str) -> None:
    report = read(text.encode(), "x.yaml")

    assert report.bank is None
    assert report.problems


def test_a_bank_of_twenty_thousand_questions_is_read() -> None:
    text = "title: T\nlanguage: en\nquestions:\n" + "".join(
        f"- {{id: q{n}, kind: true/false, stem: S, choices: [{{text: a, right: yes}}, b]}}\n" for n in range(20_000)
    )

    assert len(sound(text).questions) == 20_000


# --- mutants of the shipped banks ---


def mutant(data: bytes, chance: random.Random) -> bytes:
    """The file after one to four accidents: bytes or lines deleted, doubled, swapped or overwritten."""
    for _ in range(chance.randint(1, 4)):
        lines = data.split(b"\n")
        first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice([1, 1, 2, 5, 40, 400]))
        match chance.randrange(7):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:end] + data[start:]
            case 2:
                data = data[:start] + chance.randbytes(1) + data[start + 1 :]
            case 3:
                data = (
                    data[:start]
                    + chance.choice([b"*", b"&", b"!", b"[", b"{", b'"', b": ", b"- ", b"\t", b"\n"])
                    + data[start:]
                )
            case 4:
                data = b"\n".join([*lines[:first], *lines[first + 1 :]])
            case 5:
                data = b"\n".join([*lines[:first], lines[second], *lines[first:]])
            case _:
                lines[first], lines[second] = lines[second], lines[first]
                data = b"\n".join(lines)
    return data


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_mutants_of_the_shipped_banks_end_in_problems_with_places_inside_the_file(file: Path) -> None:
    chance = random.Random(20230913)
    original = file.read_bytes()
    loaded = 0

    for _ in range(300):
        data = mutant(original, chance)
        report = read(data, file.name)
        lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        loaded += report.bank is not None
        assert (report.bank is None) == bool(report.problems)
        for problem in (*report.problems, *report.warnings):
            assert problem.code in CATALOGUE
            if (problem.line, problem.column) != (0, 0):
                assert 1 <= problem.line <= len(lines), (problem, data)
                assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, (problem, data)

    assert 30 < loaded < 300  # Some accidents only change a word.


# --- ids and numbers ---


@given(st.text())
def test_a_slug_is_always_an_id(text: str) -> None:
    made = slug(text)

    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?", made)
    assert slug(made) == made
    assert "--" not in made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Été à Séoul", "ete-a-seoul"),
        ("  --Kim & Poutine (2023)--  ", "kim-poutine-2023"),
        ("ﬁn № 5", "fin-no-5"),
        ("한국어", "bank"),
        ("", "bank"),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_a_slug_is_made_of_any_text(text: str, made: str) -> None:
    assert slug(text) == made


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.5", "1/2"),
        ("0,5", "1/2"),
        ("1/3", "1/3"),
        ("50%", "1/2"),
        ("50 %", "1/2"),
        ("-33.33333 %", "-3333333/10000000"),
        ("+1", "1"),
        (" 12 ", "12"),
        ("007", "7"),
        ("1/3%", "1/300"),
        ("-0", "0"),
        ("999999999", "999999999"),
        ("0.123456789012", "123456789012/1000000000000"),
    ],
)
def test_a_number_is_read_exactly(text: str, number: str) -> None:
    assert parse_number(text) == Fraction(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a",
        "1e3",
        "1/0",
        "1.5/2",
        "1/2/3",
        "--1",
        "1 000",
        "1.",
        ".",
        "%",
        "nan",
        "inf",
        "0x1",
        "1_0",
        "1,2,3",
        "1" * 10,
        "0." + "1" * 13,
        "1/1234567890",
        "½",
        "- 1",
        "1 / 2",
        "1%%",
    ],
)
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.text(string.digits + "+-.,/% ٣", max_size=12))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    number = parse_number(text)

    assert number is None or any(char.isdigit() for char in text)


@given(st.from_regex(r"[+-]?[0-9]{1,9}([.,][0-9]{1,12}|/[1-9][0-9]{0,8})? ?%?", fullmatch=True))
@example("33.33333333333%")
@example("1/999999999%")
@example("999999999/1")
@example("0.000000000001%")
def test_every_number_that_can_be_read_is_written_so_that_it_reads_back(text: str) -> None:
    number = parse_number(text)

    assert number is not None
    assert parse_number(number_text(number)) == number


# --- writing ---

AWKWARD = st.sampled_from(
    [
        "no",
        "yes",
        "~",
        "null",
        "1:30",
        "012",
        "=",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "'",
        '"',
        "''",
        "@a",
        "`a",
        "%a",
        "*a",
        "&a",
        "!a",
        "[a",
        "{a",
        "]",
        "|",
        ">",
        "? a",
        "---",
        "...",
        "<<",
        "a\n\nb",
        "a\n  b",
        "a\\nb",
        "\\",
        "a  b",
        "a\u2028b",
        "a\u2029 b",
        "a\x85b",
        "a\u00a0b",
        "\U0001f680",
        "a\tb",
        "\u202fa".strip(),
        "é",
        "e\u0301",
        "٣",
        "a:",
        "x " * 200 + "x",
        "y" * 250,
        "« tête-à-tête »",
        "l’été",
        "a\ufeffb",
        "a\u200bb",
        "漢字",
        "\u200e",
        "a\rb",
        "a\r\nb",
    ]
)
CHARS = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]) | st.sampled_from("\n \t:#'\"-\u2028\u0085")
TEXTS = (AWKWARD | st.text(CHARS, min_size=1, max_size=30)).map(str.strip).filter(bool)
LINES = TEXTS.map(lambda text: text[:290].strip())
IDS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
PARAGRAPHS = st.sampled_from(
    [
        "A first *paragraph* here.",
        "# A heading",
        "- a point\n- another\n  - below",
        "1. one\n2. two",
        "> quoted",
        "```\ncode: no\n\n  more\n```",
        "a hard  \nbreak",
        "no: yes # really",
        "    four spaces",
        "\ttab",
        "Über **ÜBER**",
        "x\u2028y\u0085z",
        "'single' \"double\" \\* & <b>",
        "trailing \u00a0",
        "é" * 120,
        "--- not a break",
        "%percent",
    ]
)


MARKED = st.sampled_from([
    "<p>a</p><p><strong>b</strong></p>", "<b>[html]</b>", "<ul><li>a: b</li></ul>", "<em>- a</em>",
    r"<i>x</i> \(x^2 < 4\)",
    '<a href="https://example.org/?a=b&amp;c">#</a>', "<table><tr><td>'a'</td></tr></table>",
    "<code>a  b</code>&amp;lt;",
    '<span lang="fr">été</span>: <sub>1</sub>',
])  # fmt: skip
LIKE_MARKS = st.sampled_from(["[html]<b>a</b>", "[plain]x", "[plain][html]", "[html]"])
SAID = TEXTS | LIKE_MARKS | MARKED.map(lambda source: markup.of_html(source).text)
SAID_INLINE = TEXTS | LIKE_MARKS | MARKED.map(lambda source: markup.of_html(source, inline=True).text)


def quotations(text: str | None) -> list[Evidence]:
    """Those of whole paragraphs, where they stand in the article once."""
    if text is None:
        return []
    article = read_article(text).article
    finder = Finder(article)
    found = ((quoted, finder.find(quoted)) for quoted in (block.text.strip() for block in article.blocks))
    return [Evidence(quoted, one.passage) for quoted, one in found if isinstance(one, FoundPassage)]


@st.composite
def questions(draw: st.DrawFn, id_: str, text: str | None) -> Question:
    kind = draw(st.sampled_from(Kind))
    count = 2 if kind is Kind.TRUE_FALSE else draw(st.integers(2, 5))
    key = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count if kind is Kind.MULTIPLE else 1))
    worth: tuple[Fraction, ...] = shares(kind, [place in key for place in range(count)])
    rule = draw(st.sampled_from(Rule)) if kind is Kind.MULTIPLE else Rule.PARTIAL
    if kind is Kind.SINGLE and draw(st.booleans()):
        some = st.fractions(-1, 1, max_denominator=10**6) | st.sampled_from([Fraction(1), Fraction("0.333333333333")])
        worth = (Fraction(1), *draw(st.lists(some, min_size=count - 1, max_size=count - 1)))
    elif kind is Kind.MULTIPLE and draw(st.booleans()):
        worth = (Fraction("0.333333333"), 1 - Fraction("0.333333333"), *([Fraction(-1, 7)] * (count - 2)))
    quotable = quotations(text)
    evidence = draw(st.lists(st.sampled_from(quotable), max_size=2)) if quotable else []
    tempting = st.sampled_from([None, *quotable] if rule is not Rule.TABLE else [None])
    question = makers.question(
        id_,
        kind,
        draw(SAID),
        tuple(
            Choice(
                draw(SAID_INLINE),
                fraction,
                draw(st.just("") | SAID),
                draw(st.booleans()),
                draw(tempting) if place not in key and fraction <= 0 else None,
            )
            for place, fraction in enumerate(worth)
        ),
        feedback=draw(st.just("") | SAID),
        evidence=tuple(evidence),
        tags=tuple(draw(st.lists(TEXTS, max_size=2))),
        maximum=draw(st.sampled_from([Fraction(1), Fraction("0.1"), Fraction(5, 2), Fraction(1, 3), Fraction(1000)])),
        rule=rule,
        shuffle=draw(st.booleans()),
        name=draw(st.just("") | LINES),
        category=draw(st.just("") | LINES),
        feedback_right=draw(st.just("") | SAID),
        feedback_partly=draw(st.just("") | SAID),
        feedback_wrong=draw(st.just("") | SAID),
    )
    if rule is not Rule.TABLE:
        return question
    entries = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1, 3), Fraction(-1, 4)])
    return tabled(question, (Fraction(0), Fraction(1), *(draw(entries) for _ in range(2**count - 2))))


@st.composite
def any_bank(draw: st.DrawFn) -> Bank:
    text = draw(st.none() | st.lists(PARAGRAPHS | LINES, min_size=1, max_size=4).map("\n\n".join).map(str.strip))
    if text is not None and not read_article(text).article.blocks:
        text = None
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    link = draw(st.sampled_from(["", "https://example.org/?a=b#c", "http://x.org/é:'é"]))
    return Bank(
        id=draw(IDS),
        title=draw(LINES),
        language=draw(st.sampled_from(["fr", "no", "pt-BR", "zh-Hant-TW"])),
        questions=tuple(draw(questions(id_, text)) for id_ in ids),
        summary=draw(st.just("") | TEXTS),
        source=Source(
            draw(st.just("") | LINES), draw(st.just("") | LINES), draw(st.sampled_from(["", "2023-09-13"])), link
        ),
        article=None if text is None else read_article(text).article,
    )


@given(any_bank())
def test_what_is_written_reads_back_as_the_same_bank(bank: Bank) -> None:
    assert list(faults(bank)) == []

    written = write(bank)

    report = read(written, "elsewhere.yaml")
    assert report.problems == (), written.decode()
    assert report.bank == bank
    if bank.article is not None:
        assert report.bank is not None
        assert report.bank.article is not None
        assert report.bank.article.markdown == bank.article.markdown
    assert write(report.bank) == written


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_shipped_banks_are_written_so_that_they_read_back(file: Path) -> None:
    bank = sound(file.read_bytes(), file.name)

    written = write(bank)

    assert sound(written) == bank
    assert b"\narticle: |\n" in written
    assert b"right: 'yes'" in written
    assert b"fraction" not in written


def test_two_full_answers_to_one_question_are_written_as_fractions() -> None:
    bank = sound(spoil("right: yes", "fraction: 1").replace("Harbour", "Harbour\n        fraction: 1"))

    assert sound(write(bank)) == bank


def test_an_article_from_another_editor_keeps_its_blocks() -> None:
    windows = WITH_ARTICLE.replace("\n", "\r\n").encode()

    bank = sound(write(sound(windows)))

    assert bank.article is not None
    assert [block.kind for block in bank.article.blocks] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert unicodedata.is_normalized("NFC", bank.article.markdown)


def test_files_whose_names_lose_their_letters_stay_apart() -> None:
    text = b"title: x\nlanguage: ko\nquestions: [{id: a, kind: single, stem: s, choices: [{text: b, right: yes}, c]}]"

    ids = [report.bank.id for name in ("été.yaml", "한국.yaml", "일본.yaml") if (report := read(text, name)).bank]

    assert ids[0] == "ete"
    assert len(set(ids)) == 3
