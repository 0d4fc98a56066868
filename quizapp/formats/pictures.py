"""Pictures of a bank: made anew from whatever was sent, so that what a browser gets was drawn here."""

import io
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError

from quizapp.domain.texts import Html, pictures_in

MOST_PIXELS = 25_000_000
WIDEST = 1600
"""Pixels; a larger picture is made smaller: no column of text is wider."""
MOST = 2_000
"""Pictures of a bank."""
MOST_BYTES = 24 * 2**20
"""Of all pictures of a bank together, as they are kept."""
_QUALITY = 88
_JFIF = frozenset(("jfif", "jfif_version", "jfif_unit", "jfif_density"))
_KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_DAMAGED = (
    UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, ValueError,
    SyntaxError, EOFError, IndexError, KeyError, TypeError, ArithmeticError,
)  # fmt: skip
"""What Pillow raises over damaged files of all these kinds."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: PNG, or JPEG where it came as that."""

    name: str
    """The SHA-256 of its bytes and its ending: what is the same has the same name, and nobody guesses it."""
    data: bytes
    width: int
    height: int


def redraw(data: bytes) -> Picture | None:
    """The picture made anew, without anything that was hidden in the file; None where it is none that can be drawn."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _redrawn(data)
    except _DAMAGED:
        return None


def _redrawn(data: bytes) -> Picture | None:
    with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return None
        was_jpeg = opened.format == "JPEG"
        if was_jpeg and _was_drawn_here(opened, data):
            opened.load()
            return _kept(data, "jpg", opened)
        image: Image.Image = ImageOps.exif_transpose(opened)
        image.load()
    if image.width > WIDEST:
        image = image.convert("RGBA" if _has_holes(image) else "RGB")
        image = image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))))
    made = io.BytesIO()
    if was_jpeg:
        _clean(image.convert("RGB")).save(made, "JPEG", quality=_QUALITY, optimize=True)
    else:
        mode = "RGBA" if _has_holes(image) else "RGB" if image.mode not in ("1", "L", "RGB") else image.mode
        _clean(image.convert(mode)).save(made, "PNG", optimize=True)
    return _kept(made.getvalue(), "jpg" if was_jpeg else "png", image)


def _kept(drawn: bytes, ending: str, image: Image.Image) -> Picture:
    return Picture(f"{sha256(drawn).hexdigest()}.{ending}", drawn, image.width, image.height)


def _was_drawn_here(image: Image.Image, data: bytes) -> bool:
    """Whether a JPEG is one of ours: with our tables, and nothing but the picture in it.

    To draw it once more would lose a little each time that a bank is taken home and loaded again.
    """
    tables = getattr(image, "quantization", None)
    segments = [name for name, _ in getattr(image, "applist", ())]
    is_plain = image.mode == "RGB" and image.width <= WIDEST and data.endswith(b"\xff\xd9")
    return is_plain and tables == _OUR_TABLES and segments == ["APP0"] and set(image.info) <= _JFIF


def _our_tables() -> object:
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG", quality=_QUALITY)
    with Image.open(made) as drawn:
        return getattr(drawn, "quantization", None)


def _has_holes(image: Image.Image) -> bool:
    return image.has_transparency_data


def _clean(image: Image.Image) -> Image.Image:
    """Without comments, profiles and the like, which Pillow would write again."""
    image.info = {}
    return image


_OUR_TABLES = _our_tables()


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
            self._redrawn[sent] = self._keep(redraw(data))
        return self._redrawn[sent]

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
