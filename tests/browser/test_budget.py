"""What a page weighs on the wire, cold: everything the first question needs fits one initial congestion window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.servers import RunningServer

BYTES = 14_000
REQUESTS = 4
SCRIPT_BYTES = 5_000
FONT_BYTES = 60_000


class Scales:
    """Counts what each page load brings over the wire, heads included, by kind."""

    def __init__(self, page: Page) -> None:
        self._kinds: dict[str, str] = {}
        self.loads: list[tuple[str, int]] = []
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.send("Network.setCacheDisabled", {"cacheDisabled": True})
        client.on("Network.responseReceived", lambda event: self._kinds.update({event["requestId"]: event["type"]}))
        client.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, object]) -> None:
        kind = self._kinds.get(str(event["requestId"]), "Document")
        self.loads.append((kind, int(str(event["encodedDataLength"]).split(".")[0])))

    def bytes_of(self, *kinds: str) -> int:
        return sum(size for kind, size in self.loads if kind in kinds)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="fr")
    yield context.new_page()
    context.close()


def test_each_page_is_light(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.address}/quiz/kim-poutine-2023")
    with page.expect_navigation():
        page.click("main form button.button:not([data-listen])")
    question = page.url

    weights = {}
    for name, address in (
        ("list", f"{server.address}/"),
        ("quiz", f"{server.address}/quiz/kim-poutine-2023"),
        ("question", question),
    ):
        scales = Scales(page)
        page.goto(address, wait_until="networkidle")
        needed = [load for load in scales.loads if load[0] != "Font"]
        weights[name] = (scales, sum(size for _, size in needed), len(needed))
        print(f"{name:10} {weights[name][1]:6} bytes  {weights[name][2]} requests  {scales.loads}")

    scales, needed_bytes, requests = weights["question"]
    assert needed_bytes <= BYTES
    assert requests <= REQUESTS
    assert scales.bytes_of("Script") <= SCRIPT_BYTES
    assert scales.bytes_of("Font") <= FONT_BYTES + 2_000  # The faces, and the heads of three replies.
