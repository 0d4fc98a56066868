"""Compilations: questions of several banks put together to be handed out, and renewed when one of those moves on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from quizapp.domain import compilations as rules
from quizapp.domain import remarking
from quizapp.domain.banks import Bank, BankPart, compare
from quizapp.domain.compilations import MOST_BANKS, Choosing, Renewal, SourceVersion, Why, Wish
from quizapp.domain.quizzes import Quiz, clean_title, join_code
from quizapp.formats.problems import N_
from quizapp.services.visits import Office
from quizapp.store import audit, banks
from quizapp.store.banks import BankSummary, FrozenBank, UnknownBank

KEPT = timedelta(days=1)
"""How long one is kept that nobody has handed out."""


SENTENCES: Mapping[Why, str] = {
    Why.NO_TITLE: N_("The quiz needs a title."),
    Why.NOTHING: N_("Nothing is left to ask: choose at least one question."),
    Why.TOO_MANY_QUESTIONS: N_("One quiz is made of %(wanted)s questions at most."),
    Why.NONE_OF_THESE: N_("No question has this tag and this category, or those that have are drawn above already."),
    Why.NO_COUNT: N_("How many are drawn is a whole number from 1."),
    Why.MORE_THAN_THERE_ARE: N_("%(wanted)s are to be drawn out of only %(there)s."),
    Why.MAXIMA_DIFFER: N_(
        "These questions are not worth the same, so readers who draw others could not all reach the same maximum."
        " Choose questions of one worth, or ask all of them."
    ),
}
"""What is in the way, in English, for the catalogue."""


class TooManyBanks(Exception):
    """More banks than are looked through on one page."""


@dataclass(frozen=True, slots=True)
class Openable:
    """A bank that questions can be taken from."""

    summary: BankSummary
    source: SourceVersion
    """Its newest version."""


def opened(office: Office, bank_ids: Sequence[int]) -> Sequence[Openable]:
    """In the order asked for, each once. Raises UnknownBank, TooManyBanks."""
    wanted = list(dict.fromkeys(bank_ids))
    if len(wanted) > MOST_BANKS:
        raise TooManyBanks
    known = banks.several(office.db, wanted, office.teacher)
    if unknown := [id_ for id_ in wanted if id_ not in known]:
        raise UnknownBank(unknown[0])
    return [Openable(known[id_], _source(office, known[id_])) for id_ in wanted]


def _source(office: Office, summary: BankSummary) -> SourceVersion:
    id_ = banks.numbered(office.db, summary.id, summary.version)
    bank = office.shelf.version(office.db, id_).bank
    return SourceVersion(summary.id, id_, summary.version, replace(bank, title=summary.title))


def put_together(office: Office, wish: Wish) -> int:
    """Keep what is wished for as a compilation that can be handed out; returns the row id of its bank.

    Raises UnknownBank, TooManyBanks, BadCompilation.
    """
    found = opened(office, list(wish.of_banks))
    title = clean_title(wish.title)
    wish = Wish(title, wish.of_banks, wish.drawings)
    languages = [one.summary.language for one in found]
    bank = rules.compiled(_free_id(office), languages[0] if languages else "", wish, [one.source for one in found])
    return _publish(office, banks.freeze(bank))


def some_of(office: Office, bank_id: int, count: int) -> int:
    """A compilation of one bank, of which so many questions are drawn for each reader; the row id of its bank.

    Raises UnknownBank, BadCompilation.
    """
    title = banks.summary(office.db, bank_id, office.teacher).title
    return put_together(office, Wish(title, {bank_id: Choosing(count=count)}))


def _free_id(office: Office) -> str:
    """One that no bank of this teacher has."""
    id_ = ""
    while not id_ or banks.find(office.db, id_, office.teacher.id) is not None:
        id_ = f"compilation-{join_code(office.draw.below).lower()}"
    return id_


def _publish(office: Office, frozen: FrozenBank) -> int:
    bank_id, number = banks.publish(office.db, frozen, office.now, office.teacher.id)
    audit.note(office.db, office.teacher.id, "bank-published", f"{frozen.bank.id}, {number}", office.now)
    return bank_id


# --- where its questions come from ---


def renewals(office: Office, bank: Bank) -> Sequence[Renewal]:
    """Of the sources of a compilation that have a newer version which this teacher may take, what it would change."""
    known = banks.several(office.db, [part.bank_id for part in bank.parts], office.teacher)
    return [
        rules.renewal(bank, part, _source(office, known[part.bank_id]))
        for part in bank.parts
        if part.bank_id in known and known[part.bank_id].version > part.version
    ]


def compilation(office: Office, bank_id: int) -> tuple[BankSummary, Bank]:
    """One of this teacher's own, in its newest version. Raises UnknownBank."""
    summary = banks.summary(office.db, bank_id, office.teacher)
    if not summary.compiled or summary.teacher_id != office.teacher.id:
        raise UnknownBank(bank_id)
    return summary, office.shelf.version(office.db, banks.numbered(office.db, bank_id, summary.version)).bank


def moved_on(office: Office, bank: Bank) -> Sequence[BankPart]:
    """The parts of a compilation of which there is a newer version that this teacher may take; one statement."""
    known = banks.several(office.db, [part.bank_id for part in bank.parts], office.teacher)
    return [part for part in bank.parts if part.bank_id in known and known[part.bank_id].version > part.version]


def asked_by(office: Office, quiz: Quiz) -> tuple[Bank | None, Sequence[BankPart]]:
    """What a quiz asks of a compilation, where it asks all of it, and what of that has moved on; else nothing."""
    if not quiz.compiled or quiz.asks_some:
        return None, ()
    bank = office.shelf.version(office.db, quiz.version_id).bank
    return bank, moved_on(office, bank) if quiz.teacher_id == office.teacher.id else ()


def renew(office: Office, bank_id: int, numbers: Mapping[int, int]) -> int | None:
    """Make the next version of a compilation with these versions of its sources; its number, or None if nothing is new.

    `numbers` are theirs by the row ids of their banks: what was looked at, and none is older than what it has.
    Raises UnknownBank, UnknownVersion, BadCompilation.
    """
    summary, now = compilation(office, bank_id)
    known = banks.several(office.db, list(numbers), office.teacher)
    sources = []
    for part in now.parts:
        number = max(part.version, numbers.get(part.bank_id, 0))
        if number > part.version and part.bank_id not in known:
            raise UnknownBank(part.bank_id)
        title = known[part.bank_id].title if part.bank_id in known else part.title
        sources.append(_at(office, part, number, title))
    then = rules.renewed(now, sources)
    if compare(now, then).nothing:
        return None
    _publish(office, replace(banks.freeze(then), rekeys=remarking.rekeys(now, then)))
    return summary.version + 1


def _at(office: Office, part: BankPart, number: int, title: str) -> SourceVersion:
    id_ = part.version_id if number == part.version else banks.numbered(office.db, part.bank_id, number)
    bank = office.shelf.version(office.db, id_).bank
    return SourceVersion(part.bank_id, id_, number, replace(bank, title=title))
