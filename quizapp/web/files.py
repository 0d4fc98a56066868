"""Files that somebody takes home."""

import os
import re
from collections.abc import Iterable
from typing import IO
from urllib.parse import quote

from flask import Response
from werkzeug.wsgi import FileWrapper

from quizapp.domain.exports import Ending

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {Ending.CSV: CSV, Ending.XLSX: XLSX, Ending.JSON: "application/json"}

_UNSAFE = re.compile(r"[^\w.-]+")
_PIECE = 64 * 1024


def attached(name: str, data: bytes, media_type: str) -> Response:
    """A file for keeping, under a name that every system takes and that says nothing else to the browser."""
    return _named(Response(data, content_type=media_type), name)


def attached_file(name: str, file: IO[bytes], media_type: str) -> Response:
    """The same of a file that may be large: it is sent piece by piece, and closed when it is sent."""
    response = Response(FileWrapper(file, _PIECE), content_type=media_type, direct_passthrough=True)
    response.content_length = file.seek(0, os.SEEK_END)
    file.seek(0)
    return _named(response, name)


def attached_pieces(name: str, pieces: Iterable[bytes], size: int, media_type: str) -> Response:
    """The same of one that comes in pieces: where they end too early the line is cut, and the browser says so."""
    response = Response(pieces, content_type=media_type, direct_passthrough=True)
    response.content_length = size
    return _named(response, name)


def _named(response: Response, name: str) -> Response:
    safe = _UNSAFE.sub("-", name).lstrip(".-") or "file"
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    named = f'attachment; filename="{plain}"'
    if plain != safe:
        named += f"; filename*=UTF-8''{quote(safe)}"  # RFC 6266: browsers take this one, where they know it.
    response.headers["Content-Disposition"] = named
    return response
