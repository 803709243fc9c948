"""How a document is cited, in the forms that people paste: plain text, Markdown, BibTeX, RIS."""

import re
import unicodedata
from dataclasses import replace

from qa_bot.chat import markdown
from qa_bot.documents.model import Reference
from qa_bot.rendering import reflow

DOI = "https://doi.org/"


def tidied(reference: Reference) -> Reference:
    """The fields in one line each, without control characters."""
    return Reference(
        tuple(map(reflow, reference.authors)), reference.more_authors, reflow(reference.title),
        reflow(reference.journal), reflow(reference.year), reflow(reference.volume), reflow(reference.issue),
        reflow(reference.pages), reflow(reference.doi),
    )  # fmt: skip


def plain(reference: Reference) -> str:
    """In the style of the Vancouver recommendations, all authors and the title named."""
    return _vancouver(reference, reference.title, f"doi:{reference.doi}")


def in_markdown(reference: Reference) -> str:
    """The same as Markdown: the title in italics, the DOI a link."""
    escaped = replace(
        reference,
        authors=tuple(map(markdown.literal, reference.authors)),
        journal=markdown.literal(reference.journal),
    )
    title = f"*{markdown.literal(reference.title.rstrip('.'))}*" if reference.title else ""
    link = f"[doi:{markdown.literal(reference.doi)}](<{DOI}{reference.doi.replace('>', '%3E')}>)"
    return _vancouver(escaped, title, link)


def _vancouver(reference: Reference, title: str, doi: str) -> str:
    authors = ", ".join([*reference.authors, *(["et al"] if reference.more_authors else [])])
    place = reference.year + (f";{reference.volume}" if reference.volume else "")
    place += f"({reference.issue})" if reference.issue else ""
    place += f":{reference.pages}" if reference.pages else ""
    where = " ".join(filter(None, (reference.journal, place)))
    parts = [f"{part.rstrip('.')}." for part in (authors, title, where) if part]
    return " ".join([*parts, *([doi] if reference.doi else [])])


def bibtex(reference: Reference) -> str:
    """A BibTeX entry."""
    names = [*map(_bibtex_name, reference.authors), *(["others"] if reference.more_authors else [])]
    entries = {
        "author": " and ".join(names),
        "title": f"{{{_tex(reference.title)}}}" if reference.title else "",
        "journal": _tex(reference.journal),
        "year": _tex(reference.year),
        "volume": _tex(reference.volume),
        "number": _tex(reference.issue),
        "pages": _tex(re.sub(r"\s*[-–]+\s*", "--", reference.pages)),
        "doi": _tex(reference.doi),
    }
    kind = "article" if reference.journal else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in entries.items() if value]
    return "\n".join([f"@{kind}{{{_key(reference)},", *lines, "}"])


def ris(reference: Reference) -> str:
    """A RIS record."""
    first, _, last = reference.pages.replace("–", "-").partition("-")
    tags = [("TY", "JOUR" if reference.journal else "GEN")]
    tags += [("AU", ", ".join(filter(None, _family_and_initials(name)))) for name in reference.authors]
    tags += [
        ("TI", reference.title), ("JO", reference.journal), ("PY", reference.year), ("VL", reference.volume),
        ("IS", reference.issue), ("SP", first.strip()), ("EP", last.strip()), ("DO", reference.doi),
    ]  # fmt: skip
    return "\n".join([*(f"{tag}  - {value}" for tag, value in tags if value), "ER  - "])


def _family_and_initials(name: str) -> tuple[str, str]:
    """`Suzuki YK` → `Suzuki`, `Y. K.`; a group's name stays whole."""
    family, _, last = name.rpartition(" ")
    letters = last.replace("-", "").replace(".", "")
    if not family or not (letters.isalpha() and letters.isupper() and len(letters) <= 4):
        return name, ""
    return family, " ".join(f"{letter}." for letter in letters)


def _bibtex_name(name: str) -> str:
    family, initials = _family_and_initials(name)
    return f"{_tex(family)}, {_tex(initials)}" if initials else f"{{{_tex(name)}}}"


_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
    }
)  # fmt: skip


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _key(reference: Reference) -> str:
    """`suzuki2009idiopathic`: the first author's family name, the year, the title's first long word."""
    family = _family_and_initials(reference.authors[0])[0] if reference.authors else ""
    word = next((word for word in re.findall(r"\w+", reference.title) if len(word) > 3), "")
    plain_letters = unicodedata.normalize("NFKD", f"{family}{reference.year}{word}").encode("ascii", "ignore")
    return re.sub(r"\W", "", plain_letters.decode()).lower() or "document"
