"""A file that waits is read otherwise, its text is mended where it is shown, or its questions are taken as a draft."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.domain.drafts import Draft
from quizapp.formats import native
from quizapp.formats.building.assembly import COLUMNS, EVERY_OPTION, HEADING, LAYOUT
from quizapp.formats.native import draft as native_draft
from quizapp.formats.problems import ENCODING, Problem
from quizapp.formats.sheets import unnamed
from quizapp.formats.syntax import text
from quizapp.services import drafting, loading
from quizapp.services.drafting import MOST_QUESTIONS, TooLarge
from quizapp.services.loading import RecentFiles
from quizapp.services.publishing import NotSound
from quizapp.services.visits import Office
from quizapp.store import column_layouts, uploads
from quizapp.store.column_layouts import KnownColumns
from quizapp.store.uploads import Upload

MOST_MENDED = 40
"""Files of one teacher that are being mended."""
LARGEST_TEXT = 2**20
"""Bytes of a text that is shown whole to be mended; of a longer one only what is round its faults."""
_LONGEST_OPTION = 20_000


class TooManyMended(Exception):
    """The teacher has as many files to mend as one may have."""


class NoText(Exception):
    """The file is none that can be shown as a text."""


_BREAK = re.compile(r"\r\n|\r|\n")
_AROUND = 3
"""Lines before and behind a fault that are shown with it."""
_MOST_PIECES = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a text, to be put in the place of those that stand there."""

    first: int
    """From 1."""
    last: int
    """The last line that goes; before the first, where none does."""
    text: str


@dataclass(frozen=True, slots=True)
class ShownText:
    """The text of a file, or what is round its faults, to be mended."""

    pieces: Sequence[Piece]
    line_count: int
    is_whole: bool
    may_be_whole: bool
    """Whether it is short enough to be shown as one."""


def read_otherwise(office: Office, files: RecentFiles, address: str, said: Mapping[str, str]) -> Upload:
    """Have a file read by what its teacher says of it, beside what was said before; an empty word takes one back.

    Options that there are none of are passed over. What the columns of a table hold is kept for others that are laid
    out alike. Raises UnknownUpload, TooManyMended.
    """
    upload = _to_write(office, address)
    if unnamed.make_questions(said.get(COLUMNS, "")) and upload.is_read:
        sheet = loading.checked(office.db, files, upload).report.sheet
        if sheet is not None and sheet.layout:
            holdings = KnownColumns(said[COLUMNS], said.get(HEADING) == "yes")
            column_layouts.keep(office.db, office.teacher.id, sheet.layout, holdings, office.now)
    known = {name: value.strip()[:_LONGEST_OPTION] for name, value in said.items() if name in EVERY_OPTION}
    before = {name: value for name, value in upload.options.items() if name not in _taken_back(said)}
    options = {name: value for name, value in {**before, **known}.items() if value}
    return uploads.change(office.db, upload, office.now, options=options)


def _taken_back(said: Mapping[str, str]) -> Sequence[str]:
    """What was said before of a table's columns goes once it is said how they are to be found out."""
    return (COLUMNS, HEADING) if LAYOUT in said else (LAYOUT,) if COLUMNS in said else ()


def text_of(office: Office, files: RecentFiles, upload: Upload) -> Sequence[str]:
    """The lines of a file as it was read, to be mended; none where it is no text and no words were found in it."""
    lines = text.shown_lines(uploads.data(office.db, upload.address), upload.options.get(ENCODING, ""))
    if lines or not upload.is_read:
        return lines
    found = loading.checked(office.db, files, upload).report.text
    return found.split("\n") if found else ()


def shown_text(
    office: Office, files: RecentFiles, upload: Upload, problems: Iterable[Problem], *, whole: bool
) -> ShownText | None:
    """The text of a file: as one, where that is wanted and not too long, or the lines round each fault.

    None for what is no text.
    """
    lines = text_of(office, files, upload)
    if not lines:
        return None
    may_be_whole = sum(map(len, lines)) + len(lines) <= LARGEST_TEXT
    if whole and may_be_whole:
        return ShownText([Piece(1, len(lines), "\n".join(lines))], len(lines), is_whole=True, may_be_whole=True)
    places = sorted({one.line for one in problems if 0 < one.line <= len(lines) and not (one.member or one.cell)})
    pieces = [Piece(first, last, "\n".join(lines[first - 1 : last])) for first, last in _stretches(places, len(lines))]
    return ShownText(pieces[:_MOST_PIECES], len(lines), is_whole=False, may_be_whole=may_be_whole)


def _stretches(places: Iterable[int], last: int) -> Iterator[tuple[int, int]]:
    """The first and last lines of what is shown round these, those that meet being one."""
    found: list[tuple[int, int]] = []
    for place in places:
        first, behind = max(1, place - _AROUND), min(last, place + _AROUND)
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], behind)
        else:
            found.append((first, behind))
    yield from found


def rewrite(
    office: Office, files: RecentFiles, address: str, revision: int, pieces: Sequence[Piece]
) -> tuple[str, Upload]:
    """Put pieces in the place of lines of a file's text; returns the address under which it is to be read.

    Where another tab has changed the text since the revision, neither is lost: this one is kept as a file of its own.
    Raises UnknownUpload, NoText, TooManyMended.
    """
    upload = _to_write(office, address)
    lines = text_of(office, files, upload)
    if not lines:
        raise NoText
    data = "\n".join(replaced(lines, pieces)).encode("utf-8", "replace")
    options = {name: value for name, value in upload.options.items() if name != ENCODING}  # It is UTF-8 from now on.
    if upload.revision == revision:
        return address, uploads.change(office.db, upload, office.now, options=options, data=data)
    beside = loading.receive(office, upload.name, data)
    kept = uploads.find(office.db, beside, office.teacher.id, to_write=True)
    return beside, uploads.change(office.db, kept, office.now, options=options)


def replaced(lines: Sequence[str], pieces: Iterable[Piece]) -> list[str]:
    """The lines with pieces in the place of some of them."""
    made = list(lines)
    for piece in sorted(pieces, key=lambda one: one.first, reverse=True):
        made[max(0, piece.first - 1) : max(0, piece.last)] = _BREAK.split(piece.text)
    return made


def _to_write(office: Office, address: str) -> Upload:
    upload = uploads.find(office.db, address, office.teacher.id, to_write=True)
    if upload.edited_at is None:
        mended = [one for one in uploads.of_teacher(office.db, office.teacher.id) if one.edited_at is not None]
        if len(mended) >= MOST_MENDED:
            raise TooManyMended
    return upload


def as_draft(office: Office, files: RecentFiles, address: str) -> str:
    """Take the questions of a file, sound or not, as a draft of a new bank; returns its address.

    Raises UnknownUpload, NotSound where there is none, TooLarge, drafting's TooManyDrafts.
    """
    upload = uploads.find(office.db, address, office.teacher.id)
    report = loading.checked(office.db, files, upload).report if upload.is_read else None
    bank = None if report is None else report.draft
    if bank is None:
        raise NotSound
    if len(bank.questions) > MOST_QUESTIONS:
        raise TooLarge
    draft: Draft = native_draft.read(native.write(bank))
    if loading.is_untitled(bank):  # It is asked for there, as of a draft that is begun here.
        draft = replace(draft, about=replace(draft.about, title=""))
    return drafting.begin_with(office, draft)
