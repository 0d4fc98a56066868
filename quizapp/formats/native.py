"""The native bank file: YAML, one file a bank, for a teacher to write in any editor.

Every scalar is text (`no`, `1:30`, `3.10` and `2023-09-13` mean what they look like), every fault is named at once,
and `bank.schema.json` beside this file says the same to an editor.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fractions import Fraction
from hashlib import sha256
from pathlib import PurePath
from typing import Any, TypeVar

import yaml

from quizapp.domain import banks
from quizapp.domain.articles import Article
from quizapp.domain.banks import Bank, Choice, Evidence, Finding, Kind, Question, Rule, Source
from quizapp.domain.evidence import Across, Finder, Found, Missing, Repeated
from quizapp.formats.markdown import read_article
from quizapp.formats.problems import Problem, Report, Severity
from quizapp.formats.text import decode, hidden_character
from quizapp.formats.yamltree import Mapping, Node, Scalar, Sequence, Unreadable, parse

FORMAT = "quizapp"
_MOST_QUESTIONS = 20_000
_MOST_CHOICES = 26
_MOST_QUOTATIONS = 20
_MOST_TAGS = 50
_LONGEST_FIELD = 20_000
_LONGEST_LINE = 300
_LONGEST_ARTICLE = 2 * 1024 * 1024

_BANK = ("quizapp", "id", "title", "language", "summary", "source", "article", "questions")
_SOURCE = ("title", "publisher", "date", "link")
_QUESTION = (
    "id", "kind", "stem", "choices", "feedback", "evidence", "tags", "maximum", "rule", "shuffle",
)  # fmt: skip
_CHOICE = ("text", "right", "fraction", "feedback", "fixed")

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_LINK = re.compile(r"https?://[^\s<>\"\\]{1,2000}")
_NUMBER = re.compile(r"([+-]?)(\d{1,9})(?:[.,](\d{1,12}))?(?:/(\d{1,9}))?\s*(%?)")
_YES = ("yes", "true", "right", "oui", "vrai")
_NO = ("no", "false", "wrong", "non", "faux")

_COUNTED = ("too-few-choices", "true-false-needs-two")
"""Faults that can be named although the choices have others: how many there are is plain."""

Path = tuple[str | int, ...]
W = TypeVar("W", Kind, Rule)


def read(data: bytes, name: str) -> Report:
    """The bank in a native file called `name` (it gives the bank its id where the file does not), or what is wrong."""
    text, problems = decode(data)
    if text is None:
        return _report(None, 0, problems)
    try:
        root = parse(text, problems)
    except Unreadable as unreadable:
        return _report(None, 0, [*problems, unreadable.problem])
    reader = _Reader(text, problems)
    bank = reader.bank(root, _file_id(name))
    return _report(bank, reader.count, reader.problems)


def _report(bank: Bank | None, questions: int, problems: Iterable[Problem]) -> Report:
    ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
    faults = tuple(problem for problem in ordered if problem.severity is Severity.FAULT)
    warnings = tuple(problem for problem in ordered if problem.severity is Severity.WARNING)
    return Report(FORMAT, None if faults else bank, questions, faults, warnings)


def slug(text: str) -> str:
    """An id made of any text: « Été à Séoul » gives ete-a-seoul; « bank » where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "bank"


def _file_id(name: str) -> str:
    """The id of a bank that gives none: its file's name; where letters of it are lost, told apart by a hash."""
    stem = unicodedata.normalize("NFKD", PurePath(name).stem)
    is_whole = all(char.isascii() or not char.isalnum() for char in stem)
    return slug(stem) if is_whole else f"{slug(stem)[:71]}-{sha256(stem.encode()).hexdigest()[:8]}"


def parse_number(text: str) -> Fraction | None:
    """0.5, 0,5, 1/3, 50% or -33.33333 %, exactly; None for anything else."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    sign, whole, decimals, divisor, percent = found.groups()
    number = Fraction(f"{whole}.{decimals or 0}")
    if divisor is not None:
        if int(divisor) == 0 or decimals is not None:
            return None
        number /= int(divisor)
    return (-number if sign == "-" else number) / (100 if percent else 1)


def number_text(number: Fraction) -> str:
    """A number as `parse_number` reads it back, exactly: as a decimal, a percentage, or a ratio such as 1/3."""
    for share, percent in ((number, ""), (number * 100, "%")):
        scaled = share * 10**12
        if scaled.denominator == 1:
            whole, decimals = divmod(abs(scaled.numerator), 10**12)
            sign = "-" if share < 0 else ""
            return f"{sign}{whole}.{decimals:012}".rstrip("0").rstrip(".") + percent
    percent = "" if number.denominator < 10**9 else "%"
    return f"{number * 100 if percent else number}{percent}"


class _Reader:
    """Walks the tree once, noting every problem and the place of everything it read."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self._lines = text.split("\n")
        self.problems = problems
        self.count = 0
        self._has_article = False
        self._places: dict[Path, tuple[int, int]] = {(): (1, 1)}

    # --- the parts of a bank ---

    def bank(self, root: Node | None, fallback_id: str) -> Bank | None:
        if not isinstance(root, Mapping):
            line, column = (root.line, root.column) if root else (1, 1)
            values = {"example": "title: …"}
            self.problems.append(Problem("not-fields", line, column, values))
            return None
        self._places[()] = (root.line, root.column)
        fields = self._fields(root, (), _BANK)
        if (version := self._text(fields, (), "quizapp", "1", longest=20)) != "1":
            self._problem("unknown-version", ("quizapp",), value=version)
        title = self._text(fields, (), "title", required=True, longest=_LONGEST_LINE)
        id_ = self._id(fields, (), fallback_id)
        language = self._text(fields, (), "language", required=True, longest=40)
        if language and not _LANGUAGE.fullmatch(language):
            self._problem("bad-language", ("language",), value=language)
        article, finder = self._article(fields)
        questions = self._questions(fields, finder)
        bank = Bank(
            id=id_,
            title=title,
            language=language,
            summary=self._text(fields, (), "summary"),
            source=self._source(fields),
            article=article,
            questions=tuple(questions),
        )
        if not self._faulty:
            self._note(banks.doubts(bank))
        return bank

    def _source(self, fields: dict[str, Node]) -> Source:
        node = fields.get("source")
        if node is None:
            return Source()
        if not isinstance(node, Mapping):
            self._problem("not-fields", ("source",), example="title: …")
            return Source()
        parts = self._fields(node, ("source",), _SOURCE)
        link = self._text(parts, ("source",), "link")
        if link and not _LINK.fullmatch(link):
            self._problem("bad-link", ("source", "link"), value=link)
        title, publisher, date = (
            self._text(parts, ("source",), name, longest=_LONGEST_LINE) for name in ("title", "publisher", "date")
        )
        return Source(title, publisher, date, link)

    def _article(self, fields: dict[str, Node]) -> tuple[Article | None, Finder | None]:
        node = fields.get("article")
        self._has_article = node is not None
        markdown = self._text(fields, (), "article", longest=_LONGEST_ARTICLE)
        if not isinstance(node, Scalar) or not markdown:
            return None, None
        read = read_article(markdown)
        for number, line in enumerate(read.lines):
            self._places["article", number] = self._article_place(node, line)
        if read.reduced:
            self.problems.append(Problem("article-link", *self._article_place(node, read.reduced[0])))
        return read.article, Finder(read.article)

    def _article_place(self, node: Scalar, line: int) -> tuple[int, int]:
        """Where a line of the article's Markdown, from 0, stands in the file; for a folded text, where it begins."""
        if not node.block:
            return node.line, node.column
        blank = len(node.text) - len(node.text.lstrip())
        number = node.line + 1 + node.text.count("\n", 0, blank) + line
        shown = self._lines[number - 1]
        return number, len(shown) - len(shown.lstrip()) + 1

    def _questions(self, fields: dict[str, Node], finder: Finder | None) -> list[Question]:
        items = self._list(fields, (), "questions", _MOST_QUESTIONS, required=True)
        self.count = len(items)
        if isinstance(node := fields.get("questions"), Sequence) and not node.items:
            self._note([Finding("no-questions", ("questions",))])
        questions = []
        first_use: dict[str, int] = {}
        for number, node in enumerate(items):
            question = self._question(node, number, finder)
            if question is None:
                continue
            if question.id in first_use:
                values = {"id": question.id, "first": first_use[question.id] + 1}
                self._note([Finding("doubled-id", ("questions", number, "id"), values)])
            elif question.id:
                first_use[question.id] = number
            questions.append(question)
        return questions

    def _question(self, node: Node, number: int, finder: Finder | None) -> Question | None:
        here: Path = ("questions", number)
        self._places[here] = (node.line, node.column)
        if not isinstance(node, Mapping):
            self._problem("not-fields", here, example="stem: …")
            return None
        fields = self._fields(node, here, _QUESTION)
        kind = self._word(fields, here, "kind", Kind, required=True)
        rule = self._word(fields, here, "rule", Rule) or Rule.PARTIAL
        before = len(self.problems)
        choices = self._choices(fields, here, kind)
        choices_read = before == len(self.problems)
        question = Question(
            id=self._id(fields, here, ""),
            kind=kind or Kind.SINGLE,
            stem=self._text(fields, here, "stem", required=True),
            choices=choices,
            feedback=self._text(fields, here, "feedback"),
            evidence=tuple(self._evidence(fields, here, finder)),
            tags=tuple(tag for tag in self._texts(fields, here, "tags", _MOST_TAGS) if tag),
            maximum=self._number(fields, here, "maximum", Fraction(1, 1000), Fraction(1000), Fraction(1)),
            rule=rule,
            shuffle=self._flag(fields, here, "shuffle", True),
        )
        certain = kind is not None and choices_read and "choices" in fields
        self._note(
            finding
            for finding in banks.question_faults(question, number)
            if certain or (choices and finding.code in _COUNTED)
        )
        return question

    def _choices(self, fields: dict[str, Node], here: Path, kind: Kind | None) -> tuple[Choice, ...]:
        texts, feedbacks, fixed = [], [], []
        rights: list[bool] = []
        fractions: list[Fraction | None] = []
        for place, node in enumerate(self._list(fields, here, "choices", _MOST_CHOICES, required=True)):
            path = (*here, "choices", place)
            self._places[path] = (node.line, node.column)
            if isinstance(node, Scalar):  # A bare text is a wrong choice with nothing more to say.
                parts: dict[str, Node] = {"text": node}
                self._places[*path, "text"] = self._places[path]
            elif isinstance(node, Mapping):
                parts = self._fields(node, path, _CHOICE)
            else:
                self._problem("not-fields", path, example="text: …")
                parts = {"text": Scalar("?", node.line, node.column)}
            texts.append(self._text(parts, path, "text", required=True))
            feedbacks.append(self._text(parts, path, "feedback"))
            fixed.append(self._flag(parts, path, "fixed", False))
            rights.append(self._flag(parts, path, "right", False))
            has_fraction = "fraction" in parts
            fractions.append(
                self._number(parts, path, "fraction", Fraction(-1), Fraction(1), Fraction(0)) if has_fraction else None
            )
            if has_fraction and "right" in parts:
                self._problem("right-and-fraction", path)
        if any(fraction is not None for fraction in fractions):
            if any(is_right and fraction is None for is_right, fraction in zip(rights, fractions, strict=True)):
                self._problem("mixed-fractions", (*here, "choices"))
            worth = tuple(fraction or Fraction(0) for fraction in fractions)
        else:
            if kind in (Kind.SINGLE, Kind.TRUE_FALSE) and sum(rights) > 1:
                values = {"count": sum(rights), "kind": str(kind)}
                self._note([Finding("several-right-choices", (*here, "choices"), values)])
            worth = banks.shares(kind or Kind.SINGLE, rights)
        return tuple(map(Choice, texts, worth, feedbacks, fixed))

    def _evidence(self, fields: dict[str, Node], here: Path, finder: Finder | None) -> Iterator[Evidence]:
        quotations = self._texts(fields, here, "evidence", _MOST_QUOTATIONS)
        if finder is None:
            if any(quotations) and not self._has_article:
                self._problem("evidence-without-article", (*here, "evidence"))
            return
        for place, quotation in enumerate(quotations):
            if not quotation:
                continue
            path = (*here, "evidence", place)
            match finder.find(quotation):
                case Found(passage):
                    yield Evidence(quotation, passage)
                case Missing(None):
                    self._problem("evidence-not-found", path, quotation=quotation)
                case Missing(nearest):
                    self._problem("evidence-not-found-near", path, quotation=quotation, nearest=nearest)
                case Repeated(count, wider):
                    self._problem("evidence-repeated", path, quotation=quotation, count=count, wider=wider)
                case Across(first):
                    self._problem("evidence-across-paragraphs", path, quotation=quotation, first=first)

    # --- the kinds of field ---

    def _fields(self, node: Mapping, path: Path, known: tuple[str, ...]) -> dict[str, Node]:
        """The known fields by name; unknown and doubled ones are noted."""
        fields: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key, value in node.entries:
            name = key.text
            if name in lines:
                values: dict[str, object] = {"field": _short(name), "first": lines[name]}
                self.problems.append(Problem("doubled-field", key.line, key.column, values))
                continue
            lines[name] = key.line
            if name not in known:
                near = get_close_matches(_short(name.casefold()), known, 1)
                code = "unknown-field-near" if near else "unknown-field"
                values = {"field": _short(name), "near": near[0] if near else "", "known": ", ".join(known)}
                self.problems.append(Problem(code, key.line, key.column, values))
                continue
            fields[name] = value
            self._places[*path, name] = (value.line, value.column)
        return fields

    def _text(
        self,
        fields: dict[str, Node],
        path: Path,
        name: str,
        default: str = "",
        *,
        required: bool = False,
        longest: int = _LONGEST_FIELD,
    ) -> str:
        node = fields.get(name)
        if node is None:
            if required:
                self._problem("missing-field", path, field=name)
            return default
        return self._scalar(node, (*path, name), name, longest)

    def _scalar(self, node: Node, path: Path, name: str, longest: int = _LONGEST_FIELD) -> str:
        if not isinstance(node, Scalar):
            self._problem("not-text", path, field=name)
            return ""
        text = node.text.strip()
        if not text:
            self._problem("empty-text", path, field=name)
        elif len(text) > longest:
            self._problem("text-too-long", path, field=name, count=len(text), limit=longest)
        elif character := hidden_character(text):  # Written as "\\0": the file itself was looked through before.
            self._problem("hidden-character", path, character=character)
        return text

    def _list(self, fields: dict[str, Node], path: Path, name: str, most: int, *, required: bool = False) -> list[Node]:
        node = fields.get(name)
        if node is None:
            if required:
                self._problem("missing-field", path, field=name)
            return []
        if not isinstance(node, Sequence):
            self._problem("not-list", (*path, name), field=name)
            return []
        if len(node.items) > most:
            self._problem("too-many", (*path, name), field=name, count=len(node.items), limit=most)
            return []
        return node.items

    def _texts(self, fields: dict[str, Node], path: Path, name: str, most: int) -> list[str]:
        """A list of texts, empty where they were refused; one text alone is a list of one."""
        node = fields.get(name)
        items = [node] if isinstance(node, Scalar) else self._list(fields, path, name, most)
        texts = []
        for place, item in enumerate(items):
            self._places[*path, name, place] = (item.line, item.column)
            texts.append(self._scalar(item, (*path, name, place), name))
        return texts

    def _flag(self, fields: dict[str, Node], path: Path, name: str, default: bool) -> bool:
        if name not in fields:
            return default
        word = self._text(fields, path, name)
        if word.casefold() in _YES:
            return True
        if word and word.casefold() not in _NO:
            self._problem("bad-word", (*path, name), field=name, value=_short(word), known="yes, no")
        return False

    def _word(
        self, fields: dict[str, Node], path: Path, name: str, words: type[W], *, required: bool = False
    ) -> W | None:
        word = self._text(fields, path, name, required=required)
        if not word:
            return None
        known = [str(value) for value in words]
        if word.casefold() not in known:
            self._problem("bad-word", (*path, name), field=name, value=_short(word), known=", ".join(known))
            return None
        return words(word.casefold())

    def _number(
        self, fields: dict[str, Node], path: Path, name: str, low: Fraction, high: Fraction, default: Fraction
    ) -> Fraction:
        if name not in fields:
            return default
        word = self._text(fields, path, name)
        number = parse_number(word)
        if number is not None and low <= number <= high:
            return number
        if word:
            values = {"field": name, "value": _short(word), "low": _decimal(low), "high": _decimal(high)}
            self._problem("bad-number", (*path, name), **values)
        return default

    def _id(self, fields: dict[str, Node], path: Path, default: str) -> str:
        id_ = self._text(fields, path, "id", default, required=not default)
        if id_ and not _ID.fullmatch(id_):
            self._problem("bad-id", (*path, "id"), value=_short(id_), near=slug(id_))
        return id_

    # --- the book of problems ---

    @property
    def _faulty(self) -> bool:
        return any(problem.severity is Severity.FAULT for problem in self.problems)

    def _problem(self, code: str, path: Path, **values: object) -> None:
        self._note([Finding(code, path, values)])

    def _note(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            path = finding.path
            while path not in self._places:
                path = path[:-1]
            self.problems.append(Problem(finding.code, *self._places[path], finding.values))


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


def _decimal(number: Fraction) -> str:
    return f"{float(number):g}"


# --- writing ---


class _Text(str):
    """A text that is written as a `|` block, so that its lines stay lines."""


class _Dumper(yaml.SafeDumper):
    """Quotes whatever another YAML reader would take for something else than text."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """What some YAML readers take for a line break is written as an escape, which all of them read alike."""
    style = '"' if _ESCAPED.search(text) else "|" if isinstance(text, _Text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_ESCAPED = re.compile(r"[\r\x85\u2028\u2029\ufeff]")
_Dumper.add_representer(_Text, _represent)
_Dumper.add_representer(str, _represent)


def write(bank: Bank) -> bytes:
    """The file that reads back as the same bank."""
    document: dict[str, Any] = {"quizapp": "1", "id": bank.id, "title": bank.title, "language": bank.language}
    document |= _given(summary=bank.summary)
    source = bank.source
    if given := _given(title=source.title, publisher=source.publisher, date=source.date, link=source.link):
        document["source"] = given
    if bank.article is not None:
        document["article"] = _Text(bank.article.markdown.strip() + "\n")
    document["questions"] = [_question(question) for question in bank.questions]
    text: str = yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
    )
    return text.encode()


def _given(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _question(question: Question) -> dict[str, Any]:
    if question.kind is Kind.MULTIPLE:
        shared = any(choice.fraction < 0 for choice in question.choices)
    else:
        shared = len(question.key) == 1  # Several full answers can be told by their fractions only.
    key = [place in question.key for place in range(len(question.choices))]
    said_by_right = shared and banks.shares(question.kind, key) == tuple(c.fraction for c in question.choices)
    return {
        "id": question.id,
        "kind": str(question.kind),
        "stem": question.stem,
        "choices": [_choice(choice, said_by_right) for choice in question.choices],
        **_given(
            feedback=question.feedback,
            evidence=[evidence.quotation for evidence in question.evidence],
            tags=list(question.tags),
            maximum="" if question.maximum == 1 else number_text(question.maximum),
            rule="" if question.rule is Rule.PARTIAL else str(question.rule),
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
        "text": choice.text,
        **worth,
        **_given(feedback=choice.feedback, fixed="yes" if choice.fixed else ""),
    }
