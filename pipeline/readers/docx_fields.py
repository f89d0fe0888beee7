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
    code: str = ""
    in_result: bool = False

    @property
    def kind(self) -> str:
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of the text; a field may run over paragraphs."""

    _stack: list[_Open] = field(default_factory=list)
    hidden: bool = False

    def begin(self) -> None:
        self._stack.append(_Open())
        self._settle()

    def code(self, text: str) -> None:
        if self._stack and not self._stack[-1].in_result:
            self._stack[-1].code += text

    def separate(self) -> None:
        if self._stack:
            self._stack[-1].in_result = True
            self._settle()

    def end(self) -> str:
        """Closes the innermost field; gives the text that Word draws for it where it has no cached result."""
        if not self._stack:
            return ""
        closed = self._stack.pop()
        self._settle()
        return equation_text(closed.code) if closed.kind == "EQ" and not closed.in_result and not self.hidden else ""

    def end_paragraph(self) -> None:
        """A code does not run over paragraphs: one that is still open has lost its end, and must not hide the rest."""
        if self._stack and not self._stack[-1].in_result:
            self._stack = [opened for opened in self._stack if opened.in_result]
            self._settle()

    def _settle(self) -> None:
        self.hidden = any(not opened.in_result or opened.kind in _CONTENTS for opened in self._stack)


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
