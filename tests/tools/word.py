"""What the samples need of Word: automatic numbers, merged cells, and the same package for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

EPOCH = (1980, 1, 1, 0, 0, 0)
BODY_FONT, TITLE_FONT, TABLE_FONT = "仿宋", "方正小标宋简体", "宋体"


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level of an automatic numbering: ``pattern`` is Word's ``第%1章``."""

    number_format: str
    pattern: str
    suffix: str = "nothing"


@dataclass(frozen=True, kw_only=True)
class TableCell:
    """What is printed in a cell, at its top left corner. ``number`` is an automatic number that stands before the text."""

    row: int
    column: int
    lines: tuple[str, ...]
    row_span: int = 1
    column_span: int = 1
    number: tuple[int, int] | None = None


UP = None  # in a row: covered by the merged cell above


def merged_cells(rows: Sequence[Sequence[str | None]]) -> list[TableCell]:
    """The cells of a table from its rows, headings first: a place that is UP lengthens the cell above it, ``\\n`` begins a paragraph."""
    cells = []
    for column in range(len(rows[0])):
        starts = [index for index, row in enumerate(rows) if row[column] is not UP]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            lines = tuple((rows[start][column] or "").split("\n"))
            cells.append(TableCell(row=start + 1, column=column + 1, lines=lines, row_span=end - start))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def element(name: str, **attributes: str) -> OxmlElement:
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


class Notice:
    """A Word file that grows from top to bottom."""

    def __init__(self, title: str) -> None:
        self.document = docx.Document()
        properties = self.document.core_properties
        properties.author = "policygraph samples"
        properties.title = title
        properties.comments = ""
        properties.created = properties.modified = datetime(2024, 1, 1)
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        self._fonts(self.document.styles["Normal"].element.get_or_add_rPr(), BODY_FONT)
        self.document.styles["Normal"].font.size = Pt(14)
        self._page_number(page.footer.paragraphs[0])

    @staticmethod
    def _fonts(properties: OxmlElement, font: str) -> None:
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = element("rFonts")
            properties.insert(0, fonts)
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{script}"), font)

    @staticmethod
    def _page_number(paragraph: docx.text.paragraph.Paragraph) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run("— ")
        field = element("fldSimple", instr="PAGE")
        run = element("r")
        text = element("t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)
        paragraph.add_run(" —")

    def numbering(self, levels: Sequence[Level], *, styles: Sequence[str] = ()) -> int:
        """A multilevel numbering; returns its numId. ``styles`` names a new paragraph style for each level, which carries the number."""
        root = self.document.part.numbering_part.element
        abstract_id = 1 + max((int(found.get(qn("w:abstractNumId"))) for found in root.findall(qn("w:abstractNum"))), default=0)
        abstract = element("abstractNum", abstractNumId=str(abstract_id))
        abstract.append(element("multiLevelType", val="multilevel"))
        for index, level in enumerate(levels):
            made = element("lvl", ilvl=str(index))
            made.append(element("start", val="1"))
            made.append(element("numFmt", val=level.number_format))
            if styles:
                made.append(element("pStyle", val=styles[index]))
            made.append(element("suff", val=level.suffix))
            made.append(element("lvlText", val=level.pattern))
            made.append(element("lvlJc", val="left"))
            abstract.append(made)
        first_number = root.find(qn("w:num"))
        if first_number is None:
            root.append(abstract)
        else:
            first_number.addprevious(abstract)
        number_id = root.add_num(abstract_id).numId
        for index, name in enumerate(styles):
            style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = self.document.styles["Normal"]
            properties = style.element.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = index
            properties.get_or_add_numId().val = number_id
        return number_id

    def paragraph(
        self,
        text: str,
        *,
        align: str = "left",
        indent: bool = False,
        number: tuple[int, int] | None = None,
        style: str | None = None,
        bold: bool = False,
        size: float | None = None,
        font: str | None = None,
    ) -> None:
        """A paragraph; ``number`` is (numId, level); ``\\n`` in the text is a line break inside the paragraph."""
        made = self.document.add_paragraph(style=style)
        made.alignment = WD_ALIGN_PARAGRAPH[align.upper()]
        made.paragraph_format.space_after = Pt(0)
        made.paragraph_format.line_spacing = 1.4
        if indent:
            made.paragraph_format.first_line_indent = Pt(28)
        if number is not None:
            self._number(made, number)
        run = made.add_run(text)
        run.bold = bold or None
        if size is not None:
            run.font.size = Pt(size)
        if font is not None:
            self._fonts(run._r.get_or_add_rPr(), font)

    def title(self, text: str) -> None:
        self.paragraph(text, align="center", size=20, font=TITLE_FONT)

    @staticmethod
    def _number(paragraph: docx.text.paragraph.Paragraph, number: tuple[int, int]) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number[0]
        properties.get_or_add_ilvl().val = number[1]

    def landscape(self) -> None:
        """A new section on pages turned by a quarter, for a wide table."""
        section = self.document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(1.8)

    def table(self, cells: Sequence[TableCell], *, widths: Sequence[float], heading_rows: int = 1) -> None:
        """A bordered table with true merges. ``widths`` are the columns' in cm; ``heading_rows`` repeat on every page."""
        row_count = max(cell.row + cell.row_span for cell in cells) - 1
        table = self.document.add_table(rows=row_count, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for index, width in enumerate(widths):
            table.columns[index].width = Cm(width)
        for row in list(table.rows)[:heading_rows]:
            row._tr.get_or_add_trPr().append(element("tblHeader"))
        for cell in cells:
            first = table.cell(cell.row - 1, cell.column - 1)
            if cell.row_span > 1 or cell.column_span > 1:
                first = first.merge(table.cell(cell.row + cell.row_span - 2, cell.column + cell.column_span - 2))
            for index, line in enumerate(cell.lines):
                paragraph = first.paragraphs[0] if index == 0 else first.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(0)
                if cell.number is not None and index == 0:
                    self._number(paragraph, cell.number)
                run = paragraph.add_run(line)
                run.font.size = Pt(9)
                run.bold = cell.row <= heading_rows or None
                self._fonts(run._r.get_or_add_rPr(), TABLE_FONT)

    def save(self, path: Path) -> None:
        """Writes the package with fixed times, so that the same content gives the same bytes."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
            for name in made.namelist():
                fixed.writestr(zipfile.ZipInfo(name, EPOCH), made.read(name), compress_type=zipfile.ZIP_DEFLATED)
