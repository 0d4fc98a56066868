"""Banks whose texts look like the marks of text formats, and the round trip of a writer: bank, file, the same bank."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from hypothesis import strategies as st

from quizapp.domain import banks
from quizapp.domain.banks import Bank, Choice, Kind, Question, Rule
from quizapp.domain.texts import Html
from quizapp.formats.building.ids import slug
from quizapp.formats.carrying import Feature, losses, stripped
from quizapp.formats.file import Writer
from quizapp.formats.reading import read
from quizapp.formats.texts import markup
from tests import makers
from tests.formats.written import TEMPTING

LOOKALIKES = st.sampled_from((
    "a < b & c > d", "<b>no tag</b>", "&amp; &lt; &#65;", "1 = 1", "~", "%50%x", "#1", "####", "{a}", "}", "{", "::n::",
    "// c", "$CATEGORY: x", "[html]<i>", "[plain]", "[0, 1]", "[", "[htmlx", "-> b", "a\\nb", "\\", "\\\\", "\\=",
    "A) x", "A. Lincoln", "ANSWER: B", "title: no", "*a*", "# head", "- a", "1. one", "`code`", "a,b;c", '"', "''",
    "a\tb", "a  b", "a\nb", "a\n\nb", "a\u00a0b", "x²", "漢字", "e\u0301", "\U0001f680", "null", "yes", "T", "TRUE",
    "0", "?", "'=1+1", "@@PLUGINFILE@@/x", "http://example.org/a?b=c&d", "]]>", "<!-- -->", "&nbsp;", "$x$", "100 %",
    "a\u2028b", "a\x85b",
))  # fmt: skip
_CHARS = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]) | st.sampled_from("\n \\:={}~#[]<>&")
_WORDS = LOOKALIKES | st.text(_CHARS, min_size=1, max_size=20)
PLAIN = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join).map(str.strip).filter(bool)
FORMATTED = st.sampled_from((
    "<p>a</p><p><strong>b</strong></p>", "<em>a = b</em>", "a<sub>1</sub> &lt; {b}", "<ul><li>a</li><li>b~c</li></ul>",
    "<pre>a\nb</pre>", "<code>[x]</code>#", "<b>a</b>: // b", '<table><tr><td colspan="2">a</td></tr></table>',
    '<span lang="fr">été</span>', '<a href="https://example.org/?a=b&amp;c">link</a>', "<i>1</i><br><i>2</i>",
    r"<b>x</b> \(x^2 = 4\)",
))  # fmt: skip
LINE = PLAIN.map(lambda text: " ".join(text.split())[:60].strip())
TAG = st.text(st.characters(categories=["L", "N"]) | st.sampled_from(" -]\\["), min_size=1, max_size=12)
ID = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True).filter(lambda id_: "--" not in id_)


def texts(*, inline: bool = False) -> st.SearchStrategy[str]:
    """Plain ones, with blanks around them now and then, and formatted ones."""
    formatted = FORMATTED.map(lambda source: markup.of_html(source, inline=inline).text)
    return PLAIN | PLAIN | PLAIN.map(" {} ".format) | formatted.filter(lambda text: isinstance(text, Html))


@st.composite
def worth(draw: st.DrawFn, kind: Kind, count: int) -> tuple[tuple[Fraction, ...], Rule, tuple[Fraction, ...]]:
    """Fractions, the rule, and the table that it may need."""
    key = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count if kind is Kind.MULTIPLE else 1))
    right = [place in key for place in range(count)]
    some = st.fractions(-1, 1, max_denominator=12) | st.sampled_from([Fraction(1), Fraction(0), Fraction("0.333333")])
    if kind is Kind.SINGLE and draw(st.booleans()):
        best = draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(1, 2)]))
        return (*draw(st.lists(some, min_size=count - 1, max_size=count - 1)), best), Rule.PARTIAL, ()
    if kind is not Kind.MULTIPLE:
        return banks.shares(kind, right), Rule.PARTIAL, ()
    rule = draw(st.sampled_from(Rule))
    if rule is Rule.TABLE:
        earned = draw(st.lists(st.sampled_from([Fraction(0), Fraction(1, 2)]), min_size=2**count, max_size=2**count))
        return banks.shares(kind, right), rule, (Fraction(0), *earned[2:], Fraction(1))
    if rule is Rule.PARTIAL and draw(st.booleans()):
        return (*draw(st.lists(some, min_size=count - 1, max_size=count - 1)), Fraction(1, 3)), rule, ()
    return banks.shares(kind, right), rule, ()


@st.composite
def questions(draw: st.DrawFn, id_: str) -> Question:
    kind = draw(st.sampled_from(Kind))
    count = 2 if kind is Kind.TRUE_FALSE else draw(st.integers(2, 5))
    fractions, rule, table = draw(worth(kind, count))
    words = [draw(texts(inline=True)) for _ in range(count)]
    if kind is Kind.TRUE_FALSE and draw(st.booleans()):
        words = draw(st.sampled_from([["True", "False"], ["Vrai", "Faux"]]))
    maybe = st.just("") | texts()
    question = makers.question(
        id_,
        kind,
        draw(texts()),
        tuple(
            Choice(
                text,
                fraction,
                draw(maybe),
                draw(st.booleans()),
                draw(TEMPTING) if fraction <= 0 and not table else None,
            )
            for text, fraction in zip(words, fractions, strict=True)
        ),
        feedback=draw(maybe),
        tags=tuple(dict.fromkeys(tag.strip() for tag in draw(st.lists(TAG, max_size=2)) if tag.strip())),
        maximum=draw(st.sampled_from([Fraction(1), Fraction(5, 2), Fraction(1, 4), Fraction(7, 4)])),
        rule=rule,
        shuffle=draw(st.booleans()),
        name=draw((st.just("") | LINE).filter(lambda name: name != id_)),
        category=draw(st.sampled_from(["", "", "History", "top/History/The summit", "$a$", "été = {}:~#"])),
        feedback_right=draw(maybe),
        feedback_partly=draw(maybe),
        feedback_wrong=draw(maybe),
    )
    return banks.tabled(question, table) if table else question


@st.composite
def any_bank(draw: st.DrawFn) -> Bank:
    """Sound, with all that a format may carry but an article and pictures."""
    ids = draw(st.lists(ID, min_size=1, max_size=3, unique=True))
    return Bank("summit", draw(LINE), "fr", tuple(draw(questions(id_)) for id_ in ids))


def assert_comes_back(bank: Bank, writer: Writer, pictures: Mapping[str, bytes] = MappingProxyType({})) -> None:
    """All that the format carries is there again when its file is read."""
    kept = stripped(bank, writer.carries)
    if not kept.questions:
        return
    written = writer.write(kept, pictures)
    report = read(written, f"summit.{writer.ending}")
    assert report.bank is not None, (report.problems, written.decode("utf-8", "replace"))
    assert report.left_out == ()
    expected = list(compared(kept.questions, writer.carries))
    assert list(compared(report.bank.questions, writer.carries)) == expected, written.decode("utf-8", "replace")


def compared(questions: Iterable[Question], carries: frozenset[Feature]) -> Iterable[Question]:
    """Without the ids, and the words for true and false, that a format may lack.

    Of what the choices of an all-or-nothing question are worth by themselves only the key counts. Where a question has
    no id, a name that could be one becomes it.
    """
    for question in map(_by_its_key, questions):
        is_bare = question.kind is Kind.TRUE_FALSE and Feature.TRUE_FALSE not in carries
        choices = tuple(replace(choice, text="") for choice in question.choices) if is_bare else question.choices
        if Feature.ID in carries:
            yield replace(question, choices=choices)
        else:
            name = "" if question.filing.name == slug(question.filing.name) else question.filing.name
            yield makers.changed(question, choices=choices, id="", name=name)


def _by_its_key(question: Question) -> Question:
    if question.marking.rule is not Rule.ALL_OR_NOTHING or question.kind is not Kind.MULTIPLE:
        return question
    worth = banks.shares(question.kind, [place in question.key for place in range(len(question.choices))])
    choices = (replace(choice, fraction=share) for choice, share in zip(question.choices, worth, strict=True))
    return replace(question, choices=tuple(choices))


def lost(bank: Bank, writer: Writer) -> set[Feature]:
    """Of its questions."""
    return {loss.feature for loss in losses(bank, writer.carries) if loss.questions}
