"""The options that say how a quiz is asked: one list of them, for handing out and for changing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import click

from quizapp.cli.terminal import _
from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.quizzes import Counts, Names, Terms
from quizapp.services.handing_out import FAULTS, BadTerms

Command = TypeVar("Command", bound=Callable[..., Any])

NONE = "none"


class Moment(click.ParamType[Any]):
    """A day and hour on this machine's clock; « none » for no such moment."""

    name = "YYYY-MM-DDTHH:MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == NONE or isinstance(value, datetime):
            return value
        try:
            read = datetime.fromisoformat(str(value))
            return read.astimezone() if 1970 < read.year < 2200 else self.fail(self._said(value), param, ctx)
        except (ValueError, OSError, OverflowError):
            self.fail(self._said(value), param, ctx)

    def _said(self, value: object) -> str:
        return _("“%(value)s” is not a date and time such as 2026-11-23T10:30, nor “none”.") % {"value": value}


class Count(click.ParamType[Any]):
    """A number; « none » for no limit."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == NONE or isinstance(value, int):
            return value
        if str(value).isascii() and str(value).isdecimal() and len(str(value)) < 7:
            return int(value)
        return self.fail(_("“%(value)s” is not a number, nor “none”.") % {"value": value}, param, ctx)


def _one_of(words: Iterable[str]) -> click.Choice[str]:
    return click.Choice([str(word) for word in words])


_OPTIONS = (
    click.option("--feedback", type=_one_of(FeedbackTime), help="When readers see what was right."),
    click.option("--shuffle-questions/--keep-questions", default=None, help="Draw their order for each attempt."),
    click.option("--shuffle-choices/--keep-choices", default=None, help="Draw their order for each attempt."),
    click.option("--listed/--unlisted", default=None, help="Whether the front page shows it."),
    click.option("--opens", "opens_at", type=Moment(), help="When it opens, by this machine's clock."),
    click.option("--closes", "closes_at", type=Moment(), help="When it closes."),
    click.option("--tries", type=Count(), help="How often each reader may answer."),
    click.option("--counts", type=_one_of(Counts), help="Which try is the score."),
    click.option("--names", type=_one_of(Names), help="Whether readers are asked for a name."),
    click.option("--minutes", type=Count(), help="Time limit of an attempt."),
)


def terms_options(command: Command) -> Command:
    """Give a command these options; it takes their values as `**asked`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_WORDS: dict[str, Callable[[str], Any]] = {"feedback": FeedbackTime, "counts": Counts, "names": Names}


def changed(settings: Settings, terms: Terms, asked: dict[str, Any]) -> tuple[Settings, Terms]:
    """Settings and terms with what was asked for, and the rest as it was."""
    given = {name: _meant(name, value) for name, value in asked.items() if value is not None}
    of_settings: dict[str, Any] = {name: value for name, value in given.items() if hasattr(settings, name)}
    of_terms: dict[str, Any] = {name: value for name, value in given.items() if hasattr(terms, name)}
    return replace(settings, **of_settings), replace(terms, **of_terms)


def _meant(name: str, value: Any) -> Any:
    if name in _WORDS:
        return _WORDS[name](value)
    return None if value == NONE else value


def refused(error: BadTerms) -> click.ClickException:
    """The faults as sentences, for the terminal."""
    return click.ClickException(" ".join(dict.fromkeys(_(FAULTS[fault]) for fault in error.faults)))
