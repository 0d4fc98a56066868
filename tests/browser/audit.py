"""Lighthouse and the Nu HTML checker over the pages: `python -m tests.browser.audit FOLDER`.

FOLDER must hold the two tools, brought there by `npm install --prefix FOLDER lighthouse@12 vnu-jar`. (Node 18 and Java
are needed for this check only, not by the app or its tests; `.ci/audit` does all of it.)

The checker reads every page of readers and teachers, in French and English, with scripts on (the page as they left it)
and off (the very bytes that were sent). Lighthouse looks at five pages of the reader at its mobile settings, in French
and English, light and dark, each while the reader is on it. Exits 1 if the checker finds anything or a score is below
its floor: 100 for accessibility and for best practices, 98 for performance.

Performance is timed, and a busy machine slows any page down now and then: the best of up to three tries counts. For the
other two the worst of the tries counts. A try in which Lighthouse measured nothing is none, but uses one up. With
`--timing-told`, what depends on the machine's pace is told and fails nothing: for machines that are shared.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser import pages, teachers_pages
from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.conftest import with_small_banks
from tests.browser.test_teaching import set_up_address
from tests.servers import running

LANGUAGES = tuple(pages.SHIPPED)
THEMES = ("light", "dark")
AUDITED = {"list": "list", "quiz": "quiz", "question": "question", "feedback-1": "feedback", "end": "end"}
FLOORS = {"accessibility": 100, "best-practices": 100, "performance": 98}
TRIES = 3
_PATIENCE = 180
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def main(tools: Path, *, timing_told: bool) -> int:
    """Audit every page; returns the exit status."""
    chromium = executable()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as api:
        folder = Path(temporary)
        browser = api.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with with_small_banks(folder) as server:
            texts = readers_texts(browser, server.address) | teachers_texts(browser, folder)
            faults = check_html(tools, folder, texts)
            faults += check_scores(tools, browser, server.address, timing_told=timing_told)
        browser.close()
    return 1 if faults else 0


def readers_texts(browser: Browser, address: str) -> dict[str, str]:
    """What every page of the reader says in HTML, by a name for it."""
    found = {}
    for language in LANGUAGES:
        for scripts in (True, False):
            with reading(browser, language, scripts=scripts) as (page, text):
                for name in pages.every_page(page, address, language):
                    found[f"{_named(language, scripts)}-reader-{name}"] = text()
    return found


def teachers_texts(browser: Browser, folder: Path) -> dict[str, str]:
    """What every page of a teacher says in HTML, by a name for it."""
    found = {}
    for language in LANGUAGES:
        for scripts in (True, False):
            label = _named(language, scripts)
            with running(folder / label) as server, reading(browser, language, scripts=scripts) as (page, text):
                link = set_up_address(server)
                for name in teachers_pages.every_page(page, browser, server.address, link, folder, folder / label):
                    found[f"{label}-teacher-{name}"] = text()
    return found


@contextmanager
def reading(browser: Browser, language: str, *, scripts: bool) -> Iterator[tuple[Page, Callable[[], str]]]:
    """A page of somebody new, and what tells the HTML that it shows."""
    replies: list[Response] = []

    def hear(reply: Response) -> None:
        if reply.request.is_navigation_request() and reply.frame == page.main_frame and not 300 <= reply.status < 400:
            replies.append(reply)

    def sent() -> str:
        return replies[-1].text()

    with browser.new_context(locale=language, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.on("response", hear)
        yield page, page.content if scripts else sent


def _named(language: str, scripts: bool) -> str:
    return f"{language}-{'js' if scripts else 'plain'}"


def check_html(tools: Path, folder: Path, texts: dict[str, str]) -> int:
    """How many things the Nu HTML checker finds in the pages."""
    began = time.monotonic()
    files = {"control": "<!doctype html><title>x</title><p><div id=a></p><img id=a>"} | texts
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    jar = tools / "node_modules/vnu-jar/build/dist/vnu.jar"
    pages = [str(folder / f"{name}.html") for name in files]
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", *pages]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.stdout, checked.stderr
    found = [(Path(message.get("url", "")).stem, message) for message in json.loads(checked.stdout)["messages"]]
    assert any(name == "control" for name, _ in found), "the checker found nothing in a page full of faults"
    found = [(name, message) for name, message in found if name != "control"]
    for name, message in found:
        print(f"html  {name}:{message.get('lastLine', 0)}  {message['type']}  {message['message']}")
    print(f"html  {len(texts)} pages, {len(found)} findings, {time.monotonic() - began:.0f} s", flush=True)
    return len(found)


def check_scores(tools: Path, browser: Browser, address: str, *, timing_told: bool) -> int:
    """How many scores are below their floors, over the audited pages in every language and theme."""
    began = time.monotonic()
    count = faults = 0
    for language in LANGUAGES:
        for theme in THEMES:
            with browser.new_context(locale=language) as context:
                page = context.new_page()
                page.goto(f"{address}/language/{language}")
                page.goto(f"{address}/display/theme/{theme}")
                for name in pages.every_page(page, address, language):
                    if name in AUDITED:
                        shown = page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]")
                        assert shown == [language, theme], shown
                        count += 1
                        below = lighthouse(tools, page, f"{language}-{theme}-{AUDITED[name]}")
                        faults += len(below - {"performance", "nothing"} if timing_told else below)
                    if name == "end":
                        break
    assert count == len(AUDITED) * len(LANGUAGES) * len(THEMES), count
    print(f"lighthouse  {count} pages, {faults} scores below their floors, {time.monotonic() - began:.0f} s")
    return faults


def lighthouse(tools: Path, page: Page, name: str) -> set[str]:
    """Which scores of the page that a reader is on are below their floors, after as many tries as it takes.

    « nothing » alone where Lighthouse measured nothing.
    """
    scores: dict[str, int] = {}
    tries = 0
    while tries < TRIES and scores.get("performance", 0) < FLOORS["performance"]:
        tries += 1
        report = _report(tools, page)
        if report is None:
            continue
        for category, floor in FLOORS.items():
            score = round(100 * report["categories"][category]["score"])
            scores[category] = (max if category == "performance" else min)(score, scores.get(category, score))
            if score < floor:
                print(f"lighthouse  {name}  {category} {score}, try {tries}: " + "; ".join(_losses(report, category)))
    print(f"lighthouse  {name}  {scores or 'nothing measured'}, tries: {tries}", flush=True)
    return {category for category, floor in FLOORS.items() if scores[category] < floor} if scores else {"nothing"}


def _report(tools: Path, page: Page) -> dict[str, Any] | None:
    """What Lighthouse says of the page, as the same reader; None if it could not measure it."""
    address = page.url.split("#")[0]
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    command = [
        str(tools / "node_modules/.bin/lighthouse"),
        address,
        "--quiet",
        "--no-enable-error-reporting",
        f"--chrome-flags={_FLAGS}",
        f"--only-categories={','.join(FLOORS)}",
        f"--extra-headers={json.dumps({'Cookie': cookies})}",
        "--output=json",
    ]
    environment = {**os.environ, "CHROME_PATH": executable()}
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"lighthouse  {address}  took more than {_PATIENCE} s")
        return None
    if ended.returncode:
        print(f"lighthouse  {address}  {ended.stderr.strip()}")
        return None
    report: dict[str, Any] = json.loads(ended.stdout)
    if any(report["categories"][category]["score"] is None for category in FLOORS):
        print(f"lighthouse  {address}  {report.get('runtimeError', 'a score is missing')}")
        return None
    assert report["finalDisplayedUrl"] == address, f"{address} led to {report['finalDisplayedUrl']}"
    return report


def _losses(report: dict[str, Any], category: str) -> Iterator[str]:
    """What a page lost points for, with the first element at fault."""
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            items = audit.get("details", {}).get("items", [])
            nodes = [item["node"]["snippet"] for item in items if "snippet" in item.get("node", {})]
            yield " ".join([audit["id"], audit.get("displayValue", ""), *nodes[:1]])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), timing_told="--timing-told" in sys.argv[2:]))
