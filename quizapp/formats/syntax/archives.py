"""Packages: zip archives, looked over before anything is read, and read with limits. Nothing is ever unpacked to disk.

An archive that lies or that plays tricks is refused as a whole; a member that cannot be read is a problem of its own.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from posixpath import join, normpath
from typing import IO
from urllib.parse import unquote

from quizapp.formats.problems import Problem

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 2**20
"""Bytes of all members together."""
LARGEST_MEMBER = 50 * 2**20
MOST_RATIO = 100
"""Bytes that one packed byte may become, of members larger than the next."""
_SMALL = 2**20
_LONGEST_NAME = 400
_CHUNK = 2**16
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those that can be undone a little at a time; of the others, a few bytes may become a gigabyte in one step."""
_NAMES_OF_PACKINGS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
"""APPNOTE.TXT, 4.4.5."""
_LOCAL = struct.Struct("<4s22x2H")
"""The head of a member (APPNOTE.TXT, 4.3.7): its signature, and the lengths of its name and of what is added."""
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$)")
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What zipfile raises over damaged archives, foreign ways of packing, and passwords."""


class RefusedArchive(Exception):
    """The archive is not opened."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class UnreadableMember(Exception):
    """One member cannot be read; what it says is why, in few words."""


def is_archive(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


class Archive:
    """The members of a zip archive by their names, those that systems leave behind apart. Raises RefusedArchive."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise RefusedArchive(Problem("archive-damaged")) from error
        found = self._zip.infolist()
        if len(found) > MOST_MEMBERS:
            raise RefusedArchive(Problem("archive-too-many", values={"count": len(found), "limit": MOST_MEMBERS}))
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._left = MOST_UNPACKED
        for info in found:
            self._look_at(info)
        self._look_for_overlaps(data, found)

    def _look_at(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        if _UNSAFE.search(info.orig_filename) or _UNSAFE.search(name) or not name or len(name) > _LONGEST_NAME:
            raise RefusedArchive(Problem("archive-unsafe-name", member=printable(name)))
        if stat.S_ISLNK(info.external_attr >> 16):
            raise RefusedArchive(Problem("archive-link", member=printable(name)))
        if info.is_dir():
            return
        if info.compress_type not in _PACKINGS:
            packing = _NAMES_OF_PACKINGS.get(info.compress_type, str(info.compress_type))
            raise RefusedArchive(Problem("archive-packing", member=printable(name), values={"packing": packing}))
        if name in self._members:
            raise RefusedArchive(Problem("archive-doubled-name", member=printable(name)))
        swollen = info.file_size > _SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size)
        if swollen or info.file_size > LARGEST_MEMBER:
            raise RefusedArchive(Problem("archive-bomb", member=printable(name), values=_sizes()))
        self._members[name] = info

    def _look_for_overlaps(self, data: bytes, found: Sequence[zipfile.ZipInfo]) -> None:
        """No byte belongs to two members, nor to one and to the list of them: so little would become much."""
        end, before = 0, ""
        for info in sorted(found, key=lambda one: one.header_offset):
            if not 0 <= info.header_offset <= len(data) - _LOCAL.size:
                raise RefusedArchive(Problem("archive-damaged"))
            signature, name, added = _LOCAL.unpack_from(data, info.header_offset)
            if signature != b"PK\x03\x04":
                raise RefusedArchive(Problem("archive-damaged"))
            if info.header_offset < end:
                names = {"other": printable(before)}
                raise RefusedArchive(Problem("archive-overlap", member=printable(info.filename), values=names))
            end, before = info.header_offset + _LOCAL.size + name + added + info.compress_size, info.filename
        if end > self._zip.start_dir:
            raise RefusedArchive(Problem("archive-damaged"))

    @property
    def names(self) -> Sequence[str]:
        """In the archive's order."""
        return [name for name in self._members if not _LITTER.search(name)]

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a member, however large the archive says that it is. Raises UnreadableMember, RefusedArchive.

        What is unpacked counts, whatever becomes of it.
        """
        made = bytearray()
        try:
            with self._zip.open(self._members[name]) as member:
                while chunk := self._next(member):
                    made += chunk
                    if len(made) > LARGEST_MEMBER or self._left < 0:
                        raise RefusedArchive(Problem("archive-bomb", member=printable(name), values=_sizes()))
        except _DAMAGED as error:
            raise UnreadableMember(str(error)[:200]) from error
        return bytes(made)

    def start(self, name: str) -> bytes:
        """Its first bytes: enough to see what it is. Raises UnreadableMember."""
        try:
            with self._zip.open(self._members[name]) as member:
                return self._next(member)
        except _DAMAGED as error:
            raise UnreadableMember(str(error)[:200]) from error

    def _next(self, member: IO[bytes]) -> bytes:
        """Some more bytes: those of a step that fails were unpacked too."""
        self._left -= _CHUNK
        chunk = member.read(_CHUNK)
        self._left += _CHUNK - len(chunk)
        return chunk

    def find(self, address: str, beside: str = "") -> str | None:
        """The name of the member that an address in another member, or in the package's list, means, if it has one.

        No address leads out of the archive, and none to another machine.
        """
        path = unquote(re.split(r"[?#]", address.strip(), maxsplit=1)[0])
        if not path or "://" in path or path.startswith(("/", "\\")):
            path = path.lstrip("/\\") if "://" not in path else ""
        folder = beside.rpartition("/")[0]
        for candidate in (join(folder, path), path):
            name = normpath(candidate) if candidate else ""
            if name in self._members:
                return name
        return None


def put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a member, in the same bytes whenever and wherever it is written."""
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def printable(name: str) -> str:
    """A member's name as it can be shown in a sentence."""
    shown = "".join(char if char.isprintable() else "�" for char in name)
    return shown if len(shown) <= 120 else shown[:120] + "…"


def _sizes() -> dict[str, object]:
    return {"limit": MOST_UNPACKED // 2**20, "ratio": MOST_RATIO}
