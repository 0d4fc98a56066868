"""What is no bank is named for what it is: never by a fault of a syntax that nobody chose."""

import random

import pytest

from quizapp.formats import reading
from tests.formats.packages import package
from tests.formats.strangers import GIFT, STRANGERS

FILES = [(code, data) for code, makes in STRANGERS.items() for data in makes]


@pytest.mark.parametrize(("code", "data"), FILES)
@pytest.mark.parametrize("name", ["file", "questions.txt", "export.zip.bin"])
def test_a_file_is_named_for_what_it_is_whatever_it_is_called(code: str, data: bytes, name: str) -> None:
    (problem,) = reading.read(data, name).problems

    assert problem.code == code


@pytest.mark.parametrize(
    ("code", "data"), [one for one in FILES if one[0] in ("is-pdf", "is-rtf", "is-picture", "is-old-document")]
)
@pytest.mark.parametrize("name", ["quiz.xlsx", "quiz.zip"])
def test_a_file_with_the_ending_of_a_package_is_no_damaged_package_where_it_is_known(
    code: str, data: bytes, name: str
) -> None:
    (problem,) = reading.read(data, name).problems

    assert problem.code == code


def test_a_course_backup_of_moodle_may_be_packed_in_gzip() -> None:
    (problem,) = reading.read(b"\x1f\x8b\x08\0\0\0\0\0", "backup-moodle2-course-7.mbz").problems

    assert problem.code == "is-course-backup"


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("Quiz.pages", "Pages"),
        ("Notes.NUMBERS", "Numbers"),
        ("a.key", "Keynote"),
        ("a.zip", "Pages / Numbers / Keynote"),
    ],
)
def test_a_document_of_apple_is_named_by_the_program_that_made_it(name: str, program: str) -> None:
    (problem,) = reading.read(package(("Index/Document.iwa", b"\0x")), name).problems

    assert (problem.code, problem.values) == ("is-iwork", {"program": program})


@pytest.mark.parametrize(
    "text",
    [
        "Dear colleagues - and friends,\nsee you tomorrow.\nBest - Zoë\n",
        "From: a@example.org\nTo: b@example.org\nSubject: Quiz\n",
        "Monday: meeting\nTuesday: nothing; or so\nWe shall see.\nFriday: end\n",
    ],
)
def test_other_lines_with_such_signs_are_no_flash_cards(text: str) -> None:
    assert [one.code for one in reading.read(text.encode(), "a.txt").problems] == ["no-questions-seen"]


def test_one_bank_in_an_archive_is_read_and_its_litter_is_not() -> None:
    report = reading.read(
        package(("read me.txt", b"Hello.\n"), ("a.gift", GIFT), ("__MACOSX/._a.gift", b"\0\5")), "x.zip"
    )

    assert (report.format, report.questions, report.problems) == ("GIFT", 1, ())


@pytest.mark.parametrize("other", [package(("a.gift", GIFT))[:-9], package(("../x", b"")), b"\x93\xfe" * 99, b"a: b\n"])
def test_what_stands_beside_a_bank_in_an_archive_does_not_keep_it_from_being_read(other: bytes) -> None:
    report = reading.read(package(("a.gift", GIFT), ("old.zip", other), ("config.yml", b"a: 1\n")), "x.zip")

    assert (report.format, report.questions, report.problems) == ("GIFT", 1, ())


def test_where_an_archive_has_too_many_files_to_look_at_none_is_passed_over_unsaid() -> None:
    many = package(("a.gift", GIFT), *((f"{number}.txt", b"x") for number in range(30)))

    assert [one.code for one in reading.read(many, "x.zip").problems] == ["several-banks"]


@pytest.mark.parametrize("text", [b"BMW was founded.\n", b"ID3 is a tag.\n", b"BZh!\n", b"<!---->" * 500 + b"x"])
def test_a_text_that_begins_like_something_else_is_a_text(text: bytes) -> None:
    (problem,) = reading.read(text, "x.txt").problems

    assert problem.code == "no-questions-seen"


def test_of_several_banks_in_an_archive_each_is_named() -> None:
    (problem,) = reading.read(package(("a.gift", GIFT), ("b/c.gift", GIFT)), "x.zip").problems

    assert problem.values == {"names": "a.gift, b/c.gift"}


@pytest.mark.parametrize("name", ["bank.yaml", "BANK.YML"])
def test_a_text_that_is_called_ours_is_read_as_ours(name: str) -> None:
    assert [one.code for one in reading.read(b"- a\n- b\n", name).problems] == ["not-fields"]


@pytest.mark.parametrize(("code", "data"), FILES)
def test_what_is_damaged_is_never_called_by_a_syntax_that_it_has_not(code: str, data: bytes) -> None:
    draw = random.Random(code)

    for _ in range(20):
        changed = bytearray(data[: draw.randint(1, len(data))])
        changed[draw.randrange(len(changed))] = draw.randrange(256)
        codes = {one.code for one in reading.read(bytes(changed), "file").problems}
        assert not any(one.startswith("yaml-") or one == "not-fields" for one in codes), bytes(changed[:80])
