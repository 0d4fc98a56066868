"""The native bank file: YAML, one file a bank, for a teacher to write in any editor.

Every scalar is text (`no`, `1:30`, `3.10` and `2023-09-13` mean what they look like), every fault is named at once,
and `bank.schema.json` beside this folder says the same to an editor.
"""

from quizapp.formats.native.reader import FORMAT, read
from quizapp.formats.native.writer import write

__all__ = ["FORMAT", "read", "write"]
