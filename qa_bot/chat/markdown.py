"""Words of documents inside Markdown: as text, whatever is in them."""

import re

_MARKS = re.compile(r"([\\`*_\[\]<>&#|~$])")
_LIST = re.compile(r"^(\s*\d*)([-+=.)])(?=\s|[-=]*$)")


def literal(text: str) -> str:
    """One line of text that Markdown shows as it is, also where it begins like a list."""
    return _LIST.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))


def quote(text: str) -> str:
    """Lines of Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
