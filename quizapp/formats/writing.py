"""Writes a bank in the formats of other programs, after saying what each of them does not carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.banks import Bank
from quizapp.domain.unknown import Unknown
from quizapp.formats import aiken, moodle, native, qti, qti12, sheets, text2qti_markdown
from quizapp.formats.carrying import Loss, losses, stripped
from quizapp.formats.file import Writer
from quizapp.formats.moodle import gift

WRITERS: tuple[Writer, ...] = (
    native.WRITER,
    moodle.WRITER,
    gift.WRITER,
    aiken.WRITER,
    qti12.WRITER,
    *qti.WRITERS,
    text2qti_markdown.WRITER,
    sheets.CSV,
    sheets.XLSX,
)
"""In the order in which teachers are offered them."""


@dataclass(frozen=True, slots=True)
class WrittenBank:
    """A bank as a file of another program."""

    name: str
    data: bytes
    media_type: str
    losses: Sequence[Loss]


class UnknownFormat(Unknown):
    """There is no writer of this id."""


class NothingLeft(Exception):
    """The format can carry no question of the bank."""


def writer(id_: str) -> Writer:
    """Raises UnknownFormat."""
    found = next((one for one in WRITERS if one.id == id_), None)
    if found is None:
        raise UnknownFormat(id_)
    return found


def lost(bank: Bank, id_: str) -> Sequence[Loss]:
    """What a bank loses in a format. Raises UnknownFormat."""
    return tuple(losses(bank, writer(id_).carries))


def write(bank: Bank, pictures: Mapping[str, bytes], id_: str) -> WrittenBank:
    """The bank in a format. Raises UnknownFormat, NothingLeft."""
    chosen = writer(id_)
    kept = stripped(bank, chosen.carries)
    if not kept.questions:
        raise NothingLeft
    return WrittenBank(
        f"{bank.id}.{chosen.ending}", chosen.write(kept, pictures), chosen.media_type, lost(bank, id_)
    )  # fmt: skip
