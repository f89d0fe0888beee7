"""A slice is a part of the whole graph, with its ids and attributes, and is made without the rest."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from extractors.records import Citation, Jurisdiction, Notice, Task, Unit
from pipeline.corpus import Corpus
from pipeline.entries import NoticeEntry
from pipeline.errors import PolicygraphError
from pipeline.run import run
from pipeline.store.store import FileSeen, Store
from tests.tools import records
from tests.tools.records import Paper, assigned

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


def is_part(part: nx.MultiDiGraph[str], whole: nx.MultiDiGraph[str]) -> bool:
    """Whether all nodes and edges of a graph are in another, keys and attributes the same."""
    nodes = all(node in whole and whole.nodes[node] == said for node, said in part.nodes(data=True))
    return nodes and all(whole.has_edge(*edge[:3]) and whole.edges[edge[:3]] == edge[3] for edge in part.edges(keys=True, data=True))


def stored(entries: Sequence[NoticeEntry], where: Path) -> Path:
    with Store.open(where, create=True) as store:
        begun = store.begin_run(rules="r1", arguments={})
        for number, entry in enumerate(entries):
            source = entry.record.source.model_copy(update={"sha256": f"{number:064}"})
            file = FileSeen(location=f"/in/{number}", path=f"in/{number}.txt", name=f"{number}.txt", size=1, modified_ns=1)
            store.put(entry.record.model_copy(update={"source": source}), file=file, rules="r1", run=begun)
        store.settle(run=begun)
    return where


# --- samples ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    out = tmp_path_factory.mktemp("slices")
    run([SAMPLES], output=out, workers=1)
    with pipeline.open(out / "policygraph.db") as corpus:
        yield corpus


@pytest.fixture(scope="module")
def whole(samples: Corpus) -> nx.MultiDiGraph[str]:
    return samples.graph()


def test_each_notice_of_the_samples_is_a_part_with_all_its_facts(samples: Corpus, whole: nx.MultiDiGraph[str]) -> None:
    for notice in samples.notices()["notice_id"]:
        part = samples.graph(notice=notice)
        assert is_part(part, whole), notice
        own = {node for node, of in whole.nodes(data="notice") if of == notice}
        assert own <= set(part)
        said = [edge for *edge, of in whole.edges(keys=True, data="notice") if of == notice]
        assert said
        assert all(part.has_edge(*edge) for edge in said), notice


SLICES: list[tuple[dict[str, Any], str]] = [
    ({"unit": "林业局"}, "a unit's surroundings"),
    ({"place": "宁澜市"}, "a place"),
    ({"policy": "岚政办发〔2024〕22号"}, "a policy and what carries it out"),
    ({"due_after": "2025-01-01", "due_before": "2025-06-30"}, "a period"),
    ({"policy": "岚政办发〔2024〕22号", "place": "沧芦", "unit": "能源局"}, "what several have in common"),
    ({"notice": "没有的通知"}, "nothing"),
]


@pytest.mark.parametrize(("asked", "why"), SLICES)
def test_a_slice_is_a_part_of_the_whole(samples: Corpus, whole: nx.MultiDiGraph[str], asked: dict[str, Any], why: str) -> None:
    part = samples.graph(**asked)
    assert is_part(part, whole), why
    assert len(part) < len(whole)
    assert (len(part) > 0) == (asked.get("notice") is None)


def test_surroundings_of_a_unit_are_its_tasks_and_those_who_share_them(samples: Corpus) -> None:
    part = samples.graph(unit="市科技局", notice="宁府发〔2024〕11号")
    tasks = set(samples.tasks(unit="市科技局", notice="宁府发〔2024〕11号")["task_id"])
    assert {node.removeprefix("task:") for node, kind in part.nodes(data="kind") if kind == "task"} == tasks
    assert len(tasks) == 1
    named = {part.nodes[unit]["mentions"][0] for _, unit, kind in part.edges(data="kind") if kind == "assigned_to"}
    assert named == {"市科技局", "宁澜学院", "高新区经济发展局"}
    policies = {part.nodes[source]["number"] for source, _, kind in part.edges(data="kind") if kind == "has_measure"}
    assert policies == {"岚政发〔2024〕6号"}, "the measure that it carries out, and the policy that sets it"


def test_a_policy_brings_those_that_carry_it_out_and_no_others(samples: Corpus) -> None:
    part = samples.graph(policy="岚政办发〔2024〕22号")
    with_tasks = {values["notice"] for _, values in part.nodes(data=True) if values["kind"] == "task"}
    assert {notice.split("/")[-1] for notice in with_tasks} == {
        "岚政办发〔2024〕22号",
        "宁府办发〔2024〕31号",
        "宁府办发〔2025〕14号",
        "沧府发〔2024〕9号",
        "禾政办发〔2024〕26号",
    }


def test_tasks_by_policy_are_those_of_the_notices_that_implement_it(samples: Corpus) -> None:
    notices = set(samples.tasks(policy="岚政发〔2024〕6号")["notice_id"])
    assert {notice.split("/")[-1] for notice in notices} == {"岚政发〔2024〕6号", "宁府发〔2024〕11号"}


def test_a_text_that_means_several_policies_is_refused(samples: Corpus) -> None:
    with pytest.raises(PolicygraphError) as caught:
        samples.graph(policy="充换电")
    assert caught.value.code == "ambiguous"


def test_what_was_known_then_has_slices_too(samples: Corpus) -> None:
    """On a day on which one of two notices was in force, the slice knows nothing of the other."""
    then = samples.at(as_of="2024-06-01")
    assert 0 < len(then.notices()) < len(samples.notices())
    whole = then.graph()
    for notice in then.notices()["notice_id"]:
        assert is_part(then.graph(notice=notice), whole), notice


# --- invented corpora ---------------------------------------------------------------------------------------------

TITLE = "澄源省林业局关于加强古树名木保护的通知"
NUMBER = "澄林发〔2025〕1号"
CITED = [{"title": TITLE}, {"title": TITLE, "number": NUMBER}, {"number": "澄林发[2025] 1号"}, {"title": "关于加强古树名木保护的通知"},
         {"title": "古树〈试行〉办法"}, {"title": "古树试行办法", "number": "澄林规〔2020〕2号"}, {"title": "古树试行办法"}]  # fmt: skip
NAMED = ["云麓市林业局", None, "云麓市林业和草原局"]


@st.composite
def notices(draw: st.DrawFn) -> list[NoticeEntry]:
    found = [_notice(draw, number) for number in range(draw(st.integers(2, 4)))]
    if draw(st.booleans()):
        paper = Paper()
        paper.put(TITLE)
        notice = Notice(title=TITLE, number=draw(st.sampled_from([NUMBER, None])), issuers=["澄源省林业局"], issued_text="古树试行办法")
        found.append(records.entry_of(records.record_of(paper, notice)))
    return found


def _notice(draw: st.DrawFn, number: int) -> NoticeEntry:
    paper = Paper()
    said = paper.put(f"根据有关规定，制定第{number}号清单，由市林业局、各县(区)人民政府负责。")
    area = draw(st.sampled_from([Jurisdiction(name="云麓市"), Jurisdiction(name="云麓市", code="990100", level="city"), None]))
    cited = draw(st.lists(st.sampled_from(CITED), max_size=3, unique_by=str))
    citations = [Citation.model_validate({"relation": "implements", "evidence": [said], **each}) for each in cited]
    name = draw(st.sampled_from(NAMED))
    units = [Unit(id="990100/林业", name=name, level="city", mentions=draw(st.sampled_from([["市林业局"], ["市林业局", "林业局"]])))]
    collective = draw(st.sampled_from(["各县(区)人民政府", "各县（区）人民政府"]))
    task = Task(
        id="note/1",
        origin="note",
        part="notice",
        title="普查",
        assignments=[assigned("市林业局", said, "lead", unit="990100/林业"), assigned(collective, said)],
        supports=[{"no": number + 1, "text": draw(st.sampled_from(["支持普查。", "支持 普查。"])), "evidence": said}],  # type: ignore[list-item]
        evidence=said,
    )
    notice = Notice(title=f"关于第{number}号清单的通知", number=f"云林发〔2025〕{number}号", issuers=["云麓市林业局"], jurisdiction=area)
    return records.entry_of(records.record_of(paper, notice, tasks=[task], citations=citations, units=units))


@settings(deadline=None, max_examples=15)
@given(notices())
def test_slices_of_invented_corpora_are_parts_of_the_whole(entries: list[NoticeEntry]) -> None:
    with tempfile.TemporaryDirectory() as folder, pipeline.open(stored(entries, Path(folder) / "p.db")) as corpus:
        whole = corpus.graph()
        for notice in corpus.notices()["notice_id"]:
            assert is_part(corpus.graph(notice=notice), whole)
        for policy in sorted(node.removeprefix("policy:") for node, kind in whole.nodes(data="kind") if kind == "policy"):
            assert is_part(corpus.graph(policy=policy), whole)
        assert is_part(corpus.graph(unit="林业"), whole)
