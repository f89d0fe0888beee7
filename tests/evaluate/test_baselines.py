"""What policygraph is measured against does its honest best, and stays what the pages say it is."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTICE = """泽川市人民政府办公室关于加强防汛工作的通知
泽政办发〔2025〕9号
各县（区）人民政府：
一、检查堤防。逐段检查堤防。（市水利局牵头，市应急管理局、各县（区）人民政府配合，2025年5月底前完成）
二、储备物资。按《防汛物资管理办法》储备。（责任单位：市应急管理局）
2025年3月3日
"""


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))  # type: ignore[no-untyped-call, unused-ignore]


def test_the_script_reads_a_plain_notice() -> None:
    from benchmarks.baselines.regex_baseline import read

    record = read(NOTICE)
    assert [(task["title"], [(a["mention"], a["role"]) for a in task["assignments"]]) for task in record["tasks"]] == [
        ("检查堤防", [("市水利局", "lead"), ("市应急管理局", "support"), ("各县（区）人民政府", "support")]),
        ("储备物资", [("市应急管理局", "responsible")]),
    ]
    assert record["tasks"][0]["deadlines"][0]["end"] == "2025-05-31"
    assert record["notice"]["number"] == "泽政办发〔2025〕9号"
    assert record["citations"] == [{"title": "防汛物资管理办法", "relation": "cites"}]


def test_the_script_has_at_most_eighty_lines() -> None:
    lines = (ROOT / "benchmarks" / "baselines" / "regex_baseline.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80, "the pages say so"


def test_when_the_value_of_a_limit_is_right() -> None:
    from benchmarks.baselines.limits import Limit, right

    june = Limit(end="2025-06-30")
    span = Limit(start="2025-06-01", end="2025-06-30")
    monthly, ongoing, nothing = Limit(every=("MONTHLY", 1)), Limit(ongoing=True), Limit()
    cases = (
        (june, span, True, "the first day is not asked for where the gold has none"),
        (span, june, False, "and is where it has"),
        (june, Limit(end="2025-06-29"), False, "a day off"),
        (june, None, False, "not found"),
        (monthly, Limit(every=("MONTHLY", 1), end="2025-01-01"), True, "the recurrence is the value"),
        (monthly, Limit(every=("MONTHLY", 3)), False, "a quarter is no month"),
        (ongoing, ongoing, True, "goes on"),
        (ongoing, span, False, "a date invented"),
        (nothing, nothing, True, "after an event: no day"),
        (nothing, span, False, "after an event: a day invented"),
    )
    for gold, found, expected, why in cases:
        assert right(gold, found) is expected, why


def test_scores_are_put_between_the_marks(tmp_path: Path) -> None:
    from benchmarks.evaluation import write_scores

    page = tmp_path / "README.md"
    page.write_text("before\n<!-- scores: begin -->\nold\n<!-- scores: end -->\nafter\n", encoding="utf-8")
    write_scores(page, "| new |\n")
    assert page.read_text(encoding="utf-8") == "before\n<!-- scores: begin -->\n| new |\n<!-- scores: end -->\nafter\n"
    page.write_text("no marks\n", encoding="utf-8")
    with pytest.raises(ValueError, match="scores: begin"):
        write_scores(page, "| new |\n")
