"""Questions whose choices have no labels: the lines below the first of a paragraph, one of which is marked."""

from collections import Counter
from collections.abc import Iterator, Sequence

from quizapp.formats.prose import marks
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.prose.normal import bare
from quizapp.formats.prose.typed import Document, TypedChoice, TypedQuestion

_FEWEST = 3
"""Lines: a stem and two choices."""
_MOST = 27
_LOOKS = frozenset((Emphasis.BOLD, Emphasis.COLOURED, Emphasis.HIGHLIGHTED, Emphasis.UNDERLINED))
_SET_APART = 0.6
_ENDS = tuple("?:.!…？：。؟")
Block = list[Line]


def find(document: Document) -> None:
    """Gives choices to the questions that seem to have none, and finds those among the text that is left."""
    for question in document.questions:
        if not question.options:
            _give(question)
    passages = [(at, list(_blocks(lines))) for at, lines in document.left]
    usual = _usual([block for _, blocks in passages for block in blocks])
    made: list[tuple[int, TypedQuestion]] = []
    left: list[tuple[int, Block]] = []
    for at, blocks in passages:
        rest: Block = []
        for lines in _mended(blocks, usual):
            question = TypedQuestion(lines[0].place, stem=list(lines))
            _give(question, usual)
            if question.options:
                made.append((at, question))
            else:
                rest += [*lines, Line("", lines[-1].place)]
        if rest:
            left.append((at, rest))
    document.left = left
    for shift, (at, question) in enumerate(made):
        document.questions.insert(at + shift, question)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    block: Block = []
    for line in lines:
        if line.text.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _usual(blocks: Sequence[Block]) -> int:
    """How many choices most questions have; 0 where there are none."""
    counts = Counter(len(block) - 1 for block in blocks if len(_marked(block)) == 1 and len(block) >= _FEWEST)
    return counts.most_common(1)[0][0] if counts else 0


def _marked(lines: Sequence[Line]) -> list[int]:
    return [at for at, line in enumerate(lines) if marks.is_marked(line)]


def _mended(blocks: Sequence[Block], usual: int) -> Iterator[Block]:
    """Two questions without a blank line between them are cut apart, a stem with one below it is joined."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if usual and len(block) == 1 and at < len(blocks) and not marks.is_marked(block[0]):
            following = blocks[at]
            if len(following) == usual and _marked(following) and not following[0].text.rstrip().endswith("?"):
                yield [*block, *following]
                at += 1
                continue
        size = usual + 1
        parts = [block[start : start + size] for start in range(0, len(block), size)] if usual else [block]
        if len(parts) > 1 and len(block) % size == 0 and all(len(_marked(part)) == 1 for part in parts):
            yield from parts
        else:
            yield block


def _is_dressed(line: Line) -> bool:
    return any(line.share(look) >= _SET_APART for look in {run.emphasis for run in line.runs} & _LOOKS)


def _give(question: TypedQuestion, usual: int = 0) -> None:
    lines = [line for line in question.stem if line.text.strip()]
    if not _FEWEST <= len(lines) <= _MOST:
        return
    cut = _cut(question, lines, usual)
    if cut:
        question.stem = list(lines[:cut])
        question.options = [TypedChoice([line.stripped()]) for line in lines[cut:]]


def _cut(question: TypedQuestion, lines: Sequence[Line], usual: int) -> int:
    """How many of the lines are the stem; 0 where the others are no choices."""
    marked = [at for at in _marked(lines) if at]
    if not marked:
        marked = [at for at, line in enumerate(lines) if at and line.runs and _is_dressed(line)]
        if len(marked) != 1 and not (marked and question.number is not None and len(marked) < len(lines) - 2):
            marked = []
    if not marked and len(question.claims) == 1:
        words = bare(question.claims[0].text)
        marked = [at for at, line in enumerate(lines) if at and bare(line.text) == words]
    if not marked or len(marked) == len(lines) - 1:
        return 0
    # A stem of several lines ends with the last that asks, or leaves as many choices as most questions have.
    asks = [at for at in range(marked[0]) if lines[at].text.rstrip().endswith(("?", ":", "？", "：", "؟"))]
    if asks and len(lines) - asks[-1] > _FEWEST - 1:
        return asks[-1] + 1
    longer = len(lines) - usual
    return longer if usual and 1 < longer <= marked[0] and not lines[0].text.rstrip().endswith(_ENDS) else 1
