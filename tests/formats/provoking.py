"""Files for problems that only some formats have: every sentence of the catalogue is tried on one."""

import stat
import warnings
import zipfile

from tests.formats.packages import package
from tests.formats.pdfs import LOCKED, QUESTIONS, pdf
from tests.formats.sheets import opendocuments
from tests.formats.strangers import OLE, STRANGERS
from tests.formats.word import documents


def link(name: str) -> zipfile.ZipInfo:
    """The name of a member that is a link to whatever its bytes say."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def qti(choices: str, *, key: str = "A", response: str = "RESPONSE", rules: str = "", **given: str) -> bytes:
    """An item of QTI 2.1 with one choice interaction."""
    attributes = "".join(f' {name}="{value}"' for name, value in given.items())
    return (
        f'<assessmentItem identifier="q" title="Q"{attributes}>'
        f'<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse>'
        f"<value>{key}</value></correctResponse></responseDeclaration>"
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f'<itemBody><choiceInteraction responseIdentifier="{response}" maxChoices="1"><prompt>Which?</prompt>{choices}'
        f"</choiceInteraction></itemBody><responseProcessing>{rules}</responseProcessing></assessmentItem>"
    ).encode()


_TWO = '<simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice>'
_COSTLY = (
    "<responseCondition><responseIf><match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>"
    "<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue></responseIf>"
    "<responseElse><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>-3</baseValue></setOutcomeValue>"
    "</responseElse></responseCondition>"
)
WORD = documents.docx(
    documents.p("1. Which?", documents.r("hidden", "<w:vanish/>"))
    + documents.p("a) x", documents.drawn("word/media/a.emf"), "<w:r><w:drawing/></w:r>")
    + documents.p("*b) y", f"<m:oMath>{'<m:r><m:t>x</m:t></m:r>' * 3000}</m:oMath>")
    + '<w:altChunk r:id="r1"/>',
    members={"word/media/a.emf": b"\1\0\0\0"},
)
H5P = package(
    ("H5P.TrueFalse-1.8/true-false.js", b"// the code of a library\n" * 100),
    ("h5p.json", b'{"title": "T", "language": "en", "mainLibrary": "H5P.QuestionSet"}'),
    (
        "content/content.json",
        b'{"poolSize": 1, "introPage": {"showIntroPage": true, "introduction": "Read."},'
        b' "endGame": {"overallFeedback": [{"from": 0, "to": 100, "feedback": "Over."}]}, "questions": ['
        b'{"library": "H5P.TrueFalse 1.8", "params": {"question": "So?", "correct": "true"}},'
        b'{"library": "H5P.TrueFalse 1.8", "params": {"question": "Or not?", "correct": "false"}}]}',
    ),
    packing=zipfile.ZIP_STORED,
)
"""A set of two questions, with all that is said to be lost."""

HEADING = "<row>{}</row>".format(
    "".join(
        f'<c t="inlineStr"><is><t>{name}</t></is></c>'
        for name in ("question", "choice 1", "choice 2", "choice 3", "right")
    )
)
"""The first row of a sheet of questions."""


def workbook(*rows: str) -> bytes:
    """A small workbook, written by hand: a sheet for each of these contents."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}"/>' for at in range(len(rows)))
    book = f'<workbook xmlns="{space}" xmlns:r="{links}"><sheets>{sheets}</sheets></workbook>'
    targets = "".join(
        f'<Relationship Id="r{at}" Type="{links}/worksheet" Target="/xl/worksheets/{at}.xml"/>'
        for at in range(len(rows))
    )
    return package(
        ("xl/workbook.xml", book.encode()),
        ("xl/_rels/workbook.xml.rels", f"<Relationships>{targets}</Relationships>".encode()),
        *(
            (f"xl/worksheets/{at}.xml", f'<worksheet xmlns="{space}"><sheetData>{one}</sheetData></worksheet>'.encode())
            for at, one in enumerate(rows)
        ),
    )


def numbers(*values: float) -> str:
    """A row of them."""
    return f"<row>{''.join(f'<c><v>{value}</v></c>' for value in values)}</row>"


def doubled() -> bytes:
    """A package with two members of one name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return package(("a.xml", b"<x/>"), ("a.xml", b"<y/>"))


def overlapping() -> bytes:
    """A package with a member that is said to begin where another does."""
    data = bytearray(package(("a.xml", b"<x/>"), ("b.xml", b"<y/>")))
    at = data.rfind(b"PK\x01\x02")
    data[at + 42 : at + 46] = b"\0\0\0\0"
    return bytes(data)


def native(question: str, after: str = "") -> bytes:
    return (
        "title: T\nlanguage: en\nquestions:\n  - {id: a, stem: Why?, choices: [x, {text: y, right: yes}], "
        + question
        + "}\n"
        + after
    ).encode()


DATE = opendocuments.cell("02-Jan", "2024-01-02", "date")
FILES: list[bytes] = [
    b"Which is a metal? {=tin ~chalk}\n$CATEGORY: Rome\n\nWhich is ice? {=water ~sand}\n",
    b"question,choice 1,choice 2,right\nIce?,water,sand,1\nIce?,water,sand,1\nice ?,water,sand,2\n",
    *(makes[0] for makes in STRANGERS.values()),
    b"<questestinterop><section><rubric><material><mattext>Look.</mattext></material></rubric><item><presentation>"
    b"<material><mattext>Which?</mattext></material><response_lid><render_choice><response_label ident='a'><material>"
    b"<mattext>tin</mattext></material></response_label><response_label ident='b'><material><mattext>chalk</mattext>"
    b"</material></response_label></render_choice></response_lid></presentation><resprocessing><respcondition>"
    b"<conditionvar><varequal>a</varequal></conditionvar><setvar>1</setvar></respcondition></resprocessing></item>"
    b"</section></questestinterop>",
    doubled(),
    b"---\nshuffle: true\n---\n\n## Ice?\n\n> Think.\n\n- [ ] Sky\n- [x] Water\n\n## Red?\n\n- [x] Rose\n- [ ] Sky\n",
    b"1. Which?\na) x\nb) y\n\n2. Who?\na) p\nb) q\nAnswer: A\n",
    b"1. Which?\na) x\nb) y\nAnswer: D\n",
    b"1. Which?\na) x\nb) y\nAnswer: A\nKey:\n1. B\n",
    b"a) x\nb) y\n\n1. Which?\na) x\n*b) y\n",
    b"1. Which?\n*a) x\n*b) y\nc) z\n",
    pdf(),
    pdf(QUESTIONS),
    LOCKED,
    "Où ?\nA) Séoul\nB) Vladivostok\nANSWER: B\n".encode("cp1252"),
    "Où ?\nA) SÃ©oul\nB) Vladivostok\nANSWER: B\n".encode(),
    native("kind: single, rule: table, table: 1 = 1"),
    native("kind: multiple, rule: table, table: 1 = x"),
    native("kind: single", "pictures: {x.png: '***'}\n"),
    b"PK\x03\x04 this is no archive",
    package(("../../out.xml", b"<x/>")),
    package((link("in.xml"), b"/etc/passwd")),
    package(("bomb.xml", b" " * (3 * 2**20))),
    package(("quiz.xml", b"<quiz/>"), packing=zipfile.ZIP_BZIP2),
    overlapping(),
    package(*((f"{number}.xml", b"") for number in range(2_001))),
    qti(_TWO, response="OTHER"),
    qti(_TWO, key="C"),
    qti(_TWO, rules=_COSTLY),
    qti(_TWO, adaptive="true"),
    qti(_TWO, rules="<lookupOutcomeValue identifier='SCORE'/>"),
    qti(f"{_TWO}<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='more.xml'/>"),
    qti(_TWO.replace(">a<", ">a<feedbackInline outcomeIdentifier='F' identifier='x'>f</feedbackInline><")),
    qti(f"{_TWO}<random/>"),
    qti(f"{_TWO}<endAttemptInteraction responseIdentifier='HINT' title='Hint'/>"),
    qti(_TWO)[:-20],
    b'<!DOCTYPE q [<!ENTITY a "b">]>' + qti(_TWO),
    qti(_TWO.replace(">a<", f">{'<b>' * 101}a{'</b>' * 101}<")),
    package(("broken.xml", qti(_TWO)[:-20]), ("whole.xml", qti(_TWO))),
    b'<quiz><question type="truefalse"><questiontext><text>So?</text></questiontext><answer fraction="100">'
    b'<text>Non</text></answer><answer fraction="0"><text>Oui</text></answer></question><question type="multichoice">'
    b'<questiontext><text>Which?</text></questiontext><answer fraction="100"><text>a</text></answer>'
    b'<answer fraction="0"><text>b</text></answer><answer fraction="0"><text/></answer></question></quiz>',
    b'<quiz><question type="category"><category><text>&lt;infos>&lt;name>R&lt;/name>&lt;/infos></text></category></question>'
    b'<question type="multichoice"><name><text>Where?</text></name><questiontext><text/></questiontext>'
    b'<answer fraction="100"><text>a</text></answer><answer><text>b</text></answer></question></quiz>',
    b'<quiz><question type="multichoice"><questiontext><text><![CDATA[<a href="b.html">Which</a> \\(\\frac{\\) '
    b'<img src="data:image/gif;base64,R0lGODlhAQABAIAAAP///////yH+BiBhbGwgOgAsAAAAAAEAAQAAAgJEAQA7">]]></text>'
    b'</questiontext><defaultgrade>0</defaultgrade><answer fraction="100"><text>a</text></answer><answer><text>b</text>'
    b"</answer></question></quiz>",
    b'[{"question": "q", "correct_answer": "a" "incorrect_answers": ["b"]}]',
    b'{"correct_answer": ' + b"[" * 200 + b"]" * 200 + b"}",
    b'[{"question": "2+2?", "options": ["3", "4", "5", "6"], "answer": "4"}]',
    b'[{"question": "?", "options": [{"label": "A", "text": "x"}, {"label": "A", "text": "y"}], "answer": "A"}]',
    package(("content/content.json", b"{}")),
    H5P,
    WORD,
    b"1. Why?\n*a) x\n#b) y\n",
    b"Quiz title: T\n\n```{.python .run}\nprint()\n```\n",
    b"Where?,a,b,1\nWho?,c,d,2\n",
    b"Question,A,B\nWhere?,a,b\n",
    b"1. Why?\nA. x\nB. y\n2. Who?\nA. x\nB. y\n\nKey: BAB\n",
    opendocuments.ods(
        opendocuments.table(
            '<table:table-column table:visibility="collapse"/>',
            opendocuments.cells(["question", "choice 1", "choice 2", "right"]),
            opendocuments.cells(["?", "a", "b", "1"]),
        )
    ),
    b'question,choice 1,choice 2,right\n"Where,a,b,1\nWho?,c,d,1\n',
    b"question,choice 1,choice 2,choice 3,right,time,why\nWhich?,a,b,,1;2,20,so\n",
    b"question,choice 1,choice 2,right,fractions\nWhich?,a,b,,\nOr, so, why?,a,b,1\nWho?,a,b,,1\nWhat?,a,b,1,1; 0\n",
    b"question,option 1,option 2,answer\n2+1?,2,3,2\n",
    OLE + "Workbook".encode("utf-16-le"),
    OLE + "EncryptedPackage".encode("utf-16-le"),
    package(("xl/workbook.bin", b"x")),
    workbook('<row><c t="s"><v>1</v></c></row>'),
    workbook(f"{HEADING}<row><c><f>1+1</f></c></row>"),
    workbook(f"{HEADING}<row>{'<c><v>1</v></c>' * 5}</row>", "<row><c><v>1</v></c></row>"),
    workbook(f"{HEADING}{numbers(9782070360024, 2, 3, 4, 1)}{numbers(1, 2, 3, 4, 1.2)}{numbers(1, 2, 3, 4, 12)}"),
    workbook('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    workbook('<row r="3"><c r="XFD3"><v>1</v></c></row>'),
    opendocuments.ods(*[opendocuments.table()] * 201),
    opendocuments.ods(
        opendocuments.table(opendocuments.cells(["Old"]), style="hidden"),
        opendocuments.table(
            opendocuments.cells(["question", "choice 1", "choice 2", "right"]),
            opendocuments.row(*map(opendocuments.cell, ("?", "a", "b")), DATE, visibility="collapse"),
            opendocuments.row(opendocuments.cell("?"), DATE, *map(opendocuments.cell, ("b", "1"))),
            style="hidden",
        ),
        styles='<style:style style:name="hidden"><style:table-properties table:display="false"/></style:style>',
    ),
    b"""<questestinterop><item ident="i"><presentation><material><mattext>Why?</mattext></material><response_lid ident="r">
<render_choice><response_label ident="a"><material><mattext>x</mattext></material></response_label>
<response_label ident="b"/></render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>
<varequal respident="r">a</varequal></conditionvar><setvar>1</setvar></respcondition></resprocessing></item>
</questestinterop>""",
]
