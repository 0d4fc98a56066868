"""What a QTI 1.2 item's response conditions give a response: points, and which feedback is shown.

Source: IMS Question & Test Interoperability, ASI Information Model 1.2, « resprocessing », and what Canvas, Blackboard
and Respondus write: a condition that does not say « continue » lets the next ones count too, as Respondus means it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from quizapp.domain.banks import MOST_TABLED, Rule
from quizapp.formats import scores, xmltree
from quizapp.formats.numbers import parse_number
from quizapp.formats.scores import Marking

_LONG = 8
_LARGEST_DENOMINATOR = 1000
MOST = 500
"""Conditions of an item."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a response gets."""

    points: Fraction
    feedback: frozenset[str]
    """The idents of what is shown."""


class Unfollowed(Exception):
    """The conditions say something that cannot be evaluated."""


class Conditions:
    """The response conditions of an item with one response. Raises Unfollowed."""

    def __init__(self, item: "etree._Element", response: str, labels: Sequence[str]) -> None:
        self._response = response
        self._places = {label: place for place, label in enumerate(labels)}
        self._conditions = list(xmltree.below(item, "respcondition"))
        if len(self._conditions) > MOST:
            raise Unfollowed
        declared = next(xmltree.below(item, "decvar"), None)
        self._least = _number(declared, "minvalue")
        self._most = _number(declared, "maxvalue")
        self._start = _number(declared, "defaultval") or Fraction(0)

    @property
    def is_there(self) -> bool:
        """Whether anything gives points."""
        return any(True for one in self._conditions for _ in xmltree.children(one, "setvar"))

    def of(self, picked: frozenset[int]) -> Given:
        points, shown, has_matched = self._start, set[str](), False
        for condition in self._conditions:
            holds, is_other = self._holds(condition, picked, has_matched)
            if not holds:
                continue
            settings = list(xmltree.children(condition, "setvar"))
            for setting in settings:
                points = self._set(points, setting)
            shown |= {one.get("linkrefid", "") for one in xmltree.children(condition, "displayfeedback")}
            has_matched |= bool(settings) and not is_other
            if condition.get("continue", "Yes").lower() == "no":
                break
        return Given(points if self._least is None else max(points, self._least), frozenset(shown))

    def marking(self, possible: Fraction | None, *, multiple: bool) -> Marking | None:
        """How it marks, exactly; None where nothing earns any points.

        A score is a percentage where it is declared to go to 100, unless what it gives at most are the very points that
        are possible: Canvas « varies points by answer » so.
        """
        count = len(self._places)
        whole = None
        if self._most == 100 and possible != max((one for one in self._values() if one > 0), default=None):
            whole = Fraction(100)
        if not multiple:
            return scores.of_single([self.of(frozenset((place,))).points for place in range(count)], whole)
        if count <= MOST_TABLED:
            return scores.of_multiple([self.of(combination(ticked)).points for ticked in range(2**count)], whole)
        alone = [self.of(frozenset((place,))).points for place in range(count)]
        return self._summed(alone) or self._whole()

    def _values(self) -> Iterator[Fraction]:
        for condition in self._conditions:
            for setting in xmltree.children(condition, "setvar"):
                yield exact(xmltree.text(setting)) or Fraction(0)

    def _summed(self, alone: Sequence[Fraction]) -> Marking | None:
        """Where each condition is about one choice and adds its points: any number of choices can be told."""
        settings = [(one, setting) for one in self._conditions for setting in xmltree.children(one, "setvar")]
        adds = all(setting.get("action", "Set").lower() == "add" for _, setting in settings[1:])
        simple = all(sum(1 for _ in xmltree.below(one, "varequal")) == 1 for one, _ in settings)
        rights = frozenset(place for place, points in enumerate(alone) if points > 0)
        whole = sum((alone[place] for place in rights), Fraction(0))
        if not (adds and simple and settings and rights and self.of(rights).points == whole):
            return None
        # A wrong choice costs what ticking it beside all right ones takes away: alone it earns no less than nothing.
        costs = (self.of(rights | {place}).points - whole for place in range(len(alone)))
        worth = (alone[place] if place in rights else cost for place, cost in enumerate(costs))
        return Marking(whole, tuple(points / whole for points in worth))

    def _whole(self) -> Marking | None:
        """Where exactly one combination is named: all or nothing. Raises Unfollowed for anything else."""
        for condition in self._conditions:
            if not any(True for _ in xmltree.children(condition, "setvar")):
                continue
            key = frozenset(self._named(condition))
            if key and (points := self.of(key).points) > 0:
                share = Fraction(1, len(key))
                fractions = tuple(share if place in key else Fraction(0) for place in range(len(self._places)))
                return Marking(points, fractions, Rule.ALL_OR_NOTHING)
        return None

    def _named(self, element: "etree._Element") -> Iterator[int]:
        """The choices that a condition wants, not those that it forbids."""
        for one in xmltree.children(element):
            if xmltree.name(one) == "varequal":
                place = self._places.get(xmltree.text(one).strip())
                if place is not None:
                    yield place
            elif xmltree.name(one) != "not":
                yield from self._named(one)

    # --- conditions ---

    def _holds(self, condition: "etree._Element", picked: frozenset[int], has_matched: bool) -> tuple[bool, bool]:
        """Whether a condition holds, and whether it is no more than « in any other case ».

        That is where none before it has set the score: what only shows feedback to a choice is no case of its own.
        """
        variables = xmltree.child(condition, "conditionvar")
        parts = list(xmltree.children(variables)) if variables is not None else []
        if not parts or all(xmltree.name(one) == "other" for one in parts):
            return not has_matched, True
        return all(self._is_true(one, picked) for one in parts), False

    def _is_true(self, element: "etree._Element", picked: frozenset[int]) -> bool:
        inside = list(xmltree.children(element))
        match xmltree.name(element):
            case "and":
                return all(self._is_true(one, picked) for one in inside)
            case "or":
                return any(self._is_true(one, picked) for one in inside)
            case "not":
                return not all(self._is_true(one, picked) for one in inside)
            case "varequal":
                return self._places.get(xmltree.text(element).strip(), -1) in picked
            case "varsubset":
                wanted = {part.strip() for part in xmltree.text(element).split(",")}
                return {self._places.get(one, -1) for one in wanted} <= picked
            case "unanswered":
                return not picked
            case "other":
                return True
        raise Unfollowed

    def _set(self, points: Fraction, setting: "etree._Element") -> Fraction:
        said = xmltree.text(setting).strip()
        value = (self._most or Fraction(1)) if said.upper().endswith(".MAX") else exact(said)
        if value is None:
            raise Unfollowed
        match setting.get("action", "Set").lower():
            case "set":
                return value
            case "add":
                return points + value
            case "subtract":
                return points - value
            case "multiply":
                return points * value
            case "divide" if value:
                return points / value
        raise Unfollowed


def exact(text: str) -> Fraction | None:
    """A number; of one with many decimals the ratio that was meant, such as 1/3 of 100."""
    number = parse_number(text)
    is_long = len(text.strip().partition(".")[2]) >= _LONG
    return number.limit_denominator(_LARGEST_DENOMINATOR) if number is not None and is_long else number


def combination(ticked: int) -> frozenset[int]:
    """The places of the bits of a number."""
    return frozenset(place for place in range(ticked.bit_length()) if ticked >> place & 1)


def placed(
    conditions: Conditions, texts: Mapping[str, str], labels: Sequence[str], full: Iterable[frozenset[int]],
    wrong: Iterable[frozenset[int]],
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """For each feedback where it is said: « all », « right », « wrong », the number of a choice, or « » for elsewhere.

    It is told by the responses that are shown it: `full` are those that earn the whole mark, `wrong` those that do not.
    """
    rights, wrongs = list(full), list(wrong)
    shown = {picked: conditions.of(picked).feedback for picked in (*rights, *wrongs)}
    for ident in texts:
        seen = {picked for picked, idents in shown.items() if ident in idents}
        if not seen:
            continue
        of_choice = next((place for place, label in enumerate(labels) if ident in (f"{label}_fb", label)), None)
        by_choice = (place for place in range(len(labels)) if seen == {one for one in shown if place in one})
        if len(seen) == len(shown):
            yield ident, "all"
        elif of_choice is None and seen == set(rights):
            yield ident, "right"
        elif (place := next(by_choice, None)) is not None:
            yield ident, str(place)
        elif seen == set(wrongs):
            yield ident, "wrong"
        else:
            yield ident, ""


def _number(element: "etree._Element | None", attribute: str) -> Fraction | None:
    return None if element is None else exact(element.get(attribute, ""))
