"""Citations: what names a document, what the notice does with it, and that each document is one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.citations.citations import read_citations
from extractors.citations.joining import loose_key, title_key
from extractors.citations.no_documents import is_document
from extractors.citations.numbers import bracketed, find_numbers, normal
from extractors.citations.titles import find_titles
from extractors.document import Document, Table
from extractors.header.header import read_header
from extractors.knowledge import Knowledge
from extractors.parts.model import Part
from extractors.parts.parts import split
from extractors.records import Citation, Notice
from extractors.text import View
from tests.tools.documents import document, paragraphs, table

_NOTICE = Notice(title="云岭市人民政府关于做好有关工作的通知", number="云政发〔2024〕6号", issued_on="2024-03-05")


def _cited(text: str, *, part: str = "notice", notice: Notice = _NOTICE) -> tuple[Citation, ...]:
    """The citations of one part whose paragraphs are the lines of a text."""
    doc = paragraphs(*text.split("\n"))
    return read_citations(doc, (_part(doc, part),), notice)


def _part(doc: Document, name: str, title: str | None = None) -> Part:
    return Part(name=name, blocks=doc.blocks, start=0, end=len(doc.text), title=title)


# --- titles -------------------------------------------------------------------------------------------------------------
TITLES = [
    ("按《甲办法》办理", ["甲办法"], "one title"),
    ("《甲办法》《乙条例》", ["甲办法", "乙条例"], "two in a row, nothing between"),
    ("《甲市关于印发〈乙办法〉的通知》", ["甲市关于印发〈乙办法〉的通知"], "nested as the standard has it"),
    ("《甲市关于印发《乙办法》的通知》", ["甲市关于印发《乙办法》的通知"], "nested with the outer marks: still one outermost title"),
    ("《甲市关于印发<乙办法>的通知》", ["甲市关于印发<乙办法>的通知"], "nested with signs of comparison"),
    ("《甲市转发〈乙省关于修改《丙规定》的决定〉的通知》", ["甲市转发〈乙省关于修改《丙规定》的决定〉的通知"], "three deep"),
    ("《甲市关于印发《乙办法》的通知（甲发〔2020〕1号）和《丙法》", ["甲市关于印发《乙办法》的通知", "丙法"], "the outer mark never closes: the words of a notice's end close it"),
    ("《甲市关于印发《乙办法的通知》", ["甲市关于印发《乙办法的通知"], "the inner mark never closes: one title"),
    ("根据《同意你公司按照《丙规程》执行", ["丙规程"], "an opening mark that lost its title names nothing"),
    ("《从未结束的书名号。下一句没有", [], "a title does not run over a full stop"),
    ("价格<5元且>3元", [], "signs of comparison alone are no titles"),
    ("〈乙办法〉第三条", ["乙办法"], "single marks outside of double ones are a title too"),
    ("《甲》条例》", ["甲"], "one closing mark too many"),
    ("", [], "nothing"),
    ("》《", [], "marks the wrong way round"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TITLES)
def test_titles(text: str, expected: list[str], why: str) -> None:
    assert [title.of(text) for title in find_titles(text)] == expected, why


# --- numbers ------------------------------------------------------------------------------------------------------------
NUMBERS = [
    ("根据云政办〔2023〕33号文件", ["云政办〔2023〕33号"], "the cue is no part of the code"),
    ("（云政发[2023]7号）", ["云政发〔2023〕7号"], "square brackets"),
    ("（云政发(2023)7号）", ["云政发〔2023〕7号"], "round half-width brackets"),
    ("云政发【2023】7号", ["云政发〔2023〕7号"], "lens brackets"),
    ("云 政 发 〔 2023 〕 7 号", ["云政发〔2023〕7号"], "spaces in it are not printed ones"),
    ("云政发〔２０２３〕７号", ["云政发〔2023〕7号"], "full-width digits"),
    ("云审字〔2023〕第7号", ["云审字〔2023〕第7号"], "第 before the count"),
    ("国务院令第764号", ["国务院令第764号"], "an order"),
    ("主席令第九十一号", ["主席令第九十一号"], "an order counted in Chinese numerals"),
    ("云岭市人民政府令第12号", ["云岭市人民政府令第12号"], "an order keeps who gives it"),
    ("交通运输部令2021年第5号", ["交通运输部令2021年第5号"], "an order with a year"),
    ("财政部公告2021年第3号", ["财政部公告2021年第3号"], "an announcement, the year before the count"),
    ("海关总署2021年第3号公告", ["海关总署2021年第3号公告"], "an announcement, the kind behind"),
    ("2021年第3号公告", ["2021年第3号公告"], "an announcement without its issuer"),
    ("市政府第12号令", ["市政府第12号令"], "an order, the kind behind"),
    ("云发〔2020〕1号和山发〔2020〕2号", ["云发〔2020〕1号", "山发〔2020〕2号"], "two joined by 和"),
    ("（和政发〔2020〕5号）", ["和政发〔2020〕5号"], "a county whose name begins with 和"),
    ("云政〔2024〕53号、131号、156号文", ["云政〔2024〕53号", "云政〔2024〕131号", "云政〔2024〕156号"], "the code printed once for three"),
    ("云岭市人民政府云政函〔2024〕3号", ["云政函〔2024〕3号"], "the agency before the code is no part of it"),
    ("二〇二四年五月三日云政函〔2024〕3号", ["云政函〔2024〕3号"], "nor is a date"),
    ("2024年3月5日", [], "a date"),
    ("〔2024〕5号", [], "no code: no number"),
    ("附件3号楼", [], "a building"),
    ("12345号码", [], "a hotline"),
]


@pytest.mark.parametrize(("text", "expected", "why"), NUMBERS)
def test_numbers(text: str, expected: list[str], why: str) -> None:
    assert [number.value for number in find_numbers(View.of(text))] == expected, why


def test_number_does_not_begin_on_the_line_before() -> None:
    text = "特急\n云政发〔2024〕6号"
    assert [number.value for number in find_numbers(View.of(text), lines=text)] == ["云政发〔2024〕6号"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("云政发〔2023〕7号", ["云政发〔2023〕7号"]),
        ("云政发〔2023〕7号，以下简称《办法》", ["云政发〔2023〕7号"]),
        ("2017年第172号", ["2017年第172号"]),
        ("第11号", ["第11号"]),
        ("GB/T 9704—2012".replace(" ", ""), ["GB/T9704—2012"]),
        ("DB99/T1121-2018", ["DB99/T1121-2018"]),
        ("试行", []),
        ("第3版", []),
    ],
)
def test_numbers_in_brackets_behind_a_title(inside: str, expected: list[str]) -> None:
    assert bracketed(inside) == expected


# --- relations ----------------------------------------------------------------------------------------------------------
RELATIONS = [
    # implements
    ("根据《甲条例》，结合实际，制定本办法。", "甲条例", "implements", "根据"),
    ("按照《甲意见》要求，抓好落实。", "甲意见", "implements", "按照 … 要求"),
    ("为贯彻落实《甲意见》（甲发〔2023〕1号）精神，现通知如下。", "甲意见", "implements", "贯彻落实 with a number"),
    ("依据《甲法》《乙条例》《丙办法》等规定，制定本办法。", "丙办法", "implements", "the cue before the first of three holds for the last"),
    ("根据省政府办公厅印发的《甲方案》，制定本方案。", "甲方案", "implements", "印发的 belongs to the title, it does not issue it"),
    ("落实海关总署《甲纪要》和《乙方案》，提升便利化水平。", "乙方案", "implements", "the issuer between cue and title; the second in the row"),
    ("按照《甲意见》（甲发〔2023〕1号）和省政府办公厅《乙通知》要求办理。", "乙通知", "implements", "an issuer between two in a row"),
    ("按照市政府常务会议和《甲意见》要求，完善制度。", "甲意见", "implements", "the verb stands earlier in the clause"),
    ("贯彻实施《甲条例》，规范执法行为。", "甲条例", "implements", "贯彻实施"),
    ("持续抓好《甲通知》的落实，实现更多事项联办。", "甲通知", "implements", "抓好 … 的落实"),
    ("严格执行《甲通知》清单所列事项。", "甲通知", "implements", "清单 behind it is no other document"),
    ("依照《甲法》第三十二条的规定处罚。", "甲法", "implements", "依照 with an article between"),
    # cites
    ("加大《甲法》的宣传培训。", "甲法", "cites", "to make known is not to implement"),
    ("参照《甲标准》执行。", "甲标准", "cites", "参照 takes no orders"),
    ("购买符合《甲规范》企业生产的产品。", "甲规范", "cites", "a condition for products"),
    ("本办法所称产品，是指《甲条例》附件中所列的产品。", "甲条例", "cites", "a definition"),
    ("你公司《关于甲项目的请示》（甲字〔2024〕2号）收悉。", "关于甲项目的请示", "cites", "a letter received"),
    ("相继颁布实施《甲法》《乙法》，制度体系逐步健全。", "乙法", "cites", "实施 behind 颁布 is what was done to it, no carrying out"),
    ("2023年出台《甲措施》，企业反响良好。", "甲措施", "cites", "what was published already is not planned"),
    ("已制定《甲办法》，效果明显。", "甲办法", "cites", "已 … 制定 is done"),
    # plans
    ("由市商务局制定《甲办法》，明确标准。", "甲办法", "plans", "制定"),
    ("编制《甲计划》，以规划引领建设。", "甲计划", "plans", "编制"),
    ("研究出台《甲措施》。", "甲措施", "plans", "研究出台"),
    ("推动《甲条例》尽快出台。", "甲条例", "plans", "推动 … 尽快出台"),
    ("加快《甲条例》立法进程。", "甲条例", "plans", "加快 … 立法"),
    ("修订发布《甲指引》，优化流程。", "甲指引", "plans", "a new edition is still to be published"),
    ("制定印发《甲清单》《乙清单》。", "乙清单", "plans", "the verb holds for both"),
    ("争取《甲总体方案》早日获批。", "甲总体方案", "plans", "not in force before it is approved"),
    # amending in a task is no amendment by this notice
    ("配合修订《甲条例》，完善法规体系。", "甲条例", "cites", "a task to help with the revision"),
    ("推动《甲条例》修订，强化保障。", "甲条例", "cites", "a task to press for the revision"),
    ("修订《甲办法》，引入电子证照。", "甲办法", "cites", "a task to revise it"),
    ("将根据需要对《甲名录》适时予以调整。", "甲名录", "cites", "a standing promise to adjust"),
    ("市林业局正在对《甲规划》进行修订。", "甲规划", "cites", "another body is at it"),
    # amends
    ("现决定对《甲办法》作如下修改：", "甲办法", "amends", "作如下修改"),
    ("将《甲办法》第五条修改为：“第五条 略”。", "甲办法", "amends", "an article changed"),
    ("现对《甲规则》有关结算顺序、申报单位等条款进行修订。", "甲规则", "amends", "the objects stand between"),
    ("关于修改《甲办法》的决定", "甲办法", "amends", "the title of an amendment"),
    # repeals
    ("本通知自印发之日起施行，《甲办法》（甲规〔2019〕2号）同时废止。", "甲办法", "repeals", "同时废止"),
    ("本通知自印发之日起施行。《甲办法》（甲规〔2019〕2号）、《乙细则》（乙规〔2020〕3号）同时废止。", "甲办法", "repeals", "the cue behind the last of a row holds for the first"),
    ("决定废止《甲规定》。", "甲规定", "repeals", "废止 before it"),
    ("自本通知印发之日起，《甲通知》停止执行。", "甲通知", "repeals", "停止执行"),
    ("《甲通知》自2024年5月1日起停止执行。", "甲通知", "repeals", "a date between"),
    ("原《甲办法》自动失效。", "甲办法", "repeals", "失效"),
    ("推动废止《甲规定》等不合理文件。", "甲规定", "cites", "a task to press for the repeal"),
    ("《甲办法》修改、废止前，按现行规定执行。", "甲办法", "cites", "废止前 repeals nothing"),
    # extends
    ("《甲办法》（甲规〔2021〕4号）继续适用。", "甲办法", "extends", "继续适用"),
    ("关于延长《甲办法》有效期的通知", "甲办法", "extends", "the title of an extension"),
    ("经评估，《甲办法》继续实施，有效期延长至2027年6月30日。", "甲办法", "extends", "继续实施"),
    ("《甲办法》有效期延续至2026年12月31日。", "甲办法", "extends", "有效期延续"),
    # forwards, issues
    ("现将《甲省关于加强保障的意见》（甲发〔2023〕1号）转发给你们。", "甲省关于加强保障的意见", "forwards", "现将 … 转发给你们"),
    ("云岭市人民政府转发《甲省关于加强保障的意见》的通知", "甲省关于加强保障的意见", "forwards", "转发 before it"),
    ("现将《甲方案》印发给你们，请认真执行。", "甲方案", "issues", "现将 … 印发给你们"),
    ("《甲方案》已经市政府同意，现印发给你们。", "甲方案", "issues", "已经 … 同意"),
    ("我局组织编制了《甲指南》。现印发给你们。", "甲指南", "issues", "the cue in the next sentence"),
    ("三部门联合制定了《甲办法》，现予颁布实施。", "甲办法", "issues", "现予颁布"),
    ("现批准《甲标准》《乙标准》为地方标准，并予发布。", "甲标准", "issues", "并予发布"),
]


@pytest.mark.parametrize(("text", "title", "relation", "why"), RELATIONS)
def test_relation(text: str, title: str, relation: str, why: str) -> None:
    found = {citation.title: citation.relation for citation in _cited(text)}
    assert found.get(title) == relation, f"{why}: {found}"


def test_titles_in_quoted_amending_text_are_cites() -> None:
    found = _cited("现决定对《甲办法》作如下修改：\n将第一条中的“《乙法》”修改为“《丙法》”。\n将第九条修改为“第九条 根据《丁条例》，废止《戊规定》。”")
    assert [(c.title, c.relation) for c in found] == [("甲办法", "amends"), ("乙法", "cites"), ("丙法", "cites"), ("丁条例", "cites"), ("戊规定", "cites")]


def test_a_part_that_is_issued_amends_nothing() -> None:
    assert [c.relation for c in _cited("对《甲办法》进行修订完善。", part="issued_text")] == ["cites"]


UNTIL = [
    ("《甲办法》继续实施，有效期延长至2027年6月30日。", "2027-06-30", "the day is printed"),
    ("《甲办法》（甲规〔2021〕4号）有效期延续至2026年12月31日。", "2026-12-31", "behind a number"),
    ("《甲办法》继续适用。有效期至2028年3月31日。", "2028-03-31", "in the next sentence"),
    ("《甲办法》继续执行至2025年底。", "2025-12-31", "the end of a year is its last day"),
    ("《甲办法》继续适用。", None, "no day said: none made up"),
]


@pytest.mark.parametrize(("text", "until", "why"), UNTIL)
def test_until_is_the_new_last_day(text: str, until: str | None, why: str) -> None:
    (found,) = _cited(text)
    assert (found.relation, found.until) == ("extends", until), why


def test_changed_and_extended_is_amended_with_the_new_last_day() -> None:
    (found,) = _cited("关于修改《甲办法》并延长有效期的通知\n决定对该办法作如下修改，并延长有效期：\n一、删去第四条。\n二、办法有效期延长至2027年7月31日。")
    assert (found.relation, found.until) == ("amends", "2027-07-31")


def test_the_own_term_of_an_amendment_is_not_that_of_what_it_amends() -> None:
    (found,) = _cited("现决定对《甲办法》作如下修改：\n删去第四条。\n本通知自2024年4月1日起施行，有效期至2029年3月31日。")
    assert (found.relation, found.until) == ("amends", None)


# --- title and number, locators ---------------------------------------------------------------------------------------------
NUMBERED = [
    ("根据《甲意见》（国发〔2023〕1号）", "甲意见", "国发〔2023〕1号", "right behind"),
    ("根据《甲意见》(国发[2023]1号)", "甲意见", "国发〔2023〕1号", "half-width brackets"),
    ("根据《甲意见》（以下简称《意见》）（国发〔2023〕1号）", "甲意见", "国发〔2023〕1号", "a short form between"),
    ("根据《甲意见》（国发〔2023〕1号，以下简称《意见》）", "甲意见", "国发〔2023〕1号", "a short form behind it"),
    ("根据《甲意见》〔国发〔2023〕1号〕", "甲意见", None, "a bracket that nests its own kind is not taken apart"),
    ("根据国发〔2023〕1号文件《甲意见》", "甲意见", "国发〔2023〕1号", "the number before the title"),
    ("主席令第九十一号《甲法》", "甲法", "主席令第九十一号", "an order before its law"),
    ("根据《甲办法》（住房城乡建设部令第11号）", "甲办法", "住房城乡建设部令第11号", "an order"),
    ("根据《关于甲政策的公告》（2017年第172号）", "关于甲政策的公告", "2017年第172号", "the agency left out"),
    ("根据甲局关于印发《甲办法》的通知（甲规〔2020〕3号）", "甲办法", "甲规〔2020〕3号", "the outer title without its marks"),
    ("根据《甲意见》（附件1）", "甲意见", None, "an attachment is no number"),
]


@pytest.mark.parametrize(("text", "title", "number", "why"), NUMBERED)
def test_title_and_number(text: str, title: str, number: str | None, why: str) -> None:
    found = [(c.title, c.number) for c in _cited(text)]
    assert (title, number) in found, f"{why}: {found}"
    if number is not None:
        assert len(found) == 1, f"{why}: the number is cited a second time: {found}"


LOCATORS = [
    ("依照《甲法》第十条第二款", "第十条第二款"),
    ("依照《甲法》第三条至第五条", "第三条至第五条"),
    ("依照《甲法》第三条、第五条的规定", "第三条、第五条"),
    ("依照《甲法》第三十条第（二）项", "第三十条第（二）项"),
    ("依照《甲法》第二十条之一", "第二十条之一"),
    ("依照《甲办法》（甲规〔2020〕3号）第六条规定", "第六条"),
    ("按照《甲通知》附件2的要求", "附件2"),
    ("按照国办发〔2020〕33号文件第十条", "第十条"),
    ("按照《甲法》有关规定", None),
]


@pytest.mark.parametrize(("text", "locator"), LOCATORS)
def test_locator(text: str, locator: str | None) -> None:
    assert _cited(text)[0].locator == locator


# --- one citation a document ---------------------------------------------------------------------------------------------
ONE = [
    ("根据《中华人民共和国行政处罚法》。按照《行政处罚法》办理。", 1, "a law and its short name"),
    ("根据《中华人民共和国行政处罚法》。依照行政处罚法办理。", 1, "the short name without marks"),
    ("根据《甲省人民政府关于加强保障的意见》。落实《关于加强保障的意见》。", 1, "the issuer left out"),
    ("根据《关于支持发展的若干措施》。落实《关于支持发展若干措施》。", 1, "的 left out"),
    ("根据《关于“双减”的意见》。落实《关于\"双减\"的意见》。", 1, "quotes of another form"),
    ("根据《关于 加强保障 的意见》。落实《关于加强保障的意见》。", 1, "stray spaces"),
    ("根据《甲市印发〈乙办法〉的通知》。落实《甲市印发《乙办法》的通知》。", 2, "the inner marks differ: outer and inner, each once"),
    ("根据《甲办法（试行）》。落实《甲办法》。", 1, "（试行） left out"),
    ("根据《甲意见》（国发〔2023〕1号）。落实国发〔2023〕1号文件。", 1, "title and number, then the number alone"),
    ("根据《甲方案》（2021—2025年）。", 1, "a bracket that is no number"),
    ("根据《河谷县优化环境条例》和《优化环境条例》。", 2, "a local law is another document than the national one of the same name"),
    ("根据《甲办法》（甲规〔2019〕2号）。原《甲办法》（甲规〔2015〕7号）另行处理。", 2, "the same title under two numbers is two documents"),
]


@pytest.mark.parametrize(("text", "count", "why"), ONE)
def test_one_citation_a_document(text: str, count: int, why: str) -> None:
    assert len(_cited(text)) == count, f"{why}: {[(c.title, c.number) for c in _cited(text)]}"


JOINED = [
    ("根据《甲市促进发展办法》（以下简称《办法》）。按照《办法》第五条办理。", 1, 3, "the short form where it is given, and where it is used"),
    ("根据《甲市促进发展办法》（甲规〔2020〕3号，以下简称“十条”）。按照《十条》办理。", 1, 2, "a short form in quotes"),
    ("根据《甲市促进发展办法》。该办法第五条另有规定的除外。", 1, 2, "该办法"),
    ("贯彻《甲意见》（甲发〔2020〕3号）。上述文件要求尽快落实。", 1, 2, "上述文件"),
    ("根据《甲条例》。该办法第五条另有规定的除外。", 1, 1, "该办法 is no 条例"),
    ("应该通知企业。根据《甲通知》。", 1, 1, "应该通知 points at nothing"),
    ("根据《甲市实施方案》。按照《实施方案》办理。", 1, 2, "a title of only a kind stands for the one before that ends so"),
]


@pytest.mark.parametrize(("text", "count", "places", "why"), JOINED)
def test_words_that_stand_for_a_document_are_places_of_it(text: str, count: int, places: int, why: str) -> None:
    found = _cited(text)
    assert (len(found), len(found[0].evidence)) == (count, places), f"{why}: {[(c.title, [e.quote for e in c.evidence]) for c in found]}"


def test_an_antecedent_can_repeal() -> None:
    (found,) = _cited("2019年印发了《甲办法》（甲规〔2019〕3号）。该办法同时废止。")
    assert found.relation == "repeals"


def test_the_old_text_of_the_same_title_is_another_document() -> None:
    notice = _NOTICE.model_copy(update={"issued_text": "专家库管理办法", "issued_texts": ["专家库管理办法"]})
    found = _cited("现将《专家库管理办法》印发给你们。原《专家库管理办法》（云科规〔2020〕2号）同时废止。", notice=notice)
    assert [(c.title, c.number, c.relation) for c in found] == [("专家库管理办法", None, "issues"), ("专家库管理办法", "云科规〔2020〕2号", "repeals")]


def test_words_outweigh_what_the_header_took_for_the_issued_text() -> None:
    notice = _NOTICE.model_copy(update={"issued_text": "深化改革的意见", "issued_texts": ["深化改革的意见"]})
    (found,) = _cited("为贯彻落实省政府办公厅印发的《深化改革的意见》精神，现就有关事项通知如下。", notice=notice)
    assert found.relation == "implements"


def test_what_is_still_to_be_written_stays_so() -> None:
    (found,) = _cited("制定《甲办法》，并按照《甲办法》要求组织实施。")
    assert found.relation == "plans"


def test_strongest_relation_is_the_documents() -> None:
    (found,) = _cited("学习《甲办法》。根据《甲办法》第二条办理。")
    assert (found.relation, found.locator, len(found.evidence)) == ("implements", "第二条", 2)


def test_nested_title_tells_the_outer_one() -> None:
    outer, inner = _cited("根据《甲市人民政府关于印发〈乙办法〉的通知》（甲发〔2020〕1号）")
    assert (outer.title, outer.relation, outer.within) == ("甲市人民政府关于印发〈乙办法〉的通知", "implements", None)
    assert (inner.title, inner.relation, inner.within) == ("乙办法", "cites", outer.title)


# --- the notice itself --------------------------------------------------------------------------------------------------
OWN = [
    ("云政发〔2024〕6号", "the own number on a line of its own"),
    ("本通知（云政发〔2024〕6号）由市司法局解释。", "the own number in the text"),
    ("《云岭市人民政府关于做好有关工作的通知》政策解读", "the own title"),
    ("政策文号：山政发〔2022〕9号", "a site's field"),
]


@pytest.mark.parametrize(("text", "why"), OWN)
def test_the_notice_is_no_citation_of_itself(text: str, why: str) -> None:
    assert _cited(text) == (), why


def test_an_older_notice_of_the_same_title_is_no_self() -> None:
    (found,) = _cited("《云岭市人民政府关于做好有关工作的通知》（云政发〔2019〕2号）同时废止。")
    assert (found.number, found.relation) == ("云政发〔2019〕2号", "repeals")


def test_number_in_the_head_of_an_unread_notice_is_its_own() -> None:
    notice = Notice(title="云岭市关于印发甲方案的通知")
    assert _cited("云岭市关于印发甲方案的通知云政发〔2024〕6号各县人民政府：", notice=notice) == ()


def test_through_the_whole_notice() -> None:
    doc = paragraphs(
        "松河市人民政府办公室关于印发松河市助企纾困若干措施的通知",
        "松政办发〔2024〕12号",
        "各县（区）人民政府，市政府各部门：",
        "《松河市助企纾困若干措施》已经市政府同意，现印发给你们，请认真贯彻落实。",
        "松河市人民政府办公室",
        "2024年4月8日",
        "松河市助企纾困若干措施",
        "为贯彻落实《江北省人民政府关于稳定经济的意见》（江政发〔2024〕3号），制定本措施。",
        "一、强化服务",
        "制定《松河市重点企业名录》，动态更新。（牵头单位：市工信局）",
        "二、附则",
        "本措施自印发之日起施行，《松河市惠企办法》（松政规〔2020〕1号）同时废止。",
    )
    parts = split(doc)
    found = read_citations(doc, parts, read_header(doc, parts, knowledge=Knowledge.load()).notice)
    assert [(c.title, c.number, c.relation) for c in found] == [
        ("松河市助企纾困若干措施", None, "issues"),
        ("江北省人民政府关于稳定经济的意见", "江政发〔2024〕3号", "implements"),
        ("松河市重点企业名录", None, "plans"),
        ("松河市惠企办法", "松政规〔2020〕1号", "repeals"),
    ]


# --- what is no document ---------------------------------------------------------------------------------------------------
NO_DOCUMENTS = [
    ("填写《项目备案申请表》", "a form"),
    ("核发《建设工程规划许可证》", "a licence"),
    ("持《营业执照》办理", "a licence"),
    ("签订《廉政承诺书》", "a form to be signed"),
    ("出具《责令整改通知书》", "a form of enforcement"),
    ("提供《残疾人福利性单位声明函》", "a declaration"),
    ("提交书面的《中止施工报告》", "a paper to be handed in"),
    ("在《云岭日报》刊登", "a newspaper"),
    ("在《求是》发表", "a journal"),
    ("被《电子政务工作简报》采用", "a bulletin"),
    ("拍摄纪录片《云岭之春》", "a film"),
    ("出版专著《数字治理论》", "a book"),
    ("开设《对话局长》栏目", "a programme"),
    ("上线《税务助手》软件", "software"),
    ("提交《编制说明》一份", "a paper of procedure"),
    ("由《章程》规定的人员担任", "a body's own statute"),
    ("送交《年度自查报告书》", "a form"),
    ("办好《云岭反诈微课堂》", "a programme"),
]


@pytest.mark.parametrize(("text", "why"), NO_DOCUMENTS)
def test_forms_and_works_are_no_documents(text: str, why: str) -> None:
    assert _cited(text) == (), why


DOCUMENTS = [
    ("重点任务分工表", "a list of work, for all it ends like a form"),
    ("关于共同实施联合基金的协议书", "an agreement about something is no blank"),
    ("政府工作报告", "a report that binds"),
    ("产品认证目录", "a list"),
]


@pytest.mark.parametrize(("title", "why"), DOCUMENTS)
def test_documents_that_look_like_forms(title: str, why: str) -> None:
    assert is_document(title, before="", after=""), why


def test_a_number_outweighs_the_words() -> None:
    (found,) = _cited("根据《关于规范表格的通知书》（甲发〔2020〕3号）")
    assert found.number == "甲发〔2020〕3号"


# --- lists of repealed documents ---------------------------------------------------------------------------------------------
def test_items_under_a_lead() -> None:
    found = _cited(
        "经研究，决定对下列文件予以废止：\n"
        "一、云岭市人民政府关于加强市场管理的通知（云政发〔2001〕8号）\n"
        "二、《云岭市农贸市场管理办法》（云政发〔2003〕15号）\n"
        "本决定自公布之日起施行。根据云政发〔2010〕3号文件执行。"
    )
    assert {c.number: c.relation for c in found} == {"云政发〔2001〕8号": "repeals", "云政发〔2003〕15号": "repeals", "云政发〔2010〕3号": "implements"}


def test_rows_of_a_table_in_an_attachment() -> None:
    rows: Table = table("序号|文件名称|文号", "1|云岭市人民政府关于加强市场管理的通知|云政发〔2001〕8号", "2|云岭市粮食储备暂行办法|云政发〔2003〕15号")
    doc = document("废止的规范性文件目录", rows)
    found = read_citations(doc, (_part(doc, "attachment:1", "废止的规范性文件目录"),), _NOTICE)
    assert [(c.title, c.number, c.relation) for c in found] == [
        ("云岭市人民政府关于加强市场管理的通知", "云政发〔2001〕8号", "repeals"),
        ("云岭市粮食储备暂行办法", "云政发〔2003〕15号", "repeals"),
    ]


def test_list_of_what_stays_in_force() -> None:
    doc = document("继续有效的规范性文件目录", "1.云岭市人民政府关于加强市场管理的通知（云政发〔2001〕8号）", "2.《云岭市粮食储备办法》")
    found = read_citations(doc, (_part(doc, "attachment:1", "继续有效的规范性文件目录"),), _NOTICE)
    assert {c.title: c.relation for c in found} == {"云岭市人民政府关于加强市场管理的通知": "extends", "云岭市粮食储备办法": "extends"}


# --- keys, properties ----------------------------------------------------------------------------------------------------
def test_keys() -> None:
    assert title_key("甲 〈乙〉（2021-2023年）") == title_key("甲《乙》(2021—2023年)")
    assert loose_key("中华人民共和国土地管理条例") == loose_key("土地管理条例")
    assert normal("云政发﹝2024﹞ 6号") == "云政发〔2024〕6号"


_PIECES = st.sampled_from(
    ["《", "》", "〈", "〉", "（", "）", "“", "”", "甲办法", "关于印发", "的通知", "云政发〔2023〕7号", "根据", "废止", "同时", "以下简称", "该办法", "，", "。", "、", "和", "\n", " ", "第三条"]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_text_parses_and_every_quote_holds_what_it_shows(text: str) -> None:
    for citation in _cited(text):
        assert citation.title or citation.number
        for evidence in citation.evidence:
            quote = "".join(evidence.quote.split())
            assert quote
            if evidence.cue in ("alias", "antecedent"):
                continue
            held = citation.title is not None and title_key(citation.title) in title_key(quote)
            assert held or loose_key(citation.title or "") in loose_key(quote) or "号" in quote
        assert all(one.start <= other.start for one, other in pairwise(citation.evidence))


@given(st.text(alphabet="《》〈〉<>甲乙。的通知印发关于", max_size=200))
def test_titles_are_apart_and_inside(text: str) -> None:
    titles = find_titles(text)
    assert all(one.end <= other.start for one, other in pairwise(titles))
    assert all(0 <= t.start < t.end <= len(text) and "。" not in t.of(text) for t in titles)


@given(st.lists(st.sampled_from(["云政发〔2023〕7号", "根据", "令第5号", "2021年", "公告", "和", "、12号", "甲", " "]), max_size=40).map("".join))
def test_numbers_are_apart_and_printed(text: str) -> None:
    view = View.of(text)
    numbers = find_numbers(view)
    assert all(one.end <= other.start for one, other in pairwise(numbers))
    assert all(number.value.endswith("号") or number.value.endswith(("令", "公告", "通告")) for number in numbers)
