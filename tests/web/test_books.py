"""A class's book, as its teacher finds it: the marks of each reader in every quiz, what is missing, what is missed."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, timedelta
from html import unescape

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.domain.attempts import GRACE
from quizapp.formats import native
from quizapp.store.session import Database
from quizapp.store.tables import QuizRow
from tests.makers import NOON, Clock, article, bank, quoting, single
from tests.sittings import sat
from tests.visitors import Visitor
from tests.web.school import (
    School,
    add_readers,
    hand_out,
    list_class,
    members,
    store_list,
    upload,
    with_teachers,
    with_things,
)
from tests.web.test_results import rows_read

ARTICLE = article()
PORT, SHIP = "at the spaceport", "in an armoured train"
FOUR = bank(
    quoting(single("port"), ARTICLE, PORT),
    quoting(single("ship"), ARTICLE, SHIP),
    single("bare"),
    single("other"),
    article=ARTICLE,
)
R, W = {0}, {1}
"""What is right, and what is not."""
DAY = timedelta(days=1)


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    """Mona and Noah are a class, who have been handed one quiz; Zoé joins them."""
    school = with_things(with_teachers(database, visitor), FOUR)
    add_readers(school, "Zoé")
    return school


def handed(school: School, **fields: str) -> str:
    """Another quiz of the class; its slug."""
    return hand_out(school.anna, school.bank, {"class_list": school.class_, **fields})


def sits(school: School, slug: str, name: str, *picked: set[int] | None, days: int = 0, **others: object) -> int:
    """A reader of the class answers so many days after the first."""
    member = int(members(school)[name])
    return sat(school.database, slug, member, picked, begun=NOON + days * DAY, **others)  # type: ignore[arg-type]


def path(school: School, rest: str = "") -> str:
    return f"/teacher/class/{school.class_}/book{rest}"


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def book(school: School, query: str = "") -> str:
    reply = school.anna.get(path(school, query))
    assert reply.status_code == 200
    return str(reply.text)


def table(page: str) -> list[list[str]]:
    """The rows of marks, cell by cell; the last cell of a row, which is drawn, is left out."""
    body = page.partition('<table class="marks"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)][:-1] for row in rows]


def section(page: str, id_: str) -> str:
    return words(page.partition(f'<section aria-labelledby="{id_}">')[2].partition("</section>")[0])


# --- the marks ---


def test_each_quiz_keeps_a_mark_by_its_own_rule_and_means_are_of_what_is_there(school: School) -> None:
    best, first, last = school.for_class, handed(school, counts="first"), handed(school, counts="last")
    for slug, days in ((best, 0), (first, 1), (last, 2)):
        sits(school, slug, "Mona", R, W, W, W, days=days)
        sits(school, slug, "Mona", R, R, R, W, days=days + 3)
        sits(school, slug, "Mona", R, R, W, W, days=days + 6)
    sits(school, best, "Noah", R, R, R, R, days=1)
    sits(school, first, "Noah", W, None, None, None, days=2, finished=False)
    sits(school, last, "Zoé", W, W, W, W, days=3)

    page = book(school)

    assert table(page) == [
        ["Median", "17.5", "5.0", "5.0", "10.0"],  # Of 15 and 20; of 5; of 10 and 0; of 10, 20 and 0.
        ["Mona", "15.0 2nd , 2nd try", "5.0", "10.0 3rd , 3rd try", "10.0"],
        ["Noah", "20.0", "running", "missing", "20.0 from 1 mark"],
        ["Zoé", "missing", "missing", "0.0", "0.0 from 1 mark"],
    ]
    assert "10.0 out of 20 on average; 4 marks are missing." in words(page)  # (10 + 20 + 0) / 3, each reader alike.
    assert "3 readers 3 quizzes Mark kept: as each quiz says A missing mark is not a zero" in words(page)
    assert "best try" in words(page.partition("<thead>")[2].partition("</thead>")[0])
    assert section(page, "missing") == (
        "What is missing The summit not begun: Zoé The summit running: Noah (1 of 4) not begun: Zoé "
        "The summit not begun: Noah"
    )


def test_of_two_equal_tries_the_first_is_kept_and_quizzes_stand_by_when_the_class_began_them(school: School) -> None:
    sooner = handed(school)
    sits(school, school.for_class, "Mona", R, R, W, W, days=9)
    sits(school, sooner, "Mona", R, W, W, W, days=3)
    sits(school, sooner, "Mona", W, R, W, W, days=4)

    assert table(book(school))[1] == ["Mona", "5.0", "10.0", "7.5"]


def test_a_try_at_only_what_was_missed_gives_no_mark(school: School) -> None:
    sits(school, school.for_class, "Mona", R, W, W, W)
    sits(school, school.for_class, "Mona", None, R, R, R, subset=(1, 2, 3))
    sits(school, school.for_class, "Noah", None, R, None, None, subset=(1,))

    assert [row[1] for row in table(book(school))[1:]] == ["5.0", "missing", "missing"]


def test_what_is_over_has_a_mark_though_nobody_has_closed_it(school: School, clock: Clock) -> None:
    hour = handed(school, minutes="60", picks="pick")
    reader = school.visitor()
    begun = reader.send(f"/quiz/{hour}/start", {"member": members(school)["Mona"]}).location
    reader.submit(reader.get(f"{begun}/question/1"), begun, 1, 1)

    before = table(book(school))[1][2]
    clock.now = NOON + timedelta(hours=1) + GRACE
    after = table(book(school))[1][2]

    assert before == "running"
    assert after in ("0.0", "5.0")  # The choices were shuffled.


def test_without_marks_there_are_words_and_no_zeros(school: School) -> None:
    page = book(school)

    assert table(page) == [
        ["Median", "none –", "none –"],
        ["Mona", "missing", "no mark"],
        ["Noah", "missing", "no mark"],
        ["Zoé", "missing", "no mark"],
    ]
    assert "There is no mark yet." in words(page)
    assert "No question that somebody has finished rests on a passage." in words(page)
    assert not re.search(r"\bnan\b|\bNone\b", page)


def test_a_class_of_one_has_a_book(school: School) -> None:
    for name in ("Noah", "Zoé"):
        school.anna.send(f"/teacher/class/{school.class_}/member/{members(school)[name]}/remove")
    sits(school, school.for_class, "Mona", R, R, R, W)

    page = book(school)

    assert table(page) == [["Median", "15.0", "15.0"], ["Mona", "15.0", "15.0"]]
    assert "15.0 out of 20 on average; no mark is missing." in words(page)
    assert "Nothing: there is a mark of every reader in every quiz." in words(page)


def test_a_class_without_readers_or_quizzes_and_one_whose_quiz_is_gone_say_so(school: School) -> None:
    made = list_class(school.anna, "8C", "").location.split("?")[0]
    nobody = words(school.anna.get(f"{made}/book").text)
    store_list(school.anna, school.anna.send(made, {"names": "Ida"}))
    nothing = words(school.anna.get(f"{made}/book").text)
    sits(school, school.for_class, "Mona", R, R, R, W)
    school.anna.send(f"/teacher/quiz/{school.for_class}/remove")

    assert "Nobody is on the list of this class yet." in nobody
    assert "No quiz has been handed to this class, or those that were are gone." in nothing
    assert "No quiz has been handed to this class, or those that were are gone." in words(book(school))


def test_of_a_quiz_that_has_not_opened_nothing_is_missing(school: School) -> None:
    handed(school, opens_at=f"{(NOON + 9 * DAY).astimezone(UTC):%Y-%m-%dT%H:%M}")

    page = book(school)

    assert "1 quiz has not opened yet" in words(page)
    assert [len(row) for row in table(page)] == [3] * 4


# --- what the class keeps missing ---


def test_a_passage_missed_twice_is_told_with_the_figure_of_each_time_and_leads_to_the_map(school: School) -> None:
    again = handed(school)
    for name, picks in (("Mona", (W, R, R, R)), ("Noah", (W, R, R, R)), ("Zoé", (R, W, R, R))):
        sits(school, school.for_class, name, *picks)
        sits(school, again, name, *picks, days=14)
        sits(school, again, name, R, R, R, R, days=15)  # Another try changes nothing: figures are of first ones.

    page = book(school)
    to_the_map = re.findall(r'<p class="time">.*?href="([^"]*)"', page, re.DOTALL)

    assert "1 passage still escapes the class." in words(page)
    assert section(page, "passages").startswith(
        "What the class keeps missing Asked more than once, and right for fewer than six in ten more than once, "
        "the last time too. at the spaceport The summit , § 1 5 Jan right: 1 / of 3 19 Jan right: 1 / of 3"
    )
    assert SHIP not in page  # Two of three had that right.
    assert to_the_map == [f"/teacher/quiz/{slug}?question=port#passage-1" for slug in (school.for_class, again)]
    assert 'id="opened"' in school.anna.get(to_the_map[1]).text


def test_a_quiz_of_what_was_missed_asks_the_same_passage_again_and_its_mark_is_of_what_it_asks(school: School) -> None:
    sits(school, school.for_class, "Mona", W, R, R, R)
    sits(school, school.for_class, "Noah", W, R, R, R)
    asked = {"title": "The summit: again", "question": ["port", "other"]}
    made = school.anna.send(f"/teacher/quiz/{school.for_class}/again", asked)
    again = made.location.split("/quiz/")[1].partition("/")[0]
    for name, picks in (("Mona", (W, None, None, R)), ("Noah", (W, None, None, R))):
        sits(school, again, name, *picks, days=14, subset=(0, 3), whole=True)

    page = book(school)

    assert "The summit: again" in words(page)
    assert [row[1:3] for row in table(page)[:2]] == [["15.0", "10.0"], ["15.0", "10.0"]]
    said = section(page, "passages")
    assert "at the spaceport The summit , § 1 5 Jan right: 0 / of 2 19 Jan right: 0 / of 2" in said
    assert SHIP not in said


def test_a_quiz_of_what_was_missed_gives_marks_asks_again_and_its_map_is_found(school: School) -> None:
    for name in ("Mona", "Noah", "Zoé"):
        sits(school, school.for_class, name, R, W, R, R)
    fields = {"title": "The summit, again", "question": ["ship", "bare"]}
    slug = school.anna.send(f"/teacher/quiz/{school.for_class}/again", fields).location.split("/quiz/")[1].split("/")[0]
    sits(school, slug, "Mona", None, W, R, None, days=9, subset=(1, 2), whole=True)
    sits(school, slug, "Noah", None, R, R, None, days=9, subset=(1, 2), whole=True)
    sits(school, slug, "Mona", None, R, None, None, days=10, subset=(1,))

    page = book(school)
    to_the_map = re.findall(r'<p class="time">.*?href="([^"]*)"', page, re.DOTALL)

    assert [row[1:3] for row in table(page)[1:]] == [["15.0", "10.0"], ["15.0", "20.0"], ["15.0", "missing"]]
    assert "in an armoured train The summit , § 3 5 Jan right: 0 / of 3 14 Jan right: 1 / of 2" in section(
        page, "passages"
    )
    assert to_the_map[1] == f"/teacher/quiz/{slug}?question=ship#passage-1"  # The first that this quiz asks.
    on_the_map = school.anna.get(to_the_map[1]).text
    assert 'id="passage-1"' in on_the_map
    assert 'id="opened"' in on_the_map


def test_where_nothing_was_asked_twice_what_was_missed_once_is_told_as_such(school: School) -> None:
    sits(school, school.for_class, "Mona", W, R, R, R)

    said = section(book(school), "passages")

    assert "No passage has been asked for twice yet." in said
    assert "These were right for fewer than six in ten, the one time they were asked for. at the spaceport" in said
    assert SHIP not in said


def test_a_passage_that_was_right_the_last_time_escapes_nobody(school: School) -> None:
    again = handed(school)
    sits(school, school.for_class, "Mona", W, R, R, R)
    sits(school, again, "Mona", R, R, R, R, days=2)

    page = book(school)

    assert "No passage that was asked for more than once is missed again and again." in section(page, "passages")
    assert "escape" not in words(page)


def test_a_question_without_a_passage_and_a_bank_without_an_article_are_marked_all_the_same(school: School) -> None:
    loaded = upload(school.anna, native.write(bank(single("a"), single("b"), id_="bare", article=None)))
    bare = school.anna.send(f"{loaded}/publish").location.split("/bank/")[1].split("?")[0]
    slug = hand_out(school.anna, bare, {"class_list": school.class_})
    sits(school, slug, "Mona", R, W, days=1)

    page = book(school)

    assert table(page)[1][2] == "10.0"
    assert "No question that somebody has finished rests on a passage." in words(page)


# --- one reader ---


def test_a_reader_has_a_page_with_every_try_the_passages_missed_and_the_neighbours(school: School) -> None:
    again = handed(school)
    one = sits(school, school.for_class, "Noah", W, W, R, R)
    two = sits(school, school.for_class, "Noah", R, W, R, R, days=1)
    part = sits(school, school.for_class, "Noah", None, R, None, None, days=2, subset=(1,))
    runs = sits(school, again, "Noah", R, None, None, None, days=3, finished=False)

    noah = members(school)["Noah"]
    assert f'href="{path(school, f"/{noah}")}"' in book(school)
    page = school.anna.get(path(school, f"/{noah}")).text

    assert "15.0 out of 20, in 1 of 2 quizzes." in words(page)
    tries = re.findall(r'<li><a href="([^"]*)">(.*?)</a></li>', page, re.DOTALL)
    assert [(address.rpartition("/")[2], words(said)) for address, said in tries] == [
        (str(one), "10.0 , 1st try"),
        (str(two), "15.0 , 2nd try, kept"),
        (str(part), "20.0 , only what was missed before"),
        (str(runs), "1 of 4 , running"),
    ]
    assert all(school.anna.get(address).status_code == 200 for address, _ in tries)
    assert re.findall(r"<blockquote[^>]*>([^<]*)<", page) == [SHIP]  # The other was right in the try that is kept.
    assert re.findall(r"<bdi>([^<]*)</bdi> →|← <bdi>([^<]*)</bdi>", page) == [("", "Mona"), ("Zoé", "")]


def test_what_a_reader_missed_says_whether_the_class_keeps_missing_it_too(school: School) -> None:
    again = handed(school)
    for name, picks in (("Mona", (W, W, R, R)), ("Noah", (W, R, R, R)), ("Zoé", (W, R, R, R))):
        sits(school, school.for_class, name, *picks)
        sits(school, again, name, *picks, days=1)

    said = words(school.anna.get(path(school, f"/{members(school)['Mona']}")).text)

    assert f"{PORT} The summit , § 1 · 6 Jan Show it on the map The class keeps missing it too. {SHIP}" in said
    assert said.count("The class keeps missing it too.") == 1


# --- how it is looked at ---


def test_without_names_nobody_is_named_and_the_order_is_not_that_of_names(school: School) -> None:
    sits(school, school.for_class, "Mona", R, W, W, W)
    sits(school, school.for_class, "Zoé", R, R, R, W)
    sits(school, school.for_class, "Noah", R, None, None, None, finished=False)

    page = book(school, "?names=no")

    assert not [name for name in ("Mona", "Noah", "Zoé") if name in page]
    assert [row[:2] for row in table(page)[1:]] == [
        ["Reader 1", "15.0"], ["Reader 2", "5.0"], ["Reader 3", "running"],
    ]  # fmt: skip
    assert section(page, "missing") == "What is missing The summit running: 1 reader"
    assert f'href="{path(school)}"' in page


def test_readers_stand_as_one_looks_for_them(school: School) -> None:
    add_readers(school, "Élio\nEmma\nÇelik")

    assert [row[0] for row in table(book(school))[1:]] == ["Çelik", "Élio", "Emma", "Mona", "Noah", "Zoé"]


def test_a_press_on_the_means_puts_the_highest_first_and_one_on_the_readers_goes_back(school: School) -> None:
    sits(school, school.for_class, "Noah", R, W, W, W)
    sits(school, school.for_class, "Zoé", R, R, R, W)

    by_mean = book(school, "?sort=mean")

    assert f'<a href="{path(school)}?sort=mean">Mean</a>' in book(school)
    assert [row[0] for row in table(by_mean)[1:]] == ["Zoé", "Noah", "Mona"]
    assert f'<a href="{path(school)}">Reader</a>' in by_mean
    assert 'aria-sort="descending"' in by_mean


def test_days_choose_the_quizzes_and_the_pages_and_files_keep_them(school: School) -> None:
    later = handed(school)
    sits(school, school.for_class, "Mona", R, R, R, R)
    sits(school, later, "Mona", R, W, W, W, days=10)

    page = book(school, "?since=2026-01-10")
    none = book(school, "?until=2025-12-31")

    assert table(page)[1] == ["Mona", "5.0", "5.0"]
    assert "1 quiz is of other days" in words(page)
    assert path(school, f"/{members(school)['Mona']}?since=2026-01-10") in page
    assert path(school, ".csv?since=2026-01-10") in page
    assert "No quiz of this class is of these days." in words(none)
    assert 'value="2025-12-31"' in none


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=soon", "A date is missing, or is none that a calendar has."),
        ("until=2026-02-30", "A date is missing, or is none that a calendar has."),
        ("since=2026-02-02&until=2026-02-01", "The last day is before the first one."),
        ("names=some", "Names are shown, or not."),
        ("sort=height", "The book is sorted by name, or by mean."),
    ],
)
def test_what_makes_no_sense_gets_a_sentence(query: str, said: str, school: School) -> None:
    noah = members(school)["Noah"]
    for rest in (f"?{query}", f"/{noah}?{query}"):
        reply = school.anna.get(path(school, rest))
        assert (reply.status_code, said in words(reply.text)) == (400, True)
    assert school.anna.send(path(school, f".csv?{query}")).status_code == 400


# --- whose it is ---


def test_only_the_classs_own_teacher_opens_it(school: School) -> None:
    noah = members(school)["Noah"]
    made = list_class(school.anna, "8C", "Ida").location.split("?")[0]

    for rest in ("", f"/{noah}", ".csv"):
        assert [who.get(path(school, rest)).status_code for who in (school.ben, school.owner)] == [404, 404], rest
    assert [who.send(path(school, ".csv")).status_code for who in (school.ben, school.owner)] == [404, 404]
    assert school.anna.get(f"{made}/book/{noah}").status_code == 404
    assert school.anna.get(path(school, "/999")).status_code == 404
    assert school.reader.get(path(school)).status_code == 303


def test_it_has_the_quizzes_of_the_class_and_no_others(school: School) -> None:
    sits(school, school.for_class, "Mona", R, R, R, R)
    other = list_class(school.anna, "8C", "Ida").location.split("?")[0]
    hand_out(school.anna, school.bank, {"class_list": other.rpartition("/")[2]})

    page = book(school)

    assert [len(row) for row in table(page)] == [3] * 4
    assert "Cleo" not in page  # Whose quiz is for nobody's class.


def test_a_quiz_whose_class_is_simulated_is_in_no_book(school: School) -> None:
    sits(school, school.for_class, "Mona", R, R, R, R)
    with school.database.transaction() as db:
        db.execute(update(QuizRow).where(QuizRow.slug == school.for_class).values(simulated=True))

    assert "No quiz has been handed to this class" in words(book(school))


def test_the_class_the_list_of_classes_and_the_quizzes_of_the_class_lead_to_it(school: School) -> None:
    for page in (f"/teacher/class/{school.class_}", "/teacher/classes", f"/teacher/quiz/{school.for_class}"):
        assert f'href="{path(school)}"' in school.anna.get(page).text
    assert "/book" not in school.anna.get(f"/teacher/quiz/{school.quiz}").text


# --- to take away ---


def marks_of(school: School) -> list[list[str]]:
    file = school.anna.send(path(school, ".csv"))
    return list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))


def test_the_marks_are_taken_away_as_a_table_and_the_log_keeps_that_they_were(school: School) -> None:
    again = handed(school)
    sits(school, school.for_class, "Mona", R, R, R, R)
    sits(school, school.for_class, "Noah", R, W, W, W)
    sits(school, again, "Noah", R, None, None, None, days=3, finished=False)

    rows = marks_of(school)
    sheet = school.anna.send(path(school, ".xlsx"))
    cells = list(openpyxl.load_workbook(io.BytesIO(sheet.data)).worksheets[0].iter_rows(values_only=True))

    assert rows == [
        ["Name", "The summit, 2026-01-05 (out of 20)", "The summit, 2026-01-08 (out of 20)", "Mean out of 20", "Marks"],
        ["Mona", "20", "missing", "20", "1"],
        ["Noah", "5", "running", "5", "1"],
        ["Zoé", "missing", "missing", "", "0"],
    ]
    assert cells[2] == ("Noah", 5, "running", 5, 1)
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="7B.xlsx"'
    assert school.owner.get("/teacher/log").text.count("exported the marks of a class") == 2


def test_a_name_or_a_title_that_looks_like_a_formula_is_a_text_in_the_file(school: School) -> None:
    add_readers(school, "=SUM(A1)")

    file = school.anna.send(path(school, ".csv"), headers={"Accept-Language": "fr"})
    rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline=""), delimiter=";"))

    assert [row[0] for row in rows[1:]] == ["Mona", "Noah", "'=SUM(A1)", "Zoé"]  # It stands by its letters.
    assert rows[3][1] == "manque"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_address_of_a_file_leads_to_the_book_and_notes_nothing(ending: str, school: School) -> None:
    led = school.anna.get(path(school, f".{ending}"))

    assert (led.status_code, led.location) == (303, path(school))
    assert "exported the marks" not in school.owner.get("/teacher/log").text


# --- what it costs ---


@pytest.mark.parametrize("rest", ["", "/{member}"])
def test_it_costs_the_same_statements_however_many_quizzes_readers_and_tries_there_are(
    rest: str, app: Flask, school: School
) -> None:
    address = path(school, rest.format(member=school.member))
    sits(school, school.for_class, "Mona", R, R, R, R)
    school.anna.get(address)

    few = len(rows_read(app, school.anna, address))
    add_readers(school, "\n".join(f"Reader {n}" for n in range(20)))
    for number in range(5):
        slug = handed(school)
        for name in ("Mona", "Noah", "Reader 7"):
            sits(school, slug, name, R, W, R, R, days=number)
            sits(school, slug, name, W, W, R, R, days=number + 1)
    many = len(rows_read(app, school.anna, address))

    assert few == many <= 7
