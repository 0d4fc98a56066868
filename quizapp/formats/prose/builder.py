"""Pieces of a document to questions, in the order in which they stand."""

from collections.abc import Mapping, Sequence

from quizapp.formats.building.assembly import Place
from quizapp.formats.prose.labels import Label, Sort
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import NUMBERS
from quizapp.formats.prose.parts import Segment, SegmentKind
from quizapp.formats.prose.stems import demoted, is_bare_key, is_next, is_wrap, starts_list, stem_of
from quizapp.formats.prose.typed import (
    Announced,
    Claim,
    Document,
    TypedChoice,
    TypedQuestion,
    kind_named,
    points_named,
    set_field,
)
from quizapp.formats.prose.words import Naming

_DECLARED = frozenset(
    (
        "multiple choice",
        "checkbox",
        "true/false",
        "single choice",
        "multiple answer",
        "multiple select",
        "numeric",
        "text match",
        "regex",
        "essay",
    )
)


class Builder:
    """Takes pieces in their order; what it holds is the question that is being read."""

    def __init__(self) -> None:
        self.document = Document()
        self._question: TypedQuestion | None = None
        self._tail: list[Segment] = []
        """Text since the last piece that was understood."""
        self._last = 0
        self._seen: set[int] = set()
        self._alphabets: Mapping[int, int] = {}
        self._awaited: str = ""
        self._note: list[Line] | None = None
        self._sub = 0
        self._is_keyed_first = False
        self._announced = Announced()

    # --- a piece ---

    def take(self, piece: Segment) -> None:
        match piece.kind:
            case SegmentKind.BLANK:
                self._blank(piece)
            case SegmentKind.RULE:
                self._rule(piece)
            case SegmentKind.HEAD:
                self._heading(piece)
            case SegmentKind.NUMBER:
                self._number(piece)
            case SegmentKind.OPTION:
                self._option(piece)
            case SegmentKind.NAMED:
                self._named(piece)
            case SegmentKind.TEXT:
                self._text(piece)

    def end(self) -> Document:
        self._close()
        self._leave(self._tail)
        self._tail = []
        return self.document

    # --- what stands between ---

    def _blank(self, piece: Segment) -> None:
        question = self._question
        self._note = None
        if question is not None and not question.options and not question.claims:
            if question.stem:
                question.stem.append(piece.line)
        else:
            self._tail.append(piece)

    def _rule(self, piece: Segment) -> None:
        question = self._question
        self._note, self._awaited = None, ""
        if question is not None and (question.options or question.claims):
            self._close()
        elif question is not None and question.stem:
            question.stem.append(Line("", piece.line.place))
        self._tail.append(Segment(SegmentKind.BLANK, Line("", piece.line.place), ""))

    def _heading(self, piece: Segment) -> None:
        self._close()
        self._leave(self._tail)
        self._tail = []
        self._begin(piece.line.place)
        assert self._question is not None
        self._question.is_heading = True
        self._question.stem.append(piece.said)

    # --- a question begins ---

    def _begin(self, place: Place) -> None:
        self._question = TypedQuestion(place)
        self._announced.give(self._question, self.document)
        self._last, self._seen, self._alphabets = -1, set(), {}
        self._awaited, self._note, self._sub = "", None, 0

    def _number(self, piece: Segment) -> None:
        number = piece.label.number if piece.label is not None else None
        assert piece.label is not None
        if self._awaited and self._answers_awaited(piece):
            return
        if not self._begins_question(piece, number or 0):
            self._text(piece)
            return
        self._close()
        self._leave(self._tail)
        self._tail = []
        self._begin(piece.line.place)
        question = self._question
        assert question is not None
        question.number = number
        said = piece.said
        if piece.label.sort is Sort.WORD and said.text.partition(",")[0].casefold() in _DECLARED:
            question.kind, question.told = kind_named(said.text)
            return
        if said.text:
            question.stem.append(said)

    def _begins_question(self, piece: Segment, number: int) -> bool:
        question, label = self._question, piece.label
        assert label is not None
        if question is None or label.sort is Sort.WORD or question.is_heading:
            return (
                not label.is_weak or question is None or question.number is None or number in (1, question.number + 1)
            )
        if question.options or question.claims or question.explanation:
            return (
                question.number is None
                or number in (1, question.number + 1)
                or (
                    not label.is_weak
                    and (number > question.number or (bool(self._tail) and self._tail[-1].kind is SegmentKind.BLANK))
                )
            )
        if question.number is None:
            # A stem that nothing numbers may have statements that something does.
            return number != 1 and self._sub + 1 != number
        if number == self._sub + 1 and (self._sub or number == 1):
            self._sub = number
            return False
        return not label.is_weak or number == question.number + 1

    def _is_apart(self) -> bool:
        return bool(self._tail) and self._tail[-1].kind is SegmentKind.BLANK

    # --- a choice ---

    def _option(self, piece: Segment) -> None:
        label = piece.label
        assert label is not None
        if self._awaited and self._answers_awaited(piece):
            return
        question = self._question
        self._note = None
        if question is not None and question.options and self._is_open() and self._continues(label):
            self._wrap()
            self._add(piece)
        elif (
            question is not None
            and not question.options
            and question.stem
            and starts_list(label)
            and not any(one.kind is SegmentKind.TEXT for one in self._tail)
        ):
            self._add(piece)
        elif starts_list(label) and (question is None or question.options or question.claims):
            self._begin_from_tail(piece)
        elif question is None or not question.options:
            self._text(piece)
        else:
            self._tail.append(piece)

    def _is_open(self) -> bool:
        """Whether choices may still come: a key ends them, unless it came before them."""
        return self._question is not None and (not self._question.claims or self._is_keyed_first)

    def _continues(self, label: Label) -> bool:
        assert self._question is not None
        first = self._question.options[0].label
        assert first is not None
        if label.sort in (Sort.BULLET, Sort.BOX):
            alike = first.sort is label.sort and not any(
                one.kind is SegmentKind.TEXT and not is_wrap(one) for one in self._tail
            )
            apart = len(self._tail) > 1 and any(one.kind is SegmentKind.TEXT for one in self._tail)
            return alike and not apart
        if first.sort not in (label.sort, Sort.TRUTH) and {first.sort, label.sort} != {Sort.NUMBER, Sort.LETTER}:
            return False
        if label.places.get(self._question.alphabet) == self._last + 1:
            return True
        fits = {one: at for one, at in label.places.items() if one in self._alphabets and at not in self._seen}
        return any(at == self._last + 1 for at in fits.values()) or (
            not self._tail and any(at < len(self._seen) + 4 for at in fits.values())
        )

    def _add(self, piece: Segment) -> None:
        question, label = self._question, piece.label
        assert question is not None
        assert label is not None
        places = label.places
        following = self._last + 1
        if not question.options:
            self._alphabets = {one: at for one, at in places.items() if at == 0} or places
        elif len(places) == 1 and len(self._alphabets) == 1 and places.get(question.alphabet) == following:
            self._alphabets = places
        else:
            narrowed = {one: at for one, at in places.items() if one in self._alphabets and at not in self._seen}
            next_ones = {one: at for one, at in narrowed.items() if at == following}
            self._alphabets = next_ones or narrowed or self._alphabets
        if places:
            self._last = next(iter(self._alphabets.values()))
            self._seen.add(self._last)
        question.alphabet = next(iter(self._alphabets), NUMBERS)
        question.options.append(TypedChoice([piece.said], label, label.mark, whole=piece.line))
        self._tail = []

    def _begin_from_tail(self, piece: Segment) -> None:
        """A question whose stem nothing numbers: it is what stands before its first choice."""
        assert piece.label is not None
        if self._question is not None and not self._tail and demoted(self._question, piece.label):
            self._last, self._seen, self._alphabets = -1, set(), {}
            self._add(piece)
            return
        tail, self._tail = self._tail, []
        question = self._question
        had = question is not None and bool(question.options or question.claims)
        tail = self._given_back(tail) if had else tail
        self._close()
        left, stem = stem_of(tail, is_first=not self.document.questions and not had)
        self._leave(left)
        place = next((one.line.place for one in stem if one.kind is not SegmentKind.BLANK), piece.line.place)
        self._begin(place)
        assert self._question is not None
        self._question.stem = [one.line for one in stem]
        self._add(piece)

    def _given_back(self, tail: list[Segment]) -> list[Segment]:
        """What of the text before a new question is still of the old one."""
        question = self._question
        assert question is not None
        cut = next((at for at, one in enumerate(tail) if one.kind is SegmentKind.BLANK), None)
        if cut is None:
            wraps = 0
            while not question.claims and wraps < len(tail) - 1 and is_wrap(tail[wraps]):
                wraps += 1
            self._adjoin(tail[:wraps])
            return tail[wraps:]
        if cut == 0 or all(one.kind is SegmentKind.BLANK for one in tail[cut:]):
            return tail
        self._adjoin(tail[:cut])
        return tail[cut:]

    def _adjoin(self, pieces: Sequence[Segment]) -> None:
        """Text right behind the last choice, or behind the key."""
        question = self._question
        if question is None or not pieces:
            return
        lines = [one.line for one in pieces]
        if question.claims or question.explanation:
            question.added, question.is_added_to_key = lines, True
        elif question.options and (is_wrap(pieces[0]) or len(pieces) > 1):
            question.options[-1].lines += lines
        else:
            question.added = lines

    def _wrap(self) -> None:
        """Text between two choices is of the first of them."""
        assert self._question is not None
        if not self._tail:
            return
        lines = [one.line for one in self._tail]
        while lines and not lines[-1].text.strip():
            lines.pop()
        if any(line.text.strip() for line in lines):
            self._question.options[-1].lines += lines
        self._tail = []

    # --- what says its name ---

    def _named(self, piece: Segment) -> None:
        named = piece.named
        assert named is not None
        role, question, said = named.role, self._question, piece.said
        self._note = None
        if role is Naming.KEY:
            self._key(piece)
        elif role is Naming.QUESTION:
            self._asked(piece)
        elif role in (
            Naming.EXPLANATION,
            Naming.FEEDBACK,
            Naming.FEEDBACK_CHOICE,
            Naming.FEEDBACK_RIGHT,
            Naming.FEEDBACK_WRONG,
        ):
            self._remark(piece, role)
        elif role is Naming.OPTIONS and said.text:
            self._text(piece)
        elif role in (Naming.PICKED, Naming.OPTIONS, Naming.NOTHING):
            self.document.unkept += [piece.line] if said.text else []
        elif (question is not None and not question.options and not question.claims and not question.stem) or (
            question is not None and (question.options or question.claims) and role not in (Naming.TITLE, Naming.KIND)
        ):
            set_field(question, role, said.text)
        elif question is None or question.options or question.claims:
            # A new question begins with what is said of it.
            self._close()
            self._announced.take(role, said.text, self.document)
        elif role is Naming.POINTS and points_named(said.text) is not None:
            set_field(question, role, said.text)
        else:
            self._text(piece)

    def _asked(self, piece: Segment) -> None:
        """« Question: » without a number."""
        self._close()
        self._leave(self._tail)
        self._tail = []
        self._begin(piece.line.place)
        assert self._question is not None
        self._question.number = piece.named.number if piece.named is not None else None
        if piece.said.text:
            self._question.stem.append(piece.said)

    def _key(self, piece: Segment) -> None:
        question, named = self._question, piece.named
        assert named is not None
        words = piece.words
        if question is None or (named.number is not None and question.number not in (None, named.number)):
            if named.number is not None:
                self.document.claims.append(Claim(words, piece.line.place, named.number))
            else:
                self._tail.append(piece)
            return
        if not words:
            self._awaited = "key"
            self._settle_tail()
            return
        self._settle_tail()
        self._is_keyed_first = not question.options
        question.claims.append(Claim(words, piece.line.place, named.number))

    def _settle_tail(self) -> None:
        """Text between the last choice and the key goes on with the choice."""
        question = self._question
        if question is not None and question.options and not question.claims:
            self._wrap()
        elif self._tail and question is not None and question.claims:
            self._adjoin([one for one in self._tail if one.kind is not SegmentKind.BLANK])
        self._tail = []

    def _answers_awaited(self, piece: Segment) -> bool:
        """What stands under « Answer: »."""
        self._awaited = ""
        question = self._question
        if question is None or not (question.options or piece.kind is SegmentKind.TEXT) or is_next(question, piece):
            return False
        question.claims.append(Claim(piece.seen.strip(), piece.line.place))
        return True

    def _remark(self, piece: Segment, role: Naming) -> None:
        question, said = self._question, piece.said
        if question is None or not (question.options or question.claims or question.stem):
            self._tail.append(piece)
            return
        if question.options and not question.claims:
            self._wrap()
        else:
            self._settle_tail()
        to = question.explanation
        if role is Naming.FEEDBACK_CHOICE and question.options:
            to = question.options[-1].feedback
        elif role is Naming.FEEDBACK_RIGHT:
            to = question.right
        elif role is Naming.FEEDBACK_WRONG:
            to = question.wrong
        elif role is Naming.FEEDBACK and question.options and not question.claims:
            to = question.options[-1].feedback
        if to and said.text:
            to.append(Line("", piece.line.place))
        if said.text:
            to.append(said)
        self._note = to

    # --- other words ---

    def _text(self, piece: Segment) -> None:
        question = self._question
        if self._awaited and self._answers_awaited(piece):
            return
        if self._note is not None and question is not None:
            self._note.append(piece.line.stripped() if piece.line.runs else piece.line)
        elif question is None:
            self._tail.append(piece)
        elif question.options and not question.claims and is_bare_key(piece.seen, question.options):
            self._settle_tail()
            question.claims.append(Claim(piece.seen.strip().lstrip("=->\u2192 "), piece.line.place))
        elif question.is_heading and not question.options and piece.seen.lstrip().startswith(">"):
            self.document.unkept.append(piece.line)
        elif not question.options and not question.claims:
            question.stem.append(piece.line)
        else:
            self._tail.append(piece)

    # --- a question ends ---

    def _close(self) -> None:
        question, self._question = self._question, None
        self._awaited, self._note = "", None
        if question is None:
            return
        if question.options or question.claims:
            self._question = question
            cut = next((at for at, one in enumerate(self._tail) if one.kind is SegmentKind.BLANK), len(self._tail))
            self._adjoin(self._tail[:cut])
            self._tail, self._question = self._tail[cut:], None
        while question.stem and not question.stem[-1].text.strip():
            question.stem.pop()
        if question.is_heading and not question.options and not question.claims:
            self.document.left.append((len(self.document.questions), question.stem))
            return
        question.sort()
        self.document.questions.append(question)

    def _leave(self, pieces: Sequence[Segment]) -> None:
        """Text that is of no question."""
        lines = [one.said if one.kind is SegmentKind.HEAD else one.line for one in pieces]
        if any(line.text.strip() for line in lines):
            self.document.left.append((len(self.document.questions), lines))
