"""The vocabulary: which words stand for one another, from readable files.

A line is a group: `a, b, c` synonyms; `class > member, member`; `a, b ~ c, d` related. `@0.6` at its end
sets the strength of the tie. Compiled once into a small database of phrase keys, so that a question
reads only the groups of its own words.
"""

import hashlib
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from qa_bot import paths
from qa_bot.errors import UsageError
from qa_bot.language.tokens import is_stop_word, normal_form, plain_stems, stem

SYNONYM, MEMBER, CLASS, RELATED = 0.9, 0.8, 0.5, 0.5
"""Strength of a tie where the line gives none: between synonyms, from a class to its member, from a
member to its class, between related words."""

LONGEST_PHRASE = 5
"""Words of a phrase that carry content."""

_FORMAT = "9"


@dataclass(frozen=True, slots=True)
class Group:
    """A line of a vocabulary. `right` is empty for synonyms."""

    left: tuple[str, ...]
    operator: str
    right: tuple[str, ...]
    strength: float | None
    field: str
    """Name of the file, without its ending: what part of the language the group is of."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Another phrase that may stand for the one looked up, and how strongly, 0 to 1."""

    phrase: str
    key: str
    strength: float
    field: str


def phrase_key(phrase_stems: Iterable[str]) -> str:
    """What a phrase is looked up by: its stems, in no order ("hair loss", "loss of hair")."""
    return " ".join(sorted(phrase_stems))


def parse_vocabulary(text: str, name: str) -> list[Group]:
    """The groups of a vocabulary file. Raises UsageError with file, line and what is wrong."""
    groups = []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith(("#", "==")):
            continue
        body, _, strength_text = line.partition(" @")
        try:
            strength = _strength(strength_text) if strength_text else None
        except ValueError:
            raise UsageError(
                f"{name}:{number}: '@{strength_text}' is no strength; write a number above 0 and up to 1, as in @0.6"
            ) from None
        operator = ">" if " > " in body else "~" if " ~ " in body else ","
        left, _, right = body.partition(f" {operator} ") if operator != "," else (body, "", "")
        sides = [tuple(p.strip() for p in side.split(",") if p.strip()) for side in (left, right)]
        if not sides[0] or (operator != "," and not sides[1]) or (operator == "," and len(sides[0]) < 2):
            raise UsageError(
                f"{name}:{number}: a group needs two phrases; write 'a, b', 'class > member' or 'a ~ b'"
            )
        groups.append(Group(sides[0], operator, sides[1], strength, name.rsplit(".", 1)[0]))
    return groups


def _strength(text: str) -> float:
    """Raises ValueError for what is no number above 0 and up to 1."""
    strength = float(text)
    if not 0 < strength <= 1:
        raise ValueError(text)
    return strength


class Vocabulary:
    """Ties between phrases, looked up by their stems."""

    def __init__(self, connection: sqlite3.Connection):
        self._db = connection
        self._ties: dict[str, tuple[Tie, ...]] = {}
        self._common: dict[str, bool] = {}
        self._words: dict[str, int] | None = None
        self.field_of = lru_cache(maxsize=100_000)(self._field_of)

    def ties(self, key: str) -> tuple[Tie, ...]:
        """The phrases tied to the one of `key`, the strongest first; empty if it is unknown."""
        if key not in self._ties:
            best: dict[str, Tie] = {}
            for group, side in self._groups_of(key):
                for tie in _ties_of(group, side, key):
                    if tie.key not in best or best[tie.key].strength < tie.strength:
                        best[tie.key] = tie
            self._ties[key] = tuple(sorted(best.values(), key=lambda t: (-t.strength, t.phrase)))
        return self._ties[key]

    def _field_of(self, key: str) -> str | None:
        """The file that the phrase of `key` stands in, "everyday" only if no other; None if unknown."""
        rows = self._db.execute(
            "SELECT DISTINCT json_extract(g.form, '$[4]') FROM phrases p JOIN groups g ON g.id = p.grp WHERE p.key = ?",
            (key,),
        )
        fields = sorted(row[0] for row in rows)
        return next((f for f in fields if f != "everyday"), fields[0] if fields else None)

    def has_word(self, term: str) -> bool:
        """Whether a word of the stem `term` stands in any phrase."""
        return self._db.execute("SELECT 1 FROM words WHERE stem = ? LIMIT 1", (term,)).fetchone() is not None

    def is_common(self, term: str) -> bool:
        """Whether `term` is the stem of an ordinary English word: its absence says little."""
        if term not in self._common:
            row = self._db.execute("SELECT 1 FROM common WHERE stem = ?", (term,)).fetchone()
            self._common[term] = row is not None
        return self._common[term]

    def words(self) -> dict[str, int]:
        """The words of all phrases, in normal form, with how often they occur."""
        if self._words is None:
            self._words = dict(self._db.execute("SELECT word, count FROM words"))
        return self._words

    def _groups_of(self, key: str) -> list[tuple[Group, int]]:
        rows = self._db.execute(
            "SELECT g.form, p.side FROM phrases p JOIN groups g ON g.id = p.grp WHERE p.key = ?", (key,)
        )
        found = []
        for form, side in rows:
            left, operator, right, strength, field = json.loads(form)
            found.append((Group(tuple(left), operator, tuple(right), strength, field), side))
        return found


def _ties_of(group: Group, side: int, key: str) -> Iterable[Tie]:
    """The ties that a group gives a phrase on its left (0) or right (1) side."""

    def tie(phrase: str, strength: float) -> Tie:
        return Tie(phrase, _fast_key(phrase), strength, group.field)

    given = group.strength
    if group.operator == ",":
        found = [tie(p, given or SYNONYM) for p in group.left]
    elif side == 0:
        across = (given or MEMBER) if group.operator == ">" else (given or RELATED)
        found = [tie(p, across) for p in group.right]
        if group.operator == ">":
            found += [tie(p, SYNONYM) for p in group.left]
    else:
        found = [tie(p, min(CLASS, given or CLASS)) for p in group.left]
    return (t for t in found if t.key and t.key != key)


def compile_vocabulary(
    groups: Iterable[Group], common: Iterable[str], connection: sqlite3.Connection
) -> None:
    """Fill an empty database with `groups` and the ordinary words `common`."""
    connection.executescript(
        "CREATE TABLE groups (id INTEGER PRIMARY KEY, form TEXT NOT NULL);"
        "CREATE TABLE phrases (key TEXT NOT NULL, grp INTEGER NOT NULL, side INTEGER NOT NULL);"
        "CREATE TABLE words (word TEXT PRIMARY KEY, stem TEXT NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE common (stem TEXT PRIMARY KEY) WITHOUT ROWID;"
    )
    connection.executemany("INSERT OR IGNORE INTO common VALUES (?)", ((stem(word),) for word in common))
    forms, phrases = [], []
    words: Counter[str] = Counter()
    for number, group in enumerate(groups):
        forms.append(
            (number, json.dumps([group.left, group.operator, group.right, group.strength, group.field]))
        )
        for side, members in enumerate((group.left, group.right)):
            words.update(w for phrase in members for w in phrase.replace("-", " ").split() if len(w) > 2)
            keys = {_fast_key(phrase) for phrase in members}
            phrases += [(key, number, side) for key in keys if key and key.count(" ") < LONGEST_PHRASE]
    connection.executemany("INSERT INTO groups VALUES (?, ?)", forms)
    connection.executemany("INSERT INTO phrases VALUES (?, ?, ?)", phrases)
    normal: Counter[str] = Counter()
    for word, count in words.items():
        if word.isalpha():
            normal[normal_form(word)] += count
    connection.executemany("INSERT INTO words VALUES (?, ?, ?)", [(w, stem(w), c) for w, c in normal.items()])
    connection.execute("CREATE INDEX phrases_key ON phrases (key)")
    connection.execute("CREATE INDEX words_stem ON words (stem)")
    connection.commit()


def _fast_key(phrase: str) -> str:
    """The key of a phrase in a group; empty if too little of it is left without its stop words.

    "by mouth" is looked up by *mouth*, but "how long" not by *long*, nor "living will" by *live*.
    """
    key = _key(phrase)
    if " " in phrase and " " not in key:
        dropped = {word for word in phrase.lower().split() if is_stop_word(word)}
        return key if dropped <= _HOLLOW else ""
    return key


_HOLLOW = frozenset("by in at on of to the a an for with into".split())
"""Words that may fall away without the rest changing its meaning."""


def _key(phrase: str) -> str:
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return " ".join(sorted(stem(w) for w in phrase.split(" ") if w and not is_stop_word(w)))
    return phrase_key(plain_stems(phrase))


def _sources(extra: Path | None) -> list[tuple[str, str]]:
    folder = resources.files("qa_bot.language") / "data" / "vocabulary"
    files = sorted((f.name, f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".txt"))
    if extra is not None:
        try:
            files.append((extra.name, extra.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{extra}: the vocabulary cannot be read ({error}); give a UTF-8 text file"
            ) from error
    return files


def _stamp(extra: Path | None) -> str:
    """Names, sizes and times of the files: cheap to take, other whenever they are."""
    folder = Path(str(resources.files("qa_bot.language") / "data" / "vocabulary"))
    files = sorted(folder.glob("*.txt")) + ([extra] if extra else [])
    parts = [_FORMAT]
    for file in files:
        stat = file.stat() if file.exists() else None
        parts.append(f"{file}:{stat.st_size}:{stat.st_mtime_ns}" if stat else str(file))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _kept(path: Path) -> Vocabulary | None:
    """The compiled vocabulary kept at `path`; None if there is none, or it is broken."""
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM common LIMIT 1").fetchone()
        connection.execute("SELECT 1 FROM phrases LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    return Vocabulary(connection)


@cache
def load_vocabulary(extra: Path | None = None) -> Vocabulary:
    """The shipped vocabulary, with the groups of the file `extra` beside it.

    Raises UsageError if `extra` cannot be read or a line of it is wrong.
    """
    kept_at = paths.cache_folder() / "vocabulary" / f"{_stamp(extra)}.sqlite"
    if (kept := _kept(kept_at)) is not None:
        return kept
    groups = [group for name, text in _sources(extra) for group in parse_vocabulary(text, name)]
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    common = (resources.files("qa_bot.language") / "data" / "common_words.txt").read_text("utf-8").split()
    compile_vocabulary(groups, common, connection)
    try:
        kept_at.parent.mkdir(parents=True, exist_ok=True)
        part = kept_at.with_suffix(f".{os.getpid()}.part")
        with sqlite3.connect(part) as copy:
            connection.backup(copy)
        copy.close()
        part.replace(kept_at)
    except (OSError, sqlite3.Error):
        pass  # nothing can be kept here: it is compiled again the next time
    return Vocabulary(connection)
