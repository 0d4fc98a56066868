"""What a bank file has wrong with it: a code, a place and values; the sentences stand here, in English, once.

The French ones are in the gettext catalogue; browser and command line pass their own `gettext` to `sentence`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quizapp.domain.banks import Bank


class Severity(StrEnum):
    FAULT = "fault"
    """Stops the load."""
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or doubtful, at one place. Lines and columns count from 1; 0 means the file as a whole."""

    code: str
    line: int = 0
    column: int = 0
    values: Mapping[str, object] = field(default_factory=dict)
    member: str = ""
    """The file inside the package, where it is one; lines and columns are its own."""
    cell: str = ""
    """The cell of a sheet, such as C8."""
    text: str = ""
    """What stands there, where it cannot be seen from the line of a text file."""

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading one file: a bank only if there is no fault."""

    format: str
    bank: Bank | None
    questions: int
    """How many questions were read, sound or not."""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()
    """Questions of kinds the app does not ask."""
    encoding: str = ""
    """The encoding that was found, by the name editors give it; empty where it is unknown, or there is none."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Those of the bank, by their names."""


Progress = Callable[[int, int], None]
"""Told now and then, while a file is read, how many of how many questions have been."""


def unheard(done: int, total: int) -> None:
    """The progress of a reading that nobody watches."""


@dataclass(frozen=True, slots=True)
class _Words:
    severity: Severity
    text: str
    hint: str


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Marks a message for the catalogue without translating it here."""
    return message


def _fault(text: str, hint: str) -> _Words:
    return _Words(Severity.FAULT, text, hint)


def _warning(text: str, hint: str) -> _Words:
    return _Words(Severity.WARNING, text, hint)


CATALOGUE: dict[str, _Words] = {
    # The file
    "unreadable-file": _fault(
        N_("The file cannot be opened: %(reason)s."),
        N_("Check its name, and that you may read it."),
    ),
    "reading-takes-too-long": _fault(
        N_("The file could not be read within %(limit)s seconds, so the reading was stopped."),
        N_("Split it into several banks; if it is small, look for a passage full of brackets or other signs."),
    ),
    "reading-needs-too-much-memory": _fault(
        N_("To read the file would take more than %(limit)s MB of memory, so the reading was stopped."),
        N_("Split it into several banks."),
    ),
    "reading-broke-down": _fault(
        N_("The reading of the file broke down: whatever it holds, nothing was taken over."),
        N_("Try once more; if it happens again, split the file to find the part that cannot be read."),
    ),
    "more-faults": _fault(
        N_("The list of faults ends here; not shown: %(count)s."),
        N_("Mend the ones above, then check the file again."),
    ),
    "more-warnings": _warning(
        N_("The list of warnings ends here; not shown: %(count)s."),
        N_("Look at the ones above, then check the file again."),
    ),
    "empty-file": _fault(
        N_("The file is empty."),
        N_("Start from the example in the README, or from a bank that “quizapp bank export” wrote."),
    ),
    "file-too-large": _fault(
        N_("The file is larger than %(limit)s MB."),
        N_("Split it into several banks."),
    ),
    "binary-file": _fault(
        N_("This is not a text file."),
        N_("Save the bank as plain text in YAML, not as a document of a word processor or an archive."),
    ),
    "bad-encoding": _fault(
        N_("The byte %(byte)s here is not UTF-8: the file was probably saved in an older encoding."),
        N_("Save the file again and choose the encoding UTF-8."),
    ),
    "hidden-character": _fault(
        N_("The invisible control character %(character)s stands here."),
        N_("Delete it: it cannot be shown to a reader."),
    ),
    "yaml-syntax": _fault(
        N_("From here on the file cannot be understood: %(reason)s."),
        N_("Look at this line and the one before: the indentation, a missing colon or quote, a “: ” inside a text."),
    ),
    "yaml-alias": _fault(
        N_("“%(mark)s” is YAML's way to repeat another part of the file, which banks do not use."),
        N_("Write the part out in full; if it is text, put it in quotes."),
    ),
    "yaml-tag": _fault(
        N_("“%(tag)s” is a YAML tag, which banks do not use."),
        N_("Remove it; if it is text, put it in quotes."),
    ),
    "yaml-too-deep": _fault(
        N_("The file is nested more than %(limit)s levels deep."),
        N_("A bank needs no more than six levels: check the brackets and the indentation."),
    ),
    "yaml-two-documents": _fault(
        N_("A second document starts here."),
        N_("Keep one bank a file: remove the “---” line, or put what follows into a file of its own."),
    ),
    # Shape
    "doubled-field": _fault(
        N_("“%(field)s” is given twice."),
        N_("Keep one of the two; the other is on line %(first)s."),
    ),
    "unknown-field": _fault(
        N_("“%(field)s” is not a field known here."),
        N_("Known fields: %(known)s."),
    ),
    "unknown-field-near": _fault(
        N_("“%(field)s” is not a field known here."),
        N_("Did you mean “%(near)s”?"),
    ),
    "missing-field": _fault(
        N_("“%(field)s” is missing."),
        N_("Add a line “%(field)s: …” here."),
    ),
    "empty-text": _fault(
        N_("“%(field)s” is empty."),
        N_("Write its text, or remove the line if it is optional."),
    ),
    "text-too-long": _fault(
        N_("“%(field)s” has %(count)s characters; the limit is %(limit)s."),
        N_("Shorten it."),
    ),
    "not-text": _fault(
        N_("“%(field)s” should be a text, not a list or a group of fields."),
        N_("Put the text after the colon, in quotes if it contains “: ” or “ #”."),
    ),
    "not-list": _fault(
        N_("“%(field)s” should be a list."),
        N_("Write each entry on a line of its own that starts with “- ”."),
    ),
    "not-fields": _fault(
        N_("A group of fields should stand here."),
        N_("Write lines such as “%(example)s”, indented alike."),
    ),
    "too-many": _fault(
        N_("“%(field)s” has %(count)s entries; the limit is %(limit)s."),
        N_("Split the bank, or remove some."),
    ),
    "bad-word": _fault(
        N_("“%(value)s” is not a value of “%(field)s”."),
        N_("Write one of: %(known)s."),
    ),
    "bad-number": _fault(
        N_("“%(value)s” is not a number that “%(field)s” can have."),
        N_("Write a number from %(low)s to %(high)s, such as 0.5, 1/3 or 50%%."),
    ),
    "bad-id": _fault(
        N_("“%(value)s” cannot be an id."),
        N_("Use lower-case letters a to z, digits and hyphens, at most 80, such as “%(near)s”."),
    ),
    "bad-language": _fault(
        N_("“%(value)s” is not a language tag."),
        N_("Write a tag such as fr, en or pt-BR (BCP 47)."),
    ),
    "bad-link": _fault(
        N_("“%(value)s” is not a web address."),
        N_("Write it whole, from https:// on."),
    ),
    "unknown-version": _fault(
        N_("This bank says it is of format version “%(value)s”; this program reads version 1."),
        N_("Update quizapp, or write “quizapp: 1”."),
    ),
    "right-and-fraction": _fault(
        N_("This choice has both “right” and “fraction”."),
        N_("Keep “fraction” if the choice is worth a part of the mark, else “right”."),
    ),
    "mixed-fractions": _fault(
        N_("Some choices of this question have a “fraction” and others have “right”."),
        N_("Use one way for the whole question: “fraction: 1” means right, “fraction: 0” wrong."),
    ),
    # Questions
    "no-questions": _fault(
        N_("There is no question in this bank."),
        N_("Write at least one under “questions:”."),
    ),
    "doubled-id": _fault(
        N_("The id “%(id)s” is already that of question %(first)s."),
        N_("Give this question an id of its own: scores are kept under it."),
    ),
    "too-few-choices": _fault(
        N_("A question needs at least two choices; this one has %(count)s."),
        N_("Add plausible wrong choices."),
    ),
    "no-right-choice": _fault(
        N_("No choice of this question is right."),
        N_("Add “right: yes” to the right one."),
    ),
    "several-right-choices": _fault(
        N_("%(count)s choices are marked right, but the question is of kind “%(kind)s”."),
        N_(
            "Write “kind: multiple” if readers may tick several; if each alone is a full answer, "
            "give each “fraction: 1”."
        ),
    ),
    "no-full-mark": _warning(
        N_("No choice of this question is worth the full mark."),
        N_("Give the best one “fraction: 1”, unless you meant it."),
    ),
    "shares-not-whole": _warning(
        N_("The positive fractions of this question add up to %(total)s instead of 1."),
        N_(
            "Unless you meant it, make the right choices share 1 (for three: 1/3 each), or write “right: yes” "
            "and let quizapp share."
        ),
    ),
    "true-false-needs-two": _fault(
        N_("A true/false question has two choices; this one has %(count)s."),
        N_("Keep two, or write “kind: single”."),
    ),
    "true-false-needs-one": _fault(
        N_("Both choices of this true/false question are right."),
        N_("Mark one of them right."),
    ),
    # Evidence
    "evidence-without-article": _fault(
        N_("This question quotes an article, but the bank has none."),
        N_("Add the article under “article:”, or remove the evidence."),
    ),
    "evidence-not-found": _fault(
        N_("The article does not contain “%(quotation)s”."),
        N_("Copy the passage from the article, letter for letter."),
    ),
    "evidence-not-found-near": _fault(
        N_("The article does not contain “%(quotation)s”."),
        N_("The nearest passage is “%(nearest)s”: copy it, if that is the one you mean."),
    ),
    "evidence-repeated": _fault(
        N_("The article contains “%(quotation)s” %(count)s times."),
        N_("Add words before or after it until it occurs once, for instance “%(wider)s”."),
    ),
    "evidence-across-paragraphs": _fault(
        N_("“%(quotation)s” runs over the end of a paragraph."),
        N_("Quote each paragraph on a line of its own; the first part ends with “%(first)s”."),
    ),
    # Other programs' formats
    "left-out": _warning(
        N_("“%(start)s” is a question of kind “%(kind)s”, which is not asked here."),
        N_("Keep it in the program it comes from."),
    ),
    "nothing-to-ask": _fault(
        N_("No question of this file can be asked here."),
        N_("Only questions with choices can: single-answer, multiple-answer and true/false."),
    ),
    "no-questions-here": _fault(
        N_("There is no question in this file, read as %(format)s."),
        N_("Check that the file is the right one, and whole."),
    ),
    "encoding-guessed": _warning(
        N_("The file is not in UTF-8; it was read as %(encoding)s."),
        N_("Check the accented letters; if they are wrong, save the file again in UTF-8."),
    ),
    "member-unreadable": _warning(
        N_("This part of the package cannot be read: %(reason)s."),
        N_("Open it in the program it comes from, and export it anew."),
    ),
    "member-missing": _fault(
        N_("The package has no file “%(name)s”."),
        N_("Export it anew: without that file nobody can tell what it holds."),
    ),
    "archive-damaged": _fault(
        N_("The package cannot be opened: it is damaged, or no zip archive at all."),
        N_("Export it anew, and send the file as it was saved."),
    ),
    "archive-too-many": _fault(
        N_("The package has %(count)s files; the limit is %(limit)s."),
        N_("Export fewer questions at a time."),
    ),
    "archive-unsafe-name": _fault(
        N_("The name of this file inside the package leads outside it, or has signs that no name should have."),
        N_("Export the package anew; if somebody sent it to you, do not trust it."),
    ),
    "archive-link": _fault(
        N_("This part of the package is a link to another file, not a file."),
        N_("Export the package anew; if somebody sent it to you, do not trust it."),
    ),
    "archive-doubled-name": _fault(
        N_("Two files inside the package have this same name."),
        N_("Export the package anew."),
    ),
    "archive-bomb": _fault(
        N_("Unpacked, this would be far larger than the package: more than %(ratio)s times, or than %(limit)s MB."),
        N_("Remove large media from the package, or export fewer questions at a time."),
    ),
    "xml-syntax": _fault(
        N_("From here on the XML cannot be understood: %(reason)s."),
        N_("Export the file anew; if you have edited it, look at this line and the one before."),
    ),
    "xml-entities": _fault(
        N_("The XML defines entities of its own, which are not read here."),
        N_("Export the file anew; if somebody sent it to you, do not trust it."),
    ),
    "xml-too-deep": _fault(
        N_("The XML is nested more than %(limit)s levels deep."),
        N_("Check that it is the file you meant."),
    ),
    "xml-too-many": _fault(
        N_("The XML has more than %(limit)s elements."),
        N_("Split it into several files."),
    ),
    "json-syntax": _fault(
        N_("From here on the JSON cannot be understood: %(reason)s."),
        N_("Export the file anew; if you have edited it, look at this line and the one before."),
    ),
    "json-too-deep": _fault(
        N_("The JSON is nested more than %(limit)s levels deep."),
        N_("Check that it is the file you meant."),
    ),
    "unknown-format": _fault(
        N_("What this file holds is no format of questions that is known here."),
        N_("See the list of programs and what each calls its export; or start from one of the blank files."),
    ),
    "table-unfit": _fault(
        N_("“rule: table” is for questions of kind “multiple” with at most %(limit)s choices, and needs a “table”."),
        N_("Write “rule: partial” or “rule: all-or-nothing”, or complete the table."),
    ),
    "bad-table": _fault(
        N_("“%(value)s” is no entry of a table of marks."),
        N_("Write the numbers of the ticked choices and what they are worth together, such as “1+3 = 1; 1 = 1/2”."),
    ),
    "bad-picture": _fault(
        N_("What stands under “%(picture)s” is no picture in base64."),
        N_("Remove it, or export the bank anew from where it came."),
    ),
    "mark-changed": _warning(
        N_("The maximum mark of this question is %(given)s, which is none here; %(used)s is used."),
        N_("Set another after loading, if it matters."),
    ),
    "unscored": _warning(
        N_("The file does not say how this question is marked; its key counts, all or nothing."),
        N_("Check the key of this question."),
    ),
    "scoring-simplified": _warning(
        N_("The rules by which this question is marked cannot be followed; its key counts, all or nothing."),
        N_("Check the key of this question."),
    ),
    "cost-limited": _warning(
        N_("A wrong response to this question costs more than the question is worth; here it costs that much."),
        N_("Check what the choices are worth."),
    ),
    "feedback-lost": _warning(
        N_("This question has feedback for cases that are not told apart here; it is not taken over."),
        N_("Put what readers need into the feedback of a choice, or of the whole question."),
    ),
    "tries-lost": _warning(
        N_("This question may be answered several times where it comes from; here the first answer counts."),
        N_("Check that it can be answered at once."),
    ),
    "chance-lost": _warning(
        N_("Parts of this question are drawn anew for each reader where it comes from; here they are always the same."),
        N_("Check that it makes sense as it is."),
    ),
    "inclusion-lost": _warning(
        N_("This question takes in another file, “%(address)s”, which is not there; its text is missing."),
        N_("Load the whole package, or copy the text into the question."),
    ),
    "response-undeclared": _fault(
        N_("The choices of this question answer to “%(name)s”, which the question does not declare."),
        N_("Export it anew; if you have edited it, look at the identifiers of its responses."),
    ),
    "key-is-no-choice": _fault(
        N_("The key of this question is “%(key)s”, which is none of its choices."),
        N_("Mark the right choice in the program it comes from, and export it anew."),
    ),
    "draw-lost": _warning(
        N_("Of %(count)s questions, each reader is given %(pick)s, drawn at random; here all of them are asked."),
        N_("Load fewer of them, if a quiz should be shorter."),
    ),
    "passage-lost": _warning(
        N_("“%(start)s” stands between the questions; it is not taken over."),
        N_("Put what readers need into the questions themselves."),
    ),
    "set-feedback-lost": _warning(
        N_("What is said to the score as a whole is not taken over."),
        N_("Tell your readers in another way, if it matters."),
    ),
    "true-by-order": _warning(
        N_("The choices of this question are not called “true” and “false”: the first is taken for “true”."),
        N_("Check which of the two is right."),
    ),
    "blank-choices-lost": _warning(
        N_("Choices of this question that have no text are not taken over: %(count)s."),
        N_("Write their text in the program it comes from, if they were meant."),
    ),
    "hints-lost": _warning(
        N_("The hints of this question are not taken over."),
        N_("Put what readers need into the question itself."),
    ),
    "links-lost": _warning(
        N_("A link in this question leads nowhere from here; its text stays."),
        N_("Check that the question can be answered without it."),
    ),
    "mathematics-lost": _warning(
        N_("A formula of this question cannot be typeset; its TeX is shown as it is."),
        N_("Check it for a missing bracket."),
    ),
    "description-lost": _warning(
        N_("A picture in this question has no description for those who cannot see it."),
        N_("Give it one in the program it comes from (“alt text”)."),
    ),
    "blank-choices": _warning(
        N_("Choices of this question that have no text are shown as “–”: %(count)s."),
        N_("Write their text in the program it comes from, or remove them there."),
    ),
    "formatting-lost": _warning(
        N_("This question has formatting (colours, columns…) that is not kept."),
        N_("Check that it can be understood without."),
    ),
    "pictures-lost": _warning(
        N_("This question has pictures or sounds that are not in the file."),
        N_("Check that it can be answered without."),
    ),
    "quiz-refused": _fault(
        N_("The program text2qti cannot read this: %(reason)s."),
        N_("Look at this line and the one before: the mark at its beginning, the blank after it, the indentation."),
    ),
    "code-in-quiz": _fault(
        N_("A program stands here that would make questions; no program in a file is ever run."),
        N_("Run text2qti at home and load the package it makes, or write its questions out in the file."),
    ),
    "brace-missing": _fault(
        N_("The answer of this question is not between two curly braces: one is missing, or they are turned round."),
        N_("Put the whole answer between braces, without blank lines; a brace that is text has a backslash before it."),
    ),
    "option-without-question": _fault(
        N_("“%(text)s” is an option, but no question stands before it."),
        N_("Write the question on one line above its options."),
    ),
    "second-question-line": _warning(
        N_("“%(text)s” is not taken over: a question is one line, the last before its options."),
        N_("Write the whole question on one line."),
    ),
    "no-answer-line": _fault(
        N_("This question has no line “ANSWER:”."),
        N_("Write it below the options, in capitals, such as “ANSWER: B”."),
    ),
    "answer-without-question": _fault(
        N_("No question stands before this line “ANSWER:”."),
        N_("Remove the line, or write the question and its options above it."),
    ),
    "answer-is-no-option": _fault(
        N_("“%(letter)s” is none of the options: %(known)s."),
        N_("Write the letter of the right option, in capitals."),
    ),
    "several-letters": _warning(
        N_("“%(text)s” names more than one letter; only %(letter)s counts, for Aiken knows one right answer."),
        N_("If several are right, use another format, such as GIFT."),
    ),
    "label-twice": _fault(
        N_("Two options have the letter %(label)s."),
        N_("Give each option its own letter."),
    ),
    # Tables
    "no-header": _fault(
        N_("No row of this table names its columns, so that nobody can tell the question from its choices."),
        N_("Put a row of names above the first question, such as: %(expected)s."),
    ),
    "quote-unclosed": _fault(
        N_("A quotation mark opens this cell, and none closes it."),
        N_("Close it before the next comma or the end of the cell; one that is text is written twice inside quotes."),
    ),
    "workbook-damaged": _fault(
        N_("The workbook is damaged here: %(reason)s."),
        N_("Open it in the program it comes from, and save it anew."),
    ),
    "old-spreadsheet": _fault(
        N_("This is a workbook in the format that Excel had before 2007 (.xls), which is not read here."),
        N_("Open it in a spreadsheet program, and save it as .xlsx or CSV."),
    ),
    "foreign-spreadsheet": _fault(
        N_("This is a workbook in a format that is not read here (%(ending)s)."),
        N_("Open it in a spreadsheet program, and save it as .xlsx or CSV."),
    ),
    "locked-spreadsheet": _fault(
        N_("This document is locked with a password."),
        N_("Open it, take the password away, and save it as .xlsx or CSV."),
    ),
    "sheet-left": _warning(
        N_("The sheet “%(name)s” is not read: the questions are taken from another."),
        N_("Load it as a file of its own, if it holds questions too."),
    ),
    "column-left": _warning(
        N_("The column “%(name)s” is not known here; what it holds is not taken over."),
        N_("Give it one of the names in the blank file, if it is one of those."),
    ),
    "cell-beyond": _fault(
        N_("“%(value)s” stands to the right of all columns that have a name."),
        N_("If a comma is part of a text, put the whole cell between quotes; else give the column a name."),
    ),
    "times-lost": _warning(
        N_("The time limits of single questions are not taken over."),
        N_("A quiz can have a time limit for the whole of it."),
    ),
    "formula-without-value": _fault(
        N_("The formula in this cell has no value, or an error for one; formulas are not computed here."),
        N_("Open the file in a spreadsheet program and save it anew, or type the text in place of the formula."),
    ),
    "kind-by-key": _warning(
        N_("%(count)s choices of this question are right and its kind is not given: readers may tick several."),
        N_("Add a column “kind”, with “multiple” or “single” in it."),
    ),
    "no-key": _fault(
        N_("Nothing says which choice of this question is right."),
        N_("Write the number or the letter of the right choice here; of several, with commas between."),
    ),
    "ambiguous-key": _fault(
        N_("“%(value)s” may name one choice by its number or letter, and another by its text."),
        N_("Call the column “right”: there a number or a letter is always the place of a choice."),
    ),
    "right-and-fractions": _fault(
        N_("This question has both “right” and “fractions”."),
        N_("Keep “fractions” if choices are worth parts of the mark, else “right”."),
    ),
    "fractions-miscounted": _fault(
        N_("“%(value)s” has %(count)s fractions for %(choices)s choices."),
        N_("Write one for each choice, with semicolons between, such as “1; 0.5; 0”."),
    ),
    # Class lists
    "no-name": _fault(
        N_("There is no name on this line."),
        N_("Write one, or remove the line."),
    ),
    "name-too-long": _fault(
        N_("This name has more than %(limit)s characters."),
        N_("Shorten it: one name goes on each line."),
    ),
    "name-doubled": _fault(
        N_("“%(name)s” is already in the list."),
        N_("Tell the two apart, with an initial for instance."),
    ),
    "extra-time-unreadable": _fault(
        N_("“%(value)s” is no extra time."),
        N_("Write per cent of the time limit, from 0 to 300, such as 33 or 1/3."),
    ),
    "too-many-names": _fault(
        N_("The class would have %(count)s names; the limit is %(limit)s."),
        N_("Split the class."),
    ),
    "unreadable-table": _fault(
        N_("The table cannot be read: a cell of it is longer than any name."),
        N_("Look for a quotation mark that is opened and never closed."),
    ),
    "no-name-column": _fault(
        N_("No column of this table is for names."),
        N_("Call one of them “name”, or “first name” and “last name”."),
    ),
    # Doubts
    "no-evidence": _warning(
        N_("This question has no evidence."),
        N_("Quote the passage of the article that proves its answer under “evidence:”."),
    ),
    "doubled-choice": _warning(
        N_("The choice “%(text)s” occurs twice."),
        N_("Change one of the two: a reader cannot tell them apart."),
    ),
    "key-always-longest": _warning(
        N_("In all %(count)s single-answer questions the right choice is the longest."),
        N_("Readers notice: give the wrong choices the same length and form."),
    ),
    "key-always-in-place": _warning(
        N_("In all %(count)s single-answer questions the right choice is number %(place)s."),
        N_("Put it in other places: a quiz may be set to keep your order."),
    ),
    "all-of-the-above": _warning(
        N_("“%(text)s” points at the other choices, but they are shuffled."),
        N_("Add “fixed: yes” to this choice, so that it stays in its place."),
    ),
    "ticking-all-pays": _warning(
        N_("A reader who ticks every choice of this question gets the full mark."),
        N_("Give the wrong choices a negative fraction, or write “rule: all-or-nothing”."),
    ),
    "untouched-paragraph": _warning(
        N_("No question has its evidence in the paragraph “%(start)s”."),
        N_("Ask something about it, if it matters."),
    ),
    "direction-override": _warning(
        N_("An invisible character (%(character)s) here turns the direction of the text."),
        N_("Delete it unless you meant it: what readers see may differ from what you typed."),
    ),
    "article-link": _warning(
        N_("Links and pictures in the article are shown as their text only."),
        N_("Give the address of the article under “source: link:”."),
    ),
}


def sentence(problem: Problem, gettext: Callable[[str], str]) -> tuple[str, str]:
    """What is wrong, and what to write instead, in the language of `gettext`."""
    words = CATALOGUE[problem.code]
    return gettext(words.text) % problem.values, gettext(words.hint) % problem.values
