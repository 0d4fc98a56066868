"""A draft's parts are written each by itself; who saves over what they have not seen is told, and changes nothing."""

import json
import random

import pytest

from quizapp.domain import drafts
from quizapp.domain.banks import Feedback, Filing, Kind, Source
from quizapp.domain.drafts import About, Draft, DraftChoice, DraftMarking, DraftQuestion, Outdated, UnknownDraftQuestion
from quizapp.domain.findings import Finding

ABOUT = About("The summit", "en", "S", Source("T", "P", "2023", "https://example.org"))


def question(id_: str = "where", stem: str = "Where?", *texts: str) -> DraftQuestion:
    return DraftQuestion(id_, Kind.SINGLE, stem, tuple(map(DraftChoice, texts or ("Here", "There"))))


def draft(*ids: str) -> Draft:
    return drafts.of("summit", ABOUT, "An article.", [question(id_) for id_ in ids or ("one", "two", "three")])


def order(found: Draft) -> list[str]:
    return [one.id for one in found.questions.values()]


def test_a_save_makes_the_next_revision() -> None:
    saved = drafts.with_question(draft(), 1, 2, question("two", "When?"))

    assert saved.revision == 2
    assert saved.question(2).stem == "When?"
    assert order(saved) == ["one", "two", "three"]


def test_saving_what_stands_there_already_changes_nothing_however_old_the_page() -> None:
    saved = drafts.with_article(draft(), 1, "Another.")

    assert drafts.with_article(saved, 1, "Another.") is saved
    assert drafts.with_about(saved, 1, ABOUT) is saved
    assert drafts.with_question(saved, 1, 1, question("one")) is saved
    assert drafts.with_moved(saved, 1, 1, 1) is saved


def test_a_save_over_what_was_written_since_is_refused_and_tells_what_stands_there() -> None:
    first = drafts.with_question(draft(), 1, 2, question("two", "Mine?"))

    with pytest.raises(Outdated) as refused:
        drafts.with_question(first, 1, 2, question("two", "Theirs?"))

    assert refused.value.draft is first
    assert drafts.with_question(first, 2, 2, question("two", "Theirs?")).question(2).stem == "Theirs?"


def test_two_tabs_on_different_parts_do_not_get_into_each_others_way() -> None:
    found = drafts.with_question(draft(), 1, 1, question("one", "First tab?"))
    found = drafts.with_question(found, 1, 2, question("two", "Second tab?"))
    found = drafts.with_article(found, 1, "Third tab.")
    found = drafts.with_about(found, 1, About("Fourth", "fr"))

    assert (found.revision, found.question(1).stem, found.question(2).stem) == (5, "First tab?", "Second tab?")
    assert (found.article, found.about.title) == ("Third tab.", "Fourth")


def test_a_question_keeps_its_key_wherever_it_moves_and_no_other_ever_gets_it() -> None:
    found, key = drafts.with_added(draft(), 1, Kind.SINGLE)
    found = drafts.with_moved(found, 2, key, 1)
    found = drafts.without(found, 3, key)
    found, later = drafts.with_added(found, 4, Kind.SINGLE)

    assert (key, later) == (4, 5)
    assert order(found) == ["one", "two", "three", "q5"]


@pytest.mark.parametrize(
    ("key", "place", "then"),
    [
        (1, 2, ["two", "one", "three"]),
        (3, 1, ["three", "one", "two"]),
        (2, 0, ["two", "one", "three"]),
        (1, 99, ["two", "three", "one"]),
    ],
)
def test_a_question_goes_to_the_place_it_is_sent_to(key: int, place: int, then: list[str]) -> None:
    assert order(drafts.with_moved(draft(), 1, key, place)) == then


def test_a_list_that_changed_meanwhile_is_not_reordered_by_an_older_page() -> None:
    moved = drafts.with_moved(draft(), 1, 1, 2)
    added, _ = drafts.with_added(draft(), 1, Kind.SINGLE)
    fewer = drafts.without(draft(), 1, 3)

    for changed in (moved, added, fewer):
        with pytest.raises(Outdated):
            drafts.with_moved(changed, 1, 1, 99)
        with pytest.raises(Outdated):
            drafts.with_added(changed, 1, Kind.SINGLE)


def test_a_question_that_was_changed_meanwhile_is_not_removed() -> None:
    changed = drafts.with_question(draft(), 1, 2, question("two", "When?"))

    with pytest.raises(Outdated):
        drafts.without(changed, 1, 2)
    assert order(drafts.without(changed, 2, 2)) == ["one", "three"]


def test_a_save_to_a_removed_question_is_refused_once_and_then_puts_it_back_at_the_end() -> None:
    fewer = drafts.without(draft(), 1, 1)

    with pytest.raises(Outdated):
        drafts.with_question(fewer, 1, 1, question("one", "Mine?"))
    assert order(drafts.with_question(fewer, 2, 1, question("one", "Mine?"))) == ["two", "three", "one"]


@pytest.mark.parametrize("key", [0, 4, 999])
def test_a_question_that_never_was_is_unknown(key: int) -> None:
    for change in (
        lambda: drafts.with_question(draft(), 1, key, question()),
        lambda: drafts.with_moved(draft(), 1, key, 1),
        lambda: drafts.without(draft(), 1, key),
        lambda: draft().question(key),
    ):
        with pytest.raises(UnknownDraftQuestion):
            change()


def test_an_added_question_has_an_id_that_no_other_has() -> None:
    found, key = drafts.with_added(draft("q1", "q3", "q4", "q2"), 1, Kind.TRUE_FALSE, ("True", "False"))

    assert found.question(key).id == "q5"
    assert [choice.text for choice in found.question(key).choices] == ["True", "False"]


def test_choices_are_moved_removed_and_added() -> None:
    three = question("q", "?", "a", "b", "c")

    def texts(found: DraftQuestion) -> str:
        return "".join(choice.text or "_" for choice in found.choices)

    assert texts(drafts.moved(three, 0, 1)) == "bac"
    assert texts(drafts.moved(three, 0, -1)) == texts(drafts.moved(three, 2, 3)) == "abc"
    assert texts(drafts.removed(three, 1)) == "ac"
    assert texts(drafts.removed(three, 7)) == "abc"
    assert texts(drafts.added(three)) == "abc_"


def test_a_draft_and_its_findings_are_kept_as_they_are() -> None:
    found = drafts.with_about(draft(), 1, ABOUT)
    found, _ = drafts.with_added(found, 2, Kind.MULTIPLE)
    found = drafts.with_question(found, 3, 4, DraftQuestion("x", "multiple", "S", (DraftChoice("a", worth="1/3"),),
        DraftMarking("2", "all-or-nothing"), Feedback("F"), ("quote\nd",), Filing(tags=("t",)), False))  # fmt: skip
    findings = (Finding("no-evidence", ("questions", 0)), Finding("more-faults", (), {"count": 3}))

    assert drafts.load(drafts.dump(found)) == found
    assert list(drafts.load(drafts.dump(found)).questions) == [1, 2, 3, 4]
    assert drafts.load_findings(drafts.dump_findings(findings)) == findings


STORED = (
    '{"id":"b","about":{"title":"T","language":"en","summary":"","source":{"title":"","publisher":"","date":"","link":'
    '""}},"article":"","questions":[[1,{"id":"q","kind":"multiple","stem":"S","choices":[{"text":"a","right":true,'
    '"worth":"","feedback":"f","fixed":false}],"feedback":"F","evidence":["e"],"tags":["t"],"maximum":"2","rule":'
    '"table","shuffle":false,"table":"1 = 1","name":"N","category":"C","feedback_right":"R","feedback_partly":"P",'
    '"feedback_wrong":"W"}]],"revision":2,"written":{"about":2},"next_key":2}'
)
"""A draft as it was stored before questions kept their marking, feedback and filing together."""


def test_a_draft_that_was_stored_before_is_read_as_it_was() -> None:
    found = drafts.load(STORED)

    assert found.questions == {
        1: DraftQuestion(
            "q",
            "multiple",
            "S",
            (DraftChoice("a", right=True, feedback="f"),),
            DraftMarking("2", "table", "1 = 1"),
            Feedback("F", "R", "P", "W"),
            ("e",),
            Filing("N", "C", ("t",)),
            shuffle=False,
        )
    }
    assert drafts.load(drafts.dump(found)) == found
    assert json.loads(drafts.dump(found)) == json.loads(STORED)


def test_what_tempts_to_a_choice_is_kept_and_has_no_name_where_there_is_none() -> None:
    found = drafts.of("b", ABOUT, "", [DraftQuestion("q", choices=(DraftChoice("a", tempted_by="T"), DraftChoice()))])

    assert drafts.load(drafts.dump(found)) == found
    assert drafts.dump(found).count("tempted_by") == 1


def test_a_question_in_which_only_a_passage_tempts_has_been_written_in() -> None:
    assert not DraftQuestion("q", choices=(DraftChoice(tempted_by="T"),)).is_untouched
    assert DraftQuestion("q", choices=(DraftChoice(),)).is_untouched


def test_whatever_two_tabs_do_nothing_is_written_over_unseen() -> None:
    chance = random.Random(4)
    found = draft()
    seen = {"left": found, "right": found}
    refusals = 0
    for step in range(500):
        tab, key = chance.choice(["left", "right"]), chance.choice([1, 2, 3])
        page = seen[tab]
        try:
            saved = drafts.with_question(found, page.revision, key, question(str(key), f"{tab} {step}"))
        except Outdated as refused:
            assert page.question(key) != found.question(key)
            seen[tab] = refused.draft
            refusals += 1
        else:
            assert page.question(key) == found.question(key)
            found = seen[tab] = saved
    assert 50 < refusals < 450


@pytest.mark.parametrize(
    ("choices", "meant"),
    [
        (("Here", "There", "", " "), 2),
        (("Here", "", "There", ""), 3),
        (("Here", "", ""), 2),
        (("", "", "", ""), 2),
        (("Here", "There"), 2),
    ],
)
def test_blank_choices_at_the_end_are_room_to_write_in(choices: tuple[str, ...], meant: int) -> None:
    asked = question("where", "Where?", *choices)

    assert asked.meant_choices == asked.choices[:meant]


@pytest.mark.parametrize("said", [{"right": True}, {"feedback": "No."}, {"tempted_by": "There."}, {"worth": "0.5"}])
def test_a_choice_of_which_something_was_said_is_meant_though_it_has_no_text(said: dict[str, object]) -> None:
    of_three = (DraftChoice("Here"), DraftChoice("There"), DraftChoice(**said))  # type: ignore[arg-type]

    assert DraftQuestion("where", choices=of_three).meant_choices == of_three


def test_where_a_table_counts_their_places_all_choices_are_meant() -> None:
    tabled = DraftQuestion(
        "where", choices=(DraftChoice("Here"),) * 2 + (DraftChoice(),), marking=DraftMarking(table="A: 1")
    )

    assert len(tabled.meant_choices) == 3
