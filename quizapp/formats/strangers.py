"""What a file is that holds no bank: it is named for that, with the one step that leads on.

Each kind knows itself by what such files begin with, hold or say, whatever their names. Sources: the signatures in the
formats' own documents (PDF 2.0 § 7.5.2, PNG § 5.2, ECMA-376, OpenDocument 1.3 part 2 § 3.3, RTF 1.9), the backups and
exports of the programs that are named.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.formats.file import File
from quizapp.formats.problems import Problem
from quizapp.formats.sheets import others
from quizapp.formats.syntax.archives import UnreadableMember

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_BITMAP = b"BM"
"""Which a text may begin with, too."""
_PACKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ", b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
_SOUNDS = (b"ID3", b"OggS", b"RIFF", b"fLaC", b"\x1aE\xdf\xa3")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_HTML = re.compile(r"\s*(?:<!--(?>.*?-->)\s*)*+<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_LATEX = re.compile(r"^\s*\\(?:documentclass|begin\{(?:document|questions?|exam)|usepackage)", re.MULTILINE)
_YAML_NAMES = (".yaml", ".yml")
_ANKI = re.compile(r"#(?:separator|html|tags column|notetype column|deck column|columns):")
"""How a file of Anki begins that says how it is to be read."""
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Stranger:
    """A kind of file that is no bank."""

    code: str
    """Of the problem that names it."""
    is_it: Callable[[File], bool]


def problem_of(file: File) -> Problem:
    """What it is; of what nobody knows, that it is a text, or no text, in which no questions are seen."""
    found = next((one.code for one in STRANGERS if one.is_it(file)), "no-questions-seen" if file.head else "no-text")
    values = {
        "is-xml": {"element": file.root[0][:_LONGEST_NAME]},
        "is-iwork": {"program": _apple_program(file)},
        "no-text": {"ending": _ending(file.name)},
    }
    return Problem(found, values=values.get(found, {}))


def is_signed(file: File) -> bool:
    """Whether a file begins as only those of one program do, whatever a text in it looks like."""
    return any(one.is_it(file) for one in _SIGNED)


def named_natively(file: File) -> bool:
    """Whether whoever sent it calls it a file of ours."""
    return file.name.lower().endswith(_YAML_NAMES)


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2]}"[:12] if "." in name else name[:12]


# --- by how it begins ---


def _begins(*starts: bytes) -> Callable[[File], bool]:
    return lambda file: file.data.startswith(starts)


def _is_pdf(file: File) -> bool:
    return b"%PDF-" in file.data[:1024]


def _is_picture(file: File) -> bool:
    data = file.data
    if data.startswith(_BITMAP):
        return not file.head
    return data.startswith(_PICTURES) or data[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1") or data[8:12] == b"WEBP"


def _is_sound(file: File) -> bool:
    return (
        (file.data.startswith(_SOUNDS) and not file.head)
        or file.data[4:8] == b"ftyp"
        or file.data[:2] in (b"\xff\xfb", b"\xff\xf3")
    )


def _is_old_document(file: File) -> bool:
    return file.data.startswith(_OLE)


# --- by what it holds ---


def _holds(*members: str) -> Callable[[File], bool]:
    return lambda file: any(member in file.members for member in members)


def _is_course_backup(file: File) -> bool:
    """Moodle's are zip archives, or tar in gzip, which shows nothing from outside."""
    return "moodle_backup.xml" in file.members or (
        file.data.startswith(b"\x1f\x8b") and file.name.lower().endswith(".mbz")
    )


def _is_open_document(file: File) -> bool:
    return _mimetype(file).startswith(b"application/vnd.oasis.opendocument.")


def _is_book(file: File) -> bool:
    return _mimetype(file).startswith(b"application/epub")


def _mimetype(file: File) -> bytes:
    try:
        return file.archive.read("mimetype") if file.archive is not None and "mimetype" in file.members else b""
    except UnreadableMember:
        return b""


def _is_iwork(file: File) -> bool:
    """Apple's documents since 2013 hold .iwa, those before an index.xml of its own (libetonyek and keynote-parser)."""
    tops = {name.partition("/")[0] for name in file.members}
    inner = next(iter(tops)) + "/" if len(tops) == 1 and next(iter(tops)).endswith(tuple(_APPLE)) else ""
    if f"{inner}Index.zip" in file.members or any(_IWA.fullmatch(name.removeprefix(inner)) for name in file.members):
        return True
    if not _OLD_APPLE.isdisjoint(name.removeprefix(inner) for name in file.members):
        return True
    try:
        return f"{inner}index.xml" in file.members and _APPLE_SPACE in _start_of(file, f"{inner}index.xml")
    except UnreadableMember:
        return False


def _start_of(file: File, member: str) -> bytes:
    return file.archive.read(member)[:_HEAD] if file.archive is not None else b""


def _apple_program(file: File) -> str:
    """Which it is, by the ending of its name, or of its folder; all three where nobody can tell."""
    folder = next(iter(file.members), "").partition("/")[0]
    return next((said for end, said in _APPLE.items() if file.name.lower().endswith(end) or folder.endswith(end)), _ANY)


_APPLE = {".pages": "Pages", ".numbers": "Numbers", ".key": "Keynote"}
_ANY = " / ".join(_APPLE.values())
_IWA = re.compile(r"Index/[^/]+\.iwa")
_OLD_APPLE = frozenset(("index.xml.gz", "index.apxl", "index.apxl.gz"))
_APPLE_SPACE = b"developer.apple.com/namespaces"


def _is_scorm(file: File) -> bool:
    if file.archive is None or "imsmanifest.xml" not in file.members:
        return False
    try:
        manifest = file.archive.read("imsmanifest.xml")
    except UnreadableMember:
        return False
    return b"adlcp" in manifest or b"ADL SCORM" in manifest


def _is_archive(file: File) -> bool:
    return file.is_archive or (file.data.startswith(_PACKED) and not file.head) or file.data[257:262] == b"ustar"


# --- by what it says ---


def _is_hypertext(file: File) -> bool:
    return _HTML.match(file.head[:_HEAD]) is not None


def _is_page(file: File) -> bool:
    """What was pasted has no name: whoever did that saw no page."""
    return bool(file.name) and _is_hypertext(file)


def _is_latex(file: File) -> bool:
    return _LATEX.search(file.head[:_HEAD]) is not None


def _is_json(file: File) -> bool:
    if file.head.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(file.text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_xml(file: File) -> bool:
    return bool(file.root[0]) and not _is_hypertext(file)


def _first_line(file: File) -> str:
    return file.head.lstrip().partition("\n")[0]


def _cells(file: File) -> Sequence[str]:
    line = _first_line(file)
    sign = max(",;\t", key=line.count)
    return [cell.strip().strip('"') for cell in line.split(sign)]


def _is_table(code: str) -> Callable[[File], bool]:
    return lambda file: bool(file.head) and others.code(_cells(file)) == code


def _is_cards(file: File) -> bool:
    """Two sides a line, with the same sign between them on every line."""
    if _ANKI.match(file.head) is not None:
        return True
    lines = [_COUNTED.sub("", line.strip(), count=1) for line in file.head.split("\n") if line.strip()]
    return any(
        len(lines) >= fewest
        and all(_are_two_sides(line.split(sign)) for line in lines)
        and _are_named_apart(lines, sign)
        for sign, fewest in _BETWEEN_SIDES.items()
    )


def _are_named_apart(lines: Sequence[str], sign: str) -> bool:
    """Whether nearly each line begins with something else: « answer: » before every second one is a name."""
    return len({line.partition(sign)[0].strip().casefold() for line in lines}) >= _APART * len(lines)


def _are_two_sides(parts: Sequence[str]) -> bool:
    return len(parts) == _SIDES and all(part.strip() and len(part) < _LONGEST_SIDE for part in parts)


_SIDES = 2
_APART = 0.8
_LONGEST_SIDE = 200
_COUNTED = re.compile(r"^(?:\d{1,3}[.)]|[•*·-])\s+")
_BETWEEN_SIDES = {
    "\t": 3,
    ";": 3,
    "|": 3,
    " = ": 3,
    " → ": 3,
    " -> ": 3,
    " – ": 3,
    " — ": 3,
    " - ": 3,
    " : ": 3,
    ": ": 4,
}
"""What stands between the sides of a card, with how many lines make cards of them: names of things have colons, too."""


STRANGERS = (
    Stranger("is-pdf", _is_pdf),
    Stranger("is-picture", _is_picture),
    Stranger("is-old-document", _is_old_document),
    Stranger("is-rtf", _begins(b"{\\rtf")),
    Stranger("is-course-backup", _is_course_backup),
    Stranger("is-slides", _holds("ppt/presentation.xml")),
    Stranger("is-open-document", _is_open_document),
    Stranger("is-book", _is_book),
    Stranger("is-scorm", _is_scorm),
    Stranger("is-cards", _holds("collection.anki2", "collection.anki21", "collection.anki21b")),
    Stranger("is-iwork", _is_iwork),
    Stranger("is-sound", _is_sound),
    Stranger("is-archive", _is_archive),
    Stranger("is-page", _is_page),
    Stranger("is-xml", _is_xml),
    Stranger("is-latex", _is_latex),
    Stranger("is-json", _is_json),
    Stranger("is-answers", _is_table("is-answers")),
    Stranger("is-grades", _is_table("is-grades")),
    Stranger("is-cards", _is_cards),
)
"""The surest first."""
_SIGNED = STRANGERS[: [one.code for one in STRANGERS].index("is-rtf") + 1]
