"""What a user may type, and what the index is asked: terms, phrases, marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PolicygraphError
from pipeline.search.language import question
from pipeline.search.snippets import LENGTH, marked, snippet
from pipeline.search.terms import normal, phrase, places, terms


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("市财政局", ["市财", "财政", "政局", "局"], "neighbouring characters, and the last by itself"),
        ("水", ["水"], "a run of one character"),
        ("水、电。", ["水", "电"], "marks end a run and are no terms"),
        ("２０２５ 年", ["20", "02", "25", "5年", "年"], "one width, no white space"),
        ("5G网络", ["5g", "g网", "网络", "络"], "small letters"),
        ("", [], "nothing"),
        ("——", [], "no word"),
    ],
)
def test_terms(text: str, expected: list[str], why: str) -> None:
    assert terms([text]) == expected, why


@pytest.mark.parametrize(
    ("pieces", "expected", "why"),
    [
        (("发放补贴", "按月发放。"), ["发放", "放补", "补贴", "贴", "按月", "月发", "发放", "放"], "a heading and a text do not run together"),
        (("发放补贴", "每月发放补贴。"), ["每月", "月发", "发放", "放补", "补贴", "贴"], "a title that its text holds is told once"),
        (("发放补贴", "发放 补贴"), ["发放", "放补", "补贴", "贴"], "white space is no difference"),
    ],
)
def test_terms_of_pieces(pieces: tuple[str, ...], expected: list[str], why: str) -> None:
    assert terms(pieces) == expected, why


def asked(words: str) -> tuple[list[str], list[str], list[str] | None]:
    found = question(words)
    wanted, unwanted, loose = (None if some is None else ["|".join(one.runs) for one in some] for some in (found.wanted, found.unwanted, found.loose))
    return wanted or [], unwanted or [], loose


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted", "loose", "why"),
    [
        ("养老", ["养老"], [], None, "one word"),
        ("养老 补贴", ["养老", "补贴"], [], None, "two words"),
        ("养老　补贴", ["养老", "补贴"], [], None, "the blank of Chinese type"),
        ("养老 养老", ["养老"], [], None, "said twice"),
        ("养老 -补贴", ["养老"], ["补贴"], None, "without the second"),
        ("养老 －补贴", ["养老"], ["补贴"], None, "a wide minus"),
        ("-补贴 养老", ["养老"], ["补贴"], None, "the first may be the one that must not be there"),
        ('养老 -"护理 补贴"', ["养老"], ["护理补贴"], None, "a phrase that must not be there; blanks say nothing in Chinese"),
        ("2024-2026年", ["2024|2026年"], [], ["2024", "2026"], "a minus inside a word is a mark; a single character is no word of jieba's"),
        ("养老 -", ["养老"], [], None, "a minus before nothing"),
        ("放管服改革措施", ["放管服改革措施"], [], ["放管服", "改革", "措施"], "jieba's words for what may not stand so"),
        ('"放管服改革措施"', ["放管服改革措施"], [], None, "quoted: as it stands"),
        ("深化“放管服”改革", ["深化", "放管服", "改革"], [], None, "quotes of Chinese type"),
        ('"没有写完', ["没有写完"], [], None, "a quote that does not end"),
        ("财政、税务", ["财政|税务"], [], ["财政", "税务"], "a mark between two words"),
        ("AND OR NOT NEAR(", ["and", "or", "not", "near"], [], None, "words that mean something to a database"),
        ("col:值 * ^ { } ' ; --", ["col|值"], [], None, "marks that mean something to a database"),
    ],
)
def test_what_is_typed(typed: str, wanted: list[str], unwanted: list[str], loose: list[str] | None, why: str) -> None:
    assert asked(typed) == (wanted, unwanted, loose), why


@pytest.mark.parametrize("typed", ["", "  ", "？！", "-养老", '""', "-", "_", "\x00", "\ud800"])
def test_a_question_without_a_word_says_so(typed: str) -> None:
    with pytest.raises(PolicygraphError) as caught:
        question(typed)
    assert caught.value.code == "no_words"


@given(st.text(alphabet="市财政局水电，。 Ａa5 İß\n", max_size=30), st.text(alphabet="市财政局水电，", min_size=1, max_size=6))
def test_a_phrase_is_found_in_a_text_where_its_terms_follow_one_another_in_it(text: str, words: str) -> None:
    one = phrase(words)
    if one is None:
        return
    found, size = terms([text]), len(one.terms)

    def ends(term: str) -> bool:
        return term.startswith(one.terms[-1]) if one.open_end else term == one.terms[-1]

    follow = any(found[at : at + size - 1] == list(one.terms[:-1]) and ends(found[at + size - 1]) for at in range(len(found) - size + 1))
    assert follow == any(True for _ in places(one, normal(text)))


@pytest.mark.parametrize(
    ("pieces", "words", "expected", "why"),
    [
        (("建设助餐点", "新建 助餐点40个。"), "助餐", "建设【助餐】点｜新建 【助餐】点40个。", "every place, in heading and text"),
        (("", "发放补贴"), "补贴", "发放【补贴】", "no heading"),
        (("", "发放\n补 贴"), "补贴", "发放 【补 贴】", "white space inside a word"),
        (("", "财政部门补贴"), "财政 部门", "【财政部门】补贴", "words that touch are one mark"),
        (("", "５Ｇ网络"), "5g", "【５Ｇ】网络", "marked as printed"),
        (("", "水、电"), '"水电" 水', "【水】、电", "what does not stand so is not marked"),
        (("", "前" * 40 + "补贴" + "后" * 90), "补贴", "…" + "前" * 12 + "【补贴】" + "后" * 46 + "…", "from shortly before the word"),
        (("", "前" * 40 + "补贴" + "后" * 20), "补贴", "…" + "前" * 38 + "【补贴】" + "后" * 20, "no shorter than need be"),
        (("", "补贴" + "中" * 90 + "补贴、财政"), "补贴 财政", "…" + "中" * 55 + "【补贴】、【财政】", "where most of the words stand"),
    ],
)
def test_snippets(pieces: tuple[str, ...], words: str, expected: str, why: str) -> None:
    made = snippet(pieces, question(words).wanted)
    assert marked(made.text, made.marks) == expected, why


@given(st.lists(st.text(alphabet="市财政局水电，。 \n", max_size=120), min_size=1, max_size=3), st.text(alphabet="市财政局水电 ", min_size=1, max_size=5))
def test_a_snippet_is_short_and_its_marks_hold_the_words(pieces: list[str], words: str) -> None:
    if phrase(words) is None:
        return
    wanted = question(words).wanted
    made = snippet(pieces, wanted)
    assert len(made.text) <= LENGTH + 2
    assert "\n" not in made.text
    ends = [end for _, end in made.marks]
    assert all(0 <= start < end <= len(made.text) for start, end in made.marks)
    assert all(end < start for end, (start, _) in zip(ends, made.marks[1:], strict=False)), "in order, apart"
    if any(True for one in wanted for piece in pieces for _ in places(one, normal(piece))):
        assert made.marks, "a word that stands there is shown"
