"""ZIP archives from strangers: what may be taken out of them, and how much."""

import io
import zipfile
import zlib

from qa_bot.errors import ReadError

MOST_BYTES = 400 * 2**20
"""Of all members together, unpacked: what a book with pictures has, and no bomb."""
MOST_TEXT = 60 * 2**20
"""Bytes of one member that is read as text; it becomes a tree of many times its size."""
_MOST_MEMBERS = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_zip(data: bytes, kind: str) -> zipfile.ZipFile:
    """The archive that a file of `kind` ("a DOCX file") is.

    Raises ReadError where it is none, is truncated, or would be too large unpacked. A member gives no
    more bytes than the archive's directory says, so what that says is the bound.
    """
    if data.startswith(_OLE):
        raise ReadError(
            f"not {kind} but an encrypted or old Office file; save it without a password in the new format"
        )
    if not data.startswith(b"PK"):
        raise ReadError(f"not {kind}: it is no ZIP archive")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(
            f"a broken or truncated file: {kind} is a ZIP archive, and this one has no directory"
        ) from error
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or total > MOST_BYTES:
        raise ReadError(
            f"{total / 2**20:.0f} MB in {len(members)} members when unpacked: too large, or a ZIP bomb"
        )
    if any(member.flag_bits & 1 for member in members):
        raise ReadError(f"{kind} with a password; save a copy without it")
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member. Raises KeyError if there is none, ReadError if it is broken or too large."""
    member = archive.getinfo(name)
    if member.file_size > MOST_TEXT:
        raise ReadError(f"{name} in it has {member.file_size / 2**20:.0f} MB: too large, or a ZIP bomb")
    try:
        return archive.read(member)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        RuntimeError,
    ) as error:
        raise ReadError(f"broken: {name} in it cannot be unpacked") from error
