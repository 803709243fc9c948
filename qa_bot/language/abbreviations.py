"""Abbreviations that a text defines itself: "interstitial lung disease (ILD)", "SLE = systemic …".

The long form is found as A. Schwartz and M. Hearst do it (A simple algorithm for identifying
abbreviation definitions in biomedical text, PSB 2003): letters of the short form, from the right.
"""

import re
from dataclasses import dataclass

_BRACKETED = re.compile(r"\(([^()\s][^()]{0,60}?)\)")
_GLOSSED = re.compile(r"(?:^|[\s\]\[(;,])([A-Z][\w+/-]{1,9})\s?[=:]\s?([A-Za-z][^.;:=\n()\[\]]{3,80})")
_SHORT = re.compile(r"^[A-Za-z0-9][\w/+-]{1,11}$")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the long form that the text gives it."""

    short: str
    long: str


def find_abbreviations(text: str) -> list[Abbreviation]:
    """The abbreviations that `text` defines, each once, in order."""
    found: dict[tuple[str, str], Abbreviation] = {}

    def keep(short: str, long: str | None) -> None:
        if long and long.lower() != short.lower():
            found.setdefault((short, long.lower()), Abbreviation(short, " ".join(long.split())))

    for match in _BRACKETED.finditer(text):
        inside = re.split(r"[;,]", match.group(1))[0].strip()
        before = text[max(0, match.start() - 120) : match.start()]
        if _is_short_form(inside):
            keep(inside, _long_form(inside, before))
        elif (word := re.search(r"([\w/+-]{2,10})\s$", before)) and _is_short_form(word.group(1)):
            keep(word.group(1), _long_form(word.group(1), inside))
    for match in _GLOSSED.finditer(text):
        keep(match.group(1), _long_form(match.group(1), match.group(2).strip()))
    return list(found.values())


def _is_short_form(text: str) -> bool:
    """Two to twelve characters with at least two capitals, or a capital and a digit."""
    if re.fullmatch(r"[A-Z]{2,6} [A-Z]{2,6}", text):
        return True
    if not _SHORT.match(text):
        return False
    capitals = sum(c.isupper() for c in text)
    return capitals >= 2 or (capitals == 1 and any(c.isdigit() for c in text))


def _long_form(short: str, text: str) -> str | None:
    """The shortest end of `text` that spells `short`, whose first letter begins a word."""
    text = re.split(r"[.;:!?]\s", text)[-1].rstrip(" ,")
    letters = [c.lower() for c in short if c.isalnum()]
    most_words = min(len(letters) + 5, len(letters) * 2 + 2)
    position = len(text)
    for i in range(len(letters) - 1, -1, -1):
        while position > 0:
            position -= 1
            if text[position].lower() == letters[i] and (
                i > 0 or position == 0 or not text[position - 1].isalnum()
            ):
                break
        else:
            return None
    start = position
    long = text[start:].strip()
    words = _WORD.findall(long)
    if not words or len(words) > most_words or len(long) <= len(short):
        return None
    if long.count("(") != long.count(")") or short.lower() in (w.lower() for w in words):
        return None
    return long
