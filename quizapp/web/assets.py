"""Static files: hashed names, compressed once at the start, cached for good."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort, request

from quizapp.web.doors import Who, open_to

_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "application/manifest", "image/svg")
_NAMING = (".css", ".webmanifest")
_REFERENCE = re.compile(rb"(?:(?<=url\()|(?<=\"src\": \"))([a-z0-9/.-]+\.[a-z0-9]+)")
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    mimetype: str
    body: bytes
    compressed: bytes | None


class Assets:
    """The files of a folder under names that change with their content."""

    def __init__(self, folder: Path) -> None:
        self._names: dict[str, str] = {}
        self._assets: dict[str, Asset] = {}
        files = [file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(".")]
        # Styles and the manifest name other files, so those must have their hashed names first.
        for file in sorted(files, key=lambda file: (file.suffix in _NAMING, file)):
            self._add(file.relative_to(folder).as_posix(), file.read_bytes())

    def _add(self, name: str, body: bytes) -> None:
        if Path(name).suffix in _NAMING:
            body = _REFERENCE.sub(lambda found: self._names[found[1].decode()].encode(), body)
        stem, dot, suffix = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}{dot}{suffix}"
        mimetype = "text/javascript" if suffix == "js" else mimetypes.guess_type(name)[0] or "application/octet-stream"
        if suffix == "webmanifest":
            mimetype = "application/manifest+json"
        packed = gzip.compress(body, 9, mtime=0) if mimetype.startswith(_COMPRESSIBLE) else None
        self._names[name] = hashed
        self._assets[hashed] = Asset(mimetype, body, packed if packed and len(packed) < len(body) else None)

    def path(self, name: str) -> str:
        """The address of a file for use in pages; KeyError for one that does not exist."""
        return f"{request.script_root}/static/{self._names[name]}"

    def get(self, hashed: str) -> Asset | None:
        return self._assets.get(hashed)

    @open_to(Who.ANYONE)
    def respond(self, hashed: str) -> Response:
        asset = self.get(hashed)
        if asset is None:
            abort(404)
        packed = asset.compressed is not None and request.accept_encodings["gzip"] > 0
        response = Response(asset.compressed if packed else asset.body, mimetype=asset.mimetype)
        response.headers["Cache-Control"] = _FOR_GOOD
        if asset.compressed is not None:
            response.headers["Vary"] = "Accept-Encoding"
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response
