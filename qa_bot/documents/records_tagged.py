"""References as PubMed (`.nbib`) and reference managers (`.ris`) export them: a tag at the head of each line.

Both are read here and not by a library: the formats are lines of a tag and a value, and what people
have strays from them (blank lines missing, tags of one's own, records that break off).
"""

import re
from collections.abc import Iterator

from qa_bot.documents.model import Document, Reference
from qa_bot.documents.records import Record, documents_of
from qa_bot.documents.references import vancouver
from qa_bot.errors import ReadError

_NBIB = re.compile(r"^([A-Z][A-Z0-9]{1,3}) *- ?(.*)$")
_RIS = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_Fields = dict[str, list[str]]


def read_nbib(text: str, source: str) -> Iterator[Document]:
    """A document for each record of a MEDLINE file. Raises ReadError where there is none."""
    if not re.search(r"^\W*(?:PMID|TI  )- ", text, re.M):
        raise ReadError("not a MEDLINE file: no line in it begins with PMID- or TI  -")
    return documents_of(map(_from_nbib, _records(text, _NBIB, starts=("PMID", "OWN"), ends=())), source)


def read_ris(text: str, source: str) -> Iterator[Document]:
    """A document for each record of a RIS file. Raises ReadError where there is none."""
    if not re.search(r"^\W*TY  ?- ", text, re.M):
        raise ReadError("not a RIS file: no line in it begins with TY  -")
    return documents_of(map(_from_ris, _records(text, _RIS, starts=("TY",), ends=("ER",))), source)


def _records(
    text: str, line_of: re.Pattern[str], starts: tuple[str, ...], ends: tuple[str, ...]
) -> Iterator[_Fields]:
    """Values by tag of each record; a line without a tag goes on with the one above."""
    fields: _Fields = {}
    tag = ""
    for line in text.splitlines():
        found = line_of.match(line.lstrip("\ufeff ") if not fields else line)
        if found is None:
            if line.strip() and tag:
                fields[tag][-1] += f" {line.strip()}"
            elif line_of is _NBIB and not line.strip() and fields:
                yield fields
                fields, tag = {}, ""
            continue
        tag, value = found.group(1), found.group(2).strip()
        if tag in ends or (tag in starts and tag in fields):
            if fields:
                yield fields
            fields = {}
            if tag in ends:
                tag = ""
                continue
        fields.setdefault(tag, []).append(value)
    if fields:
        yield fields


def _first(fields: _Fields, *tags: str) -> str:
    return next((value for tag in tags for value in fields.get(tag, []) if value), "")


def _from_nbib(fields: _Fields) -> Record:
    names = fields.get("FAU") or fields.get("AU") or fields.get("CN") or []
    doi = next((v for tag in ("LID", "AID") for v in fields.get(tag, []) if v.endswith("[doi]")), "")
    found = _DOI.search(doi or _first(fields, "SO"))
    year = _YEAR.search(_first(fields, "DP", "DEP", "EDAT"))
    pages = _first(fields, "PG")
    title = _first(fields, "TI", "BTI", "TT")
    reference = Reference(
        authors=tuple(fields.get("AU") or map(vancouver, names)),
        title=title,
        journal=_first(fields, "TA", "JT"),
        year=year.group() if year else "",
        volume=_first(fields, "VI"),
        issue=_first(fields, "IP"),
        pages=_whole_pages(pages),
        doi=found.group().rstrip(".") if found else "",
    )
    texts = [("", _first(fields, "AB")), ("", " ".join(fields.get("OAB", [])))]
    return Record(
        _first(fields, "PMID"), title, names, reference, texts, fields.get("OT", []) or fields.get("MH", [])
    )


def _from_ris(fields: _Fields) -> Record:
    names = fields.get("AU") or fields.get("A1") or []
    found = _DOI.search(_first(fields, "DO") or _first(fields, "UR", "L3", "M3"))
    year = _YEAR.search(_first(fields, "PY", "Y1", "DA"))
    start, end = _first(fields, "SP"), _first(fields, "EP")
    title = _first(fields, "TI", "T1", "CT", "BT")
    reference = Reference(
        authors=tuple(map(vancouver, names)),
        title=title,
        journal=_first(fields, "J2", "JA", "JO", "JF", "T2", "BT", "PB"),
        year=year.group() if year else "",
        volume=_first(fields, "VL"),
        issue=_first(fields, "IS", "CP"),
        pages=_whole_pages(f"{start}-{end}" if end and end != start and "-" not in start else start),
        doi=found.group().rstrip(".") if found else "",
    )
    texts = [("", text) for text in dict.fromkeys([*fields.get("AB", []), *fields.get("N2", [])])]
    texts += [("Notes", text) for text in fields.get("N1", [])]
    key = _first(fields, "AN", "ID") or reference.doi
    return Record(key, title, names, reference, texts, fields.get("KW", []))


def _whole_pages(pages: str) -> str:
    """ "201-6" stays; white space and a final comma go."""
    return re.sub(r"\s*[–-]\s*", "-", pages).strip(" ,;")
