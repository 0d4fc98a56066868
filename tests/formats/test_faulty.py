"""A faulty file of each format: its sound questions come along to a draft, and the faulty ones, to be completed."""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from quizapp.domain.banks import Bank
from quizapp.formats import native, reading
from quizapp.formats.native import draft as native_draft
from quizapp.formats.sandbox import parcels
from tests.formats import pdfs
from tests.formats.packages import package
from tests.formats.word import documents as word

WHICH, WHO = "Which river crosses Cairo?", "Who wrote it?"
TYPED = f"1. {WHICH}\na) Nile *\nb) Congo\n\n2. {WHO}\na) Hugo\nb) Sand\n"


@dataclass(frozen=True, slots=True)
class Faulty:
    """A file with one question that is sound and one that is not."""

    name: str
    data: bytes
    code: str
    """Of the fault; of a question that is left out, « left-out »."""
    choices: Sequence[str] = ("Hugo", "Sand")
    """What is known of those of the faulty question."""
    stem: str = WHO


def moodle(faulty: str) -> bytes:
    sound = answers(WHICH, "100")
    return f"<quiz>\n{sound}\n<question type='multichoice'>{faulty}</question>\n</quiz>".encode()


def answers(stem: str, fraction: str) -> str:
    return (
        f"<question type='multichoice'><questiontext><text>{stem}</text></questiontext>"
        f"<answer fraction='{fraction}'><text>Nile</text></answer><answer><text>Congo</text></answer></question>"
    )


BODY = f"<questiontext><text>{WHO}</text></questiontext><answer fraction='%s'><text>Hugo</text></answer>"
QTI12_ITEM = (
    "<item ident='{ident}'><presentation><material><mattext>{stem}</mattext></material>"
    "<response_lid ident='r'><render_choice><response_label ident='a'><material><mattext>{first}</mattext></material>"
    "</response_label><response_label ident='b'><material><mattext>{second}</mattext></material></response_label>"
    "</render_choice></response_lid></presentation>{key}</item>"
)
QTI12_KEY = (
    "<resprocessing><outcomes><decvar/></outcomes><respcondition><conditionvar><varequal respident='r'>a</varequal>"
    "</conditionvar><setvar varname='SCORE' action='Set'>100</setvar></respcondition></resprocessing>"
)


def qti12(key: str, more: str = "") -> bytes:
    sound = QTI12_ITEM.format(ident="1", stem=WHICH, first="Nile", second="Congo", key=QTI12_KEY)
    faulty = QTI12_ITEM.format(ident="2", stem=WHO, first="Hugo", second="Sand", key=key)
    return f"<questestinterop>\n{sound}\n{faulty}\n</questestinterop>{more}".encode()


def qti(stem: str, right: str, first: str, second: str, response: str = "R") -> bytes:
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="" adaptive="false"'
        ' timeDependent="false"><responseDeclaration identifier="R" cardinality="single" baseType="identifier">'
        f"<correctResponse><value>{right}</value></correctResponse></responseDeclaration><itemBody>"
        f'<choiceInteraction responseIdentifier="{response}"><prompt>{stem}</prompt>'
        f'<simpleChoice identifier="a">{first}</simpleChoice><simpleChoice identifier="b">{second}</simpleChoice>'
        "</choiceInteraction></itemBody>"
        '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
        "</assessmentItem>"
    ).encode()


def qti_package(faulty: bytes) -> bytes:
    listed = "".join(f'<resource type="imsqti_item_xmlv2p1" identifier="{one}" href="{one}.xml"/>' for one in "12")
    manifest = f"<manifest><resources>{listed}</resources></manifest>".encode()
    sound = qti(WHICH, "a", "Nile", "Congo")
    return package(("imsmanifest.xml", manifest), ("1.xml", sound), ("2.xml", faulty))


def pool(right: str) -> bytes:
    def question(id_: str, stem: str, first: str, second: str, right: str) -> str:
        marks = "".join(f"<CORRECTANSWER answer_id='{one}'/>" for one in right)
        return (
            f"<QUESTION_MULTIPLECHOICE id='{id_}'><BODY><TEXT>{stem}</TEXT></BODY>"
            f"<ANSWER id='a'><TEXT>{first}</TEXT></ANSWER><ANSWER id='b'><TEXT>{second}</TEXT></ANSWER>"
            f"<GRADABLE>{marks}</GRADABLE></QUESTION_MULTIPLECHOICE>"
        )

    both = question("1", WHICH, "Nile", "Congo", "a") + question("2", WHO, "Hugo", "Sand", right)
    return f"<POOL>{both}</POOL>".encode()


def h5p() -> bytes:
    def asked(stem: str, first: str, second: str, right: bool) -> object:
        texts = [{"text": first, "correct": right}, {"text": second, "correct": False}]
        return {"library": "H5P.MultiChoice 1.16", "params": {"question": stem, "answers": texts}}

    questions = [asked(WHICH, "Nile", "Congo", True), asked(WHO, "Hugo", "Sand", False)]
    return package(
        ("h5p.json", json.dumps({"title": "t", "mainLibrary": "H5P.QuestionSet"}).encode()),
        ("content/content.json", json.dumps({"questions": questions}).encode()),
    )


def b64(text: str) -> str:
    return b64encode(text.encode()).decode()


def trivia(right: object, wrong: object, code: Callable[[str], str] = str) -> bytes:
    sound = {"question": code(WHICH), "correct_answer": code("Nile"), "incorrect_answers": [code("Congo")]}
    return json.dumps([sound, {"question": code(WHO), "correct_answer": right, "incorrect_answers": wrong}]).encode()


def csv(*rows: str) -> bytes:
    return ("\n".join(rows) + "\n").encode()


JSON = f'[{{"question": "{WHICH}", "options": ["Nile", "Congo"], "answer": "Nile"}},\n{{"question": "{WHO}", %s}}]'
CASES = {
    "Open Trivia DB": [
        Faulty("a.json", trivia("Hugo", None), "missing-field", ("Hugo",)),
        Faulty("a.json", trivia(["Hugo"], ["Sand"]), "not-text"),
        Faulty("a.json", trivia("Hugo", "Sand"), "not-list"),
        Faulty("a.json", trivia(b64("Hugo"), [b64("Sa\0nd")], b64), "hidden-character", ("Hugo", "Sa\ufffdnd")),
    ],
    "JSON": [
        Faulty("a.json", (JSON % '"options": ["Hugo", "Sand"], "answer": "Zola"').encode(), "key-is-no-choice"),
        Faulty("a.json", (JSON % '"options": ["Hugo", "Sand"]').encode(), "no-key"),
    ],
    "H5P": [Faulty("a.h5p", h5p(), "left-out")],
    "Word document": [
        Faulty("a.docx", word.packed(word.text("".join(map(word.p, TYPED.split("\n"))))), "no-key-found"),
    ],
    "OpenDocument text": [
        Faulty("a.odt", word.odt("".join(f"<text:p>{line}</text:p>" for line in TYPED.split("\n"))), "no-key-found"),
    ],
    "PDF": [Faulty("a.pdf", pdfs.pdf(TYPED.split("\n")), "no-key-found")],
    "spreadsheet": [
        Faulty("a.csv", csv("question,choice 1,choice 2,right", f"{WHICH},Nile,Congo,1", f"{WHO},Hugo,Sand,7"),
               "key-is-no-choice"),
        Faulty("a.csv", csv("question,choice 1,choice 2,kind,right", f"{WHICH},Nile,Congo,,1", f"{WHO},Hugo,Sand,x,1"),
               "bad-word"),
        Faulty("a.csv", csv("question,choice 1,choice 2,kind,right", f"{WHICH},Nile,Congo,,1",
                            f"{WHO},Hugo,Sand,single,1;2"), "several-right-choices"),
        Faulty("a.csv", csv("question,choice 1,choice 2,fractions", f"{WHICH},Nile,Congo,1;0", f"{WHO},Hugo,Sand,1"),
               "fractions-miscounted"),
        Faulty("a.csv", csv("NewQuestion,MC", f"QuestionText,{WHICH}", "Option,100,Nile", "Option,0,Congo",
                            "NewQuestion,MC", f"QuestionText,{WHO}", "Option,all,Hugo", "Option,0,Sand"), "bad-number"),
        Faulty("a.csv", csv("NewQuestion,MC", f"QuestionText,{WHICH}", "Option,100,Nile", "Option,0,Congo",
                            "NewQuestion,TF", f"QuestionText,{WHO}", "TRUE,0", "FALSE,0"), "no-key",
               ("True", "False")),
        Faulty("a.txt", csv(f"MC\t{WHICH}\tNile\tcorrect\tCongo\tincorrect",
                            f"MC\t{WHO}\tHugo\tmaybe\tSand\tincorrect"), "bad-word"),
        Faulty("a.txt", f"MC\t{WHICH}\tNile\tcorrect\tCongo\tincorrect\nTF\t{WHO}\tmaybe\n".encode(), "bad-word",
               ("True", "False")),
        Faulty("a.csv", csv("Question Number,Question,Answer 1,Answer 2,Correct Answers,Player,Answer",
                            f"1 Quiz,{WHICH},Nile,Congo,Nile,Ada,Nile", f"2 Quiz,{WHO},Hugo,Sand,Zola,Ada,Hugo"),
               "key-is-no-choice"),
        Faulty("a.csv", csv("question,answer,correct", f"{WHICH},Nile,1", ",Congo,0", f"{WHO},Hugo,100", ",Sand,-150"),
               "bad-number"),
    ],
    "quizapp": [
        Faulty("a.yaml", ("title: T\nlanguage: en\nquestions:\n"
                          f"- {{id: a, kind: single, stem: '{WHICH}', choices: [{{text: Nile, right: yes}}, Congo]}}\n"
                          f"- {{id: b, kind: single, stem: '{WHO}', choices: [Hugo, Sand]}}\n").encode(),
               "no-right-choice"),
    ],
    "QTI 2 and 3": [
        Faulty("a.zip", qti_package(qti(WHO, "z", "Hugo", "Sand")), "key-is-no-choice"),
        Faulty("a.zip", qti_package(qti(WHO, "a", "Hugo", "Sand", response="X")), "response-undeclared"),
    ],
    "Blackboard pool": [
        Faulty("a.dat", pool("ab"), "several-right-choices"),
        Faulty("a.dat", pool(""), "no-key"),
    ],
    "QTI 1.2": [
        Faulty("a.xml", qti12(""), "left-out"),
        Faulty("a.xml", qti12("<resprocessing>"), "xml-syntax"),
        Faulty("a.zip", package(("quiz.xml", qti12(""))), "left-out"),
    ],
    "Moodle XML": [
        Faulty("a.xml", moodle(BODY % "150" + "<answer><text>Sand</text></answer>"), "bad-number"),
        Faulty("a.xml", moodle(BODY % "0" + "<answer><text>Sand</text></answer>"), "left-out"),
        Faulty("a.xml", moodle(BODY % "100" + "<answer><text>Sand</answer>"), "xml-syntax"),
    ],
    "Aiken": [
        Faulty("a.txt", f"{WHICH}\nA) Nile\nB) Congo\nANSWER: A\n\n{WHO}\nA) Hugo\nB) Sand\nANSWER: C\n".encode(),
               "answer-is-no-option"),
        Faulty("a.txt", f"{WHICH}\nA) Nile\nB) Congo\nANSWER: A\n\n{WHO}\nA) Hugo\nA) Sand\nANSWER: A\n".encode(),
               "label-twice"),
        Faulty("a.txt", f"{WHICH}\nA) Nile\nB) Congo\nANSWER: A\n\n{WHO}\nA) Hugo\n".encode(), "no-answer-line",
               ("Hugo",)),
    ],
    "formatted text": [
        Faulty("", f"<meta charset='utf-8'>{''.join(f'<p>{line}</p>' for line in TYPED.splitlines())}".encode(),
               "no-key-found"),
    ],
    "text2qti": [
        Faulty("a.txt", f"Quiz title: T\n\n1. {WHICH}\n*a) Nile\nb) Congo\n\n2. {WHO}\na) Hugo\nb) Sand\n".encode(),
               "quiz-refused"),
    ],
    "GIFT": [
        Faulty("a.gift", f"::a::{WHICH} {{=Nile ~Congo}}\n\n::b::{WHO} {{=Hugo ~Sand\n".encode(), "brace-missing"),
        Faulty("a.gift", f"::a::{WHICH} {{=Nile ~Congo}}\n\n::b::{WHO} {{~Hugo ~Sand}}\n".encode(), "left-out"),
    ],
    "text": [Faulty("a.txt", TYPED.encode(), "no-key-found")],
}  # fmt: skip


def test_every_format_has_a_faulty_file() -> None:
    assert {one.name for one in reading.FORMATS} == {name for name, cases in CASES.items() if cases}


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in CASES.items() for case in cases])
def test_what_is_sound_comes_along_with_what_is_to_be_completed(name: str, case: Faulty) -> None:
    read = reading.read(case.data, case.name)
    report = parcels.unpack_whole(parcels.pack_whole(read, 100))

    said = [one.code for one in (*report.problems, *report.left_out)]
    assert case.code in said, (read.format, said)
    bank = report.draft
    assert bank is not None
    sound, faulty = bank.questions
    assert (sound.stem, [one.text for one in sound.choices], sound.key) == (WHICH, ["Nile", "Congo"], {0})
    assert (faulty.stem, [one.text for one in faulty.choices]) == (case.stem, list(case.choices))
    assert codes_in_a_draft(bank)


def codes_in_a_draft(bank: Bank) -> list[str]:
    """What the page of a draft says is wrong with its questions: the second has something, or it would be published."""
    draft = native_draft.read(native.write(bank))
    again = native.read(native_draft.write(draft), "a.yaml")
    return [one.code for one in again.problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.xml", "<quiz><question"), ("a.xml", "<questestinterop><item></questestinterop>"), ("a.json", '[{"options": ['),
     ("a.txt", "Quiz title: What?\nGROUP\n")],
)  # fmt: skip
def test_where_no_question_is_left_only_the_fault_is_told(name: str, text: str) -> None:
    report = reading.read(text.encode(), name)

    assert report.problems
    assert report.draft is None
