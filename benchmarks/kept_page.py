"""The sections of docs/benchmarks.md that commands of their own write, since they take too long for ``python -m benchmarks``."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def marked(mark: str, section: str) -> str:
    """A section with what it begins and ends with, by which it is found again."""
    return f"<!-- {mark}: begin -->\n{section}<!-- {mark}: end -->\n"


def renew(mark: str, section: str) -> None:
    """Put a section into the page, in place of the one that is there."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(f"<!-- {mark}: begin -->")
    after = rest.partition(f"<!-- {mark}: end -->\n")[2]
    PAGE.write_text(f"{before.rstrip()}\n\n{marked(mark, section)}{after}", encoding="utf-8", newline="\n")
