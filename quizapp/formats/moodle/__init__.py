"""Moodle XML: the questions of a category as Moodle exports them, with their files. Its other format is in `gift`.

Source: Moodle 4.5, question/format/xml/format.php and question/format.php.
"""

from quizapp.formats.moodle.reader import FORMAT
from quizapp.formats.moodle.writer import WRITER

__all__ = ["FORMAT", "WRITER"]
