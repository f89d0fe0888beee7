"""The record's units and the issuer's area."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from extractors.knowledge import Knowledge
from extractors.records import Jurisdiction, Unit
from extractors.units.units import jurisdiction_of, units_of
from tests.tools.documents import paragraphs

KNOWLEDGE = Knowledge.load()
DAY = date(2022, 5, 1)

AREAS = [
    (["绵阳市人民政府办公室"], None, "", ("四川省绵阳市", "510700", "city"), "a city"),
    (["四川省市场监督管理局"], None, "", ("四川省", "510000", "province"), "a province's department"),
    (["上海市浦东新区财政局"], None, "", ("上海市浦东新区", "310115", "county"), "a district of a municipality"),
    (["三台县人民政府"], None, "", ("四川省绵阳市三台县", "510722", "county"), "a county"),
    (["国务院办公厅"], None, "", ("中华人民共和国", "100000", "national"), "the nation"),
    (["绵阳市财政局", "绵阳市民政局"], None, "", ("四川省绵阳市", "510700", "city"), "two of one city"),
    (["中共绵阳市委办公室", "绵阳市人民政府办公室"], None, "", ("四川省绵阳市", "510700", "city"), "party and government"),
    (["绵阳市财政局", "四川省财政厅"], None, "", ("四川省", "510000", "province"), "the area that they share"),
    (["国家税务总局绵阳市税务局"], None, "", ("四川省绵阳市", "510700", "city"), "a vertical body"),
    ([], "绵阳市人民政府关于印发工作要点的通知", "", ("四川省绵阳市", "510700", "city"), "from the title"),
    ([], "财政部等三部门关于开展试点的通知", "", ("中华人民共和国", "100000", "national"), "from the title, 等三部门"),
    ([], "关于印发工作要点的通知", "各县（市、区）政府：经绵阳市人民政府同意，现印发给你们。", ("四川省绵阳市", "510700", "city"), "from the text"),
    (["鼓楼区人民政府"], None, "按照南京市的部署，制定本方案。", ("江苏省南京市鼓楼区", "320106", "county"), "a namesake told by the text"),
    (["云岭市人民政府"], None, "", ("云岭市", None, "city"), "a place that no table knows"),
    (["自治区市场监督管理局"], None, "经宁夏回族自治区人民政府同意，", ("宁夏回族自治区", "640000", "province"), "a class word is no name"),
    ([], "云岭市优化环境条例（征求意见稿）", "", None, "no issuer in the title"),
    (["鼓楼区人民政府"], None, "制定本方案。", None, "a namesake that nothing tells"),
    (["商务部办公厅"], None, "", ("中华人民共和国", "100000", "national"), "a ministry's office"),
    (["国防科工局"], None, "制定本办法。", ("中华人民共和国", "100000", "national"), "a short form that only the nation has"),
    ([], "关于印发工作要点的通知", "各有关单位：请认真执行。", None, "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("issuers", "title", "text", "expected", "why"), AREAS, ids=[a[4] for a in AREAS])
def test_the_issuers_area(issuers: list[str], title: str | None, text: str, expected: tuple[str, str | None, str] | None, why: str) -> None:
    area = jurisdiction_of(issuers, title=title, document_text=text, at=DAY, knowledge=KNOWLEDGE)
    assert (area and (area.name, area.code, area.level)) == expected, why


TEXT = """绵阳市人民政府关于印发水环境治理方案的通知
三台县人民政府，市政府各部门：
　　《绵阳市水环境治理方案》已经市政府同意，现印发给你们。
　　一、开展排查。由市水利局牵头，市发改委、市生
态环境局配合。（责任单位：市发展改革委、市直有关部门、各县（市、区）人民政府）
　　二、加强督查。聘请绵阳市水环境治理指挥中心（以下简称指挥中心）开展巡查。（责任单位：指挥中心、市水专班、河湖科）
"""


LISTS = [["市发展改革委", "市直有关部门", "各县（市、区）人民政府"], ["指挥中心", "市水专班", "河湖科"]]


def units() -> tuple[Unit, ...]:
    return units_of(
        paragraphs(*TEXT.splitlines()),
        lists=LISTS,
        issuers=["绵阳市人民政府"],
        addressees=["三台县人民政府", "市政府各部门"],
        jurisdiction=Jurisdiction(name="四川省绵阳市", code="510700", level="city"),
        issued_on=DAY,
        knowledge=KNOWLEDGE,
    ).units


def test_one_entry_an_organisation_in_order_of_appearance() -> None:
    assert [(u.id, u.name, u.level, u.mentions) for u in units()] == [
        ("510700/government", "绵阳市人民政府", "city", ["绵阳市人民政府", "市政府"]),
        ("510722/government", "三台县人民政府", "county", ["三台县人民政府"]),
        ("510700/water", "绵阳市水利局", "city", ["市水利局"]),
        ("510700/development_reform", "绵阳市发展和改革委员会", "city", ["市发改委", "市发展改革委"]),
        ("510700/ecology_environment", "绵阳市生态环境局", "city", ["市生态环境局"]),
        ("510700/水环境治理指挥中心", "绵阳市水环境治理指挥中心", "city", ["指挥中心"]),
        ("510700/水专班", None, "city", ["市水专班"]),
        ("510700/河湖科", None, None, ["河湖科"]),
    ]


ADDRESSED = [
    (["各区财政局", "民政局", "市水利局"], ["绵阳市水利局"], "the 各 of the first holds for the second"),
    (["各镇人民政府", "街道办事处", "三台县人民政府"], ["三台县人民政府"], "a class of offices"),
    (["三台县财政局", "市水利局"], ["三台县财政局", "绵阳市水利局"], "no 各"),
    (["局机关各科（室）", "市水利局"], ["绵阳市水利局"], "the divisions of the issuer"),
]  # fmt: skip


@pytest.mark.parametrize(("addressees", "expected", "why"), ADDRESSED, ids=[a[2] for a in ADDRESSED])
def test_what_each_place_has_is_no_unit(addressees: list[str], expected: list[str], why: str) -> None:
    found = units_of(
        paragraphs("、".join(addressees) + "："),
        lists=[],
        issuers=[],
        addressees=addressees,
        jurisdiction=Jurisdiction(name="四川省绵阳市", code="510700", level="city"),
        issued_on=DAY,
        knowledge=KNOWLEDGE,
    )
    assert sorted(unit.name or "" for unit in found.units) == sorted(expected), why


TWO_LINES = [
    ("绵阳市自然资源和规划局", "绵阳市人民防空办公室"),
    ("中共绵阳市委办公室", "绵阳市人民政府办公室"),
    ("商务部办公厅", "财政部办公厅"),
    ("公安部", "国家互联网信息办公室"),
]


@pytest.mark.parametrize("lines", TWO_LINES, ids="-".join)
def test_signers_on_two_lines_are_two_units(lines: tuple[str, str]) -> None:
    found = units_of(
        paragraphs(*lines),
        lists=[],
        issuers=lines,
        addressees=[],
        jurisdiction=Jurisdiction(name="四川省绵阳市", code="510700", level="city"),
        issued_on=DAY,
        knowledge=KNOWLEDGE,
    )
    assert [unit.mentions for unit in found.units] == [[line] for line in lines]
    assert all(unit.name for unit in found.units)


def test_units_of_a_place_that_no_table_knows() -> None:
    text = "云岭市人民政府关于植树的通知\n由市林业局牵头，市财政局、云岭税务局配合。（责任单位：市林草局）"
    found = units_of(
        paragraphs(*text.splitlines()),
        lists=[["市林草局"]],
        issuers=["云岭市人民政府"],
        addressees=[],
        jurisdiction=Jurisdiction(name="云岭市", level="city"),
        issued_on=DAY,
        knowledge=KNOWLEDGE,
    )
    assert [(u.id, u.name) for u in found.units] == [
        ("云岭市/government", "云岭市人民政府"),
        ("云岭市/forestry", "云岭市林业局"),
        ("云岭市/finance", "云岭市财政局"),
        ("云岭市/tax", "国家税务总局云岭市税务局"),
        ("云岭市/云岭市林业和草原局", "云岭市林业和草原局"),
    ], "two names of one kind stay two"


def test_a_form_that_neither_a_name_nor_a_place_tells_apart_is_no_unit() -> None:
    """In another notice the same letters would be another unit."""
    found = units_of(
        paragraphs("由省财政厅、水务集团负责，国家林业和草原局指导。"),
        lists=[["省财政厅", "水务集团", "国家林业和草原局"]],
        issuers=[],
        addressees=[],
        jurisdiction=None,
        issued_on=DAY,
        knowledge=KNOWLEDGE,
    )
    assert [(unit.id, unit.name) for unit in found.units] == [("100000/forestry", "国家林业和草原局")]


def test_what_several_names_fit_is_one_problem_a_unit() -> None:
    found = units_of(
        paragraphs("由市文广旅局负责，市文广旅局、市财政局落实。"),
        lists=[["市文广旅局"], ["市文广旅局", "市财政局"]],
        issuers=["绵阳市人民政府"],
        addressees=[],
        jurisdiction=Jurisdiction(name="四川省绵阳市", code="510700", level="city"),
        issued_on=DAY,
        knowledge=KNOWLEDGE,
    )
    [problem] = found.problems
    assert problem.code == "unit.ambiguous"
    assert problem.evidence is not None
    assert problem.evidence.quote == "市文广旅局"
    assert "绵阳市文化广电旅游局" in problem.message


def test_a_form_behind_two_places_stays_open() -> None:
    """What stands behind the province's in one list and behind the city's in another is nobody's, and a problem says so."""
    found = units_of(
        paragraphs("（责任单位：省财政厅、林业局）（责任单位：市财政局、林业局）"),
        lists=[["省财政厅", "林业局"], ["市财政局", "林业局"]],
        issuers=["绵阳市人民政府"],
        addressees=[],
        jurisdiction=Jurisdiction(name="四川省绵阳市", code="510700", level="city"),
        issued_on=DAY,
        knowledge=KNOWLEDGE,
    )
    assert [unit.name for unit in found.units if "林业局" in unit.mentions] == [None]
    [problem] = found.problems
    assert "绵阳市林业局" in problem.message
    assert "四川省林业" in problem.message


def test_the_order_of_the_lists_does_not_matter() -> None:
    area = Jurisdiction(name="四川省绵阳市", code="510700", level="city")
    again = units_of(
        paragraphs(*TEXT.splitlines()),
        lists=LISTS[::-1],
        issuers=["绵阳市人民政府"],
        addressees=["三台县人民政府", "市政府各部门"],
        jurisdiction=area,
        issued_on=DAY,
        knowledge=KNOWLEDGE,
    )
    assert again.units == units()


def test_ids_are_distinct_and_a_mention_belongs_to_one_unit() -> None:
    ids = [unit.id for unit in units()]
    mentions = [mention for unit in units() for mention in unit.mentions]
    assert len(set(ids)) == len(ids)
    assert len(set(mentions)) == len(mentions)


def test_the_units_of_real_notices(shared_folder: Path) -> None:
    """Every unit that the gold asks for (its optional ones are expansions from outside the text) has its name and level."""
    wrong: list[str] = []
    asked = 0
    for path in sorted((shared_folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        notice = gold["notice"]
        mentions = [mention for unit in gold["units"] for mention in unit["mentions"]]
        day = date.fromisoformat(notice["issued_on"])
        area = jurisdiction_of(notice["issuers"], title=notice["title"], document_text="", at=day, knowledge=KNOWLEDGE)
        found = units_of(
            paragraphs("、".join(mentions)),
            lists=[[a["mention"] for a in task["assignments"]] for task in gold["tasks"]],
            issuers=notice["issuers"],
            addressees=[],
            jurisdiction=area,
            issued_on=day,
            knowledge=KNOWLEDGE,
        ).units
        of = {mention: (unit.name, unit.level) for unit in found for mention in unit.mentions}
        for unit in gold["units"]:
            for mention in unit["mentions"]:
                if not unit.get("optional"):
                    asked += 1
                    name, level = of.get(mention, (None, None))
                    if name != unit["name"] or (unit["level"] and level != unit["level"]):
                        wrong.append(f"{path.stem}: {mention} is {unit['name']}, not {name}")
    assert asked > 100
    assert len(wrong) <= 0.05 * asked, wrong
