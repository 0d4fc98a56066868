"""The key never leaves the server before it is due: not by a byte, not by a status, not by a header."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from quizapp.config import Settings, folder
from quizapp.domain import attempts
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.banks import Bank, Choice, Evidence, Feedback, Filing, Kind, Question, Rule, tabled
from quizapp.services import examining, releasing
from tests import makers
from tests.apps import app_of
from tests.engines import Engine
from tests.makers import (
    NOON,
    SECRET,
    Clock,
    article,
    ask,
    bank,
    choices,
    load,
    multiple,
    quoting,
    single,
    tempted,
    true_false,
)
from tests.visitors import Visitor, masked, token
from tests.web.doors import DOORS

UNKNOWN = "/attempt/AAAAAAAAAAAAAAAAAAAAAA"


World = Callable[..., AbstractContextManager[Visitor]]


@pytest.fixture
def world(engine: Engine) -> World:
    """An installation of its own with this bank and the same fixed seed as all others, and a browser in it."""

    @contextmanager
    def world(
        data: Path, bank: Bank, feedback: FeedbackTime, *, shuffle: bool, score_first: bool = False
    ) -> Iterator[Visitor]:
        data.mkdir()
        settings = Settings(data=data, secret_key=SECRET, database_url=engine.address(data), seed="the-same-seed")
        with engine.migrated(settings.database) as database:
            load(database, bank)
            with database.transaction() as db:
                ask(db, bank.id, attempts.Settings(feedback, shuffle, shuffle, score_first))
            app = app_of(settings, Clock())
            yield Visitor(app.test_client())
            app.extensions["quizapp"].database.close()

    return world


Worlds = tuple[Visitor, Visitor]


@pytest.fixture(params=[True, False], ids=["shuffled", "in order"])
def shuffle(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def worth(question: Question, *fractions: str) -> Question:
    """The question with choices worth these fractions."""
    return replace(
        question,
        choices=tuple(
            replace(choice, fraction=Fraction(text)) for choice, text in zip(question.choices, fractions, strict=True)
        ),
    )


def told(question: Question, word: str) -> Question:
    """The question with feedback and tags that say what is right."""
    said = tuple(replace(choice, feedback=f"{word} {n}") for n, choice in enumerate(question.choices))
    return makers.changed(question, choices=said, feedback=f"Because of {word}.", tags=(word, f"about-{word}"))


def four(*right: int) -> tuple[Choice, ...]:
    return choices("Train", "Ship", "Silence", "Music", right=right, kind=Kind.MULTIPLE)


TEXT = article()
HERE, THERE = "Two launches had failed", "left in silence"

PAIRS: dict[str, tuple[Question, Question]] = {
    "single": (single("q1", right=0), single("q1", right=2)),
    "single with fractions": (worth(single("q2"), "1", "1/2", "0"), worth(single("q2"), "-1/3", "0.2", "1")),
    "single with two right": (worth(single("q3"), "1", "1", "0"), worth(single("q3"), "0", "0", "1")),
    "multiple": (multiple("q4", right=(0, 2)), multiple("q4", right=(1, 3))),
    "multiple with one right or all": (multiple("q5", right=(1,)), replace(multiple("q5"), choices=four(0, 1, 2, 3))),
    "multiple with fractions": (
        worth(multiple("q6"), "1/2", "1/2", "-1", "0"),
        worth(multiple("q6"), "-1/4", "1/4", "1/4", "1/2"),
    ),
    "multiple by another rule": (
        multiple("q7", rule=Rule.ALL_OR_NOTHING),
        multiple("q7", rule=Rule.PARTIAL),
    ),
    "true/false": (true_false("q8", right=0), true_false("q8", right=1)),
    "evidence elsewhere": (quoting(single("q9"), TEXT, HERE), quoting(single("q9"), TEXT, THERE, "far to the east")),
    "evidence and none": (quoting(multiple("q10"), TEXT, HERE), multiple("q10")),
    "feedback": (told(single("q11"), "palace"), told(single("q11"), "a much longer word of another kind")),
    "feedback and none": (told(multiple("q12"), "palace"), multiple("q12")),
    "feedback to outcomes, names": (
        multiple("q15", feedback_right="A.", feedback_partly="B.", feedback_wrong="C.", name="N", category="C"),
        multiple("q15", feedback_right="D.", feedback_partly="E.", feedback_wrong="F.", name="O", category="D"),
    ),
    "multiple by another table": (
        tabled(multiple("q16"), [*[Fraction(0)] * 14, Fraction(1, 2), Fraction(1)]),
        tabled(multiple("q16"), [Fraction(0), Fraction(1), *[Fraction(1, 3)] * 14]),
    ),
    "what tempts elsewhere": (
        tempted(single("q13"), TEXT, {1: HERE}),
        tempted(single("q13"), TEXT, {1: THERE, 2: "far to the east"}),
    ),
    "what tempts and nothing": (tempted(multiple("q14"), TEXT, {1: HERE, 3: THERE}), multiple("q14")),
}


def all_pairs() -> tuple[Bank, Bank]:
    return bank(*(x for x, __ in PAIRS.values())), bank(*(y for __, y in PAIRS.values()))


def rekeyed(question: Question) -> Question:
    """The question with another key of the same kind: what each choice is worth moves to the next one."""
    moved = [question.choices[place - 1].fraction for place in range(len(question.choices))]
    return replace(
        question,
        choices=tuple(
            replace(c, fraction=f, feedback="", tempted_by=None) for c, f in zip(question.choices, moved, strict=True)
        ),
        feedback=Feedback("Other words."),
        evidence=(),
        filing=Filing(),
    )


def shipped() -> Sequence[Bank]:
    read = [examining.check(file).report.bank for file in sorted(folder("questions").glob("*.yaml"))]
    return [one for one in read if one is not None]


def seen(reply: TestResponse) -> tuple[object, ...]:
    """All that comes over the wire, but for what is drawn anew for each session and attempt."""
    assert reply.content_length in (None, len(reply.data)) or reply.request.method == "HEAD"
    headers = []
    for name, value in reply.headers:
        if name == "Set-Cookie":
            cookie, __, flags = value.partition("=")
            headers.append((name, f"{cookie}={masked(flags.partition(';')[2])}"))
        elif name == "Date":  # That of whoever sends it: the second may turn between two replies.
            headers.append((name, ""))
        elif name != "Content-Length":  # Compared by the text: a token may be packed a byte shorter.
            headers.append((name, masked(value)))
    return reply.status, headers, masked(reply.text)


Step = Callable[[Visitor, str], TestResponse]


def look(path: str) -> Step:
    return lambda reader, attempt: reader.get(path.format(attempt=attempt))


def send(path: str, **fields: object) -> Step:
    return lambda reader, attempt: reader.send(path.format(attempt=attempt), dict(fields))


def send_stale(path: str, **fields: object) -> Step:
    return lambda reader, attempt: reader.client.post(path.format(attempt=attempt), data={"csrf_token": "x", **fields})


def call(method: str, path: str) -> Step:
    return lambda reader, attempt: reader.client.open(path.format(attempt=attempt), method=method)


def before_any_answer(count: int) -> dict[str, Step]:
    """Every way to get something from the server before the first answer."""
    steps: dict[str, Step] = {
        f"{door.method} {door.path}": look(door.path) for door in DOORS.values() if door.method == "GET"
    }
    for n in range(1, count + 1):
        page = f"{{attempt}}/question/{n}"
        steps |= {
            f"question {n}": look(page),
            f"kept {n}": look(f"{page}?kept=1"),
            f"nothing picked {n}": send(page, revision="0"),
            f"foreign choice {n}": send(page, choice="9", revision="0"),
            f"two choices {n}": send(page, choice=["1", "1"], revision="0"),
            f"choice of the bank's places {n}": send(page, choice="0", revision="0"),
            f"forged revision {n}": send(page, choice="1", revision="x"),
            f"head {n}": call("HEAD", page),
            f"put {n}": call("PUT", page),
            f"options {n}": call("OPTIONS", page),
            f"objection {n}": send(f"{page}/objection", reason="wrong-key", text="Palace"),
            f"objection to nothing {n}": send(f"{page}/objection", reason=""),
        }
        for choice in range(1, 4):
            steps[f"stale {n} {choice}"] = send_stale(page, choice=str(choice))
    return steps | {
        "no such question": look("{attempt}/question/99"),
        "question 0": look("{attempt}/question/0"),
        "another's attempt": look(f"{UNKNOWN}/question/1"),
        "no such quiz": look("/quiz/other"),
        "too large": send("{attempt}/question/1", choice="1" * 20_000),
        "too many": send("{attempt}/question/1", choice=["1"] * 100),
        "wrong method": call("DELETE", "/quiz/summit"),
        "not yet again": send("{attempt}/again", only_missed="y"),
        "stale start": send_stale("/quiz/summit/start"),
        "wrong code": send("/resume", code="BCDF-GHJK-MNPR"),
        "in French": look("/language/fr?back={attempt}/question/1"),
        "page in French": look("{attempt}/question/1"),
        "resume code again": send("{attempt}/code"),
    }


@pytest.mark.parametrize("feedback", [FeedbackTime.AT_ONCE, FeedbackTime.AT_END])
@pytest.mark.parametrize(
    "which", ["every kind", *(pytest.param(one.id, marks=pytest.mark.thorough) for one in shipped())]
)
def test_banks_that_differ_only_in_the_key_look_the_same_before_the_first_answer(
    which: str, feedback: FeedbackTime, shuffle: bool, tmp_path: Path, world: World
) -> None:
    if which == "every kind":
        x, y = all_pairs()
    else:
        (x,) = (one for one in shipped() if one.id == which)
        y = replace(x, questions=tuple(map(rekeyed, x.questions)))
    with (
        world(tmp_path / "x", x, feedback, shuffle=shuffle) as one,
        world(tmp_path / "y", y, feedback, shuffle=shuffle) as other,
    ):
        for path in ("/", f"/quiz/{x.id}", "/scores", "/resume", "/healthz"):
            assert seen(one.get(path)) == seen(other.get(path)), path
        started = [reader.send(f"/quiz/{x.id}/start", {"name": "Zoé"}) for reader in (one, other)]
        assert seen(started[0]) == seen(started[1])
        places = [reply.location for reply in started]

        for name, step in before_any_answer(len(x.questions)).items():
            replies = [step(reader, place) for reader, place in zip((one, other), places, strict=True)]
            assert seen(replies[0]) == seen(replies[1]), name


@pytest.mark.parametrize("pair", list(PAIRS))
def test_with_feedback_at_once_an_answer_tells_nothing_of_the_next_questions(
    pair: str, tmp_path: Path, world: World
) -> None:
    x, y = (bank(true_false("first"), question) for question in PAIRS[pair])
    with (
        world(tmp_path / "x", x, FeedbackTime.AT_ONCE, shuffle=False) as one,
        world(tmp_path / "y", y, FeedbackTime.AT_ONCE, shuffle=False) as other,
    ):
        places = [one.start(), other.start()]
        for path in ("question/1", "question/2", "", "code", "article", "overview", "end"):
            for reader, place in zip((one, other), places, strict=True):
                reader.answer(place, 1, 1) if path == "question/1" else None
            replies = [
                reader.get(f"{place}/{path}".rstrip("/")) for reader, place in zip((one, other), places, strict=True)
            ]
            assert seen(replies[0]) == seen(replies[1]), path
        assert seen(one.get("/scores")) == seen(other.get("/scores"))


def test_with_feedback_at_once_right_and_wrong_look_different_only_once_answered(tmp_path: Path, world: World) -> None:
    x, y = bank(single(right=0), true_false()), bank(single(right=2), true_false())
    with (
        world(tmp_path / "x", x, FeedbackTime.AT_ONCE, shuffle=False) as one,
        world(tmp_path / "y", y, FeedbackTime.AT_ONCE, shuffle=False) as other,
    ):
        places = [one.start(), other.start()]
        replies = [reader.answer(place, 1, 1) for reader, place in zip((one, other), places, strict=True)]
        after = [reader.get(f"{place}/question/1") for reader, place in zip((one, other), places, strict=True)]
        following = [reader.get(f"{place}/question/2") for reader, place in zip((one, other), places, strict=True)]

        assert seen(replies[0]) == seen(replies[1])  # The redirect does not tell; the page it leads to does.
        assert "That is right." in after[0].text
        assert "Wrong answer." in after[1].text
        assert seen(following[0]) == seen(following[1])


def all_the_way(reader: Visitor, attempt: str, count: int) -> Iterator[tuple[str, TestResponse]]:
    """Answers everything, changes it, comes late, and looks everywhere, without finishing."""
    kept = {n: reader.get(f"{attempt}/question/{n}") for n in range(1, count + 1)}
    for n in range(1, count + 1):
        page = f"{attempt}/question/{n}"
        yield f"answer {n}", reader.submit(kept[n], attempt, n, 1)
        yield f"page {n}", reader.get(page)
        yield f"same answer {n}", reader.submit(kept[n], attempt, n, 1)
        yield f"other answer {n}", reader.answer(attempt, n, 2)
        yield f"late answer {n}", reader.submit(kept[n], attempt, n, 1)
        yield f"no answer {n}", reader.answer(attempt, n)
        yield f"foreign answer {n}", reader.answer(attempt, n, 9)
        by_script = {"choice": "1", "revision": "3"}
        yield f"by script {n}", reader.send(page, by_script, headers={"X-Answer": "1"})
        yield f"late by script {n}", reader.send(page, {"choice": "2"}, headers={"X-Answer": "1"})
        yield f"stale form {n}", reader.client.post(page, data={"choice": "1", "revision": "1"})
        yield f"objection {n}", reader.send(f"{page}/objection", {"reason": "wrong-key", "text": "Palace"})
        yield f"last answer {n}", reader.answer(attempt, n, 1)
        yield f"changed page {n}", reader.get(f"{page}?kept=1")
    for path in ("", "/overview", "/end", "/article", "/code", "/delete"):
        yield path, reader.get(attempt + path)
    yield "again", reader.send(f"{attempt}/again", {"only_missed": "y"})
    yield "start", reader.send("/quiz/summit/start", {"name": ""})
    yield "scores", reader.get("/scores")
    yield "finish without token", reader.client.post(f"{attempt}/finish")


def test_with_feedback_at_the_end_right_and_wrong_answers_get_the_same_replies_until_finishing(
    shuffle: bool, tmp_path: Path, world: World
) -> None:
    x, y = all_pairs()
    with (
        world(tmp_path / "x", x, FeedbackTime.AT_END, shuffle=shuffle) as one,
        world(tmp_path / "y", y, FeedbackTime.AT_END, shuffle=shuffle) as other,
    ):
        places = [one.start(), other.start()]
        ways = [all_the_way(reader, place, len(PAIRS)) for reader, place in zip((one, other), places, strict=True)]

        for (step, reply), (__, other_reply) in zip(*ways, strict=True):
            assert seen(reply) == seen(other_reply), step

        finished = [reader.send(f"{place}/finish") for reader, place in zip((one, other), places, strict=True)]
        ends = [reader.get(f"{place}/end") for reader, place in zip((one, other), places, strict=True)]
        assert seen(finished[0]) == seen(finished[1])
        assert seen(ends[0]) != seen(ends[1])


def after_the_end(reader: Visitor, attempt: str, kept: Sequence[TestResponse]) -> Iterator[tuple[str, TestResponse]]:
    """Every way to get something from the server once one has finished."""
    for door in DOORS.values():
        if door.method == "GET":
            yield f"{door.method} {door.path}", reader.get(door.of(attempt))
    for n, page in enumerate(kept, start=1):
        at = f"{attempt}/question/{n}"
        yield f"answered {n}", reader.get(at)
        yield f"kept {n}", reader.get(f"{at}?kept=1")
        yield f"head {n}", reader.client.head(at)
        for choice in (1, 2):
            yield f"late {n} {choice}", reader.submit(page, attempt, n, choice)
            late = {"choice": str(choice), "revision": "1"}
            yield f"late by script {n} {choice}", reader.send(at, late, headers={"X-Answer": "1"})
            yield f"stale {n} {choice}", reader.client.post(at, data={"choice": str(choice)})
        yield f"nothing {n}", reader.send(at, {"revision": "1"})
        for at_end in ("", "y"):
            said = {"reason": "wrong-key", "text": "Palace", "at_end": at_end}
            yield f"objection {n} {at_end}", reader.send(f"{at}/objection", said)
    yield "finish again", reader.send(f"{attempt}/finish")
    yield "only what was missed", reader.send(f"{attempt}/again", {"only_missed": "y"})
    for path in ("", "/overview", "/end", "/article", "/code", "/delete"):
        yield path, reader.get(attempt + path)
        yield f"head {path}", reader.client.head(attempt + path)
    for path in ("/", "/quiz/summit", "/scores", "/scores/delete", f"/language/fr?back={attempt}/end"):
        yield path, reader.get(path)
    yield "end in French", reader.get(f"{attempt}/end")


def evenly() -> tuple[Bank, Bank]:
    """Two banks in which the first choices earn as much together, each by another question."""
    x, y = (
        bank(told(single("one", right=one), "palace"), true_false("two", right=two), told(multiple("three"), "train"))
        for one, two in ((0, 1), (2, 0))
    )
    return x, replace(y, questions=(*y.questions[:2], quoting(multiple("three"), TEXT, HERE)))


@pytest.mark.parametrize("score_first", [False, True], ids=["with the key", "score first"])
def test_until_the_release_right_and_wrong_answers_get_the_same_replies(
    score_first: bool, tmp_path: Path, world: World
) -> None:
    """A score is the same for both, by other questions: nothing else may differ."""
    x, y = evenly() if score_first else all_pairs()
    count, feedback = len(x.questions), FeedbackTime.WHEN_RELEASED
    with (
        world(tmp_path / "x", x, feedback, shuffle=not score_first, score_first=score_first) as one,
        world(tmp_path / "y", y, feedback, shuffle=not score_first, score_first=score_first) as other,
    ):
        both, places = (one, other), (one.start(), other.start())
        for path in ("/", "/quiz/summit"):
            assert seen(one.get(path)) == seen(other.get(path)), path
        for way in (
            [all_the_way(reader, place, count) for reader, place in zip(both, places, strict=True)],
            [finished(reader, place, count) for reader, place in zip(both, places, strict=True)],
        ):
            for (step, reply), (__, other_reply) in zip(*way, strict=True):
                assert seen(reply) == seen(other_reply), step

        ends = [reader.get(f"{place}/end") for reader, place in zip(both, places, strict=True)]
        assert ("1,5 sur 3" in ends[0].text) is score_first  # The pages speak French by now.
        for reader in both:
            release(reader)
        ends = [reader.get(f"{place}/end") for reader, place in zip(both, places, strict=True)]
        assert seen(ends[0]) != seen(ends[1])


def finished(reader: Visitor, attempt: str, count: int) -> Iterator[tuple[str, TestResponse]]:
    kept = [reader.get(f"{attempt}/question/{n}") for n in range(1, count + 1)]
    yield "finish", reader.send(f"{attempt}/finish")
    yield from after_the_end(reader, attempt, kept)


def release(reader: Visitor) -> None:
    """As whoever has the machine does it."""
    database = reader.client.application.extensions["quizapp"].database
    database.run(lambda db: releasing.release_any(db, "summit", NOON))


def test_static_files_know_nothing_of_banks(tmp_path: Path, world: World) -> None:
    x, y = all_pairs()
    with (
        world(tmp_path / "x", x, FeedbackTime.AT_ONCE, shuffle=True) as one,
        world(tmp_path / "y", y, FeedbackTime.AT_ONCE, shuffle=True) as other,
    ):
        names = one.client.application.jinja_env.globals["asset"].__self__._assets  # type: ignore[attr-defined]
        assert len(names) > 1
        for name in names:
            reply, same = one.get(f"/static/{name}"), other.get(f"/static/{name}")
            assert reply.status_code == 200
            assert (list(reply.headers), reply.data) == (list(same.headers), same.data)


# --- canaries ---

CANARIES = (
    "CanaryFeedback", "CanaryChoiceZero", "CanaryChoiceOne", "CanaryChoiceTwo", "CanaryTag", "canary-id", "1/7",
    "0.142", "0,142", "<mark", "CanaryQuote", "CanaryTempts",
)  # fmt: skip


def telltale() -> Bank:
    """A bank in which everything that tells of the key can be recognised."""

    def telling(id_: str, kind: Kind, words: tuple[str, ...]) -> Question:
        said = ("CanaryChoiceZero", "CanaryChoiceOne", "CanaryChoiceTwo")
        fractions = (Fraction(1), Fraction(0), Fraction(1, 7)) if kind is Kind.SINGLE else (Fraction(1), Fraction(0))
        if kind is Kind.MULTIPLE:
            fractions = (Fraction(6, 7), Fraction(-1), Fraction(1, 7))
        return Question(
            id=f"canary-id-{id_}",
            kind=kind,
            stem=f"What of {id_}?",
            choices=tuple(
                Choice(word, fraction, feedback, tempted_by=tempting if fraction <= 0 else None)
                for word, fraction, feedback in zip(words, fractions, said, strict=False)
            ),
            feedback=Feedback("CanaryFeedback"),
            # Written with another apostrophe than the article: what readers see is the article's.
            evidence=(Evidence("CanaryQuote’s words", quoting(single(), text, "east").evidence[0].passage),),
            filing=Filing(tags=("CanaryTag",)),
        )

    text = article("The summit took place far to the east.", "Then they left.")
    tempting = Evidence("CanaryTempts", quoting(single(), text, "they left").evidence[0].passage)
    return bank(
        telling("one", Kind.SINGLE, ("Aa", "Bb", "Cc")),
        telling("many", Kind.MULTIPLE, ("Dd", "Ee", "Ff")),
        telling("truth", Kind.TRUE_FALSE, ("True", "False")),
        article=text,
    )


def canaries_in(reply: TestResponse) -> list[str]:
    body = reply.text + str(reply.headers)
    return [canary for canary in CANARIES if canary in body]


@pytest.mark.parametrize("feedback", list(FeedbackTime))
def test_no_canary_is_heard_before_it_is_due(feedback: FeedbackTime, tmp_path: Path, world: World) -> None:
    with world(tmp_path / "x", telltale(), feedback, shuffle=False) as reader:
        attempt = reader.start()
        heard = {name: canaries_in(step(reader, attempt)) for name, step in before_any_answer(3).items()}
        for path in ("/", "/quiz/summit", "/scores", "/resume"):
            heard[path] = canaries_in(reader.get(path))

        assert {name: found for name, found in heard.items() if found} == {}


def test_no_canary_is_heard_until_finishing_where_feedback_is_at_the_end(tmp_path: Path, world: World) -> None:
    with world(tmp_path / "x", telltale(), FeedbackTime.AT_END, shuffle=False) as reader:
        attempt = reader.start()
        heard = {step: canaries_in(reply) for step, reply in all_the_way(reader, attempt, 3)}
        assert {name: found for name, found in heard.items() if found} == {}

        reader.send(f"{attempt}/finish")

        after = reader.get(f"{attempt}/end").text
        assert "CanaryFeedback" in after
        assert "CanaryChoiceZero" in after
        assert "<mark" in after
        assert "CanaryChoiceOne" not in after  # Nobody picked it.
        assert "CanaryTag" not in after
        assert "canary-id" not in after


def test_no_canary_is_heard_until_the_release_where_readers_wait_for_it(tmp_path: Path, world: World) -> None:
    with world(tmp_path / "x", telltale(), FeedbackTime.WHEN_RELEASED, shuffle=False) as reader:
        attempt = reader.start()
        heard = {step: canaries_in(reply) for step, reply in all_the_way(reader, attempt, 3)}
        heard |= {f"then {step}": canaries_in(reply) for step, reply in finished(reader, attempt, 3)}
        assert {name: found for name, found in heard.items() if found} == {}

        release(reader)

        after = reader.get(f"{attempt}/end").text + reader.get(f"{attempt}/question/1").text
        assert all(canary in after for canary in ("CanaryFeedback", "CanaryChoiceZero", "<mark"))


def test_with_feedback_at_once_only_the_answered_question_tells(tmp_path: Path, world: World) -> None:
    with world(tmp_path / "x", telltale(), FeedbackTime.AT_ONCE, shuffle=False) as reader:
        attempt = reader.start()
        page = reader.get(f"{attempt}/question/1")
        reader.submit(page, attempt, 1, 2)

        answered = reader.get(f"{attempt}/question/1").text
        assert "CanaryFeedback" in answered
        assert "CanaryChoiceOne" in answered
        assert "<mark" in answered
        assert "CanaryChoiceZero" not in answered
        assert "CanaryTag" not in answered
        for path in ("question/2", "question/3", "article", "overview", "code"):
            assert canaries_in(reader.get(f"{attempt}/{path}")) == []
        assert canaries_in(reader.get("/scores")) == []
        assert canaries_in(reader.get("/quiz/summit")) == []


def test_the_end_stays_shut_until_it_is_due(tmp_path: Path, world: World) -> None:
    with world(tmp_path / "x", telltale(), FeedbackTime.AT_ONCE, shuffle=False) as reader:
        attempt = reader.start()
        reader.answer(attempt, 1, 1)

        early = reader.get(f"{attempt}/end")
        again = reader.send(f"{attempt}/again", {"only_missed": "y"})

        assert (early.status_code, early.location) == (303, attempt)
        assert (again.status_code, again.location) == (303, attempt)
        assert reader.get(attempt).location.startswith(f"{attempt}/question/2")


def test_choices_stand_in_an_order_that_knows_nothing_of_the_key(
    settings: Settings, publish: Callable[..., None]
) -> None:
    x = bank(single("one", right=0), single("two", right=1), single("three", right=2))
    counts = {"Spaceport": 0, "Harbour": 0, "Palace": 0}
    publish(x)
    app = app_of(replace(settings, seed=""), Clock())

    for __ in range(100):
        reader = Visitor(app.test_client())
        attempt = reader.start()
        page = reader.get(f"{attempt}/question/1").text
        counts[min(counts, key=page.index)] += 1

    app.extensions["quizapp"].database.close()
    # 100 draws of one in three; 13 and 54 are more than four standard deviations away.
    assert all(13 < count < 54 for count in counts.values())


def test_a_page_is_never_kept_by_anyone_but_this_browser(tmp_path: Path, world: World) -> None:
    with world(tmp_path / "x", telltale(), FeedbackTime.AT_ONCE, shuffle=False) as reader:
        attempt = reader.start()
        for path in (attempt, f"{attempt}/question/1", "/scores", "/quiz/summit", "/resume"):
            reply = reader.get(path)
            assert reply.headers["Cache-Control"] == "no-store"
            assert reply.headers.get("ETag") is None
            assert "Cookie" in reply.headers.get("Vary", "")
            assert token(reader.get("/resume"))
