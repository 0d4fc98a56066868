"""A server that breaks the promise on purpose: SQLite's syncing is off, so that the test of it can be seen to fail."""

import sys
from functools import partial

from flask import Flask
from sqlalchemy import event

from quizapp import cli, serving


def application() -> Flask:
    app = serving.application()

    @event.listens_for(app.extensions["quizapp"].database.engine, "connect")
    def stop_syncing(connection: object, record: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]

    return app


if __name__ == "__main__":
    serving.serve = partial(serving.serve, factory="tests.crash.unsynced:application")
    sys.exit(cli.main())
