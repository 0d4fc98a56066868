"""Writes packages of QTI 2.1 and 3.0: a manifest, a test in the bank's order, a file for each question, its pictures.

Source: QTI 2.1, Assessment Test, Section and Item Information Model, and Integration Guide; QTI 3.0, ASI Information
Model. Equal banks give equal bytes.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from fractions import Fraction

from lxml import etree

from quizapp.domain.banks import TOLERANCE, Bank, Question, Rule, texts_of
from quizapp.domain.scoring import Outcome
from quizapp.domain.texts import pictures_in
from quizapp.formats.carrying import Feature
from quizapp.formats.file import Writer
from quizapp.formats.qti import xhtml
from quizapp.formats.qti.content import WRAPPER
from quizapp.formats.qti.elements import Element
from quizapp.formats.qti.values import decimal
from quizapp.formats.qti.versions import V21, V30, Maker, QtiVersion
from quizapp.formats.syntax.archives import put
from quizapp.formats.syntax.xmltree import written

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_RESPONSE, _SCORE, _MAXSCORE, _FEEDBACK, _REMARK = "RESPONSE", "SCORE", "MAXSCORE", "FEEDBACK", "REMARK"
_CARRIES = frozenset((
    Feature.TITLE, Feature.LANGUAGE, Feature.MULTIPLE, Feature.NAME, Feature.ID, Feature.TAGS, Feature.MAXIMUM,
    Feature.SHUFFLE, Feature.FIXED, Feature.FRACTIONS, Feature.PARTIAL, Feature.ALL_OR_NOTHING, Feature.TABLE,
    Feature.FEEDBACK, Feature.CHOICE_FEEDBACK, Feature.OUTCOME_FEEDBACK, Feature.PARTLY_FEEDBACK,
    Feature.UNSEEN_FEEDBACK, Feature.TRUE_FALSE_OUTCOMES, Feature.FORMATTING, Feature.PICTURES, Feature.LINE_BREAKS,
))  # fmt: skip


def _written(bank: Bank, pictures: Mapping[str, bytes], version: QtiVersion) -> bytes:
    items = {f"item-{place:04}.xml": question for place, question in enumerate(bank.questions, start=1)}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        put(archive, "imsmanifest.xml", written(_manifest(bank, items, version)))
        put(archive, "assessment.xml", written(_test(bank, items, version)))
        for name, question in items.items():
            put(archive, name, written(_Item(question, bank.language, version).made()))
        for name in sorted({name for question in bank.questions for name in _pictures(question)}):
            put(archive, _address(name), pictures[name])
    return made.getvalue()


def _pictures(question: Question) -> list[str]:
    return [name for text in texts_of(question) for name in pictures_in(text)]


def _address(picture: str) -> str:
    return f"media/{picture}"


def _identifier(id_: str) -> str:
    """An identifier begins with a letter or an underscore."""
    return id_ if id_[:1].isalpha() else f"_{id_}"


def _manifest(bank: Bank, items: Mapping[str, Question], version: QtiVersion) -> Element:
    space = version.manifest

    def add(parent: Element, name: str, text: str = "", **given: str) -> Element:
        made: Element = etree.SubElement(parent, f"{{{space}}}{name}", given)
        made.text = text or None
        return made

    top = etree.Element(f"{{{space}}}manifest", {"identifier": f"manifest-{bank.id}"}, nsmap={None: space})
    metadata = add(top, "metadata")
    add(metadata, "schema", version.package[0])
    add(metadata, "schemaversion", version.package[1])
    add(top, "organizations")
    resources = add(top, "resources")
    type_ = f"imsqti_test_{version.resource}"
    test = add(resources, "resource", identifier="test", type=type_, href="assessment.xml")
    add(test, "file", href="assessment.xml")
    for name in items:
        add(test, "dependency", identifierref=name.removesuffix(".xml"))
    for name, question in items.items():
        type_ = f"imsqti_item_{version.resource}"
        resource = add(resources, "resource", identifier=name.removesuffix(".xml"), type=type_, href=name)
        if question.filing.tags:
            lom = etree.SubElement(add(resource, "metadata"), f"{{{_LOM}}}lom", nsmap={None: _LOM})
            general = etree.SubElement(lom, f"{{{_LOM}}}general")
            for tag in question.filing.tags:
                keyword = etree.SubElement(general, f"{{{_LOM}}}keyword")
                etree.SubElement(keyword, f"{{{_LOM}}}string").text = xhtml.clean(tag)
        add(resource, "file", href=name)
        for picture in dict.fromkeys(_pictures(question)):
            add(resource, "file", href=_address(picture))
    return top


def _test(bank: Bank, items: Mapping[str, Question], version: QtiVersion) -> Element:
    make = Maker(version)
    top = make.top("assessmentTest", identifier=_identifier(bank.id), title=bank.title)
    part = make.add(top, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = make.add(part, "assessmentSection", identifier="section", title=bank.title, visible="true")
    for name in items:
        make.add(section, "assessmentItemRef", identifier=name.removesuffix(".xml"), href=name)
    return top


class _Item:
    """One question as an item."""

    def __init__(self, question: Question, language: str, version: QtiVersion) -> None:
        self._question = question
        self._make = Maker(version)
        self._version = version
        identifier = _identifier(question.id)
        self._top = self._make.top(
            "assessmentItem",
            identifier=identifier,
            title=question.filing.name or question.id,
            adaptive="false",
            timeDependent="false",
        )
        if language:
            self._top.set(_LANG, language)
        self._is_multiple = question.kind.takes_several
        self._cardinality = "multiple" if self._is_multiple else "single"
        self._choices = [_choice_name(place) for place in range(len(question.choices))]
        self._is_remarked = bool(any(question.feedback.texts))
        self._is_explained = any(choice.feedback for choice in question.choices)

    def made(self) -> Element:
        self._declare_response()
        self._declare_outcomes()
        self._body()
        self._processing()
        for name, text in self._remarks().items():
            if text:
                modal = self._make.add(
                    self._top, "modalFeedback", outcomeIdentifier=_REMARK, identifier=name, showHide="show"
                )
                self._put_block(text, modal)
        return self._top

    # --- declarations ---

    @property
    def _is_matched(self) -> bool:
        """Whether the key is worth the whole mark, and all else nothing."""
        if self._is_multiple:
            return self._question.marking.rule is Rule.ALL_OR_NOTHING
        worth = [choice.fraction for choice in self._question.choices]
        return sorted(worth) == [Fraction(0)] * (len(worth) - 1) + [Fraction(1)]

    @property
    def _is_mapped(self) -> bool:
        return not self._is_matched and self._question.marking.rule is not Rule.TABLE

    def _declare_response(self) -> None:
        question = self._question
        declared = self._make.add(
            self._top,
            "responseDeclaration",
            identifier=_RESPONSE,
            cardinality=self._cardinality,
            baseType="identifier",
        )
        correct = self._make.add(declared, "correctResponse")
        for place in sorted(question.key)[: None if self._is_multiple else 1]:
            self._make.add(correct, "value", self._choices[place])
        if self._is_mapped:
            bounds = {"lowerBound": "0", "upperBound": decimal(question.marking.maximum)} if self._is_multiple else {}
            mapping = self._make.add(declared, "mapping", **bounds, defaultValue="0")
            for name, choice in zip(self._choices, question.choices, strict=True):
                worth = decimal(choice.fraction * question.marking.maximum)
                self._make.add(mapping, "mapEntry", mapKey=name, mappedValue=worth)

    def _declare_outcomes(self) -> None:
        most = decimal(self._question.marking.maximum)
        for name, value in ((_SCORE, "0"), (_MAXSCORE, most)):
            given = {"normalMaximum": most} if name == _SCORE else {}
            declared = self._make.add(
                self._top, "outcomeDeclaration", identifier=name, cardinality="single", baseType="float", **given
            )
            self._make.add(self._make.add(declared, "defaultValue"), "value", value)
        for name, is_wanted, cardinality in (
            (_FEEDBACK, self._is_explained, self._cardinality),
            (_REMARK, self._is_remarked, "multiple"),
        ):
            if is_wanted:
                self._make.add(
                    self._top, "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType="identifier"
                )

    # --- texts ---

    def _put(self, text: str, into: Element) -> None:
        xhtml.put(text, into, _address, has_dir=self._version.is_newer)

    def _put_block(self, text: str, into: Element) -> None:
        """A text that may have paragraphs."""
        body = self._make.add(into, "contentBody") if self._version.is_newer else into
        wrapper = etree.SubElement(body, f"{{{self._version.namespace}}}div", {"class": WRAPPER})
        self._put(text, wrapper)

    def _body(self) -> None:
        question = self._question
        body = self._make.add(self._top, "itemBody")
        stem = etree.SubElement(body, f"{{{self._version.namespace}}}div", {"class": WRAPPER})
        self._put(question.stem, stem)
        interaction = self._make.add(
            body,
            "choiceInteraction",
            responseIdentifier=_RESPONSE,
            shuffle=_flag(question.shuffle),
            maxChoices="0" if self._is_multiple else "1",
        )
        for name, choice in zip(self._choices, question.choices, strict=True):
            made = self._make.add(interaction, "simpleChoice", identifier=name, fixed=_flag(choice.fixed))
            self._put(choice.text, made)
            if choice.feedback:
                given = {"outcomeIdentifier": _FEEDBACK, "identifier": name, "showHide": "show"}
                if xhtml.is_block(choice.feedback):
                    self._put_block(choice.feedback, self._make.add(made, "feedbackBlock", **given))
                else:
                    self._put(choice.feedback, self._make.add(made, "feedbackInline", **given))

    def _remarks(self) -> dict[str, str]:
        question = self._question
        return {
            "general": question.feedback.general,
            Outcome.RIGHT.value: question.feedback.right,
            Outcome.PARTLY.value: question.feedback.partly,
            Outcome.WRONG.value: question.feedback.wrong,
        }

    # --- processing ---

    def _processing(self) -> None:
        is_plain = not self._is_remarked and not self._is_explained
        if is_plain and self._is_matched and self._question.marking.maximum == 1:
            self._template("match_correct")
        elif is_plain and self._is_mapped:
            self._template("map_response")
        else:
            self._rules()

    def _template(self, name: str) -> None:
        self._make.add(self._top, "responseProcessing", template=self._version.template.format(name))

    def _rules(self) -> None:
        rules = self._make.add(self._top, "responseProcessing")
        if self._is_matched:
            condition = self._make.add(rules, "responseCondition")
            branch = self._make.add(condition, "responseIf")
            match = self._make.add(branch, "match")
            self._make.add(match, "variable", identifier=_RESPONSE)
            self._make.add(match, "correct", identifier=_RESPONSE)
            self._make.add(self._set(branch, _SCORE), "variable", identifier=_MAXSCORE)
        elif self._is_mapped:
            self._make.add(self._set(rules, _SCORE), "mapResponse", identifier=_RESPONSE)
        else:
            self._tree(rules, self._question.marking.table, len(self._choices) - 1)
        if self._is_explained:
            self._make.add(self._set(rules, _FEEDBACK), "variable", identifier=_RESPONSE)
        if self._is_remarked:
            self._remark(rules)

    def _set(self, parent: Element, name: str) -> Element:
        return self._make.add(parent, "setOutcomeValue", identifier=name)

    def _base(self, parent: Element, base_type: str, value: str) -> None:
        self._make.add(parent, "baseValue", value, baseType=base_type)

    def _tree(self, parent: Element, table: Sequence[Fraction], place: int) -> None:
        """Asks choice after choice whether it is ticked, until what remains is all worth the same."""
        if len(set(table)) == 1:
            self._base(self._set(parent, _SCORE), "float", decimal(table[0] * self._question.marking.maximum))
            return
        condition = self._make.add(parent, "responseCondition")
        half = len(table) // 2
        branch = self._make.add(condition, "responseIf")
        member = self._make.add(branch, "member")
        self._base(member, "identifier", self._choices[place])
        self._make.add(member, "variable", identifier=_RESPONSE)
        self._tree(branch, table[half:], place - 1)
        self._tree(self._make.add(condition, "responseElse"), table[:half], place - 1)

    def _remark(self, rules: Element) -> None:
        """Says what is said in general, and by the score: right, partly so, or wrong."""
        most = self._question.marking.maximum
        condition = self._make.add(rules, "responseCondition")
        for name, remark, least in (
            ("responseIf", Outcome.RIGHT, (1 - TOLERANCE) * most),
            ("responseElseIf", Outcome.PARTLY, TOLERANCE * most),
            ("responseElse", Outcome.WRONG, None),
        ):
            branch = self._make.add(condition, name)
            if least is not None:
                test = self._make.add(branch, "gt")
                self._make.add(test, "variable", identifier=_SCORE)
                self._base(test, "float", decimal(least))
            multiple = self._make.add(self._set(branch, _REMARK), "multiple")
            self._base(multiple, "identifier", "general")
            self._base(multiple, "identifier", remark.value)


def _choice_name(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"choice{place + 1}"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _writer(id_: str, version: QtiVersion) -> Writer:
    def write(bank: Bank, pictures: Mapping[str, bytes]) -> bytes:
        return _written(bank, pictures, version)

    return Writer(id_, f"QTI {version.number}", "zip", "application/zip", _CARRIES, write)


QTI_21 = _writer("qti-2.1", V21)
QTI_30 = _writer("qti-3.0", V30)
