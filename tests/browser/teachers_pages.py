"""Every page of a teacher, in the order a teacher meets them: for whatever has to look at all of them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import cycle, product
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Page, Route
from sqlalchemy import select

from quizapp.clock import utc_now
from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.domain.objections import Objection, Reason
from quizapp.services import objecting, preparing
from quizapp.store import exports, objections, quizzes, teachers
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow
from tests.browser.conftest import FORMATTED_BANK, SMALL_BANK
from tests.browser.readers import answer, follow, start
from tests.crowd import crowd
from tests.makers import NOON, bank, load, single

EMAIL = "anna@school.example"
PASSWORD = "quiet harbour seven lamps"
PART = "/teacher"


def every_page(page: Page, browser: Browser, address: str, set_up: str, folder: Path, data: Path) -> Iterator[str]:
    """Go from page to page; yields each one's name while it is shown. Uses up the set-up link.

    `folder` is for files of ours, `data` the server's.
    """
    yield from _coming_in(page, address, set_up)
    yield from _loading(page, address, folder)
    bank = page.url.split("?")[0]
    yield from _handing_out(page, browser, address, bank, data)
    yield from _compiling(page, address)
    yield from _a_class(page, address, bank)
    yield from _putting_in_order(page, address)
    yield from _people(page, address)
    yield from _help(page, address)
    yield from _a_simulated_class(page, address)
    yield from _a_crowd(page, address, data)
    page.goto(f"{address}{PART}/")
    yield "home"
    page.goto(f"{address}{PART}/banks?q=summit")
    yield "banks"
    page.goto(f"{address}{PART}/banks?q=%3F")
    yield "banks-nonsense"
    page.goto(f"{address}{PART}/quizzes")
    yield "quizzes"
    follow(page, ".top form button")
    yield "logged-out"


def _coming_in(page: Page, address: str, set_up: str) -> Iterator[str]:
    page.goto(f"{address}{PART}/login")
    yield "login"
    page.fill("#email", EMAIL)
    page.fill("#password", "wrong")
    follow(page, "main form button")
    yield "login-wrong"
    page.goto(set_up)
    yield "come_in"
    page.fill("#email", EMAIL)
    page.fill("#password", "short")
    follow(page, "main form button")
    yield "come_in-too-short"
    page.fill("#password", PASSWORD)
    follow(page, "main form button")
    yield "home-first"


def _loading(page: Page, address: str, folder: Path) -> Iterator[str]:
    faulty, sound = folder / "faulty.yaml", folder / "small.yaml"
    faulty.write_text(
        SMALL_BANK.replace("kind: single", "kind: singel").replace("Two launches had", "Ten had"), "utf-8"
    )
    sound.write_text(SMALL_BANK, "utf-8")
    page.goto(f"{address}{PART}/load")
    yield "load"
    follow(page, "form.load .button")
    yield "load-nothing"
    for name, file in (("preview-faulty", faulty), ("preview", sound)):
        page.goto(f"{address}{PART}/load")
        page.set_input_files("#file", file)
        follow(page, "form.load .button")
        yield name
    follow(page, "main form .button")
    yield "bank-published"
    page.goto(f"{page.url.partition('?')[0]}/home")
    yield "take_home"
    unsaid = folder / "unsaid.csv"
    unsaid.write_bytes("Question;A;B;Réponse\nPremière ville ?;Moscou;Où ?;\nEt après ?;Oui;Non;A\n".encode("cp1252"))
    broken = folder / "broken.gift"
    broken.write_text("".join(f"::q{n}::What is {n}?{{=right~wrong}}\n\n" for n in range(9)) + "Which?{=a~b\n", "utf-8")
    rivers = folder / "rivers.csv"
    rivers.write_text("1;Quel fleuve traverse Le Caire ?;Le Nil;Le Congo\n2;Lequel Paris ?;La Seine;Le Rhin\n", "utf-8")
    for name, file in (("preview-columns", rivers), ("preview-unsaid", unsaid), ("preview-broken", broken)):
        page.goto(f"{address}{PART}/load")
        page.set_input_files("#file", file)
        follow(page, "form.load .button")
        yield name
    page.goto(f"{page.url}?text=whole")
    yield "preview-text"
    page.goto(f"{address}{PART}/")
    yield "home-waiting"
    formatted = folder / "formatted.yaml"
    formatted.write_text(FORMATTED_BANK, "utf-8")
    page.goto(f"{address}{PART}/load")
    page.set_input_files("#file", formatted)
    follow(page, "form.load .button")
    yield "preview-formatted"
    page.goto(f"{address}{PART}/load")
    sound.write_text(SMALL_BANK.replace("Palace", "Castle"), "utf-8")
    page.set_input_files("#file", sound)
    follow(page, "form.load .button")
    yield "preview-next"
    follow(page, "main form .button")
    yield "bank"
    bank = page.url.split("?")[0]
    page.goto(f"{bank}/preview")
    yield "trial"
    page.fill("#minutes", "soon")
    page.evaluate("document.querySelector('main form').removeAttribute('target')")
    follow(page, "main form .button")
    yield "trial-refused"
    page.fill("#minutes", "10 min")
    page.evaluate("document.querySelector('main form').removeAttribute('target')")
    follow(page, "main form .button")
    yield "trial-question"
    page.goto(bank)


def _compiling(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}{PART}/compilation/choose")
    yield "compilation-choose"
    for at in range(3):
        page.locator("main form [type=checkbox]").nth(at).check()
    follow(page, "main form .button")
    open_all(page)
    yield "compilation-questions"
    page.fill("#title", "Of several")
    count = page.locator("[id^=count-]").first
    count.fill("999")
    follow(page, "main form .actions .button")
    yield "compilation-refused"
    count.fill("1")
    follow(page, "main form .actions .button")
    yield "compilation-hand-out"
    bank = page.url.removesuffix("/hand-out")
    follow(page, "main form .button")
    open_all(page)
    yield "compilation-quiz"
    page.goto(bank)
    yield "compilation-bank"
    page.goto(bank.replace("/bank/", "/compilation/") + "/sources")
    yield "compilation-sources"


def _handing_out(page: Page, browser: Browser, address: str, bank: str, data: Path) -> Iterator[str]:
    page.goto(f"{bank}/results")
    yield "bank-results-empty"
    page.goto(f"{bank}/compare")
    yield "compare-nothing"
    page.goto(f"{bank}/hand-out")
    yield "terms"
    page.fill("#minutes", "none")
    follow(page, "main form .button")
    yield "terms-faulty"
    page.fill("#minutes", "")
    follow(page, "main form .button")
    yield "quiz-empty"
    quiz = page.url
    with browser.new_context(locale="en") as context:
        reader = context.new_page()
        start(reader, address, quiz.rpartition("/")[2])
        answer(reader, 1)
    page.goto(quiz)
    yield "quiz-begun"
    with browser.new_context(locale="en") as context:
        reader = context.new_page()
        start(reader, address, quiz.rpartition("/")[2])
        while "/end" not in reader.url:
            answer(reader, 1)
            follow(reader, ".verdict .button")
    with _database(data) as database:
        _object(database, quiz.rpartition("/")[2], 1, 1)
    page.goto(quiz)
    open_all(page)
    yield "quiz"
    page.goto(f"{quiz}?since=2020-01-01&until=2020-01-01")
    yield "quiz-narrowed"
    page.goto(f"{quiz}?version=9")
    yield "quiz-unfit"
    page.goto(f"{quiz}/question?question=which")
    yield "question"
    page.goto(f"{bank}/results")
    open_all(page)
    yield "bank-results"
    page.goto(f"{bank}/results/question?question=which")
    yield "bank-question"
    page.goto(f"{bank}/compare")
    open_all(page)
    yield "compare"
    page.goto(f"{bank}/compare?one=tries:first&other=tries:first")
    yield "compare-same"
    page.goto(f"{quiz}/matrix")
    yield "matrix"
    page.goto(f"{quiz}/matrix?until=2020-01-01")
    yield "matrix-narrowed"
    page.goto(f"{quiz}/print?names=yes")
    yield "print"
    page.goto(f"{quiz}/passage?question=which")
    yield "passage"
    follow(page, "[data-key=pick]")
    yield "passage-picked"
    page.goto(f"{quiz}/again")
    yield "again"
    page.evaluate("for (const one of document.querySelectorAll('main [type=checkbox]')) one.checked = false")
    follow(page, "main form .button")
    yield "again-faulty"
    page.goto(f"{quiz}/copies")
    yield "copies"
    page.goto(f"{quiz}/export")
    yield "export"
    yield from _made_aside(page, quiz, data)
    page.goto(f"{quiz}/terms")
    yield "terms-of-quiz"
    page.check("input[name=feedback][value=when-released]")
    follow(page, "main form .button")
    yield "quiz-waiting"
    page.goto(f"{quiz}/release")
    yield "release"
    follow(page, "main form .button")
    page.goto(f"{quiz}/terms")
    yield "terms-after-release"
    page.goto(f"{quiz}/release")
    yield "release-over"
    page.goto(f"{quiz}/readers?names=no")
    yield "readers-unnamed"
    page.goto(f"{quiz}/readers")
    yield "readers"
    page.goto(f"{address}{page.get_attribute('tbody a', 'href')}")
    open_all(page)
    yield "attempt"
    page.locator(".ruling input[name=points]").first.fill("9")
    follow(page, ".ruling button")
    yield "attempt-refused"
    page.locator(".ruling input[name=points]").first.fill("0.5")
    page.locator(".ruling textarea").first.fill("Half of it is right.")
    follow(page, ".ruling button")
    yield "attempt-ruled"
    page.goto(f"{page.url.partition('#')[0]}/copy")
    yield "copy"
    page.goto(f"{quiz}/projector")
    yield "projector"
    page.goto(f"{quiz}/board")
    yield "board"
    page.goto(f"{quiz}/board/end")
    yield "end-for-all"
    page.goto(f"{quiz}/board")
    page.goto(f"{address}{page.get_attribute('.watched .finished .more a', 'href')}")
    yield "reopen"
    page.goto(f"{quiz}/remove")
    yield "remove-quiz"


def _made_aside(page: Page, quiz: str, data: Path) -> Iterator[str]:
    """A file as if it took long: while another process makes it, and once that has left it."""
    wanted = Wanted(Portion.RESPONSES, Ending.CSV, "en")
    with _database(data) as database:
        with database.transaction() as db:
            anna, __ = teachers.by_email(db, EMAIL)
            found = quizzes.by_slug(db, quiz.rpartition("/")[2])
            exports.ask(db, "made-aside", found.id, anna.id, wanted, utc_now())
            exports.begin(db, "made-aside", utc_now(), utc_now())
            maker = exports.take_over(db, "made-aside")
            assert maker
            exports.advance(db, "made-aside", maker, utc_now(), 50_000, 12_000)
        waiting = f"{quiz}/export/made-aside"
        page.route(waiting, _only_once)
        page.goto(waiting)
        yield "prepared-waiting"
        page.unroute(waiting)
        with database.transaction() as db:
            exports.advance(db, "made-aside", maker, utc_now() - timedelta(hours=1), 50_000, 12_000)
    page.goto(waiting)
    yield "prepared"
    page.goto(f"{quiz}/export")
    yield "export-prepared"
    page.goto(f"{quiz}/export/nowhere")
    yield "gone"


def _only_once(route: Route) -> None:
    """A page that comes again by itself would do so while it is looked at."""
    reply = route.fetch()
    route.fulfill(response=reply, headers={name: said for name, said in reply.headers.items() if name != "refresh"})


def open_all(page: Page) -> None:
    """Unfold every fold, as a reader who wants it all does."""
    folded = page.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.click()


def _a_class(page: Page, address: str, bank: str) -> Iterator[str]:
    page.goto(f"{address}{PART}/classes")
    yield "classes"
    page.fill("#name", "7B")
    page.fill("#names", "Nom;Prénom;Mail\nDupont;Mona;m@school.example\nDupont;Mona;\nNoah +999 %")
    follow(page, "main form .button")
    yield "class_list-faulty"
    page.fill("#text", "Mona DUPONT\nNoah +33 %")
    follow(page, "main form .button")
    yield "class_list"
    follow(page, "main form button[name=store]")
    yield "class"
    class_ = page.url.split("?")[0]
    follow(page, ".names a")
    yield "member"
    page.fill("#name", "Noah")
    follow(page, "main form .button")
    yield "member-faulty"
    page.goto(f"{class_}/book")
    yield "book-empty"
    page.goto(f"{class_}/book?since=2020-01-02&until=2020-01-01")
    yield "book-unfit"
    page.goto(f"{class_}/remove")
    yield "remove-class"
    for way in ("links", "pick"):
        page.goto(f"{bank}/hand-out")
        page.select_option("#class_list", index=1)
        page.check(f"[name=picks][value={way}]")
        follow(page, "main form .button")
        yield f"quiz-for-{way}"
        quiz = page.url
        if way == "links":
            page.goto(f"{quiz}/marks")
            yield "marks"
            page.goto(f"{quiz}/marks?scale=letters&letters=A")
            yield "marks-faulty"
            page.goto(f"{quiz}/links")
            yield "links"
            page.goto(page.locator(".cards-to-cut input").first.input_value())
            yield "invited"
        page.goto(f"{address}/quiz/{quiz.rpartition('/')[2]}")
        yield f"quiz-to-enter-by-{way}"
    page.goto(f"{class_}/book")
    yield "book"
    follow(page, ".marks .who a")
    yield "book-member"


def _a_simulated_class(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}{PART}/")
    follow(page, f"form[action='{PART}/simulated'] button")
    quiz = page.url
    yield "simulated"
    for tab in ("readers", "export", "terms", "projector"):
        page.goto(f"{quiz}/{tab}")
        yield f"simulated-{tab}"


def _a_crowd(page: Page, address: str, data: Path) -> Iterator[str]:
    """Where there is so much that a page shows a part of it, or refuses more."""
    questions = (single(f"q{number}", stem=f"What is said of {number}?") for number in range(410))
    asked = bank(*questions, id_="wide", article=None)
    drawn = Random(3)
    whole = [[frozenset({drawn.randrange(2)}) for _ in asked.questions] for _ in range(31)]
    begun = [[frozenset({drawn.randrange(2)})] for _ in range(116)]
    quiz = f"{address}{PART}/quiz/wide"
    with _database(data) as database:
        load(database, asked)
        crowd(database, "wide", [*whole, *begun])
        _object(database, "wide", objecting.MOST_SHOWN + 3, 2)
        with database.transaction() as db:
            anna, __ = teachers.by_email(db, EMAIL)
            found = quizzes.by_slug(db, "wide")
            every = list(product(Portion, Ending, ("en", "fr")))[-preparing.MOST_KEPT :]
            for number, wanted in enumerate(every):
                exports.ask(db, f"file-{number}", found.id, anna.id, Wanted(*wanted), utc_now())
    page.goto(f"{quiz}/matrix?questions=2")
    yield "matrix-parts"
    page.goto(f"{quiz}/question?question=q0")
    open_all(page)
    yield "question-objected"
    page.goto(f"{quiz}/export")
    open_all(page)
    follow(page, "button[formaction$='/scores.csv']")
    yield "export-refused"


def _object(database: Database, slug: str, count: int, settled: int) -> None:
    """So many readers of a quiz object to its first question; what some more of them say is settled."""
    long = "Paragraph 3 says that it was put off, and never where it then took place."
    texts = cycle(("", "The passage names two places.", long))
    with database.transaction() as db:
        quiz = quizzes.by_slug(db, slug)
        ids = db.scalars(select(AttemptRow.id).where(AttemptRow.quiz_id == quiz.id).limit(count + settled))
        for number, (id_, reason, text) in enumerate(zip(ids.all(), cycle(Reason), texts, strict=False)):
            objections.put(db, id_, quiz.version_id, 0, Objection(reason, text, NOON))
            if number < settled:
                objections.settle(db, id_, 0, utc_now())


@contextmanager
def _database(data: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database:
        yield database


def _help(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}{PART}/help/")
    yield "help"
    for chapter in page.locator(".chapter h2 a").evaluate_all("(all) => all.map((one) => one.href)"):
        page.goto(chapter)
        yield f"help-{chapter.rpartition('/')[2]}"


def _putting_in_order(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}{PART}/archive")
    yield "archive-empty"
    page.goto(f"{address}{PART}/tidy")
    page.locator("[name=bank]").last.check()
    follow(page, "[value=delete]")
    yield "delete-banks"
    follow(page, "main .danger")
    yield "tidy-deleted"
    page.locator("[name=class]").last.check()
    follow(page, "[aria-labelledby=class-list] button")
    yield "tidy"
    page.goto(f"{address}{PART}/archive")
    yield "archive"
    follow(page, "[aria-labelledby=class-list] .acts a")
    yield "class-archived"
    follow(page, "main .notice button")
    page.goto(f"{address}{PART}/archive")
    page.locator("[name=deleted]").check()
    follow(page, "[aria-labelledby=deleted-list] button")


def _people(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}{PART}/people")
    yield "people"
    page.fill("#email", "ben@school.example")
    follow(page, "main form .button")
    yield "link"
    page.goto(f"{address}{PART}/account")
    yield "account-new"
    page.fill("#name", "Scores for the staff room")
    page.fill("#present", "wrong")
    follow(page, "main .actions .button")
    yield "account-faulty"
    page.fill("#present", PASSWORD)
    page.check("[name=sees_names]")
    follow(page, "main .actions .button")
    yield "token"
    follow(page, "main a.button")
    yield "account"
    page.goto(f"{address}{PART}/password")
    yield "password"
    page.goto(f"{address}{PART}/log")
    yield "log"
    page.goto(f"{address}{PART}/nowhere")
    yield "error-404"
