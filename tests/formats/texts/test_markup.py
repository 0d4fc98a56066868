"""Formatted texts: what is kept stands in the strict list, what is lost is named, nothing else is ever printed."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.texts import Html, plain
from quizapp.formats.texts import markup
from quizapp.formats.texts.markup import DESCRIPTION, FORMATTING, LINKS, MATHEMATICS, PICTURES
from tests.formats import written
from tests.growth import LINEAR, growth

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    '<math><annotation-xml encoding="text/html"><p><img src=x onerror=alert(1)></p></annotation-xml></math>',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<b onmouseover=alert(1)>x</b>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<img src='media:" + "0" * 64 + ".png\" onerror=\"alert(1)'>",
    "<img src=https://evil.example/x.png>",
    "<object data=x></object><embed src=x><base href=//evil.example><meta http-equiv=refresh content=0>",
    "<input autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>x</button>",
    "\\(</annotation><img src=x onerror=alert(1)>\\)",
    "\\(\\text{<img src=x onerror=alert(1)>}\\)",
    "$$\\href{javascript:alert(1)}{x}$$",
    "<span lang='\"><img src=x onerror=alert(1)>'>x</span>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]  # fmt: skip
_KNOWN = markup._BLOCKS | markup._INLINE | markup._MATH | markup._VOID | {"span", "a"}
_ATTRIBUTES = {"lang", "dir", "href", "rel", "src", "alt", "width", "height", "colspan", "rowspan", "scope", "start"}


class Printed(HTMLParser):
    """What a browser would find in a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def assert_harmless(text: str) -> None:
    assert markup.strict(text) == str(text), "another look takes something away"
    found = Printed(text)
    assert set(found.tags) <= _KNOWN
    for tag, name, value in found.attributes:
        assert not name.startswith("on")
        if tag not in markup._MATH:
            assert name in _ATTRIBUTES, (tag, name)
        if name == "src":
            assert re.fullmatch(r"media:[0-9a-f]{64}\.(?:png|jpg)", value)
        if name == "href":
            assert re.match(r"https?://|mailto:", value)


@pytest.mark.parametrize("inline", [False, True])
@pytest.mark.parametrize("source", ATTACKS)
def test_nothing_that_could_act_comes_through(source: str, inline: bool) -> None:
    for text in (source, f"<b>a</b>{source}", f"<p>{source}</p><i>z", f"<pre>{source}"):
        read = markup.of_html(text, inline=inline, find=lambda _: written.PICTURE)
        if isinstance(read.text, Html):
            assert_harmless(read.text)


_PIECES = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ul><li>",
        "</ul>",
        "<table><tr><td>",
        "</table>",
        "<pre>",
        "</pre>",
        "<math>",
        "</math>",
        "<mi>",
        "<mtext>",
        "<annotation>",
        "<svg>",
        "</svg>",
        "<a href='https://x.org'>",
        "</a>",
        "<img src=x>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<br>",
        "<h2>",
        "</h2>",
        "&lt;",
        "&amp;",
        "\\(x",
        "\\)",
        "$$",
        "text",
        " ",
        "\n",
        "'",
        '"',
        "<span lang=fr>",
        "</span>",
        "<code>",
        "</code>",
        "<",
        ">",
        "<ruby>",
        "<rt>",
    ]
)


@settings(max_examples=400)
@given(st.lists(_PIECES, max_size=14).map("".join), st.booleans())
def test_whatever_the_pieces_the_result_is_harmless_and_stays_so(source: str, inline: bool) -> None:
    text = markup.of_html(source, inline=inline, find=lambda _: written.PICTURE).text

    if isinstance(text, Html):
        assert_harmless(text)
        if inline:
            assert not set(Printed(text).tags) & (markup._BLOCKS | {"a"})


@settings(max_examples=300)
@given(st.text(st.sampled_from("ab <>&;\"'\n\té\\()$#xt"), max_size=30).map(str.strip))
def test_a_plain_text_comes_back_as_it_was(text: str) -> None:
    text = "\n".join(filter(None, text.split("\n")))  # Empty lines are not told from the space between paragraphs.
    read = markup.of_plain(text)

    assert plain(read.text) == text or isinstance(read.text, Html)
    if not isinstance(read.text, Html):
        assert markup.of_html(markup.source(text)).text == text


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("<p>a <b>b</b></p>", set()),
        ("<p style='color: red'>a</p>", {FORMATTING}),
        ("<p style='margin: 1px'>a</p>", set()),
        ("<blink>a</blink>", {FORMATTING}),
        ("<img src='x.png' alt='a door'>", {PICTURES}),
        ("<audio controls></audio>", {PICTURES}),
        ("<a href='course/1'>a</a>", {LINKS}),
        ("<a href='https://example.org'>a</a>", set()),
        ("\\(x^2\\)", set()),
        ("<b>a</b> \\(" + "{" * 50 + "\\)", {MATHEMATICS}),
    ],
)
def test_what_is_lost_is_named(source: str, lost: set[str]) -> None:
    assert markup.of_html(source).lost == lost


def test_a_picture_without_words_is_shown_and_its_want_of_words_is_named() -> None:
    read = markup.of_html("<img src=x>", find=lambda _: written.PICTURE)

    assert read.lost == {DESCRIPTION}
    assert isinstance(read.text, Html)


def test_words_alone_make_a_plain_text() -> None:
    assert markup.of_html("<p>One &amp; two</p><p>three</p>").text == "One & two\nthree"
    assert not isinstance(markup.of_html("<p>One</p>").text, Html)


def test_formulas_are_typeset_and_keep_their_tex() -> None:
    text = markup.of_html("so \\(\\frac{a<b}{2}\\) and $$x$$").text

    assert isinstance(text, Html)
    assert text.count("<math") == 2
    assert plain(text) == "so \\frac{a<b}{2} and x"
    assert markup.source(text) == "so \\(\\frac{a&lt;b}{2}\\) and \\[x\\]"
    assert markup.of_html(markup.source(text)).text == text


def test_canvas_and_moodle_pictures_of_formulas_become_formulas() -> None:
    canvas = '<img class="equation_image" src="/equation_images/x" data-equation-content="x^2" alt="LaTeX: x^2">'

    assert markup.of_html(canvas).text == markup.of_html("\\(x^2\\)").text


@pytest.mark.parametrize(
    "many",
    [
        lambda n: "<" * n,
        lambda n: "<b>" * n,
        lambda n: "$$" * n,
        lambda n: "\\(" * n,
        lambda n: "\\[" * n,
        lambda n: "&" * n,
        lambda n: "<b>" + "&#1" * n,
        lambda n: "<b>&#" + "1" * n + ";",
        lambda n: '<a href="' * n,
        lambda n: '<a b=">" ' * n,
        lambda n: "<a " * n,
        lambda n: "<b>" + "</" * n,
        lambda n: "<b>" + "</b " * n,
        lambda n: "<b>" + "<?" * n,
        lambda n: "<b>" + "<!" * n,
        lambda n: "<b>" + "<![CDATA[" * n,
        lambda n: "<b>" + "<!--" * n,
        lambda n: "<!--<b>" * n,
        lambda n: "<!--" * n + "--!>",
        lambda n: "<script>" * n,
        lambda n: "<textarea><b>" * n,
        lambda n: "<title></titl" * n,
        lambda n: "<math>" * n,
        lambda n: "<p>" * n + "</p>" * n,
        lambda n: "</b>" * n,
        lambda n: "<img src=x>" * n,
        lambda n: "\\(x\\)" * (n // 10),
        lambda n: "<table><tr><td>" * n,
        lambda n: " " * n,
        lambda n: "<b> " * n,
        lambda n: "<b>x" + "\xa0" * n + "y",
        lambda n: "<b>x" + "<br>\xa0" * n + "y",
        lambda n: "\\(" + "{" * (n // 20) + "\\)",
    ],
    ids=lambda many: repr(many(30)[:20]),
)
def test_no_mark_has_a_text_read_over_and_over(many: Callable[[int], str]) -> None:
    def read(source: str) -> None:
        markup.of_html(source)
        markup.of_html(source, inline=True)
        markup.of_plain(source)

    assert growth(read, many(5_000), many(10_000)) < LINEAR


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<b>a</b> <!-- b", "<b>a</b> &lt;!-- b"),
        ("<b>a</b> <!-- b <i>c</i> d", "<b>a</b> &lt;!-- b &lt;i&gt;c d"),
        ("<b>a</b> <a href='b>c</a> <i>d</i>", "<b>a</b> &lt;a href='b&gt;c <i>d</i>"),
        ("<b>a</b> </b", "<b>a</b> &lt;/b"),
        ("<b>a</b> <? b", "<b>a</b> &lt;? b"),
        ("<b>a</b> <c &amp; d", "<b>a</b> &lt;c &amp; d"),
    ],
)
def test_a_mark_without_an_end_is_text(source: str, text: str) -> None:
    assert markup.of_html(source, inline=True).text == Html(text)


def test_a_character_of_an_endless_number_is_none() -> None:
    assert markup.of_html("<b>a</b>&#" + "9" * 5_000 + ";").text == Html("<b>a</b>\ufffd")
