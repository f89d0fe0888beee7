"""The graph: which nodes there are, what leads where, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Attachment, Citation, Clause, Deadline, Evidence, Notice, Support, Task
from pipeline import identity
from pipeline.entries import NoticeEntry
from pipeline.graph.builder import build_graph
from pipeline.graph.kinds import NODE_KINDS
from tests.tools import records
from tests.tools.records import Paper

CITY = "云麓市人民政府办公室/云府办发〔2024〕7号"
OTHER = "栖云市人民政府/栖府发〔2024〕11号"
SUPERIOR = "澄源省人民政府/澄府发〔2024〕3号"
BASE = f"task:{CITY}#attachment:1/一/①"
SEEDLINGS = f"measure:{identity.measure_id(SUPERIOR, records.SEEDLING_MEASURE)}"


@pytest.fixture(scope="module")
def whole() -> nx.MultiDiGraph[str]:
    return build_graph(records.corpus())


def edges(built: nx.MultiDiGraph[str], kind: str) -> set[tuple[str, str]]:
    return {(source, target) for source, target, found in built.edges(data="kind") if found == kind}


def targets(built: nx.MultiDiGraph[str], node: str, kind: str) -> list[str]:
    return [target for _, target, found in built.out_edges(node, data="kind") if found == kind]


def test_main_line_from_policy_to_unit(whole: nx.MultiDiGraph[str]) -> None:
    assert (f"policy:{SUPERIOR}", SEEDLINGS) in edges(whole, "has_measure")
    assert (SEEDLINGS, BASE) in edges(whole, "carried_out_by")
    assert (BASE, "unit:990100/农业农村") in edges(whole, "assigned_to")
    assert "unit:990100/农业农村" in nx.descendants(whole, f"policy:{SUPERIOR}")


def test_clauses_are_a_tree_under_their_policy_and_hold_their_tasks(whole: nx.MultiDiGraph[str]) -> None:
    top, inner = f"clause:{CITY}#issued_text/二", f"clause:{CITY}#issued_text/二/（一）"
    assert targets(whole, f"policy:{CITY}", "has_clause") == [top]
    assert targets(whole, top, "has_clause") == [inner, f"clause:{CITY}#issued_text/二/（二）"]
    assert targets(whole, inner, "has_task") == [BASE, f"{BASE}+"]


def test_task_without_a_clause_belongs_to_the_notice(whole: nx.MultiDiGraph[str]) -> None:
    assert targets(whole, f"policy:{CITY}", "has_task") == [f"task:{CITY}#attachment:1/二/①"]


def test_continuation_leads_to_what_it_continues(whole: nx.MultiDiGraph[str]) -> None:
    assert edges(whole, "continues") == {(f"{BASE}+", BASE)}


def test_same_measure_of_two_worklists_is_one_node_that_both_number_apart(whole: nx.MultiDiGraph[str]) -> None:
    assert {target.split("#")[0] for target in targets(whole, SEEDLINGS, "carried_out_by")} == {f"task:{CITY}", f"task:{OTHER}"}
    numbers = {values["notice"]: values["item"] for _, _, values in whole.in_edges(SEEDLINGS, data=True)}
    assert numbers == {CITY: 1, OTHER: 5}


def test_roles_and_collectives(whole: nx.MultiDiGraph[str]) -> None:
    roles = {
        whole.nodes[unit]["name"]: values["role"] for _, unit, values in whole.out_edges(BASE, data=True) if values["kind"] == "assigned_to"
    }
    assert roles == {"云麓市农业农村局": "lead", "云麓市财政局": "responsible", "各县（区）人民政府": "responsible"}
    assert whole.nodes["unit:990100/财政"] == {
        "kind": "unit",
        "label": "云麓市财政局",
        "name": "云麓市财政局",
        "level": "city",
        "mentions": ["市财政局"],
        "settled": True,
    }
    assert whole.nodes["unit:990100/各县（区）人民政府"]["settled"] is False


def test_same_form_in_two_places_is_two_units(whole: nx.MultiDiGraph[str]) -> None:
    assert {"unit:990100/农业农村", "unit:990200/市农业农村局"} <= set(whole)


LIMITS: list[tuple[Deadline, str, str, str]] = [
    (Deadline(text="6月底前", kind="by", end="2025-06-30"), "date:2025-06-30", "2025年6月30日", "a last day is a date"),
    (Deadline(text="年底前并长期坚持", kind="by", end="2025-12-31", ongoing=True), "date:2025-12-31", "2025年12月31日", "also where it goes on"),
    (Deadline(text="2025—2026年", kind="during", start="2025-01-01", end="2026-12-31"), "date:2026-12-31", "2026年12月31日", "a period ends"),
    (Deadline(text="持续推进", kind="ongoing", ongoing=True), "term:ongoing", "长期", "no date"),
    (Deadline(text="每月", kind="recurring", recurrence="FREQ=MONTHLY"), "term:recurring/FREQ=MONTHLY", "每月", "one node a rule"),
    (Deadline(text="2026年起", kind="from", start="2026-01-01"), "term:from/2026-01-01", "2026年1月1日起", "a start is no due date"),
    (Deadline(text="立即", kind="immediate"), "term:immediate", "立即", "at once"),
    (Deadline(text="验收合格后10日内", kind="event"), "term:event", "待条件达成", "after something without a date"),
]


@pytest.mark.parametrize(("deadline", "node", "label", "why"), LIMITS)
def test_where_a_limit_leads(deadline: Deadline, node: str, label: str, why: str) -> None:
    entry = records.notice_with(deadlines=[deadline])
    built = build_graph([entry])
    ((source, target, values),) = [edge for edge in built.edges(data=True) if edge[2]["kind"] == "due"]
    assert (source, target) == (f"task:{entry.notice_id}#note/1", node), why
    assert built.nodes[target]["label"] == label
    assert (values["text"], values["ongoing"], values["starts_on"]) == (deadline.text, deadline.ongoing, deadline.start)


def test_milestones_lead_to_their_days_with_step_and_status(whole: nx.MultiDiGraph[str]) -> None:
    steps = [
        (target, values["step"], values["status"])
        for _, target, values in whole.out_edges(BASE, data=True)
        if values["kind"] == "has_milestone"
    ]
    assert steps == [
        ("date:2024-06-30", "6月，完成选址。", "done"),
        ("term:recurring/FREQ=MONTHLY;INTERVAL=3", "每季度调度一次。", "planned"),
    ]


def test_every_edge_has_its_characters_and_every_node_a_label(whole: nx.MultiDiGraph[str]) -> None:
    texts = {entry.notice_id: entry.record.text for entry in records.corpus()}
    for _, _, values in whole.edges(data=True):
        assert texts[values["notice"]][values["start"] : values["end"]] == values["quote"]
    for _, values in whole.nodes(data=True):
        assert 0 < len(values["label"]) <= 40
        assert values["kind"] in NODE_KINDS


def test_label_is_cut_at_forty() -> None:
    entry = records.notice_with(title="甲" * 41)
    label = build_graph([entry]).nodes[f"task:{entry.notice_id}#note/1"]["label"]
    assert label == "甲" * 39 + "…"


@settings(deadline=None, max_examples=6)
@given(st.permutations(records.corpus()))
def test_order_of_arrival_does_not_matter(entries: Sequence[NoticeEntry]) -> None:
    there, here = build_graph(records.corpus()), build_graph(entries)
    assert list(there.nodes(data=True)) == list(here.nodes(data=True))
    assert list(there.edges(keys=True, data=True)) == list(here.edges(keys=True, data=True))


def test_the_same_notice_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="沂教函〔2025〕2号"):
        build_graph([records.notice_with(), records.notice_with()])


def test_no_notices_no_nodes() -> None:
    assert len(build_graph([])) == 0


# --- which document a citation names ------------------------------------------------------------------------------


def held(title: str, number: str | None = None, issuer: str = "澄源省林业局", issued: str | None = None) -> NoticeEntry:
    notice = Notice(title=title, number=number, issuers=[issuer], issued_text=issued)
    paper = Paper()
    paper.put(title)
    return records.entry_of(records.record_of(paper, notice))


def citing(citation: dict[str, str], opening: str = "根据有关规定，制定本办法。", issuer: str = "云麓市林业局", title: str | None = None) -> NoticeEntry:
    paper = Paper()
    said = paper.put(opening)
    name = citation.get("title", "")
    place = Paper.inside(said, f"《{name}》") if f"《{name}》" in opening else said
    full = Citation.model_validate({"relation": "implements", "evidence": [place], **citation})
    notice = Notice(title=title or "关于开展古树名木普查的通知", number="云林发〔2025〕9号", issuers=[issuer])
    return records.entry_of(records.record_of(paper, notice, citations=[full]))


FULL = "澄源省林业局关于加强古树名木保护的通知"
TREES = "澄源省林业局/澄林发〔2025〕1号"
CITATIONS: list[tuple[NoticeEntry, list[NoticeEntry], str | None, str]] = [
    (citing({"number": "澄林发[2025] 1号"}), [held(FULL, "澄林发〔2025〕1号")], TREES, "the number, whatever its brackets"),
    (citing({"title": FULL}), [held(FULL, "澄林发〔2025〕1号")], TREES, "title with issuer"),
    (citing({"title": FULL}), [held("关于加强古树名木保护的通知", "澄林发〔2025〕1号")], TREES, "the issuer may stand apart from the title held"),
    (citing({"title": FULL, "number": "澄林发〔2019〕8号"}), [held(FULL, "澄林发〔2025〕1号")], "澄林发〔2019〕8号", "another number is another document"),
    (
        citing({"title": "关于加强古树名木保护的通知"}),
        [held(FULL, "澄林发〔2025〕1号")],
        "关于加强古树名木保护的通知",
        "a title alone may be anybody's",
    ),
    (
        citing({"title": "关于加强古树名木保护的通知"}, opening="根据澄源省林业局《关于加强古树名木保护的通知》，现通知如下。"),
        [held(FULL, "澄林发〔2025〕1号")],
        TREES,
        "unless the issuer stands before it",
    ),
    (
        citing({"title": "关于加强古树名木保护的通知"}, issuer="澄源省林业局"),
        [held(FULL, "澄林发〔2025〕1号")],
        TREES,
        "or issues both",
    ),
    (
        citing({"title": "澄源省古树名木保护办法"}),
        [held("澄源省林业局关于印发《澄源省古树名木保护办法》的通知", "澄林发〔2025〕1号", issued="澄源省古树名木保护办法")],
        TREES,
        "an issued text is its notice, where its place is named",
    ),
    (citing({"title": "古树保护〈试行〉办法"}), [], "古树保护试行办法", "not held: the title, without marks"),
    (citing({"relation": "issues", "title": "普查方案"}), [], None, "what a notice issues is itself"),
]


@pytest.mark.parametrize(("citing_entry", "others", "expected", "why"), CITATIONS)
def test_what_a_citation_names(citing_entry: NoticeEntry, others: list[NoticeEntry], expected: str | None, why: str) -> None:
    built = build_graph([citing_entry, *others])
    found = [target for _, target in edges(built, "cites")]
    assert found == ([] if expected is None else [f"policy:{expected}"]), why
    policies = [node for node, kind in built.nodes(data="kind") if kind == "policy"]
    own = {f"policy:{entry.notice_id}" for entry in [citing_entry, *others]}
    assert set(policies) == own | set(found), "a document that is held has no second node"


def test_title_alone_joins_the_only_number_that_is_given_with_it() -> None:
    name = "林木种苗管理办法"
    with_number = citing({"title": name, "number": "澄林规〔2020〕2号"})
    alone = citing({"title": name}, issuer="栖云市林业局")
    built = build_graph([with_number, alone])
    assert {target for _, target in edges(built, "cites")} == {"policy:澄林规〔2020〕2号"}
    assert built.nodes["policy:澄林规〔2020〕2号"]["label"] == name


def test_text_named_alone_is_the_document_that_the_same_notice_says_issued_it() -> None:
    paper = Paper()
    said = paper.put("根据《澄源省林业局关于印发〈种苗基地建设办法〉的通知》（澄林规〔2024〕5号），按照《种苗基地建设办法》执行。")
    issuing = Citation(title="澄源省林业局关于印发〈种苗基地建设办法〉的通知", number="澄林规〔2024〕5号", relation="implements", evidence=[said])
    alone = Citation(title="种苗基地建设办法", relation="implements", evidence=[said])
    notice = Notice(title="关于种苗基地的通知", number="云林发〔2025〕2号", issuers=["云麓市林业局"])
    built = build_graph([records.entry_of(records.record_of(paper, notice, citations=[alone, issuing]))])
    assert {target for _, target in edges(built, "cites")} == {"policy:澄林规〔2024〕5号"}


# --- whose measures a worklist carries out ------------------------------------------------------------------------

FIRST, SECOND = "澄源省绿化条例", "澄源省湿地保护规划"
SUPERIORS: list[tuple[str, str, str | None, str]] = [
    (f"贯彻落实《{FIRST}》任务清单", f"关于落实《{SECOND}》的通知", FIRST, "the worklist's own title goes first"),
    ("任务清单", f"关于落实〈{SECOND}〉的通知", SECOND, "without one there, that of the notice"),
    (f"落实《{FIRST}》《{SECOND}》任务清单", "关于绿化工作的通知", None, "two are named: the notice's own"),
    ("任务清单", "关于绿化工作的通知", None, "none is named: the notice's own"),
]


@pytest.mark.parametrize(("worklist", "title", "expected", "why"), SUPERIORS)
def test_whose_measures_a_worklist_carries_out(worklist: str, title: str, expected: str | None, why: str) -> None:
    paper = Paper()
    said = paper.put(f"根据《{FIRST}》《{SECOND}》，制定本清单。")
    notice = Notice(title=title, number="云绿发〔2025〕3号", issuers=["云麓市林业局"], attachments=[Attachment(title=worklist)])
    task = Task(
        id="1", origin="table", part="attachment:1", title="补植行道树", supports=[Support(no=1, text="支持补植。", evidence=said)], evidence=said
    )
    citations = [Citation(title=name, relation="implements", evidence=[said]) for name in (FIRST, SECOND)]
    entry = records.entry_of(records.record_of(paper, notice, tasks=[task], citations=citations))
    ((source, _),) = edges(build_graph([entry]), "has_measure")
    assert source == f"policy:{expected or entry.notice_id}", why


HELD, ALSO_HELD = "澄源省绿化行动方案", "澄源省湿地行动方案"
IMPLEMENTED: list[tuple[list[dict[str, str]], str | None, str]] = [
    ([{"title": HELD}], HELD, "the only one, and the corpus holds it"),
    ([{"title": HELD}, {"number": "澄绿发〔2025〕1号"}], HELD, "it is named twice"),
    ([{"title": HELD}, {"title": FIRST, "relation": "cites"}], HELD, "what is only cited sets nothing"),
    ([{"title": FIRST}], None, "a regulation that the corpus does not hold"),
    ([{"title": HELD}, {"title": FIRST}], None, "of two documents either could set them"),
    ([{"title": HELD}, {"title": ALSO_HELD}], None, "of two notices either could"),
    ([{"title": HELD, "relation": "cites"}], None, "it does not say that it carries it out"),
]


@pytest.mark.parametrize(("citations", "expected", "why"), IMPLEMENTED)
def test_whose_measures_a_worklist_carries_out_where_no_title_says(citations: list[dict[str, str]], expected: str | None, why: str) -> None:
    above = [
        records.entry_of(records.record_of(Paper(), Notice(title=title, number=number, issuers=["澄源省绿化委员会"]), name=f"{number}.txt"))
        for title, number in ((HELD, "澄绿发〔2025〕1号"), (ALSO_HELD, "澄绿发〔2025〕2号"))
    ]
    paper = Paper()
    said = paper.put("市绿化委员会办公室根据上级要求，制定本清单。")
    notice = Notice(title="关于绿化工作的通知", number="云绿发〔2025〕3号", issuers=["云麓市绿化委员会"])
    support = Support(no=1, text="支持补植。", evidence=said)
    task = Task(id="1", origin="table", part="attachment:1", title="补植行道树", supports=[support], evidence=said)
    cited = [Citation.model_validate({"relation": "implements", "evidence": [said], **each}) for each in citations]
    own = records.entry_of(records.record_of(paper, notice, tasks=[task], citations=cited, name="own.txt"))
    ids = {HELD: above[0].notice_id, None: own.notice_id}
    ((source, _),) = edges(build_graph([own, *above]), "has_measure")
    assert source == f"policy:{ids[expected]}", why


def test_a_clause_is_found_by_id_or_by_its_path_in_the_part() -> None:
    paper = Paper()
    said = paper.put("一、总体要求")

    def clause(part: str) -> Clause:
        return Clause(id=f"{part}/一", part=part, path="一", label="一、", level=1, heading="总体要求", evidence=said)

    def task(name: str, reference: str, part: str) -> Task:
        return Task(id=name, origin="note", part=part, clause=reference, title=name, evidence=said)

    notice = Notice(title="关于防汛的通知", number="云汛〔2025〕1号")
    tasks = [task("甲", "attachment:1/一", "notice"), task("乙", "一", "issued_text"), task("丙", "一", "notice"), task("丁", "九", "notice")]
    clauses = [clause("issued_text"), clause("attachment:1")]
    built = build_graph([records.entry_of(records.record_of(paper, notice, tasks=tasks, clauses=clauses))])
    above = {built.nodes[target]["title"]: source.removeprefix("clause:云汛〔2025〕1号#") for source, target in edges(built, "has_task")}
    assert above == {
        "甲": "attachment:1/一",
        "乙": "issued_text/一",
        "丙": "policy:云汛〔2025〕1号",  # two parts have such a path, and neither is the task's own
        "丁": "policy:云汛〔2025〕1号",  # no clause has it
    }


def test_issuer_that_another_record_settles_is_that_unit() -> None:
    paper = Paper()
    head = paper.put("云麓市财政局")
    notice = Notice(title="关于预算编制的通知", number="云财〔2025〕4号", issuers=["云麓市财政局"], evidence={"issuers": [head]})
    built = build_graph([records.city_worklist(), records.entry_of(records.record_of(paper, notice))])
    assert targets(built, "policy:云麓市财政局/云财〔2025〕4号", "issued_by") == ["unit:990100/财政"]


def test_evidence_of_a_deadline_without_its_own_is_that_of_the_task() -> None:
    entry = records.notice_with(deadlines=[Deadline(text="立即", kind="immediate")])
    said: Evidence = entry.record.tasks[0].evidence
    ((_, _, values),) = [edge for edge in build_graph([entry]).edges(data=True) if edge[2]["kind"] == "due"]
    assert (values["start"], values["quote"]) == (said.start, said.quote)
