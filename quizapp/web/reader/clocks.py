"""What a page says of the time that an attempt has left."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from markupsafe import Markup

from quizapp.domain.attempts import Attempt
from quizapp.domain.zones import on
from quizapp.web.times import hour_there, moment_there

_SAID_IN_MINUTES = timedelta(hours=2)
"""Of more than this, minutes tell nobody anything: the hour or the day at which it ends is enough."""


@dataclass(frozen=True, slots=True)
class Countdown:
    until: Markup
    """At which hour its time ends or, where that is another day, on which day and at which hour."""
    minutes: int | None
    """Those left, the one that runs counted whole; None where there are too many to say."""
    seconds: int


def countdown(attempt: Attempt, now: datetime, zone: ZoneInfo) -> Countdown | None:
    """None for an attempt without a limit, and for one that is finished."""
    deadline = attempt.deadline_at
    if deadline is None or attempt.finished:
        return None
    left = max(deadline - now, timedelta(0))
    return Countdown(
        until=_until(deadline, now, zone),
        minutes=math.ceil(left / timedelta(minutes=1)) if left <= _SAID_IN_MINUTES else None,
        seconds=math.ceil(left.total_seconds()),
    )


def _until(deadline: datetime, now: datetime, zone: ZoneInfo) -> Markup:
    if on(deadline, zone).date() != on(now, zone).date():
        return Markup(_("Your time ends on %(moment)s")) % {"moment": moment_there(deadline, zone)}  # noqa: S704
    return Markup(_("Until %(hour)s")) % {"hour": hour_there(deadline, zone)}  # noqa: S704 - words of ours.
