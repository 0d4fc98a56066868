"""Attempts and responses, as programs read them; a reader's name only where the token was made for that."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from quizapp.domain.scoring import Outcome
from quizapp.formats.problems import N_
from quizapp.services import parts
from quizapp.services.exports import Stage
from quizapp.services.parts import ListedAttempt, ListedResponse
from quizapp.services.visits import Office
from quizapp.web.api.asking import PART, Asked, Filter, ListPart, counted, part


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptResource:
    """One reader's passage through a quiz, finished or not, with its score as it counts now."""

    id: int
    member: Annotated[int | None, N_("The id of the reader in the quiz’s class; null where it is for none.")]
    state: Stage
    version: Annotated[int, N_("The number of the version that it asks.")]
    marked_by: Annotated[int, N_("The number of the version whose key marks it.")]
    started_at: datetime
    deadline_at: Annotated[datetime | None, N_("When its time ends; null for no limit.")]
    finished_at: Annotated[datetime | None, N_("Its deadline, where its time is over; null while it runs.")]
    questions: Annotated[int, N_("How many it asks.")]
    answered: Annotated[int, N_("How many have a response.")]
    whole: Annotated[bool, N_("Whether it asks everything; else only what was missed before.")]
    score: Decimal
    maximum: Decimal
    counts: Annotated[bool, N_("Whether it is its reader’s score, by the rule of the quiz.")]
    name: Annotated[str | None, N_("Only where the token sees names; may be empty.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseResource:
    """What a reader picked for one question, and what it earned by the key that counts now, or by the teacher."""

    attempt: Annotated[int, N_("The id of the attempt.")]
    version: Annotated[int, N_("The number of the version that it asks.")]
    number: Annotated[int, N_("The place of the question in that version, from 1.")]
    question: Annotated[str, N_("The id of the question, the same in every version.")]
    picked: Annotated[tuple[int, ...], N_("Places of the choices in the question, from 1.")]
    outcome: Outcome
    mark: Decimal
    maximum: Decimal
    answered_at: datetime
    by_hand: Annotated[bool, N_("Whether the teacher gave the mark; the outcome is always the key’s.")]


OF_RESPONSES: tuple[Filter, ...] = (counted("attempt", N_("Only the responses of the attempt of this id.")),)


def attempts(mine: Office, asked: Asked, code: str) -> ListPart[AttemptResource]:
    after = asked.after()
    found = parts.attempts(mine, code, after[0], PART + 1)
    return part(found, lambda one: (one.score.id,), after, lambda one: _attempt(one, asked))


def attempt(mine: Office, asked: Asked, code: str, attempt_id: int) -> AttemptResource:
    return _attempt(parts.attempt(mine, code, attempt_id), asked)


def responses(mine: Office, asked: Asked, code: str) -> ListPart[ResponseResource]:
    """Those to a question count from 1, as all places do: before the first of an attempt is 0."""
    after = asked.after(2)
    found = parts.responses(mine, code, (after[0], after[1] - 1), PART + 1, asked.given.get("attempt"))
    return part(found, lambda one: (one.attempt_id, one.place + 1), after, _response)


def _attempt(found: ListedAttempt, asked: Asked) -> AttemptResource:
    score = found.score
    return AttemptResource(
        id=score.id,
        member=found.member_id,
        state=Stage.FINISHED if score.finished else Stage.RUNNING,
        version=found.version,
        marked_by=found.marked_by,
        started_at=score.started_at,
        deadline_at=score.deadline_at,
        finished_at=score.finished_at,
        questions=score.asked,
        answered=score.responded,
        whole=found.whole,
        score=score.score,
        maximum=score.maximum,
        counts=found.counts,
        name=asked.name(score.name),
    )


def _response(found: ListedResponse) -> ResponseResource:
    return ResponseResource(
        attempt=found.attempt_id,
        version=found.version,
        number=found.place + 1,
        question=found.question_id,
        picked=tuple(place + 1 for place in sorted(found.picked)),
        outcome=found.outcome,
        mark=found.mark,
        maximum=found.maximum,
        answered_at=found.answered_at,
        by_hand=found.by_hand,
    )
