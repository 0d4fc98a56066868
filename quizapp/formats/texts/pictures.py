"""The pictures of a bank that is being read: each once, under a name that its content gives it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from quizapp.domain.texts import Html, pictures_in
from quizapp.formats.libraries import library

MOST = 2_000
"""Pictures of a bank."""
MOST_BYTES = 24 * 2**20
"""Of all pictures of a bank together, as they are kept."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: PNG, or JPEG where it came as that."""

    name: str
    """The SHA-256 of its bytes and its ending: what is the same has the same name, and nobody guesses it."""
    data: bytes
    width: int
    height: int


@dataclass(slots=True)
class Album:
    """The pictures of the bank that is being read, each once."""

    kept: dict[str, Picture] = field(default_factory=dict)
    _redrawn: dict[str, Picture | None] = field(default_factory=dict)
    _bytes: int = 0

    def take(self, data: bytes) -> Picture | None:
        """The picture as it is kept; None where it is no picture, or one too many."""
        sent = sha256(data).hexdigest()
        if sent not in self._redrawn:
            self._redrawn[sent] = self._keep(library("quizapp.formats.texts.drawing").redraw(data))
        return self._redrawn[sent]

    def named(self, address: str) -> Picture | None:
        """The picture that was taken before, under the address that banks know it by."""
        return self.kept.get(address.removeprefix("media:"))

    def _keep(self, picture: Picture | None) -> Picture | None:
        if picture is None or picture.name in self.kept:
            return picture
        if len(self.kept) >= MOST or self._bytes + len(picture.data) > MOST_BYTES:
            return None
        self._bytes += len(picture.data)
        self.kept[picture.name] = picture
        return picture


def used(texts: Iterable[str], kept: Mapping[str, Picture]) -> dict[str, bytes]:
    """Of the pictures those that are in these texts."""
    if not kept:
        return {}
    named = {name for text in texts if isinstance(text, Html) for name in pictures_in(text)}
    return {name: kept[name].data for name in sorted(named) if name in kept}
