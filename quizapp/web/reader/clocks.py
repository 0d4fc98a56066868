"""What a page says of the time that an attempt has left."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import format_datetime
from flask_babel import gettext as _

from quizapp.domain.attempts import Attempt
from quizapp.web.i18n import language, moment

_SAID_IN_MINUTES = timedelta(hours=2)
"""Of more than this, minutes tell nobody anything: the hour or the day at which it ends is enough."""


@dataclass(frozen=True, slots=True)
class Countdown:
    until: str
    """At which hour its time ends or, where that is another day, on which day and at which hour."""
    minutes: int | None
    """Those left, the one that runs counted whole; None where there are too many to say."""
    seconds: int


def countdown(attempt: Attempt, now: datetime) -> Countdown | None:
    """None for an attempt without a limit, and for one that is finished."""
    deadline = attempt.deadline_at
    if deadline is None or attempt.finished:
        return None
    left = max(deadline - now, timedelta(0))
    today = deadline.astimezone().date() == now.astimezone().date()
    return Countdown(
        until=_("Until %(hour)s", hour=_hour(deadline))
        if today
        else _("Your time ends on %(moment)s", moment=moment(deadline)),
        minutes=math.ceil(left / timedelta(minutes=1)) if left <= _SAID_IN_MINUTES else None,
        seconds=math.ceil(left.total_seconds()),
    )


def _hour(time: datetime) -> str:
    """As in `i18n.moment`, on the clock of the place where the server stands."""
    pattern = "HH:mm" if language() == "fr" else "h:mm a"
    return str(format_datetime(time.astimezone().replace(tzinfo=None), pattern, rebase=False))
