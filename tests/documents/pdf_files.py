"""PDF files for tests, written by hand: pages of lines, each at its place in its type."""

from collections.abc import Sequence

Placed = tuple[float, float, float, str]
"""x and y in points from the lower left, type size, text; text that begins with `*` is bold."""


def pdf(pages: Sequence[Sequence[Placed]], title: str = "", extra: str = "") -> bytes:
    """A PDF file of A4 pages in Helvetica. `extra` goes into the trailer."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    fonts = []
    for name in ("Helvetica", "Helvetica-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
        fonts.append(len(objects))
    objects.append(f"<< /Title ({title}) >>")
    kids = []
    for lines in pages:
        stream = "\n".join(
            f"BT /F{2 if text.startswith('*') else 1} {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text.lstrip('*'))}) Tj ET"
            for x, y, size, text in lines
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            f" /Resources << /Font << /F1 {fonts[0]} 0 R /F2 {fonts[1]} 0 R >> >> >>"
        )
        kids.append(len(objects))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info 5 0 R {extra} >>\nstartxref\n{data.rindex(b'xref')}\n%%EOF\n"
    return data + trailer.encode()


def column(x: float, top: float, lines: Sequence[str], size: float = 10, step: float = 12) -> list[Placed]:
    """Lines under one another; an empty one leaves its place white."""
    return [(x, top - i * step, size, line) for i, line in enumerate(lines) if line]


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
