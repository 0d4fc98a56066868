"""Small documents in PDF, made by hand."""

QUESTIONS = [
    "1. Which river crosses Cairo?", "a) The Nile", "b) The Congo", "Answer: A",
    "2. And Paris?", "a) The Rhine", "b) The Seine", "Answer: B",
]  # fmt: skip


def pdf(*pages: list[str], trailer: str = "") -> bytes:
    """A document with these lines on its pages, as ISO 32000-2 has it (7.5)."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    for number, lines in enumerate(pages):
        shown = "".join("({}) Tj T* ".format(line.replace("(", "[").replace(")", r"\)")) for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET"
        objects[10 + 2 * number] = (
            f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {11 + 2 * number} 0 R>>"
        )
        objects[11 + 2 * number] = f"<</Length {len(stream)}>>stream\n{stream}\nendstream"
    body, places = b"%PDF-1.4\n", {}
    for number, content in objects.items():
        places[number] = len(body)
        body += f"{number} 0 obj{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{number} 1\n{at:010} 00000 n \n" for number, at in places.items())
    end = f"xref\n{table}trailer<</Root 1 0 R/Size 99{trailer}>>\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode()


_HASHES = "0123456789abcdef" * 2
LOCKED = pdf(QUESTIONS, trailer=f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O({_HASHES})/U({_HASHES})>>/ID[(a)(a)]")
