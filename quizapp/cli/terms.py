"""The options that say how a quiz is asked: one list of them, for handing out and for changing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from quizapp.cli.terminal import _
from quizapp.clock import utc_now
from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.domain.typed_times import minutes
from quizapp.services import quiz_settings, typed_settings
from quizapp.services.handing_out import BadTerms
from quizapp.services.quiz_settings import Control, QuizSetting
from quizapp.services.typed_settings import Doubt

Command = TypeVar("Command", bound=Callable[..., Any])

NONE = "none"
_NOTHING = object()
"""What « none » means: unlike an option that was not given, it takes away what a quiz has."""


@dataclass(frozen=True, slots=True)
class TypedMoment:
    """A day and hour as they were typed: which moment that is, the clock of the quiz's teacher says."""

    setting: QuizSetting
    text: str

    def on(self, zone: ZoneInfo, now: datetime) -> datetime:
        """Of a time that the clocks show twice the first, which is said. Raises ClickException for one they skip."""
        found = typed_settings.moment(self.text, zone, now)
        if found is None:
            raise click.ClickException(_said(self.text))
        if not isinstance(found, Doubt):
            return found
        first, second = (at.astimezone(zone).isoformat(timespec="minutes") for at in found.moments)
        said = {"value": self.text, "zone": zone.key, "first": first, "second": second}
        if found.is_skipped:
            sentence = _("The clocks of %(zone)s skip “%(value)s”. Give %(first)s or %(second)s.")
            raise click.ClickException(sentence % said)
        sentence = _("“%(value)s” comes twice in %(zone)s: the first is taken, %(first)s. The second is %(second)s.")
        click.echo(sentence % said, err=True)
        return found.moments[0]


class Moment(click.ParamType[Any]):
    """A day and hour; « none » for no such moment."""

    name = "YYYY-MM-DDTHH:MM"

    def __init__(self, setting: QuizSetting) -> None:
        self.setting = setting

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == NONE:
            return _NOTHING
        if typed_settings.moment(str(value), ZoneInfo("UTC"), utc_now()) is None:
            self.fail(_said(value), param, ctx)
        return TypedMoment(self.setting, str(value))


def _said(value: object) -> str:
    return _("“%(value)s” is not a date and time such as 2026-11-23T10:30, nor “none”.") % {"value": value}


class Duration(click.ParamType[Any]):
    """Minutes, or as one says it: 1h30; « none » for no limit."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == NONE:
            return _NOTHING
        read = minutes(str(value))
        if read is not None:
            return read
        return self.fail(
            _("“%(value)s” is not a time such as 10, 45min or 1h30, nor “none”.") % {"value": value}, param, ctx
        )


class Count(click.ParamType[Any]):
    """A number; « none » for no limit."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == NONE:
            return _NOTHING
        read = typed_settings.count(str(value))
        if read is not None:
            return read
        return self.fail(_("“%(value)s” is not a number, nor “none”.") % {"value": value}, param, ctx)


class SettingChoice(click.Choice[str]):
    """One of the values that a setting may have."""

    def __init__(self, setting: QuizSetting) -> None:
        super().__init__([value.sent for value in setting.values])
        self.setting = setting

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        sent = super().convert(value, param, ctx)
        return next(one.means for one in self.setting.values if one.sent == sent)


def _type(setting: QuizSetting) -> click.ParamType[Any] | None:
    """None for what is only said or not."""
    match setting.control:
        case Control.TICK:
            return None
        case Control.MOMENT:
            return Moment(setting)
        case Control.COUNT:
            return Count()
        case Control.DURATION:
            return Duration()
        case _:
            return SettingChoice(setting)


def terms_options(command: Command) -> Command:
    """Give a command these options; it takes their values as `**asked`."""
    for setting in reversed([one for one in quiz_settings.every() if one.option]):
        option = click.option(setting.option, setting.name, type=_type(setting), default=None, help=setting.option_help)
        command = option(command)
    return command


def changed(
    settings: Settings, terms: Terms, asked: dict[str, Any], zone: ZoneInfo, now: datetime
) -> tuple[Settings, Terms]:
    """Settings and terms with what was asked for, and the rest as it was; times on the clock of `zone`."""
    given = {name: value for name, value in asked.items() if value is not None}
    read = {name: value.on(zone, now) if isinstance(value, TypedMoment) else value for name, value in given.items()}
    meant = {name: None if value is _NOTHING else value for name, value in read.items()}
    return quiz_settings.made(quiz_settings.held(settings, terms) | meant)


def refused(error: BadTerms) -> click.ClickException:
    """The faults as sentences, for the terminal."""
    return click.ClickException(" ".join(dict.fromkeys(_(quiz_settings.sentence(fault)) for fault in error.faults)))
