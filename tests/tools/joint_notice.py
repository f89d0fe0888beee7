"""A joint notice 联合发文 with all that stands around a text by GB/T 9704: urgency, signer, several issuers, copies, printing date."""

from __future__ import annotations

from pathlib import Path

from word import Notice, TableCell

ISSUERS = ("岚江省教育厅", "岚江省卫生健康委员会", "岚江省市场监督管理局")
TEXT = (
    "为切实保障学校师生饮食安全，根据《中华人民共和国食品安全法》《学校食品安全与营养健康管理规定》，经省人民政府同意，现就做好2024年秋季学期学校食品安全工作通知如下。",
    "一、做好开学前准备",
    "（一）开展全面自查。各学校要在8月31日前完成食堂设施设备清洗消毒和库存食材清理，自查表见附件1。（责任单位：省教育厅，各市（州）人民政府）",
    "（二）组织从业人员培训。对食堂管理人员和从业人员培训不少于4学时，考核不合格的不得上岗。（省市场监管局牵头，省教育厅配合，2024年9月10日前完成）",
    "二、加强全过程管控",
    "（一）严把食材采购关。推行大宗食材集中定点采购，10月底前全省公办中小学集中采购比例达到90%以上。（牵头单位：省教育厅；配合单位：省市场监管局、省农业农村厅、省供销社）",
    "（二）规范校外供餐。对校外供餐单位每季度至少开展一次体系检查，检查结果向社会公布。（责任单位：省市场监管局）",
    "（三）强化营养健康指导。建立学校营养健康监测点120个，会同疾病预防控制机构每年发布一次监测报告。（省卫生健康委牵头，省教育厅、省疾控局配合）",
    "三、落实各方责任",
    "各地要自本通知印发之日起15日内制定工作方案，明确学校、供餐单位和监管部门的责任。省教育厅会同省市场监管局于11月开展联合督查，督查结果报省人民政府。",
    "附件：1.学校食堂开学前自查表",
    "2.校外供餐单位检查要点",
)


def write_word(path: Path) -> None:
    notice = Notice("关于做好2024年秋季学期学校食品安全工作的通知")
    notice.paragraph("特急", bold=True)
    for issuer in ISSUERS:
        notice.paragraph(issuer, align="center", size=22, bold=True)
    notice.paragraph("岚教体〔2024〕33号　　　　　　签发人：程向东", align="center")
    notice.title("岚江省教育厅　岚江省卫生健康委员会\n岚江省市场监督管理局\n关于做好2024年秋季学期学校食品安全工作的通知")
    notice.paragraph("各市（州）人民政府，各高等学校，省属中等职业学校：")
    for text in TEXT:
        notice.paragraph(text, indent=True)
    for issuer in ISSUERS:
        notice.paragraph(issuer, align="right")
    notice.paragraph("二〇二四年八月二十日", align="right")
    notice.paragraph("（此件公开发布）")
    notice.table(
        [
            TableCell(row=1, column=1, lines=("抄送：教育部、国家卫生健康委、国家市场监督管理总局，省政府办公厅。",), column_span=2),
            TableCell(row=2, column=1, lines=("岚江省教育厅办公室",)),
            TableCell(row=2, column=2, lines=("2024年8月21日印发",)),
        ],
        widths=(9.0, 6.0),
        heading_rows=0,
    )
    notice.save(path)
