"""From a printed form to the full official name: by itself, by the day, by the rest of the notice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.knowledge import Knowledge
from extractors.units.model import NoticeContext, UnitName
from extractors.units.naming import Naming
from extractors.units.organs import is_subsequence
from extractors.units.places import gazetteer

KNOWLEDGE = Knowledge.load()
PLACES = gazetteer(KNOWLEDGE)
MIANYANG, QINGDAO, PUDONG, YUNNAN, NINGXIA, NATION = "510700", "370200", "310115", "530000", "640000", "100000"


def naming(
    code: str | None, on: str, mentions: tuple[str, ...] = (), *, issuers: tuple[str, ...] = (), definitions: tuple[tuple[str, str], ...] = ()
) -> Naming:
    at = date.fromisoformat(on)
    place = PLACES.place(code, at.year)
    return Naming(KNOWLEDGE, NoticeContext(place=place, at=at, issuers=issuers, mentions=mentions, definitions=definitions))


ALONE = [
    (MIANYANG, "2022-05-01", "市发展改革委", "绵阳市发展和改革委员会", "city", "和 dropped, 委"),
    (MIANYANG, "2022-05-01", "市发改委", "绵阳市发展和改革委员会", "city", "a character of each part"),
    (MIANYANG, "2022-05-01", "绵阳市发展和改革委员会", "绵阳市发展和改革委员会", "city", "in full"),
    (MIANYANG, "2022-05-01", "市经信局", "绵阳市经济和信息化局", "city", "经·信·局"),
    (MIANYANG, "2022-05-01", "市自规局", "绵阳市自然资源和规划局", "city", "自·规·局; 自然资源局 has no 规"),
    (MIANYANG, "2022-05-01", "市自然资源局", "绵阳市自然资源局", "city", "the form is a name itself"),
    (MIANYANG, "2022-05-01", "市教体局", "绵阳市教育和体育局", "city", "a local merger"),
    (MIANYANG, "2022-05-01", "市住建局", "绵阳市住房和城乡建设局", "city", "城乡 is seldom kept"),
    (MIANYANG, "2022-05-01", "市人社局", "绵阳市人力资源和社会保障局", "city", "人·社·局"),
    (MIANYANG, "2022-05-01", "市公积金中心", "绵阳市住房公积金管理中心", "city", "a row's short form"),
    (MIANYANG, "2022-05-01", "市政府", "绵阳市人民政府", "city", "the government"),
    (MIANYANG, "2022-05-01", "市政府办公室", "绵阳市人民政府办公室", "city", "its office"),
    (MIANYANG, "2022-05-01", "市委", "中共绵阳市委员会", "city", "the party committee"),
    (MIANYANG, "2022-05-01", "市委组织部", "中共绵阳市委组织部", "city", "a party organ"),
    (MIANYANG, "2022-05-01", "市委编办", "中共绵阳市委机构编制委员会办公室", "city", "under the committee since 2019"),
    (MIANYANG, "2016-05-01", "市委编办", "绵阳市机构编制委员会办公室", "city", "before 2019"),
    (MIANYANG, "2022-05-01", "市委网信办", "中共绵阳市委网络安全和信息化委员会办公室", "city", "a party organ"),
    (MIANYANG, "2022-05-01", "市纪委监委", "中共绵阳市纪律检查委员会、绵阳市监察委员会", "city", "two bodies that work as one"),
    (MIANYANG, "2022-05-01", "市人大常委会", "绵阳市人民代表大会常务委员会", "city", "congress"),
    (MIANYANG, "2022-05-01", "市政协", "中国人民政治协商会议绵阳市委员会", "city", "the place inside the name"),
    (MIANYANG, "2022-05-01", "市中院", "四川省绵阳市中级人民法院", "city", "courts take the province"),
    (MIANYANG, "2022-05-01", "三台县人民法院", "四川省三台县人民法院", "county", "a county's court without the city"),
    (MIANYANG, "2022-05-01", "游仙区人民检察院", "四川省绵阳市游仙区人民检察院", "county", "a district's with it"),
    (MIANYANG, "2022-05-01", "团市委", "共青团绵阳市委员会", "city", "the place inside the form"),
    (MIANYANG, "2022-05-01", "市妇联", "绵阳市妇女联合会", "city", "a mass organisation"),
    (MIANYANG, "2022-05-01", "市税务局", "国家税务总局绵阳市税务局", "city", "a vertical body"),
    (MIANYANG, "2016-05-01", "市国税局", "绵阳市国家税务局", "city", "before the merger of 2018"),
    (MIANYANG, "2022-05-01", "人行绵阳市中心支行", "中国人民银行绵阳市中心支行", "city", "before August 2023"),
    (MIANYANG, "2024-05-01", "中国人民银行绵阳市分行", "中国人民银行绵阳市分行", "city", "since"),
    (MIANYANG, "2022-05-01", "绵阳银保监分局", "中国银行保险监督管理委员会绵阳监管分局", "city", "before July 2023"),
    (MIANYANG, "2024-05-01", "绵阳金融监管分局", "国家金融监督管理总局绵阳监管分局", "city", "since"),
    (MIANYANG, "2022-05-01", "国网绵阳供电公司", "国网四川省电力公司绵阳供电公司", "other", "a company"),
    (MIANYANG, "2022-05-01", "市消防救援支队", "绵阳市消防救援支队", "city", "since 2018"),
    (MIANYANG, "2022-05-01", "省科技厅", "四川省科学技术厅", "province", "the issuer's province"),
    (MIANYANG, "2022-05-01", "科技厅", "四川省科学技术厅", "province", "only a province has a 厅"),
    (MIANYANG, "2022-05-01", "三台县政府", "三台县人民政府", "county", "a county stands alone"),
    (MIANYANG, "2022-05-01", "游仙区财政局", "绵阳市游仙区财政局", "county", "a district under its city"),
    (MIANYANG, "2022-05-01", "高新区管委会", "绵阳高新技术产业开发区管理委员会", "zone", "the city's one zone of the class"),
    (MIANYANG, "2022-05-01", "绵阳新皂工业园区管委会", "绵阳新皂工业园区管理委员会", "zone", "full but for 管委会"),
    (MIANYANG, "2022-05-01", "市第三人民医院", "绵阳市第三人民医院", "city", "a hospital of the place"),
    (MIANYANG, "2022-05-01", "绵阳职业技术学院", "绵阳职业技术学院", "other", "a school"),
    (MIANYANG, "2022-05-01", "市政府办公室数字化专班", "绵阳市人民政府办公室数字化专班", "city", "a body of a body"),
    (MIANYANG, "2022-05-01", "省药监局驻绵阳办事处", "四川省药品监督管理局驻绵阳办事处", "province", "a branch"),
    (MIANYANG, "2022-05-01", "省市场监管局（省知识产权局）", "四川省市场监督管理局", "province", "a second nameplate in brackets"),
    (MIANYANG, "2022-05-01", "国家发改委", "国家发展和改革委员会", "national", "a national organ"),
    (MIANYANG, "2022-05-01", "商务部", "中华人民共和国商务部", "national", "a ministry"),
    (MIANYANG, "2022-05-01", "市城市防汛排水指挥中心", "绵阳市城市防汛排水指挥中心", "city", "no row knows it, but it is made of whole words"),
    (MIANYANG, "2022-05-01", "市优化营商环境工作领导小组办公室", "绵阳市优化营商环境工作领导小组办公室", "city", "a leading group's office in full"),
    (PUDONG, "2022-05-01", "区公安分局", "上海市公安局浦东分局", "county", "a branch, named after the city's bureau"),
    (PUDONG, "2022-05-01", "区科协", "上海市浦东新区科学技术协会", "county", "a short form of two characters"),
    (MIANYANG, "2022-05-01", "深圳证券交易所", "深圳证券交易所", "national", "a national body that names a place"),
    (MIANYANG, "2022-05-01", "市司法局(市政府法制办)", "绵阳市司法局", "city", "brackets of any kind"),
    (MIANYANG, "2022-05-01", "省信息中心", "四川省信息中心", "province", "whole words"),
    (MIANYANG, "2022-05-01", "新华街道办事处", "新华街道办事处", "town", "no table knows the 街道"),
    ("510722", "2022-05-01", "县市场监管局", "三台县市场监督管理局", "county", "县 and 市场"),
    ("510722", "2022-05-01", "云溪镇人民政府", "三台县云溪镇人民政府", "town", "a town takes its county's name"),
    ("510704", "2022-05-01", "云溪镇人民政府", "绵阳市游仙区云溪镇人民政府", "town", "or its district's, with the city's"),
    (MIANYANG, "2022-05-01", "云埠县人民政府", "云埠县人民政府", "county", "no table knows the county, but the name is in full"),
    (QINGDAO, "2022-05-01", "青岛证监局", "中国证券监督管理委员会青岛监管局", "city", "one of the five cities with their own"),
    (QINGDAO, "2022-05-01", "市大数据局", "青岛市大数据局", "city", "the name of this province's cities"),
    (QINGDAO, "2022-05-01", "青岛海关", "中华人民共和国青岛海关", "city", "customs"),
    (QINGDAO, "2016-05-01", "市卫生计生委", "青岛市卫生和计划生育委员会", "city", "before 2018"),
    (QINGDAO, "2016-05-01", "市食药监局", "青岛市食品药品监督管理局", "city", "before 2018"),
    (PUDONG, "2023-05-01", "区发展改革委", "上海市浦东新区发展和改革委员会", "county", "a district of a municipality"),
    (PUDONG, "2023-05-01", "市发展改革委", "上海市发展和改革委员会", "province", "the municipality"),
    (PUDONG, "2023-05-01", "市规划资源局", "上海市规划和自然资源局", "province", "this municipality's own name"),
    (PUDONG, "2023-05-01", "浦东新区司法局", "上海市浦东新区司法局", "county", "named"),
    (YUNNAN, "2024-03-01", "省数据局", "云南省数据局", "province", "since 2023"),
    (YUNNAN, "2022-03-01", "人民银行昆明中心支行", "中国人民银行昆明中心支行", "province", "in a capital it serves the province"),
    (YUNNAN, "2024-03-01", "云南金融监管局", "国家金融监督管理总局云南监管局", "province", "the national body's"),
    (YUNNAN, "2023-03-01", "省金融监管局", "云南省地方金融监督管理局", "province", "before the national body there was one only"),
    (YUNNAN, "2023-03-01", "大理州人民政府", "大理白族自治州人民政府", "city", "a prefecture by its short form"),
    (NINGXIA, "2023-03-01", "自治区党委宣传部", "中共宁夏回族自治区委员会宣传部", "province", "党委 in a region"),
    (NINGXIA, "2023-03-01", "自治区市场监管厅", "宁夏回族自治区市场监督管理厅", "province", "a 厅 here"),
    (PUDONG, "2023-05-01", "市交警总队", "上海市公安局交通警察总队", "province", "a municipality has a 公安局"),
    (YUNNAN, "2023-03-01", "省交警总队", "云南省公安厅交通警察总队", "province", "a province has a 公安厅"),
    (NATION, "2023-03-01", "商务部办公厅", "中华人民共和国商务部办公厅", "national", "the office of a ministry of three characters"),
    (NATION, "2023-03-01", "发展改革委", "国家发展和改革委员会", "national", "in a notice of the nation"),
    (NATION, "2023-03-01", "工业和信息化部办公厅", "中华人民共和国工业和信息化部办公厅", "national", "a ministry's office"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "on", "mention", "name", "level", "why"), ALONE, ids=[f"{a[2]}-{a[1][:4]}" for a in ALONE])
def test_a_mention_by_itself(place: str, on: str, mention: str, name: str, level: str, why: str) -> None:
    unit = naming(place, on).name_of(mention)
    assert unit is not None
    assert (unit.name, unit.level) == (name, level), why


OPEN = [
    (MIANYANG, "市文旅局", "culture_tourism", "文化和旅游局, 文化旅游局 and many more"),
    (MIANYANG, "市国资委", "state_assets", "with or without 人民政府"),
    (MIANYANG, "市金融办", "local_finance", "工作 or 服务"),
    (MIANYANG, "市城管执法局", "city_management", "three names"),
    (MIANYANG, "市审批局", "administrative_approval", "with or without 服务"),
    (MIANYANG, "市经合办", None, "no row"),
    (MIANYANG, "三台县生态环境局", "ecology_environment", "a branch of the city's bureau, that cities name in two ways"),
    (MIANYANG, "绵阳高新区市场监管局", "market", "a zone's bureau: the organ is known, how the zone names it is not"),
    (MIANYANG, "市审改办", "approval_reform", "with or without 工作"),
    (MIANYANG, "文旅新区管委会", "zone_committee.文旅新区", "a zone that no row knows"),
    (MIANYANG, "市道运办", None, "an abbreviation of what no row knows"),
    (MIANYANG, "云岭高新区管委会", "zone_committee.云岭高新区", "产业开发区 or 产业园区"),
    (MIANYANG, "市城投集团", None, "a company's full name cannot be known"),
]


@pytest.mark.parametrize(("place", "mention", "organ", "why"), OPEN)
def test_what_stays_open_has_no_name(place: str, mention: str, organ: str | None, why: str) -> None:
    unit = naming(place, "2022-05-01").name_of(mention)
    assert unit is not None
    assert (unit.name, unit.organ) == (None, organ), why


NOBODY = ["开发（度假）区管委会", "有关园区管委会", "厅审批协办处室", "涉农区政府", "市场监管领域部门", "各县（市、区）人民政府", "市直有关部门", "", "三台县", "绵阳高新区", "东城街道", "长期坚持"]


@pytest.mark.parametrize("mention", NOBODY)
def test_a_class_a_place_and_a_phrase_are_no_units(mention: str) -> None:
    assert naming(MIANYANG, "2022-05-01").name_of(mention) is None


def test_a_class_of_all_provinces_is_no_unit_of_the_nation() -> None:
    assert naming(NATION, "2022-05-01").name_of("省财政厅") is None


REST = [
    (("市文旅局", "市文化广电旅游局"), {}, "市文旅局", "绵阳市文化广电旅游局", "fuller_mention", "a fuller mention of the same organ"),
    (("市文旅局", "省文化和旅游厅"), {}, "市文旅局", None, "organ_only", "another place's is no help"),
    (("市住建局", "水利局"), {}, "水利局", "绵阳市水利局", "ellipsis", "the place stands before the first of the list"),
    (("三台县财政局", "审计局"), {}, "审计局", "三台县审计局", "ellipsis", "a county's list"),
    (("高新区管委会", "市财政局", "审计局"), {}, "审计局", "绵阳市审计局", "ellipsis", "the nearest place counts"),
    (("市财政局", "高新区管委会", "审计局"), {}, "审计局", None, "local", "the zone's or the city's"),
    (("安州区", "高新区", "经开区管委会"), {}, "高新区", "绵阳高新技术产业开发区管理委员会", "shared_head", "the last member says 管委会 for all"),
    (("盐亭县", "高新区管委会", "三台县政府"), {}, "高新区管委会", "绵阳高新技术产业开发区管理委员会", "zone", "a member with a class word of its own"),
    (("安州区", "三台县政府"), {}, "安州区", "绵阳市安州区人民政府", "shared_head", "the last member says 政府 for all"),
    (("审批局", "市行政审批局"), {}, "审批局", None, "local", "not the same words"),
    (("金融办", "市金融办"), {}, "金融办", None, "organ_only", "the same words, though the name is open"),
    (("水利局", "市水利局"), {}, "水利局", "绵阳市水利局", "fuller_mention", "the same words with a place in front"),
    (("财政局", "教育局"), {}, "财政局", "绵阳市财政局", "bare", "a notice that leaves the place out"),
    (("住建局", "市住房城乡建设局"), {}, "住建局", None, "local", "the city's own is printed otherwise: whose is this?"),
    (("财政局", "高新区管委会"), {}, "财政局", None, "local", "a zone may have one too"),
    (("职业学院", "绵阳职业技术学院"), {}, "职业学院", "绵阳职业技术学院", "fuller_mention", "a school's short form"),
    (("人事处",), {"issuers": ("四川省市场监督管理局",)}, "人事处", "四川省市场监督管理局人事处", "division", "a division of the issuer"),
    (("高新区经济发展局",), {"issuers": ("四川省市场监督管理局",)}, "高新区经济发展局", None, "local", "a zone's, not a division"),
    (("局法规处",), {"issuers": ("四川省市场监督管理局",)}, "局法规处", "四川省市场监督管理局法规处", "division", "of this very 局"),
    (("机关党委",), {"issuers": ("四川省市场监督管理局",)}, "机关党委", "中共四川省市场监督管理局机关委员会", "division", "the party body of the issuer"),
    (("绵阳市局",), {"issuers": ("四川省市场监督管理局",)}, "绵阳市局", "绵阳市市场监督管理局", "counterpart", "the city's bureau of the same kind"),
    (("省局",), {"issuers": ("四川省市场监督管理局",)}, "省局", "四川省市场监督管理局", "counterpart", "the issuer itself"),
    (("德阳市局",), {"issuers": ("四川省人民政府",)}, "德阳市局", None, "local", "which bureau?"),
    (("林业局",), {"issuers": ("四川省市场监督管理局",)}, "林业局", None, "local", "another department, not a division"),
    (("人事处",), {"issuers": ("绵阳市人民政府",)}, "人事处", None, "local", "a government has no 处 of its own"),
    (("水专办",), {"definitions": (("水专办", "市水利局"),)}, "水专办", "绵阳市水利局", "definition", "the notice says so"),
]  # fmt: skip


@pytest.mark.parametrize(("mentions", "more", "mention", "name", "rule", "why"), REST, ids=["-".join(r[0]) for r in REST])
def test_the_rest_of_the_notice(
    mentions: tuple[str, ...], more: dict[str, tuple[str, ...]], mention: str, name: str | None, rule: str, why: str
) -> None:
    context = NoticeContext(place=PLACES.place(MIANYANG, 2022), at=date(2022, 5, 1), mentions=mentions, lists=(mentions,), **more)  # type: ignore[arg-type]
    unit = Naming(KNOWLEDGE, context).name_of(mention)
    assert unit is not None
    assert (unit.name, unit.rule) == (name, rule), why


APART = [
    (MIANYANG, "市财政局", "财金局", "a zone's bureau"),
    (MIANYANG, "市自然资源和规划局", "自规分局", "a branch"),
    (MIANYANG, "市财政局", "省财政厅", "two levels"),
    (MIANYANG, "市政务服务和大数据局", "市政务服务中心", "the bureau and the hall"),
    (MIANYANG, "市公共资源交易中心", "市公共资源交易监管局", "the trading centre and its supervisor"),
    (MIANYANG, "市疾控局", "市疾控中心", "the bureau and the centre"),
    (MIANYANG, "市委政法委", "市司法局", "party and government"),
    (MIANYANG, "市市场监管局", "市药监局", "two bureaus"),
    (MIANYANG, "市应急局", "市人防办", "two bodies"),
    (MIANYANG, "市林业局", "市农业农村局", "two bureaus"),
    (MIANYANG, "市人大常委会", "市人大", "the congress and its committee"),
    (MIANYANG, "市工信局", "市工商联", "工 and 工"),
    (MIANYANG, "市国税局", "市税务局", "before and after 2018"),
]


@pytest.mark.parametrize(("place", "one", "other", "why"), APART)
def test_look_alikes_stay_two(place: str, one: str, other: str, why: str) -> None:
    names = naming(place, "2022-05-01", (one, other))
    left, right = names.name_of(one), names.name_of(other)
    assert left is not None
    assert right is not None
    assert left.id != right.id, why


def test_one_form_in_two_cities_is_two_units() -> None:
    ids = {unit.id for code in (MIANYANG, QINGDAO) if (unit := naming(code, "2022-05-01").name_of("市民政局"))}
    assert ids == {"510700/civil_affairs", "370200/civil_affairs"}


def test_forms_of_one_organ_have_one_id() -> None:
    forms = ("市发改委", "市发展改革委", "绵阳市发展和改革委员会", "四川省绵阳市发展改革委")
    names = naming(MIANYANG, "2022-05-01", forms)
    assert {unit.id for form in forms if (unit := names.name_of(form))} == {"510700/development_reform"}


SUBSEQUENCES = [
    ("工信厅", "工业和信息化厅", True, "in order, first one kept, one class word"),
    ("信工厅", "工业和信息化厅", False, "out of order"),
    ("信息厅", "工业和信息化厅", False, "the first character is lost"),
    ("工信局", "工业和信息化厅", False, "another class word"),
    ("发改委", "发展和改革委员会", True, "委 is 委员会"),
    ("", "财政局", False, "nothing"),
]


@pytest.mark.parametrize(("short", "name", "expected", "why"), SUBSEQUENCES)
def test_subsequences(short: str, name: str, expected: bool, why: str) -> None:
    assert is_subsequence(short, name) is expected, why


def test_a_users_organ_is_laid_over(tmp_path: Path) -> None:
    head = "organ,branch,levels,serves,name,forms,valid_from,valid_to,places\n"
    (tmp_path / "organs.csv").write_text(head + "tea,government,city,,茶产业|发展|局,茶叶局,,,\n", encoding="utf-8")
    context = NoticeContext(place=PLACES.place(MIANYANG), at=date(2022, 5, 1))
    unit = Naming(Knowledge.load(tmp_path), context).name_of("市茶叶局")
    assert unit is not None
    assert (unit.name, unit.id) == ("绵阳市茶产业发展局", "510700/tea")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_order_of_asking_and_of_mention_changes_nothing(data: st.DataObject) -> None:
    some = sorted({a[2] for a in ALONE[:50]} | {o[1] for o in OPEN})
    mentions = data.draw(st.lists(st.sampled_from(some), min_size=2, max_size=6, unique=True))
    shuffled = data.draw(st.permutations(mentions))
    one, other = naming(MIANYANG, "2022-05-01", tuple(mentions)), naming(MIANYANG, "2022-05-01", tuple(shuffled))
    left: dict[str, UnitName | None] = {m: one.name_of(m) for m in mentions}
    right: dict[str, UnitName | None] = {m: other.name_of(m) for m in shuffled}
    assert left == right


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="市省县区州绵阳财政局委办公室厅人民府发展改革和（）、高新管会中国银行分支第一二三医院公司", max_size=16))
def test_any_characters_are_borne(text: str) -> None:
    unit = naming(MIANYANG, "2022-05-01", (text, "市财政局")).name_of(text)
    assert unit is None or (unit.id and unit.form)
