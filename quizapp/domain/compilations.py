"""A compilation: a version of its own, frozen from questions of several banks, of which each reader may be asked some.

Each question keeps the bank, the version and the id that it came from, and its article. Their articles stand one after
the other in that of the compilation, so that whatever is said of a bank with its article can be said of it; a reader
sees that of a question alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.domain.articles import Article, Block, Passage
from quizapp.domain.attempts import drawn
from quizapp.domain.banks import Bank, BankPart, Evidence, Pool, Question, places_of
from quizapp.domain.collation import collated

MOST_QUESTIONS = 1000
"""Of a compilation: what is chosen is looked through on one page."""
MOST_BANKS = 50
_OF_ANOTHER = "\n"
"""No id begins so."""
_BETWEEN = re.compile("(?<!/)/(?!/)")
"""What stands between the names of a category; Moodle writes a slash inside a name twice."""


class Take(StrEnum):
    """What is taken of a bank."""

    ALL = "all"
    TICKED = "ticked"
    NONE = "none"
    """But for what is drawn by tag or category."""


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """A version of a bank that questions can be taken from."""

    bank_id: int
    version_id: int
    number: int
    bank: Bank


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is wanted of one bank."""

    take: Take = Take.ALL
    ticked: frozenset[str] = frozenset()
    """The ids of questions."""
    count: int | None = None
    """How many of them each reader is asked; None for all."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """So many of the questions of all banks that have a tag, or a category or one below it, or both."""

    count: int
    tag: str = ""
    category: str = ""

    def takes(self, question: Question) -> bool:
        filing = question.filing
        beneath = not self.category or f"{filing.category}/".startswith(f"{self.category}/")
        return beneath and (not self.tag or self.tag in filing.tags)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a compilation is to ask."""

    title: str
    of_banks: Mapping[int, Choosing]
    """By the row ids of the banks, in the order in which they are asked."""
    drawings: tuple[Drawing, ...] = ()
    """A question that one of them takes is asked by no other, and by nothing else."""


class Why(StrEnum):
    """What cannot be compiled."""

    NO_TITLE = "no-title"
    NOTHING = "nothing"
    TOO_MANY_QUESTIONS = "too-many-questions"
    NONE_OF_THESE = "none-of-these"
    """A tag, a category or a combination that no question has, or none that is not drawn already."""
    NO_COUNT = "no-count"
    MORE_THAN_THERE_ARE = "more-than-there-are"
    MAXIMA_DIFFER = "maxima-differ"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why something cannot be compiled, and where: at a bank, by its row id, or at a drawing, by its place."""

    why: Why
    bank_id: int | None = None
    drawing: int | None = None
    wanted: int = 0
    there: int = 0


class BadCompilation(Exception):
    """What is wanted cannot be compiled."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__(", ".join(one.why for one in obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True, slots=True)
class _Block:
    """Questions of which so many are asked, by the places of their banks and their ids there."""

    count: int | None
    """None for all."""
    questions: Sequence[tuple[int, Question]]
    bank_id: int | None = None
    drawing: int | None = None

    def obstacles(self) -> Iterator[Obstacle]:
        there = len(self.questions)
        at = self.bank_id, self.drawing, self.count or 0, there
        if not there:
            yield Obstacle(Why.NONE_OF_THESE, *at)
        elif self.count is not None and self.count < 1:
            yield Obstacle(Why.NO_COUNT, *at)
        elif self.count is not None and self.count > there:
            yield Obstacle(Why.MORE_THAN_THERE_ARE, *at)
        elif self.is_drawn and len({question.marking.maximum for _, question in self.questions}) > 1:
            yield Obstacle(Why.MAXIMA_DIFFER, *at)

    @property
    def is_drawn(self) -> bool:
        return self.count is not None and self.count < len(self.questions)


def compiled(id_: str, language: str, wish: Wish, sources: Sequence[SourceVersion]) -> Bank:
    """What the wish asks for, of sources in its order of banks. Raises BadCompilation with all that is in the way."""
    blocks = _blocks(wish, sources)
    obstacles = [one for block in blocks for one in block.obstacles()]
    chosen = [(at, question.id) for block in blocks for at, question in block.questions]
    if not wish.title:
        obstacles.append(Obstacle(Why.NO_TITLE))
    if not chosen and not obstacles:
        obstacles.append(Obstacle(Why.NOTHING))
    if len(chosen) > MOST_QUESTIONS:
        obstacles.append(Obstacle(Why.TOO_MANY_QUESTIONS, wanted=MOST_QUESTIONS, there=len(chosen)))
    if obstacles:
        raise BadCompilation(obstacles)
    ids = _ids(sources, frozenset(chosen))
    pools = tuple(
        Pool(block.count, tuple(ids[at, question.id] for at, question in block.questions))
        for block in blocks
        if block.count is not None and block.is_drawn
    )
    parts = [
        (source, {here: there for (of, there), here in ids.items() if of == at}) for at, source in enumerate(sources)
    ]
    return _put_together(Bank(id_, wish.title, language, (), pools=pools), [one for one in parts if one[1]])


def _ids(sources: Sequence[SourceVersion], chosen: Collection[tuple[int, str]]) -> Mapping[tuple[int, str], str]:
    """The ids here of the questions chosen: those there, with a number where two banks have the same."""
    ids: dict[tuple[int, str], str] = {}
    taken: set[str] = set()
    for at, source in enumerate(sources):
        for question in source.bank.questions:
            if (at, question.id) in chosen:
                found, number = question.id, 1
                while found in taken:
                    number += 1
                    found = f"{question.id}-{number}"
                taken.add(found)
                ids[at, question.id] = found
    return ids


def _blocks(wish: Wish, sources: Sequence[SourceVersion]) -> list[_Block]:
    """First what is drawn by tag or category, then of each bank what is left."""
    gone: set[tuple[int, str]] = set()

    def left(wanted: Callable[[int, Question], bool]) -> list[tuple[int, Question]]:
        found = [
            (at, question)
            for at, source in enumerate(sources)
            for question in source.bank.questions
            if (at, question.id) not in gone and wanted(at, question)
        ]
        gone.update((at, question.id) for at, question in found)
        return found

    def of_drawing(one: Drawing) -> Callable[[int, Question], bool]:
        return lambda _, question: one.takes(question)

    def of_bank(here: int, one: Choosing) -> Callable[[int, Question], bool]:
        return lambda at, question: at == here and (one.take is Take.ALL or question.id in one.ticked)

    blocks = [_Block(one.count, left(of_drawing(one)), drawing=at) for at, one in enumerate(wish.drawings)]
    for here, source in enumerate(sources):
        choosing = wish.of_banks[source.bank_id]
        if choosing.take is Take.NONE:
            continue
        found = left(of_bank(here, choosing))
        if found or not wish.drawings:  # What is drawn may have taken all.
            blocks.append(_Block(choosing.count, found, bank_id=source.bank_id))
    return blocks


def _put_together(bank: Bank, parts: Sequence[tuple[SourceVersion, Mapping[str, str]]]) -> Bank:
    """The bank with these questions of these sources, each by its id here and there."""
    questions: list[Question] = []
    blocks: list[Block] = []
    told: list[BankPart] = []
    for source, ids in parts:
        its, here = source.bank, {there: here for here, there in ids.items()}
        start = len(blocks)
        blocks += its.article.blocks if its.article else ()
        questions += [
            moved(replace(question, id=here[question.id]), start) for question in its.questions if question.id in here
        ]
        told.append(
            BankPart(
                source.bank_id, source.version_id, source.number, its.title, its.language, its.source, dict(ids),
                (start, len(blocks)),
            )
        )  # fmt: skip
    article = Article(tuple(blocks)) if blocks else None
    return replace(bank, questions=tuple(questions), article=article, parts=tuple(told))


def moved(question: Question, by: int) -> Question:
    """The question where its article begins so many blocks later."""
    if not by:
        return question
    return replace(
        question,
        evidence=tuple(_moved(one, by) for one in question.evidence),
        choices=tuple(
            replace(choice, tempted_by=_moved(choice.tempted_by, by)) if choice.tempted_by else choice
            for choice in question.choices
        ),
    )


def _moved(evidence: Evidence, by: int) -> Evidence:
    passage = evidence.passage
    return replace(evidence, passage=Passage(passage.block + by, passage.start, passage.end))


# --- what a reader is asked, and shown ---


def drawn_for(bank: Bank, seed: str) -> tuple[int, ...] | None:
    """The places of the questions that the attempt with this seed asks; None where it asks all.

    Each of a pool is as likely as the others, whatever it says.
    """
    left: set[int] = set()
    for number, pool in enumerate(bank.pools):
        places = places_of(bank, pool.ids)
        left.update(drawn(seed, f"pool/{number}", places)[pool.count :])
    return tuple(place for place in range(len(bank.questions)) if place not in left) if left else None


def with_its_article(bank: Bank, question: Question) -> tuple[Article | None, Question]:
    """The article that a question was written for, alone, and the question with its passages there."""
    part = bank.part_of(question)
    if part is None:
        return bank.article, question
    return article_of(bank, part), moved(question, -part.blocks[0])


def as_of(bank: Bank, bank_id: int) -> Bank:
    """A compilation with the ids that its questions have in one of its sources; those of others have none that any has.

    So whatever follows questions by their ids follows these to their source.
    """
    there = {here: id_ for part in bank.parts if part.bank_id == bank_id for here, id_ in part.ids.items()}
    questions = (replace(one, id=there.get(one.id, _OF_ANOTHER + one.id)) for one in bank.questions)
    return replace(bank, questions=tuple(questions), parts=(), pools=())


def tells_of_source(bank: Bank) -> bool:
    """Whether any question of a compilation, or of some of it, is of that source."""
    return not all(question.id.startswith(_OF_ANOTHER) for question in bank.questions)


@dataclass(frozen=True, slots=True)
class AskedArticle:
    """An article, and of some questions those that were written for it, by their places, with their passages in it."""

    title: str
    """Of a compilation's, that of the article, or of its bank; else empty."""
    language: str
    article: Article
    questions: tuple[tuple[int, Question], ...]


def readings(bank: Bank, places: Collection[int]) -> Iterator[AskedArticle]:
    """The articles that the questions at these places were written for, one after the other."""
    if bank.article is None:
        return
    if not bank.parts:
        yield AskedArticle("", bank.language, bank.article, tuple((place, bank.questions[place]) for place in places))
        return
    for part in bank.parts:
        article, start = article_of(bank, part), part.blocks[0]
        theirs = tuple(
            (place, moved(bank.questions[place], -start)) for place in places if bank.questions[place].id in part.ids
        )
        if article is not None and theirs:
            yield AskedArticle(part.source.title or part.title, part.language, article, theirs)


def article_of(bank: Bank, part: BankPart) -> Article | None:
    """That of one part of a compilation; None where its bank has none."""
    start, end = part.blocks
    return Article(bank.article.blocks[start:end]) if bank.article and end > start else None


# --- when a source has moved on ---


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a newer version of a source does to the questions that a compilation has of it, by their ids here."""

    part: BankPart
    number: int
    """Of the newer version."""
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    added: int
    """Questions of the newer version that the compilation does not have; they are not taken."""
    article_changed: bool


def renewal(bank: Bank, part: BankPart, newer: SourceVersion) -> Renewal:
    there = {question.id: question for question in newer.bank.questions}
    kept = {question.id: question for question in bank.questions if question.id in part.ids}
    before = article_of(bank, part)
    changed, removed = [], []
    for id_, question in kept.items():
        now = there.get(part.ids[id_])
        if now is None:
            removed.append(id_)
        elif replace(now, id=id_) != moved(question, -part.blocks[0]):
            changed.append(id_)
    return Renewal(
        part,
        newer.number,
        tuple(changed),
        tuple(removed),
        len(there) - sum(part.ids[id_] in there for id_ in kept),
        before != (newer.bank.article if before or newer.bank.article else None),
    )


def renewed(bank: Bank, sources: Sequence[SourceVersion]) -> Bank:
    """The compilation with the questions as these versions of its banks have them; those that are gone are left out.

    `sources` are in the order of its parts. Raises BadCompilation.
    """
    parts = []
    for part, source in zip(bank.parts, sources, strict=True):
        there = {question.id for question in source.bank.questions}
        if ids := {here: id_ for here, id_ in part.ids.items() if id_ in there}:
            parts.append((source, ids))
    made = _put_together(replace(bank, pools=()), parts)
    maxima = {question.id: question.marking.maximum for question in made.questions}
    pools = [Pool(pool.count, tuple(id_ for id_ in pool.ids if id_ in maxima)) for pool in bank.pools]
    obstacles = [] if made.questions else [Obstacle(Why.NOTHING)]
    for pool in pools:
        if len(pool.ids) < pool.count:
            obstacles.append(Obstacle(Why.MORE_THAN_THERE_ARE, wanted=pool.count, there=len(pool.ids)))
        elif len(pool.ids) > pool.count and len({maxima[id_] for id_ in pool.ids}) > 1:
            obstacles.append(Obstacle(Why.MAXIMA_DIFFER, wanted=pool.count, there=len(pool.ids)))
    if obstacles:
        raise BadCompilation(obstacles)
    return replace(made, pools=tuple(pool for pool in pools if len(pool.ids) > pool.count))


# --- what can be drawn by ---


def tags_of(banks: Collection[Bank]) -> Mapping[str, int]:
    """How many questions have each, by its name, in their order."""
    counted = Counter(tag for bank in banks for question in bank.questions for tag in set(question.filing.tags))
    return dict(sorted(counted.items(), key=lambda one: collated(one[0])))


def categories_of(banks: Collection[Bank]) -> Mapping[str, int]:
    """How many questions are in each or below it, by its name, each above those that are in it."""
    counted: Counter[str] = Counter()
    for bank in banks:
        for question in bank.questions:
            category = question.filing.category
            ends = [*(one.start() for one in _BETWEEN.finditer(category)), len(category)] if category else []
            counted.update(category[:end] for end in ends)
    return dict(sorted(counted.items(), key=lambda one: tuple(map(collated, _BETWEEN.split(one[0])))))
