"""QTI's rules: what each operator does, and that an item gives the points of its rules for every response."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import combinations

import pytest
from lxml import etree

from quizapp.domain.banks import Kind, Question, Rule
from quizapp.domain.scoring import credit
from quizapp.formats import qti
from quizapp.formats.file import File
from quizapp.formats.problems import Report, unheard
from quizapp.formats.qti.declarations import Declaration, ResponseMapping
from quizapp.formats.qti.elements import normalise
from quizapp.formats.qti.processing import Budget, Machine
from quizapp.formats.qti.values import Several, Unsupported, Value, decimal, number

R = "<variable identifier='R'/>"
DECLARED = {
    "R": Declaration(
        "R", "response", "multiple", correct=Several(("A", "B")), mapping=ResponseMapping({"A": Fraction(2)})
    ),
    "S": Declaration("S", "response", correct="A"),
    "SCORE": Declaration("SCORE", "outcome", base_type="float"),
    "WORD": Declaration("WORD", "outcome"),
    "FIVE": Declaration("FIVE", "outcome", base_type="float", default=Fraction(5)),
}


def base(value: object, type_: str = "float") -> str:
    return f"<baseValue baseType='{type_}'>{value}</baseValue>"


def names(*values: str) -> str:
    return f"<multiple>{''.join(base(value, 'identifier') for value in values)}</multiple>"


def parsed(markup: str) -> "etree._Element":
    element = etree.fromstring(markup)
    normalise(element)
    return element


def machine(budget: int = 10_000) -> Machine:
    return Machine(DECLARED, Budget(budget))


def evaluated(expression: str, response: Value = None, single: Value = None) -> Value:
    rules = parsed(f"<rules><setOutcomeValue identifier='X'>{expression}</setOutcomeValue></rules>")
    return machine().respond(rules, {"R": response, "S": single})["X"]


AB, BA, ABB = Several(("A", "B")), Several(("B", "A")), Several(("A", "B", "B"))
YES, NO = base("true", "boolean"), base("false", "boolean")
NULL = "<null/>"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (f"<match>{base(1)}{base('1.0')}</match>", True),
        (f"<match>{base(1)}{base(2)}</match>", False),
        (f"<match>{base('A', 'identifier')}{base('a', 'identifier')}</match>", False),
        (f"<match>{base('A', 'identifier')}{NULL}</match>", None),
        (f"<match>{base('true', 'boolean')}{base(1)}</match>", False),
        (f"<match>{names('A', 'B')}{names('B', 'A')}</match>", True),
        (f"<match>{names('A', 'B')}{names('A')}</match>", False),
        (f"<match>{names('A', 'B', 'B')}{names('A', 'A', 'B')}</match>", False),
        (f"<match><ordered>{base(1)}{base(2)}</ordered><ordered>{base(2)}{base(1)}</ordered></match>", False),
        (f"<equal>{base(1)}{base(1)}</equal>", True),
        (f"<equal>{base(1)}{NULL}</equal>", None),
        (f"<lt>{base(1)}{base(1)}</lt>", False),
        (f"<lte>{base(1)}{base(1)}</lte>", True),
        (f"<gt>{base(2)}{base(1)}</gt>", True),
        (f"<gte>{base(0.5)}{base(1)}</gte>", False),
        (f"<isNull>{NULL}</isNull>", True),
        (f"<isNull>{R}</isNull>", True),
        (f"<isNull>{base(0)}</isNull>", False),
        (f"<not>{YES}</not>", False),
        (f"<not>{NULL}</not>", None),
        (f"<and>{YES}{NULL}</and>", None),
        (f"<and>{NO}{NULL}</and>", False),
        (f"<and>{YES}{YES}</and>", True),
        (f"<or>{NO}{NULL}</or>", None),
        (f"<or>{YES}{NULL}</or>", True),
        (f"<or>{NO}{NO}</or>", False),
        (f"<sum>{base(1)}{base(0.1)}{base(0.2)}</sum>", Fraction(13, 10)),
        (f"<sum>{base(1)}{NULL}</sum>", None),
        (f"<sum><multiple>{base(1)}{base(2)}</multiple>{base(3)}</sum>", Fraction(6)),
        (f"<product>{base(2)}{base(1.5)}</product>", Fraction(3)),
        (f"<subtract>{base(2)}{base(3)}</subtract>", Fraction(-1)),
        (f"<divide>{base(1)}{base(3)}</divide>", Fraction(1, 3)),
        (f"<divide>{base(1)}{base(0)}</divide>", None),
        (f"<min>{base(1)}{base(3)}</min>", Fraction(1)),
        (f"<max>{base(1)}{base(3)}</max>", Fraction(3)),
        (f"<member>{base('A', 'identifier')}{names('A', 'B')}</member>", True),
        (f"<member>{base('C', 'identifier')}{names('A', 'B')}</member>", False),
        (f"<member>{base('C', 'identifier')}{R}</member>", None),
        (f"<contains>{names('A', 'B')}{names('B')}</contains>", True),
        (f"<contains>{names('A', 'B')}{names('B', 'B')}</contains>", False),
        (f"<delete>{base('A', 'identifier')}{names('A', 'B', 'A')}</delete>", Several(("B",))),
        (f"<delete>{base('A', 'identifier')}{names('A')}</delete>", None),
        (f"<containerSize>{names('A', 'B')}</containerSize>", Fraction(2)),
        (f"<containerSize>{R}</containerSize>", Fraction(0)),
        (f"<multiple>{NULL}{base('A', 'identifier')}{names('B')}</multiple>", AB),
        ("<correct identifier='S'/>", "A"),
        ("<default identifier='FIVE'/>", Fraction(5)),
        ("<variable identifier='FIVE'/>", Fraction(5)),
        ("<variable identifier='SCORE'/>", Fraction(0)),
        ("<variable identifier='WORD'/>", None),
        ("<variable identifier='nowhere'/>", None),
        ("<mapResponse identifier='R'/>", Fraction(0)),
    ],
)
def test_what_an_expression_is_worth(expression: str, value: Value) -> None:
    assert evaluated(expression) == value


def test_a_multiple_response_matches_its_key_in_any_order_and_no_other_way() -> None:
    match = f"<match>{R}<correct identifier='R'/></match>"

    assert [evaluated(match, given) for given in (AB, BA, ABB, Several(("A",)), None)] == [
        True, True, False, False, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "expression",
    [
        "<mathConstant name='pi'/>",
        "<customOperator/>",
        f"<equal toleranceMode='absolute'>{base(1)}{base(2)}</equal>",
        f"<match>{base(1)}</match>",
        f"<sum>{base('A', 'identifier')}</sum>",
        f"<not>{base(1)}</not>",
        "<correct identifier='nowhere'/>",
        "<mapResponse identifier='S'/>",
        base("1e999999"),
        base("nan"),
        "<product>" + base("9" * 30) * 40 + "</product>",
        "",
    ],
)
def test_what_is_not_known_is_not_guessed(expression: str) -> None:
    with pytest.raises(Unsupported):
        evaluated(expression, AB, "A")


def score(value: str) -> str:
    return f"<setOutcomeValue identifier='SCORE'>{value}</setOutcomeValue>"


def test_the_first_branch_that_is_true_is_followed_and_an_exit_ends_all() -> None:
    rules = parsed(
        "<responseProcessing><responseProcessingFragment><responseCondition>"
        f"<responseIf>{NULL}{score(base(9))}</responseIf>"
        f"<responseElseIf>{NO}{score(base(8))}</responseElseIf>"
        f"<responseElseIf>{YES}{score(base(2))}<exitResponse/></responseElseIf>"
        f"<responseElse>{score(base(7))}</responseElse></responseCondition></responseProcessingFragment>"
        f"{score(base(6))}</responseProcessing>"
    )

    assert machine().respond(rules, {})["SCORE"] == 2


def test_each_run_begins_anew() -> None:
    more = score(f"<sum><variable identifier='SCORE'/>{base(1)}</sum>")
    rules = parsed(f"<r>{more}</r>")
    runner = machine()

    assert [runner.respond(rules, {})["SCORE"] for _ in range(3)] == [1, 1, 1]


def test_too_much_work_is_refused() -> None:
    rules = parsed(f"<r>{score(base(1)) * 50}</r>")

    with pytest.raises(Unsupported):
        machine(budget=60).respond(rules, {})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", Fraction(1)),
        (" -0.5 ", Fraction(-1, 2)),
        ("+.25", Fraction(1, 4)),
        ("1.5e1", Fraction(15)),
        ("0.33333", Fraction(33333, 100000)),
        ("0.33333333333333333333", Fraction(1, 3)),
        ("0.30000000000000004", Fraction("0.30000000000000004")),
        ("1/3", None),
        ("x", None),
        ("", None),
        ("1e500", None),
    ],
)
def test_numbers_are_exact(text: str, value: Fraction | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("value", [Fraction(1, 3), Fraction(-2, 7), Fraction(5), Fraction(1, 999_983), Fraction(1, 8)])
def test_a_number_that_is_written_reads_back(value: Fraction) -> None:
    assert number(decimal(value)) == value


# --- the points of every response, by rules that are written out anew here ---


def item(
    rules: str, *, choices: str = "ABC", key: str = "A", mapping: str = "", multiple: bool = True, outcomes: str = ""
) -> bytes:
    values = "".join(f"<value>{one}</value>" for one in key)
    listed = "".join(f'<simpleChoice identifier="{one}">choice {one}</simpleChoice>' for one in choices)
    correct = f"<correctResponse>{values}</correctResponse>" if key else ""
    outcomes += '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="Q" adaptive="false">'
        f'<responseDeclaration identifier="R" cardinality="{"multiple" if multiple else "single"}"'
        f' baseType="identifier">{correct}{mapping}</responseDeclaration>{outcomes}'
        '<itemBody><choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="0"><prompt>Which?</prompt>'
        f"{listed}</choiceInteraction></itemBody>{rules}</assessmentItem>"
    ).encode()


def read(data: bytes) -> Report:
    return qti.FORMAT.read(File("item.xml", data), unheard)


def question(data: bytes) -> Question:
    report = read(data)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank.questions[0]


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in read(data).warnings]


Points = Callable[[frozenset[str]], Fraction]


def responses(made: Question) -> Iterable[tuple[frozenset[int], frozenset[str]]]:
    count = len(made.choices)
    sizes = range(count + 1) if made.kind is Kind.MULTIPLE else (1,)
    for size in sizes:
        for places in combinations(range(count), size):
            yield frozenset(places), frozenset(made.choices[place].text[-1] for place in places)


def gives(made: Question, points: Points) -> bool:
    return all(credit(made, picked) * made.marking.maximum == points(named) for picked, named in responses(made))


def mapping(entries: Mapping[str, str], **given: str) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in given.items())
    listed = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in entries.items())
    return f"<mapping{attributes}>{listed}</mapping>"


def template(address: str, attribute: str = "template") -> str:
    return f'<responseProcessing {attribute}="{address}"/>'


MATCH = template("http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct")
MAP = template("http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response")


@pytest.mark.parametrize(
    "rules",
    [
        MATCH,
        template("http://www.imsglobal.org/question/qti_v2p0/rptemplates/match_correct"),
        template("http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct.xml"),
        template("https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"),
        template("../templates/match_correct.xml", "templateLocation"),
        template("http://www.imsglobal.org/question/qti_v2p1/rptemplates/CC2_match"),
    ],
)
@pytest.mark.parametrize("key", ["A", "AC"])
def test_a_matched_key_is_all_or_nothing(rules: str, key: str) -> None:
    made = question(item(rules, key=key))

    assert made.marking.rule is Rule.ALL_OR_NOTHING
    assert gives(made, lambda picked: Fraction(picked == set(key)))
    assert codes(item(rules, key=key)) == []


BOUNDS: list[tuple[dict[str, str], Mapping[str, str]]] = [
    ({"defaultValue": "0"}, {"A": "1", "B": "2"}),
    ({"defaultValue": "-2", "lowerBound": "0", "upperBound": "2"}, {"A": "1", "B": "1", "C": "-1"}),
    ({"defaultValue": "-1", "lowerBound": "0"}, {"A": "1", "B": "0.5"}),
    ({"defaultValue": "0", "lowerBound": "0", "upperBound": "1"}, {"A": "1", "B": "1", "C": "-1"}),
    ({"upperBound": "1.5"}, {"A": "1", "B": "1", "C": "1"}),
    ({"lowerBound": "0", "upperBound": "1"}, {"A": "3", "B": "-1"}),
    ({"lowerBound": "0"}, {"A": "0.33333", "B": "0.33333", "C": "0.33334"}),
]


@pytest.mark.parametrize(("bounds", "entries"), BOUNDS)
def test_a_mapping_is_summed_between_its_bounds(bounds: dict[str, str], entries: Mapping[str, str]) -> None:
    def points(picked: frozenset[str]) -> Fraction:
        if not picked:
            return Fraction(0)
        total = sum((Fraction(entries.get(one, bounds.get("defaultValue", "0"))) for one in picked), Fraction(0))
        if "lowerBound" in bounds:
            total = max(total, Fraction(bounds["lowerBound"]))
        return min(total, Fraction(bounds["upperBound"])) if "upperBound" in bounds else total

    data = item(MAP, choices="ABCD", mapping=mapping(entries, **bounds))

    assert gives(question(data), points)
    assert set(codes(data)) <= {"shares-not-whole", "ticking-all-pays"}


def test_without_a_lower_bound_a_sum_may_be_less_than_nothing() -> None:
    data = item(MAP, choices="ABC", mapping=mapping({"A": "2", "B": "-1"}))
    worth = {"A": 2, "B": -1, "C": 0}

    made = question(data)

    assert made.marking.rule is Rule.TABLE
    assert gives(made, lambda picked: Fraction(sum(worth[one] for one in picked)))


@pytest.mark.parametrize("lower", ["", ' lowerBound="-1"'])
def test_a_single_choice_is_worth_its_mapped_value(lower: str) -> None:
    made = question(item(MAP, mapping=mapping({"A": "2", "B": "1", "C": "-1"}).replace("<mapping", f"<mapping{lower}"),
                         multiple=False))  # fmt: skip

    assert made.kind is Kind.SINGLE
    assert gives(made, lambda picked: Fraction({"A": 2, "B": 1, "C": -1}[min(picked)]))


def test_a_cost_beyond_the_mark_is_held_to_it_and_said() -> None:
    data = item(MAP, mapping=mapping({"A": "1", "B": "-5"}), multiple=False)

    made = question(data)

    assert [choice.fraction for choice in made.choices] == [1, -1, 0]
    assert codes(data) == ["cost-limited"]


def condition(test: str, then: str, otherwise: str = "") -> str:
    other = f"<responseElse>{otherwise}</responseElse>" if otherwise else ""
    return f"<responseCondition><responseIf>{test}{then}</responseIf>{other}</responseCondition>"


def ticked(name: str) -> str:
    return f"<member>{base(name, 'identifier')}{R}</member>"


CUSTOM: list[tuple[str, Points]] = [
    (
        condition(f"<match>{R}<correct identifier='R'/></match>", score(base(3)), score(base(1))),
        lambda picked: Fraction(3 if picked == {"A"} else 1),
    ),
    (
        condition(ticked("A"), score(base(1)))
        + condition(ticked("B"), score(f"<sum><variable identifier='SCORE'/>{base(-0.5)}</sum>")),
        lambda picked: Fraction("A" in picked) - Fraction("B" in picked) / 2,
    ),
    (
        condition(f"<and>{ticked('A')}<not>{ticked('B')}</not></and>", score(base(1))),
        lambda picked: Fraction("A" in picked and "B" not in picked),
    ),
    (
        condition(f"<lt><containerSize>{R}</containerSize>{base(2)}</lt>", score("<mapResponse identifier='R'/>"),
                  score(base(0.25))),
        lambda picked: Fraction({"A": 2, "B": 1}.get("".join(picked), 0) if len(picked) < 2 else 0.25),
    ),
    (
        condition(f"<isNull>{R}</isNull>", score(base(0)), score("<mapResponse identifier='R'/>")),
        lambda picked: Fraction(sum({"A": 2, "B": 1, "C": 0}[one] for one in picked)),
    ),
    (
        condition(f"<match><delete>{base('C', 'identifier')}{R}</delete>{names('A', 'B')}</match>", score(base(1))),
        lambda picked: Fraction(picked - {"C"} == {"A", "B"}),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "points"), CUSTOM)
def test_rules_of_an_item_are_followed_for_every_response(rules: str, points: Points) -> None:
    data = item(f"<responseProcessing>{rules}</responseProcessing>", mapping=mapping({"A": "2", "B": "1"}))

    assert gives(question(data), points)
    assert not {"unscored", "scoring-simplified"} & set(codes(data))


def test_what_an_item_says_that_it_is_worth_counts_where_no_response_earns_all() -> None:
    outcomes = (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue><value>4</value>'
        "</defaultValue></outcomeDeclaration>"
    )
    data = item(MAP, mapping=mapping({"A": "2", "B": "1"}), multiple=False, outcomes=outcomes)

    made = question(data)

    assert made.marking.maximum == 4
    assert [choice.fraction for choice in made.choices] == [Fraction(1, 2), Fraction(1, 4), 0]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ("", "unscored"),
        ("<responseProcessing/>", "unscored"),
        (template("http://example.org/rptemplates/of_our_own"), "scoring-simplified"),
        ("<responseProcessing><lookupOutcomeValue identifier='SCORE'/></responseProcessing>", "scoring-simplified"),
        (f"<responseProcessing>{score(base(0))}</responseProcessing>", "scoring-simplified"),
        (MAP, "scoring-simplified"),
    ],
)
@pytest.mark.parametrize("multiple", [False, True])
def test_where_rules_are_missing_or_unknown_the_key_counts_and_it_is_said(
    rules: str, code: str, multiple: bool
) -> None:
    data = item(rules, key="B", multiple=multiple)

    assert gives(question(data), lambda picked: Fraction(picked == {"B"}))
    assert codes(data) == [code]


MANY = "ABCDEFGHIJKL"


def test_more_choices_than_a_table_has_are_marked_by_the_shape_of_their_rules() -> None:
    worth = {"A": "1", "B": "1", "C": "-1"}
    mapped = question(item(MAP, choices=MANY, mapping=mapping(worth, lowerBound="0", upperBound="2")))
    matched = question(item(MATCH, choices=MANY, key="ABL"))

    assert [choice.fraction for choice in mapped.choices][:4] == [Fraction(1, 2), Fraction(1, 2), Fraction(-1, 2), 0]
    assert (matched.marking.rule, matched.key) == (Rule.ALL_OR_NOTHING, {0, 1, 11})


@pytest.mark.parametrize(
    "rules",
    [
        f"<responseProcessing>{condition(ticked('A'), score(base(1)))}</responseProcessing>",
        f"<responseProcessing>{score(base(1))}{condition(ticked('A'), score(base(0)))}</responseProcessing>",
    ],
)
def test_more_choices_than_a_table_has_with_rules_of_their_own_are_marked_by_the_key(rules: str) -> None:
    data = item(rules, choices=MANY, key="AB")

    assert question(data).marking.rule is Rule.ALL_OR_NOTHING
    assert codes(data) == ["scoring-simplified"]


def test_rules_that_would_take_too_long_are_not_followed() -> None:
    rules = f"<responseProcessing>{condition(ticked('A'), score(base(1))) * 400}</responseProcessing>"

    assert codes(item(rules, choices="ABCDEFGHIJ")) == ["scoring-simplified"]


@pytest.mark.parametrize(
    "rules",
    [
        "<setOutcomeValue identifier='WORD'>" + R.replace("R", "WORD") + "</setOutcomeValue>"
        + f"<setOutcomeValue identifier='WORD'><multiple>{R}{base('A', 'identifier')}</multiple></setOutcomeValue>"
        + "<setOutcomeValue identifier='WORD'><multiple><variable identifier='WORD'/><variable identifier='WORD'/>"
        "</multiple></setOutcomeValue>" * 60,
        score(base(2))
        + score("<product><variable identifier='SCORE'/><variable identifier='SCORE'/></product>") * 60,
        score(base("1" * 100_000)),
    ],
)  # fmt: skip
def test_values_that_grow_without_end_are_refused(rules: str) -> None:
    assert codes(item(f"<responseProcessing>{rules}</responseProcessing>")) == ["scoring-simplified"]


def test_more_choices_than_a_question_has_here_are_a_fault_and_take_no_time() -> None:
    many = "".join(chr(0x4E00 + place) for place in range(3_000))
    rules = f"<responseProcessing>{condition(ticked('A'), score(base(1)))}</responseProcessing>"

    report = read(item(rules, choices=many, key=many))

    assert [problem.code for problem in report.problems] == ["too-many"]
