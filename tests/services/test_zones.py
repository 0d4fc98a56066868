"""The zone that times are told in is named as one would name it, and is the one they are told in."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.services import zones

JULY = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "name", "hour"),
    [
        ("Europe/Paris", "Europe/Paris", 14),
        (":Europe/Paris", "Europe/Paris", 14),
        ("Etc/UTC", "UTC", 12),
        ("", "UTC", 12),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "CET/CEST", 14),
        ("EST5", "EST", 7),
    ],
)
def test_it_is_that_of_the_environment(stands_in: Callable[[str], None], asked: str, name: str, hour: int) -> None:
    stands_in(asked)

    assert (zones.name(), JULY.astimezone().hour) == (name, hour)


def test_without_one_it_is_that_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linked, plain = tmp_path / "linked", tmp_path / "plain"
    linked.symlink_to("/usr/share/zoneinfo/America/Argentina/Ushuaia")
    plain.write_bytes(b"TZif")
    monkeypatch.delenv("TZ", raising=False)

    monkeypatch.setattr(zones, "_HERE", linked)
    assert zones.name() == "America/Argentina/Ushuaia"
    monkeypatch.setattr(zones, "_HERE", plain)
    assert zones.name() == "/".join(dict.fromkeys(time.tzname))
