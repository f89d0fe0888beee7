"""An office's measures 办法: chapters and articles that only Word's numbering counts, through styles; articles run on over chapters."""

from __future__ import annotations

from pathlib import Path

from word import Level, Notice

# a chapter, then its articles; an article is its first paragraph and its items
CHAPTERS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "总则",
        (
            ("为规范小微企业园建设和管理，促进小微企业集聚发展，根据《中华人民共和国中小企业促进法》等有关规定，结合本市实际，制定本办法。",),
            ("本办法所称小微企业园，是指集中布局、配套共享，主要为小微企业提供生产经营场所和公共服务的园区。",),
            ("小微企业园建设管理坚持规划引领、市场运作、安全第一的原则。",),
            ("市经济和信息化局负责全市小微企业园的统筹指导和综合协调。市发展改革、自然资源和规划、生态环境、应急管理等部门按照各自职责做好相关工作。",),
        ),
    ),
    (
        "规划与建设",
        (
            ("各县（区）人民政府应当编制小微企业园布局规划，明确产业定位和开发时序。",),
            (
                "申请新建小微企业园的，应当具备下列条件：",
                "工业用地面积不少于30亩；",
                "主导产业明确，入园企业不少于15家；",
                "有专业化的运营管理机构。",
            ),
            ("小微企业园应当同步建设污水处理、消防、应急等公共设施，未经验收合格的不得投入使用。",),
            ("鼓励利用存量厂房改造建设小微企业园。改造涉及用途变更的，依法办理相关手续。",),
        ),
    ),
    (
        "认定与管理",
        (
            ("小微企业园由县（区）经济和信息化主管部门初审，报市经济和信息化局认定。市经济和信息化局应当自受理之日起20个工作日内作出决定。",),
            ("运营管理机构应当履行下列职责：", "建立入园企业档案；", "组织开展安全生产和环境保护自查；", "每半年向县（区）经济和信息化主管部门报送运营情况。"),
            ("市经济和信息化局每两年组织一次小微企业园评价。",),
            ("评价为优秀的小微企业园，按规定给予运营补助；连续两次评价不合格的，取消认定。",),
            ("对弄虚作假骗取补助资金的，依法追回资金，三年内不再受理其申报。",),
            ("小微企业园转让不动产的，应当事先书面告知县（区）人民政府。",),
        ),
    ),
    (
        "附则",
        (
            ("各县（区）可以根据本办法制定实施细则。",),
            ("本办法由市经济和信息化局负责解释。",),
            ("本办法自2022年8月1日起施行，有效期2年。",),
        ),
    ),
)
STYLES = ("章标题", "条", "条项")


def write_word(path: Path) -> None:
    notice = Notice("宁澜市小微企业园建设管理办法")
    notice.numbering([Level(number_format="chineseCountingThousand", pattern="第%1章", suffix="space")], styles=STYLES[:1])
    notice.numbering(
        [
            Level(number_format="chineseCountingThousand", pattern="第%1条", suffix="space"),
            Level(number_format="chineseCountingThousand", pattern="（%2）"),
        ],
        styles=STYLES[1:],
    )
    notice.title("宁澜市经济和信息化局\n关于印发《宁澜市小微企业园建设管理办法》的通知")
    notice.paragraph("宁经信规〔2022〕2号", align="center")
    notice.paragraph("各县（区）经济和信息化主管部门，高新区经济发展局，各有关单位：")
    notice.paragraph("《宁澜市小微企业园建设管理办法》已经市政府同意，现印发给你们，请遵照执行。", indent=True)
    notice.paragraph("宁澜市经济和信息化局", align="right")
    notice.paragraph("2022年7月5日", align="right")
    notice.title("宁澜市小微企业园建设管理办法")
    for name, articles in CHAPTERS:
        notice.paragraph(name, align="center", style=STYLES[0], bold=True)
        for first, *items in articles:
            notice.paragraph(first, indent=True, style=STYLES[1])
            for item in items:
                notice.paragraph(item, indent=True, style=STYLES[2])
    notice.save(path)
