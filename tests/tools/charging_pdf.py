"""Another city's plan for charging stations as a PDF with a text layer, its worklist over two pages: sample 23."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from pdf_builder import WIDTH, lines, pdf, rule, text

LEFT, SIZE, PITCH, EMS = 80, 14, 25, 31  # of running text: its left edge, and the ems of a line
PLAN = "禾屏市充换电基础设施建设攻坚方案"
WORKLIST = "禾屏市充换电基础设施建设任务清单"
COVER = "《禾屏市充换电基础设施建设攻坚方案》已经市政府同意，现印发给你们，请认真抓好落实。"
BODY = (
    "为贯彻落实《岚江省加快充换电基础设施建设行动方案（2024—2026年）》（岚政办发〔2024〕22号），加快补齐我市充换电设施短板，制定本方案。",
    "一、总体目标",
    "到2024年底，全市公共充电桩达到1800个；到2025年6月底，达到2500个，提前半年完成省定农村充电设施建设任务。",
    "二、重点任务",
    "（一）完善城际充电网络。优先建设高速公路服务区和国省道沿线充电站。",
    "（二）加密城市充电网络。推动公共停车场配建快充站，摸清居民小区充电需求。",
    "（三）补齐农村充电短板。推动公共充电站向乡镇延伸，服务丘陵农机作业。",
    "（四）提升服务监管水平。完善监测和抽查机制，保障用得安全、用得放心。",
    "（五）强化要素保障。将充换电站用地需求纳入规划统筹安排。",
    "三、工作要求",
    "（一）强化统筹协调。市发展改革委负责组织协调，各牵头单位要制定年度计划，明确专人负责。",
    "（二）强化跟踪调度。各责任单位于每月底前向市发展改革委报送进展情况。",
    "本方案自2024年8月1日起施行，有效期1年。",
    f"附件：{WORKLIST}",
)
HEADINGS = ("序号", "重点领域", "工作任务", "工作内容", "牵头单位", "配合单位", "完成时限")
UP = None  # covered by the merged cell above
ROWS: tuple[tuple[str | None, ...], ...] = (
    (
        "1", "城际网络", "建设高速公路服务区快充站", "在高速公路服务区加密建设快充站，2024年9月底前实现服务区快充站全覆盖。",
        "市交通运输局", "市发展改革委、国网禾屏供电公司", "2024年9月底前",
    ),
    ("2", UP, "建设国省道沿线充电站", "普通国省道沿线每50公里至少建成1座公共充电站。", "市交通运输局", "市自然资源和规划局", "2025年3月底前"),
    (
        "3", "城市网络", "新建公共快充站", "在商圈、医院、文体场馆等停车场所新建公共快充站45座。",
        "市城市管理局", "市住房城乡建设局、稻河区人民政府", "2025年6月底前",
    ),
    (
        "4", UP, "推进充电设施进小区", "完成既有居民小区充电需求摸底，建立“一小区一台账”。",
        "市住房城乡建设局", "市消防救援支队、国网禾屏供电公司", "2024年10月底前",
    ),
    (
        "5", "农村网络", "建设乡镇公共充电站", "支持乡镇政府驻地、客运站和供销社网点建设充电设施，每个乡镇至少建成1座公共充电站。",
        "市发展改革委、市农业农村局", "市供销社、麦垅县人民政府、栖屏县人民政府", "2025年6月底前",
    ),
    ("6", UP, "建设农机换电服务点", "依托农机合作社建设丘陵农机换电服务点4处。", "市农业农村局", "麦垅县人民政府", "2025年4月底前"),
    ("7", "服务监管", "接入省级监管服务平台", "公共充电设施接入率达到95%以上。", "市发展改革委", "国网禾屏供电公司", "2024年12月底前"),
    ("8", UP, "加强质量安全监管", "每年对公共充电桩开展一次计量检定和产品质量抽查，抽查结果向社会公布。", "市市场监管局", "市消防救援支队", "长期坚持"),
    (
        "9", "要素保障", "保障建设用地", "将独立占地的公共充换电站用地纳入国土空间专项规划。",
        "市自然资源和规划局", "各县（区）人民政府", "2024年12月底前",
    ),
)  # fmt: skip
FIRST_PAGE_ROWS = 6
COLUMNS = (3, 5, 7, 13, 7.5, 9, 6)  # in ems of the table's size, without the space to the rules
CELL_SIZE, CELL_PITCH, SPACE = 9, 14, 4


def width_of(string: str) -> float:
    """In ems; a Latin character takes half of one."""
    return sum(0.5 if character.isascii() else 1 for character in string)


def wrapped(string: str, ems: float, *, indent: int = 0) -> list[str]:
    """The lines of a paragraph: a number is not broken, and no line begins with a stop or a closing mark."""
    out, line = [], ""
    for piece in re.findall(r"[!-~]+|.", string):
        if indent * (not out) + width_of(line + piece) > ems and piece not in "，。、；：）》〕”":
            out.append(line)
            line = ""
        line += piece
    return [*out, line]


def centred(y: float, string: str, *, size: float) -> str:
    return text((WIDTH - size * width_of(string)) / 2, y, string, size=size)


def running(y: float, *paragraphs: str) -> str:
    """Paragraphs one under the other, each with its first line set in by two ems."""
    rows: list[str] = []
    for paragraph in paragraphs:
        first, *rest = wrapped(paragraph, EMS, indent=2)
        rows += [f">>{first}", *rest]
    return lines(LEFT, y, *rows, size=SIZE, pitch=PITCH)


def table(y: float, rows: Sequence[Sequence[str | None]]) -> str:
    """A ruled table from a height on; a place that is UP has no rule above it."""
    xs = list(accumulate((ems * CELL_SIZE + 2 * SPACE for ems in COLUMNS), initial=60.0))
    cells = [[wrapped(cell or "", ems) for cell, ems in zip(row, COLUMNS, strict=True)] for row in rows]
    ys = list(accumulate((max(map(len, row)) * CELL_PITCH + 2 * SPACE for row in cells), initial=y))
    out = [rule(x, ys[0], x, ys[-1]) for x in xs] + [rule(xs[0], ys[-1], xs[-1], ys[-1])]
    for top, row, printed in zip(ys, rows, cells, strict=False):
        for left, right, cell, strings in zip(xs, xs[1:], row, printed, strict=False):
            out += [rule(left, top, right, top)] if cell is not UP else []
            out.append(lines(left + SPACE, top + SPACE + CELL_SIZE, *strings, size=CELL_SIZE, pitch=CELL_PITCH) if cell else "")
    return "".join(out)


def write_pdf(path: Path) -> None:
    cover = (
        centred(110, "禾屏市人民政府办公室", size=22)
        + centred(144, "关于印发禾屏市充换电基础设施建设", size=22)
        + centred(178, "攻坚方案的通知", size=22)
        + centred(216, "禾政办发〔2024〕26号", size=SIZE)
        + lines(LEFT, 262, "各县（区）人民政府，市政府各部门、各直属机构：", size=SIZE)
        + running(262 + PITCH, COVER)
        + lines(330, 400, "禾屏市人民政府办公室", ">>2024年7月19日", size=SIZE, pitch=PITCH)
        + lines(LEFT, 460, "（此件公开发布）", size=SIZE)
    )
    plan = centred(100, PLAN, size=22) + running(150, *BODY)
    first = lines(60, 80, "附件", size=SIZE) + centred(110, WORKLIST, size=18) + table(130, (HEADINGS, *ROWS[:FIRST_PAGE_ROWS]))
    second = table(80, ROWS[FIRST_PAGE_ROWS:])
    pages = [page + centred(800, f"— {number} —", size=12) for number, page in enumerate((cover, plan, first, second), start=1)]
    path.write_bytes(pdf(*pages))
