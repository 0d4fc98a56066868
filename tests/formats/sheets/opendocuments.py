"""Workbooks of LibreOffice to test with, written by hand."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.formats.packages import package

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing"),
    )
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def ods(*tables: str, styles: str = "", before: str = "") -> bytes:
    """A workbook of these tables."""
    return packed(content(*tables, styles=styles, before=before))


def content(*tables: str, styles: str = "", before: str = "") -> bytes:
    return (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{before}{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    ).encode()


def packed(content: bytes) -> bytes:
    return package(("mimetype", MIMETYPE), ("content.xml", content))


def table(*rows: str, name: str = "Sheet1", style: str = "") -> str:
    return (
        f"<table:table table:name={quoteattr(name)} table:style-name={quoteattr(style)}>{''.join(rows)}</table:table>"
    )


def row(*cells: str, **given: str) -> str:
    return f"<table:table-row{_given('table', given)}>{''.join(cells)}</table:table-row>"


def cell(text: str = "", value: str = "", kind: str = "", **given: str) -> str:
    """One that shows a text; with another value behind it, where one is given."""
    typed = f' office:value-type="{kind}"' if kind else ""
    kept = (
        f' office:{"value" if kind not in ("date", "time", "boolean") else kind + "-value"}="{value}"' if value else ""
    )
    shown = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{typed}{kept}{_given('table', given)}>{shown}</table:table-cell>"


def cells(texts: Sequence[str]) -> str:
    """A row of texts."""
    return row(*(cell(text, kind="string" if text else "") for text in texts))


def _given(prefix: str, given: dict[str, str]) -> str:
    return "".join(f" {prefix}:{name.replace('_', '-')}={quoteattr(value)}" for name, value in given.items())
