"""Small makers for tests: sound by default, every part replaceable."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.articles import Article, Block, BlockKind
from quizapp.domain.attempts import Settings
from quizapp.domain.banks import Bank, Choice, Evidence, Feedback, Filing, Kind, Question, Source, shares, tabled
from quizapp.domain.evidence import Finder, FoundPassage
from quizapp.formats import native
from quizapp.formats.problems import Report
from quizapp.services import publishing
from quizapp.services.publishing import Publication
from quizapp.services.visits import Draw, Office, Visit
from quizapp.store import quizzes, schema
from quizapp.store.banks import Shelf
from quizapp.store.session import Database

SECRET = "a-secret-for-tests-0123456789-abcdefghij"
OWNER = Teacher(0, "owner@school.example", Role.OWNER)
"""Whoever may see what belongs to the instance."""
NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
GREENWICH = ZoneInfo("UTC")

TEXT = (
    "The summit took place at the spaceport, far to the east.",
    "Two launches had failed before the meeting.",
    "The guest came in an armoured train and left in silence.",
)


class Clock:
    """A clock that stands still until told to move."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


def article(*paragraphs: str) -> Article:
    texts = paragraphs or TEXT
    return Article(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), "\n\n".join(texts))


def choices(*texts: str, right: tuple[int, ...] = (0,), kind: Kind = Kind.SINGLE) -> tuple[Choice, ...]:
    """Choices with these texts; `right` are the places of the right ones."""
    worth = shares(kind, [place in right for place in range(len(texts))])
    return tuple(Choice(text, fraction) for text, fraction in zip(texts, worth, strict=True))


def single(id_: str = "where", *, right: int = 0, **changes: Any) -> Question:
    given = choices("Spaceport", "Harbour", "Palace", right=(right,))
    return changed(Question(id_, Kind.SINGLE, "Where did it take place?", given), **changes)


def multiple(id_: str = "which", *, right: tuple[int, ...] = (0, 2), **changes: Any) -> Question:
    texts = ("Train", "Ship", "Silence", "Music")
    given = choices(*texts, right=right, kind=Kind.MULTIPLE)
    return changed(Question(id_, Kind.MULTIPLE, "Which are named?", given), **changes)


def true_false(id_: str = "two", *, right: int = 0, **changes: Any) -> Question:
    given = choices("True", "False", right=(right,))
    return changed(Question(id_, Kind.TRUE_FALSE, "Two launches had failed.", given), **changes)


def question(id_: str, kind: Kind, stem: str, choices_: tuple[Choice, ...], **others: Any) -> Question:
    """Any; `others` are fields as `changed` takes them."""
    return changed(Question(id_, kind, stem, choices_), **others)


_PARTS = {
    "maximum": ("marking", "maximum"),
    "rule": ("marking", "rule"),
    "table": ("marking", "table"),
    "feedback": ("feedback", "general"),
    "feedback_right": ("feedback", "right"),
    "feedback_partly": ("feedback", "partly"),
    "feedback_wrong": ("feedback", "wrong"),
    "name": ("filing", "name"),
    "category": ("filing", "category"),
    "tags": ("filing", "tags"),
}


def changed(question: Question, **changes: Any) -> Question:
    """The question with other fields; those of its marking, feedback and filing may be given one by one."""
    for field, (part, name) in _PARTS.items():
        if field in changes and not isinstance(changes[field], Feedback):
            question = replace(question, **{part: replace(getattr(question, part), **{name: changes.pop(field)})})
    return replace(question, **changes)


def quoting(question: Question, text: Article, *quotations: str) -> Question:
    """The question with evidence found in the article."""
    finder = Finder(text)
    evidence = []
    for quotation in quotations:
        found = finder.find(quotation)
        assert isinstance(found, FoundPassage), found
        evidence.append(Evidence(quotation, found.passage))
    return replace(question, evidence=tuple(evidence))


def tempted(question: Question, text: Article, by: Mapping[int, str]) -> Question:
    """The question with the passages of the article that tempt to its choices, by their places."""
    found = {place: quoting(question, text, quotation).evidence[0] for place, quotation in by.items()}
    choices = (replace(choice, tempted_by=found.get(place)) for place, choice in enumerate(question.choices))
    return replace(question, choices=tuple(choices))


def full_bank() -> Bank:
    """With one question, in which every field says something: none is as it is by default."""
    text = article()
    worth = [Fraction(0), Fraction(1, 2), Fraction(0), Fraction(1)]
    full = Question(
        "full",
        Kind.MULTIPLE,
        "Which?",
        (Choice("Train", feedback="Yes.", fixed=True), Choice("Silence"), Choice("Ship", feedback="No.")),
        feedback=Feedback("General.", "Right.", "Partly.", "Wrong."),
        filing=Filing("Name", "Category", ("tag",)),
        shuffle=False,
    )
    full = tabled(changed(full, maximum=Fraction(2)), (*worth, *worth))
    full = tempted(quoting(full, text, "in an armoured train"), text, {2: "at the spaceport"})
    return Bank("full", "Full", "en", (full,), "Summary.", Source("T", "P", "2023", "https://example.org"), text)


def bank(*questions: Question, id_: str = "summit", **changes: Any) -> Bank:
    text = article()
    standard = (
        quoting(single(), text, "at the spaceport"),
        quoting(multiple(), text, "in an armoured train", "left in silence"),
        quoting(true_false(maximum=Fraction(2)), text, "Two launches had failed"),
    )
    given = {"title": "The summit", "language": "en", "article": text}
    return Bank(id=id_, questions=questions or standard, **{**given, **changes})


def visit(db: Session, reader: str = "reader", now: datetime = NOON, **changes: Any) -> Visit:
    """A reader's, who comes by this hash of a token; `changes` are the other fields."""
    return Visit(
        **{"db": db, "shelf": Shelf(), "reader": reader, "keys": (SECRET,), "draw": draw(), "now": now, **changes}
    )


def office(db: Session, teacher: Teacher, now: datetime = NOON, **changes: Any) -> Office:
    """A teacher's; `changes` are the other fields."""
    given = {
        "db": db,
        "shelf": Shelf(),
        "teacher": teacher,
        "keys": (SECRET,),
        "draw": draw(),
        "now": now,
        "zone": GREENWICH,
    }
    return Office(**{**given, **changes})


def draw(seed: str = "seed") -> Draw:
    """Addresses in a row, and always the same seed."""
    numbers = count(1)
    return Draw(address=lambda: f"attempt-{next(numbers)}", seed=lambda: seed, below=Random(seed).randrange)


def at(address: str) -> Draw:
    """Draws this address, however often."""
    return replace(draw(), address=lambda: address)


def load(database: Database, *banks: Bank, now: datetime = NOON) -> Sequence[Publication]:
    """Publish banks as those that come along are: the instance's, each with a listed quiz of its id."""
    return publishing.ship(database, [Report("", one, len(one.questions)) for one in banks], now)


def load_into(data: Path, *banks: Bank) -> None:
    """The same in the database of a data folder, made where there is none."""
    data.mkdir(exist_ok=True)
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database:
        schema.upgrade(database)
        load(database, *banks)


def read(name: str, written: str) -> Bank:
    """The bank of a sound file of our own format; its id is the file's name."""
    found = native.read(written.encode(), name).bank
    assert found is not None
    return found


def ask(db: Session, slug: str, settings: Settings) -> None:
    """Have new attempts at a quiz asked so."""
    quiz = quizzes.by_slug(db, slug)
    quizzes.change(db, quiz.id, settings, quiz.terms)
