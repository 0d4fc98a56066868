"""Questions in JSON of several programs: where they stand, what is right, and that an open key is never guessed."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from quizapp.domain.banks import Kind, Question
from quizapp.domain.scoring import credit
from quizapp.domain.texts import plain
from quizapp.formats import reading
from quizapp.formats.problems import Report, unheard

CITIES = ["Quito", "Lima", "La Paz"]


def read(data: Any, options: Mapping[str, str] | None = None, name: str = "quiz.json") -> Report:
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1)
    return reading.read(text.encode(), name, unheard, options or {})


def questions(data: Any) -> tuple[Question, ...]:
    report = read(data)
    assert report.problems == ()
    assert report.bank is not None
    return report.bank.questions


def right(question: Question) -> list[str]:
    return [plain(question.choices[place].text) for place in sorted(question.key)]


def peru(**more: Any) -> dict[str, Any]:
    return {"question": "Capital of Peru?", "options": CITIES, **more}


# --- the programs ---


def test_classquiz_says_at_each_answer_whether_it_is_right() -> None:
    report = read({
        "title": "Capitals", "description": "Two of them", "questions": [
            {"question": "<p>Capital of <b>Peru</b>?</p>", "time": "20", "type": "ABCD", "image": None,
             "answers": [{"right": False, "answer": "Quito", "color": None}, {"right": True, "answer": "Lima"}]},
            {"question": "Which are in Asia?", "time": "30", "type": "CHECK", "answers": [
                {"right": True, "answer": "Hanoi"}, {"right": False, "answer": "Rome"},
                {"right": True, "answer": "Delhi"}]},
            {"question": "How many?", "time": "20", "type": "RANGE", "answers": {"min": 0, "max": 9, "min_correct": 3}},
            {"question": "Do you like it?", "time": "20", "type": "VOTING",
             "answers": [{"answer": "yes"}, {"answer": "no"}]},
        ],
    })  # fmt: skip

    assert (report.format, report.problems) == ("ClassQuiz", ())
    assert report.bank is not None
    capital, asia = report.bank.questions
    assert (report.bank.title, plain(capital.stem), right(capital)) == ("Capitals", "Capital of Peru?", ["Lima"])
    assert [credit(asia, frozenset(picked)) for picked in ((0,), (0, 2), (0, 1, 2))] == [0, 1, 0]
    assert {one.values["kind"] for one in report.left_out} <= {"RANGE", "VOTING"}
    assert "times-lost" in [one.code for one in report.warnings]


@pytest.mark.parametrize("true", ["true", True])
def test_quizapi_has_a_table_of_right_answers_that_counts_and_not_the_single_one(true: object) -> None:
    report = read([
        {"id": 7, "question": "Which prints <br>?", "description": None,
         "answers": {"answer_a": "echo", "answer_b": "cat <file>", "answer_c": "ls", "answer_d": None},
         "multiple_correct_answers": "false",
         "correct_answers": {"answer_a_correct": "false", "answer_b_correct": true, "answer_c_correct": "false"},
         "correct_answer": "answer_a", "explanation": "It reads a file.", "tip": None, "tags": [{"name": "Linux"}],
         "category": "Linux", "difficulty": "Easy"},
        {"id": 8, "question": "Which are shells?",
         "answers": {"answer_a": "bash", "answer_b": "vim", "answer_c": "zsh"},
         "multiple_correct_answers": "true",
         "correct_answers": {"answer_a_correct": true, "answer_b_correct": "false", "answer_c_correct": true}},
    ])  # fmt: skip

    assert (report.format, report.problems) == ("QuizAPI", ())
    assert report.bank is not None
    prints, shells = report.bank.questions
    assert (prints.stem, right(prints), prints.feedback.general) == (
        "Which prints <br>?",
        ["cat <file>"],
        "It reads a file.",
    )
    assert (prints.filing.category, prints.filing.tags) == ("Linux", ("Linux", "Easy"))
    assert (shells.kind, right(shells)) == (Kind.MULTIPLE, ["bash", "zsh"])


@pytest.mark.parametrize("stem", ["Capital of Peru?", {"text": "Capital of Peru?"}])
def test_the_trivia_api_has_the_right_answer_apart_from_the_wrong_ones(stem: object) -> None:
    report = read([{"category": "geography", "id": "x1", "correctAnswer": "Lima", "incorrectAnswers": ["Quito", "Oslo"],
                    "question": stem, "tags": ["peru"], "type": "text_choice", "difficulty": "easy"}])  # fmt: skip

    assert report.format == "The Trivia API"
    assert report.bank is not None
    (question,) = report.bank.questions
    assert ([one.text for one in question.choices], right(question)) == (["Lima", "Quito", "Oslo"], ["Lima"])
    assert (question.filing.category, question.filing.tags) == ("geography", ("peru", "easy"))


def test_kahoot_takes_any_of_several_right_answers_unless_all_are_asked_for() -> None:
    def asked(kind: str) -> dict[str, Any]:
        return {"type": kind, "question": "Which&nbsp;ones?", "time": 20000, "points": True, "pointsMultiplier": 1,
                "choices": [{"answer": "a", "correct": True}, {"answer": "b", "correct": False},
                            {"answer": "c", "correct": True}]}  # fmt: skip

    report = read({"title": "K", "questions": [asked("quiz"), asked("multiple_select_quiz"), asked("survey")]})

    assert report.format == "Kahoot JSON"
    assert report.bank is not None
    one, every = report.bank.questions
    assert [credit(one, frozenset((pick,))) for pick in range(3)] == [1, 0, 1]
    assert [credit(every, frozenset(picked)) for picked in ((0,), (0, 2))] == [0, 1]
    assert [left.values["kind"] for left in report.left_out] == ["survey"]


# --- people's own ---


@pytest.mark.parametrize(
    "question",
    [
        peru(answer="Lima"),
        peru(answer="B"),
        peru(correct_answer="lima"),
        peru(correctAnswer="B. Lima"),
        peru(answer="Option B"),
        peru(correctIndex=1),
        peru(correct_option_index=1),
        {"q": "Capital of Peru?", "a": "Quito", "b": "Lima", "c": "La Paz", "answer": "B"},
        {"Question": "Capital of Peru?", "A": "Quito", "B": "Lima", "C": "La Paz", "Answer": "B"},
        {"question": "Capital of Peru?", "option1": "Quito", "option2": "Lima", "option3": "La Paz", "answer": "Lima"},
        {"text": "Capital of Peru?", "options": {"A": "Quito", "B": "Lima", "C": "La Paz"}, "answer": "B"},
        {"stem": "Capital of Peru?", "choices": [{"label": "A", "text": "Quito"}, {"label": "B", "text": "Lima"},
                                                 {"label": "C", "text": "La Paz"}], "answer": "B"},
        {"prompt": "Capital of Peru?", "answers": [{"text": "Quito"}, {"text": "Lima", "isCorrect": True},
                                                   {"text": "La Paz", "isCorrect": False}]},
        {"question": "Capital of Peru?", "choices": [{"id": "x", "content": "Quito"}, {"id": "y", "content": "Lima"},
                                                     {"id": "z", "content": "La Paz"}], "correct_answer": "y"},
        {"question": "Capital of Peru?", "options": ["A. Quito", "B. Lima", "C. La Paz"], "answer": "B. Lima"},
        {"question": "Capital of Peru?", "options": ["A) Quito", "B) Lima", "C) La Paz"], "answer": "b"},
        {"题目": "Capital of Peru?", "选项": ["A、Quito", "B、Lima", "C、La Paz"], "答案": "B"},
        {"question": "Capital of Peru?", "options": [{"answer": "Quito", "points": 0}, {"answer": "Lima", "points": 10},
                                                     {"answer": "La Paz", "points": 0}]},
        {"question": {"stem": "Capital of Peru?", "choices": [{"label": "A", "text": "Quito"}, {"label": "B", "text":
         "Lima"}, {"label": "C", "text": "La Paz"}]}, "answerKey": "B"},
        {"question": "Capital of Peru?", "choices": {"text": CITIES, "label": ["A", "B", "C"]}, "answerKey": "B"},
        {"question": "Capital of Peru?", "options": ["A)Quito", "B)Lima", "C)La Paz"], "correct": "B"},
        {"question": "Capital of Peru?", "questionType": "text", "answers": CITIES, "correctAnswer": "Lima"},
        {"type": "radiogroup", "name": "q1", "title": "Capital of Peru?", "correctAnswer": "y",
         "choices": [{"value": "x", "text": "Quito"}, {"value": "y", "text": "Lima"},
                     {"value": "z", "text": "La Paz"}]},
        {"énoncé": "Capital of Peru?", "choix": CITIES, "propositions": CITIES, "bonne réponse": "Lima"},
    ],
)  # fmt: skip
def test_an_answer_is_a_text_a_letter_a_label_or_a_mark_at_the_choice(question: dict[str, Any]) -> None:
    (found,) = questions([question])

    assert (found.stem, [one.text for one in found.choices]) == ("Capital of Peru?", CITIES)
    assert (right(found), found.kind) == (["Lima"], Kind.SINGLE)


@pytest.mark.parametrize(
    "answer",
    [["Quito", "La Paz"], ["A", "C"], "AC", "A, C", [0, 2], {"A": True, "B": False, "C": True}, [True, False, True]],
)
def test_several_answers_are_ticked(answer: object) -> None:
    (found,) = questions([peru(answer=answer)])

    assert (found.kind, right(found)) == (Kind.MULTIPLE, ["Quito", "La Paz"])


def test_wrong_answers_may_stand_one_by_one_and_several_may_be_ticked() -> None:
    drawn = {"question": "Capital of Peru?", "distractor1": "Quito", "distractor2": "La Paz", "correct_answer": "Lima"}
    ticked = peru(answerSelectionType="multiple", answer=["Lima"])

    first, second = questions([drawn, ticked])

    assert ([one.text for one in first.choices], right(first)) == (["Lima", "Quito", "La Paz"], ["Lima"])
    assert (second.kind, right(second)) == (Kind.MULTIPLE, ["Lima"])


def test_a_question_to_write_among_others_is_left_out_and_said() -> None:
    report = read([{"question": "Describe Lima.", "type": "essay"}, peru(answer="Lima"), {"question": "Why?"}])

    assert report.bank is not None
    assert [(one.values["kind"], one.values["start"]) for one in report.left_out] == [
        ("essay", "Describe Lima."), ("without choices", "Why?"),
    ]  # fmt: skip


def test_a_text_that_questions_are_about_is_not_lost_without_a_word() -> None:
    passage = "Lima lies by the sea, in a desert, and has ten million people."

    for data in ([{"passage": passage, "questions": [peru(answer="Lima")]}], [peru(answer="Lima", context=passage)],
                 [{"text": passage, "passage": passage, "items": [peru(answer="Lima")]}]):  # fmt: skip
        report = read(data)
        assert report.bank is not None
        assert [one.code for one in report.warnings] == ["passage-lost"]


def test_the_title_of_a_quiz_in_a_wrapping_is_its_title_and_no_category() -> None:
    report = read({"card": {"x": 1}, "kahoot": {"title": "Capitals", "questions": [peru(answer="Lima")]}})

    assert report.bank is not None
    assert (report.bank.title, report.bank.questions[0].filing.category) == ("Capitals", "")


def test_kahoots_empty_film_is_no_picture() -> None:
    film = {"startTime": 0, "endTime": 0, "service": "youtube", "fullUrl": ""}
    choices = [{"answer": "Lima", "correct": True}, {"answer": "Quito", "correct": False}]

    report = read([{"type": "quiz", "question": "Capital of Peru?", "choices": choices, "video": film, "time": 20000}])

    assert (report.format, [one.code for one in report.warnings]) == ("Kahoot JSON", ["times-lost"])


def test_an_order_is_no_key() -> None:
    report = read([peru(type="ordering", answer=CITIES), peru(answer="Lima")])

    assert [one.values["kind"] for one in report.left_out] == ["ordering"]


def test_empty_choices_at_the_end_are_none_and_one_before_others_leaves_the_places_open() -> None:
    (question,) = questions([peru(options=[*CITIES, "", None], answer="B")])
    report = read([peru(options=["Quito", None, "Lima", "Oslo"], answer=2), peru(answer=0)])

    assert [one.text for one in question.choices] == CITIES
    assert [one.values["kind"] for one in report.left_out] == ["without choices"]


def test_choices_may_have_points() -> None:
    options = [{"answer": 5, "points": 0}, {"answer": 3, "points": 50, "feedback": "x"}, {"answer": 11, "points": 100}]

    (found,) = questions([{"question": "?", "options": options}])

    assert [one.fraction for one in found.choices] == [0, Fraction(1, 2), 1]
    assert (found.kind, found.choices[1].feedback) == (Kind.SINGLE, "x")


@pytest.mark.parametrize(
    "around",
    [
        lambda one: one, lambda one: [one], lambda one: {"questions": [one]}, lambda one: {"quiz": {"items": [one]}},
        lambda one: {"q1": one}, lambda one: {"data": [{"section": "x", "questions": {"1": one}}]},
    ],
)  # fmt: skip
def test_questions_stand_in_lists_and_objects_of_any_name(around: Any) -> None:
    assert [right(one) for one in questions(around(peru(answer="Lima")))] == [["Lima"]]


def test_lines_of_json_are_a_list() -> None:
    text = "\n".join(json.dumps(peru(question=f"Which of {number}?", answer="C")) for number in range(3))

    assert [right(one) for one in questions(text)] == [["La Paz"]] * 3


def test_chapters_are_categories_and_statements_without_words_for_true_are_left_out() -> None:
    report = read([{"chapter": "Memory", "sections": [
        {"type": "单选题", "questions": [
            {"index": 1, "type": "单选题", "content": "哪一个？", "answer": "B",
             "options": [{"label": "A", "text": "甲"}, {"label": "B", "text": "乙"}]}]},
        {"type": "多选题", "questions": [
            {"content": "哪些？", "answer": "AC",
             "options": [{"label": label, "text": label * 2} for label in "ABC"]}]},
        {"type": "判断题", "questions": [{"content": "是吗？", "answer": "√"}, {"content": "So?", "answer": "true"}]},
    ]}])  # fmt: skip

    assert report.problems == ()
    assert report.bank is not None
    one, several, statement = report.bank.questions
    assert (one.kind, right(one), one.filing.category) == (Kind.SINGLE, ["乙"], "Memory")
    assert (several.kind, right(several)) == (Kind.MULTIPLE, ["AA", "CC"])
    assert (statement.kind, right(statement)) == (Kind.TRUE_FALSE, ["True"])
    assert [left.values["kind"] for left in report.left_out] == ["判断题"]


# --- what stays open ---


def sums(*answers: object) -> list[dict[str, Any]]:
    return [
        {"question": f"{number}?", "options": ["3", "4", "5", "6"], "answer": one} for number, one in enumerate(answers)
    ]


def test_a_text_that_may_be_a_place_is_not_guessed() -> None:
    report = read(sums("4"))

    assert [(one.code, one.values["value"]) for one in report.problems] == [("ambiguous-answer", "4")]
    assert report.unfinished is not None


def test_the_other_answers_of_a_file_tell_which_is_meant() -> None:
    texts = questions(sums("4", "6"))
    places = questions([*sums("3"), peru(answer=0)])

    assert [right(one) for one in texts] == [["4"], ["6"]]
    assert [right(one) for one in places] == [["6"], ["Quito"]]


@pytest.mark.parametrize(("answers", "expected"), [((0, 1), ["Quito", "Lima"]), ((3, 1), ["La Paz", "Quito"])])
def test_places_count_from_0_or_1_as_the_file_shows(answers: tuple[int, ...], expected: list[str]) -> None:
    assert [right(one) for one in questions([peru(answer=one) for one in answers])] == [[one] for one in expected]


def test_places_that_may_count_from_either_are_not_guessed_but_asked_for() -> None:
    data = [peru(answer=1), peru(answer=2)]

    report = read(data)

    assert [one.code for one in report.problems] == ["ambiguous-answer"] * 2
    assert [(one.option, one.taken.value) for one in report.guesses if one.option == "counting"] == [("counting", "")]
    for counting, expected in (("0", ["Lima", "La Paz"]), ("1", ["Quito", "Lima"])):
        told = read(data, {"counting": counting})
        assert told.bank is not None
        assert [right(one) for one in told.bank.questions] == [[one] for one in expected]


def test_what_is_called_an_index_counts_from_0_which_is_said_where_the_file_does_not_show_it() -> None:
    report = read([peru(correctIndex=1)])
    shown = read([peru(correctIndex=3), peru(correctIndex=1)])
    told = read([peru(correctIndex=1)], {"counting": "1"})

    assert report.bank is not None
    assert (right(report.bank.questions[0]), [one.taken.value for one in report.guesses]) == (["Lima"], ["0"])
    assert shown.bank is not None
    assert ([right(one) for one in shown.bank.questions], shown.guesses) == ([["La Paz"], ["Quito"]], ())
    assert told.bank is not None
    assert right(told.bank.questions[0]) == ["Quito"]


def test_of_two_choices_with_one_label_the_first_is_taken_which_is_said() -> None:
    options = [{"label": label, "text": text} for label, text in (("A", "x"), ("B", "y"), ("A", "z"), ("C", "w"))]

    report = read([{"question": "Which?", "options": options, "answer": "A"},
                   {"question": "Who?", "options": options, "answer": "C"}])  # fmt: skip

    assert report.bank is not None
    assert [right(one) for one in report.bank.questions] == [["x"], ["w"]]
    assert [(one.code, one.values["label"]) for one in report.warnings] == [("first-of-label", "A")]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (peru(), "no-key"), (peru(answer=None), "no-key"), (peru(answer="Oslo"), "key-is-no-choice"),
        (peru(answer="E"), "key-is-no-choice"), (peru(answer=["Lima", "Oslo"]), "key-is-no-choice"),
        ({"question": "?", "choices": [{"text": "a", "correct": False}, {"text": "b", "correct": False}]}, "no-key"),
    ],
)  # fmt: skip
def test_a_question_without_a_sure_key_asks_for_it(question: dict[str, Any], code: str) -> None:
    report = read([question, peru(question="And?", answer="Lima")])

    assert [(one.code, one.line) for one in report.problems] == [(code, 2)]
    given = read([question, peru(question="And?", answer="Lima")], {"keys": "1:B"})
    assert given.bank is not None
    assert len(given.bank.questions) == 2


@pytest.mark.parametrize(
    "data",
    [
        {"quiz": {"items": [{"text": "Where?"}]}}, {"name": "app", "options": ["a", "b"]},
        [{"question": "Where?", "answer": "Here"}], {"options": {"a": {"question": 1}}}, {"answers": [1, 2]},
    ],
)  # fmt: skip
def test_other_json_is_named_for_what_it_is(data: Any) -> None:
    assert [one.code for one in read(data).problems] == ["is-json"]


def test_damaged_json_is_named_at_its_place() -> None:
    report = read('[\n{"question": "q", "options": ["a", "b"] "answer": "a"}]')

    assert [(one.code, one.line) for one in report.problems] == [("json-syntax", 2)]
