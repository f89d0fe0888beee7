"""The files that are measured, made anew by each run: nothing in them is a real notice."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

PARAGRAPHS, TABLES = 1_160, 40
WORKLIST_ROWS = 36

_AREAS = ("岚江", "宁澜", "岭泉", "云陂", "青榆", "沙渚")
_ORGANS = ("发展改革委", "财政局", "农业农村局", "自然资源局", "住房城乡建设局", "水利局", "商务局", "市场监管局")
_WORKS = ("建设社区服务站", "修整灌溉水渠", "改造老旧管网", "培训基层人员", "公开办事流程", "补种防护林带", "开展安全检查", "扶持小微企业")
_HEADINGS = ("序号", "工作任务", "具体举措", "推进时序", "完成时限", "牵头单位", "责任单位")


def _sentence(number: int) -> str:
    area, work, organ = _AREAS[number % 6], _WORKS[number % 8], _ORGANS[number % 8]
    month = number % 12 + 1
    return (
        f"在{area}{work}，{month}月底前完成{number % 40 + 3}处，年底前全部投入使用；按季度通报进展，对进度滞后的单位予以督促，"
        f"确保群众满意度不低于{number % 10 + 85}%。（市{organ}牵头，市{_ORGANS[(number + 3) % 8]}、各县（市、区）人民政府配合）"
    )


def large_docx() -> bytes:
    """A Word file of 1,160 paragraphs and 40 tables, a table behind every 29 paragraphs."""
    file = docx.Document()
    for number in range(PARAGRAPHS):
        paragraph = file.add_paragraph(f"{number + 1}．")
        paragraph.add_run(_sentence(number)[:40]).bold = number % 3 == 0
        paragraph.add_run(_sentence(number)[40:])
        if number % (PARAGRAPHS // TABLES) == PARAGRAPHS // TABLES - 1:
            _small_table(file, number)
    return _saved(file)


def _small_table(file: docx.document.Document, number: int) -> None:
    table = file.add_table(rows=6, cols=5, style="Table Grid")
    for row in range(6):
        for column in range(5):
            table.cell(row, column).text = f"{_WORKS[(number + row + column) % 8]}，{row + 1}月底前"
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(5, 1).merge(table.cell(5, 3))


def worklist_docx() -> bytes:
    """A Word file with a worklist of 36 rows, merged in every third: nine pages in landscape as LibreOffice prints it."""
    file = docx.Document()
    page = file.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    normal = file.styles["Normal"]
    normal.font.size = Pt(9)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans CJK SC")
    file.add_paragraph("宁澜市重点工作任务清单")
    table = file.add_table(rows=WORKLIST_ROWS + 1, cols=len(_HEADINGS), style="Table Grid")
    for column, heading in enumerate(_HEADINGS):
        table.cell(0, column).text = heading
    for row in range(1, WORKLIST_ROWS + 1):
        for column, text in enumerate(_row(row)):
            table.cell(row, column).text = text
    for row in range(1, WORKLIST_ROWS, 3):
        for column in (1, 5):
            for covered in (row + 1, row + 2):
                table.cell(covered, column).text = ""
            table.cell(row, column).merge(table.cell(row + 2, column)).text = _row(row)[column]
    return _saved(file)


def _row(row: int) -> tuple[str, ...]:
    work = _sentence(row).split("（")[0]
    return (
        str(row),
        _WORKS[row % 8],
        work,
        f"{row % 6 + 1}月底前制定方案；{row % 6 + 5}月底前完成一半；12月底前全部完成并验收。",
        "2024年12月底",
        f"市{_ORGANS[row % 8]}",
        f"市{_ORGANS[(row + 2) % 8]}、市{_ORGANS[(row + 5) % 8]}、各县（市、区）人民政府",
    )


def as_pdf(word: bytes, *, soffice: str, folder: Path) -> Path:
    """The PDF that LibreOffice prints of a Word file.

    Raises:
        subprocess.SubprocessError: LibreOffice fails.
    """
    source = folder / "worklist.docx"
    source.write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=180
    )
    return folder / "worklist.pdf"


def web_pages(count: int = 20) -> list[str]:
    """Web pages of a notice: navigation, a title, forty paragraphs, a table, related links, a footer."""
    return [_web_page(number) for number in range(count)]


def _web_page(number: int) -> str:
    links = "".join(f'<li><a href="/c{i}/">{_WORKS[i % 8]}</a></li>' for i in range(30))
    body = "".join(f'<p style="text-indent: 2em"><span>{i + 1}．</span><span>{_sentence(number * 7 + i)}</span></p>' for i in range(40))
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in _row(row)) + "</tr>" for row in range(1, 13))
    heading = "".join(f"<th>{text}</th>" for text in _HEADINGS)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>宁澜市人民政府</title></head><body><div class="nav"><ul>{links}</ul></div>'
        f'<div class="content"><h1>宁澜市人民政府关于印发重点工作安排的通知</h1>{body}<table><tr>{heading}</tr>{rows}</table></div>'
        f'<div class="related"><ul>{links}</ul></div><div class="footer">主办：宁澜市人民政府办公室</div></body></html>'
    )


def lines(count: int) -> Iterator[str]:
    """Sentences as they stand in the Word file."""
    return (_sentence(number) for number in range(count))


def _saved(file: docx.document.Document) -> bytes:
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()
