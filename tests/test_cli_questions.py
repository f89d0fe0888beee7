"""``search`` and ``diff`` on the command line, over files that are read, changed and read again."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from tests.tools.command import asked, call

GAS = """泽川市应急管理局
关于开展燃气安全检查的通知
泽应急〔2025〕6号

各县（区）应急管理局：
一、排查隐患。对餐饮场所逐户排查。（牵头单位：市应急管理局；配合单位：市商务局；完成时限：2025年6月底前）
二、更换软管。更换老化的连接软管。（责任单位：市住房城乡建设局；完成时限：2025年9月底前）
三、宣传用气常识。在小区张贴海报，发放手册两万份。（责任单位：市应急管理局）

泽川市应急管理局
2025年3月3日
"""
GAS_LATER = (
    GAS.replace("二、更换软管。", "二、安装报警器。为老年住户安装燃气报警器。（责任单位：市民政局）\n三、更换软管。")
    .replace("三、宣传用气", "四、宣传用气")
    .replace("市商务局", "市市场监管局")
    .replace("2025年9月底前", "2025年12月底前")
    .replace("两万份", "三万份")
)
FORESTS = """泽川市林业局
关于加强森林防火的通知
泽林发〔2025〕2号

各县（区）林业局：
一、落实巡护。增加巡护频次。（责任单位：市林业局）

泽川市林业局
2025年2月10日
"""
ROADS = """泽川市交通运输局
关于修补农村公路的通知
泽交发〔2025〕9号

各县（区）交通运输局：
一、修补路面。修补通村公路路面坑槽。（责任单位：市交通运输局）

泽川市交通运输局
2025年4月1日
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs: a notice changes, one comes, one goes."""
    folder, out = tmp_path_factory.mktemp("inbox"), tmp_path_factory.mktemp("out")
    (folder / "燃气.txt").write_text(GAS, encoding="utf-8")
    (folder / "防火.txt").write_text(FORESTS, encoding="utf-8")
    asked("run", folder, "-o", out, "--workers", "1")
    (folder / "燃气.txt").write_text(GAS_LATER, encoding="utf-8")
    (folder / "防火.txt").unlink()
    (folder / "公路.txt").write_text(ROADS, encoding="utf-8")
    asked("run", folder, "-o", out, "--workers", "1")
    return out / "policygraph.db"


# --- search ----------------------------------------------------------------------------------------------------------


def test_search_shows_people_marked_words_and_where_they_stand(store: Path) -> None:
    shown = asked("search", "报警器", "--kind", "task", "--store", store)
    assert "为老年住户安装燃气【报警器】" in shown
    assert "关于开展燃气安全检查的通知 泽应急〔2025〕6号" in shown
    assert "任务 二" in shown
    assert "1 处" in shown
    assert max(map(cell_len, shown.splitlines()[:-1])) <= 80


def test_search_gives_programs_ranges(store: Path) -> None:
    (hit,) = json.loads(asked("search", "软管", "--kind", "task", "--format", "json", "--store", store))
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["软管"] * len(hit["marks"])
    assert hit["end_offset"] - hit["start_offset"] == 2
    (row,) = csv.DictReader(io.StringIO(asked("search", "软管", "--kind", "task", "--format", "csv", "--store", store)))
    assert (row["id"], row["start_offset"]) == (hit["id"], str(hit["start_offset"]))


@pytest.mark.parametrize(
    ("arguments", "expected", "why"),
    [
        (["公路"], {"泽交发〔2025〕9号"}, "a word"),
        (["更换", "软管"], {"泽应急〔2025〕6号"}, "two words as two arguments"),
        (["防火"], set(), "a notice that was withdrawn"),
        (["商务局"], set(), "what a notice said before it changed"),
        (["修补", "--unit", "交通"], {"泽交发〔2025〕9号"}, "a unit"),
        (["修补", "--from", "2025-04-02"], set(), "issued before"),
        (["修补", "--to", "2025-04-01"], {"泽交发〔2025〕9号"}, "issued on the day"),
        (["软管", "--due-after", "2025-12-01"], {"泽应急〔2025〕6号"}, "due after"),
        (["软管", "--due-before", "2025-11-30"], set(), "due later"),
        (["路面", "--notice", "泽应急〔2025〕6号"], set(), "another notice"),
        (["--", "路面", "-坑槽"], set(), "a word that must not be there"),
    ],
)
def test_search_filters(store: Path, arguments: list[str], expected: set[str], why: str) -> None:
    found = json.loads(asked("search", "--format", "json", "--store", store, *arguments))
    assert {hit["number"] for hit in found} == expected, why


@pytest.mark.parametrize(
    ("arguments", "why"), [(["？"], "no word"), (["路面", "--notice", "没有"], "no such notice"), (["路面", "--kind", "table"], "no such kind")]
)
def test_search_says_what_the_user_can_mend(store: Path, arguments: list[str], why: str) -> None:
    assert call("search", *arguments, "--store", store).exit_code == 2, why


# --- diff ------------------------------------------------------------------------------------------------------------


def test_diff_tells_people_what_changed(store: Path) -> None:
    shown = asked("diff", "1", "--store", store)
    assert shown.startswith("公文：新增 1，变化 1，撤下 1\n任务：新增 2，撤下 1，改分工 1，改时限 1，改文字 1\n")
    assert "（推后 92 天）" in shown
    assert max(map(cell_len, shown.splitlines())) <= 80


def test_diff_gives_programs_a_row_a_change(store: Path) -> None:
    rows = json.loads(asked("diff", "1", "2", "--format", "json", "--store", store))
    told = {(row["change"], row["task"]): (row["before"], row["after"]) for row in rows if row["number"] == "泽应急〔2025〕6号" and row["task"]}
    assert told.keys() == {
        *(("task.reassigned", "排查隐患"), ("task.new", "安装报警器"), ("task.deadline", "更换软管"), ("task.text", "宣传用气常识"))
    }, "the new task moves the numbers of those behind it, which are known again"
    assert told["task.reassigned", "排查隐患"] == (["牵头：市应急管理局", "配合：市商务局"], ["牵头：市应急管理局", "配合：市市场监管局"])
    limit = next(row for row in rows if row["change"] == "task.deadline")
    assert (limit["due_before"], limit["due_after"]) == ("2025-09-30", "2025-12-31")
    assert [row["change"] for row in rows if row["task"] is None] == ["notice.new", "notice.changed", "notice.withdrawn"]


def test_diff_the_other_way_round(store: Path) -> None:
    assert asked("diff", "2", "1", "--store", store).startswith("公文：新增 1，变化 1，撤下 1\n任务：新增 1，撤下 2，改分工 1，改时限 1，改文字 1\n")


@pytest.mark.parametrize(
    ("before", "after", "notices", "why"),
    [
        ("now", "now", 0, "a state and itself"),
        (date.today().isoformat(), "now", 0, "today ends later than the last run"),
        ("2", date.today().isoformat(), 0, "the last run and today"),
        ("2000-01-01", "1", 2, "before the first run there was nothing"),
        ("2000-01-01", "2001-01-01", 0, "nothing and nothing"),
    ],
)
def test_diff_between_days(store: Path, before: str, after: str, notices: int, why: str) -> None:
    rows = json.loads(asked("diff", before, after, "--format", "json", "--store", store))
    assert sum(row["change"].startswith("notice.") for row in rows) == notices, why


@pytest.mark.parametrize(("point", "code"), [("99", "没有这一次运行"), ("0", "没有这一次运行"), ("昨天", "看不懂这个时点"), ("2025-13-01", "看不懂这个时点"), ("9999-12-31", "看不懂这个时点")])
def test_diff_says_which_states_there_are_not(store: Path, point: str, code: str) -> None:
    done = call("diff", point, "--store", store)
    assert done.exit_code == 2
    assert code in done.stderr


def test_diff_writes_a_workbook_with_the_same_bytes_every_time(store: Path, tmp_path: Path) -> None:
    for name in ("甲.xlsx", "新文件夹/乙.xlsx"):
        asked("diff", "1", "-o", tmp_path / name, "--store", store)
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "新文件夹" / "乙.xlsx").read_bytes()
    book = load_workbook(tmp_path / "甲.xlsx")
    assert book.sheetnames == ["公文变化", "任务变化"]
    assert [row[0] for row in book["公文变化"].iter_rows(min_row=2, values_only=True)] == ["新增", "变化", "撤下"]
    tasks = list(book["任务变化"].iter_rows(min_row=2, values_only=True))
    assert Counter(row[0] for row in tasks) == {"新增": 2, "撤下": 1, "改分工": 1, "改时限": 1, "改文字": 1}


def test_a_workbook_that_cannot_be_written_is_the_users_to_mend(store: Path, tmp_path: Path) -> None:
    done = call("diff", "1", "-o", tmp_path, "--store", store)
    assert done.exit_code == 2
    assert "写不进去" in done.stderr
