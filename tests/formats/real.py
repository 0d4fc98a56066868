"""The real files beside the checkout against what their home systems find in them; prints the table by format.

python -m tests.formats.real

They are other people's, so they are not in the repository: they lie in ../shared/banks, each format in a folder, with
EXPECTED.jsonl, which has a line for each file.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.domain.banks import Kind
from quizapp.formats import reading
from quizapp.formats.problems import Report
from tests.checkouts import ROOT

BANKS = ROOT.parent / "shared" / "banks"
_KINDS = {"single": Kind.SINGLE, "multi": Kind.MULTIPLE, "tf": Kind.TRUE_FALSE}
_NOTHING = {"nothing-to-ask", "no-questions-here"}
"""What is said of a sound file in which there is nothing to ask."""


@dataclass(frozen=True)
class Line:
    """One real file: what is expected of it, and what was found."""

    format: str
    file: str
    total: int
    choices: int
    """Questions of its that are multiple choice."""
    malformed: bool
    report: Report
    difference: str
    """In few words; empty where there is none."""


def lines(*formats: str) -> Iterator[Line]:
    """Those of these formats, or of all; none where there are no such files."""
    listed = BANKS / "EXPECTED.jsonl"
    if not listed.exists():
        return
    for written in listed.read_text("utf-8").splitlines():
        line: dict[str, Any] = json.loads(written)
        path = Path(BANKS, line["format"], line["file"])
        if (formats and line["format"] not in formats) or not path.exists():
            continue
        report = reading.read(path.read_bytes(), path.name)
        malformed = line["malformed"].startswith("yes")
        yield Line(
            line["format"], line["file"], line["total"], line["mc"], malformed, report, _difference(line, report)
        )  # fmt: skip


def _difference(line: dict[str, Any], report: Report) -> str:
    if report.bank is None and line["malformed"].startswith("yes"):
        return "" if report.problems else "no problem is named"
    if line["malformed"].startswith("yes") and (report.questions, line["mc"]) == (
        line["total"],
        len(report.bank.questions) if report.bank else 0,
    ):
        return ""
    if report.bank is None and {problem.code for problem in report.problems} - _NOTHING:
        return ", ".join(sorted({problem.code for problem in report.problems}))
    questions = report.bank.questions if report.bank else ()
    # A choice without a key is one to its home system too, but nothing that could be marked: it is left out, and said.
    details = [detail for detail in line["mc_detail"] if detail.get("correct") != []]
    keyless = sum("without a key" in str(problem.values.get("kind")) for problem in report.left_out)
    if (report.questions, len(questions) + keyless) != (line["total"], line["mc"]) or len(questions) != len(details):
        codes = sorted({problem.code for problem in report.problems})
        return f"{report.questions}/{len(questions)} instead of {line['total']}/{line['mc']} {codes}"
    for number, (question, detail) in enumerate(zip(questions, details, strict=True), 1):
        fractions = [round(float(choice.fraction), 5) for choice in question.choices]
        if question.kind is not _KINDS[detail["kind"]]:
            return f"question {number} is {question.kind}"
        if len(fractions) != detail.get("n_choices", len(fractions)):
            return f"question {number} has {len(fractions)} choices"
        if "fractions" in detail and fractions != [_share(given) for given in detail["fractions"]]:
            return f"question {number} has fractions {fractions} instead of {detail['fractions']}"
        if "correct" in detail and sorted(question.key) != sorted(detail["correct"]):
            return f"question {number} has key {sorted(question.key)} instead of {detail['correct']}"
    return ""


def _share(given: float | str) -> float:
    """Those of Moodle XML are listed as they stand in the file: in per cent."""
    return round(float(given) / 100 if isinstance(given, str) else given, 5)


def main() -> None:
    found = list(lines())
    if not found:
        print(f"There are no real files in {BANKS}.")
        return
    print("| format | files | as at home | questions | asked here | left out or unreadable |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in sorted({line.format for line in found}):
        those = [line for line in found if line.format == name]
        asked = sum(len(line.report.bank.questions) for line in those if line.report.bank)
        questions = sum(line.report.questions for line in those)
        sound = sum(not line.difference for line in those)
        print(f"| {name} | {len(those)} | {sound} | {questions} | {asked} | {questions - asked} |")
    for line in found:
        if line.difference:
            print(f"{line.format}/{line.file}: {line.difference}")


if __name__ == "__main__":
    main()
