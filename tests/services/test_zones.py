"""The installation's clock is the one that is set, else the machine's, whose name is found where that has one."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quizapp.services import zones


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Europe/Paris", "Europe/Paris"),
        (":Europe/Paris", "Europe/Paris"),
        ("Etc/UTC", "UTC"),
        ("", "UTC"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "UTC"),
        ("EST5", "UTC"),
    ],
)
def test_the_machines_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch, asked: str, name: str) -> None:
    monkeypatch.setenv("TZ", asked)

    assert zones.of_machine().key == name


def test_without_one_it_is_what_the_machines_own_clock_is_linked_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked, plain = tmp_path / "linked", tmp_path / "plain"
    linked.symlink_to("/usr/share/zoneinfo/America/Argentina/Ushuaia")
    plain.write_bytes(b"TZif")
    monkeypatch.delenv("TZ", raising=False)

    monkeypatch.setattr(zones, "_HERE", linked)
    assert zones.of_machine().key == "America/Argentina/Ushuaia"
    monkeypatch.setattr(zones, "_HERE", plain)
    assert zones.of_machine().key == "UTC"


def test_what_is_set_goes_before_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")

    assert zones.of_installation("Europe/Paris").key == "Europe/Paris"
    assert zones.of_installation("").key == "America/New_York"


def test_a_choice_whose_name_is_no_longer_known_is_as_none() -> None:
    here = ZoneInfo("Europe/Paris")

    assert zones.chosen("America/New_York", here).key == "America/New_York"
    assert zones.chosen("Europe/Atlantis", here) is zones.chosen("", here) is here
