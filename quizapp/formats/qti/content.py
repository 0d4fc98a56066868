"""The texts of an item: its body without what is no text, as HTML for `markup`."""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from fractions import Fraction

from quizapp.formats.qti.declarations import Declaration
from quizapp.formats.qti.elements import Element, attribute, cut, put_text, views
from quizapp.formats.qti.feedback import is_shown
from quizapp.formats.qti.values import Value, decimal, items_of
from quizapp.formats.syntax import xmltree
from quizapp.formats.texts import markup

_FEEDBACK = ("feedbackinline", "feedbackblock")
_TEMPLATED = ("templateinline", "templateblock")
_UNSAID = frozenset((
    "stylesheet", "cataloginfo", "infocontrol", "companionmaterialsinfo", "endattemptinteraction",
    "portablecustominteraction", "script", "style",
))  # fmt: skip
_AS_DIV = frozenset((
    "itembody", "prompt", "choiceinteraction", "contentbody", "rubricblock", "feedbackblock", "templateblock",
    "modalfeedback", "simplechoice", "mediainteraction",
))  # fmt: skip
_AS_SPAN = frozenset(("feedbackinline", "templateinline", "hottext", "gap", "xinclude"))
_CLASS = "quizapp-"
"""Begins classes that stand for what QTI's own HTML lacks: as « quizapp-u » and « quizapp-dir-rtl »."""
_RENAMED = re.compile(rf"{_CLASS}(u|s|mark|ins|del|ruby|rt|rp|bdi|bdo|wbr)")
_GIVEN = re.compile(rf"{_CLASS}(dir|start|type)-([A-Za-z0-9]+)")
_BLANK = " \t\r\n\f"
"""The characters that mean nothing around HTML; others, such as no-break spaces, are text."""
WRAPPER = f"{_CLASS}text"
"""The class of the element that our own writer puts around a text."""
_DATA = re.compile(r"data:image/[a-z+.-]+;base64,", re.IGNORECASE)


class Content:
    """Makes texts of elements, and remembers what they lost."""

    def __init__(
        self, find: markup.FindPicture, templates: Mapping[str, Value], declared: Mapping[str, Declaration]
    ) -> None:
        self._find = find
        self._templates = templates
        self._declared = declared
        self.lost: set[str] = set()

    def choices(self, interaction: Element) -> list[Element]:
        """Those that this instance of the item shows."""
        return [one for one in xmltree.children(interaction, "simplechoice") if self._is_there(one)]

    def take_feedback(self, element: Element) -> list[Element]:
        """The feedback inside an element, taken out of it; what is shown before anything is picked is no feedback.

        Choices are left alone: theirs is their own.
        """
        first = {name: one.first for name, one in self._declared.items()}
        taken = []
        for one in list(element.iter(*_FEEDBACK)):
            inside = [xmltree.name(other) for other in one.iterancestors()]
            if xmltree.name(element) != "simplechoice" and "simplechoice" in inside:
                continue
            if one is not element and not is_shown(one, first):
                cut(one)
                taken.append(one)
        return taken

    def text(self, element: Element, *, inline: bool = False) -> str:
        read = markup.of_html(self._html(element), inline=inline, find=self._find)
        self.lost |= read.lost
        return read.text

    def said(self, elements: Sequence[Element]) -> str:
        """One text of all of these."""
        if not elements:
            return ""
        pieces = [self._html(one) for one in elements]
        read = markup.of_html(
            pieces[0] if len(pieces) == 1 else "".join(f"<div>{one}</div>" for one in pieces), find=self._find
        )
        self.lost |= read.lost
        return read.text

    def stem(self, body: Element) -> str:
        """All that the body says around the choices, the interaction's prompt in the interaction's place."""
        for choice in list(body.iter("simplechoice")):
            cut(choice)
        for interaction in list(body.iter("choiceinteraction")):
            if not len(interaction):
                cut(interaction)
        return self.text(body)

    def _html(self, element: Element) -> str:
        copy = deepcopy(element)
        copy.tail = None
        for one in list(copy.iter()):
            if one is not copy:
                self._adapt(one)
        made = xmltree.inside(_unwrapped(copy)).strip(_BLANK)
        return f'<div dir="rtl">{made}</div>' if attribute(element, "dir") == "rtl" else made

    def _adapt(self, element: Element) -> None:
        name = xmltree.name(element)
        is_for_others = name == "rubricblock" and "candidate" not in views(element)
        if name in _UNSAID or is_for_others or (name in _TEMPLATED and not self._is_there(element)):
            cut(element)
        elif name == "printedvariable":
            put_text(element, self._printed(attribute(element, "identifier")))
            cut(element)
        elif name == "object" and self._is_picture(attribute(element, "data")):
            words = " ".join(xmltree.text(element).split())
            for inside in list(element):
                element.remove(inside)
            element.text = None
            element.tag = "img"
            element.set("src", attribute(element, "data"))
            element.set("alt", words)
        elif name in ("mi", "ci") and (value := self._templates.get((element.text or "").strip())) is not None:
            element.text = _shown(value)
        elif name in _AS_DIV or name in _AS_SPAN:
            element.tag = "div" if name in _AS_DIV else "span"
        _restore(element)

    def _is_there(self, element: Element) -> bool:
        """Whether a template shows an element; one that hangs on no template does what it wants."""
        identifier = attribute(element, "templateidentifier")
        declared = self._declared.get(identifier)
        if declared is None or declared.base_type != "identifier":
            return True
        values = [str(one) for one in items_of(self._templates.get(identifier))]
        return (attribute(element, "identifier") in values) != (attribute(element, "showhide").lower() == "hide")

    def _printed(self, identifier: str) -> str:
        value = self._templates.get(identifier)
        if value is None and identifier in self._declared:
            value = self._declared[identifier].first
        return _shown(value)

    def _is_picture(self, address: str) -> bool:
        return bool(address) and self._find(address) is not None


def _shown(value: Value) -> str:
    """The value of a variable in a text: a few words, if it is sound."""
    return ", ".join(decimal(one) if isinstance(one, Fraction) else str(one) for one in items_of(value))[:200]


def _restore(element: Element) -> None:
    """The elements and attributes that our own writer put into classes."""
    for word in attribute(element, "class").split():
        if found := _RENAMED.fullmatch(word):
            element.tag = found[1]
        elif found := _GIVEN.fullmatch(word):
            element.set(found[1], found[2])
        elif word == f"{_CLASS}pre":
            element.set("style", "white-space: pre-wrap")


def _unwrapped(element: Element) -> Element:
    """What really holds the content: a single « div » around everything says nothing."""
    inside = list(element)
    if WRAPPER in attribute(element, "class").split() or len(inside) != 1 or inside[0].get("lang"):
        return element
    is_alone = not (element.text or "").strip(_BLANK) and not (inside[0].tail or "").strip(_BLANK)
    if is_alone and xmltree.name(inside[0]) == "div" and not inside[0].get("dir"):
        return _unwrapped(inside[0])
    return element


def embedded(address: str) -> bytes | None:
    """The bytes of a picture that is written out in its own address."""
    found = _DATA.match(address)
    if found is None:
        return None
    try:
        return base64.b64decode(re.sub(r"\s+", "", address[found.end() :]), validate=True)
    except (binascii.Error, ValueError):
        return None
