"""What a file is that holds no bank, and the step that leads on."""

from quizapp.formats.catalogue.words import N_, Sentences, fault, warning

_COPY = N_("Copy its questions and paste them as text, each with its choices A) B) C) and below them “ANSWER: B”.")
_EXPORT = N_("Export the questions from that program instead: the list of programs says what each calls it.")
_SINGLE = N_("Unpack it, and load the file with the questions.")

SENTENCES: Sentences = {
    "is-pdf": fault(N_("This is a PDF: it holds pages as they look, not questions."), _COPY),
    "pdf-locked": fault(
        N_("This PDF is locked: its words can only be read with a password."),
        N_("Open it with the password, copy its text, and paste that here."),
    ),
    "pdf-without-text": fault(
        N_("This PDF shows no words: it is probably a scan, a picture of each page."),
        N_("Have the pages recognised as text by another program first, or type the questions here."),
    ),
    "pdf-layout": warning(
        N_("A PDF knows where letters stand, not what belongs together: its layout may have mixed the lines."),
        N_("Look through each question; below, the text can be put right."),
    ),
    "is-picture": fault(N_("This is a picture."), N_("Load the questions as text: a picture of them cannot be read.")),
    "is-old-document": fault(
        N_("This is a document of Office as it was before 2007, or one that is locked."),
        N_("Open it, and copy its questions; or save a table of questions as XLSX or CSV."),
    ),
    "is-rtf": fault(N_("This is a document in Rich Text Format (RTF)."), _COPY),
    "is-open-document": fault(N_("This is a document of LibreOffice or OpenOffice."), _COPY),
    "is-iwork": fault(
        N_("This is an Apple document (%(program)s)."),
        N_("In that program, choose File, then Export To: Word for a text, Excel for a table. Load the file it makes."),
    ),
    "is-slides": fault(N_("These are slides."), _COPY),
    "is-book": fault(N_("This is an e-book."), _COPY),
    "is-sound": fault(N_("This is a sound, or a film."), N_("Load the questions as text.")),
    "is-course-backup": fault(
        N_("This is a backup of a whole Moodle course."),
        N_("In Moodle, open the question bank of the course, choose Export, and the format Moodle XML."),
    ),
    "is-scorm": fault(
        N_("This is a SCORM package: a lesson that runs by itself, from which no questions can be taken."), _EXPORT
    ),
    "is-archive": fault(N_("This is an archive of other files, none of which is a bank."), _SINGLE),
    "several-banks": fault(
        N_("This is an archive of several banks: %(names)s."),
        N_("Choose the one to look at, or unpack it and load them one by one."),
    ),
    "is-page": fault(N_("This is a saved web page."), _EXPORT),
    "is-xml": fault(N_("This is XML of another program: its first element is “%(element)s”."), _EXPORT),
    "is-latex": fault(N_("This is a LaTeX document."), _COPY),
    "is-json": fault(N_("This is JSON of another program."), _EXPORT),
    "is-answers": fault(
        N_("These are people’s answers, not questions."),
        N_("Load the questions themselves: a form’s answers hold neither its choices nor its key."),
    ),
    "is-grades": fault(
        N_("This is a list of pupils with their marks, not questions."),
        N_("To let them answer by name, make a class of it, on the page of your classes."),
    ),
    "is-cards": fault(
        N_("These are flash cards: each has two sides, and no wrong choices."),
        N_("Give each question at least one wrong choice; one of the blank files shows how."),
    ),
    "no-questions-seen": fault(
        N_("No questions were recognised in this text."),
        N_("Write each question on a line, its choices below it as A) B) C), and then “ANSWER: B”."),
    ),
    "no-text": fault(N_("This is no text, and no kind of file that is known here: it ends in “%(ending)s”."), _EXPORT),
}
