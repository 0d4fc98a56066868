"""Whatever stands in a bank, a name or a file name is text: no page changes its structure for it."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pytest

from quizapp.domain.banks import Bank, Question, Source
from quizapp.formats import native
from quizapp.store.session import Database
from tests import makers
from tests.makers import article, bank, multiple, quoting, single, true_false
from tests.sittings import sat
from tests.visitors import Visitor
from tests.web.school import School, answer, hand_out, upload, with_teachers

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea></title></style><svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "{{7*7}}{% raw %}${8-1}#{9-2}",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "javascript:alert(1)//",
    "%3Cscript%3E \\u003cscript\\u003e",
    "=cmd|' /C calc'!A0",
    "if (a<b) then c>d",
)


_WARNINGS = re.compile(
    r'<section aria-labelledby="warnings">.*?</section>|<span class="doubtful">[^<]*</span>', re.DOTALL
)
TEXTS = (
    "preview", "bank", "question", "feedback", "end",
    "feedback objected to", "attempt ruled on", "question objected to",
)  # fmt: skip
"""Pages on which the payload must stand as it was written."""


class Structure(HTMLParser):
    """The elements and the names of their attributes, in order: what a text must never change."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, __ in attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def structure(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Of a page but for its warnings: what is written may be doubtful."""
    reader = Structure()
    reader.feed(_WARNINGS.sub("", page))
    return reader.seen


def written(payload: str, link: str = "https://example.org/a") -> Bank:
    """A bank with this in every text a teacher writes."""
    text = article(f"The summit took place at {payload}, far away.", "Two launches had failed.")

    def marked(question: Question) -> Question:
        choices = tuple(
            replace(choice, text=f"{payload} {n}", feedback=payload) for n, choice in enumerate(question.choices)
        )
        return makers.changed(question, stem=payload, choices=choices, feedback=payload, tags=(payload,))

    return bank(
        quoting(marked(single()), text, "The summit took place"),
        quoting(marked(multiple()), text, "far away"),
        quoting(marked(true_false()), text, "Two launches"),
        article=text,
        title=payload,
        summary=payload,
        source=Source(title=payload, publisher=payload, date=payload, link=link),
    )


def named(payload: str) -> str:
    """A file name as browsers send it: a quote would end the field."""
    return f"{payload}.yaml".replace('"', "%22")


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def class_of(school: School, payload: str) -> str:
    """A class of this name with a reader of this name; its id."""
    begun = school.anna.client.post(
        "/teacher/classes",
        data={
            "csrf_token": school.anna.token(),
            "name": payload,
            "file": (BytesIO(f"name\n{quoted(payload[:60])}\n".encode()), named(payload)),
        },
        content_type="multipart/form-data",
    )
    assert begun.status_code == 303, begun.text
    made = school.anna.send(begun.location, {"store": "1"})
    return str(made.location.split("/class/")[1].split("?")[0])


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def pages(school: School, payload: str) -> dict[str, str]:
    """Every page on which the payload may appear, by a name of its own."""
    found = {}
    upload_path = upload(school.anna, native.write(written(payload)), named(payload))
    found["preview"] = school.anna.get(upload_path).text
    published = school.anna.send(f"{upload_path}/publish").location.split("?")[0]
    found["bank"] = school.anna.get(published).text
    found["hand out"] = school.anna.get(f"{published}/hand-out").text
    handed = school.anna.send(f"{published}/hand-out", {"listed": "y", "names": "optional"}).location
    school.quiz = handed.rpartition("/")[2]
    school.attempt = answer(school, payload)
    cell, address = quoted(payload[:50]), quoted(payload[:90])
    names = f"Nom;Prénom;Mail;{cell}\nA;B;c\nA;B;d\n{cell};B;{address};{cell}"
    looked_over = school.anna.send("/teacher/classes", {"name": payload, "names": names}).location
    found["class list"] = school.anna.get(looked_over).text
    school.class_ = class_of(school, payload)
    found["classes"] = school.anna.get("/teacher/classes").text
    found["class"] = school.anna.get(f"/teacher/class/{school.class_}").text
    found["class remove"] = school.anna.get(f"/teacher/class/{school.class_}/remove").text
    (member,) = re.findall(r"/member/(\d+)", found["class"])
    found["member"] = school.anna.get(f"/teacher/class/{school.class_}/member/{member}").text
    slug = hand_out(school.anna, published.rpartition("/")[2], {"class_list": school.class_, "picks": "pick"})
    found["terms with a class"] = school.anna.get(f"/teacher/quiz/{slug}/terms").text
    found["links"] = school.anna.get(f"/teacher/quiz/{slug}/links").text
    found["quiz of a class"] = school.anna.get(f"/teacher/quiz/{slug}").text
    sat(school.database, slug, int(member), [{1}, {1}, None])
    found["book"] = school.anna.get(f"/teacher/class/{school.class_}/book").text
    found["book of a member"] = school.anna.get(f"/teacher/class/{school.class_}/book/{member}").text
    found["pick"] = school.visitor().get(f"/quiz/{slug}").text
    found["invited"] = school.visitor().get(re.findall(f"/quiz/{slug}/for/[\\w-]+", found["links"])[0]).text
    for name in ("terms", "projector", "remove", f"attempt/{school.attempt}"):
        found[name.partition("/")[0]] = school.anna.get(f"{handed}/{name}").text
    found["quiz"] = school.anna.get(handed).text
    found["home"] = school.anna.get("/teacher/").text
    faulty = native.write(written(payload)).replace(b"kind:", b"kynd:")
    found["faults"] = school.anna.get(upload(school.anna, faulty, named(payload))).text
    reader = school.visitor()
    found["front"] = reader.get("/").text
    found["reader's quiz"] = reader.get(f"/quiz/{school.quiz}").text
    attempt = reader.start(school.quiz, payload)
    found["question"] = reader.get(f"{attempt}/question/1").text
    reader.answer(attempt, 1, 1)
    found["feedback"] = reader.get(f"{attempt}/question/1").text
    said = {"reason": "other", "text": payload}
    reader.send(f"{attempt}/question/1/objection", said)
    found["feedback objected to"] = reader.get(f"{attempt}/question/1").text
    reader.send(f"{attempt}/finish")
    listed = school.anna.get(f"{handed}/readers").text
    ruled = f"{handed}/attempt/{max(map(int, re.findall('/attempt/([0-9]+)', listed)))}"
    school.anna.send(f"{ruled}/question/1/ruling", {"points": "1", "remark": payload})
    found["ruling refused"] = school.anna.send(
        f"{ruled}/question/1/ruling", {"points": payload, "remark": payload}
    ).text
    found["attempt ruled on"] = school.anna.get(ruled).text
    found["quiz objected to"] = school.anna.get(handed).text
    found["question objected to"] = school.anna.get(f"{handed}/question?question=where").text
    found["grid"] = school.anna.get(f"{handed}/matrix").text
    found["sheets to print"] = school.anna.get(f"{handed}/print?names=yes").text
    found["end"] = reader.get(f"{attempt}/end").text
    return found


@pytest.mark.parametrize(
    "payload", [*PAYLOADS[:5], *(pytest.param(one, marks=pytest.mark.thorough) for one in PAYLOADS[5:])]
)
def test_no_page_changes_its_structure_for_what_a_teacher_or_reader_writes(
    payload: str, school: School, visitor: Callable[[], Visitor]
) -> None:
    plain = pages(school, "harmless")
    hostile = pages(replace(school, anna=school.ben, reader=visitor()), payload)

    assert set(plain) == set(hostile)
    for name, page in hostile.items():
        if name != "front":  # It lists the quizzes of both.
            assert (name, structure(page)) == (name, structure(plain[name]))
        reader = Structure()
        reader.feed(page)
        assert not any(attribute.startswith("on") for __, names in reader.seen for attribute in names), name
        if name in TEXTS:
            assert payload in "".join(reader.texts), name


def test_an_exported_name_is_no_formula_in_any_file(school: School) -> None:
    upload_path = upload(school.anna, native.write(bank()))
    published = school.anna.send(f"{upload_path}/publish").location.split("?")[0]
    handed = school.anna.send(f"{published}/hand-out", {"names": "optional"}).location
    school.quiz = handed.rpartition("/")[2]
    for name in ("=1+1", "+1", "-2+3", "@SUM(A1)", " =1+1", '"=1+1', "＝1", "'=1"):
        school.reader = school.visitor()
        answer(school, name)

    for language in ("en", "fr"):
        exported = school.anna.send(f"{handed}/scores.csv", headers={"Accept-Language": language})
        lines = exported.data.decode("utf-8-sig").splitlines()
        separator = "," if language == "en" else ";"
        cells = [line.split(separator)[0].strip('"') for line in lines[1:]]

        assert exported.data.startswith(b"\xef\xbb\xbf")
        assert len(cells) == 8
        assert not [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "＝"))]
        assert exported.headers["Content-Disposition"] == f'attachment; filename="{school.quiz}.csv"'
