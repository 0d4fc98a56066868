"""Banks for the round trips of writers: whatever a bank may have, except an article."""

import io
from fractions import Fraction

from hypothesis import strategies as st
from PIL import Image

from quizapp.domain.articles import Passage
from quizapp.domain.banks import Bank, Choice, Evidence, Kind, Question, Rule, shares, tabled
from quizapp.formats.texts import markup
from quizapp.formats.texts.drawing import redraw
from tests import makers


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(made, "PNG")
    return made.getvalue()


PICTURE = redraw(_picture())
assert PICTURE is not None
PICTURES = {PICTURE.name: PICTURE.data}
PLAIN = (
    "Where did it take place?",
    "a < b & c > d, \"quoted\" and 'so'",
    "&lt;b&gt; is no mark",
    "<b>bold</b> as text",
    "two\nlines",
    "  blanks  that  stay ",
    "\ttab",
    "été — 東京 — שלום",
    "100 % {=~#:} \\ ]]> ::x::",
    "x",
    "\u00a0not a blank\u00a0",
)
_MARKED = (
    "<p>One</p><p>and <strong>two</strong></p>",
    "It is <em>so</em><br>and <code>a &lt; b</code>, H<sub>2</sub>O",
    "<ul><li>one</li><li>two <b>bold</b></li></ul>",
    '<table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>',
    '<ol start="3"><li>c</li></ol><blockquote><p>q</p></blockquote><pre>  a\n  b</pre>',
    '<p dir="rtl" lang="he">שלום</p>',
    "<u>u</u> <s>s</s> <mark>m</mark> <ruby>東<rt>ひ</rt></ruby>",
    r"Solve \(x^2 = 4\), then \[\frac{1}{2}\]",
    "<math><mi>x</mi><mo>&lt;</mo><mn>2</mn></math>",
    '<a href="https://example.org/?a=1&amp;b=2">a link</a>',
    '<p>See <img src="x.png" alt="A red &quot;door&quot;"></p>',
    "<div><p>In <i>a</i> box</p></div>",
)


def _read(source: str, *, inline: bool = False) -> str:
    return markup.of_html(source, inline=inline, find=lambda _: PICTURE).text


def _texts(*, inline: bool) -> st.SearchStrategy[str]:
    """Those that stay as they are when they are read again."""
    made = [_read(source, inline=inline) for source in _MARKED]
    return st.sampled_from([*PLAIN, *(text for text in made if _read(text, inline=inline) == text)])


TEXTS, INLINE = _texts(inline=False), _texts(inline=True)
FEEDBACK = st.just("") | TEXTS
NAMES = st.sampled_from(["", "Question 1", "été & <b>", 'a "b"', "2 : 3"])
TEMPTING = st.sampled_from([None, Evidence("far to the east", Passage(0, 5, 20))])
IDS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
MAXIMA = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 10), Fraction(5, 2), Fraction(1, 3), Fraction(1000)])


@st.composite
def questions(draw: st.DrawFn, id_: str) -> Question:
    kind = draw(st.sampled_from(Kind))
    count = 2 if kind is Kind.TRUE_FALSE else draw(st.integers(2, 5))
    if kind is Kind.MULTIPLE and draw(st.integers(0, 5)) == 0:
        count = 12
    key = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count if kind is Kind.MULTIPLE else 1))
    is_plain = draw(st.booleans())
    worth = shares(kind, [place in key for place in range(count)])
    if not is_plain and kind is not Kind.TRUE_FALSE:
        parts = st.sampled_from(
            [Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(0), Fraction(-1, 7), Fraction(-1)]
        )
        worth = tuple(draw(st.lists(parts, min_size=count, max_size=count).filter(lambda given: max(given) > 0)))
    made = makers.question(
        id_,
        kind,
        draw(TEXTS),
        tuple(
            Choice(
                draw(INLINE),
                share,
                draw(FEEDBACK),
                draw(st.booleans()),
                draw(TEMPTING) if share <= 0 and kind is not Kind.MULTIPLE else None,
            )
            for share in worth
        ),
        feedback=draw(FEEDBACK),
        tags=tuple(draw(st.lists(st.sampled_from(["easy", "chapter 2", "été"]), max_size=2, unique=True))),
        maximum=draw(MAXIMA),
        rule=draw(st.sampled_from([Rule.PARTIAL, Rule.ALL_OR_NOTHING])) if kind is Kind.MULTIPLE else Rule.PARTIAL,
        shuffle=draw(st.booleans()),
        name=draw(NAMES),
        category=draw(st.sampled_from(["", "History", "History/Old & new"])),
        feedback_right=draw(FEEDBACK),
        feedback_partly=draw(FEEDBACK),
        feedback_wrong=draw(FEEDBACK),
    )
    if kind is Kind.MULTIPLE and count <= 5 and draw(st.integers(0, 2)) == 0:
        worths = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1), Fraction(-1, 2)])
        table = draw(
            st.lists(worths, min_size=2**count - 1, max_size=2**count - 1).filter(lambda given: max(given) > 0)
        )
        made = tabled(made, (Fraction(0), *table))
        made = made if made.key else makers.changed(made, rule=Rule.ALL_OR_NOTHING, table=())
    return made if made.filing.name != made.id else makers.changed(made, name="")


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    return Bank(
        id=draw(IDS),
        title=draw(st.sampled_from(["The summit", "Été & <b>", "2 : 3"])),
        language=draw(st.sampled_from(["fr", "en", "pt-BR", "zh-Hant-TW"])),
        questions=tuple(draw(questions(id_)) for id_ in ids),
    )
