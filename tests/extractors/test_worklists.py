"""Worklists as they come: headings in any words and order, merges, sections, columns of a time; and tables that are none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractors.deadlines import TimeContext
from extractors.document import Paragraph, Table
from extractors.knowledge import Knowledge
from extractors.parts.model import Part
from extractors.records import Clause, Evidence, Task
from extractors.worklists.worklists import WorklistReading, read_worklists
from tests.tools.documents import document, table

KNOWLEDGE = Knowledge.load()
CONTEXT = TimeContext(issued_on=date(2024, 3, 5))
_ROLES = {"lead": "牵", "support": "配", "supervise": "督", "responsible": "责"}


def reading(*blocks: str | Paragraph | Table, clauses: tuple[Clause, ...] = (), knowledge: Knowledge = KNOWLEDGE) -> WorklistReading:
    made = document(*blocks)
    part = Part(name="attachment:1", blocks=made.blocks, start=0, end=len(made.text))
    return read_worklists(made, part, clauses=clauses, context=CONTEXT, knowledge=knowledge)


def shown(task: Task) -> str:
    """A task on one line: title〔text〕, units behind the sign of their role (^ inherited), officials, limits, steps."""
    pieces = [task.title + (f"〔{task.text}〕" if task.text else "")]
    pieces.append(" ".join(f"{_ROLES[a.role]}{'^' if a.inherited else ''}{a.mention}" for a in task.assignments))
    pieces.append(" ".join(f"人{official.name}" for official in task.officials))
    pieces.append(" ".join(f"限{limit.end or limit.kind}{'+' if limit.end and limit.ongoing else ''}" for limit in task.deadlines))
    pieces.append(" ".join(f"步{step.text}@{step.deadline.end or step.deadline.kind if step.deadline else ''}" for step in task.milestones))
    return ("…" if task.continues else "") + "|".join(piece for piece in pieces if piece)


LAYOUTS: list[tuple[str, tuple[str | Table, ...], list[str]]] = [
    # --- headings: words, order, rows ---------------------------------------------------------------------------------
    (
        "lead and support columns; / is nobody",
        (
            table(
                "序号|重点任务|主要内容|牵头部门|责任单位|完成时限",
                "1|优化审批|推行一表申请|市政务局|市司法局、市审计局|2024年6月底前",
                "2|落实减税|应享尽享|市税务局|/|长期",
            ),
        ),
        ["优化审批〔推行一表申请〕|牵市政务局 责市司法局 责市审计局|限2024-06-30", "落实减税〔应享尽享〕|牵市税务局|限ongoing"],
    ),
    ("units before the work", (table("责任单位|完成时间|工作事项", "县水务局|9月底前|疏浚青溪"),), ["疏浚青溪|责县水务局|限2024-09-30"]),
    ("spaces inside headings", (table("序 号|工 作 任 务|责 任 单 位", "1|疏浚青溪|县水务局"),), ["疏浚青溪|责县水务局"]),
    (
        "two heading rows: 责任分工 over 牵头单位 and 配合单位",
        (table("序号|重点任务|责任分工|<|完成时限", "^|^|牵头单位|配合单位|^", "1|修缮古桥|县文旅局|县住建局|6月底前"),),
        ["修缮古桥|牵县文旅局 配县住建局|限2024-06-30"],
    ),
    (
        "three heading rows",
        (table("任务|责任体系|<|<|时限", "^|单位|<|领导|^", "^|牵头单位|配合单位|责任领导|^", "修缮古桥|县文旅局|县住建局|孟子安|9月"),),
        ["修缮古桥|牵县文旅局 配县住建局|人孟子安|限2024-09-30"],
    ),
    (
        "the title of the table and 单位：万元 above the heading",
        (table("2024年重点任务分工表|<|<|<", "单位：万元|<|<|<", "序号|任务|责任单位|时限", "1|修缮古桥|县文旅局|12月底前"),),
        ["修缮古桥|责县文旅局|限2024-12-31"],
    ),
    (
        "the heading again at a page break",
        (table("序号|任务|责任单位", "1|修缮古桥|县文旅局", "序号|任务|责任单位", "2|疏浚青溪|县水务局"),),
        ["修缮古桥|责县文旅局", "疏浚青溪|责县水务局"],
    ),
    (
        "the heading says that the first one leads",
        (table("任务|责任单位（排第一位的为牵头单位）", "疏浚青溪|县水务局、县财政局"),),
        ["疏浚青溪|牵县水务局 责县财政局"],
    ),
    (
        "a remark under the table says it",
        (table("任务|责任单位", "疏浚青溪|县水务局、县财政局", "注：责任单位列第一位的为牵头单位。|<"),),
        ["疏浚青溪|牵县水务局 责县财政局"],
    ),
    (
        "a remark beside the table says it",
        (table("任务|责任单位", "疏浚青溪|县水务局、县财政局"), "备注：责任单位排在首位的为牵头单位。"),
        ["疏浚青溪|牵县水务局 责县财政局"],
    ),
    (
        "supervising and carrying out",
        (table("任务|督导单位|落实单位", "疏浚青溪|县府督查室|县水务局"),),
        ["疏浚青溪|督县府督查室 责县水务局"],
    ),
    (
        "单位 over bodies",
        (table("时间|工作内容|单位", "3月|动员部署|县教育局", "4—6月|排查隐患|各学校、县教育局"),),
        ["动员部署|责县教育局|限2024-03-31", "排查隐患|责各学校 责县教育局|限2024-06-30"],
    ),
    (
        "the year belongs to the heading of the work",
        (table("序号|2024年重点任务|责任单位", "1|疏浚青溪|县水务局"),),
        ["疏浚青溪|责县水务局"],
    ),
    # --- columns of a time --------------------------------------------------------------------------------------------
    (
        "年度目标 over years: steps by the year of the heading; — says nothing",
        (
            table(
                "序号|工作任务|年度目标|<|责任单位",
                "^|^|2024年|2025年|^",
                "1|建设绿道|建成20公里|累计建成45公里|县林业局",
                "2|补植苗木|—|补植3万株|县林业局",
            ),
        ),
        ["建设绿道|责县林业局|步建成20公里@2024-12-31 步累计建成45公里@2025-12-31", "补植苗木|责县林业局|步补植3万株@2025-12-31"],
    ),
    (
        "quarters under a year; a step with a date of its own keeps it; a tick stands for the quarter",
        (
            table(
                "项目名称|2025年推进计划|<|<|<|责任单位",
                "^|一季度|二季度|三季度|四季度|^",
                "老桥改造|完成招标|5月底前开工|主体施工|通车|县住建局",
                "新馆布展|√||√||县文旅局",
            ),
        ),
        [
            "老桥改造|责县住建局|步完成招标@2025-03-31 步5月底前开工@2025-05-31 步主体施工@2025-09-30 步通车@2025-12-31",
            "新馆布展|责县文旅局|步一季度@2025-03-31 步三季度@2025-09-30",
        ],
    ),
    (
        "months as columns",
        (table("工作任务|3月|4—5月|6月底前|责任单位", "人居整治|摸底|整治|验收|各乡镇人民政府"),),
        ["人居整治|责各乡镇人民政府|步摸底@2024-03-31 步整治@2024-05-31 步验收@2024-06-30"],
    ),
    (
        "phases without dates are steps without dates",
        (table("任务|第一阶段|第二阶段|责任单位", "人居整治|摸底|整治|县住建局"),),
        ["人居整治|责县住建局|步摸底@ 步整治@"],
    ),
    (
        "indicators with units: the indicator names the work, its measure is no body",
        (table("序号|指标名称|单位|2024年|2025年|责任单位", "1|绿化覆盖率|%|40|42|县林业局", "2|绿道长度|公里|20|45|县住建局"),),
        ["绿化覆盖率|责县林业局|步40@2024-12-31 步42@2025-12-31", "绿道长度|责县住建局|步20@2024-12-31 步45@2025-12-31"],
    ),
    (
        "a timeline that is only a time is the limit",
        (table("任务|责任单位|时间安排", "疏浚青溪|县水务局|2024年6月底前", "补植苗木|县林业局|3月整地。4月栽植。"),),
        ["疏浚青溪|责县水务局|限2024-06-30", "补植苗木|责县林业局|步3月整地。@2024-03-31 步4月栽植。@2024-04-30"],
    ),
    (
        "several limits in a cell",
        (table("任务|责任单位|完成时限", "编制规划|县林业局|6月底前形成初稿，10月底前印发"),),
        ["编制规划|责县林业局|限2024-06-30 限2024-10-31"],
    ),
    (
        "no time column: the steps that the measures name",
        (table("任务|工作措施|责任单位", "编制规划|5月底前完成初稿；广泛征求意见。|县林业局"),),
        ["编制规划〔5月底前完成初稿；广泛征求意见。〕|责县林业局|步5月底前完成初稿；@2024-05-31"],
    ),
    # --- sections and rows --------------------------------------------------------------------------------------------
    (
        "banners over the width, a total, a blank row",
        (table("序号|任务|责任单位", "一、治水|<|<", "1|疏浚青溪|县水务局", "||", "二、护林|<|<", "1|补植苗木|县林业局", "合计|2项|"),),
        ["疏浚青溪|责县水务局", "补植苗木|责县林业局"],
    ),
    (
        "merged work, a row a measure",
        (
            table(
                "序号|重点任务|具体措施|责任单位|完成时限", "1|护林|①补植|县林业局|6月", "^|^|②巡山|县公安局|9月", "2|治水|③清淤|县水务局|^"
            ),
        ),
        ["护林〔①补植〕|责县林业局|限2024-06-30", "…护林〔②巡山〕|责县公安局|限2024-09-30", "治水〔③清淤〕|责县水务局|限2024-09-30"],
    ),
    (
        "merged units speak for all their rows",
        (table("任务|责任单位", "补植|县林业局、县财政局", "巡山|^"),),
        ["补植|责县林业局 责县财政局", "巡山|责^县林业局 责^县财政局"],
    ),
    (
        "同上",
        (table("任务|责任单位|完成时限", "补植|县林业局|2024年6月底前", "巡山|同上|同上"),),
        ["补植|责县林业局|限2024-06-30", "巡山|责^县林业局|限2024-06-30"],
    ),
    (
        "a blank lead beside units of its own is nobody",
        (table("任务|牵头单位|责任单位", "补植|县林业局|县财政局", "巡山||县公安局"),),
        ["补植|牵县林业局 责县财政局", "巡山|责县公安局"],
    ),
    ("a row that has only a number", (table("序号|任务|责任单位", "1|补植|县林业局", "2||"),), ["补植|责县林业局"]),
    (
        "a class without a number merged over works",
        (table("类别|任务|责任单位", "生态|补植|县林业局", "^|巡山|县公安局", "民生|修桥|县住建局"),),
        ["补植|责县林业局", "巡山|责县公安局", "修桥|责县住建局"],
    ),
    (
        "three classes of indicators: the narrowest names the work",
        (table("一级指标|二级指标|三级指标|责任单位", "环境|水|断面达标率|县环境局", "^|^|管网漏损率|县住建局"),),
        ["断面达标率|责县环境局", "管网漏损率|责县住建局"],
    ),
    # --- tables that go on, side by side, cards -----------------------------------------------------------------------
    (
        "a table without a heading goes on behind a page break, also inside a piece of work",
        (table("序号|任务|牵头单位|时限", "1|补植|县林业局|6月"), "", table("||县财政局|9月", "2|巡山|县公安局|长期", number=2)),
        ["补植|牵县林业局|限2024-06-30", "…补植|牵县财政局|限2024-09-30", "巡山|牵县公安局|限ongoing"],
    ),
    (
        "another table of as many columns is another table",
        (table("序号|任务|牵头单位|时限", "1|补植|县林业局|6月"), table("姓名|性别|职务|电话", "孟子安|男|主任|", number=2)),
        ["补植|牵县林业局|限2024-06-30"],
    ),
    (
        "a title between them: another table",
        (table("任务|牵头单位", "补植|县林业局"), "县直单位名录", table("河长办|县水务局", number=2)),
        ["补植|牵县林业局"],
    ),
    (
        "two worklists side by side: left, then right",
        (table("序号|任务|责任单位|序号|任务|责任单位", "1|补植|县林业局|3|修桥|县住建局", "2|巡山|县公安局|4|清淤|县水务局"),),
        ["补植|责县林业局", "巡山|责县公安局", "修桥|责县住建局", "清淤|责县水务局"],
    ),
    (
        "a card: a field a row",
        (
            table(
                "任务名称|修缮古渡",
                "牵头单位|县文旅局",
                "配合单位|县住建局、县财政局",
                "完成时限|2024年10月底前",
                "主要内容|加固栈桥，清淤航道。",
            ),
        ),
        ["修缮古渡〔加固栈桥，清淤航道。〕|牵县文旅局 配县住建局 配县财政局|限2024-10-31"],
    ),
    # --- kinds of lists -----------------------------------------------------------------------------------------------
    (
        "a card of two fields a row",
        (table("项目名称|北渡大桥|编号|7", "责任单位|县交通局|包联领导|沈砚", "建设内容|新建桥梁一座|完成时限|2025年12月"),),
        ["北渡大桥〔新建桥梁一座〕|责县交通局|人沈砚|限2025-12-31"],
    ),
    (
        "policies are the work where nothing else is",
        (table("序号|政策举措|具体内容|牵头单位|配合单位|实施期限", "1|支持造林|每亩补助|县林业局|—|2024年1月1日至2024年12月31日"),),
        ["支持造林〔每亩补助〕|牵县林业局|限2024-12-31"],
    ),
    (
        "where the work comes from is no work",
        (table("任务来源|任务内容|责任单位", "县委一号文件|补植苗木|县林业局"),),
        ["补植苗木|责县林业局"],
    ),
    (
        "a cell merged over lead and support is neither",
        (table("任务|牵头单位|配合单位", "补植|县林业局|县财政局", "巡山|各成员单位|<"),),
        ["补植|牵县林业局 配县财政局", "巡山|责各成员单位"],
    ),
    (
        "a cell merged over work and measures is the work",
        (table("任务|具体内容|责任单位", "补植苗木|<|县林业局"),),
        ["补植苗木|责县林业局"],
    ),
    (
        "two tiers, each with its own columns",
        (table("任务|市级|<|县级|<", "^|牵头单位|配合单位|责任单位|责任人", "补植|市林业局|市财政局|各县林业局|沈砚"),),
        ["补植|牵市林业局 配市财政局 责各县林业局|人沈砚"],
    ),
    (
        "units first, merged over their works",
        (table("单位|任务|时限", "县林业局|补植|6月", "^|巡山|长期"),),
        ["补植|责县林业局|限2024-06-30", "巡山|责^县林业局|限ongoing"],
    ),
    (
        "headings wrapped in their cells",
        (table("序\n号|重 点\n工 作|责 任\n单 位|完 成\n时 限", "1|补植|县林业局|6月"),),
        ["补植|责县林业局|限2024-06-30"],
    ),
    (
        "roles written out under one heading",
        (table("任务|责任分工", "补植|县林业局牵头，县财政局配合；各乡镇落实"),),
        ["补植|牵县林业局 配县财政局 责各乡镇"],
    ),
    (
        "indicators that are watched and carried out",
        (table("序号|考核指标|目标值|牵头考核单位|责任单位", "1|绿化覆盖率|40%|县统计局|县林业局"),),
        ["绿化覆盖率〔40%〕|牵县统计局 责县林业局"],
    ),
    ("an empty row under the heading", (table("任务|责任单位|时限", "||"),), []),
    (
        "problems to be put right",
        (table("序号|存在问题|整改措施|整改时限|责任单位|责任人|整改情况", "1|台账不全|补建台账|立行立改|县应急局|孟子安|已完成"),),
        ["台账不全〔补建台账〕|责县应急局|人孟子安|限immediate"],
    ),
    (
        "projects",
        (
            table(
                "项目名称|建设内容及规模|总投资（万元）|建设年限|2024年工作目标|责任单位|包联领导",
                "北渡大桥|新建桥梁一座|32000|2023—2025年|完成主体|县交通局|沈砚",
            ),
        ),
        ["北渡大桥〔新建桥梁一座〕|责县交通局|人沈砚|限2025-12-31|步完成主体@2024-12-31"],
    ),
    (
        "policy items of the superior",
        (table("上级政策|工作任务|责任单位", "（1）支持建设绿道|建设绿道|县住建局"),),
        ["建设绿道|责县住建局"],
    ),
    (
        "a contact does not make it an address list",
        (table("工作任务|责任单位|责任人|联系电话", "补植|县林业局|沈砚|"),),
        ["补植|责县林业局|人沈砚"],
    ),
]

UNIT_CELLS = [
    ("县林业局（牵头）、县财政局", "牵县林业局 责县财政局", "a role in brackets"),
    ("牵头：县林业局\n配合：县财政局", "牵县林业局 配县财政局", "labels without a noun"),
    ("县林业局\n（牵头）\n县财政局（配合）", "牵县林业局 配县财政局", "on lines of their own"),
    ("牵头单位：县林业局；配合单位：县财政局、县水务局", "牵县林业局 配县财政局 配县水务局", "labels inside the cell"),
    ("★县林业局、县财政局等", "责县林业局 责县财政局", "a mark that nobody explains, and 等"),
    ("1.县林业局\n2.县财政局", "责县林业局 责县财政局", "numbers are no part of a name"),
    ("①县林业局；②县财政局", "责县林业局 责县财政局", "nor circled ones"),
    ("县林业局（沈砚）、县财政局（罗庚）", "责县林业局 责县财政局|人沈砚 人罗庚", "who answers for the unit"),
    ("县林业局（林长办）", "责县林业局（林长办）", "a body in brackets belongs to the name"),
    ("云峰（南岸）供水站", "责云峰（南岸）供水站", "so does a place"),
    ("县财政局（金融）", "责县财政局（金融）", "金 is a surname, 金融 is none's name"),
    ("各县（市、区）、市直有关部门", "责各县（市、区） 责市直有关部门", "classes"),
    ("无", "", "nobody"),
    ("——", "", "nobody"),
]

NO_WORKLISTS = [
    ("prices", table("序号|项目名称|计价单位|收费标准|执行单位", "1|停车|次|5元|县停车公司")),
    ("addresses", table("序号|单位|承办项目|联系人|办公电话", "1|县林业局|苗木|沈砚|")),
    ("prizes", table("序号|项目名称|完成单位|主要完成人|奖励等级", "1|湖泊治藻|北山大学|沈砚|一等奖")),
    ("services", table("序号|事项名称|实施主体|设定依据|承诺时限", "1|开业许可|县商务局|某条例|5个工作日")),
    ("permits", table("许可事项名称|主管部门|实施机关|设定依据", "开业许可|县商务局|县商务局|某条例")),
    ("powers", table("职权名称|职权类型|责任主体|责任事项|追责情形", "取水许可|行政许可|县水务局|受理|违法许可")),
    ("indicators without units", table("指标|单位|2024年|2025年", "绿化覆盖率|%|40|42")),
    ("groups", table("组别|组长单位|成员单位", "综合组|县府办|县财政局、县司法局")),
    ("loans", table("产品名称|额度|贷款期限|承办银行", "苗木贷|10万元|3年|县农商行")),
    ("goods", table("品名|规格|单价|责任单位", "松苗|1米|5元|县林业局")),
    ("members of a group", table("姓名|单位|职务", "沈砚|县林业局|局长")),
    ("a form to fill in", table("项目名称|", "责任单位|", "负责人|", "完成时限|")),
    ("a form of many fields", table("单位名称||法人代表|", "项目名称||申报单位|", "联系人||电话|")),
    ("properties of a page", table("标题|关于植树的通知", "发文单位|县林业局", "发布日期|2024年3月5日")),
    ("a schedule without units", table("时间|活动内容|地点", "9:00|开幕|广场")),
    ("scores", table("考核内容|分值|评分标准|得分", "植树|10|每缺一株扣1分|")),
    ("materials", table("序号|材料名称|份数|来源单位", "1|申请表|1|申请人")),
]


@pytest.mark.parametrize(("why", "blocks", "expected"), LAYOUTS, ids=[case[0] for case in LAYOUTS])
def test_layouts(why: str, blocks: tuple[str | Table, ...], expected: list[str]) -> None:
    assert [shown(task) for task in reading(*blocks).tasks] == expected, why


@pytest.mark.parametrize(("cell", "expected", "why"), UNIT_CELLS)
def test_cells_of_units(cell: str, expected: str, why: str) -> None:
    (task,) = reading(table("任务|责任单位", f"补植苗木|{cell}")).tasks
    assert shown(task).removeprefix("补植苗木").removeprefix("|") == expected, why


@pytest.mark.parametrize(("what", "found"), NO_WORKLISTS, ids=[case[0] for case in NO_WORKLISTS])
def test_other_tables_give_no_task(what: str, found: Table) -> None:
    assert reading(found).tasks == (), what


def test_a_mark_leads_where_the_table_says_so() -> None:
    found = reading(table("任务|责任单位（★为牵头单位）", "补植|县财政局、★县林业局", "巡山|★县公安局、县林业局"))
    assert [shown(task) for task in found.tasks] == ["补植|责县财政局 牵县林业局", "巡山|牵县公安局 责县林业局"]


def test_who_leads_by_type_alone_is_a_problem() -> None:
    found = reading(table("任务|责任单位（加粗的为牵头单位）", "补植|县林业局、县财政局"))
    assert [problem.code for problem in found.problems] == ["worklist.lead_in_type"]
    assert [a.role for a in found.tasks[0].assignments] == ["responsible", "responsible"]


@pytest.mark.parametrize(
    ("cell", "units", "persons"),
    [
        ("县林业局（沈砚）", ["县林业局"], ["沈砚"]),
        ("县林业局\n罗庚", ["县林业局"], ["罗庚"]),
        ("县林业局：罗庚", ["县林业局"], ["罗庚"]),
        ("罗庚（县林业局）", ["县林业局"], ["罗庚"]),
        ("县林业局 责任人：欧阳牧云", ["县林业局"], ["欧阳牧云"]),
        ("县林业局、县财政局（白 桦、罗庚）", ["县林业局", "县财政局"], ["白桦", "罗庚"]),
    ],
)
def test_persons_beside_units(cell: str, units: list[str], persons: list[str]) -> None:
    (task,) = reading(table("任务|责任单位及责任人", f"补植|{cell}")).tasks
    assert ([a.mention for a in task.assignments], [o.name for o in task.officials]) == (units, persons)


SECTIONS = [
    (table("序号|任务|责任单位", "一、治水|<|<", "1|清淤|县水务局"), ("一、", "治水"), "a banner over the width"),
    (table("序号|任务|责任单位", "一|治水|", "1|清淤|县水务局"), ("一", "治水"), "a Chinese number in a table that counts in digits"),
    (table("序号|任务|责任单位", "|（一）治水|", "1|清淤|县水务局"), ("（一）", "治水"), "a labelled line with nothing beside it"),
    (table("类别|任务|责任单位", "治水||", "|清淤|县水务局"), (None, "治水"), "alone in the first column"),
    (table("类别|任务|责任单位", "二、治水|清淤|县水务局"), ("二、", "治水"), "a section column with its number inside"),
    (
        table("序号|类别|任务|责任单位", "二|治水|清淤|县水务局", "^|^|补岸|县水务局"),
        ("二", "治水"),
        "a section column numbered by the one before",
    ),
]


@pytest.mark.parametrize(("found", "expected", "why"), SECTIONS)
def test_sections(found: Table, expected: tuple[str | None, str], why: str) -> None:
    section = reading(found).tasks[-1].section
    assert section is not None
    assert (section.label, section.heading) == expected, why


def test_a_section_carries_the_clause_whose_heading_it_repeats() -> None:
    said = Evidence(start=0, end=1, block="p1", quote="")
    clauses = tuple(
        Clause(id=path, part="issued_text", path=path, label="一", level=1, heading=heading, evidence=said)
        for path, heading in (("一", "系统治水。"), ("二", "护林"), ("三", "护林"))
    )
    found = reading(table("任务|责任单位", "一、系统治水（共1项）|<", "清淤|县水务局", "二、护林|<", "补植|县林业局"), clauses=clauses)
    assert [task.clause for task in found.tasks] == ["一", None], (
        "the count of items is no part of it; of two with the same words none is taken"
    )


def test_rows_and_tables_are_counted_as_printed() -> None:
    tables = (table("任务|责任单位", "补植|县林业局"), table("任务|责任单位", "巡山|县公安局", number=2))
    assert [(t.table_row.table, t.table_row.row) for t in reading(*tables).tasks if t.table_row] == [(1, 2), (2, 2)]


def test_a_card_stands_where_its_work_is_printed() -> None:
    (task,) = reading(table("编号|7", "任务名称|补植", "责任单位|县林业局", "完成时限|6月")).tasks
    assert task.table_row is not None
    assert task.table_row.row == 2


def test_a_row_inserted_elsewhere_changes_no_id() -> None:
    before = ["1|清淤|县水务局", "|补植|县林业局", "3|巡山|县公安局"]
    found = {t.title: t.id for t in reading(table("序号|任务|责任单位", *before)).tasks}
    later = {t.title: t.id for t in reading(table("序号|任务|责任单位", before[0], "2|修桥|县住建局", *before[1:])).tasks}
    assert found.items() <= later.items()
    assert len(set(later.values())) == 4


def test_the_users_headings_stand_above_the_packages(tmp_path: Path) -> None:
    (tmp_path / "columns.csv").write_text("kind,role,pattern,count\nunits,lead,^扛旗者$,\nwork,,^战役$,\n", encoding="utf-8")
    found = table("战役|扛旗者", "补植|县林业局")
    assert reading(found).tasks == ()
    assert [shown(task) for task in reading(found, knowledge=Knowledge.load(tmp_path)).tasks] == ["补植|牵县林业局"]


def test_a_users_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "columns.csv").write_text("kind,role,pattern,count\nunit,lead,^扛旗者$,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"columns.csv.*'unit'"):
        Knowledge.load(tmp_path)
