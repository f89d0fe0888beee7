"""Addressees 主送机关, one item each as the contract parts them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.header.addressees import split_units
from extractors.text import squeeze

CASES = (
    ("各县（区）人民政府，市直有关部门：", ["各县（区）人民政府", "市直有关部门"], "a comma parts"),
    ("各县人民政府、各街道办事处：", ["各县人民政府", "各街道办事处"], "、 parts complete names"),
    ("各市、州、直管市市场监管局：", ["各市、州、直管市市场监管局"], "classes share the head noun"),
    ("各市、县（市、区）人民政府：", ["各市、县（市、区）人民政府"], "a bracket in the enumeration"),
    ("市政府各委、办、局，各直属机构：", ["市政府各委、办、局", "各直属机构"], "classes share the modifier"),
    ("省直各委、办、厅、局：", ["省直各委、办、厅、局"], "four of them"),
    ("市直有关部门、单位：", ["市直有关部门、单位"], "a bare class word belongs to the one before"),
    ("国务院各部委、各直属机构：", ["国务院各部委", "各直属机构"], "a shared 各 joins nothing"),
    ("局机关各处室、各直属单位：", ["局机关各处室", "各直属单位"], "each complete"),
    ("东湖新区、南山风景区管委会，市直各单位：", ["东湖新区", "南山风景区管委会", "市直各单位"], "named members are one each"),
    ("青岭县、白沙区人民政府：", ["青岭县", "白沙区人民政府"], "named places are one each"),
    ("各设区市、白沙市、东湖示范区市场监管局：", ["各设区市、白沙市、东湖示范区市场监管局"], "classes and names mixed are one"),
    ("各县（市）、青岭区、白沙区交通局，局属各单位：", ["各县（市）、青岭区、白沙区交通局", "局属各单位"], "the mix, then a complete one"),
    ("各街道办事处、镇人民政府：", ["各街道办事处", "镇人民政府"], "each has its head noun"),
    ("中央、省属驻云有关单位：", ["中央、省属驻云有关单位"], "a modifier in two"),
    ("各有关单位:", ["各有关单位"], "a half-width colon"),
    ("省药监局,各市、自治州知识产权局：", ["省药监局", "各市、自治州知识产权局"], "a half-width comma"),
    ("各县（市、区）人民政府（管委会）：", ["各县（市、区）人民政府（管委会）"], "separators inside brackets part nothing"),
    ("", [], "nothing"),
)


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[why for *_, why in CASES])
def test_split_units(text: str, expected: list[str], why: str) -> None:
    flat = squeeze(text)
    assert [flat[start:end] for start, end in split_units(flat)] == expected, why


@given(st.text(alphabet="各市县区局委办人民政府单位（）、，：东湖", max_size=40))
def test_items_are_in_order_and_hold_all_but_separators(text: str) -> None:
    flat = squeeze(text)
    ranges = split_units(flat)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(ranges))
    covered = {at for start, end in ranges for at in range(start, end)}
    assert {flat[at] for at in range(len(flat)) if at not in covered} <= set("、，；。：")
