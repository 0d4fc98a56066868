"""Writing a package that Canvas imports: QTI 1.2, a quiz's description beside it, and the pictures of its texts.

Source: what Canvas exports and imports (instructure/qti), and IMS QTI 1.2. The same bank gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from hashlib import sha256

from lxml import etree
from lxml.builder import ElementMaker

from quizapp.domain import scoring
from quizapp.domain.banks import Bank, Kind, Question, pictures_of
from quizapp.domain.scoring import Outcome
from quizapp.formats.carrying import Feature
from quizapp.formats.file import Writer
from quizapp.formats.syntax.archives import put
from quizapp.formats.syntax.xmltree import written
from quizapp.formats.texts import markup

_BASE = "$IMS-CC-FILEBASE$/"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_TYPES = {
    Kind.SINGLE: "multiple_choice_question",
    Kind.MULTIPLE: "multiple_answers_question",
    Kind.TRUE_FALSE: "true_false_question",
}
_RESPONSE = "response1"
_OUTCOMES = {Outcome.RIGHT: "correct_fb", Outcome.WRONG: "general_incorrect_fb"}
"""How Canvas calls what it says to them."""
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
E = ElementMaker(namespace=_QTI, nsmap={None: _QTI})
P = ElementMaker(namespace=_PACKAGE, nsmap={None: _PACKAGE})
C = ElementMaker(namespace=_CANVAS, nsmap={None: _CANVAS})

Element = etree._Element


def _write(bank: Bank, pictures: Mapping[str, bytes]) -> bytes:
    id_ = "q" + sha256(bank.id.encode()).hexdigest()[:32]
    shown = [name for name in sorted(pictures_of(bank)) if name in pictures]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        put(archive, "imsmanifest.xml", written(_manifest(id_, bank, shown), is_indented=True))
        put(archive, f"{id_}/{id_}.xml", written(_assessment(id_, bank), is_indented=True))
        put(archive, f"{id_}/assessment_meta.xml", written(_description(id_, bank), is_indented=True))
        for name in shown:
            put(archive, f"web_resources/{name}", pictures[name])
    return made.getvalue()


def _manifest(id_: str, bank: Bank, shown: list[str]) -> Element:
    quiz = P.resource(
        P.file(href=f"{id_}/{id_}.xml"),
        P.dependency(identifierref=f"{id_}-meta"),
        *(P.dependency(identifierref=f"p{name[:32]}") for name in shown),
        identifier=id_,
        type="imsqti_xmlv1p2",
    )
    described = f"{id_}/assessment_meta.xml"
    meta = P.resource(
        P.file(href=described),
        identifier=f"{id_}-meta",
        type="associatedcontent/imscc_xmlv1p1/learning-application-resource",
        href=described,
    )
    pictures = (
        P.resource(
            P.file(href=f"web_resources/{name}"),
            identifier=f"p{name[:32]}",
            type="webcontent",
            href=f"web_resources/{name}",
        )
        for name in shown
    )
    schema = P.metadata(P.schema("IMS Content"), P.schemaversion("1.1.3"))
    return P.manifest(schema, P.organizations(), P.resources(quiz, meta, *pictures), identifier=f"{id_}-manifest")


def _description(id_: str, bank: Bank) -> Element:
    return C.quiz(
        C.title(_sayable(bank.title) or bank.id),
        C.description(),
        C.shuffle_answers("true"),
        C.quiz_type("assignment"),
        C.points_possible(_decimal(bank.maximum)),
        C.allowed_attempts("1"),
        identifier=id_,
    )


def _assessment(id_: str, bank: Bank) -> Element:
    section = E.section(*(_item(question) for question in bank.questions), ident="root_section")
    return E.questestinterop(E.assessment(section, ident=id_, title=_sayable(bank.title) or bank.id))


def _item(question: Question) -> Element:
    labels = [str(1000 + place) for place in range(len(question.choices))]
    cardinality = "Multiple" if question.kind.takes_several else "Single"
    choices = (
        E.response_label(E.material(_text(choice.text)), ident=label)
        for choice, label in zip(question.choices, labels, strict=True)
    )
    return E.item(
        E.itemmetadata(
            E.qtimetadata(
                _field("question_type", _TYPES[question.kind]),
                _field("points_possible", _decimal(question.marking.maximum)),
                _field("original_answer_ids", ",".join(labels)),
            )
        ),
        E.presentation(
            E.material(_text(question.stem)),
            E.response_lid(E.render_choice(*choices), ident=_RESPONSE, rcardinality=cardinality),
        ),
        E.resprocessing(E.outcomes(_score(question)), *_conditions(question, labels)),
        *_feedback(question, labels),
        ident=question.id,
        title=_sayable(question.filing.name) or question.id,
    )


def _field(label: str, entry: str) -> Element:
    return E.qtimetadatafield(E.fieldlabel(label), E.fieldentry(entry))


def _score(question: Question) -> Element:
    least = min(Fraction(0), *(choice.fraction for choice in question.choices))
    minimum = _decimal(least * 100) if not question.kind.takes_several else "0"
    return E.decvar(maxvalue="100", minvalue=minimum, varname="SCORE", vartype="Decimal")


def _conditions(question: Question, labels: list[str]) -> Iterator[Element]:
    if question.feedback.general:
        yield E.respcondition(E.conditionvar(E.other()), _shows("general_fb"), {"continue": "Yes"})
    for choice, label in zip(question.choices, labels, strict=True):
        if choice.feedback:
            yield E.respcondition(E.conditionvar(_picks(label)), _shows(f"{label}_fb"), {"continue": "Yes"})
    if question.kind.takes_several:
        # Canvas is told the key, and has one way to mark it (`Feature.RIGHT_LESS_WRONG`).
        ticked = (_picks(label) if at in question.key else E("not", _picks(label)) for at, label in enumerate(labels))
        yield _earning(question, E("and", *ticked), Fraction(1), Outcome.RIGHT)
    else:
        for place, (choice, label) in enumerate(zip(question.choices, labels, strict=True)):
            if choice.fraction:
                outcome = scoring.outcome(question, frozenset((place,)))
                yield _earning(question, _picks(label), choice.fraction, outcome)
    if question.feedback.wrong:
        yield E.respcondition(E.conditionvar(E.other()), _shows(_OUTCOMES[Outcome.WRONG]), {"continue": "Yes"})


def _earning(question: Question, condition: Element, share: Fraction, outcome: Outcome) -> Element:
    """What ends the scoring, and says what is said to the outcome."""
    said = question.feedback.right if outcome is Outcome.RIGHT else question.feedback.wrong
    shown = [_shows(_OUTCOMES[outcome])] if said and outcome in _OUTCOMES else []
    return E.respcondition(E.conditionvar(condition), _earns(share), *shown, {"continue": "No"})


def _picks(label: str) -> Element:
    return E.varequal(label, respident=_RESPONSE)


def _shows(ident: str) -> Element:
    return E.displayfeedback(feedbacktype="Response", linkrefid=ident)


def _earns(share: Fraction) -> Element:
    return E.setvar(_decimal(share * 100), action="Set", varname="SCORE")


def _feedback(question: Question, labels: list[str]) -> Iterator[Element]:
    said = {"general_fb": question.feedback.general}
    said |= {_OUTCOMES[Outcome.RIGHT]: question.feedback.right, _OUTCOMES[Outcome.WRONG]: question.feedback.wrong}
    said |= {f"{label}_fb": choice.feedback for choice, label in zip(question.choices, labels, strict=True)}
    for ident, text in said.items():
        if text:
            yield E.itemfeedback(E.flow_mat(E.material(_text(text))), ident=ident)


def _text(text: str) -> Element:
    return E.mattext(_sayable(markup.source(text, lambda name: f"{_BASE}{name}")), texttype="text/html")


def _sayable(text: str) -> str:
    """XML cannot say every character; none of those that it cannot means anything in a question."""
    return _NO_XML.sub("", text)


def _decimal(number: Fraction) -> str:
    """With so many places that the reader finds the very number again, for denominators up to a thousand."""
    scaled = round(abs(number) * 10**_PLACES)
    whole, places = divmod(scaled, 10**_PLACES)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{places:0{_PLACES}}".rstrip("0").rstrip(".") if scaled else "0"


_PLACES = 12

WRITER = Writer(
    "canvas",
    "Canvas (QTI 1.2)",
    "zip",
    "application/zip",
    frozenset({
        Feature.TITLE, Feature.MULTIPLE, Feature.BARE_TRUE_FALSE, Feature.NAME, Feature.ID, Feature.MAXIMUM,
        Feature.FRACTIONS, Feature.RIGHT_LESS_WRONG, Feature.FEEDBACK, Feature.CHOICE_FEEDBACK,
        Feature.OUTCOME_FEEDBACK, Feature.TRUE_FALSE_OUTCOMES, Feature.FORMATTING, Feature.PICTURES,
        Feature.LINE_BREAKS,
    }),
    _write,
)  # fmt: skip
