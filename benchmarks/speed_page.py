"""docs/benchmarks.md, from the figures of a run."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import growth, kept_page, many_page, readers, report_page
from benchmarks.speed import RUNS, Comparison, Figures, Memory, Timed

HEAD = """# Benchmarks

This page is written by `python -m benchmarks` (`make benchmarks`). {machine}.

Each figure is a ratio to a named peer: both read the same bytes in the same run on the same machine, the peer in a process
of its own. Seconds are of the processor, so that other work on the machine does not count, and those of all threads; each is the median of
{runs} runs behind one that warms up, with the least and the most in brackets. *Times as fast* is
the peer's time by ours. Peers do less or other than we do, which is said below the table.
"""
NOTES = {
    "Word reader": "markitdown writes Markdown, docx2python nested lists; neither restores automatic numbers, addresses or merged cells.",
    "PDF reader": (
        "pdfplumber runs `extract_tables` on every page and nothing else; our reader gives paragraphs, tables over pages, footnotes and remarks. "
        "The goal, at most 1.2 times its time, is 0.83 times as fast."
    ),
    "All extractors": (
        "jieba cuts words (`lcut`) and nothing else; jionlp finds times and their values (`ner.extract_time`, line by line) and nothing else. "
        "Ours gives the whole record: header, parts, clauses, tasks, units by their full names, deadlines, steps, targets, citations. It "
        "keeps what it read of names and passages: on the samples, which come again and again, that helps; the real notices are others in each run."
    ),
    "Times alone": "Both find time expressions line by line and give their days; what counts as a time limit differs (docs/evaluation.md has the scores).",
    "Text reader": "charset-normalizer only finds the encoding and decodes; ours also mends wraps and lines, and finds front matter and flattened tables.",
    "Web page reader": "trafilatura keeps the main text; lxml only parses and gives the text of all elements. Ours keeps tables with their merges and a site's fields.",
}
REACH = """## Where the goal is missed, and why

The extractors miss twice the speed of `jieba.lcut`, and on texts as dense as the samples four times that of jionlp.
jieba looks each character up in a table of prefixes and adds up; ours builds a record: the clause tree, notes, times, units, targets and citations each
go over the text, some nine calls of Python functions a character by the profiler.
Twice jieba's speed is about one microsecond a character, in which Python makes some ten calls and does nothing else.

By the profiler the expressions themselves take a tenth of the time, and the validated models another twentieth: a quicker matcher or unchecked
models would not reach the goal. No function takes more than a twentieth by itself. What is dense in facts is slower than running text: the samples
of this repository hold a task to every 150 characters, and the time goes with the tasks.

What would reach it is the extractors' inner parts (lists of units, time grammar, clause tree, places) in compiled code. A first try with mypyc
gave no build, and it would ask for a compiler or a wheel for each platform, where now everything of ours is plain Python. Until then: a record takes {milliseconds:.0f} ms for 6,000
characters at the slowest measured here, and `policygraph run` uses all processors, which this page does not count.
"""


def written(figures: Figures) -> str:
    """The page."""
    sections = [HEAD.format(machine=figures.machine, runs=RUNS)]
    for what in dict.fromkeys(one.what for one in figures.comparisons):
        sections.append("\n".join(_section(what, [one for one in figures.comparisons if one.what == what])))
    if figures.memory is not None:
        sections.append(_memory(figures.memory))
    missed = [one for one in figures.comparisons if any(peer.missing is None and not _met(one, peer) for peer in one.peers)]
    if any(one.what == "All extractors" for one in missed):
        slowest = max((one for one in missed if one.what == "All extractors"), key=lambda one: one.ours.seconds / one.size)
        sections.append(REACH.format(milliseconds=slowest.ours.seconds / slowest.size * 6 * 1e3))
    if figures.left_out:
        sections.append("## Not measured in this run\n\n" + "".join(f"- {reason}\n" for reason in figures.left_out))
    sections.append(report_page.section())
    sections.append(growth.section())
    sections += [kept_page.marked(one.MARK, one.section()) for one in (many_page, readers)]
    return "\n".join(sections)


def _section(what: str, comparisons: list[Comparison]) -> Iterator[str]:
    yield f"## {what}\n"
    for one in comparisons:
        yield f"{one.input[0].upper()}{one.input[1:]}: {_number(one.size)} {one.unit}.\n"
        yield f"| | seconds | {one.unit} a second | times as fast | goal |"
        yield "|---|---|---|---|---|"
        yield f"| {one.ours.name} | {_seconds(one.ours)} | {_rate(one, one.ours)} | | |"
        for peer in one.peers:
            yield _peer_row(one, peer)
        yield ""
    yield NOTES[what] + "\n"


def _peer_row(one: Comparison, peer: Timed) -> str:
    if peer.missing is not None:
        return f"| {peer.name} | {peer.missing} | | | |"
    goal = _goal(one, peer)
    said = "" if goal is None else f"{goal:.3g}: {'reached' if _met(one, peer) else 'missed'}"
    return f"| {peer.name} | {_seconds(peer)} | {_rate(one, peer)} | **{_times(one, peer):.3g}** | {said} |"


def _goal(one: Comparison, peer: Timed) -> float | None:
    return next((goal for name, goal in one.goals.items() if peer.name.startswith(name)), None)


def _met(one: Comparison, peer: Timed) -> bool:
    goal = _goal(one, peer)
    return goal is None or _times(one, peer) >= goal


def _times(one: Comparison, peer: Timed) -> float:
    return peer.seconds / one.ours.seconds


def _seconds(timed: Timed) -> str:
    return f"{timed.seconds:.3f} ({timed.least:.3f}–{timed.most:.3f})"


def _rate(one: Comparison, timed: Timed) -> str:
    return _number(one.size / timed.seconds)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def _memory(memory: Memory) -> str:
    base = memory.peaks[0][1]
    rows = "".join(f"| {pages} | {peak} | {peak - base} |\n" for pages, peak in memory.peaks)
    return (
        f"## Memory over pages\n\nA guide of {memory.pages} pages, real, read in {memory.seconds:.0f} seconds ({memory.pages / memory.seconds:.1f} pages a second). The peak "
        f"of the process in MB, behind so many pages:\n\n| pages read | peak | above the start |\n|---|---|---|\n{rows}"
    )
