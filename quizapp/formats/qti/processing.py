"""A small interpreter of QTI's rules and expressions, without files, clocks or chance.

Source: QTI 2.2, Assessment Test, Section and Item Information Model: response processing, template processing and
expressions. What real choice items use is known here; anything else raises Unsupported.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import TypeVar

from quizapp.formats.qti.declarations import Declaration
from quizapp.formats.qti.elements import Element, attribute, rules
from quizapp.formats.qti.values import (
    One,
    Several,
    Unsupported,
    Value,
    alike,
    bounded,
    container,
    items_of,
    matches,
    number,
    of_text,
)
from quizapp.formats.syntax import xmltree

MOST_STEPS = 250_000
"""Elements that are looked at for one item, and values that are moved, over all its evaluations."""
_BUILT_IN: Mapping[str, Value] = {"numAttempts": Fraction(1), "completionStatus": "unknown"}
_LONGEST_VALUE = 500
"""Characters of a value that is written into the rules."""
_CONDITIONS = ("responsecondition", "templatecondition")
_FIRST = ("responseif", "responseelseif", "templateif", "templateelseif")
_ELSE = ("responseelse", "templateelse")
_SETTING = {
    "setoutcomevalue": "outcome",
    "settemplatevalue": "template",
    "setdefaultvalue": "default",
    "setcorrectresponse": "correct",
}


class _Exit(Exception):
    """The rules end here."""


class RefusedTemplate(Exception):
    """A template's values do not keep to its own constraint."""


class Budget:
    """The work that one item may ask for."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self._left = steps

    def spend(self, steps: int = 1) -> None:
        self._left -= steps
        if self._left < 0:
            raise Unsupported("too much")


class Machine:
    """The variables of an item while its rules run over them."""

    def __init__(
        self,
        declared: Mapping[str, Declaration],
        budget: Budget,
        templates: Mapping[str, Value] | None = None,
        correct: Mapping[str, Value] | None = None,
    ) -> None:
        self._declared = declared
        self._budget = budget
        self.templates = dict(templates or {})
        """The values that template processing gave."""
        self.correct = dict(correct or {})
        """The keys that template processing set."""
        self._defaults: dict[str, Value] = {}
        self._values: dict[str, Value] = {}

    def respond(self, rules_: Element, responses: Mapping[str, Value]) -> Mapping[str, Value]:
        """The values of all outcome variables after these responses. Raises Unsupported."""
        self._budget.spend(1 + len(self._declared) // 4)
        self._values = {
            name: one.first for name, one in self._declared.items() if one.kind != "template"
        }  # fmt: skip
        self._values.update(self._defaults)
        self._values.update(self.templates)
        self._values.update(responses)
        self._run_all(rules_)
        return self._values

    def prepare(self, rules_: Element | None) -> None:
        """Runs template processing: one instance of the item, always the same. Raises Unsupported, RefusedTemplate."""
        self.templates = {name: one.default for name, one in self._declared.items() if one.kind == "template"}
        self._values = dict(self.templates)
        if rules_ is not None:
            self._run_all(rules_)
            self.templates = {name: self._values.get(name) for name in self.templates}

    def _run_all(self, rules_: Element) -> None:
        with suppress(_Exit):
            self._run(rules(rules_))

    # --- rules ---

    def _run(self, rules_: Iterator[Element]) -> None:
        for rule in rules_:
            self._budget.spend()
            name = xmltree.name(rule)
            if name in _CONDITIONS:
                self._condition(rule)
            elif name in _SETTING:
                self._set(_SETTING[name], attribute(rule, "identifier"), self._only(rule))
            elif name == "responseprocessingfragment":
                self._run(rules(rule))
            elif name in ("exitresponse", "exittemplate"):
                raise _Exit
            elif name == "templateconstraint":
                if self._only(rule) is not True:
                    raise RefusedTemplate
            else:
                raise Unsupported(name)

    def _condition(self, condition: Element) -> None:
        for branch in rules(condition):
            self._budget.spend()
            inside = rules(branch)
            name = xmltree.name(branch)
            if name in _FIRST:
                test = next(inside, None)
                if test is not None and self.value(test) is True:
                    self._run(inside)
                    return
            elif name in _ELSE:
                self._run(inside)
                return
            else:
                raise Unsupported(name)

    def _set(self, what: str, identifier: str, value: Value) -> None:
        if what == "correct":
            self.correct[identifier] = value
        elif what == "default":
            self._defaults[identifier] = value
        else:
            self._values[identifier] = value

    # --- expressions ---

    def value(self, expression: Element) -> Value:
        """What an expression is worth. Raises Unsupported."""
        self._budget.spend()
        name = xmltree.name(expression)
        if name in _LEAVES:
            return _LEAVES[name](self, expression)
        if name in _LOGIC:
            return _LOGIC[name]([self._truth(one) for one in rules(expression)])
        if name in _OPERATORS:
            if name == "equal" and attribute(expression, "tolerancemode").lower() not in ("", "exact"):
                raise Unsupported("tolerance")
            given = [self.value(one) for one in rules(expression)]
            self._budget.spend(sum(len(items_of(one)) for one in given))
            return _OPERATORS[name](given)
        raise Unsupported(name)

    def _only(self, element: Element) -> Value:
        inside = next(rules(element), None)
        if inside is None:
            raise Unsupported("nothing")
        return self.value(inside)

    def _truth(self, expression: Element) -> bool | None:
        found = self.value(expression)
        if isinstance(found, bool) or found is None:
            return found
        raise Unsupported("truth")

    def _variable(self, element: Element) -> Value:
        name = attribute(element, "identifier")
        return self._values[name] if name in self._values else _BUILT_IN.get(name)

    def _correct(self, element: Element) -> Value:
        name = attribute(element, "identifier")
        return self.correct[name] if name in self.correct else self._of(element).correct

    def _default(self, element: Element) -> Value:
        name = attribute(element, "identifier")
        return self._defaults[name] if name in self._defaults else self._of(element).default

    def _of(self, element: Element) -> Declaration:
        found = self._declared.get(attribute(element, "identifier"))
        if found is None:
            raise Unsupported("undeclared")
        return found

    def _map_response(self, element: Element) -> Value:
        declared = self._of(element)
        if declared.mapping is None:
            raise Unsupported("mapping")
        given = items_of(self._variable(element))
        if not given:
            return Fraction(0)
        return declared.mapping.held(sum(map(declared.mapping.worth, dict.fromkeys(given)), Fraction(0)))

    def _drawn(self, element: Element) -> Value:
        """A number in the middle of those that might be drawn: what is drawn here is always the same."""
        low, high = number(attribute(element, "min")), number(attribute(element, "max"))
        step = number(attribute(element, "step")) or Fraction(1)
        if low is None or high is None or high < low or step <= 0:
            raise Unsupported("range")
        if xmltree.name(element) == "randomfloat":
            return (low + high) / 2
        return low + step * ((high - low) / step // 2)


def _base_value(_: Machine, element: Element) -> Value:
    text = xmltree.text(element)
    if len(text) > _LONGEST_VALUE:
        raise Unsupported("value")
    return of_text(text, attribute(element, "basetype").lower())


_LEAVES: Mapping[str, Callable[[Machine, Element], Value]] = {
    "variable": Machine._variable,
    "correct": Machine._correct,
    "default": Machine._default,
    "mapresponse": Machine._map_response,
    "randominteger": Machine._drawn,
    "randomfloat": Machine._drawn,
    "basevalue": _base_value,
    "null": lambda _, __: None,
}


# --- what the operators do with their operands ---

Operands = Sequence[Value]


def _and(given: Sequence[bool | None]) -> Value:
    return False if False in given else None if None in given else True


def _or(given: Sequence[bool | None]) -> Value:
    return True if True in given else None if None in given else False


def _not(given: Sequence[bool | None]) -> Value:
    (one,) = _exactly(given, 1)
    return None if one is None else not one


_LOGIC: Mapping[str, Callable[[Sequence[bool | None]], Value]] = {"and": _and, "or": _or, "not": _not}


_Given = TypeVar("_Given")


def _exactly(given: Sequence[_Given], count: int) -> Sequence[_Given]:
    if len(given) != count:
        raise Unsupported("operands")
    return given


def _number(value: Value) -> Fraction:
    if isinstance(value, Fraction):
        return value
    only = items_of(value)
    if len(only) == 1 and isinstance(only[0], Fraction):
        return only[0]
    raise Unsupported("number")


def _numbers(given: Operands) -> list[Fraction] | None:
    """All numbers in the operands, those in containers too; None where there is a NULL."""
    if any(one is None for one in given):
        return None
    return [_number(one) for value in given for one in items_of(value)]


def _sum(given: Operands) -> Value:
    found = _numbers(given)
    return None if found is None else bounded(sum(found, Fraction(0)))


def _product(given: Operands) -> Value:
    found = _numbers(given)
    if found is None:
        return None
    made = Fraction(1)
    for one in found:
        made = bounded(made * one)
    return made


def _two(work: Callable[[Fraction, Fraction], Value]) -> Callable[[Operands], Value]:
    def worked(given: Operands) -> Value:
        first, second = _exactly(given, 2)
        return None if first is None or second is None else work(_number(first), _number(second))

    return worked


def _of_all(work: Callable[[list[Fraction]], Fraction]) -> Callable[[Operands], Value]:
    def worked(given: Operands) -> Value:
        found = _numbers(given)
        return work(found) if found else None

    return worked


def _divide(first: Fraction, second: Fraction) -> Value:
    return bounded(first / second) if second else None


def _match(given: Operands) -> Value:
    first, second = _exactly(given, 2)
    return None if first is None or second is None else matches(first, second)


def _is_null(given: Operands) -> Value:
    (one,) = _exactly(given, 1)
    return one is None or one == ""


def _gathered(*, ordered: bool) -> Callable[[Operands], Value]:
    return lambda given: container((one for value in given for one in items_of(value)), ordered=ordered)


def _member(given: Operands) -> Value:
    one, several = _exactly(given, 2)
    if one is None or several is None:
        return None
    return len(items_of(one)) == 1 and any(alike(items_of(one)[0], other) for other in items_of(several))


def _contains(given: Operands) -> Value:
    outer, inner = _exactly(given, 2)
    if outer is None or inner is None:
        return None
    if isinstance(outer, Several) and outer.ordered:
        raise Unsupported("order")
    left = list(items_of(outer))
    for one in items_of(inner):
        at = next((place for place, other in enumerate(left) if alike(one, other)), None)
        if at is None:
            return False
        left.pop(at)
    return True


def _delete(given: Operands) -> Value:
    one, several = _exactly(given, 2)
    if one is None or several is None:
        return None
    kept: list[One] = [other for other in items_of(several) if not any(alike(other, gone) for gone in items_of(one))]
    return container(kept, ordered=isinstance(several, Several) and several.ordered)


def _size(given: Operands) -> Value:
    (one,) = _exactly(given, 1)
    return Fraction(len(items_of(one)))


def _first_of(given: Operands) -> Value:
    """What « random » draws: here always the first."""
    (several,) = _exactly(given, 1)
    return next(iter(items_of(several)), None)


_OPERATORS: Mapping[str, Callable[[Operands], Value]] = {
    "match": _match,
    "equal": _two(lambda first, second: first == second),
    "lt": _two(lambda first, second: first < second),
    "lte": _two(lambda first, second: first <= second),
    "gt": _two(lambda first, second: first > second),
    "gte": _two(lambda first, second: first >= second),
    "subtract": _two(lambda first, second: bounded(first - second)),
    "divide": _two(_divide),
    "sum": _sum,
    "product": _product,
    "min": _of_all(min),
    "max": _of_all(max),
    "isnull": _is_null,
    "multiple": _gathered(ordered=False),
    "ordered": _gathered(ordered=True),
    "member": _member,
    "contains": _contains,
    "delete": _delete,
    "containersize": _size,
    "random": _first_of,
}
