"""A list of responsibilities: two heading rows, columns for the leading and the supporting units, numbers that Word counts."""

from __future__ import annotations

from pathlib import Path

from word import Level, Notice, TableCell

# (class, its number of rows, then the rows: work, measures, lead, support, deadline)
GROUPS = (
    (
        "水资源保护",
        (
            (
                "严格取用水管理",
                "对年取水量5万立方米以上的取水口全部安装在线计量设施，数据接入省级平台。",
                "省水利厅",
                "省生态环境厅、省农业农村厅",
                "2025年9月底前",
            ),
            (
                "保障河流生态流量",
                "制定清溪河、桐水等6条河流的生态流量保障方案，并按月公布达标情况。",
                "省水利厅",
                "省发展改革委、省能源局",
                "2025年6月底前完成并长期坚持",
            ),
        ),
    ),
    (
        "水污染防治",
        (
            (
                "排查整治入河排污口",
                "完成县级以上城市建成区入河排污口溯源，建立“一口一档”。",
                "省生态环境厅",
                "省水利厅、省住房城乡建设厅，各市（州）人民政府",
                "2025年11月底前",
            ),
            ("提升城镇污水收集效能", "新建改造污水管网420公里，消除生活污水直排口。", "省住房城乡建设厅", "省发展改革委、省财政厅", "2025年12月底前"),
            ("控制农业面源污染", "在8个县开展农田退水治理试点，总结形成可推广的技术模式。", "省农业农村厅", "省生态环境厅、省水利厅", "2026年6月底前"),
        ),
    ),
    (
        "河湖岸线管控",
        (
            (
                "清理整治岸线乱占乱建",
                "对照卫星影像逐条核查，发现问题立行立改，每季度通报一次。",
                "省水利厅",
                "省自然资源厅、省公安厅、省交通运输厅",
                "每季度末",
            ),
            ("规范河道采砂", "公布年度禁采区和禁采期，查处非法采砂行为。", "省水利厅、省公安厅", "省交通运输厅、岚江海事局", "2025年4月15日前"),
        ),
    ),
    (
        "执法与能力建设",
        (
            ("健全行刑衔接机制", "建立涉河湖违法案件线索双向移送台账。", "省公安厅", "省检察院、省水利厅、省生态环境厅", "2025年8月底前"),
            ("开展河湖健康评价", "完成第二轮河湖健康评价，评价结果报省级河湖长审定。", "省河湖长制办公室", "/", "2025年10月底前"),
        ),
    ),
)
COVER = (
    "为做好2025年全省河湖管护工作，省河湖长制办公室研究制定了《2025年河湖管护重点任务责任清单》，已经省级总河湖长同意，现印发给你们，并就有关事项通知如下。"
)
DEMANDS = (
    "牵头单位要在收到本通知后20日内制定分工方案，配合单位要主动认领任务。",
    "各责任单位于每季度最后一个月25日前，将任务进展报送省河湖长制办公室。",
    "省河湖长制办公室适时开展督导，年底前将完成情况纳入河湖长制考核。",
)
WIDTHS = (2.6, 1.3, 4.0, 6.6, 3.6, 4.6, 3.4)


def cells(order: int) -> list[TableCell]:
    """The table: 责任分工 and 工作要求 span two columns each, the other headings two rows."""
    made = [
        TableCell(row=1, column=1, lines=("类别",), row_span=2),
        TableCell(row=1, column=2, lines=("序号",), row_span=2),
        TableCell(row=1, column=3, lines=("工作要求",), column_span=2),
        TableCell(row=1, column=5, lines=("责任分工",), column_span=2),
        TableCell(row=1, column=7, lines=("完成时限",), row_span=2),
        TableCell(row=2, column=3, lines=("重点任务",)),
        TableCell(row=2, column=4, lines=("具体措施",)),
        TableCell(row=2, column=5, lines=("牵头单位",)),
        TableCell(row=2, column=6, lines=("配合单位",)),
    ]
    row = 3
    for name, works in GROUPS:
        made.append(TableCell(row=row, column=1, lines=(name,), row_span=len(works)))
        for work in works:
            made.append(TableCell(row=row, column=2, lines=("",), number=(order, 0)))
            made.extend(TableCell(row=row, column=column, lines=(text,)) for column, text in enumerate(work, start=3))
            row += 1
    return made


def write_word(path: Path) -> None:
    notice = Notice("2025年河湖管护重点任务责任清单")
    demands = notice.numbering([Level(number_format="chineseCounting", pattern="%1、")])
    order = notice.numbering([Level(number_format="decimal", pattern="%1")])
    notice.paragraph("岚河湖办〔2025〕4号", align="center")
    notice.title("岚江省河湖长制办公室关于印发\n《2025年河湖管护重点任务责任清单》的通知")
    notice.paragraph("各市（州）河湖长制办公室，省级河湖长制成员单位：")
    notice.paragraph(COVER, indent=True)
    for text in DEMANDS:
        notice.paragraph(text, indent=True, number=(demands, 0))
    notice.paragraph("附件：2025年河湖管护重点任务责任清单", indent=True)
    notice.paragraph("岚江省河湖长制办公室", align="right")
    notice.paragraph("2025年2月21日", align="right")
    notice.landscape()
    notice.paragraph("附件")
    notice.title("2025年河湖管护重点任务责任清单")
    notice.table(cells(order), widths=WIDTHS, heading_rows=2)
    notice.save(path)
