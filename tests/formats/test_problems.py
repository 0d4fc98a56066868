"""Each sentence of the catalogue takes the values that the code gives it, and nothing is left over."""

import re
import string

import pytest

from quizapp.formats import aiken, native, reading
from quizapp.formats.file import File
from quizapp.formats.moodle import gift
from quizapp.formats.problems import CATALOGUE, Problem, Severity, sentence, unheard
from quizapp.rosters import class_list
from quizapp.rosters import files as list_files
from tests.formats import provoking
from tests.formats.native.test_reader import FOUR, TABLE, without_marks

FILES = [
    *(without_marks(text)[0].encode() for _, text in TABLE),
    b"",
    b"\0",
    b"title: \xe9\n",
    b"x" * (10 * 1024 * 1024 + 1),
    ("title: T\nlanguage: en\nquestions:\n" + FOUR).encode(),
]

PROBLEMS: dict[str, list[Problem]] = {
    # The command line makes this one, of a file that cannot be opened.
    "unreadable-file": [Problem("unreadable-file", values={"reason": "No such file"})],
    # The sandbox makes these, of a file that was not read to its end, and of more than anybody reads.
    "reading-takes-too-long": [Problem("reading-takes-too-long", values={"limit": "60"})],
    "reading-needs-too-much-memory": [Problem("reading-needs-too-much-memory", values={"limit": 1024})],
    "reading-broke-down": [Problem("reading-broke-down")],
    "more-faults": [Problem("more-faults", values={"count": 5})],
    # Nothing that a teacher has makes these: the second takes fifty megabytes.
    "cells-beyond": [Problem("cells-beyond", values={"limit": 1_601_600})],
    "table-too-long": [Problem("table-too-long", 33, 1, {"limit": 50})],
    # The service makes this one, of names that are sound one by one.
    "too-many-names": [Problem("too-many-names", values={"count": 501, "limit": 500})],
    "more-warnings": [Problem("more-warnings", values={"count": 5})],
}
AIKEN = (
    b"A) x\nANSWER: A\n",
    b"First.\nWhy?\nA) x\nB) y\n",
    b"Why?\nA) x\nB) y\nANSWER: C\nWhy?\nA) x\nB) y\nANSWER: A, B\nWhy?\nA) x\nA) y\nANSWER: A\n",
)
GIFT = (
    b"// nothing",
    b"Write.{}",
    b"Write.{}\n\nWhich {=a\n\nWhy?{=a~b}",
    b"[html]<b>Which</b> <img src\\=x>{=a~b}",
    b"Which?{=a~b}\nWhy?{=c~d}",
)
for format_, files in ((native.FORMAT, FILES), (aiken.FORMAT, AIKEN), (gift.FORMAT, GIFT)):
    for data in files:
        report = format_.read(File("bank.yaml", data), unheard)
        for found in (*report.problems, *report.warnings, *report.left_out):
            PROBLEMS.setdefault(found.code, []).append(found)
for data in provoking.FILES:
    report = reading.read(data, "bank.bin")
    for found in (*report.problems, *report.warnings, *report.left_out):
        PROBLEMS.setdefault(found.code, []).append(found)
for data in (b"%PDF-1.7", b"a" * (list_files.LARGEST + 1)):
    with pytest.raises(list_files.UnreadableList) as unread:
        list_files.opened("list.bin", data)
    for found in unread.value.problems:
        PROBLEMS.setdefault(found.code, []).append(found)
CLASSES = (
    "Anna\nanna\n" + "x" * 61 + "\n\u200b\nBen +999 %",
    "extra time\n33",
    "name;mail\nTotal;\n;;x\nAnna;a@x.fr\nanna;a@x.fr\nBen;" + "x" * 101,
    "Anna\tDurand\nZoé\tMartin",
)
for text in CLASSES:
    listing = class_list.read(text)
    for found in (*listing.problems, *listing.notes, *class_list.problems_of("Anna", "", {"anna"})):
        PROBLEMS.setdefault(found.code, []).append(found)


def as_it_is(message: str) -> str:
    return message


def fields(message: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", message))


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_sentence_takes_the_values_that_the_code_gives_it(code: str) -> None:
    assert PROBLEMS[code]

    for problem in PROBLEMS[code]:
        for message in sentence(problem, as_it_is):
            assert message.strip() == message != ""
            assert "%(" not in message
            assert "None" not in message


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_sentence_asks_only_for_values_that_are_always_given(code: str) -> None:
    words = CATALOGUE[code]

    for problem in PROBLEMS[code]:
        assert fields(words.text) | fields(words.hint) <= set(problem.values)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_template_has_no_stray_percent_sign(code: str) -> None:
    for template in (CATALOGUE[code].text, CATALOGUE[code].hint):
        bare = re.sub(r"%\(\w+\)s|%%", "", template)
        assert "%" not in bare
        assert "{" not in bare


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_template_is_a_sentence(code: str) -> None:
    for template in (CATALOGUE[code].text, CATALOGUE[code].hint):
        assert template[0] in string.ascii_uppercase + "“%"
        assert template[-1] in ".?"
        assert template.count("“") == template.count("”")


def test_the_hint_about_numbers_shows_a_percent_sign() -> None:
    problem = PROBLEMS["bad-number"][0]

    assert "50%." in sentence(problem, as_it_is)[1]


def test_values_with_percent_signs_and_braces_are_shown_as_they_are() -> None:
    problem = Problem("bad-id", 1, 1, {"value": "50%(x)s {0} %%", "near": "50-x-s-0"})

    assert "“50%(x)s {0} %%”" in sentence(problem, as_it_is)[0]


def test_a_sentence_is_translated_before_its_values_are_put_in() -> None:
    french = {"The file is empty.": "Le fichier est vide."}

    text, _ = sentence(Problem("empty-file"), lambda message: french.get(message, message))

    assert text == "Le fichier est vide."


def test_codes_are_lower_case_words_with_hyphens() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in CATALOGUE)


def test_the_warnings_are_those_that_do_not_stop_a_load() -> None:
    assert {code for code, words in CATALOGUE.items() if words.severity is Severity.WARNING} == {
        "no-evidence",
        "doubled-choice",
        "doubled-question",
        "doubled-question-other-key",
        "key-always-longest",
        "key-always-in-place",
        "all-of-the-above",
        "names-letters",
        "ticking-all-pays",
        "untouched-paragraph",
        "direction-override",
        "article-link",
        "no-full-mark",
        "shares-not-whole",
        "left-out",
        "formatting-lost",
        "pictures-lost",
        "second-question-line",
        "several-letters",
        "more-warnings",
        "decoded-twice",
        "several-right",
        "details-lost",
        "pdf-layout",
        "member-unreadable",
        "mark-changed",
        "unscored",
        "scoring-simplified",
        "hints-lost",
        "question-in-text",
        "command-in-text",
        "weight-in-text",
        "per-cent-codes",
        "html-in-text",
        "draw-lost",
        "name-asked",
        "first-of-label",
        "passage-lost",
        "passage-repeated",
        "set-feedback-lost",
        "cost-limited",
        "feedback-lost",
        "tries-lost",
        "chance-lost",
        "inclusion-lost",
        "links-lost",
        "mathematics-lost",
        "description-lost",
        "blank-choices",
        "sheet-left",
        "hidden-sheet-left",
        "sheet-hidden",
        "rows-hidden",
        "columns-hidden",
        "letters-miscounted",
        "dates-shown",
        "cells-doubtful",
        "key-was-number",
        "column-left",
        "times-lost",
        "kind-by-key",
        "true-by-order",
        "blank-choices-lost",
        "columns-unnamed",
        "no-reader",
        "line-without-name",
        "reader-repeated",
        "hidden-text",
        "picture-not-drawn",
        "equation-not-typeset",
        "drawing-left-out",
        "part-left-out",
    }
