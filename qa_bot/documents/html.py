"""Web pages: the text of the article, without what the page carries around it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from qa_bot.documents.builder import DocumentBuilder
from qa_bot.documents.html_meta import page_authors, page_reference, publication_lines
from qa_bot.documents.html_page import clean_page
from qa_bot.documents.jats_inline import flat_text, mark, tidy
from qa_bot.documents.jats_tables import table_lines
from qa_bot.documents.model import Document, Reference, Role
from qa_bot.documents.plain_text import stem_title
from qa_bot.documents.xmltree import Element
from qa_bot.errors import ReadError

_LARGEST = 50_000_000
"""Characters: a page is held as a tree, which takes many times its size."""
_FRONT = frozenset({Role.TITLE, Role.AUTHORS, Role.PUBLICATION})
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
    footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table ul""".split()
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.I)
_CONTROL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]))(?![0-9a-f]);?",
    re.I,
)
"""Control characters, as they are or by their number; `jats_inline` has its own use for them."""
_NO_NAME = re.compile(r"^[^a-z]+|[^a-z0-9-]")
_NUMBERED = re.compile(
    r"((?:supplementary |extended data )?(?:fig(?:ure|\.)?|table|box|scheme)\s*[A-Z]?\d+[a-z]?)\b", re.I
)


def read_html(data: bytes, source: str) -> Document:
    """The document in an HTML or XHTML page.

    Raises ReadError where the file is no text, too large, or nested so deeply that it is no page.
    """
    root = parse_html(decode_html(data))
    reference = page_reference(root)
    main, printed = clean_page(root)
    title = reference.title or printed or stem_title(source)
    builder = DocumentBuilder()
    add_front(builder, title, page_authors(root), reference)
    builder.section(Role.OTHER.value, Role.OTHER, inferred=True)
    HtmlWalker(builder, title).walk(main)
    document = builder.build(source, title, reference if reference.title else replace(reference, title=title))
    if all(section.role in _FRONT for section in document.sections):
        raise ReadError("a page with no text of its own; if a script writes it, save it from the browser")
    return document


def decode_html(data: bytes) -> str:
    """The text of a page in the encoding that it names; otherwise as any text. Raises ReadError for no text."""
    from qa_bot.documents.reading import decode

    named = _XML_ENCODING.search(data[:300]) or _CHARSET.search(data[:4096])
    name = named.group(1).decode("ascii").lower() if named else ""
    if name and name not in ("utf-8", "utf8") and not name.startswith("utf-16") and b"\0" not in data[:65536]:
        try:
            return data.decode(
                "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name, "replace"
            )
        except LookupError:
            pass
    return decode(data)


def parse_html(text: str) -> Element:
    """The root of a page; names of elements in lower case, without comments. Nothing is fetched."""
    if len(text) > _LARGEST:
        raise ReadError(f"more than {_LARGEST // 10**6} million characters in one page; split it")
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        recover=True,
    )
    text = _CONTROL.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("not a web page: there is nothing in it that can be read as HTML") from error
    if root is None:
        raise ReadError("an empty page")
    for element in root.iter(etree.Element):
        tag = _NO_NAME.sub("", str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()) or "span"
        element.tag = "break" if tag == "br" else tag
    return cast(Element, root)


def add_front(builder: DocumentBuilder, title: str, authors: Sequence[str], reference: Reference) -> None:
    """Sections about the document: title, authors, publication; their labels are inferred."""
    parts = [
        (Role.TITLE, [title]),
        (Role.AUTHORS, ["; ".join(authors)]),
        (Role.PUBLICATION, publication_lines(reference)),
    ]
    for role, lines in parts:
        if any(lines):
            builder.section(role.value, role, inferred=True)
            builder.lines(lines)


class HtmlWalker:
    """Tells a builder what stands in a page, in order. `deeper` is added to the level of headings."""

    def __init__(self, builder: DocumentBuilder, title: str = "", deeper: int = 0):
        self.builder, self.deeper = builder, deeper
        self._title = _key(title)

    def walk(self, element: Element) -> None:
        """All that stands in `element`. Raises ReadError where it is nested too deeply."""
        try:
            self._content(element)
        except RecursionError as error:
            raise ReadError("elements nested too deeply for a page") from error

    def _content(self, element: Element, lead: str = "") -> None:
        """Blocks one by one; the text between them as paragraphs."""
        run = [lead, element.text or ""]
        for child in element:
            if child.tag in _BLOCKS or any(True for _ in child.iter(*_BLOCKS)):
                self._flush(run)
                run = []
                self._block(child)
            else:
                mark(child, run)
            run.append(child.tail or "")
        self._flush(run)

    def _flush(self, run: list[str]) -> None:
        self.builder.paragraph(tidy("".join(run)))

    def _block(self, element: Element) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self._heading(element)
        elif tag in ("table", "figure", "figcaption", "caption"):
            place = self.builder.place
            if tag == "table":
                self._table(element)
            elif tag == "figure":
                self._figure(element)
            else:
                self._legend(flat_text(element), Role.LEGEND)
            if next(element.iter(*_HEADINGS), None) is None:
                self.builder.resume(place)
        elif tag == "pre":
            self.builder.lines(_raw(element).splitlines())
        elif tag == "dl":
            self._definitions(element)
        else:
            self._content(element)

    def _heading(self, element: Element) -> None:
        text = flat_text(element)
        if not any(c.isalnum() for c in text):
            return
        level = _HEADINGS[element.tag] + self.deeper
        if _key(text) == self._title:
            self.builder.titled(text.rstrip(" :"), level, Role.OTHER)
        else:
            self.builder.heading(text, level)

    def _definitions(self, element: Element) -> None:
        """Each term with what it means, on a line where it is short."""
        term = ""
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                term = "; ".join(filter(None, (term, flat_text(child).rstrip(":"))))
            elif next(child.iterancestors("dl"), element) is element:
                self._content(child, f"{term}: " if term else "")
                term = ""
        self.builder.paragraph(term)

    def _figure(self, element: Element) -> None:
        caption = next(element.iter("figcaption"), None)
        if caption is not None:
            self._legend(
                flat_text(caption), Role.TABLE if any(True for _ in element.iter("table")) else Role.LEGEND
            )
        for child in element:
            if child is not caption and child.tag != "figcaption":
                self._block(child) if child.tag in _BLOCKS else self._content(child)

    def _legend(self, text: str, role: Role) -> None:
        if not any(c.isalnum() for c in text):
            return
        numbered = _NUMBERED.match(text)
        self.builder.section(numbered.group(1) if numbered else role.value, role, inferred=numbered is None)
        self.builder.paragraph(text[numbered.end() :].lstrip(".:|– ") if numbered else text)

    def _table(self, element: Element) -> None:
        """A table row by row; one that only places things on the page is read as what it holds."""
        inner = any(
            True for e in element.iter("table", "h1", "h2", "h3", "h4", "ul", "ol") if e is not element
        )
        if inner or element.get("role", "") == "presentation":
            for cell in element.iter("td", "th", "caption"):
                if next(cell.iterancestors("table"), None) is element:
                    self._content(cell)
            return
        caption = next(element.iter("caption"), None)
        if caption is not None:
            self._legend(flat_text(caption), Role.TABLE)
        self.builder.lines(table_lines(element))


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _raw(element: Element) -> str:
    """The text of an element with its line ends."""
    return "".join(cast(Any, element).itertext())
