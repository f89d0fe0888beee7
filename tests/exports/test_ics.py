"""The calendar, read by icalendar: the dates are the façade's, and whatever a notice says stays inside its event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from extractors.records import Deadline, Milestone
from pipeline.corpus import Corpus
from pipeline.entries import NoticeEntry
from pipeline.exports import ics
from pipeline.exports.collect import Rows
from pipeline.formats import OutputFormat
from tests.tools import outputs, records


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    where = tmp_path_factory.mktemp("store") / "policygraph.db"
    outputs.stored(where, [*records.corpus(), stepped("planned")])
    with pipeline.open(where) as opened:
        yield opened


def stepped(status: str) -> NoticeEntry:
    """A notice with a limit of its own and a step."""
    said = records.Paper().put("6月底前完成选址")
    step = Milestone(
        text="6月底前完成选址", status=status, deadline=Deadline(text="6月底前", kind="by", end="2025-06-30"), evidence=said  # type: ignore[arg-type]
    )
    return records.notice_with(deadlines=[Deadline(text="年底前", kind="by", end="2025-12-31")], milestones=[step])


def events(*entries: NoticeEntry) -> list[Any]:
    return calendar(*entries).walk("VEVENT")


def calendar(*entries: NoticeEntry) -> Any:
    return icalendar.Calendar.from_ical(ics.calendar(Rows(entries, [])))


def test_the_dates_are_those_of_the_facade(corpus: Corpus, tmp_path: Path) -> None:
    (path,) = corpus.export(tmp_path, formats=[OutputFormat.ICS])
    found = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    steps = corpus.milestones()
    done = {(own, place) for own, place, status in zip(steps["task_id"], steps["position"], steps["status"], strict=True) if status == "done"}
    limits = corpus.deadlines().dropna(subset="end")
    wanted = [
        (str(row.task_id), row.end.date()) for row in limits.itertuples() if row.milestone is None or (row.task_id, row.milestone) not in done
    ]
    told = [(str(event["description"]).rsplit("编号：", 1)[1], event["dtstart"].dt) for event in found]
    assert sorted(told) == sorted(wanted)
    assert len(told) == 4


def test_an_event_has_what_a_calendar_shows() -> None:
    first, *_ = events(records.city_worklist())
    assert first["summary"] == "建设山茶良种繁育基地（市农业农村局）"
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2024, 12, 31), date(2025, 1, 1)), "a whole day; its end is not in it"
    assert first["dtstamp"].dt == datetime(2024, 4, 16, tzinfo=UTC), "the notice's date"
    assert first["transp"] == "TRANSPARENT", "nobody is busy because something is due"
    lines = str(first["description"]).split("\n")
    assert lines[:3] == ["任务：建设山茶良种繁育基地", "牵头：市农业农村局", "责任：市财政局、各县（区）人民政府"]
    assert lines[3] == "时限：2024年12月并长期坚持"
    assert lines[4].endswith("工作方案的通知（云府办发〔2024〕7号）")
    assert lines[5].startswith("原文：2024年12月并长期坚持（第4页 表1第2行第7列 [")


def test_a_task_with_a_text_of_its_own_shows_it() -> None:
    limit = Deadline(text="6月底前", kind="by", end="2025-06-30")
    (event,) = events(records.notice_with(text="清理占道经营，\n拆除违建。", deadlines=[limit]))
    assert "内容：清理占道经营， 拆除违建。" in str(event["description"]).split("\n")


def test_the_calendar_says_what_it_is() -> None:
    whole = calendar(records.city_worklist())
    assert (whole["version"], whole["method"], whole["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert whole["prodid"]


@pytest.mark.parametrize(
    ("entry", "days", "why"),
    [
        (stepped("planned"), ["2025-12-31", "2025-06-30"], "a step is an event of its own"),
        (stepped("done"), ["2025-12-31"], "what the notice says is done is due no more"),
        (records.notice_with(deadlines=[Deadline(text="长期", kind="ongoing", ongoing=True)]), [], "no day"),
        (records.notice_with(deadlines=[Deadline(text="7月起", kind="from", start="2025-07-01")]), [], "a beginning is no limit"),
        (records.notice_with(), [], "no limit"),
    ],
)
def test_what_is_an_event(entry: NoticeEntry, days: list[str], why: str) -> None:
    assert [event["dtstart"].dt.isoformat() for event in events(entry)] == days, why


def test_an_event_that_moves_keeps_its_id_and_every_event_has_its_own() -> None:
    earlier, later = (
        records.notice_with(deadlines=[Deadline(text=text, kind="by", end=end) for text, end in limits])
        for limits in ([("6月底前", "2025-06-30"), ("年底前", "2025-12-31")], [("9月底前", "2025-09-30"), ("年底前", "2025-12-31")])
    )
    assert [event["uid"] for event in events(earlier)] == [event["uid"] for event in events(later)]
    ids = [event["uid"] for event in events(*records.corpus(), stepped("planned"))]
    assert len(ids) == len(set(ids)) == 4


def test_a_new_version_of_a_notice_raises_the_sequence() -> None:
    entry = stepped("planned")
    newer = NoticeEntry(notice_id=entry.notice_id, version=3, record=entry.record, sources=entry.sources)
    assert [event["sequence"] for event in events(entry)] == [0, 0]
    assert [event["sequence"] for event in events(newer)] == [2, 2]


def test_a_notice_without_a_date_has_a_stamp_all_the_same() -> None:
    assert {event["dtstamp"].dt for event in events(stepped("planned"))} == {datetime(1970, 1, 1, tzinfo=UTC)}


def test_the_last_day_that_there_is_ends_nothing() -> None:
    (event,) = events(records.notice_with(deadlines=[Deadline(text="永远", kind="by", end="9999-12-31")]))
    assert event["dtstart"].dt == date.max
    assert "dtend" not in event


def test_hostile_text_stays_inside_its_event() -> None:
    held = outputs.HELD.replace("\x7f", "").replace("\r\n", "\n").replace("\u2028", "\n")
    found = events(outputs.hostile())
    assert len(found) == 2
    assert str(found[0]["description"]).startswith(f"任务：{held}\n")
    assert {event["dtstart"].dt for event in found} == {date(2025, 6, 30)}


@given(st.text(max_size=300))
def test_any_text_is_a_value_that_reads_back(text: str) -> None:
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", f"SUMMARY:{ics.escaped(text)}", "END:VEVENT", "END:VCALENDAR"]
    raw = b"".join(map(ics.folded, lines))
    (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert ics.escaped(str(event["summary"])) == ics.escaped(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_no_line_is_longer_than_75_octets_and_no_character_is_cut(line: str) -> None:
    folded = ics.folded(line)
    assert folded.endswith(b"\r\n")
    parts = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    assert parts[0].decode() + "".join(part.decode()[1:] for part in parts[1:]) == line
    assert len(parts) <= 1 + len(line.encode()) // (75 - 4), "lines are as full as characters allow"


def test_nothing_due_is_an_empty_calendar() -> None:
    assert events(records.superior()) == []
