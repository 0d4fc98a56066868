"""What is stored of a version stays readable for good, and the same to the byte."""

from hashlib import sha256
from pathlib import Path

from quizapp.domain import documents
from quizapp.formats import native

STORED = Path(__file__).with_name("stored_version.json")
"""A version as it was published before questions kept their marking, feedback and filing together."""
FILE = """
quizapp: "1"
id: summit
title: The summit
language: en
summary: Two leaders meet.
source: {title: Article, publisher: Paper, date: 2023-09-13, link: "https://paper.example/a"}
article: |
  # The summit

  It took place at the *spaceport*. Two launches had failed.
questions:
  - id: bare
    kind: single
    stem: Where?
    choices:
      - {text: Spaceport, right: yes}
      - Harbour
    evidence: at the spaceport
  - id: full
    kind: multiple
    name: Its name
    category: History / Summits
    stem: "[html]<p>Which <b>two</b>?</p>"
    choices:
      - {text: One, fraction: 1/3, feedback: "[html]<i>So</i>", fixed: yes}
      - {text: Two, fraction: 2/3}
      - {text: Three, fraction: -1/2, feedback: No.}
    feedback: In general.
    feedback-right: Right.
    feedback-partly: "[html]<b>Partly</b>."
    feedback-wrong: Wrong.
    evidence: [Two launches had failed]
    tags: [easy, l’été]
    maximum: 2.5
    shuffle: no
  - id: whole
    kind: multiple
    stem: All or nothing?
    choices:
      - {text: A, right: yes}
      - {text: B, right: yes}
      - C
    rule: all-or-nothing
  - id: tabled
    kind: multiple
    stem: By a table?
    choices:
      - {text: A, right: yes}
      - B
    rule: table
    table: 1 = 1/2; 1+2 = 1
  - id: two
    kind: true/false
    stem: Two launches had failed.
    choices:
      - {text: "True", right: yes}
      - "False"
"""


def test_a_version_that_was_stored_before_is_read_and_written_as_it_was() -> None:
    stored = STORED.read_text("utf-8")

    assert documents.dump(documents.load(stored)) == stored
    assert sha256(stored.encode()).hexdigest() == "ed45fb0ba00499513d6a2a89546bfab0e2f0139e4883858b0d7abe918a7becde"


def test_the_same_file_makes_the_same_version_as_ever() -> None:
    bank = native.read(FILE.encode(), "summit.yaml").bank

    assert bank is not None
    assert documents.dump(bank) == STORED.read_text("utf-8")
