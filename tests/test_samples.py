"""The samples give what a person reads in them: hand-made records in tests/gold, made before any output was seen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import Extractor
from extractors.records import NoticeRecord, Task
from pipeline.readers import read
from pipeline.sources import Item, expand

GOLD = Path(__file__).parent / "gold"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
BUILDER = Path(__file__).parent / "tools" / "build_samples.py"


@dataclass(frozen=True)
class Case:
    gold: str
    sample: str


CASES = (
    Case("city-plan", "02-宁澜市-竹产业工作方案.docx"),
    Case("city-plan", "03-宁澜市-竹产业工作方案.txt"),
    Case("elder-care", "04-宁澜市-养老服务工作要点.txt"),
    Case("river-list", "05-岚江省-河湖管护责任清单.docx"),
    Case("measures", "06-宁澜市-小微企业园管理办法.docx"),
    Case("joint-notice", "07-岚江省-学校食品安全联合通知.docx"),
    Case("amendment", "08-宁澜市-修改小微企业园管理办法.txt"),
    Case("county-forwarding", "09-岭泉县-转发竹产业工作方案.txt"),
    Case("charging-province", "20-岚江省-充换电设施行动方案.html"),
    Case("charging-city", "21-宁澜市-充换电设施实施方案.docx"),
    Case("charging-renewal", "26-宁澜市-充换电设施新实施方案.docx"),
)
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.sample[:2])


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a sample without a gold record says: its term of force, and of each task of a note or worklist the leads and the last day."""

    sample: str
    number: str
    issued_on: str
    in_force: tuple[str | None, str | None]
    clauses: int
    tasks: tuple[tuple[str, str | None], ...] = ()
    citations: frozenset[tuple[str, str, str | None]]


PLAN_20 = "岚江省加快充换电基础设施建设行动方案（2024—2026年）"
FACTS = (
    Facts(
        sample="22-沧芦市-充换电设施行动计划.txt",
        number="沧府发〔2024〕9号",
        issued_on="2024-07-08",
        in_force=(None, None),
        clauses=17,
        tasks=(
            ("市交通运输局", "2025-06-30"),
            ("市住房城乡建设局", "2025-12-31"),
            ("市住房城乡建设局", "2026-12-31"),
            ("市能源局", "2026-06-30"),
            ("临港新区管委会、市经济和信息化局", "2025-12-31"),
            ("市机关事务服务中心", "2025-06-30"),
            ("市交通运输局", "2026-09-30"),
            ("市能源局", "2025-03-31"),
            ("市市场监管局", None),
            ("市发展改革委", None),
            ("市自然资源和规划局", "2024-12-31"),
            ("市财政局", "2026-12-31"),
        ),
        citations=frozenset({("沧芦市加快充换电基础设施建设三年行动计划（2024—2026年）", "issues", None), (PLAN_20, "implements", None)}),
    ),
    Facts(
        sample="23-禾屏市-充换电设施攻坚方案.pdf",
        number="禾政办发〔2024〕26号",
        issued_on="2024-07-19",
        in_force=("2024-08-01", "2025-07-31"),
        clauses=10,
        tasks=(
            ("市交通运输局", "2024-09-30"),
            ("市交通运输局", "2025-03-31"),
            ("市城市管理局", "2025-06-30"),
            ("市住房城乡建设局", "2024-10-31"),
            ("市发展改革委、市农业农村局", "2025-06-30"),
            ("市农业农村局", "2025-04-30"),
            ("市发展改革委", "2024-12-31"),
            ("市市场监管局", None),
            ("市自然资源和规划局", "2024-12-31"),
        ),
        citations=frozenset({("禾屏市充换电基础设施建设攻坚方案", "issues", None), (PLAN_20, "implements", None)}),
    ),
    Facts(
        sample="24-沧芦市-充电设施奖补办法.md",
        number="沧能规〔2024〕1号",
        issued_on="2024-09-12",
        in_force=("2024-10-01", "2025-09-30"),
        clauses=14,
        citations=frozenset(
            {("沧芦市公共充电设施奖补资金管理办法", "issues", None), ("沧芦市加快充换电基础设施建设三年行动计划（2024—2026年）", "implements", None)}
        ),
    ),
    Facts(
        sample="25-岚江省-修改充换电设施行动方案.txt",
        number="岚政办发〔2025〕9号",
        issued_on="2025-03-14",
        in_force=("2025-04-01", None),
        clauses=5,
        tasks=(("省能源局", "2026-06-30"),),  # of the item that it adds; the units and days that it puts in place of others are none of its own
        citations=frozenset({(PLAN_20, "amends", None)}),
    ),
    Facts(
        sample="27-禾屏市-延长充换电设施方案有效期.html",
        number="禾政办发〔2025〕17号",
        issued_on="2025-07-11",
        in_force=("2025-08-01", None),
        clauses=0,
        citations=frozenset(
            {
                ("禾屏市充换电基础设施建设攻坚方案", "extends", "2026-12-31"),
                ("禾屏市人民政府办公室关于印发禾屏市充换电基础设施建设攻坚方案的通知", "extends", "2026-12-31"),
                ("岚江省行政规范性文件管理规定", "implements", None),
            }
        ),
    ),
)
# A sentence of the province's plan, and in each notice the leads and the last day of the task that says it again.
REUSED = (
    (
        "每个乡镇至少建成1座公共充电站",
        {
            "20": ("省能源局", "2025-12-31"),
            "21": ("市农业农村局", "2025-12-31"),
            "22": ("市能源局", "2026-06-30"),
            "23": ("市发展改革委、市农业农村局", "2025-06-30"),
            "26": ("市农业农村局", "2025-09-30"),
        },
    ),
    (
        "建立“一小区一台账”",
        {
            "20": ("省住房城乡建设厅", "2026-12-31"),
            "21": ("市住房城乡建设局", "2026-06-30"),
            "22": ("市住房城乡建设局", "2026-12-31"),
            "23": ("市住房城乡建设局", "2024-10-31"),
        },
    ),
    (
        "每年对公共充电桩开展一次计量检定和产品质量抽查，抽查结果向社会公布。",
        {
            "20": ("省市场监管局", None),
            "21": ("市市场监管局", None),
            "22": ("市市场监管局", None),
            "23": ("市市场监管局", None),
            "26": ("市市场监管局", None),
        },
    ),
    ("在港口、矿区和物流园区建设重卡换电站", {"20": ("", "2026-06-30"), "22": ("临港新区管委会、市经济和信息化局", "2025-12-31")}),
)
every_sample = pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.iterdir()), ids=lambda name: name[:2])


@pytest.fixture(scope="module")
def records() -> dict[str, NoticeRecord]:
    extractor = Extractor()
    items = [item for item in expand([SAMPLES]) if isinstance(item, Item)]
    return {item.name: extractor(read(item.read(), name=item.name)) for item in items}


def gold_of(case: Case) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((GOLD / f"{case.gold}.json").read_text(encoding="utf-8"))
    return loaded


def squeezed(value: Any) -> Any:
    """A value without white space and with one form of title marks: what a file's layout may change is not compared."""
    if isinstance(value, str):
        return re.sub(r"\s+", "", value).translate(str.maketrans("〈〉", "《》"))
    if isinstance(value, list):
        return [squeezed(item) for item in value]
    if isinstance(value, dict):
        return {key: squeezed(item) for key, item in value.items()}
    return value


def differences(gold: Any, found: Any, where: str = "") -> list[str]:
    """Where what was found is not what the gold record says; only fields that the gold record names count."""
    if isinstance(gold, dict) and isinstance(found, dict):
        return [line for key, value in gold.items() for line in differences(value, found.get(key), f"{where}.{key}")]
    if isinstance(gold, list) and isinstance(found, list) and len(gold) == len(found):
        return [line for index, pair in enumerate(zip(gold, found, strict=True)) for line in differences(*pair, f"{where}[{index}]")]
    return [] if squeezed(gold) == squeezed(found) else [f"{where}: wanted {gold!r}, found {found!r}"]


@cases
def test_header(case: Case, records: dict[str, NoticeRecord]) -> None:
    assert differences(gold_of(case)["notice"], records[case.sample].to_dict()["notice"]) == []


@cases
def test_clauses(case: Case, records: dict[str, NoticeRecord]) -> None:
    gold, found = gold_of(case)["clauses"], records[case.sample].to_dict()["clauses"]
    assert [clause["path"] for clause in found] == [clause["path"] for clause in gold]
    assert differences(gold, found) == []


@cases
def test_tasks(case: Case, records: dict[str, NoticeRecord]) -> None:
    """The tasks of worklists and notes; those of single sentences are optional in the gold records."""
    gold, record = [task for task in gold_of(case)["tasks"] if not task.get("optional")], records[case.sample].to_dict()
    found = [task for task in record["tasks"] if task["origin"] != "sentence"]
    assert [squeezed(task["title"]) for task in found] == [squeezed(task["title"]) for task in gold]
    # ids are the program's to make: a clause is compared by its path, a continued task by its title
    paths = {clause["id"]: clause["path"] for clause in record["clauses"]}
    titles = {task["id"]: task["title"] for task in (*found, *gold)}
    for task in found:
        task["clause"] = paths.get(task["clause"], task["clause"])
    for task in (*found, *gold):
        task["continues"] = titles.get(task["continues"])
    assert differences([{key: value for key, value in task.items() if key != "id"} for task in gold], found) == []


@cases
def test_citations(case: Case, records: dict[str, NoticeRecord]) -> None:
    """The documents that are named. A relation that the gold record leaves open (a notice that amends and extends) is not compared."""
    gold, found = gold_of(case)["citations"], records[case.sample].to_dict()["citations"]
    assert {squeezed(citation["title"]) for citation in found} == {squeezed(citation["title"]) for citation in gold}
    by_title = {squeezed(citation["title"]): citation for citation in found}
    for wanted in gold:
        named = {key: value for key, value in wanted.items() if key != "relation" or value is not None}
        assert differences(named, by_title[squeezed(wanted["title"])]) == []


def lead_and_day(task: Task) -> tuple[str, str | None]:
    days = [limit.end for limit in task.deadlines if limit.end]
    return "、".join(one.mention for one in task.assignments if one.role == "lead"), max(days, default=None)


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts.sample[:2])
def test_facts(facts: Facts, records: dict[str, NoticeRecord]) -> None:
    record = records[facts.sample]
    notice = record.to_dict()["notice"]
    assert (notice["number"], notice["issued_on"]) == (facts.number, facts.issued_on)
    assert (notice["effective_on"], notice["expires_on"]) == facts.in_force
    assert len(record.clauses) == facts.clauses
    assert tuple(lead_and_day(task) for task in record.tasks if task.origin != "sentence") == facts.tasks
    assert {(one["title"], one["relation"], one["until"]) for one in record.to_dict()["citations"]} == facts.citations


@pytest.mark.parametrize(("sentence", "wanted"), REUSED, ids=[sentence[:8] for sentence, _ in REUSED])
def test_measures_come_down(sentence: str, wanted: dict[str, tuple[str, str | None]], records: dict[str, NoticeRecord]) -> None:
    """A city says the province's sentence again, and gives it leads and a day of its own."""
    found = {name[:2]: lead_and_day(task) for name, record in records.items() for task in record.tasks if sentence in task.text}
    assert found == wanted


def evidences(value: Any) -> list[dict[str, Any]]:
    """Every piece of evidence anywhere in a record."""
    if isinstance(value, dict):
        if {"start", "end", "block", "quote"} <= value.keys():
            return [value]
        return [found for item in value.values() for found in evidences(item)]
    if isinstance(value, list):
        return [found for item in value for found in evidences(item)]
    return []


@every_sample
def test_evidence_is_in_the_text(sample: str, records: dict[str, NoticeRecord]) -> None:
    record = records[sample].to_dict()
    found = evidences(record)
    assert found
    for one in found:
        assert record["text"][one["start"] : one["end"]] == one["quote"]


@every_sample
def test_samples_read_without_doubt(sample: str, records: dict[str, NoticeRecord]) -> None:
    """The samples are clean but for short names that several organs of a place may have; any other problem is ours, not the notice's."""
    assert [(problem.code, problem.message) for problem in records[sample].problems if problem.code != "unit.ambiguous"] == []


def test_forms_of_one_notice_are_one(records: dict[str, NoticeRecord]) -> None:
    """The Word file and its text twin say the same tasks, with the same ids."""

    def facts(sample: str) -> list[Any]:
        kept = ("id", "title", "timeline", "supports", "assignments", "officials", "deadlines", "milestones")
        tasks = [{key: task[key] for key in kept} for task in records[sample].to_dict()["tasks"]]
        return squeezed(without_places(tasks))  # type: ignore[no-any-return]

    assert facts("02-宁澜市-竹产业工作方案.docx") == facts("03-宁澜市-竹产业工作方案.txt")


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key != "evidence"}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return value


def test_made_samples_are_current(tmp_path: Path) -> None:
    """What the builder writes is what is committed; Word files are compared by their parts, since compression differs."""
    subprocess.run([sys.executable, str(BUILDER), str(tmp_path)], check=True)
    built = sorted(tmp_path.iterdir())
    assert len(built) == 8
    for path in built:
        committed = SAMPLES / path.name
        if path.suffix != ".docx":
            assert path.read_bytes() == committed.read_bytes()
            continue
        with zipfile.ZipFile(path) as new, zipfile.ZipFile(committed) as old:
            for part in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
                assert new.read(part) == old.read(part), f"{path.name}: run python tests/tools/build_samples.py"
