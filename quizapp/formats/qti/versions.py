"""How QTI 2.1 and 3.0 name the same things, and the making of elements in either of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from quizapp.formats.qti import xhtml
from quizapp.formats.qti.elements import Element

_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True)
class QtiVersion:
    """How one version of QTI names things."""

    number: str
    namespace: str
    schema: str
    manifest: str
    """The namespace of the manifest."""
    package: tuple[str, str]
    """What the manifest says that it is, and of which version."""
    template: str
    """The address of a processing template, by its name."""
    resource: str
    """The end of the types of resources."""
    is_newer: bool
    """Whether names have hyphens and « qti- »."""

    def name(self, name: str) -> str:
        return f"{{{self.namespace}}}{'qti-' if self.is_newer else ''}{self.given(name)}"

    def given(self, name: str) -> str:
        """The name of an attribute."""
        return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name) if self.is_newer else name


V21 = QtiVersion(
    "2.1",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    ("QTIv2.1 Package", "1.0.0"),
    "http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}",
    "xmlv2p1",
    False,
)
V30 = QtiVersion(
    "3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    ("QTI Package", "3.0.0"),
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
    "xmlv3p0",
    True,
)


class Maker:
    """Makes elements by the names of QTI 2.1, in the version that is wanted."""

    def __init__(self, version: QtiVersion) -> None:
        self.version = version

    def top(self, name: str, **given: str) -> Element:
        space = self.version.namespace
        made: Element = etree.Element(self.version.name(name), nsmap={None: space, "xsi": _XSI})
        made.set(_LOCATION, f"{space} {self.version.schema}")
        self._give(made, given)
        return made

    def add(self, parent: Element, name: str, text: str = "", **given: str) -> Element:
        made: Element = etree.SubElement(parent, self.version.name(name))
        self._give(made, given)
        made.text = text or None
        return made

    def _give(self, element: Element, given: Mapping[str, str]) -> None:
        for name, value in given.items():
            element.set(self.version.given(name), xhtml.clean(value))
