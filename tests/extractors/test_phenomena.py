"""What is hard in a worklist notice, one numbered case each, on an invented notice: from bytes to the record.

The cases follow the list of phenomena that the first real notice taught; places, people, works and numbers are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytest

from extractors.extract import Extractor
from extractors.records import NoticeRecord, Task
from pipeline.readers import read

NBSP = "\u00a0"
HEAD = (
    "序号",
    "板  块",
    "政策依据",
    "工作任务",
    "进度安排",
    "完成时限",
    "分管\n领导",
    "市级责任单位\n（列第一位的为牵头单位）",
    "度假区\n分管领导",
    "度假区\n承办单位",
)
BODY = (
    "一、总体要求",
    "把云峰湖建成山水康养目的地。",
    "二、重点任务",
    "（一）完善规划体系。编制云峰湖总体规划，并力争纳入省级风景区名录。",
    "（二）补齐交通短板。实施环湖公路改造。",
    "三、保障措施",
    "（一）强化调度。度假区管委会每季度汇总进展。",
)
Row = tuple[str, ...]


def flat(rows: Sequence[Row]) -> str:
    """A table flattened as a word processor does: a cell a line behind a TAB, an empty line behind each row."""
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def notice(*rows: Row, body: Sequence[str] = BODY, head: Row = HEAD, opening: str = "", after: Sequence[str] = ()) -> bytes:
    """A covering notice, the plan that it issues, and a worklist of these rows in its attachment."""
    lines = [
        "宁澜市人民政府",
        "关于印发《宁澜市推进云峰湖康养旅游发展工作方案》的通知",
        "宁府发〔2022〕9号",
        "各县（区）人民政府，市直有关部门：",
        opening + "《宁澜市推进云峰湖康养旅游发展工作方案》已经市政府同意，现印发给你们，请认真组织实施。",
        "宁澜市人民政府",
        "2022年9月16日",
        "宁澜市推进云峰湖康养旅游发展工作方案",
        *body,
        "附件：宁澜市推进云峰湖康养旅游发展工作清单",
        "附件",
        "宁澜市推进云峰湖康养旅游发展工作清单",
    ]
    return ("\n\n".join(lines) + "\n\n" + flat([head, *rows]) + "\n" + "\n".join(after)).encode()


def row(
    section: str = "",
    name: str = "",
    policy: str = "",
    work: str = "",
    steps: str = "",
    due: str = "",
    chief: str = "",
    units: str = "",
    zone_chief: str = "",
    zone: str = "",
) -> Row:
    return (section, name, policy, work, steps, due, chief, units, zone_chief, zone)


FIRST = row(
    "一",
    "完善规划体系",
    "（1）支持云峰湖纳入省级风景区名录。",
    "①编制总体规划。",
    "10月，完成初稿。",
    "2022年11月",
    "陆明远",
    "度假区管委会\n市林业局",
    "何 　苗",
    "规建局\n文旅局",
)


@lru_cache(maxsize=128)
def record(data: bytes) -> NoticeRecord:
    return Extractor()(read(data, name="notice.txt"))


def tasks(found: NoticeRecord) -> list[Task]:
    return [task for task in found.tasks if task.origin == "table"]


def last(found: NoticeRecord) -> Task:
    return tasks(found)[-1]


def section(task: Task) -> str | None:
    return task.section.label if task.section else None


def mentions(task: Task) -> list[str]:
    return [assignment.mention for assignment in task.assignments]


def officials(task: Task) -> list[str]:
    return [official.name for official in task.officials]


def ends(task: Task) -> list[tuple[str | None, bool]]:
    return [(deadline.end, deadline.ongoing) for deadline in task.deadlines]


def steps(task: Task) -> list[tuple[str | None, str | None, str | None]]:
    """Kind, start and end of each step, in order."""
    return [(s.deadline.kind, s.deadline.start, s.deadline.end) if s.deadline else (None, None, None) for s in task.milestones]


def timeline(text: str, *, due: str = "2022年12月") -> bytes:
    return notice(row("一", "完善规划体系", "", "①编制规划。", text, due, "陆明远", "市林业局", "何苗", "规建局"))


def of_steps(found: NoticeRecord) -> Any:
    return steps(last(found))


def units(text: str, *, zone: str = "规建局", rest: Sequence[str] = BODY) -> bytes:
    return notice(row("一", "完善规划体系", "", "①编制规划。", "", "2022年11月", "陆明远", text, "何苗", zone), body=rest)


def unit_names(found: NoticeRecord) -> dict[str, str | None]:
    return {mention: unit.name for unit in found.units for mention in unit.mentions}


def level(found: NoticeRecord, mention: str) -> str | None:
    return next(unit.level for unit in found.units if mention in unit.mentions)


def same_unit(found: NoticeRecord, *forms: str) -> bool:
    return len({unit.id for unit in found.units for form in forms if form in unit.mentions}) == 1


def citation(found: NoticeRecord, words: str) -> tuple[str | None, str | None, str]:
    one = next(c for c in found.citations if words in (c.title or "") + (c.number or ""))
    return one.title, one.number, one.relation


@dataclass(frozen=True)
class Case:
    number: int
    hard: str
    data: bytes
    look: Callable[[NoticeRecord], Any]
    expected: Any
    why: str


CASES = [
    Case(
        1,
        "an empty string is covered by the merge above it, column by column",
        notice(FIRST, row(work="②划定保护范围。", due="2022年12月", units="市水务局")),
        lambda r: (mentions(last(r)), ends(last(r)), officials(last(r)), last(r).supports[0].no, section(last(r))),
        (["市水务局", "规建局", "文旅局"], [("2022-12-31", False)], ["陆明远", "何苗"], 1, "一"),
        "each column looks up by itself: own units and limit, inherited officials, policy and section",
    ),
    Case(
        2,
        "a merge runs over a section line",
        notice(FIRST, row("二", "补齐交通短板", "（2）支持环湖公路改造。", "①改造环湖公路。", "", "2023年", "", "市交通运输局", "", "")),
        lambda r: (section(last(r)), officials(last(r)), [a.inherited for a in last(r).assignments]),
        ("二", ["陆明远", "何苗"], [False, True, True]),
        "a new number ends no merge in other columns",
    ),
    Case(
        3,
        "a cell of a no-break space is printed and blank",
        notice(FIRST, row("二", "补齐交通短板", "", "①改造环湖公路。", "", "2023年", NBSP, "市交通运输局", "何苗", "规建局")),
        lambda r: (officials(last(r)), [p.code for p in r.problems if p.code == "worklist.blank_inherited"]),
        (["陆明远", "何苗"], ["worklist.blank_inherited"]),
        "read as 同上, and said to be in doubt",
    ),
    Case(
        4,
        "a further row under one piece of work, with its own leader and lead",
        notice(
            FIRST,
            row(
                steps="12月，由市文广旅局牵头报省级评审。", due="2022年12月", chief="沈　砚", units="市文广旅局", zone_chief="何苗\n孟子安"
            ),
        ),
        lambda r: (
            last(r).continues == tasks(r)[0].id,
            last(r).title,
            [(a.mention, a.role, a.inherited) for a in last(r).assignments],
            officials(last(r)),
        ),
        (
            True,
            "编制总体规划。",
            [("市文广旅局", "lead", False), ("规建局", "responsible", True), ("文旅局", "responsible", True)],
            ["沈砚", "何苗", "孟子安"],
        ),
        "what the row prints is its own, the empty last cell is inherited",
    ),
    Case(
        5,
        "a further row with its own limit",
        notice(FIRST, row(steps="常态化对接省林业局。", due="长期", units="市林业局\n度假区管委会")),
        lambda r: (
            last(r).continues is not None,
            ends(last(r)),
            [(a.mention, a.role) for a in last(r).assignments][:2],
            officials(last(r)),
        ),
        (True, [(None, True)], [("市林业局", "lead"), ("度假区管委会", "responsible")], ["陆明远", "何苗"]),
        "limit and lead are its own, officials inherited",
    ),
    Case(
        6,
        "a policy without a task of its own",
        notice(FIRST, row(policy="（2）研究提高生态补偿标准。")),
        lambda r: (len(tasks(r)), [s.no for s in tasks(r)[0].supports]),
        (1, [1, 2]),
        "the row names no work: its policy joins the work above",
    ),
    Case(
        7,
        "a task without a number in a section of its own",
        notice(
            FIRST,
            row(
                "二",
                "强化调度",
                "（2）建立厅市会商机制。",
                "每半年向省文化和旅游厅报告一次。",
                "",
                "长期",
                "陆明远",
                "市文广旅局",
                "何苗",
                "文旅局",
            ),
        ),
        lambda r: (section(last(r)), last(r).continues, last(r).title),
        ("二", None, "每半年向省文化和旅游厅报告一次。"),
        "a filled work cell begins a task",
    ),
    Case(
        8,
        "policies are numbered through, works from ① in each section",
        notice(
            FIRST,
            row(
                "二", "补齐交通短板", "（2）支持环湖公路改造。", "①改造环湖公路。", "", "2023年", "陆明远", "市交通运输局", "何苗", "规建局"
            ),
        ),
        lambda r: ([t.id for t in tasks(r)], [t.supports[0].no for t in tasks(r)]),
        (["attachment:1/t1/1.①", "attachment:1/t1/2.①"], [1, 2]),
        "an id is section and number, so that ① is never ①",
    ),
    Case(
        9,
        "the table counts 一, 二 what the plan counts 二/（一）, 二/（二）",
        notice(FIRST, row("二", "补齐交通短板", "", "①改造环湖公路。", "", "2023年", "陆明远", "市交通运输局", "何苗", "规建局")),
        lambda r: [t.clause for t in tasks(r)],
        ["二/（一）", "二/（二）"],
        "the section is found by its words, not by its number",
    ),
    Case(
        10,
        "a unit wrapped over two lines",
        units("国家金融监督管理总局宁澜\n监管分局\n市林业局"),
        lambda r: mentions(last(r))[:2],
        ["国家金融监督管理总局宁澜监管分局", "市林业局"],
        "the first line is no whole name, its second begins none",
    ),
    Case(
        11,
        "units glued together",
        units("市水务局度假区管委会\n市气象局"),
        lambda r: mentions(last(r))[:3],
        ["市水务局", "度假区管委会", "市气象局"],
        "a whole name, and the head of another",
    ),
    Case(
        12,
        "a limit wrapped over two lines",
        timeline("", due="2022年10月底完成并持续\n推进"),
        lambda r: (ends(last(r)), last(r).deadlines[0].text),
        ([("2022-10-31", True)], "2022年10月底完成并持续推进"),
        "lines of a cell are one",
    ),
    Case(
        13,
        "a post instead of a name, wrapped",
        notice(row("一", "完善规划体系", "", "①编制规划。", "", "长期", "分管\n副市长", "市林业局", "", "规建局")),
        lambda r: officials(last(r)),
        ["分管副市长"],
        "one value, not two names",
    ),
    Case(
        14,
        "padded names",
        notice(row("一", "完善规划体系", "", "①编制规划。", "", "长期", f"白 {NBSP}桦\n罗　庚", "市林业局", "何 苗", "规建局")),
        lambda r: officials(last(r)),
        ["白桦", "罗庚", "何苗"],
        "a single character is no name",
    ),
    Case(
        15,
        "a blank first line before the lead",
        units(f"{NBSP}\n市水务局\n市林业局"),
        lambda r: next((a.mention, a.role) for a in last(r).assignments),
        ("市水务局", "lead"),
        "the first unit, not the first line",
    ),
    Case(
        16,
        "blank last lines",
        notice(row("一", "完善规划体系", "", "①编制规划。", "", "长期", "陆明远\n　", f"市林业局\n{NBSP}", "何苗", f"规建局\n{NBSP}")),
        lambda r: (mentions(last(r)), officials(last(r))),
        (["市林业局", "规建局"], ["陆明远", "何苗"]),
        "no empty units or officials",
    ),
    Case(
        17,
        "a space before a date",
        timeline("", due=f"{NBSP}2023年3月"),
        lambda r: ends(last(r)),
        [("2023-03-31", False)],
        "blanks say nothing",
    ),
    Case(
        18,
        "an empty limit",
        notice(FIRST, row(work="②勘定界线。", units="市水务局")),
        lambda r: (last(r).continues, ends(last(r))),
        (None, [("2022-11-30", False)]),
        "inherited from the merged cell above",
    ),
    Case(
        19,
        "empty units with a lead",
        notice(FIRST, row(work="②勘定界线。", due="2023年")),
        lambda r: [(a.mention, a.role, a.inherited) for a in last(r).assignments][:2],
        [("度假区管委会", "lead", True), ("市林业局", "responsible", True)],
        "the first of the inherited list still leads",
    ),
    Case(
        20,
        "governments, zones, party organs, branches and companies in one column",
        units("度假区管委会\n云岭县人民政府\n农发行宁澜市分行\n国网宁澜供电公司\n市委宣传部\n市河长办"),
        lambda r: (mentions(last(r))[:6], [level(r, m) for m in ("云岭县人民政府", "国网宁澜供电公司", "市委宣传部")]),
        (["度假区管委会", "云岭县人民政府", "农发行宁澜市分行", "国网宁澜供电公司", "市委宣传部", "市河长办"], ["county", "other", "city"]),
        "the column says what they do, their names what they are",
    ),
    Case(
        21,
        "brackets inside a name",
        units("市林业局", zone="云峰（南岸）供水中心"),
        lambda r: mentions(last(r))[-1],
        "云峰（南岸）供水中心",
        "the name is whole with its brackets",
    ),
    Case(
        22,
        "a doubled 市",
        units("市市政园林局\n市林业局"),
        lambda r: mentions(last(r))[:2],
        ["市市政园林局", "市林业局"],
        "the city's bureau of 市政园林",
    ),
    Case(
        23,
        "short forms of one bureau, and its namesake of the province",
        units("市文化广电旅游局\n市文广旅局", rest=(*BODY, "四、附则", "由市文广旅局向省文化和旅游厅报告。")),
        lambda r: (same_unit(r, "市文化广电旅游局", "市文广旅局"), unit_names(r).get("省文化和旅游厅") != unit_names(r)["市文广旅局"]),
        (True, True),
        "forms of one name are one; another level is another body",
    ),
    Case(
        24,
        "look-alikes of the zone",
        units("市水务局\n市财政局", zone="水务分局\n财金局"),
        lambda r: (same_unit(r, "市水务局", "水务分局"), same_unit(r, "市财政局", "财金局")),
        (False, False),
        "never merged with the city's",
    ),
    Case(
        25,
        "a short form that the text resolves",
        units(
            "市林业局",
            zone="浙江省湖泊水质监测评估中心\n水质中心",
            rest=(*BODY, "依托浙江省湖泊水质监测评估中心（以下简称“水质中心”）开展监测。"),
        ),
        lambda r: same_unit(r, "浙江省湖泊水质监测评估中心", "水质中心"),
        True,
        "以下简称 makes it one unit",
    ),
    Case(
        26,
        "a bare month",
        timeline("8月，完成选址。\n11月，完成审批。"),
        of_steps,
        [("during", "2022-08-01", "2022-08-31"), ("during", "2022-11-01", "2022-11-30")],
        "the year of issue",
    ),
    Case(
        27,
        "a year that is no time",
        timeline("按照浙水发〔2019〕7号文件要求，10月，完成整改。\n用好2021年结余资金，11月，完成采购。"),
        of_steps,
        [("during", "2022-10-01", "2022-10-31"), ("during", "2022-11-01", "2022-11-30")],
        "the year of a number or of money is not in force",
    ),
    Case(
        28,
        "a year in a title or an event",
        timeline("印发《2024年客源市场拓展计划》。\n10月，举办云峰湖越野赛2021分站赛。"),
        of_steps,
        [(None, None, None), ("during", "2022-10-01", "2022-10-31")],
        "names date nothing",
    ),
    Case(
        29,
        "a month before later years",
        timeline("11月，完成勘察。\n2024年3月，开工。"),
        of_steps,
        [("during", "2022-11-01", "2022-11-30"), ("during", "2024-03-01", "2024-03-31")],
        "the later year does not reach back",
    ),
    Case(
        30,
        "years in the middle of a sentence",
        timeline("2022年接待游客80万人次以上，2023年接待95万人次以上，到2024年突破120万人次。\n2022年，启动创建，力争2024年通过验收。"),
        of_steps,
        [
            ("during", "2022-01-01", "2022-12-31"),
            ("during", "2023-01-01", "2023-12-31"),
            ("by", None, "2024-12-31"),
            ("during", "2022-01-01", "2022-12-31"),
            ("during", "2024-01-01", "2024-12-31"),
        ],
        "each year begins a step",
    ),
    Case(
        31,
        "two times in one paragraph",
        timeline("每月调度一次。11月，力争挂牌。"),
        lambda r: [(m.text, m.deadline.kind if m.deadline else None) for m in last(r).milestones],
        [("每月调度一次。", "recurring"), ("11月，力争挂牌。", "during")],
        "two steps",
    ),
    Case(
        32,
        "lists and ranges of months and years",
        timeline("3、4月，开展摸底。\n5—8月，编制文本。\n2023—2024年，分批实施。"),
        of_steps,
        [("during", "2022-03-01", "2022-04-30"), ("during", "2022-05-01", "2022-08-31"), ("during", "2023-01-01", "2024-12-31")],
        "first to last",
    ),
    Case(
        33,
        "half a year",
        timeline("2024年上半年，完成主体。", due="2024年"),
        lambda r: (steps(last(r))[0][2], ends(last(r))),
        ("2024-06-30", [("2024-12-31", False)]),
        "the step ends in June, the task in December",
    ),
    Case(34, "an open end", timeline("2023年起，逐年扩大范围。"), of_steps, [("from", "2023-01-01", None)], "起 has no end"),
    Case(
        35,
        "a limit in the second sentence",
        timeline("建立项目储备库。力争11月底前再入库一批。", due="长期"),
        lambda r: (steps(last(r)), ends(last(r))),
        ([(None, None, None), ("by", None, "2022-11-30")], [(None, True)]),
        "the step has a date, the task none",
    ),
    Case(
        36,
        "what recurs and what only sounds so",
        timeline("每月会商。\n每年开展评估。\n每季度通报。\n定期走访。\n常态化开展巡湖。"),
        lambda r: [(m.deadline.kind, m.deadline.recurrence) if m.deadline else None for m in last(r).milestones],
        [("recurring", "FREQ=MONTHLY"), ("recurring", "FREQ=YEARLY"), ("recurring", "FREQ=MONTHLY;INTERVAL=3"), None, ("ongoing", None)],
        "定期 is no time; 常态化 at the head is ongoing",
    ),
    Case(
        37,
        "conditions",
        timeline("待监测中心设备安装到位后，开展检测。\n待省级资金下达后，立即启动采购。"),
        lambda r: [(bool(m.trigger), m.deadline.end if m.deadline else None) for m in last(r).milestones],
        [(True, None), (True, None)],
        "an event without a date is a trigger",
    ),
    Case(
        38,
        "enumerators inside a cell",
        timeline("一是建立台账。二是逐条销号。\n1.完善标识。\n2.增设护栏。"),
        lambda r: [(m.text, m.deadline) for m in last(r).milestones],
        [("一是建立台账。", None), ("二是逐条销号。", None), ("1.完善标识。", None), ("2.增设护栏。", None)],
        "a step each; 1. is no date",
    ),
    Case(
        39,
        "four wordings with 长期",
        notice(
            *(
                row(
                    "一" if not i else "",
                    "完善规划体系" if not i else "",
                    "",
                    f"{mark}事项{mark}。",
                    "",
                    due,
                    "陆明远",
                    "市林业局",
                    "何苗",
                    "规建局",
                )
                for i, (mark, due) in enumerate(
                    zip("①②③④", ("2022年10月并长期坚持", "2022年10月完成并长期坚持", "2022年10月底完成并长期坚持", "长期"), strict=True)
                )
            )
        ),
        lambda r: [ends(t) for t in tasks(r)],
        [[("2022-10-31", True)]] * 3 + [[(None, True)]],
        "by and ongoing, or ongoing alone",
    ),
    Case(
        40,
        "a limit before the notice",
        timeline("", due="2022年6月并长期坚持"),
        lambda r: ends(last(r)),
        [("2022-06-30", True)],
        "kept as printed",
    ),
    Case(
        41,
        "done, in four ways",
        timeline(
            "7月，完成确权。（已完成）\n8月，已列入省级储备库。\n7月，公园命名工作已完成（省级）。\n8月，完成签约（8月19日在湖州签约）。"
        ),
        lambda r: [(m.status, m.deadline.end if m.deadline else None) for m in last(r).milestones],
        [("done", "2022-07-31"), ("done", "2022-08-31"), ("done", "2022-07-31"), ("done", "2022-08-31")],
        "a mark, 已…, 工作已完成, a bracket of what happened",
    ),
    Case(
        42,
        "done in the future",
        timeline("11月，完成选派。（已完成）"),
        lambda r: (last(r).milestones[0].status, [p.code for p in r.problems if p.code.startswith("milestone")]),
        ("done", ["milestone.done_in_future"]),
        "as printed, and said to be in doubt",
    ),
    Case(
        43,
        "past and not marked",
        timeline("5月，完成踏勘。"),
        lambda r: [m.status for m in last(r).milestones],
        ["planned"],
        "what is not said to be done is planned",
    ),
    Case(
        44,
        "the limit before the last step",
        timeline("10月，通过评审并启用。", due="2022年8月"),
        lambda r: (ends(last(r)), steps(last(r))[0][2]),
        ([("2022-08-31", False)], "2022-10-31"),
        "both are kept",
    ),
    Case(
        45,
        "notice, plan and list in one file",
        notice(FIRST),
        lambda r: (
            r.notice.number,
            r.notice.issued_on,
            r.notice.issuers,
            r.notice.issued_text,
            len(r.notice.attachments),
            {t.part for t in tasks(r)},
        ),
        ("宁府发〔2022〕9号", "2022-09-16", ["宁澜市人民政府"], "宁澜市推进云峰湖康养旅游发展工作方案", 1, {"attachment:1"}),
        "each part is what it is",
    ),
    Case(
        46,
        "a title on two lines",
        notice(FIRST),
        lambda r: (r.notice.title, r.notice.attachments[0].title),
        ("宁澜市人民政府关于印发《宁澜市推进云峰湖康养旅游发展工作方案》的通知", "宁澜市推进云峰湖康养旅游发展工作清单"),
        "issuer and 关于…的通知 are one title",
    ),
    Case(
        47,
        "a title inside a title",
        notice(FIRST, opening="《落实〈岚江省支持湖区康养发展若干措施〉任务分工》另行公布。"),
        lambda r: [c.title for c in r.citations if "岚江省支持湖区" in (c.title or "")],
        ["落实〈岚江省支持湖区康养发展若干措施〉任务分工", "岚江省支持湖区康养发展若干措施"],
        "the outer document, and the one that it names",
    ),
    Case(
        48,
        "cited by number only",
        notice(
            row(
                "一",
                "完善规划体系",
                "",
                "①编制规划。",
                "对照岚政办〔2020〕17号文件第六条自查。",
                "长期",
                "陆明远",
                "市林业局",
                "何苗",
                "规建局",
            )
        ),
        lambda r: next((c.title, c.number, c.locator) for c in r.citations if c.number and "17号" in c.number),
        (None, "岚政办〔2020〕17号", "第六条"),
        "a number names a document, 第六条 a place in it",
    ),
    Case(
        49,
        "a title with a stray space",
        notice(
            row("一", "完善规划体系", "", "①编制规划。", "落实《湖区民宿 管理办法》。", "长期", "陆明远", "市林业局", "何苗", "规建局"),
            opening="根据《湖区民宿管理办法》，",
        ),
        lambda r: len([c for c in r.citations if "民宿" in (c.title or "")]),
        1,
        "the same document",
    ),
    Case(
        50,
        "a document still to be written",
        timeline("10月，印发《2023年云峰湖客源市场拓展计划》。"),
        lambda r: citation(r, "客源市场拓展计划")[2],
        "plans",
        "a product, no authority",
    ),
    Case(
        51,
        "slips of the pen",
        notice(row("一", "完善规划体系", "", "①布署栈道巡查。", "10月，布署清淤。", "长期", "陆明远", "市林业局", "何苗", "规建局")),
        lambda r: (last(r).title, last(r).milestones[0].text),
        ("布署栈道巡查。", "10月，布署清淤。"),
        "kept as printed",
    ),
    Case(
        52,
        "plan and list differ",
        notice(row("一", "完善规划体系", "", "①编制总体规划，并纳入省级风景区名录。", "", "长期", "陆明远", "市林业局", "何苗", "规建局")),
        lambda r: (last(r).title, next(c.text for c in r.clauses if c.path == "二/（一）")),
        ("编制总体规划，并纳入省级风景区名录。", "编制云峰湖总体规划，并力争纳入省级风景区名录。"),
        "neither is written over the other",
    ),
    Case(
        53,
        "titles with and without a stop",
        notice(FIRST, row(work="②勘定界线", units="市水务局")),
        lambda r: [t.title for t in tasks(r)],
        ["编制总体规划。", "勘定界线"],
        "as printed",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number:02}-{case.hard}")
def test_phenomenon(case: Case) -> None:
    assert case.look(record(case.data)) == case.expected, case.why


def test_every_phenomenon_has_its_case() -> None:
    assert [case.number for case in CASES] == list(range(1, 54))
