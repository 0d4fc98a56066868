"""Where the feedback of a QTI 1.2 item belongs: to all, to an outcome, or to a choice.

Sources: IMS QTI ASI XML Binding 1.2, « displayfeedback »; the names that Canvas, Blackboard and Respondus give.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.banks import MOST_TABLED
from quizapp.formats.building.assembly import MOST_CHOICES
from quizapp.formats.building.scores import Scheme
from quizapp.formats.qti12.conditions import Conditions, combination

_NOT_RIGHT = ("partly", "wrong")
_NAMED = {
    "general_fb": ("all",),
    "correct_fb": ("right",),
    "correct": ("right",),
    "general_incorrect_fb": _NOT_RIGHT,
    "incorrect": _NOT_RIGHT,
}
"""What the names of feedback say that Canvas and Blackboard give."""
_OF_CHOICE = ("{}", "{}_fb", "fb_{}")
"""How the names of feedback are made from a choice's."""


@dataclass(frozen=True, slots=True)
class TriedResponses:
    """Responses by what they earn: the whole mark, a part of it, or nothing."""

    full: frozenset[frozenset[int]]
    part: frozenset[frozenset[int]]
    none: frozenset[frozenset[int]]


def tried(conditions: Conditions, marking: Scheme, count: int, *, multiple: bool) -> TriedResponses:
    """All responses, or of many choices some that tell the outcomes apart, by what they earn."""
    if not multiple:
        responses = [frozenset((place,)) for place in range(count)]
    elif count <= MOST_TABLED:
        responses = [combination(ticked) for ticked in range(1, 2**count)]
    else:
        alone = [frozenset((place,)) for place in range(min(count, MOST_CHOICES))]
        rights = frozenset(place for place, fraction in enumerate(marking.fractions) if fraction > 0)
        responses = list(dict.fromkeys([*alone, *(alone[0] | one for one in alone), rights]))
    points = {picked: conditions.of(picked).points for picked in responses}
    full = frozenset(picked for picked in responses if points[picked] >= marking.maximum)
    part = frozenset(picked for picked in responses if 0 < points[picked] < marking.maximum)
    return TriedResponses(full, part, frozenset(responses) - full - part)


def placed(
    conditions: Conditions, idents: Iterable[str], labels: Sequence[str], tried: TriedResponses
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each feedback where it is said: « all », the outcomes, the number of a choice, or nowhere.

    It is told by the responses that are shown it; by its name, where no condition shows it, or where that of a choice.
    """
    shown = {picked: conditions.of(picked).feedback for picked in tried.full | tried.part | tried.none}
    of_choice = {form.format(label): place for place, label in enumerate(labels) for form in _OF_CHOICE}
    with_choice = [{picked for picked in shown if place in picked} for place in range(len(labels))]
    outcomes = {"right": tried.full, "partly": tried.part, "wrong": tried.none}
    told = [(one,) for one in outcomes] + [_NOT_RIGHT]
    for ident in idents:
        seen = {picked for picked, given in shown.items() if ident in given}
        place, named = of_choice.get(ident), _NAMED.get(ident.lower(), ())
        if place is not None and (not seen or seen == with_choice[place]):
            yield ident, (str(place),)
        elif not seen:
            yield ident, _kept(named, outcomes)
        elif len(seen) == len(shown) and seen != _of(named, outcomes):
            yield ident, ("all",)
        elif where := next((those for those in (named, *told) if seen == _of(those, outcomes)), ()):
            yield ident, _kept(where, outcomes)
        else:
            yield ident, tuple(str(place) for place, those in enumerate(with_choice) if seen == those)


def _of(where: tuple[str, ...], outcomes: Mapping[str, frozenset[frozenset[int]]]) -> frozenset[frozenset[int]]:
    """The responses that have one of these outcomes."""
    return frozenset().union(*(outcomes.get(one, ()) for one in where))


def _kept(where: tuple[str, ...], outcomes: Mapping[str, frozenset[frozenset[int]]]) -> tuple[str, ...]:
    """Those outcomes that some response has."""
    return tuple(one for one in where if outcomes.get(one, True))
