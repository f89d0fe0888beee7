"""How the time of each reader and extractor grows with hostile text: ten times the text must not take a hundred times as long.

Every row repeats one piece that is bad for expressions and searches that go back. The figure is the time for ten times the text
over the time for the text, so 10 is linear. ``python -m benchmarks.growth`` prints the section of the page alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from extractors.citations.titles import find_titles
from extractors.deadlines import TimeContext, find_times
from extractors.extract import Extractor
from extractors.nlp import from_text
from extractors.notes.subjects import subjects
from extractors.text import View
from extractors.units.lists import read_units
from pipeline.errors import ReadError
from pipeline.readers import read
from pipeline.readers.run_on import restore

SMALL, LARGE = 4_000, 40_000  # characters
CONTEXT = TimeContext(issued_on=date(2024, 1, 1))

_extract = Extractor()


def _read(text: str, name: str) -> None:
    try:
        read(text.encode(), name=name)
    except ReadError:
        return


CASES: tuple[tuple[str, Callable[[str], object], tuple[str, ...]], ...] = (
    ("text reader, lines", lambda text: _read(text, "a.txt"), ("\t\n", "a\tb\n", "| x |\n", "（\n", "[a](\n", "标题：\n", "1.\n")),
    ("text reader, one line", lambda text: _read(text, "a.txt"), ("（", "，", "2024年", "**", "[", "附件")),
    ("run-on text", restore, ("（一）", "附件：", "《方案》", " 　", "第一条", "1.1 国")),
    ("web page", lambda text: _read(f"<html><body>{text}", "a.html"), ("<p><span>渠</span></p>", "<table><tr><td>甲<td>乙</table>", "<div class=share>渠")),
    ("times", lambda text: find_times(View.of(text), CONTEXT), ("12", "一", "、1", "《", "待后", "自", "每", "1、2、", "日起自")),
    ("lists of units", lambda text: read_units(View.of(text)), ("市财政局、", "（", "市局和", "等有关", "各市、县", "负责")),
    ("subjects", lambda text: subjects(View.of(text)), ("由", "要", "在前", "按照", "对", "各县、", "会同", "由市文旅局")),
    ("titles", find_titles, ("《", "〈", "《甲〈", "《甲》、")),
    ("whole notice", lambda text: _extract(from_text(text)), ("（市文旅局负责）", "责任单位：", "牵头单位：市文旅局。", "根据《甲市关于印发《乙办法（云政发〔2023〕", "6月底前完成，")),
)


def seconds(function: Callable[[str], object], text: str) -> float:
    """The shortest of three runs, in seconds of this process; each over a text of its own, so that nothing remembered counts."""
    best = float("inf")
    for run in range(3):
        given = text + "。" * (run + 1)
        begin = time.process_time()
        function(given)
        best = min(best, time.process_time() - begin)
    return best


def rows() -> list[tuple[str, str, float, float]]:
    """Part, worst piece, seconds for the large text, and growth (10 is linear)."""
    out = []
    for name, function, pieces in CASES:
        worst = ("", 0.0, 0.0)
        for piece in pieces:
            small, large = (seconds(function, piece * (size // len(piece))) for size in (SMALL, LARGE))
            growth = large / max(small, 0.001)
            if growth > worst[2]:
                worst = (piece.strip(), large, growth)
        out.append((name, *worst))
    return out


def _cell(text: str) -> str:
    """A piece inside a Markdown table."""
    return text.replace("|", "\\|")


def section() -> str:
    """The table with its heading, in Markdown."""
    lines = [
        "## Growth with hostile text",
        "",
        "One piece that is bad for expressions and searches that go back, repeated: the time for ten times the text over the time for the text.",
        "",
        f"| part | worst piece, repeated to {LARGE:,} characters | seconds | growth (10 is linear) |",
        "|---|---|---|---|",
        *(f"| {name} | `{_cell(piece)}` | {large:.2f} | {growth:.1f} |" for name, piece, large, growth in rows()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the section."""
    print(section())


if __name__ == "__main__":
    main()
