"""What may be wrong, or doubtful, in a bank whatever its format, and in a native file, which says so by fields."""

from quizapp.formats.catalogue.words import N_, Sentences, fault, warning

SENTENCES: Sentences = {
    "doubled-field": fault(
        N_("“%(field)s” is given twice."),
        N_("Keep one of the two; the other is on line %(first)s."),
    ),
    "unknown-field": fault(
        N_("“%(field)s” is not a field known here."),
        N_("Known fields: %(known)s."),
    ),
    "unknown-field-near": fault(
        N_("“%(field)s” is not a field known here."),
        N_("Did you mean “%(near)s”?"),
    ),
    "missing-field": fault(
        N_("“%(field)s” is missing."),
        N_("Add a line “%(field)s: …” here."),
    ),
    "empty-text": fault(
        N_("“%(field)s” is empty."),
        N_("Write its text, or remove the line if it is optional."),
    ),
    "text-too-long": fault(
        N_("“%(field)s” has %(count)s characters; the limit is %(limit)s."),
        N_("Shorten it."),
    ),
    "not-text": fault(
        N_("“%(field)s” should be a text, not a list or a group of fields."),
        N_("Put the text after the colon, in quotes if it contains “: ” or “ #”."),
    ),
    "not-list": fault(
        N_("“%(field)s” should be a list."),
        N_("Write each entry on a line of its own that starts with “- ”."),
    ),
    "not-fields": fault(
        N_("A group of fields should stand here."),
        N_("Write lines such as “%(example)s”, indented alike."),
    ),
    "too-many": fault(
        N_("“%(field)s” has %(count)s entries; the limit is %(limit)s."),
        N_("Split the bank, or remove some."),
    ),
    "bad-word": fault(
        N_("“%(value)s” is not a value of “%(field)s”."),
        N_("Write one of: %(known)s."),
    ),
    "bad-number": fault(
        N_("“%(value)s” is not a number that “%(field)s” can have."),
        N_("Write a number from %(low)s to %(high)s, such as 0.5, 1/3 or 50%%."),
    ),
    "bad-id": fault(
        N_("“%(value)s” cannot be an id."),
        N_("Use lower-case letters a to z, digits and hyphens, at most 80, such as “%(near)s”."),
    ),
    "bad-language": fault(
        N_("“%(value)s” is not a language tag."),
        N_("Write a tag such as fr, en or pt-BR (BCP 47)."),
    ),
    "bad-link": fault(
        N_("“%(value)s” is not a web address."),
        N_("Write it whole, from https:// on."),
    ),
    "unknown-version": fault(
        N_("This bank says it is of format version “%(value)s”; this program reads version 1."),
        N_("Update quizapp, or write “quizapp: 1”."),
    ),
    "right-and-fraction": fault(
        N_("This choice has both “right” and “fraction”."),
        N_("Keep “fraction” if the choice is worth a part of the mark, else “right”."),
    ),
    "mixed-fractions": fault(
        N_("Some choices of this question have a “fraction” and others have “right”."),
        N_("Use one way for the whole question: “fraction: 1” means right, “fraction: 0” wrong."),
    ),
    "no-questions": fault(
        N_("There is no question in this bank."),
        N_("Write at least one under “questions:”."),
    ),
    "doubled-id": fault(
        N_("The id “%(id)s” is already that of question %(first)s."),
        N_("Give this question an id of its own: scores are kept under it."),
    ),
    "too-few-choices": fault(
        N_("A question needs at least two choices; this one has %(count)s."),
        N_("Add plausible wrong choices."),
    ),
    "no-right-choice": fault(
        N_("No choice of this question is right."),
        N_("Add “right: yes” to the right one."),
    ),
    "several-right-choices": fault(
        N_("%(count)s choices are marked right, but the question is of kind “%(kind)s”."),
        N_(
            "Write “kind: multiple” if readers may tick several; if each alone is a full answer, "
            "give each “fraction: 1”."
        ),
    ),
    "no-full-mark": warning(
        N_("No choice of this question is worth the full mark."),
        N_("Give the best one “fraction: 1”, unless you meant it."),
    ),
    "shares-not-whole": warning(
        N_("The positive fractions of this question add up to %(total)s instead of 1."),
        N_(
            "Unless you meant it, make the right choices share 1 (for three: 1/3 each), or write “right: yes” "
            "and let quizapp share."
        ),
    ),
    "true-false-needs-two": fault(
        N_("A true/false question has two choices; this one has %(count)s."),
        N_("Keep two, or write “kind: single”."),
    ),
    "true-false-needs-one": fault(
        N_("Both choices of this true/false question are right."),
        N_("Mark one of them right."),
    ),
    "evidence-without-article": fault(
        N_("This question quotes an article, but the bank has none."),
        N_("Add the article under “article:”, or remove the evidence."),
    ),
    "evidence-not-found": fault(
        N_("The article does not contain “%(quotation)s”."),
        N_("Copy the passage from the article, letter for letter."),
    ),
    "evidence-not-found-near": fault(
        N_("The article does not contain “%(quotation)s”."),
        N_("The nearest passage is “%(nearest)s”: copy it, if that is the one you mean."),
    ),
    "evidence-repeated": fault(
        N_("The article contains “%(quotation)s” %(count)s times."),
        N_("Add words before or after it until it occurs once, for instance “%(wider)s”."),
    ),
    "evidence-across-paragraphs": fault(
        N_("“%(quotation)s” runs over the end of a paragraph."),
        N_("Quote each paragraph on a line of its own; the first part ends with “%(first)s”."),
    ),
    "tempted-by-without-article": fault(
        N_("This choice quotes an article, but the bank has none."),
        N_("Add the article under “article:”, or remove “tempted-by”."),
    ),
    "tempted-by-across-paragraphs": fault(
        N_("“%(quotation)s” runs over the end of a paragraph."),
        N_("Quote from one paragraph only; the part in the first ends with “%(first)s”."),
    ),
    "right-choice-tempts": fault(
        N_("This choice is right, but says which passage tempts readers to it."),
        N_("Remove “tempted-by”, or quote the passage under “evidence:” if it proves the answer."),
    ),
    "table-unfit": fault(
        N_("“rule: table” is for questions of kind “multiple” with at most %(limit)s choices, and needs a “table”."),
        N_("Write “rule: partial” or “rule: all-or-nothing”, or complete the table."),
    ),
    "bad-table": fault(
        N_("“%(value)s” is no entry of a table of marks."),
        N_("Write the numbers of the ticked choices and what they are worth together, such as “1+3 = 1; 1 = 1/2”."),
    ),
    "bad-picture": fault(
        N_("What stands under “%(picture)s” is no picture in base64."),
        N_("Remove it, or export the bank anew from where it came."),
    ),
    "no-evidence": warning(
        N_("This question has no evidence."),
        N_("Quote the passage of the article that proves its answer under “evidence:”."),
    ),
    "doubled-choice": warning(
        N_("The choice “%(text)s” occurs twice."),
        N_("Change one of the two: a reader cannot tell them apart."),
    ),
    "doubled-question": warning(
        N_("This question is asked before, as question %(first)s."),
        N_("Remove one of the two, unless it is meant."),
    ),
    "doubled-question-other-key": warning(
        N_("This question is asked before, as question %(first)s, with another key: one of the two keys is wrong."),
        N_("Correct the key that is wrong, and remove one of the two."),
    ),
    "key-always-longest": warning(
        N_("In all %(count)s single-answer questions the right choice is the longest."),
        N_("Readers notice: give the wrong choices the same length and form."),
    ),
    "key-always-in-place": warning(
        N_("In all %(count)s single-answer questions the right choice is number %(place)s."),
        N_("Put it in other places: a quiz may be set to keep your order."),
    ),
    "all-of-the-above": warning(
        N_("“%(text)s” points at the other choices, but they are shuffled."),
        N_("Add “fixed: yes” to this choice, so that it stays in its place."),
    ),
    "names-letters": warning(
        N_("“%(text)s” names other choices by their letters, but they are shuffled."),
        N_("Add “shuffle: no” to this question, so that all of them stay in their places."),
    ),
    "ticking-all-pays": warning(
        N_("A reader who ticks every choice of this question gets the full mark."),
        N_("Give the wrong choices a negative fraction, or write “rule: all-or-nothing”."),
    ),
    "command-in-text": warning(
        N_("“%(text)s” stands in the text of this question, where readers see it: it is a line for a program."),
        N_("Remove it; in a GIFT file, put a blank line before it."),
    ),
    "weight-in-text": warning(
        N_("“%(text)s” stands in a choice, where readers see it: it is how GIFT says what a choice is worth."),
        N_("Remove it, and look at what the choices are worth."),
    ),
    "per-cent-codes": warning(
        N_("“%(text)s” is shown as it is: blanks and signs of this question are coded as in a web address."),
        N_("Write the words out, or export the question anew where it came from."),
    ),
    "html-in-text": warning(
        N_("“%(text)s” is shown as it is: signs of this question are coded as in the source of a web page."),
        N_("Write the words out, or export the question anew where it came from, unless it is about such signs."),
    ),
    "untouched-paragraph": warning(
        N_("No question has its evidence in the paragraph “%(start)s”."),
        N_("Ask something about it, if it matters."),
    ),
    "article-link": warning(
        N_("Links and pictures in the article are shown as their text only."),
        N_("Give the address of the article under “source: link:”."),
    ),
}
