"""The wheel alone, in an empty environment and an unrelated folder, serves what the checkout serves."""

import re
import subprocess
import sys
import tarfile
import urllib.parse
import urllib.request
import zipfile
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from flask import Flask

from quizapp.web.assets import Assets
from tests.checkouts import ROOT, copy_of_checkout, environment, serving
from tests.servers import free_port, running
from tests.visitors import masked

QUIZZES = ("kim-poutine-2023", "kim-putin-2023")
PATHS = ("", *(f"quiz/{slug}" for slug in QUIZZES), "resume", "scores")
SAME_ORDERS = {"QUIZAPP_SEED": "the same orders on both"}
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packages")


@pytest.fixture(scope="module")
def sdist(folder: Path) -> Path:
    checkout = copy_of_checkout(folder / "checkout")
    built = subprocess.run(
        [sys.executable, "-c", "from hatchling import build; print(build.build_sdist('..'))"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    return folder / built.stdout.strip()


@pytest.fixture(scope="module")
def wheel(folder: Path, sdist: Path) -> Path:
    """Built from the sdist, which so shows that it holds all it needs."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(sdist)], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(folder: Path, wheel: Path) -> Path:
    """The programs of an environment that holds the wheel, and of other packages exactly those that are pinned."""
    programs = environment(folder / "environment")
    pip = [str(programs / "pip"), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
    subprocess.run([*pip, str(wheel)], check=True)
    return programs


class Site:
    """A server seen by one reader, without what is drawn anew for each."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def fetched(self, path: str) -> str:
        return masked(self._text(path))

    def raw(self, path: str) -> bytes:
        with self._opener.open(self._address + path) as reply:
            return bytes(reply.read())

    def asked(self, slug: str) -> str:
        """The first question of a new attempt."""
        found = _TOKEN.search(self._text(f"quiz/{slug}"))
        assert found
        form = urllib.parse.urlencode({"csrf_token": found[1]}).encode()
        with self._opener.open(f"{self._address}quiz/{slug}/start", form) as reply:
            return masked(reply.read().decode())

    def _text(self, path: str) -> str:
        return self.raw(path).decode()


def statics() -> list[str]:
    """The addresses of all static files."""
    static = ROOT / "static"
    assets = Assets(static)
    with Flask("tests").test_request_context():
        return [assets.path(file.relative_to(static).as_posix())[1:] for file in static.rglob("*") if file.is_file()]


def test_the_wheel_holds_what_the_app_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0].split("-")[0] for name in names} == {"quizapp"}
    assert any(name.endswith("messages.mo") for name in names)
    assert any(name.endswith("bank.schema.json") for name in names)
    assert any(name.endswith("_static/app.css") for name in names)
    assert any(name.endswith("_questions/kim-poutine-2023.yaml") for name in names)
    assert not any("test" in name for name in names)


def test_the_sdist_holds_the_files_of_the_checkout(sdist: Path, folder: Path) -> None:
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()} - {"PKG-INFO"}
    checkout = folder / "checkout"

    assert held == {file.relative_to(checkout).as_posix() for file in checkout.rglob("*") if file.is_file()}


@pytest.mark.thorough  # It fetches and installs all that the app needs.
def test_elsewhere_it_serves_the_same_pages_styles_and_banks(programs: Path, tmp_path: Path) -> None:
    unrelated = tmp_path / "unrelated"
    unrelated.mkdir()
    command = f"{programs / 'quizapp'} serve --port {free_port()} --data {tmp_path / 'data'}"

    with (
        running(tmp_path / "ours", SAME_ORDERS) as server,
        serving(command, unrelated, SAME_ORDERS) as address,
    ):
        ours, theirs = Site(f"{server.address}/"), Site(address)
        for path in PATHS:
            assert theirs.fetched(path).replace(address, f"{server.address}/") == ours.fetched(path)
        for slug in QUIZZES:
            assert "form" in ours.asked(slug)
            assert theirs.asked(slug) == ours.asked(slug)
        for path in statics():
            assert theirs.raw(path) == ours.raw(path), path
        for slug in QUIZZES:
            assert exported([str(programs / "quizapp")], slug, tmp_path / "data") == exported(
                [sys.executable, "-m", "quizapp.cli"], slug, tmp_path / "ours"
            )


def exported(command: list[str], slug: str, data: Path) -> bytes:
    return subprocess.run(
        [*command, "bank", "export", slug, "--data", str(data)], check=True, capture_output=True
    ).stdout


def test_nothing_is_missing_among_the_pinned_requirements(programs: Path) -> None:
    checked = subprocess.run([str(programs / "pip"), "check"], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout
