"""The one way through: what is read again, what is not, and what comes out whatever way one came."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from extractors.document import Document
from extractors.extract import Extractor
from extractors.records import NoticeRecord
from pipeline.errors import PolicygraphError
from pipeline.extraction import extract_files
from pipeline.rules import rules_in_force
from pipeline.run import RunReport, run
from pipeline.sources import Item
from tests.tools import pdf_builder

HEATING = """清浦县人民政府办公室
关于做好2024年冬季供暖工作的通知
清政办发〔2024〕21号

各乡镇人民政府，县政府有关部门：
为做好今冬供暖工作，现通知如下。
一、保障热源供应。督促供热企业足额储备燃料。（责任单位：县住房城乡建设局；完成时限：2024年10月底前）
二、检修供热管网。对老旧管网开展一次全面检修。（县住房城乡建设局牵头，县应急管理局配合）

清浦县人民政府办公室
2024年9月12日
"""
RIVERS = """清浦县水利局
关于开展河道清障行动的通知
清水发〔2024〕8号

各乡镇人民政府：
一、全面排查。逐段排查碍洪问题，建立台账。（责任单位：县水利局；完成时限：2024年5月底前）

清浦县水利局
2024年3月5日
"""
SCHOOLS = """清浦县教育局
关于加强校园饮水管理的通知
清教发〔2024〕15号

各中小学校：
一、配齐设备。每所学校配齐直饮水设备。（责任单位：县教育局、县财政局）

清浦县教育局
2024年4月18日
"""
HEATING_SHORT = HEATING.replace("二、检修供热管网。对老旧管网开展一次全面检修。（县住房城乡建设局牵头，县应急管理局配合）\n", "")
UNNUMBERED = RIVERS.replace("清水发〔2024〕8号\n", "").replace("河道清障", "水库巡查")


#: When files are written: long ago, for one written just now is looked at twice.
_MOMENTS = itertools.count(1_700_000_000_000_000_000, 1_000_000_000)


def write(folder: Path, **files: str | None) -> Path:
    """Put files (``a_txt="…"``) into a folder, or take them away (``None``)."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, text in files.items():
        path = folder / key.replace("_txt", ".txt")
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
            moment = next(_MOMENTS)
            os.utime(path, ns=(moment, moment))
    return folder


def records(output: Path) -> bytes:
    return (output / "records.jsonl").read_bytes()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return write(tmp_path / "收件 箱（一）", a_txt=HEATING, b_txt=RIVERS, c_txt=SCHOOLS)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose content was fetched, in order."""
    names: list[str] = []
    fetch = Item.read

    def counting(item: Item) -> bytes:
        names.append(item.name)
        return fetch(item)

    monkeypatch.setattr(Item, "read", counting)
    return names


def go(inbox: Path, output: Path, store: str | Path | None = None) -> RunReport:
    return run([inbox], output=output, store=store, workers=0)


def counts(report: RunReport) -> tuple[int, int, int, int, int, int]:
    return report.read, report.unchanged, report.gone, report.new, report.changed, report.withdrawn


def test_a_first_run_writes_everything(inbox: Path, tmp_path: Path) -> None:
    report = go(inbox, tmp_path / "out")
    assert counts(report) == (3, 0, 0, 3, 0, 0)
    assert (report.notices, report.tasks, report.quarantined) == (3, 4, ())
    for name in ("policygraph.db", "records.jsonl", "policygraph.xlsx", "graph.graphml", "graph.json", "deadlines.ics", "tables/tasks.csv"):
        assert (tmp_path / "out" / name).stat().st_size, name
    assert set(report.written) <= set((tmp_path / "out").rglob("*"))


def test_without_outputs_there_is_the_store_alone_and_the_next_run_writes_them(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    report = run([inbox], output=output, outputs=False, workers=0)
    assert (report.notices, report.written) == (3, ())
    assert {path.name for path in output.iterdir()} <= {"policygraph.db", "policygraph.db.lock"}
    again = go(inbox, output)
    assert (again.read, (output / "policygraph.xlsx").is_file()) == (0, True)


def test_a_second_run_opens_no_file(inbox: Path, tmp_path: Path, where: str | Path, opened: list[str]) -> None:
    go(inbox, tmp_path / "out", where)
    before = records(tmp_path / "out")
    opened.clear()
    assert counts(go(inbox, tmp_path / "out", where)) == (0, 3, 0, 0, 0, 0)
    assert opened == []
    assert records(tmp_path / "out") == before


def test_only_what_changed_is_read_again(inbox: Path, tmp_path: Path, where: str | Path, opened: list[str]) -> None:
    go(inbox, tmp_path / "out", where)
    opened.clear()
    write(inbox, b_txt=RIVERS.replace("5月底", "6月底"), d_txt=UNNUMBERED)
    assert counts(go(inbox, tmp_path / "out", where)) == (2, 2, 0, 1, 1, 0)
    assert opened == ["b.txt", "d.txt"]
    with pipeline.open(where) as corpus:
        [notice] = corpus.find("清水发〔2024〕8号")
        assert corpus.notices(notice=notice)["version"].tolist() == [2]
        assert corpus.deadlines(notice=notice)["end"].astype(str).tolist() == ["2024-06-30"]
        assert corpus.record(notice, version=1).tasks[0].deadlines[0].end == "2024-05-31"


def test_a_touched_file_makes_no_version(inbox: Path, tmp_path: Path, where: str | Path, opened: list[str]) -> None:
    go(inbox, tmp_path / "out", where)
    opened.clear()
    os.utime(inbox / "a.txt", ns=(1, 1))
    assert counts(go(inbox, tmp_path / "out", where)) == (0, 3, 0, 0, 0, 0)
    assert opened == ["a.txt"]
    opened.clear()
    go(inbox, tmp_path / "out", where)
    assert opened == [], "its new time is known now"


def test_a_removed_file_is_withdrawn_and_readable(inbox: Path, tmp_path: Path, where: str | Path) -> None:
    go(inbox, tmp_path / "out", where)
    write(inbox, b_txt=None)
    report = go(inbox, tmp_path / "out", where)
    assert counts(report) == (0, 2, 1, 0, 0, 1)
    assert report.notices == 2
    assert "清水发" not in records(tmp_path / "out").decode()
    with pipeline.open(where) as corpus:
        assert corpus.record("清浦县水利局/清水发〔2024〕8号", version=1).notice.number == "清水发〔2024〕8号"


def test_a_renamed_file_is_no_new_version(inbox: Path, tmp_path: Path, where: str | Path) -> None:
    go(inbox, tmp_path / "out", where)
    (inbox / "a.txt").rename(inbox / "z.txt")
    assert counts(go(inbox, tmp_path / "out", where)) == (0, 3, 1, 0, 0, 0), "its bytes are known"
    with pipeline.open(where) as corpus:
        [notice] = corpus.find("清政办发〔2024〕21号")
        assert corpus.record(notice).source.name == "z.txt"
        assert [row.version for row in corpus.history(notice)] == [1]


def test_another_form_of_a_notice_is_another_source(inbox: Path, tmp_path: Path, where: str | Path) -> None:
    go(inbox, tmp_path / "out", where)
    write(inbox, a0_txt=HEATING_SHORT)
    report = go(inbox, tmp_path / "out", where)
    assert counts(report) == (1, 3, 0, 0, 0, 0), "the one with fewer tasks does not speak"
    with pipeline.open(where) as corpus:
        entry = next(entry for entry in corpus.entries() if entry.record.notice.number == "清政办发〔2024〕21号")
        assert [Path(source.path).name for source in entry.sources] == ["a.txt", "a0.txt"]
        assert entry.record.source.name == "a.txt"
    write(inbox, a_txt=None)
    assert counts(go(inbox, tmp_path / "out", where)) == (0, 3, 1, 0, 1, 0), "the other one speaks, and needs no reading for it"


def test_only_what_lay_under_these_inputs_can_vanish(inbox: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", d_txt=UNNUMBERED)
    run([inbox, other], output=tmp_path / "out", workers=0)
    write(other, d_txt=None)
    write(inbox, c_txt=None)
    report = go(inbox, tmp_path / "out")
    assert (report.gone, report.notices) == (1, 3)


def test_names_are_relative_to_the_folder_given(tmp_path: Path) -> None:
    write(tmp_path / "in" / "下级" / "二", a_txt=HEATING)
    go(tmp_path / "in", tmp_path / "out")
    written = records(tmp_path / "out").decode()
    assert '"name":"下级/二/a.txt"' in written
    assert str(tmp_path) not in written


def test_a_file_under_two_inputs_is_read_once(inbox: Path, tmp_path: Path, opened: list[str]) -> None:
    report = run([inbox / "a.txt", inbox, inbox.parent], output=tmp_path / "out", workers=0)
    assert (report.read, len(opened)) == (3, 3)
    assert '"name":"收件 箱（一）/a.txt"' in records(tmp_path / "out").decode()


def test_the_outputs_are_no_input(inbox: Path) -> None:
    for _ in range(2):
        report = run([inbox], output=inbox / "out", workers=0)
    assert report.notices == 3
    assert report.quarantined == ()


@pytest.mark.parametrize("how", ["no input", "missing", "output is input", "no knowledge"])
def test_what_cannot_be_meant_is_refused_and_changes_nothing(inbox: Path, tmp_path: Path, how: str) -> None:
    out = tmp_path / "out"
    go(inbox, out)
    before = records(out)
    asked: dict[str, Callable[[], RunReport]] = {
        "no input": lambda: run([], output=out),
        "missing": lambda: run([tmp_path / "没有"], output=out),
        "output is input": lambda: run([out], output=out),
        "no knowledge": lambda: run([inbox], output=out, knowledge=tmp_path / "没有"),
    }
    with pytest.raises(PolicygraphError):
        asked[how]()
    assert records(out) == before
    with pipeline.open(out / "policygraph.db") as corpus:
        assert len(corpus.notices()) == 3


# --- what cannot be read ---------------------------------------------------------------------------------------------


def bad(folder: Path) -> Path:
    """A folder with three good notices and four files that are none."""
    write(folder, a_txt=HEATING, b_txt=RIVERS, c_txt=SCHOOLS)
    (folder / "空 文件.txt").write_bytes(b"")
    (folder / "照片【1】.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (folder / "断了.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    for path in folder.iterdir():
        os.utime(path, ns=(0, 0))
    (folder / "断链.txt").symlink_to(folder / "没有.txt")
    return folder


def test_bad_files_are_named_and_nothing_of_the_rest_is_lost(tmp_path: Path, where: str | Path, opened: list[str]) -> None:
    inbox = bad(tmp_path / "in")
    report = go(inbox, tmp_path / "out", where)
    assert report.notices == 3
    assert sorted(Path(entry.path).name for entry in report.quarantined) == ["断了.docx", "断链.txt", "照片【1】.docx", "空 文件.txt"]
    assert all(entry.code and entry.cause and entry.remedy and entry.path.startswith(inbox.as_posix()) for entry in report.quarantined)
    opened.clear()
    again = go(inbox, tmp_path / "out", where)
    assert again.quarantined == report.quarantined, "they are in quarantine still"
    assert opened == [], "and are not opened for it"
    with pipeline.open(where) as corpus:
        assert tuple(corpus.quarantine()) == report.quarantined


def test_a_mended_file_leaves_quarantine(tmp_path: Path) -> None:
    inbox = write(tmp_path / "in", a_txt="")
    assert len(go(inbox, tmp_path / "out").quarantined) == 1
    write(inbox, a_txt=HEATING)
    report = go(inbox, tmp_path / "out")
    assert (report.quarantined, report.notices) == ((), 1)


def test_a_file_that_goes_bad_withdraws_what_it_said(inbox: Path, tmp_path: Path) -> None:
    go(inbox, tmp_path / "out")
    write(inbox, a_txt="")
    report = go(inbox, tmp_path / "out")
    assert (report.withdrawn, report.notices, len(report.quarantined)) == (1, 2, 1)


def test_a_file_that_could_not_be_fetched_is_tried_again(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", lambda path: refused(path) if path.name == "a.txt" else path.open("rb").read())
        report = go(inbox, tmp_path / "out")
        assert ([entry.code for entry in report.quarantined], report.notices) == (["forbidden"], 2)
    assert (go(inbox, tmp_path / "out").quarantined, go(inbox, tmp_path / "out").notices) == ((), 3)


def test_a_folder_that_does_not_open_withdraws_nothing(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(inbox / "sub", d_txt=UNNUMBERED)
    go(inbox, tmp_path / "out")
    listing = os.listdir

    def refused(path: str | Path) -> list[str]:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "listdir", refused)
    report = go(inbox, tmp_path / "out")
    assert [Path(entry.path).name for entry in report.quarantined] == ["sub"]
    assert (report.withdrawn, report.notices) == (0, 4)


def test_a_mistake_of_the_program_costs_one_file(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract = Extractor.__call__

    def failing(self: Extractor, document: Document) -> NoticeRecord:
        if "河道" in document.text:
            raise IndexError("no such row")
        return extract(self, document)

    monkeypatch.setattr(Extractor, "__call__", failing)
    report = go(inbox, tmp_path / "out")
    [entry] = report.quarantined
    assert (entry.code, report.notices) == ("internal", 2)
    assert "IndexError" in entry.cause
    assert "test_run.py:" in entry.cause, "the line that raised it"


def test_a_record_that_no_table_holds_costs_one_file(inbox: Path, tmp_path: Path, where: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract = Extractor.__call__

    def impossible(self: Extractor, document: Document) -> NoticeRecord:
        record = extract(self, document)
        if "河道" not in document.text:
            return record
        return record.model_copy(update={"notice": record.notice.model_copy(update={"issued_on": "2024-13-01"})})

    monkeypatch.setattr(Extractor, "__call__", impossible)
    report = go(inbox, tmp_path / "out", where)
    assert ([entry.code for entry in report.quarantined], report.notices) == (["internal"], 2)


# --- workers ---------------------------------------------------------------------------------------------------------


def test_the_number_of_workers_changes_nothing(inbox: Path, tmp_path: Path) -> None:
    bad(inbox)
    one, two = go(inbox, tmp_path / "one"), run([inbox], output=tmp_path / "two", workers=2)
    assert records(tmp_path / "one") == records(tmp_path / "two")
    assert one.quarantined == two.quarantined
    assert counts(one) == counts(two)


def test_what_decides_the_reading_is_known(tmp_path: Path) -> None:
    rows = tmp_path / "rows"
    rows.mkdir()
    plain, empty = rules_in_force(), rules_in_force(rows)
    (rows / "organs.csv").write_text("organ\n", encoding="utf-8")
    assert plain == rules_in_force()
    own = rules_in_force(rows)
    assert own.all_extractors != empty.all_extractors, "the user's own rows count"
    assert own.readers == empty.readers, "no row changes what a reader makes of a file"


# --- whatever way one came -------------------------------------------------------------------------------------------

FILES = {
    "a.txt": HEATING,
    "b.txt": RIVERS,
    "c.txt": HEATING_SHORT,
    "d.txt": HEATING.replace("足额储备", "足额储备并公示"),
    "e.txt": UNNUMBERED,
}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[dict[str, str]], bytes]]:
    """The records of a fresh run over a folder with these files."""
    kept: dict[tuple[tuple[str, str], ...], bytes] = {}

    def of(files: dict[str, str]) -> bytes:
        key = tuple(sorted(files.items()))
        if key not in kept:
            root = tmp_path_factory.mktemp("fresh")
            place(root / "in", files)
            run([root / "in"], output=root / "out", workers=0)
            kept[key] = records(root / "out")
        return kept[key]

    yield of
    kept.clear()


def place(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(sorted(FILES)))
def test_the_order_of_arrival_is_no_matter(order: list[str], fresh: Callable[[dict[str, str]], bytes]) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        place(root / "in", FILES)
        run([root / "in" / name for name in order], output=root / "out", workers=0)
        assert records(root / "out") == fresh(FILES)
    finally:
        shutil.rmtree(root)


STATES = st.dictionaries(st.sampled_from(sorted(FILES)), st.sampled_from([*FILES.values(), ""]), max_size=4)


@settings(max_examples=10, deadline=None)
@given(history=st.lists(STATES, min_size=2, max_size=4))
def test_any_history_ends_where_a_fresh_run_does(history: list[dict[str, str]], fresh: Callable[[dict[str, str]], bytes]) -> None:
    """Files come, change, swap their texts and go; at the end the records are those of the folder as it is."""
    root = Path(tempfile.mkdtemp())
    try:
        for state in history:
            place(root / "in", state)
            run([root / "in"], output=root / "out", workers=0)
        assert records(root / "out") == fresh(history[-1])
    finally:
        shutil.rmtree(root)


def test_a_long_file_is_told_of_page_by_page(tmp_path: Path) -> None:
    """331 pages are not silence: the bar moves within the file, only forward, and ends on whole files."""
    pages = [pdf_builder.lines(90, 100, f"第{number}页的渠道检修计划，由各镇水利站按月落实。") for number in range(1, 6)]
    (tmp_path / "a.pdf").write_bytes(pdf_builder.pdf(*pages))
    (tmp_path / "b.txt").write_text(RIVERS, encoding="utf-8")
    told: list[float] = []
    list(extract_files([tmp_path], workers=0, progress=lambda done, *_: told.append(done)))
    assert told == sorted(told)
    assert [done for done in told if done % 1 == 0] == [1, 2]
    assert len([done for done in told if 0 < done < 1]) == 4
