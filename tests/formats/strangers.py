"""Files that hold no bank, by the code of the problem that names them; each kind in more than one make."""

from tests.formats.packages import package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
"""How a file begins that Office wrote before 2007, or locked."""
_MANIFEST = b'<manifest xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"><resources/></manifest>'
_OLD_PAGES = b'<?xml version="1.0"?><sl:document xmlns:sl="http://developer.apple.com/namespaces/sl"/>'
_OPEN = "application/vnd.oasis.opendocument."
GIFT = b"::Q1:: Where? {=Here ~There}"

STRANGERS: dict[str, tuple[bytes, ...]] = {
    "is-pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", b"\n\n%PDF-1.4\n1. Where?\nA) here"),
    "is-picture": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"GIF89a\1\0\1\0", b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic\0\0\0\0", b"II*\0\x08\0\0\0",
    ),
    "is-old-document": (OLE, OLE + "WordDocument".encode("utf-16-le")),
    "is-rtf": (
        rb"{\rtf1\ansi Where?\par A) here\par}", b"{\\rtf1\\mac",
        b"{\\rtf1\\ansi\n1. Where?\\par\nA) here\\par\nB) there\\par\nAnswer: B\\par\n}",
    ),
    "is-iwork": (
        package(("Index/Document.iwa", b"\0x"), ("Metadata/Properties.plist", b"x"), ("preview.jpg", b"\xff\xd8\xff")),
        package(("Index.zip", b"PK"), ("Data/a.png", b"x")),
        package(("index.xml", _OLD_PAGES), ("buildVersionHistory.plist", b"x")),
        package(("index.apxl.gz", b"\x1f\x8b"),),
        package(("Quiz.pages/Index/Document.iwa", b"\0x"), ("Quiz.pages/preview.jpg", b"\xff\xd8\xff")),
    ),
    "is-slides": (package(("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")),),
    "is-open-document": tuple(
        package(("mimetype", f"{_OPEN}{kind}".encode()), ("content.xml", b"<x/>"))
        for kind in ("graphics", "presentation")
    ),
    "is-book": (package(("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<container/>")),),
    "is-sound": (b"ID3\x03\0\0\0", b"\0\0\0\x20ftypisom\0\0", b"OggS\0\x02", b"RIFF\x24\0\0\0WAVEfmt "),
    "is-course-backup": (package(("moodle_backup.xml", b"<moodle_backup/>"), ("questions.xml", b"<x/>")),),
    "is-scorm": (package(("imsmanifest.xml", _MANIFEST), ("index.html", b"<html></html>")),),
    "is-archive": (
        package(("something.bin", b"x")), b"7z\xbc\xaf\x27\x1c\0\4", b"Rar!\x1a\x07\1\0", b"\x1f\x8b\x08\0\0\0\0\0",
    ),
    "several-banks": (package(("a.gift", GIFT), ("b/c.gift", GIFT)),),
    "is-page": (
        b"<!DOCTYPE html>\n<html><body><p>1. Where?</p></body></html>",
        b"<html lang=fr><head><title>Quiz</title></head></html>",
    ),
    "is-xml": (b"<?xml version='1.0'?><gpx><trk/></gpx>", b"<rss version='2.0'><channel/></rss>"),
    "is-latex": (
        b"\\documentclass{exam}\n\\begin{document}\n\\begin{questions}\n\\question Where?",
        b"% mine\n\\usepackage{exsheets}\n",
    ),
    "is-json": (b'{"quiz": {"items": [{"text": "Where?"}]}}', b'[{"stem": "Where?"}, {"stem": "When?"}]'),
    "is-answers": (
        b"Timestamp,Score,Where?\n2024/03/05 9:12:44,2 / 2,Here\n",
        "Horodateur;Adresse e-mail;Où ?\n05/03/2024 09:12;a@example.org;Ici\n".encode(),
        "序号,提交答卷时间,所用时间,总分,哪里？\n1,2024/3/5 9:12:44,35秒,10,这里\n".encode(),
        "Отметка времени,Баллы,Где?\n05.03.2024 9:12:44,1 / 1,Здесь\n".encode(),
        b"Last name,First name,State,Started on,Grade/10.00,Response 1\nMartin,Zo,Finished,5 March 2024,8.00,Here\n",
        b"ID\tStart time\tCompletion time\tEmail\tWhere?\n1\t9:12\t9:15\tanonymous\tHere\n",
    ),
    "is-grades": (
        b'Student,ID,SIS Login ID,Quiz (12)\n"    Points Possible",,,10\n"Martin, Zo",7,zm,8\n',
        b"Student,ID,Section\nZo,1,A\n",
        "Prénom;Nom de famille;Adresse de courriel;Test : Géo (Brut)\nZo;Martin;zo@example.org;8,00\n".encode(),
    ),
    "is-cards": (
        b"capital of Italy\tRome\nlargest planet\tJupiter\nwater\tH2O\n",
        b"le chien ; the dog\nle chat ; the cat\nle cheval ; the horse\n",
        b"dog - chien\ncat - chat\nhorse - cheval\n",
        b"1. dog - chien\n2. cat - chat\n3. horse - cheval\n",
        "la mitose – division d’une cellule\nla méiose – formation des gamètes\nl’osmose – passage de l’eau\n".encode(),
        b"le chien : dog\nle chat : cat\nle cheval : horse\n",
        b"der Hund: dog\ndie Katze: cat\ndas Pferd: horse\nder Vogel: bird\n",
        b"- der Hund = dog\n- die Katze = cat\n- das Pferd = horse\n",
        b"#separator:tab\n#html:true\n#tags column:3\ncapital of Italy\tRome\tgeo\n",
        package(("collection.anki21", b"SQLite format 3\0"), ("media", b"{}")),
        package(("collection.anki21b", b"\x28\xb5\x2f\xfd"), ("meta", b"\x08\x03"), ("media", b"{}")),
    ),
    "no-questions-seen": (b"Dear colleagues,\nsee you tomorrow.\n", "Où est la réunion ?\n".encode("cp1252")),
    "no-text": (b"\0\1\2\3\4" * 50, b"SQLite format 3\0" + bytes(100)),
}  # fmt: skip
