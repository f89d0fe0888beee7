"""Two texts side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measures.alignment import align, matches, sentences

ROAD = "普通国省道沿线每五十公里至少建成一座公共充电站"
ROAD_CHANGED = "普通国省道沿线每四十公里至少建成一座公共充电站"
SHOP = "支持供销社网点改造成农资便民服务站点"

CASES: list[tuple[str, str, list[str], str]] = [
    (f"{ROAD}。", f"{ROAD}。", ["shared"], "the same words"),
    (f"（一）{ROAD}。", f"3.{ROAD}；", ["shared"], "label and mark are no words"),
    (f"{ROAD}。", f"{ROAD_CHANGED}。", ["changed"], "one word differs"),
    (f"{ROAD}。", f"{SHOP}。", ["added", "dropped"], "two sentences"),
    (f"{ROAD}。{ROAD}。", f"{ROAD}。", ["shared", "dropped"], "each is found once"),
    (f"{ROAD}。", f"{ROAD_CHANGED}。{ROAD}。", ["added", "shared"], "the same words go before alike ones"),
    ("二〇二四年三月六日印发", "二〇二四年三月九日印发", ["added", "dropped"], "short pieces are alike by chance"),
    ("附件", "附件", [], "too short to be told apart"),
    ("", f"{SHOP}。", ["added"], "all is new"),
]


@pytest.mark.parametrize(("superior", "subordinate", "expected", "why"), CASES)
def test_sentences_side_by_side(superior: str, subordinate: str, expected: list[str], why: str) -> None:
    assert [found.kind for found in align(superior, subordinate)] == expected, why


TEXTS = st.lists(st.sampled_from([ROAD, ROAD_CHANGED, SHOP, "开展全覆盖排查整治", "（二）" + SHOP, "附件", "加强组织领导，压实各方责任"]), max_size=8).map("。".join)


@given(TEXTS, TEXTS)
def test_nothing_is_lost_and_each_range_holds_its_words(superior: str, subordinate: str) -> None:
    found = align(superior, subordinate)
    assert sorted(each.one.start for each in found if each.one) == [each.start for each in sentences(superior)]
    assert [each.other.start for each in found if each.other] == [each.start for each in sentences(subordinate)]
    for each in found:
        for text, said in ((superior, each.one), (subordinate, each.other)):
            assert said is None or text[said.start : said.end] == said.text
        assert (each.kind in ("shared", "changed")) == (each.one is not None and each.other is not None) == (each.score is not None)


@given(TEXTS)
def test_a_text_is_itself(text: str) -> None:
    assert {each.kind for each in align(text, text)} <= {"shared"}


@given(TEXTS, TEXTS)
def test_shared_is_shared_from_both_sides(one: str, other: str) -> None:
    there, back = ([each.kind for each in align(*pair)].count("shared") for pair in ((one, other), (other, one)))
    assert there == back


def test_each_piece_is_in_one_pair_at_most() -> None:
    found = matches([ROAD, ROAD_CHANGED, ROAD], [ROAD_CHANGED, ROAD])
    assert [(match.one, match.other, match.score) for match in found] == [(0, 1, 1.0), (1, 0, 1.0)]
