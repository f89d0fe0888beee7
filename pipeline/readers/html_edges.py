"""What still stands at the edges of a page's text and is the site's: its fields and buttons above, its last lines below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.document import Field
from pipeline.readers import web_dump
from pipeline.readers.html_fields import SITES_OWN, fields_in, table_fields
from pipeline.readers.html_tables import Draft, TableDraft, TextDraft

#: Lines that only sites print: buttons; remarks on the page and links to its explanation.
_BUTTONS: Final = re.compile(
    r"(?:[【\[]?\s*(?:字体|字号|打印|关闭|收藏|分享|返回顶部|回到顶部|返回|纠错|我要纠错|大|中|小|打印本页|关闭窗口|关闭本页|打印此页|复制链接|语音播报|扫一扫.{0,20}|分享到)"
    r"(?:大小|文章)?\s*[：:]?\s*[】\]]?[\s|/·、]*)+"
)
_REMARK: Final = re.compile(
    r"(?:[（(\[【]?\s*(?:责任编辑|责编|编辑|编审|审核|校对|初审|终审|作者|撰稿|供稿|来源|信息来源|稿件来源|文章来源|浏览次数|阅读次数|点击数|访问量)\s*[：:].{0,40}"
    r"|(?:点击查看)?(?:[【\[]?(?:政策|文字|图文|图片|音频|视频|媒体|专家)?(?:解读|图解)[】\]]?|一图读懂|一图看懂)\s*[：:].*"
    r"|(?:上一篇|下一篇|上一条|下一条)\s*[：:].*|[【\[]?\s*原文链接\s*[】\]]?.*)"
)
_RELATED: Final = re.compile(r"[【\[]?\s*(?:相关(?:链接|阅读|新闻|文章|文件|解读|附件|政策|信息|稿件)|延伸阅读|推荐阅读|附件下载|热点推荐)\s*[】\]]?\s*[：:]?")
#: How far into the text the site's head may reach, and how far above the end its foot.
_HEAD, _FOOT = 12, 15
_LONGEST_TITLE: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed:
    """The paragraphs and tables without the site's, and the fields that were among them."""

    drafts: tuple[Draft, ...]
    fields: tuple[Field, ...]


def trim(drafts: Sequence[Draft]) -> Trimmed:
    """Takes the site's fields and buttons off the head of a text, its remarks and related links off the end."""
    kept, fields = _without_head(list(drafts))
    return Trimmed(drafts=tuple(_without_foot(kept)), fields=tuple(fields))


def _without_head(drafts: list[Draft]) -> tuple[list[Draft], list[Field]]:
    """The head ends with the first paragraph that is neither the site's nor short enough for a title."""
    kept: list[Draft] = []
    fields: list[Field] = []
    for index, draft in enumerate(drafts[:_HEAD]):
        if isinstance(draft, TableDraft):
            found = table_fields(draft)
            if not found:
                return kept + drafts[index:], fields
            fields += found
            continue
        line = " ".join(draft.text.split())
        found = fields_in(line)
        if _are_the_sites(found):
            fields += [field for field in found if field.value]
        elif is_button(line) or web_dump.TYPE_SIZE.fullmatch(line) or _REMARK.fullmatch(line):
            continue
        elif len(line) > _LONGEST_TITLE or line.endswith(("。", "：", ":", "；")):
            return kept + drafts[index:], fields
        else:
            kept.append(draft)
    return kept + drafts[_HEAD:], fields


def _are_the_sites(fields: Sequence[Field]) -> bool:
    """Fields of a line that no notice has of itself: 来源：…; 文号：… only beside such ones."""
    return bool(fields) and (len(fields) > 1 or fields[0].name in SITES_OWN) and any(field.name in SITES_OWN for field in fields)


def _without_foot(drafts: list[Draft]) -> list[Draft]:
    end = len(drafts)
    lowest = max(1, end - _FOOT)
    for index in range(lowest, end):
        draft = drafts[index]
        if isinstance(draft, TextDraft) and _RELATED.fullmatch(draft.text) and all(_is_short(below) for below in drafts[index + 1 :]):
            end = index
            break
    while end > 1:
        draft = drafts[end - 1]
        if not isinstance(draft, TextDraft) or not (is_button(draft.text) or _REMARK.fullmatch(draft.text) or web_dump.SURE.fullmatch(draft.text)):
            break
        end -= 1
    return drafts[:end]


def is_button(line: str) -> bool:
    """Whether a line is nothing but buttons of the site: 【打印】【关闭】, 字体：大 中 小."""
    return len(line) <= 60 and _BUTTONS.fullmatch(line) is not None


def _is_short(draft: Draft) -> bool:
    return isinstance(draft, TextDraft) and len(draft.text) <= _LONGEST_TITLE and not draft.text.endswith("。")
