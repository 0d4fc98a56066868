"""The signs of fonts that draw something else than letters: ticks, boxes, arrows and Greek, as the letters they are.

Word writes such a sign by its place in the font, alone or in the private use area from U+F000 on (ECMA-376 part 1,
17.3.3.30). Sources: the mapping of Adobe's Symbol (unicode.org, VENDORS/ADOBE/symbol.txt), and that of Wingdings and
Webdings in Unicode 7 (L2/11-052); only what stands in questions is listed of those.
"""

from collections.abc import Mapping

BULLET = "•"
_PRIVATE = 0xF000
_SYMBOL_FROM_20 = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_FROM_A0 = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
_SYMBOL_FROM_F1 = "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_SYMBOL = {
    **{0x20 + at: sign for at, sign in enumerate(_SYMBOL_FROM_20)},
    **{0xA0 + at: sign for at, sign in enumerate(_SYMBOL_FROM_A0)},
    **{0xF1 + at: sign for at, sign in enumerate(_SYMBOL_FROM_F1)},
}
_WINGDINGS = {
    0x20: " ", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x76: "❖",
    0x77: "◆", 0x9F: BULLET, 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + at: sign for at, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0x99: "◉", 0x9A: "○",
    0xA2: "■", 0xA3: "☐", 0xA4: "☐", 0xA5: "☐",
}  # fmt: skip
_WINGDINGS_3 = {0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "▶", 0x75: "▶"}
_WEBDINGS = {0x31: "☐", 0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def is_known(font: str) -> bool:
    """Whether it is a font whose letters are signs."""
    return font.lower() in _FONTS


def sign(code: int, font: str) -> str:
    """What a font draws at a place; a bullet for what nobody knows, and the letter itself in a font of letters."""
    place = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    signs = _FONTS.get(font.lower())
    if signs is not None:
        return signs.get(place, BULLET)
    if place != code:
        return _SYMBOL.get(place, BULLET) if place >= 0x7F else _WINGDINGS.get(place, BULLET)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def told(text: str, font: str) -> str:
    """A text of which some letters are signs of such a font."""
    if is_known(font):
        return "".join(sign(ord(char), font) for char in text)
    return "".join(sign(ord(char), font) if "\uf000" <= char <= "\uf0ff" else char for char in text)
