"""Lighthouse and the Nu HTML checker over the reader's pages: `python -m tests.browser.audit FOLDER`.

FOLDER must hold the two tools, brought there by `npm install lighthouse@12 vnu-jar` (Node and Java are needed for this
check only, not by the app or its tests). Prints a line for each page and exits 1 if a score is below its floor
(accessibility and best practices 100, performance 98, at Lighthouse's mobile settings) or the checker finds anything.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.servers import RunningServer, running

FLOORS = {"accessibility": 100, "best-practices": 100, "performance": 98}
AUDITED = tuple(f"fr-js-{name}" for name in ("list", "quiz", "question", "question-2", "feedback", "end"))
_QUIET = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
_QUIZ = {"fr": "kim-poutine-2023", "en": "kim-putin-2023"}


@dataclass(frozen=True)
class Seen:
    """A page at one moment: where it is, what a browser without scripts got, and what scripts made of it."""

    name: str
    address: str
    served: str
    cookies: str


def main(tools: Path) -> int:
    """Audit every page; returns the exit status."""
    faults = 0
    chromium = executable()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "data") as server, sync_playwright() as api:
        browser = api.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        pages = [
            seen for language in _QUIZ for scripts in (True, False) for seen in walk(browser, server, language, scripts)
        ]
        faults += check_html(tools, Path(folder), pages)
        for seen in pages:
            if seen.name in AUDITED:
                faults += lighthouse(tools, seen)
        browser.close()
    return 1 if faults else 0


def walk(browser: Browser, server: RunningServer, language: str, scripts: bool) -> Iterator[Seen]:
    """Every page of the reader, in the order a reader meets them."""
    context = browser.new_context(locale=language, java_script_enabled=scripts)
    page = context.new_page()
    label = f"{language}-{'js' if scripts else 'plain'}"

    def seen(name: str) -> Seen:
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in context.cookies())
        # With scripts, the page as they left it; without, the very bytes that were sent.
        text = page.content() if scripts else page.evaluate("fetch(location.href).then((reply) => reply.text())")
        return Seen(f"{label}-{name}", page.url.split("#")[0], text, cookies)

    yield from _visit(page, server, "/", "list", seen)
    page.goto(f"{server.address}/quiz/{_QUIZ[language]}")
    yield seen("quiz")
    with page.expect_navigation():
        page.click("main form button.button:not([data-listen])")
    yield seen("question")
    address = page.url.rsplit("/question/", 1)[0]
    _answer(page)
    yield seen("feedback")
    with page.expect_navigation():
        page.click(".verdict .button")
    yield seen("question-2")
    for path, name in (("code", "code"), ("delete", "delete")):
        page.goto(f"{address}/{path}")
        yield seen(name)
    page.goto(address)
    while "/end" not in page.url:
        if page.locator("form.question").count():
            _answer(page)
        else:
            with page.expect_navigation():
                page.click(".verdict .button")
    yield seen("end")
    for path, name in (
        ("/scores", "scores"),
        ("/resume", "resume"),
        ("/scores/delete", "delete-all"),
        ("/nowhere", "404"),
    ):
        yield from _visit(page, server, path, name, seen)
    context.close()


def _visit(page: Page, server: RunningServer, path: str, name: str, seen: object) -> Iterator[Seen]:
    page.goto(f"{server.address}{path}")
    yield seen(name)  # type: ignore[operator]


def _answer(page: Page) -> None:
    page.locator("label.choice").first.click()
    with page.expect_navigation():
        page.click("form.question button.button")


def check_html(tools: Path, folder: Path, pages: list[Seen]) -> int:
    """How many things the Nu HTML checker finds in the pages and the style sheet."""
    (folder / "control.html").write_text("<!doctype html><title>x</title><p><div id=a></p><img id=a>", "utf-8")
    for seen in pages:
        (folder / f"{seen.name}.html").write_text(seen.served, "utf-8")
    jar = tools / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", *map(str, sorted(folder.glob("*.html")))]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)["messages"]
    control = [message for message in found if message.get("url", "").endswith("/control.html")]
    assert control, "the checker found nothing in a page full of faults"
    found = [message for message in found if message not in control]
    for message in found:
        place = f"{Path(message.get('url', '')).name}:{message.get('lastLine', 0)}"
        print(f"html  {place}  {message['type']}  {message['message']}")
    print(f"html  {len(pages)} pages, {len(found)} findings")
    return len(found)


def lighthouse(tools: Path, seen: Seen) -> int:
    """How many scores of a page are below their floors."""
    report = subprocess.run(
        [
            str(tools / "node_modules/.bin/lighthouse"),
            seen.address,
            "--quiet",
            f"--chrome-flags={_QUIET}",
            "--only-categories=performance,accessibility,best-practices",
            f"--extra-headers={json.dumps({'Cookie': seen.cookies})}",
            "--output=json",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={"CHROME_PATH": executable(), "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )
    data = json.loads(report.stdout)
    scores = {name: round(100 * category["score"]) for name, category in data["categories"].items()}
    print(f"lighthouse  {seen.name}  {scores}")
    for audit in data["audits"].values():
        if audit.get("score") is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] == "binary":
            print(f"            {audit['id']}: {audit['title']}")
    return sum(scores[name] < floor for name, floor in FLOORS.items())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
