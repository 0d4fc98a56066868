"""An article cut into what its template prints: groups of blocks, each a row of pieces with their marks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import get_template_attribute
from markupsafe import Markup

from quizapp.domain.articles import Article, Block, BlockKind, Mark, TextRun, cut, marks_of_block
from quizapp.domain.banks import Question
from quizapp.domain.scoring import Outcome

LARGEST_INLINE = 40_000
"""Characters of an article that travels with every question; a longer one is a page of its own."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One block: its pieces, and whether it only frames the passage in question."""

    kind: BlockKind
    level: int
    pieces: tuple[TextRun, ...]
    dimmed: bool = False


Group = tuple[ArticleRow, ...]
"""Neighbouring rows of one kind: the items of a list stand together."""


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """What the article template prints."""

    language: str
    groups: tuple[Group, ...]
    outcomes: Mapping[int, Outcome]
    """By question number; empty where marks say only « here »."""
    linked: bool = False
    """Whether each mark ends in a note that leads to its question."""

    @property
    def has_tempting(self) -> bool:
        """Whether a passage that tempts is marked."""
        return any(piece.tempting for group in self.groups for row in group for piece in row.pieces)


def plain(article: Article, language: str) -> MarkedArticle:
    return MarkedArticle(language, _grouped(_row(block, ()) for block in article.blocks), {})


def proof(
    article: Article, language: str, question: Question, number: int, letters: Mapping[int, str]
) -> MarkedArticle | None:
    """The paragraphs that prove a question's answer, their passages marked, with their neighbours around them.

    So are those that tempt to some of its choices: `letters` are theirs, by their places.
    """
    marks = [*_marks(question, number), *_tempting(question, number, letters)]
    proving = {mark.passage.block for mark in marks}
    if not proving:
        return None
    around = {place + step for place in proving for step in (-1, 0, 1)} & set(range(len(article.blocks)))
    rows = (
        _row(article.blocks[place], marks_of_block(marks, place), dimmed=place not in proving)
        for place in sorted(around)
    )
    return MarkedArticle(language, _grouped(rows), {})


def passages(article: Article, language: str, question: Question, letters: Mapping[int, str]) -> MarkedArticle | None:
    """The paragraphs that prove a question's answer, and those that tempt to some of its choices, without others."""
    marks = [*_marks(question, 1), *_tempting(question, 1, letters)]
    rows = [
        _row(article.blocks[place], marks_of_block(marks, place))
        for place in sorted({mark.passage.block for mark in marks})
    ]
    return MarkedArticle(language, _grouped(rows), {}) if rows else None


def annotated(
    article: Article,
    language: str,
    asked: Sequence[tuple[int, Question]],
    outcomes: Mapping[int, Outcome],
    letters: Mapping[int, Mapping[int, str]],
) -> MarkedArticle:
    """The whole article with every question's evidence marked as the reader fared, and what tempted them.

    `letters` are those of the choices that they picked, by the number of the question and their places.
    """
    marks = [mark for number, question in asked for mark in _marks(question, number)]
    marks += [mark for number, question in asked for mark in _tempting(question, number, letters[number])]
    rows = (_row(block, marks_of_block(marks, place)) for place, block in enumerate(article.blocks))
    return MarkedArticle(language, _grouped(rows), outcomes, linked=True)


def proved(
    article: Article, language: str, asked: Sequence[tuple[int, Question]], letters: Callable[[int], str]
) -> MarkedArticle:
    """The whole article with every question's evidence marked and numbered, before anybody has answered.

    So are the passages that tempt to wrong choices, whose `letters` are by their places.
    """
    marks = [mark for number, question in asked for mark in _marks(question, number)]
    for number, question in asked:
        marks += _tempting(question, number, {place: letters(place) for place in range(len(question.choices))})
    rows = (_row(block, marks_of_block(marks, place)) for place, block in enumerate(article.blocks))
    return MarkedArticle(language, _grouped(rows), {}, linked=True)


def printed(article: MarkedArticle) -> Markup:
    """The article's HTML, for keeping: an unmarked article of a frozen version is the same for everyone."""
    macro = get_template_attribute("_article.html", "article_text")
    return Markup(macro(article))  # noqa: S704 - the macro has escaped every text in it.


def _marks(question: Question, number: int) -> list[Mark]:
    return [Mark(evidence.passage, number) for evidence in question.evidence]


def _tempting(question: Question, number: int, letters: Mapping[int, str]) -> Iterator[Mark]:
    for place, choice in enumerate(question.choices):
        if choice.tempted_by and place in letters:
            yield Mark(choice.tempted_by.passage, number, letters[place])


def _row(block: Block, marks: Sequence[Mark], *, dimmed: bool = False) -> ArticleRow:
    return ArticleRow(block.kind, block.level, cut(block, marks), dimmed)


def _grouped(rows: Iterable[ArticleRow]) -> tuple[Group, ...]:
    lists = (BlockKind.BULLET, BlockKind.NUMBERED)
    groups: list[Group] = []
    for kind, run in groupby(rows, key=lambda row: row.kind):
        if kind in lists:
            groups.append(tuple(run))
        else:
            groups.extend((row,) for row in run)
    return tuple(groups)
