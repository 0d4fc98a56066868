"""The options that say how a quiz is asked: one list of them, for handing out and for changing."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from quizapp.cli.terminal import _
from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.services import quiz_settings
from quizapp.services.handing_out import BadTerms
from quizapp.services.quiz_settings import Control, QuizSetting

Command = TypeVar("Command", bound=Callable[..., Any])

NONE = "none"
_NOTHING = object()
"""What « none » means: unlike an option that was not given, it takes away what a quiz has."""


class Moment(click.ParamType[Any]):
    """A day and hour on this machine's clock; « none » for no such moment."""

    name = "YYYY-MM-DDTHH:MM"

    def __init__(self, setting: QuizSetting) -> None:
        self.setting = setting

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == NONE:
            return _NOTHING
        read = quiz_settings.read(self.setting, str(value))
        return read if read is not None else self.fail(self._said(value), param, ctx)

    def _said(self, value: object) -> str:
        return _("“%(value)s” is not a date and time such as 2026-11-23T10:30, nor “none”.") % {"value": value}


class Count(click.ParamType[Any]):
    """A number; « none » for no limit."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == NONE:
            return _NOTHING
        read = quiz_settings.count(str(value))
        if read is not None:
            return read
        return self.fail(_("“%(value)s” is not a number, nor “none”.") % {"value": value}, param, ctx)


class SettingChoice(click.Choice[str]):
    """One of the values that a setting may have."""

    def __init__(self, setting: QuizSetting) -> None:
        super().__init__([value.sent for value in setting.values])
        self.setting = setting

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return quiz_settings.read(self.setting, super().convert(value, param, ctx))


def _type(setting: QuizSetting) -> click.ParamType[Any] | None:
    """None for what is only said or not."""
    match setting.control:
        case Control.TICK:
            return None
        case Control.MOMENT:
            return Moment(setting)
        case Control.COUNT:
            return Count()
        case _:
            return SettingChoice(setting)


def terms_options(command: Command) -> Command:
    """Give a command these options; it takes their values as `**asked`."""
    for setting in reversed([one for one in quiz_settings.every() if one.option]):
        option = click.option(setting.option, setting.name, type=_type(setting), default=None, help=setting.option_help)
        command = option(command)
    return command


def changed(settings: Settings, terms: Terms, asked: dict[str, Any]) -> tuple[Settings, Terms]:
    """Settings and terms with what was asked for, and the rest as it was."""
    given = {name: None if value is _NOTHING else value for name, value in asked.items() if value is not None}
    return quiz_settings.made(quiz_settings.held(settings, terms) | given)


def refused(error: BadTerms) -> click.ClickException:
    """The faults as sentences, for the terminal."""
    return click.ClickException(" ".join(dict.fromkeys(_(quiz_settings.sentence(fault)) for fault in error.faults)))
