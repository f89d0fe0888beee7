"""The city's plan with its worklist: one content, written as a Word file and as the text that a copy of it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from word import UP, Level, Notice, TableCell, merged_cells

NUMBER = "宁府发〔2024〕11号"
TITLE = ("宁澜市人民政府", "关于印发《宁澜市贯彻落实〈支持竹产业高质量发展若干政策措施〉工作方案》的通知")
ADDRESSEES = "各县（区）人民政府，高新区管委会，市政府各部门，有关单位："
COVER = "《宁澜市贯彻落实〈支持竹产业高质量发展若干政策措施〉工作方案》已经市政府第37次常务会议审议通过，现印发给你们，请认真组织实施。"
SIGNATURE = ("宁澜市人民政府", "2024年5月20日")
PLAN = "宁澜市贯彻落实《支持竹产业高质量发展若干政策措施》工作方案"
WORKLIST = "宁澜市支持竹产业高质量发展任务清单"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph of the plan; ``level`` is that of its automatic number, counted from 0, ``None`` where it has none."""

    text: str
    level: int | None = None


BODY = (
    Line(
        text="为落实好《岚江省人民政府关于印发支持竹产业高质量发展若干政策措施的通知》（岚政发〔2024〕6号），"
        "推动我市竹产业由卖原料向卖产品、卖品牌转变，制定本方案。"
    ),
    Line(text="总体目标", level=0),
    Line(text="到2024年底，全市竹产业综合产值达到150亿元。到2026年，建成现代竹产业园2个，竹产业综合产值突破220亿元，带动竹农人均增收1200元以上。"),
    Line(text="重点任务", level=0),
    Line(text="夯实资源基础。推进低效竹林改造，建好种质资源库，打通竹区断头路，提高鲜竹采伐和运输的机械化水平。", level=1),
    Line(text="做强加工集群。培育龙头企业，建设竹基新材料产业园，推广竹制替代产品，提升就地加工转化率。", level=1),
    Line(text="突破关键技术。围绕竹缠绕复合材料和竹纤维连续制备组织攻关，参与制定地方标准。", level=1),
    Line(text="打通市场渠道。用好“岚江好竹”品牌，发展线上销售，扩大竹制品出口。", level=1),
    Line(text="强化要素保障。优先保障用地用电，创新信贷产品，健全跨部门调度机制。", level=1),
    Line(text="组织实施", level=0),
    Line(text="加强统筹协调。市林业局负责日常调度，各责任单位要明确一名分管负责同志和一名联络员。", level=1),
    Line(text="严格跟踪问效。由市政府督查室会同市林业局开展专项督查，对进度滞后的单位发函提醒。", level=1),
)

HEADINGS = (
    "序号",
    "重点领域",
    "省级支持政策",
    "工作任务",
    "推进时序",
    "完成时限",
    "市级\n分管领导",
    "市级责任单位\n（列首位的为牵头单位）",
    "属地和园区\n责任单位",
)
COUNTIES = "各县（区）人民政府"
ROWS: tuple[tuple[str | None, ...], ...] = (
    (
        "一",
        "夯实资源基础",
        "（1）支持集中连片竹林新造和低效竹林改造，省级财政按亩给予补助。",
        "①实施竹林提质增效工程",
        "6月，完成低效竹林调查并落实到山头地块。\n10月底前，下达年度改造计划。\n2025年3月，完成首批2.4万亩改造任务。",
        "2025年3月",
        "周远程",
        "市林业局\n市财政局\n市农业农村局",
        "岭泉县人民政府\n云埠县人民政府",
    ),
    (UP, UP, UP, UP, "每季度对新造竹林成活率抽查1次，抽查结果通报相关县。", "长期", UP, "市林业局\n市统计局", UP),
    (
        UP,
        UP,
        "（2）支持建设省级竹类种质资源库。",
        "②建设岚江省竹类种质资源库",
        "项目选址和用地预审（已完成）。\n12月，完成可行性研究报告批复。\n2025年上半年开工，2025年12月建成并投入使用。",
        "2025年12月",
        UP,
        "高新区管委会\n市林业局\n市自然资源和规划局",
        "高新区农林水局",
    ),
    (
        UP,
        UP,
        "（3）把竹区产业路纳入农村公路年度建设计划。",
        "③建设竹区产业路",
        "2024年建成60公里，2025年建成80公里，2026年建成80公里。",
        "2026年12月",
        "常务\n副市长",
        "市交通运输局\n市林业局\n市农业农村局",
        "岭泉县人民政府\n云埠县人民政府\n望溪区人民政府",
    ),
    (
        "二",
        "做强加工集群",
        "（4）对首次入选国家级农业产业化重点龙头企业的给予奖励。",
        "①培育竹加工龙头企业",
        "9月底前，建立后备企业名单并实行动态管理。\n2025年12月，力争新增国家级龙头企业1家、省级龙头企业4家。",
        "2025年12月并长期坚持",
        UP,
        "市农业农村局\n市经济和信息化局\n市林业局",
        COUNTIES,
    ),
    (
        UP,
        UP,
        UP,
        "②推动竹加工企业入规升级",
        "每年11月底前，对年营业收入1500万元以上的竹加工企业逐户建档培育。",
        "长期",
        "罗文棣",
        "市经济和信息化局\n市统计局",
        UP,
    ),
    (
        UP,
        UP,
        "（5）支持宁澜高新区建设竹基新材料产业园。",
        "③建设竹基新材料产业园",
        "7、8月，完成控制性详细规划修编。\n12月，一期标准厂房开工。\n待专项债券资金下达后，同步启动污水处理设施建设。\n2026年6月，一期建成投产。",
        "2026年6月",
        UP,
        "高新区管委会\n市发展改革委市财政局\n市自然资源和规划局",
        "高新区经济发展局\n高新区建设投资\n集团公司",
    ),
    (
        UP,
        UP,
        "（6）推广竹制替代产品。",
        "④推广竹制替代产品",
        "7月起，市级机关食堂停止采购一次性不可降解塑料餐具。\n10—12月，在3A级以上景区和星级饭店开展推广。\n2025年6月底前，各县（区）机关事业单位全面落实。",
        "2025年6月",
        "周远程",
        "市机关事务中心\n市生态环境局\n市文化广电和旅游局\n市商务局",
        f"{COUNTIES}\n高新区管委会",
    ),
    (
        "三",
        "突破关键技术",
        "（7）将竹缠绕复合材料等列入省级重点研发计划指南。",
        "①组织申报省级重点研发项目",
        "每年申报项目不少于2个。动态跟踪在研项目进展，每半年调度1次。",
        "长期",
        "罗文棣",
        "市科技局\n宁澜学院",
        "高新区经济发展局",
    ),
    (
        UP,
        UP,
        "（8）制定竹制品地方标准。",
        "②参与制定竹制品地方标准",
        "12月，提出3项地方标准立项建议。\n2025年上半年，配合完成标准审定。",
        "2025年6月",
        UP,
        "市市场监管局\n市林业局",
        "—",
    ),
    (
        "四",
        "打通市场渠道",
        "（9）打造“岚江好竹”区域公用品牌。",
        "①开展品牌授权和产销对接",
        "5月，与省商务厅对接授权使用规则。（已完成）\n9月，组织不少于20家企业参加产销对接活动。",
        "2024年9月",
        "沈若楠",
        "市商务局\n市林业局\n市文化广电和旅游局",
        COUNTIES,
    ),
    (
        UP,
        UP,
        "（10）设立竹制品出口服务专窗。",
        "②设立竹制品出口服务专窗",
        "8月底前，专窗投入运行。",
        "2024年8月并长期坚持",
        UP,
        "宁澜海关\n市商务局\n市税务局",
        "高新区管委会",
    ),
    (
        "五",
        "强化要素保障",
        "（11）优先保障竹产品初加工项目林地定额，提升供电能力。",
        "①保障项目用地用电",
        "10月底前，完成3座35千伏变电站增容改造。",
        "2024年10月",
        "周远程",
        "市自然资源和规划局\n市林业局\n国网宁澜供电公司",
        UP,
    ),
    (
        UP,
        UP,
        "（12）扩大竹林经营权抵押贷款。",
        "②开发竹林经营权抵押贷款",
        "12月，全市新增竹产业贷款4亿元以上。",
        "2024年12月",
        "常务\n副市长",
        "市财政局\n中国人民银行\n宁澜市分行\n国家金融监督管理总局\n宁澜监管分局",
        COUNTIES,
    ),
    (UP, UP, "（13）建立联席会议制度。", "③健全市级调度机制", "每季度召开1次调度会议，研究解决跨部门事项。", "长期", UP, "市林业局\n市政府督查室", UP),
    (UP, UP, "（14）对工作成效明显的市、县予以倾斜支持。", UP, UP, UP, UP, UP, UP),
)
NOTE = "注：推进时序中未注明年份的月份均为2024年。"
WIDTHS = (1.1, 2.0, 3.7, 3.2, 5.6, 2.3, 1.9, 3.4, 2.9)


def worklist_cells() -> list[TableCell]:
    last = len(ROWS) + 2
    return [*merged_cells((HEADINGS, *ROWS)), TableCell(row=last, column=1, lines=(NOTE,), column_span=len(HEADINGS))]


def write_word(path: Path) -> None:
    notice = Notice("".join(TITLE))
    numbers = notice.numbering(
        [Level(number_format="chineseCountingThousand", pattern="%1、"), Level(number_format="chineseCountingThousand", pattern="（%2）")]
    )
    notice.paragraph(NUMBER, align="center")
    notice.title("\n".join(TITLE))
    notice.paragraph(ADDRESSEES)
    notice.paragraph(COVER, indent=True)
    for line in SIGNATURE:
        notice.paragraph(line, align="right")
    notice.paragraph("（此件公开发布）")
    notice.title(PLAN)
    for line in BODY:
        notice.paragraph(line.text, indent=True, number=None if line.level is None else (numbers, line.level))
    notice.paragraph(f"附件：{WORKLIST}", indent=True)
    notice.landscape()
    notice.paragraph("附件")
    notice.title(WORKLIST)
    notice.table(worklist_cells(), widths=WIDTHS)
    notice.save(path)


def _numbered_lines() -> list[str]:
    counts = [0, 0]
    lines = []
    for line in BODY:
        label = ""
        if line.level is not None:
            counts[line.level] += 1
            if line.level == 0:
                counts[1] = 0
            numeral = "一二三四五六七八九"[counts[line.level] - 1]
            label = f"{numeral}、" if line.level == 0 else f"（{numeral}）"
        lines.append(label + line.text)
    return lines


def write_text(path: Path) -> None:
    """The twin: numbers typed, the table flattened, a cell a line after a tab, nothing after the tab where a merge covers it."""
    rows = "\n".join("".join(f"\t{text or ''}\n" for text in row) for row in (HEADINGS, *ROWS, (NOTE,)))
    lines = [
        NUMBER,
        "\u00a0",
        *TITLE,
        "\u00a0",
        ADDRESSEES,
        COVER,
        "\u00a0",
        *SIGNATURE,
        "（此件公开发布）",
        "\u00a0",
        PLAN,
        "\u00a0",
        *_numbered_lines(),
        "\u00a0",
        f"附件：{WORKLIST}",
        "\u00a0",
        "附件",
        WORKLIST,
        "\u00a0",
    ]
    path.write_text("\n".join(lines) + "\n" + rows, encoding="utf-8", newline="\n")
