"""What a site says about its page in fields 元数据: 索引号, 发文字号, 成文日期, 发布日期, 来源; in a table, list or lines, or in meta tags.

Names stand as printed, without white space; values as printed, but a date without the time of day behind it.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from extractors.document import Field
from pipeline.readers import front_matter
from pipeline.readers.html_flow import BLOCKS, NO_TEXT, squeeze_source
from pipeline.readers.html_style import text_of
from pipeline.readers.html_tables import TableDraft

#: Names that only pages use, besides those of exported texts.
_PAGE_NAMES: Final = (
    "索取号|公文文号|发文文号|文书号|信息名称|信息标题|发表时间|发表日期|发布于|组配分类|所属主题|公开方式|公开范围|公开形式|公开责任部门|"
    "效力|废止时间|有效期限|责任编辑|作者|撰稿|编辑|供稿|签发|审核"
)
#: What stands beside fields and is none: counters, buttons, the choice of type size.
_NO_FIELD: Final = "浏览字号|浏览次数|浏览量|阅读次数|阅读量|点击数|点击率|点击量|访问量|访问次数|字体大小|字体|字号|分享到|分享|打印|关闭|收藏|语音播报|朗读"
_NAMES: Final = tuple(sorted({name.removesuffix("?") for name in f"{front_matter.NAMES}|{_PAGE_NAMES}".split("|")}, key=len, reverse=True))
_KNOWN: Final = frozenset(_NAMES)
#: Names that stand for nothing else: enough without a colon, where a cell or line of its own holds them.
_SURE: Final = frozenset(
    {
        "索引号", "信息索引号", "统一编号", "主题分类", "发文机关", "发布机构", "发布机关", "成文日期", "发布日期", "发文日期",
        "发文字号", "文号", "有效性", "公开方式", "信息名称", "主题词", "生成日期",
    }
)
#: Names of what no notice says of itself in a line.
SITES_OWN: Final = frozenset(
    {
        "索引号", "信息索引号", "索取号", "统一编号", "主题分类", "信息分类", "发布日期", "发布时间", "发表时间", "发表日期",
        "公开日期", "更新时间", "来源", "信息来源", "文章来源", "主题词", "组配分类", "公开方式", "文件状态", "有效性", "生成日期",
    }
)
_FILE: Final = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|7z|pptx?)\b", re.IGNORECASE)
_BUTTON: Final = re.compile(r"^(?:下载|打印)|(?:阅读器|浏览器|客户端)")
_MOST_FILES: Final = 100


def _any_of(names: Iterable[str]) -> str:
    return "|".join(r"\s*".join(re.escape(char) for char in name) for name in names)


#: Names at the head of a line or after a gap; long ones and what is no field, with its colon, also close behind a value.
_NAMED: Final = re.compile(
    rf"(?:\A|(?<=[\s\]】）)|/\d]))(?:[【\[]\s*(?P<boxed>{_any_of(_NAMES)})\s*[】\]]\s*[：:]?|(?P<name>{_any_of(_NAMES)})\s*[：:]"
    rf"|[【\[]?(?:{_NO_FIELD})(?:[】\]\s]|\Z)|[【\[])"
    rf"|(?P<long>{_any_of(name for name in _NAMES if len(name) >= 4)})\s*[：:]|(?:{_NO_FIELD}|时间)\s*[：:]"
)
_DATED: Final = re.compile(r"(?P<date>\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}日?)(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?)?")
#: The meta tags of the standard for sites of government (国务院办公厅《政府网站发展指引》, annex 2), and what print calls them.
_META: Final = {"articletitle": "标题", "pubdate": "发布日期", "contentsource": "来源"}
#: So many lines before the text are looked at: menus of hundreds of links stand above them.
_REACH: Final = 120


@dataclass(frozen=True, slots=True)
class OuterLine:
    """A line or cell that stands before the text, and the block that it stands in. An empty cell is an empty line."""

    block: Element
    text: str


def meta_fields(root: Element, titles: Sequence[str]) -> list[Field]:
    """The fields in the page's meta tags, in the order of the page; ``titles`` is what the page calls itself, for want of a tag."""
    found: list[Field] = []
    for meta in root.iter("meta"):
        name = _META.get((meta.get("name") or "").strip().lower())
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            found.append(Field(name=name, value=_value(value)))
    return found + [Field(name="标题", value=title) for title in titles[:1]]


def printed_fields(lines: Sequence[OuterLine], *, title_at: int | None = None) -> list[Field]:
    """The fields in the lines before the text.

    ``title_at`` is where the title of the page stands among them: a bare date behind it is the day of publication.
    """
    found: list[Field] = []
    unmarked = _unmarked([line.text for line in lines])
    position = 0
    while position < len(lines):
        line = lines[position].text
        below = ""
        if position + 1 < len(lines) and position + 1 != title_at and _stands_beside(lines[position].block, lines[position + 1].block):
            below = lines[position + 1].text
        fields = fields_in(line)
        if line in unmarked:
            fields = [Field(name=_bare(line), value=_value(below))]
            position += 1
        elif fields and not fields[-1].value and below and not fields_in(below):
            fields[-1] = Field(name=fields[-1].name, value=_value(below))
            position += 1
        elif not fields and title_at is not None and position > title_at and (dated := _DATED.fullmatch(line)):
            fields = [Field(name="发布日期", value=dated["date"])]
        found += [field for field in fields if field.value]
        position += 1
    return found


def table_fields(table: TableDraft) -> list[Field]:
    """The fields of a table of fields, name beside value; none where it is a table of the notice."""
    texts = [cell.text().replace("\n", " ") for cell in table.cells]
    names = [index for index, text in enumerate(texts) if _bare(text).rstrip("：:") in _KNOWN]
    if len(names) < 3 or sum(_bare(texts[index]).rstrip("：:") in SITES_OWN for index in names) < 2:
        return []
    if any(text and index not in names and index - 1 not in names for index, text in enumerate(texts)):
        return []
    pairs = [(_bare(texts[index]).rstrip("：:"), texts[index + 1]) for index in names if index + 1 < len(texts) and index + 1 not in names]
    return [Field(name=name, value=_value(value)) for name, value in pairs if value]


def is_file(link: Element) -> bool:
    """Whether a link leads to a file, by its address or its words."""
    return _FILE.search(link.get("href") or "") is not None or _FILE.search(text_of(link)) is not None


def downloads(body: Element, content: Sequence[Element]) -> list[Field]:
    """The files that the page offers outside its text, as fields 下载 (as in exported texts)."""
    names: list[str] = []
    walk = etree.iterwalk(body, events=("start",), tag=None)
    for _, element in walk:
        if element in content:
            walk.skip_subtree()
        elif element.tag == "a":
            text = squeeze_source(text_of(element)).strip()
            if text and is_file(element) and not _BUTTON.search(text):
                names.append(text)
    return [Field(name="下载", value=name) for name in dict.fromkeys(names)][:_MOST_FILES]


def fields_in(line: str) -> list[Field]:
    """The fields of one line, ``名称：值`` one behind the other, with nothing before the first but a date.

    A name without a value has the value ``""``. Counters and buttons between them are left out.
    """
    if len(line) > 400:
        return []
    marks = list(_NAMED.finditer(line))
    if not marks:
        return []
    found: list[Field] = []
    before = line[: marks[0].start()].strip(" \u3000\u00a0|")
    if before:
        dated = _DATED.fullmatch(before)
        if dated is None:
            return []
        found.append(Field(name="发布日期", value=dated["date"]))
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    for mark, end in zip(marks, ends, strict=True):
        name = mark["boxed"] or mark["name"] or mark["long"]
        if name:
            found.append(Field(name=_bare(name), value=_value(line[mark.end() : end])))
    return found


def lines_before(body: Element, content: Element) -> list[OuterLine]:
    """The last lines and cells of a page before an element, links left out.

    An empty cell is an empty line, so that a name is never paired with another one's value.
    """
    found: deque[OuterLine] = deque(maxlen=_REACH)
    pieces: list[str] = []
    block = body
    in_link = 0
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if element is content:
            break
        if event == "start":
            if tag in NO_TEXT:
                walk.skip_subtree()
                continue
            if tag in BLOCKS or (tag == "br" and block.tag not in ("h1", "h2", "h3", "h4")):
                _end_line(pieces, block, found)
                block = element if tag in BLOCKS else block
            in_link += tag == "a"
            if not in_link:
                pieces.append(element.text or "")
            continue
        if tag in BLOCKS:
            _end_line(pieces, element, found)
            if tag in ("td", "dd") and not text_of(element).strip():
                found.append(OuterLine(element, ""))
        in_link -= tag == "a"
        if not in_link:
            pieces.append(element.tail or "")
    _end_line(pieces, block, found)
    return list(found)


def is_value(lines: Sequence[OuterLine], position: int) -> bool:
    """Whether a line is the value of the name above it (标题：)."""
    fields = fields_in(lines[position - 1].text)
    return bool(fields) and not fields[-1].value and _stands_beside(lines[position - 1].block, lines[position].block)


def _stands_beside(name: Element, value: Element) -> bool:
    """Whether a block can hold the value of a name: the next cell or block beside it, not the next item or paragraph."""
    around = name.getparent()
    return name.tag not in ("li", "p") and around is not None and any(parent is around for parent in itertools.islice(value.iterancestors(), 2))


def _end_line(pieces: list[str], block: Element, lines: deque[OuterLine]) -> None:
    text = squeeze_source("".join(pieces)).strip()
    pieces.clear()
    if text:
        lines.append(OuterLine(block, text))


def _unmarked(lines: Sequence[str]) -> set[str]:
    """The lines that are a name without a colon, where at least three are: a table or list of fields."""
    names = {line for line, following in itertools.pairwise(lines) if _bare(line) in _SURE and _bare(following) not in _KNOWN and "：" not in line}
    return names if len(names) >= 3 else set()


def _bare(name: str) -> str:
    return "".join(name.split())


def _value(text: str) -> str:
    value = " ".join(text.split()).strip(" |")
    dated = _DATED.fullmatch(value)
    return dated["date"] if dated else value
