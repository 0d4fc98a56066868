"""QTI 2.0, 2.1, 2.2 and 3.0 (1EdTech, formerly IMS Global): items and packages, one reader for all versions."""

from quizapp.formats.file import Format
from quizapp.formats.qti import reader, writer

FORMAT = Format(reader.NAME, reader.resembles, reader.read)
QTI_21 = writer.QTI_21
QTI_30 = writer.QTI_30
WRITERS = (QTI_21, QTI_30)
