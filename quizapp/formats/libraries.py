"""Libraries that only some files need: the process that reads a file is started for each, and loads no others.

Names given here are hidden from the import contracts, so each stands in the one room that needs it.
"""

from functools import cache
from importlib import import_module
from typing import Any


@cache
def library(name: str) -> Any:
    """A module, loaded when it is first asked for."""
    return import_module(name)
