"""Extra time as teachers write it: « +33 % » behind a name, 1/3 in a column, « tiers temps » among the remarks."""

import re
from fractions import Fraction

THIRD = 33
_TAIL = 40
"""Characters at the end of a line in which extra time may stand."""
_PER_CENT = "%|per ?cent|pour ?cent"
_BEHIND = re.compile(
    rf"(?:\+ ?(?P<extra>[\d/.,]{{1,7}}|[¼⅓½⅔¾]) ?(?:{_PER_CENT})?"
    rf"|(?<= )(?P<bare>\d{{1,3}}(?:[.,]\d{{1,4}})?) ?(?:{_PER_CENT}))\.? ?\)?$"
)
_ANYWHERE = re.compile(
    rf"(?<![\w+])\+ ?(?:(?P<extra>\d{{1,3}}(?:[.,]\d{{1,4}})?) ?(?:{_PER_CENT})|(?P<share>1/[234]|[¼⅓½⅔¾]))(?![\w/])",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(r"(?:un )?(?:1/3|⅓|tiers)[ -]?temps(?: suppl[ée]mentaire)?|(?:1/3|⅓) extra time", re.IGNORECASE)
_SHARES = {"¼": 25, "⅓": THIRD, "½": 50, "⅔": 67, "¾": 75}
_YES = frozenset("x oui yes ja si sí sim o y ✓ ✔ ☑ vrai true 1/3 ⅓".split())  # noqa: SIM905 - a list to read
_NO = frozenset("- – — non no nein nee não aucun none keine n faux false sans".split())  # noqa: SIM905


def per_cent(cell: str) -> int | None:
    """Extra time as it was written: 33, 33 %, 1/3; None for what is none."""
    bare = cell.removesuffix("%").strip().lstrip("+").strip()
    if bare.casefold() in _NO or not bare:
        return 0
    if bare in _SHARES:
        return _SHARES[bare]
    if not re.fullmatch(r"[0-9]{1,4}(?:[.,][0-9]{1,4})?|[0-9]{1,2}/[0-9]{1,2}", bare):
        return None
    try:
        return round(Fraction(bare) * 100) if "/" in bare else round(Fraction(bare.replace(",", ".")))
    except ZeroDivisionError:
        return None


def in_its_column(cell: str, *, of_thirds: bool) -> str:
    """A cell of the column for extra time, as `per_cent` reads it; `of_thirds` where a cross in it means a third."""
    if of_thirds and cell.casefold() in _YES:
        return str(THIRD)
    return cell if per_cent(cell) is not None else anywhere(cell) or cell


def anywhere(cell: str) -> str:
    """The extra time that a cell of any other column names without a doubt; empty where it names none.

    A mark of « 85 % » is none, nor is a telephone number that begins with +33.
    """
    if _IN_WORDS.fullmatch(cell.strip()):
        return str(THIRD)
    found = _ANYWHERE.search(cell[-_TAIL * 5 :])
    return (found["extra"] or found["share"]) if found else ""


def behind(name: str) -> tuple[str, str]:
    """A name, and the extra time that stood behind it, if any."""
    # No more than the end is looked at: a crooked line takes no time.
    found = _BEHIND.search(name, max(0, len(name) - _TAIL))
    if found is None:
        return name, ""
    return name[: found.start()].rstrip(" ,;(").rstrip(), found["extra"] or found["bare"]
