"""Trials among the pages of readers: they are told by their address, and say of themselves that nothing counts."""

from typing import Any

from flask import Flask, request

from quizapp.domain.trials import is_trial


def dress(app: Flask) -> None:
    """Give every template the address of the trial that it is a page of; empty elsewhere."""

    @app.context_processor
    def given() -> dict[str, Any]:
        return {"trial": trial_here()}


def trial_here() -> str:
    """The address of the trial that this request is about, if it is about one."""
    address = (request.view_args or {}).get("address", "")
    return address if request.blueprint == "reader" and is_trial(address) else ""
