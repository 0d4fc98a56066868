"""Guessing takes time: wrong codes and passwords are counted by where they come from."""

from datetime import timedelta


class TooManyTries(Exception):
    """Too many wrong ones came from this origin; carries how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(str(wait))
        self.wait = wait
