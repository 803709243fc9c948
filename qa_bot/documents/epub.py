"""EPUB books: the chapters in the order of the book's spine, each read as a web page."""

import posixpath
import re
import zipfile
from urllib.parse import unquote

from qa_bot.documents.builder import DocumentBuilder
from qa_bot.documents.html import HtmlWalker, add_front, decode_html, parse_html
from qa_bot.documents.html_page import clean_page
from qa_bot.documents.jats_inline import flat_text
from qa_bot.documents.model import Document, Reference, Role
from qa_bot.documents.plain_text import stem_title
from qa_bot.documents.references import vancouver
from qa_bot.documents.xmltree import Element, parse_xml
from qa_bot.documents.zip_files import open_zip, read_member
from qa_bot.errors import ReadError

_MOST_TEXT = 100 * 2**20
"""Bytes of all chapters together."""
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FONTS_ONLY = re.compile(r"idpf\.org/2008/embedding|ns\.adobe\.com/pdf/enc#RC")


def read_epub(data: bytes, source: str) -> Document:
    """The document in an EPUB file: title and authors from its package, a section for each chapter or heading.

    Raises ReadError where the file is no EPUB, is broken, protected, or would be too large unpacked.
    """
    archive = open_zip(data, "an EPUB file")
    names = set(archive.namelist())
    if "META-INF/container.xml" not in names:
        raise ReadError("not an EPUB file: a ZIP archive of something else")
    if "META-INF/encryption.xml" in names and _is_protected(read_member(archive, "META-INF/encryption.xml")):
        raise ReadError("a book with copy protection (DRM); it can be read only by the shop's own programs")
    package_name = _package_name(archive)
    package, _ = parse_xml(_member(archive, package_name))
    title, authors, reference = _metadata(package, source)
    builder = DocumentBuilder()
    add_front(builder, title, authors, reference)
    pages = _pages(package, posixpath.dirname(package_name))
    labels = _contents(archive, package, posixpath.dirname(package_name))
    read = left = 0
    for name in pages:
        if name not in names:
            continue
        left += archive.getinfo(name).file_size
        if left > _MOST_TEXT:
            raise ReadError(f"more than {_MOST_TEXT // 2**20} MB of text; split it")
        read += _add_chapter(builder, archive, name, title, labels.get(name, ""))
    if not read:
        raise ReadError("a book none of whose chapters has text that can be read")
    return builder.build(source, title, reference)


def _add_chapter(
    builder: DocumentBuilder, archive: zipfile.ZipFile, name: str, title: str, label: str
) -> bool:
    """Read one file of the book; whether there was text in it. A broken one is passed over."""
    try:
        root = parse_html(decode_html(read_member(archive, name)))
    except ReadError:
        return False
    main, _ = clean_page(root)
    if not flat_text(main).strip():
        return False
    if next(main.iter(*_HEADINGS), None) is None and label:
        builder.heading(label, 1)
    else:
        builder.section(Role.OTHER.value, Role.OTHER, inferred=True, level=1)
    HtmlWalker(builder, title).walk(main)
    return True


def _is_protected(data: bytes) -> bool:
    """Whether more than fonts is encrypted."""
    root, _ = parse_xml(data)
    methods = [e.get("Algorithm", "") for e in root.iter("EncryptionMethod")]
    return any(not _FONTS_ONLY.search(method) for method in methods)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return read_member(archive, name)
    except KeyError as error:
        raise ReadError("a broken EPUB file: its list of chapters is missing") from error


def _package_name(archive: zipfile.ZipFile) -> str:
    container, _ = parse_xml(_member(archive, "META-INF/container.xml"))
    for root_file in container.iter("rootfile"):
        if path := root_file.get("full-path", ""):
            return path
    raise ReadError("a broken EPUB file: it does not say where its list of chapters is")


def _metadata(package: Element, source: str) -> tuple[str, list[str], Reference]:
    """Title, names of the authors as printed, reference."""
    titles = [text for e in package.iter("title") if (text := flat_text(e))]
    title = titles[0] if titles else stem_title(source)
    creators = [e for e in package.iter("creator") if e.get("role", "aut") == "aut"]
    authors = [text for e in creators if (text := flat_text(e))]
    years = [
        found.group()
        for e in package.iter("date")
        if (found := re.search(r"\b(?:1[5-9]|20)\d\d\b", flat_text(e)))
    ]
    publishers = [text for e in package.iter("publisher") if (text := flat_text(e))]
    reference = Reference(
        authors=tuple(map(vancouver, authors)),
        title=title,
        journal=publishers[0] if publishers else "",
        year=years[0] if years else "",
    )
    return title, authors, reference


def _manifest(package: Element, folder: str) -> dict[str, tuple[str, str, str]]:
    """By id: path in the archive, media type, properties."""
    return {
        item.get("id", ""): (
            _path(folder, item.get("href", "")),
            item.get("media-type", ""),
            item.get("properties", ""),
        )
        for item in package.iter("item")
    }


def _path(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _pages(package: Element, folder: str) -> list[str]:
    """The files of the book in reading order, without its table of contents."""
    manifest = _manifest(package, folder)
    spine = [manifest[ref] for item in package.iter("itemref") if (ref := item.get("idref", "")) in manifest]
    listed = spine or list(manifest.values())
    return [path for path, kind, said in listed if kind in _PAGES and "nav" not in said.split()]


def _contents(archive: zipfile.ZipFile, package: Element, folder: str) -> dict[str, str]:
    """What the table of contents calls each file; the first entry of a file counts."""
    labels: dict[str, str] = {}
    for path, kind, said in _manifest(package, folder).values():
        try:
            if kind == "application/x-dtbncx+xml":
                root, _ = parse_xml(read_member(archive, path))
                for point in root.iter("navPoint"):
                    text, content = point.find("navLabel/text"), point.find("content")
                    if text is not None and content is not None:
                        labels.setdefault(
                            _path(posixpath.dirname(path), content.get("src", "")), flat_text(text)
                        )
            elif "nav" in said.split():
                for link in parse_html(decode_html(read_member(archive, path))).iter("a"):
                    labels.setdefault(_path(posixpath.dirname(path), link.get("href", "")), flat_text(link))
        except (ReadError, KeyError):
            continue  # the book can be read without its table of contents
    return labels
