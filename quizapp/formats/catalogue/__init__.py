"""The sentences for every problem, by its code, in English, once; the French ones are in the gettext catalogue."""

from quizapp.formats.catalogue import banks, classes, documents, files, foreign, strangers
from quizapp.formats.catalogue.guesses import GUESSES
from quizapp.formats.catalogue.words import N_, Sentences, Severity

__all__ = ["CATALOGUE", "GUESSES", "N_", "Severity"]

CATALOGUE: Sentences = {
    **files.SENTENCES,
    **strangers.SENTENCES,
    **banks.SENTENCES,
    **foreign.SENTENCES,
    **documents.SENTENCES,
    **classes.SENTENCES,
}
