"""Writing a bank in the browser: begun, saved part by part, looked through by the rules of files, published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.domain import drafts as rules
from quizapp.domain.accounts import Teacher
from quizapp.domain.banks import Kind
from quizapp.domain.drafts import About, Draft, DraftQuestion, Outdated
from quizapp.domain.findings import Finding
from quizapp.formats import native
from quizapp.formats.building.ids import slug
from quizapp.formats.native import draft as native_draft
from quizapp.formats.problems import Report
from quizapp.services import examining, publishing
from quizapp.services.publishing import BankOverview, NextVersion, NotSound, Overtaken, Publication
from quizapp.services.visits import Office
from quizapp.store import drafts, pictures, teachers
from quizapp.store.drafts import DraftSummary, KeptDraft, UnknownDraft
from quizapp.store.session import Database

MOST_DRAFTS = 100
"""Of one teacher."""
MOST_QUESTIONS = 2_000
"""Of a bank that is drafted: each save writes the whole draft, and a larger one would have readers wait for it."""
_MOST_FINDINGS = 2_000


class TooManyDrafts(Exception):
    """The teacher has as many as one may have."""


class TooLarge(Exception):
    """The bank has more questions than a draft may have: its file is the place to change it."""


# --- beginning and ending ---


def drafts_of(office: Office) -> Sequence[DraftSummary]:
    """The last saved first."""
    return drafts.of_teacher(office.db, office.teacher.id)


def begin(office: Office, title: str, language: str) -> str:
    """An empty draft; returns its address. Raises TooManyDrafts."""
    return _add(office, rules.of(slug(title), About(title, language)), None, None)


def begin_with(office: Office, draft: Draft) -> str:
    """Keep a draft of a new bank; returns its address. Raises TooManyDrafts."""
    return _add(office, draft, None, None)


def draft_of(overview: BankOverview) -> Draft:
    """A bank as it stands, its pictures left where they are kept; of a large one it takes a second. Raises TooLarge."""
    if overview.bank.question_count > MOST_QUESTIONS:
        raise TooLarge
    return native_draft.read(native.write(overview.version.bank))


def begin_from(office: Office, overview: BankOverview, draft: Draft) -> str:
    """Keep the draft of a bank, unless the teacher has begun one of it already; returns the address of that which is.

    A bank that the teacher may not change gives a draft of a new bank of theirs. Raises TooManyDrafts.
    """
    bank, number = overview.bank, overview.version.number
    teachers.hold(office.db, office.teacher.id)  # A second click finds what the first began.
    if begun := drafts.of_bank(office.db, office.teacher.id, bank.id):
        return begun
    goes_back = overview.is_own and publishing.owner_of(office.db, office.teacher, draft.id) == bank.teacher_id
    return _add(office, draft, bank.id, number if goes_back else None)


def _add(office: Office, draft: Draft, bank_id: int | None, version: int | None) -> str:
    if len(drafts.of_teacher(office.db, office.teacher.id)) >= MOST_DRAFTS:
        raise TooManyDrafts
    address = office.draw.address()
    drafts.add(office.db, address, office.teacher.id, draft, office.now, bank_id, version)
    return address


def drop(office: Office, address: str) -> None:
    """Raises UnknownDraft."""
    drafts.remove(office.db, drafts.find(office.db, address, office.teacher.id, to_write=True).address)


# --- showing and looking through ---


def show(office: Office, address: str) -> KeptDraft:
    """Raises UnknownDraft, for another's as for one that does not exist."""
    return drafts.find(office.db, address, office.teacher.id)


def written(db: Session, draft: Draft) -> bytes:
    """The draft as a native file with its pictures, sound or not."""
    return native_draft.write(draft, pictures.named(db, rules.pictures_of(draft)))


@dataclass(frozen=True, slots=True)
class Review:
    """The errand of a draft: it is looked through, and what was found is kept with it.

    In a process of its own, as a file: the article and the quotations come from outside, some take long, and a thread
    of the server could not be stopped.
    """

    teacher_id: int
    address: str

    def claim(self, db: Session, now: datetime, abandoned_before: datetime) -> bool:
        return drafts.begin_look(db, self.address, self.teacher_id, now, abandoned_before)

    def do(self, database: Database) -> tuple[int, list[Finding]] | None:
        """The revision that was looked through, and what was found in it."""
        with database.reading() as db:
            try:
                draft = drafts.find(db, self.address, self.teacher_id).draft
            except UnknownDraft:
                return None  # It was published or dropped just now.
            data = written(db, draft)
        return draft.revision, _examined(draft.id, data)[0]

    def keep(self, db: Session, made: tuple[int, list[Finding]], now: datetime) -> None:
        drafts.end_look(db, self.address, *made)


def _examined(id_: str, data: bytes) -> tuple[list[Finding], Report]:
    """What is wrong or doubtful in a draft, by the paths of its fields, and the report that says so."""
    report = examining.examine(f"{id_}.yaml", data).report
    places = native_draft.FieldPlaces(data)
    found = [*report.problems, *report.warnings][:_MOST_FINDINGS]
    return [Finding(one.code, places.path(one), dict(one.values)) for one in found], report


# --- saving; each of these may raise UnknownDraft, and Outdated: then nothing is stored ---


def save_about(office: Office, address: str, revision: int, about: About) -> Draft:
    return _save(office, address, lambda draft: rules.with_about(draft, revision, about))


def save_article(office: Office, address: str, revision: int, article: str) -> Draft:
    return _save(office, address, lambda draft: rules.with_article(draft, revision, article))


def save_question(office: Office, address: str, revision: int, key: int, question: DraftQuestion) -> Draft:
    """Raises also UnknownDraftQuestion."""
    return _save(office, address, lambda draft: rules.with_question(draft, revision, key, question))


def add_question(office: Office, address: str, revision: int, kind: Kind, texts: Sequence[str]) -> int:
    """One more question at the end, its choices with these texts; returns its key."""
    key = 0

    def added(draft: Draft) -> Draft:
        nonlocal key
        draft, key = rules.with_added(draft, revision, kind, texts)
        return draft

    _save(office, address, added)
    return key


def move_question(office: Office, address: str, revision: int, key: int, place: int) -> Draft:
    """Put a question at this place, from 1. Raises also UnknownDraftQuestion."""
    return _save(office, address, lambda draft: rules.with_moved(draft, revision, key, place))


def remove_question(office: Office, address: str, revision: int, key: int) -> Draft:
    """Raises also UnknownDraftQuestion."""
    return _save(office, address, lambda draft: rules.without(draft, revision, key))


def _save(office: Office, address: str, change: Callable[[Draft], Draft]) -> Draft:
    before = drafts.find(office.db, address, office.teacher.id, to_write=True).draft
    after = change(before)
    if after is not before:
        drafts.keep(office.db, address, after, office.now)
    return after


# --- publishing ---


def publish(database: Database, teacher: Teacher, address: str, revision: int, now: datetime) -> Publication:
    """Freeze a sound draft as the bank's next version, and end it.

    It is read once more, holding no transaction: what is published is what stands in it now. Raises UnknownDraft,
    Outdated if it is no longer at this revision, NotSound.
    """
    with database.reading() as db:
        begun = drafts.find(db, address, teacher.id)
        data = written(db, begun.draft)
    report = _examined(begun.draft.id, data)[1] if begun.draft.revision == revision else None

    def ready() -> NextVersion | None:
        return _ready(database, teacher, report, is_new=begun.version is None) if report else None

    def published(db: Session, ready: NextVersion | None) -> Publication:
        kept = drafts.find(db, address, teacher.id, to_write=True)
        if kept.draft.revision != revision:
            raise Outdated(kept.draft)
        if ready is None:
            raise NotSound
        drafts.remove(db, address)
        return publishing.publish(db, teacher, ready, now)

    return publishing.in_turn(database, ready, published)


def _ready(database: Database, teacher: Teacher, report: Report, *, is_new: bool) -> NextVersion | None:
    """None for a draft with faults. Raises Overtaken where somebody has just taken the id of a new bank."""
    if report.bank is None:
        return None
    if is_new:
        with database.reading() as db:
            report = report.about(replace(report.bank, id=publishing.free_id(db, teacher, report.bank.id)))
    ready = publishing.make_ready(database, teacher, report)
    if is_new and ready.newest is not None:
        raise Overtaken
    return ready
