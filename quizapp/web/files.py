"""Files that somebody takes home."""

import re
from urllib.parse import quote

from flask import Response

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_UNSAFE = re.compile(r"[^\w.-]+")


def attached(name: str, data: bytes, media_type: str) -> Response:
    """A file for keeping, under a name that every system takes and that says nothing else to the browser."""
    safe = _UNSAFE.sub("-", name).lstrip(".-") or "file"
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    named = f'attachment; filename="{plain}"'
    if plain != safe:
        named += f"; filename*=UTF-8''{quote(safe)}"  # RFC 6266: browsers take this one, where they know it.
    response = Response(data, content_type=media_type)
    response.headers["Content-Disposition"] = named
    return response
