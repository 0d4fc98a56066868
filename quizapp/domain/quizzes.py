"""A link to one bank, with settings: what a reader opens."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from quizapp.domain.attempts import FeedbackTime, Settings, clean_name
from quizapp.domain.codes import LETTERS
from quizapp.domain.notes import note
from quizapp.domain.unknown import Unknown

JOIN_LENGTH = 6
"""Letters of a join code: 34 million codes, and wrong ones are counted by where they come from."""
LONGEST_MINUTES = 7 * 24 * 60
MOST_TRIES = 1000
LONGEST_TITLE = 200
"""Characters of a title that a quiz or a bank has of its own."""
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""All but those that keep a French sign with its word."""


class UnknownQuiz(Unknown):
    """No quiz has this slug."""


class SimulatedQuiz(Exception):
    """Nobody sat in the class of this quiz: nothing of it is taken away, and it becomes no real one."""


class NotOpen(Exception):
    """The quiz takes no new attempts now; `at` is when it opens, or None where it has closed."""

    def __init__(self, at: datetime | None) -> None:
        super().__init__(str(at))
        self.at = at


class NoTryLeft(Exception):
    """The reader has had every try that the quiz gives."""


class NameNeeded(Exception):
    """The quiz asks for a name, and none was given."""


class Names(StrEnum):
    """Whether the quiz asks its readers for a name."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Entry(StrEnum):
    """Whether a reader may begin an attempt, and if not, why."""

    FREE = "free"
    NOT_YET = "not-yet"
    CLOSED = "closed"
    NO_TRY_LEFT = "no-try-left"


class Phase(StrEnum):
    """Where a quiz stands by its own times, whoever asks."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


class Counts(StrEnum):
    """Which of a reader's tries is their score."""

    BEST = "best"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may answer, when, how often, for how long. New attempts take them; running ones keep what they began with."""

    listed: bool = False
    """On the front page; else only by its link or code."""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    tries: int | None = None
    """None for as many as one likes."""
    counts: Counts = Counts.BEST
    names: Names = Names.OPTIONAL
    minutes: int | None = None
    """Time limit of an attempt; None for none."""
    class_id: int | None = None
    """The class list whose members alone may answer; None for anybody."""
    picks: bool = False
    """Whether one picks one's name from that list; else each needs the link that is theirs."""
    first_names: bool = False
    """Whether whoever picks is shown first names only, with an initial where two are equal."""

    @property
    def by_links(self) -> bool:
        """Whether only links of their own let readers in: neither the quiz's own nor its code does."""
        return self.class_id is not None and not self.picks

    def faults(self) -> Iterator[str]:
        """What cannot be meant, by the code of its sentence."""
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            yield "closes-before-it-opens"
        if self.tries is not None and not 1 <= self.tries <= MOST_TRIES:
            yield "no-tries"
        if self.minutes is not None and not 1 <= self.minutes <= LONGEST_MINUTES:
            yield "no-minutes"
        elif self.minutes is not None and self._open_for() < timedelta(minutes=self.minutes):
            yield "open-shorter-than-its-limit"

    def faults_with(self, settings: Settings) -> Iterator[str]:
        """Those, and what cannot be meant together with how attempts are asked."""
        yield from self.faults()
        if settings.feedback is FeedbackTime.WHEN_RELEASED and settings.score_first and self.tries != 1:
            yield "score-first-needs-one-try"

    def _open_for(self) -> timedelta:
        if self.opens_at is None or self.closes_at is None or self.closes_at <= self.opens_at:
            return timedelta.max
        return self.closes_at - self.opens_at

    def phase(self, now: datetime) -> Phase:
        """Whether it takes new attempts, or will, or did."""
        if self.opens_at is not None and now < self.opens_at:
            return Phase.COMING
        return Phase.CLOSED if self.closes_at is not None and now >= self.closes_at else Phase.OPEN

    def check_open(self, now: datetime) -> None:
        """Raises NotOpen."""
        phase = self.phase(now)
        if phase is not Phase.OPEN:
            raise NotOpen(self.opens_at if phase is Phase.COMING else None)

    def check_tries(self, used: int) -> None:
        """`used` are the attempts this reader has begun, those at only the missed ones too. Raises NoTryLeft."""
        if self.tries_left(used) == 0:
            raise NoTryLeft

    def tries_left(self, used: int) -> int | None:
        """None where there is no limit."""
        return None if self.tries is None else max(0, self.tries - used)

    def entry(self, now: datetime, used: int) -> Entry:
        """Whether a reader who has begun so many attempts may begin another now."""
        try:
            self.check_open(now)
            self.check_tries(used)
        except NotOpen as refused:
            return Entry.CLOSED if refused.at is None else Entry.NOT_YET
        except NoTryLeft:
            return Entry.NO_TRY_LEFT
        return Entry.FREE

    def name_kept(self, typed: str) -> str:
        """What is kept of the name that a reader gave: nothing, where none is asked. Raises NameNeeded."""
        if self.names is Names.REQUIRED and not typed:
            raise NameNeeded
        return "" if self.names is Names.NONE else typed

    def deadline(self, started: datetime, extra: int = 0) -> datetime | None:
        """When an attempt that begins now has to end: by its time limit or by the closing, whichever is first.

        `extra` is time beyond the limit, in per cent of it; the closing waits as much longer.
        """
        allowed, closing = self.minutes_with(extra), self.closing(extra)
        if allowed is None:
            return closing
        limit = started + timedelta(minutes=allowed)
        return limit if closing is None else min(limit, closing)

    def closing(self, extra: int = 0) -> datetime | None:
        """Until when an attempt may run, with so many per cent more time; None where nothing closes."""
        allowed = self.minutes_with(extra)
        if self.closes_at is None or self.minutes is None or allowed is None:
            return self.closes_at
        return self.closes_at + timedelta(minutes=allowed - self.minutes)

    def minutes_with(self, extra: int) -> int | None:
        """The time limit with so many per cent more, to the next whole minute; None for none."""
        return None if self.minutes is None else self.minutes + ceil(self.minutes * extra / 100)


@dataclass(frozen=True, slots=True)
class Quiz:
    id: int
    slug: str
    version_id: int
    """The bank's current version: the one that new attempts take."""
    title: str
    """Its own, or its bank's."""
    language: str
    summary: str
    question_count: int
    """Of those that it asks."""
    minutes: int
    """Reading time of the article, 0 where there is none."""
    settings: Settings
    terms: Terms = field(default_factory=Terms)
    bank_id: int = 0
    teacher_id: int | None = None
    """Whose it is; None for the instance's own."""
    made_at: datetime | None = None
    """When it was handed out."""
    simulated: bool = False
    """Whether nobody sat in its class: it shows what results look like."""
    trial: bool = False
    """Whether it is one that its teacher tries as a reader."""
    asks_some: bool = False
    """Whether it asks only some questions of its bank, which were chosen when it was made."""
    zone: str = ""
    """On whose clock its times are told: its teacher's, as the IANA names it; empty for the installation's."""
    compiled: bool = False
    """Whether its bank is a compilation of others: each reader may be asked questions drawn for them."""
    own_title: str = ""
    """Empty where it has the title of its bank."""
    archived: bool = False
    """Whether it is put away: it takes no new attempts, whatever its terms are."""
    released_at: datetime | None = None
    """When its teacher gave the key to all who had waited for it, or since when it has been out before a change."""
    begins_after_release: bool = False
    """Whether its teacher lets readers begin all the same."""

    def check_open(self, now: datetime) -> None:
        """Raises NotOpen."""
        if self.is_shut:
            raise NotOpen(None)
        self.terms.check_open(now)

    def is_over(self, now: datetime) -> bool:
        """Whether nobody can begin it any more."""
        return self.entry(now, 0) is Entry.CLOSED

    def entry(self, now: datetime, used: int) -> Entry:
        """Whether a reader who has begun so many attempts may begin another now."""
        return Entry.CLOSED if self.is_shut else self.terms.entry(now, used)

    def phase(self, now: datetime) -> Phase:
        """As its terms have it; one whose key is out has closed."""
        return self.terms.phase(now) if self._released_for_good is None else Phase.CLOSED

    @property
    def closed_at(self) -> datetime | None:
        """When it took new attempts for the last time, or will; None where it has no end."""
        return self._released_for_good or self.terms.closes_at

    @property
    def is_shut(self) -> bool:
        """Whether nobody begins any more, whatever its terms say: it is put away, or its key is out."""
        return self.archived or self._released_for_good is not None

    @property
    def _released_for_good(self) -> datetime | None:
        return None if self.begins_after_release else self.released_at

    def check_real(self) -> None:
        """Raises SimulatedQuiz."""
        if self.simulated:
            raise SimulatedQuiz(self.slug)


def clean_title(typed: str) -> str:
    """A title of its own, of a quiz or a bank, as it is kept: one line, of what is seen; empty where nothing is."""
    return _BLANKS.sub(" ", note(typed, len(typed))).strip()[:LONGEST_TITLE] if clean_name(typed) else ""


def join_code(draw: Callable[[int], int]) -> str:
    """A new code to be spoken aloud, also the quiz's slug in small letters; `draw(n)` gives a number below n."""
    return "".join(LETTERS[draw(len(LETTERS))] for __ in range(JOIN_LENGTH))


def spoken(slug: str) -> str:
    """A join code as it is shown and read aloud, BCD-FGH; a slug that is no code stays as it is."""
    code = slug.upper()
    return f"{code[:3]}-{code[3:]}" if is_code(code) else slug


def is_code(text: str) -> bool:
    """Whether this could be a join code, in its letters alone."""
    return len(text) == JOIN_LENGTH and set(text.upper()) <= set(LETTERS)


def slug_typed(typed: str) -> str:
    """The slug meant by a code as somebody typed it, or by the slug itself."""
    letters = "".join(char for char in typed.upper() if char.isalnum())
    if is_code(letters):
        return letters.lower()
    return typed.strip().lower()
