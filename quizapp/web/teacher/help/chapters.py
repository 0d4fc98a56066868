"""The chapters of the manual and their sections: for its contents, and for the headings on each page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    """Where it stands on its page; links from elsewhere in the app lead there."""
    heading: str


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    """Of its view, its template and its page."""
    title: str
    summary: str
    sections: Sequence[Section]

    def heading(self, id_: str) -> str:
        return next(one.heading for one in self.sections if one.id == id_)


def chapters() -> Sequence[Chapter]:
    """In the order in which a teacher needs them."""
    return (_handing_out(), _banks(), _writing(), _results(), _api(), _privacy())


def _handing_out() -> Chapter:
    return Chapter(
        "handing_out",
        _("Handing out to a class"),
        _("A link, a code, a class list; times, tries and feedback."),
        (
            Section("link", _("A link, a code, a picture")),
            Section("settings", _("The settings of a quiz")),
            Section("several", _("Questions of several banks, or drawn")),
            Section("classes", _("Class lists")),
            Section("extra-time", _("Readers who need more time")),
            Section("mark", _("When the score is a mark")),
        ),
    )


def _banks() -> Chapter:
    return Chapter(
        "banks",
        _("The banks you have"),
        _("Files of Moodle, Canvas, a spreadsheet…: what loads, what comes along, and how it goes home again."),
        (
            Section("programs", _("From the program you use now")),
            Section("looking", _("Looked at before it is stored")),
            Section("along", _("What comes along")),
            Section("finding", _("Finding one again")),
            Section("versions", _("A bank and its versions")),
            Section("sharing", _("With colleagues")),
            Section("home", _("Taking it home")),
            Section("order", _("Putting in order")),
        ),
    )


def _writing() -> Chapter:
    return Chapter(
        "writing",
        _("Writing a bank"),
        _("In the browser, beside the article; or in a file, with every field there is."),
        (
            Section("here", _("In the browser")),
            Section("file", _("In a file")),
            Section("fields", _("The fields")),
            Section("formatting", _("Formatting, pictures and formulas")),
            Section("checking", _("Checking it on the command line")),
        ),
    )


def _results() -> Chapter:
    return Chapter(
        "results",
        _("Results, and marking again"),
        _("What a class misread, and where; how to take the results away, and what to do when a key was wrong."),
        (
            Section("scores", _("A class at a glance")),
            Section("map", _("The article as a map")),
            Section("figures", _("What the figures mean")),
            Section("attempt", _("One attempt")),
            Section("book", _("A class’s book")),
            Section("away", _("Taking the results away")),
            Section("again", _("Marking again")),
        ),
    )


def _api() -> Chapter:
    return Chapter(
        "api",
        _("For programs: the API"),
        _("Banks, quizzes and results as JSON, for a program of yours or your school’s to read."),
        (
            Section("token", _("A token")),
            Section("answers", _("What comes back")),
            Section("addresses", _("The addresses")),
            Section("shapes", _("What is sent")),
        ),
    )


def _privacy() -> Chapter:
    return Chapter(
        "privacy",
        _("Privacy: what is kept"),
        _("Names, answers, cookies: what is stored, how long, and who sees it."),
        (
            Section("kept", _("What is kept, and how long")),
            Section("deleting", _("Deleting")),
            Section("seen", _("Who sees what")),
            Section("tokens", _("What programs see")),
            Section("cookies", _("What a browser keeps")),
        ),
    )
