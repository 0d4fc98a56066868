"""XML: trees of what programs write, and a place and a reason for what nobody should send."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quizapp.formats.syntax.archives import Archive, RefusedArchive
from quizapp.formats.syntax.xmltree import DEEPEST, Unreadable, parse, root, text
from tests.formats.packages import package
from tests.growth import LINEAR, growth

LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))


def refusal(data: bytes | str) -> str:
    """The code of why there is no tree; empty where there is one."""
    try:
        parse(data.encode() if isinstance(data, str) else data)
    except Unreadable as unreadable:
        return unreadable.problem.code
    return ""


# --- entities ---


@pytest.mark.parametrize(
    "kinds",
    [
        LAUGHS, '<!ENTITY a "b">', '<!ENTITY f SYSTEM "file:///etc/passwd">', '<!ENTITY f PUBLIC "x" "http://127.0.0.1:9/">',
        '<!ENTITY % f SYSTEM "http://127.0.0.1:9/x"> %f;', '<!ELEMENT x ANY><!ENTITY a "b">',
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "where", ["{kinds}", "<!-- <a> -->{kinds}", "<?a <b>?>\n{kinds}", '<?xml version="1.0"?>{kinds}']
)
def test_a_file_that_defines_entities_is_refused_wherever_it_does(kinds: str, where: str) -> None:
    data = where.replace("{kinds}", f"<!DOCTYPE x [{kinds}]>") + "<x>text</x>"
    assert refusal(data) == "xml-entities"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_entities_are_found_in_other_encodings(codec: str) -> None:
    name = "utf-8" if codec.startswith("utf-8") else "utf-16"

    assert (
        refusal(f'<?xml version="1.0" encoding="{name}"?><!DOCTYPE x [{LAUGHS}]><x>t</x>'.encode(codec))
        == "xml-entities"
    )


@pytest.mark.parametrize("inside", ["&l9;", '<a b="&l9;"/>', "&undefined;", "&nbsp;"])
def test_no_entity_is_ever_expanded(inside: str) -> None:
    tracemalloc.start()

    code = refusal(f"<!DOCTYPE x [{LAUGHS}]><x>{inside}</x>")

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == "xml-entities"
    assert most < 2**20


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_entities_in_attributes_are_not_expanded_where_they_are_hidden(codec: str) -> None:
    data = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [{LAUGHS}]><x a="&l9;"/>'.encode(codec)

    assert refusal(data) in ("xml-entities", "xml-syntax")


def test_no_file_is_read_for_another(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<!ELEMENT x ANY>secret")
    asked = (
        f'<!DOCTYPE x SYSTEM "{secret.as_uri()}"><x>a</x>',
        f'<x xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{secret.as_uri()}" parse="text"/></x>',
        f'<?xml-stylesheet href="{secret.as_uri()}"?><x/>',
    )

    for data in asked:
        assert b"secret<" not in etree.tostring(parse(data.encode()))
        assert "ELEMENT" not in text(parse(data.encode()))


@pytest.mark.parametrize(
    "data",
    [
        "<!DOCTYPE x><x/>", '<!DOCTYPE x SYSTEM "x.dtd"><x/>', "<!DOCTYPE x [<!ELEMENT x ANY>]><x/>",
        "<x>&amp;&lt;&#233;</x>",
    ],
)  # fmt: skip
def test_a_document_type_and_the_entities_of_xml_itself_are_harmless(data: str) -> None:
    assert refusal(data) == ""


# --- depth and size ---


def test_depth_has_a_limit() -> None:
    assert refusal("<a>" * DEEPEST + "</a>" * DEEPEST) == ""
    assert refusal("<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1)) == "xml-too-deep"


@pytest.mark.parametrize("depth", [300, 10_000, 300_000])
def test_what_is_nested_much_deeper_is_refused_too(depth: int) -> None:
    assert refusal("<a>" * depth + "</a>" * depth) in ("xml-too-deep", "xml-syntax")
    assert refusal("<a>" * depth) in ("xml-too-deep", "xml-syntax")


def both(data: bytes) -> None:
    root(data)
    refusal(data)


def attributes(count: int) -> bytes:
    """With as many namespaces."""
    return b"<x " + b" ".join(b'a%d="%d" xmlns:a%d="u%d"' % (at, at, at, at) for at in range(count)) + b"/>"


def test_attributes_by_the_ten_thousand_are_read_in_time_that_grows_as_they_do() -> None:
    assert growth(both, attributes(10_000), attributes(20_000)) < LINEAR


def test_an_attribute_that_stands_twice_is_named() -> None:
    assert refusal('<x a="1" b="2" a="3"/>') == "xml-syntax"


@pytest.mark.parametrize("sign", [b"<!--", b"<?a ", b"<![CDATA[", b"&a;"])
def test_signs_that_are_never_closed_are_looked_for_once(sign: bytes) -> None:
    assert growth(both, b"<x>" + sign * 6_000, b"<x>" + sign * 12_000) < LINEAR


def test_one_text_of_twelve_million_characters_is_refused() -> None:
    assert refusal(b"<x>" + b"y" * 12_000_000 + b"</x>") == "xml-syntax"


# --- what is read ---


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<Quiz a='1'>", "quiz"), (b"<?xml version='1.0'?><!-- <a> -->\n<!-- b --><m:quiz>", "quiz"),
        (b"<!-- never closed <quiz>", ""), (b"<?never closed <quiz>", ""), (b"text", ""), (b"", ""),
        ("<?xml version='1.0' encoding='utf-16'?><quiz/>".encode("utf-16"), "quiz"), (b"\xef\xbb\xbf<quiz/>", "quiz"),
    ],
)  # fmt: skip
def test_the_first_element_tells_what_a_file_is(data: bytes, name: str) -> None:
    assert root(data)[0] == name


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [("<x>\n  <y>\n</x>", 3, 5), ("<x", 1, 3), ("<x/>\n<y/>", 2, 1), ("<x>&#0;</x>", 1, 8)],
)
def test_what_is_wrong_has_its_place(data: str, line: int, column: int) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parse(data.encode(), "a.xml")

    problem = unreadable.value.problem
    assert (problem.code, problem.line, problem.member) == ("xml-syntax", line, "a.xml")
    assert abs(problem.column - column) < 3


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf "])
def test_nothing_is_an_empty_file(data: bytes) -> None:
    assert refusal(data) == "empty-file"


@given(st.binary(max_size=200))
def test_any_bytes_give_a_tree_or_a_reason(data: bytes) -> None:
    assert refusal(data) in ("", "empty-file", "xml-syntax", "xml-entities", "xml-too-deep")
    assert refusal(b"<x>" + data + b"</x>") in ("", "xml-syntax", "xml-entities", "xml-too-deep")


# --- in documents of Word ---


DOCUMENTS = {
    "entities": (f"<!DOCTYPE d [{LAUGHS}]><d>&l9;</d>".encode(), "xml-entities"),
    "nesting": (b"<w>" * 20_000 + b"</w>" * 20_000, "xml-too-deep"),
    "much of nothing": (b"<d>" + b"<w/>" * 2_000_000 + b"</d>", "archive-bomb"),
    "an external document": (b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x"><d/>', ""),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_parts_of_a_document_are_no_exception(name: str) -> None:
    data, code = DOCUMENTS[name]
    packed = package(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", data))
    try:
        found = refusal(Archive(packed).read("word/document.xml"))
    except RefusedArchive as refused:
        found = refused.problem.code

    # How deep elements may be, the parser says for itself where they are much deeper.
    assert found == code or (name, found) == ("nesting", "xml-syntax")
