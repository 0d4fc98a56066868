"""A new teacher, from the address that the first start prints to the first reader's score on the screen."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SMALL_BANK
from tests.servers import RunningServer, running

EMAIL = "anna@school.example"
PASSWORD = "quiet harbour seven lamps"
MOST_ACTIONS = 15


@dataclass
class Driver:
    """Does one thing after another on a page, as a person would, and counts them."""

    page: Page
    actions: int = 0
    shots: list[str] = field(default_factory=list)

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.actions += 1

    def press(self, name: str) -> None:
        """Whatever is pressed leads to a page, which is waited for: the next thing may have the same name."""
        button = self.page.get_by_role("button", name=name, exact=True)
        with self.page.expect_navigation():
            (button if button.count() else self.page.get_by_role("link", name=name, exact=True)).first.click()
        self.actions += 1


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[RunningServer]:
    """A server at its first start."""
    with running(tmp_path / "data") as server:
        yield server


def set_up_address(server: RunningServer) -> str:
    """The address for the first teacher, as the terminal shows it."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if found := re.search(r"http://\S+/teacher/in/\S+", server.said().replace("\n", " ")):
            return found[0]
        time.sleep(0.05)
    raise AssertionError(server.said())


WORDS = {
    "en": {
        "email": "E-mail address",
        "password": "Password",
        "in": "Come in",
        "file": "File",
        "look": "Look at it",
        "publish": "Publish",
        "hand out": "Hand out",
        "link": "Link for readers",
        "start": "Start the quiz",
        "answer": "Answer",
        "next": "Next question",
        "end": "See your score",
        "readers": "The readers",
    },
    "fr": {
        "email": "Adresse électronique",
        "password": "Mot de passe",
        "in": "Entrer",
        "file": "Fichier",
        "look": "Examiner",
        "publish": "Publier",
        "hand out": "Distribuer",
        "link": "Lien pour les lecteurs",
        "start": "Commencer le questionnaire",
        "answer": "Répondre",
        "next": "Question suivante",
        "end": "Voir votre score",
        "readers": "Les lecteurs",
    },
}


@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.thorough)])
@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.thorough)], ids=["with scripts", "without"]
)
def test_from_the_set_up_address_to_the_first_readers_score(
    language: str, scripts: bool, fresh: RunningServer, browser: Browser, tmp_path: Path
) -> None:
    words, file = WORDS[language], tmp_path / "small.yaml"
    file.write_text(SMALL_BANK, "utf-8")
    address = set_up_address(fresh)
    with browser.new_context(locale=language, java_script_enabled=scripts) as context:
        driver = Driver(context.new_page())
        began = time.monotonic()

        driver.page.goto(address)
        driver.actions += 1
        driver.fill(words["email"], EMAIL)
        driver.fill(words["password"], PASSWORD)
        driver.press(words["in"])
        driver.page.get_by_label(words["file"], exact=True).set_input_files(file)
        driver.actions += 1
        driver.press(words["look"])
        driver.press(words["publish"])
        driver.press(words["hand out"])
        driver.press(words["hand out"])
        link = driver.page.get_by_label(words["link"], exact=True).input_value()
        read_a_quiz(browser, link, language, words)
        driver.page.get_by_role("link", name=words["readers"], exact=True).click()
        driver.actions += 1

        took = time.monotonic() - began
        expect(driver.page.get_by_role("row", name="Ben")).to_contain_text("/ 3")
        print(f"\n{language}: {driver.actions} actions of the teacher, {took:.1f} s")
        assert driver.actions < MOST_ACTIONS


def test_a_newcomer_sees_the_map_in_five_actions(fresh: RunningServer, browser: Browser) -> None:
    with browser.new_context(locale="fr") as context:
        driver = Driver(context.new_page())

        driver.page.goto(set_up_address(fresh))
        driver.actions += 1
        driver.fill("Adresse électronique", EMAIL)
        driver.fill("Mot de passe", PASSWORD)
        driver.press("Entrer")
        driver.press("Voir une classe simulée")

        expect(driver.page.locator(".map a.passage").first).to_be_visible()
        expect(driver.page.locator(".made-up")).to_contain_text("Classe simulée.")
        assert driver.actions == 5
        driver.press("La retirer")
        expect(driver.page.get_by_role("button", name="Voir une classe simulée")).to_be_visible()


def read_a_quiz(browser: Browser, link: str, language: str, words: dict[str, str]) -> None:
    """A reader of the class opens the link, answers everything with the first choice, and sees the score."""
    with browser.new_context(locale=language) as context:
        page = context.new_page()
        page.goto(link)
        page.locator("#name").fill("Ben")
        page.get_by_role("button", name=words["start"]).click()
        for number in (1, 2, 3):
            page.locator("label.choice").first.click()
            page.get_by_role("button", name=words["answer"], exact=True).click()
            page.get_by_role("link", name=words["next"] if number < 3 else words["end"]).click()
        expect(page.locator(".score")).to_be_visible()


def test_the_same_by_command_line_alone(fresh: RunningServer, tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "small.yaml"
    file.write_text(SMALL_BANK, "utf-8")

    def quizapp(*words: str) -> str:
        command = [sys.executable, "-m", "quizapp.cli", *words, "--data", str(data)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    invitation = quizapp("teacher", "add", "ben@school.example", "--address", fresh.address)
    loaded = quizapp("bank", "load", str(file), "--hand-out", "--address", fresh.address)

    assert invitation.startswith(f"{fresh.address}/teacher/in/")
    assert "version 1" in loaded
    assert "small" in quizapp("bank", "list")
    slug = loaded.partition(f"{fresh.address}/quiz/")[2].split()[0]
    assert quizapp("results", slug, "--csv").startswith("\ufeffName,")


def test_a_file_of_sixty_questions_with_five_faults_shows_all_five_and_stores_nothing(
    fresh: RunningServer, browser: Browser, tmp_path: Path
) -> None:
    sound = "title: Sixty\nlanguage: en\nquestions:\n" + "".join(
        f"  - id: q{n}\n    kind: single\n    stem: Question {n}?\n    choices: [{{text: A{n}, right: yes}}, B{n}]\n"
        for n in range(1, 61)
    )
    lines = sound.split("\n")
    faulty = [3 + 4 * (n - 1) + 2 for n in (7, 19, 33, 48, 57)]
    for line in faulty:
        lines[line - 1] = "    kind: singel"
    file = tmp_path / "sixty.yaml"
    file.write_text("\n".join(lines), "utf-8")
    with browser.new_context(locale="en") as context:
        page = context.new_page()
        page.goto(set_up_address(fresh))
        page.get_by_label("E-mail address").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Come in").click()

        def look_at(path: Path) -> None:
            page.goto(f"{fresh.address}/teacher/load")
            page.get_by_label("File", exact=True).set_input_files(path)
            page.get_by_role("button", name="Look at it").click()

        look_at(file)
        places = page.locator(".faults .place").all_text_contents()
        assert [int(re.findall(r"\d+", place)[0]) for place in places] == faulty
        assert page.locator(".faults .excerpt").all_text_contents() == ["    kind: singel"] * 5
        assert page.get_by_role("button", name="Publish").count() == 0
        page.goto(f"{fresh.address}/teacher/")
        expect(page.get_by_role("region", name="What waits for you")).to_contain_text("5 faults")
        expect(page.get_by_role("region", name="Banks", exact=True)).not_to_contain_text("Sixty")

        file.write_text(sound, "utf-8")
        look_at(file)
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_role("status")).to_contain_text("The bank is published")

        look_at(file)
        expect(page.get_by_text("Nothing would change")).to_be_visible()
        page.get_by_role("button", name="Go to the bank").click()
        expect(page.get_by_role("status")).to_contain_text("Nothing has changed")
        assert page.get_by_text("version 2").count() == 0
