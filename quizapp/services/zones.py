"""On which clock times are told: that of the place where the server stands, by its name."""

import os
import time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_HERE = Path("/etc/localtime")
"""On most systems a link to a file of the IANA's time zones."""
_ZONES = "zoneinfo"


def name() -> str:
    """As the IANA writes it, Europe/Paris, where that can be known; else as this system does: CET/CEST."""
    found = os.environ["TZ"] if "TZ" in os.environ else _linked()
    try:
        return ZoneInfo(found.removeprefix(":")).key.removeprefix("Etc/")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "/".join(dict.fromkeys(time.tzname))


def _linked() -> str:
    try:
        parts = _HERE.readlink().parts
    except OSError:  # It is no link, or this is Windows.
        return ""
    return "/".join(parts[parts.index(_ZONES) + 1 :]) if _ZONES in parts else ""
