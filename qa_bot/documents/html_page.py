"""Which part of a web page is the article, and what in it is not text of it."""

import re
from typing import Any, cast

from qa_bot.documents.jats_inline import flat_text
from qa_bot.documents.xmltree import Element

_NEVER = frozenset(
    """script style noscript template nav aside footer form button select option input textarea iframe svg
    object embed canvas audio video map head dialog datalist menu link meta img source picture""".split()
)
_NO_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "alert", "dialog", "menu"}
)
_NOT_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|breadcrumbs?|skip|share|sharing|social|advert\w*|ads?|newsletter|sidebar|side-?bar|nav|navbar"
    r"|navigation|menu|toolbar|footer|masthead|pagination|pager|related|recommend\w*|comments?-(?:list|form|area)"
    r"|mw-editsection|reference-accessdate|noprint|printfooter|catlinks|toc|visually-hidden|sr-only|popup|modal)(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LISTS = frozenset({"ul", "ol", "div", "section", "table", "p"})
_MOST_LINKS = 0.7
"""Share of a block's letters that stand in links, above which it is a menu. A list of references has fewer."""


def clean_page(root: Element) -> tuple[Element, str]:
    """The element that holds the article, cleaned of what is no text of it; and the title as printed."""
    heading = next(root.iter("h1"), None)
    main = _main(root)
    inside = next(main.iter("h1"), None)
    heading = inside if inside is not None else heading
    printed = flat_text(heading) if heading is not None else ""
    most = 0.5 * max(_letters(main), 1)
    for element in list(main.iter()):
        if element is not main and _is_dropped(element, main, most):
            _remove(element)
    return main, printed


def _main(root: Element) -> Element:
    """The article if there is one, else the main part, else the body."""
    body = next(root.iter("body"), root)
    mains = [e for e in body.iter() if e.tag == "main" or e.get("role", "") == "main"]
    outer = max(mains, key=_length) if mains else body
    articles = [e for e in outer.iter("article") if next(e.iterancestors("article"), None) is None]
    if articles:
        longest = max(articles, key=_length)
        if _length(longest) > 0.5 * sum(map(_length, articles)) and (
            mains or _length(longest) > 0.3 * _length(body)
        ):
            return longest
    return outer


def _length(element: Element) -> int:
    """Characters of the paragraphs in an element, or of all its text where it has none."""
    of_paragraphs = sum(_letters(p) for p in element.iter("p"))
    return of_paragraphs or _letters(element)


def _letters(element: Element) -> int:
    return sum(len(text.strip()) for text in cast(Any, element).itertext())


def _is_dropped(element: Element, main: Element, most: float) -> bool:
    """Whether an element is no text of the article; by its name or class only up to `most` characters."""
    tag = element.tag
    if tag in _NEVER or element.get("role", "") in _NO_ROLES:
        return True
    if tag == "header":
        return main.tag == "body" and next(element.iter("h1"), None) is None
    if element.get("hidden", "\0") != "\0" or (element.get("aria-hidden", "") == "true" and tag != "math"):
        return True
    if _HIDDEN.search(element.get("style", "")):
        return True
    if (
        _NOT_ARTICLE.search(f"{element.get('class', '')} {element.get('id', '')}")
        and next(element.iter("h1"), None) is None
    ):
        return _letters(element) < most
    return tag in _LISTS and _is_menu(element)


def _is_menu(element: Element) -> bool:
    """Whether a block is nothing but links to elsewhere."""
    links = [a for a in element.iter("a") if not a.get("href", "#").startswith("#")]
    if len(links) < (2 if element.tag != "p" else 3):
        return False
    return sum(map(_letters, links)) > _MOST_LINKS * max(_letters(element), 1)


def _remove(element: Element) -> None:
    """Take an element out of its page; the text behind it stays."""
    node = cast(Any, element)
    parent = node.getparent()
    if parent is None:
        return
    tail = f" {node.tail}" if node.tail else ""
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    node.tail = None
    parent.remove(node)
