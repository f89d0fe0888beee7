"""How large report.html is, and how soon it can be used in a real browser.

The notices are the samples of this repository, over and over as those of other places. ``python -m benchmarks.report_page`` prints the
section of the page alone.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from extractors.extract import Extractor
from extractors.records import NoticeRecord
from pipeline import identity, readers
from pipeline.entries import NoticeEntry, SeenSource
from pipeline.exports.collect import Rows
from pipeline.exports.report import data, page

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
TIMES = (1, 4, 7, 40)  # how often the samples come
RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One page: the tasks and circles on it, seconds to write it, its size in MB; in the browser the seconds from opening
    until all of it can be used, and the milliseconds to draw the network anew and to filter the tasks. ``None`` without a browser."""

    tasks: int
    nodes: int
    written: float
    size: float
    usable: float | None
    drawn: float | None
    filtered: float | None


def entries(times: int) -> Iterator[NoticeEntry]:
    """The notices of the samples so many times, each time of other places and units."""
    extract = Extractor()
    records = [extract(readers.read(path.read_bytes(), name=path.name)) for path in sorted(SAMPLES.iterdir())]
    for turn in range(times):
        known: set[str] = set()
        for record in records:
            moved = _elsewhere(record, turn)
            notice = identity.notice_id(moved)
            if notice not in known:  # two files of one notice
                known.add(notice)
                yield NoticeEntry(notice_id=notice, version=1, record=moved, sources=(SeenSource(path=f"{turn}/{record.source.name}", sha256="ab" * 32),))


def _elsewhere(record: NoticeRecord, turn: int) -> NoticeRecord:
    """The same record of another place: number, place and units are others."""
    said = record.to_dict()
    said["notice"]["number"] = f"{said['notice']['number']}（{turn}）"
    place = said["notice"]["jurisdiction"] or {"name": ""}
    said["notice"]["jurisdiction"] = {**place, "name": f"{place['name']}{turn}", "code": None}
    for unit in said["units"]:
        unit["id"], unit["name"] = f"{turn}-{unit['id']}", unit["name"] and f"{unit['name']}{turn}"
    for task in said["tasks"]:
        for assignment in task["assignments"]:
            assignment["unit_id"] = assignment["unit_id"] and f"{turn}-{assignment['unit_id']}"
    return NoticeRecord.model_validate(said)


def measure() -> list[Measured]:
    """Write the pages and open them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        found = []
        for times in TIMES:
            path = Path(folder) / f"report-{times}.html"
            held = list(entries(times))
            begin = time.process_time()
            collected = data.collect(Rows(held, []))
            path.write_text(page.rendered(collected), encoding="utf-8", newline="\n")
            seconds = time.process_time() - begin
            paths.append(path)
            found.append((len(collected.tasks), len(collected.nodes), seconds, path.stat().st_size / 1e6))
        program = shutil.which("chromium")
        felt = _in_browser(program, paths) if program and find_spec("playwright") else [(None, None, None)] * len(paths)
    return [
        Measured(tasks=tasks, nodes=nodes, written=seconds, size=size, usable=usable, drawn=drawn, filtered=filtered)
        for (tasks, nodes, seconds, size), (usable, drawn, filtered) in zip(found, felt, strict=True)
    ]


_PRESSED = """what => { const begin = performance.now();
  if (what === "draw") { document.getElementById("net-in").click(); document.getElementById("drawing").getContext("2d").getImageData(0, 0, 1, 1); }
  else { const field = document.getElementById("f-unit"); field.value = "财政局"; field.dispatchEvent(new Event("input", { bubbles: true })); document.body.offsetHeight; }
  return performance.now() - begin; }"""


def _in_browser(program: str, paths: list[Path]) -> list[tuple[float, float, float]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program)
        found = [_felt(browser, path) for path in paths]
        browser.close()
    return found


def _felt(browser: Any, path: Path) -> tuple[float, float, float]:
    """Seconds until the page can be used, and milliseconds of a drawing and of a filter; medians of fresh openings."""
    figures: list[tuple[float, float, float]] = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        opened = context.new_page()
        opened.goto(path.as_uri())
        usable = opened.evaluate("performance.getEntriesByName('usable')[0].startTime") / 1e3
        figures.append((usable, opened.evaluate(_PRESSED, "draw"), opened.evaluate(_PRESSED, "filter")))
        context.close()
    usable_all, drawn_all, filtered_all = zip(*figures, strict=True)
    return median(usable_all), median(drawn_all), median(filtered_all)


def _figure(value: float | None, form: str) -> str:
    return "no browser" if value is None else format(value, form)


def section() -> str:
    """The table with its heading, in Markdown."""
    lines = [
        "## report.html",
        "",
        "The samples over and over, each time of other places and units; in Chromium, from opening the file until tables, charts and the network can be used",
        f"(by the clock, median of {RUNS} openings). The goals: under 10 MB for 1,000 tasks, and 2,000 units drawn in under 3 seconds.",
        "",
        "| tasks listed | units drawn | seconds to write | MB | seconds until usable | ms to draw anew | ms to filter |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {one.tasks:,} | {one.nodes:,} | {one.written:.2f} | {one.size:.1f} | {_figure(one.usable, '.2f')} | {_figure(one.drawn, '.0f')} | {_figure(one.filtered, '.0f')} |"
            for one in measure()
        ),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the section."""
    print(section())


if __name__ == "__main__":
    main()
