"""Links from printed forms to units, kept in the store: what they say, that order is no matter, and that a user's row settles what was open."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from random import Random

import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from typer.testing import CliRunner

import pipeline
from extractors.extract import Extractor
from extractors.knowledge import Knowledge
from pipeline import identity
from pipeline.cli import app
from pipeline.corpus import Corpus
from pipeline.entries import NoticeEntry
from pipeline.graph.builder import build_graph
from pipeline.readers import read
from pipeline.resolve.mentions import links_of, relinked
from pipeline.resolve.store import resolve_store
from pipeline.run import run
from pipeline.store.store import FileSeen, Store

KNOWLEDGE = Knowledge.load()
EXTRACT = Extractor(KNOWLEDGE)

NOTICES = {
    "甲.txt": """绵阳市人民政府办公室关于印发茶园提升方案的通知
绵府办发〔2022〕61号
各县（市、区）人民政府，市级有关部门：
　　现将《绵阳市茶园提升方案》印发给你们，请认真贯彻落实。
　　一、扩大茶园
　　建设高山茶园二十处。（责任单位：市茶产局、市农业农村局、三台县）
　　二、培育品牌
　　举办春茶品鉴会。（责任单位：市茶产局、市商务局、各县（市、区）人民政府）
绵阳市人民政府办公室
2022年5月9日
""",
    "乙.txt": """四川省农业农村厅关于做好春茶采摘工作的通知
川农函〔2022〕62号
各市（州）农业农村局：
　　一、加强指导
　　派出技术人员进村指导。（责任单位：省农业农村厅、绵阳市农业农村局、绵阳市茶产局）
四川省农业农村厅
2022年3月9日
""",
    "丙.txt": """绵阳市人民政府关于表扬采茶能手的通知
绵府发〔2017〕63号
各县（市、区）人民政府：
　　一、开展表扬
　　组织采茶能手宣讲。（责任单位：市农业局、市卫生计生委）
绵阳市人民政府
2017年6月9日
""",
}
ROW = "organ,branch,levels,serves,name,forms,valid_from,valid_to,places\ntea,government,city,,茶叶|产业|发展|局,茶产局,,,\n"
TEA = "绵阳市茶叶产业发展局"


def entries() -> list[NoticeEntry]:
    records = [EXTRACT(read(text.encode(), name=name)) for name, text in NOTICES.items()]
    return [NoticeEntry(notice_id=identity.notice_id(record), version=1, record=record, sources=()) for record in records]


ENTRIES = entries()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, text in NOTICES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def written(built: nx.MultiDiGraph[str]) -> str:
    return json.dumps(nx.node_link_data(built, edges="links"), ensure_ascii=False)


def test_a_record_linked_by_the_same_rows_says_what_it_said() -> None:
    for entry in ENTRIES:
        assert relinked(entry.record, links_of(entry.record, KNOWLEDGE)) == entry.record


def test_a_form_has_a_unit_or_is_a_collective() -> None:
    links = {link.mention: link for link in links_of(ENTRIES[0].record, KNOWLEDGE)}
    assert links["市农业农村局"].unit_id == "510700/agriculture"
    assert (links["三台县"].name, links["三台县"].rule) == ("三台县人民政府", "place")
    assert links["市茶产局"].is_open
    assert links["市茶产局"].assigned == 2
    assert "各县（市、区）人民政府" not in links


@settings(max_examples=20, deadline=None)
@given(st.permutations(ENTRIES))
def test_any_order_of_arrival_gives_the_same_graph(arrived: list[NoticeEntry]) -> None:
    assert written(build_graph(arrived, knowledge=KNOWLEDGE)) == written(build_graph(ENTRIES, knowledge=KNOWLEDGE))


def test_any_order_of_runs_gives_the_same_graph(tmp_path: Path) -> None:
    """One notice a run: what was linked in an earlier run does not change what a later one says."""
    graphs = set()
    for number, order in enumerate(itertools.permutations(NOTICES)):
        inbox, output = tmp_path / f"in{number}" / "inbox", tmp_path / f"out{number}"
        inbox.mkdir(parents=True)
        for name in order:
            (inbox / name).write_text(NOTICES[name], encoding="utf-8")
            run([inbox], output=output, workers=0)
        built = json.loads((output / "graph.json").read_text(encoding="utf-8"))
        graphs.add(json.dumps([built["nodes"], built.get("links", built.get("edges"))], ensure_ascii=False).replace(str(inbox), "inbox"))
    assert len(graphs) == 1


def real_files(shared_folder: Path) -> list[Path]:
    return sorted((shared_folder / "real" / "bulk" / "provinces").glob("*.txt"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(random=st.randoms(use_true_random=False))
def test_any_order_of_real_notices_gives_the_same_graph(shared_folder: Path, random: Random) -> None:
    entries = real_entries(shared_folder)
    assert len(entries) > 5
    first = written(build_graph(entries, knowledge=KNOWLEDGE))
    assert "counterpart_of" in first
    assert written(build_graph(random.sample(entries, len(entries)), knowledge=KNOWLEDGE)) == first


@lru_cache(maxsize=1)
def real_entries(shared_folder: Path) -> tuple[NoticeEntry, ...]:
    records = [EXTRACT(read(path.read_bytes(), name=path.name)) for path in real_files(shared_folder)[::9]]
    found = {identity.notice_id(record): record for record in records}
    return tuple(NoticeEntry(notice_id=notice_id, version=1, record=record, sources=()) for notice_id, record in found.items())


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)), parts=st.lists(st.integers(1, 3), min_size=6, max_size=6))
def test_real_notices_that_arrive_in_any_order_and_number_give_the_same_graph(shared_folder: Path, order: list[int], parts: list[int]) -> None:
    """One or several a run, in any order: the graph that is written at the end is one."""
    files = real_files(shared_folder)[4::41][:6]
    with tempfile.TemporaryDirectory() as folder:
        inbox, at = Path(folder) / "inbox", 0
        inbox.mkdir()
        for size in parts:
            for number in order[at : at + size]:
                shutil.copy(files[number], inbox / f"{number}.txt")
            at += size
            run([inbox], output=Path(folder) / "out", workers=0)
            if at >= len(order):
                break
        built = json.loads((Path(folder) / "out" / "graph.json").read_text(encoding="utf-8"))
        whole = Path(folder) / "whole"
        run([inbox], output=whole, workers=0)
        assert built == json.loads((whole / "graph.json").read_text(encoding="utf-8"))


def test_units_stand_to_each_other_over_notices(inbox: Path, tmp_path: Path) -> None:
    run([inbox], output=tmp_path / "out", workers=0)
    with pipeline.open(tmp_path / "out" / "policygraph.db") as corpus:
        built = corpus.graph()
    edges = {(source, target, kind) for source, target, kind in built.edges(data="kind")}
    assert ("unit:510700/agriculture", "unit:510000/agriculture", "counterpart_of") in edges
    assert ("unit:510700/agriculture_old", "unit:510700/agriculture", "succeeded_by") in edges
    assert ("unit:510700/agriculture", "unit:510700/government", "subordinate_to") in edges


def test_a_users_row_settles_what_was_open_without_a_file(inbox: Path, tmp_path: Path) -> None:
    run([inbox], output=tmp_path / "out", workers=0)
    for path in inbox.iterdir():
        path.unlink()
    own = tmp_path / "own"
    own.mkdir()
    with pipeline.open(tmp_path / "out" / "policygraph.db") as corpus:
        before = corpus.unresolved()
        assert before["mentions"].iloc[0] == ["市茶产局", "绵阳市茶产局"]
        assert (before["assigned"].iloc[0], before["notices"].iloc[0]) == (3, 2)
        (own / "organs.csv").write_text(ROW, encoding="utf-8")
        assert corpus.unresolved(knowledge=own).empty
        assert corpus.resolve(own) == 0, "done with these rows"
        assert corpus.graph().nodes["unit:510700/tea"]["name"] == TEA


def named_in_frames(corpus: Corpus) -> dict[str, str]:
    """The names that each way to look at the units gives to the unit of 市茶产局."""
    assigned = corpus.assignments()
    [unit_id] = set(assigned[assigned["mention"].isin(["市茶产局", "绵阳市茶产局"])]["unit_id"])
    units = corpus.units().set_index("unit_id")
    return {"units": units.loc[unit_id, "name"], "graph": corpus.graph().nodes[f"unit:{unit_id}"]["name"]}


def test_a_new_name_shows_everywhere_without_a_run(inbox: Path, tmp_path: Path) -> None:
    out, own = tmp_path / "out", tmp_path / "own"
    run([inbox], output=out, workers=0)
    own.mkdir()
    (own / "organs.csv").write_text(ROW, encoding="utf-8")
    with pipeline.open(out / "policygraph.db", knowledge=own) as corpus:
        assert len(corpus.tasks(unit="茶叶产业发展局")) == 0, "to open settles nothing"
        assert named_in_frames(corpus) == {"units": "绵阳市茶产局", "graph": "绵阳市茶产局"}
        assert corpus.resolve() == len(NOTICES)
        assert named_in_frames(corpus) == {"units": TEA, "graph": TEA}
        assert len(corpus.tasks(unit="茶叶产业发展局")) == 3
        assert len(corpus.tasks(unit="市茶产局")) == 3, "as printed, still"
        corpus.export(tmp_path / "again")
    for table in ("units", "assignments"):
        frame = pd.read_csv(tmp_path / "again" / "tables" / f"{table}.csv").set_index("unit_id")
        assert set(frame.loc[["510700/tea"], "name" if table == "units" else "unit_name"]) == {TEA}
    sheet = load_workbook(tmp_path / "again" / "policygraph.xlsx")["单位"]
    assert TEA in {cell.value for row in sheet.iter_rows() for cell in row}


def test_frames_say_of_units_what_the_tables_say(inbox: Path, tmp_path: Path) -> None:
    run([inbox], output=tmp_path / "out", workers=0)
    tables = {name: pd.read_csv(tmp_path / "out" / "tables" / f"{name}.csv") for name in ("units", "assignments")}
    with pipeline.open(tmp_path / "out" / "policygraph.db") as corpus:
        units, assigned = corpus.units(), corpus.assignments()
    units["mentions"] = units["mentions"].map("；".join)
    columns = list(units.columns)
    assert units.astype(str).values.tolist() == tables["units"][columns].astype(str).values.tolist()
    keys = ["task_id", "position", "unit_id"]
    assert sorted(assigned[keys].values.tolist()) == sorted(tables["assignments"][keys].values.tolist())


def test_a_notice_that_was_not_linked_yet_has_its_units_as_read(tmp_path: Path) -> None:
    frames = []
    for number in range(2):
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            begun = store.begin_run(rules="r1", arguments={})
            for at, entry in enumerate(ENTRIES):
                store.put(entry.record, file=FileSeen(location=f"/{at}", path=f"{at}", name=f"{at}"), rules="r1", run=begun)
            store.settle(run=begun)
            if number:
                assert resolve_store(store) == len(ENTRIES)
        with pipeline.open(tmp_path / f"{number}.db") as corpus:
            frames.append([found.to_csv() for found in (corpus.units(), corpus.assignments(), corpus.tasks(unit="农业农村"))])
    assert frames[0] == frames[1]
    assert "510700/agriculture" in frames[0][0]


def test_a_users_succession_and_organ_join_the_graph(inbox: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "organs.csv").write_text(ROW, encoding="utf-8")
    (own / "successions.csv").write_text("from,to,levels,date,source\ntea,agriculture,city,2023-05-01,绵委发〔2023〕64号\n", encoding="utf-8")
    run([inbox], output=tmp_path / "out", knowledge=own, workers=0)
    edge = ("unit:510700/tea", "unit:510700/agriculture", "succeeded_by:1")
    with pipeline.open(tmp_path / "out" / "policygraph.db", knowledge=own) as corpus:
        assert corpus.graph().edges[edge]["basis"] == "绵委发〔2023〕64号"
        written = json.loads((tmp_path / "out" / "graph.json").read_text(encoding="utf-8"))
        assert len(written["nodes"]) == len(corpus.graph())
    with pipeline.open(tmp_path / "out" / "policygraph.db") as corpus:
        assert edge not in corpus.graph().edges, "without the folder nobody knows"


def test_the_command_lists_what_is_open_and_what_it_could_be(inbox: Path, tmp_path: Path) -> None:
    run([inbox], output=tmp_path / "out", workers=0)
    store = str(tmp_path / "out" / "policygraph.db")
    asked = CliRunner().invoke(app, ["units", "--unresolved", "--store", store, "--format", "json"])
    assert asked.exit_code == 0, asked.output
    [tea] = [row for row in json.loads(asked.stdout) if "市茶产局" in row["mentions"]]
    assert tea["assigned"] == 3
    assert (tea["place"], tea["place_code"]) == ("四川省绵阳市", "510700")
    assert "四川省绵阳市" in CliRunner().invoke(app, ["units", "--unresolved", "--store", store], env={"COLUMNS": "120"}).stdout
    assert tea["proposals"]
    own = tmp_path / "own"
    own.mkdir()
    (own / "organs.csv").write_text(ROW, encoding="utf-8")
    again = CliRunner().invoke(app, ["units", "--unresolved", "--store", store, "--knowledge", str(own)])
    assert again.exit_code == 0, again.output
    assert "市茶产局" not in again.stdout
    assert TEA in CliRunner().invoke(app, ["units", "--store", store, "--format", "csv"]).stdout, "the units are settled for all commands"
