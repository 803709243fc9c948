"""JSON Lines read with errors that name the file and the line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa_bot.errors import UsageError


class Line:
    """One object of a JSON Lines file; its accessors raise UsageError naming file, line and field."""

    def __init__(self, path: Path, number: int, fields: dict[str, Any]) -> None:
        self.number = number
        self.fields = fields
        self._path = path

    def error(self, problem: str) -> UsageError:
        """The error that says `problem` of this line."""
        return UsageError(f"{self._path}:{self.number}: {problem}")

    def text(self, name: str, default: str | None = None) -> str:
        """The field as a string with something in it; `default` where the field is missing or null."""
        value = self.fields.get(name)
        if value is None and default is not None:
            return default
        return self._checked(value, f'"{name}"')

    def question(self, name: str) -> str:
        """The field as a question: a string with at least one letter or digit, so that it can be asked."""
        value = self.text(name)
        if not any(character.isalnum() for character in value):
            raise self.error(f'"{name}" must have a word in it to be asked')
        return value

    def identifier(self, name: str) -> str:
        """The field as an identifier: a string, or a whole number written without quotes."""
        value = self.fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self._checked(value, f'"{name}"')

    def items(self, name: str) -> list[Any]:
        """The field as a list."""
        value = self.fields.get(name)
        if not isinstance(value, list):
            raise self.error(f'"{name}" must be a list')
        return value

    def part(self, name: str, value: Any) -> "Line":
        """An object inside this line, for reading its fields in the same way."""
        if not isinstance(value, dict):
            raise self.error(f'each entry of "{name}" must be an object')
        return Line(self._path, self.number, value)

    def _checked(self, value: Any, what: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{what} must be a string that is not empty")
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise self.error(f"{what} holds half a character (a lone surrogate); write the whole one")
        return value


def read_text(path: Path) -> str:
    """The whole file, decoded as UTF-8, with or without a byte order mark. Raises UsageError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None


def read_lines(path: Path) -> Iterator[Line]:
    """The objects of a JSON Lines file, one a line; blank lines are passed over."""
    for number, text in enumerate(read_text(path).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            fields = json.loads(text)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}:{number}: not JSON: {error.msg} at column {error.colno}") from None
        except (ValueError, RecursionError):
            raise UsageError(f"{path}:{number}: not JSON that can be read (too deep or too long)") from None
        if not isinstance(fields, dict):
            raise UsageError(f"{path}:{number}: each line must be one JSON object")
        yield Line(path, number, fields)
