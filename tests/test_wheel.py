"""The wheel alone, in an empty environment and an unrelated folder, serves what the checkout serves."""

import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.checkouts import copy_of_checkout, environment, serving
from tests.servers import free_port, running

PATHS = ("", "quiz/kim-poutine-2023", "quiz/kim-putin-2023", "resume", "scores")
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="[^"]+"')


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    checkout = copy_of_checkout(folder / "checkout")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(checkout)],
        check=True,
    )
    return next(folder.glob("*.whl"))


def fetched(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path) as reply:
        return _TOKEN.sub("", reply.read().decode())


def raw(address: str) -> bytes:
    with urllib.request.urlopen(address) as reply:
        return bytes(reply.read())


def test_it_holds_what_the_app_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0].split("-")[0] for name in names} == {"quizapp"}
    assert any(name.endswith("messages.mo") for name in names)
    assert any(name.endswith("bank.schema.json") for name in names)
    assert any(name.endswith("_static/app.css") for name in names)
    assert any(name.endswith("_questions/kim-poutine-2023.yaml") for name in names)
    assert not any("test" in name for name in names)


def test_elsewhere_it_serves_the_same_pages_styles_and_banks(wheel: Path, tmp_path: Path) -> None:
    programs = environment(tmp_path / "environment")
    subprocess.run([str(programs / "pip"), "install", "--quiet", str(wheel)], check=True)
    unrelated = tmp_path / "unrelated"
    unrelated.mkdir()
    command = f"{programs / 'quizapp'} serve --port {free_port()} --data {tmp_path / 'data'}"

    with running(tmp_path / "ours") as ours, serving(command, unrelated) as address:
        for path in PATHS:
            page = fetched(f"{ours.address}/", path)
            assert fetched(address, path) == page
        for static in set(re.findall(r'(?:href|src)="/(static/[^"]+)"', page)):
            with (
                urllib.request.urlopen(address + static) as theirs,
                urllib.request.urlopen(f"{ours.address}/{static}") as here,
            ):
                assert theirs.read() == here.read()
