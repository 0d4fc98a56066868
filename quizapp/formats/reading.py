"""Reads a bank in whatever format it is: which, its content tells, not its name."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from quizapp.formats import (
    aiken,
    blackboard_pool,
    h5p,
    json_quizzes,
    moodle,
    native,
    opentdb,
    pdf,
    plaintext,
    qti,
    qti12,
    sheets,
    strangers,
    text2qti_markdown,
    word,
)
from quizapp.formats.building.assembly import ALL_MEMBERS, MEMBER
from quizapp.formats.file import File, Format, UnreadableText
from quizapp.formats.moodle import gift
from quizapp.formats.problems import FORMAT, NOTHING_SAID, Guess, Options, Problem, Progress, Report, Sense, unheard
from quizapp.formats.syntax import archives, xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember, printable

FORMATS: tuple[Format, ...] = (
    opentdb.FORMAT,
    json_quizzes.FORMAT,
    h5p.FORMAT,
    word.FORMAT,
    word.OPEN_DOCUMENT,
    pdf.FORMAT,
    sheets.FORMAT,
    native.FORMAT,
    qti.FORMAT,
    blackboard_pool.FORMAT,
    qti12.FORMAT,
    moodle.FORMAT,
    aiken.FORMAT,
    word.PAGE,
    text2qti_markdown.FORMAT,
    gift.FORMAT,
    plaintext.FORMAT,
    sheets.UNNAMED,
)
"""Those with the plainest marks first: GIFT would take any text with braces in it, and what people type has none."""
_FAR = (
    opentdb.FORMAT, json_quizzes.FORMAT, native.FORMAT, aiken.FORMAT, text2qti_markdown.FORMAT, gift.FORMAT
)  # fmt: skip
"""Those of them whose signs may stand far from the first lines of a file."""
_LOOSE = (text2qti_markdown.FORMAT, gift.FORMAT, plaintext.FORMAT, sheets.UNNAMED)
"""Those whose marks people may have typed without meaning them: where a file has those of two, its teacher is asked."""
_ALIKE = (text2qti_markdown.FORMAT, plaintext.FORMAT)
"""What is sound in both says the same in both."""
_PACKAGES = (".h5p", ".zip", ".imscc", ".xlsx", ".ods")
"""How the names of files end that are archives, or broken."""
_UNKNOWN = ("no-text", "no-questions-seen")
"""What is said of a file of which nothing is known but its name."""
_BROKEN = Problem("archive-damaged")
_OF_PROGRAMS = frozenset({"[Content_Types].xml", "h5p.json"})
"""What only archives have that a program made for itself."""
_MOST_MEMBERS = 20
"""Files of an archive that are looked at, each for whether it is a bank."""


def read(data: bytes, name: str, progress: Progress = unheard, options: Options = NOTHING_SAID) -> Report:
    """What came of reading a file; one that is like no format is named for what it is."""
    file = File(name, data, options)
    kind: Format | Problem | None = None
    try:
        kind = kind_of(file)
        if kind is None:
            return _of_archive(file, progress)
        if isinstance(kind, Problem):
            return Report("", None, 0, (kind,), encoding="" if kind is _BROKEN else file.decoded.encoding)
        return _read_as(file, kind, progress)
    except (archives.RefusedArchive, xmltree.Unreadable) as refused:
        return Report(kind.name if isinstance(kind, Format) else "", None, 0, (refused.problem,))
    except UnreadableText as unreadable:
        decoded = unreadable.decoded
        return Report("", None, 0, tuple(decoded.problems), encoding=decoded.encoding)


def kind_of(file: File) -> Format | Problem | None:
    """The format of a file, or what is said of one that has none; neither for an archive: its members may be files.

    Of a text no more is looked at than tells. Raises archives.RefusedArchive.
    """
    found = _format_of(file)
    if found is not None or file.is_archive:
        return found
    if not file.data.strip():
        return native.FORMAT
    problem = strangers.problem_of(file)
    is_broken = problem.code in _UNKNOWN and file.name.lower().endswith(_PACKAGES)
    return _BROKEN if is_broken else problem


def _format_of(file: File) -> Format | None:
    said = file.options.get(FORMAT)
    found = next((one for one in _LOOSE if one.name == said), None) or _like(file)
    if found in _LOOSE and strangers.is_signed(file):
        return None
    return native.FORMAT if found is None and strangers.named_natively(file) and not file.is_archive else found


def _like(file: File) -> Format | None:
    """The format that a file is like, by its first lines, or, where they are like none, by some more."""
    found = next((one for one in FORMATS if one.resembles(file)), None)
    farther = file.farther() if found is None else None
    return next((one for one in _FAR if one.resembles(farther)), None) if farther else found


def _read_as(file: File, found: Format, progress: Progress) -> Report:
    """By the one that it resembles most; what people typed is not refused in the name of a program they do not know."""
    report = found.read(file, progress)
    is_guess = found is text2qti_markdown.FORMAT and FORMAT not in file.options and not text2qti_markdown.is_meant(file)
    if is_guess and report.bank is None and plaintext.FORMAT.resembles(file):
        found = plaintext.FORMAT
        report = found.read(file, progress)
    return _with_others(file, found, report)


def _with_others(file: File, found: Format, report: Report) -> Report:
    """Where a text has the marks of other loose formats too, it may be read as one of those."""
    if found not in _LOOSE or file.is_archive:
        return report
    likely = (one for one in _LOOSE if one is not found and one.resembles(file))
    others = [Sense(one.name) for one in likely if report.bank is None or not {found, one} <= set(_ALIKE)]
    if not others:
        return report
    return replace(report, guesses=(Guess(FORMAT, Sense(found.name), tuple(others)), *report.guesses))


def _of_archive(file: File, progress: Progress) -> Report:
    """What is in the one bank of an archive that somebody packed; of several, in the one that its teacher asks for."""
    problem = strangers.problem_of(file)
    if problem.code != "is-archive" or file.archive is None or not _OF_PROGRAMS.isdisjoint(file.members):
        return Report("", None, 0, (problem,))
    banks = list(_banks_in(file.archive, file.options))
    if len(banks) == 1 and len(file.archive.names) <= _MOST_MEMBERS:
        ((member, found),) = banks
        return found.read(member, progress)
    if not banks:
        return Report("", None, 0, (problem,))
    names = [printable(one.name) for one, __ in banks]
    asked = file.options.get(MEMBER, ALL_MEMBERS)
    senses = [Sense(name) for name in (ALL_MEMBERS, *names)]
    guess = Guess(MEMBER, Sense(asked), tuple(one for one in senses if one.value != asked))
    if asked in names:
        member, found = banks[names.index(asked)]
        report = found.read(member, progress)
        return replace(report, guesses=(guess, *report.guesses))
    problem = Problem("several-banks", values={"names": ", ".join(names)})
    return Report("", None, 0, (problem,), guesses=(guess,))


def _banks_in(archive: Archive, options: Options) -> Iterator[tuple[File, Format]]:
    """Of a member that cannot be opened nothing is said: it may be anything."""
    for name in archive.names[:_MOST_MEMBERS]:
        with suppress(UnreadableMember, archives.RefusedArchive, xmltree.Unreadable):
            member = File(name, archive.read(name), options)
            if found := _like(member):
                yield member, found
