"""What a JATS file says about the article: title, authors, where it was published, licence, funding."""

import re

from qa_bot.documents.builder import DocumentBuilder
from qa_bot.documents.jats_inline import flat_text
from qa_bot.documents.model import Reference, Role
from qa_bot.documents.roles import heading_role
from qa_bot.documents.xmltree import Element

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_IN_ISSUE = ("ppub", "collection", "print", "pub", "epub-ppub", "epub", "electronic", "")
_FIRST_SHOWN = ("epub", "electronic", "pub", "epub-ppub", "ppub", "print", "collection", "")
_MONEY = frozenset({"conflict", "coi-statement", "financial-disclosure", "supported-by"})
_RELEASE = frozenset({"pmc-release", "nihms-submitted", "preprint", "retraction", "corrected"})


def read_reference(meta: Element, journal_meta: Element | None) -> Reference:
    """The bibliographic reference; the journal's abbreviation in PubMed where the file gives it."""
    names = [name for name in map(_short_name, _authors(meta)) if name]
    short = full = ""
    if journal_meta is not None:
        full = _text(journal_meta.find(".//journal-title"))
        ids = {e.get("journal-id-type", ""): flat_text(e) for e in journal_meta.findall("journal-id")}
        short = ids.get("nlm-ta") or ids.get("iso-abbrev") or ""
    first, last = _text(meta.find("fpage")), _text(meta.find("lpage"))
    pages = f"{first}-{last}" if last and last != first else first
    date = _date(meta, _IN_ISSUE)
    return Reference(
        authors=tuple(names),
        title=article_title(meta),
        journal=short or full,
        year=_text(date.find("year")) if date is not None else "",
        volume=_text(meta.find("volume")),
        issue=re.sub(r"^\((.*)\)$", r"\1", _text(meta.find("issue"))),
        pages=pages or _text(meta.find("page-range")) or _text(meta.find("elocation-id")),
        doi=re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", _id(meta, "doi"), flags=re.I),
    )


def article_title(meta: Element) -> str:
    """Title and subtitle, without the marks of footnotes."""
    group = meta.find("title-group")
    if group is None:
        return ""
    for note in list(group.iter("xref")):
        if note.get("ref-type", "") in ("fn", "author-notes"):
            for part in note.iter():
                part.text = ""
    title, subtitle = _text(group.find("article-title")), _text(group.find("subtitle"))
    if not subtitle or not title:
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in ":.?!\u2014" else f"{title}: {subtitle}"


def add_front(builder: DocumentBuilder, meta: Element, reference: Reference, journal: str) -> None:
    """Sections about the document, their labels inferred: the file names the parts, no page prints them."""

    def lines(role: Role, texts: list[str]) -> None:
        if any(texts):
            builder.section(role.value, role, inferred=True, level=1)
            builder.lines(texts)

    translated = [flat_text(e) for e in meta.findall("title-group/trans-title-group/trans-title")]
    lines(Role.TITLE, [reference.title, *translated])
    names = [name for name in map(_full_name, _authors(meta)) if name]
    behalf = [flat_text(e) for e in meta.findall("contrib-group//on-behalf-of")]
    lines(Role.AUTHORS, [", ".join(names), *dict.fromkeys(behalf)])
    places = [_place(e) for e in meta.iter("aff")]
    contacts = [_place(e) for e in meta.findall("author-notes/corresp")] or _addresses(meta)
    lines(Role.AFFILIATION, [*places, *contacts])
    lines(Role.PUBLICATION, _publication(meta, reference, journal))
    _add_notes(builder, meta)
    rights = [flat_text(e) for e in meta.iter("copyright-statement")]
    for licence in meta.iter("license"):
        rights += [flat_text(e) for e in licence.iter("license-p", "p")] or [flat_text(licence)]
    if rights:
        builder.section(Role.LICENCE.value, Role.LICENCE, inferred=True, level=1)
        for text in dict.fromkeys(rights):
            builder.paragraph(text)
    lines(Role.FUNDING, _funding(meta))


def add_keywords(builder: DocumentBuilder, meta: Element) -> None:
    """Each group of keywords on one line."""
    for group in meta.iter("kwd-group"):
        words = [flat_text(e) for e in group.iter("kwd", "compound-kwd")]
        title = _text(group.find("title")) or _text(group.find("label"))
        if title:
            builder.heading(title, 1, Role.KEYWORDS)
        else:
            builder.section(Role.KEYWORDS.value, Role.KEYWORDS, inferred=True, level=1)
        builder.lines(["; ".join(word for word in words if word)])


def _text(element: Element | None) -> str:
    return flat_text(element) if element is not None else ""


def _id(meta: Element, kind: str) -> str:
    found = (flat_text(e) for e in meta.findall("article-id") if e.get("pub-id-type", "") == kind)
    return next(found, "")


def _authors(meta: Element) -> list[Element]:
    """The contributors who wrote; groups of editors and members of a listed group left out."""
    contributors = meta.findall("contrib-group/contrib")
    return [e for e in contributors if e.get("contrib-type", "author") == "author"]


def _name(contributor: Element) -> tuple[str, str, str]:
    """Surname, given names, suffix; a group's name stands as the surname."""
    name = contributor.find(".//name")
    if name is None:
        name = contributor.find("string-name")
    if name is not None and name.find("surname") is not None:
        return _text(name.find("surname")), _text(name.find("given-names")), _text(name.find("suffix"))
    group = contributor.find("collab")
    if group is not None:
        nested = {id(e) for part in group.findall("contrib-group") for e in part.iter()}
        if nested:  # the group's own name, without its members
            own = group.find("institution")
            return (_text(own) if own is not None else " ".join((group.text or "").split())), "", ""
        return flat_text(group), "", ""
    return _text(name), "", ""


def _short_name(contributor: Element) -> str:
    """ "Weir CJ": surname and initials."""
    surname, given, suffix = _name(contributor)
    given_element = contributor.find(".//given-names")
    initials = given_element.get("initials", "") if given_element is not None else ""
    if not initials:
        words = re.findall(r"[^\W\d_]+", given)
        initials = "".join(word if word.isupper() and len(word) <= 3 else word[0].upper() for word in words)
    return " ".join(part for part in (surname, initials, suffix) if part)


def _full_name(contributor: Element) -> str:
    surname, given, suffix = _name(contributor)
    return " ".join(part for part in (given, surname, suffix) if part)


def _place(element: Element) -> str:
    """An affiliation or address on one line; `*` and the like before it left out."""
    text = re.sub(r"\s+([,;.])", r"\1", flat_text(element))
    return text.lstrip("*\u2020\u2021\u00a7 ")


def _addresses(meta: Element) -> list[str]:
    """ "Name: e-mail" of the authors marked as corresponding."""
    marked = [e for e in _authors(meta) if e.get("corresp", "") == "yes"]
    pairs = [(_full_name(e), _text(e.find(".//email"))) for e in marked]
    return [f"{name}: {email}" for name, email in pairs if name and email]


def _date(meta: Element, kinds: tuple[str, ...]) -> Element | None:
    """The date of the first of `kinds` that the file gives, the first one if it gives others only."""
    dates = meta.findall("pub-date")
    kind_names = ("pub-type", "publication-format", "date-type")
    named = [(next(filter(None, map(e.get, kind_names)), ""), e) for e in dates]
    for kind in kinds:
        for name, date in named:
            if name == kind and date.find("year") is not None:
                return date
    return next((date for name, date in named if name not in _RELEASE), dates[0] if dates else None)


def _day(date: Element) -> str:
    """ "3 December 2014", as far as it is given."""
    month = _text(date.find("month")) or _text(date.find("season"))
    if month.isdigit() and 1 <= int(month) <= 12:
        month = _MONTHS[int(month) - 1]
    day = _text(date.find("day")).lstrip("0")
    return " ".join(part for part in (day if month else "", month, _text(date.find("year"))) if part)


def _publication(meta: Element, reference: Reference, journal: str) -> list[str]:
    """The kind of article; journal, volume and pages; dates; numbers under which it is known."""
    place = reference.year
    place += f";{reference.volume}" if reference.volume else ""
    place += f"({reference.issue})" if reference.issue else ""
    place += f":{reference.pages}" if reference.pages else ""
    parts = [f"{' '.join(p for p in (journal or reference.journal, place) if p)}."]
    date = _date(meta, _FIRST_SHOWN)
    if date is not None and date.find("month") is not None:
        parts.append(f"Published {_day(date)}.")
    if reference.doi:
        parts.append(f"doi:{reference.doi}")
    history = [
        f"{kind.capitalize()} {_day(e)}."
        for kind in ("received", "accepted")
        for e in meta.findall("history/date")
        if e.get("date-type", "") == kind
    ]
    pmc = re.sub(r"^PMC", "", _id(meta, "pmc") or _id(meta, "pmcid"))
    ids = [f"PMID {_id(meta, 'pmid')}." if _id(meta, "pmid") else "", f"PMCID PMC{pmc}." if pmc else ""]
    groups = meta.findall("article-categories/subj-group")
    headings = [
        e for group in groups if group.get("subj-group-type", "") == "heading" for e in group.iter("subject")
    ]
    kinds = [flat_text(e) for e in [*headings, *meta.findall("article-categories/series-title")]]
    meeting = ", ".join(flat_text(e) for e in meta.findall("conference/*"))
    where = " ".join(parts) if parts != ["."] else ""
    meeting = "; ".join(filter(None, [meeting, *(flat_text(e) for e in meta.findall("supplement/*"))]))
    return ["; ".join(dict.fromkeys(kinds)), where, " ".join(history), meeting, " ".join(filter(None, ids))]


def _funding(meta: Element) -> list[str]:
    """Statements of funding, else the awards, each as "who, number"."""
    statements = [flat_text(e) for e in meta.iter("funding-statement")]
    if statements:
        return statements
    awards = []
    for award in meta.iter("award-group"):
        sources = [flat_text(e) for e in award.iter("funding-source", "award-id")]
        awards.append(", ".join(text for text in sources if text))
    return awards


def _add_notes(builder: DocumentBuilder, meta: Element) -> None:
    """Footnotes to the authors: interests and money, or who did what."""
    for note in meta.findall("author-notes/fn"):
        text = _place(note)
        strong = note.find("p/bold")
        heading = _text(strong).rstrip(":. ") if strong is not None else ""
        named = heading_role(heading) if heading and text.startswith(heading) else None
        if named is not None:
            builder.heading(heading, 1)
            text = text[len(heading) :].lstrip(":. ")
        else:
            money = note.get("fn-type", "").lower() in _MONEY
            role = Role.FUNDING if money else Role.AUTHORS
            builder.section(role.value, role, inferred=True, level=1)
        builder.paragraph(text)
