"""What the chat keeps, without a screen."""

import sqlite3
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from qa_bot.chat.packing import pack, unpack
from qa_bot.chat.store import MIGRATIONS, REMEMBERED, Store
from qa_bot.errors import LibraryError

from .desks import ToldDesk


def store_at(path: Path | None = None) -> Store:
    ticks = count(1)
    return Store(path, now=lambda: float(next(ticks)))


def test_a_conversation_is_found_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "new" / "kept.sqlite"
    store = store_at(path)
    session = store.begin("lib", "first")
    turn = store.keep_question(session, "first", "[true]")
    store.keep_answer(turn, "{}", "rain fell", "[1]")
    store.keep_question(session, "second", "[true]")
    store.close()
    again = store_at(path)
    turns, context = again.turns(session)
    assert [(t.question, t.answer) for t in turns] == [("first", "{}"), ("second", None)]
    assert context == "[1]"
    assert [s.questions for s in again.sessions("lib")] == [2]
    assert again.sessions("other") == []


def test_conversations_are_searched_renamed_and_deleted() -> None:
    store = store_at()
    one, two = store.begin("lib", "goats"), store.begin("lib", "100% rain")
    turn = store.keep_question(one, "what of horns?", "[]")
    store.keep_answer(turn, "{}", "heavy horns of old males", "[]")
    assert [s.id for s in store.sessions("lib")] == [one, two]
    assert [s.id for s in store.sessions("lib", "MALES goats")] == [one]
    assert [s.id for s in store.sessions("lib", "0%")] == [two]
    assert [s.id for s in store.sessions("lib", "%_")] == []
    store.rename(two, "wet")
    assert [s.name for s in store.sessions("lib", "wet")] == ["wet"]
    store.delete(one)
    assert [s.id for s in store.sessions("lib")] == [two]
    assert store.turns(one) == ([], "[]")


def test_what_is_typed_is_remembered_up_to_a_number() -> None:
    store = store_at()
    for number in range(REMEMBERED + 3):
        store.keep_typed(str(number))
    assert store.typed()[0] == "3"
    assert len(store.typed()) == REMEMBERED
    store.keep_draft("lib", "half a ques")
    store.keep_draft("lib", "half a quest")
    assert (store.draft("lib"), store.draft("other")) == ("half a quest", "")
    store.keep_draft("lib", "")
    assert store.draft("lib") == ""


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    store_at(path).close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LibraryError, match="newer"):
        Store(path)


@pytest.mark.parametrize("question", ["rain", "the moon", "wich more"])
def test_a_packed_answer_comes_back_whole(question: str) -> None:
    answer = ToldDesk().ask(question)
    assert unpack(pack(answer)) == answer


def test_an_answer_packed_by_another_version_comes_back_as_far_as_it_is_known() -> None:
    answer = ToldDesk().ask("rain")
    assert unpack(pack(answer).replace('"question":', '"new_field": [1], "question":')) == answer
    assert unpack(pack(answer).replace('"elapsed_ms":', '"other":')) == replace(answer, elapsed_ms=0.0)
    for broken in ("[]", "{}", "x"):
        with pytest.raises(ValueError, match=r"."):
            unpack(broken)
