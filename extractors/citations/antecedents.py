"""Words that name a document named before: 该办法, 上述文件, 本《办法》, 《办法》 after 以下简称《办法》, a law's name without 《》."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.citations.joining import Cited, Register, title_key
from extractors.text import View

_KIND = r"办法|方案|意见|通知|规定|条例|措施|计划|规划|要点|细则|决定|公告|指南|指引|清单|纲要|目录|名录|规范|政策|制度|规程|标准|函|批复"
_KIND_ONLY = re.compile(
    rf"^(?:实施|指导|若干|工作|行动|管理|总体|暂行|政策|任务|创新|专项|试行|三年|重点|评价|考核|创建|具体|有关|建设|改革|奖励"
    rf"|扶持|支持|的)*(?:{_KIND})(?:（试行|（暂行）)?$"
)
_POINTING = re.compile(
    rf"(?<![应活])(?:该|上述|前述)(?:两|二|三|\d)?(?:个|件|部|份)?(?P<kind>{_KIND}|文件"
    rf"|法(?![人律院制治]))(?![一-龥]{{0,2}}(?:所|站|网))"
)
_LAW = re.compile(r"^(?:中华人民共和国)(?P<short>[一-龥]{2,20}(?:法|条例))$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A place ``[start, end)`` of a view that stands for a document named elsewhere."""

    start: int
    end: int
    kind: str


def pointers(view: View, taken: list[tuple[int, int]]) -> list[Pointer]:
    """The words 该办法, 上述文件 … outside of the ranges ``taken`` (sorted), in reading order."""
    return [Pointer(start=m.start(), end=m.end(), kind=m["kind"]) for m in _outside(_POINTING, view, taken)]


def is_kind_only(title: str) -> bool:
    """Whether a title says only what kind of document it is, so that it can stand for one named before: 《实施方案》, 《若干措施》."""
    return len(title) <= 8 and _KIND_ONLY.match(title) is not None


def antecedent(kind: str, earlier: list[Cited]) -> Cited | None:
    """The last document before that is of the kind (any for 文件), among the last three named."""
    for known in reversed(earlier[-3:]):
        if kind == "文件":
            return known
        if known.title and re.sub(r"[）（试行暂修订]+$", "", title_key(known.title)).endswith(kind):
            return known
    return None


def bare_laws(view: View, register: Register, taken: list[tuple[int, int]]) -> list[tuple[int, int, Cited]]:
    """The places that name a law of the register by its short name without 《》 (依照行政处罚法): no citations of their own."""
    known: dict[str, Cited] = {}
    for cited in register.cited:
        law = _LAW.match(cited.title or "")
        if law:
            known[law["short"]] = cited
    if not known:
        return []
    names = re.compile("(?<![一-龥]和国)(?:" + "|".join(sorted(map(re.escape, known), key=len, reverse=True)) + ")(?!实施|典|》)")
    return [(m.start(), m.end(), known[m[0]]) for m in _outside(names, view, taken)]


def _outside(pattern: re.Pattern[str], view: View, taken: list[tuple[int, int]]) -> list[re.Match[str]]:
    kept, reach, index = [], 0, 0
    for match in view.find(pattern):
        while index < len(taken) and taken[index][0] <= match.start():
            reach = max(reach, taken[index][1])
            index += 1
        if match.start() >= reach:
            kept.append(match)
    return kept
