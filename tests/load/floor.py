"""The floor: what the server, Flask, its session, its forms' tokens and its templates cost by themselves.

A bare Flask app that leads readers along the app's own pages, recorded once and kept as templates of static text, with
the same redirects and number of requests, and no database. It runs on the app's own server, with the same settings.
"""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import click
from flask import Flask, redirect, render_template, url_for
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response as AnyResponse

from quizapp import serving

PAGES = "pages"
"""The folder of recorded pages within the data folder."""

_TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]+')
_SECRET = "the-floor-has-nothing-to-hide-0123456789"


def application() -> Flask:
    app = Flask("floor", static_folder=None, template_folder=Path(os.environ["QUIZAPP_DATA"]) / PAGES)
    app.config.update(SECRET_KEY=_SECRET, WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)

    @app.get("/healthz")
    def healthz() -> str:
        return "ok\n"

    @app.get("/")
    def quizzes() -> str:
        return render_template("quizzes.html")

    @app.get("/quiz/<slug>")
    def quiz(slug: str) -> str:
        return render_template("quiz.html")

    @app.post("/quiz/<slug>/start")
    def start(slug: str) -> AnyResponse:
        response = redirect(url_for("attempt", address=secrets.token_urlsafe(16)), 303)
        response.set_cookie("reader", secrets.token_urlsafe(32), httponly=True, samesite="Lax")
        return response

    @app.get("/attempt/<address>")
    def attempt(address: str) -> AnyResponse:
        return redirect(url_for("question", address=address, number=1), 303)

    @app.get("/attempt/<address>/question/<int:number>")
    def question(address: str, number: int) -> str:
        return render_template(f"question-{number}.html", address=address)

    @app.post("/attempt/<address>/question/<int:number>")
    def respond(address: str, number: int) -> AnyResponse:
        return redirect(url_for("feedback", address=address, number=number), 303)

    @app.get("/attempt/<address>/feedback/<int:number>")
    def feedback(address: str, number: int) -> str:
        return render_template(f"feedback-{number}.html", address=address)

    @app.get("/attempt/<address>/end")
    def end(address: str) -> str:
        return render_template("end.html", address=address)

    return serving.in_line(app)


def record(data: Path, pages: Mapping[str, str], address: str) -> None:
    """Keep pages of the app, by template name, as templates of the floor: static but for the token and the address."""
    folder = data / PAGES
    folder.mkdir(parents=True)
    for name, text in pages.items():
        fixed = _TOKEN.sub(r"\1{% endraw %}{{ csrf_token() }}{% raw %}", text)
        fixed = fixed.replace(address, "{% endraw %}{{ address }}{% raw %}")
        (folder / f"{name}.html").write_text(f"{{% raw %}}{fixed}{{% endraw %}}", encoding="utf-8")


@click.command()
@click.argument("command", type=click.Choice(["serve"]))
@click.option("--port", type=int, required=True)
@click.option("--workers", type=int, default=1)
@click.option("--data", type=click.Path(path_type=Path), required=True)
def main(command: str, port: int, workers: int, data: Path) -> None:
    """Serve the recorded pages of this folder, as `quizapp serve` serves the app."""
    serving.serve(
        serving.ListeningAddress("127.0.0.1", port), data, workers, lambda: None, "tests.load.floor:application"
    )


if __name__ == "__main__":
    main()
