"""Banks taken home as packages of QTI 2.1 and 3.0: they read back, and hold what the specification asks for."""

import io
import zipfile
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quizapp.domain.banks import Bank, Kind, Question, Rule, tabled
from quizapp.domain.scoring import credit
from quizapp.formats import qti, reading
from quizapp.formats.carrying import Feature, stripped
from quizapp.formats.file import Writer
from quizapp.formats.problems import Report
from tests import makers
from tests.formats import nasty
from tests.formats.written import PICTURES, banks
from tests.makers import bank, multiple, single, true_false

WRITERS = st.sampled_from(qti.WRITERS)


def written(made: Bank, writer: Writer) -> tuple[Bank, bytes]:
    kept = stripped(made, writer.carries)
    return kept, writer.write(kept, PICTURES)


def responses(question: Question) -> list[frozenset[int]]:
    places = range(len(question.choices))
    sizes = range(len(places) + 1) if question.kind is Kind.MULTIPLE and len(places) < 11 else (1,)
    return [frozenset(some) for size in sizes for some in combinations(places, size)]


def without_worth(question: Question) -> Question:
    """What all ways of saying the same marks have in common; the marks themselves are compared one by one."""
    choices = tuple(replace(choice, fraction=Fraction(0)) for choice in question.choices)
    return makers.changed(question, choices=choices, rule=Rule.PARTIAL, table=())


@given(banks() | nasty.any_bank(), WRITERS)
def test_what_is_written_reads_back_as_the_same_bank(made: Bank, writer: Writer) -> None:
    kept, data = written(made, writer)

    report = reading.read(data, "bank.zip")

    assert report.problems == report.left_out == ()
    assert report.bank is not None
    assert (report.bank.title, report.bank.language) == (kept.title, kept.language)
    assert list(map(without_worth, report.bank.questions)) == list(map(without_worth, kept.questions))
    for mine, again in zip(kept.questions, report.bank.questions, strict=True):
        if mine.marking.rule is Rule.TABLE:
            assert [credit(again, picked) for picked in responses(mine)] == [
                credit(mine, picked) for picked in responses(mine)
            ]
        else:
            assert again.marking.rule is mine.marking.rule
            assert again.key == mine.key
            if mine.marking.rule is Rule.PARTIAL:
                assert again.choices == mine.choices


@given(banks(), WRITERS)
@settings(max_examples=20)
def test_equal_banks_give_equal_bytes(made: Bank, writer: Writer) -> None:
    assert written(made, writer)[1] == written(made, writer)[1]


def members(data: bytes) -> dict[str, "etree._Element"]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}


def local(element: "etree._Element") -> str:
    return etree.QName(element).localname


ORDER_21 = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
ORDER_30 = [
    "qti-response-declaration", "qti-outcome-declaration", "qti-item-body", "qti-response-processing",
    "qti-modal-feedback",
]  # fmt: skip
LACKING = {"u", "s", "mark", "ins", "del", "ruby", "rt", "rp", "bdi", "bdo", "wbr"}
MATHML = "http://www.w3.org/1998/Math/MathML"


@given(banks())
@settings(max_examples=30)
def test_the_parts_of_an_item_stand_in_the_order_of_the_specification(made: Bank) -> None:
    for writer, order, prefix in ((qti.QTI_21, ORDER_21, ""), (qti.QTI_30, ORDER_30, "qti-")):
        _, data = written(made, writer)
        for name, top in members(data).items():
            if not name.startswith("item-"):
                continue
            found = [order.index(local(one)) for one in top]
            assert found == sorted(found)
            assert {"identifier", "title", "adaptive"} <= set(top.keys())
            names = {local(one) for one in top.iter() if etree.QName(one).namespace != MATHML}
            assert not names & LACKING
            assert all(
                one.startswith("qti-") == bool(prefix)
                for one in names
                if one.lower().endswith(("declaration", "item-body", "itembody"))
            )
            ids = [one.get("identifier") for one in top.iter("{*}simpleChoice", "{*}qti-simple-choice")]
            assert len(set(ids)) == len(ids) >= 2


@pytest.mark.parametrize("writer", qti.WRITERS, ids=lambda writer: writer.id)
def test_every_file_is_in_the_list_and_every_item_in_the_test(writer: Writer) -> None:
    made = bank(single(), multiple(), true_false())
    _, data = written(made, writer)
    found = members(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()

    listed = [one.get("href", "") for one in found["imsmanifest.xml"].iter("{*}file")]
    asked = [one.get("href") for one in found["assessment.xml"].iter() if one.get("href")]

    assert sorted(names) == sorted(["imsmanifest.xml", *listed])
    assert asked == ["item-0001.xml", "item-0002.xml", "item-0003.xml"]


@pytest.mark.parametrize("writer", qti.WRITERS, ids=lambda writer: writer.id)
@pytest.mark.parametrize(
    ("question", "template"),
    [
        (single(), "match_correct"),
        (multiple(rule=Rule.ALL_OR_NOTHING), "match_correct"),
        (multiple(), "map_response"),
        (single(maximum=Fraction(2)), ""),
        (single(feedback="So it was."), ""),
    ],
)
def test_plain_rules_are_those_that_every_program_knows(writer: Writer, question: Question, template: str) -> None:
    top = members(written(bank(question), writer)[1])["item-0001.xml"]

    (rules,) = top.iter("{*}responseProcessing", "{*}qti-response-processing")

    assert (rules.get("template") or "").rpartition("/")[2].removesuffix(".xml") == template
    assert (len(rules) == 0) is bool(template)


def test_a_table_of_ten_choices_reads_back() -> None:
    table = tuple(Fraction(ticked.bit_count() % 3, 2) for ticked in range(1024))
    question = multiple()
    texts = tuple(replace(question.choices[0], text=f"choice {place}") for place in range(10))
    made = bank(tabled(replace(question, choices=texts), table))

    report: Report = reading.read(written(made, qti.QTI_21)[1], "bank.zip")

    assert report.bank is not None
    assert report.bank.questions[0].marking.table == table


def test_the_kind_true_false_and_categories_are_what_is_not_carried() -> None:
    for writer in qti.WRITERS:
        assert not {Feature.TRUE_FALSE, Feature.CATEGORY, Feature.ARTICLE} & writer.carries
        assert {Feature.TABLE, Feature.PICTURES, Feature.OUTCOME_FEEDBACK} <= writer.carries
