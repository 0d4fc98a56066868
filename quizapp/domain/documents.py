"""A bank as plain data and back: what a published version is stored as, whole and for good."""

import hashlib
import json
from fractions import Fraction
from typing import Any

from quizapp.domain.articles import Article, Block, BlockKind, Passage, Span, Style
from quizapp.domain.banks import Bank, Choice, Evidence, Kind, Question, Rule, Source

Document = dict[str, Any]


def dump(bank: Bank) -> str:
    """One canonical text for each bank and each way of typing its article."""
    return json.dumps(_bank(bank), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def load(document: str) -> Bank:
    """The bank that `dump` wrote."""
    data: Document = json.loads(document)
    return Bank(
        id=data["id"],
        title=data["title"],
        language=data["language"],
        summary=data["summary"],
        source=Source(**data["source"]),
        article=None if data["article"] is None else _read_article(data["article"]),
        questions=tuple(map(_read_question, data["questions"])),
    )


def _bank(bank: Bank) -> Document:
    source = bank.source
    return {
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "summary": bank.summary,
        "source": {
            "title": source.title,
            "publisher": source.publisher,
            "date": source.date,
            "link": source.link,
        },
        "article": None if bank.article is None else _article(bank.article),
        "questions": [_question(question) for question in bank.questions],
    }


def _article(article: Article) -> Document:
    return {"blocks": [_block(block) for block in article.blocks], "markdown": article.markdown}


def _read_article(data: Document) -> Article:
    return Article(tuple(map(_read_block, data["blocks"])), data["markdown"])


def _block(block: Block) -> Document:
    return {
        "kind": block.kind,
        "text": block.text,
        "level": block.level,
        "spans": [[span.start, span.end, span.style] for span in block.spans],
    }


def _read_block(data: Document) -> Block:
    spans = tuple(Span(start, end, Style(style)) for start, end, style in data["spans"])
    return Block(BlockKind(data["kind"]), data["text"], spans, data["level"])


def _question(question: Question) -> Document:
    return {
        "id": question.id,
        "kind": question.kind,
        "stem": question.stem,
        "choices": [
            {"text": c.text, "fraction": str(c.fraction), "feedback": c.feedback, "fixed": c.fixed}
            for c in question.choices
        ],
        "feedback": question.feedback,
        "evidence": [[e.quotation, e.passage.block, e.passage.start, e.passage.end] for e in question.evidence],
        "tags": list(question.tags),
        "maximum": str(question.maximum),
        "rule": question.rule,
        "shuffle": question.shuffle,
    }


def _read_question(data: Document) -> Question:
    return Question(
        id=data["id"],
        kind=Kind(data["kind"]),
        stem=data["stem"],
        choices=tuple(Choice(c["text"], Fraction(c["fraction"]), c["feedback"], c["fixed"]) for c in data["choices"]),
        feedback=data["feedback"],
        evidence=tuple(Evidence(quotation, Passage(*passage)) for quotation, *passage in data["evidence"]),
        tags=tuple(data["tags"]),
        maximum=Fraction(data["maximum"]),
        rule=Rule(data["rule"]),
        shuffle=data["shuffle"],
    )
