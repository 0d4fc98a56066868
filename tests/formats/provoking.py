"""Files for problems that only some formats have: every sentence of the catalogue is tried on one."""

import io
import stat
import zipfile


def package(*members: tuple[str | zipfile.ZipInfo, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive with these members, as they are, tricks and all."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    """The name of a member that is a link to whatever its bytes say."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


FILES: list[bytes] = [
    b"PK\x03\x04 this is no archive",
    package(("../../out.xml", b"<x/>")),
    package((link("in.xml"), b"/etc/passwd")),
    package(("bomb.xml", b" " * (3 * 2**20))),
    package(*((f"{number}.xml", b"") for number in range(2_001))),
    package(("something.bin", b"x")),
]
