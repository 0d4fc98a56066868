"""What the columns of other people's tables are called, in many languages, and choices that stand in one cell."""

import pytest

from quizapp.domain.banks import Kind, Rule
from quizapp.domain.texts import plain
from quizapp.formats.building.headings import choices_of, label_of, may_ask, name_of, role_of
from quizapp.formats.building.vocabulary import NAMES, Column
from tests.formats.sheets.test_sheets import bank_of, only, read, right, told, worth


@pytest.mark.parametrize(
    "head",
    [
        "题目,选项A,选项B,选项C,答案,解析",
        "题目内容;选项1;选项2;选项3;正确答案（填字母）;答案解析",
        "題目,選項A,選項B,選項C,正確答案,說明",
        "题干\tA\tB\tC\t参考答案\t解析",
        "Вопрос;А;Б;В;Ответ;Пояснение",
        "Frage;1;2;3;Lösung;Erklärung",
        "問題,選択肢1,選択肢2,選択肢3,正解,解説",
        "問題文,選択肢1,選択肢2,選択肢3,正解番号,解説",
        "문제,보기1,보기2,보기3,정답번호,해설",
        "문제,보기 1,보기 2,보기 3,정답,해설",
        "Вопрос;Вариант 1;Вариант 2;Вариант 3;Правильный ответ;Пояснение",
        "Вопрос;Ответ А;Ответ Б;Ответ В;Правильный ответ;Комментарий",
        "Питання;Варіант 1;Варіант 2;Варіант 3;Правильна відповідь;Пояснення",
        "Pytanie;Odpowiedź A;Odpowiedź B;Odpowiedź C;Poprawna odpowiedź;Wyjaśnienie",
        "Otázka;Odpověď A;Odpověď B;Odpověď C;Správná odpověď;Vysvětlení",
        "Soru Metni;A Seçeneği;B Seçeneği;C Seçeneği;Doğru Cevap;Açıklama",
        "السؤال,الخيار أ,الخيار ب,الخيار ج,الإجابة الصحيحة,الشرح",
        "שאלה,תשובה 1,תשובה 2,תשובה 3,תשובה נכונה,הסבר",
        "Ερώτηση;Απάντηση Α;Απάντηση Β;Απάντηση Γ;Σωστή απάντηση;Εξήγηση",
        "Fråga;Svar 1;Svar 2;Svar 3;Rätt svar;Förklaring",
        "Spørgsmål;Svar A;Svar B;Svar C;Rigtigt svar;Forklaring",
        "Kysymys;Vaihtoehto 1;Vaihtoehto 2;Vaihtoehto 3;Oikea vastaus;Selitys",
        "Câu hỏi,Đáp án A,Đáp án B,Đáp án C,Đáp án đúng,Giải thích",
        "Soal,Pilihan A,Pilihan B,Pilihan C,Kunci Jawaban,Pembahasan",
        "Frage;Antwort A;Antwort B;Antwort C;Lösung;Erklärung",
        "question_text,optiona,optionb,optionc,correct_option,explanation",
    ],
)
def test_headings_are_known_in_many_languages(head: str) -> None:
    sign = next(sign for sign in "\t;," if sign in head)

    question = only(f"{head}\n{sign.join(['Capital of Peru?', 'Quito', 'Lima', 'La Paz', '2', 'By the sea.'])}\n")

    assert (question.stem, worth(question)) == ("Capital of Peru?", [("Quito", 0), ("Lima", 1), ("La Paz", 0)])
    assert question.feedback.general == "By the sea."


@pytest.mark.parametrize(
    "head",
    [
        "Frage;Richtige Antwort;Falsche Antwort 1;Falsche Antwort 2",
        "Domanda;Risposta corretta;Risposta errata 1;Risposta errata 2",
        "Pergunta;Resposta certa;Errada 1;Errada 2",
        "Pregunta;Respuesta correcta;Respuesta incorrecta 1;Respuesta incorrecta 2",
        "Question;Réponse juste;Fausse réponse 1;Fausse réponse 2",
    ],
)
def test_the_right_choice_may_have_a_column_beside_those_of_wrong_ones(head: str) -> None:
    question = only(f"{head}\nCapital of Peru?;Lima;Quito;La Paz\n")

    assert worth(question) == [("Lima", 1), ("Quito", 0), ("La Paz", 0)]


def test_where_one_key_counts_from_0_none_is_taken_to_count_from_1() -> None:
    report = read(
        "question,a,b,c,answer\nCapital of Peru?,Lima,Quito,Cusco,0\nAnd of Chile?,Lima,Quito,Santiago,2\n", "x.csv"
    )

    assert report.bank is None
    assert [(one.code, one.line) for one in report.problems] == [("key-is-no-choice", 2), ("ambiguous-answer", 3)]


@pytest.mark.parametrize(("last", "expected"), [(2, ["ambiguous-answer"] * 2), (3, [])])
def test_a_number_beside_a_list_of_a_program_may_count_from_0(last: int, expected: list[str]) -> None:
    rows = [f"Which {number}?;['Lima', 'Quito', 'Cusco'];{number}" for number in (1, last)]

    report = read("\n".join(["question;choices;answer", *rows, ""]), "x.csv")

    assert [one.code for one in report.problems] == expected


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_chinese_table_is_read_in_the_encodings_it_may_have(codec: str) -> None:
    rows = [
        "水在标准大气压下的沸点是多少？,一百度,五十度,零度,A,常压下的结果",
        "中国最长的河流是哪一条？,黄河,长江,珠江,B,",
    ]

    report = read("\r\n".join(["题目,选项A,选项B,选项C,答案,解析", *rows * 6, ""]).encode(codec), "x.csv")

    assert report.bank is not None
    assert [right(question) for question in report.bank.questions[:2]] == [["一百度"], ["长江"]]


@pytest.mark.parametrize(("key", "expected"), [("Б", ["y"]), ("А, В", ["x", "z"]), ("В", ["z"]), ("вариант 2", [])])
def test_choices_with_the_letters_of_another_alphabet_are_known_by_these(key: str, expected: list[str]) -> None:
    report = read([["Вопрос", "Вариант А", "Вариант Б", "Вариант В", "Ответ"], ["Где?", "x", "y", "z", key]])

    assert (right(report.bank.questions[0]) if report.bank else []) == expected


def test_latin_letters_name_no_choice_that_has_another_alphabets() -> None:
    report = read([["Вопрос", "Вариант А", "Вариант Б", "Вариант В", "Ответ"], ["Где?", "x", "y", "z", "B"]])

    assert told(report.problems) == [("key-is-no-choice", "E2")]


@pytest.mark.parametrize("head", ["Question,Choice,Choice,Choice,Correct", "题目,选项,选项,选项,答案",
                                  "Question,Choice,Choice.1,Choice.2,Correct", "Question,answer,answer,answer,key",
                                  "题目,选项X,选项B,选项B,答案"])  # fmt: skip
def test_columns_that_are_called_alike_hold_one_choice_after_the_other(head: str) -> None:
    assert right(only(f"{head}\nWhich?,x,y,z,2\n")) == ["y"]


def test_several_columns_may_each_name_a_right_choice() -> None:
    head = "questionname,questiontext,A,B,C,D,Answer 1,Answer 2"

    report = read(f"{head}\nq1,Which?,w,x,y,z,B,D\nq2,Who?,w,x,y,z,C,\n")

    assert report.bank is not None
    which, who = report.bank.questions
    assert (which.kind, right(which)) == (Kind.MULTIPLE, ["x", "z"])
    assert (who.kind, right(who)) == (Kind.SINGLE, ["y"])


@pytest.mark.parametrize(
    "head",
    [
        "question,answer_1,is_correct_1,answer_2,is_correct_2,answer_3,is_correct_3",
        "Question,Choice A,Correct A,Choice B,Correct B,Choice C,Correct C",
        "Question,Réponse 1,Juste 1,Réponse 2,Juste 2,Réponse 3,Juste 3",
        "question,option 1,option 1 is correct,option 2,option 2 is correct,option 3,option 3 is correct",
    ],
)
def test_a_yes_may_stand_beside_each_right_choice(head: str) -> None:
    report = read(f"{head}\nWhich?,x,FALSE,y,TRUE,z,false\nWhich two?,x,1,y,0,z,1\nWho?,x,perhaps,y,1,z,0\n")

    assert report.unfinished is not None
    which, two, who = report.unfinished.questions
    assert (which.kind, right(which), two.kind, right(two)) == (Kind.SINGLE, ["y"], Kind.MULTIPLE, ["x", "z"])
    assert (told(report.problems), who.stem) == ([("no-key", "A4")], "Who?")


# --- all choices in one cell ---


@pytest.mark.parametrize(
    "cell",
    [
        "Quito;Lima;La Paz", "Quito；Lima；La Paz", "Quito | Lima | La Paz", '"Quito\nLima\nLa Paz"',
        '"A. Quito\nB. Lima\nC. La Paz"', "1) Quito; 2) Lima; 3) La Paz", '"Quito, Lima, La Paz"',
        "Quito / Lima / La Paz", "A. Quito B. Lima C. La Paz",
        "A)Quito B)Lima C)La Paz",
        "A、Quito；B、Lima；C、La Paz",
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["B", "2", "lima"])
def test_choices_may_stand_in_one_cell(cell: str, key: str) -> None:
    question = only(f"question,options,answer\nCapital of Peru?,{cell},{key}\n")

    assert worth(question) == [("Quito", 0), ("Lima", 1), ("La Paz", 0)]


@pytest.mark.parametrize("key", ["B", "lima"])
def test_choices_may_be_a_list_of_a_program(key: str) -> None:
    question = only(f'question,options,answer\nCapital of Peru?,"[""Quito"", ""Lima"", ""La Paz""]",{key}\n')

    assert worth(question) == [("Quito", 0), ("Lima", 1), ("La Paz", 0)]


def test_a_comma_inside_of_lettered_choices_does_not_divide_them() -> None:
    question = only('question,options,answer\nWhere?,"A. Lima, Peru B. Quito, Ecuador",B\n')

    assert worth(question) == [("Lima, Peru", 0), ("Quito, Ecuador", 1)]


def test_a_sign_inside_of_choices_does_not_divide_them_where_another_divides_all() -> None:
    bank = bank_of('题目,选项,答案\n哪些？,"1,5;2,5;3,5",B\n谁？,"a;b",A\n')

    assert [len(question.choices) for question in bank.questions] == [3, 2]
    assert right(bank.questions[0]) == ["2,5"]


def test_of_two_columns_of_answers_one_holds_them_all() -> None:
    for head, row in (("question,answers,correct answer", "Which?,x;y;z,z"),
                      ("question,correct answer,answers", "Which?,z,x;y;z")):  # fmt: skip
        assert right(only(f"{head}\n{row}\n")) == ["z"]


def test_moodles_own_names_for_fields_are_known() -> None:
    report = read(
        "multichoicename,questiontext,choices,answer,generalfeedback,defaultmark,qtype\n"
        "Seas,Which are seas?,Baltic;Rhine;Red;Dead;Loire,ACD,Look at a map.,2,multichoice\n"
    )

    assert report.bank is not None
    (question,) = report.bank.questions
    assert (question.kind, right(question), question.marking.maximum) == (Kind.MULTIPLE, ["Baltic", "Red", "Dead"], 2)


@pytest.mark.parametrize(
    "text", ["One question, two options, an answer\nand, so, on\n", "question,options,answer\na,b,c\n"]
)
def test_words_of_a_sentence_name_no_column_of_choices(text: str) -> None:
    assert read(text, "x.txt").bank is None


# --- questions in HTML, and without choices ---


def test_stems_that_are_html_throughout_are_read_as_html() -> None:
    rows = [["ID", "題型", "題目", "選項A", "選項B", "答案"],
            ["1", "x", "<p>Where is <b>it</b>?</p><p>Say.</p>", "here &amp; now", "there", "A"],
            ["2", "y", "<p>Write.</p>", "", "", ""]]  # fmt: skip

    report = read(rows)

    assert report.bank is not None
    (question,) = report.bank.questions
    assert (plain(question.stem), right(question)) == ("Where is it?\nSay.", ["here & now"])
    assert [(one.values["kind"], one.values["start"]) for one in report.left_out] == [("y", "Write.")]


def test_a_question_about_html_is_not_read_as_html() -> None:
    rows = [["question", "A", "B", "answer"], ["<p>text</p>", "a", "b", "A"], ["Which tag?", "<p>x</p>", "y", "A"]]

    first, second = bank_of(rows).questions

    assert (first.stem, right(second)) == ("<p>text</p>", ["<p>x</p>"])


def test_kinds_are_known_in_chinese_and_a_bare_statement_has_its_key() -> None:
    head = "题型,题目,选项A,选项B,选项C,答案"

    report = read(f"{head}\n单选题,哪个？,x,y,z,B\n多选题,哪些？,x,y,z,AC\n判断题,是吗？,,,,错\n填空题,写。,,,,字\n")

    assert report.bank is not None
    kinds = [(one.kind, [choice.fraction > 0 for choice in one.choices]) for one in report.bank.questions]
    assert kinds == [
        (Kind.SINGLE, [False, True, False]), (Kind.MULTIPLE, [True, False, True]), (Kind.TRUE_FALSE, [False, True]),
    ]  # fmt: skip
    assert [one.values["kind"] for one in report.left_out] == ["填空题"]
    assert report.bank.questions[1].marking.rule is Rule.PARTIAL


# --- the vocabulary ---


def test_no_name_means_two_things() -> None:
    shared = {
        name_of(name)
        for role, names in NAMES.items()
        for name in names.split(", ")
        if role_of(name_of(name)) is not role and (role, name) not in EITHER
    }

    assert shared == set()


EITHER = {(Column.PICTURE, "video")}


@pytest.mark.parametrize("names", [["a"], ["question", "answer", "answer"], ["answer", "answer 1"], ["b", "c"]])
def test_a_column_alone_or_one_of_two_keys_is_no_choice(names: list[str]) -> None:
    assert len(choices_of(names).numbers) < 2


def test_a_word_that_only_begins_like_a_choice_is_none() -> None:
    assert [label_of(name) for name in ("options", "answered", "choice of words", "optional", "答案")] == [None] * 5


@pytest.mark.parametrize("role", [Column.QUESTION, Column.NAME])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_no_name_of_a_question_escapes_the_quick_look(role: Column, sign: str) -> None:
    """However it is written, wherever it stands: what the quick look denies is never divided into cells."""
    for name in NAMES[role].split(", "):
        for cell in (
            name,
            name.upper(),
            name.title().replace(" ", ""),
            f'"{name}"',
            f"{name} (max. 120)",
            f"_{name}_:",
        ):
            if role_of(name_of(cell.strip('"'))) is role:
                assert may_ask(sign.join((cell, "a", "b")) + "\n"), cell
                assert may_ask("remark\n" + sign.join(("a", cell, "b"))), cell
                assert may_ask(sign.join(("a", "b", cell))), cell


@pytest.mark.parametrize(
    "text",
    [
        "::Question 1::What, they asked; why?{=a ~b}\n",
        "questions:\n- stem: |\n    Why?\n",
        "Question 1: why, and what for?\nA. x\nB. y\n",
        '<question type="multichoice"><name>\n<text>a, b, c</text>\n',
    ],
)
def test_texts_of_other_formats_are_not_divided_into_cells(text: str) -> None:
    assert not may_ask(text)
