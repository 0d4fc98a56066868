"""From lines to the questions of an assembly: what is right is settled, what was guessed is said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking, shares
from quizapp.domain.texts import plain
from quizapp.formats.building.assembly import MOST_MARKS, Assembly, FoundQuestion, Truth, Unkeyed, start
from quizapp.formats.problems import Progress, watched
from quizapp.formats.prose import (
    bare_labels,
    dialects,
    emphasis,
    endings,
    keys,
    layout,
    lettering,
    lists,
    marks,
    numbering,
    one_line,
    sequences,
    unlabelled,
    words,
)
from quizapp.formats.prose.builder import Builder
from quizapp.formats.prose.keys import FoundKey
from quizapp.formats.prose.lines import Line, said
from quizapp.formats.prose.parts import Segment, pieces_of
from quizapp.formats.prose.typed import Claim, Document, TypedChoice, TypedQuestion
from quizapp.formats.texts import languages, markup
from quizapp.formats.texts.markup import Conversion

KEY, LAST_LINE = "key", "last-line"
"""What the teacher may have taken otherwise: what shows the key, and what a line is that nothing names."""
NONE, EXPLANATION, CHOICE = "none", "explanation", "choice"
_FENCE = "---"
_FEWEST_ASTRAY = 3
"""Keys that name nothing, from which on the others are not believed."""
_MOST_SETTINGS = 40
"""Lines, with the rules around them."""
_LONGEST_TITLE = 200
_BLANK_OUT = "    "


def read(lines: Sequence[Line], assembly: Assembly, progress: Progress) -> None:
    """Puts the questions of a document into the assembly."""
    document = document_of(lines)
    _title(document, assembly)
    found = _settled(document, assembly)
    last = _last_lines(document, assembly)
    for question, key in watched(list(zip(document.questions, found, strict=True)), progress):
        _Question(assembly, question, key, last).ask(document)
    for _, passage in document.left:
        shown = [line for line in passage if line.text.strip()]
        if shown:
            assembly.note("passage-lost", shown[0].place, start=start(shown[0].text.strip()))
    if document.miscounted:
        letters = start(" ".join(claim.text for claim in document.miscounted))
        values = {"letters": letters, "count": len(document.miscounted), "questions": len(document.questions)}
        assembly.note("letters-miscounted", document.miscounted[0].place, **values)
    if unkept := document.unkept:
        shown_as = start(unkept[0].text.strip())
        assembly.note("details-lost", unkept[0].place, start=shown_as, count=len(unkept))


def document_of(lines: Sequence[Line]) -> Document:
    """What a document holds, before it is known what is right."""
    lines = layout.straightened(lines)
    special = dialects.document_of(lines)
    if special is not None:
        return special
    lines, settings = _without_settings(emphasis.shown(lines))
    pieces, claims = lists.taken_out(pieces_of(bare_labels.on_lines_of_their_own(lines)))
    bare_labels.settle(pieces)
    numbering.settle(pieces)
    lettering.settle(pieces)
    document = _built(pieces, claims)
    if settings:
        document.left.append((len(document.questions), list(settings)))
    endings.give_choices(document)
    one_line.give_choices(document)
    unlabelled.find(document)
    return document


def _built(pieces: Sequence[Segment], claims: Sequence[Claim]) -> Document:
    """The questions of some pieces; letters at their end are the key of the last of them, or those of all."""
    others, letters = ([], []) if claims else sequences.taken_out(pieces)
    if letters:
        document = _taken(others)
        if sequences.give(document, letters):
            return document
    document = _taken(pieces)
    document.claims += claims
    if not claims:
        sequences.give_last(document)
    return document


def _taken(pieces: Sequence[Segment]) -> Document:
    builder = Builder()
    for piece in pieces:
        builder.take(piece)
    return builder.end()


def _without_settings(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """A document without what Markdown has between two rules at its very start, and that."""
    if not lines or lines[0].text.strip() != _FENCE:
        return lines, ()
    end = next((at for at, line in enumerate(lines[1:_MOST_SETTINGS], start=1) if line.text.strip() == _FENCE), 0)
    inner = lines[1:end]
    is_matter = bool(inner) and all(":" in line.text or not line.text.strip() for line in inner)
    return (lines[end + 1 :], inner) if is_matter else (lines, ())


def _title(document: Document, assembly: Assembly) -> None:
    """The first line, where it stands before all questions."""
    if not document.title and document.left and document.left[0][0] == 0:
        passage = [line for line in document.left[0][1] if line.text.strip()]
        first = passage[0].text.strip().lstrip("#*= ").strip() if passage else ""
        others = {
            line.text.split()[0]
            for _, one in document.left[1:]
            for line in one[:1]
            if line.text.strip() not in ("", first)
        }
        if first and len(first) < _LONGEST_TITLE and "\t" not in first and first.split()[0] not in others:
            document.title = first
            document.left[0] = (0, passage[1:])
    assembly.title = assembly.title or document.title


# --- what is right ---


@dataclass(frozen=True, slots=True)
class _Sign:
    """A way in which a document may show what is right, which nobody has said that it does."""

    name: str
    keys: Mapping[int, frozenset[int]]


def _settled(document: Document, assembly: Assembly) -> list[FoundKey]:
    """The key of each question: what lines say, then what marks do, then what looks may."""
    listed = keys.from_lists(document)
    found = [
        keys.by_claims(question, [*question.claims, *listed.get(at, [])]) if question.options else FoundKey()
        for at, question in enumerate(document.questions)
    ]
    _give_truths(document, listed)
    unnamed = sum(bool(one.unnamed) for one in found)
    if unnamed >= _FEWEST_ASTRAY and unnamed > sum(bool(one.key) for one in found):
        # Letters that mostly name nothing are of another document, and those that name something do so by chance.
        found = [FoundKey() if one.key else one for one in found]
    starred: dict[int, frozenset[int]] = {}
    stars: dict[int, keys.Cleaned] = {}
    for at, question in enumerate(document.questions):
        key, mark, cleaned = keys.by_marks(question)
        if mark == marks.STAR and key and not found[at].key and not found[at].unnamed and not found[at].differing:
            starred[at], stars[at] = key, cleaned
            continue
        keys.clean(question, cleaned)
        if not key or found[at].unnamed or found[at].differing:
            continue
        if found[at].key and found[at].key != key:
            found[at].differing += question.claims or listed.get(at, [])
        else:
            found[at].key = key
    # A star here and there is a footnote.
    if 2 * len(starred) < len(list(keys.unsettled(document, found))):
        starred = {}
    if assembly.options.get(KEY) != NONE:
        for at in starred:
            keys.clean(document.questions[at], stars[at])
    signs = [*_in_order(document, found), *([_Sign("star", starred)] if starred else [])]
    open_ = [at for at in keys.unsettled(document, found) if at not in starred]
    for sign in [*signs, *_seen(document, open_, is_refused=assembly.options.get(KEY) == NONE)]:
        _guess(sign, found, assembly)
    return found


def _give_truths(document: Document, listed: Mapping[int, Sequence[Claim]]) -> None:
    """Statements without choices take true or false from a list at the end, where it has both, or says the words."""
    bare_ones = {at: claims for at, claims in listed.items() if not document.questions[at].options}
    said = {claim.text.casefold() for claims in bare_ones.values() for claim in claims}
    truths = {words.truth(one) for one in said}
    if None not in truths and (len(truths) > 1 or all(len(one) > 1 for one in said)):
        for at, claims in bare_ones.items():
            question = document.questions[at]
            question.claims += [] if question.claims else claims
            question.stem = [
                line.cut(0, cut.start()) if (cut := _CHOICE_OF_TWO.search(line.text)) else line
                for line in question.stem
            ]
            question.stem = [
                line.cut(cut.end()) if (cut := _RULED.match(line.text)) else line for line in question.stem
            ]


_RULED = re.compile(r"\s*_{2,}\s*(?=\S)")
_CHOICE_OF_TWO = re.compile(
    r"\s*[(\[]?\s*(?:V|T|R|W|vrai|true|richtig|wahr|verdadero|vero)\s*/\s*(?:F|faux|false|falsch|falso)\s*[)\]]?[\s.]*$",
    re.IGNORECASE,
)
"""What a statement ends with for somebody to strike one out of, and begins with for somebody to write on."""


def _in_order(document: Document, found: Sequence[FoundKey]) -> Iterator[_Sign]:
    """Letters at the end, one for each question; of those that name no choice it is said."""
    keys_: dict[int, frozenset[int]] = {}
    for at, question in enumerate(document.questions):
        for other, claim in document.in_order:
            if other is question and not found[at].key and not found[at].unnamed:
                one = keys.by_claims(question, [claim])
                found[at].unnamed += one.unnamed
                keys_ |= {at: one.key} if one.key else {}
    if keys_:
        yield _Sign("order", keys_)


def _seen(document: Document, places: Sequence[int], *, is_refused: bool) -> Iterator[_Sign]:
    """How questions without a key may still show it; what does so is taken out of stems, unless it is refused."""
    if not places:
        return
    in_stems = {at: keys.in_stem(document.questions[at]) for at in places}
    some = {at: key for at, (key, _) in in_stems.items() if key}
    if len(some) >= 0.6 * len(places) and (len(some) > 1 or len(places) == 1):
        for at in () if is_refused else some:
            _blank_out(document.questions[at], in_stems[at][1])
        yield _Sign("stem", some)
        places = [at for at in places if at not in some]
    behind = {at: last for at in places if (last := keys.behind(document.questions[at])) is not None}
    if len(behind) > 1 and len(behind) >= 0.6 * len(places):
        for at, (_, line) in () if is_refused else behind.items():
            document.questions[at].options[-1].lines[-1] = line
        yield _Sign("stem", {at: key for at, (key, _) in behind.items()})
        places = [at for at in places if at not in behind]
    ends = {at: end for at in places if (end := endings.of(document.questions[at])) is not None}
    if len(ends) > 1:
        for at, end in () if is_refused else ends.items():
            endings.taken_away(document.questions[at], end)
        yield _Sign("ending", {at: end.key for at, end in ends.items()})
        places = [at for at in places if at not in ends]
    looks = keys.looks([document.questions[at] for at in places]) if places else []
    if looks:
        name, found = looks[0]
        yield _Sign(name, {at: key for at, key in zip(places, found, strict=True) if key})


def _blank_out(question: TypedQuestion, where: tuple[int, int, int] | None) -> None:
    """A stem is not to say what is right."""
    assert where is not None
    at, start_, stop = where
    line = question.stem[at]
    runs = [
        replace(run, start=_moved(run.start, start_, stop), stop=_moved(run.stop, start_, stop)) for run in line.runs
    ]
    text = line.text[:start_] + _BLANK_OUT + line.text[stop:]
    question.stem[at] = replace(line, text=text, runs=[run for run in runs if run.start < run.stop])


def _moved(at: int, start_: int, stop: int) -> int:
    """Where a place of a line is once another text stands from one place to another."""
    return at if at <= start_ else start_ + len(_BLANK_OUT) if at < stop else at - (stop - start_) + len(_BLANK_OUT)


def _guess(sign: _Sign, found: Sequence[FoundKey], assembly: Assembly) -> None:
    refused = assembly.options.get(KEY) == NONE
    assembly.guess(KEY, NONE if refused else sign.name, sign.name if refused else NONE)
    if not refused:
        for at, key in sign.keys.items():
            found[at].key = key


# --- lines that nothing names ---


def _last_lines(document: Document, assembly: Assembly) -> str:
    """What becomes of lines behind the choices, or behind the key."""
    added = [question for question in document.questions if question.added]
    if not added:
        return EXPLANATION
    after_keys = sum(question.is_added_to_key for question in added)
    likely = EXPLANATION if after_keys * 2 >= len(added) or len(added) >= 0.6 * len(document.questions) > 1 else CHOICE
    chosen = assembly.options.get(LAST_LINE, "")
    taken = chosen if chosen in (EXPLANATION, CHOICE) else likely
    assembly.guess(LAST_LINE, taken, CHOICE if taken == EXPLANATION else EXPLANATION)
    return taken


# --- a question ---


class _Question:
    def __init__(self, assembly: Assembly, question: TypedQuestion, found: FoundKey, last: str) -> None:
        self._assembly, self._question, self._found = assembly, question, found
        self._last = last
        self._lost: set[str] = set()

    def ask(self, document: Document) -> None:
        question, assembly = self._question, self._assembly
        if question.added:
            if self._last == EXPLANATION:
                question.explanation = [*question.explanation, *question.added]
            elif question.options:
                question.options[-1].lines += question.added
        if not question.options:
            self._without_choices(document)
            return
        if not any(line.text.strip() for line in question.stem):
            shown = start(question.options[0].lines[0].text)
            choices = [self._choice(option, Fraction(0)) for option in question.options]
            assembly.failed(
                "options-without-question", question.place, FoundQuestion(Kind.SINGLE, "", choices), text=shown
            )
            return
        if question.told and question.kind is None:
            assembly.leave_out(question.place, question.told, plain(self._said(question.stem)))
            return
        self._lift_feedback()
        found_key = self._found
        key = frozenset() if found_key.unnamed or found_key.differing else found_key.key
        if len(key) > 1 and question.kind is Kind.SINGLE:
            question.kind = None
        kind = question.kind or (Kind.MULTIPLE if len(key) > 1 or self._asks_for_several() else Kind.SINGLE)
        if len(key) > 1 and question.kind is None and not self._asks_for_several():
            assembly.note("several-right", question.place, count=len(key))
        right = [at in key for at in range(len(question.options))]
        worth = shares(kind, right) if any(right) else [Fraction(0)] * len(right)
        choices = [self._choice(option, share) for option, share in zip(question.options, worth, strict=True)]
        found = self._made(kind, choices, key)
        assembly.ask(question.place, found, self._lost, self._unkeyed())

    def _lift_feedback(self) -> None:
        """What is said below the last choice alone is said of the whole question."""
        *others, last = self._question.options
        if last.feedback and len(others) > 1 and not any(one.feedback for one in others):
            self._question.explanation = [*last.feedback, *self._question.explanation]
            last.feedback = []

    def _asks_for_several(self) -> bool:
        return any(words.SEVERAL.search(line.text) for line in self._question.stem)

    def _unkeyed(self) -> Unkeyed:
        """Why it has no key."""
        question, found = self._question, self._found
        if found.unnamed:
            claim = found.unnamed[0]
            signs = ", ".join(one.label.sign for one in question.options if one.label is not None and one.label.places)
            values = {"text": start(claim.text), "known": signs or f"1–{len(question.options)}"}
            return "key-names-no-choice", claim.place, values
        if found.differing:
            claim = found.differing[0]
            return "keys-differ", claim.place, {"text": start(claim.text)}
        return "no-key-found", question.place

    def _said(self, lines: Sequence[Line]) -> str:
        if not lines:
            return ""
        if len(lines) == 1 and not lines[0].runs:
            plainly = markup.of_plain(lines[0].text.strip())
            self._lost |= plainly.lost
            return plainly.text
        text = _trimmed(lines)
        if not text:
            return ""
        read_: Conversion = said(text, self._assembly.album.named)
        self._lost |= read_.lost
        return read_.text

    def _choice(self, option: TypedChoice, share: Fraction) -> Choice:
        return Choice(self._said(option.lines), share, self._said(option.feedback))

    def _made(self, kind: Kind, choices: Sequence[Choice], key: frozenset[int]) -> FoundQuestion:
        question = self._question
        maximum, truth = self._points(), None
        if len(choices) == 2 and len(key) == 1 and languages.are_true_false([plain(one.text) for one in choices]):
            kind, truth = Kind.TRUE_FALSE, Truth(key == {0}, choices[0].feedback, choices[1].feedback)
        elsewise = "\n".join(filter(None, (self._said(question.explanation), self._found.said)))
        return FoundQuestion(
            kind,
            self._said(question.stem),
            () if truth is not None else choices,
            marking=Marking(maximum=maximum),
            feedback=Feedback(elsewise, self._said(question.right), wrong=self._said(question.wrong)),
            filing=Filing(question.name, question.category, question.tags),
            truth=truth,
        )

    def _points(self) -> Fraction:
        """What the document says, or its stem; a line that says nothing else is none of its words."""
        question = self._question
        for at, line in enumerate(question.stem):
            if "(" in line.text or "[" in line.text:
                found = words.POINTS.search(line.text)
                if found and 0 < (worth := Fraction(found[1].replace(",", "."))) <= MOST_MARKS:
                    if words.POINTS_ALONE.fullmatch(line.text):
                        del question.stem[at]
                    return question.points or worth
        return question.points if question.points is not None else Fraction(1)

    def _without_choices(self, document: Document) -> None:
        """A statement with its truth, or a question of another kind."""
        question, assembly = self._question, self._assembly
        claimed = [claim for claim in question.claims if words.truth(claim.text) is not None]
        text = self._said(question.stem)
        if len(claimed) == 1 and len(question.claims) == 1 and text:
            is_true = bool(words.truth(claimed[0].text))
            found = self._made(Kind.TRUE_FALSE, (), frozenset())
            found = FoundQuestion(
                Kind.TRUE_FALSE,
                found.stem,
                (),
                marking=found.marking,
                feedback=found.feedback,
                filing=found.filing,
                truth=Truth(is_true),
            )
            assembly.ask(question.place, found, self._lost)
        elif text or question.claims:
            assembly.leave_out(question.place, question.told or _KIND, plain(text))


_KIND = "without choices"


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Without blank lines at the ends, one at most between paragraphs, and no deeper than the layout has them all."""
    kept: list[Line] = []
    following = [line.text for line in lines[1:] if line.text.strip()]
    margin = min((len(text) - len(text.lstrip()) for text in following), default=0)
    for at, line in enumerate(lines):
        if line.text.strip():
            text = line.text[margin:].rstrip() if at else line.text.strip()
            kept.append(line if line.runs else Line(text, line.place))
        elif kept and kept[-1].text:
            kept.append(Line("", line.place))
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept
