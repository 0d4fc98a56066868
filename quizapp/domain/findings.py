"""What is wrong with a bank, and what a careful colleague would doubt."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.domain import catch_alls, scoring
from quizapp.domain.articles import BlockKind
from quizapp.domain.banks import MOST_TABLED, TOLERANCE, Bank, Question, Rule
from quizapp.domain.doubles import asked, compared
from quizapp.domain.leftovers import leftovers
from quizapp.domain.texts import plain

_NEARLY_ALL = 1 - TOLERANCE


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or doubtful in a bank: a code of the catalogue, the path to it, its sentence's values."""

    code: str
    path: tuple[str | int, ...] = ()
    values: dict[str, object] = field(default_factory=dict)


def faults(bank: Bank) -> Iterator[Finding]:
    """What makes a bank unfit to be asked; any one of these stops the load."""
    if not bank.questions:
        yield Finding("no-questions", ("questions",))
    seen: dict[str, int] = {}
    for number, question in enumerate(bank.questions):
        if question.id in seen:
            path = ("questions", number, "id")
            yield Finding("doubled-id", path, {"id": question.id, "first": seen[question.id] + 1})
        seen.setdefault(question.id, number)
        yield from question_faults(question, number)


def question_faults(question: Question, number: int) -> Iterator[Finding]:
    """The faults of one question, `number` being its place in the bank, from 0."""
    here = ("questions", number, "choices")
    count = len(question.choices)
    if count < 2:
        yield Finding("too-few-choices", here, {"count": count})
        return
    if not question.is_keyed:
        yield Finding("no-right-choice", here)
    marking = question.marking
    if marking.rule is Rule.TABLE and (not question.kind.takes_several or len(marking.table) != 2**count):
        yield Finding("table-unfit", ("questions", number, "rule"), {"limit": MOST_TABLED})
    elif any(choice.tempted_by for choice in question.choices):
        for place in sorted(question.key):
            if question.choices[place].tempted_by and question.choices[place].fraction > 0:
                yield Finding("right-choice-tempts", (*here, place, "tempted-by"))
    if question.kind.brings_choices:
        if count != 2:
            yield Finding("true-false-needs-two", here, {"count": count})
        elif all(choice.fraction > _NEARLY_ALL for choice in question.choices):
            yield Finding("true-false-needs-one", here)


MOVED = frozenset(("all-of-the-above", "names-letters"))
"""What is said of choices that speak of others, and that a shuffle would move."""
_BIAS_FLOOR = 4
"""Questions below which « always » says nothing."""


def doubts(bank: Bank) -> Iterator[Finding]:
    """What a careful colleague would point out; none of it stops the load."""
    touched: set[int] = set()
    texts = [[compared(choice.text) for choice in question.choices] for question in bank.questions]
    for number, question in enumerate(bank.questions):
        here = ("questions", number)
        if bank.article is not None and not question.evidence:
            yield Finding("no-evidence", here)
        touched |= {evidence.passage.block for evidence in question.evidence}
        yield from (Finding(code, here, {"text": left}) for code, left in leftovers(question))
        yield from _choice_doubts(question, texts[number], here)
    yield from _doubles(bank, texts)
    yield from _key_bias(bank)
    if bank.article is not None:
        for place, block in enumerate(bank.article.blocks):
            if place not in touched and block.kind is not BlockKind.HEADING:
                yield Finding("untouched-paragraph", ("article", place), {"start": _start(block.text)})


def _doubles(bank: Bank, compared: Sequence[Sequence[str]]) -> Iterator[Finding]:
    """Questions that are asked twice; it is worse where the keys differ."""
    first: dict[tuple[str, frozenset[str]], tuple[int, frozenset[str]]] = {}
    for number, question in enumerate(bank.questions):
        texts = compared[number]
        right = frozenset(texts[place] for place in question.key)
        before, key = first.setdefault((asked(question.stem), frozenset(texts)), (number, right))
        if before != number:
            code = "doubled-question" if key == right else "doubled-question-other-key"
            yield Finding(code, ("questions", number), {"first": before + 1})


def _start(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def _choice_doubts(question: Question, texts: Sequence[str], here: tuple[str | int, ...]) -> Iterator[Finding]:
    for place, text in enumerate(texts):
        if text in texts[:place]:
            yield Finding("doubled-choice", (*here, "choices", place), {"text": plain(question.choices[place].text)})
    yield from _moved_doubts(question, here)
    rights = [choice.fraction for choice in question.choices if choice.fraction.numerator > 0]
    several = question.kind.takes_several
    partial = several and question.marking.rule is Rule.PARTIAL
    if partial and abs(sum(rights, Fraction(0)) - 1) > TOLERANCE:
        yield Finding("shares-not-whole", (*here, "choices"), {"total": f"{float(sum(rights)):.4g}"})
    if not several and max(rights, default=Fraction(1)) < _NEARLY_ALL:
        yield Finding("no-full-mark", (*here, "choices"))
    if several and len(question.key) < len(texts) and _of_all(question) > _NEARLY_ALL:
        yield Finding("ticking-all-pays", (*here, "choices"))


def _moved_doubts(question: Question, here: tuple[str | int, ...]) -> Iterator[Finding]:
    """Choices that speak of the others, and are shuffled among them."""
    codes = dict.fromkeys(catch_alls.moved(question), "all-of-the-above")
    if question.shuffle:
        codes |= dict.fromkeys(catch_alls.naming(question), "names-letters")
    for place, code in sorted(codes.items()):
        yield Finding(code, (*here, "choices", place), {"text": plain(question.choices[place].text)})


def _of_all(question: Question) -> Fraction:
    """What ticking every choice earns."""
    return scoring.credit(question, frozenset(range(len(question.choices))))


def _key_bias(bank: Bank) -> Iterator[Finding]:
    singles = [one for one in bank.questions if not one.kind.takes_several and len(one.choices) > 2]
    with_keys = [(question, key) for question in singles if len(key := question.key) == 1]
    if len(with_keys) < _BIAS_FLOOR:
        return
    asked, keys = [question for question, _ in with_keys], [next(iter(key)) for _, key in with_keys]
    longest = sum(
        all(len(plain(q.choices[key].text)) > len(plain(c.text)) for i, c in enumerate(q.choices) if i != key)
        for q, key in zip(asked, keys, strict=True)
    )
    if longest == len(asked):
        yield Finding("key-always-longest", ("questions",), {"count": len(asked)})
    place, count = Counter(keys).most_common(1)[0]
    if count == len(asked):
        yield Finding("key-always-in-place", ("questions",), {"place": place + 1, "count": count})
