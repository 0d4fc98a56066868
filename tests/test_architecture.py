"""The house rules, checked: imports point down, words are complete, nothing is left half done."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.checkouts import GIT, ROOT

SOURCES = sorted((ROOT / "quizapp").rglob("*.py"))
FRENCH = ROOT / "quizapp/translations/fr/LC_MESSAGES/messages.po"
LONGEST_FILE = 450
MOST_PARAMETERS = 6
"""Of a service: who asks is one of them (services/visits.py)."""
LONGEST_FUNCTION = 45
SHARED_NAMES = {
    "Settings": "the installation's and the attempt's: each is what its module is about",
    "Unreadable": "of each syntax, and always said with it: xmltree.Unreadable",
}
"""Names that two modules give to classes of theirs, and why."""
ALLOWED = {"pyproject.toml", "README.md", "LICENSE", "quizapp", "questions", "static", "tests"}


@pytest.mark.parametrize(
    "command",
    [
        ["lint-imports"],
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        pytest.param(["mypy"], marks=pytest.mark.thorough),  # Half a minute, and whoever changes the code runs it.
    ],
    ids=" ".join,
)
def test_the_checkers_find_nothing(command: list[str]) -> None:
    tool = shutil.which(command[0], path=str(Path(sys.executable).parent))
    assert tool, f"{command[0]} is not installed"

    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        f"{source.relative_to(ROOT)}:{inner.lineno}"
        for source in SOURCES
        for outer in functions(source)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert found == []


def test_no_lock_thread_or_pool_is_made_as_a_module_is_imported() -> None:
    late = re.compile(r"(?:.*\.)?(?:R?Lock|Semaphore|Condition|Event|Thread|Database|Errands|PasswordHasher|Passwords)")
    found = [
        f"{source.relative_to(ROOT)}:{call.lineno}"
        for source in SOURCES
        for statement in ast.parse(source.read_text("utf-8")).body
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and late.fullmatch(ast.unparse(call.func))
    ]

    assert found == []


def test_no_file_is_too_long_to_be_read() -> None:
    lengths = {str(source.relative_to(ROOT)): source.read_text("utf-8").count("\n") for source in SOURCES}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_be_seen_at_once() -> None:
    long = {
        f"{source.stem}.{function.name}"
        for source in SOURCES
        if "migrations" not in source.parts
        for function in functions(source)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    }

    assert long == set(), "split it"


def test_no_time_is_told_on_the_clock_of_whatever_machine_serves() -> None:
    """Each function that tells or reads one is given whose clock it is on."""
    takes_no_zone = {"astimezone": 0, "now": 0, "fromtimestamp": 1, "today": 0, "localtime": 0, "tzset": 0}
    found = [
        f"{source.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)}"
        for source in SOURCES
        for call in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if len(call.args) + len(call.keywords) <= takes_no_zone.get(call.func.attr, -1)
    ]

    assert found == []


def test_of_sqlalchemy_only_the_session_is_known_above_the_store() -> None:
    rooms = ("services", "web", "cli", "app.py", "serving.py")
    above = [source for source in SOURCES if source.relative_to(ROOT / "quizapp").parts[0] in rooms]

    found = {
        (str(source.relative_to(ROOT)), name)
        for source in above
        for name in imports(source)
        if name.partition(".")[0] in ("sqlalchemy", "alembic") and name != "sqlalchemy.orm.Session"
    }

    assert len(above) > 50
    assert found == set()


def test_only_the_store_opens_a_transaction_others_give_it_work_that_can_be_done_again() -> None:
    found = [
        f"{source.relative_to(ROOT)}:{node.lineno}"
        for source in SOURCES
        if source.relative_to(ROOT / "quizapp").parts[0] != "store"
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "transaction"
    ]

    assert found == []


def test_services_take_few_things_and_none_that_can_be_taken_for_each_other() -> None:
    for source in (source for source in SOURCES if source.parent.name == "services"):
        for function in functions(source):
            given = [*function.args.posonlyargs, *function.args.args]
            kinds = [ast.unparse(one.annotation) if one.annotation else "self" for one in given]
            where = f"{source.name}: {function.name}"

            assert len(given) + len(function.args.kwonlyargs) <= MOST_PARAMETERS, where
            for neighbours in zip(kinds, kinds[1:], kinds[2:], strict=False):
                assert set(neighbours) - {"str", "str | None"}, f"{where}: three texts in a row"


def functions(source: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, those of classes and of functions too."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(source: Path) -> Iterator[str]:
    """What a file imports, by its full name."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)


def test_no_two_classes_bear_one_name() -> None:
    modules: dict[str, list[str]] = {}
    for source in SOURCES:
        for node in ast.parse(source.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules.setdefault(node.name, []).append(str(source.relative_to(ROOT)))

    twice = {name: there for name, there in modules.items() if len(there) > 1 and name not in SHARED_NAMES}
    assert len(modules) > 300
    assert {name: there for name, there in twice.items() if not name.endswith("Page")} == {}, "a page has a room"
    assert [name for name in SHARED_NAMES if len(modules.get(name, ())) < 2] == [], "take it from the list"


def test_nothing_is_left_to_do_later() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    written = [
        file
        for folder in ("quizapp", "static")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in (".py", ".html", ".css", ".js")
    ]

    found = [str(file) for file in written if unfinished.search(file.read_text("utf-8"))]

    assert len(written) > len(SOURCES)
    assert found == []


def test_the_top_level_holds_what_it_may() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the top level of an unpacked archive is not ours to judge")
    listed = subprocess.run([*GIT, "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tops = {line.split("/")[0] for line in listed.splitlines()}

    strangers = {top for top in tops - ALLOWED if not top.startswith((".", "requirements"))}

    assert strangers == set()


@pytest.mark.parametrize(
    ("idiom", "homes"),
    [
        (r"\bredirect\(", ["rendering.py"]),  # see, see_path
        (r"attachment;", ["files.py"]),  # attached
        (r"csrf_token", ["cookies.py", "doors.py"]),  # csrf_field
    ],
)
def test_pages_lead_on_and_files_and_tokens_go_out_in_one_way(idiom: str, homes: list[str]) -> None:
    web = [source for source in SOURCES if "web" in source.parts]
    templates = sorted((ROOT / "quizapp/templates").rglob("*.html"))

    assert [file.name for file in [*web, *templates] if re.search(idiom, file.read_text("utf-8"))] == homes


# --- words ---


def extracted() -> Iterator[tuple[str | tuple[str, ...], list[str]]]:
    """Every message of the sources, as pybabel finds it."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    keywords = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "counted": (1, 2)}
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    for _file, _line, message, comments, _context in extract_from_dir(ROOT, methods, {}, keywords):
        yield message, comments


def catalogue() -> Catalog:
    with FRENCH.open("rb") as opened:
        return read_po(opened, locale="fr")


def test_every_message_has_a_french_translation_and_none_is_stale() -> None:
    wanted = {message for message, _ in extracted()}
    french = catalogue()
    translated = {message.id for message in french if message.id and not message.fuzzy and all(_texts(message.string))}

    assert wanted - translated == set(), "missing or fuzzy"
    assert translated - wanted == set(), "no longer used"
    assert french.obsolete == {}


def test_translations_keep_the_placeholders() -> None:
    placeholder = re.compile(r"%\(\w+\)s|%%")

    for message in catalogue():
        if message.id:
            wanted = set(placeholder.findall(_texts(message.id)[-1]))
            for text in _texts(message.string):
                found = set(placeholder.findall(text))
                assert found == wanted or (message.pluralizable and found == wanted - {"%(num)s"}), message.id


def test_the_compiled_catalogue_is_that_of_the_words() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue())

    assert FRENCH.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_french_words_have_french_spaces() -> None:
    bare = re.compile(r"[^\s\u202f/.:]\s?[;!?»]|«[^\u202f]|[^\u202f\d/]:(?=\s|$)")

    for message in catalogue():
        for text in _texts(message.string) if message.id else ():
            for found in bare.finditer(text):
                assert "\u202f" in found[0] or _is_code(text, found.start()), text


def _is_code(text: str, at: int) -> bool:
    """Whether a place is inside « », where what is quoted may be code that a teacher types."""
    return text.rfind("«", 0, at) > text.rfind("»", 0, at)


def _texts(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())
