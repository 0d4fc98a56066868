"""Packages: what is in them can be read, and nothing that lies or plays tricks is."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.syntax import archives
from quizapp.formats.syntax.archives import Archive, RefusedArchive, UnreadableMember
from tests.formats.packages import package
from tests.formats.provoking import doubled, link

CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def refusal(data: bytes) -> str:
    """The code of why an archive is not opened; empty for one that is."""
    try:
        Archive(data)
    except RefusedArchive as refused:
        return refused.problem.code
    return ""


def changed(data: bytes, at: int, value: bytes) -> bytes:
    return data[:at] + value + data[at + len(value) :]


def entries(data: bytes) -> list[int]:
    """Where the list of members has each of them."""
    found, at = [], data.find(CENTRAL)
    while at >= 0:
        found.append(at)
        at = data.find(CENTRAL, at + 4)
    return found


def moved(data: bytes, entry: int, to: int) -> bytes:
    """The archive, with one of its members said to begin elsewhere."""
    return changed(data, entries(data)[entry] + 42, struct.pack("<I", to))


def of_one_deflated(count: int) -> bytes:
    """Many members that are the same bytes (CVE-2024-0450)."""
    packed = package(("00000", b"<quiz>" + b" " * 900_000))
    directory = packed.rfind(CENTRAL)
    entry = packed[directory : packed.rfind(END)]
    every = b"".join(entry.replace(b"00000", b"%05d" % number) for number in range(count))
    return packed[:directory] + every + struct.pack("<4s4H2IH", END, 0, 0, count, count, len(every), directory, 0)


def quoted(kernel: bytes = b" " * 500_000) -> bytes:
    """Two members, of which one quotes the head of the other as its own (D. Fifield, « A better zip bomb », 2019)."""
    inner = package(("b", kernel))
    head = inner[: 31 + 0]
    body = inner[inner.find(LOCAL) + 31 : inner.rfind(CENTRAL)]
    made = bytearray()
    first = LOCAL + struct.pack("<5H3I2H", 20, 0, 0, 0, 0, 0, len(head) + len(body), len(head) + len(body), 1, 0) + b"a"
    made += first + head + body
    start = len(made)
    for name, offset, size, packing, full in (
        (b"a", 0, len(head) + len(body), 0, len(head) + len(body)),
        (b"b", len(first), len(body), 8, len(kernel)),
    ):
        made += (
            CENTRAL + struct.pack("<6H3I5H2I", 20, 20, 0, packing, 0, 0, 0, size, full, 1, 0, 0, 0, 0, 0, offset) + name
        )
    return bytes(made) + struct.pack("<4s4H2IH", END, 0, 0, 2, 2, len(made) - start, start, 0)


@given(
    st.dictionaries(st.text("abcé/問 _-.", min_size=1, max_size=12), st.binary(max_size=300), min_size=1, max_size=6)
)
def test_what_was_packed_is_read_back(members: dict[str, bytes]) -> None:
    sound = {
        name: data
        for name, data in members.items()
        if not name.startswith("/") and not name.endswith("/") and ".." not in name.split("/")
    }

    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        archive = Archive(package(*sound.items(), packing=packing))
        assert {name: archive.read(name) for name in sound} == sound


# --- how members are packed ---


@pytest.mark.parametrize(("packing", "name"), [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")])
def test_what_unpacks_in_one_step_is_refused_before_it_is_read(packing: int, name: str) -> None:
    bomb = package(("quiz.xml", b" " * (8 * 2**20)), packing=packing)
    tracemalloc.start()

    with pytest.raises(RefusedArchive) as refused:
        Archive(bomb)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(bomb) < 10_000
    assert most < 2**20
    assert (refused.value.problem.code, refused.value.problem.values) == ("archive-packing", {"packing": name})


@pytest.mark.parametrize("number", [1, 6, 9, 93, 95, 97, 98, 99, 60_000])
def test_packings_that_nobody_here_undoes_are_refused(number: int) -> None:
    data = package(("a.xml", b"<a/>"))
    data = changed(data, entries(data)[0] + 10, struct.pack("<H", number))

    assert refusal(data) == "archive-packing"


def test_a_member_that_only_says_it_is_deflated_is_damaged() -> None:
    data = package(("a.xml", b"<a/>" * 100), packing=zipfile.ZIP_LZMA)
    for at in (8, entries(data)[0] + 10):
        data = changed(data, at, struct.pack("<H", zipfile.ZIP_DEFLATED))

    with pytest.raises(UnreadableMember):
        Archive(data).read("a.xml")


# --- where members lie ---


def test_members_may_lie_in_any_order_and_leave_room_between_them() -> None:
    data = package(("a", b"first"), ("b", b"second"), packing=zipfile.ZIP_STORED)
    one, two = entries(data)
    end = data.rfind(END)
    turned = data[:one] + data[two:end] + data[one:two] + data[end:]

    assert refusal(turned) == ""
    assert Archive(turned).read("b") == b"second"


@pytest.mark.parametrize(
    "make",
    [
        lambda: of_one_deflated(2),
        lambda: of_one_deflated(1_500),
        quoted,
        lambda: moved(package(("a", b"x" * 50), ("b", b"y" * 50), packing=zipfile.ZIP_STORED), 1, 0),
    ],
)
def test_members_that_lie_upon_each_other_are_refused_before_they_are_read(make: Callable[[], bytes]) -> None:
    data = make()
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) > 1

    assert refusal(data) == "archive-overlap"


@pytest.mark.parametrize("to", [1, 10_000, 2**32 - 1])
def test_a_member_that_is_not_where_it_is_said_to_be_is_damaged(to: int) -> None:
    assert refusal(moved(package(("a", b"x"), ("b", b"y")), 1, to)) == "archive-damaged"


def test_a_member_that_reaches_into_the_list_of_members_is_damaged() -> None:
    data = package(("a", b"x" * 50), packing=zipfile.ZIP_STORED)
    for at in (18, 22, entries(data)[0] + 20, entries(data)[0] + 24):
        data = changed(data, at, struct.pack("<I", 60))

    assert refusal(data) == "archive-damaged"


# --- how much there is ---


def test_what_swells_more_than_any_document_does_is_refused() -> None:
    assert refusal(package(("a", b" " * (3 * 2**20)))) == "archive-bomb"
    assert refusal(package(("a", b" " * 2**20))) == ""


def lying(size: int) -> bytes:
    """A member that says it has as many bytes, and unpacks to three million."""
    data = package(("a", b"0123456789abcdef" * 200_000))
    for at in (22, entries(data)[0] + 24):
        data = changed(data, at, struct.pack("<I", size))
    return data


@pytest.mark.parametrize("size", [10, 1000])
def test_a_member_that_is_longer_than_it_says_is_not_read(size: int) -> None:
    with pytest.raises(UnreadableMember):
        Archive(lying(size)).read("a")


def test_members_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 250_000)
    archive = Archive(package(*((name, bytes(range(250)) * 400) for name in "abc"), packing=zipfile.ZIP_STORED))

    assert len(archive.read("a")) == len(archive.read("b")) == 100_000
    with pytest.raises(RefusedArchive) as refused:
        archive.read("c")
    assert refused.value.problem.code == "archive-bomb"


def test_what_a_member_that_is_no_good_unpacked_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its check sum is wrong, which is known at its end: whoever goes on to the next must not begin anew."""
    monkeypatch.setattr(archives, "MOST_UNPACKED", 270_000)
    data = package(*((name, bytes(range(250)) * 400) for name in "abc"), packing=zipfile.ZIP_STORED)
    for entry in entries(data):
        data = changed(data, entry + 16, b"\0\0\0\0")
    archive = Archive(data)

    for name in "ab":
        with pytest.raises(UnreadableMember):
            archive.read(name)
    with pytest.raises(RefusedArchive):
        archive.read("c")
    with pytest.raises(RefusedArchive):
        archive.read("a")


def test_a_member_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 1000)

    assert refusal(package(("a", bytes(range(250)) * 4))) == ""
    assert refusal(package(("a", bytes(range(250)) * 5))) == "archive-bomb"


def test_the_number_of_members_has_a_limit() -> None:
    assert refusal(package(*((f"{number}", b"") for number in range(2_000)))) == ""
    assert refusal(package(*((f"{number}", b"") for number in range(2_001)))) == "archive-too-many"


# --- names, and what is no file ---


@pytest.mark.parametrize(
    "name",
    ["../a", "a/../../b", "/a", "C:\\a", "c:a", "a\\b", "a\x01b", "x" * 401, "a/..", ".."],
)
def test_names_that_lead_outside_or_hide_something_are_refused(name: str) -> None:
    assert refusal(package((name, b""))) == "archive-unsafe-name"


@pytest.mark.parametrize("name", ["a/b.xml", "..a", "a..b/c", "Übung 1/問題.xml", "x" * 400, "ab:c"])
def test_other_names_are_taken(name: str) -> None:
    assert refusal(package((name, b"x"))) == ""


def test_links_and_doubled_names_are_refused() -> None:
    assert refusal(package((link("a"), b"/etc/passwd"))) == "archive-link"
    assert refusal(doubled()) == "archive-doubled-name"


def test_a_password_makes_a_member_unreadable_and_not_the_archive() -> None:
    data = package(("a", b"x"), ("b", b"y"))
    data = changed(data, 6, b"\1")
    data = changed(data, entries(data)[0] + 8, b"\1")
    archive = Archive(data)

    with pytest.raises(UnreadableMember):
        archive.read("a")
    assert archive.read("b") == b"y"


def test_what_systems_leave_behind_is_not_named() -> None:
    assert Archive(package(("__MACOSX/._a", b""), (".DS_Store", b""), ("d/Thumbs.db", b""), ("a", b""))).names == ["a"]


@pytest.mark.parametrize(
    ("address", "beside", "found"),
    [
        ("b.xml", "a/x.xml", "a/b.xml"), ("../c.xml", "a/x.xml", "c.xml"), ("/c.xml", "a/x.xml", "c.xml"),
        ("b%2Exml", "a/x.xml", "a/b.xml"), ("b.xml?x#y", "a/x.xml", "a/b.xml"), ("../../c.xml", "a/x.xml", None),
        ("http://example.org/c.xml", "", None), ("", "a/x.xml", None), ("file:///c.xml", "", None),
    ],
)  # fmt: skip
def test_addresses_are_found_inside_and_lead_nowhere_else(address: str, beside: str, found: str | None) -> None:
    assert Archive(package(("a/b.xml", b""), ("c.xml", b""))).find(address, beside) == found


@pytest.mark.parametrize("cut", [4, 30, -1, -10, -22])
def test_what_is_cut_off_is_damaged(cut: int) -> None:
    assert refusal(package(("a", b"x" * 100), packing=zipfile.ZIP_STORED)[:cut]) == "archive-damaged"


@given(at=st.integers(0, 200), value=st.integers(0, 255))
def test_a_damaged_byte_gives_a_reason_or_the_bytes(at: int, value: int) -> None:
    data = package(("a.xml", b"<a>text</a>"), ("b/c.xml", b"<b/>"))
    archive = None
    try:
        archive = Archive(changed(data, at % len(data), bytes([value])))
        for name in archive.names:
            archive.read(name)
    except (RefusedArchive, UnreadableMember) as error:
        assert str(error) or archive is not None
