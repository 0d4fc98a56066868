"""What may be wrong in a class list."""

from quizapp.formats.catalogue.words import N_, Sentences, fault

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
    "extra-time-unreadable": fault(
        N_("“%(value)s” is no extra time."),
        N_("Write per cent of the time limit, from 0 to 300, such as 33 or 1/3."),
    ),
    "too-many-names": fault(
        N_("The class would have %(count)s names; the limit is %(limit)s."),
        N_("Split the class."),
    ),
    "unreadable-table": fault(
        N_("The table cannot be read: a cell of it is longer than any name."),
        N_("Look for a quotation mark that is opened and never closed."),
    ),
    "no-name-column": fault(
        N_("No column of this table is for names."),
        N_("Call one of them “name”, or “first name” and “last name”."),
    ),
}
