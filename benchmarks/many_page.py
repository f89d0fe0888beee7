"""The section of docs/benchmarks.md on many notices, from the figures that ``python -m benchmarks.many`` kept."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

KEPT = Path(__file__).with_name("many.json")
MARK = "many"

TEXT = """## Many notices

This section is written by `python -m benchmarks.many FOLDER`, which takes too long to be part of `python -m benchmarks`. {machine}; {day}. The notices
are made of {real} by `benchmarks/corpus_of_many.py`, cut behind some 1,000 characters, with other places, issuers, years, numbers and words.

### Time and memory over size

Whole ingests (read in a worker a processor, stored, settled, units linked; no outputs) into a new store. A straight line in time is one figure
in the third column, but for what starting costs (2 to 3 processor seconds); a flat one in memory is one figure in the fifth and sixth. *Load* is the
machine's over the last five minutes: two are this ingest itself, what is above it was other work.

| notices | clock, seconds | processor, ms a notice | notices a second | main process, peak MB | largest worker, peak MB | store, MB | load |
|---|---|---|---|---|---|---|---|
{runs}

The workers stay where they are but for what they have once looked up; the main process grows by {growth:.0f} kB a notice: it holds what is known of each file, and where
all are new at once, the marks of all texts, by which the same notice from several sources is found.

### A store of {notices:,} notices

{files:,} files, {tasks:,} tasks, {store:,.0f} MB; load {load:.1f}. The largest peak of the process that asked was {peak:,.0f} MB.

| | aim | median by the clock | least–most | processor |
|---|---|---|---|---|
{asked}

*One more notice* is a file that comes, as `watch` takes it in once it is whole: from its being looked at to its standing with its units linked,
the worker's time in the clock alone. Then its tasks as a table and its part of the graph are asked for from a store that is opened anew.
*Nothing changed* is `policygraph run` over the folder; the outputs of so many notices were not made, only marked as written, so that the run finds
nothing to do. The searches are {words} questions of one to three words, first after opening the store, then again.
"""

_ASKED = (
    ("one more", "one more notice: brought in", "1 s, with the next two"),
    ("its tasks", "… its tasks", ""),
    ("its graph", "… its part of the graph", ""),
    ("nothing changed", "nothing changed in the folder", "10 s"),
    ("search first", "a search, the first time", "50 ms"),
    ("search again", "a search, again", "50 ms"),
)


def section() -> str:
    """The section."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return TEXT.format(
        machine=kept["machine"],
        day=kept["day"],
        real="real notices of provinces and cities" if kept["real"] else "the samples of this repository",
        runs="\n".join(map(_run, kept["runs"])),
        growth=(kept["runs"][-1]["main_mb"] - kept["runs"][0]["main_mb"]) / (kept["runs"][-1]["notices"] - kept["runs"][0]["notices"]) * 1e3,
        notices=kept["notices"],
        files=kept["files"],
        tasks=kept["tasks"],
        store=kept["store_mb"],
        load=kept["load"],
        peak=kept["peaks_mb"][-1],
        asked="\n".join(_asked(kept["took"], *row) for row in _ASKED),
        words=sum(one["what"] == "search first" for one in kept["took"]),
    )


def _run(row: dict[str, float]) -> str:
    a_notice = row["processor_seconds"] / row["notices"] * 1e3
    figures = (f"{row['notices']:,.0f}", f"{row['seconds']:.0f}", f"{a_notice:.1f}", f"{row['notices'] / row['seconds']:.0f}")
    return f"| {' | '.join(figures)} | {row['main_mb']:.0f} | {row['worker_mb']:.0f} | {row['store_mb']:,.0f} | {row['load']:.1f} |"


def _asked(took: list[dict[str, Any]], what: str, shown: str, aim: str) -> str:
    clock = [one["clock"] for one in took if one["what"] == what]
    processor = [one["processor"] for one in took if one["what"] == what]
    return f"| {shown} | {aim} | **{_time(median(clock))}** | {_time(min(clock))}–{_time(max(clock))} | {_time(median(processor))} |"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1e3:.0f} ms"
