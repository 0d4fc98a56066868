"""What a person writes to another in a few plain words: read by people, and never as anything but text."""

import re
import unicodedata

_LEFT = "\n\u200c\u200d"
"""Line breaks, and what joins letters in Persian, in many Indian scripts and in emoji: unseen, and kept."""
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


class TooLong(Exception):
    """More was written than there is room for."""


def note(typed: str, longest: int) -> str:
    """The text as it is kept: NFC, without what is not seen, no more than one empty line in a row. Raises TooLong.

    Browsers end lines with CR LF, and count one letter for it.
    """
    lined = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(lined) > longest:
        raise TooLong
    seen = "".join(char for char in lined.expandtabs(1) if char in _LEFT or unicodedata.category(char) not in _UNSEEN)
    lines = (line.rstrip() for line in unicodedata.normalize("NFC", seen).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
