"""The benchmark of deciding works; what it measures is for people to read, so nothing here looks at a clock."""

import re

from click.testing import CliRunner

from tests.load import kinds


def test_every_kind_is_told_for_what_it_is_and_its_ratio_is_told() -> None:
    run = CliRunner().invoke(kinds.main, ["--size", "0.06", "--rounds", "1"], catch_exceptions=False)

    found = {line[6:26].strip(): line for line in run.output.splitlines()[2:]}
    told = {kind: re.split(r"\d+\.\d  ", line)[-1] for kind, line in found.items()}
    assert told == {
        "GIFT": "GIFT", "Aiken": "Aiken", "text2qti": "text2qti", "quizapp": "quizapp", "CSV": "spreadsheet",
        "Moodle XML": "Moodle XML", "Canvas (QTI 1.2)": "QTI 1.2", "Excel": "spreadsheet", "text": "text",
        "JSON": "JSON", "page": "formatted text", "table, no names": "spreadsheet",
        "no bank: prose": "no-questions-seen", "no bank: cards": "is-cards", "text, accents": "text",
        "text, Windows-1252": "text", "text, CR LF": "text", "Word": "Word document",
    }  # fmt: skip
