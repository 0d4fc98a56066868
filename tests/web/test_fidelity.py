"""What a teacher or a reader wrote is shown character for character, and is never markup."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from quizapp.domain.articles import Article, Block, BlockKind, Span, Style
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.banks import Bank, Choice, Question, Source
from tests import makers
from tests.makers import article, bank, multiple, single, true_false
from tests.visitors import Visitor

Publish = Callable[..., None]
Visitors = Callable[[], Visitor]

TEXTS = {
    "code": "if (a<b) then c>d",
    "sum": "2<3 & x",
    "entity": "&lt; &amp;lt; &#60; &nbsp; &notin &copy",
    "template": "{{7*7}} {% raw %} {# note #} {{config}}",
    "script": "<script>alert(1)</script>",
    "handler": "<img src=x onerror=alert(1)>",
    "break-out": "\"> '><b>bold</b> </title></textarea></p></main>",
    "comment": "<!-- gone --> ]]> <![CDATA[ x ]]>",
    "formats": "%s %(num)s %d {0} ${7*7} $$x$$ 100 %",
    "markdown": "*not em* _nor this_ [a](javascript:alert(1)) `code`",
    "quotes": "\"double\" 'single' «\u00a0French\u00a0» “curly” ‘’ „“",
    "spaces": "a\u00a0b\u202fc\u2009d\u200ae",
    "scripts": "日本語 עברית العربية ไทย 🧑\u200d🚀 e\u0301 ﬁ",
    "formula": "=1+1",
    "link": "javascript:alert(1) https://evil.example/?a=b&c=d",
}
PLAIN = "Plain words"
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """The elements of a page, and the text of each element."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []
        self._open: list[list[str]] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = tuple(name for name, __ in attrs)
        assert not any(name.startswith("on") or name == "style" for name in names)
        self.elements.append((tag, names))
        if tag not in VOID:
            self._open.append([])

    def handle_endtag(self, tag: str) -> None:
        self.texts.append("".join(self._open.pop()))
        if self._open:
            self._open[-1].append(self.texts[-1])

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def telling(question: Question, text: str) -> Question:
    said = tuple(
        replace(choice, text=f"{text} c{n}", feedback=f"{text} f{n}") for n, choice in enumerate(question.choices)
    )
    return makers.changed(question, stem=f"{text} ?", choices=said, feedback=f"{text} !")


def written(id_: str, text: str) -> Bank:
    """A bank with this text in every field that readers see."""
    blocks = tuple(
        Block(kind, f"{text} {kind}", (Span(0, len(text), Style.STRONG),), 2 if kind is BlockKind.HEADING else 1)
        for kind in BlockKind
    )
    evidence = article(f"{text} paragraph").blocks
    questions = (
        telling(single("one"), text),
        telling(multiple("two"), text),
        Question(
            "three", true_false().kind, f"{text} ?", (Choice(text, true_false().choices[0].fraction), Choice("No"))
        ),
    )
    return bank(
        *questions,
        id_=id_,
        title=f"{text} title",
        summary=f"{text} summary",
        source=Source(f"{text} source", f"{text} publisher", f"{text} date", "https://example.org/?a=1&b=2"),
        article=Article((*blocks, *evidence), "markdown"),
    )


def visit(reader: Visitor, slug: str, text: str) -> dict[str, Page]:
    """Every page that shows something of the bank or of the reader, parsed."""
    pages = {"quizzes": reader.get("/"), "quiz": reader.get(f"/quiz/{slug}")}
    attempt = reader.start(slug, name=text)
    pages["question"] = reader.get(f"{attempt}/question/1")
    pages["nothing picked"] = reader.answer(attempt, 1)
    for path in ("article", "overview", "code", "delete"):
        pages[path] = reader.get(f"{attempt}/{path}")
    for number in (1, 2, 3):
        reader.answer(attempt, number, 1)
    reader.send(f"{attempt}/finish")
    pages["feedback"] = reader.get(f"{attempt}/question/1")
    pages["end"] = reader.get(f"{attempt}/end")
    pages["scores"] = reader.get("/scores")
    return {name: Page(page.text) for name, page in pages.items()}


SHOWN = {
    "quizzes": ("title", "summary"),
    "quiz": ("title", "summary", "source", "publisher", "date", *BlockKind),
    "question": ("?", "c0", "c1", "c2", *BlockKind),
    "nothing picked": ("?", "c0", "c1", "c2"),
    "article": ("title", *BlockKind),
    "overview": ("title", "?"),
    "code": ("title",),
    "delete": ("title",),
    "feedback": ("?", "c0", "c1", "c2", "f0", "!"),
    "end": ("c0", "f0", "!", *BlockKind),
    "scores": ("title",),
}


@pytest.mark.parametrize("name", list(TEXTS))
def test_every_text_is_shown_character_for_character_on_every_page(
    name: str, publish: Publish, visitor: Visitors
) -> None:
    text = TEXTS[name]
    publish(written("strange", text), feedback=FeedbackTime.AT_END, shuffle_choices=False)

    pages = visit(visitor(), "strange", text)

    missing = {
        (page, suffix)
        for page, suffixes in SHOWN.items()
        for suffix in suffixes
        if not any(f"{text} {suffix}" in found for found in pages[page].texts)
    }
    assert missing == set()
    assert f"{text} title" in pages["quiz"].texts  # Alone in its element, nothing added.
    assert " ".join(text.split()) in pages["end"].texts or name in ("spaces", "scripts", "quotes")


def test_no_text_changes_the_elements_of_a_page(publish: Publish, visitor: Visitors) -> None:
    banks = {name: written("a-bank", text) for name, text in TEXTS.items() if len(text) <= 60}
    publish(written("a-bank", PLAIN), feedback=FeedbackTime.AT_END, shuffle_choices=False)
    plain = {name: page.elements for name, page in visit(visitor(), "a-bank", PLAIN).items()}

    for name, one in banks.items():
        publish(one)
        pages = visit(visitor(), "a-bank", TEXTS[name])
        assert {page: parsed.elements for page, parsed in pages.items()} == plain, name


def test_a_name_with_its_own_direction_turns_nothing_around_it(publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    reader = visitor()
    attempt = reader.start(name="דנה \u202eevil")
    reader.send(f"{attempt}/finish")

    assert "<bdi>דנה evil</bdi>" in reader.get(f"{attempt}/end").text


def test_a_typed_code_comes_back_as_it_was_typed_and_inert(publish: Publish, visitor: Visitors) -> None:
    publish(bank())
    typed = '"><script>alert(1)</script>{{7*7}}&lt;'

    page = visitor().send("/resume", {"code": typed})

    assert "<script>alert" not in page.text
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}&amp;lt;"' in page.text


@pytest.mark.parametrize("tongue", ["fr", "en"])
def test_the_text_of_a_bank_carries_its_own_language(tongue: str, publish: Publish, visitor: Visitors) -> None:
    publish(bank(language="pt-BR"))
    reader = visitor()
    reader.get(f"/language/{tongue}")
    attempt = reader.start()

    page = reader.get(f"{attempt}/question/1").text

    assert f'<html lang="{tongue}"' in page
    assert '<h1 lang="pt-BR"' in page
    assert page.count('lang="pt-BR"') >= 5  # The stem, its three choices, and the article.
