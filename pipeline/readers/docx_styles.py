"""What a paragraph takes from its styles: numbering, alignment, outline level, hiddenness (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extractors.document import Alignment
from pipeline.readers.docx_xml import PPR, RPR, VAL, Element, W, is_on, number, value

_ALIGNMENTS: Final[dict[str, Alignment]] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
    "both": "justify", "distribute": "justify",
}  # fmt: skip
_HEADING: Final = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TOC: Final = re.compile(r"(?:toc|目录) ?[1-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """A paragraph style with everything that it inherits. ``chain`` is its own id and those that it is based on."""

    chain: tuple[str, ...] = ()
    num_id: str | None = None
    num_level: int | None = None
    aligned: Alignment | None = None
    outline: int | None = None
    hidden: bool = False
    is_toc: bool = False


class Styles:
    """The styles of ``styles.xml``, resolved when asked for."""

    def __init__(self, root: Element | None) -> None:
        """Takes the part's root, ``None`` where the package has none."""
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._default_aligned: Alignment | None = None
        self._paragraph: dict[str | None, ParagraphStyle] = {}
        self._hidden: dict[str, bool] = {}
        if root is None:
            return
        self._default_aligned = alignment(root.find(f"{W}docDefaults/{W}pPrDefault/{PPR}"))
        for element in root.iterfind(W + "style"):
            identifier = element.get(W + "styleId", "")
            self._elements[identifier] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self._default = identifier

    def numbering_styles(self) -> dict[str, str]:
        """The num ids of the numbering styles, by style id (what ``w:numStyleLink`` refers to)."""
        found = {}
        for identifier, element in self._elements.items():
            if element.get(W + "type") == "numbering":
                num_id = value(element.find(f"{PPR}/{W}numPr"), "numId")
                if num_id is not None:
                    found[identifier] = num_id
        return found

    def paragraph(self, identifier: str | None) -> ParagraphStyle:
        """The style of a paragraph by its id; the default style where it names none or one that is missing."""
        style = self._paragraph.get(identifier)
        if style is None:
            style = self._resolve(identifier if identifier in self._elements else self._default)
            self._paragraph[identifier] = style
        return style

    def hides(self, identifier: str) -> bool:
        """Whether a character style hides its text."""
        if identifier not in self._hidden:
            self._hidden[identifier] = any(is_on(element.find(RPR), "vanish") for element in self._chain(identifier))
        return self._hidden[identifier]

    def _chain(self, identifier: str | None) -> list[Element]:
        chain: list[Element] = []
        while identifier is not None and identifier in self._elements:
            element = self._elements[identifier]
            if element in chain:  # a style that is based on itself
                break
            chain.append(element)
            identifier = value(element, "basedOn")
        return chain

    def _resolve(self, identifier: str | None) -> ParagraphStyle:
        chain = self._chain(identifier)
        num_id = num_level = aligned = outline = None
        hidden: bool | None = None
        for element in chain:
            properties, run = element.find(PPR), element.find(RPR)
            listing = None if properties is None else properties.find(W + "numPr")
            num_id = value(listing, "numId") if num_id is None else num_id
            num_level = number(listing, "ilvl") if num_level is None else num_level
            aligned = alignment(properties) if aligned is None else aligned
            outline = number(properties, "outlineLvl") if outline is None else outline
            if hidden is None and run is not None and run.find(W + "vanish") is not None:
                hidden = is_on(run, "vanish")
        names = [value(element, "name") or "" for element in chain]
        if outline is None:
            heading = next((match for match in map(_HEADING.fullmatch, names) if match), None)
            outline = int(heading[1]) - 1 if heading else None
        return ParagraphStyle(
            chain=tuple(element.get(W + "styleId", "") for element in chain),
            num_id=num_id,
            num_level=num_level,
            aligned=aligned or self._default_aligned,
            outline=outline_level(outline),
            hidden=bool(hidden),
            is_toc=any(_TOC.fullmatch(name) for name in names[:1]),
        )


def alignment(properties: Element | None) -> Alignment | None:
    """The alignment that paragraph properties say themselves."""
    found = None if properties is None else properties.find(W + "jc")
    return None if found is None else _ALIGNMENTS.get(found.get(VAL, ""))


def outline_level(level: int | None) -> int | None:
    """An outline level from 1; Word's 9 is body text and says nothing."""
    return level + 1 if level is not None and 0 <= level < 9 else None
