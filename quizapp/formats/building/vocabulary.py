"""What the columns of tables of questions are called: by our own names, and by those that people give them.

Names are compared as `headings.name_of` makes them: without case, accents, signs and what stands in brackets. English
and French ones are known for every column, those of other languages for what a question needs: its text, its choices,
the right one, and what is said to it. Chinese headings are compounds, so their parts count.
"""

from enum import StrEnum


class Column(StrEnum):
    """What a column holds, by the name that our own files give it."""

    ID = "id"
    NAME = "name"
    KIND = "kind"
    QUESTION = "question"
    CHOICES = "choices"
    """All of them in one cell."""
    RIGHT = "right"
    FRACTIONS = "fractions"
    RULE = "rule"
    FEEDBACK = "feedback"
    FEEDBACK_RIGHT = "feedback if right"
    FEEDBACK_PARTLY = "feedback if partly right"
    FEEDBACK_WRONG = "feedback if wrong"
    POINTS = "points"
    TAGS = "tags"
    CATEGORY = "category"
    SHUFFLE = "shuffle"
    FIXED = "fixed"
    TIME = "time"
    PICTURE = "picture"
    NUMBER = "number"


NAMES: dict[Column, str] = {
    Column.ID: "id, question id, identifiant, identifier, reference, idnumber",
    Column.NAME: "name, question name, nom, title, titre, questionname, multichoicename, nom de la question",
    Column.KIND: (
        "kind, type, question type, question kind, type of question, type de question, genre, qtype, fragetyp, "
        "typ, tipo, tipo de pregunta, tipo di domanda, tipo de questao, soort, vraagtype, 유형, 문제 유형, 種類, "
        "タイプ, тип, тип вопроса, тип питання, typ pytania, soru tipi, soru turu, tur, نوع السؤال, النوع, kieu, "
        "loai cau hoi, jenis, tipe, tipe soal, jenis soal"
    ),
    Column.QUESTION: (
        "question, questions, question text, text of question, question title, stem, prompt, enonce, "
        "question stem, texte de la question, intitule, libelle, q, the question, questiontext, frage, fragen, "
        "fragetext, fragestellung, pregunta, preguntas, enunciado, texto de la pregunta, domanda, domande, "
        "testo della domanda, pergunta, perguntas, questao, questoes, texto da questao, vraag, vragen, vraagtekst, "
        "pregunta text, 問, 質問, 設問, 問題文, 質問文, 設問文, 문제, 질문, 문항, 문제 내용, 질문 내용, вопрос, "
        "вопросы, текст вопроса, формулировка вопроса, питання, запитання, текст питання, pytanie, pytania, "
        "tresc pytania, otazka, otazky, zneni otazky, text otazky, soru, sorular, soru metni, soru koku, السؤال, "
        "سؤال, الأسئلة, نص السؤال, שאלה, השאלה, נוסח השאלה, سوال, پرسش, متن سوال, ερωτηση, ερωτησεις, fraga, "
        "fragor, fragetext, sporgsmal, spørgsmål, spørsmål, kysymys, kysymykset, kerdes, kerdesek, intrebare, "
        "intrebari, въпрос, въпроси, pitanje, pitanja, vprasanje, cau hoi, noi dung cau hoi, pertanyaan, soal, "
        "soalan, butir soal, คำถาม, प्रश्न, preguntes, savol, savollar, sual, suallar"
    ),
    Column.CHOICES: (
        "choices, options, answer choices, answer options, possible answers, propositions, choix de reponse, "
        "reponses possibles, choix possibles, auswahlmoglichkeiten, antwortmoglichkeiten, opciones, "
        "opciones de respuesta, opzioni, opcoes, alternativas, antwoordopties, 选项, 選項, 备选答案, 選択肢, "
        "선택지, 보기, варианты, варианты ответа, варианты ответов, варіанти відповідей, opcje, "
        "mozliwe odpowiedzi, moznosti, secenekler, siklar, الخيارات, الاختيارات, אפשרויות, svaralternativ, "
        "svarmuligheder, vaihtoehdot, variante, pilihan, opsi, pilihan jawaban, lua chon, cac lua chon"
    ),
    Column.RIGHT: (
        "right, juste, justes, correct, correct answer, correct answers, correct option, correct options, answer, "
        "correct choice, correct choices, correct response, correct responses, right answer, right answers, "
        "answers, right option, right choice, key, answer key, solution, solutions, bonne reponse, "
        "bonnes reponses, bonne, bonnes, rep, "
        "reponse, reponse correcte, reponses correctes, reponse juste, reponses justes, reponses, "
        "cle, corrige, ans, right answer number, correct answer number, correct ans, bon choix, "
        "correct option number, correct option id, correct option ids, correct letter, right letter, "
        "richtige antwort, richtige antworten, richtig, korrekte antwort, losung, losungen, antwort, "
        "respuesta correcta, respuestas correctas, correcta, correctas, respuesta, risposta corretta, "
        "risposte corrette, risposta esatta, risposta, resposta correta, respostas corretas, resposta certa, "
        "resposta, gabarito, juiste antwoord, juist antwoord, goede antwoord, antwoord, correct antwoord, 正解, "
        "正答, 解答, 答え, 正しい答え, 정답, 답, 답안, 정답 번호, 정답번호, правильный ответ, правильные ответы, "
        "верный ответ, верные ответы, ответ, ответы, правильна відповідь, правильні відповіді, відповідь, "
        "poprawna odpowiedz, prawidlowa odpowiedz, poprawne odpowiedzi, poprawna, odpowiedz, odp, spravna odpoved, "
        "spravne odpovedi, odpoved, dogru cevap, dogru yanit, dogru secenek, dogru sik, cevap, cevap anahtari, "
        "الإجابة, الإجابة الصحيحة, الجواب, الجواب الصحيح, الاجابة, الاجابة الصحيحة, الحل, תשובה, תשובה נכונה, "
        "התשובה הנכונה, پاسخ, پاسخ صحیح, پاسخ درست, گزینه صحیح, σωστη απαντηση, απαντηση, svar, ratt svar, "
        "korrekt svar, rigtigt svar, riktig svar, fasit, facit, oikea vastaus, vastaus, helyes valasz, valasz, "
        "megoldas, raspuns, raspuns corect, верен отговор, правилен отговор, отговор, tocan odgovor, "
        "ispravan odgovor, odgovor, pravilen odgovor, dap an, dap an dung, cau tra loi dung, jawaban, "
        "jawaban benar, jawaban yang benar, kunci jawaban, kunci, jawapan, คำตอบ, เฉลย, सही उत्तर, उत्तर, "
        "corretta, corrette, risposta giusta, correta, corretas, certa, certas, richtige losung, правильный, "
        "resposta correcta, to g ri javob, javob, duzgun cavab, cavab"
    ),
    Column.FRACTIONS: "fractions, fraction, parts, parts de la note",
    Column.RULE: "rule, regle",
    Column.FEEDBACK: (
        "feedback, general feedback, explanation, explanations, answer explanation, explication, explications, "
        "commentaire, retour, retroaction, rationale, justification, generalfeedback, feedback general, erklarung, "
        "begrundung, erlauterung, explicacion, retroalimentacion, justificacion, spiegazione, explicacao, "
        "comentario, justificativa, uitleg, toelichting, 解説, 説明, 해설, 설명, 풀이, объяснение, пояснение, "
        "комментарий, пояснення, wyjasnienie, komentarz, vysvetleni, aciklama, cozum, الشرح, التفسير, شرح الإجابة, "
        "הסבר, توضیح, εξηγηση, forklaring, förklaring, selitys, magyarazat, explicatie, обяснение, objasnjenje, "
        "giai thich, loi giai, penjelasan, pembahasan, explicacio"
    ),
    Column.FEEDBACK_RIGHT: "feedback if right, feedback right, correct feedback, retour si juste, feedback correct",
    Column.FEEDBACK_PARTLY: "feedback if partly right, feedback partly, retour si en partie juste",
    Column.FEEDBACK_WRONG: "feedback if wrong, feedback wrong, incorrect feedback, retour si faux, feedback incorrect",
    Column.POINTS: (
        "points, point, marks, mark, score, grade, bareme, note, maximum, defaultmark, default mark, defaultgrade, "
        "default grade, punkte, puntos, puntuacion, punti, punteggio, pontos, pontuacao, punten, 配点, 点数, 배점, "
        "점수, баллы, балл, бали, punkty, body, puan, الدرجة, الدرجات, ניקוד, نمره, poang, poeng, pisteet, "
        "pontszam, punctaj, точки, bodovi, diem, nilai, skor"
    ),
    Column.TAGS: "tags, tag, etiquettes, etiquette, mots cles, keywords, schlagworter, etiquetas",
    Column.CATEGORY: (
        "category, categorie, topic, subject, theme, chapter, chapitre, kategorie, thema, categoria, tema, "
        "capitulo, argomento, assunto, カテゴリー, カテゴリ, 카테고리, 단원, категория, тема, категорія, "
        "kategoria, temat, konu, kategori, الفئة, الموضوع, נושא, chu de, topik, bab"
    ),
    Column.SHUFFLE: "shuffle, melanger, shuffle answers, shuffle choices, shuffle options",
    Column.FIXED: "fixed, fixe, fixes, fixed choices",
    Column.TIME: (
        "time, time limit, time in seconds, time limit sec, duration, seconds, temps, duree, limite de temps, "
        "temps en secondes, timer, sure, sure sn, zeit, tiempo, tempo"
    ),
    Column.PICTURE: (
        "picture, image, image link, image url, question image, media, photo, video, image de la question, "
        "lien de l image, audio, image lien, bild, imagen, immagine, imagem, afbeelding, 画像, 이미지, "
        "изображение, картинка, resim, gorsel"
    ),
    Column.NUMBER: (
        "number, no, n, nr, num, numero, question number, question no, question #, #, index, sr no, s no, sl no, "
        "serial number, nummer, 番号, 번호, номер, lp, sira, sira no, م, stt, poradi"
    ),
}
ALSO_CHOICES = (
    "answers, reponses, antworten, respuestas, risposte, respostas, antwoorden, odpowiedzi, odpovedi, ответы, "
    "відповіді, cevaplar, svar, 答案"
)
"""Said of the right one too; beside a column that can hold no more than that, they are all choices."""
OWN_RIGHT = ("right", "juste", "justes")
"""What our own files call the column of the key."""
CHOICE_WORDS = (
    "choice, option, answer, opt, ans, alternative, response, choix, reponse, proposition, antwort, auswahl, "
    "opcion, respuesta, opzione, risposta, opcao, resposta, alternativa, antwoord, keuze, optie, odpowiedz, opcja, "
    "wariant, odpoved, moznost, secenek, cevap, sik, svar, svaralternativ, svarmulighed, alternativ, vaihtoehto, "
    "vastaus, valasz, raspuns, varianta, optiune, dap an, lua chon, phuong an, pilihan, opsi, jawaban, вариант, "
    "вариант ответа, ответ, варіант, варіант відповіді, відповідь, отговор, odgovor, επιλογη, απαντηση, الخيار, "
    "خيار, الاختيار, اختيار, الإجابة, אפשרות, תשובה, گزینه, ตัวเลือก, विकल्प, opcio"
)
"""Before the number or letter of a choice."""
GLUED_WORDS = "选项, 選項, 答案选项, 备选项, 选择项, 答案, 選択肢, 選択, 선택지, 보기, 문항, 답"
"""The same where no blank need stand between."""
SHORT_WORDS = "option, opt, choice, ans, answer, opcion, opzione, opcao, antwort, reponse, choix"
"""Which people write together with a letter, as in « optiona »."""
BEHIND_WORDS = (
    "选项, 選項, 项, 項, secenegi, secenek, sikki, sik, option, choice, opcao, opcion, variant, вариант, 보기"
)
"""Behind the number or letter, as in « A Seçeneği »."""
BARE_WORDS = (
    "choice, option, choix, proposition, answer, reponse, opcion, opzione, opcao, antwort, auswahl, 选项, 選項, "
    "вариант, opcja, secenek, alternative, alternativa, respuesta, risposta, resposta, antwoord, 選択肢, 선택지"
)
"""By which several columns may be called alike, without a number."""
COMPOUNDS: tuple[tuple[Column, str], ...] = (
    (Column.RIGHT, r"(?:正解|正答|解答)の?(?:番号|選択肢|記号)"),
    (Column.KIND, r".*(?:题型|題型|类型|類型)"),
    (Column.NUMBER, r".*(?:编号|編號|序号|序號|题号|題號|番号)"),
    (Column.POINTS, r".*(?:分值|分数|分數|配分|得分)"),
    (Column.PICTURE, r"(?:图片|圖片|图像|圖像).*|.*(?:图片|圖片)"),
    (Column.CATEGORY, r".*(?:分类|分類|类别|類別|章节|章節)"),
    (Column.TAGS, r".*(?:标签|標籤|知识点|知識點)"),
    (Column.FEEDBACK, r".*(?:解析|详解|詳解|解释|解釋|说明|說明|解説)"),
    (Column.RIGHT, r"答案(?:标签)?|.*(?:答案|正解|正确选项|正確選項)"),
    (Column.QUESTION, r"(?:题目|題目|题干|題幹|试题|試題|问题|問題|题).*"),
)
"""Of Chinese and Japanese headings: the first that fits."""
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz", "абвгдежзик", "αβγδεζηθικ", "ابجدهوزحطي", "אבגדהוזחטי", "一二三四五六七八九十",
)  # fmt: skip
"""By whose letters choices are called."""
