"""How an item is marked: its rules, followed once for every response that can be given, or told by their shape.

Source: QTI 2.2, response processing; QTI 2.2 Implementation Guide, the standard templates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from quizapp.domain.banks import MOST_TABLED, Rule
from quizapp.formats.building import scores
from quizapp.formats.building.scores import Scheme
from quizapp.formats.qti.declarations import Declaration, ResponseMapping
from quizapp.formats.qti.elements import Element, attribute, rules
from quizapp.formats.qti.processing import Budget, Machine
from quizapp.formats.qti.values import Unsupported, Value, container, items_of
from quizapp.formats.syntax import xmltree

SCORE, MAXSCORE = "SCORE", "MAXSCORE"
UNSCORED, SIMPLIFIED, COST_LIMITED = "unscored", "scoring-simplified", "cost-limited"


@dataclass(frozen=True, slots=True)
class ChoiceInteraction:
    """A choice interaction, as its responses are told apart."""

    declared: Mapping[str, Declaration]
    response: str
    """The variable that a response is put into."""
    choices: tuple[str, ...]
    """Their identifiers."""
    multiple: bool
    correct: Value

    @property
    def key(self) -> frozenset[int]:
        """The places of the choices that the item declares to be right."""
        right = set(items_of(self.correct))
        return frozenset(place for place, one in enumerate(self.choices) if one in right)

    @property
    def mapping(self) -> ResponseMapping | None:
        return self.declared[self.response].mapping


@dataclass(frozen=True, slots=True)
class Run:
    """One response, and the outcomes that the rules give it."""

    picked: frozenset[int]
    outcomes: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ItemMarking:
    """How an item is marked; None where nothing is ever earned and there is no key."""

    marking: Scheme | None
    note: str = ""
    """What is to be said of it, by the code of the problem."""


def run_all(asked: ChoiceInteraction, rules_: Element, machine: Machine) -> list[Run]:
    """The outcomes of every response; where there are too many, of a few hundred. Raises Unsupported."""
    runs = []
    for picked in _responses(asked):
        given = [asked.choices[place] for place in sorted(picked)]
        response = container(given) if asked.multiple else next(iter(given), None)
        runs.append(Run(picked, dict(machine.respond(rules_, {asked.response: response}))))
    return runs


def is_every_response(asked: ChoiceInteraction) -> bool:
    """Whether each response is run through."""
    return not asked.multiple or len(asked.choices) <= MOST_TABLED


def _responses(asked: ChoiceInteraction) -> Iterator[frozenset[int]]:
    count = len(asked.choices)
    if not asked.multiple:
        yield from (frozenset((place,)) for place in range(count))
    elif count <= MOST_TABLED:
        yield from (places_of(ticked) for ticked in range(2**count))
    else:
        every = frozenset(range(count))
        few = [frozenset(some) for size in range(3) for some in combinations(range(count), size)]
        yield from dict.fromkeys((*few, *(every - some for some in few), asked.key))


def places_of(ticked: int) -> frozenset[int]:
    return frozenset(place for place in range(ticked.bit_length()) if ticked >> place & 1)


def mark(asked: ChoiceInteraction, rules_: Element | None, runs: Sequence[Run] | None) -> ItemMarking:
    """By the rules, if there are any; `runs` is None where they cannot be followed."""
    if rules_ is None:
        return _by_key(asked, UNSCORED)
    shaped = _by_shape(asked, rules_)
    if shaped is not None:
        return ItemMarking(shaped)
    if runs is None or not is_every_response(asked):
        return _by_key(asked, SIMPLIFIED)
    points = [_points(run.outcomes) for run in runs]
    most = _declared_maximum(asked, runs)
    found = scores.of_multiple(points, most) if asked.multiple else scores.of_single(points, most)
    return _by_key(asked, SIMPLIFIED) if found is None else _limited(found)


def _by_key(asked: ChoiceInteraction, note: str) -> ItemMarking:
    """All or nothing, by what the item declares to be right; else by its mapping."""
    key, count = asked.key, len(asked.choices)
    if key:
        share = Fraction(1, len(key)) if asked.multiple else Fraction(1)
        fractions = tuple(share if place in key else Fraction(0) for place in range(count))
        return ItemMarking(
            Scheme(Fraction(1), fractions, Rule.ALL_OR_NOTHING if asked.multiple else Rule.PARTIAL), note
        )
    if asked.mapping is None:
        return ItemMarking(None)
    worth = [asked.mapping.worth(one) for one in asked.choices]
    if asked.multiple:
        return ItemMarking(_summed(asked, asked.mapping), note)
    found = scores.of_single([asked.mapping.held(one) for one in worth])
    return ItemMarking(None) if found is None else ItemMarking(_limited(found).marking, note)


def _limited(found: Scheme) -> ItemMarking:
    """With no response worse than the loss of the whole mark."""
    low = min((*found.fractions, *found.table), default=Fraction(0))
    if low >= -1:
        return ItemMarking(found)
    held = (tuple(max(Fraction(-1), one) for one in given) for given in (found.fractions, found.table))
    fractions, table = held
    return ItemMarking(Scheme(found.maximum, fractions, found.rule, table), COST_LIMITED)


def _points(outcomes: Mapping[str, Value]) -> Fraction:
    """An item's score is the value of its outcome « SCORE »; NULL counts as nothing."""
    value = outcomes.get(SCORE)
    return value if isinstance(value, Fraction) else Fraction(0)


def _declared_maximum(asked: ChoiceInteraction, runs: Sequence[Run]) -> Fraction | None:
    """What an item says that it is worth, where no response changes that."""
    said = {value if isinstance(value := run.outcomes.get(MAXSCORE), Fraction) else None for run in runs}
    if len(said) == 1 and (most := said.pop()) is not None and most > 0:
        return most
    score = asked.declared.get(SCORE)
    return score.normal_maximum if score is not None else None


# --- rules whose shape tells the marks of every response, however many there are ---


def _by_shape(asked: ChoiceInteraction, rules_: Element) -> Scheme | None:
    """A key that is matched, or a mapping that is summed; None for all else.

    What an item with a matched key says that it is worth does not count: who picks the key has the whole mark.
    """
    names = {xmltree.name(one) for one in rules_.iter()}
    if names & {"exitresponse", "responseprocessingfragment", "lookupoutcomevalue"}:
        return None
    scoring = [rule for rule in rules(rules_) if any(True for _ in _settings(rule, SCORE))]
    if len(scoring) != 1:
        return None
    (rule,) = scoring
    if _is_mapping(rule, asked):
        return _summed(asked, asked.mapping)
    if xmltree.name(rule) != "responsecondition":
        return None
    branches = list(rules(rule))
    if [xmltree.name(one) for one in branches] not in (["responseif"], ["responseif", "responseelse"]):
        return None
    test, *then = rules(branches[0])
    otherwise = list(rules(branches[1])) if len(branches) > 1 else []
    sets, sets_else = _only_score(then), _only_score(otherwise)
    if sets is None or (otherwise and sets_else is None and any(True for one in otherwise for _ in _settings(one))):
        return None
    if _is_match(test, asked):
        rest = Fraction(0) if sets_else is None else _constant(sets_else, asked, rules_) or Fraction(0)
        return None if rest else _matched(asked, _constant(sets, asked, rules_))
    is_null = xmltree.name(test) == "isnull" and _names(test) == [("variable", asked.response)]
    if is_null and _constant(sets, asked, rules_) == 0 and sets_else is not None and _is_mapping(sets_else, asked):
        return _summed(asked, asked.mapping)
    return None


def _matched(asked: ChoiceInteraction, points: Fraction | None) -> Scheme | None:
    """So many points for the whole key, and none for any other response."""
    whole = asked.key if len(asked.key) == len(items_of(asked.correct)) else frozenset()
    if points is None or points <= 0 or not whole:
        return None
    fractions = tuple(Fraction(place in whole, len(whole)) for place in range(len(asked.choices)))
    return Scheme(points, fractions, Rule.ALL_OR_NOTHING if asked.multiple else Rule.PARTIAL)


def _settings(rule: Element, wanted: str = SCORE) -> Iterator[Element]:
    return (
        one for one in rule.iter() if xmltree.name(one) == "setoutcomevalue" and attribute(one, "identifier") == wanted
    )


def _only_score(branch: Sequence[Element]) -> Element | None:
    """The one rule of a branch that sets the score, if it is a plain one and the others leave it alone."""
    found = [one for one in branch if any(True for _ in _settings(one))]
    is_plain = len(found) == 1 and xmltree.name(found[0]) == "setoutcomevalue"
    return found[0] if is_plain else None


def _names(element: Element) -> list[tuple[str, str]]:
    return [(xmltree.name(one), attribute(one, "identifier")) for one in rules(element)]


def _is_mapping(rule: Element, asked: ChoiceInteraction) -> bool:
    is_set = xmltree.name(rule) == "setoutcomevalue" and attribute(rule, "identifier") == SCORE
    return is_set and _names(rule) == [("mapresponse", asked.response)]


def _is_match(test: Element, asked: ChoiceInteraction) -> bool:
    both = [("correct", asked.response), ("variable", asked.response)]
    return xmltree.name(test) == "match" and sorted(_names(test)) == both


def _constant(setting: Element, asked: ChoiceInteraction, rules_: Element) -> Fraction | None:
    """What a rule sets the score to, where that is one number."""
    (value, *more) = [*rules(setting)] or [setting]
    name, identifier = xmltree.name(value), attribute(value, "identifier")
    if more or name not in ("basevalue", "variable"):
        return None
    if name == "variable":
        declared = asked.declared.get(identifier)
        is_set = any(True for _ in _settings(rules_, identifier))
        found = None if declared is None or is_set or declared.kind != "outcome" else declared.first
        return found if isinstance(found, Fraction) else None
    try:
        found = Machine(asked.declared, Budget()).value(value)
    except Unsupported:
        return None
    return found if isinstance(found, Fraction) else None


def _summed(asked: ChoiceInteraction, mapping: ResponseMapping | None) -> Scheme | None:
    """A mapping whose sums, held to its bounds, are those of fractions held to 0…1; None where they are not."""
    if mapping is None or not asked.multiple:
        return None
    worth = [mapping.worth(one) for one in asked.choices]
    rights = sum((one for one in worth if one > 0), Fraction(0))
    top = rights if mapping.upper is None else min(mapping.upper, rights)
    if top <= 0 or len(set(asked.choices)) < len(asked.choices):
        return None
    most = max(top, _said_maximum(asked) or top)
    costs = any(one < 0 for one in worth)
    has_floor = mapping.lower == 0 if costs else (mapping.lower or Fraction(0)) <= 0
    if not has_floor or (top < rights and most != top):
        return None
    fractions = [one / most for one in worth]
    if any(one > 1 for one in fractions) or (rights > most and any(one < -1 for one in fractions)):
        return None
    return Scheme(most, tuple(max(Fraction(-1), one) for one in fractions))


def _said_maximum(asked: ChoiceInteraction) -> Fraction | None:
    for name in (MAXSCORE, SCORE):
        declared = asked.declared.get(name)
        said = None if declared is None else declared.default if name == MAXSCORE else declared.normal_maximum
        if isinstance(said, Fraction) and said > 0:
            return said
    return None
