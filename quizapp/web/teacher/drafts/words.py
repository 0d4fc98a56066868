"""What is wrong in a draft, beside the field it is about, and what to do there rather than in a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.drafts import Draft
from quizapp.domain.findings import Finding
from quizapp.formats.problems import N_, Problem, Severity, sentence
from quizapp.web.words import letter

WHOLE = "whole"
ABOUT = "about"
ARTICLE = "article"

Part = str | int
"""One of these, or the key of a question."""

_IN_A_FORM = {
    "empty-text": (N_("This field is empty."), N_("Write its text here.")),
    "too-few-choices": ("", N_("Add a choice below.")),
    "no-right-choice": ("", N_("Tick “right” beside the right choice.")),
    "several-right-choices": ("", N_("Choose “several right answers” above, or keep one tick.")),
    "shares-not-whole": ("", N_("Make the shares of the right choices add up to 1.")),
    "true-false-needs-two": ("", N_("Keep two, or choose “one right answer” above.")),
    "no-questions": ("", N_("Add the first one below.")),
    "evidence-without-article": ("", N_("Paste the article on its own page, or empty these fields.")),
    "tempted-by-without-article": ("", N_("Paste the article on its own page, or empty this field.")),
    "right-choice-tempts": ("", N_("Empty this field, or untick “right”.")),
    "evidence-across-paragraphs": ("", N_("Give each paragraph its own field; the first ends with “%(first)s”.")),
    "no-evidence": ("", N_("Select the passage that proves its answer in the article, or paste it below.")),
    "all-of-the-above": ("", N_("Tick “keeps its place” at this choice.")),
    "names-letters": ("", N_("Untick “Its choices may be shuffled”.")),
    "ticking-all-pays": ("", N_("Give the wrong choices a negative share, or choose “all or nothing”.")),
    "article-link": ("", N_("Give the address of the article under “Source”.")),
    "file-too-large": (N_("The draft is larger than %(limit)s MB."), ""),
}  # fmt: skip
"""Other words, where those of the catalogue tell what to write into a file; empty for the same."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding, beside its field."""

    field: str
    where: str
    """The field's own name; empty for a part as a whole."""
    text: str
    hint: str
    is_fault: bool

    @property
    def look(self) -> str:
        return "fault" if self.is_fault else "doubt"


@dataclass(frozen=True, slots=True)
class PartFindings:
    """All that was found in one part of a draft, or in the whole."""

    lines: Sequence[FindingLine] = ()

    @property
    def faults(self) -> int:
        return sum(line.is_fault for line in self.lines)

    @property
    def doubts(self) -> int:
        return len(self.lines) - self.faults

    def at(self, field: str) -> list[FindingLine]:
        return [line for line in self.lines if line.field == field]


@dataclass(frozen=True, slots=True)
class Fact:
    """A word or two about how something stands."""

    words: str
    look: str = ""
    """bad, doubtful or fine; empty for neither."""


def state(told: PartFindings, *, looked: bool) -> Fact:
    """How a part of a draft stands, in one fact."""
    if not looked:
        return Fact(_("being checked…"))
    return (faults(told.faults) or doubts(told.doubts) or [Fact(_("sound"), "fine")])[0]


def soundness(number: int, *, looked: bool) -> list[Fact]:
    """Whether there are faults, once that is known."""
    return (faults(number) or [Fact(_("no fault"), "fine")]) if looked else [Fact(_("being checked…"))]


def faults(number: int) -> list[Fact]:
    return [Fact(ngettext("%(num)s fault", "%(num)s faults", number), "bad")] if number else []


def doubts(number: int) -> list[Fact]:
    return [Fact(ngettext("%(num)s doubt", "%(num)s doubts", number), "doubtful")] if number else []


def by_part(draft: Draft, findings: Sequence[Finding]) -> dict[Part, PartFindings]:
    """The findings by the part of the draft they are about."""
    keys = list(draft.questions)
    lines: dict[Part, list[FindingLine]] = {}
    for finding in findings:
        part, field = _where(finding, keys)
        lines.setdefault(part, []).append(_line(finding, field))
    untouched = [key for key, question in draft.questions.items() if question.is_untouched and key in lines]
    return {part: PartFindings(found) for part, found in lines.items()} | dict.fromkeys(untouched, _untouched())


def _untouched() -> PartFindings:
    """One line for a question that was only added: that each of its fields is empty is plain."""
    return PartFindings([FindingLine("", "", _("Nothing is written here yet."), _("Write it, or remove it."), True)])


def _where(finding: Finding, keys: Sequence[int]) -> tuple[Part, str]:
    """The part, and the field of its page."""
    match finding.path:
        case ("questions", int(place), *rest) if place < len(keys):
            return keys[place], _question_field(finding.code, rest)
        case ("article", *_):
            return ARTICLE, "article"
        case ("title" | "language" | "summary" | "source", *_):
            return ABOUT, "-".join(map(str, finding.path))
        case _:
            return WHOLE, ""


def _question_field(code: str, rest: Sequence[str | int]) -> str:
    match rest:
        case ["choices", int(at)]:
            return f"text-{at}"
        case ["choices", int(at), "fraction"]:
            return f"worth-{at}"
        case ["choices", int(at), str(name)]:
            return f"{name}-{at}"
        case ["evidence", int(at)]:
            return f"evidence-{at}"
        case [str(name), *_] if name != "id":
            return name
        case _:
            return "evidence" if code == "no-evidence" else ""


def _line(finding: Finding, field: str) -> FindingLine:
    problem = Problem(finding.code, values=finding.values)
    text, hint = sentence(problem, _)
    other_text, other_hint = _IN_A_FORM.get(finding.code, ("", ""))
    return FindingLine(
        field,
        _name(field),
        _(other_text) % finding.values if other_text else text,
        _(other_hint) % finding.values if other_hint else hint,
        problem.severity is Severity.FAULT,
    )


def _name(field: str) -> str:
    """What a field is called on its page."""
    number = field.rpartition("-")[2]
    at = int(number) if number.isdecimal() else 0
    names: dict[str, str] = {
        "title": _("Title"),
        "language": _("Language of the bank"),
        "summary": _("Summary"),
        "source-title": _("Title of the article"),
        "source-publisher": _("Publisher"),
        "source-date": _("Date"),
        "source-link": _("Link"),
        "stem": _("Stem"),
        "choices": _("Choices"),
        "evidence": _("Evidence"),
        "feedback": _("Feedback"),
        "feedback-right": _("Feedback to right answers"),
        "feedback-partly": _("Feedback to partly right answers"),
        "feedback-wrong": _("Feedback to wrong answers"),
        "name": _("Name of the question"),
        "category": _("Category"),
        "tags": _("Tags"),
        "maximum": _("Marks for a fully right answer"),
        f"text-{at}": _("Choice %(letter)s", letter=letter(at)),
        f"worth-{at}": _("Choice %(letter)s", letter=letter(at)),
        f"feedback-{at}": _("Feedback to choice %(letter)s", letter=letter(at)),
        f"tempted-by-{at}": _("Passage that tempts to choice %(letter)s", letter=letter(at)),
        f"evidence-{at}": _("Quotation %(number)s", number=at + 1),
    }
    return names.get(field, "")
