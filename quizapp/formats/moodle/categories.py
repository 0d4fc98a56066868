"""Moodle's paths of categories: names from the widest to the narrowest, parted by « / », with « // » for one in a name.

Source: Moodle 4.5, question/format.php (split_category_path, create_category_path).
"""

import re
from html import unescape

from quizapp.formats.syntax.text import PHP_BLANKS

LONGEST = 300
_SLASH = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z]+\$")
_PRONOTE = "<infos>", "</infos>"
"""Between these PRONOTE writes, in the place of a category, the questionnaire's name and how it is to be asked."""
_TOP = "top"
"""The category above all others, which no teacher made."""


def names(path: str) -> list[str]:
    """Those that a path has, without the context that it begins in, and without the one above all."""
    if is_of_pronote(path):
        name = unescape(path.partition("<name>")[2].partition("</name>")[0]).strip(PHP_BLANKS)
        return [name] if name else []
    found = [name.replace("//", "/").strip(PHP_BLANKS) for name in _SLASH.split(path)]
    if _CONTEXT.fullmatch(found[0]):
        found = found[1:]
    return [name for name in (found[1:] if found[:1] == [_TOP] else found) if name]


def is_of_pronote(path: str) -> bool:
    return path.strip().startswith(_PRONOTE[0]) and path.strip().endswith(_PRONOTE[1])


def path(category: str) -> str:
    """What leads to a category from wherever the file is loaded, and from one category out of all.

    Moodle takes a name like « $course$ » at the start for a context, and « top » for the one above all: before these
    stands another « top ». Before other names it would become a category of its own there.
    """
    if not category:
        return _TOP
    first = _SLASH.split(category)[0]
    return f"{_TOP}/{category}" if first == _TOP or _CONTEXT.fullmatch(first) else category
