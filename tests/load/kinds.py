"""How long it takes to decide what kind of file something is, against decoding the same bytes as UTF-8.

    python -m tests.load.kinds

For each kind, a file of one MiB and one of eight. What is timed is the deciding, from the bytes to the format, or to
the sentence that names what is no bank; the start of the child is apart, and so is what a reader makes then of the text
that was decoded. Bytes in Windows-1252 are compared with decoding them as that; packages, which nobody can decode, with
opening them by zipfile. They take turns: read the ratio, which is to be at most 5, not the microseconds.
"""

import gc
import io
import json
import statistics
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from html import escape

import click

from quizapp.domain.banks import Bank
from quizapp.domain.texts import plain
from quizapp.formats import reading, writing
from quizapp.formats.file import File, Format, Writer
from tests.load import gift, prose, word

_WRITTEN = ("gift", "aiken", "text2qti", "quizapp", "csv", "moodle-xml", "canvas", "xlsx")
_PACKED, _LARGEST = ("zip", "xlsx"), 2**20
"""What is packed, and its bytes: of more, so much would be unpacked that they are refused."""
_FEW = 100
"""Questions, or pages, by which is told how many make a file of some size."""
_ACCENTS = {"e ": "é ", "a": "à", "What ": "Où "}


@dataclass(frozen=True)
class Sample:
    """A file of some kind, and the plainest thing that can be done with its bytes."""

    kind: str
    name: str
    data: bytes
    plainly: Callable[[bytes], object] = bytes.decode


def samples(size: int) -> Iterator[Sample]:
    """One of each kind, of about so many bytes."""
    for writer in map(writing.writer, _WRITTEN):
        data = _grown(partial(_written, writer), min(size, _LARGEST) if writer.ending in _PACKED else size)
        yield Sample(writer.name, f"bank.{writer.ending}", data, _opened if data.startswith(b"PK") else bytes.decode)
    for kind, ending, made in _OTHERS:
        yield Sample(kind, f"bank.{ending}", _grown(made, size))
    text = _grown(_accented, size).decode()
    yield Sample("text, accents", "bank.txt", text.encode())
    yield Sample("text, Windows-1252", "bank.txt", text.encode("cp1252"), partial(str, encoding="cp1252"))
    yield Sample("text, CR LF", "bank.txt", text.replace("\n", "\r\n").encode())
    pages = max(1, _FEW * min(size, _LARGEST) // len(word.made(_FEW)))
    yield Sample("Word", "bank.docx", word.made(pages), _opened)


def _grown(made: Callable[[Bank], bytes], size: int) -> bytes:
    """What is made of a bank of as many questions as fill so many bytes."""
    few = len(made(_bank(_FEW)))
    return made(_bank(max(1, min(20_000, _FEW * size // few))))


@cache
def _bank(count: int) -> Bank:
    bank = reading.read(gift.made(count).encode(), "bank.gift").bank
    assert bank is not None
    return bank


def _written(writer: Writer, bank: Bank) -> bytes:
    return writing.write(bank, {}, writer.id).data


def _typed(bank: Bank) -> bytes:
    return prose.typed(bank).encode()


def _accented(bank: Bank) -> bytes:
    text = prose.typed(bank)
    for plain_one, accented in _ACCENTS.items():
        text = text.replace(plain_one, accented)
    return text.encode()


def _as_json(bank: Bank) -> bytes:
    return json.dumps(
        [
            {
                "question": plain(question.stem),
                "options": [plain(choice.text) for choice in question.choices],
                "answer": plain(question.choices[min(question.key)].text),
            }
            for question in bank.questions
        ],
        indent=1,
    ).encode()


def _page(bank: Bank) -> bytes:
    lines = "\n".join(f"<p>{escape(line)}</p>" for line in prose.typed(bank).split("\n") if line)
    return f"<!DOCTYPE html>\n<html><head><title>Quiz</title></head><body>\n{lines}\n</body></html>\n".encode()


def _novel(bank: Bank) -> bytes:
    """Sentences without a question."""
    stems = (plain(one.stem).replace(":", "").rstrip("?") for one in bank.questions)
    told = (f"{stem} of it. {_said(one.feedback.general)}" for stem, one in zip(stems, bank.questions, strict=True))
    return "\n\n".join(told).encode()


def _said(text: str) -> str:
    return f"{plain(text)}." if text else "Nothing came of it."


def _cards(bank: Bank) -> bytes:
    return "".join(f"{plain(one.stem)}\t{plain(one.choices[0].text)}\n" for one in bank.questions).encode()


def _unnamed(bank: Bank) -> bytes:
    rows = ([plain(one.stem), *(plain(choice.text) for choice in one.choices[:2]), "A"] for one in bank.questions)
    return "".join("\t".join(row) + "\n" for row in rows).encode()


_OTHERS: tuple[tuple[str, str, Callable[[Bank], bytes]], ...] = (
    ("text", "txt", _typed),
    ("JSON", "json", _as_json),
    ("page", "html", _page),
    ("table, no names", "tsv", _unnamed),
    ("no bank: prose", "txt", _novel),
    ("no bank: cards", "txt", _cards),
)


def _opened(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()


def decided(sample: Sample) -> str:
    """The name of the format, or the code of what is said of a file that has none."""
    kind = reading.kind_of(File(sample.name, sample.data))
    return kind.name if isinstance(kind, Format) else kind.code if kind else ""


@click.command(help="Time the deciding of a file's kind against decoding its bytes.")
@click.option("--size", "sizes", type=float, default=[1, 8], multiple=True, show_default=True, help="MiB of each.")
@click.option("--rounds", default=25, show_default=True)
def main(sizes: list[float], rounds: int) -> None:
    gc.freeze()  # As the server does once it has started.
    click.echo(f"medians of {rounds} rounds, in microseconds\nMiB   kind                   plainly   deciding   ratio")
    for size in sizes:
        for sample in samples(int(size * 2**20)):
            plain_times, times = [], []
            found = decided(sample)
            for _ in range(rounds):
                began = time.perf_counter()
                sample.plainly(sample.data)
                between = time.perf_counter()
                decided(sample)
                times.append(time.perf_counter() - between)
                plain_times.append(between - began)
            base, ours = (1e6 * statistics.median(one) for one in (plain_times, times))
            mib = len(sample.data) / 2**20
            click.echo(f"{mib:4.1f}  {sample.kind:20} {base:9.0f} {ours:10.0f} {ours / base:7.1f}  {found}")


if __name__ == "__main__":
    main()
