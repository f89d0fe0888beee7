"""The page as a file: whole in itself, small, the same every time, and its words in two languages."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Evidence, Jurisdiction
from pipeline.exports.collect import Rows
from pipeline.exports.report import data, page
from pipeline.exports.report.layout import spots
from pipeline.exports.report.passages import CONTEXT, Passages
from pipeline.exports.report.periods import MOST, periods
from pipeline.exports.report.words import WORDS
from tests.tools import records

ASSETS = Path(page.__file__).parent / "assets"


def rendered() -> str:
    return page.rendered(data.collect(Rows(records.corpus(), records.quarantined())))


def test_no_address_outside_and_everything_in_one_file(report: Path) -> None:
    html = report.read_text(encoding="utf-8")
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+/", html) == []
    document = lxml.html.fromstring(html)
    assert document.xpath("//@src | //link | //@style | //iframe | //@*[starts-with(name(), 'on')]") == []
    assert all(target.startswith("#") for target in document.xpath("//@href"))


def test_size_by_task(report: Path) -> None:
    """1,000 tasks are to stay under 10 MB; what is there whether there are tasks or not counts with them here."""
    tasks = len(json.loads(lxml.html.fromstring(report.read_text(encoding="utf-8")).get_element_by_id("data").text)["tasks"])
    assert report.stat().st_size / tasks * 1_000 < 10_000_000


def test_policy_lets_nothing_in_but_the_own_script_and_style() -> None:
    policy = lxml.html.fromstring(rendered()).xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"
    for name in ("script-src", "style-src"):
        assert re.fullmatch(r"'sha256-[\w+/=]{44}'", directives[name])
    assert len(directives) == 5


def test_without_notices_there_is_a_page() -> None:
    document = lxml.html.fromstring(page.rendered(data.collect(Rows([], []))))
    assert [int(number.text) for number in document.xpath("//ul[@class='figures']//strong")] == [0] * 9


@pytest.mark.parametrize("key", WORDS)
def test_words_are_in_both_languages_with_the_same_places_to_fill(key: str) -> None:
    chinese, english = WORDS[key]
    assert set(re.findall(r"\{\w+\}", chinese)) == set(re.findall(r"\{\w+\}", english))
    if key != "language":  # the button says the other language's name
        assert not re.search(r"[\u3400-\u9fff]", english)
        assert re.search(r"[\u3400-\u9fff]", chinese)


def test_no_word_is_unused() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ASSETS.iterdir())
    made = ("head-", "rel-", "level-", "fact-", "col-", "csv-", "notice-", "lead", "responsible", "support", "supervise")
    assert [key for key in WORDS if not key.startswith(made) and not re.search(rf"""["']{key}["']""", code)] == []


def test_a_task_beyond_the_most_is_counted_but_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "MOST_TASKS", 2)
    collected = data.collect(Rows(records.corpus(), []))
    assert collected.figures.tasks == 4
    assert [collected.notices[task.notice].number for task in collected.tasks] == ["栖府发〔2024〕11号"], "the latest notice"
    html = page.rendered(collected)
    assert "任务共 4 项，本页列出成文最近的公文中的 1 项" in html


PASSAGES = (
    ("一段。\n市局负责，县局配合。\n末段。", [("p2", "市局"), ("p2", "县局")], ["市局负责，县局配合。"], "two facts of one line have one passage"),
    ("甲\t乙\t丙\n丁\t戊\n己", [("t1/r1/c2", "乙"), ("t1/r1/c4", "戊")], ["甲\t乙\t丙\n丁\t戊"], "a row whose cells hold several lines"),
    ("一\n二\n三\n四", [("p1", "一"), ("p4", "四")], ["一", "四"], "what lies between is not embedded"),
    ("字" * 2000 + "时限" + "字" * 2000, [("p1", "时限")], ["字" * CONTEXT + "时限" + "字" * CONTEXT], "a very long line is cut"),
)


@pytest.mark.parametrize(("text", "facts", "expected", "why"), PASSAGES, ids=[case[3] for case in PASSAGES])
def test_passages(text: str, facts: list[tuple[str, str]], expected: list[str], why: str) -> None:
    hits = [Evidence(start=text.index(words), end=text.index(words) + len(words), block=block, quote=words) for block, words in facts]
    assert [passage.text for passage in Passages(text, hits).all] == expected, why


@given(st.data(), st.text(alphabet="字\n\t。", min_size=1, max_size=80))
def test_every_fact_lies_in_one_passage(draw: st.DataObject, text: str) -> None:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(["p1", "t1/r1/c1", "t1/r2/c1"]))
    hits = [
        Evidence(start=min(a, b), end=max(a, b), block=block, quote=text[min(a, b) : max(a, b)])
        for a, b, block in draw.draw(st.lists(places, min_size=1, max_size=6))
    ]
    passages = Passages(text, hits)
    for hit in hits:
        mark = passages.mark(hit)
        assert passages.all[mark.passage].text[mark.start : mark.end] == hit.quote


PERIODS = (
    ((), 0, "", "no day, no period"),
    ((["2024-05-01", "2024-05-31"],), 1, "2024-05", "a task counts once in a month"),
    ((["2024-01-31"], ["2026-12-31"]), 36, "2024-01", "three years are months still"),
    ((["2024-01-31"], ["2027-01-31"]), 13, "2024 Q1", "more are quarters"),
    ((["2024-01-31"], ["2035-01-31"]), 12, "2024", "and then years"),
    ((["1911-01-31"], ["2035-01-31"], ["9999-12-31"]), MOST, str(9999 - MOST + 1), "of too many years the last"),
)


@pytest.mark.parametrize(("ends", "count", "first", "why"), PERIODS, ids=[case[3] for case in PERIODS])
def test_periods(ends: tuple[list[str], ...], count: int, first: str, why: str) -> None:
    found = periods(ends)
    assert len(found) == count, why
    assert (found[0].name if found else "") == first, why


@given(st.lists(st.lists(st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.isoformat), max_size=3), max_size=8))
def test_periods_touch_and_count_what_lies_in_them(ends: list[list[str]]) -> None:
    found = periods(ends)
    for one, following in pairwise(found):
        assert date.fromisoformat(following.first).toordinal() - date.fromisoformat(one.last).toordinal() == 1
    for one in found:
        assert one.tasks == sum(any(one.first <= day <= one.last for day in days) for days in ends)


@given(st.lists(st.integers(1, 400), max_size=25), st.data())
def test_no_circle_lies_on_another(weights: list[int], draw: st.DataObject) -> None:
    pairs = [(a, b) for a in range(len(weights)) for b in range(a)]
    chosen = draw.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40)) if pairs else []
    links = [(a, b, 1) for a, b in chosen]
    found = spots(weights, links)
    assert found == spots(weights, links)
    for a, b in pairs:
        away = ((found[a].x - found[b].x) ** 2 + (found[a].y - found[b].y) ** 2) ** 0.5
        assert away > found[a].radius + found[b].radius - 2, "but for rounding"


def test_units_of_one_name_are_told_apart_by_their_place() -> None:
    """A form that no notice settles is another unit in each place."""
    here = records.other_worklist()
    place = Jurisdiction(name="澄源省沂川县", code="990321", level="county")
    notice = here.record.notice.model_copy(update={"number": "沂府发〔2024〕1号", "jurisdiction": place})
    there = records.entry_of(here.record.model_copy(update={"notice": notice}))
    labels = [unit.label for unit in data.collect(Rows([here, there], [])).units]
    assert sorted(labels) == ["市农业农村局（澄源省栖云市）", "市农业农村局（澄源省沂川县）"]
