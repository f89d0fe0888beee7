"""``partners``, ``transmission`` and ``limits`` on the command line, over a province's notice and a city's that carries it out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tools.command import asked, call

PROVINCE, CITY, OTHER = "澄商发〔2025〕3号", "云商发〔2025〕8号", "云市监发〔2025〕2号"
ABOVE = f"""澄源省商务厅
关于推进农贸市场改造的通知
{PROVINCE}

各市商务局：
一、改造老旧市场。更换漏水的顶棚和老化的电线，平整市场的地面。（牵头单位：省商务厅；配合单位：省消防救援总队；完成时限：2025年9月底前）
二、设立检测室。每个市场设立一间快速检测室，当天公布检测结果。（责任单位：省市场监管局；完成时限：2025年12月底前）
三、规范摊位管理。统一摊位的标牌和电子秤，每年检定一次。（责任单位：省市场监管局；长期坚持）

澄源省商务厅
2025年3月3日
"""
BELOW = f"""云麓市商务局
关于落实农贸市场改造任务的通知
{CITY}

各县（区）商务局：
为贯彻落实《澄源省商务厅关于推进农贸市场改造的通知》（{PROVINCE}），现通知如下。
一、改造老旧市场。更换漏水的顶棚和老化的电线，平整市场的地面。（牵头单位：市商务局；配合单位：市消防救援支队、市财政局；完成时限：2025年12月底前）
二、设立检测室。每个市场设立两间快速检测室，当天公布检测结果。（牵头单位：市市场监管局；配合单位：市商务局；完成时限：2025年10月底前）
三、开通公交专线。在周末开通从城区到批发市场的公交专线。（责任单位：市交通运输局、市商务局；完成时限：2025年6月底前）

云麓市商务局
2025年4月7日
"""
APART = f"""云麓市市场监督管理局
关于开展计量检定的通知
{OTHER}

各县（区）市场监管局：
一、检定加油机。对全市加油机逐台检定。（责任单位：市市场监管局）

云麓市市场监督管理局
2025年5月6日
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, out = tmp_path_factory.mktemp("inbox"), tmp_path_factory.mktemp("out")
    for name, text in (("省.txt", ABOVE), ("市.txt", BELOW), ("计量.txt", APART)):
        (folder / name).write_text(text, encoding="utf-8")
    asked("run", folder, "-o", out, "--workers", "1")
    return out / "policygraph.db"


# --- partners --------------------------------------------------------------------------------------------------------


def test_partners_counts_shared_tasks_and_who_leads(store: Path) -> None:
    found = json.loads(asked("partners", "云麓市商务局", "--format", "json", "--store", store))
    assert {row["name"]: (row["tasks"], row["led"], row["leads"]) for row in found} == {
        "云麓市消防救援支队": (1, 1, 0),
        "云麓市财政局": (1, 1, 0),
        "云麓市市场监督管理局": (1, 0, 1),
        "云麓市交通运输局": (1, 0, 0),
    }


def test_partners_shows_people_a_table(store: Path) -> None:
    shown = asked("partners", "云麓市商务局", "--store", store)
    assert "云麓市消防救援支队" in shown
    assert shown.endswith("\n4 个协作单位\n")
    assert max(map(cell_len, shown.splitlines())) <= 80


def test_partners_says_whom_part_of_a_name_means(store: Path) -> None:
    shown = asked("partners", "商务", "--store", store)
    assert shown.startswith("这个名称有 2 个单位：")
    assert {"澄源省商务厅", "云麓市商务局"} == set(shown.splitlines()[0].partition("：")[2].split("、"))


def test_partners_in_one_notice(store: Path) -> None:
    assert json.loads(asked("partners", "市市场监管局", "--notice", OTHER, "--format", "json", "--store", store)) == [], "it does that alone"


# --- transmission ----------------------------------------------------------------------------------------------------


def test_transmission_lists_which_notice_came_down_to_which(store: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(asked("transmission", "--format", "csv", "--store", store)))
    assert (row["superior_id"].split("/")[-1], row["subordinate_id"].split("/")[-1], row["relations"]) == (PROVINCE, CITY, "implements")
    shown = asked("transmission", "--store", store)
    assert "贯彻落实" in shown
    assert "1 对公文" in shown
    assert max(map(cell_len, shown.splitlines())) <= 80


#: Kind, and what a sentence of it holds above and below.
PASSAGES = [
    ("shared", "更换漏水的顶棚和老化的电线", "更换漏水的顶棚和老化的电线"),
    ("changed", "设立一间快速检测室", "设立两间快速检测室"),
    ("added", None, "从城区到批发市场的公交专线"),
    ("dropped", "统一摊位的标牌和电子秤", None),
]


@pytest.mark.parametrize(("kind", "above", "below"), PASSAGES)
def test_transmission_sets_two_notices_side_by_side(store: Path, kind: str, above: str | None, below: str | None) -> None:
    rows = json.loads(asked("transmission", PROVINCE, CITY, "--kind", kind, "--format", "json", "--store", store))
    assert {row["kind"] for row in rows} == {kind}
    held = [(row["superior_text"], row["text"]) for row in rows]
    assert [(one, other) for one, other in held if (above is None or above in (one or "")) and (below is None or below in (other or ""))]
    assert all((one is None) == (above is None) and (other is None) == (below is None) for one, other in held)


def test_transmission_shows_people_what_was_added(store: Path) -> None:
    shown = asked("transmission", PROVINCE, CITY, "--kind", "added", "--store", store)
    assert "".join(shown.split()).count("批发市场的公交专线") == 1
    assert {line[:2].strip() for line in shown.splitlines()[2:-2]} == {"新增", ""}
    every = json.loads(asked("transmission", PROVINCE, CITY, "--format", "json", "--store", store))
    counted = [sum(row["kind"] == kind for row in every) for kind, _, _ in PASSAGES]
    assert shown.splitlines()[-1] == "照抄 {} 句，改写 {} 句，新增 {} 句，略去 {} 句".format(*counted), "all are counted, whichever are shown"
    assert max(map(cell_len, shown.splitlines())) <= 80


# --- limits ----------------------------------------------------------------------------------------------------------


def test_limits_says_whose_day_comes_first(store: Path) -> None:
    found = json.loads(asked("limits", PROVINCE, CITY, "--format", "json", "--store", store))
    assert [(row["superior_title"], row["superior_due"], row["due"], row["days"]) for row in found] == [
        ("改造老旧市场", "2025-09-30", "2025-12-31", 92),
        ("设立检测室", "2025-12-31", "2025-10-31", -61),
    ]
    shown = asked("limits", PROVINCE, CITY, "--store", store)
    assert "晚 92 天" in shown
    assert "早 61 天" in shown
    assert shown.endswith("\n2 项任务内容相同或相近：下级更晚 1 项，更早 1 项\n")
    assert max(map(cell_len, shown.splitlines())) <= 80


# --- what the user can mend ------------------------------------------------------------------------------------------

REFUSED: list[tuple[list[str], str, str]] = [
    (["partners", "没有局"], "库里没有这个单位", "no such unit"),
    (["partners", "商务", "--notice", "没有"], "库里没有这份公文", "no such notice"),
    (["transmission", PROVINCE], "只给了一份公文", "one notice has nothing beside it"),
    (["transmission", PROVINCE, "没有"], "库里没有这份公文", "no such notice"),
    (["transmission", PROVINCE, CITY, "--as-of", "2025-03-31"], "库里没有这份公文", "that was not yet issued on the day"),
    (["limits", PROVINCE, "的通知"], "可指 3 样", "the text means several"),
]


@pytest.mark.parametrize(("arguments", "cause", "why"), REFUSED)
def test_what_is_asked_for_in_vain_is_said(store: Path, arguments: list[str], cause: str, why: str) -> None:
    done = call(*arguments, "--store", store)
    assert done.exit_code == 2, why
    assert cause in done.stderr, why
