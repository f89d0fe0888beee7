"""Views: every character keeps its place, whatever is squeezed, cut or left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.citations.numbers import find_numbers
from extractors.notes import patterns
from extractors.text import View, evidence, fold, squeeze
from extractors.units.lists import is_complete
from tests.tools.documents import paragraphs

TEXTS = st.text(alphabet="市财政局（）():１2Ａb：；％ \n\t\u3000\u00a0", max_size=40)
RANGES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))), max_size=3)


def _by_hand(text: str, start: int, end: int) -> list[int]:
    return [at for at in range(start, min(end, len(text))) if not text[at].isspace()]


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_view_holds_every_character_that_is_no_space_at_its_place(text: str, start: int, end: int) -> None:
    end = min(end, len(text))
    view = View.of(text, start, end)
    places = _by_hand(text, start, end)
    assert list(view.offsets) == places
    assert view.printed == "".join(text[at] for at in places)
    assert view.text == fold(view.printed)


@given(TEXTS)
def test_gaps_stand_where_offsets_leap(text: str) -> None:
    view = View.of(text)
    assert list(view.gaps()) == [at for at in range(1, len(view)) if view.offsets[at] - view.offsets[at - 1] > 1]


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_gaps_of_a_part_are_those_strictly_inside_it(text: str, start: int, end: int) -> None:
    view = View.of(text)
    start, end = min(start, len(view)), min(end, len(view))
    assert list(view.gaps(start, end)) == [at for at in view.gaps() if start < at < end]


@given(TEXTS, RANGES)
def test_what_is_left_out_leaves_the_rest_at_its_places(text: str, ranges: list[tuple[int, int]]) -> None:
    view = View.of(text)
    kept = [at for at in range(len(view)) if not any(start <= at < end for start, end in ranges)]
    rest = view.without(*ranges)
    assert list(rest.offsets) == [view.offsets[at] for at in kept]
    assert rest.text == "".join(view.text[at] for at in kept)


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_cut_is_the_view_of_its_stretch(text: str, start: int, end: int) -> None:
    view = View.of(text)
    start, end = sorted((min(start, len(view)), min(end, len(view))))
    piece = view.cut(start, end)
    assert piece.text == view.text[start:end]
    if start < end:
        assert piece == View.of(text, *view.span(start, end))


@given(TEXTS)
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert squeeze(text) == View.of(text).text


@pytest.mark.parametrize(
    ("start", "end", "quote", "why"),
    [
        (0, 6, "宁澜市财政局", "as it stands"),
        (0, 9, "宁澜市财政局", "white space at the end is no evidence"),
        (6, 11, "岭泉", "nor is it at the head"),
        (6, 9, "", "nothing but white space says nothing"),
    ],
)
def test_evidence_is_trimmed(start: int, end: int, quote: str, why: str) -> None:
    document = paragraphs("宁澜市财政局 \u3000", "岭泉县")
    found = evidence(document, start, end)
    assert (found.quote, document.text[found.start : found.end]) == (quote, quote), why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("由各部门落实。责任单位：市财政局", ["责任单位："], "a label"),
        ("注：责任单位：市财政局；完成时限：6月底", ["责任单位：", "完成时限："], "several; the first colon belongs to none"),
        ("牵头单位（按顺序）：市水利局", ["牵头单位（按顺序）："], "a remark inside the label"),
        ("责任单位为市财政局", [], "without a colon there is none"),
    ],
)
def test_labels_are_found_before_their_colons(text: str, expected: list[str], why: str) -> None:
    assert [match[0] for match in patterns.labels(text)] == expected, why


@given(st.text(alphabet="责任牵头单位完成时限：（）市局", max_size=60))
def test_labels_are_those_of_the_plain_expression(text: str) -> None:
    assert [match.span() for match in patterns.labels(text)] == [match.span() for match in patterns.ANY_LABEL.finditer(text)]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("岚江省人民政府令第12号公布", ["岚江省人民政府令第12号"], "an order"),
        ("见岚江政发〔2023〕5号、宁财农〔2022〕18号", ["岚江政发〔2023〕5号", "宁财农〔2022〕18号"], "two numbers, one behind the other"),
        ("岚江海关2021年第5号公告", ["岚江海关2021年第5号公告"], "the kind stands behind the number"),
        ("第5号楼", [], "a number of a house"),
    ],
)
def test_numbers_with_their_codes(text: str, expected: list[str], why: str) -> None:
    assert [number.value for number in find_numbers(View.of(text))] == expected, why


@pytest.mark.parametrize(
    ("name", "expected", "why"),
    [
        ("市财政局", True, "a bureau"),
        ("市财政局（市国资办）", True, "a remark behind it"),
        ("（市财政局）项目", False, "what ends it is no unit"),
        ("局", False, "a word of class alone"),
    ],
)
def test_names_that_are_complete(name: str, expected: bool, why: str) -> None:
    assert is_complete(name) is expected, why
