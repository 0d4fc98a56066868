"""What may be wrong with a file as a file: its bytes, its encoding, its syntax, its package or sheet."""

from quizapp.formats.catalogue.words import N_, Sentences, fault, warning

SENTENCES: Sentences = {
    "unreadable-file": fault(
        N_("The file cannot be opened: %(reason)s."),
        N_("Check its name, and that you may read it."),
    ),
    "reading-takes-too-long": fault(
        N_("The file could not be read within %(limit)s seconds, so the reading was stopped."),
        N_("Split it into several banks; if it is small, look for a passage full of brackets or other signs."),
    ),
    "reading-needs-too-much-memory": fault(
        N_("To read the file would take more than %(limit)s MB of memory, so the reading was stopped."),
        N_("Split it into several banks."),
    ),
    "reading-broke-down": fault(
        N_("The reading of the file broke down: whatever it holds, nothing was taken over."),
        N_("Try once more; if it happens again, split the file to find the part that cannot be read."),
    ),
    "more-faults": fault(
        N_("The list of faults ends here; not shown: %(count)s."),
        N_("Mend the ones above, then check the file again."),
    ),
    "more-warnings": warning(
        N_("The list of warnings ends here; not shown: %(count)s."),
        N_("Look at the ones above, then check the file again."),
    ),
    "empty-file": fault(
        N_("The file is empty."),
        N_("Start from the example in the README, or from a bank that “quizapp bank export” wrote."),
    ),
    "file-too-large": fault(
        N_("The file is larger than %(limit)s MB."),
        N_("Split it into several banks."),
    ),
    "binary-file": fault(
        N_("This is not a text file."),
        N_("Save the bank as plain text in YAML, not as a document of a word processor or an archive."),
    ),
    "bad-encoding": fault(
        N_("The byte %(byte)s here is not UTF-8: the file was probably saved in an older encoding."),
        N_("Save the file again and choose the encoding UTF-8."),
    ),
    "hidden-character": fault(
        N_("The invisible control character %(character)s stands here."),
        N_("Delete it: it cannot be shown to a reader."),
    ),
    "yaml-syntax": fault(
        N_("From here on the file cannot be understood: %(reason)s."),
        N_("Look at this line and the one before: the indentation, a missing colon or quote, a “: ” inside a text."),
    ),
    "yaml-alias": fault(
        N_("“%(mark)s” is YAML's way to repeat another part of the file, which banks do not use."),
        N_("Write the part out in full; if it is text, put it in quotes."),
    ),
    "yaml-tag": fault(
        N_("“%(tag)s” is a YAML tag, which banks do not use."),
        N_("Remove it; if it is text, put it in quotes."),
    ),
    "yaml-too-deep": fault(
        N_("The file is nested more than %(limit)s levels deep."),
        N_("A bank needs no more than six levels: check the brackets and the indentation."),
    ),
    "yaml-two-documents": fault(
        N_("A second document starts here."),
        N_("Keep one bank a file: remove the “---” line, or put what follows into a file of its own."),
    ),
    "decoded-twice": warning(
        N_("“%(seen)s” stands where “%(meant)s” was meant: the text was read in a wrong encoding before it was saved."),
        N_("Export it again in UTF-8, or correct these letters wherever they stand."),
    ),
    "member-unreadable": warning(
        N_("This part of the package cannot be read: %(reason)s."),
        N_("Open it in the program it comes from, and export it anew."),
    ),
    "member-missing": fault(
        N_("The package has no file “%(name)s”."),
        N_("Export it anew: without that file nobody can tell what it holds."),
    ),
    "archive-damaged": fault(
        N_("The package cannot be opened: it is damaged, or no zip archive at all."),
        N_("Export it anew, and send the file as it was saved."),
    ),
    "archive-too-many": fault(
        N_("The package has %(count)s files; the limit is %(limit)s."),
        N_("Export fewer questions at a time."),
    ),
    "archive-unsafe-name": fault(
        N_("The name of this file inside the package leads outside it, or has signs that no name should have."),
        N_("Export the package anew; if somebody sent it to you, do not trust it."),
    ),
    "archive-link": fault(
        N_("This part of the package is a link to another file, not a file."),
        N_("Export the package anew; if somebody sent it to you, do not trust it."),
    ),
    "archive-doubled-name": fault(
        N_("Two files inside the package have this same name."),
        N_("Export the package anew."),
    ),
    "archive-packing": fault(
        N_("This part of the package is packed in a way that is not read here (%(packing)s)."),
        N_("Unpack it, and pack it anew as an ordinary zip archive, as every computer does by itself."),
    ),
    "archive-overlap": fault(
        N_("This part of the package lies upon another, “%(other)s”, as in no package that a program saves."),
        N_("Export the package anew; if somebody sent it to you, do not trust it."),
    ),
    "archive-bomb": fault(
        N_("Unpacked, this would be far larger than the package: more than %(ratio)s times, or than %(limit)s MB."),
        N_("Remove large media from the package, or export fewer questions at a time."),
    ),
    "xml-syntax": fault(
        N_("From here on the XML cannot be understood: %(reason)s."),
        N_("Export the file anew; if you have edited it, look at this line and the one before."),
    ),
    "xml-entities": fault(
        N_("The XML defines entities of its own, which are not read here."),
        N_("Export the file anew; if somebody sent it to you, do not trust it."),
    ),
    "xml-too-deep": fault(
        N_("The XML is nested more than %(limit)s levels deep."),
        N_("Check that it is the file you meant."),
    ),
    "json-syntax": fault(
        N_("From here on the JSON cannot be understood: %(reason)s."),
        N_("Export the file anew; if you have edited it, look at this line and the one before."),
    ),
    "json-too-deep": fault(
        N_("The JSON is nested more than %(limit)s levels deep."),
        N_("Check that it is the file you meant."),
    ),
    "no-header": fault(
        N_("No row of this table names its columns, so that nobody can tell the question from its choices."),
        N_("Say what each column holds, or put a row of names above the first question, such as: %(expected)s."),
    ),
    "no-key-column": fault(
        N_("No column of this table says which choice is right."),
        N_("Say what each column holds; or add a column “right” with the number, or the letter, of the right choice."),
    ),
    "quote-unclosed": fault(
        N_("A quotation mark opens this cell, and none closes it."),
        N_("Close it before the next comma or the end of the cell; one that is text is written twice inside quotes."),
    ),
    "workbook-damaged": fault(
        N_("The workbook is damaged here: %(reason)s."),
        N_("Open it in the program it comes from, and save it anew."),
    ),
    "old-spreadsheet": fault(
        N_("This is a workbook in the format that Excel had before 2007 (.xls), which is not read here."),
        N_("Open it in a spreadsheet program, and save it as .xlsx, .ods or CSV."),
    ),
    "foreign-spreadsheet": fault(
        N_("This is a workbook in a format that is not read here (%(ending)s)."),
        N_("Open it in a spreadsheet program, and save it as .xlsx, .ods or CSV."),
    ),
    "locked-spreadsheet": fault(
        N_("This document is locked with a password."),
        N_("Open it, take the password away, and save it again."),
    ),
    "sheet-left": warning(
        N_("The sheet “%(name)s” is not read: the questions are taken from another."),
        N_("Load it as a file of its own, if it holds questions too."),
    ),
    "rows-beyond": fault(
        N_("The table goes on beyond row %(limit)s, the last that is read."),
        N_("Split it into several files, or delete what stands so far down."),
    ),
    "columns-beyond": fault(
        N_("The table goes on beyond column number %(limit)s, the last that is read."),
        N_("Delete what stands so far to the right, or put it into a file of its own."),
    ),
    "cells-beyond": fault(
        N_("The sheet has more than %(limit)s cells that hold something."),
        N_("Split the sheet into several files."),
    ),
    "sheets-beyond": fault(
        N_("The workbook has %(count)s sheets; no more than %(limit)s are looked at."),
        N_("Save the sheet with the questions as a file of its own."),
    ),
    "table-too-long": fault(
        N_("The texts of the table are longer than %(limit)s million characters together."),
        N_("Split the sheet into several files."),
    ),
    "hidden-sheet-left": warning(
        N_("The hidden sheet “%(name)s” is not read: the questions are taken from another."),
        N_("Show it in your spreadsheet, and load it as a file of its own, if it holds questions too."),
    ),
    "sheet-hidden": warning(
        N_("The questions are taken from the sheet “%(name)s”, which is hidden."),
        N_("Show it in your spreadsheet, and check that it is the one you meant."),
    ),
    "rows-hidden": warning(
        N_("These rows are hidden in the sheet, and are read all the same: %(rows)s."),
        N_("Show them in your spreadsheet, and delete those that should not be asked."),
    ),
    "columns-hidden": warning(
        N_("These columns are hidden in the sheet, and are read all the same: %(columns)s."),
        N_("Show them in your spreadsheet, and look whether what they hold is to be asked, or said."),
    ),
    "dates-shown": warning(
        N_("Cells hold dates, such as “%(value)s” here (%(count)s in all): spreadsheets make dates of fractions too."),
        N_("If something else was typed, such as 1/2, give the column the format “Text”, and type it once more."),
    ),
    "cells-doubtful": warning(
        N_("Your spreadsheet may show “%(value)s”, as it is read here, in another way (%(count)s such cells in all)."),
        N_("Compare it with your sheet; if it differs, give the column the format “Text”, and type it once more."),
    ),
    "column-left": warning(
        N_("The column “%(name)s” is not known here; what it holds is not taken over."),
        N_("Give it one of the names in the blank file, if it is one of those."),
    ),
    "cell-beyond": fault(
        N_("“%(value)s” stands to the right of all columns that have a name."),
        N_("If a comma is part of a text, put the whole cell between quotes; else give the column a name."),
    ),
    "formula-without-value": fault(
        N_("The formula in this cell has no value, or an error for one; formulas are not computed here."),
        N_("Open the file in a spreadsheet program and save it anew, or type the text in place of the formula."),
    ),
    "direction-override": warning(
        N_("An invisible character (%(character)s) here turns the direction of the text."),
        N_("Delete it unless you meant it: what readers see may differ from what you typed."),
    ),
}
