"""Bibliographic reference from the lines of a document's front matter."""

import re

from qa_bot.documents.model import Reference

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]]")
_YEAR = r"(?:19|20)\d\d"
_PLACE = re.compile(
    rf"(?P<journal>[A-Z][\w &:-]{{2,60}}?)?[\s.,]*(?P<year>{_YEAR})(?:\s+[A-Z][a-z]{{2}}(?:[ -][A-Z]?[a-z]{{2,}}|[ -]?\d+)?)*"
    r"\s*;?\s*(?P<volume>\d{1,4})\s*(?:\((?P<issue>[^)]{1,20})\))?\s*:\s*(?P<pages>[A-Za-z]{0,3}\d+(?:\s*[-–]\s*\w?\d+)?)"
)
_CITATION = re.compile(
    rf"^(?P<first>[A-Z][\w.' -]+?[\s\u00a0]+[A-Z][\w'-]+)[\s\u00a0]+et al\.\s*(?P<journal>[A-Z][\w &:-]{{1,60}})\.\s*(?P<year>{_YEAR})"
)
_VOLUME = re.compile(r"\bvol(?:ume|\.)?\s*(\d+)", re.I)
_ISSUE = re.compile(r"\b(?:issue|number|no\.|journal|supplement)\s*(\d+)", re.I)
_PAGES = re.compile(r"\bpages?\s*:?\s*(\d+\s*[-–]\s*\d+)", re.I)
_MONTH = re.compile(
    rf"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?[\s\u00a0]+(?P<year>{_YEAR})\b", re.I
)
_PIPED_JOURNAL = re.compile(r"^\s*([A-Z][\w &.:-]{1,60}?)\s*\|")
_NAME = re.compile(
    r"^(?:[A-Z]\.?[\s\u00a0-]*){0,3}[A-Z][.\s\u00a0-][\s\u00a0-]*[A-Z][\w'’-]+$|^[A-Z][\w'’-]+(?:[\s\u00a0]+[A-Z]\.?)*(?:[\s\u00a0]+(?:van|von|de|der|la|le))*"
    r"[\s\u00a0]+[A-Z][\w'’-]+$|^[A-Z][\w'’-]+,?[\s\u00a0]+(?:[A-Z]\.?-?){1,4}$"
)
_NOTES = re.compile(r"[\d*†‡§¶,\s\u00a0]+$")
_JOINS = re.compile(r"\s+(?:and|&)\s*$|^\s*(?:and|&)\s+", re.I)
_NOT_NAMES = re.compile(
    r"\b(access|article|paper|open|presentation|report|research|review|letter|original|study|university|department|hospital"
    r"|content|services|sites|journals?|volume|edition|news|image|figure|table|society|association|institute|college|abstract"
    r"|medical|disease|therapy|treatment|full|text|main|page|new|united|north|south|terms)\b",
    re.I,
)


def is_bibliographic(line: str) -> bool:
    """Whether a short line tells volume, issue, pages, DOI or date of publication."""
    if len(line) > 1_000:
        return False
    return bool(
        _DOI.search(line)
        or _PLACE.search(line)
        or _VOLUME.search(line)
        or _PAGES.search(line)
        or (_MONTH.search(line) and len(line.split()) <= 12)
        or re.match(rf"^\s*[A-Z][\w &-]{{1,40}}\s{_YEAR}\s*$", line)
        or re.match(r"^\W*(published|received|accepted|epub|doi|pmid|pmcid|issn)\b", line, re.I)
        or re.match(r"^\W*(poster presentation|open access|(original|research|review) (article|paper)|case report"
                    r"|letter( to the editor)?|short communication|oral presentation|meeting abstract)\W*$", line, re.I)
    )  # fmt: skip


def is_citation(line: str) -> bool:
    """Whether a line names the authors and where the document appeared."""
    return bool(_CITATION.match(line))


def names_in(line: str) -> list[str]:
    """The person names that a line consists of; empty if it says anything else."""
    names = []
    for piece in re.split(r"[,;]\s|\s+(?:and|&)\s+", _JOINS.sub("", line.strip())):
        name = _NOTES.sub("", _JOINS.sub("", piece.strip()))
        if not name:
            continue
        if not _NAME.match(name) or _NOT_NAMES.search(name) or len(name.split()) > 5:
            return []
        names.append(name)
    return names


def vancouver(name: str) -> str:
    """A person's name as family name and initials: "Yuzo Suzuki", "Suzuki, Yuzo", "Suzuki Y" → "Suzuki Y"."""
    family, _, given = name.replace("\u00a0", " ").partition(",")
    if family.strip() and given.strip() and "," not in given:
        short = [
            part if part.isupper() and len(part) <= 3 else part[0] for part in re.findall(r"[^\W\d_]+", given)
        ]
        return " ".join(part for part in (family.strip(), "".join(short)) if part)
    words = name.replace("\u00a0", " ").replace(",", " ").split()
    if len(words) < 2:
        return name
    if re.fullmatch(r"(?:[A-Z]\.?-?){1,4}", words[-1]) and not re.fullmatch(r"[A-Z]\.?", words[0]):
        return f"{' '.join(words[:-1])} {words[-1].replace('.', '')}"
    return f"{words[-1]} {''.join(word[0] for word in words[:-1])}"


def reference_from(title: str, names: list[str], lines: list[str]) -> Reference:
    """The reference that front-matter lines give; what they do not say stays empty."""
    text = "\n".join(lines)
    doi = _DOI.search(text)
    place = max(_PLACE.finditer(text), key=lambda m: len(m.group()), default=None)
    citation = next((m for line in lines if (m := _CITATION.match(line))), None)
    volume, issue, pages = _VOLUME.search(text), _ISSUE.search(text), _PAGES.search(text)
    month = _MONTH.search(text)
    piped = next((m for line in lines if (m := _PIPED_JOURNAL.match(line))), None)
    journal = ""
    if citation:
        journal = citation.group("journal")
    elif place and place.group("journal"):
        journal = place.group("journal").strip()
    elif piped:
        journal = piped.group(1)
    authors = tuple(vancouver(name) for name in names)
    if citation and not authors:
        authors = (vancouver(citation.group("first")),)
    if place:
        return Reference(
            authors=authors, more_authors=bool(citation), title=title, journal=journal,
            year=place.group("year"), volume=place.group("volume"), issue=place.group("issue") or "",
            pages=place.group("pages").replace("–", "-"), doi=doi.group() if doi else "",
        )  # fmt: skip
    year = (citation and citation.group("year")) or (month and month.group("year")) or ""
    return Reference(
        authors=authors, more_authors=bool(citation), title=title, journal=journal, year=year,
        volume=volume.group(1) if volume else "", issue=issue.group(1) if issue and volume else "",
        pages=pages.group(1).replace("–", "-") if pages else "", doi=doi.group() if doi else "",
    )  # fmt: skip
