"""On which clock times are told: a teacher's own, else the installation's, which is its machine's unless it is set."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

from quizapp.domain.zones import NoZone, zone

_HERE = Path("/etc/localtime")
"""On most systems a link to a file of the IANA's time zones."""
_ZONES = "zoneinfo"
_UNIVERSAL = "UTC"


def of_installation(setting: str) -> ZoneInfo:
    """The clock of a setting that was found to be sound; where there is none, the machine's, or else UTC."""
    return of_machine() if not setting else zone(setting)


def of_machine() -> ZoneInfo:
    """By its name in the IANA's database; UTC where it goes by none, as rules of its own have none."""
    found = os.environ["TZ"] if "TZ" in os.environ else _linked()
    return chosen(found.removeprefix(":").removeprefix("Etc/"), ZoneInfo(_UNIVERSAL))


def chosen(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    """The clock that somebody chose once; the other where nobody did, or where it is no longer known by this name."""
    try:
        return zone(name)
    except NoZone:
        return otherwise


def _linked() -> str:
    try:
        parts = _HERE.readlink().parts
    except OSError:  # It is no link, or this is Windows.
        return ""
    return "/".join(parts[parts.index(_ZONES) + 1 :]) if _ZONES in parts else ""
