"""What was known on a day, and what was in force on a day: histories of a few notices, asked through the façade."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import PolicygraphError
from pipeline.run import run

_MOMENTS = itertools.count(1_700_000_000_000_000_000, 1_000_000_000)

MEASURES = """清浦县人民政府办公室
关于印发《清浦县节水奖励办法》的通知
清政办发〔2021〕3号

各乡镇人民政府：
现将《清浦县节水奖励办法》印发给你们，请认真贯彻执行。
一、加大奖励。对节水企业给予奖励。（责任单位：县水利局）
二、施行日期。本办法自2021年2月1日起施行，有效期至2023年12月31日。

清浦县人民政府办公室
2021年1月10日
"""
EXTENSION = """清浦县人民政府办公室
关于延长《清浦县节水奖励办法》有效期的通知
清政办发〔2023〕40号

各乡镇人民政府：
《清浦县节水奖励办法》（清政办发〔2021〕3号）有效期延长至2025年12月31日。

清浦县人民政府办公室
2023年12月1日
"""
SUCCESSOR = """清浦县人民政府办公室
关于印发《清浦县节水奖励办法（2025年修订）》的通知
清政办发〔2025〕6号

各乡镇人民政府：
一、提高标准。对节水企业提高奖励标准。（责任单位：县水利局）
二、施行日期。本办法自2025年3月1日起施行，《清浦县节水奖励办法》（清政办发〔2021〕3号）同时废止。

清浦县人民政府办公室
2025年2月10日
"""
REPEAL = """清浦县人民政府办公室
关于废止部分文件的通知
清政办发〔2024〕9号

各乡镇人民政府：
决定废止《清浦县节水奖励办法》（清政办发〔2021〕3号），自2024年6月1日起停止执行。

清浦县人民政府办公室
2024年5月20日
"""


def write(folder: Path, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        moment = next(_MOMENTS)
        os.utime(path, ns=(moment, moment))


STATUSES = [
    ({"a": MEASURES}, "2021-01-15", "not_yet", "issued, and takes effect in February"),
    ({"a": MEASURES}, "2021-02-01", "in_force", "on its first day"),
    ({"a": MEASURES}, "2023-12-31", "in_force", "on its last day"),
    ({"a": MEASURES}, "2024-01-01", "expired", "the day after"),
    ({"a": MEASURES, "b": EXTENSION}, "2024-01-01", "in_force", "extended by another notice"),
    ({"a": MEASURES, "b": EXTENSION}, "2026-01-01", "expired", "beyond the extension"),
    ({"a": MEASURES, "b": EXTENSION, "c": REPEAL}, "2024-05-31", "in_force", "the repeal is not yet in effect on the day before"),
    ({"a": MEASURES, "b": EXTENSION, "c": REPEAL}, "2024-06-02", "repealed", "repealed before its last day"),
    ({"a": MEASURES, "b": EXTENSION, "d": SUCCESSOR}, "2025-02-28", "in_force", "the new edition is out and not in effect"),
    ({"a": MEASURES, "b": EXTENSION, "d": SUCCESSOR}, "2025-03-01", "replaced", "by the new edition, which repeals it in the same breath"),
    (
        {"a": MEASURES, "d": SUCCESSOR.replace("清政办发〔2025〕6号\n", "").replace("通知\n", "通知（征求意见稿）\n", 1)},
        "2023-06-01",
        "in_force",
        "a draft repeals nothing",
    ),
]


@pytest.mark.parametrize(("files", "day", "status", "why"), STATUSES, ids=[case[3] for case in STATUSES])
def test_how_a_notice_stands_on_a_day(tmp_path: Path, files: dict[str, str], day: str, status: str, why: str) -> None:
    write(tmp_path / "in", **files)
    run([tmp_path / "in"], output=tmp_path / "out", workers=0)
    with pipeline.open(tmp_path / "out" / "policygraph.db") as corpus:
        found = corpus.status(as_of=day).set_index("notice_id")
        [notice] = corpus.find("清政办发〔2021〕3号")
        assert found.loc[notice, "status"] == status, why
        in_force = notice in set(corpus.at(as_of=day).notices()["notice_id"])
        assert in_force is (status == "in_force")
        assert (notice in set(corpus.at(as_of=day).tasks()["notice_id"])) is in_force
        assert (notice in {entry.notice_id for entry in corpus.at(as_of=day).entries()}) is in_force
        assert (notice in set(corpus.at(as_of=day).search("节水企业")["notice_id"])) is in_force


def test_what_was_known_after_a_run(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    write(inbox, a=MEASURES)
    run([inbox], output=out, workers=0)
    write(inbox, a=MEASURES.replace("县水利局", "县财政局"), b=EXTENSION)
    run([inbox], output=out, workers=0)
    (inbox / "a.txt").unlink()
    run([inbox], output=out, workers=0)
    with pipeline.open(out / "policygraph.db") as corpus:
        told = {run: corpus.at(seen_at=str(run)) for run in (1, 2, 3)}
        assert [len(view.notices()) for view in told.values()] == [1, 2, 1]
        assert [view.assignments()["mention"].tolist() for view in told.values()] == [["县水利局"], ["县财政局"], []]
        assert told[2].search("节水企业")["notice_id"].nunique() == 1
        assert told[3].search("节水企业").empty
        first = told[1].status(as_of="2024-06-01")["status"].tolist()
        assert first == ["expired"], "the extension was not known then"
        [notice] = told[1].find("清政办发〔2021〕3号")
        assert [(row.version, row.ended is None) for row in corpus.history(notice)] == [(1, False), (2, False)]
        assert all(row.rules == corpus.last_run().rules for row in corpus.history(notice))  # type: ignore[union-attr]
        with pytest.raises(PolicygraphError):
            corpus.at(seen_at="9")


def test_a_page_and_the_file_of_a_notice_are_one_notice_with_two_sources(tmp_path: Path) -> None:
    """Whichever comes first; each alone stands by itself, and both are parted again when one goes."""
    inbox, out = tmp_path / "in", tmp_path / "out"
    sentences = [f"第{number}，由县水利局会同乡镇政府完成第{number}段河道的清障和巡查工作。" for number in "一二三四五六七八"]
    page = "\n".join(["关于开展河道清障行动的通知", "", "各乡镇人民政府：", *sentences])
    whole = "\n".join(["清浦县水利局", "关于开展河道清障行动的通知", "清水发〔2024〕8号", "", "各乡镇人民政府：", *sentences, "", "清浦县水利局", "2024年3月5日", ""])
    write(inbox, page=page)
    run([inbox], output=out, workers=0)
    write(inbox, whole=whole)
    run([inbox], output=out, workers=0)
    with pipeline.open(out / "policygraph.db") as corpus:
        [entry] = corpus.entries()
        assert entry.record.notice.number == "清水发〔2024〕8号"
        assert [Path(source.path).name for source in entry.sources] == ["page.txt", "whole.txt"]
    (inbox / "whole.txt").unlink()
    run([inbox], output=out, workers=0)
    with pipeline.open(out / "policygraph.db") as corpus:
        [entry] = corpus.entries()
        assert entry.record.notice.number is None
