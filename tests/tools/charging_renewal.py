"""The plan with which the city replaces sample 21 a year later, after the province amended its own: sample 26."""

from __future__ import annotations

from pathlib import Path

from word import Level, Notice, TableCell

PLAN = "宁澜市充换电基础设施高质量发展实施方案（2025—2027年）"
OPENING = (
    "根据《岚江省加快充换电基础设施建设行动方案（2024—2026年）》（岚政办发〔2024〕22号）和《岚江省人民政府办公厅关于修改〈岚江省加快充换电基础设施"
    "建设行动方案（2024—2026年）〉的通知》（岚政办发〔2025〕9号），结合我市实际，制定本实施方案。"
)
# a paragraph and the level of its automatic number
BODY = (
    ("总体目标", 0),
    ("到2025年底，全市公共充电桩达到7600个；到2026年底，达到1.2万个；到2027年底，达到1.5万个。", None),
    ("主要任务", 0),
    (
        "补齐农村充电短板。支持乡镇政府驻地、客运站和供销社网点建设充电设施，每个乡镇至少建成1座公共充电站。"
        "（市农业农村局牵头，市发展改革委、市供销社、国网宁澜供电公司配合，2025年9月底前完成）",
        1,
    ),
    (
        "加密城市充电网络。在商圈、医院、文体场馆等停车场所新建公共快充站120座，城市核心区公共充电服务半径缩小到0.8公里以内。"
        "（市发展改革委牵头，市住房城乡建设局、市商务局，望溪区人民政府、高新区管委会配合，2026年6月底前完成）",
        1,
    ),
    (
        "推进充电设施进小区。2025年12月底前，完成200个小区统建统营改造；2026年12月底前，累计完成420个。"
        "（市住房城乡建设局牵头，市消防救援支队、国网宁澜供电公司配合，各县（区）人民政府、高新区管委会按职责分工负责）",
        1,
    ),
    (
        "布局重卡换电站。在高新区物流园、云埠县建材产业园建设重卡换电站5座。"
        "（责任单位：市经济和信息化局、市交通运输局，云埠县人民政府、高新区管委会；完成时限：2026年3月底前）",
        1,
    ),
    ("建设竹区换电服务点。结合竹区产业路建设，布设竹材运输车辆换电服务点10处。（市林业局牵头，岭泉县人民政府、云埠县人民政府配合，2026年10月底前完成）", 1),
    ("开展车网互动试点。支持高新区开展电动汽车与电网双向互动试点，参与试点的充电桩达到300个以上。（高新区管委会、国网宁澜供电公司牵头，市发展改革委配合，2026年6月底前完成）", 1),
    ("加强质量安全监管。每年对公共充电桩开展一次计量检定和产品质量抽查，抽查结果向社会公布。（市市场监管局牵头，市应急管理局、市消防救援支队配合，长期坚持）", 1),
    ("保障措施", 0),
    ("强化资金支持。对列入年度计划的公共充电站给予贷款贴息，每年安排500万元。（责任单位：市财政局、市发展改革委）", 1),
    ("强化调度考核。市发展改革委每月调度一次进展情况，市政府督查室对进度滞后的单位发函督办。", 1),
    (
        "本实施方案自2025年6月1日起施行，有效期至2027年12月31日。原《宁澜市人民政府办公室关于印发〈宁澜市充换电基础设施建设实施方案（2024—2026年）〉的通知》"
        "（宁府办发〔2024〕31号）同时废止。",
        None,
    ),
)


def write_word(path: Path) -> None:
    notice = Notice(f"宁澜市人民政府办公室关于印发《{PLAN}》的通知")
    numbers = notice.numbering(
        [Level(number_format="chineseCountingThousand", pattern="%1、"), Level(number_format="chineseCountingThousand", pattern="（%2）")]
    )
    notice.paragraph("宁府办发〔2025〕14号", align="center")
    notice.title(f"宁澜市人民政府办公室\n关于印发《{PLAN}》的通知")
    notice.paragraph("各县（区）人民政府，高新区管委会，市政府各部门，有关单位：")
    notice.paragraph(f"《{PLAN}》已经市政府第61次常务会议审议通过，现印发给你们，请认真组织实施。", indent=True)
    notice.paragraph("宁澜市人民政府办公室", align="right")
    notice.paragraph("2025年5月16日", align="right")
    notice.paragraph("（此件公开发布）")
    notice.title(PLAN)
    notice.paragraph(OPENING, indent=True)
    for text, level in BODY:
        notice.paragraph(text, indent=True, number=None if level is None else (numbers, level))
    notice.table(
        [
            TableCell(row=1, column=1, lines=("抄送：市委办公室，市人大常委会办公室，市政协办公室。",), column_span=2),
            TableCell(row=2, column=1, lines=("宁澜市人民政府办公室",)),
            TableCell(row=2, column=2, lines=("2025年5月19日印发",)),
        ],
        widths=(9.0, 6.0),
        heading_rows=0,
    )
    notice.save(path)
