"""Lists of documents that a notice repeals, changes or keeps in force: items or table rows, the titles mostly without 《》."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.citations.numbers import find_numbers
from extractors.document import Block, Document, Paragraph, Table
from extractors.parts.model import Part
from extractors.records import Notice, Relation
from extractors.text import View, squeeze

_SCOPES: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("repeals", re.compile(r"(?:废止|失效|停止执行)[^，。；]{0,30}(?:目录|清单|一览表|名单|文件|规章)|(?:文件|规章|目录|清单)[^，。；]{0,12}(?:废止|失效)")),
    ("extends", re.compile(r"(?:继续有效|继续执行|保留)[^，。；]{0,30}(?:目录|清单|一览表|文件|规章)")),
    ("amends", re.compile(r"(?:修改|修订)[^，。；]{0,20}(?:文件|规章)[^，。；]{0,12}(?:目录|清单|一览表)")),
)
_LEAD = re.compile(
    r"(?:以下|下列)[^。；]{0,40}(?:文件|规章|通知|政策|办法|规定|决定)[^。；]{0,30}?(?P<verb>废止|失效|停止执行"
    r"|继续有效)[^。；]{0,10}：?$|(?P<other>废止|停止执行)(?:以下|下列)[^。；]{0,40}：$"
)
_LABEL = re.compile(r"^(?:[（(]?[一二三四五六七八九十百\d]+[）)、.．，]|[①-⑳])+")
_TITLE = re.compile(
    r"[《“]?(?P<title>[^《》，。；]{4,120}?(?:通知|意见|办法|规定|决定|公告|通告|方案|细则|规划|计划|措施|批复|函|条例|政策"
    r"|制度|规程|规则|标准|要点|纲要|指南|目录|请示|命令)(?:（试行）|（暂行）)?)[》”]?(?=[（(\s]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One document of a list: the range of the canonical text that names it."""

    start: int
    end: int
    title: str
    number: str | None
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists of one part: the documents named without 《》, and the ranges whose titles in 《》 share the relation."""

    documents: tuple[Listed, ...]
    ranges: tuple[tuple[int, int, Relation], ...]

    def relation_at(self, offset: int) -> Relation | None:
        """What the list does with the titles at an offset of the canonical text, ``None`` outside of lists."""
        index = bisect_right(self.ranges, offset, key=lambda one: one[0]) - 1
        return self.ranges[index][2] if index >= 0 and offset < self.ranges[index][1] else None


def read_lists(document: Document, part: Part, notice: Notice) -> Lists:
    """The lists of documents in a part: an attachment whose title says what is done with them, or what follows 下列文件予以废止：.

    Rows of a table and items are taken as far as they print a title that ends like a document's, and a number.
    """
    found: list[Listed] = []
    ranges: list[tuple[int, int, Relation]] = []
    for block, relation in _in_lists(part, notice):
        if isinstance(block, Table):
            found += _rows(document, block, relation)
        else:
            found += _item(document, block, relation)
        ranges.append((*document.span(block.address), relation))
    return Lists(documents=tuple(found), ranges=tuple(ranges))


def _in_lists(part: Part, notice: Notice) -> Iterator[tuple[Block, Relation]]:
    """The blocks that are lists, each with what the list does."""
    whole = _of_attachment(part, notice)
    lead: Relation | None = None
    for block in part.body:
        if isinstance(block, Table):
            relation = whole or lead
            if relation is not None:
                yield block, relation
            continue
        text = squeeze(block.text)
        opened = _LEAD.search(text)
        if opened:
            lead = "extends" if opened["verb"] == "继续有效" else "repeals"
            continue
        if lead and text and not _LABEL.match(text):
            lead = None
        relation = whole or lead
        if relation is not None and text:
            yield block, relation


def _of_attachment(part: Part, notice: Notice) -> Relation | None:
    if not part.name.startswith("attachment"):
        return None
    title = squeeze(part.title or "")
    bare = re.fullmatch(r"(?:附件\d*)?(?:目录|清单|文件目录)?", title)
    return _scope(title) or (_scope(squeeze(notice.title or "")) if bare else None)


def _scope(title: str) -> Relation | None:
    return next((relation for relation, pattern in _SCOPES if pattern.search(title)), None)


def _item(document: Document, block: Paragraph, relation: Relation) -> Iterator[Listed]:
    if "《" in block.text:
        return
    start, end = document.span(block.address)
    view = View.of(document.text, start, end)
    label = _LABEL.match(view.text)
    listed = _listed(view.cut(label.end() if label else 0, len(view)), relation)
    if listed is not None:
        yield listed


def _rows(document: Document, table: Table, relation: Relation) -> Iterator[Listed]:
    for row in range(1, table.row_count + 1):
        cells = [cell for cell in table.row(row) if not cell.is_blank]
        if not cells or any("《" in cell.text for cell in cells):
            continue
        views = [View.of(document.text, *document.span(cell.address)) for cell in cells]
        title = next((match for view in views if len(view) >= 8 and (match := _TITLE.match(view.text))), None)
        number = next((found[0].value for view in views if (found := find_numbers(view))), None)
        if title is not None and number is not None:
            yield Listed(start=views[0].offsets[0], end=views[-1].end, title=title["title"], number=number, relation=relation)


def _listed(view: View, relation: Relation) -> Listed | None:
    match = _TITLE.match(view.text)
    numbers = find_numbers(view)
    if match is None or not numbers:
        return None
    start, end = view.span(0, len(view))
    return Listed(start=start, end=end, title=match["title"], number=numbers[0].value, relation=relation)
