"""Small documents for tests, made from lines of text."""

from __future__ import annotations

from hashlib import sha256

from extractors.document import Block, Cell, Document, Field, Paragraph, Source, Table


def table(*rows: str, number: int = 1) -> Table:
    """A table from its rows, cells parted by ``|``.

    An empty cell is printed and blank; ``^`` is covered by the cell above it, ``<`` by the one on its left.
    """
    grid = [[text.strip(" ") for text in row.split("|")] for row in rows]

    def span(r: int, c: int) -> tuple[int, int]:
        row_span = column_span = 1
        while c + column_span < len(grid[r]) and grid[r][c + column_span] == "<":
            column_span += 1
        while r + row_span < len(grid) and c < len(grid[r + row_span]) and grid[r + row_span][c] == "^":
            row_span += 1
        return row_span, column_span

    cells = tuple(
        Cell(address=f"t{number}/r{r + 1}/c{c + 1}", text=text, row=r + 1, column=c + 1, row_span=span(r, c)[0], column_span=span(r, c)[1])
        for r, row in enumerate(grid)
        for c, text in enumerate(row)
        if text not in ("^", "<")
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
