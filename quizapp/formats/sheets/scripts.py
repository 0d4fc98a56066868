"""Raised and lowered letters of a cell, as plain text has them: x², H₂O.

Source: Unicode 15, « Superscripts and Subscripts », which has digits and signs, and some letters.
"""

import re

_RAISED = dict(
    zip("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_LETTERS = re.compile(r"[^\W\d_]+")
_ORDINAL = re.compile(r"(?:\d|\b[IVXLCDM]+|\b[Nn]|\bM)$")
"""What « 1er », « XXe », « no » and « Mme » have before their raised letters, which say the same where they are not."""

_NEAR = 10
"""Letters before that are looked at."""


def scripted(text: str, position: str, before: str) -> tuple[str, bool]:
    """Text that stands higher (« super… ») or lower (« sub… ») than what is before it; and whether it says the same."""
    signs = _RAISED if position.startswith("super") else _LOWERED if position.startswith("sub") else {}
    said = text.strip()
    if not signs or not said:
        return text, True
    is_word = _LETTERS.fullmatch(said) is not None
    if is_word and position.startswith("super") and _ORDINAL.search(before[-_NEAR:]):
        return text, True
    if (is_word and len(said) > 1) or not all(sign in signs for sign in said):
        return text, False
    return "".join(signs.get(sign, sign) for sign in text), True
