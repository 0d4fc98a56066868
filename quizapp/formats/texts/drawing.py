"""Draws a picture anew from whatever was sent, so that what a browser gets was drawn here."""

import io
import warnings
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError

from quizapp.formats.texts.pictures import Picture

MOST_PIXELS = 25_000_000
WIDEST = 1600
"""Pixels; a larger picture is made smaller: no column of text is wider."""
_QUALITY = 88
_JFIF = frozenset(("jfif", "jfif_version", "jfif_unit", "jfif_density"))
_KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_DAMAGED = (
    UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, ValueError,
    SyntaxError, EOFError, IndexError, KeyError, TypeError, ArithmeticError,
)  # fmt: skip
"""What Pillow raises over damaged files of all these kinds."""


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
