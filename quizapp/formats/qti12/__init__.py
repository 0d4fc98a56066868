"""QTI 1.2, as Canvas, Blackboard and Respondus write it: a file, or a package with pictures.

Source: IMS Question & Test Interoperability 1.2 (2002), and IMS Common Cartridge 1.1 to 1.3.
"""

from quizapp.formats.qti12.reader import FORMAT
from quizapp.formats.qti12.writer import WRITER

__all__ = ["FORMAT", "WRITER"]
