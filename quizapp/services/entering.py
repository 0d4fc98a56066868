"""How a reader comes in: to the quizzes that are open, and from there to an attempt."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from quizapp.domain import codes, trials
from quizapp.domain.attempts import Attempt, State
from quizapp.domain.banks import places_of
from quizapp.domain.classes import Member, MemberNeeded, NameTaken, UnknownMember
from quizapp.domain.compilations import drawn_for
from quizapp.domain.quizzes import Entry, Quiz, UnknownQuiz, slug_typed
from quizapp.services import taking
from quizapp.services.taking import NotFinished, Taking
from quizapp.services.visits import Visit
from quizapp.store import attempts, classes, quizzes, readers
from quizapp.store.attempts import RunningAttempt
from quizapp.store.banks import Version
from quizapp.store.classes import Presence

WRONG_ADDRESSES = 300
"""Addresses of quizzes that are none, from one connection, before it has to wait: their codes are short. More than of
codes that are typed, because one pupil who plays with it would shut a class out."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reader stands at a quiz, whatever runs: that can always be gone on with."""

    entry: Entry
    """Whether they may begin an attempt."""
    tries_left: int | None
    """None for as many as they like."""


# --- quizzes ---


def open_quizzes(visit: Visit) -> Sequence[Quiz]:
    """The quizzes of the front page: those that are open, or will be."""
    return [quiz for quiz in quizzes.listed(visit.db) if not quiz.is_over(visit.now)]


def quiz(visit: Visit, slug: str) -> tuple[Quiz, Version]:
    """A quiz and the version that a new attempt would take. Raises UnknownQuiz."""
    found = quizzes.by_slug(visit.db, slug)
    return found, visit.shelf.version(visit.db, found.version_id)


def join(visit: Visit, typed: str) -> str:
    """The slug of the quiz with this join code, or slug, as somebody typed it. Raises UnknownQuiz."""
    slug = slug_typed(typed)
    if not quizzes.exists(visit.db, slug):
        raise UnknownQuiz(typed)
    return slug


def quiz_of(visit: Visit, found: Taking) -> Quiz:
    """The quiz that an attempt is at."""
    return quizzes.by_id(visit.db, found.held.quiz_id)


def running(visit: Visit, quiz: Quiz) -> Sequence[RunningAttempt]:
    """This browser's unfinished attempts at the quiz: one, but for several of a class."""
    return attempts.running(visit.db, quiz.id, visit.reader, visit.now)


def _running_alone(visit: Visit, quiz: Quiz) -> str | None:
    """The address of the one that is nobody's of a class: on a tablet that went round, the others are others'."""
    return next((one.address for one in running(visit, quiz) if one.member_id is None), None)


def standing(visit: Visit, quiz: Quiz) -> Standing:
    """Whether this reader may begin an attempt at the quiz, and how many more."""
    # Who of a class it will be, nobody knows yet.
    used = _used(visit, quiz) if quiz.terms.class_id is None else 0
    return Standing(quiz.entry(visit.now, used), quiz.terms.tries_left(used))


def standing_after(visit: Visit, quiz: Quiz, before: Taking) -> Standing:
    """Whether whoever made an attempt at the quiz may begin another, and how many more."""
    if quiz.terms.class_id is None or before.held.member_id is None or quiz.terms.tries is None:
        return standing(visit, quiz)
    used = attempts.count_begun_by_member(visit.db, quiz.id, before.held.member_id)
    return Standing(quiz.entry(visit.now, used), quiz.terms.tries_left(used))


def names_to_pick(visit: Visit, quiz: Quiz) -> Sequence[Presence]:
    """The members of the quiz's class, where they pick their names; else nobody."""
    if quiz.terms.class_id is None or not quiz.terms.picks:
        return ()
    return classes.presence(visit.db, quiz.id, quiz.terms.class_id, visit.now, visit.reader)


def _used(visit: Visit, quiz: Quiz) -> int:
    """How many tries this reader has had, where that matters.

    One at only the missed ones is a try too: it shows the same key, so else a limit would mean nothing.
    """
    return 0 if quiz.terms.tries is None else attempts.count_begun(visit.db, quiz.id, visit.reader)


def _used_by(visit: Visit, quiz: Quiz, member: Member) -> int:
    """The same for a member of a class, in whatever browser."""
    return 0 if quiz.terms.tries is None else attempts.count_begun_by_member(visit.db, quiz.id, member.id)


# --- to an attempt ---


def start(visit: Visit, slug: str, name: str) -> str:
    """Begin an attempt, or go on with the one that runs; returns its address.

    Raises UnknownQuiz, NotOpen, NoTryLeft, NameNeeded, MemberNeeded.
    """
    found = quizzes.by_slug(visit.db, slug, to_begin=True)
    if found.terms.class_id is not None:
        raise MemberNeeded
    reader = _reader(visit)
    return _running_alone(visit, found) or _begin(visit, found, reader, name=name)


def pick(visit: Visit, slug: str, member_id: int) -> str:
    """Begin an attempt as one of the class, or go on with it in the browser that began; returns its address.

    Raises UnknownQuiz, MemberNeeded, UnknownMember, NameTaken, NotOpen, NoTryLeft.
    """
    found = quizzes.by_slug(visit.db, slug, to_begin=True)
    if found.terms.class_id is None or not found.terms.picks:
        raise MemberNeeded
    reader = _reader(visit)
    member = classes.member(visit.db, found.terms.class_id, member_id, to_write=True)
    begun, held = attempts.count_of_member(visit.db, found.id, member.id, visit.reader)
    if begun and not held:
        raise NameTaken(member.name)
    going_on = attempts.running_of_member(visit.db, found.id, member.id, visit.now)
    if going_on is not None:
        # Whoever once answered as this member here may be another now: what runs elsewhere goes on there.
        if not _runs_here(visit, found, going_on):
            raise NameTaken(member.name)
        return going_on
    return _begin(visit, found, reader, member)


def try_out(visit: Visit, trial: Quiz) -> str:
    """Begin an attempt at what its teacher tries; returns its address."""
    return _begin(visit, trial, _reader(visit))


@dataclass(frozen=True, slots=True)
class Invitation:
    """A member of a class at the link that is theirs."""

    quiz: Quiz
    version: Version
    member: Member
    standing: Standing
    running: bool
    begun: bool
    """Whether there is an attempt to look at, ended or not."""


def invited(visit: Visit, slug: str, address: str) -> Invitation:
    """Whom a personal link is for, and how they stand. Raises UnknownQuiz, UnknownMember."""
    found, member = _member_at(visit, slug, address)
    used = _used_by(visit, found, member)
    return Invitation(
        found,
        visit.shelf.version(visit.db, found.version_id),
        member,
        Standing(found.entry(visit.now, used), found.terms.tries_left(used)),
        attempts.running_of_member(visit.db, found.id, member.id, visit.now) is not None,
        attempts.last_of_member(visit.db, found.id, member.id) is not None,
    )


def come_in(visit: Visit, slug: str, address: str) -> str:
    """Begin an attempt by a personal link, or go on with the one that runs, in whatever browser; returns its address.

    Raises UnknownQuiz, UnknownMember, NotOpen, NoTryLeft.
    """
    reader = _reader(visit)
    found, member = _member_at(visit, slug, address, to_write=True)
    going_on = attempts.running_of_member(visit.db, found.id, member.id, visit.now)
    if going_on is None:
        return _begin(visit, found, reader, member)
    _hold_all(visit, found, member, reader)
    return going_on


def look_back(visit: Visit, slug: str, address: str) -> str:
    """Let this browser hold the attempts of whose personal link it is; returns the address of the last.

    Raises UnknownQuiz, UnknownMember.
    """
    reader = _reader(visit)
    found, member = _member_at(visit, slug, address)
    last = attempts.last_of_member(visit.db, found.id, member.id)
    if last is None:
        raise UnknownMember(address)
    _hold_all(visit, found, member, reader)
    return last


def _member_at(visit: Visit, slug: str, address: str, *, to_write: bool = False) -> tuple[Quiz, Member]:
    found = quizzes.by_slug(visit.db, slug, to_begin=to_write)
    if found.terms.class_id is None:
        raise UnknownMember(address)
    return found, classes.by_address(visit.db, found.terms.class_id, address, to_write=to_write)


def _runs_here(visit: Visit, quiz: Quiz, address: str) -> bool:
    """Whether this browser itself holds the running attempt at this address."""
    return address in (one.address for one in running(visit, quiz))


def _hold_all(visit: Visit, quiz: Quiz, member: Member, reader: int) -> None:
    """Let this browser hold whatever the member has begun at the quiz."""
    for id_ in attempts.of_member(visit.db, quiz.id, member.id):
        attempts.add_companion(visit.db, id_, reader)


def again(visit: Visit, address: str, *, only_missed: bool) -> tuple[str, bool]:
    """A new attempt after a finished one: at everything, or at what was missed.

    Returns its address, and whether it asks everything although only what was missed was wanted: all of that is gone
    from the bank. Raises UnknownAttempt, NotFinished, KeyNotDue, NotOpen, NoTryLeft, NameNeeded, MemberNeeded.
    """
    reader = _reader(visit)
    before = taking.attempt(visit, address)
    if not before.attempt.finished:
        raise NotFinished
    missed = taking.result(before).missed if only_missed else ()
    found = quizzes.by_id(visit.db, before.held.quiz_id, to_begin=True)
    member = _same_member(visit, found, before)
    if member is not None:
        going_on = attempts.running_of_member(visit.db, found.id, member.id, visit.now)
        if going_on is not None:
            if not _runs_here(visit, found, going_on):
                raise MemberNeeded  # It was begun elsewhere: their own link, or their name, leads to it.
            return going_on, False
    elif going_on := _running_alone(visit, found):
        return going_on, False
    subset = None
    if only_missed and missed:
        # The bank may have moved on: what was missed is looked up by id in the version that is asked now.
        subset = _still_there(visit, found, _asked(visit, found, {before.bank.questions[place].id for place in missed}))
    # The name of a class's member is the class's, and goes with it: it is not taken along to a quiz for all.
    name = before.attempt.name if before.held.member_id is None else ""
    begun = _begin(visit, found, reader, member, name=name, subset=subset)
    return begun, bool(only_missed and missed and subset is None)


def _still_there(visit: Visit, quiz: Quiz, ids: Collection[str]) -> tuple[int, ...] | None:
    """Places in the version that is asked now of the questions with these ids; None where all of them are gone."""
    return places_of(visit.shelf.version(visit.db, quiz.version_id).bank, ids) or None


def _asked(visit: Visit, quiz: Quiz, ids: Collection[str]) -> Collection[str]:
    """Those of these questions that the quiz asks."""
    return quizzes.asks(visit.db, [quiz.id])[quiz.id].intersection(ids) if quiz.asks_some else ids


def _same_member(visit: Visit, quiz: Quiz, before: Taking) -> Member | None:
    """Who of the quiz's class answered before; nobody where it is for no class. Raises MemberNeeded."""
    if quiz.terms.class_id is None:
        return None
    try:
        return classes.member(visit.db, quiz.terms.class_id, before.held.member_id or 0, to_write=True)
    except UnknownMember as error:  # The quiz has gone to another class since, or was for none before.
        raise MemberNeeded from error


def _reader(visit: Visit) -> int:
    """The row id of this browser, first of all: of two clicks at once, the second then sees what the first began."""
    return readers.ensure(visit.db, visit.reader, visit.now)


def _begin(
    visit: Visit,
    quiz: Quiz,
    reader: int,
    member: Member | None = None,
    *,
    name: str = "",
    subset: tuple[int, ...] | None = None,
) -> str:
    """An attempt at all that the quiz asks, or at the `subset` of it that was missed before."""
    whole, seed = subset is None, visit.draw.seed()
    if whole and quiz.asks_some:
        subset = _still_there(visit, quiz, quizzes.asks(visit.db, [quiz.id])[quiz.id])
    if subset is None and quiz.compiled:
        subset = drawn_for(visit.shelf.version(visit.db, quiz.version_id).bank, seed)
    quiz.check_open(visit.now)
    quiz.terms.check_tries(_used(visit, quiz) if member is None else _used_by(visit, quiz, member))
    address = visit.draw.address()
    begun = Attempt(
        trials.address(address) if quiz.trial else address,
        quiz.version_id,
        seed,
        quiz.settings,
        State.OPEN,
        visit.now,
        name=quiz.terms.name_kept(name) if member is None else member.name,
        subset=subset,
        whole=whole,
        deadline_at=quiz.terms.deadline(visit.now, 0 if member is None else member.extra),
    )
    digest = codes.code_digest(visit.key, codes.resume_code(visit.key, begun.address))
    attempts.add(visit.db, quiz.id, reader, begun, digest, None if member is None else member.id)
    return begun.address
