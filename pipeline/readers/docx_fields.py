"""Fields of a .docx (ECMA-376 Part 1, 17.16): their codes are hidden, their cached results are the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_SWITCH: Final = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)|"[^"]*"')
_RAISED: Final = re.compile(r"\\(?:s|up|do|ai|di|a[lrcd]|o|b|f|r|x|to|bo|le|ri|hps\d*|co\d+|vs\d+|hs\d+)(?:\s*\d+)?\s*", re.IGNORECASE)
#: A field whose result is another list of the headings; it is made from the text and says nothing of its own.
_CONTENTS: Final = frozenset({"TOC"})


@dataclass(slots=True)
class _Open:
    code: list[str] = field(default_factory=list)
    in_result: bool = False
    hides: bool = True

    def kind(self) -> str:
        words = "".join(self.code).split(maxsplit=1)
        return words[0].upper() if words else ""


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of the text; a field may run over paragraphs."""

    _stack: list[_Open] = field(default_factory=list)
    _hiding: int = 0

    @property
    def hidden(self) -> bool:
        """Whether what stands here is no text: a field's code, or a table of contents."""
        return self._hiding > 0

    def begin(self) -> None:
        self._stack.append(_Open())
        self._hiding += 1

    def code(self, text: str) -> None:
        if self._stack and not self._stack[-1].in_result:
            self._stack[-1].code.append(text)

    def separate(self) -> None:
        if self._stack and not self._stack[-1].in_result:
            opened = self._stack[-1]
            opened.in_result, opened.hides = True, opened.kind() in _CONTENTS
            self._hiding -= not opened.hides

    def end(self) -> str:
        """Closes the innermost field; gives the text that Word draws for it where it has no cached result."""
        if not self._stack:
            return ""
        closed = self._stack.pop()
        self._hiding -= closed.hides
        drawn = not closed.in_result and not self.hidden and closed.kind() == "EQ"
        return equation_text("".join(closed.code)) if drawn else ""

    def end_paragraph(self) -> None:
        """A code does not run over paragraphs: one that is still open has lost its end, and must not hide the rest."""
        while self._stack and not self._stack[-1].in_result:
            self._stack.pop()
            self._hiding -= 1


def equation_text(code: str) -> str:
    r"""What an EQ field shows: Word's 带圈字符, 拼音指南 and 合并字符 are written so, without a cached result.

    >>> equation_text(r"eq \o\ac(○,3)"), equation_text(r'EQ \* jc2 \* "Font:宋体" \o\ad(\s\up 9(zhong),中)')
    ('③', '中')
    """
    body = _SWITCH.sub("", code.strip()[2:]).strip()
    opening = body.find("(")
    if opening < 0 or not body.endswith(")"):
        return ""
    operator, arguments = body[:opening].replace(" ", "").lower(), _arguments(body[opening + 1 : -1])
    if operator.startswith(r"\o\ac"):
        return _enclosed([argument for argument in arguments if argument not in ("○", "□", "△", "◇")])
    if operator.startswith(r"\o\ad"):
        return arguments[-1]
    return ("/" if operator.startswith(r"\f") else "").join(arguments)


def _enclosed(arguments: list[str]) -> str:
    inside = "".join(arguments)
    return chr(0x2460 + int(inside) - 1) if inside.isdecimal() and 1 <= int(inside) <= 20 else inside


def _arguments(text: str) -> list[str]:
    """The arguments between the brackets, at the outermost commas, with what stands in brackets of their own unpacked."""
    pieces, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth == 0 and character in ",;":
            pieces.append("")
        else:
            pieces[-1] += character
    return [re.sub(r"[()]", "", _RAISED.sub("", piece)).strip() for piece in pieces]
