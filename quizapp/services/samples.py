"""Which finished attempts a teacher looks at: of each reader one try, by a rule, of those that pass every filter."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from quizapp.domain import banks as domain_banks
from quizapp.domain.banks import Bank
from quizapp.domain.compilations import as_of
from quizapp.domain.quizzes import Counts, Quiz
from quizapp.domain.remarking import Markings
from quizapp.services.markings import markings
from quizapp.services.visits import Office
from quizapp.store import banks, classes, quizzes, results, tallies
from quizapp.store.banks import Shelf, UnknownVersion, VersionSummary
from quizapp.store.session import Database
from quizapp.store.tallies import FinishedGroup, Group, Sample

Maxima = Mapping[Group, Fraction]

_OF_GROUP = 500
"""What one takes in memory, in bytes, about."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which finished attempts: of each reader one try, by the rule, and of those the ones that pass every filter.

    So the first tries at one version leave out whoever had tried another before.
    """

    tries: Counts = Counts.FIRST
    version: int | None = None
    """Its number."""
    class_id: int | None = None
    since: datetime | None = None
    """Finished then, or later."""
    until: datetime | None = None
    """Finished before."""
    quizzes: frozenset[str] = frozenset()
    """Of all quizzes of a bank these alone, by their slugs; every one where none is named."""


@dataclass(frozen=True, slots=True)
class View:
    """Where it is read, and when."""

    db: Session
    shelf: Shelf
    now: datetime
    later: list[Callable[[Database], None]] = field(default_factory=list)
    """What is to be done when nothing is read any more; may be left undone."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """The attempts that a selection takes, before any of them is read."""

    sample: Sample
    groups: Sequence[FinishedGroup]
    """All that have ended, taken or not."""
    numbers: Mapping[int, int]
    """Of the versions of the bank, by their row ids, the newest first."""
    marked: Markings
    asks: frozenset[str]
    """The ids of the questions that the quizzes ask, where each asks only some; else none."""
    sources: Mapping[int, int]
    """By the row id of a compilation's version that of the bank's, of which it has questions."""

    @property
    def is_every_first_try(self) -> bool:
        """Whether it takes all first tries at one quiz, or those at one version."""
        one = self.sample
        asked = one.class_id, one.since, one.until
        in_bank = len(one.quiz_ids) == 1 and not one.in_part
        return one.counts is Counts.FIRST and in_bank and asked == (None, None, None)

    @property
    def versions(self) -> tuple[int, ...]:
        """The numbers of those that have finished attempts, rising."""
        return tuple(sorted({self.numbers[group.version_id] for group in self.groups}))

    def others(self, finished: int) -> int:
        """How many finished attempts are left out, where so many are taken."""
        return sum(group.count for group in self.groups) - finished

    def shown(self, counted: Mapping[tuple[int, int | None], int]) -> tuple[int, int | None]:
        """The newest version that was asked, and the key by which most of its attempts are marked.

        `counted` says how many attempts of each version and key are taken.
        """
        counted = self._in_bank(counted)
        otherwise = self.sample.version_id or next(iter(self.numbers))
        if not counted:
            ended: Counter[tuple[int, int | None]] = Counter()
            for one in self.groups:
                if one.version_id == otherwise:
                    ended[one.version_id, one.marked_by] += one.count
            counted = ended
        return max(
            counted,
            key=lambda group: (self.numbers[group[0]], counted[group], self.numbers[group[1] or group[0]]),
            default=(otherwise, None),
        )

    def _in_bank(self, counted: Mapping[tuple[int, int | None], int]) -> Mapping[tuple[int, int | None], int]:
        """With those at compilations counted as at the version that their questions come from."""
        found: Counter[tuple[int, int | None]] = Counter()
        for (version_id, by), count in counted.items():
            source = self.sources.get(version_id)
            marked_by = None if by is None else self.sources.get(by)
            found[(version_id, by) if source is None else (source, marked_by)] += count
        return found

    def bank(self, shown: tuple[int, int | None]) -> Bank:
        """What the quizzes ask of this version by this key: all too, where none of what they ask is in it."""
        whole = self.marked.of(*shown)
        places = domain_banks.places_of(whole, self.asks)
        return domain_banks.only(whole, places) if places else whole


def sampled(office: Office, quiz: Quiz, selection: Selection) -> Sampled:
    """For whoever shows the attempts at a quiz one by one. Raises UnknownVersion, UnknownClass."""
    groups = office.remembered.get(
        ("ended", quiz.id),
        results.changes_of(office.db, [quiz.id], office.now),
        lambda: tallies.finished(office.db, [quiz.id], office.now),
        lambda found: _OF_GROUP * len(found),
    )
    return sample_of(view_of(office, selection), (quiz,), quiz.bank_id, selection, groups)


def view_of(office: Office, selection: Selection | None) -> View:
    """Of classes a teacher may ask for their own. Raises UnknownClass."""
    if selection is not None and selection.class_id is not None:
        classes.owned(office.db, selection.class_id, office.teacher.id)
    return View(office.db, office.shelf, office.now, office.later)


def sample_of(
    view: View, asked: Sequence[Quiz], bank_id: int, selection: Selection, groups: Sequence[FinishedGroup]
) -> Sampled:
    """Of all groups that have ended."""
    marked, versions = markings(view.db, view.shelf), banks.versions(view.db, bank_id)
    numbers, sources = {version.id: version.number for version in versions}, dict[int, int]()
    in_part = [quiz.id for quiz in asked if quiz.bank_id != bank_id]
    if in_part:
        sources = {one.version_id: source for one in groups if (source := _source_of(view, one, bank_id)) is not None}
        marked = Markings(lambda id_: as_of(bank, bank_id) if (bank := _whole(view, id_)).parts else bank)
        # What has none of its questions any more tells nothing of it.
        groups = [one for one in groups if one.version_id in numbers or one.version_id in sources]
    sample = _sample(view, selection, asked, versions, _maxima(groups, marked))
    sample = replace(sample, in_part=in_part)
    numbers |= {version_id: numbers[source] for version_id, source in sources.items()}
    return Sampled(sample, groups, numbers, marked, _asks(view, asked), sources)


def _whole(view: View, version_id: int) -> Bank:
    return view.shelf.version(view.db, version_id).bank


def _source_of(view: View, group: FinishedGroup, bank_id: int) -> int | None:
    """The version of a bank that a compilation has questions of."""
    parts = _whole(view, group.version_id).parts
    return next((part.version_id for part in parts if part.bank_id == bank_id), None)


def _asks(view: View, asked: Sequence[Quiz]) -> frozenset[str]:
    """None where one of them asks all."""
    if not all(quiz.asks_some for quiz in asked):
        return frozenset()
    return frozenset[str]().union(*quizzes.asks(view.db, [quiz.id for quiz in asked]).values())


def _sample(
    view: View, selection: Selection, asked: Sequence[Quiz], versions: Sequence[VersionSummary], maxima: Maxima
) -> Sample:
    ids = {version.number: version.id for version in versions}
    if selection.version is not None and selection.version not in ids:
        raise UnknownVersion(selection.version)
    return Sample(
        quiz_ids=[quiz.id for quiz in asked],
        now=view.now,
        counts=selection.tries,
        maxima=maxima,
        version_id=None if selection.version is None else ids[selection.version],
        class_id=selection.class_id,
        since=selection.since,
        until=selection.until,
    )


def _maxima(groups: Iterable[FinishedGroup], marked: Markings) -> Maxima:
    return {one.group: bank_of(one.group, marked).maximum for one in groups}


def bank_of(group: Group, marked: Markings) -> Bank:
    """What a group was asked, with the key that marks it."""
    version_id, marked_by, places = group
    bank = marked.of(version_id, marked_by)
    return bank if places is None else domain_banks.only(bank, sorted(places))
