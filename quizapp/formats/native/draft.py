"""A draft as a native file, so that it is checked and taken home by the rules of files; and a file as a draft."""

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import yaml

from quizapp.domain import drafts
from quizapp.domain.banks import Feedback, Filing, Kind, Source, shares
from quizapp.domain.drafts import About, Draft, DraftChoice, DraftMarking, DraftQuestion
from quizapp.formats.building.numbers import number_text, parse_number
from quizapp.formats.native.fields import FEEDBACK, Path

# Banks and drafts are written alike: what is typed here and there must read back the same.
from quizapp.formats.native.writer import Dumper, Text, packed
from quizapp.formats.problems import Problem
from quizapp.formats.syntax import yamltree
from quizapp.formats.syntax.yamltree import Mapping, Node, Scalar, Sequence


def write(draft: Draft, pictures: Mapped[str, bytes] = MappingProxyType({})) -> bytes:
    """The file that says what the draft says; a field that a bank needs stands in it even if it is empty.

    `pictures` are those in its texts, by their names.
    """
    about = draft.about
    source = about.source
    document: dict[str, Any] = {"quizapp": "1", "id": draft.id, "title": about.title, "language": about.language}
    document |= _given(summary=about.summary)
    if given := _given(title=source.title, publisher=source.publisher, date=source.date, link=source.link):
        document["source"] = given
    if draft.article.strip():
        document["article"] = Text(draft.article.strip() + "\n")
    document["questions"] = [_question(question) for question in draft.questions.values()]
    document |= packed(pictures)
    text: str = yaml.dump(
        document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
    )
    return text.encode()


def _given(**fields: str) -> dict[str, Any]:
    return {name: text for name, text in fields.items() if text.strip()}


def _question(question: DraftQuestion) -> dict[str, Any]:
    marking, filing = question.marking, question.filing
    lists = {name: list(texts) for name, texts in (("evidence", question.evidence), ("tags", filing.tags)) if texts}
    return {
        "id": question.id,
        "kind": str(question.kind),
        **_given(name=filing.name, category=filing.category),
        "stem": question.stem,
        "choices": [_choice(choice) for choice in question.meant_choices],
        **_given(**dict(zip(FEEDBACK, question.feedback.texts, strict=True))),
        **lists,
        **_given(maximum=marking.maximum, rule=marking.rule, table=marking.table),
        **_given(shuffle="" if question.shuffle else "no"),
    }


def _choice(choice: DraftChoice) -> dict[str, Any]:
    worth = _given(fraction=choice.worth) or _given(right="yes" if choice.right else "")
    given = {"feedback": choice.feedback, "fixed": "yes" if choice.fixed else "", "tempted-by": choice.tempted_by}
    return {"text": choice.text, **worth, **_given(**given)}


# --- back ---


def read(data: bytes) -> Draft:
    """A sound native file, such as the writer of banks makes, as a draft at its first revision."""
    fields = _fields(yamltree.parse(data.decode(), []))
    source = _fields(fields.get("source"))
    about = About(
        _text(fields, "title"),
        _text(fields, "language"),
        _text(fields, "summary"),
        Source(*(_text(source, name) for name in ("title", "publisher", "date", "link"))),
    )
    questions = [_read_question(_fields(node)) for node in _items(fields.get("questions"))]
    return drafts.of(_text(fields, "id"), about, _text(fields, "article").strip("\n"), questions)


def _read_question(fields: dict[str, Node]) -> DraftQuestion:
    return DraftQuestion(
        id=_text(fields, "id"),
        kind=_text(fields, "kind"),
        stem=_text(fields, "stem"),
        choices=tuple(_read_choice(_fields(node)) for node in _items(fields.get("choices"))),
        marking=DraftMarking(*(_text(fields, name) for name in ("maximum", "rule", "table"))),
        feedback=Feedback(*(_text(fields, name) for name in FEEDBACK)),
        evidence=_texts(fields, "evidence"),
        filing=Filing(_text(fields, "name"), _text(fields, "category"), _texts(fields, "tags")),
        shuffle=_text(fields, "shuffle") != "no",
    )


def _read_choice(fields: dict[str, Node]) -> DraftChoice:
    return DraftChoice(
        text=_text(fields, "text"),
        right=_text(fields, "right") == "yes",
        worth=_text(fields, "fraction"),
        feedback=_text(fields, "feedback"),
        fixed=_text(fields, "fixed") == "yes",
        tempted_by=_text(fields, "tempted-by"),
    )


def _fields(node: Node | None) -> dict[str, Node]:
    return {key.text: value for key, value in node.entries} if isinstance(node, Mapping) else {}


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Sequence) else []


def _text(fields: dict[str, Node], name: str) -> str:
    node = fields.get(name)
    return node.text if isinstance(node, Scalar) else ""


def _texts(fields: dict[str, Node], name: str) -> tuple[str, ...]:
    return tuple(node.text for node in _items(fields.get(name)) if isinstance(node, Scalar))


# --- what a choice is worth ---


def told_by_worth(question: DraftQuestion) -> DraftQuestion:
    """Each choice says its share of the mark; at first, what its being right or not is worth."""
    right = [choice.right for choice in question.choices]
    worth = [number_text(share) for share in shares(Kind(question.kind), right)]
    choices = (replace(one, right=False, worth=given) for one, given in zip(question.choices, worth, strict=True))
    return replace(question, choices=tuple(choices))


def told_by_right(question: DraftQuestion) -> DraftQuestion:
    """Each choice says whether it is right: what was worth something is."""
    right = [bool((share := parse_number(choice.worth)) and share > 0) for choice in question.choices]
    choices = (replace(one, right=is_right, worth="") for one, is_right in zip(question.choices, right, strict=True))
    return replace(question, choices=tuple(choices))


# --- where a problem came from ---


class FieldPlaces:
    """The fields of a file by where they begin, so that a problem is led back to the one it is about."""

    def __init__(self, data: bytes) -> None:
        found = sorted(_walked(yamltree.parse(data.decode(), []), ()), key=lambda pair: pair[0])
        self._places = [place for place, _ in found]
        self._paths = [path for _, path in found]

    def path(self, problem: Problem) -> Path:
        """The field in which the problem's place is; of the whole, where it has no place."""
        at = bisect_right(self._places, (problem.line, problem.column))
        return self._paths[at - 1] if at else ()


def _walked(node: Node | None, path: Path) -> Iterator[tuple[tuple[int, int], Path]]:
    if node is None:
        return
    yield (node.line, node.column), path
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield from _walked(value, (*path, key.text))
    elif isinstance(node, Sequence):
        for place, item in enumerate(node.items):
            yield from _walked(item, (*path, place))
