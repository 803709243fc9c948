"""PDF files, through PDFium: the text layer, with the pages that it stands on.

pypdfium2 rather than pypdf or pdfminer.six: it reads seven and fifteen times as many pages a second, in
the order in which the page was set, and maps the characters of more fonts.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from qa_bot.documents.model import Document
from qa_bot.documents.pdf_guard import check_streams
from qa_bot.documents.pdf_layout import lay_out
from qa_bot.documents.pdf_lines import Line
from qa_bot.documents.plain_text import read_plain_text
from qa_bot.errors import ReadError

_MOST_CHARACTERS = 50_000_000
_MOST_PAGES = 20_000
_LEAST_LETTERS = 20
"""A file with fewer letters and digits has no text layer, but a page number or a stamp."""
_BOLD = re.compile(rb"bold|black|heavy|semibd|CMBX|SFBX", re.I)
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f]")
_PDFIUM = Lock()
"""PDFium must not be called from two threads at once."""
_WHY = {
    2: "cannot be opened",
    3: "a broken or truncated PDF; open it in a viewer and save it again",
    4: "a PDF with a password; save a copy without it",
    5: "a PDF encrypted in a way that cannot be read; save a copy without encryption",
}
"""By PDFium's error code."""


def read_pdf(data: bytes, source: str) -> Document:
    """The document in a PDF file; its text is put together from the text layer, paragraph by paragraph.

    Raises ReadError where the file is no PDF, is broken, needs a password or has no text layer.
    """
    if b"%PDF-" not in data[:1024]:
        raise ReadError("not a PDF: it does not begin as one")
    check_streams(data)
    with _PDFIUM:
        pages, broken, title = _pages(data)
    letters = sum(c.isalnum() for page in pages for line in page for c in line.text)
    if letters < _LEAST_LETTERS:
        if broken and broken == len(pages):
            raise ReadError(
                f"a broken PDF: none of its {broken} pages can be read; save it again in a viewer"
            )
        count = f"{len(pages)} page{'s' if len(pages) != 1 else ''}"
        raise ReadError(f"images only: {count} without a text layer; run OCR on it (ocrmypdf) first")
    unreadable = sum(len(_UNREADABLE.findall(line.text)) for page in pages for line in page)
    if unreadable > 0.3 * (letters + unreadable):
        raise ReadError(
            "its fonts do not say which characters they show; run OCR on it (ocrmypdf --force-ocr) first"
        )
    layout = lay_out(pages, title)
    document = read_plain_text(layout.text, source, title_at=layout.title_at, headings=layout.headings)
    return Document(
        document.source,
        document.text,
        document.title,
        document.sections,
        document.reference,
        layout.page_starts,
    )


def _pages(data: bytes) -> tuple[list[list[Line]], int, str]:
    """The lines of each page, how many pages could not be read, and the title that the file claims."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        raise ReadError(_WHY.get(code or 0, "a PDF that PDFium cannot open")) from error
    pages: list[list[Line]] = []
    broken = characters = 0
    try:
        if not len(document):
            raise ReadError("a PDF without pages")
        for number in range(min(len(document), _MOST_PAGES)):
            lines: list[Line] = []
            try:
                with _text_page(document, number) as text_page:
                    lines = list(_lines(text_page))
            except pdfium.PdfiumError:
                broken += 1
            characters += sum(len(line.text) for line in lines)
            if characters > _MOST_CHARACTERS:
                raise ReadError(f"more than {_MOST_CHARACTERS // 10**6} million characters; split it")
            pages.append(lines)
        title = str(document.get_metadata_value("Title") or "")
    finally:
        document.close()
    return pages, broken, title


@contextmanager
def _text_page(document: Any, number: int) -> Iterator[Any]:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            yield text_page
        finally:
            text_page.close()
    finally:
        page.close()


def _lines(text_page: Any) -> Iterator[Line]:
    """The lines of a page in the order in which they were set, with place and type of each."""
    count = text_page.count_chars()
    if count <= 0:
        return
    text = text_page.get_text_range()
    probe = _Probe(text_page, plain=count == len(text))
    wide = any(c > "\uffff" for c in text)
    for match in re.finditer(r"[^\r\n\ufffe]+", text):
        words = match.group()
        if not words.strip():
            continue
        start = match.start() + len(words) - len(words.lstrip())
        words = words.strip()
        position = _units(text[:start]) if wide else start
        yield probe.line(words, position, hyphen=text[match.end() : match.end() + 1] == "\ufffe")


class _Probe:
    """Asks PDFium where a character stands and in which type. Places are in points from the lower left."""

    def __init__(self, text_page: Any, plain: bool):
        import pypdfium2.raw as raw

        self.raw, self.page = raw, text_page.raw
        self.plain = plain
        """Whether the text has a character for each that PDFium counts."""
        self._x, self._y, self._ignored = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        self._right_edge = ctypes.c_double()
        self._origin_at = ctypes.byref(self._x), ctypes.byref(self._y)
        ignored = ctypes.byref(self._ignored)
        self._box_at = ignored, ctypes.byref(self._right_edge), ignored, ignored
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = ctypes.byref(self._matrix)
        self._name = ctypes.create_string_buffer(64)
        self._flags = ctypes.c_int()
        self._bottom, self._height = _extent(text_page.page)

    def line(self, words: str, position: int, hyphen: bool) -> Line:
        """The line `words`, which begins at `position` of the page's text, in UTF-16 units."""
        first = self._index(position)
        last = self._index(position + _units(words) - 1)
        size = max(self._size(first), self._size((first + last) // 2))
        left, y = self._origin(first)
        cells = self._cells(words, position, size)
        bold = self._is_bold(first) and self._is_bold(last)
        return Line(
            words, left, self._right(last), y, (y - self._bottom) / self._height, size, bold, hyphen, cells
        )

    def _cells(self, words: str, position: int, size: float) -> tuple[tuple[int, float, float], ...]:
        """Where gaps as wide as those between columns part the line: offset in it, end of the gap's left, its right."""
        found = []
        astral = len(words) != _units(words)
        k = words.find(" ", 1)
        while 0 < k < len(words) - 1:
            at = position + (_units(words[:k]) if astral else k)
            end = self._right(self._index(at - 1))
            start = self._origin(self._index(at + 1))[0]
            if start - end > 1.2 * size:
                found.append((k, end, start))
            k = words.find(" ", k + 1)
        return tuple(found)

    def _index(self, position: int) -> int:
        if self.plain:
            return position
        index = self.raw.FPDFText_GetCharIndexFromTextIndex(self.page, position)
        return int(index) if index >= 0 else position

    def _origin(self, index: int) -> tuple[float, float]:
        self.raw.FPDFText_GetCharOrigin(self.page, index, *self._origin_at)
        return self._x.value, self._y.value

    def _right(self, index: int) -> float:
        self.raw.FPDFText_GetCharBox(self.page, index, *self._box_at)
        return self._right_edge.value

    def _size(self, index: int) -> float:
        """Type size in points, as it is printed: a font of size 1 may be set ten times as large."""
        size = float(self.raw.FPDFText_GetFontSize(self.page, index))
        if self.raw.FPDFText_GetMatrix(self.page, index, self._matrix_at):
            size *= math.hypot(self._matrix.c, self._matrix.d) or 1.0
        return round(size, 1)

    def _is_bold(self, index: int) -> bool:
        self.raw.FPDFText_GetFontInfo(self.page, index, self._name, 64, self._flags)
        return bool(_BOLD.search(self._name.value))


def _extent(page: Any) -> tuple[float, float]:
    """The lower edge of a page and its height, in points."""
    _, bottom, _, top = page.get_bbox()
    return bottom, max(top - bottom, 1.0)


def _units(words: str) -> int:
    """Length in UTF-16 units."""
    return len(words) + sum(c > "\uffff" for c in words)
