"""The automatic numbers of lists on web pages (CSS Counter Styles Level 3), which stand nowhere in the page's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element as Element

from pipeline.readers.html_style import style_of
from pipeline.readers.number_formats import format_number
from pipeline.readers.numbering import Label

#: ``list-style-type`` → number format, what stands before and after the number as browsers print it.
_STYLES: Final[dict[str, tuple[str, str, str]]] = {
    "decimal": ("decimal", "", "."),
    "decimal-leading-zero": ("decimalZero", "", "."),
    "lower-alpha": ("lowerLetter", "", "."),
    "lower-latin": ("lowerLetter", "", "."),
    "upper-alpha": ("upperLetter", "", "."),
    "upper-latin": ("upperLetter", "", "."),
    "lower-roman": ("lowerRoman", "", "."),
    "upper-roman": ("upperRoman", "", "."),
    "cjk-decimal": ("ideographDigital", "", "、"),
    "cjk-ideographic": ("chineseCountingThousand", "", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "", "、"),
    "trad-chinese-informal": ("taiwaneseCountingThousand", "", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "", "、"),
    # The lists of UEditor, the editor of many content systems, which draws their numbers as pictures.
    "custom_cn": ("chineseCountingThousand", "", "、"),
    "custom_cn1": ("chineseCountingThousand", "", "）"),
    "custom_cn2": ("chineseCountingThousand", "（", "）"),
    "custom_num": ("decimal", "", "、"),
    "custom_num1": ("decimal", "", "）"),
    "custom_num2": ("decimal", "（", "）"),
}
_TYPES: Final = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_NO_NUMBER: Final = frozenset({"none", "disc", "circle", "square", "custom_dot", "custom_dash"})
_WORD: Final = re.compile(r"[a-z][a-z0-9_-]*")
#: A number that someone typed: the list's own is then switched off by the site's style sheet.
_TYPED: Final = re.compile(r"[（(]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3}|[A-Za-z])[)）、.．]|第[一二三四五六七八九十百\d]{1,4}[条章节]|[①-⑳]")
_LARGEST: Final = 32_767


@dataclass(slots=True)
class ListCount:
    """The running count of one ``ol`` or ``ul``."""

    style: str
    value: int
    step: int

    def label(self, item: Element) -> Label | None:
        """Counts one ``li``; its number as shown, ``None`` where the list shows none."""
        if (own := _whole(item.get("value"))) is not None:
            self.value = own
        number = self.value
        self.value += self.step
        name = _own_style(item) or self.style
        if name in _NO_NUMBER:
            return None
        form, before, after = _STYLES.get(name, _STYLES["decimal"])
        shown = format_number(number, form) if number >= 0 else str(number)
        return Label(f"{before}{shown}{after}", "tab")


def begin_list(element: Element) -> ListCount:
    """The count of an ``ol`` (from ``start``, down where ``reversed``) or ``ul`` at its first item."""
    style = _own_style(element) or ("decimal" if element.tag == "ol" else "disc")
    start, down = _whole(element.get("start")), element.tag == "ol" and element.get("reversed") is not None
    if start is None:
        start = sum(1 for child in element if child.tag == "li") if down else 1
    return ListCount(style, start, -1 if down else 1)


def typed_label(text: str) -> bool:
    """Whether a list item begins with a number of its own."""
    return _TYPED.match(text) is not None


def _own_style(element: Element) -> str | None:
    declared = style_of(element).list_type
    for word in _WORD.findall(declared or ""):
        if word in _STYLES or word in _NO_NUMBER:
            return str(word)
    for word in (element.get("class") or "").lower().split():
        if word.startswith("custom_") and (word in _STYLES or word in _NO_NUMBER):
            return word
    kind = element.get("type") or ""
    return _TYPES.get(kind) or (kind.lower() if kind.lower() in _NO_NUMBER else None)


def _whole(value: str | None) -> int | None:
    """An integer attribute within what a list can count to."""
    match = re.match(r"\s*([+-]?\d{1,6})", value or "")
    number = int(match[1]) if match else None
    return number if number is not None and abs(number) <= _LARGEST else None
