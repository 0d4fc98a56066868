"""The results of a class: the article as a map, the verdict, what is worth tomorrow's time, one question."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from random import Random

import pytest

from quizapp.domain.articles import Passage
from quizapp.domain.banks import Evidence
from quizapp.domain.simulation import difficulties, simulate
from quizapp.domain.statistics.signs import Suspicion
from quizapp.formats import native
from quizapp.services.listings import A_PAGE
from quizapp.store.session import Database
from tests.crowd import crowd
from tests.makers import TEXT, article, bank, choices, multiple, quoting, single
from tests.visitors import Visitor
from tests.web.school import School, hand_out, list_class, own_links, upload, with_teachers, with_things

ARTICLE = article(*TEXT, "Nothing here is asked about.")
WHERE = quoting(single("where"), ARTICLE, "at the spaceport")
TWICE = quoting(
    single("twice", choices=choices("Two", "Three", "None"), stem="How many launches had failed?"),
    ARTICLE,
    "Two launches had failed",
)
BEFORE = quoting(
    single("before", choices=choices("Before", "After", "Never"), stem="When had they failed?"),
    ARTICLE,
    "failed before the meeting",
)
WHICH = multiple("which")
SUMMIT = bank(WHERE, TWICE, BEFORE, WHICH, article=ARTICLE)


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), SUMMIT)


def quiz(school: School, **fields: str) -> str:
    """A new quiz of Anna's, whose choices stand as they were written; its path on her pages."""
    school.quiz = hand_out(school.anna, school.bank, {"names": "optional", "shuffle_choices": "", **fields})
    return f"/teacher/quiz/{school.quiz}"


def take(school: School, *picks: int | tuple[int, ...], name: str = "") -> None:
    """A new reader picks these choices, from 1, question by question."""
    reader = school.visitor()
    attempt = reader.start(school.quiz, name)
    for number, picked in enumerate(picks, start=1):
        reader.answer(attempt, number, *((picked,) if isinstance(picked, int) else picked))


def four_readers(school: School) -> str:
    """« where » is right for all, « twice » for one, « before » for three, « which » for two; the path."""
    path = quiz(school)
    take(school, 1, 1, 1, (1, 3))
    take(school, 1, 2, 1, (1, 3))
    take(school, 1, 2, 1, (2,))
    take(school, 1, 3, 2, (1,))
    return path


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def passages(page: str) -> list[tuple[str, str]]:
    """The passages on the map: their classes, and what a screen reader says of them."""
    drawn = page.partition('<div class="map">')[2].partition('<details class="map-table">')[0]
    found = re.findall(r'<a class="(passage [^"]*)"[^>]*>(.*?)</a>', drawn, re.DOTALL)
    return [
        (look, unescape(re.sub(r'<[^>]*aria-hidden="true">[^<]*</[^>]*>|<[^>]*>', "", text))) for look, text in found
    ]


# --- the map ---


def test_each_passage_is_shaded_by_how_its_question_went_with_the_figure_in_words(school: School) -> None:
    page = school.anna.get(four_readers(school)).text

    assert passages(page) == [
        ("passage most", "at the spaceport, question 1: 4 of 4 right"),
        ("passage fewest opened continues", "Two launches had "),
        ("passage fewest shared opened continued continues", "failed, question 2: 1 of 4 right"),
        ("passage many continued", " before the meeting, question 3: 3 of 4 right"),
    ]


def test_of_two_questions_that_one_passage_proves_each_has_its_figure(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    both = bank(*(quoting(single(id_), ARTICLE, "at the spaceport") for id_ in ("a", "b")), article=ARTICLE)
    school = with_things(with_teachers(database, visitor), both)
    path = quiz(school)
    take(school, 1, 2)

    page = school.anna.get(path).text

    assert passages(page) == [("passage fewest shared opened", "at the spaceport")]
    assert re.findall(r'<a class="beside " href="([^"]*)"', page) == [
        f"{path}?question={id_}#passage-{number}" for number, id_ in enumerate("ab", start=1)
    ]
    assert ", question 1: 1 / of 1 right 2 · , question 2: 0 / of 1 right" in words(page)


def test_what_led_readers_to_a_wrong_choice_is_marked_with_how_many(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    harbour = replace(WHERE.choices[1], tempted_by=Evidence("Two launches", Passage(1, 0, 12)))
    lured = replace(WHERE, choices=(WHERE.choices[0], harbour, WHERE.choices[2]))
    school = with_things(with_teachers(database, visitor), bank(lured, article=ARTICLE))
    path = quiz(school)
    for picked in (1, 2, 2):
        take(school, picked)

    page = school.anna.get(path).text

    assert '<span class="tempting tempted">Two launches</span>' in page
    assert 'title="question 1: 2 read “Harbour” here"' in page
    assert "2 picked B, as one may read it in § 2 Two launches" in words(page)


def test_what_no_question_asks_about_is_said_and_so_is_what_no_passage_proves(school: School) -> None:
    page = school.anna.get(four_readers(school)).text

    assert '<p class="paragraph">§ 4 <span>no question</span></p>' in page
    assert page.count("no question</span>") == 2  # The third paragraph too.
    assert "No question asks about: 3, 4." in words(page)
    assert "no passage 4 2 of 4" in words(page)


def test_the_legend_tells_the_levels_in_counts(school: School) -> None:
    assert "Right of 4: 4 3 2 1 and fewer" in words(school.anna.get(four_readers(school)).text)


def test_the_question_missed_most_is_open_and_another_opens_at_an_address(school: School) -> None:
    path = four_readers(school)

    missed_most = words(school.anna.get(path).text)
    another = words(school.anna.get(f"{path}?question=where").text)

    assert "Question 2 · 1 right of 4 How many launches had failed?" in missed_most
    assert "What the article says, § 2 Two launches had failed" in missed_most
    assert "Question 1 · 4 right of 4 Where did it take place?" in another
    assert "Question 2 · 1 right of 4" not in another


def test_a_question_without_a_passage_opens_before_the_article(school: School) -> None:
    page = school.anna.get(f"{four_readers(school)}?question=which").text

    opened = page.partition('<div class="map">')[2]
    assert opened.lstrip().startswith("<aside")
    assert "Question 4 · 2 right of 4 Which are named?" in words(page)


def test_every_link_of_the_map_leads_to_its_question_and_keeps_what_was_chosen(school: School) -> None:
    path = four_readers(school)

    page = school.anna.get(f"{path}?tries=last").text

    for link in re.findall(r'<a class="passage[^>]* href="([^"]*)"', page):
        assert "tries=last" in link
        assert school.anna.get(unescape(link).partition("#")[0]).status_code == 200
    assert 'id="passage-2"' in page


def test_a_bank_without_an_article_has_its_questions(database: Database, visitor: Callable[[], Visitor]) -> None:
    school = with_things(with_teachers(database, visitor), bank(single("a"), single("b"), article=None))
    path = quiz(school)
    take(school, 1, 2)

    page = school.anna.get(path).text

    assert 'class="map"' not in page
    assert "1 reader has finished, with 1 of 2." in words(page)
    assert "0 right of 1" in words(page)


# --- what it says ---


def test_the_questions_stand_from_the_one_missed_most_with_the_strongest_wrong_choice(school: School) -> None:
    page = school.anna.get(four_readers(school)).text

    ranked = words(page.partition('<ol class="ranked">')[2].partition("</ol>")[0])
    assert ranked == (
        "2 How many launches had failed? 1 right of 4 ◆ 2 Three "
        "4 Which are named? 2 right of 4 ◆ 1 Ship "
        "3 When had they failed? 3 right of 4 ◆ 1 After "
        "1 Where did it take place? 4 right of 4"
    )


def test_what_is_worth_tomorrows_time_is_told_with_a_link(school: School) -> None:
    page = school.anna.get(four_readers(school)).text

    told = page.partition('<ol class="advice">')[2].partition("</ol>")[0]
    assert words(told) == (
        "Read § 2 again together Question 2: 2 picked “Three”; 1 of 4 had it right. Show the passage "
        "See 1 reader 1 has less than 2 of 4. Show the readers "
        "Take up question 4 again Question 4: 1 picked “Ship”; 2 of 4 had it right. Show the question"
    )


def test_who_has_not_finished_is_worth_a_look(school: School) -> None:
    path = four_readers(school)
    take(school, 1)

    told = words(school.anna.get(path).text)

    assert "See 2 readers 1 has less than 2 of 4. 1 has begun and not finished. Show the readers" in told
    assert "5 readers 4 have finished 1 is answering" in told


def test_nobody_one_and_two_equal_readers_are_told_in_words(school: School) -> None:
    path = quiz(school)

    nobody = words(school.anna.get(path).text)
    take(school, 1)
    begun = words(school.anna.get(path).text)
    take(school, 1, 1, 1, (1, 3))
    one = words(school.anna.get(path).text)
    take(school, 1, 1, 1, (1, 3))
    two_equal = words(school.anna.get(path).text)

    assert "Nobody has begun yet." in nobody
    assert "Give the link or the code to your readers: who begins appears here." in nobody
    assert "1 reader has begun, and not finished yet." in begun
    assert "1 reader has finished, with 4 of 4. No question was missed" in one
    assert "2 readers have finished, all with 4 of 4. No question was missed" in two_equal
    assert "Reliability (Cronbach’s alpha) – too few to say n 2" in two_equal
    for page in (nobody, begun, one, two_equal):
        assert not re.search(r"\bnan\b|\binf\b|None", page)


def test_of_many_readers_with_one_score_bars_stand_with_their_numbers(school: School, database: Database) -> None:
    path = quiz(school)
    crowd(database, school.quiz, [[frozenset((0,))] * 4] * 15)

    chart = school.anna.get(path).text.partition('<figure class="scores">')[2].partition("</figure>")[0]

    assert "The number of readers stands on each bar." in chart
    assert "<circle" not in chart
    assert len(re.findall("<rect", chart)) == 1
    assert ">15</text>" in chart


def test_a_planted_wrong_key_stands_first_and_is_flagged_everywhere(
    database: Database, visitor: Callable[[], Visitor]
) -> None:
    sound = [single(f"q{number}", choices=choices("A", "B", "C", "D")) for number in range(15)]
    asked = bank(*sound, article=None)
    planted = simulate(asked, difficulties(15, Random(3)), 28, Random(4), [Suspicion.WRONG_KEY])
    place, choice = planted.planted[Suspicion.WRONG_KEY]
    school = with_things(with_teachers(database, visitor), asked)
    path = quiz(school)
    crowd(database, school.quiz, planted.picks)

    page = school.anna.get(path).text
    question = words(school.anna.get(f"{path}/question?question=q{place}").text)

    told = words(page.partition('<ol class="advice">')[2].partition("</ol>")[0])
    assert told.startswith(f"Check the key of question {place + 1} The better readers got it wrong more often:")
    assert f"picked “{'ABCD'[choice]}”" in told
    ranked = page.partition('<ol class="ranked">')[2].partition("</ol>")[0].split("<li>")[1:]
    flagged = [line for line in ranked if '<strong class="flag">check the key</strong>' in line]
    assert [words(line).split()[0] for line in flagged] == [str(place + 1)]
    assert "The better readers got it wrong more often:" in question


# --- one question ---


def test_a_question_has_a_page_of_all_its_figures(school: School) -> None:
    page = words(school.anna.get(f"{four_readers(school)}/question?question=twice").text)

    assert "1 right of 4: fewer than half got it." in page
    assert "B Three the wrong choice most picked 2 of all 50%" in page
    assert "Facility 25% 5% to 70% fewer than half got it n 4 · Wilson’s interval for proportions" in page
    assert "Blind pick 33%" in page
    assert "median between answers, reading included n 4" in page


def test_a_choice_that_nobody_took_is_named_and_halves_are_left_out_below_ten(school: School) -> None:
    page = words(school.anna.get(f"{four_readers(school)}/question?question=before").text)

    assert "C Never nobody chose it 0" in page
    assert "half" not in page.partition("The choices")[2].partition("What the article")[0]


def test_from_ten_on_the_better_half_is_told_from_the_weaker(school: School) -> None:
    path = quiz(school)
    for _ in range(5):
        take(school, 1, 1, 1, (1, 3))
        take(school, 2, 2, 1, (2,))

    page = words(school.anna.get(f"{path}/question?question=twice").text)

    assert "Of the 5 readers who do best on the other questions, 5 have this one right; of the other 5, 0." in page
    assert "A Two the right answer 5 of all 50% 24% to 76%" in page
    assert "of the weaker half 0 of 5 of the better half 5 of 5" in page


def test_a_question_that_the_bank_does_not_have_is_not_found(school: School) -> None:
    path = four_readers(school)

    for page in (f"{path}?question=nowhere", f"{path}/question?question=nowhere", f"{path}/question"):
        assert school.anna.get(page).status_code == 404


# --- which attempts ---


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("tries=second", "The tries that count are the first, the last or the best one."),
        ("version=9", "There is no version of this number."),
        ("version=one", "There is no version of this number."),
        ("class=999", "There is no such class among yours."),
        ("class=-1", "There is no such class among yours."),
        ("since=yesterday", "A date is missing, or is none that a calendar has."),
        ("since=2026-02-30", "A date is missing, or is none that a calendar has."),
        ("until=9999-12-31", "A date is missing, or is none that a calendar has."),
        ("since=2026-01-02&until=2026-01-01", "The last day is before the first one."),
    ],
)
def test_a_filter_that_makes_no_sense_gets_a_sentence_and_400(asked: str, sentence: str, school: School) -> None:
    for page in ("", "/question", "/readers"):
        refused = school.anna.get(f"/teacher/quiz/{school.quiz}{page}?{asked}")

        assert (refused.status_code, sentence in words(refused.text)) == (400, True)


def test_a_class_of_another_teacher_is_none(school: School) -> None:
    theirs = list_class(school.ben, "8A", "Zoe").location
    id_ = theirs.split("/class/")[1].split("?")[0]

    assert school.anna.get(f"/teacher/quiz/{school.quiz}?class={id_}").status_code == 400
    assert school.anna.get(f"/teacher/quiz/{school.quiz}?class={school.class_}").status_code == 200


def test_a_filter_that_nothing_passes_says_so_and_leads_back(school: School) -> None:
    path = four_readers(school)

    page = school.anna.get(f"{path}?until=2020-01-01").text

    assert "No finished attempt is among those that you chose." in words(page)
    assert "4 other finished attempts are left out." in words(page)
    assert f'<a href="{path}">Show all again</a>' in page


def test_days_are_whole_and_both_are_in_it(school: School) -> None:
    path = four_readers(school)  # At noon on 5 January.

    def counted(asked: str) -> bool:
        return "4 readers" in words(school.anna.get(f"{path}?{asked}").text.partition("<nav")[2])

    assert "rest on 4 finished attempts" in words(school.anna.get(f"{path}?since=2026-01-05&until=2026-01-05").text)
    assert "rest on 0 finished attempts" in words(school.anna.get(f"{path}?since=2026-01-06").text)
    assert "rest on 0 finished attempts" in words(school.anna.get(f"{path}?until=2026-01-04").text)


# --- the readers ---


def listed(page: str) -> list[str]:
    return re.findall(r"<bdi>([^<]*)</bdi></a>", page.partition("<tbody>")[2].partition("</tbody>")[0])


def test_readers_are_sorted_by_when_they_began_by_name_and_by_score_both_ways(school: School) -> None:
    path = quiz(school)
    for name, picks in (
        ("Élio", (1, 2, 2, (2,))),
        ("Zoé", (1, 1, 1, (1, 3))),
        ("Emma", (1, 1, 2, (2,))),
        ("Ada", (1,)),
    ):
        take(school, *picks, name=name)

    def order(sort: str) -> list[str]:
        return listed(school.anna.get(f"{path}/readers?sort={sort}").text)

    assert order("started") == ["Ada", "Emma", "Zoé", "Élio"]
    assert order("-started") == ["Élio", "Zoé", "Emma", "Ada"]
    assert order("name") == ["Ada", "Élio", "Emma", "Zoé"]
    assert order("-name") == ["Zoé", "Emma", "Élio", "Ada"]
    assert order("score") == ["Zoé", "Emma", "Élio", "Ada"]
    assert order("-score") == ["Élio", "Emma", "Zoé", "Ada"]  # Ada has not finished.


def test_names_can_be_hidden_for_the_projector(school: School) -> None:
    path = quiz(school)
    take(school, 1, name="Ada")

    page = school.anna.get(f"{path}/readers?names=no").text

    assert "Ada" not in page
    assert "/attempt/" not in page
    assert "Reader 1" in words(page)
    assert f'<a href="{path}/readers">With names</a>' in page


def test_the_order_of_a_projected_list_gives_no_names_away(school: School) -> None:
    path = f"{quiz(school)}/readers"
    for name, picks in (("Zoé", (1,)), ("Ada", (2, 2)), ("Mo", (1, 1, 1))):
        take(school, *picks, name=name)

    by_name, back = (school.anna.get(f"{path}?sort={way}name&names=no").text for way in ("", "-"))
    by_start = school.anna.get(f"{path}?names=no").text

    answered = [re.findall(r"(\d) of 4", page.partition("<tbody>")[2]) for page in (by_start, by_name, back)]
    assert answered[0] == answered[1] == answered[2]
    assert "sort=name" not in unescape(by_name + by_start)
    assert "sort=-name" not in unescape(by_name + by_start)
    assert "Name</a>" not in by_name
    assert "Score</a>" in by_name
    assert f'<a href="{path}?names=no">Without, to project</a>' in school.anna.get(f"{path}?sort=name").text


@pytest.mark.parametrize("asked", ["sort=age", "part=0", "part=2", "part=x", "names=some"])
def test_a_list_that_there_is_not_gets_a_sentence_and_400(asked: str, school: School) -> None:
    refused = school.anna.get(f"/teacher/quiz/{school.quiz}/readers?{asked}")

    assert refused.status_code == 400
    assert "This address asks for what there is not" in words(refused.text)


def test_a_long_list_has_pages_that_keep_its_order(school: School, database: Database) -> None:
    path = quiz(school)
    crowd(database, school.quiz, [[frozenset((0,))] * 4] * (A_PAGE + 1))

    first = school.anna.get(f"{path}/readers?sort=-name").text
    second = school.anna.get(f"{path}/readers?sort=-name&part=2").text

    assert (listed(first)[0], len(listed(first)), listed(second)) == ("Reader 00101", A_PAGE, ["Reader 00001"])
    assert f'href="{path}/readers?sort=-name&amp;part=2">2</a>' in first


def test_the_list_is_narrowed_by_the_day_on_which_attempts_ended(school: School) -> None:
    path = quiz(school)
    take(school, 1, 2, 1, (2,), name="Ada")  # At noon on 5 January.
    take(school, 1, name="Bo")

    def of(asked: str) -> list[str]:
        return sorted(listed(school.anna.get(f"{path}/readers?{asked}").text))

    assert of("") == ["Ada", "Bo"]
    assert of("since=2026-01-05&until=2026-01-05") == of("since=2026-01-05") == of("until=2026-01-05") == ["Ada"]
    assert of("since=2026-01-06") == of("until=2026-01-04") == []


def test_the_list_is_narrowed_by_version(school: School) -> None:
    path = quiz(school)
    take(school, 1, name="Ada")
    school.anna.send(f"{upload(school.anna, native.write(bank(WHERE, TWICE, article=ARTICLE)))}/publish")
    take(school, 1, name="Bo")

    page = school.anna.get(f"{path}/readers?version=1&sort=name").text

    assert listed(page) == ["Ada"]
    assert '<option value="1" selected>version 1</option>' in page
    assert '<option value="2">version 2</option>' in page
    assert listed(school.anna.get(f"{path}/readers?version=2").text) == ["Bo"]


def test_the_list_is_narrowed_by_class_and_tells_who_of_the_quizs_own_has_not_begun(school: School) -> None:
    path = f"/teacher/quiz/{school.for_class}/readers"
    school.visitor().post(own_links(school, school.for_class)["Mona"])
    other = list_class(school.anna, "8A", "Zoe").location
    id_ = other.split("/class/")[1].split("?")[0]

    of_its_own, of_the_other = (school.anna.get(f"{path}?class={one}").text for one in (school.class_, id_))
    of_a_day = school.anna.get(f"{path}?since=2026-01-05").text

    assert (listed(of_its_own), listed(of_the_other), listed(of_a_day)) == (["Mona"], [], [])
    assert ["Not begun" in words(page) for page in (of_its_own, of_the_other, of_a_day)] == [True, False, False]
    assert "No attempt is among those that you chose." in words(of_the_other)
    assert f'<a href="{path}">Show all again</a>' in of_the_other


def test_what_the_list_is_narrowed_to_is_kept_as_it_is_sorted_turned_over_and_unnamed(
    school: School, database: Database
) -> None:
    path = quiz(school)
    crowd(database, school.quiz, [[frozenset((0,))] * 4] * (A_PAGE + 1))
    asked = "tries=last&since=2026-01-05"

    page = school.anna.get(f"{path}/readers?{asked}&sort=score&names=no&part=2").text

    links = [unescape(one) for one in re.findall(rf'href="({path}/readers\?[^"]*)"', page)]
    assert [one for one in links if asked not in one] == [f"{path}/readers?sort=score&names=no"]  # « Show all again ».
    assert f"{path}/readers?{asked}&sort=-score&names=no" in links
    assert f"{path}/readers?{asked}&sort=score&names=no" in links
    assert f"{path}/readers?{asked}&sort=score&part=2" in links
    form = page.partition('<form method="get"')[2].partition("</form>")[0]
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form) == [
        ("tries", "last"), ("sort", "score"), ("names", "no")
    ]  # fmt: skip
    assert 'id="tries"' not in form
    assert "Every try is in the list" in words(form)


def test_the_language_of_the_page_writes_its_numbers(school: School) -> None:
    path = four_readers(school)

    french = words(school.anna.get(f"{path}/question?question=twice", headers={"Accept-Language": "fr"}).text)

    assert "25 %" in french.replace("\u202f", " ").replace("\u00a0", " ")
