"""References as BibTeX: `@article{key, title = {…}, author = "…" # name}`.

Read here and not by a library: those with wheels and a free licence stop at the first fault, and what
is wanted is text without LaTeX's marks, record by record, from files that have faults.
"""

import re
import unicodedata
from collections.abc import Iterator

from qa_bot.documents.model import Document, Reference
from qa_bot.documents.records import Record, documents_of
from qa_bot.documents.references import vancouver
from qa_bot.errors import ReadError

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*[{(]")
_FIELD = re.compile(r"\s*([A-Za-z][\w:.+/-]*)\s*=\s*")
_NEXT_ENTRY = re.compile(r"\n\s*@\s*[A-Za-z]+\s*[{(]")
_NAME = re.compile(r"[^\s,{}()\"#=]+")
_ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
            "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a"}  # fmt: skip
_LETTERS = {"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
            "AA": "Å", "i": "i", "j": "j", "textendash": "–", "textemdash": "—", "textquoteright": "’", "alpha": "α",
            "beta": "β", "gamma": "γ", "delta": "δ", "mu": "µ", "pm": "±", "times": "×", "leq": "≤", "geq": "≥",
            "le": "≤", "ge": "≥", "textregistered": "®", "textdegree": "°"}  # fmt: skip
_ACCENT = re.compile(
    r"\\(?:([`'^~\"=.])\s*\{?\s*(\\?[A-Za-z])\s*\}?|([uvHckr])\s*(?:\{\s*(\\?[A-Za-z])\s*\}|\s(\\?[A-Za-z])))"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*(?:\{\})?")
_LONGEST = 2_000_000
"""Characters of one value; a brace that is never closed must not make the rest of the file one."""


def read_bibtex(text: str, source: str) -> Iterator[Document]:
    """A document for each entry of a BibTeX file. Raises ReadError where there is none."""
    if not _ENTRY.search(text):
        raise ReadError("not a BibTeX file: there is no @entry{ in it")
    return documents_of(_records(text), source)


def _records(text: str) -> Iterator[Record]:
    strings: dict[str, str] = {}
    position = 0
    while found := _ENTRY.search(text, position):
        kind, position = found.group(1).lower(), found.end()
        if kind in ("comment", "preamble"):
            continue
        key = ""
        if kind != "string":
            name = _NAME.match(text, _blank(text, position))
            key = name.group() if name else ""
            position = _blank(text, name.end() if name else position)
        fields: dict[str, str] = {}
        while True:
            while position < len(text) and text[position] in ", \t\r\n":
                position += 1
            field = _FIELD.match(text, position)
            if field is None:
                break
            value, position = _value(text, field.end(), strings)
            fields.setdefault(field.group(1).lower(), value)
        if kind == "string":
            strings |= fields
        else:
            yield _record(key, fields)


def _blank(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _value(text: str, position: int, strings: dict[str, str]) -> tuple[str, int]:
    """The value that begins at `position`, its parts (`"a" # b # {c}`) joined; and where it ends."""
    parts: list[str] = []
    while True:
        position = _blank(text, position)
        opener = text[position : position + 1]
        if opener in ("{", '"'):
            end = _closing(text, position)
            parts.append(text[position + 1 : end])
            position = end + 1
        elif name := _NAME.match(text, position):
            parts.append(strings.get(name.group().lower(), name.group()))
            position = name.end()
        position = _blank(text, position)
        if text[position : position + 1] != "#":
            return "".join(parts), position
        position += 1


def _closing(text: str, position: int) -> int:
    """Where the brace or quotation mark at `position` is closed; the end of its line if it never is."""
    quoted = text[position] == '"'
    depth = 0
    at = position
    following = _NEXT_ENTRY.search(text, position, position + _LONGEST)
    last = following.start() if following else min(len(text), position + _LONGEST)
    while at < last:
        c = text[at]
        if c == "\\":
            at += 2
            continue
        depth += (c == "{") - (c == "}")
        if quoted and c == '"' and at > position and depth <= 0:
            return at
        if not quoted and depth == 0:
            return at
        at += 1
    line_end = text.find("\n", position)
    return line_end if line_end >= 0 else len(text)


def _record(key: str, fields: dict[str, str]) -> Record:
    said = {name: _plain(value) for name, value in fields.items()}

    def first(*names: str) -> str:
        return next((said[name] for name in names if said.get(name)), "")

    names = [
        _plain(name)
        for name in re.split(r"\s+and\s+", fields.get("author") or fields.get("editor") or "")
        if name.strip()
    ]
    more = bool(names) and names[-1].lower() == "others"
    names = names[:-1] if more else names
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", first("year", "date"))
    title = ": ".join(part for part in (first("title"), first("subtitle")) if part)
    reference = Reference(
        authors=tuple(map(vancouver, names)),
        more_authors=more,
        title=title,
        journal=first(
            "shortjournal", "journal", "journaltitle", "booktitle", "publisher", "school", "institution"
        ),
        year=year.group() if year else "",
        volume=first("volume"),
        issue=first("number", "issue"),
        pages=re.sub(r"\s*[-–]+\s*", "-", first("pages")),
        doi=re.sub(
            r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", fields.get("doi", "").strip(), flags=re.I
        ),
    )
    texts = [
        ("", said.get("abstract", "")),
        ("Note", said.get("note", "")),
        ("Annotation", first("annote", "annotation")),
    ]
    keywords = [word.strip() for word in re.split(r"[;,]", first("keywords", "keyword")) if word.strip()]
    return Record(key, title, names, reference, texts, keywords)


def _plain(value: str) -> str:
    """A value as it is printed: accents composed, braces and commands gone."""
    value = _ACCENT.sub(_accent, value)
    value = _COMMAND.sub(
        lambda m: _LETTERS.get(m.group(1), " " if m.group(1) in ("newline", "par") else ""), value
    )
    value = re.sub(r"\\([%&$#_{} ])", lambda m: m.group(1) if m.group(1) not in "{}" else "", value)
    value = (
        value.replace("---", "—")
        .replace("--", "–")
        .replace("``", "“")
        .replace("''", "”")
        .replace("\\\\", " ")
    )
    return " ".join(re.sub(r"[{}$]", "", value.replace("~", " ")).split())


def _accent(found: re.Match[str]) -> str:
    mark = found.group(1) or found.group(3)
    letter = (found.group(2) or found.group(4) or found.group(5)).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[mark])
