"""The response processing templates that QTI names: found by their address, in whatever version it is."""

from functools import cache

from lxml import etree

from quizapp.formats.qti.elements import Element, attribute
from quizapp.formats.syntax import xmltree

_MATCH = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>"


def _set(name: str, value: str) -> str:
    return f"<setoutcomevalue identifier='{name}'>{value}</setoutcomevalue>"


def _base(base_type: str, value: str) -> str:
    return f"<basevalue basetype='{base_type}'>{value}</basevalue>"


_MAPPED = "<mapresponse identifier='RESPONSE'/>"
_ONE, _ZERO = _base("float", "1"), _base("float", "0")
_MATCH_CORRECT = (
    f"<responsecondition><responseif>{_MATCH}{_set('SCORE', _ONE)}</responseif>"
    f"<responseelse>{_set('SCORE', _ZERO)}</responseelse></responsecondition>"
)
_MAP_RESPONSE = (
    f"<responsecondition><responseif><isnull><variable identifier='RESPONSE'/></isnull>{_set('SCORE', _ZERO)}"
    f"</responseif><responseelse>{_set('SCORE', _MAPPED)}</responseelse>"
    "</responsecondition>"
)
_CC = (
    f"<responsecondition><responseif>{_MATCH}{_set('SCORE', '{most}')}"
    f"{_set('FEEDBACKBASIC', _base('identifier', 'correct'))}</responseif>"
    f"<responseelse>{_set('FEEDBACKBASIC', _base('identifier', 'incorrect'))}</responseelse></responsecondition>"
    + _set("FEEDBACK", "<variable identifier='RESPONSE'/>")
)
"""That of Common Cartridge, which also sets what feedback is shown."""
_BY_NAME = {
    "match_correct": _MATCH_CORRECT,
    "map_response": _MAP_RESPONSE,
    "cc2_match": _CC,
    "cc2_match_basic": _CC,
    "cc2_map_response": _MAP_RESPONSE,
}


def processing(item: Element, response: str, *, has_maximum: bool) -> tuple[Element | None, str]:
    """The rules by which an item is marked, and the template they are not known of; neither where it has none."""
    element = xmltree.child(item, "responseprocessing")
    if element is None:
        return None, ""
    if next(xmltree.children(element), None) is not None:
        return element, ""
    named = attribute(element, "template") or attribute(element, "templatelocation")
    if not named:
        return None, ""
    name = named.rstrip("/").rpartition("/")[2].lower().removesuffix(".xml")
    return (_made(name, response, has_maximum), "") if name in _BY_NAME else (None, named)


@cache
def _parsed(name: str, most: str) -> Element:
    return etree.fromstring(f"<responseprocessing>{_BY_NAME[name].replace('{most}', most)}</responseprocessing>")


def _made(name: str, response: str, has_maximum: bool) -> Element:
    most = "<variable identifier='MAXSCORE'/>" if has_maximum else _ONE
    made = etree.fromstring(etree.tostring(_parsed(name, most)))
    for one in made.iter():
        if one.get("identifier") == "RESPONSE":
            one.set("identifier", response)
    return made
