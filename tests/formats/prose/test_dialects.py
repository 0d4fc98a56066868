"""A bank that is written out in any of the ways in which people type one is read back the same."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats import plaintext
from quizapp.formats.file import File
from quizapp.formats.problems import unheard
from tests.formats.prose.typed import Told, told

WORDS = st.sampled_from(
    [
        "river",
        "summit",
        "train",
        "harbour",
        "meeting",
        "guest",
        "rocket",
        "province",
        "capital",
        "water",
        "light",
        "because",
        "never",
        "which",
        "about",
        "three",
        "Berlin",
        "Alps",
        "école",
        "größer",
        "montaña",
        "北京",
        "Москва",
        "1945",
        "3.5",
        "(perhaps)",
        "x+1",
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=7).map(lambda words: "The " + " ".join(words) + " end")
NUMBERINGS = ("{}. ", "{}) ", "Q{}. ", "Question {}: ", "{} - ", "({}) ", "")
LABELS = ("{}. ", "{}) ", "({}) ", "[{}] ", "{}) ", "- {}) ", "{}.\u00a0", "{}）")
SETS = ("ABCDEF", "abcdef", "АБВГДЕ", "αβγδεζ", "①②③④⑤⑥")
KEYS = (
    "Answer: {}",
    "Correct answer: {}",
    "Réponse : {}",
    "ANSWER: {}",
    "答案：{}",
    "Ans. {}",
    "**Answer: {}**",
    "Lösung: {}",
)


@dataclass(frozen=True)
class Manner:
    """How somebody types."""

    numbering: str
    label: str
    letters: str
    key: str
    is_starred: bool
    is_listed: bool
    gap: str
    between: str
    wraps: bool


MANNERS = st.builds(
    Manner,
    st.sampled_from(NUMBERINGS),
    st.sampled_from(LABELS),
    st.sampled_from(SETS),
    st.sampled_from(KEYS),
    st.booleans(),
    st.booleans(),
    st.sampled_from(("", "\n")),
    st.sampled_from(("", "\n", "\n\n")),
    st.booleans(),
)
QUESTIONS = st.lists(
    st.tuples(TEXT, st.lists(TEXT, min_size=2, max_size=6, unique=True)).flatmap(
        lambda one: st.tuples(
            st.just(one[0] + "?"),
            st.just(one[1]),
            st.sets(st.integers(0, len(one[1]) - 1), min_size=1, max_size=len(one[1]) - 1).map(sorted),
        )
    ),
    min_size=2,
    max_size=5,
    unique_by=lambda one: one[0],
)


def typed(questions: list[Told], manner: Manner) -> str:
    """The text that somebody of these manners would type."""
    blocks = []
    is_listed = manner.is_listed and bool(manner.numbering) and not manner.is_starred
    fold: Callable[[str], str] = lambda text: text.replace(" end", "\n   end") if manner.wraps else text  # noqa: E731
    for number, (stem, choices, key) in enumerate(questions, start=1):
        lines = [manner.numbering.format(number) + stem]
        for at, choice in enumerate(choices):
            mark = "*" if manner.is_starred and at in key else ""
            lines.append(mark + manner.label.format(manner.letters[at]) + fold(choice))
        if not manner.is_starred and not is_listed:
            lines.append(manner.key.format(", ".join(manner.letters[at] for at in key)))
        blocks.append(("\n" + manner.gap).join(lines) + "\n")
    text = (manner.between or ("" if manner.numbering else "\n")).join(blocks)
    if is_listed:
        letters = (", ".join(manner.letters[at] for at in key) for _, _, key in questions)
        text += "\nAnswer key\n" + "\n".join(f"{number}. {one}" for number, one in enumerate(letters, start=1)) + "\n"
    return text


@settings(max_examples=60, deadline=None)
@given(QUESTIONS, MANNERS)
def test_what_somebody_types_is_read_back(questions: list[Told], manner: Manner) -> None:
    text = typed(questions, manner)

    # Strict Aiken has a reader of its own, which keeps numbers in stems.
    found = told(plaintext.FORMAT.read(File("bank.txt", text.encode()), unheard))

    assert [(stem, [" ".join(one.split()) for one in choices], key) for stem, choices, key in found] == questions, text
