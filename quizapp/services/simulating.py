"""A simulated class: a quiz of a teacher's own in which nobody sat, to see what results look like beforehand."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from quizapp.domain.attempts import Attempt, Settings, State
from quizapp.domain.demonstration import MOST_QUESTIONS, Sitting, sittings
from quizapp.domain.quizzes import Quiz, Terms
from quizapp.services import handing_out
from quizapp.services.visits import Office
from quizapp.store import attempts, audit, banks, quizzes, readers, responses, teachers
from quizapp.store.banks import UnknownBank

SHIPPED = {"fr": "kim-poutine-2023", "en": "kim-putin-2023"}
"""The banks that come along, by their languages: what a newcomer is shown."""
_FROM = 10
"""The hour of yesterday in which they sat."""


class LongBank(Exception):
    """The bank has more questions than one is shown a class with."""


def is_offered(office: Office) -> bool:
    """Whether a teacher's page offers such a class: to owners who have none, where a bank that came along is there."""
    return office.teacher.is_owner and shown(office) is None and bool(_came_along(office))


def bank_to_show(office: Office, language: str) -> int:
    """The row id of the bank that came along in this language; else of one in another. Raises UnknownBank."""
    there = _came_along(office)
    found = [there[slug] for slug in (SHIPPED.get(language, ""), *SHIPPED.values()) if slug in there]
    if not found:
        raise UnknownBank(language)
    return found[0]


def _came_along(office: Office) -> Mapping[str, int]:
    """Those that are still there, or what a teacher has made of them, by their ids."""
    seen = banks.called(office.db, SHIPPED.values(), office.teacher)
    return {one.slug: one.id for one in seen if one.question_count <= MOST_QUESTIONS}


def shown(office: Office) -> Quiz | None:
    """The quiz of the teacher's that has such a class."""
    return quizzes.simulated_of(office.db, office.teacher.id)


def show(office: Office, bank_id: int) -> str:
    """Have a class sit with a bank, unless the teacher has one already; returns the slug of its quiz.

    Raises UnknownBank, LongBank.
    """
    teachers.hold(office.db, office.teacher.id)  # So the second of two clicks sees what the first has made.
    if (there := shown(office)) is not None:
        return there.slug
    if banks.summary(office.db, bank_id, office.teacher).question_count > MOST_QUESTIONS:
        raise LongBank
    slug = handing_out.free_slug(office.db, office.draw.below)
    quizzes.add(office.db, slug, bank_id, office.teacher.id, Settings(), Terms(), office.now, simulated=True)
    quiz = quizzes.owned(office.db, slug, office.teacher)
    _write(
        office, quiz, sittings(office.shelf.version(office.db, quiz.version_id).bank, _begins(office.now, office.zone))
    )
    audit.note(office.db, office.teacher.id, "class-simulated", slug, office.now)
    return slug


def remove(office: Office) -> bool:
    """Take the teacher's simulated class away, with all that was made for it; whether there was one."""
    there = shown(office)
    if there is not None:
        handing_out.take_back(office, there.slug)
    return there is not None


def _begins(now: datetime, zone: ZoneInfo) -> datetime:
    """In the morning before, on the teacher's clock."""
    yesterday = now.astimezone(zone) - timedelta(days=1)
    return yesterday.replace(hour=_FROM, minute=5, second=0, microsecond=0).astimezone(UTC)


def _write(office: Office, quiz: Quiz, sat: Sequence[Sitting]) -> None:
    """Each attempt as a reader's is written; but no browser has its token, and nobody its code."""
    for one in sat:
        begun = Attempt(
            office.draw.address(),
            quiz.version_id,
            office.draw.seed(),
            quiz.settings,
            State.OPEN,
            one.started_at,
            name=one.name,
        )
        nobody = f"nobody, {begun.address}"  # No token has a hash like this, and no code.
        reader = readers.ensure(office.db, nobody, one.started_at)
        attempts.add(office.db, quiz.id, reader, begun, nobody)
        held = attempts.held(office.db, begun.address, nobody)
        for place, (response, at) in enumerate(zip(one.responses, one.answered_at, strict=True)):
            responses.put(office.db, held.id, quiz.version_id, place, response, at)
        attempts.finish(office.db, held, one.answered_at[-1])
