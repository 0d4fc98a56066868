"""A process that reads many files in turn, as limited as the one that reads a file of a teacher's.

It takes lines of JSON, a name and the bytes in base64, and answers each with one: what came of reading it.
"""

import base64
import gc
import json
import sys
import traceback
from typing import Any

from quizapp.formats import reading
from quizapp.formats.problems import Report, sentence
from quizapp.formats.sandbox.child import confine
from quizapp.formats.sandbox.parcels import Order

_SECONDS = 900
"""Of the processor for all of them: it ends what hangs."""


def main() -> None:
    confine(Order("many", 0, _SECONDS, 2**30, 64, 1000))
    for line in sys.stdin.buffer:
        name, packed = json.loads(line)
        try:
            told = _told(reading.read(base64.b64decode(packed), name))
        except Exception as error:  # Whatever it is, it is what is looked for.
            told = {"broke": "".join(traceback.format_exception(error))}
        print(json.dumps(told), flush=True)
        gc.collect()  # It is switched off where one file is read and no more.


def _told(report: Report) -> dict[str, Any]:
    everything = (*report.problems, *report.warnings, *report.left_out)
    return {
        "format": report.format,
        "asked": len(report.bank.questions) if report.bank is not None else None,
        "questions": report.questions,
        "left_out": len(report.left_out),
        "is_quiet": not (report.warnings or report.left_out or report.guesses or report.sheet),
        "sentences": [" ".join(sentence(one, str)) for one in everything],
    }


if __name__ == "__main__":
    main()
