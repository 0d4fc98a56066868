"""One frozen page, one template: the template sees `page` and nothing else of ours."""

from typing import ClassVar, Protocol

from flask import render_template


class Page(Protocol):
    template: ClassVar[str]


def render(page: Page) -> str:
    return render_template(page.template, page=page)
