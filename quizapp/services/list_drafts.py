"""A class list on its way: opened, shown as it was understood, changed, and stored or dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from quizapp.domain.attempts import clean_name
from quizapp.domain.classes import ClassList
from quizapp.rosters import drafts
from quizapp.rosters.class_list import Choices, Listing
from quizapp.rosters.drafts import ListDraft
from quizapp.rosters.files import ListFile
from quizapp.rosters.headings import Meaning
from quizapp.services import classes as services
from quizapp.services.visits import Office
from quizapp.store import classes, list_drafts
from quizapp.store.list_drafts import KeptListDraft

KEPT = timedelta(days=1)
"""How long a list waits to be stored: it may hold more than anybody means to keep."""
MOST_WAITING = 8
"""Lists of one teacher that wait; the oldest goes when another comes."""


@dataclass(frozen=True, slots=True)
class ListReview:
    """A list as it was understood, before anything of it is stored."""

    kept: KeptListDraft
    draft: ListDraft
    listing: Listing
    found: ClassList | None
    """The class to which it is added."""


def begin(office: Office, given: ListFile, file_name: str = "", name: str = "", class_id: int | None = None) -> str:
    """Keep a list to be looked over; returns its address. Raises UnknownClass."""
    db, teacher = office.db, office.teacher
    if class_id is not None:
        classes.owned(db, class_id, teacher.id)
    for old in list_drafts.waiting(db, teacher.id)[: -(MOST_WAITING - 1)]:
        list_drafts.remove(db, old.address)
    document = drafts.dump(drafts.begun(file_name[:200], given))
    kept = KeptListDraft(office.draw.address(), class_id, clean_name(name), document, office.now)
    list_drafts.add(db, teacher.id, kept)
    return kept.address


def waiting(office: Office) -> Sequence[KeptListDraft]:
    """Those of a teacher, oldest first."""
    return list_drafts.waiting(office.db, office.teacher.id)


def show(office: Office, address: str) -> ListReview:
    """Raises UnknownListDraft."""
    return _review(office, list_drafts.find(office.db, address, office.teacher.id))


def _review(office: Office, kept: KeptListDraft) -> ListReview:
    found = None if kept.class_id is None else classes.owned(office.db, kept.class_id, office.teacher.id)
    draft = drafts.load(kept.document)
    listing = services.understood(draft.text, found.members if found else (), draft.choices)
    return ListReview(kept, draft, listing, found)


@dataclass(frozen=True, slots=True)
class Said:
    """What a teacher sent of a list that was shown."""

    name: str
    """Of the class."""
    sheet: int
    heading: int | None
    """Its line, 0 for none; None where it was not asked."""
    meanings: Sequence[str]
    """Of the columns, as far as they were shown."""
    family: Mapping[int, int]
    """How many words of the full name are the family's, by the line."""
    once: bool
    text: str | None
    """None where it was too long to be changed."""


def change(office: Office, address: str, said: Said) -> bool:
    """Take over what was said, where it is not what was shown; whether the list is now read anew.

    Raises UnknownListDraft.
    """
    kept = list_drafts.find(office.db, address, office.teacher.id, to_write=True)
    shown = _review(office, kept)
    draft = shown.draft.with_sheet(said.sheet)
    if draft is shown.draft:
        draft = replace(draft, choices=_choices(shown, said))
        if said.text is not None and said.text != draft.text:
            draft = draft.with_text(said.text)
    list_drafts.keep(office.db, address, clean_name(said.name) or kept.name, drafts.dump(draft))
    return _as_read(draft) != _as_read(shown.draft)


def _as_read(draft: ListDraft) -> tuple[object, ...]:
    """What decides which readers there are, and what stands where."""
    return draft.sheet, draft.text, draft.choices.meanings, draft.choices.heading


def _choices(shown: ListReview, said: Said) -> Choices:
    """What was taken as it was shown stays a guess, so that it follows what else is changed."""
    before, layout = shown.draft.choices, shown.listing.layout
    line = layout.heading.line if layout.heading else 0
    meanings = [*before.meanings, *[""] * (len(layout.meanings) - len(before.meanings))]
    for at, (was, now) in enumerate(zip(layout.meanings, said.meanings, strict=False)):
        if now != was and now in {one.value for one in Meaning}:
            meanings[at] = now
    family = dict(before.family)
    for entry in shown.listing.entries:
        now_words = said.family.get(entry.line, entry.family_words)
        if entry.full and now_words != entry.family_words:
            family[entry.full] = now_words
    heading = said.heading if said.heading is not None and said.heading != line else before.heading
    return Choices(tuple(meanings) if any(meanings) else (), heading, family, said.once)


def store(office: Office, address: str) -> tuple[int, Listing]:
    """Make a class of the list, or add it to its class: whole, or nothing of it; returns the class's id.

    Raises UnknownListDraft, UnknownClass, BadList.
    """
    kept = list_drafts.find(office.db, address, office.teacher.id, to_write=True)
    draft = drafts.load(kept.document)
    if kept.class_id is None:
        id_, listing = services.make(office, kept.name, draft.text, draft.choices)
    else:
        id_, listing = kept.class_id, services.add(office, kept.class_id, draft.text, draft.choices)
    list_drafts.remove(office.db, address)
    return id_, listing


def drop(office: Office, address: str) -> None:
    """Raises UnknownListDraft."""
    list_drafts.remove(office.db, list_drafts.find(office.db, address, office.teacher.id).address)
