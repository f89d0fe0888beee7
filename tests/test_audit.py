"""Cues that no fact answers: what is counted, what is left over."""

from __future__ import annotations

import csv
import io

import pytest
from typer.testing import CliRunner

from extractors.extract import Extractor
from extractors.records import NoticeRecord
from pipeline.audit import Audit, audit, frame, load_cues
from pipeline.cli import app
from pipeline.errors import PolicygraphError
from tests.tools.documents import paragraphs

EXTRACTOR = Extractor()


def record(*lines: str) -> NoticeRecord:
    return EXTRACTOR(paragraphs("云泽市城市书房建设方案", "一、书房建设", *lines))


def counted(done: Audit, kind: str) -> tuple[int, int]:
    (found,) = (row for row in done.coverage if row.kind == kind)
    return found.covered, found.cues


NOTES = [
    ("1.新建60个。（责任单位：市文旅局）", (1, 1), "a label with its unit"),
    ("1.新建60个。（市文旅局牵头，市财政局配合）", (2, 2), "two verbs, two lists"),
    ("1.新建60个。（牵头单位：市文旅局；完成时限：2024年12月）", (2, 2), "a unit and a time"),
    ("1.新建60个，云泽牵头单位名单见附表。", (0, 0), "no label, no bracket"),
    ("1.云泽市文旅局（以下简称“牵头单位：局”）。", (0, 0), "a definition is no cue"),
    ("1.新建60个（含承办）活动。", (0, 1), "a bracket that looks like a note and has no unit is shown"),
]


@pytest.mark.parametrize(("line", "expected", "why"), NOTES)
def test_cues_of_notes(line: str, expected: tuple[int, int], why: str) -> None:
    assert counted(audit([record(line)]), "note") == expected, why


def test_an_allocation_that_another_has_swallowed_is_left_over() -> None:
    whole = record("1.新建60个。（责任单位：市文旅局）")
    (task,) = whole.tasks
    (unit,) = task.assignments
    text = whole.text.replace("市文旅局）", "市文旅局；配合单位：市财政局）")
    quote = "市文旅局；配合单位：市财政局"
    swallowed = unit.model_copy(
        update={"mention": quote, "evidence": unit.evidence.model_copy(update={"quote": quote, "end": unit.evidence.start + len(quote)})}
    )
    wrong = whole.model_copy(update={"text": text, "tasks": [task.model_copy(update={"assignments": [swallowed]})]})
    left = [one.cue for one in audit([wrong]).leftovers if one.kind == "note"]
    assert "配合单位：" in left


def test_a_heading_whose_units_every_item_names_again_is_answered() -> None:
    done = audit([EXTRACTOR(paragraphs("云泽市城市书房建设方案", "一、书房建设（牵头单位：市文旅局）", "1.新建60个。（责任单位：市文旅局）"))])
    assert counted(done, "note") == (2, 2)


def test_a_leftover_says_where_it_stands() -> None:
    made = record("1.新建60个（含承办）活动。")
    (left,) = (one for one in audit([made]).leftovers if one.kind == "note")
    assert made.text[left.start : left.end] == left.cue == "承办"
    assert "【承办】" in left.context


def test_one_kind_alone() -> None:
    done = audit([record("1.新建60个。（责任单位：市文旅局）")], kind="note")
    assert [row.kind for row in done.coverage] == ["note"]


def test_a_kind_that_is_not_there() -> None:
    with pytest.raises(PolicygraphError, match="notes"):
        audit([], kind="notes")


def test_nothing_to_audit() -> None:
    done = audit([])
    assert (done.notices, done.leftovers) == (0, ())
    assert {row.share for row in done.coverage} == {1.0}
    assert list(frame(done).columns)[:3] == ["source", "title", "kind"]


def test_every_cue_has_a_side_and_facts_that_exist() -> None:
    facts = {"assignments", "officials", "deadlines", "milestones", "targets", "citations", "header", "passages"}
    for cue in load_cues():
        assert cue.side in ("after", "before", "on", "sentence")
        assert cue.place in ("any", "bracket", "text")
        assert cue.facts <= facts
        assert cue.facts or cue.kind == "none"


def test_command(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "方案.txt").write_text("云泽市城市书房建设方案\n一、书房建设\n1.新建60个（含承办）活动。（市文旅局负责）\n", encoding="utf-8")
    shown = CliRunner().invoke(app, ["audit", str(folder), "--kind", "note", "--format", "csv"])
    assert shown.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [row["cue"] for row in rows] == ["承办"]
    table = CliRunner().invoke(app, ["audit", str(folder)])
    assert "漏读" in table.stdout
    assert CliRunner().invoke(app, ["audit", str(folder), "--kind", "x"]).exit_code == 2
