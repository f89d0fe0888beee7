"""What may lie in a folder over the years: forms of one notice, what changes it, what only looks like it, and what is no notice.

All are short, so that a run takes milliseconds. Places, organs and numbers are invented.
"""

from __future__ import annotations

from html import escape

from tests.tools import docx_builder as word

_CLAUSES = (
    "一、全面排查。逐段排查碍洪问题，建立工作台账。（责任单位：县水利局；完成时限：2024年5月底前）",
    "二、集中整治。对排查出的问题逐项整改销号。（牵头单位：县水利局；配合单位：县农业农村局、县财政局）",
    "三、疏浚河道。汛期到来以前完成主要河段的疏浚任务。（县水利局负责）",
    "四、加强巡护。每季度组织一次联合巡查，及时上报发现的问题。（责任单位：县茶产局）",
    "五、落实经费。县级财政按照年度预算安排专项资金予以保障。",
    "六、严格考核。考核结果作为年度绩效评价的重要依据使用。",
)
_EXTRA = "七、公开进展。每月在政府网站公开整治工作的进展情况。（责任单位：县政务服务局；完成时限：2024年12月底前）"
_SIGNED = ("清浦县水利局", "2024年3月5日")


def _text(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _notice(title: str, *clauses: str, number: str | None = None, issuer: str = "清浦县水利局", day: str | None = "2024年3月5日") -> bytes:
    head = [issuer, title, *([number] if number else []), "", "各乡镇人民政府："]
    return _text(*head, *clauses, "", issuer, *([day] if day else []))


_RIVERS, _NUMBER = "关于开展河道清障行动的通知", "清水发〔2024〕8号"
_YEARLY = "关于开展年度水库巡查的通知"


def _page(title: str, *paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table)
    grid = f"<table border='1'>{rows}</table>" if rows else ""
    return f"<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>{body}{grid}</body></html>".encode()


_WORKLIST = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "建成三处雨水调蓄设施", "县水利局", "2024年9月底前"),
    ("2", "更换老旧排水管网", "县住房城乡建设局", "2024年11月底前"),
)
_MEASURES = (
    ("序号", "支持政策", "工作任务", "责任单位", "完成时限"),
    ("1", "逐段排查碍洪问题，建立工作台账", "查清跨河便桥底数", "县交通运输局", "2024年4月底前"),
    ("2", "汛期到来以前完成主要河段的疏浚任务", "疏浚集镇段河道", "县水利局", "2024年5月底前"),
)

#: By names that say what each is.
ARRIVALS: dict[str, bytes] = {
    "notice": _notice(_RIVERS, *_CLAUSES, number=_NUMBER),
    "notice in Word": word.docx(*map(word.p, ["清浦县水利局", _RIVERS, _NUMBER, "各乡镇人民政府：", *_CLAUSES, *_SIGNED])),
    "page without number": _page(f"清浦县水利局{_RIVERS}", "各乡镇人民政府：", *_CLAUSES, *_SIGNED),
    "richer": _notice(_RIVERS, *_CLAUSES, _EXTRA, number=_NUMBER),
    "poorer": _notice(_RIVERS, *_CLAUSES[:2], number=_NUMBER),
    "corrected, no header": _text(_RIVERS, *_CLAUSES[:5], _CLAUSES[5].replace("使用", "运用")),
    "joint": _notice(_RIVERS, *_CLAUSES, number=_NUMBER, issuer="清浦县水利局 清浦县财政局"),
    "that number of another issuer": _notice(_RIVERS, *_CLAUSES, number=_NUMBER, issuer="白石县水利局"),
    "no issuer": _text(_RIVERS, _NUMBER, "各乡镇人民政府：", *_CLAUSES),
    "other text of that number": _notice("关于核定取水计划的通知", "一、核定计划。用水户按核定的计划取水。", number=_NUMBER),
    "next year's number": _notice(_RIVERS, *_CLAUSES, number="清水发〔2025〕3号", day="2025年3月6日"),
    "amends": _notice(f"关于修改《{_RIVERS}》的通知", f"现将《{_RIVERS}》（{_NUMBER}）第二条修改为：对排查出的问题限期整改。", number="清水发〔2024〕19号", day="2024年8月1日"),
    "repeals": _notice("关于废止部分文件的通知", f"《{_RIVERS}》（{_NUMBER}）自2025年1月1日起废止。", number="清水发〔2024〕30号", day="2024年12月2日"),
    "extends": _notice("关于延长文件有效期的通知", f"《{_RIVERS}》（{_NUMBER}）有效期延长至2027年12月31日。", number="清水发〔2024〕31号", day="2024年12月3日"),
    "draft": _notice(f"{_RIVERS}（征求意见稿）", *_CLAUSES, day=None),
    "explanation": _text(f"《{_RIVERS}》政策解读", *_CLAUSES),
    "yearly, 2024": _notice(_YEARLY, *_CLAUSES),
    "yearly, 2025": _notice(_YEARLY, *_CLAUSES, day="2025年3月6日"),
    "yearly, no day": _notice(_YEARLY, *_CLAUSES, day=None),
    "yearly, neither day nor issuer": _text(_YEARLY, *_CLAUSES),
    "worklist": _page("清浦县人民政府办公室关于印发排水防涝工作清单的通知", "清政办发〔2024〕11号", "现将工作清单印发给你们。", "2024年4月9日", table=_WORKLIST),
    "carries out": _page(
        "清浦县人民政府办公室关于印发行洪安全工作清单的通知", "清政办发〔2024〕15号", f"为贯彻落实《{_RIVERS}》（{_NUMBER}），制定本清单。", "2024年4月22日", table=_MEASURES
    ),
    "no header": _text(*_CLAUSES[2:]),
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "half a Word file": b"PK\x03\x04" + bytes(200),
}  # fmt: skip
