"""Which part of a web page is its text: what the site puts around it goes, and the element that holds the text is found.

The systems that sites are made with give that element a name of their own (``CONTAINERS``). On a page without such a
name, the element is the innermost one beside which there is nothing to read: sentences that are no links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.readers.html_edges import is_button
from pipeline.readers.html_fields import is_file
from pipeline.readers.html_flow import BLOCKS, NO_TEXT
from pipeline.readers.html_style import is_hidden, text_of
from pipeline.readers.line_breaks import DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A name that a content system gives to the element of the text. ``pages``: how many of 106 real pages have it."""

    by: Literal["id", "class", "tag"]
    name: str
    pages: int
    system: str


#: Compared without regard to case. The text is in the one with the most to read; of one inside another, in the inner one.
CONTAINERS: Final = (
    Container(by="id", name="ucap-content", pages=61, system="UCAP 开普"),
    Container(by="tag", name="ucapcontent", pages=9, system="UCAP 开普"),
    Container(by="id", name="zoomcon", pages=31, system="NFCMS 南方"),
    Container(by="class", name="article-content", pages=9, system="NFCMS 南方, gkmlpt 政府信息公开目录"),
    Container(by="class", name="content_article", pages=15, system="NFCMS 南方"),
    Container(by="id", name="info_cont", pages=8, system="NFCMS 南方"),
    Container(by="class", name="trs_ueditor", pages=2, system="TRS 拓尔思"),
    Container(by="class", name="trs_editor", pages=0, system="TRS 拓尔思"),
    Container(by="class", name="custom_unionstyle", pages=0, system="TRS 拓尔思"),
    Container(by="id", name="zoom", pages=0, system="JCMS 大汉"),
    Container(by="id", name="ivs_content", pages=0, system="IVS"),
    Container(by="class", name="v_news_content", pages=0, system="VSB 博达"),
    Container(by="id", name="vsb_content", pages=0, system="VSB 博达"),
    Container(by="class", name="wp_articlecontent", pages=0, system="WebPlus 苏迪"),
)
_BY_ID: Final = frozenset(row.name for row in CONTAINERS if row.by == "id")
_BY_CLASS: Final = frozenset(row.name for row in CONTAINERS if row.by == "class")
_BY_TAG: Final = frozenset(row.name for row in CONTAINERS if row.by == "tag")

#: Names that pages give to what is none of their text.
_FURNITURE: Final = re.compile(
    r"(?:foot|footer|foot(?:er)?[-_].*|.*[-_]foot(?:er)?|copyright|bottom-?nav"
    r"|nav|navs|navbar|main-?nav|.*[-_]nav|site-?tree.*|side-?bar|crumbs?|bread-?crumbs?|curb|curmb|location|position|weizhi"
    r"|share|share[-_].*|.*[-_]?share|sharebox|bdshare.*|bds_.*|social-share|commshare.*|newsshare"
    r"|ewm|.*[-_]ewm|qr-?code|.*[-_]qrcode|qr_container|erweima"
    r"|font-?size|setfont|fontsize.*|op-row|print|gbck|info_bot|.*btns?-?(?:close|print)|article-btn"
    r"|related|relate[-_].*|xgxw|xgwz.*|xgwj|xgzc|xgjd|gaojianbox|info_xgxw.*|article-extended|content_extended|wjktable|relation(?:s|news)?"
    r"|search|searchbox|search[-_](?:box|form).*|modal-.*|zoom-controls|pagediv|page_div|pagination|pagecommon|friend-?links?)\Z",
    re.IGNORECASE,
)
#: The words that only the site itself says; a block of them is none of its text.
_SITE_WORDS: Final = re.compile(
    r"ICP备|ICP证|公网安备|网站标识码|版权所有|网站地图|扫一扫在手机|微信扫一扫|您是第|位访[客问]|技术支持[：:]|主办(?:单位)?[：:]|承办(?:单位)?[：:]|维护单位[：:]|邮编[：:]|邮政编码[：:]|您(?:当前|现在)?所在的?位置|当前位置[：:]"
)
_END_OF_NOTICE: Final = re.compile(rf"{DATE.pattern}|附\s?件\s?\d{{0,2}}\s?[：:].*|附[：:].*|抄送[：:].*|.*\d日印发")
_SENTENCE: Final = re.compile(r"[。；，]")
_READABLE: Final = re.compile(r"[\u3400-\u9fff]")
#: Text without a mark of sentences (titles, menus; cells) counts so little beside sentences.
_LOOSE, _IN_TABLE = 0.2, 0.5
#: A named container must hold so much of what the page has to read; else the name means something else there.
_NAMED_SHARE: Final = 0.5
#: A named element gives way to named ones inside it that hold so much of it.
_INNER_SHARE: Final = 0.9
#: More named elements than this mean nothing by their names.
_MOST_NAMED: Final = 200
#: What a page hides or calls its furniture holds no more of what there is to read than this; else it is the text.
_MOST_HIDDEN, _MOST_FURNITURE = 0.8, 0.3
#: A page with no more to read than a line, beside links, is a list of them.
_LITTLE: Final = 12.0
#: Beside the element of the text may stand so much: a share of what it holds itself, or a line.
_BESIDE_SHARE, _BESIDE_LINE = 0.03, 60.0
#: A foot of a page, and a row of links for buttons, is no longer than this.
_LONGEST_FOOT, _LONGEST_BUTTONS = 600, 20
_SCRIPTS: Final = frozenset({"script", "style", "noscript", "template"})
_DESCEND_INTO: Final = frozenset(
    {
        "body", "center", "div", "section", "article", "main", "form", "td", "span", "font", "ucapcontent",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The elements that hold the text, in order. ``named``: by a name of ``CONTAINERS``, else by what they hold."""

    elements: tuple[Element, ...]
    named: bool


@dataclass(slots=True)
class _Weight:
    """What an element has to read: ``text`` outside links, sentences full and the rest little; ``links`` within them."""

    text: float = 0.0
    links: float = 0.0


def choose_content(body: Element, *, by_name: bool = True) -> Content | None:
    """The part of a page that holds its text, ``None`` where it has nothing to read but links.

    Takes the site's furniture out of the tree on the way. ``by_name=False`` leaves the names of content systems out of account.
    """
    weights = _weigh(body)
    has_links = weights[body].links > 0
    named = _outline_of_named(body, weights) if by_name else {}
    _drop_furniture(body, weights, keep=_ancestors(named))
    whole = weights[body]
    if whole.text < min(_LITTLE, _LITTLE * whole.links):
        return None
    if len(named) <= _MOST_NAMED:
        chosen = _best_named(named, weights)
        if chosen and sum(weights[element].text for element in chosen) >= _NAMED_SHARE * whole.text:
            return Content(elements=_each_once(chosen), named=True)
    innermost = _innermost(body, weights) if has_links else body  # a page without a link has no site around its text
    return Content(elements=(innermost,), named=False)


def drop_unseen(body: Element) -> list[tuple[Element, int]]:
    """Takes scripts and what the page's own attributes hide out of the tree; gives where something was hidden, and how much.

    A page that hides nearly all of its text shows it by a script: there nothing hidden is taken out.
    """
    scripts: list[Element] = []
    hidden: list[Element] = []
    walk = etree.iterwalk(body, events=("start",))
    for _, element in walk:
        if element.tag in _SCRIPTS:
            scripts.append(element)
            walk.skip_subtree()
        elif element is not body and is_hidden(element):
            hidden.append(element)
            walk.skip_subtree()
    for element in scripts:
        remove(element)
    found = [(parent, len(_READABLE.findall(text_of(element)))) for element in hidden if (parent := element.getparent()) is not None]
    if sum(count for _, count in found) > _MOST_HIDDEN * len(_READABLE.findall(text_of(body))):
        return []
    for element in hidden:
        remove(element)
    return found


def remove(element: Element) -> None:
    """Takes an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_furniture(element: Element) -> bool:
    if element.tag in ("nav", "footer"):
        return True
    if element.tag not in BLOCKS or element.tag in ("body", "html"):
        return False
    names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    return any(_FURNITURE.match(name) for name in names)


def _drop_furniture(body: Element, weights: dict[Element, _Weight], *, keep: set[Element]) -> None:
    """Takes navigation, sharing, print buttons, related links and the foot out; nothing that has much of what there is to read."""
    whole = weights[body].text
    found: list[Element] = []
    walk = etree.iterwalk(body, events=("start",))
    for _, element in walk:
        if element in weights and element is not body and element not in keep and _is_furniture(element) and weights[element].text <= _MOST_FURNITURE * whole:
            found.append(element)
            walk.skip_subtree()
    for element in found:
        for above in element.iterancestors():
            if above in weights:
                weights[above].text -= weights[element].text
                weights[above].links -= weights[element].links
        remove(element)


def _is_container(element: Element) -> bool:
    if element.tag in _BY_TAG or (element.get("id") or "").lower() in _BY_ID:
        return True
    return any(name in _BY_CLASS for name in (element.get("class") or "").lower().split())


def _outline_of_named(body: Element, weights: dict[Element, _Weight]) -> dict[Element, Element | None]:
    """The named elements that have something to read, each with the named element around it."""
    found: dict[Element, Element | None] = {}
    around: list[Element] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "end":
            if around and around[-1] is element:
                around.pop()
        elif element in weights and _is_container(element) and weights[element].text >= 1:
            found[element] = around[-1] if around else None
            around.append(element)
    return found


def _ancestors(elements: Iterable[Element]) -> set[Element]:
    """The elements themselves and all that they stand in."""
    found: set[Element] = set()
    for element in elements:
        here: Element | None = element
        while here is not None and here not in found:
            found.add(here)
            here = here.getparent()
    return found


def _best_named(named: dict[Element, Element | None], weights: dict[Element, _Weight]) -> list[Element]:
    """The innermost named elements that hold what those around them hold, in order."""
    inside: dict[Element | None, list[Element]] = {}
    for element, around in named.items():
        inside.setdefault(around, []).append(element)
    chosen: list[Element] = []
    waiting = list(reversed(inside.get(None, [])))
    while waiting:
        element = waiting.pop()
        inner = inside.get(element, [])
        if inner and sum(weights[part].text for part in inner) >= _INNER_SHARE * weights[element].text:
            waiting += reversed(inner)
        else:
            chosen.append(element)
    return chosen


def _each_once(elements: list[Element]) -> tuple[Element, ...]:
    """The elements without those whose text an earlier one holds: pages print it for wide and for narrow screens."""
    seen: list[str] = []
    kept: list[Element] = []
    for element in elements:
        text = "".join(text_of(element).split())
        if not any(text in earlier for earlier in seen):
            kept.append(element)
            seen.append(text)
    return tuple(kept)


def _innermost(body: Element, weights: dict[Element, _Weight]) -> Element:
    """From the body inwards, as long as one element holds what is to be read and beside it there is next to nothing.

    Before it may stand titles and fields, which are looked for there; after it nothing that ends a notice. Where the
    text stands beside the site's own blocks, those go.
    """
    here = body
    while True:
        parts = list(_parts(here, weights))
        aside = {part for part in parts if _is_aside(part, weights[part])}
        inner = [part for part in parts if part.tag in _DESCEND_INTO and part not in aside]
        best = max(inner, key=lambda element: weights[element].text, default=None)
        if best is None or not _may_leave(here, best, [part for part in parts if part is not best and part not in aside], weights):
            for part in aside:
                remove(part)
            return here
        here = best


def _may_leave(here: Element, best: Element, others: list[Element], weights: dict[Element, _Weight]) -> bool:
    """Whether the text is in ``best`` alone, and nothing that belongs to it in the ``others`` beside it."""
    inside = weights[best].text
    loose = weights[here].text - sum(weights[part].text for part in _parts(here, weights))
    beside = loose + sum(weights[part].text for part in others)
    if inside < 0.5 * weights[here].text or beside > max(_BESIDE_LINE, _BESIDE_SHARE * inside):
        return False
    order = {part: place for place, part in enumerate(_parts(here, weights))}
    after = (part for part in others if order[part] > order[best] and weights[part].text > weights[part].links)
    return not any(_ends_a_notice(part) for part in after)


def _parts(element: Element, weights: dict[Element, _Weight]) -> Iterator[Element]:
    """The blocks directly inside an element; the cells of a table stand for it."""
    for child in element:
        if child not in weights:
            continue
        if child.tag in ("table", "tbody", "thead", "tfoot", "tr"):
            yield from _parts(child, weights)
        else:
            yield child


def _ends_a_notice(element: Element) -> bool:
    """Whether an element holds a line of what stands at the end of notices: a date, a list of attachments, the copies."""
    return any(_END_OF_NOTICE.fullmatch(line.strip()) for piece in element.itertext() for line in str(piece).split("\n"))


def _is_aside(element: Element, weight: _Weight) -> bool:
    """Whether what stands beside the text is the site's: a menu, its own words, buttons. Files to load are the notice's."""
    text = text_of(element)
    if weight.links > weight.text:
        links = [link for link in element.iter("a") if link.get("href") is not None]
        return not any(is_file(link) for link in links) and (len(links) >= 3 or len(text) <= _LONGEST_BUTTONS)
    if element.tag == "p" and "。" in text:
        return False
    return len(text) < _LONGEST_FOOT and (_SITE_WORDS.search(text) is not None or is_button(text.strip()))


def _weigh(body: Element) -> dict[Element, _Weight]:
    """What every block of the page has to read, what is in it included."""
    weights: dict[Element, _Weight] = {}
    open_blocks: list[_Weight] = []
    run: list[str] = []
    in_link = in_table = 0

    def end_run() -> None:
        text = "".join(run)
        run.clear()
        count = len(_READABLE.findall(text))
        if count and open_blocks:
            loose = _IN_TABLE if in_table else _LOOSE
            share = 0.0 if _SITE_WORDS.search(text) else loose if _SENTENCE.search(text) is None else 1.0
            open_blocks[-1].text += share * count

    def add(text: str | None) -> None:
        if text and not text.isspace():
            if in_link and open_blocks:
                open_blocks[-1].links += len(_READABLE.findall(text))
            else:
                run.append(text)

    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        is_block = tag in BLOCKS or tag in _BY_TAG or element is body
        if event == "start":
            if tag in NO_TEXT:
                walk.skip_subtree()
                continue
            if is_block:
                end_run()
                open_blocks.append(weights.setdefault(element, _Weight()))
            in_link += tag == "a" and element.get("href") is not None
            in_table += tag == "table"
            add(element.text)
            continue
        if tag not in NO_TEXT:
            in_link -= tag == "a" and element.get("href") is not None
            if is_block:
                end_run()
                in_table -= tag == "table"
                closed = open_blocks.pop()
                if open_blocks:
                    open_blocks[-1].text += closed.text
                    open_blocks[-1].links += closed.links
        if element is not body:
            add(element.tail)
    return weights
