"""How readers of formatted files cut the text of one paragraph or cell into lines."""

from __future__ import annotations

import re
from typing import Final

#: A line break that begins a new paragraph: a blank line follows, or an indent that someone typed. So web pages are made, and pasted.
NEW_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n|\n(?=\u3000\u3000|[ \u00a0]{4})")


def cell_lines(text: str) -> list[str]:
    """The lines of a cell's text that are not blank, without the white space at their ends; a tab is a space."""
    return [line.strip() for line in text.replace("\t", " ").split("\n") if line.strip()]
