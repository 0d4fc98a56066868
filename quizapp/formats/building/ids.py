"""Ids made of what a teacher gave: any text, or the name of a file."""

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePath


def slug(text: str) -> str:
    """An id made of any text: « Été à Séoul » gives ete-a-seoul; « bank » where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "bank"


def file_id(name: str) -> str:
    """The id of a bank that gives none: its file's name; where letters of it are lost, told apart by a hash."""
    return id_of(PurePath(name).stem)


def id_of(words: str) -> str:
    """The same of any words, such as a title."""
    stem = unicodedata.normalize("NFKD", words)
    is_whole = all(char.isascii() or not char.isalnum() for char in stem)
    if is_whole:
        return slug(stem)
    written = stem.encode("utf-8", "surrogatepass")  # Some systems allow names that are no text.
    return f"{slug(stem)[:71]}-{sha256(written).hexdigest()[:8]}"
