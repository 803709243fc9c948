"""Files as they are found on disks."""

from pathlib import Path

import pytest

from qa_bot.documents.model import Role
from qa_bot.documents.reading import decode, read_file
from qa_bot.errors import ReadError

from .looking import assert_sound, role_of, words_of

TEXT = "Rain in the hills\n\nResults\n\nThe café at 5 km measured 12 µg – “much” for a naïve gauge.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "windows-1252", "utf-16", "utf-16 big-endian"],
)
def test_an_encoding_changes_no_word(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_bytes(data)
    document = read_file(file, "rain.txt")
    assert_sound(document)
    assert document.title == "Rain in the hills"
    assert role_of(document, "The café at 5 km measured 12 µg – “much” for a naïve gauge.") is Role.RESULTS


def test_a_mark_at_the_start_moves_no_place() -> None:
    assert len(decode("\ufeffRain".encode())) == len("\ufeffRain".encode().decode("utf-8"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "binary"),
        (b"text\x00text", "binary"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
def test_what_is_no_text_is_said(data: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.txt"
    file.write_bytes(data)
    with pytest.raises(ReadError, match=reason) as raised:
        read_file(file, "wrong.txt")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_gone_or_of_another_kind_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_file(tmp_path / "gone.txt", "gone.txt")
    with pytest.raises(ReadError, match="no reader"):
        read_file(tmp_path / "photo.jpg", "photo.jpg")


@pytest.mark.parametrize("ending", ["txt", "TXT", "text", "md"])
def test_endings_of_plain_text(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"rain.{ending}"
    file.write_text(TEXT, encoding="utf-8")
    assert read_file(file, file.name).text.startswith("Rain in the hills")


def test_a_readme_with_headings(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(
        "# Tidewatch\n\nTidewatch reads the tide gauge in the harbour and warns when the water is high.\n\n"
        "## Installation\n\nDownload the archive and unpack it into any folder you like.\n\n"
        "## Usage\n\nStart the program with the name of the gauge.\n\n- The level is in centimetres.\n",
        encoding="utf-8",
    )
    document = read_file(file, "README.md")
    assert_sound(document)
    assert document.title == "Tidewatch"
    labels = {
        words_of(document, s): section.label for section in document.sections for s in section.sentences
    }
    assert labels["Download the archive and unpack it into any folder you like."] == "Installation"
    assert labels["Start the program with the name of the gauge."] == "Usage"


def test_a_stray_escape_sequence_is_kept_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "odd.txt"
    file.write_bytes(b"The gauge said \x1b[31m912 mm\x1b[0m of rain that year.\n")
    assert "\x1b[31m912" in read_file(file, "odd.txt").text
