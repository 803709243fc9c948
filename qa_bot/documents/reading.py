"""One file to a document, by the reader of its format."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from qa_bot.documents.model import Document
from qa_bot.errors import QaBotError, ReadError

Reader = Callable[[bytes, str], Document | Iterable[Document]]
"""Takes the bytes of a file and its source name; raises ReadError if it is not what it claims to be.

Of a file of many records it gives a document for each, one by one, with a source of its own
(`library.nbib#12345678`); ReadError may then come only when all are asked for."""

LARGEST = 200 * 2**20
"""Bytes; a larger file is listed and left out."""


def _read_text(data: bytes, source: str) -> Document:
    from qa_bot.documents.plain_text import read_plain_text

    return read_plain_text(decode(data), source)


def _read_jats(data: bytes, source: str) -> Document:
    from qa_bot.documents.jats import read_jats

    return read_jats(data, source)


def _read_markdown(data: bytes, source: str) -> Document:
    from qa_bot.documents.markdown import read_markdown

    return read_markdown(decode(data), source)


def _read_html(data: bytes, source: str) -> Document:
    from qa_bot.documents.html import read_html

    return read_html(data, source)


def _read_word(data: bytes, source: str) -> Document:
    from qa_bot.documents.word import read_word

    return read_word(data, source)


def _read_epub(data: bytes, source: str) -> Document:
    from qa_bot.documents.epub import read_epub

    return read_epub(data, source)


def _read_nbib(data: bytes, source: str) -> Iterable[Document]:
    from qa_bot.documents.records_tagged import read_nbib

    return read_nbib(decode(data), source)


def _read_ris(data: bytes, source: str) -> Iterable[Document]:
    from qa_bot.documents.records_tagged import read_ris

    return read_ris(decode(data), source)


def _read_bibtex(data: bytes, source: str) -> Iterable[Document]:
    from qa_bot.documents.records_bibtex import read_bibtex

    return read_bibtex(decode(data), source)


def _read_csv(data: bytes, source: str) -> Iterable[Document]:
    from qa_bot.documents.records_table import read_csv

    return read_csv(decode(data), source)


def _read_json_lines(data: bytes, source: str) -> Iterable[Document]:
    from qa_bot.documents.records_table import read_json_lines

    return read_json_lines(decode(data), source)


def _read_pdf(data: bytes, source: str) -> Document:
    from qa_bot.documents.pdf import read_pdf

    return read_pdf(data, source)


READERS: dict[str, Reader] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".bib": _read_bibtex,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".jsonl": _read_json_lines,
    ".nbib": _read_nbib,
    ".ris": _read_ris,
    ".docx": _read_word,
    ".epub": _read_epub,
    ".htm": _read_html,
    ".html": _read_html,
    ".xhtml": _read_html,
    ".pdf": _read_pdf,
    ".rst": _read_text,
    ".nxml": _read_jats,
    ".xml": _read_jats,
}
"""Reader by the ending of the file's name, lower case."""


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else Windows-1252 so that nothing is lost.

    A byte order mark becomes a space, so that offsets are those of the file decoded as UTF-8.
    Raises ReadError for bytes that are no text.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ReadError(f"broken UTF-16 at byte {error.start}; save it as UTF-8") from error
    head = data[:65536]
    if b"\0" in head or sum(b < 9 or (13 < b < 32 and b != 27) for b in head) > 0.05 * len(head):
        raise ReadError("a binary file, not text; convert it to text first")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return " " + text[1:] if text.startswith("\ufeff") else text


def read_file(path: Path, source: str) -> Document:
    """Read a file that holds one document. Raises ReadError with a reason that a person can act on."""
    documents = list(read_documents(path, source))
    if len(documents) > 1:
        raise ReadError(f"holds {len(documents)} documents, not one")
    return documents[0]


def read_documents(path: Path, source: str) -> Iterator[Document]:
    """Read one file: its documents, one after the other, at least one.

    Raises ReadError with a reason that a person can act on; what was given before that does not count.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ReadError(f"no reader for {path.suffix or 'files without an ending'}")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadError(f"{size / 2**20:.0f} MB is more than {LARGEST // 2**20} MB; split it")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}; check its permissions") from error
    if not data.strip():
        raise ReadError("empty file")
    try:
        found = reader(data, source)
        for document in (found,) if isinstance(found, Document) else found:
            if not document.sections:
                raise ReadError("no text in it")
            yield document
    except QaBotError:
        raise
    except (MemoryError, RecursionError) as error:
        raise ReadError("too large or nested too deeply to be read") from error
    except Exception as error:  # one file must not harm the others; it is listed with this reason
        name = path.suffix.lower()
        raise ReadError(
            f"the reader of {name} files failed ({type(error).__name__}); please report it"
        ) from error
