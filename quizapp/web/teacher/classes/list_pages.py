"""What the page of a class list that is looked over sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.formats.problems import N_
from quizapp.rosters import names
from quizapp.rosters.class_list import ListEntry
from quizapp.rosters.headings import Meaning
from quizapp.services.list_drafts import ListReview
from quizapp.web.teacher.classes.pages import Fault, faults

_MEANINGS = {
    Meaning.NAME: N_("Name"),
    Meaning.NAME_FAMILY_FIRST: N_("Name, family name first"),
    Meaning.NAME_FAMILY_LAST: N_("Name, family name last"),
    Meaning.FAMILY: N_("Family name"),
    Meaning.FIRST: N_("First name"),
    Meaning.IDENTIFIER: N_("E-mail or number"),
    Meaning.EXTRA: N_("Extra time"),
    Meaning.NONE: N_("Not used"),
}
_FIRST_ROWS = 5
_MOST_SPLITS = 4
"""Words of a full name up to which each way to part it is offered."""


@dataclass(frozen=True, slots=True)
class SelectOption:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column as it came, with what it may mean."""

    title: str
    """As the list calls it; else its number."""
    used: bool
    options: Sequence[SelectOption]


@dataclass(frozen=True, slots=True)
class UnderstoodLine:
    """A reader as they would be stored."""

    line: int
    name: str
    family: str
    given: str
    identifier: str
    extra: int
    is_present: bool
    splits: Sequence[SelectOption]
    """Which part of the name may be the family's; none where they stand apart."""


@dataclass(frozen=True, slots=True)
class ClassListPage:
    address: str
    title: str
    """The class's name."""
    class_id: int | None
    file_name: str
    summary: str
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    sheets: Sequence[SelectOption]
    by_letters: bool
    """Whether these are no sheets, but ways to read the letters of a text."""
    columns: Sequence[ListColumn]
    headings: Sequence[SelectOption]
    rows: Sequence[tuple[int, bool, Sequence[str]]]
    """The first: the line, whether it is the heading, the cells."""
    more_rows: int
    readers: Sequence[UnderstoodLine]
    shows_parts: bool
    shows_identifier: bool
    shows_extra: bool
    doubled: bool
    once: bool
    text: str | None
    """None where it is too long to be changed here."""
    count: int
    """Readers that would be new."""
    is_anew: bool
    """Whether it was to be stored, but is read in another way than was shown."""
    template: ClassVar[str] = "teacher/classes/class_list.html"


def class_list_page(review: ListReview, *, is_anew: bool) -> ClassListPage:
    listing, draft = review.listing, review.draft
    readers = [_reader_line(one) for one in listing.entries]
    rows = ([listing.layout.heading] if listing.layout.heading else []) + list(listing.layout.rows)
    return ClassListPage(
        address=review.kept.address,
        title=review.found.name if review.found else review.kept.name or _("My class"),
        class_id=review.kept.class_id,
        file_name=draft.file_name,
        summary=_summary(review),
        faults=faults(listing.problems),
        notes=faults([*draft.given.notes, *listing.notes]),
        sheets=_sheets(review),
        by_letters=draft.given.is_text,
        columns=_columns(review),
        headings=_headings(review),
        rows=[
            (row.line, row is listing.layout.heading, [row.at(at) for at in range(len(listing.layout.meanings))])
            for row in rows[: _FIRST_ROWS + 1]
        ],
        more_rows=max(0, len(rows) - _FIRST_ROWS - 1),
        readers=readers,
        shows_parts=any(one.family or one.given or one.splits for one in readers),
        shows_identifier=any(one.identifier for one in readers),
        shows_extra=any(one.extra for one in readers),
        doubled=draft.choices.once or any(one.code == "two-of-a-name" for one in listing.problems),
        once=draft.choices.once,
        text=draft.text if draft.is_short else None,
        count=len(listing.members),
        is_anew=is_anew,
    )


def meaning_name(meaning: Meaning) -> str:
    return str(_(_MEANINGS[meaning]))


def _summary(review: ListReview) -> str:
    count = len(review.listing.entries)
    read = ngettext("%(num)s reader was understood.", "%(num)s readers were understood.", count)
    there = sum(one.is_present for one in review.listing.entries)
    if not there:
        return str(read)
    known = ngettext("%(num)s is in the class already.", "%(num)s are in the class already.", there)
    return f"{read} {known}"


def _sheets(review: ListReview) -> list[SelectOption]:
    sheets = review.draft.given.sheets
    if len(sheets) < 2:
        return []
    return [SelectOption(str(at), one.name, at == review.draft.sheet) for at, one in enumerate(sheets)]


def _columns(review: ListReview) -> list[ListColumn]:
    layout = review.listing.layout
    called = layout.heading.at if layout.heading else lambda at: ""
    return [
        ListColumn(
            called(at) or _("Column %(number)s", number=at + 1),
            meaning is not Meaning.NONE,
            [SelectOption(one.value, meaning_name(one), one is meaning) for one in Meaning],
        )
        for at, meaning in enumerate(layout.meanings)
    ]  # fmt: skip


def _headings(review: ListReview) -> list[SelectOption]:
    layout = review.listing.layout
    line = layout.heading.line if layout.heading else 0
    first = sorted({line, *(row.line for row in layout.rows[:_FIRST_ROWS])} - {0})
    said = [(0, _("no line: there are no headings")), *((one, _("line %(line)s", line=one)) for one in first)]
    return [SelectOption(str(value), str(text), value == line) for value, text in said]


def _reader_line(entry: ListEntry) -> UnderstoodLine:
    one = entry.reader
    return UnderstoodLine(
        entry.line, one.name, one.family, one.given, one.identifier, one.extra, entry.is_present, _splits(entry)
    )  # fmt: skip


def _splits(entry: ListEntry) -> list[SelectOption]:
    """The ways to part a full name: so many words from its start, or its end."""
    count = len(names.words(entry.full))
    if not entry.full or count < 2:
        return []
    most = min(count, _MOST_SPLITS) - 1
    ways = {0: "–"} | {at: names.parts(entry.full, at)[0] for at in (*range(1, most + 1), *range(-1, -most - 1, -1))}
    ways.setdefault(entry.family_words, entry.reader.family)
    # Of a name of two words, its first from the start is the same as all but the last.
    seen = {text: at for at, text in reversed(ways.items())}
    seen[ways[entry.family_words]] = entry.family_words
    return [SelectOption(str(at), text, at == entry.family_words) for at, text in ways.items() if seen[text] == at]
