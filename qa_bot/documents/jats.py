"""Articles as PubMed Central and publishers give them away: JATS (NLM) XML.

The text is put together from the file in the order title, front matter, abstract, keywords, body,
back matter; the list of references is left out. What floats on the page (figures, tables, boxes)
follows the section that it stands in, so that it cuts neither a paragraph nor a passage.
"""

from pathlib import PurePosixPath

from qa_bot.documents.builder import DocumentBuilder
from qa_bot.documents.jats_front import add_front, add_keywords, read_reference
from qa_bot.documents.jats_headings import run_in_headings
from qa_bot.documents.jats_inline import (
    FLOATS,
    flat_text,
    mark,
    marked_text,
    split_notes,
    tidy,
)
from qa_bot.documents.jats_tables import table_lines
from qa_bot.documents.model import Document, Role
from qa_bot.documents.roles import heading_role, infer_roles
from qa_bot.documents.xmltree import Element, parse_xml
from qa_bot.errors import ReadError

_BLOCKS = frozenset(
    {"list", "def-list", "disp-quote", "verse-group", "speech", "statement", "preformat", "array", "table"}
)  # fmt: skip
"""What ends a paragraph that it stands in; the rest of the paragraph follows it."""

_SECTIONS: dict[str, Role | None] = {
    "sec": None, "app": None, "notes": None, "abstract": Role.ABSTRACT, "trans-abstract": Role.ABSTRACT,
    "ack": Role.FUNDING, "glossary": Role.DEFINITIONS, "fn-group": Role.OTHER, "bio": Role.AUTHORS,
}  # fmt: skip
"""Elements with a heading of their own, and the role (and inferred label) of one that has none."""

_STUDY = frozenset({Role.METHODS, Role.RESULTS, Role.CASE, Role.DISCUSSION})
_PASSED_OVER = frozenset(
    {"title", "label", "subtitle", "sec-meta", "ref-list", "caption", "alt-text", "long-desc", "object-id",
     "graphic"}
)  # fmt: skip


def read_jats(data: bytes, source: str) -> Document:
    """The document in a JATS file; `source` is its path relative to the library.

    Raises ReadError with a reason in one line where the file is not XML, holds no article or more
    than one, or breaks off before its first paragraph. Of a file that breaks off later, what
    stands before the break is read.
    """
    root, fault = parse_xml(data)
    articles = list(root.iter("article"))
    if len(articles) > 1:
        raise ReadError(f"holds {len(articles)} articles: save each of them in a file of its own")
    meta = articles[0].find("front/article-meta") if articles else None
    if fault and (meta is None or not _has_title_and_text(articles[0], meta)):
        raise ReadError(f"broken XML: {fault}")
    if not articles:
        raise ReadError(f"XML, but not a JATS article: its outermost element is <{root.tag[:40]}>")
    if meta is None:
        raise ReadError("a JATS article without front matter (<article-meta>)")
    reader = _Reader()
    reference = read_reference(meta, articles[0].find("front/journal-meta"))
    journal = articles[0].find("front/journal-meta//journal-title")
    add_front(reader.builder, meta, reference, flat_text(journal) if journal is not None else "")
    reader.read(articles[0], meta)
    document = reader.builder.build(source, reference.title or PurePosixPath(source).stem, reference)
    if not document.sections:
        raise ReadError("a JATS article without text")
    return document


def _has_title_and_text(article: Element, meta: Element) -> bool:
    title = meta.find("title-group/article-title")
    paragraphs = (p for part in ("front//abstract//p", "body//p") for p in article.findall(part))
    return title is not None and bool(flat_text(title)) and any(flat_text(p) for p in paragraphs)


class _Reader:
    """Walks an article and tells the builder what it meets."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder()
        self._floats: list[Element] = []

    def read(self, article: Element, meta: Element) -> None:
        """Abstracts, keywords, body, back matter, floats, and what is printed with the article."""
        for abstract in [*meta.findall("abstract"), *meta.findall("trans-abstract")]:
            self._section(abstract, 1)
        add_keywords(self.builder, meta)
        self._parts(article)
        for extra in [*article.findall("sub-article"), *article.findall("response")]:
            title = extra.find(".//title-group/article-title")
            self.builder.heading(flat_text(title) if title is not None else "Response", 1)
            self._parts(extra)

    def _parts(self, article: Element) -> None:
        for body in article.findall("body"):
            self._body(body)
        for name in ("back", "floats-group", "floats-wrap"):
            for part in article.findall(name):
                self._content(part, 0)

    def _body(self, body: Element) -> None:
        """Paragraphs outside any section: the introduction, or an article that has no headings."""
        loose = [e for e in body if e.tag == "p"]
        sections = body.findall("sec")
        if loose:
            texts = [flat_text(p) for p in loose]
            roles = [Role.BACKGROUND] * len(loose) if len(sections) > 1 else infer_roles(texts)
            current: Role | None = None
            for paragraph, role in zip(loose, roles, strict=True):
                if role is not current:
                    self.builder.section(role.value, role, inferred=True, level=1)
                    current = role
                self._paragraph(paragraph, 1)
        elif any(e.tag in _BLOCKS for e in body):
            self.builder.section(Role.OTHER.value, Role.OTHER, inferred=True, level=1)
        self._content(body, 0, without=loose)

    def _section(self, element: Element, level: int) -> None:
        """An element that may have a heading; `level` 1 is the outermost."""
        title, label = element.find("title"), element.find("label")
        printed = [flat_text(e) for e in (label, title) if e is not None] if title is not None else []
        heading = " ".join(text for text in printed if text)
        role = _SECTIONS[element.tag]
        kind = element.get("sec-type", "").split("|")[0]
        if heading:
            self._heading(heading, level, element, role or heading_role(kind))
        elif role is not None:
            self.builder.section(role.value, role, inferred=True, level=level)
        self._content(element, level)

    def _heading(self, text: str, level: int, element: Element, hint: Role | None = None) -> None:
        """A heading; in the back matter it names no part of the study, whatever its words are
        ("Availability of data and materials"), unless it is nothing but the name of one."""
        named = heading_role(text)
        if named in _STUDY and len(text.split()) > 2 and any(True for _ in element.iterancestors("back")):
            self.builder.titled(text.rstrip(" :"), level, hint or Role.OTHER)
        else:
            self.builder.heading(text, level, hint)

    def _content(self, element: Element, level: int, without: list[Element] | None = None) -> None:
        """The children of a section whose heading has `level`, then the floats met among them."""
        for child in element:
            tag = child.tag
            if tag in _PASSED_OVER or (without and any(child is e for e in without)):
                continue
            if tag in _SECTIONS:
                self._flush(level)
                self._section(child, level + 1)
            elif tag == "p":
                self._paragraph(child, level)
            elif tag == "fn" and element.tag in ("fn-group", "notes", "back"):
                self._note(child, level)
            elif tag in FLOATS:
                self._floats.append(child)
            elif tag in _BLOCKS:
                self._block(child, level)
            elif tag in ("disp-formula", "disp-formula-group"):
                self.builder.paragraph(flat_text(child))
            else:
                self._content(child, level)
        self._flush(level)

    def _paragraph(self, paragraph: Element, level: int, prefix: str = "") -> None:
        """A paragraph: its text around lists; floats inside it are put off."""
        out = [f"{prefix} " if prefix else "", paragraph.text or ""]
        for child in paragraph:
            if child.tag in _BLOCKS:
                self._text("".join(out), level, paragraph)
                self._block(child, level)
                out = []
            else:
                mark(child, out, self._floats)
            out.append(child.tail or "")
        self._text("".join(out), level, paragraph)

    def _text(self, marked: str, level: int, paragraph: Element) -> None:
        """Text with marks; a heading that is run into it heads what follows."""
        abstract = any(True for _ in paragraph.iterancestors("abstract", "trans-abstract"))
        back = any(True for _ in paragraph.iterancestors("back", "author-notes"))
        for heading, text in run_in_headings(marked, abstract=abstract, any_words=back):
            if heading:
                self._heading(heading, level + 1, paragraph)
            self.builder.paragraph(tidy(text))

    def _block(self, element: Element, level: int) -> None:
        if element.tag == "list":
            for item in element.findall("list-item"):
                label = item.find("label")
                prefix = flat_text(label) if label is not None else ""
                for child in item:
                    if child.tag == "p":
                        self._paragraph(child, level, prefix)
                        prefix = ""
                    elif child.tag in _BLOCKS:
                        self._block(child, level)
        elif element.tag == "def-list":
            self._definitions(element, level)
        elif element.tag in ("array", "table"):
            self.builder.lines(table_lines(element))
        elif element.find("p") is not None:
            self._content(element, level)
        else:
            self.builder.paragraph(flat_text(element))

    def _definitions(self, element: Element, level: int) -> None:
        """Each term with what it means, on a line: "BMI: body mass index"."""
        lines = []
        for item in element.findall("def-item"):
            term, meaning = item.find("term"), item.find("def")
            words = [flat_text(e).rstrip(":") for e in (term, meaning) if e is not None]
            lines.append(": ".join(word for word in words if word))
        self.builder.lines(lines)
        for nested in element.findall("def-list"):
            self._definitions(nested, level)

    def _note(self, note: Element, level: int) -> None:
        """A note in the back matter: a declaration, most often under a heading of its own."""
        title = note.find("title")
        if title is not None:
            self._heading(flat_text(title), level + 1, note)
        elif note.get("fn-type", "") in ("conflict", "COI-statement", "supported-by", "financial-disclosure"):
            self.builder.section(Role.FUNDING.value, Role.FUNDING, inferred=True, level=level + 1)
        self._content(note, level)

    def _flush(self, level: int) -> None:
        """Write the floats that were put off, after what they stood in."""
        floats, self._floats = self._floats, []
        for element in floats:
            self._float(element, level)

    def _float(self, element: Element, level: int) -> None:
        tag = element.tag
        caption, printed = element.find("caption"), element.find("label")
        label = flat_text(printed).rstrip(".: ") if printed is not None else ""
        if tag == "boxed-text":
            title = element.find("caption/title") if element.find("title") is None else element.find("title")
            words = flat_text(title) if title is not None else ""
            heading = ". ".join(part for part in (label, words) if part)
            if heading:
                self.builder.heading(heading, level + 1)
            elif element.find("sec") is None:
                self.builder.section(Role.OTHER.value, Role.OTHER, inferred=True)
        elif (
            tag in ("supplementary-material", "media") and not label and next(element.iter("p"), None) is None
        ):
            return  # a link to a file, not text
        elif tag == "fn":
            self.builder.section(Role.OTHER.value, Role.OTHER, inferred=True)
            self.builder.paragraph(flat_text(element))
            return
        else:
            role = Role.TABLE if tag.startswith("table") else Role.LEGEND
            self.builder.section(label or role.value, role, inferred=not label)
        for part in caption if caption is not None else ():
            if not (tag == "boxed-text" and part.tag == "title"):
                self.builder.paragraph(flat_text(part))
        if tag == "boxed-text":
            self._content(element, level + 1)
        elif tag == "table-wrap":
            for table in [*element.findall("table"), *element.findall("alternatives/table")][:1]:
                self.builder.lines(table_lines(table))
            for foot in element.findall("table-wrap-foot"):
                for line in foot.iter("p", "attrib"):
                    self.builder.lines(_footnotes(line))
        else:
            for child in element:
                if child.tag in FLOATS and child.tag != "fn":
                    self._float(child, level)
                elif child.tag == "p":
                    self.builder.paragraph(flat_text(child))


def _footnotes(paragraph: Element) -> list[str]:
    """Footnotes of a table with their marks: "a One patient …"."""
    note = next(paragraph.iterancestors("fn"), None)
    label = note.find("label") if note is not None else None
    first = note is not None and next(iter(note.findall("p")), None) is paragraph
    mark_of_it = flat_text(label) if label is not None and first else ""
    notes = [tidy(part) for part in split_notes(marked_text(paragraph))] or [""]
    return [f"{mark_of_it} {notes[0]}".strip(), *notes[1:]]
