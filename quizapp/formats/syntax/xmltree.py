"""XML to a tree, with nothing fetched, nothing expanded, and limits on its depth and size."""

import re
from collections.abc import Iterator

from lxml import etree

from quizapp.formats.problems import Problem

DEEPEST = 100
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z_]")
_TAG = re.compile(rb"<!--|<\?|<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]*)")
_CLOSING = {b"<!--": b"-->", b"<?": b"?>"}
_HEAD = 64 * 1024
_TOO_DEEP = etree.XPath(f"(/{'/'.join('*' * (DEEPEST + 1))})[1]")
"""The first element beyond the depth: found forty times as fast as by a walk."""


class Unreadable(Exception):
    """No tree can be had of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def looks_like(data: bytes) -> bool:
    """Whether the bytes begin as XML does."""
    return _plain(data[:200]).lstrip().startswith(b"<")


def root(data: bytes) -> tuple[str, str]:
    """The name of the first element, without its prefix and in lower case, and the text of its attributes."""
    head, at = _plain(data[:_HEAD]), 0
    while (found := _TAG.search(head, at)) and (closing := _CLOSING.get(found[0])):
        at = head.find(closing, found.end()) + len(closing)
        if at < len(closing):
            return "", ""  # Never closed, it goes to the end.
    return (found[1].decode("utf-8", "replace").lower(), found[2].decode("utf-8", "replace")) if found else ("", "")


def written(top: "etree._Element", *, is_indented: bool = False) -> bytes:
    """The file that a tree is."""
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8", pretty_print=is_indented)


def parse(data: bytes, member: str = "") -> "etree._Element":
    """The root element. Raises Unreadable, with the place of what is wrong in the file, or member of a package."""
    data = _plain(data)
    if not data.strip():
        raise Unreadable(Problem("empty-file", member=member))
    first = _FIRST_ELEMENT.search(data)
    if b"<!ENTITY" in data[: first.start() if first else len(data)]:
        raise Unreadable(Problem("xml-entities", member=member))
    data = re.sub(rb'^(\s*<\?xml[^>]*?["\'])(encoding)', rb"\1 \2", data).lstrip()  # A blank that some writers forget.
    try:
        top = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = (error.msg or "").partition(", line ")[0]
        raise Unreadable(Problem("xml-syntax", line, max(0, column), {"reason": reason}, member)) from error
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise Unreadable(Problem("xml-syntax", 1, 1, {"reason": str(error)[:200]}, member)) from error
    kinds = top.getroottree().docinfo.internalDTD
    if kinds is not None and any(True for _ in kinds.iterentities()):
        # In an encoding, or behind a comment, where they were not seen before.
        raise Unreadable(Problem("xml-entities", member=member))
    deep = _TOO_DEEP(top)
    if deep:
        raise Unreadable(Problem("xml-too-deep", deep[0].sourceline or 0, 1, {"limit": DEEPEST}, member))
    return top


def what_is_left(data: bytes) -> "etree._Element | None":
    """What can be told of a small piece that is damaged: elements that are not closed end where they seem to."""
    if b"<!" in data.replace(b"<![CDATA[", b""):
        return None
    try:
        top = etree.fromstring(data, _parser(recover=True))
    except (etree.LxmlError, ValueError, LookupError):
        return None
    return None if top is None or _TOO_DEEP(top) else top


def _parser(*, recover: bool) -> "etree.XMLParser":
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_pis=True, remove_comments=True, recover=recover,
    )  # fmt: skip


def _plain(data: bytes) -> bytes:
    """In UTF-8 without its mark, where a mark tells the encoding; else as it is, for the declaration to tell."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode("utf-8", "replace") if codec == "utf-8" else data.decode(codec, "replace")
            return _DECLARATION.sub("", text).encode("utf-8", "replace")
    return data


# --- looking around in a tree ---


def line(element: "etree._Element") -> int:
    return element.sourceline or 0


def name(element: "etree._Element") -> str:
    """Without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: "etree._Element", wanted: str = "") -> "Iterator[etree._Element]":
    """The elements right inside this one, all or those of a name, whatever their namespace."""
    return (child for child in element if (found := name(child)) and (not wanted or found == wanted))


def child(element: "etree._Element", wanted: str) -> "etree._Element | None":
    return next(children(element, wanted), None)


def below(element: "etree._Element", wanted: str) -> "Iterator[etree._Element]":
    """The elements of a name at any depth inside this one, in their order."""
    return (one for one in element.iter() if one is not element and name(one) == wanted)


def text(element: "etree._Element | None") -> str:
    """All characters inside, those of elements within too."""
    return "" if element is None else "".join(map(str, element.itertext()))


def inside(element: "etree._Element") -> str:
    """What stands inside an element as markup, its elements without namespaces: HTML, where it is XHTML."""
    return "".join(_markup(element))


def _markup(element: "etree._Element") -> Iterator[str]:
    yield _escaped(element.text)
    for one in element:
        if tag := name(one):
            given = "".join(f' {_local(key)}="{_escaped(value, quote=True)}"' for key, value in one.attrib.items())
            yield f"<{tag}{given}>"
            yield from _markup(one)
            if tag not in ("br", "img", "hr"):
                yield f"</{tag}>"
        yield _escaped(one.tail)


def _local(key: object) -> str:
    return str(key).rpartition("}")[2]


def _escaped(text: str | None, *, quote: bool = False) -> str:
    made = (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return made.replace('"', "&quot;") if quote else made
