"""Which feedback of an item is said to which response: told by what is shown after each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from quizapp.domain.scoring import Outcome
from quizapp.formats.qti.elements import Element, attribute
from quizapp.formats.qti.marking import Run
from quizapp.formats.qti.values import Value, items_of

_ASKED = (Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG)
_MOST = 100
"""Pieces of feedback of one question; no more are looked at."""
_TELLING = {
    "general": _ASKED,
    "right": (Outcome.RIGHT,),
    "correct": (Outcome.RIGHT,),
    "partly": (Outcome.PARTLY,),
    "partial": (Outcome.PARTLY,),
    "wrong": (Outcome.WRONG,),
    "incorrect": (Outcome.WRONG,),
}
"""What identifiers of feedback say of it, where its rules leave open which of several is meant."""


@dataclass(slots=True)
class FeedbackElements:
    """The elements that hold the feedback of a question, by when they are said."""

    choices: list[list[Element]]
    general: list[Element] = field(default_factory=list)
    outcomes: dict[Outcome, list[Element]] = field(default_factory=lambda: {one: [] for one in _ASKED})
    is_lost: bool = False
    """There is some that is said otherwise."""


def is_shown(element: Element, outcomes: Mapping[str, Value]) -> bool:
    """Whether a piece of feedback can be seen, by the value of its outcome variable."""
    shown = items_of(outcomes.get(attribute(element, "outcomeidentifier")))
    is_there = attribute(element, "identifier") in map(_written, shown)
    return is_there != (attribute(element, "showhide").lower() == "hide")


def _written(value: object) -> str:
    """As QTI writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def sort_out(
    of_choices: Sequence[Sequence[Element]], others: Sequence[Element], runs: Sequence[Run], earned: Sequence[Outcome]
) -> FeedbackElements:
    """`earned` is what each run's response is in words."""
    said = FeedbackElements([[] for _ in of_choices])
    if len(others) + sum(map(len, of_choices)) > _MOST:
        said.is_lost = True
        return said
    answered = [(run, outcome) for run, outcome in zip(runs, earned, strict=True) if run.picked]
    for place, elements in enumerate(of_choices):
        for element in elements:
            if [is_shown(element, run.outcomes) for run, _ in answered] == [place in run.picked for run, _ in answered]:
                said.choices[place].append(element)
            else:
                _put(element, answered, said)
    for element in others:
        _put(element, answered, said)
    return said


def _put(element: Element, answered: Sequence[tuple[Run, Outcome]], said: FeedbackElements) -> None:
    shown = [is_shown(element, run.outcomes) for run, _ in answered]
    when = _when(element, shown, [outcome for _, outcome in answered])
    if when == _ASKED:
        said.general.append(element)
    elif when:
        for outcome in when:
            said.outcomes[outcome].append(element)
    elif not any(shown):
        said.is_lost = True
    elif all(len(run.picked) == 1 for run, _ in answered):
        for (run, _), is_said in zip(answered, shown, strict=True):
            for place in run.picked if is_said else ():
                said.choices[place].append(element)
    else:
        places = range(len(said.choices))
        found = [one for one in places if shown == [one in run.picked for run, _ in answered]]
        for place in found[:1]:
            said.choices[place].append(element)
        said.is_lost |= not found


def _when(element: Element, shown: Sequence[bool], earned: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes that it is said to, if it is said to those and no others."""
    told = _TELLING.get(attribute(element, "identifier").lower())
    if told and shown == [one in told for one in earned]:
        return told
    if all(shown):
        return _ASKED
    for size in (1, 2):
        for some in combinations(_ASKED, size):
            if any(shown) and shown == [one in some for one in earned]:
                return some
    return ()
