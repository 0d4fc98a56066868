"""What was set for a quiz, in one line: when it is open, on whose clock, for how long, how often, and its feedback."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import Phase, Quiz
from quizapp.domain.typed_times import written_minutes
from quizapp.domain.zones import on
from quizapp.web.times import hour, timed, zone_words

_BETWEEN = Markup(" · ")


def terms_line(quiz: Quiz, now: datetime, zone: ZoneInfo, extra: int = 0) -> Markup:
    """« ouvre lundi 30 novembre à 8:05, heure de Paris · 10 minutes · 1 essai · correction à la fin ».

    `extra` is time beyond the limit, in per cent of it.
    """
    return _BETWEEN.join([*_opening(quiz, now, zone, extra), *_limits(quiz, extra), _feedback(quiz)])


def _opening(quiz: Quiz, now: datetime, zone: ZoneInfo, extra: int) -> Iterator[str]:
    opens, closes = quiz.terms.opens_at, quiz.terms.closing(extra)
    if quiz.is_over(now):
        yield (_told(_("closed since %(when)s"), closes, now, zone) if closes and closes <= now else _("closed"))
        return
    if quiz.terms.phase(now) is Phase.COMING and opens is not None:
        yield _told(_("opens on %(when)s"), opens, now, zone)
        if closes is not None:
            yield _closes(closes, opens, now, zone)
    elif closes is not None:
        yield _told(_("open until %(when)s"), closes, now, zone)
    else:
        yield _("open, with no end")


def _closes(at: datetime, opens: datetime, now: datetime, zone: ZoneInfo) -> Markup:
    """By its hour alone, where that is of the day on which it opens."""
    if on(at, zone).date() != on(opens, zone).date():
        return _told(_("closes on %(when)s"), at, now, zone)
    return timed(at, zone, str(_("closes at %(hour)s", hour=hour(at, zone))))


def _told(sentence: str, at: datetime, now: datetime, zone: ZoneInfo) -> Markup:
    return Markup(sentence) % {"when": _when(at, now, zone)}  # noqa: S704 - words of ours.


def _when(at: datetime, now: datetime, zone: ZoneInfo) -> Markup:
    """With its weekday; with its year where that is another."""
    year = "" if on(at, zone).year == on(now, zone).year else " y"
    day = format_datetime(on(at, zone), f"EEEE d MMMM{year}", rebase=False)
    return timed(at, zone, str(_("%(day)s at %(hour)s, %(zone)s", day=day, hour=hour(at, zone), zone=zone_words(zone))))


def _limits(quiz: Quiz, extra: int) -> Iterator[str]:
    minutes, tries = quiz.terms.minutes_with(extra), quiz.terms.tries
    if minutes is not None:
        yield ngettext("%(num)s minute", "%(num)s minutes", minutes) if minutes < 60 else written_minutes(minutes)
    yield _("as many tries as one likes") if tries is None else ngettext("%(num)s try", "%(num)s tries", tries)


def _feedback(quiz: Quiz) -> str:
    match quiz.settings.feedback:
        case FeedbackTime.AT_ONCE:
            return str(_("feedback after each question"))
        case FeedbackTime.AT_END:
            return str(_("feedback at the end"))
        case FeedbackTime.WHEN_RELEASED if quiz.terms.closes_at is not None:
            return str(_("feedback once it has closed"))
        case FeedbackTime.WHEN_RELEASED:
            return str(_("feedback when the teacher says"))
