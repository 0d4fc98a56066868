"""The language of a file that does not say it, guessed from its commonest words."""

import re
from collections import Counter
from collections.abc import Sequence

UNKNOWN = "und"
"""BCP 47 for a language that could not be told."""

_COMMON = {
    "en": "the of and to in is are was which what that for how many does with",
    "fr": "le la les des et est une que dans pour quel quelle qui sur pas sont du",
    "es": "el la los las que y es una por con para cuál qué del se en",
    "de": "der die das und ist nicht ein eine zu welche wie auf mit den für",
    "it": "il lo gli che e di è una per con quale sono del della nel",
    "pt": "o os as que e é uma para com não qual do da em são",
    "nl": "de het een en is van niet dat met welke voor zijn op wat",
}
"""A dozen of the commonest words of each; those that two share count for both."""
_WORDS = {tag: frozenset(words.split()) for tag, words in _COMMON.items()}
_FEWEST = 5
_TRUE_FALSE = {
    "fr": ("Vrai", "Faux"), "es": ("Verdadero", "Falso"), "de": ("Wahr", "Falsch"), "it": ("Vero", "Falso"),
    "pt": ("Verdadeiro", "Falso"), "nl": ("Waar", "Onwaar"),
}  # fmt: skip


def guess(text: str) -> str:
    """A language tag, where one language's words are clearly the most; else « und »."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:100_000].casefold()))
    found = sorted(((sum(words[word] for word in known), tag) for tag, known in _WORDS.items()), reverse=True)
    (most, tag), (second, __) = found[:2]
    return tag if most >= _FEWEST and most > 1.3 * second else UNKNOWN


def true_false(tag: str) -> tuple[str, str]:
    """How a language calls the two choices."""
    return _TRUE_FALSE.get(tag, ("True", "False"))


def are_true_false(words: Sequence[str]) -> bool:
    """Whether these are the two choices in some language."""
    said = tuple(word.casefold() for word in words)
    return said in {(true.casefold(), false.casefold()) for true, false in (true_false(""), *_TRUE_FALSE.values())}
