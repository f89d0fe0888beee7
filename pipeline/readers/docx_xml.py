"""Names of WordprocessingML (ECMA-376 Part 1, clause 17) and the two questions that every module asks of an element."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V: Final = "{urn:schemas-microsoft-com:vml}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
O: Final = "{urn:schemas-microsoft-com:office:office}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

VAL: Final = W + "val"
P: Final = W + "p"
PPR: Final = W + "pPr"
RPR: Final = W + "rPr"
TBL: Final = W + "tbl"
SDT: Final = W + "sdt"
SDT_CONTENT: Final = W + "sdtContent"
TEXTBOX: Final = W + "txbxContent"
ALTERNATE: Final = MC + "AlternateContent"

Element = etree._Element
_WHOLE: Final = re.compile(r"-?[0-9]{1,9}")


def is_on(parent: Element | None, name: str) -> bool:
    """Whether a toggle such as ``w:vanish`` is present and not switched off (ECMA-376 Part 1, 17.17.4)."""
    found = None if parent is None else parent.find(W + name)
    return found is not None and found.get(VAL, "1") not in ("0", "false", "off")


def value(parent: Element | None, name: str) -> str | None:
    """``w:val`` of a child element, ``None`` where there is no such child."""
    found = None if parent is None else parent.find(W + name)
    return None if found is None else found.get(VAL)


def number(parent: Element | None, name: str) -> int | None:
    """``w:val`` of a child element as a whole number, ``None`` where it is missing or says no number."""
    return whole(value(parent, name))


def whole(text: str | None) -> int | None:
    """A whole number of at most nine digits as an attribute writes it, ``None`` where it is missing or something else."""
    return int(text) if text is not None and _WHOLE.fullmatch(text) else None


def alternative(element: Element) -> Element | None:
    """The branch of ``mc:AlternateContent`` to read: the first choice, the fallback where only that one has text.

    Both branches say the same in two vocabularies (ECMA-376 Part 3), so exactly one of them may be read.
    """
    choice, fallback = element.find(MC + "Choice"), element.find(MC + "Fallback")
    if choice is None or fallback is None:
        return fallback if choice is None else choice
    has_text = any(True for _ in choice.iter(W + "t", TEXTBOX))
    return choice if has_text or not any(True for _ in fallback.iter(W + "t", TEXTBOX)) else fallback
