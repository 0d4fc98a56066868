"""Whether a text seems to hold questions: a quick look for choices that follow each other, or for marks and keys."""

import re

from quizapp.formats.building.assembly import Assembly, Place
from quizapp.formats.problems import unheard
from quizapp.formats.prose import reader, statements
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import normal

_LOOKED_AT = 2**15
"""Characters."""
_READ_THROUGH = 2**13
_BEFORE = r"\n[ \t\u00a0\u3000*+>\u2022-]{0,12}"
"""A pattern that begins with a sign is found far faster than one with « ^ »: a break is put before each text."""
_CLOSE = r"[°º]?\s?[.)\]\u3001\uff0e\uff09:\-\u2013\t]"
_CHOICES = (
    re.compile(
        rf"{_BEFORE}(?:[(\[\uff08]?(?:[Aa\u0410\u0430]{_CLOSE}|\u24b6|\u24d0).*(?:\n.*){{0,8}}?"
        rf"{_BEFORE}[(\[\uff08]?(?:[Bb\u0411\u0431\u0412\u0432]{_CLOSE}|\u24b7|\u24d1)"
        r"|(?:\d{1,2}[.)][ \t]*)?(?:\[[xX*]\]|\([ \t]?[xX*][ \t]?\)|[\u2611\u2612\u2705])[ \t]*\S)"
        r"|\n[ \t\u3000]*\u30a2[ \t\u3000]+\S.*(?:\n(?:.*\n){0,2}?[ \t\u3000]*|[ \t\u3000]+)\u30a4[ \t\u3000]+\S"
        r"|\n[ \t]*A[ \t]+\S.*\n(?:.*\n){0,2}?[ \t]*B[ \t]+\S.*\n(?:.*\n){0,2}?"
        r"[ \t]*(?:C[ \t]+\S|Ans|ans|R[ée]p|r[ée]p|L[öo]s)"
        r"|\n[ \t]*A[ \t]+\S.*(?:\t|[ \t]{2})B[ \t]+\S"
        r"|\nQ\|.*\n[ \t]*[AR]\|"
    ),
    re.compile(
        r"\s(?:[(\[\uff08]?[Aa][.)\]\u3001\uff0e\uff09].{1,300}?\s[(\[\uff08]?[Bb][.)\]\u3001\uff0e\uff09]"
        r"|//\[a\]/)"
    ),
    re.compile(r"[\u2460\u24b6\u24d0].*(?:\n.*){0,3}?[\u2461\u24b7\u24d1]"),
)
_ASKS = re.compile(
    r"[?\uff1f\u061f;\u2026]|^[ \t_*]*(?:\d{1,3}\s?[.)\u3001:/-]|[*+\u2713\u2714\u2705=])|[*\u2713\u2714\u2705)][ \t]*$"
    r"|^[^\n:\uff1a]{2,40}[:\uff1a][ \t]*\(?\w(?:\W|$)",
    re.MULTILINE,
)
"""What questions have, and other texts with lists seldom."""


def has_labelled_choices(text: str) -> bool:
    """Whether choices with labels follow each other at the start of a text."""
    head = f"\n{text[:_LOOKED_AT]}"
    return any(pattern.search(head) for pattern in _CHOICES) and _ASKS.search(head) is not None


def is_likely(text: str) -> bool:
    """Whether the start of a text holds a question with choices, one of which is marked unless they have labels."""
    return has_labelled_choices(text) or _are_stated(text[:_LOOKED_AT]) or _is_read(text[:_LOOKED_AT])


def _are_stated(head: str) -> bool:
    """Whether each line is a statement that is said to be true or false."""
    return statements.are_stated([seen for line in head.split("\n") if (seen := normal(line)).strip()])


def _is_read(head: str) -> bool:
    """Where nothing has labels: whether what is marked, or named as a key, makes questions of it.

    The first lines tell it, where there are any questions in them.
    """
    if not any(pattern.search(f"\n{head}") for pattern in _MARKS):
        return False
    is_long = len(head) > _READ_THROUGH
    asked, keyed = _counted(head[: head.rfind("\n", 0, _READ_THROUGH) + 1] if is_long else head)
    if not asked and is_long:
        asked, keyed = _counted(head)
    return keyed * 2 >= max(1, asked)


def _counted(head: str) -> tuple[int, int]:
    """The questions in it, and those of them with a key."""
    assembly = Assembly("")
    reader.read([Line(text, Place(number)) for number, text in enumerate(head.split("\n"), start=1)], assembly, unheard)
    report = assembly.report("")
    bank = report.bank or report.unfinished
    return report.questions, sum(one.is_keyed for one in bank.questions) if bank else 0


_MARKS = (
    re.compile(
        r"\n(?:[ \t]*(?:(?:[*+\u2713\u2714\u221a\u2705\u2192]|[-=]>)[ \t]*\S"
        r"|\d[^\n(\[]*[(\[][ \t]?\w{2,10}[ \t]?[)\]][ .]*$)"
        r"|[^\n:\uff1a]{1,40}[:\uff1a][ \t]*\S)",
        re.MULTILINE,
    ),
    re.compile(r"[*\u2713\u2714\u221a\u2705](?:(?<=\S.)|(?<=\S[ \t].))[ \t]*$", re.MULTILINE),
    re.compile(r"\((?:(?<=\S.)|(?<=\S[ \t].))(?i:correct|right|&&&)\)[ \t]*$", re.MULTILINE),
)
