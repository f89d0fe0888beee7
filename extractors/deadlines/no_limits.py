"""What looks like a time limit and is none: names, references to the past, attributes, rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from extractors.deadlines.grammar import Bound, Node, Piece, Span
from extractors.deadlines.model import TimeContext
from extractors.deadlines.recurrences import Recurrence
from extractors.deadlines.tokens import BOUNDARIES
from extractors.deadlines.values import stretch, year_of

_MARK_LABEL = re.compile(r"(?:发布|印发|成文|生成|失效|发文|更新|检索|签发|公布|颁布|废止|生效)(?:日期|时间)[*]*[：:*]*$")
_TITLE_MARKS = re.compile("[《〈》〉]")
_LONGEST_TITLE = 200
# 国办发〔2020〕33号; 三年行动计划（2021—2023年）; （2023年版）
_NUMBER_YEAR = re.compile(r"[〔\[（﹝【][0-9]{4}[〕\]）﹞】]")
_NAME_SPAN = re.compile(r"（(?:[0-9]{4}年?(?:[—\-–－~～至到]{1,2}[0-9]{4})?年?(?:度|版|本|修订版|试行版)?)）")

# the year belongs to what follows it: 较2020年增长, 不低于2022年, 以2022年为基数
_COMPARED_BEFORE = re.compile(r"(?:较|比|与|同比|低于|高于|多于|少于|优于|超过|相当于|按|以|经|依据|根据|按照|对标|参照|自?第|附件[：:])$")
_COMPARED_AFTER = re.compile(r"(?:为基数|为基准|为基期|基础上|水平|同期|相比|的基础|为例|期间已)")

# a year after one of these is said of the action
_LEADING = re.compile(r"(?:到|至|力争|争取|确保|计划|预计|拟|在|于|截至|截止|自|从|从现在到|从现在起到|原则上|预期|目标|努力|力求|拟于|计划于|将于)$")
_LIMIT_LEADING = re.compile(r"(?:到|至|截至|截止)$")
# and before one of these
_ACTION = (
    "全面|基本|完成|实现|建成|建立|建设|达到|达成|新增|启动|开工|投产|投用|投入使用|竣工|力争|争取|确保|累计|预计|年均|培育|打造|开展|推进|推动|"
    "组织|实施|举办|新建|新开|改造|出台|制定|编制|发布|招生|招聘|招引|引进|将|拟|要|应|须|需|以|按|再|共|可|对|由|继续|持续|突破|超过|不少于|不低于|"
    "率先|初步|安排|保持|力求|努力|计划(?:完成|新增|建设|实施|投资|改造|新建|开工|培育|引进)"
)
# 免除2023年3个月租金: so many months within the year
_MONTHS_NEXT = re.compile(r"[0-9一二三四五六七八九十]+个月")
_ACTION_NEXT = re.compile(rf"(?:{_ACTION})")
_NAME_NEXT = re.compile(r"(?:实施|推进|建设|行动|改造|培育|开展|招聘|制定|重点|工作|组织|安排){1,2}(?:方案|意见|细则|计划|办法|要点|清单|情况|任务|工作的|措施)")
# the clause is a name and not a sentence: 2023年重点任务清单, 2022年度检查计划
_NAME_END = re.compile(
    r"(?:要点|工作安排|清单|方案|计划|规划|指南|名单|目录|通知|台账|若干措施|政策措施|实施意见|报告|通报|案例|任务分工|分工表|重点任务|预算|情况|公告|通告|决算)"
    r"(?:（[^）]{0,12}）)?$"
)
# the year belongs to the object of the verb: 公开2023年新增项目, 对2023年新开工项目
_OBJECT_BEFORE = re.compile(
    r"(?:对|将|把|为|等|和|及|落实|做好|抓好|完成|公布|公开|印发|制定|编制|关于|启动|开展|组织|下达|上报|报送|总结|办理|推进|纳入|列入|更新|发布|的|免除|兑现|清偿)$"
)
# 当年新建的项目: the year of each case
_OF_EACH_CASE = ("当年", "次年", "同年", "翌年")
_CLAUSE_END = re.compile(rf"[{re.escape(BOUNDARIES)}]|$")
_LOOK_AHEAD = 40
_RECENT = timedelta(days=183)

# 每人每年, 每户每月: a rate, no rhythm of work
_PER_HEAD = re.compile(r"(?:每(?:个|家|名|户)?(?:人|户|家|个|名|企业|项目|单位|标箱|标准箱|平方米|千瓦时)|[人户辆台吨亩头名/])$")
_AMOUNT_NEXT = re.compile(
    r"(?:，)?(?:的|均)?(?:可|应|按|给予|享受|发放|补助|补贴|奖励|资助|扶持|支持|累计|最高|最多|不超过|不少于|不低于|不高于|递增|增长|增加|减少|下降|提高|至多|约|合计|共|额度|金额|总额|一次性)"
    r"{1,5}(?:[0-9]|[一二三四五六七八九十百]+(?:万|元|分之))"
)
# How often something is to be done (每月不少于2次) is a limit, whatever measures it.
_OCCASIONS = re.compile(r"(?:不少于|不低于|至少|开展|组织)?[0-9一二两三四五六七八九十]{1,3}(?:次|场|轮)(?!以内)")
_DUTY_NEXT = re.compile(r"(?:至少|不少于[0-9一二两三四五六]+[次个家]|要|应|须|开展|组织|参加|联系|走访|撰写)")
_AMOUNT_DIRECT = re.compile(r"[0-9.]+(?:万|亿|千|百)?(?:元|美元|%|吨|度|平方米|小时)|实际|平均|人均|的")
# 有效期至2026年12月31日 is the force of a document or licence (see ``validity``)
_IN_FORCE_UNTIL = re.compile(r"有效期限?[为是至：:]*$")


def masked(text: str) -> list[tuple[int, int]]:
    """The ranges of a text that are names: titles in 《》 and 〈〉, the years of document numbers, bracketed spans of years.

    A title mark that is not closed within some lines hides nothing.

    >>> masked("按《2023年要点》〔2020〕3号")
    [(1, 10), (10, 16)]
    """
    ranges = [match.span() for match in _NUMBER_YEAR.finditer(text)] if any(c in text for c in "〔[（﹝【") else []
    ranges += [match.span() for match in _NAME_SPAN.finditer(text)] if "（" in text else []
    ranges += _titles(text)
    return sorted(ranges)


def _titles(text: str) -> Iterator[tuple[int, int]]:
    depth, start = 0, 0
    for match in _TITLE_MARKS.finditer(text):
        if depth and match.start() - start > _LONGEST_TITLE:
            depth = 0
        if match.group() in "《〈":
            if depth == 0:
                start = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, match.end()


def is_limit(piece: Piece, text: str, *, context: TimeContext, in_force: int | None) -> bool:
    """Whether a piece of running text is a time limit, decided by the words around it.

    A bare year, quarter or half (and a five-year plan) is one where the action is said of it: after 到, 力争, 在 and
    their like; before a comma; at the head of a clause that is no name; or right before a word of action. An explicit
    date that was over when the notice was issued is a reference, not a limit.
    """
    node = piece.node
    before, after = text[max(0, piece.start - 6) : piece.start], text[piece.end : piece.end + _LOOK_AHEAD]
    if isinstance(node, Recurrence):
        return not is_rate(before, after)
    if isinstance(node, Bound) and (node.sense == "since" or (node.sense == "at" and _is_mark(node, text, piece))):
        return False
    if _IN_FORCE_UNTIL.search(before):
        return False
    if _is_over(node, context, in_force) or _COMPARED_BEFORE.search(before) or _COMPARED_AFTER.match(after):
        return False
    if isinstance(node, Bound) and node.moment.edge == "within" and _OBJECT_BEFORE.search(before):
        return False
    if isinstance(node, Bound) and node.sense == "at" and _may_be_attribute(node):
        return said_of_action(before, after, word=text[piece.start : piece.end])
    if isinstance(node, Span) and node.sense == "at" and node.last is not None and node.last.is_bare_year:
        return said_of_action(before, after, word=text[piece.start : piece.end])
    return True


def _is_mark(node: Bound, text: str, piece: Piece) -> bool:
    """Whether a date is a mark on a document: in figures (2023-05-06), alone in its brackets with its year, or that of its 印发."""
    words = text[piece.start : piece.end]
    if node.moment.year is not None and node.moment.month is not None and "月" not in words:
        return True
    if node.moment.names_year and node.moment.day is not None and text.startswith(("印发", "发布", "公布", "通过"), piece.end):
        return True
    if node.moment.day is not None and (text.startswith(("电", "（此件"), piece.end) or _MARK_LABEL.search(text, max(0, piece.start - 12), piece.start)):
        return True
    if words == "一月" and text.startswith("一", piece.end):  # 一月一调度
        return True
    bracketed = text[piece.start - 1 : piece.start] == "（" and text[piece.end : piece.end + 1] == "）"
    return bracketed and node.moment.year is not None and node.moment.month is not None


def _may_be_attribute(node: Bound) -> bool:
    moment = node.moment
    if moment.is_bare_year or moment.whole_year or moment.plan is not None:
        return True
    if moment.edge == "within" and moment.part is None:
        return False
    if (moment.month_shift is not None or moment.quarter_shift is not None) and moment.day is None and moment.edge is None:
        return True
    if moment.month is None and moment.part is not None:
        return moment.edge is None
    return moment.month is None and moment.month_shift is None and moment.quarter_shift is None and not moment.names_year


def said_of_action(before: str, after: str, *, word: str = "年") -> bool:
    """Whether a bare period is said of the action and not an attribute of a noun.

    >>> [said_of_action(b, a) for b, a in (("。", "，启动改造。"), ("力争", "全市达标。"), ("完成", "科技计划项目申报。"), ("附件：", "重点任务清单"))]
    [True, True, False, False]
    """
    if after[:1] in ("，", ",") and before[-1:] != "的":
        return not after.startswith("是", 1)
    if after[:1] in tuple("的是版第和及与”》）、·"):
        return False
    if word.startswith(_OF_EACH_CASE) or _NAME_NEXT.match(after) or (word.endswith("度") and not _ACTION_NEXT.match(after)):
        return False
    if _MONTHS_NEXT.match(after):
        return True
    acted = _ACTION_NEXT.match(after)
    if acted is not None and after.startswith("的", acted.end()):
        return False
    clause = after[: _CLAUSE_END.search(after).start()]  # type: ignore[union-attr]  # matches at the end at the latest
    if _LEADING.search(before):
        return bool(clause) or bool(_LIMIT_LEADING.search(before))
    if not before or before[-1] in BOUNDARIES + "“\n*#":
        return bool(clause) and not _NAME_END.search(clause)
    return acted is not None and not _OBJECT_BEFORE.search(before)


def is_rate(before: str, after: str) -> bool:
    """Whether 每年, 每月 measures an amount: 每人每年600元, 每年最高奖励50万元.

    >>> [is_rate(b, a) for b, a in (("每人", "600元"), ("，", "最高奖励50万元"), ("，", "开展一次检查"), ("", "不超过20万元"), ("，", "不少于2次"))]
    [True, True, False, True, False]
    """
    if _OCCASIONS.match(after):
        return False
    if _AMOUNT_NEXT.match(after) or _AMOUNT_DIRECT.match(after):
        return True
    return bool(_PER_HEAD.search(before)) and not _DUTY_NEXT.match(after)


def _is_recent_day(node: Node, context: TimeContext, in_force: int | None, issued: date) -> bool:
    """Whether a single day without a year lies in the months before the issue: what happened (4月18日，…发生火灾)."""
    if not isinstance(node, Bound) or node.sense != "at" or node.moment.day is None:
        return False
    days = stretch(node.moment, year_of(node.moment, context, in_force), issued_on=issued)
    return days is not None and timedelta(0) <= issued - days.end < _RECENT


def _is_over(node: Node, context: TimeContext, in_force: int | None) -> bool:
    """Whether an explicit date was over when the notice was issued.

    A year, or a month of an earlier year; a single day, on the day of the issue too (a signature's date). A month of
    the same year stays a limit, as in a worklist that says what is done already.
    """
    issued: date | None = context.issued_on
    if issued is None or isinstance(node, Recurrence):
        return False
    moment = node.last if isinstance(node, Span) else node.moment
    if moment is None:
        return False
    if moment.shift is not None and moment.shift < 0:
        return True
    if not moment.names_year:
        return _is_recent_day(node, context, in_force, issued)
    if isinstance(node, Bound) and node.sense in ("from", "after"):
        days = stretch(moment, year_of(moment, context, in_force))
        return days is not None and days.start.year < issued.year - 1
    days = stretch(moment, year_of(moment, context, in_force))
    if days is None:
        return False
    if days.precision == "day" and isinstance(node, Bound) and node.sense == "at":
        return days.end <= issued or (context.printed_on is not None and days.end <= context.printed_on)
    return days.end.year < issued.year
