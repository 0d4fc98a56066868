"""Readers without screens, many at once: each goes where the pages lead, over one connection of its own.

They know the pages only by their forms and links, so the same readers can visit the app and the floor.
"""

import asyncio
import gzip
import random
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_ACTION = re.compile(r'<main.*?<form[^>]*action="([^"]+)"', re.DOTALL)
_REVISION = re.compile(r'name="revision" value="(\d+)"')
_STEM = re.compile(r"<legend><h1[^>]*>(.*?)</h1>", re.DOTALL)
_KIND = re.compile(r'<input type="(checkbox|radio)" name="choice"')
_SAID = re.compile(r'<span class="said"[^>]*>(.*?)</span>', re.DOTALL)
_ONWARD = re.compile(r'<a class="button" href="([^"]+/(?:question/\d+|end))(?:#[^"]*)?"')
_RUNNING = re.compile(r'<a class="button" href="/attempt/([^"/]+)"')
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_LOCATION = re.compile(r"\r\nlocation: ([^\r]+)", re.IGNORECASE)
_COOKIE = re.compile(r"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
_PACKED = re.compile(r"\r\ncontent-encoding: gzip", re.IGNORECASE)

_PATIENCE = 60


class Astray(Exception):
    """A page did not lead on as it should; carries what came instead."""


class HalfReply(EOFError):
    """The connection ended in the middle of a reply."""


@dataclass(frozen=True)
class Reply:
    status: int
    location: str
    text: str
    size: int
    """Bytes of the body on the wire."""


@dataclass
class Answer:
    """What a reader sent for one question: texts as they stood on the page, so that nobody's order matters."""

    stem: str
    picked: frozenset[str]
    kept: bool = False
    """Whether the server has said that it is saved."""


@dataclass
class Journey:
    """One attempt as its reader remembers it."""

    address: str
    name: str
    answers: list[Answer] = field(default_factory=list)
    ended: bool = False
    last_page: str = ""


@dataclass(frozen=True)
class Timed:
    """One request: how long its reply took, how many bytes its body had, and whether it was an answer."""

    took: float
    size: int
    answer: bool


class Browser:
    """One keep-alive connection with its cookies."""

    def __init__(self, port: int, *, packed: bool = True) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.timings: list[Timed] = []
        self._packed = packed
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Reply:
        return await self._send(f"GET {path}", b"", answer=False)

    async def post(self, path: str, fields: Sequence[tuple[str, str]], *, answer: bool = False) -> Reply:
        return await self._send(f"POST {path}", urlencode(fields).encode(), answer=answer)

    async def close(self) -> None:
        if self._streams is not None:
            writer = self._streams[1]
            self._streams = None
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _send(self, line: str, body: bytes, *, answer: bool) -> Reply:
        head = [f"{line} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if self._packed:
            head.append("Accept-Encoding: gzip")
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if line.startswith("POST"):
            head += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
        request = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        begun = time.perf_counter()
        try:
            reply = await asyncio.wait_for(self._exchange(request), _PATIENCE)
        except (OSError, EOFError, TimeoutError):
            await self.close()
            raise
        self.timings.append(Timed(time.perf_counter() - begun, reply.size, answer))
        return reply

    async def _exchange(self, request: bytes) -> Reply:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        writer.write(request)
        raw = b""
        try:
            raw = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(raw)
            if length is None:
                raise Astray(raw.decode())
            body = await reader.readexactly(int(length[1]))
        except asyncio.IncompleteReadError as error:
            raise HalfReply if raw or error.partial else error from None
        head = raw.decode("latin-1")
        self.cookies.update(_COOKIE.findall(head))
        location = _LOCATION.search(head)
        target = location[1].partition("#")[0] if location else ""  # The rest is for the browser alone.
        text = (gzip.decompress(body) if _PACKED.search(head) else body).decode()
        return Reply(int(head.split(" ", 2)[1]), target, text, len(body))


@dataclass
class Reader:
    """Somebody who takes quizzes, picking at random; `journeys` is what they remember."""

    browser: Browser
    chance: random.Random
    journeys: list[Journey] = field(default_factory=list)
    seen: Callable[[str, Reply], None] = lambda path, reply: None
    """Told of every page, for those who want to keep it."""
    kept: int = 0
    """How many answers were acknowledged."""
    wavering: float = 0
    """How often they go back to a question just answered; with feedback at the end they then answer it anew."""

    async def take(self, slug: str, name: str = "") -> Journey:
        """The whole way: list, quiz, start, every question, end."""
        journey = await self.start(slug, name)
        await self.go_on(journey)
        return journey

    async def start(self, slug: str, name: str = "") -> Journey:
        """From the list to a new attempt, or to one that was begun without our hearing of it."""
        await self._get("/")
        quiz = await self._get(f"/quiz/{slug}")
        if begun := _RUNNING.search(quiz.text):
            address = begun[1]
        else:
            started = await self.browser.post(_action(quiz), [("csrf_token", _token(quiz)), ("name", name)])
            if started.status != 303:
                raise Astray(started.text)
            address = started.location.rpartition("/")[2]
        journey = Journey(address, name)
        self.journeys.append(journey)
        return journey

    async def go_on(self, journey: Journey) -> None:
        """From wherever the attempt stands to its end."""
        path = f"/attempt/{journey.address}"
        while not journey.ended:
            path = await self._step(journey, path)

    async def _step(self, journey: Journey, path: str) -> str:
        """Read the page at this path, do what it asks, and return where it leads."""
        page = await self._get(path)
        journey.last_page = page.text
        if page.location:
            return page.location
        if _KIND.search(page.text):
            return await self._answer(journey, page)
        if onward := _ONWARD.search(page.text):
            return unescape(onward[1])
        if path.endswith("/end"):
            journey.ended = True
            return path
        finished = await self.browser.post(_action(page), [("csrf_token", _token(page))])
        return finished.location

    async def _answer(self, journey: Journey, page: Reply) -> str:
        fieldset = page.text[page.text.index("<fieldset") : page.text.index("</fieldset>")]
        kinds, said = _KIND.findall(fieldset), [unescape(text) for text in _SAID.findall(fieldset)]
        stem, revision = _STEM.search(fieldset), _REVISION.search(page.text)
        assert stem and revision and len(kinds) == len(said)
        count = self.chance.randint(1, len(said)) if kinds[0] == "checkbox" else 1
        places = sorted(self.chance.sample(range(len(said)), count))
        fields = [("csrf_token", _token(page)), ("revision", revision[1])]
        fields += [("choice", str(place + 1)) for place in places]
        answer = Answer(unescape(stem[1]), frozenset(said[place] for place in places))
        journey.answers.append(answer)  # Before it is sent: from then on it may be stored.
        reply = await self.browser.post(_action(page), fields, answer=True)
        if reply.status != 303:
            raise Astray(reply.text)
        answer.kept = True
        self.kept += 1
        return _action(page) if self.chance.random() < self.wavering else reply.location

    async def _get(self, path: str) -> Reply:
        reply = await self.browser.get(path)
        if reply.status not in (200, 302, 303):
            raise Astray(f"{path}: {reply.status}\n{reply.text}")
        self.seen(path, reply)
        return reply


def _token(page: Reply) -> str:
    token = _TOKEN.search(page.text)
    if token is None:
        raise Astray(page.text)
    return unescape(token[1])


def _action(page: Reply) -> str:
    action = _ACTION.search(page.text)
    if action is None:
        raise Astray(page.text)
    return unescape(action[1])
