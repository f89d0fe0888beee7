"""Markdown's marks taken off, so that what is left is what a person sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?=\S)(.*?)(?:\s+#+)?\s*")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400}?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*])\*(?![*\w])")
_LINK = re.compile(r"(!?)\[([^\[\]\n]{0,400})\]\(\s*[^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,200}(?:\s+\"[^\"\n]{0,200}\")?\s*\)")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_BULLET = re.compile(r"(\s{0,8})[-*+]\s+(?=\S)")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s?){2,}|(?:\*\s?){3,}|(?:_\s?){3,})")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_BREAK = re.compile(r"\\\s*\Z")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~).{0,40}")


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether the marks in a file are Markdown's: a heading mark, a bold line, a link or quotation.

    One such line in a text of thousands is chance (``#1 机组``); the marks stand at the head, or in one line of fifty.
    """
    marked = [number for number, line in enumerate(lines) if _HEADING.fullmatch(line) or _BOLD.search(line) or _LINK.search(line)]
    return bool(marked) and (marked[0] <= 20 or len(marked) * 50 >= len(lines))


def plain(lines: Sequence[str]) -> list[str]:
    """The lines as a person sees them: headings, bold, links, quotations, bullets and rules without their marks."""
    return [_plain(line) for line in lines]


def _plain(line: str) -> str:
    if _RULE.fullmatch(line) or _FENCE.fullmatch(line):
        return ""
    if line.lstrip().startswith("|"):
        return _inline(line)
    line = _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line
    heading = _HEADING.fullmatch(line)
    return _inline(heading[1] if heading else _BULLET.sub(r"\1", line, count=1))


def _inline(text: str) -> str:
    if "[" in text:
        text = _LINK.sub(lambda match: match[2], text)
    if "*" in text or "__" in text:
        text = _ITALIC.sub(r"\1", _BOLD.sub(r"\2", text))
    if "\\" in text and "|" not in text:
        text = _ESCAPED.sub(r"\1", _BREAK.sub("", text))
    return text
