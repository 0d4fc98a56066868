"""How the program that wrote a QTI 1.2 item marks several answers, whatever the item's conditions add up to.

Canvas, Sakai and Brightspace write which choices are right, and have rules of their own for what that earns; the
sources of these are in `building.several`. Those of what they write: Canvas, gems/plugins/qti_exporter; Samigo,
ItemMetaDataIfc and AuthoringConstantStrings; Brightspace's exports, and D2L's GRADINGRULE_T for their « grading_type ».
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from quizapp.formats.building import several
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.scores import Scheme
from quizapp.formats.building.several import TickRule
from quizapp.formats.syntax import xmltree

_SAKAI, _SAKAI_ONE = "multiple correct answer", "multiple correct single selection"
_SAKAI_PARTIAL = "mcms_partial_credit"
_GRADING_TYPE = "grading_type"
_GRADING_TYPES = {
    "0": TickRule.ALL_OR_NOTHING,
    "1": TickRule.JUDGED_LESS_MISJUDGED,
    "2": TickRule.JUDGED,
    "3": TickRule.AS_MANY_AS_RIGHT,
}
_COUNTS = {"d2l_correct": True, "d2l_incorrect": False}
"""Brightspace counts right and wrong ticks, and sets the score by these."""


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """The right choices of an item, and what its program gives for them."""

    right: tuple[bool, ...]
    rule: TickRule

    @property
    def scheme(self) -> Scheme | None:
        """None where no choice is right."""
        return several.scheme(self.right, self.rule)

    @property
    def is_told(self) -> bool:
        """Whether the scheme is the program's own; else it is all or nothing."""
        return several.is_told(self.rule, len(self.right))


def takes_several(kind: str, cardinality: str, item: "etree._Element") -> bool:
    """Brightspace's single choices, and Sakai's for which any right one will do, say « Multiple » too."""
    name = kind.casefold()
    if name == _SAKAI_ONE or (_graded(item) and name in ("multiple choice", "true/false")):
        return False
    return cardinality.lower() == "multiple"


def own_marks(item: "etree._Element", fields: Mapping[str, str], labels: Collection[str]) -> OwnMarks | None:
    """None where the conditions say it all."""
    rule = _rule(item, fields)
    if rule is None:
        return None
    named = set(_named_right(item))
    return OwnMarks(tuple(label in named for label in labels), rule)


def _rule(item: "etree._Element", fields: Mapping[str, str]) -> TickRule | None:
    if fields.get("question_type", "").lower() == "multiple_answers_question":
        return TickRule.RIGHT_LESS_WRONG
    if fields.get("qmd_itemtype", "").lower() == _SAKAI or _SAKAI_PARTIAL in fields:
        is_whole = fields.get(_SAKAI_PARTIAL, "").lower() == "false"
        return TickRule.ALL_OR_NOTHING if is_whole else TickRule.RIGHT_LESS_WRONG
    return _GRADING_TYPES.get(_graded(item))


def _graded(item: "etree._Element") -> str:
    return xmltree.text(next(xmltree.below(item, _GRADING_TYPE), None)).strip()


def _named_right(item: "etree._Element") -> Iterator[str]:
    """The choices that a condition names, not one that forbids them, and that it gives something for."""
    for condition in xmltree.below(item, "respcondition"):
        if not any(_gives(setting) for setting in xmltree.children(condition, "setvar")):
            continue
        for equal in xmltree.below(condition, "varequal"):
            if not any(xmltree.name(one) == "not" for one in equal.iterancestors()):
                yield xmltree.text(equal).strip()


def _gives(setting: "etree._Element") -> bool:
    counted = _COUNTS.get((setting.get("varname") or "").lower())
    if counted is not None:
        return counted
    worth = parse_number(xmltree.text(setting))
    return worth is not None and worth > 0
