"""What may be wrong in a class list."""

from quizapp.formats.catalogue.words import N_, Sentences, fault, warning

SENTENCES: Sentences = {
    "no-name": fault(
        N_("There is no name on this line."),
        N_("Write one, or remove the line."),
    ),
    "name-too-long": fault(
        N_("This name has more than %(limit)s characters."),
        N_("Shorten it: one name goes on each line."),
    ),
    "name-doubled": fault(
        N_("“%(name)s” is already in the list."),
        N_("Tell the two apart, with an initial for instance."),
    ),
    "two-of-a-name": fault(
        N_("“%(name)s” stands on line %(line)s too: these two have the same name."),
        N_("Tell them apart, with an initial for instance, or remove one of the lines."),
    ),
    "identifier-too-long": fault(
        N_("This e-mail address or number has more than %(limit)s characters."),
        N_("Say that its column is not used, or shorten it."),
    ),
    "extra-time-unreadable": fault(
        N_("“%(value)s” is no extra time."),
        N_("Write per cent of the time limit, from 0 to 300, such as 33 or 1/3."),
    ),
    "too-many-names": fault(
        N_("The class would have %(count)s names; the limit is %(limit)s."),
        N_("Split the class."),
    ),
    "no-list": fault(
        N_("This is neither a text nor a spreadsheet that can be read."),
        N_("Save the list as XLSX, ODS or CSV; or copy the names, and paste them."),
    ),
    "list-too-large": fault(
        N_("The file is larger than %(limit)s MB."),
        N_("Save the sheet with the list alone, or paste the names."),
    ),
    "no-name-column": fault(
        N_("No column of this table is known to be for names."),
        N_("Call one of them “name”, or “first name” and “last name”."),
    ),
    "columns-unnamed": warning(
        N_("Nothing says which column is for family names: the name is written as the columns stand."),
        N_("Choose what each column means, or give them headings."),
    ),
    "no-reader": warning(
        N_("“%(name)s” is no reader: the line is left out."),
        N_("If it is one, write the name another way."),
    ),
    "line-without-name": warning(
        N_("There is no name on this line: it is left out."),
        N_("Add the name if somebody is meant."),
    ),
    "reader-repeated": warning(
        N_("“%(name)s” stands on line %(line)s already: the reader is taken once."),
        N_("Nothing is to be done, if these are one and the same."),
    ),
}
