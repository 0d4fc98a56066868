"""Several readers with two tabs each, doing in any order what readers do; a model says what must be stored."""

import hashlib
import re
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text
from werkzeug.test import TestResponse

from quizapp.config import Settings
from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.attempts import Settings as QuizSettings
from quizapp.domain.banks import Bank, Choice, Kind, Question, Rule
from quizapp.services import listings
from quizapp.store.listings import SortedBy
from tests import makers
from tests.apps import app_of
from tests.calculator import expected_mark, expected_score
from tests.checkouts import THOROUGHLY
from tests.engines import Engine, Sqlite
from tests.makers import OWNER, SECRET, Clock, ask, bank, choices, load, office
from tests.visitors import Visitor, revision, token

FEEDBACK = {"once": FeedbackTime.AT_ONCE, "later": FeedbackTime.AT_END}
READERS = st.integers(0, 2)
_STEM = re.compile(r"<h1 lang[^>]*>([^<]*)</h1>")
_CHOICE = re.compile(r'name="choice" value="(\d+)".*?class="said"[^>]*>([^<]*)</span>', re.DOTALL)
_GOT = re.compile(r'<span class="got">([^<]*)</span>')


def question(id_: str, kind: Kind, *fractions: str, maximum: str = "1", by: Rule = Rule.PARTIAL) -> Question:
    given = tuple(Choice(f"{id_}/{place}", Fraction(worth)) for place, worth in enumerate(fractions))
    return makers.question(id_, kind, f"Question {id_}?", given, maximum=Fraction(maximum), rule=by)


THIRDS = question("thirds", Kind.MULTIPLE, "1/3", "1/3", "1/3", "-1/2", maximum="2")
HALVES = question("halves", Kind.SINGLE, "1", "1/2", "-1/3", maximum="1.5")
WHOLE = question("whole", Kind.MULTIPLE, "1/2", "1/2", "-1", by=Rule.ALL_OR_NOTHING)
TRUTH = question("truth", Kind.TRUE_FALSE, "0", "1")


def versions(id_: str) -> tuple[Bank, ...]:
    """What a teacher makes of a bank in time: as it was, reordered with another key, shorter with a new question."""
    moved = replace(HALVES, choices=choices("halves/0", "halves/1", "halves/2", right=(2,)))
    return (
        bank(THIRDS, HALVES, TRUTH, id_=id_),
        bank(TRUTH, moved, THIRDS, id_=id_),
        bank(WHOLE, makers.changed(TRUTH, maximum=Fraction(1, 7)), id_=id_),
    )


@dataclass
class Sitting:
    """What the model knows of an attempt."""

    path: str
    quiz: str
    bank: Bank
    asked: tuple[int, ...]
    holders: list[int]
    """Readers; the first began it."""
    began: int
    """Its rank among all that were ever begun."""
    responses: dict[int, tuple[frozenset[int], int]] = field(default_factory=dict)
    first: dict[int, frozenset[int]] = field(default_factory=dict)
    finished: bool = False
    deleted: bool = False

    @property
    def at_once(self) -> bool:
        return FEEDBACK[self.quiz] is FeedbackTime.AT_ONCE

    @property
    def picks(self) -> dict[int, Collection[int]]:
        return {place: picked for place, (picked, __) in self.responses.items()}


@dataclass(frozen=True)
class Tab:
    """A question page as it was when it was opened."""

    reader: int
    sitting: Sitting
    number: int
    place: int
    shown: tuple[int, ...]
    """For each choice on the screen, its place in the bank."""
    page: TestResponse


class Readers(RuleBasedStateMachine):
    tabs: Bundle[Tab] = Bundle("tabs")

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.kept = ExitStack()
        data = Path(self.kept.enter_context(TemporaryDirectory()))
        # With the seed fixed, a sequence that failed once fails again.
        config = Settings(data=data, secret_key=SECRET, database_url=engine.address(data), seed="a-fixed-seed")
        self.database = self.kept.enter_context(engine.migrated(config.database))
        self.clock = Clock()
        self.app = app_of(config, self.clock)
        self.readers = [Visitor(self.app.test_client()) for __ in range(3)]
        self.sittings: list[Sitting] = []
        self.loaded = dict.fromkeys(FEEDBACK, 0)

    def teardown(self) -> None:
        try:
            for sitting in self.living():
                self.finish(sitting.holders[0], sitting)
            self.teachers_see_the_same()
        finally:
            self.app.extensions["quizapp"].database.close()
            self.kept.close()

    @initialize(target=tabs)
    def publish(self) -> MultipleResults[Tab]:
        """Every reader begins both quizzes and opens a first tab on each question: those will come late."""
        for quiz, feedback in FEEDBACK.items():
            load(self.database, versions(quiz)[0])
            with self.database.transaction() as db:
                ask(db, quiz, QuizSettings(feedback, shuffle_questions=True, shuffle_choices=True))
        for reader in (0, 1):
            for quiz in FEEDBACK:
                self.start(reader, quiz, 0)
        opened = [self.opened(one.holders[0], one, number) for one in self.sittings for number in (1, 2, 3)]
        return multiple(*filter(None, opened))

    # --- the model's own words ---

    def living(self) -> list[Sitting]:
        return [sitting for sitting in self.sittings if not sitting.deleted]

    def held(self, reader: int, quiz: str | None = None, *, running: bool = False) -> list[Sitting]:
        return [
            sitting
            for sitting in self.living()
            if reader in sitting.holders and quiz in (None, sitting.quiz) and not (running and sitting.finished)
        ]

    def some(self, reader: int, which: int, *, finished: bool | None = None) -> Sitting | None:
        """One of the attempts that this reader holds."""
        held = [one for one in self.held(reader) if finished is None or one.finished is finished]
        return held[which % len(held)] if held else None

    def begin(self, reader: int, quiz: str, reply: TestResponse, asked: tuple[int, ...] | None) -> None:
        assert reply.status_code == 303
        path = urlsplit(reply.location).path
        running = self.held(reader, quiz, running=True)
        if running:
            assert path == max(running, key=lambda sitting: sitting.began).path
            return
        assert path not in {sitting.path for sitting in self.sittings}
        now = versions(quiz)[self.loaded[quiz]]
        places = tuple(range(len(now.questions))) if asked is None else asked
        self.sittings.append(Sitting(path, quiz, now, places, [reader], len(self.sittings)))
        last, beyond = (self.readers[reader].get(f"{path}/question/{len(places) + more}") for more in (0, 1))
        assert (last.status_code, beyond.status_code) == (200, 404)

    def store(self, tab: Tab, picked: frozenset[int]) -> int:
        """The status that a response must get; the model stores it if it counts."""
        sitting, place = tab.sitting, tab.place
        if sitting.deleted or tab.reader not in sitting.holders:
            return 404
        kind = sitting.bank.questions[place].kind
        if place in sitting.responses:
            stored, seen = sitting.responses[place]
            if sitting.at_once or stored == picked:
                return 303
            if sitting.finished or seen != revision(tab.page):
                return 400 if not sitting.finished and not picked and kind is not Kind.MULTIPLE else 409
            if not picked and kind is not Kind.MULTIPLE:
                return 400
            sitting.responses[place] = (picked, seen + 1)
            return 303
        if sitting.finished:
            return 409
        if not picked:
            return 400
        sitting.responses[place] = (picked, 1)
        sitting.first[place] = picked
        sitting.finished = sitting.at_once and set(sitting.responses) == set(sitting.asked)
        return 303

    # --- what readers do ---

    @rule(reader=READERS, quiz=st.sampled_from(list(FEEDBACK)), minutes=st.integers(0, 90))
    def start_or_go_on(self, reader: int, quiz: str, minutes: int) -> None:
        self.start(reader, quiz, minutes)

    def start(self, reader: int, quiz: str, minutes: int) -> None:
        self.clock.advance(minutes=minutes)
        visitor = self.readers[reader]
        self.begin(reader, quiz, visitor.send(f"/quiz/{quiz}/start", {"name": f"Reader {reader}"}), None)

    @rule(target=tabs, reader=READERS, which=st.integers(0, 9), number=st.integers(1, 3))
    def open(self, reader: int, which: int, number: int) -> Tab | MultipleResults[Tab]:
        sitting = self.some(reader, which)
        return (sitting and self.opened(reader, sitting, number)) or multiple()

    def opened(self, reader: int, sitting: Sitting, number: int) -> Tab | None:
        """A tab on a question, if it is still asked."""
        page = self.readers[reader].get(f"{sitting.path}/question/{number}")
        if number > len(sitting.asked):
            assert page.status_code == 404
            return None
        assert page.status_code == 200
        if "<fieldset" not in page.text:
            assert sitting.finished or sitting.at_once
            return None
        assert not sitting.finished
        stem = _STEM.search(page.text)
        assert stem is not None
        place = [question.stem for question in sitting.bank.questions].index(unescape(stem[1]))
        assert place in sitting.asked
        texts = [choice.text for choice in sitting.bank.questions[place].choices]
        shown = tuple(texts.index(unescape(said)) for __, said in _CHOICE.findall(page.text))
        assert sorted(shown) == list(range(len(texts)))
        assert revision(page) == sitting.responses.get(place, (None, 0))[1]
        return Tab(reader, sitting, number, place, shown, page)

    @rule(tab=tabs, drawn=st.data(), times=st.integers(1, 2))
    def answer(self, tab: Tab, drawn: st.DataObject, times: int) -> None:
        """From a page just opened or one open for long; pressed once or twice."""
        picks = self.draw(tab, drawn)
        for __ in range(times):
            self.press(tab, picks)

    @rule(tab=tabs, drawn=st.data())
    def answer_in_two_tabs(self, tab: Tab, drawn: st.DataObject) -> None:
        """In a new tab, and then in the old one."""
        newer = None
        if not tab.sitting.deleted:
            newer = self.opened(tab.reader, tab.sitting, tab.number)
        if newer is not None:
            self.press(newer, self.draw(newer, drawn))
        self.press(tab, self.draw(tab, drawn))

    @rule(reader=READERS, which=st.integers(0, 9), drawn=st.data())
    def answer_all_that_is_missing(self, reader: int, which: int, drawn: st.DataObject) -> None:
        """As most readers do: from question to question, as the app leads."""
        sitting = self.some(reader, which, finished=False)
        if sitting is None:
            return
        missing = len(sitting.asked) - len(sitting.responses)
        for __ in range(missing):
            leads_to = self.readers[reader].get(sitting.path).location.partition("#")[0]
            tab = self.opened(reader, sitting, int(leads_to.rpartition("/")[2]))
            assert tab is not None
            assert tab.place not in sitting.responses
            self.press(tab, self.draw(tab, drawn) or {1})
        onward = self.readers[reader].get(sitting.path).location
        assert onward == f"{sitting.path}/{'end' if sitting.at_once else 'overview'}"
        if sitting.at_once:
            self.the_end_shows_the_score(reader, sitting)

    def draw(self, tab: Tab, drawn: st.DataObject) -> set[int]:
        many = tab.sitting.bank.questions[tab.place].kind is Kind.MULTIPLE
        on_screen = st.integers(1, len(tab.shown))
        return drawn.draw(st.sets(on_screen, max_size=len(tab.shown) if many else 1))

    def press(self, tab: Tab, on_screen: set[int]) -> None:
        expected = self.store(tab, frozenset(tab.shown[n - 1] for n in on_screen))
        reply = self.readers[tab.reader].submit(tab.page, tab.sitting.path, tab.number, *sorted(on_screen))
        assert reply.status_code == expected

    @rule(tab=tabs)
    def send_a_stale_form(self, tab: Tab) -> None:
        path = f"{tab.sitting.path}/question/{tab.number}"
        reply = self.readers[tab.reader].client.post(path, data={"choice": "1", "csrf_token": "old"})
        assert reply.status_code in (303, 400, 404, 409)

    @rule(tab=tabs, thief=READERS)
    def answer_for_another(self, tab: Tab, thief: int) -> None:
        if thief not in tab.sitting.holders:
            path = f"{tab.sitting.path}/question/{tab.number}"
            assert self.readers[thief].send(path, {"choice": "1", "revision": "0"}).status_code == 404

    @rule(reader=READERS, which=st.integers(0, 9))
    def finish_early(self, reader: int, which: int) -> None:
        sitting = self.some(reader, which)
        if sitting is not None:
            self.finish(reader, sitting)

    def finish(self, reader: int, sitting: Sitting) -> None:
        assert self.readers[reader].send(f"{sitting.path}/finish").status_code == 303
        sitting.finished = True
        self.the_end_shows_the_score(reader, sitting)

    @rule(reader=READERS, which=st.integers(0, 9), only_missed=st.booleans())
    def try_again(self, reader: int, which: int, only_missed: bool) -> None:
        sitting = self.some(reader, which, finished=True)
        if sitting is None:
            return
        full = {place: expected_mark(one, one_full(one)) for place, one in enumerate(sitting.bank.questions)}
        missed = {
            sitting.bank.questions[place].id
            for place in sitting.asked
            if expected_mark(sitting.bank.questions[place], sitting.picks.get(place, ())) != full[place]
        }
        asked = None
        if only_missed:
            now = versions(sitting.quiz)[self.loaded[sitting.quiz]]
            asked = tuple(place for place, one in enumerate(now.questions) if one.id in missed) or None
        fields = {"only_missed": "y"} if only_missed else {}
        self.begin(reader, sitting.quiz, self.readers[reader].send(f"{sitting.path}/again", fields), asked)

    @rule(reader=READERS, which=st.integers(0, 9), sure=st.integers(0, 2))
    def delete(self, reader: int, which: int, sure: int) -> None:
        sitting = self.some(reader, which)
        if sitting is not None and sure == 2:
            assert self.readers[reader].send(f"{sitting.path}/delete").status_code == 303
            sitting.deleted = True

    @rule(reader=READERS, sure=st.integers(0, 5))
    def delete_everything(self, reader: int, sure: int) -> None:
        if sure < 5:
            return
        assert self.readers[reader].send("/scores/delete").status_code == 303
        for sitting in self.held(reader):
            sitting.deleted = True

    @rule(reader=READERS, other=READERS, which=st.integers(0, 9))
    def resume_elsewhere(self, reader: int, other: int, which: int) -> None:
        sitting = self.some(reader, which)
        if sitting is None:
            return
        code = self.readers[reader].code(sitting.path)
        reply = self.readers[other].send("/resume", {"code": code.lower()})
        assert (reply.status_code, reply.location.partition("#")[0]) == (303, sitting.path)
        if other not in sitting.holders:
            sitting.holders.append(other)

    @rule(quiz=st.sampled_from(list(FEEDBACK)), version=st.integers(0, 2))
    def the_teacher_loads_another_version(self, quiz: str, version: int) -> None:
        load(self.database, versions(quiz)[version], now=self.clock())
        self.loaded[quiz] = version

    # --- what must hold after each step ---

    @invariant()
    def exactly_what_counts_is_stored(self) -> None:
        with self.database.reading() as db:
            stored = {
                (f"/attempt/{address}", place): (picked, mark, revision)
                for address, place, picked, mark, revision in db.execute(
                    text(
                        "SELECT address, place, picked, mark, response.revision"
                        " FROM response JOIN attempt ON attempt.id = response.attempt_id"
                    )
                )
            }
            held = {
                f"/attempt/{address}": (digest, state)
                for address, digest, state in db.execute(
                    text(
                        "SELECT address, token_digest, state FROM attempt JOIN reader ON reader.id = attempt.reader_id"
                    )
                )
            }
        assert stored == {
            (sitting.path, place): (
                ",".join(map(str, sorted(picked))),
                int(expected_mark(sitting.bank.questions[place], picked) * 10**7),
                seen,
            )
            for sitting in self.living()
            for place, (picked, seen) in sitting.responses.items()
        }
        assert held == {
            sitting.path: (self.digest(sitting.holders[0]), "finished" if sitting.finished else "open")
            for sitting in self.living()
        }

    @invariant()
    def with_feedback_at_once_the_first_response_stays(self) -> None:
        for sitting in self.living():
            if sitting.at_once:
                assert {place: picked for place, (picked, __) in sitting.responses.items()} == sitting.first

    def digest(self, reader: int) -> str:
        """The hash of a reader's token, which a browser keeps even after it deleted everything else."""
        cookie = self.readers[reader].client.get_cookie("__Host-qr")
        assert cookie is not None
        return hashlib.sha256(cookie.value.encode()).hexdigest()

    def the_end_shows_the_score(self, reader: int, sitting: Sitting) -> None:
        shown = _GOT.search(self.readers[reader].get(f"{sitting.path}/end").text)
        assert shown is not None
        score = expected_score(sitting.bank, sitting.picks, sitting.asked)
        assert Decimal(shown[1].replace("\u2212", "-")) == score.quantize(Decimal("0.01"), ROUND_HALF_EVEN)

    def teachers_see_the_same(self) -> None:
        for quiz in FEEDBACK:
            with self.database.reading() as db:
                scores = listings.of_quiz(office(db, OWNER), quiz, SortedBy.STARTED, 1, falling=False).scores
            expected = sorted(
                (expected_score(sitting.bank, sitting.picks, sitting.asked), len(sitting.asked))
                for sitting in self.living()
                if sitting.quiz == quiz
            )
            assert sorted((one.score, one.asked) for one in scores) == expected


def one_full(question: Question) -> set[int]:
    """Picks that earn everything."""
    best = max(choice.fraction for choice in question.choices)
    if question.kind is Kind.MULTIPLE:
        return {place for place, choice in enumerate(question.choices) if choice.fraction > 0}
    return {next(place for place, choice in enumerate(question.choices) if choice.fraction == best)}


def test_in_whatever_order_readers_do_things_exactly_what_counts_is_stored(engine: Engine) -> None:
    run_state_machine_as_test(
        lambda: Readers(engine),  # type: ignore[arg-type]
        settings=settings(
            # What PostgreSQL does otherwise, its locks, has tests of its own: here it only has to do the same.
            max_examples=(40 if isinstance(engine, Sqlite) else 12) // (1 if THOROUGHLY else 4),
            stateful_step_count=30,
        ),
    )


def test_a_page_that_two_tabs_hold_carries_the_same_token_for_both(visitor: Callable[[], Visitor]) -> None:
    """The machine above relies on it: a tab's token stays good while its browser's session does."""
    reader = visitor()
    first, second = reader.get("/resume"), reader.get("/resume")

    replies = [reader.client.post("/resume", data={"csrf_token": token(page), "code": "x"}) for page in (second, first)]

    assert ["No attempt has this code" in reply.text for reply in replies] == [True, True]
