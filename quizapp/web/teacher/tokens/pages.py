"""What the templates about a teacher's account see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.tokens import LIFETIMES, USUAL_LIFETIME, ApiToken
from quizapp.domain.zones import on
from quizapp.web.auth import teacher
from quizapp.web.installation import installation
from quizapp.web.teacher.tokens.forms import TokenForm
from quizapp.web.times import listed_zones, my_zone, zone_called, zone_words


@dataclass(frozen=True, slots=True)
class TokenLine:
    token: ApiToken
    made_on: str
    ends_on: str
    used_on: str
    """Each as a date is written for machines; empty for never."""
    has_ended: bool


@dataclass(frozen=True, slots=True)
class Lifetime:
    days: int
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ZoneLine:
    name: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    lines: Sequence[TokenLine]
    lifetimes: Sequence[Lifetime]
    form: TokenForm
    zones: Sequence[ZoneLine]
    fault: str = ""
    """no-name, name-taken, no-end, too-many or wrong; empty for none."""
    unknown_zone: str = ""
    """What was sent for a time zone, and is none."""
    template: ClassVar[str] = "teacher/tokens/account.html"


@dataclass(frozen=True, slots=True)
class TokenPage:
    """A new token, shown this once: only its hash is kept."""

    name: str
    token: str
    template: ClassVar[str] = "teacher/tokens/token.html"


def account_page(
    found: Sequence[ApiToken], now: datetime, form: TokenForm, fault: str = "", unknown_zone: str = ""
) -> AccountPage:
    chosen = form.days.data or USUAL_LIFETIME
    lifetimes = [Lifetime(days, _words()[days], days == chosen) for days in LIFETIMES]
    return AccountPage([_line(one, now) for one in found], lifetimes, form, _zones(teacher().zone), fault, unknown_zone)


def _zones(chosen: str) -> list[ZoneLine]:
    """The installation's, then all by the names of their places; one that goes by an older name stands as it is."""
    here = installation().zone
    named = listed_zones()
    lines = [ZoneLine("", _("%(zone)s, as for everybody here", zone=zone_words(here)), not chosen)]
    if chosen and chosen not in named:
        lines.append(ZoneLine(chosen, zone_words(zone_called(chosen)), chosen=True))
    return lines + [ZoneLine(name, words, name == chosen) for name, words in named.items()]


def _line(token: ApiToken, now: datetime) -> TokenLine:
    made, ends = (on(time, my_zone()).date().isoformat() for time in (token.made_at, token.ends_at))
    used = "" if token.used_on is None else token.used_on.isoformat()
    return TokenLine(token, made, ends, used, token.has_ended(now))


def _words() -> dict[int, str]:
    return {30: _("a month"), 90: _("three months"), 365: _("a year")}
