"""A small set in BEIR form, for tests."""

import json
from pathlib import Path

CORPUS = [
    {"_id": "d1", "title": "Rain", "text": "Rain fell on Monday. It was 30 mm in all.\n\nRoads closed."},
    {
        "_id": "d2",
        "title": "Snow",
        "text": "Snow fell on Tuesday. Schools closed.",
        "metadata": {"section": "News"},
    },
    {"_id": 3, "title": "Sun only", "text": ""},
    {"_id": "d4", "text": ""},
]
QUERIES = [
    {"_id": "q1", "text": "how much rain was there"},
    {"_id": "q2", "text": "when did snow fall"},
    {"_id": "q3", "text": "nobody judged this"},
    {"_id": "q4", "text": "snow in the sun"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\nq2\td2\t2\nq4\td2\t0\n"
ANSWERS = [
    {"_id": "q1", "answers": ["30 mm"], "doc": "d1"},
    {"_id": "q2", "answers": ["yes"], "doc": "d2"},
    {"_id": "q4", "answers": ["x"], "doc": "elsewhere"},
]


def write_beir(folder: Path) -> Path:
    """Write the set into `folder`."""
    (folder / "qrels").mkdir(parents=True)
    (folder / "qrels" / "test.tsv").write_text(QRELS, encoding="utf-8")
    for name, lines in (("corpus", CORPUS), ("queries", QUERIES), ("answers", ANSWERS)):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder
