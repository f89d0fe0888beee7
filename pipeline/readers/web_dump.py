"""The furniture of a web page in a text that was dumped from it: navigation above the title, site notes below the end.

Only what is sure goes. Navigation is sure where the first line is the page's title with the site's name behind it, and
a later line repeats the title: what stands between is none of the notice. At the foot, lines are sure that only a web
page has (registration numbers of the site, 版权所有, 扫一扫在手机打开当前页), and lines of contact beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Field

_SITE_BEHIND = re.compile(r"\s*[_|\-—–]\s*\S.{1,40}")
SURE = re.compile(
    r"扫一扫.{0,16}|.*(?:ICP备|公网安备|网站标识码).*|(?:网站)?版权所有[:：]?.{0,60}|.{0,30}版权所有，如需转载.{0,20}"
    r"|(?:网站地图|联系我们|网站声明|关于我们|返回顶部|打印本页|关闭窗口|【?打印】?|【?关闭】?|分享到?[:：]?|我要纠错|设为首页|加入收藏|.{0,10}网站地图主办单位.*)"
)
_BESIDE = re.compile(r"(?:(?:地\s*址|邮\s*编|邮政编码|电\s*话|主办单位|承办单位|技术支持|主管单位|维护单位)\s*[:：].{0,60}|.{0,12}网站)")
#: Between the title of a page and its text: date, source, choice of type size.
TYPE_SIZE = re.compile(
    r"(?:Aa|字体\s*[:：]?|[小中大]|\||【?字体[:：]?\s*大?\s*中?\s*小?】?|\[?大\s*中\s*小\]?|浏览次数[:：]?\s*\d*|阅读次数[:：]?\s*\d*|分享)"
)
_DATED = re.compile(r"(?:(?:发布|更新)(?:日期|时间)[:：]?\s*)?(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_SOURCE = re.compile(r"(?:信息)?来源\s*[:：]\s*(.{1,40})")
#: How far below the first line the title may stand again, and how far above the end the foot may begin.
_REACH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of the notice, and what the page said about it."""

    lines: tuple[str, ...]
    fields: tuple[Field, ...]


def take(lines: Sequence[str]) -> Page:
    """The lines without sure page furniture; as they are where none is sure."""
    rest, fields = _without_navigation(list(lines))
    return Page(lines=tuple(_without_foot(rest)), fields=tuple(fields))


def _without_navigation(lines: list[str]) -> tuple[list[str], list[Field]]:
    shown = [number for number, line in enumerate(lines[: _REACH * 2]) if line.strip()][:_REACH]
    if not shown:
        return lines, []
    page_title = lines[shown[0]].strip()
    for number in shown[1:]:
        title = lines[number].strip()
        if len(title) >= 8 and page_title.startswith(title) and _SITE_BEHIND.fullmatch(page_title[len(title) :]):
            below, fields = _below_title(lines[number + 1 :])
            return [lines[number], *below], [Field(name="标题", value=page_title), *fields]
    return lines, []


def _below_title(lines: list[str]) -> tuple[list[str], list[Field]]:
    fields: list[Field] = []
    for number, line in enumerate(lines):
        text = line.strip()
        dated, source = _DATED.fullmatch(text), _SOURCE.fullmatch(text)
        if dated:
            fields.append(Field(name="发布日期", value=dated[1]))
        elif source:
            fields.append(Field(name="来源", value=source[1]))
        elif text and not TYPE_SIZE.fullmatch(text):
            return lines[number:], fields
    return [], fields


def _without_foot(lines: list[str]) -> list[str]:
    first = max(0, len(lines) - _REACH)
    tail = [line.strip() for line in lines[first:]]
    sure = [bool(text) and len(text) <= 300 and bool(SURE.fullmatch(text)) for text in tail]
    if not any(sure):
        return lines
    gone = list(sure)
    for order in (range(len(tail)), range(len(tail) - 1, -1, -1)):
        beside = False
        for number in order:
            if not tail[number]:
                continue
            gone[number] = gone[number] or (beside and bool(_BESIDE.fullmatch(tail[number])))
            beside = gone[number]
    return lines[:first] + [line for line, out in zip(lines[first:], gone, strict=True) if not out]
