"""Banks, their versions and the questions in them, as programs read them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from quizapp.domain.articles import Block, BlockKind
from quizapp.domain.banks import Choice, Evidence, Kind, Question, Rule, Source
from quizapp.domain.scoring import rounded
from quizapp.domain.texts import Html, plain
from quizapp.formats.problems import N_
from quizapp.services import publishing
from quizapp.services.visits import Office
from quizapp.store.banks import BankSummary, VersionSummary
from quizapp.web.api.asking import Asked, ListPart, part
from quizapp.web.media import said

_FROM_ONE = N_("Its place in the bank, from 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BankResource:
    """A question bank that the teacher may hand out, at its newest version."""

    id: int
    slug: Annotated[str, N_("The id that the bank has in its file.")]
    title: str
    language: Annotated[str, N_("A short tag such as fr or pt-BR.")]
    version: Annotated[int, N_("The number of its newest version.")]
    question_count: int
    published_at: datetime
    is_own: Annotated[bool, N_("Whether the teacher may publish its next version.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionResource:
    """One published version of a bank; it never changes."""

    number: int
    question_count: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockResource:
    """A paragraph, heading or list item of an article, as plain text."""

    kind: BlockKind
    text: str
    level: Annotated[int, N_("Depth of a heading or a list item, else 0.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceResource:
    """Where an article comes from; what is not known is empty."""

    title: str
    publisher: str
    date: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenVersionResource:
    """A version with its article."""

    number: int
    title: str
    language: Annotated[str, N_("A short tag such as fr or pt-BR.")]
    summary: str
    source: SourceResource
    article: Annotated[tuple[BlockResource, ...], N_("Its blocks; none where the bank has no article.")]
    question_count: int
    maximum: Annotated[Decimal, N_("Marks for everything right.")]
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResource:
    """A text that may have formatting."""

    text: Annotated[str, N_("Its words alone.")]
    html: Annotated[str | None, N_("The same with its formatting; null where it has none.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceResource:
    """A passage of the article, as it is quoted."""

    quotation: str
    block: Annotated[int, N_("In which block of the article it stands, from 0.")]
    start: Annotated[int, N_("Its first character in that block, from 0.")]
    end: Annotated[int, N_("The character after its last.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceResource:
    """A choice of a question."""

    number: Annotated[int, N_("Its place in the question, from 1.")]
    text: TextResource
    right: Annotated[bool, N_("Whether it is in the key.")]
    fraction: Annotated[float, N_("Which part of the maximum it is worth, from −1 to 1.")]
    feedback: TextResource
    tempted_by: Annotated[EvidenceResource | None, N_("Of a wrong choice, the passage that leads to it.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResource:
    """A question with its key."""

    number: Annotated[int, _FROM_ONE]
    id: Annotated[str, N_("What it is called in every version of the bank.")]
    kind: Kind
    stem: TextResource
    choices: tuple[ChoiceResource, ...]
    maximum: Decimal
    rule: Annotated[Rule, N_("How the ticks make the mark, where several may be right.")]
    feedback: Annotated[TextResource, N_("What is said to every response.")]
    evidence: tuple[EvidenceResource, ...]
    name: Annotated[str, N_("What its teacher calls it; may be empty.")]
    category: str
    tags: tuple[str, ...]


# --- what programs ask for ---


def banks(mine: Office, asked: Asked) -> ListPart[BankResource]:
    return part(publishing.banks_of(mine), lambda one: (one.id,), asked.after(), lambda one: _bank(mine, one))


def bank(mine: Office, asked: Asked, bank_id: int) -> BankResource:
    return _bank(mine, publishing.bank_of(mine, bank_id))


def versions(mine: Office, asked: Asked, bank_id: int) -> ListPart[VersionResource]:
    found = publishing.show(mine, bank_id).versions
    return part(found, lambda one: (one.number,), asked.after(), _version)


def version(mine: Office, asked: Asked, bank_id: int, number: int) -> FrozenVersionResource:
    found = publishing.show(mine, bank_id, number)
    content, article = found.version.bank, found.version.bank.article
    return FrozenVersionResource(
        number=number,
        title=content.title,
        language=content.language,
        summary=content.summary,
        source=_source(content.source),
        article=() if article is None else tuple(map(_block, article.blocks)),
        question_count=len(content.questions),
        maximum=rounded(content.maximum),
        published_at=found.shown.published_at,
    )


def questions(mine: Office, asked: Asked, bank_id: int, number: int) -> ListPart[QuestionResource]:
    content = publishing.show(mine, bank_id, number).version.bank
    numbered = enumerate(content.questions, start=1)
    return part(numbered, lambda one: (one[0],), asked.after(), lambda one: _question(*one))


# --- how they are told ---


def _bank(mine: Office, found: BankSummary) -> BankResource:
    return BankResource(
        id=found.id,
        slug=found.slug,
        title=found.title,
        language=found.language,
        version=found.version,
        question_count=found.question_count,
        published_at=found.published_at,
        is_own=publishing.is_own(found, mine.teacher),
    )


def _version(found: VersionSummary) -> VersionResource:
    return VersionResource(number=found.number, question_count=found.question_count, published_at=found.published_at)


def _source(found: Source) -> SourceResource:
    return SourceResource(title=found.title, publisher=found.publisher, date=found.date, link=found.link)


def _block(found: Block) -> BlockResource:
    return BlockResource(kind=found.kind, text=found.text, level=found.level)


def _question(number: int, found: Question) -> QuestionResource:
    return QuestionResource(
        number=number,
        id=found.id,
        kind=found.kind,
        stem=_text(found.stem),
        choices=tuple(_choice(place, one, found.key) for place, one in enumerate(found.choices)),
        maximum=rounded(found.marking.maximum),
        rule=found.marking.rule,
        feedback=_text(found.feedback.general),
        evidence=tuple(map(_evidence, found.evidence)),
        name=found.filing.name,
        category=found.filing.category,
        tags=found.filing.tags,
    )


def _choice(place: int, found: Choice, key: frozenset[int]) -> ChoiceResource:
    return ChoiceResource(
        number=place + 1,
        text=_text(found.text),
        right=place in key,
        fraction=float(found.fraction),
        feedback=_text(found.feedback),
        tempted_by=None if found.tempted_by is None else _evidence(found.tempted_by),
    )


def _evidence(found: Evidence) -> EvidenceResource:
    passage = found.passage
    return EvidenceResource(quotation=found.quotation, block=passage.block, start=passage.start, end=passage.end)


def _text(found: str) -> TextResource:
    return TextResource(text=plain(found), html=str(said(found)) if isinstance(found, Html) else None)
