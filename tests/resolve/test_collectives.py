"""Who is meant by a class of units."""

from __future__ import annotations

import networkx as nx
import pytest

from extractors.knowledge import Knowledge
from pipeline.graph.builder import build_graph
from pipeline.resolve.collectives import members_of
from tests.resolve.test_links import ENTRIES

KNOWLEDGE = Knowledge.load()

CASES = [
    ("510700", "各县（市、区）人民政府", "三台县人民政府", "德阳市旌阳区人民政府", "a city's counties"),
    ("510700", "各县（市、区）人民政府", "绵阳市游仙区人民政府", "绵阳市人民政府", "its districts under their full name, not the city"),
    ("510700", "各县（市、区）财政局", "三台县财政局", "三台县人民政府", "each bureau of a kind"),
    ("510000", "各市（州）人民政府", "凉山彝族自治州人民政府", "三台县人民政府", "a province's cities"),
    ("510000", "各市（州）农业农村局", "绵阳市农业农村局", "四川省农业农村厅", "their bureaus"),
    ("440000", "各地级以上市人民政府", "深圳市人民政府", "广州市天河区人民政府", "all cities, by another word"),
    ("350000", "各设区市人民政府", "漳州市人民政府", "闽侯县人民政府", "设区市 are cities, though a 区 stands in it"),
    ("330000", "各市、县（市、区）人民政府", "义乌市人民政府", "浙江省人民政府", "both, and counties that are called 市"),
    ("500000", "各区县人民政府", "重庆市江北区人民政府", "重庆市人民政府", "a municipality's districts and counties"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "form", "member", "stranger", "why"), CASES, ids=[case[4] for case in CASES])
def test_members(place: str, form: str, member: str, stranger: str, why: str) -> None:
    names = [found.name for found in members_of(place, form, KNOWLEDGE)]
    assert member in names, why
    assert stranger not in names, why
    assert len(set(names)) == len(names)


def test_a_city_has_all_its_counties() -> None:
    names = [found.name for found in members_of("370200", "各区（市）人民政府", KNOWLEDGE)]
    assert len(names) == 10
    assert {"青岛市市南区人民政府", "胶州市人民政府", "平度市人民政府"} <= set(names)


NOBODY = [("510700", "市直有关部门"), ("510700", "各有关单位"), ("云岭市", "各县（市、区）人民政府"), ("510722", "各乡镇人民政府"), ("510700", "三台县人民政府")]


@pytest.mark.parametrize(("place", "form"), NOBODY)
def test_a_class_without_known_members_stays_a_class(place: str, form: str) -> None:
    assert members_of(place, form, KNOWLEDGE) == []


def test_the_task_of_a_collective_is_above_each_member() -> None:
    built = build_graph(ENTRIES, knowledge=KNOWLEDGE)
    policy = next(node for node, title in built.nodes(data="title") if title and "茶园提升" in title)
    assert "unit:510722/government" in nx.descendants(built, policy)
    assert built.nodes["unit:510722/government"]["name"] == "三台县人民政府"
