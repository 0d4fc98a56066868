"""Equations of Word are MathML that browsers draw: each construct of ECMA-376 part 1, 22.1."""

import pytest

from quizapp.domain.texts import Html
from quizapp.formats.prose.lines import OBJECT_SIGN
from quizapp.formats.texts import markup
from tests.formats.word.documents import docx, lines, notes, p, texts


def run(text: str, about: str = "") -> str:
    return f"<m:r><m:rPr>{about}</m:rPr><m:t>{text}</m:t></m:r>"


def of(tag: str, about: str = "", **parts: str) -> str:
    inside = "".join(
        f"<m:{name}>{run(part) if not part.startswith('<') else part}</m:{name}>" for name, part in parts.items()
    )
    return f"<m:{tag}><m:{tag}Pr>{about}</m:{tag}Pr>{inside}</m:{tag}>"


def mathml(equation: str) -> str:
    (line,) = lines(docx(p("Let ", f"<m:oMath>{equation}</m:oMath>", " be.")))
    (thing,) = line.runs

    assert line.text == f"Let {OBJECT_SIGN} be."
    return (
        thing.value.replace("<mrow>", "")
        .replace("</mrow>", "")
        .removeprefix('<math display="inline">')[: -len("</math>")]
    )


def chars(**given: str) -> str:
    return "".join(f'<m:{name} m:val="{value}"/>' for name, value in given.items())


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        (run("x+12.5"), "<mi>x</mi><mo>+</mo><mn>12.5</mn>"),
        (run("a&lt;b"), "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (run("sin", '<m:sty m:val="p"/>'), '<mi mathvariant="normal">sin</mi>'),
        (run("if so", "<m:nor/>"), "<mtext>if\u00a0so</mtext>"),
        (of("f", num="1", den="2"), "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (of("f", chars(type="lin"), num="1", den="2"), "<mn>1</mn><mo>/</mo><mn>2</mn>"),
        (of("f", chars(type="noBar"), num="n", den="k"), '<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>'),
        (of("sSup", e="x", sup="2"), "<msup><mi>x</mi><mn>2</mn></msup>"),
        (of("sSub", e="x", sub="i"), "<msub><mi>x</mi><mi>i</mi></msub>"),
        (of("sSubSup", e="x", sub="i", sup="2"), "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        (of("rad", "<m:degHide/>", deg="", e="x"), "<msqrt><mi>x</mi></msqrt>"),
        (of("rad", deg="3", e="x"), "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (of("nary", chars(chr="∑", limLoc="undOvr"), sub="i", sup="n", e="i"),
         '<munderover><mo largeop="true">∑</mo><mi>i</mi><mi>n</mi></munderover><mi>i</mi>'),
        (of("nary", sub="0", sup="1", e="x"),
         '<msubsup><mo largeop="true">∫</mo><mn>0</mn><mn>1</mn></msubsup><mi>x</mi>'),
        (of("nary", chars(chr="∏") + "<m:supHide/>", sub="i", sup="", e="x"),
         '<munder><mo largeop="true">∏</mo><mi>i</mi></munder><mi>x</mi>'),
        (of("d", e="x"), '<mo fence="true">(</mo><mi>x</mi><mo fence="true">)</mo>'),
        (of("d", chars(begChr="{", endChr=""), e="x"), '<mo fence="true">{</mo><mi>x</mi>'),
        (of("func", fName="f", e="x"), "<mi>f</mi><mo>\u2061</mo><mi>x</mi>"),
        (of("limLow", e="x", lim="0"), "<munder><mi>x</mi><mn>0</mn></munder>"),
        (of("acc", chars(chr="\u20d7"), e="v"), '<mover accent="true"><mi>v</mi><mo>→</mo></mover>'),
        (of("bar", chars(pos="top"), e="x"), "<mover><mi>x</mi><mo>¯</mo></mover>"),
        ("<m:eqArr><m:e><m:r><m:t>x</m:t></m:r></m:e><m:e><m:r><m:t>y</m:t></m:r></m:e></m:eqArr>",
         "<mtable><mtr><mtd><mi>x</mi></mtd></mtr><mtr><mtd><mi>y</mi></mtd></mtr></mtable>"),
        (f"<m:m><m:mr><m:e>{run('1')}</m:e><m:e>{run('0')}</m:e></m:mr></m:m>",
         "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>"),
        (of("sPre", sub="6", sup="12", e="C"),
         "<mmultiscripts><mi>C</mi><mprescripts></mprescripts><mn>6</mn><mn>12</mn></mmultiscripts>"),
        (of("borderBox", e="x"), '<menclose notation="box"><mi>x</mi></menclose>'),
        (of("phant", chars(show="0"), e="x"), "<mphantom><mi>x</mi></mphantom>"),
        (of("newThing", e="x"), "<mi>x</mi>"),
        ("<w:ins>" + run("x") + "</w:ins><w:del>" + run("y") + "</w:del>", "<mi>x</mi>"),
    ],
)  # fmt: skip
def test_each_construct_is_the_one_of_mathml(equation: str, expected: str) -> None:
    assert mathml(equation) == expected


def test_what_is_made_is_kept_whole_by_the_cleaner_of_texts() -> None:
    fraction = of("f", num=of("sSup", e="x", sup="2"), den=of("rad", "<m:degHide/>", e="y"))
    (line,) = lines(docx(p(f"<m:oMathPara><m:oMath>{fraction}</m:oMath></m:oMathPara>")))
    html = line.runs[0].value

    assert html.startswith('<math display="block">')
    assert markup.of_html(html).text == Html(html)


def test_an_equation_beyond_all_bounds_is_said_and_its_letters_stay() -> None:
    document = docx(p(f"<m:oMath>{run('x') * 3000}</m:oMath>"))

    assert notes(document) == ["equation-not-typeset"]
    assert texts(document) == ["x" * 3000]


def test_an_empty_equation_is_nothing() -> None:
    document = docx(p("a", "<m:oMath/>"))

    assert (texts(document), notes(document)) == (["a"], [])
