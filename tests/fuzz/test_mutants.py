"""Every reader meets files that were damaged at random: it names problems, or gives a bank that can be asked.

QUIZAPP_MUTANTS sets how many of each format; the numbers are drawn from a seed, so that what was found is found again.
"""

import os
import random

import pytest

from quizapp.domain import documents
from quizapp.domain.findings import faults
from quizapp.formats import native, qti, qti12, reading, sheets
from quizapp.formats.carrying import stripped
from quizapp.formats.problems import Report, sentence
from tests.formats import provoking
from tests.formats.sheets import opendocuments
from tests.formats.word import documents as word
from tests.makers import bank

MUTANTS = int(os.environ.get("QUIZAPP_MUTANTS", "150"))
SEEDS = {
    "quizapp": native.write(bank()),
    "GIFT": (
        b"$CATEGORY: top/History\n\n// [id:a-1] [tag:easy]\n::Where::[html]<p>Where is <b>it</b>?&nbsp;</p>"
        b"{=<i>Here</i># yes ~%-33.33333%There\\: no#[plain]<no> =Anywhere####So says\nthe text.}\n\n"
        b"::Which::Which?{~%50%a~%50%b~%-100%c}\n\nIt is so.{F#wrong#right}\n\nWrite.{}\n\nMatch.{=a -> 1 =b -> 2}\n\n"
        b"How many?{#3:2}\n\nA gap {=here ~there} in it.\n"
    ),
    "QTI item": provoking.qti(
        '<simpleChoice identifier="A">It is <b>here</b>&#160;<feedbackInline outcomeIdentifier="FB" identifier="A">'
        '- yes</feedbackInline></simpleChoice><simpleChoice identifier="B" fixed="true">There</simpleChoice>',
        rules="<setOutcomeValue identifier='FB'><variable identifier='RESPONSE'/></setOutcomeValue><responseCondition>"
        "<responseIf><match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>"
        "<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>2.5</baseValue></setOutcomeValue></responseIf>"
        "</responseCondition>",
    ),
    "QTI package": qti.QTI_21.write(stripped(bank(), qti.QTI_21.carries), {}),
    "QTI 1.2": qti12.WRITER.write(stripped(bank(), qti12.WRITER.carries), {}),
    "QTI 1.2 file": (
        b'<questestinterop><assessment title="t"><section><item ident="i" title="n"><itemmetadata><qtimetadata>'
        b"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>multiple_answers_question</fieldentry>"
        b"</qtimetadatafield></qtimetadata></itemmetadata><presentation><material><mattext texttype='text/html'>"
        b"&lt;p&gt;Which &lt;b&gt;two&lt;/b&gt;?&lt;/p&gt;</mattext></material><response_lid ident='r' rcardinality="
        b"'Multiple'><render_choice><response_label ident='a'><material><mattext>A</mattext></material></response_label>"
        b"<response_label ident='b'><material><mattext>B</mattext></material></response_label></render_choice>"
        b"</response_lid></presentation><resprocessing><outcomes><decvar maxvalue='100' minvalue='0' varname='SCORE'/>"
        b"</outcomes><respcondition continue='Yes'><conditionvar><other/></conditionvar><displayfeedback linkrefid='f'/>"
        b"</respcondition><respcondition><conditionvar><and><varequal respident='r'>a</varequal><not><varequal "
        b"respident='r'>b</varequal></not></and></conditionvar><setvar action='Set'>100</setvar></respcondition>"
        b"</resprocessing><itemfeedback ident='f'><material><mattext>So.</mattext></material></itemfeedback></item>"
        b"</section></assessment></questestinterop>"
    ),
    "Moodle XML": (
        b'<?xml version="1.0"?>\n<quiz>\n<question type="category"><category><text>$course$/top/A/B//C</text>'
        b'</category></question>\n<question type="multichoice"><name><text>Where</text></name>'
        b'<questiontext format="html"><text><![CDATA[<p>Where <b>is</b> it? <img src="@@PLUGINFILE@@/a.gif" alt="map"> \\(x\\)</p>]]></text>'
        b'<file name="a.gif" encoding="base64">R0lGODlhAQABAIAAAP///////yH+BiBhbGwgOgAsAAAAAAEAAQAAAgJEAQA7</file>'
        b"</questiontext><defaultgrade>2.5</defaultgrade><idnumber>a-1</idnumber><single>true</single><hint><text>h</text></hint>"
        b'<answer fraction="100" format="plain_text"><text>Here</text><feedback><text>yes</text></feedback></answer>'
        b'<answer fraction="-33.33333" format="markdown"><text>*There*</text></answer>'
        b"<tags><tag><text>easy</text></tag></tags></question>\n"
        b'<question type="truefalse"><questiontext format="moodle_auto_format"><text>So\nit is?</text></questiontext>'
        b'<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>'
        b'<question type="essay"><name><text>e</text></name></question>\n</quiz>\n'
    ),
    "Aiken": b"Where?\nA) Here\nB) There\nC. Else\nANSWER: B\n\nWhy?\nA) x\nB) y\nANSWER: A\n",
    "text2qti": (
        b'Quiz title: T\nQuiz description: About *it*.\n\nTitle: Q\nPoints: 2\n1.  What is $x_1$ and `$a$` -- "so"?\n'
        b"... General.\n+   Right.\n-   Wrong.\na)  **6**\n... No.\n*b) <b>5</b>\n\n2.  ```\n    code\n    ```\n"
        b"[ ] ![a](/etc/passwd)\n[*] x\n\nGROUP\npick: 1\n\n3.  Is it?\n*a) true\nb)  false\n\n4.  What?\n"
        b"=   1 +- 0.1\n\nEND_GROUP\n\nText: between\n\n5.  Write.\n____\n\n% c\nCOMMENT\nx\nEND_COMMENT\n6.  Up.\n^^^\n"
    ),
    "Open Trivia DB": (
        b'// 2022\n\n{"response_code": 0, "results": [\n{"type": "multiple", "difficulty": "easy", "category": "A &amp; B'
        b'", "question": "Is &quot;it&quot; &Eacute;?", "correct_answer": "a", "incorrect_answers": ["b", "c"]},\n'
        b'{"type": "boolean", "category": "C", "question": "So?", "correct_answer": "False", "incorrect_answers":'
        b' ["True"]}, {"type": "text", "question": "x", "correct_answer": "a", "incorrect_answers": []}]}\n'
    ),
    "JSON": (
        b'// saved\n{"title": "T", "sections": [{"name": "S", "questions": [{"question": "Which?", "options": {"A": "x", "B": '
        b'"y"}, "answer": ["A", "B"]}, {"text": "Who?", "choices": [{"text": "he", "correct": true}, {"text": "she"}]}, {"q":'
        b' "Sum?", "options": ["A) 3", "B) 4"], "answer": "B", "tags": [{"name": "x"}]}]}]}\n{"question": "So?", "answer": true}'
    ),
    "Brightspace": (
        b"//note,,\nNewQuestion,MS,,,\nID,a-1,,\nQuestionText,<p>Which?</p>,HTML,,\nPoints,2.5,,\nScoring,RightAnswers,,\n"
        b"Option,1,iron,,yes\nOption,0,tin,HTML,\nHint,h\nFeedback,f\nNewQuestion,TF\nTRUE,0,no\nFALSE,100,yes\n"
    ),
    "Blackboard": b"MC\tWhere?\there\tcorrect\tthere\tincorrect\nMA\tWhich?\ta\tcorrect\tb\tcorrect\nTF\tSo?\ttrue\n",
    "Blackboard pool": (
        b"<POOL><TITLE value='T'/><QUESTIONLIST><QUESTION id='q' points='2'/></QUESTIONLIST><QUESTION_MULTIPLEANSWER id='q'><BODY>"
        b"<TEXT>&lt;b&gt;Which?&lt;/b&gt;</TEXT><FLAGS><ISHTML value='true'/></FLAGS></BODY><ANSWER id='a'><TEXT>x</TEXT></ANSWER>"
        b"<ANSWER id='b'><TEXT>y</TEXT></ANSWER><GRADABLE><CORRECTANSWER answer_id='a'/></GRADABLE></QUESTION_MULTIPLEANSWER>"
        b"</POOL>"
    ),
    "Chamilo": b"Quiz;T\nQuestion;Which?\nAnswer1;a;x\nAnswer2;b;-1\nScore;;3\nCategory;c\nQuestionType;;1\n",
    "Rows of choices": b"id,question,answer,correct,points\n1,Where?,here,1,2\n,,there,0\n2,Who?,he,50%\n,,she,-1/2\n",
    "H5P": provoking.H5P,
    "CSV": (
        b"id;kind;question;choice 1;choice 2;choice 3;right;fractions;feedback;feedback 1;points;tags;shuffle\r\n"
        b'a-1;single;Where, when?;Here;"There; or ""so""";;2;;Look.;\xc3\x89t\xc3\xa9;2,5;x, y;no\r\n'
        b"b;multiple;Which?;'=1;b;c;1, 3;;;;;;\r\nc;true/false;So?;;;;false;;;;;;\r\n"
        b'd;single;Half?;1;2;3;;"1; 1/2; 0"\r\n'
    ),
    "Excel": sheets.XLSX.write(stripped(bank(), sheets.XLSX.carries), {}),
    "OpenDocument": opendocuments.content(
        opendocuments.table(
            opendocuments.cells(["question", "choice 1", "choice 2", "right"]),
            opendocuments.row(
                opendocuments.cell("Half?"),
                opendocuments.cell("1/2", "0.5", "float"),
                opendocuments.cell("x"),
                opendocuments.cell("1", "1", "float"),
                number_rows_repeated="2",
            ),
            opendocuments.row(opendocuments.cell(number_columns_repeated="16384"), number_rows_repeated="1048573"),
        ),
    ),
    "Word document": word.text(
        word.p("Where is it?", numbered=(1, 0))
        + word.p("a) Here", "<w:r><w:br/></w:r>", word.r("b) There", "<w:b/>"))
        + word.p("Which?", numbered=(1, 0))
        + word.table(("A", "one"), ("B", word.p(word.r("two", "<w:b/>"))))
        + word.table(("Question", "A", "B", "Answer"), ("So?", "yes", "no", "B"))
    ),
    "Kahoot": (
        b"Unnamed: 0,Unnamed: 1\n,Quiz\n,,,,\n,Question - max 120 characters,Answer 1 - max 75 characters,Answer 2,"
        b'Answer 3,Answer 4,"Time limit (sec)\n5, 10",Correct answer(s) - choose at least one\n1,Where?,a,b,,d,20.0,"1,4"\n'
        b"2,Who?,c,d,e,,20 seconds,b\n3,,,,,,,\n"
    ),
}
PACKED = {"OpenDocument": opendocuments.packed, "Word document": word.packed}
"""What a seed is put into when it has been damaged: a package would but be refused for its check sums."""
PIECES = (
    b"{", b"}", b"=", b"~", b"#", b"####", b"%", b"%50%", b"%-%", b"\\", b"::", b"->", b"//", b"\n", b"\n\n", b"\t",
    b"ANSWER:", b"A)", b"[html]", b"<", b"&#x110000;", b"&lt;", b"<!--", b"<![CDATA[", b"\xff", b"\x00", b"\xc3",
    "\u202e\u200b\ufeff".encode(), b"- ", b": ", b"|", b"&a", b"*a", b"!!", b"'", b'"', b"9" * 40,
)  # fmt: skip


def mutants(seed: bytes, count: int, drawn: random.Random) -> list[bytes]:
    return [mutated(seed, drawn) for _ in range(count)]


def mutated(data: bytes, drawn: random.Random) -> bytes:
    """A few random cuts, doublings and insertions."""
    for _ in range(drawn.randint(1, 6)):
        at, length = drawn.randrange(len(data) + 1), drawn.choice((1, 2, 5, 20, 200))
        match drawn.randrange(4):
            case 0:
                data = data[:at] + data[at + length :]
            case 1:
                data = data[:at] + data[at : at + length] * drawn.choice((2, 3, 40)) + data[at + length :]
            case 2:
                data = data[:at] + drawn.choice(PIECES) + data[at:]
            case _:
                data = data[:at] + bytes([drawn.randrange(256)]) + data[at + 1 :]
    return data


@pytest.mark.parametrize("format_", SEEDS)
def test_a_damaged_file_gives_problems_that_can_be_said_or_a_bank_that_can_be_asked(format_: str) -> None:
    drawn = random.Random(f"{format_} 2026")
    sound = 0
    for data in mutants(SEEDS[format_], MUTANTS, drawn):
        report = reading.read(PACKED.get(format_, bytes)(data), "mutant.txt")
        said(report)
        sound += report.bank is not None

    assert 0 < sound < MUTANTS, "the mutants are too tame, or too wild, to find anything"


def said(report: Report) -> None:
    """Every problem has its sentence; a bank is one that the rest of the app can keep, ask and give back."""
    for problem in (*report.problems, *report.warnings, *report.left_out):
        assert all(sentence(problem, str))
    assert (report.bank is None) == bool(report.problems)
    if report.bank is not None:
        assert list(faults(report.bank)) == []
        assert documents.load(documents.dump(report.bank)) == report.bank
        assert reading.read(native.write(report.bank), "back.yaml").problems == ()
