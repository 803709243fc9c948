"""Reading EPUB books: chapters in the order of the spine, and books that are broken or protected."""

import io
import zipfile

import pytest

from qa_bot.documents.epub import read_epub
from qa_bot.documents.model import Document
from qa_bot.errors import ReadError

from .looking import assert_sound

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Kelp at Sea</dc:title><dc:creator>Ann B. Weir</dc:creator>
<dc:creator>Ayşe Öz</dc:creator><dc:date>2014-03-01</dc:date><dc:publisher>Harbour Press</dc:publisher></metadata>
<manifest><item id="b" href="two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="p" href="gone.xhtml" media-type="application/xhtml+xml"/>
<item id="i" href="cover.jpg" media-type="image/jpeg"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="p"/><itemref idref="b"/></spine></package>"""
PAGE = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>%s</body></html>'
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/one.xhtml": PAGE
    % "<h1>1. The harbour</h1><p>Boats lie here. It is calm.</p><h2>Storms</h2><p>They come.</p>",
    "OEBPS/two b.xhtml": PAGE % "<p>Out there it is rough.</p>",
    "OEBPS/nav.xhtml": PAGE
    % '<nav><a href="one.xhtml">The harbour</a> <a href="two%20b.xhtml#x">The open sea</a></nav>',
}


def book(**changes: str | bytes | None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (BOOK | changes).items():
            if data is not None:
                archive.writestr(name, data)
    return out.getvalue()


def outline(document: Document) -> list[tuple[str, list[str]]]:
    return [(s.label, [document.text[x.start : x.end] for x in s.sentences]) for s in document.sections]


def test_chapters_in_order_with_what_the_contents_call_them() -> None:
    document = read_epub(book(), "books/kelp.epub")
    assert_sound(document)
    assert outline(document) == [
        ("Title", ["Kelp at Sea"]),
        ("Authors", ["Ann B. Weir; Ayşe Öz"]),
        ("Publication", ["Harbour Press 2014."]),
        ("1. The harbour", ["Boats lie here.", "It is calm."]),
        ("Storms", ["They come."]),
        ("The open sea", ["Out there it is rough."]),
    ]
    assert document.title == "Kelp at Sea"
    assert str(document.reference) == "Weir AB et al. Harbour Press 2014"


def test_a_broken_chapter_is_passed_over() -> None:
    document = read_epub(book(**{"OEBPS/one.xhtml": b"\x00\x01\x02" * 50}), "kelp.epub")
    assert [label for label, _ in outline(document)][3:] == ["The open sea"]


ENCRYPTION = '<encryption><EncryptedData><EncryptionMethod Algorithm="%s"/></EncryptedData></encryption>'


def test_encrypted_fonts_are_no_protection() -> None:
    fonts = ENCRYPTION % "http://www.idpf.org/2008/embedding"
    assert read_epub(book(**{"META-INF/encryption.xml": fonts}), "a.epub").title == "Kelp at Sea"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book()[:400], "truncated"),
        (b"", "no ZIP"),
        (b"%PDF-1.4", "no ZIP"),
        (book(**{"META-INF/container.xml": None}), "something else"),
        (book(**{"META-INF/container.xml": "<container/>"}), "does not say"),
        (book(**{"OEBPS/book.opf": None}), "missing"),
        (book(**{"OEBPS/book.opf": "not XML"}), "not XML"),
        (book(**{"OEBPS/book.opf": "<package/>"}), "none of whose chapters"),
        (book(**{"META-INF/encryption.xml": ENCRYPTION % "http://www.w3.org/2001/04/xmlenc#aes256-cbc"}), "DRM"),
        (book(**{"OEBPS/one.xhtml": bytes(450 * 2**20)}), "bomb"),
        (
            book(**{"OEBPS/book.opf": '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">'
                    + "".join(f'<!ENTITY {y} "{f"&{x};" * 20}">' for x, y in zip("abcdefg", "bcdefgh", strict=True))
                    + "]><package>&h;</package>"}),
            "none of whose chapters|grow without end",
        ),
    ],
)  # fmt: skip
def test_broken_files_say_what_is_wrong_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as error:
        read_epub(data, "a.epub")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("place", range(0, len(book()), 61))
def test_a_damaged_byte_is_read_or_refused(place: int) -> None:
    data = bytearray(book())
    data[place] ^= 0xFF
    try:
        read_epub(bytes(data), "a.epub")
    except ReadError:
        return
