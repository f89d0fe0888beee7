"""Small documents for tests, made from lines of text."""

from __future__ import annotations

from hashlib import sha256

from extractors.document import Block, Cell, Document, Field, Paragraph, Source, Table


def table(*rows: str, number: int = 1) -> Table:
    """A table from its rows, cells parted by ``|``; an empty cell is printed and blank."""
    grid = [row.split("|") for row in rows]
    cells = tuple(
        Cell(address=f"t{number}/r{r}/c{c}", text=text.strip(), row=r, column=c)
        for r, row in enumerate(grid, start=1)
        for c, text in enumerate(row, start=1)
    )
    return Table(address=f"t{number}", row_count=len(grid), column_count=max(map(len, grid)), cells=cells)


def document(*blocks: str | Paragraph | Table, fields: dict[str, str] | None = None) -> Document:
    """A document whose strings are paragraphs, addressed in order; ``fields`` are a site's own front matter."""
    out: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, str):
            count += 1
            out.append(Paragraph(address=f"p{count}", text=block))
        else:
            out.append(block)
            count += isinstance(block, Paragraph)
    data = "\n".join(block for block in blocks if isinstance(block, str)).encode()
    source = Source(name="test.txt", media_type="text/plain", sha256=sha256(data).hexdigest(), bytes=len(data))
    front = tuple(Field(name=name, value=value) for name, value in (fields or {}).items())
    return Document(source=source, blocks=tuple(out), fields=front)


def paragraphs(*lines: str) -> Document:
    """A document of one paragraph a line."""
    return document(*lines)
