"""What lines call themselves: « Answer: », « Réponse : », « 答案 » and whatever else begins one, in many languages."""

import re
from dataclasses import dataclass
from enum import StrEnum

from quizapp.formats.prose.normal import bare


class Naming(StrEnum):
    """What a line that has a name holds."""

    KEY = "key"
    PICKED = "picked"
    """What somebody answered."""
    QUESTION = "question"
    OPTIONS = "options"
    EXPLANATION = "explanation"
    FEEDBACK = "feedback"
    FEEDBACK_CHOICE = "feedback of a choice"
    FEEDBACK_RIGHT = "feedback if right"
    FEEDBACK_WRONG = "feedback if wrong"
    POINTS = "points"
    TITLE = "title"
    TAGS = "tags"
    CATEGORY = "category"
    KIND = "kind"
    NOTHING = "nothing"
    """What says nothing of the question itself, such as how difficult it is."""


_KEY = """
answer, answers, ans, ansr, correct answer, correct answers, right answer, right answers, the answer,
the correct answer, correct option, correct options, correct choice, correct choices, correct response,
correct, right option, key, answer key, correct ans, solution, solutions, the answer is, answer is,
correct answer is, the correct answer is, the right answer is, correct option is, the correct option is,
ans key, model answer, final answer, réponse, réponses, bonne réponse, bonnes réponses, la bonne réponse,
réponse correcte, réponses correctes, réponse juste, réponses justes, réponse exacte, rép, corrigé,
correction, la bonne réponse est, la réponse est, clé, réponse attendue, bonne(s) réponse(s), réponse(s),
réponse(s) correcte(s), réponse(s) juste(s), solution(s), antwort, antworten, lösung, lösungen, lösungsschlüssel,
richtige antwort, richtige antworten, korrekte antwort, korrekte antworten, richtig, richtige lösung,
musterlösung, respuesta, respuestas, respuesta correcta, respuestas correctas, correcta, correctas,
solución, soluciones, clave, clave de respuestas, resp,
opción correcta, la respuesta correcta es, la respuesta es, r, rta,
rpta, risposta, risposte, risposta corretta, risposte corrette, risposta esatta, risposta giusta,
soluzione, soluzioni, corretta, resposta, respostas, resposta correta, respostas corretas,
resposta certa, gabarito, alternativa correta, solução, correta, antwoord, antwoorden, juiste antwoord,
het juiste antwoord, goede antwoord, correct antwoord, oplossing, svar, rätt svar, korrekt svar,
rätta svar, riktig svar, rigtigt svar, korrekte svar, facit, fasit, vastaus, oikea vastaus, oikea,
odpowiedź, odpowiedzi, poprawna odpowiedź, prawidłowa odpowiedź, odp, odpověď, správná odpověď, správná,
odpoveď, správna odpoveď, válasz, helyes válasz, megoldás, răspuns, răspuns corect, raspuns corect,
odgovor, točan odgovor, tačan odgovor, pravilen odgovor, cevap, doğru cevap, yanıt, doğru yanıt,
doğru seçenek, απάντηση, σωστή απάντηση, σωστό, ответ, ответы, правильный ответ, правильные ответы,
верный ответ, отв, ключ, ключи, ключи к тесту,
відповідь, правильна відповідь, отговор, верен отговор, правилен отговор, javob,
to'g'ri javob, жауап, дұрыс жауап, jawaban, jawaban benar, jawaban yang benar, kunci, kunci jawaban,
jawab, jawapan, đáp án, đáp án đúng, trả lời, câu trả lời, sagot, tamang sagot, jibu, jibu sahihi, उत्तर,
सही उत्तर, सही जवाब, जवाब, উত্তর, সঠিক উত্তর, பதில், విడై, సమాధానం, คำตอบ, คำตอบที่ถูกต้อง, เฉลย, 答案,
正确答案, 参考答案, 标准答案, 正解, 答, 解答, 正確答案, 參考答案, 標準答案, 正确选项, 正確選項, 本题答案,
应选, 正答, 答え, 정답, 답, 답안, الإجابة, الإجابة الصحيحة, الجواب, الجواب الصحيح, الإجابات, الحل, إجابة,
جواب, الإجابه, الاجابه الصحيحه, تשובה, תשובה, התשובה, תשובה נכונה, התשובה הנכונה, پاسخ, پاسخ صحیح,
جواب صحیح, گزینه صحیح, پاسخ درست
"""
_PICKED = """
your answer, your answers, your response, selected answer, student answer, student's answer, user answer,
given answer, my answer, you answered, response, votre réponse, ta réponse, réponse donnée,
réponse de l'élève, ma réponse, ihre antwort, deine antwort, gegebene antwort, tu respuesta,
su respuesta, la tua risposta, sua resposta, jouw antwoord, ваш ответ, 你的答案, 您的答案, 我的答案,
学生答案, 考生答案, 你的答案是, إجابتك, twoja odpowiedź
"""
_NAMES = {
    Naming.KEY: _KEY,
    Naming.PICKED: _PICKED,
    Naming.QUESTION: """
        question, q, frage, pregunta, domanda, pergunta, questão, vraag, вопрос, 題目, 题目, 问题, 問題,
        题干, السؤال, سؤال, enunciado, énoncé, stem, question text, питання, pytanie, fråga, soal,
        câu hỏi, soru, quesito
    """,
    Naming.OPTIONS: """
        options, option, choices, choix, propositions, alternatives, alternativas, opciones, opzioni,
        opções, antwortmöglichkeiten, antwoordopties, варианты, варианты ответа, варианты ответов, 选项,
        選項, pilihan, answer choices, choices are, possible answers, réponses possibles, الخيارات,
        optionen
    """,
    Naming.EXPLANATION: """
        explanation, explanations, answer explanation, rationale, reason, justification, exp, expl, why,
        reasoning, explanation of answer, explication, explications, justificatif, pourquoi, erklärung,
        begründung, erläuterung, explicación, justificación, motivo, spiegazione, motivazione,
        explicação, justificativa, comentário, uitleg, toelichting, verklaring, förklaring, forklaring,
        selitys, wyjaśnienie, vysvětlení, magyarázat, explicație, objašnjenje, açıklama, çözüm, εξήγηση,
        пояснение, объяснение, обоснование, пояснення, обяснение, izoh, penjelasan, pembahasan,
        giải thích, व्याख्या, ব্যাখ্যা, 解析, 答案解析, 试题解析, 详解, 解説, 说明, 說明, 해설, 설명,
        الشرح, التفسير, التعليل, شرح, הסבר, توضیح, توضیحات, analysis, solution details, discussion
    """,
    Naming.FEEDBACK: """
        feedback, general feedback, comment, comments, note, remark, retour, commentaire, commentaires,
        rétroaction, rückmeldung, kommentar, retroalimentación, comentario, comentarios, riscontro,
        commento, feedback geral, terugkoppeling, default feedback, remarque, hinweis, anmerkung,
        нотатка, комментарий, 反馈, 回饋, 評語
    """,
    Naming.FEEDBACK_RIGHT: "fbok, feedback if right, correct feedback, feedback correct, retour si juste",
    Naming.FEEDBACK_WRONG: "fbnok, feedback if wrong, incorrect feedback, feedback incorrect, retour si faux",
    Naming.POINTS: """
        points, point, pts, marks, mark, score, grade, value, weight, barème, note sur, punkte, punkt,
        puntos, puntuación, punti, punteggio, pontos, pontuação, punten, баллы, балл, 分值, 分数, 分數,
        배점, الدرجة, النقاط, poäng
    """,
    Naming.TITLE: "title, question title, titre, titel, título, titolo, name, 标题, 標題, заголовок, العنوان",
    Naming.TAGS: """
        tags, tag, étiquettes, mots clés, mots-clés, keywords, keyword, schlagwörter, stichwörter,
        etiquetas, palabras clave, parole chiave, etichette, palavras-chave, trefwoorden, теги, метки,
        标签, 標籤, 知识点, 考点
    """,
    Naming.CATEGORY: """
        category, topic, subject, section, chapter, catégorie, thème, sujet, chapitre, kategorie, thema,
        kapitel, categoría, tema, capítulo, categoria, argomento, capitolo, тема, раздел, категория,
        章节, 分类, 主題, 分類
    """,
    Naming.KIND: "type, question type, kind, format, fragetyp, tipo, 题型, 題型, тип, type de question, item type",
    Naming.NOTHING: """
        difficulty, level, difficulté, niveau, schwierigkeit, niveau de difficulté, dificultad,
        difficoltà, dificuldade, bloom, bloom's, bloom's level, dif, obj, loc, sta, top, ref, nat, msc,
        pts, 难度, 難度, 难易度, сложность, time, time limit, page, source, reference, références,
        référence, link, learning objective, objective, kc, cognitive level, skill, standard, standards,
        lo, los, id, item id, question id, result, status, your score
    """,
}  # fmt: skip


def _roles() -> dict[str, Naming]:
    found: dict[str, Naming] = {}
    for role, names in _NAMES.items():
        for name in re.split(r",\s*|\n", names):
            if name.strip():
                found.setdefault(bare(name), role)
    return found


_ROLES = _roles()
_LONGEST = 48
_NUMBERED = re.compile(r"(.*?)\s*(?:#|no|nr|n°|to question|to|zu|à la question|de la question|q)?\s*(\d{1,4})")
_FIRST = re.compile(r"[^\w(]{0,6}+([^\W\d_][^\W\d_']*+)\b")
_ARTICLES = frozenset(("the", "la", "le", "die", "das", "il", "a"))
_FIRSTS = _ARTICLES | {name.split()[0] for name, role in _ROLES.items() if role in (Naming.KEY, Naming.PICKED)}
_SAID = r"(?:[^\W\d_]|\d{1,2}|[\u2460-\u2473])"
_ASIDE = re.compile(
    rf"[^\w(]{{0,6}}+(?P<name>[^\W\d_][^\W\d_'()]*+(?:[ _][^\W\d_()][^\W\d_'()]*+){{0,5}}?)"
    rf"\s*+(?P<number>\d{{1,4}}(?=\s*+[-=.)>]))?"
    rf"(?:\s*+(?:[-=.>)\u2192\u279e\u21d2]|is\b|are\b|est\b|ist\b|es\b|é\b|è\b){{0,3}})\s*+"
    rf"(?P<value>[(\[\"]?{_SAID}[)\].\"]?(?:(?:\s*+[,;/&+]\s*+|\s++(?:and|et|und|y|e|и|or)\s++|\s)[(\[]?{_SAID}[)\]]?){{0,9}}|(?-i:[A-Z]{{2,8}}))[\s.*_]*+",
    re.IGNORECASE,
)
"""A key without a colon: « réponse b », « Ans. C », « The correct answer is B »."""
_SENTENCE = re.compile(
    r"[^\w(]{0,6}+(?P<name>[^\W\d_][^\W\d_'()]*+(?:[ _][^\W\d_()][^\W\d_'()]*+){0,4}?)"
    r"\s++(?:is|are|est|sont|ist|sind|es|son|é|è)\s++(?:(?:the|la|le|les|die|der|das|option|choice|letter|lettre|letra|answer|réponse)\s++)*+"
    r"(?P<value>[(\[\"]?[A-Za-z][.)\]:]{1,2}\s*+\S.*|[A-Za-z]\s?[,;(]\s*+(?:car|because|since|parce|puisque|denn|weil"
    r"|porque|perch[eé])\b.*|[(\[\"*]{0,3}[A-Za-z][)\].\"*]{0,4})\s*+",
    re.IGNORECASE,
)
"""A key as a sentence, maybe with its words: « The correct answer is B) Rome. », « La réponse est la b »."""
_WITHIN = re.compile(r"(?P<value>[A-Za-z](?:[\s,;/&+]*+[A-Za-z]){0,9}|true|false|[\u2460-\u2473])\s*+[)\]}.]?[\s.*_]*+")
"""A key behind something else on the same line."""


@dataclass(frozen=True, slots=True)
class Named:
    """A line that says what it holds."""

    role: Naming
    start: int
    """Where what it holds begins."""
    number: int | None = None
    """Of the question that it is about, where it says one."""


def role_of(name: str) -> Naming | None:
    """What a name says that a line holds."""
    return _ROLES.get(bare(name))


def named(text: str) -> Named | None:
    """How a line, in its normal form, calls itself; none for one that does not."""
    at = text.find(":", 0, _LONGEST)
    if at > 0:
        name = bare(text[:at])
        if role := _ROLES.get(name):
            return Named(role, at + 1)
        if name and name[-1].isdecimal() and (found := _NUMBERED.fullmatch(name)) and (role := _ROLES.get(found[1])):
            return Named(role, at + 1, int(found[2]))
    first = _FIRST.match(text)
    if first is None or len(text) > 2 * _LONGEST or bare(first[1]) not in _FIRSTS:
        return None
    aside = _ASIDE.fullmatch(text.rstrip())
    if aside is None or _ROLES.get(bare(aside["name"])) not in (Naming.KEY, Naming.PICKED):
        return _as_sentence(text)
    if bare(text) in _ROLES:
        return None
    number = int(aside["number"]) if aside["number"] else None
    return Named(_ROLES[bare(aside["name"])], aside.start("value"), number)


def _as_sentence(text: str) -> Named | None:
    said = _SENTENCE.fullmatch(text)
    if said is None:
        return None
    name = bare(said["name"])
    article, _, noun = name.partition(" ")
    is_key = Naming.KEY in (_ROLES.get(name), _ROLES.get(noun) if article in _ARTICLES else None)
    return Named(Naming.KEY, said.start("value")) if is_key else None


def key_within(text: str) -> tuple[int, int] | None:
    """Where, behind other words of a line, its key stands, and where what it names begins."""
    at = text.rfind(":", max(0, len(text) - _LONGEST))
    if at < 1 or not (found := _WITHIN.fullmatch(text, at + 1 + len(text[at + 1 :]) - len(text[at + 1 :].lstrip()))):
        return None
    start = at
    for _ in range(_MOST_WORDS):
        start = _word_before(text, start)
        if start <= 0:
            return None
        if _ROLES.get(bare(text[start:at])) is Naming.KEY and _stands_apart(text, start):
            return len(text[:start].rstrip(" \t([{*")), found.start("value")
    return None


_MOST_WORDS = 4


def _word_before(text: str, at: int) -> int:
    """Where the word begins that ends before a place; Chinese is written without blanks between words."""
    at = len(text[:at].rstrip(" *_"))
    start = at
    while start > 0 and text[start - 1].isalpha() and not (text[start - 1].isascii() and at - start > _LONGEST):
        start -= 1
    cut = next((one for one in range(start, at) if _ROLES.get(bare(text[one:at])) is Naming.KEY), start)
    return start if text[start:at].isascii() else cut


def _stands_apart(text: str, start: int) -> bool:
    before = text[start - 1]
    is_blank = text[max(0, start - 2) : start].isspace() and start > 1
    return is_blank or before in "\t([{.?!" or not text[start].isascii() or text[start].isupper()


# --- true and false ---

_TRUE = """
true, t, vrai, v, wahr, richtig, w, verdadero, verdadera, cierto, vero, verdadeiro, waar, juist, sant,
rätt, prawda, pravda, igaz, adevărat, doğru, верно, да, правда, правильно, 正确, 对, 正確, 對, √, ✓, صح,
صحيح, נכון, benar, đúng, yes, oui
"""
_FALSE = """
false, f, faux, falsch, falso, falsa, onwaar, onjuist, falskt, fel, fałsz, nepravda, hamis, fals, yanlış,
неверно, нет, ложь, неправильно, 错误, 错, 錯誤, 錯, ×, ✗, x, خطأ, خطا, לא נכון, salah, sai, no, non
"""
_TRUTHS = {bare(one): True for one in re.split(r",\s*", _TRUE.strip())} | {
    bare(one): False for one in re.split(r",\s*", _FALSE.strip())
}


def truth(text: str) -> bool | None:
    """Whether a word, or a sign alone, says that something is true, or that it is false."""
    if len(text) >= _LONGEST_TRUTH:
        return None
    word = bare(text)
    return _TRUTHS.get(word) if word else _TRUTH_SIGNS.get(text.strip().rstrip("\ufe0f"))


_LONGEST_TRUTH = 24
_TRUTH_SIGNS = {**dict.fromkeys("✓✔√☑✅", True), **dict.fromkeys("×✗✘❌", False)}


_STATED = re.compile(
    r"\s*+[(\[]\s?+(?P<value>vrai|faux|true|false|wahr|richtig|falsch|vero|falso|verdadero|verdadeiro|waar|onwaar"
    r"|верно|неверно|doğru|yanlış|正确|错误|صح|خطأ)\s?+[)\]][\s.]*+$",
    re.IGNORECASE,
)
"""What stands behind a statement that is true or false."""


def truth_behind(text: str) -> tuple[int, int] | None:
    """Where, behind a statement, it is said whether it is true, and where that word begins."""
    found = _STATED.search(text, max(0, len(text) - _LONGEST))
    return (found.start(), found.start("value")) if found else None


REASONED = re.compile(
    r"(?:(?:la|le|the|die|der|das|el|il)\s)?([A-Za-z])\s?[,;(]\s*+"
    r"((?:car|because|since|parce|puisque|denn|weil|porque|perch[eé])\b.+?)\)?",
    re.IGNORECASE,
)
"""The letter of a right choice, and why it is."""

# --- counting in words ---

_COUNTED = (
    "premier première premiers first erste ersten erster erstes primera primero prima primo primeira primeiro eerste "
    "первый первая первое 第一个 第一項 第一项 第一 الأول الأولى",
    "deuxième second seconde 2e 2ème 2nd zweite zweiten zweiter zweites segunda segundo seconda secondo tweede второй "
    "вторая второе 第二个 第二項 第二项 第二 الثاني الثانية",
    "troisième third 3e 3ème 3rd dritte dritten dritter drittes tercera tercero terza terzo terceira terceiro derde "
    "третий третья третье 第三个 第三項 第三项 第三 الثالث الثالثة",
    "quatrième fourth 4e 4ème 4th vierte vierten vierter viertes cuarta cuarto quarta quarto vierde четвёртый "
    "четвертый четвёртая 第四个 第四項 第四项 第四 الرابع الرابعة",
    "cinquième fifth 5e 5ème 5th fünfte fünften fünfter fünftes quinta quinto vijfde пятый пятая 第五个 第五 الخامس",
)
ORDINALS = {bare(word): at for at, words in enumerate(_COUNTED) for word in words.split()}
_FILLINGS = (
    "la le the die der das el il de het answer option choice one reponse proposition choix antwort respuesta opcion "
    "risposta resposta ligne line"
)


def ordinal_named(text: str) -> int | None:
    """The place, from 0, that a word such as « la deuxième » gives; None where it says anything else."""
    if len(text) >= _LONGEST:
        return None
    said = [word for word in bare(text).replace(".", " ").split() if word not in _FILLINGS.split()]
    return ORDINALS.get(said[0]) if len(said) == 1 else None


def counts_in_words(text: str) -> bool:
    """Whether some word of a text is such a number."""
    return any(word in ORDINALS for word in bare(text).split())


# --- marks on a choice ---

_RIGHT = (
    r"correct|correct answer|right answer|true answer|answer|juste"
    r"|bonne réponse|réponse correcte|correcte?|richtig|korrekt|richtige antwort"
    r"|correcta|respuesta correcta|corretta|corretto|giusta|correta|certa|goed|juist"
    r"|верно|правильно|правильный ответ|正确|正确答案|正確|對|对|صحيح|صحيحة|الإجابة الصحيحة|benar"
    r"|đúng|rätt|oikein|prawidłowa|poprawna|doğru"
)
_WRONG = r"incorrect|wrong|faux|incorrecte?|falsch|incorrecta|sbagliata|incorreta|errada|fout|неверно|错误|错|خطأ"
_BRACKETED = rf"[(\[{{<]\s*+(?:{_RIGHT})\s*+[)\]}}>]"
TRAILING = re.compile(
    rf"\s*+(?:{_BRACKETED}|\*{{1,3}}|[✓✔√☑✅🗸]\ufe0f?"
    rf"|(?:<-+|\u2190|\u21d0)\s*+(?:{_RIGHT})?|[(\[][&*#✓✔√]{{1,3}}[)\]]|(?<=\w\w\s)(?:(?-i:X)|[(\[][xX][)\]])|(?<=^\d\s)(?:(?-i:X)|[(\[][xX][)\]])|(?<=\W\d\s)(?:(?-i:X)|[(\[][xX][)\]])"
    rf"|(?:(?<=\s)-\s++|(?<=\s\s))(?:correct|juste|richtig|correcta|corretta|correta))(?=[\s.;,]*+$)",
    re.IGNORECASE,
)
"""What stands behind a right choice."""
LEADING = re.compile(
    rf"\s*+(?:\*{{1,3}}(?=\s*+\S)(?![^*]*\*\s*$)|[✓✔√☑✅🗸]\ufe0f?"
    rf"|(?:=+>|-+>|\u2192|\u279e|\u27a1|\u21d2)(?=\s*\S)|{_BRACKETED})\s*+",
    re.IGNORECASE,
)
"""What stands before one."""
UNRIGHT = re.compile(
    rf"\s*+(?:[✗✘❌]\ufe0f?|[(\[{{<]\s*+(?:{_WRONG})\s*+[)\]}}>]|(?<=\s)-\s++(?:{_WRONG}))(?=[\s.;,]*+$)"
    r"|^\s*+[✗✘❌]\ufe0f?\s*+",
    re.IGNORECASE,
)
"""What stands at a wrong one."""
TAIL = 40
"""Characters at the end of a choice in which such marks are looked for."""

POINTS = re.compile(
    r"[(\[]\s*+(?:each\s)?(\d{1,3}(?:[.,]\d{1,2})?)\s*+"
    r"(?:points?|pts?|p|marks?|punkte?|pkte?|be|puntos?|punti|punto|pontos?|punten|баллов|балла|балл|分|점)\.?\s*+[)\]]",
    re.IGNORECASE,
)
"""How much a question is worth, within its stem."""
POINTS_ALONE = re.compile(rf"\s*+(?:{POINTS.pattern}\s*+)(?:[(\[]\s*+[\d.,]+\s*+discount\s*+[)\]])?\s*+", re.IGNORECASE)
"""A line that says nothing else."""
SEVERAL = re.compile(
    r"(?:select|choose|check|tick|mark) (?:all|every|two|three|several|multiple)|all that apply|\bmultiple answers?\b"
    r"|plusieurs (?:bonnes )?réponses|cochez (?:toutes|les)|mehrere antworten"
    r"|selecciona (?:todas|varias)|多选|複選|多選",
    re.IGNORECASE,
)
"""A stem, or a heading, that asks for more than one choice."""
