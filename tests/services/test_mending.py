"""A file that waits is read otherwise, its text is mended, or its questions become a draft; nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.drafts import Draft
from quizapp.formats.problems import Problem
from quizapp.services import drafting, errands, loading, mending
from quizapp.services.loading import Reading, RecentFiles
from quizapp.services.mending import MOST_MENDED, NoText, Piece, TooManyMended
from quizapp.services.publishing import NotSound
from quizapp.services.visits import Office
from quizapp.store import column_layouts, pictures, teachers, uploads
from quizapp.store.column_layouts import KnownColumns
from quizapp.store.session import Database
from quizapp.store.tables import ColumnLayoutRow, TeacherRow
from quizapp.store.uploads import UnknownUpload, Upload
from tests.makers import NOON, at, office

FAULTY = b"::one::Which?{=a~b}\n\n::two::Which other?{=a~b\n\n::three::And then?{=c~d}"
UNKEYED = "Question;A;B;Answer\nPremière ville ?;Moscou;Où ?;\nEt puis ?;Oui;Non;B\n".encode("cp1252")
FILES = RecentFiles(0)


@pytest.fixture
def anna(database: Database) -> Teacher:
    with database.transaction() as db:
        return teachers.add(db, "anna@school.example", Role.TEACHER, "hash", NOON)


@pytest.fixture
def here(database: Database, anna: Teacher) -> Callable[..., Any]:
    """Does something in Anna's office, where every address that is drawn is this one."""

    def do(work: Callable[[Office], Any], drawn: str = "sent") -> Any:
        with database.transaction() as db:
            return work(office(db, anna, draw=at(drawn)))

    return do


def received(database: Database, anna: Teacher, data: bytes, name: str, address: str = "sent") -> str:
    with database.transaction() as db:
        loading.receive(office(db, anna, draw=at(address)), name, data)
    read(database, anna, address)
    return address


def read(database: Database, anna: Teacher, address: str) -> Upload:
    with database.reading() as db:
        revision = uploads.find(db, address, anna.id).revision
    errands.do(database, Reading(anna.id, address, revision, FILES), lambda: NOON)
    with database.reading() as db:
        return uploads.find(db, address, anna.id)


def received_as(database: Database, teacher: Teacher, data: bytes, address: str) -> Upload:
    received(database, teacher, data, "x.csv", address)
    with database.reading() as db:
        return uploads.find(db, address, teacher.id)


def stems(draft: Draft) -> list[str]:
    return [question.stem for question in draft.questions.values()]


# --- read otherwise ---


def test_a_file_is_read_again_as_its_teacher_says(database: Database, anna: Teacher, here: Callable[..., Any]) -> None:
    received(database, anna, UNKEYED, "x.csv")

    here(lambda office: mending.read_otherwise(office, FILES, "sent", {"encoding": "Windows-1250", "keys": "1:A"}))
    upload = read(database, anna, "sent")
    shown = here(lambda office: loading.show(office, FILES, "sent"))

    assert (upload.revision, upload.faults) == (2, 0)
    assert shown.preview.bank.questions[0].stem == "Premičre ville ?"
    assert shown.preview.bank.questions[0].key == {0}


def test_an_option_stays_until_it_is_taken_back(database: Database, anna: Teacher, here: Callable[..., Any]) -> None:
    received(database, anna, UNKEYED, "x.csv")

    for said in ({"keys": "1:A"}, {"title": "Cities", "klingon": "yes"}, {"keys": ""}):
        upload = here(lambda office, said=said: mending.read_otherwise(office, FILES, "sent", said))

    assert upload.options == {"title": "Cities"}


def test_what_came_of_reading_it_before_is_not_kept(
    database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    received(database, anna, UNKEYED, "x.csv")
    late = Reading(anna.id, "sent", 1, FILES)
    made = late.do(database)
    assert made is not None

    here(lambda office: mending.read_otherwise(office, FILES, "sent", {"title": "Cities"}))
    database.run(lambda db: late.keep(db, made, NOON))

    with database.reading() as db:
        assert not uploads.find(db, "sent", anna.id).is_read
    assert late.do(database) is None


def test_another_teachers_file_is_none(database: Database, anna: Teacher) -> None:
    received(database, anna, UNKEYED, "x.csv")
    with database.transaction() as db:
        ben = office(db, teachers.add(db, "ben@school.example", Role.TEACHER, "hash", NOON))
        with pytest.raises(UnknownUpload):
            mending.read_otherwise(ben, FILES, "sent", {"title": "Mine"})
        with pytest.raises(UnknownUpload):
            mending.rewrite(ben, FILES, "sent", 1, [])
        with pytest.raises(UnknownUpload):
            mending.as_draft(ben, FILES, "sent")


# --- its text ---


def test_a_fault_is_mended_at_its_line(database: Database, anna: Teacher, here: Callable[..., Any]) -> None:
    received(database, anna, FAULTY, "x.gift")

    address, __ = here(
        lambda office: mending.rewrite(office, FILES, "sent", 1, [Piece(3, 3, "::two::Which other?{=a~b}")])
    )
    upload = read(database, anna, "sent")

    assert address == "sent"
    assert (upload.faults, upload.questions_read, upload.revision) == (0, 3, 2)


@given(st.lists(st.text("ab ", max_size=3), min_size=1, max_size=8), st.data())
def test_pieces_take_the_place_of_their_lines_and_of_no_others(lines: list[str], data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(1, len(lines)), max_size=4)))
    pieces = [Piece(edge, edge, data.draw(st.text("xyz", max_size=3))) for edge in edges]
    expected = list(lines)
    for piece in pieces:
        expected[piece.first - 1] = piece.text

    assert mending.replaced(lines, data.draw(st.permutations(pieces))) == expected


def test_a_piece_may_bring_more_lines_or_fewer_than_it_replaces() -> None:
    lines = ["a", "b", "c", "d"]

    assert mending.replaced(lines, [Piece(1, 1, "x\r\ny"), Piece(3, 4, "z")]) == ["x", "y", "b", "z"]


def test_what_another_tab_wrote_meanwhile_is_kept_beside_it(
    database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    received(database, anna, FAULTY, "x.gift")
    here(lambda office: mending.rewrite(office, FILES, "sent", 1, [Piece(3, 3, "mine {=a~b}")]))

    address, __ = here(
        lambda office: mending.rewrite(office, FILES, "sent", 1, [Piece(1, 1, "theirs {=a~b}")]), "other"
    )

    with database.reading() as db:
        assert address == "other"
        assert b"mine {=a~b}" in uploads.data(db, "sent")
        assert b"theirs {=a~b}" in uploads.data(db, "other")
        assert uploads.find(db, "other", anna.id).name == "x.gift"


def test_a_mended_text_is_utf8_and_no_longer_of_the_encoding_that_was_said(
    database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    received(database, anna, UNKEYED, "x.csv")
    here(lambda office: mending.read_otherwise(office, FILES, "sent", {"encoding": "Windows-1250"}))

    __, upload = here(lambda office: mending.rewrite(office, FILES, "sent", 2, [Piece(3, 3, "Et puis ?;Oui;Non;A")]))

    assert upload.options == {}
    with database.reading() as db:
        assert "Premičre ville ?" in uploads.data(db, "sent").decode()


def test_a_picture_is_no_text(database: Database, anna: Teacher, here: Callable[..., Any]) -> None:
    received(database, anna, b"\x89PNG\r\n\x1a\n\0\0\0", "x.png")

    with pytest.raises(NoText):
        here(lambda office: mending.rewrite(office, FILES, "sent", 1, [Piece(1, 1, "x")]))


def test_lines_round_each_fault_are_shown_once(database: Database, anna: Teacher, here: Callable[..., Any]) -> None:
    received(database, anna, b"\n".join(b"line %d" % number for number in range(1, 41)), "x.txt")
    faults = [Problem("no-key", line) for line in (2, 7, 30)] + [Problem("no-key", 12, member="other.txt")]

    def shown(office: Office, *, whole: bool) -> mending.ShownText | None:
        return mending.shown_text(office, FILES, uploads.find(office.db, "sent", anna.id), faults, whole=whole)

    some, all_ = here(lambda office: (shown(office, whole=False), shown(office, whole=True)))

    assert [(one.first, one.last) for one in some.pieces] == [(1, 10), (27, 33)]
    assert some.pieces[1].text.startswith("line 27\n")
    assert [(one.first, one.last) for one in all_.pieces] == [(1, 40)]


def test_a_mended_file_is_kept_for_a_month_and_no_newer_one_drives_it_out(
    database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    received(database, anna, FAULTY, "x.gift")
    here(lambda office: mending.rewrite(office, FILES, "sent", 1, []))

    for number in range(10):
        here(lambda office: loading.receive(office, "new.gift", b"x"), f"new-{number}")

    kept = here(loading.waiting_for)
    assert "sent" in [one.address for one in kept]
    assert len(kept) == 1 + loading.MOST_WAITING
    (mended,) = [one for one in kept if one.address == "sent"]
    assert loading.kept_until(mended) == NOON + loading.EDITED_KEPT


def test_there_is_an_end_to_what_is_kept_of_one_teacher(
    database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    for number in range(MOST_MENDED + 1):
        here(lambda office: loading.receive(office, "x.gift", FAULTY), f"file-{number}")
        if number < MOST_MENDED:
            here(lambda office, number=number: mending.rewrite(office, FILES, f"file-{number}", 1, []))

    with pytest.raises(TooManyMended):
        here(lambda office: mending.rewrite(office, FILES, f"file-{MOST_MENDED}", 1, []))
    here(lambda office: mending.rewrite(office, FILES, "file-0", 2, []))


# --- columns, remembered ---

RIVERS = b"1;Which crosses Cairo?;Nile;Congo\n2;Which crosses Paris?;Seine;Rhine\n"
HILLS = (
    b"1;Which is in Rome?;Palatine;Montmartre\n2;Which is in Paris?;Belleville;Caelian\n3;And in Lyon?;Vaise;Ostia\n"
)
HEADED = b"Zork;Blah;Foo;Bar\nWhich crosses Cairo?;Nile;Congo;A\nWhich crosses Paris?;Rhine;Seine;B\n"
AGAIN = b"zork; Blah;Foo;Bar\nWhich is in Rome?;Montmartre;Palatine;B\nWhich is in Paris?;Belleville;Caelian;A\n"
FIRST_IS_RIGHT = {"columns": "-,question,right-choice,choice", "heading": ""}


def right_of(upload: Upload, database: Database) -> list[str]:
    with database.reading() as db:
        report = loading.checked(db, FILES, upload).report
    bank = report.bank
    return [question.choices[min(question.key)].text for question in bank.questions] if bank else []


def guesses_of(upload: Upload, database: Database) -> list[str]:
    with database.reading() as db:
        report = loading.checked(db, FILES, upload).report
    return [one.taken.value for one in report.guesses if one.option == "layout"]


@pytest.mark.parametrize(
    ("first", "said", "second", "right"),
    [
        (RIVERS, FIRST_IS_RIGHT, HILLS, ["Palatine", "Belleville", "Vaise"]),
        (HEADED, {"columns": "question,choice,choice,right", "heading": "yes"}, AGAIN, ["Palatine", "Belleville"]),
    ],
)
def test_what_columns_hold_is_remembered_for_the_next_table_that_is_laid_out_alike(
    first: bytes, said: dict[str, str], second: bytes, right: list[str],
    database: Database, anna: Teacher, here: Callable[..., Any],
) -> None:  # fmt: skip
    received(database, anna, first, "x.csv")
    here(lambda office: mending.read_otherwise(office, FILES, "sent", said))
    assert guesses_of(read(database, anna, "sent"), database) == []

    received(database, anna, second, "y.csv", "next")
    with database.reading() as db:
        upload = uploads.find(db, "next", anna.id)

    assert right_of(upload, database) == right
    assert guesses_of(upload, database) == ["as-before"]


def test_what_was_remembered_is_taken_otherwise_with_one_press(
    database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    received(database, anna, RIVERS, "x.csv")
    here(lambda office: mending.read_otherwise(office, FILES, "sent", FIRST_IS_RIGHT))
    received(database, anna, HILLS, "y.csv", "next")

    here(lambda office: mending.read_otherwise(office, FILES, "next", {"layout": "asked"}))
    asked = read(database, anna, "next")
    assert (right_of(asked, database), guesses_of(asked, database)) == ([], ["asked"])

    here(lambda office: mending.read_otherwise(office, FILES, "next", {"layout": "as-before"}))
    again = read(database, anna, "next")
    assert (len(right_of(again, database)), guesses_of(again, database)) == (3, ["as-before"])

    other = {"columns": "-,question,choice,right-choice", "heading": ""}
    here(lambda office: mending.read_otherwise(office, FILES, "next", other))
    said = read(database, anna, "next")
    assert (right_of(said, database)[0], guesses_of(said, database)) == ("Montmartre", [])
    # The last answer is the one that is remembered.
    assert right_of(received_as(database, anna, RIVERS, "third"), database) == ["Congo", "Rhine"]


@pytest.mark.parametrize("other", [b"Which crosses Cairo?;Nile;Congo\nWhich crosses Paris?;Seine;Rhine\n", HEADED])
def test_another_layout_or_another_teacher_is_asked(
    other: bytes, database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    received(database, anna, RIVERS, "x.csv")
    here(lambda office: mending.read_otherwise(office, FILES, "sent", FIRST_IS_RIGHT))
    with database.transaction() as db:
        ben = teachers.add(db, "ben@school.example", Role.TEACHER, "hash", NOON)

    assert guesses_of(received_as(database, anna, other, "other"), database) == []
    assert guesses_of(received_as(database, ben, HILLS, "bens"), database) == []


def test_only_a_digest_and_the_answer_are_kept_a_bounded_number_of_them_and_no_longer_than_the_teacher(
    database: Database, anna: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_layouts, "MOST_KEPT", 2)
    with database.transaction() as db:
        for digest in ("a", "b", "a", "c"):
            column_layouts.keep(db, anna.id, digest, KnownColumns("question,choice,choice", heading=False), NOON)
        kept = db.execute(select(ColumnLayoutRow.digest)).scalars().all()
        assert len(kept) == 2
        assert "c" in kept
        db.execute(delete(TeacherRow).where(TeacherRow.id == anna.id))
        assert db.execute(select(ColumnLayoutRow.digest)).all() == []


# --- a draft ---


def test_the_questions_of_a_faulty_file_become_a_draft_and_the_file_stays(
    database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    received(database, anna, UNKEYED, "x.csv")

    here(lambda office: mending.as_draft(office, FILES, "sent"), "draft")
    draft = here(lambda office: drafting.show(office, "draft")).draft

    assert stems(draft) == ["Première ville ?", "Et puis ?"]
    assert [[one.right for one in question.choices] for question in draft.questions.values()] == [
        [False, False],
        [False, True],
    ]
    assert all(one.worth == "" for question in draft.questions.values() for one in question.choices)
    with database.reading() as db:
        assert uploads.find(db, "sent", anna.id).is_read


@pytest.mark.parametrize("rest", ["", "Last {=a ~b\n"])
def test_questions_that_want_nothing_but_a_key_come_along_in_their_places(
    rest: str, database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    received(database, anna, f"First?{{=a ~b}}\n\nLiked it?{{~a ~b}}\n\nThird?{{T}}\n\n{rest}".encode(), "x.gift")

    here(lambda office: mending.as_draft(office, FILES, "sent"), "draft")
    draft = here(lambda office: drafting.show(office, "draft")).draft

    assert stems(draft)[:3] == ["First?", "Liked it?", "Third?"]
    assert stems(draft)[3:] == (["Last"] if rest else [])
    assert not any(choice.right for choice in draft.questions[2].choices)


def test_a_file_without_questions_makes_no_draft(database: Database, anna: Teacher, here: Callable[..., Any]) -> None:
    received(database, anna, b"%PDF-1.7 nothing", "x.pdf")

    with pytest.raises(NotSound):
        here(lambda office: mending.as_draft(office, FILES, "sent"), "draft")


def test_pictures_of_a_draft_outlive_the_file_that_brought_them(
    database: Database, anna: Teacher, here: Callable[..., Any]
) -> None:
    name = f"{'ab' * 32}.png"
    received(database, anna, b"[html]Look: <b>here</b>{=a~b}", "x.gift")
    here(lambda office: mending.as_draft(office, FILES, "sent"), "draft")

    def shown_in_the_draft(office: Office) -> None:
        pictures.keep_for_upload(office.db, "sent", {name: b"data", f"{'cd' * 32}.png": b"other"}, NOON)
        draft = drafting.show(office, "draft").draft
        about = draft.about.__class__(draft.about.title, "en", f"media:{name}")
        drafting.save_about(office, "draft", draft.revision, about)
        loading.drop(office, "sent")

    here(shown_in_the_draft)
    database.run(lambda db: pictures.forget(db, NOON.replace(year=2027), 10))

    with database.reading() as db:
        assert pictures.named(db, [name, f"{'cd' * 32}.png"]) == {name: b"data"}
