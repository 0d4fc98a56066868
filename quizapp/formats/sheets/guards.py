"""What keeps a spreadsheet from taking a text for a formula, or from trimming it: an apostrophe before it.

The one guard of every table that the app writes; where a table is read again, what it put there is taken away. Source:
OWASP, CSV injection. Some programs trim blanks, quotes and what is not seen before they look for the sign of a formula.
"""

import re

_TRIMMED = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\"']*"
_RUN = rf"{_TRIMMED}[=+\-@\t\r\n＝＋－＠]"
_RUNS = re.compile(_RUN)
_GUARDED = re.compile(rf"'(?:{_RUN}.*|'*\s.*|.*\s)", re.DOTALL)


def guarded(text: str) -> str:
    """The text of a cell that no spreadsheet runs, and that `undone` gives back."""
    needs_it = _RUNS.match(text) or text != text.strip() or _GUARDED.fullmatch(text)
    return f"'{text}" if needs_it else text


def undone(cell: str) -> str:
    """The text of a cell: without blanks around it, unless an apostrophe before them says that they are meant."""
    return cell[1:] if _GUARDED.fullmatch(cell) else cell.strip()
