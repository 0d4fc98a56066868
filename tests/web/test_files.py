"""A file goes out under its name, and under nothing else that the name might say."""

import pytest

from quizapp.web.files import CSV, attached


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("kim-putin-2023.yaml", 'attachment; filename="kim-putin-2023.yaml"'),
        ("a b.csv", 'attachment; filename="a-b.csv"'),
        ('a".html; filename="b.csv', 'attachment; filename="a-.html-filename-b.csv"'),
        ("../../etc/passwd", 'attachment; filename="etc-passwd"'),
        ("a\r\nSet-Cookie: x.csv", 'attachment; filename="a-Set-Cookie-x.csv"'),
        (".htaccess", 'attachment; filename="htaccess"'),
        ("…", 'attachment; filename="file"'),
        ("école.csv", "attachment; filename=\"_cole.csv\"; filename*=UTF-8''%C3%A9cole.csv"),
        ("測試.csv", "attachment; filename=\"__.csv\"; filename*=UTF-8''%E6%B8%AC%E8%A9%A6.csv"),
    ],
)
def test_a_name_is_made_safe_and_kept_legible(name: str, said: str) -> None:
    assert attached(name, b"x", CSV).headers["Content-Disposition"] == said


def test_a_file_goes_out_as_what_it_is() -> None:
    reply = attached("scores.csv", "é".encode(), CSV)

    assert (reply.content_type, reply.data) == ("text/csv; charset=utf-8", "é".encode())
