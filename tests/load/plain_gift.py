"""The plainest script that brings a GIFT file into two tables: patterns, and executemany; it checks nothing.

python tests/load/plain_gift.py FILE DATABASE
"""

import re
import sqlite3
import sys
from pathlib import Path

PART = re.compile(r"(?<!\\)([=~])(?:%(-?[\d.]+)%)?((?:\\.|[^=~#\\])*)(?:#((?:\\.|[^=~\\])*))?")
NAME = re.compile(r"::(.*?)::\s*(.*)", re.DOTALL)
BRACES = re.compile(r"(.*?)(?<!\\)\{(.*?)(?<!\\)\}", re.DOTALL)
ESCAPED = re.compile(r"\\(.)")


def plain(text: str) -> str:
    return ESCAPED.sub(r"\1", text).strip()


def main(source: str, target: str) -> None:
    questions, choices = [], []
    for place, block in enumerate(re.split(r"\n\s*\n", Path(source).read_text(encoding="utf-8"))):
        text = "\n".join(line for line in block.split("\n") if not line.startswith("//"))
        name, rest = NAME.match(text).groups()  # type: ignore[union-attr]
        stem, answer = BRACES.match(rest).groups()  # type: ignore[union-attr]
        answer, _, feedback = answer.partition("####")
        questions.append((place, name, plain(stem), plain(feedback)))
        for sign, weight, said, more in PART.findall(answer):
            worth = float(weight) / 100 if weight else float(sign == "=")
            choices.append((place, plain(said), worth, plain(more)))
        if answer.startswith(("T", "F")):
            choices += [(place, word, float(word[0] == answer[0]), "") for word in ("True", "False")]
    with sqlite3.connect(target) as db:
        db.execute("CREATE TABLE question (id INTEGER PRIMARY KEY, name TEXT, stem TEXT, feedback TEXT)")
        db.execute("CREATE TABLE choice (question_id INTEGER, text TEXT, fraction REAL, feedback TEXT)")
        db.executemany("INSERT INTO question VALUES (?, ?, ?, ?)", questions)
        db.executemany("INSERT INTO choice VALUES (?, ?, ?, ?)", choices)
    db.close()
    print(len(questions))


if __name__ == "__main__":
    main(*sys.argv[1:])
