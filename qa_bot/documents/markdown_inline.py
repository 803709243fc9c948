"""The marks inside a Markdown paragraph: what is no word of it, and where its sentences end."""

import re
from typing import TYPE_CHECKING

from qa_bot.documents.model import Span
from qa_bot.language.sentences import split_sentences

if TYPE_CHECKING:
    from markdown_it.token import Token

_ADDRESS = re.compile(
    r"""(?P<code>(?<!`)(`{1,3})(?!`)[^`\n]+?(?<!`)\2(?!`))            # code stays as it is
      | (?P<link>\]\(\s*(?:<[^<>\n]{0,2000}>|(?:[^\s()\\]|\\.|\([^\s()]{0,500}\)){0,2000})
          (?:\s+(?:"[^"]{0,500}"|'[^']{0,500}'))?\s*\))               # [text](address "title")
      | \](?P<named>\[[^\[\]]{0,200}\])                                # [text][name]
      | (?P<auto><(?:https?|mailto|ftp):[^<>\s]{0,2000}>)             # <address>
      | (?P<tag><!--.{0,5000}?-->|</?[A-Za-z][^<>]{0,500}>)            # HTML
    """,
    re.X | re.S,
)
_MARKS = "*_~`["
_CLOSING = "*_~`)]\"'”’"


def plain(inline: "Token") -> str:
    """The words of an inline token as they are shown: without marks, addresses and tags."""
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline", "image", "text_special"):
            parts.append(child.content)
    return " ".join("".join(parts).split())


def gaps_in(words: str, link_names: frozenset[str]) -> list[Span]:
    """Spans of `words` that are addresses of links or tags. `link_names` are those the file defines,
    in upper case: `[12][13]` are two citations unless 13 is one of them."""
    if "](" not in words and "<" not in words and "][" not in words:
        return []
    found = []
    for match in _ADDRESS.finditer(words):
        if match.group("link"):
            found.append((match.start() + 1, match.end()))
        elif match.group("named"):
            name = " ".join(match.group("named")[1:-1].split()).upper()
            if name in link_names:
                found.append(match.span("named"))
        elif not match.group("code"):
            found.append(match.span())
    return found


def masked(words: str, link_names: frozenset[str], quoted: bool) -> str:
    """`words` with letters for addresses and blanks for marks, of the same length, to find sentences in."""
    out = _ADDRESS.sub(lambda m: re.sub(r"[.!?]", "x", m.group()) if m.group("code") else m.group(), words)
    for start, end in gaps_in(words, link_names):
        glued = start >= 2 and words[start - 1] == "]" and words[start - 2] not in ".!?"
        out = out[:start] + ("x" if glued else " ") * (end - start) + out[end:]
        if glued:
            out = out[: start - 1] + "x" + out[start:]
    if quoted:
        out = re.sub(r"(?<=[\r\n])[ \t>]+", lambda m: " " * len(m.group()), out)
    out = re.sub(r"(?<=[.!?])(\*{1,3}|_{1,3})(?=\s|$)", lambda m: " " * len(m.group()), out)
    return re.sub(r"(?<!\w)(\*{1,3}|_{1,3})(?=\w)", lambda m: " " * len(m.group()), out)


def sentence_spans(words: str, mask: str) -> list[Span]:
    """Sentences of a paragraph by its `mask`; marks that touch one belong to it."""
    spans: list[Span] = []
    for start, end in split_sentences(mask):
        least = spans[-1][1] if spans else 0
        while start > least and words[start - 1] in _MARKS:
            start -= 1
        while end < len(words) and words[end] in _CLOSING:
            end += 1
        if start < end:
            spans.append((start, end))
    return spans
