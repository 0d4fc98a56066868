"""Questions in JSON, as ClassQuiz, QuizAPI, The Trivia API, Kahoot and people's own programs write them.

No two agree on names, so an object is a question that has a text and choices by any of the names that are known,
however deep it stands. Seen genuine, in public repositories: answers of QuizAPI and The Trivia API, what programs send
to ClassQuiz, and lists with answers as texts, letters and places. Kahoot's JSON is only described.
"""

import re

from quizapp.formats.file import File, Format
from quizapp.formats.json_quizzes import keys, questions, search
from quizapp.formats.problems import Problem, Progress, Report, watched
from quizapp.formats.syntax.jsontree import Unreadable, below_comments

__all__ = ["FORMAT"]

NAME = "JSON"
_CHOICES = re.compile(
    r'"(?:[a-z_ ]*(?:options?|choices?|answers?|alternatives|propositions|responses|reponses|variants|opciones|opcoes'
    r"|opzioni|antworten|选项|選項|答案)(?:_?(?:list|[a-f]|[1-6]))?|[A-Da-d])\"\s*:",
    re.IGNORECASE,
)
_BEGIN = re.compile(r'[\[\s]*\{\s*"(?:[^"\\\n]|\\.)*+"\s*:')
"""An object with a name, in lists or not: GIFT, too, may begin with a bracket below remarks."""


def _resembles(file: File) -> bool:
    """Whether it is JSON in which something is called by a name of choices."""
    head = file.head
    begin = below_comments(head)
    return _BEGIN.match(head, begin) is not None and _CHOICES.search(head, begin) is not None


def _read(file: File, progress: Progress) -> Report:
    """The bank in a file, or what is wrong with it; JSON without questions is named for what it is."""
    assembly = file.assembly(NAME, as_text=True)
    try:
        found = search.questions(file.text)
    except Unreadable as unreadable:
        found, problems = search.salvaged(file.text)
        assembly.problems += problems if found.items and problems else [unreadable.problem]
        if not found.items:
            return assembly.report(file.name)
    items = [keys.answered(questions.unlabelled(item)) for item in found.items]
    if not any(item.choices for item in found.items):
        return Report("", None, 0, (Problem("is-json"),), encoding=assembly.encoding)
    assembly.title = found.title
    assembly.format = next((item.product for item in found.items if item.product), NAME)
    ways = questions.ways(assembly, items)
    for item in watched(items, progress):
        questions.ask(assembly, item, ways)
    questions.say_what_is_lost(assembly, found)
    return assembly.report(file.name)


FORMAT = Format(NAME, _resembles, _read)
