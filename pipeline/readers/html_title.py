"""The title that a page prints over its text, outside the element that holds the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml.etree import _Element as Element

from pipeline.readers.html_fields import OuterLine, fields_in, is_value
from pipeline.readers.html_style import text_of
from pipeline.readers.html_tables import Draft, TextDraft

_SITE_BEHIND: Final = re.compile(r"(?<=[^\s_|])(?:\s*[_|]\s*|\s+[-—–]\s+|\s*[-—–]{1,2}(?=[^-—–_|]{2,24}(?:网|政府|平台|局|委|厅|中心|公开)\Z)).*", re.DOTALL)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4"))
_SHORTEST: Final = 5
#: How far into the text its title may stand: below a document number or an order of promulgation 令.
_REACH, _TITLE_LINES = 40, 8
#: So much of a title makes it the same one: sites put （转载） before it or cut it off.
_SAME: Final = 0.75


def page_titles(root: Element) -> list[str]:
    """What the page calls itself: the meta tag ArticleTitle, and ``<title>`` without the name of the site behind it."""
    found = [(meta.get("content") or "") for meta in root.iter("meta") if (meta.get("name") or "").strip().lower() == "articletitle"]
    found += [text_of(title) for title in root.iterfind("head/title")]
    titles = [" ".join(_SITE_BEHIND.sub("", title.strip(), count=1).split()) for title in found]
    return list(dict.fromkeys(title for title in titles if len(_bare(title)) >= _SHORTEST))


def find_headline(lines: Sequence[OuterLine], titles: Sequence[str]) -> int | None:
    """Which of the lines before the text is the title as printed: the last one that is what the page calls itself.

    On a page that calls itself nothing, the last heading. The value of a field (标题：…) is none.
    """
    wanted = [_bare(title) for title in titles]
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index].text
        bare = _bare(line)
        if len(bare) < _SHORTEST or fields_in(line) or (index and is_value(lines, index)):
            continue
        if any(_is_same(bare, title) for title in wanted) or (not wanted and lines[index].block.tag in _HEADINGS and ">" not in line):
            return index
    return None


def prints_title(drafts: Sequence[Draft], title: str) -> bool:
    """Whether the text has the title among its first paragraphs, on one line or several."""
    wanted = _bare(title)
    bare = [_bare(draft.text) if isinstance(draft, TextDraft) else "" for draft in drafts[:_REACH]]
    for start in range(len(bare)):
        joined = ""
        for part in bare[start : start + _TITLE_LINES]:
            joined += part
            if len(joined) > 2 * len(wanted) + 40:
                break
            if part and _is_same(joined, wanted):
                return True
    return False


def _is_same(one: str, other: str) -> bool:
    """Two printings of one title: equal, or one within the other and nearly as long."""
    short, long = sorted((one, other), key=len)
    return len(short) >= max(_SHORTEST, _SAME * len(long)) and short in long


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
