"""The blocks of a Word file: paragraphs with their style, tables, footnotes.

The XML is walked rather than python-docx's paragraphs, which leave out what stands in content controls
and what was inserted while changes were tracked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from qa_bot.documents.jats_inline import tidy
from qa_bot.documents.xmltree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_MOST_DEPTH = 60
"""Of tables in tables and content controls in content controls."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table. `level` is that of a heading, 0 for other paragraphs; `style` in lower case."""

    text: str
    level: int = 0
    style: str = ""
    bold: bool = False
    table: Element | None = None


class Styles:
    """What the styles of a file mean: which are headings, by their name in any language or by the style they rest on."""

    def __init__(self, document: Any):
        self._found: dict[str, tuple[str, int, bool]] = {}
        for style in document.styles:
            if str(style.type).startswith("PARAGRAPH"):
                self._found[style.style_id] = self._meaning(style)

    def of(self, paragraph: Any) -> tuple[str, int, bool]:
        """Name in lower case, level as a heading (0 for none), whether bold."""
        properties = paragraph.find(f"{_W}pPr")
        named = properties.find(f"{_W}pStyle") if properties is not None else None
        name, level, bold = (
            self._found.get(named.get(f"{_W}val", ""), ("", 0, False))
            if named is not None
            else ("", 0, False)
        )
        outline = properties.find(f"{_W}outlineLvl") if properties is not None else None
        return name, (_outline(outline) if outline is not None else level), bold

    def _meaning(self, style: Any) -> tuple[str, int, bool]:
        name = str(style.name or "").lower()
        level, bold, depth = 0, False, 0
        rests_on: Any = style
        while rests_on is not None and depth < 12:
            words = str(rests_on.name or "").lower().split()
            if not level and len(words) == 2 and words[0] == "heading" and words[1].isdigit():
                level = int(words[1])
            outline = rests_on.element.find(f"{_W}pPr/{_W}outlineLvl")
            level = level or (_outline(outline) if outline is not None else 0)
            bold = bold or bool(rests_on.font.bold)
            rests_on, depth = rests_on.base_style, depth + 1
        return name, level, bold


def _outline(element: Any) -> int:
    value = element.get(f"{_W}val", "9")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def blocks_of(parent: Any, styles: Styles, depth: int = 0) -> Iterator[Block]:
    """The blocks in a body, a cell or a content control, in order; tables of contents left out."""
    if depth > _MOST_DEPTH:
        return
    for child in parent:
        if child.tag == f"{_W}p":
            style, level, bold = styles.of(child)
            if not style.startswith("toc "):
                text, in_bold = _paragraph(child)
                yield Block(text, level if text else 0, style, bold or in_bold)
                for box in child.iter(f"{_W}txbxContent"):
                    if next(box.iterancestors(_FALLBACK), None) is None and not any(
                        True for outer in box.iterancestors(f"{_W}txbxContent")
                    ):
                        yield from blocks_of(box, styles, depth + 1)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, styles, depth)
        elif child.tag == f"{_W}sdt":
            gallery = child.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
            content = child.find(f"{_W}sdtContent")
            contents = gallery is not None and gallery.get(f"{_W}val", "") == "Table of Contents"
            if content is not None and not contents:
                yield from blocks_of(content, styles, depth + 1)
        elif child.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            yield from blocks_of(child, styles, depth + 1)


def notes_of(part: Any) -> Iterator[str]:
    """The text of the footnotes, then of the endnotes."""
    from qa_bot.documents.xmltree import parse_xml

    for kind in ("footnotes", "endnotes"):
        for relation in part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                root, _ = parse_xml(relation.target_part.blob)
                for note in root:
                    words = [cast(Any, note).itertext()] if note.tag in ("footnote", "endnote") else []
                    text = " ".join("".join(part for pieces in words for part in pieces).split())
                    if text:
                        yield text


def _paragraph(paragraph: Any) -> tuple[str, bool]:
    """The text of a paragraph, raised and lowered type as in other formats; and whether all of it is bold."""
    out: list[str] = []
    bold = []
    for run in paragraph.iter(f"{_W}r"):
        if any(a.tag in _SKIPPED or a.tag == _FALLBACK for a in _between(run, paragraph)):
            continue
        words = "".join(_CHARACTERS.get(e.tag, e.text or "" if e.tag == f"{_W}t" else "") for e in run)
        if not words:
            continue
        properties = run.find(f"{_W}rPr")
        strong = properties.find(f"{_W}b") if properties is not None else None
        bold.append(
            not words.strip() or (strong is not None and strong.get(f"{_W}val", "1") not in ("0", "false"))
        )
        place = properties.find(f"{_W}vertAlign") if properties is not None else None
        marks = (
            {"superscript": "\x01\x02", "subscript": "\x03\x04"}.get(place.get(f"{_W}val", ""), "")
            if place is not None
            else ""
        )
        words = "".join(c for c in words if c >= " ")
        out.append(f"{marks[0]}{words}{marks[1]}" if marks else words)
    return tidy("".join(out)), bool(bold) and all(bold)


def _between(element: Any, outer: Any) -> Iterator[Any]:
    for ancestor in element.iterancestors():
        if ancestor is outer:
            return
        yield ancestor


def _table(table: Any, styles: Styles, depth: int) -> Iterator[Block]:
    """A table as a table of cells that `table_lines` reads; one of a single cell as what it holds."""
    from lxml import etree

    rows = table.findall(f"{_W}tr")
    cells = [cell for row in rows for cell in row.findall(f"{_W}tc")]
    if len(cells) == 1 or any(cell.find(f"{_W}tbl") is not None for cell in cells):
        for cell in cells:
            yield from blocks_of(cell, styles, depth + 1)
        return
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    first = look is None or look.get(f"{_W}firstRow", "1") != "0"
    out = etree.Element("table")
    for number, row in enumerate(rows):
        head = row.find(f"{_W}trPr/{_W}tblHeader") is not None or (number == 0 and first and len(rows) > 1)
        line = etree.SubElement(out, "tr")
        for cell in row.findall(f"{_W}tc"):
            inner = etree.SubElement(line, "th" if head else "td")
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            if span is not None:
                inner.set("colspan", span.get(f"{_W}val", "1"))
            inner.text = " ".join(block.text for block in blocks_of(cell, styles, depth + 1) if block.text)
    yield Block("", table=cast(Element, out))
