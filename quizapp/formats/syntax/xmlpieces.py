"""Elements of XML that is damaged, each read by itself: what is wrong in one of them takes none of the others along."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from quizapp.formats.problems import Problem
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.xmltree import Unreadable

_MOST_DAMAGED = 200
"""Elements of which it is told what is left of them."""
_MOST_TRIED = 2_000
"""Elements that are damaged: where there are more, the file is none of these."""
_LONGEST = 2**18
"""Characters of one that is damaged."""


@dataclass(frozen=True, slots=True)
class XmlPiece:
    """An element; of one that is damaged what is left of it, if anything, and what is wrong."""

    element: "etree._Element | None"
    problem: Problem | None = None


def pieces(text: str, name: str) -> Iterator[XmlPiece]:
    """Every element of this name, none inside of another."""
    begins = [found.start() for found in re.finditer(rf"<{name}(?=[\s>])", text)]
    closing = re.compile(rf"</{name}\s*>")
    line = at = damaged = 0
    for begin, following in pairwise([*begins, len(text)]):
        line += text.count("\n", at, begin)
        at = begin
        end = closing.search(text, begin, following)
        source = text[begin : end.end() if end else following].rstrip()
        try:
            yield XmlPiece(_counted(xmltree.parse(source.encode("utf-8", "replace")), line))
        except Unreadable as unreadable:
            damaged += 1
            if damaged > _MOST_TRIED:
                return
            told = replace(unreadable.problem, line=unreadable.problem.line + line)
            is_small = damaged <= _MOST_DAMAGED and len(source) <= _LONGEST
            left = xmltree.what_is_left(source.encode("utf-8", "replace")) if is_small else None
            is_one = left is not None and xmltree.name(left) == name
            yield XmlPiece(_counted(left, line) if left is not None and is_one else None, told)


def _counted(top: "etree._Element", before: int) -> "etree._Element":
    """With the lines of its elements as they are in the whole."""
    if before:
        for one in top.iter():
            one.sourceline = (one.sourceline or 0) + before  # type: ignore[misc] # The stubs do not know it.
    return top
