"""What a QTI 1.2 item's response conditions give a response: points, and which feedback is shown.

Source: IMS Question & Test Interoperability, ASI Information Model 1.2, « resprocessing »: the first condition that
holds ends the scoring, unless it says « continue ». The programs depart from that: Respondus adds points in conditions
that say nothing of it, and Blackboard shows feedback by conditions after the one that scored.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from lxml import etree

from quizapp.domain.banks import MOST_TABLED, Rule
from quizapp.formats.building import scores
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.scores import Scheme
from quizapp.formats.syntax import xmltree

_LONG = 8
_LARGEST_DENOMINATOR = 1000
MOST = 500
"""Conditions of an item."""


@dataclass(frozen=True, slots=True)
class GivenPoints:
    """What a response gets."""

    points: Fraction
    feedback: frozenset[str]
    """The idents of what is shown."""


Test = Callable[[frozenset[int]], bool]
"""Whether something holds for a response."""


@dataclass(frozen=True, slots=True)
class ScoreSetting:
    """What is done to the score."""

    action: str
    value: Fraction

    def of(self, points: Fraction) -> Fraction:
        match self.action:
            case "set":
                return self.value
            case "add":
                return points + self.value
            case "subtract":
                return points - self.value
            case "multiply":
                return points * self.value
            case "divide" if self.value:
                return points / self.value
        raise Unfollowed


@dataclass(frozen=True, slots=True)
class Case:
    """A condition: when it holds, and what it does then."""

    holds: Test | None
    """None of one that says « in any other case »: where none before it has set the score."""
    settings: tuple[ScoreSetting, ...]
    shows: frozenset[str]
    goes_on: str
    """Whether it says that the next ones count too: « yes », « no », or nothing."""
    wants: tuple[int, ...] = ()
    """The choices that it names, but for those that it forbids."""
    names: int = 0
    """How many choices it names."""
    weighs: int | None = None
    """The choice that it names by itself, as Blackboard's do: they show its feedback, and hold its weight."""
    weight: Fraction = Fraction(0)


class Unfollowed(Exception):
    """The conditions say something that cannot be evaluated."""


class Conditions:
    """The response conditions of an item with one response. Raises Unfollowed.

    `weighted` is said of an item whose conditions about single choices hold the percentage that each is worth;
    `only_shows` of one in which what they do to the score is passed over, as are those that cannot be evaluated.
    """

    def __init__(
        self,
        item: "etree._Element",
        labels: Sequence[str],
        *,
        multiple: bool,
        weighted: bool = False,
        only_shows: bool = False,
    ) -> None:
        self._places = {label: place for place, label in enumerate(labels)}
        self._multiple = multiple
        conditions = list(xmltree.below(item, "respcondition"))
        if len(conditions) > MOST and not only_shows:
            raise Unfollowed
        declared = next(xmltree.below(item, "decvar"), None)
        self._only_shows = only_shows
        score = "" if only_shows else _score(declared, conditions)
        self._most = _number(declared, "maxvalue")
        self._least = _number(declared, "minvalue")
        self._start = _number(declared, "defaultval") or Fraction(0)
        self._cases = [case for one in conditions[:MOST] if (case := self._followed(one, score))]
        self._weights = {case.weighs: case.weight for case in self._cases if weighted and case.weighs is not None}
        self._adds = any(setting.action != "set" for case in self._cases for setting in case.settings)
        self._given: dict[frozenset[int], GivenPoints] = {}

    @property
    def is_there(self) -> bool:
        """Whether anything gives points."""
        return any(case.settings for case in self._cases)

    def of(self, picked: frozenset[int]) -> GivenPoints:
        if picked not in self._given:
            self._given[picked] = self._of(picked)
        return self._given[picked]

    def _of(self, picked: frozenset[int]) -> GivenPoints:
        points, shown, has_matched, is_settled = self._start, set[str](), False, False
        for case in self._cases:
            if has_matched if case.holds is None else not case.holds(picked):
                continue
            for setting in () if is_settled else case.settings:
                points = setting.of(points)
            shown |= case.shows
            if case.settings and case.holds is not None:
                has_matched = True
                is_settled |= not case.goes_on and not self._adds
            if case.goes_on == "no":
                break
        if self._weights and not has_matched:
            points = sum((self._weights.get(place, Fraction(0)) for place in picked), Fraction(0)) * self._whole_score
        return GivenPoints(points if self._least is None else max(points, self._least), frozenset(shown))

    @property
    def _whole_score(self) -> Fraction:
        return self._most or Fraction(1)

    def scheme(self, possible: Fraction | None) -> Scheme | None:
        """How it marks, exactly; None where nothing earns any points. Raises Unfollowed.

        A score is a percentage where it is declared to go to 100, unless what it gives at most are the very points that
        are possible: Canvas « varies points by answer » so.
        """
        count = len(self._places)
        whole = None
        if self._most == 100 and possible != max((one for one in self._values() if one > 0), default=None):
            whole = Fraction(100)
        if not self._multiple:
            return scores.of_single([self.of(frozenset((place,))).points for place in range(count)], whole)
        if count <= MOST_TABLED:
            return scores.of_multiple([self.of(combination(ticked)).points for ticked in range(2**count)], whole)
        alone = [self.of(frozenset((place,))).points for place in range(count)]
        return self._summed(alone) or self._whole()

    def _values(self) -> Iterator[Fraction]:
        return (setting.value for case in self._cases for setting in case.settings)

    def _summed(self, alone: Sequence[Fraction]) -> Scheme | None:
        """Where each condition is about one choice and adds its points: any number of choices can be told."""
        if self._weights:
            fractions = tuple(self._weights.get(place, Fraction(0)) for place in range(len(alone)))
            return Scheme(self._whole_score, fractions) if any(one > 0 for one in fractions) else None
        settings = [(case, setting) for case in self._cases for setting in case.settings]
        adds = all(setting.action == "add" for _, setting in settings[1:])
        simple = all(case.names == 1 for case, _ in settings)
        rights = frozenset(place for place, points in enumerate(alone) if points > 0)
        whole = sum((alone[place] for place in rights), Fraction(0))
        if not (adds and simple and settings and rights and self.of(rights).points == whole):
            return None
        # A wrong choice costs what ticking it beside all right ones takes away: alone it earns no less than nothing.
        costs = (self.of(rights | {place}).points - whole for place in range(len(alone)))
        worth = (alone[place] if place in rights else cost for place, cost in enumerate(costs))
        return Scheme(whole, tuple(points / whole for points in worth))

    def _whole(self) -> Scheme | None:
        """Where exactly one combination earns anything: all or nothing. Raises Unfollowed for anything else."""
        scoring = [case for case in self._cases if any(one.of(Fraction(0)) > 0 for one in case.settings)]
        if not scoring:
            return None
        key = frozenset(scoring[0].wants)
        points = self.of(key).points
        near = (key ^ {place} for place in range(len(self._places)))
        if len(scoring) > 1 or not key or points <= 0 or any(self.of(one).points > 0 for one in near):
            raise Unfollowed
        share = Fraction(1, len(key))
        fractions = tuple(share if place in key else Fraction(0) for place in range(len(self._places)))
        return Scheme(points, fractions, Rule.ALL_OR_NOTHING)

    # --- what the conditions say ---

    def _followed(self, condition: "etree._Element", score: str) -> Case | None:
        try:
            return self._case(condition, score)
        except Unfollowed:
            if self._only_shows:
                return None
            raise

    def _case(self, condition: "etree._Element", score: str) -> Case:
        variables = xmltree.child(condition, "conditionvar")
        parts = list(xmltree.children(variables)) if variables is not None else []
        shows = frozenset(one.get("linkrefid", "") for one in xmltree.children(condition, "displayfeedback"))
        goes_on = condition.get("continue", "").lower()
        if len(parts) == 1 and xmltree.name(parts[0]) == "varequal" and not xmltree.text(parts[0]).strip():
            place = self._places.get(parts[0].get("respident", ""), -1)
            weight = _weight(condition, score)
            return Case(lambda picked: place in picked, (), shows, goes_on, weighs=place, weight=weight)
        told = () if self._only_shows else _settings(condition, score)
        settings = tuple(self._setting(one) for one in told)
        if not parts or all(xmltree.name(one) == "other" for one in parts):
            return Case(None, settings, shows, goes_on)
        wants = tuple(place for one in parts for place in self._wanted(one))
        return Case(self._all_of(parts), settings, shows, goes_on, wants, _count(parts))

    def _all_of(self, parts: Sequence["etree._Element"]) -> Test:
        tests = [self._test(one) for one in parts]
        # One choice cannot be two: where several are named for it, any of them is accepted.
        if not self._multiple and all(xmltree.name(one) == "varequal" for one in parts):
            return lambda picked: any(test(picked) for test in tests)
        return tests[0] if len(tests) == 1 else lambda picked: all(test(picked) for test in tests)

    def _test(self, element: "etree._Element") -> Test:
        match xmltree.name(element):
            case "varequal":
                place = self._places.get(xmltree.text(element).strip(), -1)
                return lambda picked: place in picked
            case "varsubset":
                wanted = {self._places.get(part.strip(), -1) for part in xmltree.text(element).split(",")}
                return lambda picked: wanted <= picked
            case "unanswered":
                return lambda picked: not picked
            case "other":
                return lambda picked: True
            case "and":
                return self._joined(element)
            case "not":
                test = self._joined(element)
                return lambda picked: not test(picked)
            case "or":
                tests = [self._test(one) for one in xmltree.children(element)]
                return lambda picked: any(test(picked) for test in tests)
        raise Unfollowed

    def _joined(self, element: "etree._Element") -> Test:
        """Whether all that stands inside holds: what is a choice ticked, or one not ticked, all at once."""
        ticked, unticked, others = set[int](), set[int](), list[Test]()
        for one in xmltree.children(element):
            inside = list(xmltree.children(one))
            if xmltree.name(one) == "varequal":
                ticked.add(self._places.get(xmltree.text(one).strip(), -1))
            elif xmltree.name(one) == "not" and [xmltree.name(part) for part in inside] == ["varequal"]:
                unticked.add(self._places.get(xmltree.text(inside[0]).strip(), -1))
            else:
                others.append(self._test(one))
        if not others:
            return lambda picked: ticked <= picked and unticked.isdisjoint(picked)
        return lambda picked: ticked <= picked and unticked.isdisjoint(picked) and all(test(picked) for test in others)

    def _wanted(self, element: "etree._Element") -> Iterator[int]:
        if xmltree.name(element) == "varequal":
            place = self._places.get(xmltree.text(element).strip())
            if place is not None:
                yield place
        elif xmltree.name(element) != "not":
            for one in xmltree.children(element):
                yield from self._wanted(one)

    def _setting(self, setting: "etree._Element") -> ScoreSetting:
        said = xmltree.text(setting).strip()
        value = self._whole_score if said.upper().endswith(".MAX") else exact(said)
        if value is None:
            raise Unfollowed
        return ScoreSetting(setting.get("action", "Set").lower(), value)


def _count(parts: Iterable["etree._Element"]) -> int:
    """How many choices are named, at any depth."""
    return sum(xmltree.name(one) == "varequal" for part in parts for one in part.iter())


def exact(text: str) -> Fraction | None:
    """A number; of one with many decimals the ratio that was meant, such as 1/3 of 100."""
    number = parse_number(text)
    is_long = len(text.strip().partition(".")[2]) >= _LONG
    return number.limit_denominator(_LARGEST_DENOMINATOR) if number is not None and is_long else number


@lru_cache(1 << MOST_TABLED)
def combination(ticked: int) -> frozenset[int]:
    """The places of the bits of a number."""
    return frozenset(place for place in range(ticked.bit_length()) if ticked >> place & 1)


def _score(declared: "etree._Element | None", conditions: Iterable["etree._Element"]) -> str:
    """The variable that is the score, where an item keeps others beside it; empty where no setting says which.

    Raises Unfollowed where there are several, and none is called so.
    """
    names = [_variable(one) for condition in conditions for one in xmltree.children(condition, "setvar")]
    wanted = (declared.get("varname", "").lower() if declared is not None else "", "score")
    named = next((name for name in wanted if name and name in names), "")
    others = set(filter(None, names))
    if not named and len(others) > 1:
        raise Unfollowed
    return named or next(iter(others), "")


def _settings(condition: "etree._Element", score: str) -> "Iterator[etree._Element]":
    return (one for one in xmltree.children(condition, "setvar") if _variable(one) in (score, ""))


def _variable(setting: "etree._Element") -> str:
    return (setting.get("varname") or setting.get("variablename") or "").lower()


def _weight(condition: "etree._Element", score: str) -> Fraction:
    """The share of the mark that Blackboard gives a choice, as a percentage."""
    given = (exact(xmltree.text(one)) for one in _settings(condition, score))
    return next((one for one in given if one is not None), Fraction(0)) / 100


def _number(element: "etree._Element | None", attribute: str) -> Fraction | None:
    return None if element is None else exact(element.get(attribute, ""))
