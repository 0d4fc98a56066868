"""What readers remember against what the database holds: every answer once, whole, for its owner, as it was picked."""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from quizapp.domain import documents
from quizapp.domain.banks import Bank
from quizapp.store.session import newest_sqlite
from tests.load.readers import Answer, Journey, Reader

_COOKIES = ("__Host-qr", "qr")


@dataclass(frozen=True)
class Checked:
    """How much was compared, and every disagreement in a sentence."""

    acknowledged: int
    stored: int
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Stored:
    """One attempt as the database holds it."""

    reader: str
    """The hash of its owner's token."""
    finished: bool
    bank: Bank
    responses: Mapping[int, frozenset[int]]
    """Places of the choices picked, by the question's place in the bank."""

    @property
    def texts(self) -> dict[str, frozenset[str]]:
        """What was picked, by stem."""
        texts = {}
        for place, picked in self.responses.items():
            question = self.bank.questions[place]
            texts[question.stem] = frozenset(question.choices[n].text for n in picked)
        return texts


def check(database: Path, readers: Iterable[Reader]) -> Checked:
    """Compare the readers' memories with the database file, read as it is by the driver alone."""
    held = attempts(database)
    faults: list[str] = []
    acknowledged = stored = 0
    for reader in readers:
        token = next((reader.browser.cookies[name] for name in _COOKIES if name in reader.browser.cookies), "")
        owner = hashlib.sha256(token.encode()).hexdigest()
        for journey in reader.journeys:
            found = held.pop(journey.address, None)
            if found is None:
                faults.append(f"{journey.address}: the attempt is gone")
                continue
            if found.reader != owner:
                faults.append(f"{journey.address}: it belongs to another reader")
            if journey.ended and not found.finished:
                faults.append(f"{journey.address}: it was shown as finished and is open")
            acknowledged += sum(answer.kept for answer in journey.answers)
            stored += len(found.responses)
            faults += [f"{journey.address}: {fault}" for fault in _compare(journey, found.texts)]
    faults += [f"{address}: {len(one.responses)} responses of nobody" for address, one in held.items() if one.responses]
    return Checked(acknowledged, stored, tuple(faults))


def _compare(journey: Journey, responses: Mapping[str, frozenset[str]]) -> Iterable[str]:
    sent: dict[str, list[Answer]] = {}
    for answer in journey.answers:
        sent.setdefault(answer.stem, []).append(answer)
    for stem in responses.keys() - sent.keys():
        yield f"a response that nobody sent: {stem}"
    for stem, answers in sent.items():
        if allowed := _allowed(answers):
            if stem not in responses:
                if None not in allowed:
                    yield f"an acknowledged answer is lost: {stem}"
            elif responses[stem] not in allowed:
                yield f"stored otherwise than sent: {stem}: {responses[stem]}, not one of {allowed}"


def _allowed(answers: list[Answer]) -> list[frozenset[str] | None]:
    """What may be stored after these: the last acknowledged one, or one sent after it whose reply was lost."""
    last = max((n for n, answer in enumerate(answers) if answer.kept), default=None)
    if last is None:
        return [None, *(answer.picked for answer in answers)]
    return [answer.picked for answer in answers[last:]]


def attempts(database: Path) -> dict[str, Stored]:
    """Every attempt in the file, by address."""
    with closing(newest_sqlite().connect(database)) as connection:
        banks = {id_: documents.load(text) for id_, text in connection.execute("SELECT id, document FROM version")}
        rows = connection.execute(
            "SELECT attempt.id, address, version_id, state, token_digest FROM attempt JOIN reader"
            " ON reader.id = attempt.reader_id"
        ).fetchall()
        responses: dict[int, dict[int, frozenset[int]]] = {}
        for id_, place, picked in connection.execute("SELECT attempt_id, place, picked FROM response"):
            assert place not in responses.setdefault(id_, {}), f"two responses of attempt {id_} to question {place}"
            responses[id_][place] = frozenset(int(n) for n in picked.split(",") if n)
    return {
        address: Stored(digest, state == "finished", banks[version], responses.get(id_, {}))
        for id_, address, version, state, digest in rows
    }


def damage(database: Path) -> list[str]:
    """What SQLite finds wrong with the file; nothing, where all is well."""
    with closing(newest_sqlite().connect(database)) as connection:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [line for line in said if line != "ok"] + [str(orphan) for orphan in orphans]
