"""Judgements as a question set: what a person found right is what an evaluation expects."""

import hashlib
import json
from pathlib import Path
from typing import Any

from qa_bot.chat import kept_conversations
from qa_bot.chat.store import Store
from qa_bot.errors import UsageError
from qa_bot.paths import shipped_corpus


def export_judgements(path: Path, library: Path | None = None, kept_at: Path | None = None) -> int:
    """Write the judgements about `library` (none: the shipped documents) to the file `path`; how many questions.

    One line of `questions.jsonl` a question that has a right passage; passages judged wrong are listed with it as
    `rejected`. A question of which only wrong passages are known is left out: what is right is not known of it.
    Raises UsageError if there is nothing to write, or the file is there already or cannot be written.
    """
    asked = (shipped_corpus() if library is None else library).expanduser().resolve()
    kept = kept_at or kept_conversations()
    judgements = []
    if kept.exists():
        store = Store(kept)
        judgements = store.judgements(str(asked))
        store.close()
    lines: dict[str, dict[str, Any]] = {}
    for judgement in judgements:
        digest = hashlib.sha256(judgement.question.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        line = lines.setdefault(
            judgement.question,
            {
                "id": f"j-{digest}",
                "question": judgement.question,
                "kind": judgement.kind,
                "expected": [],
                "rejected": [],
            },
        )
        place = {"source": judgement.source, "quote": judgement.quote}
        line["expected" if judgement.good else "rejected"].append(place)
    known = [line for line in lines.values() if line["expected"]]
    if not known:
        raise UsageError(f"{asked}: no passage was judged right yet; press + on one in the chat")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in known)
    except FileExistsError as error:
        raise UsageError(f"{path}: there already; name another file") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}; name another file") from error
    return len(known)
