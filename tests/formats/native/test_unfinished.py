"""A faulty native file can be gone on with as a draft: what was read of its questions comes along."""

import pytest

from quizapp.formats import native
from quizapp.formats.native import draft as native_draft
from quizapp.formats.sandbox import parcels
from tests.formats.native.test_reader import FOUR, TABLE, without_marks

HEAD = "title: The summit\nlanguage: en\narticle: |\n  They met at the spaceport.\nquestions:\n"
FAULTY = """\
  - id: where
    kind: single
    stem: Where did they meet?
    choices: [{text: At the spaceport, right: yes}, In the harbour]
    evidence: [at the airport]
  - id: who
    kind: single
    stem: Who came by train?
    choices: [Kim, Putin]
  - id: when
    kind: singel
    stem: When?
"""


def test_what_was_read_of_a_faulty_file_becomes_a_draft() -> None:
    report = native.read((HEAD + FAULTY).encode(), "summit.yaml")

    assert report.bank is None
    assert report.unfinished is not None
    draft = native_draft.read(native.write(report.unfinished))
    assert [one.stem for one in draft.questions.values()] == ["Where did they meet?", "Who came by train?", "When?"]
    assert next(one.evidence for one in draft.questions.values()) == ("at the airport",)
    assert [[one.right for one in question.choices] for question in draft.questions.values()] == [
        [True, False], [False, False], [],
    ]  # fmt: skip
    assert draft.article == "They met at the spaceport."


@pytest.mark.parametrize(("code", "text"), TABLE)
def test_whatever_is_wrong_what_was_read_comes_home_and_can_be_written(code: str, text: str) -> None:
    report = native.read(without_marks(text)[0].encode(), "bank.yaml")

    assert not (report.bank and report.unfinished)
    if report.unfinished is not None:
        home = parcels.unpack_whole(parcels.pack_whole(report, 100))
        assert home.unfinished is not None
        draft = native_draft.read(native.write(home.unfinished))
        assert len(draft.questions) == len(report.unfinished.questions), code


def test_a_sound_file_leaves_nothing_unfinished() -> None:
    assert native.read(("title: T\nlanguage: en\nquestions:\n" + FOUR).encode(), "x.yaml").unfinished is None
