"""Texts with marks: nothing of a text is lost, every fact shows, and no text is run as HTML."""

from __future__ import annotations

import html
import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipeline.charts.marks import Mark, facts, marked, pieces, side_by_side
from pipeline.corpus import Corpus

CHARACTERS = st.text(alphabet="市县局<>&\"'省，。a1", max_size=30)


@st.composite
def some_marks(draw: st.DrawFn) -> list[Mark]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from("甲乙丙")), max_size=12))
    return [Mark(start=start, end=start + length, kind=kind) for start, length, kind in pairs]


@given(some_marks())
def test_pieces_cover_what_the_marks_cover_and_do_not_overlap(marks: list[Mark]) -> None:
    cut = pieces(marks)
    covered = [at for piece in cut for at in range(piece.start, piece.end)]
    assert covered == sorted({at for mark in marks for at in range(mark.start, mark.end)})
    for piece in cut:
        around = [mark for mark in marks if mark.start <= piece.start and piece.end <= mark.end]
        assert piece.kind in {mark.kind for mark in around if mark.end - mark.start == min(one.end - one.start for one in around)}


def shown(page: str) -> str:
    """The text of displaCy's HTML, its labels left out."""
    unlabelled = re.sub(r'<span style="font-size: 0\.8em;.*?</span>', "", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", unlabelled))


def test_marked_text_is_the_text(corpus: Corpus) -> None:
    for entry in corpus.entries():
        record = entry.record
        assert "".join(shown(marked(record)).split()) == "".join(record.text.split()), entry.notice_id


def test_every_fact_of_a_notice_shows(corpus: Corpus) -> None:
    """By the samples' city plan: its officials, steps, limits, units by role and measures are among the kinds, each as often as the record has it."""
    record = corpus.record(corpus.find("宁府发〔2024〕11号")[0])
    found = facts(record)
    for kind, texts in {
        "责任人": [one.evidence for task in record.tasks for one in task.officials],
        "措施": [one.evidence for task in record.tasks for one in task.supports],
        "牵头": [one.evidence for task in record.tasks for one in task.assignments if one.role == "lead"],
        "条款": [clause.evidence for clause in record.clauses],
    }.items():
        assert {(mark.start, mark.end) for mark in found if mark.kind == kind} == {(said.start, said.end) for said in texts}
    kinds = {piece.kind for piece in pieces(found)}
    assert kinds == {"要素", "条款", "引用", "任务", "牵头", "责任", "配合", "责任人", "时限", "步骤", "指标", "措施"}


@given(CHARACTERS, CHARACTERS)
def test_two_texts_side_by_side_lose_nothing(above: str, below: str) -> None:
    frame = pd.DataFrame({"kind": ["changed"], "superior_text": [above], "text": [below]})
    left, right = re.findall(r"<td[^>]*>(.*?)</td>", side_by_side(frame, kind="changed"), flags=re.DOTALL)
    for cell, words in ((left, above), (right, below)):
        assert html.unescape(re.sub(r"</?(?:del|ins)>", "", cell)) == words
    if above and below:
        kept = [re.sub(r"<(del|ins)>.*?</\1>", "", cell, flags=re.DOTALL) for cell in (left, right)]
        assert kept[0] == kept[1], "what neither strikes out nor puts in stands in both"


def test_a_text_full_of_script_stays_text() -> None:
    frame = pd.DataFrame({"kind": ["added"], "superior_text": [None], "text": ["<script>alert(1)</script>"]})
    assert "<script" not in side_by_side(frame, kind="added")
