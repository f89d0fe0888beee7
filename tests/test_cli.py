"""The command line: what it prints for people and for machines, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from rich.cells import cell_len

from extractors.records import NoticeRecord
from tests.tools.command import call

ROOT = Path(__file__).parents[1]
SAFETY = """泽川市应急管理局
关于开展燃气安全检查的通知
泽应急〔2025〕6号

各县（区）应急管理局：
一、排查隐患。对餐饮场所逐户排查。（牵头单位：市应急管理局；配合单位：市商务局；完成时限：2025年6月底前）
二、更换软管。更换老化的连接软管。（责任单位：市住房城乡建设局；完成时限：2025年9月底前）

泽川市应急管理局
2025年3月3日
"""
FORESTS = """泽川市林业局
关于加强森林防火的通知
泽林发〔2025〕2号

各县（区）林业局：
一、落实巡护。增加巡护频次。（责任单位：市林业局）

泽川市林业局
2025年2月10日
"""
NUMBER = "泽应急〔2025〕6号"


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    (folder / "燃气 通知（定稿）.txt").write_text(SAFETY, encoding="utf-8")
    (folder / "防火.txt").write_text(FORESTS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    done = call("run", inbox, "-o", out, "--workers", "1")
    assert done.exit_code == 0, done.output
    return out / "policygraph.db"


def test_run_sums_up_on_stdout_and_names_what_it_cannot_read_on_stderr(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "燃气.txt").write_text(SAFETY, encoding="utf-8")
    (folder / "空.docx").write_bytes(b"")
    done = call("run", folder, "-o", tmp_path / "out")
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"{folder.as_posix()}/空.docx：")
    assert "公文：1 份（新增 1，变化 0，撤下 0）；任务 2 条" in done.stdout
    again = call("run", folder, "-o", tmp_path / "out")
    assert (again.exit_code, again.stderr) == (3, done.stderr), "it is in quarantine still"
    (folder / "空.docx").unlink()
    assert call("run", folder, "-o", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["run"], "no folder"),
        (["run", "没有的文件夹"], "no such folder"),
        (["run", ".", "--workers", "0"], "no workers"),
        (["tasks", "--store", "没有.db"], "no such store"),
        (["tasks", "--due-before", "2025年"], "no day"),
        (["tasks", "--role", "chief"], "no role"),
        (["export", "--format", "odt"], "no format"),
        (["export", "--store", "没有.db", "--format", "ics"], "no store to write from"),
        (["frobnicate"], "no command"),
    ],
)
def test_what_the_user_can_mend_is_code_2_without_a_traceback(arguments: list[str], why: str) -> None:
    done = call(*arguments)
    assert done.exit_code == 2, why
    assert "Traceback" not in done.output
    assert done.stderr


def test_debug_shows_where_an_error_came_from() -> None:
    done = call("status", "--store", "没有.db", "--debug")
    assert done.exit_code == 2
    assert "Traceback" in done.stderr


def test_a_mistake_of_the_program_is_code_1_on_one_line(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr("pipeline.corpus.Corpus.tasks", broken)
    done = call("tasks", "--store", store)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "RuntimeError: no such thing" in done.stderr


# --- extract ---------------------------------------------------------------------------------------------------------


def test_one_file_prints_one_object(inbox: Path) -> None:
    done = call("extract", inbox / "防火.txt")
    record = NoticeRecord.model_validate_json(done.stdout)
    assert (record.notice.number, record.source.name) == ("泽林发〔2025〕2号", "防火.txt")


def test_several_files_print_an_array_in_the_order_given(inbox: Path) -> None:
    done = call("extract", inbox / "防火.txt", inbox / "燃气 通知（定稿）.txt")
    assert [record["notice"]["number"] for record in json.loads(done.stdout)] == ["泽林发〔2025〕2号", NUMBER]
    assert len(json.loads(call("extract", inbox).stdout)) == 2, "a folder is several files, however many lie in it"


def test_jsonl_prints_one_object_a_line(inbox: Path) -> None:
    done = call("extract", inbox, "--format", "jsonl")
    assert [json.loads(line)["schema"] for line in done.stdout.splitlines()] == ["policygraph/notice-record/1"] * 2


def test_text_can_be_read(inbox: Path) -> None:
    shown = call("extract", inbox / "燃气 通知（定稿）.txt", "--format", "text").stdout
    for words in ("关于开展燃气安全检查的通知", NUMBER, "排查隐患", "牵头  市应急管理局", "配合  市商务局", "2025年6月30日"):
        assert words in shown, words


def test_extract_writes_files_whose_names_do_not_collide(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "通知.txt").write_text(SAFETY, encoding="utf-8")
    (tmp_path / "甲" / "通知-2.txt").write_text(FORESTS, encoding="utf-8")
    done = call("extract", tmp_path / "甲", tmp_path / "乙", "-o", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (0, "")
    written = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "out").iterdir()}
    assert sorted(written) == ["通知-2.json", "通知-3.json", "通知.json"]
    assert written["通知-2.json"]["notice"]["number"] == "泽林发〔2025〕2号"


def test_a_bad_file_does_not_spoil_the_others(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "断.docx").write_bytes(b"PK\x03\x04")
    done = call("extract", tmp_path / "断.docx", inbox / "防火.txt")
    assert done.exit_code == 3
    assert len(json.loads(done.stdout)) == 1
    assert [line.split("：")[0] for line in done.stderr.splitlines()] == [f"{tmp_path.as_posix()}/断.docx"]


@pytest.mark.parametrize("command", ["run", "extract", "audit"])
def test_a_path_that_is_not_there_ends_the_command_before_it_begins(command: str, inbox: Path, tmp_path: Path) -> None:
    given = [inbox / "防火.txt", tmp_path / "没有.txt"]
    done = call(command, *given, *(["-o", tmp_path / "out"] if command == "run" else []))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [f"{tmp_path / '没有.txt'}：没有这个文件或文件夹。请检查路径；若文件已删除，请给出它原来所在的文件夹"]


def test_the_version_is_that_of_the_distribution() -> None:
    done = call("--version")
    assert (done.exit_code, done.stdout) == (0, f"policygraph {metadata.version('policygraph')}\n")


def test_a_knowledge_file_in_another_encoding_is_named(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "zones.csv").write_text("code,name,short_forms,level,parent\n1.甲,某园区,园区,zone,1\n", encoding="gbk")
    done = call("run", inbox, "-o", tmp_path / "out", "--knowledge", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert "zones.csv" in line
    assert "UTF-8" in line


# --- looking at the store --------------------------------------------------------------------------------------------


def test_tasks_are_filtered_and_printed_for_machines(store: Path) -> None:
    asked = ("tasks", "--store", store, "--unit", "市应急管理局", "--role", "lead", "--due-before", "2025-06-30")
    [row] = json.loads(call(*asked, "--format", "json").stdout)
    assert (row["title"], row["lead"], row["support"], row["due"]) == ("排查隐患", "市应急管理局", "市商务局", "2025-06-30")
    assert json.loads(call(*asked, "--format", "jsonl").stdout) == row
    [same] = csv.DictReader(io.StringIO(call(*asked, "--format", "csv").stdout))
    assert same == {name: "" if value is None else str(value) for name, value in row.items()}
    assert json.loads(call("tasks", "--store", store, "--due-after", "2025-10-01", "--format", "json").stdout) == []


def test_a_cell_that_a_spreadsheet_could_run_is_defused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(SAFETY.replace("一、排查隐患。", "一、=1+1。"), encoding="utf-8")
    call("run", tmp_path / "in", "-o", tmp_path / "out")
    printed = call("tasks", "--store", tmp_path / "out" / "policygraph.db", "--format", "csv").stdout
    cells = [cell for row in csv.reader(io.StringIO(printed)) for cell in row]
    assert any("=1+1" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.parametrize("command", ["tasks", "units", "status"])
def test_tables_keep_to_80_columns(store: Path, command: str) -> None:
    """A Chinese character takes two."""
    done = call(command, "--store", store)
    assert done.exit_code == 0
    assert max(cell_len(line) for line in done.stdout.splitlines() if "规则" not in line) <= 80
    assert "市应急管理局" in done.stdout or command == "status"


def test_units_say_how_much_each_has_to_do(store: Path) -> None:
    rows = json.loads(call("units", "--store", store, "--unit", "应急", "--format", "json").stdout)
    assert sum(row["lead"] for row in rows) == 1


def test_show_gives_a_notice_and_a_task_with_its_evidence(store: Path) -> None:
    shown = call("show", NUMBER, "--store", store).stdout
    assert "排查隐患" in shown
    task = next(word for word in shown.split() if word.startswith("#"))
    told = call("show", NUMBER + task, "--store", store).stdout
    assert "牵头单位：【市应急管理局】；配合单位" in told
    assert "【2025年6月底前】" in told


@pytest.mark.parametrize("what", ["通知", "没有的事"])
def test_show_says_when_it_is_not_clear_what_is_meant(store: Path, what: str) -> None:
    done = call("show", what, "--store", store)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_an_unknown_notice_is_said(store: Path) -> None:
    assert call("tasks", "--store", store, "--notice", "没有的通知").exit_code == 2


def test_export_writes_what_is_asked_for_and_says_where(store: Path, tmp_path: Path) -> None:
    done = call("export", "--store", store, "--format", "ics", "--format", "gexf", "--format", "feed", "-o", tmp_path)
    assert done.exit_code == 0, done.output
    assert done.stdout.split() == [str(tmp_path / name) for name in ("deadlines.ics", "graph.gexf", "feed.atom")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deadlines.ics", "feed.atom", "graph.gexf"]


def test_export_without_a_format_writes_what_the_run_wrote(store: Path, tmp_path: Path) -> None:
    assert call("export", "--store", store, "-o", tmp_path).exit_code == 0
    beside = {path.relative_to(store.parent) for path in store.parent.rglob("*") if path.is_file() and not path.name.startswith((store.name, "."))}
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()} == beside
    assert all((tmp_path / name).read_bytes() == (store.parent / name).read_bytes() for name in beside)


def test_export_names_the_library_that_is_missing(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = call("export", "--store", store, "--format", "parquet", "-o", tmp_path)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "policygraph[exports]" in done.stderr


def test_status_names_what_is_in_quarantine_and_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "空.txt").write_bytes(b"")
    call("run", tmp_path / "in", "-o", tmp_path / "out")
    shown = call("status", "--store", tmp_path / "out" / "policygraph.db").stdout
    assert "空.txt" in shown.replace("\n", "")
    assert "办法" in shown


# --- as a process ----------------------------------------------------------------------------------------------------


def test_as_a_process_it_speaks_utf8_whatever_the_console(inbox: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "pipeline", "extract", str(inbox / "防火.txt"), "--format", "jsonl"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["notice"]["issuers"] == ["泽川市林业局"]
    assert done.stderr == b"", "nothing is said where nothing is wrong, and no bar is drawn into a pipe"


def test_a_reader_that_stops_reading_is_no_error(inbox: Path) -> None:
    command = f'"{sys.executable}" -m pipeline extract "{inbox}" --format json | head -c 1'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"[", b"")


def test_a_reader_that_closes_a_printed_table_is_no_error(store: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "tasks", "--store", str(store)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as told:
        assert told.stdout is not None
        told.stdout.close()
        assert told.wait() == 0
        assert told.stderr is not None
        assert told.stderr.read() == b""
