"""What is typed for the settings of a quiz, in a form or on the command line: to their values, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from quizapp.domain import typed_times, zones
from quizapp.services import quiz_settings
from quizapp.services.quiz_settings import Control, QuizSetting

FIRST, SECOND = "1", "2"
"""Which of the two moments of a doubt is meant."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A time that the change of the clocks leaves open, with the two moments that it may be taken for."""

    local: datetime
    """As the clock would show it."""
    moments: tuple[datetime, datetime]
    """In UTC: of a time that comes twice both; of one that is skipped the last minute before, and the first after."""
    is_skipped: bool

    def chosen(self, which: str) -> datetime | None:
        return {FIRST: self.moments[0], SECOND: self.moments[1]}.get(which)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for each setting, by its name; on whose clock, and when."""

    texts: Mapping[str, str]
    zone: ZoneInfo
    now: datetime
    choices: Mapping[str, str] = field(default_factory=dict)
    """Which moment was said to be meant, FIRST or SECOND, where a time is in doubt."""

    def read(self, setting: QuizSetting) -> Any:
        """What a text means; None where it says nothing, or cannot be read."""
        text = self.texts.get(setting.name, "")
        match setting.control:
            case Control.TICK:
                return text not in ("", "false")
            case Control.MOMENT:
                found = moment(text, self.zone, self.now)
                return found.chosen(self.choices.get(setting.name, "")) if isinstance(found, Doubt) else found
            case Control.COUNT:
                return count(text)
            case Control.DURATION:
                return typed_times.minutes(text)
            case _:
                return next((value.means for value in setting.values if value.sent == text), None)

    def doubt(self, setting: QuizSetting) -> Doubt | None:
        """What the change of the clocks leaves open of the time of a setting, whether or not it was said since."""
        if setting.control is not Control.MOMENT:
            return None
        found = moment(self.texts.get(setting.name, ""), self.zone, self.now)
        return found if isinstance(found, Doubt) else None

    def faults(self) -> Iterator[str]:
        """The code of the sentence for each text that gives no time or number."""
        for setting in quiz_settings.every():
            text = self.texts.get(setting.name, "").strip()
            if setting.unreadable and text and self.read(setting) is None:
                doubt = self.doubt(setting)
                kind = "unreadable" if doubt is None else "skipped" if doubt.is_skipped else "doubled"
                yield f"{kind}-{setting.name}"


def moment(text: str, zone: ZoneInfo, now: datetime) -> datetime | Doubt | None:
    """The moment in UTC that a text names on the clock of a place, or by the offset that it gives itself."""
    try:
        found = typed_times.when(text, zones.on(now, zone))
        # Before, some systems know no zone; after, a limit and its grace would run past what a date can be.
        if found is None or not 1970 < found.year < 2200:
            return None
        if found.tzinfo is not None:
            return found.astimezone(UTC)
        named = zones.moments(found, zone)
        if len(named) == 1:
            return named[0]
        if named:
            return Doubt(found, (named[0], named[1]), is_skipped=False)
        before, after = (zones.moments(one, zone) for one in zones.beside(found, zone))
        return Doubt(found, (before[-1], after[0]), is_skipped=True)
    except OverflowError:
        return None


def doubt_of(at: datetime, zone: ZoneInfo) -> Doubt | None:
    """Of a moment that is set, where the clock of a place shows its time twice."""
    local = zones.on(at, zone)
    named = zones.moments(local, zone)
    return Doubt(local, (named[0], named[1]), is_skipped=False) if len(named) == 2 else None


def count(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 7 else None


def written(held: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> Typed:
    """What would be typed for these values."""
    texts = {one.name: _text(one, held[one.name], zone) for one in quiz_settings.every()}
    return Typed(texts, zone, now, dict(_choices(held, zone)))


def _text(setting: QuizSetting, value: Any, zone: ZoneInfo) -> str:
    match setting.control:
        case Control.MOMENT if value is not None:
            return zones.on(value, zone).strftime("%Y-%m-%dT%H:%M")
        case Control.DURATION if value is not None:
            return typed_times.written_minutes(value)
        case _:
            return str(value or "")


def _choices(held: Mapping[str, Any], zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    for setting in quiz_settings.every():
        at = held[setting.name]
        if setting.control is Control.MOMENT and at is not None and (doubt := doubt_of(at, zone)) is not None:
            minute = at - timedelta(seconds=at.second, microseconds=at.microsecond)
            yield setting.name, SECOND if minute == doubt.moments[1] else FIRST
