"""One Document written as txt, docx, html and pdf, so that what each reader makes of the same notice can be compared.

The forms are written as people write them: a Word file by python-docx, a plain web page, a text file with its table flattened to
tabs and newlines (a cell is a line that begins with a tab, rows are parted by an empty line, a place covered by a merge is empty),
and the PDF that LibreOffice prints of the Word file.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import jinja2
from docx import Document as new_word_file
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from extractors.document import Document, Paragraph, Table

_ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_PAGE = jinja2.Environment(autoescape=True, trim_blocks=True).from_string(
    """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>twin</title></head><body><div id="content">
{% for block in blocks %}{% if block.cells is defined %}
<table border="1">{% for row in range(1, block.row_count + 1) %}<tr>
{% for cell in block.row(row) %}<td rowspan="{{ cell.row_span }}" colspan="{{ cell.column_span }}">
{% for line in cell.text.split("\n") %}<p>{{ line }}</p>{% endfor %}</td>{% endfor %}</tr>{% endfor %}</table>
{% else %}<p{% if block.aligned %} style="text-align:{{ block.aligned }}"{% endif %}>{{ block.text }}</p>
{% endif %}{% endfor %}</div></body></html>"""
)


def as_html(document: Document) -> bytes:
    """A web page with one ``p`` a paragraph and one ``table`` a table."""
    return _PAGE.render(blocks=document.blocks).encode()


def as_txt(document: Document) -> bytes:
    """Plain text in UTF-8; a merge over columns cannot be said and leaves empty cells."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        lines.append("")
        for row in range(1, block.row_count + 1):
            for column in range(1, block.column_count + 1):
                cell = block.at(row, column)
                own = cell is not None and (cell.row, cell.column) == (row, column)
                text = (cell.text or "\xa0") if own and cell is not None else ""
                lines.append("\t" + text)
            lines.append("")
    return "\n".join(lines).encode()


def as_docx(document: Document) -> bytes:
    """A Word file in landscape, its tables with true merges."""
    file = new_word_file()
    section = file.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    style = file.styles["Normal"]
    style.font.size = Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans CJK SC")
    for block in document.blocks:
        if isinstance(block, Table):
            _word_table(file, block)
        else:
            paragraph = file.add_paragraph(block.text)
            if block.aligned:
                paragraph.alignment = _ALIGNED[block.aligned]
            elif len(block.text) > 40:
                paragraph.paragraph_format.first_line_indent = Pt(21)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _word_table(file: object, table: Table) -> None:
    made = file.add_table(rows=table.row_count, cols=table.column_count, style="Table Grid")  # type: ignore[attr-defined]
    for cell in table.cells:
        first = made.cell(cell.row - 1, cell.column - 1)
        if cell.row_span > 1 or cell.column_span > 1:
            first = first.merge(made.cell(cell.row + cell.row_span - 2, cell.column + cell.column_span - 2))
        lines = cell.text.split("\n")
        first.text = lines[0]
        for line in lines[1:]:
            first.add_paragraph(line)


def as_pdf(document: Document, *, soffice: str, folder: Path) -> bytes:
    """The PDF that LibreOffice prints of the Word file; ``folder`` takes its files and its profile."""
    source = folder / "twin.docx"
    source.write_bytes(as_docx(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "twin.pdf").read_bytes()
