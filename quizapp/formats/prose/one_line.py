"""Choices on one line, with a sign between them and no labels: « Milan / Rome / Turin », « Choices: 3; 4; 5 ».

Only where the key is one of them: any sentence has commas.
"""

import re
from collections.abc import Iterator

from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import bare, normal
from quizapp.formats.prose.typed import Document, TypedChoice, TypedQuestion
from quizapp.formats.prose.words import Naming, role_of

_BEHIND = re.compile(r"[?:\u061f\u2026]\s*(?=\S)")
_SIGNS = (r"\s*/\s*", r"\s*\|\s*", r"\s*;\s*", r"\s+[-\u2013\u2014\u2022\u00b7]\s+", r"\s*,\s+")
_FEWEST, _MOST = 2, 10
_LONGEST = 120


def give_choices(document: Document) -> None:
    """Gives each question that has a key and no choices those of its last line, where the key is one of them."""
    for question in document.questions:
        if not question.options and len(question.claims) == 1 and question.stem:
            _give(question)


def _give(question: TypedQuestion) -> None:
    wanted = bare(question.claims[0].text)
    line = question.stem[-1]
    for start in _starts(line):
        for sign in _SIGNS:
            parts = list(_parts(line, start, sign))
            texts = [bare(part.text) for part in parts]
            is_whole = _FEWEST <= len(parts) <= _MOST and all(0 < len(one) <= _LONGEST for one in texts)
            if is_whole and texts.count(wanted) == 1 and len(set(texts)) == len(texts):
                question.options = [TypedChoice([part]) for part in parts]
                name = line.text[:start].rstrip().rstrip(":\uff1a")
                is_named = role_of(name) is Naming.OPTIONS
                question.stem[-1:] = [] if is_named and len(question.stem) > 1 else [line.cut(0, start).stripped()]
                return


def _starts(line: Line) -> Iterator[int]:
    """Where choices may begin: behind a question mark or a colon, the last first; or the line itself."""
    yield from reversed([found.end() for found in _BEHIND.finditer(normal(line.text))])


def _parts(line: Line, start: int, sign: str) -> Iterator[Line]:
    seen, at = normal(line.text).rstrip(), start
    for found in re.finditer(sign, seen[start:]):
        yield line.cut(at, start + found.start()).stripped()
        at = start + found.end()
    yield line.cut(at, len(seen)).stripped()
