"""XML of spreadsheets is read from its beginning to its end, once, whatever stands there."""

import pytest

from quizapp.formats.sheets.streaming import Target, told
from quizapp.formats.syntax.xmltree import Unreadable
from tests.growth import LINEAR, growth


class Names(Target[str]):
    def start(self, name: str, given: dict[str, str]) -> None:
        self._found.append(name)

    def data(self, text: str) -> None:
        self._found.append(text)

    def end(self, name: str) -> None:
        self._found.append(f"/{name}")


def read(data: bytes) -> list[str]:
    return list(told(data, "a.xml", Names()))


def test_what_is_found_is_told_in_its_order() -> None:
    assert read(b"<a><b>x&amp;y</b><!-- z --></a>") == ["a", "b", "x&y", "/b", "/a"]


def test_names_come_with_their_namespaces_where_that_is_asked() -> None:
    assert list(told(b'<p:a xmlns:p="u"/>', "a.xml", Names(), between=" ")) == ["u a", "/u a"]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"<a>\n<b></a>", "xml-syntax", 2), (b"", "xml-syntax", 1), (b"<a", "xml-syntax", 1),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml-entities", 0), (b"<!DOCTYPE a><a/>", "xml-entities", 0),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "xml-syntax", 1), (b"<a>&b;</a>", "xml-syntax", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_its_place(data: bytes, code: str, line: int) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(data)

    problem = unreadable.value.problem
    assert (problem.code, problem.line, problem.member) == (code, line, "a.xml")


@pytest.mark.parametrize("start", [b'<a b="', b"<!-- ", b"<a ", b"<", b"<?a "])
def test_what_never_ends_is_not_read_again_with_every_piece(start: bytes) -> None:
    """Old releases of expat begin anew with each piece of a token that has no end (CVE-2023-52425)."""

    def refused(data: bytes) -> None:
        with pytest.raises(Unreadable):
            read(data)

    filler = b"b" * 2**22

    assert growth(refused, start + filler, start + filler * 2) < LINEAR


def test_elements_may_be_deep_where_nobody_goes_down() -> None:
    assert len(read(b"<a>" * 50_000 + b"</a>" * 50_000)) == 100_000
