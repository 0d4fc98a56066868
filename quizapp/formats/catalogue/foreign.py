"""What may be wrong in the questions of other programs, and what of them is not taken over."""

from quizapp.formats.catalogue.words import N_, Sentences, fault, warning

SENTENCES: Sentences = {
    "left-out": warning(
        N_("“%(start)s” is a question of kind “%(kind)s”, which is not asked here."),
        N_("Keep it in the program it comes from."),
    ),
    "nothing-to-ask": fault(
        N_("No question of this file can be asked here."),
        N_("Only questions with choices can: single-answer, multiple-answer and true/false."),
    ),
    "no-questions-here": fault(
        N_("There is no question in this file, read as %(format)s."),
        N_("Check that the file is the right one, and whole."),
    ),
    "mark-changed": warning(
        N_("The maximum mark of this question is %(given)s, which is none here; %(used)s is used."),
        N_("Set another after loading, if it matters."),
    ),
    "unscored": warning(
        N_("The file does not say how this question is marked; its key counts, all or nothing."),
        N_("Check the key of this question."),
    ),
    "scoring-simplified": warning(
        N_("The rules by which this question is marked cannot be followed; its key counts, all or nothing."),
        N_("Check the key of this question."),
    ),
    "cost-limited": warning(
        N_("A wrong response to this question costs more than the question is worth; here it costs that much."),
        N_("Check what the choices are worth."),
    ),
    "feedback-lost": warning(
        N_("This question has feedback for cases that are not told apart here; it is not taken over."),
        N_("Put what readers need into the feedback of a choice, or of the whole question."),
    ),
    "tries-lost": warning(
        N_("This question may be answered several times where it comes from; here the first answer counts."),
        N_("Check that it can be answered at once."),
    ),
    "chance-lost": warning(
        N_("Parts of this question are drawn anew for each reader where it comes from; here they are always the same."),
        N_("Check that it makes sense as it is."),
    ),
    "inclusion-lost": warning(
        N_("This question takes in another file, “%(address)s”, which is not there; its text is missing."),
        N_("Load the whole package, or copy the text into the question."),
    ),
    "response-undeclared": fault(
        N_("The choices of this question answer to “%(name)s”, which the question does not declare."),
        N_("Export it anew; if you have edited it, look at the identifiers of its responses."),
    ),
    "key-is-no-choice": fault(
        N_("The key of this question is “%(key)s”, which is none of its choices."),
        N_("Mark the right choice in the program it comes from, and export it anew."),
    ),
    "name-asked": warning(
        N_("This question has no text; its name, “%(name)s”, is asked instead."),
        N_("Check that it says enough, or write its text in the program it comes from."),
    ),
    "first-of-label": warning(
        N_("Two choices of this question are called %(label)s; the first is taken for the right one."),
        N_("Check its choices and its key."),
    ),
    "draw-lost": warning(
        N_("Of %(count)s questions, each reader is given %(pick)s, drawn at random; here all of them are asked."),
        N_("Load fewer of them, if a quiz should be shorter."),
    ),
    "letters-miscounted": warning(
        N_("“%(letters)s” at the end are %(count)s letters, and there are %(questions)s questions: which is whose?"),
        N_("Put the number of its question before each letter, as in “1. B”, or its key below each question."),
    ),
    "passage-lost": warning(
        N_("“%(start)s” stands between the questions; it is not taken over."),
        N_("Put what readers need into the questions themselves."),
    ),
    "passage-repeated": warning(
        N_("“%(start)s”, said once before the questions of a section, now stands at the head of each of them."),
        N_("Remove it where it is not needed: a quiz may shuffle its questions, or ask some of them only."),
    ),
    "set-feedback-lost": warning(
        N_("What is said to the score as a whole is not taken over."),
        N_("Tell your readers in another way, if it matters."),
    ),
    "true-by-order": warning(
        N_("The choices of this question are not called “true” and “false”: the first is taken for “true”."),
        N_("Check which of the two is right."),
    ),
    "blank-choices-lost": warning(
        N_("Choices of this question that have no text are not taken over: %(count)s."),
        N_("Write their text in the program it comes from, if they were meant."),
    ),
    "question-in-text": warning(
        N_("After the answer another one in braces follows; like Moodle, this takes it for text of the same question."),
        N_("Put a blank line between two questions; a brace that is text has a backslash before it."),
    ),
    "hints-lost": warning(
        N_("The hints of this question are not taken over."),
        N_("Put what readers need into the question itself."),
    ),
    "links-lost": warning(
        N_("A link in this question leads nowhere from here; its text stays."),
        N_("Check that the question can be answered without it."),
    ),
    "mathematics-lost": warning(
        N_("A formula of this question cannot be typeset; its TeX is shown as it is."),
        N_("Check it for a missing bracket."),
    ),
    "description-lost": warning(
        N_("A picture in this question has no description for those who cannot see it."),
        N_("Give it one in the program it comes from (“alt text”)."),
    ),
    "blank-choices": warning(
        N_("Choices of this question that have no text are shown as “–”: %(count)s."),
        N_("Write their text in the program it comes from, or remove them there."),
    ),
    "formatting-lost": warning(
        N_("This question has formatting (colours, columns…) that is not kept."),
        N_("Check that it can be understood without."),
    ),
    "pictures-lost": warning(
        N_("This question has pictures or sounds that are not in the file."),
        N_("Check that it can be answered without."),
    ),
    "quiz-refused": fault(
        N_("The program text2qti cannot read this: %(reason)s."),
        N_("Look at this line and the one before: the mark at its beginning, the blank after it, the indentation."),
    ),
    "code-in-quiz": fault(
        N_("A program stands here that would make questions; no program in a file is ever run."),
        N_("Run text2qti at home and load the package it makes, or write its questions out in the file."),
    ),
    "brace-missing": fault(
        N_("The answer of this question is not between two curly braces: one is missing, or they are turned round."),
        N_("Put the whole answer between braces, without blank lines; a brace that is text has a backslash before it."),
    ),
    "option-without-question": fault(
        N_("“%(text)s” is an option, but no question stands before it."),
        N_("Write the question on one line above its options."),
    ),
    "second-question-line": warning(
        N_("“%(text)s” is not taken over: a question is one line, the last before its options."),
        N_("Write the whole question on one line."),
    ),
    "no-answer-line": fault(
        N_("This question has no line “ANSWER:”."),
        N_("Write it below the options, in capitals, such as “ANSWER: B”."),
    ),
    "answer-without-question": fault(
        N_("No question stands before this line “ANSWER:”."),
        N_("Remove the line, or write the question and its options above it."),
    ),
    "answer-is-no-option": fault(
        N_("“%(letter)s” is none of the options: %(known)s."),
        N_("Write the letter of the right option, in capitals."),
    ),
    "several-letters": warning(
        N_("“%(text)s” names more than one letter; only %(letter)s counts, for Aiken knows one right answer."),
        N_("If several are right, use another format, such as GIFT."),
    ),
    "label-twice": fault(
        N_("Two options have the letter %(label)s."),
        N_("Give each option its own letter."),
    ),
    "times-lost": warning(
        N_("The time limits of single questions are not taken over."),
        N_("A quiz can have a time limit for the whole of it."),
    ),
    "kind-by-key": warning(
        N_("%(count)s choices of this question are right and its kind is not given: readers may tick several."),
        N_("Add a column “kind”, with “multiple” or “single” in it."),
    ),
    "no-key": fault(
        N_("Nothing says which choice of this question is right."),
        N_("Write the number or the letter of the right choice here; of several, with commas between."),
    ),
    "ambiguous-key": fault(
        N_("“%(value)s” may name one choice by its number or letter, and another by its text."),
        N_("Call the column “right”: there a number or a letter is always the place of a choice."),
    ),
    "key-became-date": fault(
        N_("In place of the key stands the date “%(value)s”: the spreadsheet took what was typed (1,2?) for one."),
        N_("Give the column the format “Text”, then type the key once more; or type letters, such as “A,B”, or “1;2”."),
    ),
    "key-became-number": fault(
        N_("In place of the key stands the number %(value)s: the spreadsheet took what was typed (1,2?) for one."),
        N_("Give the column the format “Text”, then type the key once more; or type letters, such as “A,B”, or “1;2”."),
    ),
    "key-was-number": warning(
        N_("The spreadsheet made the number %(value)s of this key; it is taken for the choices %(choices)s."),
        N_("Check it; to be safe, type keys as letters, such as “A,B”, or as “1;2”."),
    ),
    "ambiguous-answer": fault(
        N_("“%(value)s” may be the text of one choice and the number of another, or count from 0 or from 1."),
        N_("Write the letter of the right choice instead, such as “B”."),
    ),
    "right-and-fractions": fault(
        N_("This question has both “right” and “fractions”."),
        N_("Keep “fractions” if choices are worth parts of the mark, else “right”."),
    ),
    "fractions-miscounted": fault(
        N_("“%(value)s” has %(count)s fractions for %(choices)s choices."),
        N_("Write one for each choice, with semicolons between, such as “1; 0.5; 0”."),
    ),
    "no-key-found": fault(
        N_("Nothing was found that says which choice of this question is right."),
        N_("Mark the right one on this page, or write “Answer: B” below the choices and load the file again."),
    ),
    "details-lost": warning(
        N_("Lines such as “%(start)s” are not taken over: %(count)s."),
        N_("Put what readers need into the questions themselves."),
    ),
    "key-names-no-choice": fault(
        N_("“%(text)s” names none of the choices of this question: %(known)s."),
        N_("Write the letter of the right choice, or its words as they stand there."),
    ),
    "keys-differ": fault(
        N_("“%(text)s” says something else than what is marked as right before."),
        N_("Look which of the two is right, and take the other away."),
    ),
    "options-without-question": fault(
        N_("“%(text)s” is a choice, but no question stands before it."),
        N_("Write the question on a line above its choices."),
    ),
    "several-right": warning(
        N_("%(count)s choices of this question are marked as right: readers may tick several."),
        N_("If only one is right, mark that one alone."),
    ),
}
