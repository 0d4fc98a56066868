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
    ("format", ""): Wording(N_("It looks like %(value)s, but may be something else."), N_("Read it as %(value)s")),
    ("member", "-"): Wording(N_("The archive holds several banks."), N_("List what is in the archive")),
    ("member", ""): Wording(N_("Of the banks in this archive, this is %(value)s."), N_("Look at %(value)s")),
    ("text-language", ""): Wording(
        N_("Texts of this file are in several languages; they were read in the one that it calls “%(value)s”."),
        N_("Read them in “%(value)s”"),
    ),
    ("counting", ""): Wording(
        N_("The right choices are given by numbers, and nothing tells whether the first choice is 0 or 1."),
        N_("Count the choices from %(value)s"),
    ),
    ("counting", "0"): Wording(
        N_("The right choices are given by numbers; the first choice was taken for 0."),
        N_("Count the choices from 0"),
    ),
    ("counting", "1"): Wording(
        N_("The right choices are given by numbers; the first choice was taken for 1."),
        N_("Count the choices from 1"),
    ),
    ("catch-alls", "shuffled"): Wording(
        N_("“%(sample)s”, and every choice like it, is shuffled among the other choices."),
        N_("Shuffle “%(sample)s” and its like among the other choices"),
    ),
    ("catch-alls", "fixed"): Wording(
        N_("“%(sample)s”, and every choice like it, keeps its place when choices are shuffled."),
        N_("Keep “%(sample)s” and its like in their places"),
    ),
    ("key", "star"): Wording(
        N_("A star, a plus, a cross or an arrow at a choice was taken to mark the right one."),
        N_("A star, a plus, a cross or an arrow marks the right choice"),
    ),
    ("key", "order"): Wording(
        N_("The letters at the end were taken for the right choices of the questions, in their order."),
        N_("The letters at the end are the right choices, in the order of the questions"),
    ),
    ("key", "stem"): Wording(
        N_("A letter in brackets in the question was taken for the right choice."),
        N_("The letter in brackets in the question is the right choice"),
    ),
    ("key", "ending"): Wording(
        N_("A coloured letter at the end of the question was taken for the right choice."),
        N_("The coloured letter at the end of the question is the right choice"),
    ),
    ("key", "bold"): Wording(
        N_("The choice in bold was taken for the right one."), N_("The choice in bold is the right one")
    ),
    ("key", "colour"): Wording(
        N_("The choice in another colour was taken for the right one."),
        N_("The choice in another colour is the right one"),
    ),
    ("key", "highlight"): Wording(
        N_("The highlighted choice was taken for the right one."), N_("The highlighted choice is the right one")
    ),
    ("key", "underlined"): Wording(
        N_("The underlined choice was taken for the right one."), N_("The underlined choice is the right one")
    ),
    ("key", "italic"): Wording(
        N_("The choice in italics was taken for the right one."), N_("The choice in italics is the right one")
    ),
    ("key", "none"): Wording(
        N_("No sign at a choice was taken to mark the right one."), N_("It says nothing of what is right")
    ),
    ("layout", "as-before"): Wording(
        N_("The columns hold what you said of the last table that was laid out like this one."),
        N_("They hold what I said of the last table like this one"),
    ),
    ("layout", "asked"): Wording(
        N_("What you said of the last table that was laid out like this one was not used."),
        N_("They hold something else"),
    ),
    ("truth-words", "true-false"): Wording(
        N_("“%(sample)s” in braces, and words like it, were taken for true or false."),
        N_("“%(sample)s” and words like it say true or false"),
    ),
    ("truth-words", "short-answers"): Wording(
        N_("“%(sample)s” in braces, and words like it, were taken for answers to be typed, which are not asked here."),
        N_("“%(sample)s” and words like it are answers to be typed: leave them out"),
    ),
    ("last-line", "explanation"): Wording(
        N_("The line below the choices, or below the key, was taken for the explanation of its question."),
        N_("The line below them is an explanation"),
    ),
    ("last-line", "choice"): Wording(
        N_("The line below the choices was taken to go on with the last of them."),
        N_("The line below them goes on with the last choice"),
    ),
}
"""By the option that decides, and its value; the empty one stands for every value that has no wording of its own."""
