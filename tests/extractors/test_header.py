"""The elements of a notice by GB/T 9704-2012, from small invented notices."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.document import Document
from extractors.header.dates import read_date
from extractors.header.header import normal_number, read_header
from extractors.knowledge import Knowledge
from extractors.parts.parts import split
from extractors.records import Notice
from pipeline.readers import read
from tests.tools.documents import document, paragraphs, table

KNOWLEDGE = Knowledge.load()


def notice_of(given: Document) -> Notice:
    return read_header(given, split(given), knowledge=KNOWLEDGE).notice


HEAD = (
    "云泽市人民政府办公室关于印发《云泽市城市书房管理办法》的通知",
    "云政办规〔2024〕3号",
    "各县（区）人民政府，市直有关部门、单位：",
    "《云泽市城市书房管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。",
    "云泽市人民政府办公室",
    "2024年3月5日",
)
TEXT = ("云泽市城市书房管理办法", "第一条 为规范城市书房管理，制定本办法。")


@dataclass(frozen=True)
class Case:
    why: str
    lines: tuple[str, ...]
    expected: dict[str, Any]
    fields: dict[str, str] = field(default_factory=dict)


CASES = (
    Case(
        "the usual head and signature",
        (*HEAD, *TEXT),
        {
            "title": "云泽市人民政府办公室关于印发《云泽市城市书房管理办法》的通知",
            "number": "云政办规〔2024〕3号",
            "kind": "通知",
            "issuers": ["云泽市人民政府办公室"],
            "addressees": ["各县（区）人民政府", "市直有关部门、单位"],
            "issued_on": "2024-03-05",
            "issued_text": "云泽市城市书房管理办法",
            "effective_on": None,
            "signed_by": None,
        },
    ),
    Case(
        "a title on three lines, with titles in it and white space where it wraps",
        ("云泽市人民政府", "关于贯彻落实《岚江省人民政府关于支持 ", "“云泽湖”保护的意见》的通知", "云政发〔2023〕1号", "各县人民政府：", "特此通知。"),
        {"title": "云泽市人民政府关于贯彻落实《岚江省人民政府关于支持“云泽湖”保护的意见》的通知", "kind": "通知", "issuers": ["云泽市人民政府"]},
    ),
    Case(
        "the bracketed date of an export is no title; without a signature it is the date",
        ("云泽市民政局关于做好冬季救助工作的通知（2023年11月2日）", "云民发〔2023〕40号", "各县民政局：", "请做好冬季救助工作。"),
        {"title": "云泽市民政局关于做好冬季救助工作的通知", "issued_on": "2023-11-02", "issuers": ["云泽市民政局"]},
    ),
    Case(
        "the signature's date goes before the bracket's",
        ("云泽市民政局关于做好冬季救助工作的通知（2023年11月3日）", "各县民政局：", "请做好冬季救助工作。", "云泽市民政局", "2023年11月2日"),
        {"issued_on": "2023-11-02"},
    ),
    Case(
        "a date in Chinese numerals under a padded issuer",
        ("关于表彰先进集体的决定", "各县人民政府：", "予以表彰。", "云 泽 市 人 民 政 府", "二〇二一年十月十三日"),
        {"issued_on": "2021-10-13", "issuers": ["云泽市人民政府"], "kind": "决定"},
    ),
    Case(
        "joint issuers on lines of their own",
        ("关于规范校外培训的通知", "各县教育局：", "请遵照执行。", "云泽市教育局", "云泽市市场监督管理局", "2022年5月6日"),
        {"issuers": ["云泽市教育局", "云泽市市场监督管理局"]},
    ),
    Case(
        "joint issuers on one line, the date behind them",
        ("关于规范校外培训的通知", "各县教育局：", "请遵照执行。", "云泽市教育局　云泽市公安局　2022年5月6日"),
        {"issuers": ["云泽市教育局", "云泽市公安局"], "issued_on": "2022-05-06"},
    ),
    Case(
        "joint issuers in the title, parted by 、, and nobody signs",
        ("云泽市教育局、云泽市公安局关于规范校外培训的通告", "请遵照执行。", "2022年5月6日"),
        {"issuers": ["云泽市教育局", "云泽市公安局"], "kind": "通告", "issued_on": "2022-05-06"},
    ),
    Case(
        "a joint notice prints all its issuers in a title longer than any other, and nobody signs",
        (
            "云泽市教育局　云泽市公安局　云泽市民政局　云泽市财政局　云泽市人力资源和社会保障局　云泽市住房和城乡建设局"
            "　云泽市文化广电和旅游局　云泽市卫生健康委员会　云泽市市场监督管理局　云泽市消防救援支队关于规范校外培训机构的通知",
            "各县教育局：",
            "请遵照执行。",
            "2022年5月6日",
        ),
        {
            "issuers": [
                "云泽市教育局", "云泽市公安局", "云泽市民政局", "云泽市财政局", "云泽市人力资源和社会保障局", "云泽市住房和城乡建设局",
                "云泽市文化广电和旅游局", "云泽市卫生健康委员会", "云泽市市场监督管理局", "云泽市消防救援支队",
            ],
            "addressees": ["各县教育局"],
            "kind": "通知",
        },
    ),
    Case(
        "a long line that holds the day of another notice is no title",
        (
            "关于规范校外培训的通知",
            "各县教育局：",
            "请遵照执行。",
            "云泽市教育局2022年5月6日云泽市教育局云泽市公安局云泽市民政局云泽市财政局云泽市人力资源和社会保障局云泽市住房和城乡建设局云泽市文化广电和旅游局"
            "云泽市卫生健康委员会云泽市市场监督管理局云泽市消防救援支队关于规范校外培训机构的通知",
        ),
        {"title": "关于规范校外培训的通知"},
    ),
    Case(
        "another organ seals for the issuer",
        ("云泽市人民政府办公室关于防汛工作的通知", "各县人民政府：", "请做好防汛工作。", "云泽市水利局（代章）", "2022年5月6日"),
        {"issuers": ["云泽市人民政府办公室"]},
    ),
    Case(
        "an issuer on two lines",
        ("关于优化环境的通知", "各县人民政府：", "请认真落实。", "云泽市推进政府职能转变和“放管服”改革", "协调小组办公室", "2022年5月6日"),
        {"issuers": ["云泽市推进政府职能转变和“放管服”改革协调小组办公室"]},
    ),
    Case("a red head", ("云泽市人民政府文件", "云政发〔2020〕8号", "关于设立花卉产业园的批复", "青岭县人民政府：", "同意设立。"), {"issuers": ["云泽市人民政府"], "kind": "批复"}),
    Case(
        "secrecy, urgency and the signer",
        ("000123", "秘密★1年", "特急", "云泽市人民政府文件", "云政发〔2020〕8号　签发人：周明远", "关于旱情的报告", "岚江省人民政府：", "现报告如下。"),
        {"secrecy": "秘密", "urgency": "特急", "signed_by": "周明远", "number": "云政发〔2020〕8号", "kind": "报告"},
    ),
    Case(
        "joint issuers in a red head without 文件, the number and the signer below, then the title",
        ("云泽市教育局", "云泽市公安局", "云教发〔2020〕8号　　签发人：周明远", "云泽市教育局　云泽市公安局", "关于校园安全的通知", "各县教育局：", "请遵照执行。"),
        {"issuers": ["云泽市教育局", "云泽市公安局"], "number": "云教发〔2020〕8号", "signed_by": "周明远", "title": "云泽市教育局云泽市公安局关于校园安全的通知"},
    ),
    Case(
        "a title that names a title on its first line",
        ("云泽市民政局关于修改《云泽市救助办法》", "并延长有效期的通知", "云民发〔2024〕6号", "各县民政局：", "现作如下修改：", "一、删去第三条。"),
        {"title": "云泽市民政局关于修改《云泽市救助办法》并延长有效期的通知", "addressees": ["各县民政局"]},
    ),
    Case(
        "the imprint of the last page",
        (*HEAD, *TEXT, "抄送：市委各部门，市人大常委会办公室，市政协办公室。", "云泽市人民政府办公室　2024年3月8日印发"),
        {"copied_to": ["市委各部门", "市人大常委会办公室", "市政协办公室"], "printed_on": "2024-03-08", "issued_on": "2024-03-05"},
    ),
    Case(
        "in force from the printed date, to the day before the anniversary",
        (*HEAD, *TEXT, "第二条 本办法自印发之日起施行，有效期5年。", "云泽市人民政府办公室　2024年3月8日印发"),
        {"effective_on": "2024-03-08", "expires_on": "2029-03-07"},
    ),
    Case("in force from the date of issue", (*HEAD, *TEXT, "第二条 本办法自发布之日起施行。"), {"effective_on": "2024-03-05", "expires_on": None}),
    Case(
        "until a day",
        (*HEAD, *TEXT, "第二条 本办法自2024年5月1日起施行，有效期至2026年12月31日。"),
        {"effective_on": "2024-05-01", "expires_on": "2026-12-31"},
    ),
    Case("a permit's term is not the text's", (*HEAD, *TEXT, "第二条 许可证有效期5年。"), {"effective_on": None, "expires_on": None}),
    Case(
        "another text's term is not this one's",
        ("云泽市民政局关于延长《云泽市救助办法》有效期的通知", "各县民政局：", "《云泽市救助办法》有效期延长至2027年12月31日。", "云泽市民政局", "2024年1月2日"),
        {"effective_on": None, "expires_on": None, "issued_text": None},
    ),
    Case(
        "a site's fields fill number, dates and status, never the issuer",
        ("关于防汛工作的通知", "各县人民政府：", "请做好防汛工作。"),
        {"number": "云水发〔2022〕5号", "published_on": "2022-05-07", "index_number": "000/2022-5", "status": "有效", "issuers": []},
        {"文 号": "云水发[2022]5号", "发布日期": "2022-05-07", "索引号": "000/2022-5", "状态": "有效", "发布单位": "云泽市水利局"},
    ),
    Case(
        "attachments of the notice and of the text, then one that only its own title names",
        (*HEAD[:4], "附件：书房名单", *HEAD[4:], *TEXT, "附件：1.申请表", "2.考核表", "附件3", "选址示意图", "一、城区"),
        {"attachments": ["书房名单", "申请表", "考核表", "选址示意图"]},
    ),
    Case(
        "the title as the covering text quotes it goes before the one in the notice's title",
        ("云泽市民政局印发关于加强救助若干措施的通知", "各县民政局：", "现将《关于加强救助的若干措施》印发给你们。", "云泽市民政局", "2024年1月2日", "关于加强救助的若干措施", "一、排查"),
        {"issued_text": "关于加强救助的若干措施"},
    ),
    Case(
        "an authority in the same sentence is not issued",
        ("云泽市民政局关于印发《云泽市救助办法》的通知", "各县民政局：", "根据《岚江省救助条例》，现将《云泽市救助办法》印发给你们。"),
        {"issued_texts": ["云泽市救助办法"]},
    ),
    Case("addressees that the text runs on from", (HEAD[0], "各县人民政府，市直各单位：现将《云泽市城市书房管理办法》印发给你们。", *TEXT), {"addressees": ["各县人民政府", "市直各单位"]}),
    Case("an order has its number in its own way", ("云泽市人民政府令", "第12号", "《云泽市养犬管理办法》已经审议通过，现予公布。", "2019年6月1日"), {"number": "第12号", "kind": "命令"}),
    Case(
        "who orders stands before 令",
        ("云泽市人民政府令第12号", "《云泽市养犬管理办法》已经审议通过，现予公布。", "2019年6月1日"),
        {"number": "云泽市人民政府令第12号", "issuers": ["云泽市人民政府"]},
    ),
    Case("a number of a year without 第", ("关于征集藏品的公告", "云泽市文化和旅游局公告2023年3号", "现公告如下。"), {"issuers": ["云泽市文化和旅游局"]}),
    Case("an article's number before 本", (*HEAD, *TEXT, "第二十二条 本操作指引自发布之日起生效。"), {"effective_on": "2024-03-05"}),
    Case("a plan is of no statutory kind", ("云泽市城市书房建设方案", "一、总体目标"), {"kind": None, "title": "云泽市城市书房建设方案"}),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_read_header(case: Case) -> None:
    notice = notice_of(document(*case.lines, fields=case.fields))
    found = {name: getattr(notice, name) for name in case.expected}
    if "attachments" in found:
        found["attachments"] = [item.title for item in notice.attachments]
    assert found == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_every_element_of_the_text_has_evidence(case: Case) -> None:
    given = document(*case.lines, fields=case.fields)
    notice = notice_of(given)
    from_fields = {"published_on", "index_number", "status"} | ({"number"} if case.fields else set())
    for name in ("title", "number", "issuers", "addressees", "copied_to", "signed_by", "issued_on", "printed_on", "effective_on", "attachments"):
        if getattr(notice, name) and name not in from_fields:
            assert notice.evidence[name], name
    for shown in (item for items in notice.evidence.values() for item in items):
        assert given.text[shown.start : shown.end] == shown.quote


def test_an_imprint_set_as_a_table() -> None:
    given = document(*HEAD, table("抄送：市委各部门，市政协办公室。", "云泽市人民政府办公室|2024年3月8日印发"))
    notice = notice_of(given)
    assert (notice.copied_to, notice.printed_on) == (["市委各部门", "市政协办公室"], "2024-03-08")
    assert split(given)[0].end_blocks == 3


def test_a_term_without_a_first_day_is_a_problem() -> None:
    given = paragraphs("云泽市城市书房管理办法", "第一条 本办法自印发之日起施行，有效期5年。")
    reading = read_header(given, split(given), knowledge=KNOWLEDGE)
    assert (reading.notice.effective_on, reading.notice.expires_on) == (None, None)
    assert [problem.code for problem in reading.problems] == ["header.validity"]


NUMBERS = (
    ("云政发〔2021〕14号", "云政发〔2021〕14号", "as the standard writes it"),
    ("云政发[2021] 14 号", "云政发〔2021〕14号", "square brackets and spaces"),
    ("云政发（２０２１）１４号", "云政发〔2021〕14号", "round brackets, full width"),
    ("云政发［2021］第14号", "云政发〔2021〕14号", "a 第 that the standard forbids"),
    ("第12号", "第12号", "an order"),
)


@pytest.mark.parametrize(("given", "expected", "why"), NUMBERS, ids=[why for *_, why in NUMBERS])
def test_normal_number(given: str, expected: str, why: str) -> None:
    assert normal_number(given) == expected, why


DATES = (
    ("2021年10月13日", date(2021, 10, 13), "digits"),
    ("2021 年 1 月 3 日", date(2021, 1, 3), "spaces"),
    ("二〇二一年十月十三日", date(2021, 10, 13), "numerals"),
    ("二○二○年二月二十九日", date(2020, 2, 29), "circles for zero, a leap day"),
    ("一九九九年十二月三十一日", date(1999, 12, 31), "the last century"),
    ("2021-10-13 08:00", date(2021, 10, 13), "a site's form"),
    ("2021年2月30日", None, "no such day"),
    ("2021年10月", None, "no day"),
)


@pytest.mark.parametrize(("given", "expected", "why"), DATES, ids=[why for *_, why in DATES])
def test_read_date(given: str, expected: date | None, why: str) -> None:
    assert read_date(given) == expected, why


def test_headers_of_real_notices_have_title_and_evidence(real_notices: list[Path]) -> None:
    for path in real_notices:
        given = read(path.read_bytes(), name=path.name)
        notice = notice_of(given)
        assert notice.title, path.name
        for shown in (item for items in notice.evidence.values() for item in items):
            assert given.text[shown.start : shown.end] == shown.quote, path.name


def test_a_users_place_parts_names_that_stand_glued(tmp_path: Path) -> None:
    given = paragraphs("关于加强青谷修缮的通知", "请认真落实。", "云落市财政局云落市民政局", "2024年3月8日")
    assert read_header(given, split(given), knowledge=KNOWLEDGE).notice.issuers == ["云落市财政局云落市民政局"]
    (tmp_path / "places.csv").write_text("code,name,short_forms,level,parent,first_year,last_year\n990100,云落市,云落,city,,,\n", encoding="utf-8")
    assert read_header(given, split(given), knowledge=Knowledge.load(tmp_path)).notice.issuers == ["云落市财政局", "云落市民政局"]
