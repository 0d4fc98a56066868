"""What every command shares: the terminal's language, and its output."""

import gettext
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import track

_COMMANDING = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def translations(environ: Any) -> gettext.NullTranslations:
    """The catalogue of the terminal's language; English where there is none."""
    asked = next(filter(None, (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "en")
    directory = Path(__file__).parent.parent / "translations"
    return gettext.translation("messages", directory, [asked.split("_")[0].split(".")[0]], fallback=True)


def _(message: str) -> str:
    """The message in the terminal's language."""
    translations: gettext.NullTranslations = click.get_current_context().find_root().obj
    return translations.gettext(message)


def language() -> str:
    """The terminal's: fr or en."""
    translations: gettext.NullTranslations = click.get_current_context().find_root().obj
    return translations.info().get("language") or "en"


def counted(singular: str, plural: str, count: int) -> str:
    translations: gettext.NullTranslations = click.get_current_context().find_root().obj
    return translations.ngettext(singular, plural, count) % {"num": count}


def printer(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def tracked(things: Sequence[Any], what: str, *, quiet: bool = False) -> Iterator[Any]:
    """A progress bar on the terminal, where the work may be long and somebody watches."""
    console = printer(stderr=True)
    watched = console.is_terminal and not quiet
    return iter(track(things, what, console=console, transient=True) if watched else things)


def shown(text: str) -> str:
    """Text from a file as the terminal may have it: no markup, and nothing that moves its cursor or turns its line."""
    return escape(_COMMANDING.sub("\ufffd", text))
