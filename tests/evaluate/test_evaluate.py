"""Gold folder and documents folder in, figures out: which file is whose, which is counted, what fails, what changed."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.errors import PolicygraphError
from pipeline.evaluate import evaluate, freeze
from pipeline.evaluate.scoring import add_up

ROOT = Path(__file__).parents[2]
GOLD, SAMPLES = ROOT / "tests" / "gold", ROOT / "corpus" / "samples"
NOTICE = """泽川市应急管理局
关于整治燃气软管的通知
泽应急〔2025〕6号

各县（区）应急管理局：
一、排查隐患。对餐饮场所逐户排查。（牵头单位：市应急管理局；配合单位：市商务局；完成时限：2025年6月底前）
二、更换软管。更换老化的连接软管。（责任单位：市住房城乡建设局；完成时限：2025年9月底前）

泽川市应急管理局
2025年3月3日
"""
RECORD = {
    "notice": {"title": "泽川市应急管理局关于整治燃气软管的通知", "number": "泽应急〔2025〕6号", "issued_on": "2025-03-03"},
    "clauses": [{"part": "notice", "path": "一"}, {"part": "notice", "path": "二"}],
    "tasks": [
        {
            "id": label,
            "title": title,
            "clause": label,
            "assignments": [{"mention": mention, "role": role} for mention, role in units],
            "deadlines": [{"kind": "by", "start": None, "end": end, "ongoing": False}],
        }
        for label, title, units, end in (
            ("一", "排查隐患", (("市应急管理局", "lead"), ("市商务局", "support")), "2025-06-30"),
            ("二", "更换软管", (("市住房城乡建设局", "responsible"),), "2025-09-30"),
        )
    ],
}


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)], env={"COLUMNS": "100"})


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A gold folder with one record, and a documents folder that holds its notice some folders deep."""
    gold, documents = tmp_path / "gold", tmp_path / "documents"
    gold.mkdir()
    (documents / "2025" / "三月").mkdir(parents=True)
    (gold / "软管.json").write_text(json.dumps(RECORD, ensure_ascii=False), encoding="utf-8")
    (documents / "2025" / "三月" / "软管.txt").write_text(NOTICE, encoding="utf-8")
    return gold, documents


def change_gold(gold: Path, old: str, new: str) -> None:
    path = gold / "软管.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_notice_that_is_read_right_has_no_faults(folders: tuple[Path, Path]) -> None:
    done = evaluate(*folders)
    assert [(reading.name, reading.counted, reading.failure) for reading in done.readings] == [("软管.txt", True, None)]
    assert {row.field: row.support for row in done.figures} == {
        "header": 3,
        "clauses": 2,
        "tasks": 2,
        "task_clause": 2,
        "assignments": 3,
        "assignment_roles": 3,
        "deadlines": 2,
        "task_tuples": 2,
    }
    assert all(row.misses == row.false == 0 for row in done.figures)
    assert 0 < done.seconds < 60
    assert done.readings[0].characters > 100


def test_forms_of_one_notice_are_rows_and_one_of_them_counts(folders: tuple[Path, Path]) -> None:
    gold, documents = folders
    (documents / "软管.pdf").write_bytes(b"%PDF-1.4 and no more")
    (documents / "软管.md").write_text(NOTICE.replace("市商务局", "市文旅局"), encoding="utf-8")
    (documents / "软管-附图.txt").write_text("another stem is another file", encoding="utf-8")
    (documents / "软管.json").write_text("{}", encoding="utf-8")
    done = evaluate(gold, documents)
    assert [(reading.form, reading.counted, reading.failure is None) for reading in done.readings] == [
        ("md", True, True),
        ("txt", False, True),
        ("pdf", False, False),
    ]
    assert [(form.form, form.files, form.failures) for form in done.forms] == [("md", 1, 0), ("pdf", 1, 1), ("txt", 1, 0)]
    by_form = {form.form: {row.field: row for row in form.figures} for form in done.forms}
    assert (by_form["md"]["assignments"].misses, by_form["txt"]["assignments"].misses, by_form["pdf"]["assignments"].misses) == (1, 0, 3)
    assert done.figures == add_up([done.readings[0].figures]), "the totals are those of the form that counts"


def test_a_notice_without_a_file_counts_as_empty_and_is_listed(folders: tuple[Path, Path]) -> None:
    gold, documents = folders
    shutil.copy(gold / "软管.json", gold / "失物.json")
    done = evaluate(gold, documents)
    assert [(failure.path, failure.code) for failure in done.failures] == [("失物", "missing")]
    assert [(row.hits, row.misses) for row in done.figures if row.field == "tasks"] == [(2, 2)]
    assert [form.form for form in done.forms] == ["txt"], "what is not there has no form"


def test_a_file_is_found_by_the_name_that_the_gold_gives(folders: tuple[Path, Path]) -> None:
    gold, documents = folders
    change_gold(gold, '{"notice"', '{"source": {"name": "关于软管的文件.docx"}, "notice"')
    (documents / "2025" / "三月" / "软管.txt").rename(documents / "关于软管的文件.txt")
    assert [(reading.name, reading.failure) for reading in evaluate(gold, documents).readings] == [("软管.txt", None)]


@pytest.mark.parametrize(
    ("gold", "text", "said"),
    [
        ("empty", None, "没有标注记录"),
        ("broken", "{", "不是合格的标注记录"),
        ("a list", "[]", "不是合格的标注记录"),
        ("no header", '{"clauses": []}', "notice"),
        ("a clause without its path", '{"notice": {}, "clauses": [{"part": "notice"}]}', "path"),
    ],
)
def test_gold_that_cannot_be_used_is_named(gold: str, text: str | None, said: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "坏.json").write_text(text, encoding="utf-8")
    with pytest.raises(PolicygraphError, match=said) as caught:
        evaluate(tmp_path, tmp_path)
    assert caught.value.where == str(tmp_path / "坏.json" if text is not None else tmp_path), gold


def test_what_was_gained_and_lost(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, documents = folders
    notice = documents / "2025" / "三月" / "软管.txt"
    notice.write_text(NOTICE.replace("市商务局", "市文旅局").replace("2025年9月底前", "2025年8月底前"), encoding="utf-8")
    freeze(evaluate(gold, documents), tmp_path / "before.json")
    notice.write_text(NOTICE.replace("牵头单位：市应急管理局", "牵头单位：市消防救援支队"), encoding="utf-8")
    changes = evaluate(gold, documents, against=tmp_path / "before.json").changes
    assert changes is not None

    def of(field: str) -> list[list[str]]:
        groups = (changes.gained, changes.lost, changes.new, changes.gone)
        return [[change.item.item for change in group if change.item.field == field] for group in groups]

    assert of("assignments") == [["市商务局"], ["市应急管理局"], ["市消防救援支队"], ["市文旅局"]]
    assert of("deadlines") == [["by 2025-09-30 False"], [], [], ["by 2025-08-31 False"]]
    assert of("tasks") == [[], [], [], []], "the tasks were found before and are found now"
    assert of("task_tuples")[0] == ["二 更换软管"]
    assert (changes.added, changes.dropped, changes.other_gold) == ((), (), ())


def test_nothing_changed_and_the_same_bytes(folders: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    freeze(evaluate(*folders), one)
    done = evaluate(*folders, against=one)
    freeze(done, two)
    assert one.read_bytes() == two.read_bytes()
    assert done.changes is not None
    assert [*done.changes.gained, *done.changes.lost, *done.changes.new, *done.changes.gone] == []


def test_what_cannot_be_compared_is_named(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, documents = folders
    freeze(evaluate(gold, documents), tmp_path / "before.json")
    change_gold(gold, "市商务局", "市文旅局")
    shutil.copy(documents / "2025" / "三月" / "软管.txt", documents / "软管.md")
    changes = evaluate(gold, documents, against=tmp_path / "before.json").changes
    assert changes is not None
    assert (changes.added, changes.dropped, changes.other_gold) == (("软管.md",), (), ("软管.txt",))


def test_a_file_that_is_no_frozen_run_is_named(folders: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"format": "something else"}', encoding="utf-8")
    with pytest.raises(PolicygraphError, match="不是存下的评测"):
        evaluate(*folders, against=other)


def test_the_command_on_the_samples() -> None:
    done = call(GOLD, SAMPLES)
    assert done.exit_code == 0, done.output
    rows = {words[0]: words[1:] for line in done.stdout.splitlines() if re.match(r"[a-z_]+ +[01]\.", line) and (words := line.split())}
    assert rows["clauses"][:3] == ["1.000", "1.000", "1.000"]
    assert rows["header"][1] == "1.000"
    supports = {path.stem: len(json.loads(path.read_text(encoding="utf-8"))["clauses"]) for path in GOLD.glob("*.json")}
    assert rows["clauses"][4] == str(sum(supports.values()))
    assert f"{len(supports)} 份公文" in done.stdout


def test_the_command_for_programs(folders: tuple[Path, Path]) -> None:
    given = json.loads(call(*folders, "--format", "json").stdout)
    assert [row["field"] for row in given["all"]] == [row["field"] for row in given["each"]["软管"]]
    assert set(given["all"][0]) == {"field", "precision", "recall", "f1", "soft_f1", "support"}
    assert given["forms"]["txt"]["files"] == 1
    rows = list(csv.DictReader(io.StringIO(call(*folders, "--format", "csv").stdout)))
    assert {(row["of"], row["name"]) for row in rows} == {("all", ""), ("notice", "软管"), ("form", "txt")}
    assert [row["f1"] for row in rows if row["of"] == "all" and row["field"] == "tasks"] == ["1.0000"]


def test_the_command_lists_faults_and_changes(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, documents = folders
    kept = tmp_path / "kept.json"
    assert call(gold, documents, "--save", kept).exit_code == 0
    change_gold(gold, "市商务局", "市文旅局")
    done = call(gold, documents, "--verbose", "--against", kept)
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "- assignments 软管 一 市文旅局" in lines
    assert "+ assignments 软管 一 市商务局" in lines
    assert "标注已改：软管.txt" in lines
    assert done.exit_code == 0, "worse is no failure of the program"
    assert not any(line.startswith("- assignments") for line in call(gold, documents).stdout.splitlines()), "without --verbose"


def test_the_command_fails_where_a_file_cannot_be_read(folders: tuple[Path, Path]) -> None:
    gold, documents = folders
    (documents / "2025" / "三月" / "软管.txt").write_bytes(b"")
    done = call(gold, documents)
    assert done.exit_code == 3
    assert "软管.txt" in done.stderr
    assert call(gold, documents / "no such folder").exit_code == 2
