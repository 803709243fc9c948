"""Word files (DOCX): headings by their style, tables, captions, footnotes."""

import io
import re
from collections.abc import Iterator

from qa_bot.documents.builder import DocumentBuilder
from qa_bot.documents.jats_inline import tidy
from qa_bot.documents.jats_tables import table_lines
from qa_bot.documents.model import Document, Role
from qa_bot.documents.plain_text import read_plain_text, stem_title
from qa_bot.documents.references import is_bibliographic, names_in, reference_from, vancouver
from qa_bot.documents.roles import is_part_name
from qa_bot.documents.word_text import Block, Styles, blocks_of, notes_of
from qa_bot.documents.zip_files import MOST_TEXT, open_zip
from qa_bot.errors import ReadError

_NUMBERED = re.compile(
    r"((?:supplementary )?(?:fig(?:ure|\.)?|table|box|scheme)\s*[A-Z]?\d+[a-z]?)\b[.:]?\s*", re.I
)
_NO_TITLE = re.compile(r"^(?:microsoft word|document ?\d*|untitled|word document|normal)\b|\.docx?$", re.I)
_ENDS = re.compile(r"[.!?,;]$")


def read_word(data: bytes, source: str) -> Document:
    """The document in a DOCX file.

    With headings in heading styles, these are its sections. Without, the text is read by the rules for
    plain text, short bold paragraphs being headings. Raises ReadError where the file is no DOCX, is
    broken, has a password or would be too large unpacked.
    """
    archive = open_zip(data, "a DOCX file")
    sizes = {member.filename: member.file_size for member in archive.infolist()}
    if "[Content_Types].xml" not in sizes or not any(name.startswith("word/") for name in sizes):
        raise ReadError("not a DOCX file: a ZIP archive of something else")
    if any(size > MOST_TEXT for name, size in sizes.items() if name.endswith((".xml", ".rels"))):
        raise ReadError("too much text for one DOCX file, or a ZIP bomb; split it")
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        styles = Styles(document)
        blocks = list(blocks_of(document.element.body, styles))
        notes = list(notes_of(document.part))
        properties = document.core_properties
        claimed, author = str(properties.title or "").strip(), str(properties.author or "").strip()
    except RecursionError as error:
        raise ReadError("elements nested too deeply for a DOCX file") from error
    except Exception as error:  # python-docx and lxml raise whatever a broken part makes them stumble over
        raise ReadError(
            f"a broken DOCX file ({type(error).__name__}); open it in Word and save it again"
        ) from error
    if not any(block.text or block.table is not None for block in blocks):
        raise ReadError("no text in it")
    claimed = "" if _NO_TITLE.search(claimed) else claimed
    if not any(block.level for block in blocks):
        return _without_styles(blocks, notes, source, claimed)
    return _Reader(claimed, author).read(blocks, notes, source)


class _Reader:
    """Tells a builder what the blocks of a file with heading styles are."""

    def __init__(self, claimed: str, author: str):
        self.builder = DocumentBuilder()
        self.title = claimed
        self._author = author
        self._names: list[str] = []
        self._lines: list[str] = []
        self._place: tuple[str, bool, Role] | None = None
        """The section that a caption or table interrupts."""

    def read(self, blocks: list[Block], notes: list[str], source: str) -> Document:
        """The document; `notes` are its footnotes."""
        first = next(k for k, block in enumerate(blocks) if block.level)
        printed = next((b.text for b in blocks[: first + 1] if b.style == "title"), "")
        alone = sum(block.level == 1 for block in blocks) == 1 and blocks[first].level == 1
        alone = alone and not is_part_name(blocks[first].text)
        self.title = printed or self.title or (blocks[first].text if alone else "")
        self._front(self.title, Role.TITLE)
        rest = [b for b in blocks[:first] if b.style != "title" and b.text != self.title]
        body = [b for b in rest if not self._tells_about(b)]
        if body:
            self.builder.section(Role.OTHER.value, Role.OTHER, inferred=True, level=1)
        for block in [*body, *blocks[first:]]:
            self._block(block)
        if notes:
            self.builder.section("Footnotes", Role.OTHER, inferred=True, level=1)
            for note in notes:
                self.builder.paragraph(note)
        title = self.title or stem_title(source)
        names = self._names or [
            name for part in self._author.split(";") for name in names_in(part.strip()) if " " in name
        ]
        reference = reference_from(title, names, self._lines)
        return self.builder.build(source, title, reference)

    def _front(self, text: str, role: Role) -> None:
        if text:
            self.builder.section(role.value, role, inferred=True)
            self.builder.lines([text])

    def _tells_about(self, block: Block) -> bool:
        """Take a line before the first heading for what it says of the document."""
        names = names_in(block.text)
        if block.style in ("author", "authors") or (names and not self._names):
            self._names += names or [vancouver(block.text)]
            self._front(block.text, Role.AUTHORS)
        elif block.style in ("date", "subtitle") or (
            is_bibliographic(block.text) and len(block.text.split()) <= 40
        ):
            self._lines.append(block.text)
            self._front(block.text, Role.PUBLICATION)
        else:
            return False
        return True

    def _block(self, block: Block) -> None:
        builder = self.builder
        if block.table is not None:
            place = self._place or builder.place
            if self._place is None:
                builder.section(Role.TABLE.value, Role.TABLE, inferred=True)
            builder.lines(table_lines(block.table))
            builder.resume(place)
            self._place = None
            return
        numbered = _NUMBERED.match(block.text)
        if block.style == "caption" and block.text:
            self._place = self._place or builder.place
            table = block.text.lower().startswith("table")
            role = Role.TABLE if table else Role.LEGEND
            builder.section(numbered.group(1) if numbered else role.value, role, inferred=numbered is None)
            builder.paragraph(block.text[numbered.end() :] if numbered else block.text)
            return
        if self._place is not None and block.text:
            builder.resume(self._place)
            self._place = None
        if block.level and block.text:
            if block.text == self.title:
                builder.titled(block.text.rstrip(" :"), block.level, Role.OTHER)
            else:
                builder.heading(block.text, block.level)
        elif block.style == "abstract":
            builder.section(Role.ABSTRACT.value, Role.ABSTRACT, inferred=True)
            builder.paragraph(block.text)
        else:
            builder.paragraph(block.text)


def _without_styles(blocks: list[Block], notes: list[str], source: str, claimed: str) -> Document:
    """A file whose writer made headings by hand, read as plain text with what its type says."""
    parts: list[str] = []
    length = 0
    headings = []
    title_at = None
    for block in [*blocks, *(Block(note) for note in notes)]:
        for text in _paragraphs(block):
            if title_at is None and (block.style == "title" or (claimed and text == claimed)):
                title_at = length
            elif block.bold and len(text.split()) <= 12 and not _ENDS.search(text):
                headings.append(length)
            parts.append(text)
            length += len(text) + 2
    return read_plain_text("\n\n".join(parts), source, title_at=title_at, headings=frozenset(headings))


def _paragraphs(block: Block) -> Iterator[str]:
    if block.table is not None:
        yield from table_lines(block.table)
    elif text := tidy(block.text):
        yield text
