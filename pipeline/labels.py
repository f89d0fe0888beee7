"""The Chinese words for the values of a record, as people read them in graphs and tables."""

from __future__ import annotations

import re
from datetime import date

from extractors.records import Deadline, DeadlineKind, Evidence, Level, Relation, Role

ROLES: dict[Role, str] = {"lead": "牵头", "support": "配合", "supervise": "督导", "responsible": "责任"}
RELATIONS: dict[Relation, str] = {
    "issues": "印发",
    "forwards": "转发",
    "implements": "贯彻落实",
    "amends": "修改",
    "repeals": "废止",
    "extends": "延期",
    "plans": "拟制定",
    "cites": "引用",
}
DEADLINE_KINDS: dict[DeadlineKind, str] = {
    "by": "截至",
    "during": "期间",
    "from": "起始",
    "recurring": "周期",
    "ongoing": "长期",
    "immediate": "立即",
    "event": "待条件",
}
LEVELS: dict[Level, str] = {"national": "国家", "province": "省级", "city": "市级", "county": "县级", "zone": "园区", "town": "乡镇", "other": "其他"}
STATUSES = {"planned": "计划", "done": "已完成"}
PASSAGES = {"shared": "照抄", "changed": "改写", "added": "新增", "dropped": "略去"}
VALIDITIES = {"in_force": "有效", "not_yet": "尚未施行", "expired": "已到期", "repealed": "已废止", "replaced": "已被取代"}

_FREQUENCIES = {"DAILY": "日", "WEEKLY": "周", "MONTHLY": "月", "YEARLY": "年"}
_PERIODS = {
    ("DAILY", "1"): "每日",
    ("WEEKLY", "1"): "每周",
    ("MONTHLY", "1"): "每月",
    ("MONTHLY", "3"): "每季度",
    ("MONTHLY", "6"): "每半年",
    ("YEARLY", "1"): "每年",
}
_WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "一二三四五六日", strict=True))
_PARTS = {"notice": "通知正文", "issued_text": "印发文本", "attachment": "附件"}
_ADDRESS = re.compile(r"^(?:p(?P<paragraph>\d+)|t(?P<table>\d+)(?:/r(?P<row>\d+)(?:/c(?P<column>\d+))?)?)$")


def shortened(text: str, *, length: int = 40) -> str:
    """A text on one line, cut to a number of characters, the last one then ``…``."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= length else line[: length - 1] + "…"


def part(name: str) -> str:
    """The name of a part.

    >>> [part(name) for name in ("notice", "issued_text", "issued_text:2", "attachment:1")]
    ['通知正文', '印发文本', '印发文本2', '附件1']
    """
    kind, _, number = name.partition(":")
    return _PARTS.get(kind, kind) + number


def recurrence(rule: str) -> str:
    """An RFC 5545 rule in words; what the words do not say stays behind them as it is.

    >>> [recurrence(rule) for rule in ("FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=MO,TH")]
    ['每月', '每季度末', '每周一、四']
    >>> [recurrence(f"FREQ=YEARLY;{rest}") for rest in ("BYMONTH=2", "BYMONTH=6,12", "BYMONTH=11;BYMONTHDAY=-1", "BYYEARDAY=5")]
    ['每年2月', '每年6、12月', '每年11月底', '每年（BYYEARDAY=5）']
    """
    fields = dict(item.split("=", 1) for item in rule.split(";") if "=" in item)
    frequency, interval = fields.pop("FREQ", ""), fields.pop("INTERVAL", "1")
    if frequency not in _FREQUENCIES:
        return rule
    words = _PERIODS.get((frequency, interval)) or f"每{interval}{'个' if frequency == 'MONTHLY' else ''}{_FREQUENCIES[frequency]}"
    if words == "每周" and "BYDAY" in fields:
        words += "、".join(_WEEKDAYS.get(name, name) for name in fields.pop("BYDAY").split(","))
    if words == "每年" and "BYMONTH" in fields:
        words += "、".join(fields.pop("BYMONTH").split(",")) + "月"
    if words.endswith(("月", "季度", "半年")) and "BYMONTHDAY" in fields:
        date_of = fields.pop("BYMONTHDAY")
        last = "底" if words.endswith("月") else "末"
        words += last if date_of == "-1" else "、".join(date_of.split(",")) + "日"
    rest = ";".join(f"{name}={value}" for name, value in fields.items())
    return f"{words}（{rest}）" if rest else words


def day(iso: str) -> str:
    """An ISO date in Chinese, as it is where it is none.

    >>> day("2027-06-30")
    '2027年6月30日'
    """
    try:
        read = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{read.year}年{read.month}月{read.day}日"


def limit(deadline: Deadline) -> str:
    """What a time limit comes to, in a few words."""
    if deadline.end is not None:
        return day(deadline.end)
    if deadline.kind == "recurring" and deadline.recurrence:
        return recurrence(deadline.recurrence)
    if deadline.kind == "from" and deadline.start:
        return f"{day(deadline.start)}起"
    return {"ongoing": "长期", "immediate": "立即", "event": "待条件达成"}.get(deadline.kind, "未定日期")


def address(block: str) -> str:
    """A block address in words.

    >>> [address(block) for block in ("p12", "t1/r3/c5")]
    ['第12段', '表1第3行第5列']
    """
    found = _ADDRESS.match(block)
    if found is None:
        return block
    if found["paragraph"]:
        return f"第{found['paragraph']}段"
    return f"表{found['table']}" + (f"第{found['row']}行" if found["row"] else "") + (f"第{found['column']}列" if found["column"] else "")


def place(evidence: Evidence) -> str:
    """Where a fact is printed: page, block, characters (counted from 0, the end not included)."""
    page = f"第{evidence.page}页 " if evidence.page is not None else ""
    return f"{page}{address(evidence.block)} [{evidence.start}–{evidence.end})"
