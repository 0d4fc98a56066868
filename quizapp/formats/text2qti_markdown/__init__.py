"""text2qti: quizzes in Markdown, which that program makes packages for Canvas of.

Source: text2qti 0.8.0 (pypi.org/project/text2qti), its README and its own reading, which is used here.
"""

from quizapp.formats.carrying import Feature
from quizapp.formats.file import Format, Writer
from quizapp.formats.text2qti_markdown import reader, writer

is_meant = reader.is_meant
FORMAT = Format(reader.NAME, reader.resembles, reader.read)
WRITER = Writer(
    "text2qti",
    reader.NAME,
    "txt",
    "text/plain; charset=utf-8",
    frozenset((
        Feature.TITLE, Feature.SUMMARY, Feature.MULTIPLE, Feature.BARE_TRUE_FALSE, Feature.NAME,
        Feature.HALF_MARKS, Feature.RIGHT_LESS_WRONG, Feature.FEEDBACK, Feature.CHOICE_FEEDBACK,
        Feature.OUTCOME_FEEDBACK, Feature.UNSEEN_FEEDBACK, Feature.TRUE_FALSE_OUTCOMES, Feature.FORMATTING,
        Feature.LINE_BREAKS,
    )),
    writer.write,
)  # fmt: skip
