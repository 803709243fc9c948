"""What the chat keeps: conversations, questions typed, the one being typed. One SQLite file a person."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qa_bot.errors import LibraryError

MIGRATIONS = (
    """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY, library TEXT NOT NULL, name TEXT NOT NULL, created REAL NOT NULL,
        changed REAL NOT NULL, context TEXT NOT NULL DEFAULT '[]');
    CREATE INDEX sessions_library ON sessions (library, changed);
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
        question TEXT NOT NULL, asking TEXT NOT NULL, asked REAL NOT NULL,
        answer TEXT, said TEXT NOT NULL DEFAULT '');
    CREATE INDEX turns_session ON turns (session);
    CREATE TABLE drafts (library TEXT PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE typed (id INTEGER PRIMARY KEY, question TEXT NOT NULL);
    """,
    """
    CREATE TABLE judgements (
        id INTEGER PRIMARY KEY, library TEXT NOT NULL, question TEXT NOT NULL, kind TEXT NOT NULL,
        source TEXT NOT NULL, quote TEXT NOT NULL, good INTEGER NOT NULL, judged REAL NOT NULL,
        UNIQUE (library, question, source, quote));
    """,
)
"""What each version adds to the one before; PRAGMA user_version counts those that are done."""

REMEMBERED = 500
"""Questions typed that Up brings back."""


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation that was kept. `changed` is in seconds since 1970."""

    id: int
    name: str
    changed: float
    questions: int


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question and its answer, packed; None if the answer never came."""

    question: str
    asking: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether `quote`, from the document `source`, answers a question. `kind` is as in a question set."""

    question: str
    kind: str
    source: str
    quote: str
    good: bool


class Store:
    """An open store. Every change is committed at once; not for two threads at a time."""

    def __init__(self, path: Path | None, now: Callable[[], float] = time.time) -> None:
        """Open the store at `path`; None keeps everything in memory only.

        Raises OSError, sqlite3.Error or LibraryError if it cannot be opened.
        """
        self._now = now
        if path is not None:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
        self._db = sqlite3.connect(
            path or ":memory:", timeout=10, isolation_level=None, check_same_thread=False
        )
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._migrate(path)

    def _migrate(self, path: Path | None) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            done = int(self._db.execute("PRAGMA user_version").fetchone()[0])
            if done > len(MIGRATIONS):
                raise LibraryError(f"{path}: made by a newer qa-bot; update this one")
            for script in MIGRATIONS[done:]:
                for statement in script.split(";"):
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close it."""
        self._db.close()

    # Conversations

    def begin(self, library: str, name: str) -> int:
        """A new conversation; its number."""
        now = self._now()
        added = self._db.execute(
            "INSERT INTO sessions (library, name, created, changed) VALUES (?, ?, ?, ?)",
            (library, name, now, now),
        )
        return int(added.lastrowid or 0)

    def keep_question(self, session: int, question: str, asking: str) -> int:
        """Add a turn that has no answer yet; its number."""
        now = self._now()
        added = self._db.execute(
            "INSERT INTO turns (session, question, asking, asked) VALUES (?, ?, ?, ?)",
            (session, question, asking, now),
        )
        self._db.execute("UPDATE sessions SET changed = ? WHERE id = ?", (now, session))
        return int(added.lastrowid or 0)

    def keep_answer(self, turn: int, answer: str, said: str, context: str) -> None:
        """Add the answer to a turn: packed, as text to search in, and what follow-ups lean on."""
        self._db.execute("UPDATE turns SET answer = ?, said = ? WHERE id = ?", (answer, said, turn))
        self._db.execute(
            "UPDATE sessions SET context = ? WHERE id = (SELECT session FROM turns WHERE id = ?)",
            (context, turn),
        )

    def sessions(self, library: str, words: str = "") -> list[Session]:
        """The conversations with a library that have all of `words` in their name or text, the latest first."""
        having, values = "", [library]
        for word in words.split():
            having += (
                " AND (s.name LIKE ? ESCAPE '!' OR EXISTS (SELECT 1 FROM turns t WHERE t.session = s.id"
                " AND (t.question LIKE ? ESCAPE '!' OR t.said LIKE ? ESCAPE '!')))"
            )
            literal = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            values += [f"%{literal}%"] * 3
        rows = self._db.execute(
            "SELECT s.id, s.name, s.changed, (SELECT COUNT(*) FROM turns t WHERE t.session = s.id)"
            f" FROM sessions s WHERE s.library = ?{having} ORDER BY s.changed DESC, s.id DESC",
            values,
        )
        return [Session(*row) for row in rows]

    def turns(self, session: int) -> tuple[list[KeptTurn], str]:
        """The turns of a conversation in order, and what its follow-ups lean on."""
        rows = self._db.execute(
            "SELECT question, asking, answer FROM turns WHERE session = ? ORDER BY id", (session,)
        )
        context = self._db.execute("SELECT context FROM sessions WHERE id = ?", (session,)).fetchone()
        return [KeptTurn(*row) for row in rows], str(context[0]) if context else "[]"

    def rename(self, session: int, name: str) -> None:
        """Give a conversation another name."""
        self._db.execute("UPDATE sessions SET name = ? WHERE id = ?", (name, session))

    def delete(self, session: int) -> None:
        """Forget a conversation for good."""
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute("DELETE FROM sessions WHERE id = ?", (session,))

    # Judgements

    def judge(self, library: str, judgement: Judgement) -> None:
        """Keep a judgement, in place of an earlier one about the same."""
        self._db.execute(
            "INSERT INTO judgements (library, question, kind, source, quote, good, judged) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET good = excluded.good, judged = excluded.judged",
            (
                library, judgement.question, judgement.kind, judgement.source, judgement.quote, judgement.good,
                self._now(),
            ),
        )  # fmt: skip

    def unjudge(self, library: str, question: str, source: str, quote: str) -> None:
        """Take a judgement back."""
        self._db.execute(
            "DELETE FROM judgements WHERE library = ? AND question = ? AND source = ? AND quote = ?",
            (library, question, source, quote),
        )

    def judgements(self, library: str) -> list[Judgement]:
        """The judgements about a library, in the order of the questions judged."""
        rows = self._db.execute(
            "SELECT question, kind, source, quote, good FROM judgements WHERE library = ? ORDER BY id",
            (library,),
        )
        return [
            Judgement(question, kind, source, quote, bool(good))
            for question, kind, source, quote, good in rows
        ]

    # What is typed

    def keep_typed(self, question: str) -> None:
        """Remember a question for Up; the oldest are forgotten."""
        self._db.execute("INSERT INTO typed (question) VALUES (?)", (question,))
        self._db.execute("DELETE FROM typed WHERE id <= (SELECT MAX(id) FROM typed) - ?", (REMEMBERED,))

    def typed(self) -> list[str]:
        """The questions typed, the oldest first."""
        return [row[0] for row in self._db.execute("SELECT question FROM typed ORDER BY id")]

    def keep_draft(self, library: str, text: str) -> None:
        """Remember the question being typed."""
        if text:
            self._db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", (library, text))
        else:
            self._db.execute("DELETE FROM drafts WHERE library = ?", (library,))

    def draft(self, library: str) -> str:
        """The question that was being typed; empty if there was none."""
        row = self._db.execute("SELECT text FROM drafts WHERE library = ?", (library,)).fetchone()
        return str(row[0]) if row else ""
