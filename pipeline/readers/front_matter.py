"""What a site, a crawler or a database put before and after the text of a notice: its fields, which are no text of it.

Five heads occur: YAML between ``---``; bold or listed fields under a Markdown title; ``##field:`` lines with the value
below; plain ``field：value`` lines closed by ``正文`` or a rule; and the head of a legal database with its citation
code. A field line is believed only at the head of the file and only among other ones, for ``责任单位：…`` may as well
be the notice itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.document import Field

#: The names that catalogues of open government information 政府信息公开目录 and crawlers give to their fields.
NAMES: Final = (
    "索引号|信息索引号?|统一编号|分类|主题分类|信息分类|体裁分类|服务对象|主题词|公文种类|层级|类型|产业类型|文件类型|文档类型|文件性质|政策频道|"
    "发布机构|发布机关|发布单位|发文机关|发文机构|发文单位|制发机关|公开机构|部门|来源|信息来源|文章来源|"
    "成文日期|生成日期|发文日期|发布日期|发布时间|公开日期|印发日期|日期|政策时间|更新时间|实施日期|生效日期|生效时间|施行日期|"
    "失效日期|失效时间|到期时间|废止日期|有效期|有效性|状态|文件状态|政策状态|时效性|效力状态|效力级别|"
    "名称|标题|政策标题|政策名|政策名称|文件名称|文号|发文字号|政策文号|文件编号|政策描述|关键词|附件|"
    "链接|原文链接|具体链接|详情页链接|官方链接|网址|检索时间|检索关键词|抓取时间|采集时间|法宝引证码|层次"
)
_NAME = re.compile(rf"(?:{NAMES})\Z")
#: Names of fields that only a crawler writes: enough by themselves, also at the foot.
_CRAWLERS_OWN = re.compile(r"(?:更新时间|检索时间|检索关键词|抓取时间|采集时间|原文链接|官方链接|详情页链接|法宝引证码)\Z")
_PLAIN = re.compile(r"(?P<name>[^：:，。；《》（）()]{1,14})[：:](?P<value>.*)", re.DOTALL)
_MARKED = re.compile(r"[-*+]?\s*\*\*(?P<name>[^*：:]{1,14})(?:\*\*\s*[：:]|[：:]\s*\*\*)(?P<value>.*)")
_HASHED = re.compile(r"#{1,6}\s*(?P<name>[^：:#]{1,10})[：:]\s*")
_CITATION = re.compile(r"【(?P<name>法宝引证码)】(?P<value>.*)")
_SECOND_IN_LINE = re.compile(rf"\s(?=(?:{NAMES})\s*[：:])")
_RULE = re.compile(r"(?:[-—=*_+]\s?){2,}")
_BODY_FOLLOWS = re.compile(r"#{0,6}\s*(?:正\s*文|全\s*文|政策全文|正文内容|政策内容|基本信息|文档\s*[：:].*)\s*[：:]?\s*")
_CRAWLER_QUOTE = re.compile(r">\s*.*(?:脚本|自动提取|爬取|抓取|仅供检索|不适用著作权法|官方链接).*")
_DOWNLOADS = re.compile(r"[【\[]\s*(?:原文|附件|文件|相关)\s*下载\s*[】\]]\s*[:：]?")
_FILE_LINK = re.compile(r"(?:[-*+]\s+)?\[(?P<name>[^\[\]]{1,300})\]\([^()]{1,600}\)")
_SPACES = re.compile(r"[\s\u3000\xa0]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The fields of a file, and the lines that are left. ``title`` is the title that the head gives, ``None`` without one."""

    fields: tuple[Field, ...]
    lines: tuple[str, ...]


def take(lines: Sequence[str]) -> Taken:
    """The front matter taken off the lines of a file; without front matter, the lines as they are."""
    fields, rest = _head(lines)
    foot, rest = _foot(rest)
    if not fields and not foot:
        return Taken(fields=(), lines=tuple(lines))
    head_title, rest = _title_of_the_site(rest)
    return Taken(fields=(*fields, *head_title, *foot), lines=tuple(rest))


def _head(lines: Sequence[str]) -> tuple[list[Field], list[str]]:
    start = _next_text(lines, 0)
    if start < len(lines) and lines[start].strip() == "---":
        yaml = _yaml(lines, start)
        if yaml is not None:
            return yaml
    if start < len(lines) and _HASHED.fullmatch(lines[start].strip()):
        hashed = _hashed(lines, start)
        if hashed is not None:
            return hashed
    return _listed(lines, start)


def _next_text(lines: Sequence[str], position: int) -> int:
    while position < len(lines) and not lines[position].strip():
        position += 1
    return position


def _yaml(lines: Sequence[str], start: int) -> tuple[list[Field], list[str]] | None:
    fields: list[Field] = []
    for position in range(start + 1, min(len(lines), start + 80)):
        line = lines[position].strip()
        if line in ("---", "..."):
            return (fields, _without_quotes(lines[position + 1 :])) if fields else None
        found = _PLAIN.match(line)
        if found:
            fields.append(_field(found["name"], found["value"].strip().strip("\"'")))
        elif line and fields:
            fields[-1] = Field(name=fields[-1].name, value=f"{fields[-1].value}\n{line}".strip())
        elif line:
            return None
    return None


def _hashed(lines: Sequence[str], start: int) -> tuple[list[Field], list[str]] | None:
    """``##name:`` on a line of its own, the value on the lines below; the last one holds the text."""
    fields: list[Field] = []
    name, value = "", list[str]()
    for position in range(start, min(len(lines), start + 60)):
        line = lines[position].strip()
        found = _HASHED.fullmatch(line)
        if not found:
            value.append(line)
            continue
        if name:
            fields.append(_field(name, "\n".join(filter(None, value))))
        name, value = found["name"], []
        if re.search("内容|正文|全文", name):
            return (fields, list(lines[position + 1 :])) if fields else None
    return None


def _listed(lines: Sequence[str], start: int) -> tuple[list[Field], list[str]]:
    """Fields one a line, bold, listed or plain, perhaps under a title of the page."""
    fields: list[Field] = []
    kept: list[str] = []
    position = start
    certain = False
    closed = _closing_line(lines, start)
    if position < len(lines) and lines[position].startswith("#") and not _BODY_FOLLOWS.fullmatch(lines[position].strip()):
        kept.append(lines[position])
        position += 1
    while position < len(lines):
        line = lines[position].strip()
        found = _fields_in(line) or (_any_field(line) if position < closed else [])
        if found:
            fields += found
        elif fields and re.match(r"[-*+]\s", line) and not fields[-1].value:
            fields[-1] = Field(name=fields[-1].name, value=re.sub(r"^[-*+]\s+", "", line))
        elif _BODY_FOLLOWS.fullmatch(line) or (_RULE.fullmatch(line) and (fields or kept)):
            certain = certain or bool(fields)
        elif line:
            break
        position += 1
    marks = any("**" in line or "【" in line for line in lines[start:position])
    if len(fields) < 2 or not (certain or marks or len(fields) >= 4 or any(_CRAWLERS_OWN.match(field.name) for field in fields)):
        return [], list(lines)
    return fields, kept + _without_quotes(lines[position:])


def _closing_line(lines: Sequence[str], start: int) -> int:
    """The line (``正文`` or a rule) that closes a head whose lines all look like fields; ``start`` where there is none."""
    known = 0
    for position in range(start, min(len(lines), start + 24)):
        line = lines[position].strip()
        if known >= 2 and (_BODY_FOLLOWS.fullmatch(line) or _RULE.fullmatch(line)):
            return position
        if line and not _any_field(line):
            break
        known += bool(_fields_in(line))
    return start


def _any_field(line: str) -> list[Field]:
    """The field of a line whatever its name is, for heads that are known to be such."""
    found = _PLAIN.fullmatch(line)
    return [_field(found["name"], found["value"])] if found and len(line) <= 200 else []


def _fields_in(line: str) -> list[Field]:
    """The fields of a line, which may hold two side by side; none where the line is no field."""
    marked = _MARKED.fullmatch(line) or _CITATION.fullmatch(line)
    if marked:
        return [_field(marked["name"], marked["value"])]
    fields = []
    for piece in _SECOND_IN_LINE.split(line):
        found = _PLAIN.fullmatch(piece.strip())
        if not found or not _NAME.match(_SPACES.sub("", found["name"])):
            return []
        fields.append(_field(found["name"], found["value"]))
    return fields


def _field(name: str, value: str) -> Field:
    link = re.fullmatch(r"\[[^\]]*\]\(([^)\s]*)\)", value.strip())
    return Field(name=_SPACES.sub("", name), value=link[1] if link else value.strip())


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """The lines without the crawler's own remarks, which stand as quotations before the text."""
    position = _next_text(lines, 0)
    while position < len(lines) and _CRAWLER_QUOTE.fullmatch(lines[position].strip()):
        position = _next_text(lines, position + 1)
    return list(lines[position:])


def _foot(lines: Sequence[str]) -> tuple[list[Field], list[str]]:
    """A crawler's own fields on the last lines, after a rule or not, and the site's links to the files of the page."""
    end, fields = _downloads(lines)
    while end > 0:
        line = lines[end - 1].strip()
        found = _MARKED.fullmatch(line)
        if found and _CRAWLERS_OWN.match(_SPACES.sub("", found["name"])):
            fields.insert(0, _field(found["name"], found["value"]))
        elif line and not (fields and _RULE.fullmatch(line)):
            break
        end -= 1
    return (fields, list(lines[:end])) if fields else ([], list(lines))


def _downloads(lines: Sequence[str]) -> tuple[int, list[Field]]:
    """Where the lines end before ``【原文下载】`` and the links under it, and these as fields."""
    end = len(lines)
    fields: list[Field] = []
    for number in range(len(lines) - 1, max(-1, len(lines) - 20), -1):
        line = lines[number].strip()
        link = _FILE_LINK.fullmatch(line)
        heading = _DOWNLOADS.fullmatch(line)
        if link:
            fields.insert(0, Field(name="下载", value=link["name"]))
        elif heading and fields:
            return number, fields
        elif line:
            break
    return end, []


def _title_of_the_site(lines: Sequence[str]) -> tuple[list[Field], list[str]]:
    """The title of the page or database entry, where the notice's own title follows: a field, for it is printed twice."""
    start = _next_text(lines, 0)
    if start >= len(lines):
        return [], list(lines)
    title = re.sub(r"^#{1,6}\s*", "", lines[start].strip())
    bare = _bare(title)
    below = ""
    position = start + 1
    for _ in range(6):
        position = _next_text(lines, position)
        if position >= len(lines) or len(lines[position]) > 120:
            break
        below += _bare(lines[position])
        if len(bare) >= 8 and bare in below:
            return [Field(name="标题", value=title)], list(lines[start + 1 :])
        position += 1
    return [], list(lines)


def _bare(text: str) -> str:
    """The characters that make two printings of a title the same one: letters, digits and Chinese."""
    return re.sub(r"[\W_]+", "", text)
