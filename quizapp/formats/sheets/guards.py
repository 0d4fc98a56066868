"""What keeps a spreadsheet from taking a text for a formula, or from trimming it: an apostrophe before it.

The reader takes away what the writer put there. See OWASP, CSV injection.
"""

import re

_RUN = r"[ \u00a0\"']*[=+\-@\t\r\n＝＋－＠]"
_RUNS = re.compile(_RUN)
_GUARDED = re.compile(rf"'(?:{_RUN}.*|'*\s.*|.*\s)", re.DOTALL)


def guarded(text: str) -> str:
    """The text of a cell that no spreadsheet runs, and that `undone` gives back."""
    needs_it = _RUNS.match(text) or text != text.strip() or _GUARDED.fullmatch(text)
    return f"'{text}" if needs_it else text


def undone(cell: str) -> str:
    """The text of a cell: without blanks around it, unless an apostrophe before them says that they are meant."""
    return cell[1:] if _GUARDED.fullmatch(cell) else cell.strip()
