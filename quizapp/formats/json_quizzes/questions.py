"""From what a file of JSON holds to questions that can be asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking, Rule, shares
from quizapp.domain.texts import plain
from quizapp.formats.building import kinds
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Truth, start
from quizapp.formats.building.headings import ordinal
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.vocabulary import ALPHABETS, Column
from quizapp.formats.json_quizzes import keys
from quizapp.formats.json_quizzes.keys import AnsweredItem, AnswerWay
from quizapp.formats.json_quizzes.search import FoundItems
from quizapp.formats.json_quizzes.shapes import CLASSQUIZ, KAHOOT, Offered, QuizItem
from quizapp.formats.problems import Problem
from quizapp.formats.syntax.text import hidden_character, without_hidden
from quizapp.formats.texts import doubtful, markup

COUNTING = "counting"
"""The option that says whether the first choice is 0 or 1."""
_COUNTED = {"0": AnswerWay.FROM_ZERO, "1": AnswerWay.FROM_ONE}
_LONGEST_SHOWN = 200
_LABELLED = re.compile(r"\s*\(?([A-Za-z]|[1-9]\d?)\s*[.):、]\s+(?=\S)|\s*\(?([A-Za-z])[、．.)](?=\S)")
_WITH_HTML = (CLASSQUIZ, KAHOOT)
_WITHOUT_KEY = frozenset(
    ("voting", "survey", "poll", "multiple_select_poll", "slide", "content", "brainstorming", "feedback")
)
_NOT_CHOSEN = frozenset(
    ("range", "text", "order", "jumble", "open_ended", "word_cloud", "slider", "pin_it", "drop_pin")
)
"""Kinds of ClassQuiz and Kahoot whose answers are no choices, or have no key."""
_BY_FORM = frozenset(("text", "photo", "image", "dropdown", "number"))
"""What programs call the form of a question, which may have choices and a key."""
_AS_A_WHOLE = frozenset(("check", "multiple_select_quiz"))
"""Those in which several right choices are right only together; in the others, any one of them is."""
_TRUE = frozenset(("true", "vrai", "wahr", "verdadero", "vero", "verdadeiro"))
_FALSE = frozenset(("false", "faux", "falsch", "falso"))


def ask(assembly: Assembly, answered: AnsweredItem, ways: Sequence[AnswerWay]) -> None:
    """Puts the question into the assembly, or says why it is not asked."""
    item = answered.item
    texts = (item.stem, *(one.text for one in item.choices), *item.texts.values())
    hidden = next(filter(None, map(hidden_character, texts)), None)
    if hidden is None:
        _ask(assembly, answered, ways)
        return
    at = item.place
    with assembly.damaged(Problem("hidden-character", at.line, at.column, {"character": hidden})):
        _ask(assembly, replace(answered, item=_without_hidden(item)), ways)


def _ask(assembly: Assembly, answered: AnsweredItem, ways: Sequence[AnswerWay]) -> None:
    item = answered.item
    kind = item.kind.casefold()
    stated = kinds.stated(item.kind)
    has_key = bool(item.choices) and (bool(item.answer) or any(one.is_right for one in item.choices))
    of_program = (item.product in _WITH_HTML or not has_key) and (kind in _WITHOUT_KEY or kind in _NOT_CHOSEN)
    if of_program or (not stated.is_asked and stated.is_known and not (has_key and kind in _BY_FORM)):
        assembly.leave_out(item.place, item.kind, _read(item, item.stem).text)
    elif not item.choices:
        _ask_bare(assembly, item)
    else:
        _ask_choices(assembly, answered, ways, stated.kind)


def _without_hidden(item: QuizItem) -> QuizItem:
    choices = [replace(one, text=without_hidden(one.text)) for one in item.choices]
    texts = {role: without_hidden(text) for role, text in item.texts.items()}
    return replace(item, stem=without_hidden(item.stem), choices=choices, texts=texts)


def unlabelled(item: QuizItem) -> QuizItem:
    """Choices without the letters before them, where all have one, in their order."""
    found = [_LABELLED.match(one.text) for one in item.choices]
    for alphabet in (ALPHABETS[0], ""):
        counted = [ordinal((one[1] or one[2]).lower(), alphabet) if one else 0 for one in found]
        if counted and counted == list(range(1, len(found) + 1)):
            bare = [
                replace(one, text=one.text[match.end() :], label=one.label or (match[1] or match[2]))
                for one, match in zip(item.choices, found, strict=True)
                if match
            ]
            return replace(item, choices=bare)
    return item


def ways(assembly: Assembly, items: Sequence[AnsweredItem]) -> Sequence[AnswerWay]:
    """How answers are to be read; whether places count from 0 or 1 is a guess, where no answer tells it."""
    fitting = keys.ways_that_fit(items)
    placed = [one.item for one in items if {*_COUNTED.values()} <= one.readings.keys()]
    if not placed or not {*_COUNTED.values()} <= set(fitting):
        return fitting
    is_called_so = any(item.is_place for item in placed)
    said = assembly.options.get(COUNTING, "")
    taken = said if said in _COUNTED else "0" if is_called_so else ""
    if taken or set(fitting) == {*_COUNTED.values()}:
        assembly.guess(COUNTING, taken, *(one for one in _COUNTED if one != taken))
    return [way for way in fitting if not taken or way is _COUNTED[taken] or way not in _COUNTED.values()]


def say_what_is_lost(assembly: Assembly, found: FoundItems) -> None:
    """Once a file: its times; and each text that questions are about."""
    for text in found.passages:
        assembly.note("passage-lost", start=start(text))
    timed = next((item for item in found.items if item.has_time), None)
    if timed is not None:
        assembly.note("times-lost", timed.place)


def _ask_bare(assembly: Assembly, item: QuizItem) -> None:
    """A statement that is true or false; anything else without choices is no question here."""
    said = " ".join(item.answer).casefold()
    stem = _read(item, item.stem)
    if said not in _TRUE | _FALSE:
        assembly.leave_out(item.place, item.kind or "without choices", plain(stem.text))
        return
    found = FoundQuestion(
        Kind.TRUE_FALSE, stem.text, (), item.texts.get(Column.ID, ""), _marking(item), _feedback(item), _filing(item),
        truth=Truth(said in _TRUE),
    )  # fmt: skip
    assembly.ask(item.place, found, stem.lost)


def _ask_choices(assembly: Assembly, answered: AnsweredItem, ways: Sequence[AnswerWay], stated: Kind | None) -> None:
    item = answered.item
    code, right, worth = _right(answered, ways)
    kind = _kind(item, stated, right, worth)
    if kind is Kind.MULTIPLE and stated is None and not (item.takes_several or item.product or len(item.answer) > 1):
        assembly.note("kind-by-key", item.place, count=sum(right))
    if any(right) and (label := keys.doubled(item)):
        assembly.note("first-of-label", item.place, label=label.upper())
    stem = _read(item, item.stem)
    lost = set(stem.lost)
    choices = []
    for one, share in zip(
        item.choices, worth or (shares(kind, right) if any(right) else [Fraction()] * len(right)), strict=True
    ):
        text, said = _read(item, one.text, inline=True), _read(item, one.feedback)
        lost |= text.lost | said.lost | ({markup.PICTURES} if one.has_picture else set())
        choices.append(Choice(text.text, share, said.text))
    if item.has_picture:
        lost.add(markup.PICTURES)
    marking = _marking(item)
    if kind.takes_several and item.product in _WITH_HTML:
        marking = replace(marking, rule=Rule.ALL_OR_NOTHING)
    found = FoundQuestion(
        kind, stem.text, choices, item.texts.get(Column.ID, ""), marking, _feedback(item), _filing(item)
    )
    values = {"value": ", ".join(item.answer)[:_LONGEST_SHOWN], "key": ", ".join(item.answer)[:_LONGEST_SHOWN]}
    assembly.ask(item.place, found, lost, (code, item.place, values))


def _kind(item: QuizItem, stated: Kind | None, right: Sequence[bool], worth: Sequence[Fraction]) -> Kind:
    """Of Kahoot and ClassQuiz, by their names of kinds: elsewhere, by what is said, or by how many are right."""
    if item.product in _WITH_HTML:
        return Kind.MULTIPLE if item.kind.casefold() in _AS_A_WHOLE else Kind.SINGLE
    several = sum(right) > 1 and not any(0 < share < 1 for share in worth)
    if stated is Kind.MULTIPLE or item.takes_several or several:
        return Kind.MULTIPLE
    return Kind.TRUE_FALSE if stated is Kind.TRUE_FALSE and len(item.choices) == 2 else Kind.SINGLE


def _right(answered: AnsweredItem, ways: Sequence[AnswerWay]) -> tuple[str, Sequence[bool], Sequence[Fraction]]:
    """The code of what is wrong where no key is sure; which choices are right; what they are worth, if that is said."""
    item = answered.item
    count = len(item.choices)
    if any(one.is_right is not None for one in item.choices):
        return "no-key", [bool(one.is_right) for one in item.choices], ()
    if not item.answer:
        worth = _worths(item.choices)
        return "no-key", [share > 0 for share in worth] or [False] * count, worth
    found = keys.key(answered, ways)
    if len(found) == 1:
        return "no-key", [at in found[0] for at in range(count)], ()
    return ("ambiguous-answer" if found else "key-is-no-choice"), [False] * count, ()


def _worths(choices: Sequence[Offered]) -> Sequence[Fraction]:
    """Of the mark, where every choice has points of its own."""
    given = [one.worth for one in choices if one.worth is not None]
    most = max(given, default=Fraction())
    return [one / most for one in given] if len(given) == len(choices) and most > 0 else ()


def _marking(item: QuizItem) -> Marking:
    points = parse_number(item.texts.get(Column.POINTS, "")) if item.product not in _WITH_HTML else None
    return Marking(points) if points else Marking()


def _feedback(item: QuizItem) -> Feedback:
    return Feedback(_read(item, item.texts.get(Column.FEEDBACK, "")).text)


def _filing(item: QuizItem) -> Filing:
    category = item.texts.get(Column.CATEGORY, "") or item.category
    return Filing(category=category, tags=tuple(dict.fromkeys(item.tags)))


def _read(item: QuizItem, text: str, *, inline: bool = False) -> markup.Conversion:
    """Programs whose editors make HTML say so; elsewhere a mark is a word about HTML, and only an entity is none."""
    source = text.strip()
    if item.product in _WITH_HTML or "<" not in source:
        return doubtful.read(source, inline=inline)
    return markup.of_plain(source)
