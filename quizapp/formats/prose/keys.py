"""Which choices are right: what lines say, what stands at choices, how choices look."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.formats.prose import lists, marks, verdicts
from quizapp.formats.prose.labels import Sort
from quizapp.formats.prose.lines import Emphasis, Line
from quizapp.formats.prose.normal import LATIN, NUMBERS, bare, normal, ordinals
from quizapp.formats.prose.typed import Claim, Document, TypedChoice, TypedQuestion
from quizapp.formats.prose.words import REASONED, counts_in_words, ordinal_named, truth

_PIECES = re.compile(r"[\s,;/&+|\u3001\uff0c.()\[\]\"]+|\b(?:and|et|und|和|及)\b")
_JOINED = re.compile(r"(?<=[\w)])\s+([eyи])\s+(?=[\w(])")
"""« and » in Spanish, Italian, Portuguese and Russian, where it is no letter of a choice."""
_LABELLED = re.compile(
    r"[\s(\[*]*+(?:option|choice|choix|réponse|answer|opción|opción|选项)?\s*+([^\W\d_]|\d{1,2})\s*+[.)\]:\u3001\-]+\s*+(?=\S)",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:options?|choices?|answers?|choix|réponses?|propositions?|opci[oó]n|opzione|letters?|lettre|letra|literal|inciso|lettera|buchstabe"
    r"|alternativa|opção|item|вариант|буква|şık|选项)\s+(?=\S)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s++(?:PTS|DIF|REF|OBJ|NAT|STA|LOC|TOP|KEY|MSC|BLM|NOT):\s.*", re.DOTALL)
"""What ExamView says of a question behind its key."""
_IN_STEM = re.compile(r"[(\[]\s*+([A-H]{1,8}|[√×✓✗])\s*+[)\]](?=[\s.?!:\u3002]*+$)|[(\[]\s*+([A-H]{1,8})\s*+[)\]]")
_BEHIND_LAST = re.compile(r"\s+[(\[]\s*([A-Ha-h])\s*[)\]][\s.]*$")
_MOST_TOGETHER = 8
_LITTLE = 3
"""Letters more in a repeated choice, such as a point and a blank."""
_SET_APART = 0.6
_NEARLY = 0.9


@dataclass(slots=True)
class FoundKey:
    """What is known of the key of one question."""

    key: frozenset[int] = frozenset()
    unnamed: list[Claim] = field(default_factory=list)
    """What names no choice."""
    differing: list[Claim] = field(default_factory=list)
    """What names others than what was said before."""
    said: str = ""
    """What else a line with the key says."""


def by_claims(question: TypedQuestion, claims: Iterable[Claim]) -> FoundKey:
    """The key that lines name."""
    found = FoundKey()
    for claim in claims:
        key, said = named_by(claim.text, question)
        if not key:
            found.unnamed.append(claim)
        elif found.key and key != found.key:
            found.differing.append(claim)
        else:
            found.key = key
            found.said = found.said or said
    return found


def named_by(said: str, question: TypedQuestion) -> tuple[frozenset[int], str]:
    """The choices that some words name, and what else they say."""
    if len(said) == 1 and (alone := _letter_alone(said, question)) is not None:
        return frozenset((alone,)), ""
    said = _PREFIX.sub("", _BESIDE.sub("", said).strip().strip("*_ "), count=1)
    signs = _signs(question)
    texts = _texts(question)
    words = bare(said)
    if len(words) == 1 and texts.get(words, signs.get(words)) != signs.get(words) and _is_typed_as(said, question):
        return frozenset(), ""
    if (at := texts.get(words)) is not None and not (len(words) == 1 and words in signs):
        return frozenset((at,)), ""
    if found := _LABELLED.match(said):
        at = _place(found[1], question, signs)
        rest = said[found.end() :].strip()
        other = texts.get(bare(rest))
        if at is not None and other == at:
            return frozenset((at,)), ""
        if at is not None and (rest_key := _letters(said, question, signs)):
            return rest_key, ""
        if at is not None and rest and found[1].isdecimal() and not _names(rest, at, question):
            return frozenset(), ""
        if at is not None and other not in (None, at) and len(bare(rest)) > 1:
            return frozenset(), ""
        if at is not None:
            return frozenset((at,)), "" if other == at or _repeats(rest, question.options[at]) else rest
    if key := _letters(said, question, signs):
        return key, ""
    if key := _truths(said, question):
        return key, ""
    if len(said) > 1 and (key := _listed(said, texts)):
        return key, ""
    return _told(said, question, signs)


def _told(said: str, question: TypedQuestion, signs: Mapping[str, int]) -> tuple[frozenset[int], str]:
    """« la deuxième », or a letter and why it is right."""
    nth = ordinal_named(said)
    # « The third » may be the third choice, or the one that says so.
    if (
        nth is not None
        and nth < len(question.options)
        and not any(map(counts_in_words, map(_joined, question.options)))
    ):
        return frozenset((nth,)), ""
    reasoned = REASONED.fullmatch(said)
    at = _place(reasoned[1], question, signs) if reasoned else None
    return (frozenset((at,)), reasoned[2].strip()) if reasoned and at is not None else (frozenset(), "")


def _is_typed_as(said: str, question: TypedQuestion) -> bool:
    """Whether a letter is that of one choice and, in its case, the text of another: « B » of « a) B », « b) A »."""
    labels = [option.label.sign for option in question.options if option.label is not None]
    return said.casefold() in labels and said not in labels and said in map(_joined, question.options)


def _letter_alone(letter: str, question: TypedQuestion) -> int | None:
    """The commonest case, quickly: a letter, of choices that all have letters of their own."""
    found = None
    for at, option in enumerate(question.options):
        label = option.label
        if label is None or label.sort is not Sort.LETTER or label.is_doubtful:
            return None
        if label.sign == letter:
            if found is not None:
                return None
            found = at
    return found


def _names(rest: str, at: int, question: TypedQuestion) -> bool:
    """Whether a number stands for the choice: where choices have letters, it may count questions."""
    label = question.options[at].label
    return label is None or label.sort is not Sort.LETTER or _is_like(rest, question.options[at])


def _is_like(said: str, option: TypedChoice) -> bool:
    """Whether words repeat a choice, if not to the letter."""
    words, text = bare(said), bare(_joined(option))
    return words.startswith(text[:20]) or text.startswith(words[:20])


def _repeats(said: str, option: TypedChoice) -> bool:
    """Whether words say no more than the choice, or than its beginning."""
    words, text = bare(said), bare(_joined(option))
    return text.startswith(words[:20]) or (words.startswith(text[:20]) and len(words) <= len(text) + _LITTLE)


def _joined(option: TypedChoice) -> str:
    if len(option.lines) == 1:
        return option.lines[0].text.strip()
    return " ".join(line.text.strip() for line in option.lines)


def _texts(question: TypedQuestion) -> dict[str, int]:
    """The places of the choices by their words; those that two have name none."""
    found: dict[str, int] = {}
    twice = set()
    for at, option in enumerate(question.options):
        words = bare(_joined(option))
        if words in found:
            twice.add(words)
        found[words] = at
    return {words: at for words, at in found.items() if words and words not in twice}


def _signs(question: TypedQuestion) -> dict[str, int]:
    """The places of the choices by their labels."""
    return {
        option.label.sign.casefold(): at
        for at, option in enumerate(question.options)
        if option.label is not None and option.label.places
    }


def _place(sign: str, question: TypedQuestion, signs: Mapping[str, int]) -> int | None:
    """The place of the choice that a letter or a number names."""
    places = ordinals(sign)
    meant = {signs.get(sign.casefold()), places.get(question.alphabet)} & {*range(len(question.options))}
    if len(meant) > 1 and any(option.label is not None and option.label.is_doubtful for option in question.options):
        return None
    if (at := signs.get(sign.casefold())) is not None:
        return at
    labels = [option.label for option in question.options]
    has_places = any(one is not None and one.places for one in labels)
    if has_places and question.alphabet in places:
        wanted = places[question.alphabet]
        return next((at for at, one in enumerate(labels) if one and one.places.get(question.alphabet) == wanted), None)
    wanted_at = places.get(LATIN, places.get(NUMBERS))
    if wanted_at is None or (has_places and LATIN not in places and NUMBERS not in places):
        return None
    if has_places and question.alphabet == NUMBERS and LATIN in places:
        return wanted_at if wanted_at < len(labels) else None
    if has_places and NUMBERS in places and LATIN not in places:
        return wanted_at if 0 <= wanted_at < len(labels) else None
    return wanted_at if not has_places and 0 <= wanted_at < len(labels) else None


def _letters(said: str, question: TypedQuestion, signs: Mapping[str, int]) -> frozenset[int]:
    """Those of letters, or numbers, alone."""
    if (joined := _JOINED.search(said)) is not None:
        if any(option.label is not None and option.label.sign == joined[1] for option in question.options):
            return frozenset()
        said = _JOINED.sub(",", said)
    parts = [one for one in _PIECES.split(said) if one]
    if len(parts) == 1 and 1 < len(parts[0]) <= _MOST_TOGETHER and parts[0].isalpha() and parts[0] not in signs:
        together = parts[0]
        if not (together.isupper() or together == "".join(sorted(set(together)))) or together.casefold() in signs:
            return frozenset()
        parts = list(together)
    if not parts or len(parts) > len(question.options) or any(len(one) > 4 for one in parts):
        return frozenset()
    places = [_place(one, question, signs) for one in parts]
    if None in places or len(set(places)) < len(places):
        return frozenset()
    return frozenset(at for at in places if at is not None)


def _truths(said: str, question: TypedQuestion) -> frozenset[int]:
    """A choice that says « true » in other words than the key does."""
    wanted = truth(said)
    if wanted is None:
        return frozenset()
    found = [at for at, option in enumerate(question.options) if truth(_joined(option)) is wanted]
    return frozenset(found) if len(found) == 1 else frozenset()


def _listed(said: str, texts: Mapping[str, int]) -> frozenset[int]:
    """Several choices by their words."""
    for pattern in (r"[;|\n]", r",\s", r"\s(?:and|et|und|y|e)\s"):
        parts = [bare(part) for part in re.split(pattern, said) if part.strip()]
        if len(parts) > 1 and all(part in texts for part in parts):
            return frozenset(texts[part] for part in parts)
    return frozenset()


# --- marks ---


Cleaned = list[tuple[Line, int]]
"""Lines without their marks, each with the place of its choice; of a last line, that place counted from the end."""


def by_marks(question: TypedQuestion) -> tuple[frozenset[int], str, Cleaned]:
    """The choices that have a mark, where not all have one; what kind of mark it is; and their words without it."""
    found: dict[int, str] = {}
    cleaned: Cleaned = []
    told, lines = verdicts.of(question)
    if told:
        return told, marks.TICK, [(line, -at - 1) for at, line in lines]
    for at, option in enumerate(question.options):
        if option.mark:
            found[at] = marks.kind_of(option.mark)
            continue
        first, first_line = marks.unmarked(option.lines[0])
        last, last_line = marks.unmarked(option.lines[-1]) if len(option.lines) > 1 else ("", option.lines[-1])
        if first or first_line is not option.lines[0]:
            cleaned.append((first_line, at))
        elif last:
            cleaned.append((last_line, -at - 1))
        if first or last:
            found[at] = first or last
    if len(found) == len(question.options) and set(found.values()) == {marks.STAR}:
        return frozenset(), "", []
    bullets = _by_bullets(question) if not found else frozenset()
    if bullets:
        signs = {one.label.sign for at, one in enumerate(question.options) if at in bullets and one.label is not None}
        return bullets, marks.TICK if signs <= {"✓", "✔", "√"} else marks.STAR, cleaned
    return frozenset(found), marks.STAR if marks.STAR in found.values() else marks.TICK, cleaned


def clean(question: TypedQuestion, cleaned: Cleaned) -> None:
    """Takes marks away that were understood."""
    for line, at in cleaned:
        if at >= 0:
            question.options[at].lines[0] = line
        else:
            question.options[-at - 1].lines[-1] = line


def _by_bullets(question: TypedQuestion) -> frozenset[int]:
    """Among bullets of one sign, those of another that says « right »."""
    signs = [
        option.label.sign if option.label and option.label.sort is Sort.BULLET else "" for option in question.options
    ]
    right = {at for at, sign in enumerate(signs) if sign in ("+", "*", "=", "✓", "✔", "√")}
    if "" in signs or not right or len(right) == len(signs):
        return frozenset()
    return frozenset(right) if len({signs[at] for at in right}) == 1 else frozenset()


def in_stem(question: TypedQuestion) -> tuple[frozenset[int], tuple[int, int, int] | None]:
    """The key within the stem, « ( B ) », and which of its lines has it from where to where."""
    for at, line in enumerate(question.stem):
        if "(" not in (seen := normal(line.text)) and "[" not in seen:
            continue
        for found in _IN_STEM.finditer(seen):
            letters = found[1] or found[2]
            key = _letters(letters, question, _signs(question)) or _truths(letters, question)
            if key:
                return key, (at, found.start() + 1, found.end() - 1)
    return frozenset(), None


def behind(question: TypedQuestion) -> tuple[frozenset[int], Line] | None:
    """The key behind the last choice, « c) Turin [b] », and the words of that choice without it."""
    line = question.options[-1].lines[-1]
    found = _BEHIND_LAST.search(normal(line.text))
    key = _letters(found[1], question, _signs(question)) if found and found.start() else frozenset[int]()
    return (key, line.cut(0, found.start()).stripped()) if found and key else None


# --- looks ---

_LOOKS = (Emphasis.HIGHLIGHTED, Emphasis.COLOURED, Emphasis.BOLD, Emphasis.UNDERLINED, Emphasis.ITALIC)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A way in which choices are set apart."""

    emphasis: Emphasis
    value: str = ""

    @property
    def name(self) -> str:
        return {
            Emphasis.BOLD: "bold",
            Emphasis.COLOURED: "colour",
            Emphasis.HIGHLIGHTED: "highlight",
            Emphasis.UNDERLINED: "underlined",
            Emphasis.ITALIC: "italic",
        }[self.emphasis]


def _dressed(option: TypedChoice, look: Appearance) -> bool:
    lines = [line for line in option.lines if line.text.strip()]
    if not any(run.emphasis is look.emphasis for line in lines for run in line.runs):
        return False
    return bool(lines) and sum(line.share(look.emphasis, look.value) for line in lines) / len(lines) >= _SET_APART


def by_look(question: TypedQuestion, look: Appearance) -> frozenset[int]:
    """The choices that look so, where others do not."""
    found = frozenset(at for at, option in enumerate(question.options) if _dressed(option, look))
    return found if len(found) < len(question.options) else frozenset()


def _is_green(colour: str) -> bool:
    named = colour.casefold()
    if len(colour) != 6 or any(one not in "0123456789abcdef" for one in named):
        return "green" in named
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return green > red + 15 and green > blue + 15


def looks(questions: Sequence[TypedQuestion]) -> list[tuple[str, list[frozenset[int]]]]:
    """The looks that (nearly) every question has one choice in, or some: by name, with the key of each question."""
    found = []
    for emphasis in _LOOKS:
        keys = [
            _coloured(question, emphasis) if emphasis in _COLOURS else by_look(question, Appearance(emphasis))
            for question in questions
        ]
        some = [key for key in keys if key]
        singles = [key for key in some if len(key) == 1]
        if len(some) >= _NEARLY * len(questions) and some and (len(singles) >= len(some) / 2):
            found.append((Appearance(emphasis).name, keys))
    return found


_COLOURS = (Emphasis.COLOURED, Emphasis.HIGHLIGHTED)


def _coloured(question: TypedQuestion, emphasis: Emphasis) -> frozenset[int]:
    """Of several colours in one question, the green one; a colour that all choices have says nothing."""
    colours = {
        value for option in question.options for line in option.lines if line.runs for value in line.values(emphasis)
    }
    by_colour = {colour: by_look(question, Appearance(emphasis, colour)) for colour in sorted(colours)}
    found = {colour: key for colour, key in by_colour.items() if key}
    if len(found) > 1:
        green = frozenset().union(*(key for colour, key in found.items() if _is_green(colour)))
        return green if green else frozenset()
    return next(iter(found.values()), frozenset())


def unsettled(document: Document, keys: Sequence[FoundKey]) -> Iterator[int]:
    """The places of the questions whose key nothing says."""
    for at, (question, found) in enumerate(zip(document.questions, keys, strict=True)):
        if question.options and not found.key and not found.unnamed and not found.differing:
            yield at


def from_lists(document: Document) -> Mapping[int, list[Claim]]:
    """What lists say, by the places of the questions."""
    found: dict[int, list[Claim]] = {}
    asked = [at for at, question in enumerate(document.questions)]
    numbers = [document.questions[at].number for at in asked]
    for at, claim in lists.by_question(document.claims, numbers):
        found.setdefault(at, []).append(claim)
    used = {id(claim) for claims in found.values() for claim in claims}
    for claim in document.claims:
        if id(claim) not in used:
            document.left.append((len(document.questions), [Line(f"{claim.number}. {claim.text}", claim.place)]))
    return found
