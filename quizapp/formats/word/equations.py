"""Equations of Word to MathML.

Source: ECMA-376 part 1, 22.1 (Office Math Markup Language), and MathML Core (W3C). What an equation holds that is not
known is passed through: its letters stay.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from html import escape

from quizapp.formats.word.names import Element, M, W

_N_ARY = "∫"
"""What is taken where no sign is named (22.1.2.20)."""
_MOST = 5_000
"""Elements of one equation."""
_LIMITS_BESIDE = frozenset("∫∬∭∮∯∰")
_STYLES = {"b": "bold", "bi": "bold-italic", "p": "normal"}
_SCRIPTS = {"double-struck": "double-struck", "fraktur": "fraktur", "script": "script", "monospace": "monospace",
            "sans-serif": "sans-serif"}  # fmt: skip


class UnfitEquation(Exception):
    """It cannot be typeset."""


def mathml(equation: Element, *, apart: bool = False) -> str:
    """An equation as MathML. Raises UnfitEquation for one that is empty, or enormous."""
    if sum(1 for _ in equation.iter()) > _MOST:
        raise UnfitEquation
    said = "".join(equation.itertext()).strip()
    if not said:
        raise UnfitEquation
    return f'<math display="{"block" if apart else "inline"}"><mrow>{_inside(equation)}</mrow></math>'


def _inside(element: Element | None) -> str:
    return "" if element is None else "".join(_pieces(element))


def _row(parent: Element, name: str) -> str:
    """The part of this name, as one thing."""
    return f"<mrow>{_inside(parent.find(M + name))}</mrow>"


def _pieces(element: Element) -> Iterator[str]:
    for one in element:
        tag = str(one.tag)
        if tag.endswith("Pr") or tag in (W + "del", W + "moveFrom"):
            continue
        make = _MAKERS.get(tag)
        yield make(one) if make is not None else _inside(one)


def _property(element: Element, name: str, otherwise: str = "") -> str:
    """What the properties of a thing say: an element there without a value is switched on."""
    for properties in element:
        if str(properties.tag).endswith("Pr") and (found := properties.find(M + name)) is not None:
            return found.get(M + "val", "1")
    return otherwise


def _is(element: Element, name: str) -> bool:
    return _property(element, name, "0") not in ("0", "off", "false")


# --- letters ---


def _run(run: Element) -> str:
    text = "".join(one.text or "" for one in run if one.tag in (M + "t", W + "t"))
    if _is(run, "nor"):
        return f"<mtext>{_said(text)}</mtext>" if text else ""
    script = _SCRIPTS.get(_property(run, "scr"))
    variant = script or _STYLES.get(_property(run, "sty"), "")
    return "".join(_tokens(text, f' mathvariant="{variant}"' if variant else ""))


def _tokens(text: str, variant: str) -> Iterator[str]:
    """Numbers, letters and signs; letters that stand upright together are one word, as « sin » is."""
    at = 0
    while at < len(text):
        char, end = text[at], at + 1
        if char.isdecimal():
            while end < len(text) and (
                text[end].isdecimal() or (text[end] in ".," and text[end + 1 : end + 2].isdecimal())
            ):
                end += 1
            yield f"<mn>{text[at:end]}</mn>"
        elif char.isalpha():
            while variant == ' mathvariant="normal"' and end < len(text) and text[end].isalpha():
                end += 1
            yield f"<mi{variant}>{escape(text[at:end])}</mi>"
        elif char.isspace() or not char.isprintable():
            yield '<mspace width="0.3em"></mspace>' if char.isspace() and char != " " else ""
        else:
            yield f"<mo>{escape(char)}</mo>"
        at = end


def _said(text: str) -> str:
    return escape(text, quote=False).replace(" ", "\N{NO-BREAK SPACE}")


# --- shapes ---


def _fraction(one: Element) -> str:
    kind = _property(one, "type")
    if kind == "lin":
        return f"{_row(one, 'num')}<mo>/</mo>{_row(one, 'den')}"
    thickness = ' linethickness="0"' if kind == "noBar" else ""
    return f"<mfrac{thickness}>{_row(one, 'num')}{_row(one, 'den')}</mfrac>"


def _scripts(tag: str, *parts: str) -> Callable[[Element], str]:
    def make(one: Element) -> str:
        return f"<{tag}>{''.join(_row(one, part) for part in parts)}</{tag}>"

    return make


def _before(one: Element) -> str:
    scripts = f"{_row(one, 'sub')}{_row(one, 'sup')}"
    return f"<mmultiscripts>{_row(one, 'e')}<mprescripts></mprescripts>{scripts}</mmultiscripts>"


def _radical(one: Element) -> str:
    degree = _inside(one.find(M + "deg"))
    if _is(one, "degHide") or not degree:
        return f"<msqrt>{_inside(one.find(M + 'e'))}</msqrt>"
    return f"<mroot>{_row(one, 'e')}<mrow>{degree}</mrow></mroot>"


def _n_ary(one: Element) -> str:
    sign = _property(one, "chr", _N_ARY) or _N_ARY
    beside = _property(one, "limLoc") == "subSup" or (not _property(one, "limLoc") and sign in _LIMITS_BESIDE)
    below, above = _inside(one.find(M + "sub")), _inside(one.find(M + "sup"))
    below, above = "" if _is(one, "subHide") else below, "" if _is(one, "supHide") else above
    made = f'<mo largeop="true">{escape(sign)}</mo>'
    if below and above:
        tag = "msubsup" if beside else "munderover"
        made = f"<{tag}>{made}<mrow>{below}</mrow><mrow>{above}</mrow></{tag}>"
    elif below or above:
        tag = ("msub" if beside else "munder") if below else ("msup" if beside else "mover")
        made = f"<{tag}>{made}<mrow>{below or above}</mrow></{tag}>"
    return f"<mrow>{made}{_row(one, 'e')}</mrow>"


def _delimited(one: Element) -> str:
    """Brackets that are named and empty are not drawn; those that are not named are round."""
    begin, end, between = (
        _property(one, name, usual) for name, usual in (("begChr", "("), ("endChr", ")"), ("sepChr", "|"))
    )
    parts = [f"<mrow>{_inside(part)}</mrow>" for part in one.iterchildren(M + "e")]
    return f"<mrow>{_fence(begin)}{_fence(between).join(parts)}{_fence(end)}</mrow>"


def _fence(sign: str) -> str:
    return f'<mo fence="true">{escape(sign)}</mo>' if sign and sign != "1" else ""


def _matrix(one: Element) -> str:
    rows = (
        "".join(f"<mtd>{_inside(cell)}</mtd>" for cell in row.iterchildren(M + "e"))
        for row in one.iterchildren(M + "mr")
    )
    return f"<mtable>{''.join(f'<mtr>{row}</mtr>' for row in rows)}</mtable>"


def _array(one: Element) -> str:
    rows = (f"<mtr><mtd>{_inside(row)}</mtd></mtr>" for row in one.iterchildren(M + "e"))
    return f"<mtable>{''.join(rows)}</mtable>"


def _function(one: Element) -> str:
    return f"<mrow>{_row(one, 'fName')}<mo>\N{FUNCTION APPLICATION}</mo>{_row(one, 'e')}</mrow>"


def _accent(one: Element) -> str:
    sign = _property(one, "chr", "\N{COMBINING CIRCUMFLEX ACCENT}")
    shown = _SPACING.get(sign) or unicodedata.normalize("NFKC", f" {sign}").strip() or sign
    return f'<mover accent="true">{_row(one, "e")}<mo>{escape(shown)}</mo></mover>'


def _bar(one: Element) -> str:
    tag, sign = ("mover", "¯") if _property(one, "pos") == "top" else ("munder", "_")
    return f"<{tag}>{_row(one, 'e')}<mo>{sign}</mo></{tag}>"


def _group(one: Element) -> str:
    sign = _property(one, "chr", "\N{BOTTOM CURLY BRACKET}")
    tag = "mover" if _property(one, "pos") == "top" else "munder"
    return f'<{tag}>{_row(one, "e")}<mo stretchy="true">{escape(sign)}</mo></{tag}>'


def _boxed(one: Element) -> str:
    hidden = [side for side in ("hideTop", "hideBot", "hideLeft", "hideRight") if _is(one, side)]
    return _row(one, "e") if len(hidden) == 4 else f'<menclose notation="box">{_inside(one.find(M + "e"))}</menclose>'


def _phantom(one: Element) -> str:
    is_shown = _property(one, "show", "1") not in ("0", "off", "false")
    return _row(one, "e") if is_shown else f"<mphantom>{_inside(one.find(M + 'e'))}</mphantom>"


_SPACING = {"\u20d7": "→", "\u20d6": "←", "\u20e1": "↔", "\u0305": "¯", "\u0302": "^", "\u0303": "~", "\u0307": "˙",
            "\u0308": "¨", "\u030c": "ˇ", "\u0301": "´", "\u0300": "`", "\u0306": "˘"}  # fmt: skip
_MAKERS: Mapping[str, Callable[[Element], str]] = {
    M + "r": _run,
    M + "f": _fraction,
    M + "sSup": _scripts("msup", "e", "sup"),
    M + "sSub": _scripts("msub", "e", "sub"),
    M + "sSubSup": _scripts("msubsup", "e", "sub", "sup"),
    M + "sPre": _before,
    M + "rad": _radical,
    M + "nary": _n_ary,
    M + "d": _delimited,
    M + "m": _matrix,
    M + "eqArr": _array,
    M + "func": _function,
    M + "limLow": _scripts("munder", "e", "lim"),
    M + "limUpp": _scripts("mover", "e", "lim"),
    M + "acc": _accent,
    M + "bar": _bar,
    M + "groupChr": _group,
    M + "borderBox": _boxed,
    M + "phant": _phantom,
}
