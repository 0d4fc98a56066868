"""Pieces of a document to questions: what each question has, before it is known what is right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.domain.banks import Kind
from quizapp.formats.building.assembly import Place
from quizapp.formats.prose.labels import Label
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.words import Naming


@dataclass(slots=True)
class TypedChoice:
    """A choice."""

    lines: list[Line]
    label: Label | None = None
    mark: str = ""
    """What says that it is right, where something does."""
    feedback: list[Line] = field(default_factory=list)
    whole: Line | None = None
    """Its first line with its label."""


@dataclass(slots=True)
class Claim:
    """What a line says is right."""

    text: str
    """As it looks."""
    place: Place
    number: int | None = None


@dataclass(slots=True)
class TypedQuestion:
    """A question as it was found."""

    place: Place
    number: int | None = None
    stem: list[Line] = field(default_factory=list)
    options: list[TypedChoice] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    explanation: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)
    wrong: list[Line] = field(default_factory=list)
    points: Fraction | None = None
    name: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    kind: Kind | None = None
    """Where the document declares it."""
    told: str = ""
    """What the document calls its kind."""
    is_heading: bool = False
    """Whether it began with a heading, which may be no question."""
    added: list[Line] = field(default_factory=list)
    """Lines behind the key, or behind the last choice, that nothing names."""
    is_added_to_key: bool = False
    alphabet: int = 0

    def sort(self) -> None:
        """Choices in two columns, a c / b d, are put in the order of their letters."""
        if len({one.whole.place for one in self.options if one.whole is not None}) == len(self.options):
            return
        places = [one.label.places.get(self.alphabet, -1) if one.label is not None else -1 for one in self.options]
        if sorted(places) == list(range(len(places))) != places:
            self.options.sort(key=lambda one: one.label.places[self.alphabet] if one.label is not None else 0)


@dataclass(slots=True)
class Document:
    """What a document holds."""

    questions: list[TypedQuestion] = field(default_factory=list)
    left: list[tuple[int, list[Line]]] = field(default_factory=list)
    """Passages that belong to no question, each with how many questions stand before it."""
    claims: list[Claim] = field(default_factory=list)
    """A list of right choices, by the numbers of the questions."""
    in_order: list[tuple[TypedQuestion, Claim]] = field(default_factory=list)
    """The same in the order of the questions, where nothing but that tells which is whose."""
    miscounted: Sequence[Claim] = ()
    """Such a list of more, or fewer, than there are questions."""
    title: str = ""
    category: str = ""
    """Of the questions that follow."""
    unkept: list[Line] = field(default_factory=list)
    """Lines among those of questions that say nothing which is kept."""


_LONGEST_NAME = 200
_NUMBER = re.compile(r"\s*(\d{1,4}(?:[.,/]\d{1,3})?)")
_SEVERAL_KINDS = re.compile(
    r"\bm[ar]\b|multiple[ -](?:answer|select|response)|checkbox|several|plusieurs|mehrfach|多选|複選|\bmcma\b"
)
_SINGLE_KINDS = re.compile(r"\bmc\b|multiple[ -]choice|single|unique|einfach|单选|單選|radio|\bmcq\b")
_TRUTH_KINDS = re.compile(r"\btf\b|true[ /-]*(?:or )?false|vrai|判断|判斷")
_OTHER_KINDS = re.compile(
    r"\b(?:e|f|ess|fb|fmb|mt|ord|essay|short answer|fill|matching|numeric|text match|regex|sa|dd|matrix|ordering|num)\b"
    r"|填空|简答|問答"
)


def kind_named(said: str) -> tuple[Kind | None, str]:
    """The kind that a document declares, and what it calls one that is not asked here."""
    words = said.casefold().strip()
    if _OTHER_KINDS.search(words):
        return None, said.strip()[:40]
    if _SEVERAL_KINDS.search(words):
        return Kind.MULTIPLE, ""
    if _SINGLE_KINDS.search(words) or _TRUTH_KINDS.search(words):
        return Kind.SINGLE, ""
    return None, ""


def points_named(said: str) -> Fraction | None:
    found = _NUMBER.match(said)
    if found is None:
        return None
    try:
        return Fraction(found[1].replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None


def tags_named(said: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in re.split(r"[,;、，]", said) if one.strip())[:30]


def set_field(question: TypedQuestion, naming: Naming, said: str) -> None:
    """What a line among those of a question says of it."""
    match naming:
        case Naming.POINTS:
            question.points = points_named(said) or question.points
        case Naming.TAGS:
            question.tags = tags_named(said)
        case Naming.TITLE:
            question.name = said[:_LONGEST_NAME]
        case Naming.CATEGORY:
            question.category = said[:_LONGEST_NAME]
        case Naming.KIND:
            question.kind, question.told = kind_named(said)
        case _:
            pass


@dataclass(slots=True)
class Announced:
    """What is said before a question begins: of it, or of all that follow."""

    kind: tuple[Kind | None, str] = (None, "")
    name: str = ""
    points: str = ""
    tags: str = ""

    def take(self, naming: Naming, said: str, document: Document) -> None:
        match naming:
            case Naming.KIND:
                self.kind = kind_named(said)
            case Naming.TITLE:
                if self.name and not document.questions:
                    document.title = document.title or self.name
                self.name = said[:_LONGEST_NAME]
            case Naming.CATEGORY:
                document.category = said[:_LONGEST_NAME]
            case Naming.POINTS:
                self.points = said
            case Naming.TAGS:
                self.tags = said
            case _:
                pass

    def give(self, question: TypedQuestion, document: Document) -> None:
        """To the question that begins."""
        question.kind, question.told = self.kind
        question.name, question.tags, question.category = self.name, tags_named(self.tags), document.category
        question.points = points_named(self.points)
        self.kind, self.name, self.points, self.tags = (None, ""), "", "", ""
