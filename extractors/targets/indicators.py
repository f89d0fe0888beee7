"""What a target measures: the noun phrase before the number (…增速不低于10%) or behind it (培育50家龙头企业)."""

from __future__ import annotations

import re

from extractors.targets.judge import Around
from extractors.targets.quantities import Quantity

_LEVEL_WORDS = re.compile(
    r"(?:力争|确保|争取|基本|逐步|统一|进一步|全部|分别|均|已|至少|总体|每年|全年|年内|约|近|超|再|为|达到?|突破|超过|不少于"
    r"|不低于|不高于|不超过|不大于|不小于|大于|高于|低于|小于|少于|控制在|稳定在|保持在?|维持在"
    r"|压[缩减][至到为]?|缩[短减][至到为]?|降[至到为]|降低[至到为]?|下降[至到]?|提[高升][至到为]?|增加[至到]?|增长[至到]?|增至"
    r"|扩大[至到]?|减少[至到]?|由[^，。；]{1,12}|从[^，。；]{1,12}|实现|完成)+$"
)
_KEEPS = re.compile(r"(?:增长|下降|提高|提升|减少|降低|缩短|压减|压缩)$")
_VERBS = re.compile(
    r"^(?:并|且|也|还|要|将|把|使|其中|以上|同时|力争|确保|争取|努力|推动|推进|加快|全力|积极|实现|到|至|在|年底前?|全年|每年"
    r"|年内|持续|不断|进一步|全面|支持|组织|用于|统筹|：|、)*"
    r"(?:新建|建设|建成|建立|打造|培育|引进|引育|新增|创建|举办|开展|完成|推出|遴选|改造|培训|推广|形成|认定|评选|改建|扩建"
    r"|选聘|签订|采购|更新|落地|孵化|招引|编制|制定|开发|争取|设立|增设|配备|发放|安排|投放|实施|发展|布局|种植|整治|净增)?"
)
_ENDS_WITH_VERB = re.compile(
    r"(?:新建|建设|建成|建立|打造|培育|引进|引育|新增|创建|举办|开展|完成|推出|遴选|改造|培训|形成|认定|评选|发布|制定|落地"
    r"|招引|选聘|签订|创建|召开|布局|实施)$"
)
_LABEL = re.compile(r"^(?:.*[）)](?=将|把)|（[\d一二三四五六七八九十]{1,4}）|[\d①-⑳]{1,3}[.、．])+")
_TIME = re.compile(r"^(?:到)?(?:20\d\d年|“[^”]{2,6}”|\d{1,2}月)?(?:底|末|内|期间|\d{1,2}月底?)?(?:前)?[，,]?")


def indicator(around: Around, quantity: Quantity) -> str | None:
    """The noun phrase measured, ``None`` where the words around the number name none.

    >>> from extractors.targets.quantities import find_quantities
    >>> text = "全省贷款增速不低于10%"
    >>> indicator(Around(sentence=text[:8], clause=text[:8], piece=text[:8], behind=""), find_quantities(text)[0])
    '全省贷款增速'
    """
    piece = around.piece
    level = _LEVEL_WORDS.search(piece)
    head = piece[: level.start()] if level else piece
    change = _KEEPS.search(re.sub(r"[至到为]$", "", level[0])) if level else None
    named = _bare(head).strip("、，（）的“”")
    if change and named and not re.search(r"[至到]$", level[0] if level else ""):
        return named + change[0]
    made = _ENDS_WITH_VERB.search(head)
    if len(named) >= 2 and not made:
        return named
    behind = re.match(r"(?:的)?(?P<noun>[一-龥A-Za-z0-9“”（）]{2,30}?)(?=[，。；、]|和|及|$)", around.behind)
    if behind and quantity.sort in ("count", "size", "money"):
        return behind["noun"].strip("“”")
    whole = _bare(re.split(r"\d", around.clause)[0]).strip("、，（）的")
    shortened = _LEVEL_WORDS.sub("", whole)
    return shortened if len(shortened) >= 2 else None


def _bare(words: str) -> str:
    """The words without label, time and verb before the noun."""
    return _VERBS.sub("", _TIME.sub("", _LABEL.sub("", words)))
