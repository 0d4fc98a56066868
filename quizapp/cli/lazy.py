"""Groups of commands that are loaded when somebody asks for them: to load all takes longer than most of them do."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Knows where its commands are, as « module:name », by what they are called; their help alone loads them all."""

    def __init__(self, *given: Any, commands_in: Mapping[str, str], **named: Any) -> None:
        super().__init__(*given, **named)
        self._commands_in = commands_in

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._commands_in:
            return None
        module, name = self._commands_in[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command
