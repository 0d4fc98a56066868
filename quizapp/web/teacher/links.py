"""The address that readers open, and its picture for their phones' cameras."""

import io
from dataclasses import dataclass

import segno
from flask import request, url_for

from quizapp.config import LOCAL_HOSTS
from quizapp.domain.quizzes import spoken
from quizapp.web.installation import installation


@dataclass(frozen=True, slots=True)
class QuizLink:
    address: str
    base: str
    """The app's own address, as the same phone reaches it."""
    shown: str
    """Without the scheme: short enough to be read aloud."""
    code: str
    only_here: bool
    """Whether the address works on this machine alone."""


def link(slug: str) -> QuizLink:
    """The quiz's address as a phone in the room opens it, where the server is open to the room."""
    base, only_here = _base()
    address = base + url_for("entrance.quiz", slug=slug)
    return QuizLink(address, base, _bare(address), spoken(slug), only_here)


def _base() -> tuple[str, bool]:
    """The app's address without a path, and whether it works on this machine alone."""
    host = request.host
    name = host.rpartition(":")[0] or host
    if name not in LOCAL_HOSTS:
        return f"{request.scheme}://{host}", False
    room = next((given for given in installation().settings.hosts if given not in LOCAL_HOSTS), "")
    if not room or room in ("0.0.0.0", "::"):  # noqa: S104 - what to leave out, not where to listen.
        return f"{request.scheme}://{host}", True
    port = host.rpartition(":")[2] if ":" in host else ""
    return f"{request.scheme}://{room}{f':{port}' if port else ''}", False


def _bare(address: str) -> str:
    return address.split("://", 1)[1]


def picture(address: str) -> bytes:
    """The QR code as SVG, black on white whatever the theme, for cameras want the contrast."""
    written = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        written, kind="svg", scale=8, border=4, dark="#000", light="#fff", xmldecl=False, svgns=True, nl=False
    )
    return written.getvalue()
