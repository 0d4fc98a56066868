"""What an object of JSON holds, if it is a question: its text, its choices, and what it says of which are right."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from typing import Any

from quizapp.formats.building.assembly import NOWHERE, Place
from quizapp.formats.building.headings import choices_of, name_of, role_of
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.vocabulary import Column
from quizapp.formats.syntax.jsontree import words

CLASSQUIZ, QUIZ_API, TRIVIA_API, KAHOOT = "ClassQuiz", "QuizAPI", "The Trivia API", "Kahoot JSON"
_OF_KAHOOT = {"answer", "correct"}
"""What its choices hold."""
_TEXTS = ("text", "content", "statement", "body", "description", "title", "name")
"""Of a question that no plainer name has."""
_WEAK = ("description", "title", "name")
"""Those of much else: what is called so is a question only with a key."""
_CHOICE_LISTS = (
    "choices", "options", "answers", "alternatives", "answer options", "answer choices", "possible answers", "variants",
    "propositions", "responses", "answer list", "option list", "choice list", "reponses", "opciones", "opcoes",
    "opzioni", "antworten", "respuestas", "选项", "選項", "答案选项",
)  # fmt: skip
_CHOICE_TEXTS = (
    "text", "answer", "option", "choice", "content", "value", "title", "body", "answer text", "option text",
    "choice text", "name", "description", "label", "内容",
)  # fmt: skip
_CHOICE_LABELS = ("label", "key", "letter", "id", "identifier", "option", "value", "prefix")
_FLAGS = (
    "right", "correct", "is correct", "is right", "is answer", "is true", "iscorrect", "isright", "is correct answer",
    "correct answer", "isanswer", "answer", "true", "valid",
)  # fmt: skip
_WORTHS = ("points", "score", "weight", "fraction", "percentage", "grade", "marks")
_WRONG = ("incorrect answers", "wrong answers", "incorrect options", "wrong options", "distractors", "wrong choices",
          "incorrect choices", "incorrect")  # fmt: skip
_WRONG_ONE = re.compile(r"(?:distractor|wrong|incorrect)(?: (?:answer|option|choice))? ?\d")
_SEVERAL = ("multiple correct answers", "answer selection type", "selection type", "multiple", "is multiple", "multi",
            "multi select", "allow multiple", "multiple answers")  # fmt: skip
"""What tells that readers may tick several, by « true » or « multiple »."""
_PASSAGES = ("passage", "article", "context", "story", "paragraph", "reading", "texte")
_SHORTEST_PASSAGE = 40
"""Characters."""
_PLACES = ("index", "idx", "indices", "indexes", "position", "place")
_PICTURES = ("image", "picture", "image url", "img", "media", "question image", "video", "audio", "photo")
_ADDRESSES = ("url", "src", "id", "fullUrl", "href", "image", "path", "file", "data", "link")
_YES, _NO = frozenset(("true", "1", "yes", "1.0", "correct", "right")), frozenset(("false", "0", "no", "", "0.0"))


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice as the file has it."""

    text: str
    label: str = ""
    is_right: bool | None = None
    """None where the choice itself does not say it."""
    worth: Fraction | None = None
    feedback: str = ""
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question as the file has it."""

    stem: str
    choices: Sequence[Offered]
    answer: Sequence[str]
    """What is said to be right, apart from the choices; empty where nothing is."""
    is_place: bool = False
    """Whether the answer is called a place."""
    kind: str = ""
    takes_several: bool = False
    product: str = ""
    texts: Mapping[Column, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    category: str = ""
    has_picture: bool = False
    has_time: bool = False
    place: Place = NOWHERE


def item(value: Mapping[str, Any], kind: str = "") -> QuizItem | None:
    """The question that an object is; `kind` is what those around it are said to be."""
    names = _named(_unfolded(value))
    stem, is_weak = _stem(names)
    if not stem:
        return None
    offered, used = _offered(names)
    answer, is_place = _answer(names, used)
    offered, answer = _marked(offered, answer)
    has_key = bool(answer) or any(one.is_right is not None or one.worth is not None for one in offered)
    if not has_key and (is_weak or not offered):
        return None
    said = words(names.get("type") or names.get("question type") or names.get("kind") or "") or kind
    product = _product(names, offered)
    roles = {role: one for name, one in names.items() if (role := role_of(name)) and name not in used}
    return QuizItem(
        stem, offered, answer, is_place, said, _takes_several(names), product,
        {role: words(one) for role, one in roles.items() if words(one)}, tuple(_tags(names)),
        has_picture=any(_is_there(names.get(name)) for name in _PICTURES),
        has_time=product in (CLASSQUIZ, KAHOOT) and _is_there(names.get("time")),
    )  # fmt: skip


def _marked(offered: Sequence[Offered], answer: Sequence[str]) -> tuple[Sequence[Offered], Sequence[str]]:
    """Where the answer is a yes or no for each choice, the choices with these."""
    are_flags = len(answer) == len(offered) > 1 and all(one in ("true", "false") for one in answer)
    if not are_flags or any(one.text.casefold() in ("true", "false") for one in offered):
        return offered, answer
    return [replace(one, is_right=said == "true") for one, said in zip(offered, answer, strict=True)], ()


def open_item(value: Mapping[str, Any], kind: str = "") -> QuizItem | None:
    """A question without choices and answer, such as one to write: it stands among others, and is said."""
    names = _named(value)
    stem, is_weak = _stem(names)
    said = words(names.get("type") or names.get("question type") or names.get("kind") or "") or kind
    return QuizItem(stem, (), (), kind=said) if stem and not is_weak else None


def passages(value: Mapping[str, Any]) -> Iterator[str]:
    """The texts that the questions of an object are about."""
    return (text for name in _PASSAGES if len(text := words(value.get(name)).strip()) >= _SHORTEST_PASSAGE)


def _unfolded(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """With what stands inside of its question beside it, if the choices do."""
    inner = value.get("question")
    return {**value, **inner} if isinstance(inner, dict) and not inner.keys().isdisjoint(_CHOICE_LISTS) else value


def _takes_several(names: Mapping[str, Any]) -> bool:
    return any(words(names.get(name)).casefold() in ("true", "multiple", "multi", "1") for name in _SEVERAL)


def _named(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """By its names as they are compared; of two alike, the first."""
    found: dict[str, Any] = {}
    for key, one in value.items():
        found.setdefault(name_of(key), one)
    return found


def _stem(names: Mapping[str, Any]) -> tuple[str, bool]:
    """The text of a question, and whether it is called as other things are."""
    plain = [name for name in names if role_of(name) is Column.QUESTION]
    for name in (*plain, *_TEXTS):
        one = names.get(name)
        text = words(one.get("text") or one.get("content")) if isinstance(one, dict) else words(one)
        if text.strip():
            return text, name in _WEAK
    return "", True


# --- choices ---


def _offered(names: Mapping[str, Any]) -> tuple[Sequence[Offered], frozenset[str]]:
    """The choices, and by which names they stand."""
    right, wrong = names.get("correct answer"), next((names[name] for name in _WRONG if name in names), None)
    one_by_one = [name for name in names if _WRONG_ONE.fullmatch(name)]
    wrong = wrong or [names[name] for name in one_by_one]
    if isinstance(wrong, list) and wrong and right is not None:
        rights = right if isinstance(right, list) else [right]
        made = [
            *(Offered(words(one), is_right=True) for one in rights),
            *(Offered(words(one), is_right=False) for one in wrong),
        ]
        return made, frozenset(("correct answer", *_WRONG, *one_by_one))
    for name in _CHOICE_LISTS:
        if name in names and (found := _of_list(names[name])):
            return found, frozenset((name,))
    columns = choices_of(list(names)).numbers
    every = list(names)
    lettered = [(every[column - 1], number) for number, column in sorted(columns.items())]
    made = [Offered(words(names[name]), _letter(number)) for name, number in lettered if words(names[name])]
    return (made, frozenset(name for name, _ in lettered)) if len(made) > 1 else ((), frozenset())


def _letter(number: int) -> str:
    return chr(ord("a") + number - 1) if number <= 26 else str(number)


def _of_list(value: Any) -> Sequence[Offered]:
    if isinstance(value, dict) and isinstance(value.get("text"), list):
        labels = value.get("label")
        marks = map(words, labels) if isinstance(labels, list) else repeat("")
        made = [_choice(one, label) for one, label in zip(value["text"], marks, strict=False)]
    elif isinstance(value, dict):
        pairs = [(name_of(key).rpartition(" ")[2] or key, one) for key, one in value.items()]
        made = [_choice(one, label) for label, one in pairs if one is not None]
    elif isinstance(value, list):
        # Only what is empty at the end may go: places are counted.
        last = max((at for at, one in enumerate(value) if one not in (None, "")), default=0)
        made = [_choice(one, "") for one in value[: last + 1]]
    else:
        return ()
    found = [one for one in made if one is not None]
    return found if len(found) == len(made) and len(found) > 1 else ()


def _choice(value: Any, label: str) -> Offered | None:
    if not isinstance(value, dict):
        text = words(value)
        return Offered(text, label) if text or isinstance(value, str) else None
    names = _named(value)
    name = next((name for name in _CHOICE_TEXTS if _is_text(name, names.get(name))), "")
    has_picture = any(_is_there(names.get(one)) for one in _PICTURES)
    if not name and not has_picture:
        return None
    mark = next((words(names[one]) for one in _CHOICE_LABELS if one != name and words(names.get(one))), label)
    flag = next((names[one] for one in _FLAGS if one in names and one != name and _is_flag(names[one])), None)
    worth = next((parse_number(words(names[one])) for one in _WORTHS if words(names.get(one))), None)
    said = next((words(names[one]) for one in names if role_of(one) is Column.FEEDBACK), "")
    is_right = None if flag is None else _is_yes(flag)
    return Offered(words(names.get(name)), mark, is_right, worth, said, has_picture)


def _is_text(name: str, value: Any) -> bool:
    """Some call the flag of the right one « answer »."""
    said = words(value).strip()
    return bool(said) and not isinstance(value, bool) and not (name == "answer" and said in ("true", "false"))


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool) or words(value).casefold() in _YES | _NO


def _is_yes(value: Any) -> bool:
    return words(value).casefold() in _YES


def _is_there(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_is_there(value.get(name)) for name in _ADDRESSES)
    return bool(value.strip()) if isinstance(value, str) else isinstance(value, list) and any(map(_is_there, value))


# --- what is right ---


def _answer(names: Mapping[str, Any], used: Iterable[str]) -> tuple[Sequence[str], bool]:
    """What is said to be right, the surest name of it first; and whether it is called a place."""
    for name in sorted(names, key=_by_sureness):
        if name in used or not _names_key(name):
            continue
        if found := _values(names[name]):
            return found, any(word in _PLACES for word in name.split())
    return (), False


@lru_cache(maxsize=1024)
def _names_key(name: str) -> bool:
    parts = name.split()
    if parts and parts[-1] in _PLACES:
        rest = " ".join(parts[:-1])
        return role_of(rest) is Column.RIGHT or rest in ("correct", "answer", "right", "correct answer", "solution")
    return role_of(name) is Column.RIGHT or name in (
        "answer index",
        "correct indices",
        "correct indexes",
        "correct idx",
    )


def _by_sureness(name: str) -> tuple[int, int]:
    """QuizAPI's « correct_answer » contradicts its « correct_answers », which count."""
    return (0 if name == "correct answers" else 1 if "correct" in name else 2, len(name))


def _values(value: Any) -> Sequence[str]:
    """One or several answers; of an object, the names that are said to be right."""
    if isinstance(value, list):
        return [one for inner in value for one in _values(inner)]
    if isinstance(value, dict):
        if value and all(_is_flag(one) or one is None for one in value.values()):
            return [_label(name) for name, one in value.items() if _is_yes(one)]
        told = next(
            (words(value[name]) for name in ("text", "label", "letter", "value", "answer") if words(value.get(name))),
            "",
        )
        return [told] if told else []
    text = words(value).strip()
    return [text] if text else []


def _label(name: str) -> str:
    """« answer_b_correct » is b."""
    parts = [part for part in name_of(name).split() if part not in ("answer", "option", "choice", "correct", "is")]
    return parts[0] if len(parts) == 1 else name


# --- the rest ---


def _tags(names: Mapping[str, Any]) -> Iterable[str]:
    given = names.get("tags")
    for one in given if isinstance(given, list) else ():
        text = words(one.get("name")) if isinstance(one, dict) else words(one)
        if text.strip():
            yield text.strip()
    if difficulty := words(names.get("difficulty")).strip():
        yield difficulty


def _product(names: Mapping[str, Any], offered: Sequence[Offered]) -> str:
    if "incorrect answers" in names and "correct answer" in names:
        return TRIVIA_API
    if isinstance(names.get("correct answers"), dict) and isinstance(names.get("answers"), dict):
        return QUIZ_API
    if isinstance(names.get("answers"), list) and offered and offered[0].is_right is not None and "time" in names:
        return CLASSQUIZ
    choices = names.get("choices")
    are_of_kahoot = isinstance(choices, list) and all(
        isinstance(one, dict) and one.keys() >= _OF_KAHOOT for one in choices
    )
    return KAHOOT if isinstance(choices, list) and ("points multiplier" in names or are_of_kahoot) else ""
