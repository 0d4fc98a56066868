"""The programs that teachers come from: what each of them exports, and where one asks it to."""

from dataclasses import dataclass

from quizapp.formats import (
    aiken,
    blackboard_pool,
    h5p,
    json_quizzes,
    moodle,
    native,
    opentdb,
    pdf,
    plaintext,
    qti,
    qti12,
    sheets,
    text2qti_markdown,
    word,
)
from quizapp.formats.file import Format
from quizapp.formats.moodle import gift
from quizapp.formats.problems import N_


@dataclass(frozen=True, slots=True)
class Home:
    """One program, or several that export alike."""

    name: str
    formats: tuple[Format, ...]
    """Of the files that it exports; all of FORMATS are somebody's."""
    export: str
    """How one gets such a file, for the catalogues."""
    was_seen: bool = True
    """Whether a genuine file of it was read; others are read as they are described."""


HOMES: tuple[Home, ...] = (
    Home(
        "Moodle",
        (moodle.FORMAT, gift.FORMAT, aiken.FORMAT),
        N_(
            "Question bank, Export, “Moodle XML format”: pictures, categories and feedback come along. "
            "GIFT and Aiken files load too."
        ),
    ),
    Home("Canvas", (qti12.FORMAT,), N_("Settings, “Export Course Content”, Quiz: a .zip or .imscc file (QTI 1.2).")),
    Home(
        "Blackboard",
        (qti12.FORMAT, qti.FORMAT, blackboard_pool.FORMAT, sheets.FORMAT),
        N_(
            "Tests or Pools, “Export” or “Export QTI 2.1 package”: the .zip file. "
            "The text with tabs that one uploads (“Upload questions”) loads too."
        ),
    ),
    Home(
        "Brightspace",
        (sheets.FORMAT, qti12.FORMAT),
        N_(
            "The CSV file that one imports into the question library, or quizzes from “Import / Export / Copy "
            "Components”: the .zip file."
        ),
    ),
    Home("Sakai", (qti12.FORMAT,), N_("Tests & Quizzes, “Export” as IMS QTI 1.2: the .xml file."), was_seen=False),
    Home(
        "Chamilo",
        (sheets.FORMAT, aiken.FORMAT),
        N_("The spreadsheet that one fills for “Import Excel quiz”, saved as .xlsx or CSV; Aiken files."),
        was_seen=False,
    ),
    Home(
        N_("TAO, OpenOlat, Inspera and others"),
        (qti.FORMAT,),
        N_("“QTI package”, version 2.1, 2.2 or 3.0, or a single item in XML."),
    ),
    Home(
        "Kahoot!",
        (sheets.FORMAT, json_quizzes.FORMAT),
        N_("The spreadsheet that one fills for “Import from spreadsheet” (.xlsx), or the report of a game."),
    ),
    Home("Quizizz / Wayground, Blooket", (sheets.FORMAT,), N_("Their import spreadsheet, as .xlsx or CSV.")),
    Home("Socrative, Wooclap", (sheets.FORMAT,), N_("Their import spreadsheet, as .xlsx or CSV."), was_seen=False),
    Home(
        N_("A spreadsheet of your own"),
        (sheets.FORMAT, sheets.UNNAMED),
        N_("A row for each question, under headings, as .xlsx, .ods, CSV or TSV. “Load a bank” has a blank one."),
    ),
    Home(
        N_("Text of your own"),
        (plaintext.FORMAT,),
        N_(
            "Questions typed or pasted as one writes them: choices “A.”, “a)” or “-”, the right one named by "
            "“Answer: B”, by a star, or in a list at the end. Files of Respondus, AMC-TXT and Markdown lists load too."
        ),
    ),
    Home(
        N_("Word, LibreOffice, Google Docs"),
        (word.FORMAT, word.OPEN_DOCUMENT, word.PAGE),
        N_(
            "The document itself (.docx, .odt), with its numbering, tables, pictures and equations; the right choice "
            "in bold or in a colour, or named by “Answer: B”. What is pasted from it keeps its lists and its looks."
        ),
    ),
    Home(
        "PDF",
        (pdf.FORMAT,),
        N_("Its words, to be looked over, where quizapp was installed with its extra “pdf”; a scan has none."),
    ),
    Home(
        "H5P",
        (h5p.FORMAT,),
        N_("“Reuse”, “Download as an .h5p file”: question sets, multiple choice, true/false."),
    ),
    Home("text2qti", (text2qti_markdown.FORMAT,), N_("The Markdown file itself.")),
    Home("Open Trivia DB", (opentdb.FORMAT,), N_("What its API answers, as JSON.")),
    Home(
        N_("ClassQuiz, QuizAPI, The Trivia API, programs of your own"),
        (json_quizzes.FORMAT,),
        N_("Questions as JSON: each with its text, its choices, and which of them are right."),
    ),
    Home("quizapp", (native.FORMAT,), N_("The YAML file that one writes by hand, or downloads here.")),
)
"""In the order in which teachers are likely to look for theirs."""
