"""The draw of cues: the same one every time, covered and uncovered apart, each with what was made of it."""

from __future__ import annotations

from extractors.extract import Extractor
from extractors.records import NoticeRecord
from pipeline.audit import audit, sightings
from tests.tools.documents import paragraphs
from tests.tools.draw_cues import draw, fingerprint, shown

LINES = ("一、书房建设", "1.新建60个。（牵头单位：市文旅局；完成时限：2024年12月）", "2.依托《借阅证》开展活动。（市文旅局牵头，市财政局配合）", "3.近三年内无违规。")


def record(*lines: str) -> NoticeRecord:
    return Extractor()(paragraphs("云泽市城市书房建设方案", *lines))


def test_every_cue_is_seen_as_the_audit_counts_it() -> None:
    seen = list(sightings(record(*LINES)))
    counted = audit([record(*LINES)]).coverage
    assert {row.kind: (row.cues, row.covered) for row in counted if row.cues} == {
        kind: (sum(one.kind == kind for one in seen), sum(one.kind == kind and one.covered for one in seen)) for kind in {one.kind for one in seen}
    }


def test_a_seed_draws_the_same_cues_from_records_in_any_order() -> None:
    other = record("一、书房建设", "1.改造20个。（市住建局牵头）")
    there, back = draw([record(*LINES), other], seed="a"), draw([other, record(*LINES)], seed="a")
    assert [[one.key for one in drawn] for drawn in there] == [[one.key for one in drawn] for drawn in back]
    assert {one.sighting.kind for one in there[0]} == {"note"}
    assert not any(one.sighting.covered for one in there[1])
    assert len(draw([record(*LINES)], portion=2)[0]) == 2


def test_a_fingerprint_tells_units_roles_and_limits_apart() -> None:
    texts = ["（牵头单位：市文旅局）", "（责任单位：市文旅局）", "（责任单位：市财政局）", "（牵头单位：市文旅局；完成时限：2024年12月）"]
    prints = {fingerprint(draw([record("一、书房建设", f"1.新建60个。{text}")])[0][0]) for text in texts}
    assert len(prints) == len(texts)


def test_what_is_shown_has_the_units_and_the_edges_of_the_passage() -> None:
    (first, *_) = (one for one in draw([record(*LINES)])[0] if one.sighting.cue == "牵头单位：")
    text = shown(first, 1)
    assert "lead:市文旅局" in text
    assert "⟦新建60个。" in text
    assert "2024-12-31" in text
