"""One notice from several sources is one notice; what only looks alike stays apart."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Paragraph, Source
from extractors.extract import Extractor
from pipeline.store.marks import likeness, marks_of
from pipeline.store.same import Face, group

BODY = [f"第{number}项工作由县水利局在第{number}季度完成河道清障。" for number in "一二三四五六七八九十"]
SIGNED = marks_of(Extractor()(Document(
    source=Source(name="a.txt", media_type="text/plain", sha256="0" * 64, bytes=1),
    blocks=tuple(Paragraph(address=f"p{n}", text=text) for n, text in enumerate(BODY, 1)),
))).signature  # fmt: skip
OTHER = bytes(len(SIGNED or b""))
DAY, NEXT_YEAR = date(2024, 3, 5), date(2025, 3, 6)


def face(
    notice_id: str, *, number: str | None = None, title: str | None = "关于河道清障的通知", issuers: str = "", on: date | None = None,
    stance: str | None = None, text: bytes | None = SIGNED,
) -> Face:  # fmt: skip
    return Face(
        notice_id=notice_id, number=number, title=title, issuers=frozenset(filter(None, issuers.split("、"))), issued_on=on, stance=stance, signature=text
    )


GROUPS: list[tuple[list[Face], dict[str, str], str]] = [
    ([face("甲/1", number="甲发1", issuers="甲"), face("1", number="甲发1")], {"1": "甲/1"}, "one number, the issuer unknown on a side"),
    ([face("甲/1", number="甲发1", issuers="甲"), face("甲、乙/1", number="甲发1", issuers="甲、乙")], {"甲/1": "甲、乙/1"}, "a joint notice, named by its first issuer alone"),
    ([face("甲/1", number="1号", issuers="甲"), face("乙/1", number="1号", issuers="乙")], {}, "each place has its own No. 1"),
    ([face("甲/1", number="1号", issuers="甲"), face("乙/1", number="1号", issuers="乙"), face("1", number="1号")], {}, "what may be either is neither"),
    ([face("甲/1", number="甲发1", issuers="甲", on=DAY), face("甲/题/日", issuers="甲", on=DAY, text=OTHER)], {"甲/题/日": "甲/1"}, "title, issuer and day"),
    ([face("甲/题/24", issuers="甲", on=DAY), face("甲/题/25", issuers="甲", on=NEXT_YEAR)], {}, "each year the same title and text"),
    ([face("甲/1", number="甲发1", issuers="甲", on=DAY), face("题", on=None)], {"题": "甲/1"}, "a page without header, of much the same text"),
    ([face("甲/1", number="甲发1", issuers="甲", on=DAY), face("题", text=OTHER)], {}, "the same title over another text"),
    ([face("甲/1", number="甲发1", issuers="甲", on=DAY), face("甲/2", number="甲发2", issuers="甲", on=NEXT_YEAR), face("题")], {}, "an undated copy of either year"),
    ([face("甲/1", number="甲发1", issuers="甲"), face("sha256:1", title=None)], {"sha256:1": "甲/1"}, "no header at all, nearly equal text"),
    ([face("甲/1", number="甲发1", issuers="甲"), face("稿", stance="draft")], {}, "a draft is not what came of it"),
    ([face("甲/1", number="甲发1", issuers="甲"), face("甲县关于…", title="甲关于河道清障的通知")], {"甲县关于…": "甲/1"}, "the issuer in front of the title"),
    ([face("甲/1", number="甲发1", title="关于防汛的通知"), face("题", text=SIGNED)], {}, "another title"),
    ([face("a", issuers="甲"), face("bb"), face("ccc", on=DAY)], {"a": "ccc", "bb": "ccc"}, "without a number the longest id"),
    ([face("a", on=DAY), face("b", on=NEXT_YEAR), face("c")], {}, "an undated copy joins no two years"),
]  # fmt: skip


@pytest.mark.parametrize(("faces", "expected", "why"), GROUPS, ids=[case[2] for case in GROUPS])
def test_what_is_one_notice(faces: list[Face], expected: dict[str, str], why: str) -> None:
    assert {one: joined.stands_as for one, joined in group(faces).items()} == expected, why


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.integers(0, len(GROUPS) - 1), min_size=1, max_size=4, unique=True))
def test_the_order_of_ids_is_no_matter(random: Random, cases: list[int]) -> None:
    faces = list({one.notice_id: one for case in cases for one in GROUPS[case][0]}.values())
    first = group(faces)
    random.shuffle(faces)
    assert group(faces) == first
    assert all(joined.stands_as not in first for joined in first.values()), "what an id stands as stands for itself"


def test_a_corrected_reprint_is_alike_and_another_notice_is_not() -> None:
    def signature(sentences: list[str]) -> bytes | None:
        blocks = tuple(Paragraph(address=f"p{n}", text=text) for n, text in enumerate(sentences, 1))
        source = Source(name="a.txt", media_type="text/plain", sha256="0" * 64, bytes=1)
        return marks_of(Extractor()(Document(source=source, blocks=blocks))).signature

    long = [f"第{number}项工作由县水利局在当年第{number}季度前完成验收。" for number in range(40)]
    assert likeness(signature(long), signature([*long[:-1], "最后一项工作由县财政局完成。"])) >= 0.8
    assert likeness(signature(long), signature([text.replace("水利", "教育") for text in long])) == 0.0
    assert likeness(signature(long), signature(long[:3])) == 0.0, "three sentences are too few to be told apart by"
