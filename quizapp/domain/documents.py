"""A bank as plain data and back: what a published version is stored as, whole and for good."""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from typing import Any

from quizapp.domain.articles import Article, Block, BlockKind, Passage, Span, Style
from quizapp.domain.banks import (
    Bank,
    BankPart,
    Choice,
    Evidence,
    Feedback,
    Filing,
    Kind,
    Marking,
    Pool,
    Question,
    Rule,
    Source,
)
from quizapp.domain.texts import Html

Document = dict[str, Any]
_QUESTIONS = "questions"
"""Where they stand in a document, whose names are in order."""


_AT_A_TIME = 1_000
"""Questions in a piece."""


def dump(bank: Bank) -> str:
    """One canonical text for each bank and each way of typing its article."""
    return "".join(pieces(bank))


def pieces(bank: Bank) -> Iterator[str]:
    """That text, so that it can be read as it comes: what is before the questions, some of them at a time, the rest.

    There is no line break in it.
    """
    data, questions = _bank(bank), bank.questions
    yield _text_of({name: said for name, said in data.items() if name < _QUESTIONS})[:-1] + f',"{_QUESTIONS}":['
    for at in range(0, len(questions), _AT_A_TIME):
        with garbage_left():
            some = _text_of([_question(question) for question in questions[at : at + _AT_A_TIME]])
        yield ("," if at else "") + some[1:-1]
    yield "]," + _text_of({name: said for name, said in data.items() if name > _QUESTIONS})[1:]


def _text_of(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def load(document: str) -> Bank:
    """The bank that `dump` wrote."""
    with garbage_left():
        data: Document = json.loads(document)
        return _read_bank(data, map(_read_question, data[_QUESTIONS]))


def load_pieces(pieces: Iterable[str], see: Callable[[Sequence[Question]], None]) -> Bank:
    """The bank that was written in these pieces; `see` is given the questions as they come.

    Raises ValueError where the last piece is missing, or is not the last.
    """
    coming, questions = iter(pieces), list[Question]()
    before, after = next(coming, ""), ""
    for piece in coming:
        if after:
            raise ValueError("more than a bank")
        if piece.startswith("]"):
            after = piece
            continue
        with garbage_left():
            some = list(map(_read_question, json.loads(f"[{piece.removeprefix(',')}]")))
        see(some)
        questions += some
    return _read_bank(json.loads(before + after), questions)


@contextmanager
def garbage_left() -> Iterator[None]:
    """Nothing that is made of a bank here is garbage: to look for some, time and again, would double the time."""
    was_collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collected:
            gc.enable()


def _bank(bank: Bank) -> Document:
    """All but its questions; only a compilation has parts, and pools."""
    document: Document = {
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "summary": bank.summary,
        "source": _source(bank.source),
        "article": None if bank.article is None else _article(bank.article),
    }
    if bank.parts:
        document["parts"] = list(map(_part, bank.parts))
    if bank.pools:
        document["pools"] = [{"count": one.count, "ids": list(one.ids)} for one in bank.pools]
    return document


def _source(source: Source) -> Document:
    return {"title": source.title, "publisher": source.publisher, "date": source.date, "link": source.link}


def _part(part: BankPart) -> Document:
    return {
        "bank": part.bank_id,
        "version_id": part.version_id,
        "version": part.version,
        "title": part.title,
        "language": part.language,
        "source": _source(part.source),
        "ids": dict(part.ids),
        "blocks": list(part.blocks),
    }


def _read_part(data: Document) -> BankPart:
    start, end = data["blocks"]
    return BankPart(
        data["bank"],
        data["version_id"],
        data["version"],
        data["title"],
        data["language"],
        Source(**data["source"]),
        data["ids"],
        (start, end),
    )


def _read_bank(data: Document, questions: Iterable[Question]) -> Bank:
    return Bank(
        id=data["id"],
        title=data["title"],
        language=data["language"],
        summary=data["summary"],
        source=Source(**data["source"]),
        article=None if data["article"] is None else _read_article(data["article"]),
        questions=tuple(questions),
        parts=tuple(map(_read_part, data.get("parts", ()))),
        pools=tuple(Pool(one["count"], tuple(one["ids"])) for one in data.get("pools", ())),
    )


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


def _text(text: str) -> str | Document:
    return {"html": str(text)} if isinstance(text, Html) else text


def _read_text(data: str | Document) -> str:
    return data if isinstance(data, str) else Html(data["html"])


def _quoted(evidence: Evidence) -> list[str | int]:
    passage = evidence.passage
    return [evidence.quotation, passage.block, passage.start, passage.end]


def _read_quoted(data: list[Any]) -> Evidence:
    quotation, *passage = data
    return Evidence(quotation, Passage(*passage))


def _question(question: Question) -> Document:
    marking, feedback, filing = question.marking, question.feedback, question.filing
    document: Document = {
        "id": question.id,
        "kind": question.kind,
        "stem": _text(question.stem),
        "choices": [
            {
                "text": _text(c.text),
                "fraction": str(c.fraction),
                "feedback": _text(c.feedback),
                "fixed": c.fixed,
                **({"tempted_by": _quoted(c.tempted_by)} if c.tempted_by else {}),
            }
            for c in question.choices
        ],
        "feedback": _text(feedback.general),
        "evidence": list(map(_quoted, question.evidence)),
        "tags": list(filing.tags),
        "maximum": str(marking.maximum),
        "rule": marking.rule,
        "shuffle": question.shuffle,
    }
    # What is not said has no name here: a question that has none of these is written as it always was.
    given = {
        "name": filing.name,
        "category": filing.category,
        "feedback_right": feedback.right and _text(feedback.right),
        "feedback_partly": feedback.partly and _text(feedback.partly),
        "feedback_wrong": feedback.wrong and _text(feedback.wrong),
        "table": [str(credit) for credit in marking.table],
    }
    document.update({name: said for name, said in given.items() if said})
    return document


def _read_question(data: Document) -> Question:
    return Question(
        id=data["id"],
        kind=Kind(data["kind"]),
        stem=_read_text(data["stem"]),
        choices=tuple(map(_read_choice, data["choices"])),
        marking=_marking(data["maximum"], data["rule"], tuple(data.get("table", ()))),
        feedback=Feedback(
            _read_text(data["feedback"]),
            _read_text(data.get("feedback_right", "")),
            _read_text(data.get("feedback_partly", "")),
            _read_text(data.get("feedback_wrong", "")),
        ),
        evidence=tuple(map(_read_quoted, data["evidence"])),
        filing=Filing(data.get("name", ""), data.get("category", ""), tuple(data["tags"])),
        shuffle=data["shuffle"],
    )


def _read_choice(data: Document) -> Choice:
    tempted_by = _read_quoted(data["tempted_by"]) if "tempted_by" in data else None
    return Choice(
        _read_text(data["text"]), _share(data["fraction"]), _read_text(data["feedback"]), data["fixed"], tempted_by
    )


@lru_cache(maxsize=64)
def _marking(maximum: str, rule: str, table: tuple[str, ...]) -> Marking:
    """Most questions of a bank are marked alike."""
    return Marking(_share(maximum), Rule(rule), tuple(map(Fraction, table)))


@lru_cache(maxsize=1024)
def _share(text: str) -> Fraction:
    """A bank has thousands of choices, and few different shares."""
    return Fraction(text)
