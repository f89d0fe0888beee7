"""Small PDF files for tests, drawn command by command, so that each page is exactly what a test says.

Lengths are points from the top left corner of an A4 page (595 × 842). The font is not embedded: its characters are those of
Adobe-GB1, one em wide, Latin ones half an em, as viewers know without a font file.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence

from extractors.document import Document, Paragraph

WIDTH, HEIGHT = 595, 842
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UTF16-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    b"/DW 1000 /W [1 95 500 814 907 500] /FontDescriptor << /Type /FontDescriptor /FontName /SimSun /Flags 4 "
    b"/FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>"
)
_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\xc8\nendstream"
)


def text(
    x: float, y: float, string: str, *, size: float = 12, angle: float = 0, color: str = "0 0 0", mode: int = 0, spread: float = 0
) -> str:
    """A line of text whose baseline begins at ``(x, y)``; ``angle`` turns it counterclockwise, ``spread`` parts its characters."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    codes = string.encode("utf-16-be").hex()
    return (
        f"BT /F {size} Tf {mode} Tr {color} rg {spread} Tc {cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} "
        f"{x} {HEIGHT - y} Tm <{codes}> Tj ET\n"
    )


def lines(x: float, y: float, *strings: str, size: float = 12, pitch: float = 20) -> str:
    """Lines one under the other, a pitch apart; each ``>`` before one moves it an em to the right."""
    out = []
    for number, string in enumerate(strings):
        bare = string.lstrip(">")
        out.append(text(x + size * (len(string) - len(bare)), y + pitch * number, bare, size=size))
    return "".join(out)


def rule(x0: float, y0: float, x1: float, y1: float, *, width: float = 0.5, color: str = "0 0 0") -> str:
    """A stroked line."""
    return f"{width} w {color} RG {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S\n"


def bar(x0: float, y0: float, x1: float, y1: float, *, color: str = "0 0 0") -> str:
    """A filled rectangle."""
    return f"{color} rg {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f\n"


def box(x0: float, y0: float, x1: float, y1: float) -> str:
    """A stroked rectangle."""
    return f"0.5 w 0 0 0 RG {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re S\n"


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """All rules of a table without merges."""
    across = [rule(xs[0], y, xs[-1], y) for y in ys]
    return "".join(across + [rule(x, ys[0], x, ys[-1]) for x in xs])


def cells(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], *, size: float = 12, pitch: float = 16) -> str:
    """The texts of a table, set to the top left of their cells, 5 points from the rules; ``\\n`` is where a line wraps."""
    out = []
    for y, row in zip(ys, rows, strict=False):
        for x, cell in zip(xs, row, strict=False):
            out += [text(x + 5, y + 4 + size + pitch * number, line, size=size) for number, line in enumerate(cell.split("\n")) if line]
    return "".join(out)


def picture(x0: float, y0: float, x1: float, y1: float) -> str:
    """A grey picture."""
    return f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm /I Do Q\n"


def pdf(*pages: str, rotate: int = 0, form: str = "") -> bytes:
    """A PDF file of pages of drawing commands. ``form`` are commands that ``/X Do`` draws, 20 points lower than they say."""
    return _file(_objects(pages, rotate, form), trailer="")


def encrypted(*pages: str, password: bytes = b"") -> bytes:
    """A file that is encrypted for a user password; where that is empty, it opens without one (ISO 32000-1, 7.6.3, R 2)."""
    identifier, owner, permissions = b"0123456789abcdef", b"o" * 32, -44
    filled = (password + _PAD)[:32]
    key = hashlib.md5(filled + owner + permissions.to_bytes(4, "little", signed=True) + identifier).digest()[:5]
    objects = [_encrypted(body, key, number) for number, body in enumerate(_objects(pages, 0), start=1)]
    dictionary = f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{_rc4(key, _PAD).hex()}> /P {permissions} >>"
    return _file(objects, trailer=f"/Encrypt {dictionary} /ID [<{identifier.hex()}> <{identifier.hex()}>]")


def _objects(pages: Sequence[str], rotate: int, form: str = "") -> list[bytes]:
    drawn = (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] /Matrix [1 0 0 1 0 -20] /Resources << /Font << /F 3 0 R >> >> "
        f"/Length {len(form)} >>\nstream\n{form}\nendstream"
    )
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT, _PICTURE, drawn.encode()]
    kids = []
    for content in pages:
        stream = content.encode("ascii")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R /X 5 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return objects


def _file(objects: Sequence[bytes], *, trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer.encode(), start)
    return bytes(out)


def _encrypted(body: bytes, key: bytes, number: int) -> bytes:
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    head, mark, rest = body.partition(b"\nstream\n")
    head = re.sub(rb"\(([^()]*)\)", lambda found: b"<" + _rc4(own, found[1]).hex().encode() + b">", head)
    if not mark:
        return head
    content = rest.removesuffix(b"\nendstream")
    return head + mark + _rc4(own, content) + b"\nendstream"


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def outline(document: Document) -> list[str]:
    """What was read, a line a paragraph (``=`` centred, ``>`` to the right, its place before it if it is not the body) and one a row
    of a table, with ``<`` and ``^`` where a merge covers a place, ``~`` where no cell is, ``/`` between the lines of a cell."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sign = {"center": "= ", "right": "> "}.get(block.aligned or "", "")
            found.append(f"{'' if block.place == 'body' else block.place + ': '}{sign}{block.text}")
            continue
        for row in range(1, block.row_count + 1):
            places = []
            for column in range(1, block.column_count + 1):
                cell = block.at(row, column)
                own = cell is not None and (cell.row, cell.column) == (row, column)
                covered = "~" if cell is None else "^" if cell.row < row else "<"
                places.append(cell.text.replace("\n", "/") if own and cell is not None else covered)
            found.append(f"{block.address}: " + "|".join(places))
    return found
