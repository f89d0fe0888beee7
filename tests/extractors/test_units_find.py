"""Units named in running text: what is one, where it begins and ends, and what only looks like one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.knowledge import Knowledge
from extractors.units.find import find_units
from extractors.units.model import NoticeContext
from extractors.units.places import gazetteer

KNOWLEDGE = Knowledge.load()
PLACES = gazetteer(KNOWLEDGE)
CITY = NoticeContext(place=PLACES.place("510700", 2022), at=date(2022, 5, 1))


def found(text: str, context: NoticeContext = CITY) -> list[str]:
    return [hit.text for hit in find_units(text, context=context, knowledge=KNOWLEDGE)]


CASES = [
    ("由市财政局牵头，市教育体育局配合。", ["市财政局", "市教育体育局"], "behind 由 and a comma"),
    ("市发展改革委会同市住房城乡建设局抓好落实", ["市发展改革委", "市住房城乡建设局"], "委 before 会同"),
    ("绵阳市财政局关于下达经费的通知", ["绵阳市财政局"], "with its place"),
    ("四川省绵阳市中级人民法院", ["四川省绵阳市中级人民法院"], "a chain of places"),
    ("经市委、市政府同意", ["市委", "市政府"], "the committee and the government"),
    ("市委组织部、市委编办", ["市委组织部", "市委编办"], "the longest form wins"),
    ("市政府办公室负责督办", ["市政府办公室"], "not 市政府"),
    ("市经济和信息化局三台县人民政府", ["市经济和信息化局", "三台县人民政府"], "glued together"),
    ("人行绵阳市中心支行、绵阳银保监分局", ["人行绵阳市中心支行", "绵阳银保监分局"], "the place inside"),
    ("团市委、市妇联", ["团市委", "市妇联"], "mass organisations"),
    ("报国务院批准后，由财政部、国家税务总局解释", ["国务院", "财政部", "国家税务总局"], "national organs"),
    ("推动绵阳职业技术学院扩大招生", ["绵阳职业技术学院"], "a school with its place"),
    ("支持市第三人民医院新建院区", ["市第三人民医院"], "a hospital"),
    ("绵阳云岭水务有限公司承担管护", ["绵阳云岭水务有限公司"], "a company, from the start of the sentence"),
    ("市市场监管局牵头", ["市市场监管局"], "市 twice"),
    ("城市管理局面貌一新", [], "no 市管理局 inside a word"),
    ("加强城市规划局部调整", [], "局部 is a word"),
    ("市商务部门要加强指导", [], "部门 swallows 部"),
    ("财政部门和民政部门", [], "no ministries"),
    ("各市财政局、各县财政局要高度重视", [], "classes"),
    ("省、市财政局按比例分担", [], "a class of two levels"),
    ("接受市委托开展评估", [], "委托 is a word"),
    ("市政办理窗口", [], "市政 is a word"),
    ("社区政府购买服务", [], "社区 is a word"),
    ("市民政策知晓率", [], "市民 is a word"),
    ("全市场监管局势", [], "市场"),
    ("市人大代表建议", [], "代表 swallows 人大"),
    ("省内有关高校", [], "省内 is no province"),
    ("绵阳学院路改造工程", [], "a street"),
    ("大成绵阳科技有限公司", [], "another word may begin the company's name"),
    ("", [], "nothing"),
    ("市政府办印发《绵府办发〔2022〕4号》。", ["市政府办"], "a document's number names no office"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[c[0][:14] for c in CASES])
def test_units_in_text(text: str, expected: list[str], why: str) -> None:
    assert found(text) == expected, why


def test_without_a_place_only_named_units_are_found() -> None:
    assert found("市财政局、绵阳市财政局、财政部", NoticeContext(at=date(2022, 5, 1))) == ["绵阳市财政局", "财政部"]


PIECES = ["市财政局", "市委", "由", "、", "会同", "绵阳市", "牵头", "。", "省发展改革委", "三台县政府", "城市管理", "办公室", "和", "国务院"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_hits_are_in_order_and_quote_the_text(text: str) -> None:
    hits = find_units(text, context=CITY, knowledge=KNOWLEDGE)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
