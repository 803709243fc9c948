"""Streams of a PDF file that would fill the memory when unpacked: PDFium unpacks each whole."""

import re
import zlib

from qa_bot.errors import ReadError

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LEAST = 32 * 2**10
"""Bytes; deflate packs to a thousandth at best, so a shorter stream has at most 33 MB."""
_MOST = 128 * 2**20
"""Bytes of one stream unpacked. Drawings of maps have a tenth of it."""
_STEP = 2**20
_HEAD = 2_000
"""Bytes before a stream in which its dictionary stands."""


def check_streams(data: bytes) -> None:
    """Raise ReadError if a stream that is no picture unpacks to more than text or drawings have.

    Pictures are not unpacked when text is read. What is encrypted or packed otherwise is passed over.
    """
    for found in _STREAM.finditer(data):
        start = found.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        head = data[max(0, found.start() - _HEAD) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        layers = head.count(b"/FlateDecode") + head.count(b"/Fl ")
        if b"/Image" in head or (end - start < _LEAST and layers < 2):
            continue
        if _unpacked(memoryview(data)[start:end], max(layers, 1)) > _MOST:
            raise ReadError(
                f"a stream in it unpacks to more than {_MOST // 2**20} MB: not a usual PDF, or a bomb"
            )


def _unpacked(packed: memoryview | bytes, layers: int) -> int:
    """Bytes that a stream unpacks to, counted up to just over the bound; each layer of packing in turn."""
    unpacker = zlib.decompressobj()
    total = 0
    kept: list[bytes] = []
    rest: memoryview | bytes = packed
    try:
        while rest and total <= _MOST and not unpacker.eof:
            piece = unpacker.decompress(rest, _STEP)
            rest = unpacker.unconsumed_tail
            total += len(piece)
            if layers > 1:
                kept.append(piece)
    except zlib.error:
        pass  # not deflate, or broken: what came before counts
    return max(total, _unpacked(b"".join(kept), layers - 1)) if layers > 1 and total <= _MOST else total
