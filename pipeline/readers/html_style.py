"""What the attributes of an element of a web page say about how it is shown: hidden, aligned, kept white space, list marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml.etree import _Element as Element

from extractors.document import Alignment

_DECLARATION: Final = re.compile(
    r"(?:^|[;\s])(display|visibility|text-align|white-space|list-style|list-style-type|mso-hide|mso-list|font-family)\s*:\s*([^;]*)",
    re.IGNORECASE,
)
_ALIGNMENTS: Final[dict[str, Alignment]] = {"center": "center", "-webkit-center": "center", "middle": "center", "right": "right", "end": "right"}
_SYMBOL_FONTS: Final = ("wingdings", "symbol", "webdings")


@dataclass(frozen=True, slots=True)
class Style:
    """The declarations of a ``style`` attribute that a reader needs; what is not declared is ``None`` or false."""

    hidden: bool = False
    block: bool = False
    inline: bool = False
    aligned: Alignment | None = None
    sets_alignment: bool = False
    keeps_breaks: bool = False
    list_type: str | None = None
    is_list_mark: bool = False
    symbol_font: bool = False


_PLAIN: Final = Style()


@lru_cache(maxsize=8192)
def _style(text: str) -> Style:
    found = {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(text)}
    if not found:
        return _PLAIN
    display = found.get("display", "").split("!")[0].strip()
    align = found.get("text-align", "").split("!")[0].strip()
    return Style(
        hidden=display == "none" or found.get("visibility", "").startswith(("hidden", "collapse")) or found.get("mso-hide") == "all",
        block=display in ("block", "table", "flex", "list-item"),
        inline=display == "inline",
        aligned=_ALIGNMENTS.get(align),
        sets_alignment=bool(align),
        keeps_breaks=found.get("white-space", "").startswith(("pre", "break-spaces")),
        list_type=found.get("list-style-type") or found.get("list-style"),
        is_list_mark=found.get("mso-list") == "ignore",
        symbol_font=any(font in found.get("font-family", "") for font in _SYMBOL_FONTS),
    )


def style_of(element: Element) -> Style:
    """The element's own style, its ``style`` attribute alone."""
    text = element.get("style")
    return _style(text) if text else _PLAIN


def text_of(element: Element) -> str:
    """All the characters in an element, scripts too."""
    return "".join(map(str, element.itertext()))


def is_hidden(element: Element) -> bool:
    """Whether the element's own attributes hide it: ``display: none``, ``visibility: hidden``, ``mso-hide``, ``hidden``."""
    hidden = element.get("hidden")
    return (hidden is not None and hidden.lower() != "until-found") or style_of(element).hidden


def own_alignment(element: Element) -> tuple[bool, Alignment | None]:
    """Whether the element sets the alignment of its text, and which: ``center`` or ``right``, ``None`` for left and justified."""
    style = style_of(element)
    if style.sets_alignment:
        return True, style.aligned
    if element.tag == "center":
        return True, "center"
    value = element.get("align")
    if value and element.tag not in ("table", "img", "hr", "iframe"):  # there it places the thing itself
        return True, _ALIGNMENTS.get(value.strip().lower())
    return False, None
