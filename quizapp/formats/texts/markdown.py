"""Markdown of an article to blocks of plain text; HTML in it is text like any other."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from quizapp.domain.articles import Article, Block, BlockKind, Span, Style
from quizapp.formats.libraries import library

if TYPE_CHECKING:
    from markdown_it.token import Token

_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG}


@dataclass(frozen=True, slots=True)
class ReadArticle:
    article: Article
    lines: tuple[int, ...]
    """For each block, the line of the Markdown, from 0, where it starts."""
    reduced: tuple[int, ...]
    """The lines, from 0, where a link or a picture was reduced to its text."""


@cache
def _parser() -> Any:
    """HTML and « [x]: … » stay text like any other; what is nested deeper than the limit, markdown-it would drop."""
    made = library("markdown_it").MarkdownIt("commonmark", {"html": False, "maxNesting": 60})
    return made.disable(["html_block", "html_inline", "reference"])


def read_article(markdown: str) -> ReadArticle:
    """The blocks of an article, and where each stands in what the teacher typed."""
    blocks: list[Block] = []
    starts: list[int] = []
    reduced: set[int] = set()
    place = _Place()
    for token in _parser().parse(markdown):
        block = None
        if token.type in ("fence", "code_block"):
            code = token.content.rstrip("\n")
            block = Block(BlockKind.CODE, code) if code.strip() else None
        elif token.type == "inline":
            text, spans, has_reduced = _inline(token.children or [])
            if has_reduced:
                reduced.add(_line(token))
            block = place.block(text, spans) if text else None
        else:
            place.move(token)
        if block is not None:
            blocks.append(block)
            starts.append(_line(token))
    return ReadArticle(Article(_levelled(blocks), markdown), tuple(starts), tuple(sorted(reduced)))


class _Place:
    """Where the next text of the article stands: in which lists and quotations, in a heading of which level."""

    def __init__(self) -> None:
        self._lists: list[BlockKind] = []
        self._fresh_item = False
        """Whether nothing has been said yet in the item of the list."""
        self._quotes = 0
        self._heading = 0

    def move(self, token: "Token") -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(BlockKind.BULLET)
            case "ordered_list_open":
                self._lists.append(BlockKind.NUMBERED)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._fresh_item = True
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "heading_open":
                self._heading = int(token.tag[1:])
            case "heading_close":
                self._heading = 0

    def block(self, text: str, spans: tuple[Span, ...]) -> Block:
        """The block of a text that stands here."""
        if self._heading:
            return Block(BlockKind.HEADING, text, spans, self._heading)
        if self._lists and self._fresh_item:
            self._fresh_item = False
            return Block(self._lists[-1], text, spans, len(self._lists))
        if self._quotes:
            return Block(BlockKind.QUOTE, text, spans)
        return Block(BlockKind.PARAGRAPH, text, spans, len(self._lists))


def _line(token: "Token") -> int:
    return token.map[0] if token.map else 0


def _levelled(blocks: list[Block]) -> tuple[Block, ...]:
    """Headings of the article start below the title and skip no level, whatever the teacher typed."""
    used = sorted({block.level for block in blocks if block.kind is BlockKind.HEADING})
    levels = {typed: min(number, 6) for number, typed in enumerate(used, start=2)}
    highest = 1
    levelled = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            highest = min(levels[block.level], highest + 1)
            levelled.append(Block(block.kind, block.text, block.spans, highest))
        else:
            levelled.append(block)
    return tuple(levelled)


def _inline(tokens: "list[Token]") -> tuple[str, tuple[Span, ...], bool]:
    text = ""
    spans: list[Span] = []
    opened: list[tuple[str, int]] = []
    reduced = False
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                text += token.content
            case "softbreak":
                text += " "
            case "hardbreak":
                text += "\n"
            case "code_inline":
                spans.append(Span(len(text), len(text) + len(token.content), Style.CODE))
                text += token.content
            case "em_open" | "strong_open":
                opened.append((token.tag, len(text)))
            case "em_close" | "strong_close":
                tag, start = opened.pop()
                if start < len(text):
                    spans.append(Span(start, len(text), _STYLES[tag]))
            case "image":
                reduced = True
                text += _inline(token.children or [])[0]
            case "link_open":
                reduced = True
    return text, tuple(sorted(spans, key=lambda span: (span.start, -span.end, span.style))), reduced
