"""Lists of right choices by the numbers of their questions, such as end a document: « 1. B 2. A », « 1-5 BACDA »."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizapp.formats.prose.normal import bare
from quizapp.formats.prose.parts import Segment, SegmentKind
from quizapp.formats.prose.typed import Claim
from quizapp.formats.prose.words import Naming, role_of

_LETTERS = (
    r"(?:[A-J]{1,8}|[a-j])(?:\s?+[,&+/\u3001]\s?+[A-Ja-j](?![A-Za-z]))*|true|false|vrai|faux"
    r"|(?:[^\W\d_]|[\u2460-\u2473])(?:\s?+[,&+/\u3001]\s?+(?:[^\W\d_]|[\u2460-\u2473])(?!\w))*"
)
_ENTRY = re.compile(
    rf"[\s(\[*_]*+(?:q(?:uestion)?s?\.?\s?+|\u554f|\u7b2c|\u9898|n[°º]\s?+)?(?P<number>\d{{1,4}})\s*+[.):\]\-=>\u3001*_]{{0,3}}+\s*+(?:ans(?:wer)?\s*+[:.]?+\s*+)?"
    rf"[(\[*_]*+(?P<letters>{_LETTERS})(?!\w)[)\]*_]*+[.;,|\s]*+(?:[-/]\s++(?=[q\d(]))?+",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s*+(?P<first>\d{1,4})\s?[-~\u2014\u81f3\u5230]\s?(?P<last>\d{1,4})\s?[.:\u3001)]?\s*+(?P<letters>[A-J](?:\s?[A-J])*+)[.;,|\s]*+"
)
_NUMBERS = re.compile(r"\s*+(?:\d{1,4}[.)]?[\s|,;]++)+\d{1,4}[.)]?\s*+\|?\s*+")
_ROW = re.compile(r"\s*+(?:[A-Ja-j][\s|,;]++)+[A-Ja-j]\s*+\|?\s*+")
_TABLE_RULE = re.compile(r"\s*+\|(?=[\s|:]*-)[\s|:\-]*+")
"""What Markdown has below the first row of a table."""
_NAMED_ROW = re.compile(r"\s*+\|?+\s*+(?:[^\W\d_]{2,20}(?:[ °.][^\W\d_]{0,12}){0,2}\s*+:?\s*+[|\t]|\|)?+")
"""What a row of such a table is called."""
_EXAMVIEW = re.compile(
    r"\s*+(?P<number>\d{1,4})\.\s*+ANS:\s*+(?P<letters>[A-Z](?:\s*,\s*[A-Z])*|T|F|true|false)\b", re.IGNORECASE
)
_HEADERS = frozenset(
    bare(one)
    for one in [
        "answer section",
        "answers key",
        "answer keys",
        "answers:",
        "key answers",
        "the answers",
        "corrigés",
        "corrigé du qcm",
        "les réponses",
        "grille de réponses",
        "grille de correction",
        "lösungsschlüssel",
        "hoja de respuestas",
        "clave de respuestas",
        "clave de corrección",
        "chiave di correzione",
        "gabaritos",
        "antwoordsleutel",
        "答案表",
        "参考答案及解析",
        "答案与解析",
        "ключ",
        "ключи",
        "ключ к тесту",
        "ответы к тесту",
        "kunci jawaban",
        "cevap anahtarı",
        "answer sheet",
        "answers to questions",
        "quiz answers",
        "test answers",
        "solutions to questions",
        "مفتاح الإجابة",
        "facit",
        "fasit",
    ]
)
_FEWEST = 2
_LONGEST = 400
_DIGIT = re.compile(r"\d")
_LONGEST_HEADING = 40
_MOST_BETWEEN = 40
"""Lines without an entry within a list."""


def taken_out(pieces: Sequence[Segment]) -> tuple[list[Segment], list[Claim]]:
    """A document without its lists of right choices, and what those say."""
    kept: list[Segment] = []
    claims: list[Claim] = []
    at, options = 0, 0
    pieces = [piece for piece in pieces if "|" not in piece.seen or not _TABLE_RULE.fullmatch(piece.seen)]
    while at < len(pieces):
        piece = pieces[at]
        options += piece.kind is SegmentKind.OPTION
        if options < _FEWEST and (ahead := _all_on_one(piece)):
            claims += ahead
            at += 1
            continue
        if options < _FEWEST or not (_may_begin(piece) or _rows(pieces, at)):
            kept.append(piece)
            at += 1
            continue
        stop, found = _list_at(pieces, at)
        if not found and (found := _all_on_one(piece)):
            stop = at + 1
        if found:
            claims += found
            at = stop
        else:
            stop = max(stop, at + 1)
            kept += pieces[at:stop]
            at = stop
    return kept, claims


def _all_on_one(piece: Segment) -> list[Claim]:
    """« Key: 1. B 2. A »."""
    seen = piece.words if piece.named and piece.named.role is Naming.KEY else ""
    if piece.kind is SegmentKind.TEXT and len(piece.seen) < _LONGEST:
        name, _, rest = piece.seen.strip().partition(" ")
        seen = rest if rest and role_of(bare(name)) is Naming.KEY else ""
    found = _entries(replace(piece, seen=seen)) if seen else []
    return found if len(found) >= _FEWEST else []


def _may_begin(piece: Segment) -> bool:
    if piece.kind in (SegmentKind.BLANK, SegmentKind.RULE, SegmentKind.OPTION):
        return False
    if piece.kind is SegmentKind.NUMBER:
        return _is_entries(piece)
    return piece.named is not None or is_header(piece) or _is_entries(piece) or bool(_all_on_one(piece))


def is_header(piece: Segment) -> bool:
    """Whether a line says that right choices follow."""
    if bare(piece.seen) in _HEADERS:
        return True
    if piece.named is not None:
        return piece.named.role is Naming.KEY and piece.named.number is None and not piece.words
    if piece.kind is SegmentKind.OPTION or len(piece.seen) > 60:
        return False
    words = bare(piece.seen[piece.start :])
    return (
        role_of(words) is Naming.KEY
        or words in _HEADERS
        or words.partition(" (")[0] in _HEADERS
        or (role_of(words.partition(" (")[0]) is Naming.KEY)
    )


def _is_entries(piece: Segment) -> bool:
    return bool(_entries(piece)) if len(piece.seen) < _LONGEST * 20 and _DIGIT.search(piece.seen, 0, 24) else False


def _entries(piece: Segment) -> list[Claim]:
    """What a line says that says nothing else."""
    seen, place = piece.seen, piece.line.place
    if found := _EXAMVIEW.match(seen):
        return [Claim(found["letters"], place, int(found["number"]))]
    claims: list[Claim] = []
    at = 0
    while at < len(seen):
        if found := _RANGE.match(seen, at):
            letters = found["letters"].replace(" ", "")
            first, last = int(found["first"]), int(found["last"])
            if last - first + 1 == len(letters):
                claims += [Claim(one, place, number) for number, one in enumerate(letters, start=first)]
                at = found.end()
                continue
        found = _ENTRY.match(seen, at)
        if found is None:
            return []
        claims.append(Claim(found["letters"], place, int(found["number"])))
        at = found.end()
    return claims


def _list_at(pieces: Sequence[Segment], at: int) -> tuple[int, list[Claim]]:
    """Where a list that begins here ends, and what it says; nothing where there is none."""
    has_header = is_header(pieces[at])
    stop = at + 1 if has_header else at
    claims: list[Claim] = []
    named = pieces[at].named
    if (
        named is not None
        and named.role is Naming.KEY
        and (first := _entries(replace(pieces[at], seen=pieces[at].words)))
    ):
        stop, claims = at + 1, first
    end = stop
    while stop < len(pieces) and stop - end < _MOST_BETWEEN:
        piece = pieces[stop]
        if piece.kind in (SegmentKind.BLANK, SegmentKind.RULE) or _says_nothing(piece, has_header=has_header):
            stop += 1
            continue
        found = _entries(piece) if _is_entries(piece) else _rows(pieces, stop)
        if not found:
            break
        claims += found
        stop += 2 if not _is_entries(piece) else 1
        end = stop
    is_asked = stop < len(pieces) and pieces[stop].kind is SegmentKind.OPTION and claims and end == stop
    if is_asked:
        return end, []
    if len(claims) >= _FEWEST or (claims and has_header and claims[0].number is not None):
        return end, claims
    return _worded(pieces, at) if has_header else (at, [])


def _says_nothing(piece: Segment, *, has_header: bool) -> bool:
    """Whether a line among those of a list is none of its business."""
    if piece.named is not None:
        return piece.named.role in (Naming.NOTHING, Naming.POINTS, Naming.CATEGORY)
    is_short = piece.kind in (SegmentKind.TEXT, SegmentKind.HEAD) and len(piece.seen) < _LONGEST_HEADING
    return has_header and is_short and not any(map(str.isdecimal, piece.seen))


def _rows(pieces: Sequence[Segment], at: int) -> list[Claim]:
    """Numbers in one row, and letters in the next."""
    if at + 1 >= len(pieces) or pieces[at].kind is SegmentKind.OPTION:
        return []
    above, below = (_NAMED_ROW.sub("", one.seen, count=1) for one in pieces[at : at + 2])
    if not _NUMBERS.fullmatch(above) or not _ROW.fullmatch(below):
        return []
    numbers, letters = re.findall(r"\d+", above), re.findall(r"[A-Ja-j]", below)
    if len(numbers) != len(letters):
        return []
    place = pieces[at + 1].line.place
    return [Claim(letter, place, int(number)) for number, letter in zip(numbers, letters, strict=True)]


def _worded(pieces: Sequence[Segment], at: int) -> tuple[int, list[Claim]]:
    """A list, under its heading and up to the end, that names choices by their words."""
    claims = []
    for piece in pieces[at + 1 :]:
        if piece.kind in (SegmentKind.BLANK, SegmentKind.RULE):
            continue
        if piece.kind is not SegmentKind.NUMBER or piece.label is None or piece.label.number is None or not piece.words:
            return at, []
        claims.append(Claim(piece.words, piece.line.place, piece.label.number))
    return (len(pieces), claims) if len(claims) >= _FEWEST else (at, [])


def by_question(claims: Sequence[Claim], numbers: Sequence[int | None]) -> Iterator[tuple[int, Claim]]:
    """The place of the question that each is about: numbers may begin anew, in both."""
    places: dict[int, list[int]] = {}
    for at, number in enumerate(numbers):
        places.setdefault(number if number is not None else at + 1, []).append(at)
    used: dict[int, int] = {}
    said = Counter(claim.number for claim in claims)
    for claim in claims:
        assert claim.number is not None
        known = places.get(claim.number, [])
        if len(known) > 1 and said[claim.number] != len(known):
            continue  # Nobody can tell which of them it is about.
        nth = used.get(claim.number, 0)
        used[claim.number] = nth + 1
        if nth < len(known):
            yield known[nth], claim
