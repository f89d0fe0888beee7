"""When two printed things are the same, and which of several are paired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.alike import pair, plain, similarity, step_similarity

SAME = (
    ("市 发展\n改革委", "市发展改革委", "white space and wraps"),
    ("宁府发〔2024〕１１号", "宁府发[2024]11号", "width of digits, form of brackets"),
    ("2022—2023年", "2022–2023年", "dashes"),
    ("2022——2023年", "2022－2023年", "a dash of two"),
    ("“一窗综办”改革。", '"一窗综办"改革', "quotes, and the stop at the end"),
    ("〈办法〉", "《办法》", "title marks inside title marks"),
)
DIFFERENT = (("市商务局", "省商务局", "one character decides"), ("6月底前", "7月底前", "digits decide"), ("", "市商务局", "nothing is not something"))

texts = st.text(alphabet="市县局委办责任单位〔〕[]（）()—–-“”\"。；1２ \n", max_size=30)


@pytest.mark.parametrize(("one", "two", "why"), SAME)
def test_the_same_as_compared(one: str, two: str, why: str) -> None:
    assert plain(one) == plain(two), why


@pytest.mark.parametrize(("one", "two", "why"), DIFFERENT)
def test_not_the_same(one: str, two: str, why: str) -> None:
    assert plain(one) != plain(two), why


@given(texts)
def test_what_is_compared_is_compared_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(texts, texts)
def test_similarity_is_symmetric_and_bounded(one: str, two: str) -> None:
    value = similarity(one, two)
    assert 0.0 <= value <= 1.0
    assert value == similarity(two, one)
    assert similarity(one, one) == (1.0 if plain(one) else 0.0)


def test_similarity_by_hand() -> None:
    """市商 商务 务局 against 县商 商务 务局: two of three bigrams each, 4/6."""
    assert similarity("市商务局", "县商务局") == pytest.approx(4 / 6)


def test_a_step_cut_shorter_is_the_step() -> None:
    assert step_similarity("9月底前完成主体工程", "9月底前完成主体工程，年底前投入使用") == pytest.approx(0.9)
    assert step_similarity("9月底前", "9月底前完成主体工程") < 0.9, "five characters are in too much"


def test_pairs_take_the_best_first_and_each_once() -> None:
    names = ["修订管理办法", "修订管理细则"]
    assert sorted(pair(names, ["修订管理细则", "修订管理办法"], similarity, 0.5)) == [(0, 1), (1, 0)]
    assert pair(names[:1], ["修订管理办法", "修订管理办法"], similarity, 0.5) == [(0, 0)], "of equal ones the nearest in order"
    assert pair(names, ["植树造林"], similarity, 0.5) == []
