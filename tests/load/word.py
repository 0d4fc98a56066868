"""How long a Word document of 200 pages takes to be read, against the parsing of its text part alone.

    python -m tests.load.word

The document is as Word writes them: questions that it numbers, choices that it letters, the key in bold, and around
each run what Word notes for itself. What is timed is the reading, from the bytes of the file to a report, as the child
of the sandbox does it; the start of the child is apart, and its memory is told. They take turns, so that whatever else
the machine does falls on both alike: read the ratio, which is to be at most 10, not the seconds.
"""

import gc
import io
import random
import resource
import statistics
import time
import zipfile

import click
from lxml import etree

from quizapp.formats import reading
from quizapp.services import examining
from tests.formats.word import documents
from tests.load.gift import _WORDS

_QUESTIONS_ON_A_PAGE = 7
_LEVELS = (("0", "%1.", "decimal"), ("1", "%2)", "lowerLetter"))


def made(pages: int) -> bytes:
    """A document of so many pages; no two questions are alike."""
    drawn = random.Random(2026)

    def words(fewest: int, most: int) -> str:
        return " ".join(drawn.choice(_WORDS) for _ in range(drawn.randint(fewest, most)))

    def run(text: str, about: str = "") -> str:
        number = f"{drawn.randrange(2**32):08X}"
        fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
        size = '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-GB"/>'
        properties = f"<w:rPr>{fonts}{about}{size}</w:rPr>"
        return f'<w:r w:rsidRPr="{number}">{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'

    def noted(paragraph: str) -> str:
        ids = " ".join(
            f'w:{name}="{drawn.randrange(2**32):08X}"' for name in ("rsidR", "rsidRPr", "rsidRDefault", "rsidP")
        )
        return paragraph.replace(
            "<w:p>", f'<w:p w14:paraId="{drawn.randrange(2**31):08X}" w14:textId="77777777" {ids}>'
        )

    def question(number: int) -> str:
        right = drawn.randrange(4)
        stem = run(f"What did they say of {words(4, 8)} ") + run(f"and of {words(3, 6)} no. {number}?")
        choices = (
            documents.p(run(f"{words(2, 6)} {at}", "<w:b/>" if at == right else ""), numbered=(1, 1)) for at in range(4)
        )
        return noted(documents.p(stem, numbered=(1, 0)) + "".join(choices) + documents.p())

    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, text, way in _LEVELS
    )
    lists = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return documents.docx("".join(map(question, range(pages * _QUESTIONS_ON_A_PAGE))), numbering=lists)


@click.command(help="Time the reading of a Word document against the parsing of its text.")
@click.option("--pages", default=200, show_default=True)
@click.option("--rounds", default=5, show_default=True)
def main(pages: int, rounds: int) -> None:
    data = made(pages)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("word/document.xml")
    gc.disable()  # As the child of the sandbox does.
    ours, plain = [], []
    for _ in range(rounds):
        began = time.process_time()
        etree.fromstring(part)
        between = time.process_time()
        report = reading.read(data, "paper.docx")
        ours.append(time.process_time() - between)
        plain.append(between - began)
        assert report.questions == pages * _QUESTIONS_ON_A_PAGE, report.problems
    whole = time.perf_counter()
    assert examining.examine("paper.docx", data).report.bank is not None
    whole = time.perf_counter() - whole
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    click.echo(f"{pages} pages, {len(part) / 1e6:.1f} MB of text part, the medians of {rounds} rounds")
    click.echo(f"parsing  {statistics.median(plain):6.3f} s")
    click.echo(f"reading  {statistics.median(ours):6.3f} s, in this process; {whole:.2f} s in a child of its own")
    click.echo(f"ratio    {statistics.median(ours) / statistics.median(plain):6.2f}")
    click.echo(f"memory   {memory:6.0f} MiB at most, of the child")


if __name__ == "__main__":
    main()
