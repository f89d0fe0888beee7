"""Titles that name no policy document: forms, licences, papers, books, newspapers, software, as the rows of ``title_words.csv`` say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.knowledge.rows import load_rows

_BRACKET_END = re.compile(r"（[^（）]*）$")
# 关于共同实施…的协议书 is a letter or agreement about something, not the blank of one.
_LETTER = re.compile(r"(?:^|[局厅委部府会])关于.{4,}的[一-龥]{1,3}书?$")
# Words that make a form of a 报告, a 说明, a 方案: 填写《…》, and what is had or handed out.
_FILLED_IN = re.compile(r"(?:填写|填报|填制|填好|签订|签署|签章|出具|开具|颁发|核发|换发|发给|持有|取得|申领|领取|提供书面的?|提交书面的?|书面的?)$")
_FORM_LIKE = re.compile(r"(?:书|函|单|证|表|报告|说明|协议|合同|证明|材料|申请)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    ends: dict[str, str]
    whole: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    rows = load_rows("title_words.csv")
    by_place = {place: tuple(row["word"] for row in rows if row["place"] == place) for place in ("whole", "before", "after")}
    ends = {row["word"]: row["sort"] for row in rows if row["place"] == "end"}
    return _Words(ends=ends, whole=frozenset(by_place["whole"]), before=by_place["before"], after=by_place["after"])


def is_document(title: str, *, before: str, after: str) -> bool:
    """Whether a title in 《》 is that of a document, by its words and the ones around it; the longest ending decides.

    >>> is_document("项目备案申请表", before="填写", after=""), is_document("重点任务分工表", before="", after="")
    (False, True)
    """
    words = _words()
    bare = _BRACKET_END.sub("", title) or title
    if _LETTER.search(bare):
        return True
    if bare in words.whole or before.endswith(words.before) or after.startswith(words.after):
        return False
    if _FILLED_IN.search(before) and _FORM_LIKE.search(bare):
        return False
    sort = next((words.ends[bare[-n:]] for n in range(min(6, len(bare)), 0, -1) if bare[-n:] in words.ends), "keep")
    return sort == "keep"
