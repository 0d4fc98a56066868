"""One way of naming the elements of all versions of QTI 2 and 3, and small operations on a tree."""

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from quizapp.formats.syntax import xmltree

Element = etree._Element

_SPEECH = "http://www.w3.org/2001/10/synthesis"
"""SSML, whose « sub » is not that of HTML."""
INTERACTIONS = {
    name.lower(): name
    for name in (
        "associateInteraction", "choiceInteraction", "customInteraction", "drawingInteraction",
        "endAttemptInteraction", "extendedTextInteraction", "gapMatchInteraction", "graphicAssociateInteraction",
        "graphicGapMatchInteraction", "graphicOrderInteraction", "hotspotInteraction", "hottextInteraction",
        "inlineChoiceInteraction", "matchInteraction", "mediaInteraction", "orderInteraction",
        "portableCustomInteraction", "positionObjectInteraction", "selectPointInteraction", "sliderInteraction",
        "textEntryInteraction", "uploadInteraction",
    )
}  # fmt: skip
"""By the names that they have here, those of the specification."""


def normalise(top: Element) -> None:
    """Names every element as QTI 2 does, in lower case and without namespaces, whatever version it is of.

    Attributes lose hyphens only where QTI 3 put them: those of HTML keep theirs.
    """
    for element in list(top.iter()):
        if isinstance(element, etree._Entity):
            _say(element)
        elif isinstance(element.tag, str):
            _rename(element)


def _rename(element: Element) -> None:
    namespace, _, name = str(element.tag).rpartition("}")
    name = name.lower()
    is_newer = name.startswith("qti-")
    given = dict(element.attrib)
    element.attrib.clear()
    for key, value in given.items():
        local = str(key).rpartition("}")[2].lower()
        is_ours = is_newer and not local.startswith(("data-", "aria-"))
        element.set(_xml_name(local.replace("-", "") if is_ours else local), value)
    if namespace == "{" + _SPEECH:
        name = "span"
    element.tag = name.removeprefix("qti-").replace("-", "") if is_newer and name != "qti-" else _xml_name(name)


def _xml_name(name: str) -> str:
    return name if re.fullmatch(r"[^\W\d][\w.-]*", name) else "x"


def _say(entity: etree._Entity) -> None:
    """An entity of a declaration that was not loaded: those of HTML are known without it."""
    said = unescape(f"&{entity.name};") + (entity.tail or "")
    entity.tail = None
    put_text(entity, said)
    parent = entity.getparent()
    if parent is not None:
        parent.remove(entity)  # type: ignore[arg-type] # The stubs know no entities among children.


def put_text(element: Element, text: str) -> None:
    """Some text right before an element."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def cut(element: Element) -> None:
    """Takes an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is not None:
        put_text(element, element.tail or "")
        element.tail = None
        parent.remove(element)


def attribute(element: Element, name: str) -> str:
    return (element.get(name) or "").strip()


def is_true(element: Element, name: str) -> bool:
    return attribute(element, name).lower() in ("true", "1")


def views(rubric: Element) -> str:
    """Whom a rubric is for; all, where it does not say."""
    return attribute(rubric, "view").lower() or "candidate"


def rules(element: Element) -> Iterator[Element]:
    """The elements right inside this one."""
    return xmltree.children(element)
