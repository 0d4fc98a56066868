"""Reading a native file: from its tree to a bank, with everything wrong or doubtful in it."""

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import starmap

from quizapp.domain import banks
from quizapp.domain.articles import Article, Passage
from quizapp.domain.banks import Bank, Choice, Evidence, Feedback, Filing, Kind, Marking, Question, Rule, Source
from quizapp.domain.evidence import Across, Finder, FoundPassage, MissingPassage, RepeatedPassage
from quizapp.domain.findings import Finding, doubts, question_faults
from quizapp.formats.building.ids import file_id
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.native.fields import FEEDBACK, Group, Notes, Path
from quizapp.formats.problems import Problem, Progress, Report, Severity, unheard, watched
from quizapp.formats.syntax import yamltree
from quizapp.formats.syntax.text import Decoded, decode
from quizapp.formats.syntax.yamltree import Mapping, Node, Scalar, Unreadable
from quizapp.formats.texts.markdown import read_article
from quizapp.formats.texts.pictures import MOST_BYTES, Album, Picture, used

NAME = "quizapp"
_MOST_QUESTIONS = 20_000
_MOST_CHOICES = 26
_MOST_QUOTATIONS = 20
_MOST_TAGS = 50
_LONGEST_LINE = 300
_LONGEST_ARTICLE = 2 * 1024 * 1024

_BANK = ("quizapp", "id", "title", "language", "summary", "source", "article", "questions", "pictures")
_SOURCE = ("title", "publisher", "date", "link")
_QUESTION = (
    "id", "kind", "stem", "choices", FEEDBACK[0], "evidence", "tags", "maximum", "rule", "shuffle", "table", "name",
    "category", *FEEDBACK[1:],
)  # fmt: skip
_TEMPTED = "tempted-by"
_CHOICE = ("text", "right", "fraction", "feedback", "fixed", _TEMPTED)

_NOWHERE = Passage(0, 0, 0)
"""Where a quotation stands that was not found: what was noted of it keeps the bank from being made."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_LINK = re.compile(r"https?://[^\s<>\"\\]{1,2000}")

_COUNTED = ("too-few-choices", "true-false-needs-two")
"""Faults that can be named although the choices have others: how many there are is plain."""


def read(data: bytes, name: str, progress: Progress = unheard) -> Report:
    """The bank in a native file called `name` (it gives the bank its id where the file does not), or what is wrong."""
    decoded = decode(data)
    problems = decoded.problems
    if decoded.text is None:
        return _report(None, 0, problems, decoded)
    try:
        root = yamltree.parse(decoded.text, problems)
    except Unreadable as unreadable:
        return _report(None, 0, [*problems, unreadable.problem], decoded)
    reader = _Reader(decoded.text, problems, progress)
    bank = reader.bank(root, file_id(name))
    report = _report(bank, reader.count, problems, decoded)
    read = report.bank or report.unfinished
    if read is None:
        return report
    texts = (text for question in read.questions for text in banks.texts_of(question))
    return replace(report, pictures=used(texts, reader.album.kept))


def _report(bank: Bank | None, questions: int, problems: Iterable[Problem], decoded: Decoded) -> Report:
    ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
    faults = tuple(problem for problem in ordered if problem.severity is Severity.FAULT)
    warnings = tuple(problem for problem in ordered if problem.severity is Severity.WARNING)
    unfinished = bank if faults and bank is not None and bank.questions else None
    return Report(
        NAME,
        None if faults else bank,
        questions,
        faults,
        warnings,
        encoding=decoded.encoding,
        unfinished=unfinished,
    )


class _Reader:
    """Walks the tree once, from the bank down to its choices."""

    def __init__(self, text: str, problems: list[Problem], progress: Progress) -> None:
        self.count = 0
        self.album = Album()
        self._sent: dict[str, bytes] = {}
        """Pictures of the file, as it calls them."""
        self._lines = text.split("\n")
        self._notes = Notes(problems)
        self._progress = progress
        self._has_article = False

    def bank(self, root: Node | None, fallback_id: str) -> Bank | None:
        if not isinstance(root, Mapping):
            self._notes.place((), *((root.line, root.column) if root else (1, 1)))
            self._notes.problem("not-fields", (), example="title: …")
            return None
        self._notes.place((), root.line, root.column)
        fields = self._notes.group(root, (), _BANK)
        if (version := fields.text("quizapp", "1", longest=20)) != "1":
            fields.problem("unknown-version", "quizapp", value=version)
        title = fields.text("title", required=True, longest=_LONGEST_LINE)
        id_ = fields.identifier(fallback_id)
        language = fields.text("language", required=True, longest=40)
        if language and not _LANGUAGE.fullmatch(language):
            fields.problem("bad-language", "language", value=language)
        article, finder = self._article(fields)
        self._pictures(fields)
        questions = self._questions(fields, finder)
        bank = Bank(
            id=id_,
            title=title,
            language=language,
            summary=fields.text("summary"),
            source=self._source(fields),
            article=article,
            questions=tuple(questions),
        )
        if not self._notes.has_faults:
            self._notes.note(doubts(bank))
        return bank

    def _source(self, fields: Group) -> Source:
        node = fields.node("source")
        if node is None:
            return Source()
        if not isinstance(node, Mapping):
            fields.problem("not-fields", "source", example="title: …")
            return Source()
        parts = self._notes.group(node, ("source",), _SOURCE)
        link = parts.text("link")
        if link and not _LINK.fullmatch(link):
            parts.problem("bad-link", "link", value=link)
        title, publisher, date = (parts.text(name, longest=_LONGEST_LINE) for name in ("title", "publisher", "date"))
        return Source(title, publisher, date, link)

    def _pictures(self, fields: Group) -> None:
        node = fields.node("pictures")
        if node is None:
            return
        if not isinstance(node, Mapping):
            fields.problem("not-fields", "pictures", example="name.png: …")
            return
        parts = self._notes.group(node, ("pictures",), tuple(key.text for key, _ in node.entries))
        for key, _ in node.entries:
            written = parts.text(key.text, longest=MOST_BYTES * 2)
            try:
                self._sent[key.text] = base64.b64decode("".join(written.split()), validate=True)
            except ValueError:
                parts.problem("bad-picture", key.text, picture=key.text[:80])

    def _picture(self, address: str) -> Picture | None:
        data = self._sent.get(address.removeprefix("media:"))
        return self.album.take(data) if data is not None else None

    # --- the article ---

    def _article(self, fields: Group) -> tuple[Article | None, Finder | None]:
        node = fields.node("article")
        self._has_article = node is not None
        markdown = fields.text("article", longest=_LONGEST_ARTICLE)
        if not isinstance(node, Scalar) or not markdown:
            return None, None
        read = read_article(markdown)
        for number, line in enumerate(read.lines):
            self._notes.place(("article", number), *self._article_place(node, line))
        if read.reduced:
            self._notes.problems.append(Problem("article-link", *self._article_place(node, read.reduced[0])))
        return read.article, Finder(read.article)

    def _article_place(self, node: Scalar, line: int) -> tuple[int, int]:
        """Where a line of the article's Markdown, from 0, stands in the file; for a folded text, where it begins."""
        if not node.block:
            return node.line, node.column
        blank = len(node.text) - len(node.text.lstrip())
        number = node.line + 1 + node.text.count("\n", 0, blank) + line
        shown = self._lines[number - 1]
        return number, len(shown) - len(shown.lstrip()) + 1

    # --- the questions ---

    def _questions(self, fields: Group, finder: Finder | None) -> list[Question]:
        items = fields.items("questions", _MOST_QUESTIONS, required=True)
        self.count = len(items)
        if isinstance(node := fields.node("questions"), yamltree.Sequence) and not node.items:
            fields.problem("no-questions", "questions")
        questions = []
        first_use: dict[str, int] = {}
        for number, node in enumerate(watched(items, self._progress)):
            question = self._question(node, number, finder)
            if question is None:
                continue
            if question.id in first_use:
                values = {"id": question.id, "first": first_use[question.id] + 1}
                self._notes.problem("doubled-id", ("questions", number, "id"), **values)
            elif question.id:
                first_use[question.id] = number
            questions.append(question)
        return questions

    def _question(self, node: Node, number: int, finder: Finder | None) -> Question | None:
        here: Path = ("questions", number)
        self._notes.place(here, node.line, node.column)
        if not isinstance(node, Mapping):
            self._notes.problem("not-fields", here, example="stem: …")
            return None
        fields = self._notes.group(node, here, _QUESTION, self._picture)
        kind = fields.word("kind", Kind, required=True)
        rule = fields.word("rule", Rule) or Rule.PARTIAL
        before = len(self._notes.problems)
        groups = self._choice_groups(fields)
        choices = self._choices(fields, kind, groups)
        choices_read = before == len(self._notes.problems)
        tempting = (self._tempting(group, finder) for group in groups)
        question = Question(
            id=fields.identifier(""),
            kind=kind or Kind.SINGLE,
            stem=fields.said("stem", required=True),
            choices=tuple(starmap(_tempted, zip(choices, tempting, strict=True))),
            marking=Marking(fields.number("maximum", Fraction(1, 1000), Fraction(1000), Fraction(1)), rule),
            feedback=Feedback(*map(fields.said, FEEDBACK)),
            evidence=tuple(self._evidence(fields, finder)),
            filing=Filing(
                fields.text("name", longest=_LONGEST_LINE),
                fields.text("category", longest=_LONGEST_LINE),
                tuple(tag for tag in fields.texts("tags", _MOST_TAGS) if tag),
            ),
            shuffle=fields.flag("shuffle", True),
        )
        if rule is Rule.TABLE:
            question = self._tabled(fields, question)
        certain = kind is not None and choices_read and "choices" in fields
        self._notes.note(
            finding
            for finding in question_faults(question, number)
            if certain or (choices and finding.code in _COUNTED)
        )
        return question

    def _tabled(self, fields: Group, question: Question) -> Question:
        """Marked by the combinations that the field lists, as « 1 = 1/2; 1+3 = 1 »; any other is worth nothing."""
        count = len(question.choices)
        if not question.kind.takes_several or not 0 < count <= banks.MOST_TABLED:
            return question
        worth = [Fraction(0)] * 2**count
        for part in filter(str.strip, fields.text("table", required=True).split(";")):
            ticked, _, share = part.partition("=")
            places = [int(number) for number in ticked.split("+") if number.strip().isdecimal()]
            credit = parse_number(share)
            is_known = places and all(0 < place <= count for place in places) and len(places) == ticked.count("+") + 1
            if credit is None or abs(credit) > 1 or not is_known:
                fields.problem("bad-table", "table", value=part.strip()[:60])
                return question
            worth[sum({1 << place - 1 for place in places})] = credit
        return banks.tabled(question, worth)

    def _choice_groups(self, fields: Group) -> list[Group]:
        nodes = fields.items("choices", _MOST_CHOICES, required=True)
        return [self._choice_fields(node, (*fields.path, "choices", place)) for place, node in enumerate(nodes)]

    def _choices(self, fields: Group, kind: Kind | None, groups: Sequence[Group]) -> tuple[Choice, ...]:
        texts, feedbacks, fixed = [], [], []
        rights: list[bool] = []
        fractions: list[Fraction | None] = []
        for parts in groups:
            texts.append(parts.said("text", inline=True, required=True))
            feedbacks.append(parts.said("feedback"))
            fixed.append(parts.flag("fixed", False))
            rights.append(parts.flag("right", False))
            has_fraction = "fraction" in parts
            fractions.append(parts.number("fraction", Fraction(-1), Fraction(1), Fraction(0)) if has_fraction else None)
            if has_fraction and "right" in parts:
                self._notes.problem("right-and-fraction", parts.path)
        return tuple(map(Choice, texts, self._worth(fields, kind, rights, fractions), feedbacks, fixed))

    def _choice_fields(self, node: Node, path: Path) -> Group:
        self._notes.place(path, node.line, node.column)
        if isinstance(node, Scalar):  # A bare text is a wrong choice with nothing more to say.
            self._notes.place((*path, "text"), node.line, node.column)
            return Group(self._notes, path, {"text": node}, self._picture)
        if isinstance(node, Mapping):
            return self._notes.group(node, path, _CHOICE, self._picture)
        self._notes.problem("not-fields", path, example="text: …")
        return Group(self._notes, path, {"text": Scalar("?", node.line, node.column)})

    def _worth(
        self, fields: Group, kind: Kind | None, rights: Sequence[bool], fractions: Sequence[Fraction | None]
    ) -> tuple[Fraction, ...]:
        """What each choice is worth, said by its fraction or by whether it is right."""
        if any(fraction is not None for fraction in fractions):
            if any(is_right and fraction is None for is_right, fraction in zip(rights, fractions, strict=True)):
                fields.problem("mixed-fractions", "choices")
            return tuple(fraction or Fraction(0) for fraction in fractions)
        if kind is not None and sum(rights) > kind.most_picked(len(rights)):
            fields.problem("several-right-choices", "choices", count=sum(rights), kind=str(kind))
        return banks.shares(kind or Kind.SINGLE, rights)

    def _evidence(self, fields: Group, finder: Finder | None) -> Iterator[Evidence]:
        quotations = fields.texts("evidence", _MOST_QUOTATIONS)
        if finder is None:
            if any(quotations) and not self._has_article:
                fields.problem("evidence-without-article", "evidence")
            return
        for place, quotation in enumerate(quotations):
            if quotation:
                yield self._quoted(finder, quotation, (*fields.path, "evidence", place))

    def _tempting(self, fields: Group, finder: Finder | None) -> Evidence | None:
        quotation = fields.text(_TEMPTED)
        if not quotation:
            return None
        if finder is None:
            if not self._has_article:
                fields.problem("tempted-by-without-article", _TEMPTED)
            return Evidence(quotation, _NOWHERE)
        return self._quoted(finder, quotation, (*fields.path, _TEMPTED))

    def _quoted(self, finder: Finder, quotation: str, path: Path) -> Evidence:
        found = finder.find(quotation)
        if isinstance(found, FoundPassage):
            return Evidence(quotation, found.passage)
        self._notes.note([_unfound(found, path, quotation)])
        return Evidence(quotation, _NOWHERE)


def _tempted(choice: Choice, by: Evidence | None) -> Choice:
    return replace(choice, tempted_by=by) if by else choice


def _unfound(found: MissingPassage | RepeatedPassage | Across, path: Path, quotation: str) -> Finding:
    """Why a quotation stands nowhere in the article, or nobody knows where."""
    match found:
        case MissingPassage(None):
            return Finding("evidence-not-found", path, {"quotation": quotation})
        case MissingPassage(nearest):
            return Finding("evidence-not-found-near", path, {"quotation": quotation, "nearest": nearest})
        case RepeatedPassage(count, wider):
            return Finding("evidence-repeated", path, {"quotation": quotation, "count": count, "wider": wider})
        case Across(first):
            code = "tempted-by-across-paragraphs" if path[-1] == _TEMPTED else "evidence-across-paragraphs"
            return Finding(code, path, {"quotation": quotation, "first": first})
