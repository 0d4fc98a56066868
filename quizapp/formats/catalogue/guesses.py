"""How readers say what they took a file to mean, and offer to take it another way."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.formats.catalogue.words import N_


@dataclass(frozen=True, slots=True)
class Wording:
    """Of one way to take something."""

    taken: str
    """A sentence, with the names of what belongs there: the value, and a sample of the file's words."""
    offered: str
    """On the button that has it taken so."""


GUESSES: Mapping[tuple[str, str], Wording] = {
    ("encoding", ""): Wording(
        N_("The file does not say in which encoding it is; it was read as %(value)s: “%(sample)s”."),
        N_("Read it as %(value)s: “%(sample)s”"),
    ),
    ("text-language", ""): Wording(
        N_("Texts of this file are in several languages; they were read in the one that it calls “%(value)s”."),
        N_("Read them in “%(value)s”"),
    ),
    ("catch-alls", "shuffled"): Wording(
        N_("“%(sample)s”, and every choice like it, is shuffled among the other choices."),
        N_("Shuffle “%(sample)s” and its like among the other choices"),
    ),
    ("catch-alls", "fixed"): Wording(
        N_("“%(sample)s”, and every choice like it, keeps its place when choices are shuffled."),
        N_("Keep “%(sample)s” and its like in their places"),
    ),
}
"""By the option that decides, and its value; the empty one stands for every value that has no wording of its own."""
