"""Writing a native file: the one that reads back as the same bank."""

import re
from base64 import b64encode
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import yaml

from quizapp.domain import banks
from quizapp.domain.banks import Bank, Choice, Question, Rule
from quizapp.domain.texts import Html
from quizapp.formats.building.numbers import number_text
from quizapp.formats.native.fields import FEEDBACK, HTML, PLAIN
from quizapp.formats.texts import markup


class Text(str):
    """A text that is written as a `|` block, so that its lines stay lines."""


class Dumper(yaml.SafeDumper):
    """Quotes whatever another YAML reader would take for something else than text."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """What some YAML readers take for a line break is written as an escape, which all of them read alike."""
    style = '"' if _ESCAPED.search(text) else "|" if isinstance(text, Text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_ESCAPED = re.compile(r"[\r\x85\u2028\u2029\ufeff]")
Dumper.add_representer(Text, _represent)
Dumper.add_representer(str, _represent)


def write(bank: Bank, pictures: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The file that reads back as the same bank; `pictures` are those in its texts, by their names."""
    document: dict[str, Any] = {"quizapp": "1", "id": bank.id, "title": bank.title, "language": bank.language}
    document |= _given(summary=bank.summary)
    source = bank.source
    if given := _given(title=source.title, publisher=source.publisher, date=source.date, link=source.link):
        document["source"] = given
    if bank.article is not None:
        document["article"] = Text(bank.article.markdown.strip() + "\n")
    document["questions"] = [_question(question) for question in bank.questions]
    document |= packed(pictures)
    text: str = yaml.dump(
        document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
    )
    return text.encode()


def packed(pictures: Mapping[str, bytes]) -> dict[str, Any]:
    """The field of a file that holds its pictures; none where there are none."""
    written = {name: Text(b64encode(data).decode()) for name, data in sorted(pictures.items())}
    return {"pictures": written} if written else {}


def _said(text: str) -> str:
    if isinstance(text, Html):
        return HTML + markup.source(text)
    return PLAIN + text if text.startswith((HTML, PLAIN)) else text


def _table(question: Question) -> str:
    """The combinations that are worth anything, as the reader of native files knows them."""
    listed = (
        f"{'+'.join(str(place + 1) for place in range(len(question.choices)) if ticked >> place & 1)} = "
        f"{number_text(credit)}"
        for ticked, credit in enumerate(question.marking.table)
        if credit and ticked
    )
    return "; ".join(listed)


def _given(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _question(question: Question) -> dict[str, Any]:
    if question.kind.takes_several:
        shared = any(choice.fraction < 0 for choice in question.choices)
    else:
        shared = len(question.key) == 1  # Several full answers can be told by their fractions only.
    key = [place in question.key for place in range(len(question.choices))]
    unkeyed = not any(choice.fraction for choice in question.choices)  # Of a file that is not finished.
    said_by_right = (
        question.marking.rule is Rule.TABLE
        or unkeyed
        or (shared and banks.shares(question.kind, key) == tuple(c.fraction for c in question.choices))
    )
    return {
        "id": question.id,
        "kind": str(question.kind),
        **_given(name=question.filing.name, category=question.filing.category),
        "stem": _said(question.stem),
        "choices": [_choice(choice, said_by_right) for choice in question.choices],
        **_given(
            **dict(zip(FEEDBACK, map(_said, question.feedback.texts), strict=True)),
            evidence=[evidence.quotation for evidence in question.evidence],
            tags=list(question.filing.tags),
            maximum="" if question.marking.maximum == 1 else number_text(question.marking.maximum),
            rule="" if question.marking.rule is Rule.PARTIAL else str(question.marking.rule),
            table=_table(question),
            shuffle="" if question.shuffle else "no",
        ),
    }


def _choice(choice: Choice, said_by_right: bool) -> dict[str, Any]:
    worth = (
        _given(right="yes" if choice.fraction > 0 else "")
        if said_by_right
        else {"fraction": number_text(choice.fraction)}
    )
    return {
        "text": _said(choice.text),
        **worth,
        **_given(feedback=_said(choice.feedback), fixed="yes" if choice.fixed else ""),
        **({"tempted-by": choice.tempted_by.quotation} if choice.tempted_by else {}),
    }
