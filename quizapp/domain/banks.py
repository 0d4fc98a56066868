"""What a teacher wrote: a bank of questions drawn from an article, and what makes it worth asking."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from quizapp.domain.articles import Article, Passage
from quizapp.domain.texts import pictures_in
from quizapp.domain.unknown import Unknown

TOLERANCE = Fraction(1, 1_000_000)
"""Credits nearer than this to 0 or 1 count as 0 or 1, so that three times 33.33333 % is the whole (Moodle's rule)."""


class UnknownQuestion(Unknown):
    """A bank has no question of this id, or an attempt none of this number."""


class Kind(StrEnum):
    """Declared by the teacher, never inferred from the key: that would tell readers something of the key."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true/false"

    @property
    def takes_several(self) -> bool:
        """Whether any of its choices may be picked, and a rule makes the mark of them; else one is."""
        return self is Kind.MULTIPLE

    @property
    def brings_choices(self) -> bool:
        """Whether its choices are always the same two, true and false, in this order."""
        return self is Kind.TRUE_FALSE

    def most_picked(self, count: int) -> int:
        """How many of so many choices a response may hold, and a key that says no more than which are right."""
        return count if self.takes_several else 1


class Rule(StrEnum):
    """How the ticks of a multiple-answer question make its mark."""

    PARTIAL = "partial"
    ALL_OR_NOTHING = "all-or-nothing"
    TABLE = "table"
    """Every combination of ticks has its own worth: what another program computes by rules of its own."""


def best_of(table: Sequence[Fraction]) -> frozenset[int]:
    """The places ticked in the combination of a table that is worth the most; of several, with the fewest ticks."""
    most = max(table)
    ticks = min((at for at, credit in enumerate(table) if credit == most), key=lambda at: (at.bit_count(), at))
    return frozenset(place for place in range(ticks.bit_length()) if ticks >> place & 1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation as the teacher wrote it, and the one place of the article where it stands."""

    quotation: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Choice:
    text: str
    fraction: Fraction = Fraction(0)
    """Share of the question's maximum that picking this is worth, -1 to 1."""
    feedback: str = ""
    fixed: bool = False
    """Keeps its place when the choices are shuffled."""
    tempted_by: Evidence | None = None
    """Of a wrong choice, the passage that leads a reader to it who misreads it."""


@dataclass(frozen=True, slots=True)
class Marking:
    """What a response earns, with what each choice is worth."""

    maximum: Fraction = Fraction(1)
    """Marks for a fully right response."""
    rule: Rule = Rule.PARTIAL
    table: tuple[Fraction, ...] = ()
    """By `Rule.TABLE`, the credit of each combination: at the sum of 2**place over the places of what is ticked."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said after a response, whichever choices it holds; each choice has its own beside."""

    general: str = ""
    """Said to every response."""
    right: str = ""
    """Said to one that is fully right; the other two, to one that is partly so, and to a wrong one."""
    partly: str = ""
    wrong: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them; a format that has names for the first only carries no others."""
        return self.general, self.right, self.partly, self.wrong


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a question stands among its teacher's; readers see none of it."""

    name: str = ""
    """What the teacher calls it."""
    category: str = ""
    """Names from the widest to the narrowest, with « / » between."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: Kind
    stem: str
    choices: tuple[Choice, ...]
    marking: Marking = Marking()
    feedback: Feedback = Feedback()
    evidence: tuple[Evidence, ...] = ()
    filing: Filing = Filing()
    shuffle: bool = True

    @property
    def is_keyed(self) -> bool:
        """Whether any choice is right; of one that is not, as in an unfinished file, `key` says nothing."""
        return any(choice.fraction > 0 for choice in self.choices)

    @property
    def key(self) -> frozenset[int]:
        """The places of the right choices: worth the most in a single question, worth anything in a multiple one.

        By a table, those of the combination that is worth the most; of several, the one with the fewest ticks.
        """
        if self.kind.takes_several and self.marking.rule is Rule.TABLE:
            return best_of(self.marking.table)
        if self.kind.takes_several:
            return frozenset(i for i, choice in enumerate(self.choices) if choice.fraction > 0)
        best = max((choice.fraction for choice in self.choices), default=None)  # An unfinished one may have none.
        return frozenset(i for i, choice in enumerate(self.choices) if choice.fraction == best)


@dataclass(frozen=True, slots=True)
class Source:
    title: str = ""
    publisher: str = ""
    date: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class BankPart:
    """What a compilation has of one bank, as a version of that bank has it."""

    bank_id: int
    version_id: int
    """The row ids of both."""
    version: int
    """Its number."""
    title: str
    language: str
    source: Source
    ids: Mapping[str, str]
    """The ids that its questions have in that bank, by those that they have here."""
    blocks: tuple[int, int] = (0, 0)
    """Where its article stands among the blocks of the compilation's: the first, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Of these questions, which have one maximum, each reader is asked only so many, drawn for them."""

    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    id: str
    title: str
    language: str
    """BCP 47."""
    questions: tuple[Question, ...]
    summary: str = ""
    source: Source = Source()
    article: Article | None = None
    """Of a compilation, those of its parts, one after the other."""
    parts: tuple[BankPart, ...] = ()
    """Of a compilation, what it has of each bank; else none."""
    pools: tuple[Pool, ...] = ()
    """Of a compilation, what each reader is asked only some of; no question is in two of them."""

    @property
    def maximum(self) -> Fraction:
        """What one reader can earn: that of what is drawn is the same for all."""
        whole = sum((question.marking.maximum for question in self.questions), Fraction(0))
        if not self.pools:  # As with nearly every bank.
            return whole
        maxima = {question.id: question.marking.maximum for question in self.questions}
        return whole - sum(((len(one.ids) - one.count) * maxima[one.ids[0]] for one in self.pools), Fraction(0))

    @property
    def asked(self) -> int:
        """How many questions one reader is asked."""
        return len(self.questions) - sum(len(one.ids) - one.count for one in self.pools)

    def part_of(self, question: Question) -> BankPart | None:
        """Where a question of a compilation comes from."""
        return next((part for part in self.parts if question.id in part.ids), None)

    def language_of(self, question: Question) -> str:
        """A compilation may have questions in several languages."""
        part = self.part_of(question)
        return self.language if part is None else part.language

    def tempting(self, choice: Choice) -> str:
        """The passage that tempts to a choice, as the article has it; empty where there is none."""
        return self.article.text(choice.tempted_by.passage) if self.article and choice.tempted_by else ""


def shares(kind: Kind, right: Sequence[bool]) -> tuple[Fraction, ...]:
    """Fractions for a teacher who said only which choices are right.

    In a multiple-answer question the right ones share 1, and the wrong ones share -1: ticking all of them is worth
    nothing, whatever their number.
    """
    if not kind.takes_several:
        return tuple(Fraction(int(is_right)) for is_right in right)
    rights, wrongs = sum(right), len(right) - sum(right)
    return tuple(Fraction(1, rights) if is_right else Fraction(-1, wrongs) for is_right in right)


def texts_of(question: Question) -> Iterator[str]:
    """All that may have formatting."""
    yield question.stem
    yield from question.feedback.texts
    for choice in question.choices:
        yield from (choice.text, choice.feedback)


def pictures_of(bank: Bank) -> frozenset[str]:
    """The names of all pictures in its texts."""
    return frozenset(
        name for question in bank.questions for text in texts_of(question) for name in pictures_in(text)
    )  # fmt: skip


def only(bank: Bank, places: Sequence[int]) -> Bank:
    """The bank with some of its questions alone, by their places, of which none is drawn; its article is whole."""
    return replace(bank, questions=tuple(bank.questions[place] for place in places), pools=())


def places_of(bank: Bank, ids: Collection[str]) -> tuple[int, ...]:
    """Where the questions with these ids stand; those that are gone stand nowhere."""
    return tuple(place for place, question in enumerate(bank.questions) if question.id in ids)


MOST_TABLED = 10
"""Choices of a question that is marked by a table, which has two to the power of their number entries."""


def tabled(question: Question, table: Sequence[Fraction]) -> Question:
    """The question marked by this table; its choices' fractions say no more than which are in the key."""
    key = best_of(table)
    share = Fraction(1, len(key) or 1)
    choices = (
        replace(choice, fraction=share if place in key else Fraction(0))
        for place, choice in enumerate(question.choices)
    )
    marking = replace(question.marking, rule=Rule.TABLE, table=tuple(table))
    return replace(question, choices=tuple(choices), marking=marking)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later version of a bank does to the questions of the earlier one, by their ids."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    text_changed: bool = False
    """The title, summary, source, language or article changed, or the order of the questions did."""

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.removed or self.text_changed)


def compare(old: Bank | None, new: Bank) -> Difference:
    """What loading `new` over `old` would do."""
    if old is None:
        return Difference(added=tuple(question.id for question in new.questions))
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    kept = [id_ for id_ in after if id_ in before]
    same_order = [id_ for id_ in before if id_ in after] == kept

    def head(bank: Bank) -> tuple[object, ...]:
        return bank.title, bank.language, bank.summary, bank.source, bank.article, bank.parts, bank.pools

    return Difference(
        added=tuple(id_ for id_ in after if id_ not in before),
        changed=tuple(id_ for id_ in kept if _written(after[id_]) != _written(before[id_])),
        unchanged=tuple(id_ for id_ in kept if _written(after[id_]) == _written(before[id_])),
        removed=tuple(id_ for id_ in before if id_ not in after),
        text_changed=head(old) != head(new) or not same_order,
    )


def _written(question: Question) -> tuple[object, ...]:
    """What the teacher wrote: the place of a quotation moves with every paragraph put before it."""
    tempting = tuple(choice.tempted_by.quotation if choice.tempted_by else "" for choice in question.choices)
    choices = question.choices
    if any(tempting):
        choices = tuple(replace(choice, tempted_by=None) for choice in choices)
    said = replace(question, choices=choices, evidence=())
    return said, tempting, tuple(evidence.quotation for evidence in question.evidence)
