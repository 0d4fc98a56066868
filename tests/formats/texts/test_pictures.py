"""Pictures are drawn anew: what was hidden in a file is gone, and what is too large is no picture."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from quizapp.formats.texts import drawing, pictures
from quizapp.formats.texts.drawing import redraw
from quizapp.formats.texts.pictures import Album


def encoded(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    made = io.BytesIO()
    (image or Image.effect_noise((60, 40), 50).convert("RGB")).save(made, kind, **options)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_every_kind_is_drawn_as_png_or_jpeg(kind: str) -> None:
    picture = redraw(encoded(kind))

    assert picture is not None
    assert (picture.width, picture.height) == (60, 40)
    with Image.open(io.BytesIO(picture.data)) as again:
        assert again.format == ("JPEG" if kind == "JPEG" else "PNG")
        assert again.size == (60, 40)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_was_drawn_here_is_not_drawn_again(kind: str) -> None:
    first = redraw(encoded(kind))
    assert first is not None

    assert redraw(first.data) == first


def test_nothing_that_was_hidden_stays() -> None:
    secret = b"<?php secret_words ?>"
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", secret.decode())
    exif = Image.Exif()
    exif[0x010E] = secret.decode()
    files = [
        encoded("PNG", pnginfo=notes) + secret,
        encoded("JPEG", exif=exif, comment=secret) + secret,
        encoded("GIF", comment=secret) + secret,
        encoded("JPEG", quality=88, optimize=True) + secret,
    ]

    for data in files:
        picture = redraw(data)
        assert picture is not None
        assert secret not in data.replace(secret, b"")
        assert secret not in picture.data


def test_holes_stay_holes_and_wide_pictures_become_narrower() -> None:
    holes = redraw(encoded("PNG", Image.new("RGBA", (10, 10), (255, 0, 0, 0))))
    wide = redraw(encoded("PNG", Image.new("RGB", (4_000, 100))))

    assert holes is not None
    assert wide is not None
    with Image.open(io.BytesIO(holes.data)) as again:
        assert again.getpixel((0, 0)) == (255, 0, 0, 0)
    assert (wide.width, wide.height) == (drawing.WIDEST, 40)


def bomb(side: int) -> bytes:
    """A small file that says it is an enormous picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%!PS-Adobe\nshowpage",
        b"%PDF-1.4",
        encoded("PNG")[:200],
        encoded("JPEG")[:300],
        bomb(20_000),
        bomb(2**31 - 1),
    ],
    ids=["empty", "head", "svg", "postscript", "pdf", "cut png", "cut jpeg", "bomb", "largest bomb"],
)
def test_what_is_no_picture_or_too_much_of_one_is_none(data: bytes) -> None:
    assert redraw(data) is None


def test_an_album_keeps_each_picture_once_and_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 2)
    album = Album()
    files = [encoded("PNG", Image.new("RGB", (4, 4), colour)) for colour in ("red", "green", "blue")]

    taken = [album.take(data) for data in (*files, files[0])]

    assert [one is not None for one in taken] == [True, True, False, True]
    assert taken[0] == taken[3]
    assert len(album.kept) == 2
