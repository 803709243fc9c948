"""What a web page says of itself in its head: the tags that Google Scholar, Dublin Core and PRISM read."""

import re

from qa_bot.documents.jats_inline import flat_text
from qa_bot.documents.model import Reference
from qa_bot.documents.references import vancouver
from qa_bot.documents.xmltree import Element

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>?#]+[^\s\"<>?#.,;)\]]")
_SITE = re.compile(r"\s+(?:[|·•—–]|-{1,2}|::)\s+[^|·•—–]{2,60}$")
"""The name of the site behind the title of the page."""


def page_reference(root: Element) -> Reference:
    """The reference in the tags of the page's head; what they do not say stays empty.

    The title is that of the tags, else the page's first heading, else the page's <title> without the
    name of the site.
    """
    said = _tags(root)

    def first(*names: str) -> str:
        return next((said[name][0] for name in names if name in said), "")

    scholarly = first("citation_title", "dc.title", "prism.title", "bepress_citation_title")
    title = scholarly
    if not title:
        heading = next(root.iter("h1"), None)
        title = flat_text(heading) if heading is not None and len(list(root.iter("h1"))) == 1 else ""
    if not title:
        title = first("og:title", "twitter:title")
    if not title:
        element = next(root.iter("title"), None)
        title = _SITE.sub("", flat_text(element)) if element is not None else ""
    date = first(
        "citation_publication_date", "citation_date", "citation_year", "citation_online_date", "dc.date", "dc.date.issued",
        "dc.issued", "prism.publicationdate", "article:published_time", "date",
    )  # fmt: skip
    year = re.search(r"\b(?:19|20)\d\d\b", date)
    start, end = (
        first("citation_firstpage", "prism.startingpage"),
        first("citation_lastpage", "prism.endingpage"),
    )
    doi = _DOI.search(first("citation_doi", "prism.doi", "dc.identifier.doi", "dc.identifier"))
    return Reference(
        authors=tuple(map(vancouver, page_authors(root))),
        title=title,
        journal=first(
            "citation_journal_abbrev",
            "citation_journal_title",
            "prism.publicationname",
            "citation_conference_title",
        ),
        year=year.group() if year else "",
        volume=first("citation_volume", "prism.volume"),
        issue=first("citation_issue", "prism.number"),
        pages=f"{start}-{end}" if start and end and end != start else start,
        doi=doi.group() if doi else "",
    )


def page_authors(root: Element) -> list[str]:
    """The names of the authors as the page's head gives them."""
    said = _tags(root)
    kinds = ("citation_author", "citation_authors", "dc.creator", "author")
    names = next((said[kind] for kind in kinds if kind in said), [])
    if len(names) == 1 and ";" in names[0]:
        names = names[0].split(";")
    return [name.strip() for name in names if name.strip() and "://" not in name]


def _tags(root: Element) -> dict[str, list[str]]:
    """What the <meta> tags say, by name in lower case."""
    said: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name", "") or meta.get("property", "")).lower().replace("dcterms.", "dc.")
        value = " ".join(meta.get("content", "").split())
        if name and value:
            said.setdefault(name, []).append(value)
    return said


def publication_lines(reference: Reference) -> list[str]:
    """Where a document was published, as a line; nothing where that is not known."""
    place = reference.year
    place += f";{reference.volume}" if reference.volume else ""
    place += f"({reference.issue})" if reference.issue else ""
    place += f":{reference.pages}" if reference.pages else ""
    where = " ".join(part for part in (reference.journal, place) if part)
    doi = f"doi:{reference.doi}" if reference.doi else ""
    return [" ".join(part for part in (f"{where}." if where else "", doi) if part)]
