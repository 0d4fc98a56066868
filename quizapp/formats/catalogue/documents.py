"""What of a document of a word processor is not taken over, or looks otherwise here."""

from quizapp.formats.catalogue.words import N_, Sentences, warning

SENTENCES: Sentences = {
    "hidden-text": warning(
        N_("Hidden text begins here; like everything that is not printed, it is left out."),
        N_("If it was meant to be seen, take the mark “hidden” from it in the word processor."),
    ),
    "picture-not-drawn": warning(
        N_("A picture or a formula of the kind %(ending)s cannot be shown here; it is missing."),
        N_("In the document, put a picture (PNG, JPEG) or an equation of Word in its place."),
    ),
    "equation-not-typeset": warning(
        N_("An equation here cannot be typeset; only its letters and signs are shown."),
        N_("Write it again after loading, or put a picture of it into the document."),
    ),
    "drawing-left-out": warning(
        N_("A drawing or a chart stands here, which is not taken over."),
        N_("In the document, put a picture of it (PNG, JPEG) in its place."),
    ),
    "part-left-out": warning(
        N_("The document takes in another one, which is not read."),
        N_("Open it in the word processor, save it anew, and load that."),
    ),
}
