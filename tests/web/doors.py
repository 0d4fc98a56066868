"""Every route of the app, and how a test knocks at it. A route that nobody lists here fails the tests."""

from dataclasses import dataclass

from flask import Flask


@dataclass(frozen=True)
class Door:
    method: str
    path: str
    """With « {attempt} » where the address of an attempt stands."""

    @property
    def is_of_an_attempt(self) -> bool:
        return "{attempt}" in self.path

    def of(self, attempt: str) -> str:
        return self.path.format(attempt=attempt)


DOORS = {
    ("static", "GET"): Door("GET", "/static/unknown.css"),
    ("healthz", "GET"): Door("GET", "/healthz"),
    ("reader.quizzes", "GET"): Door("GET", "/"),
    ("reader.quiz", "GET"): Door("GET", "/quiz/summit"),
    ("reader.start", "POST"): Door("POST", "/quiz/summit/start"),
    ("reader.attempt", "GET"): Door("GET", "{attempt}"),
    ("reader.question", "GET"): Door("GET", "{attempt}/question/1"),
    ("reader.respond", "POST"): Door("POST", "{attempt}/question/1"),
    ("reader.article", "GET"): Door("GET", "{attempt}/article"),
    ("reader.overview", "GET"): Door("GET", "{attempt}/overview"),
    ("reader.finish", "POST"): Door("POST", "{attempt}/finish"),
    ("reader.end", "GET"): Door("GET", "{attempt}/end"),
    ("reader.again", "POST"): Door("POST", "{attempt}/again"),
    ("reader.scores", "GET"): Door("GET", "/scores"),
    ("reader.delete", "GET"): Door("GET", "{attempt}/delete"),
    ("reader.delete_now", "POST"): Door("POST", "{attempt}/delete"),
    ("reader.delete_all", "GET"): Door("GET", "/scores/delete"),
    ("reader.delete_all_now", "POST"): Door("POST", "/scores/delete"),
    ("reader.code", "GET"): Door("GET", "{attempt}/code"),
    ("reader.renew_code", "POST"): Door("POST", "{attempt}/code"),
    ("reader.resume", "GET"): Door("GET", "/resume"),
    ("reader.resume_now", "POST"): Door("POST", "/resume"),
    ("reader.language", "GET"): Door("GET", "/language/fr"),
    ("reader.display", "GET"): Door("GET", "/display/theme/dark"),
}

GETS = [door for door in DOORS.values() if door.method == "GET"]
POSTS = [door for door in DOORS.values() if door.method == "POST"]
OF_AN_ATTEMPT = [door for door in DOORS.values() if door.is_of_an_attempt]


def mapped(app: Flask) -> set[tuple[str, str]]:
    """The routes that the app really has, by endpoint and method."""
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
