"""What stands at a choice and says that it is right: a star, a tick, a word in brackets."""

import re
from collections.abc import Sequence

from quizapp.formats.prose import words
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import normal

STAR, TICK = "star", "tick"


def unmarked(line: Line) -> tuple[str, Line]:
    """The mark that a line has, and the line without it."""
    text = line.text
    seen = normal(text)
    if not seen or (seen[0] not in _STARTS and not seen[0].isspace() and not _may_end(seen)):
        return "", line
    start, stop, mark = 0, len(text), ""
    if not seen.strip("*_-=~ \t"):
        return "", line
    if found := _WRAPPED.fullmatch(seen):
        return STAR, line.cut(found.start(2), found.end(2))
    if (seen[0] in _STARTS or seen[0].isspace()) and (found := words.LEADING.match(seen)):
        start, mark = found.end(), found[0].strip()
    if _may_end(seen):
        tail = max(start, len(seen) - words.TAIL)
        if found := words.TRAILING.search(seen, tail):
            stop, mark = found.start(), mark or found[0].strip()
    if not mark and (found := words.UNRIGHT.search(seen[:4] + seen[-words.TAIL :])) and len(seen) > words.TAIL + 4:
        return "", line
    if not mark and (found := words.UNRIGHT.search(seen)):
        return "", line.cut(found.end(), None) if found.start() == 0 and found.end() < len(text) else line.cut(
            0, found.start()
        )
    if not mark or not text[start:stop].strip():
        return "", line
    is_cross = mark.strip("()[] ").casefold() == "x"
    return STAR if is_cross else kind_of(mark), line.cut(start, stop).stripped()


def _may_end(seen: str) -> bool:
    """A quick look for a mark at the end."""
    end = seen[-_LONGEST_WORD:].rstrip(" \t.;,")
    return end[-1:] in _ENDS or end.rstrip(")").lower().endswith(_ENDINGS)


_WRAPPED = re.compile(r"\s*+(\*{1,3}|__)(?=\S)([^*]+?)\1\s*+")
"""Bold in Markdown."""
_STARTS = frozenset("*✓✔√☑✅🗸=-→➞➡⇒>([{<✗✘❌")
_ENDS = frozenset("*✓✔√☑✅🗸\ufe0f)]}>-=←⇐✗✘❌×xX")
_LONGEST_WORD = 12
_FEWEST = 3
"""Lines of a question with its choices."""
_ENDINGS = ("correct", "right", "juste", "richtig", "correcta", "corretta", "correta")


def kind_of(mark: str) -> str:
    """Whether it is a mark that may mean something else."""
    return STAR if mark.strip("*+") == "" or mark[:2] in ("->", "=>") else TICK


def is_marked(line: Line) -> bool:
    """Whether something on the line says that it is right."""
    return bool(unmarked(line)[0])


def is_marked_block(lines: Sequence[Line]) -> bool:
    """Whether a paragraph seems to be a question with its choices."""
    return len(lines) >= _FEWEST and 0 < sum(map(is_marked, lines[1:])) < len(lines) - 1
