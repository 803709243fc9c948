"""Answers as JSON that an answer can be made of again, also by a version of qa-bot that knows other fields."""

import json
from dataclasses import asdict, fields
from typing import Any, TypeVar

from qa_bot.answering.answer import Answer, Citation, Correction, Part, Verdict

T = TypeVar("T")


def pack(answer: Answer) -> str:
    """All that the answer is."""
    return json.dumps(asdict(answer), ensure_ascii=False)


def unpack(text: str) -> Answer:
    """The answer that was packed. Raises ValueError if it is none."""
    try:
        form = _frozen(json.loads(text))
        form["verdict"] = Verdict(form["verdict"])
        form["corrections"] = tuple(_made(Correction, one) for one in form["corrections"])
        for name in ("citations", "nearest"):
            form[name] = tuple(
                _made(Citation, one | {"why": tuple(_made(Part, part) for part in one["why"])})
                for one in form[name]
            )
        return _made(Answer, form)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not an answer: {error}") from error


def _made(kind: type[T], form: dict[str, Any]) -> T:
    """A dataclass of the fields that it has; what it does not know is left out."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in form.items() if name in known})


def _frozen(value: Any) -> Any:
    """JSON with tuples for lists."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {name: _frozen(one) for name, one in value.items()}
    return value
