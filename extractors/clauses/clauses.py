"""The clause tree 条款 of a part: every numbered heading and item of the running text, with heading and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.clauses import patterns
from extractors.clauses.captions import Item, Shape, decide, shape_of
from extractors.document import Document, Paragraph
from extractors.numbering import Candidate, Style, derive, read_label
from extractors.parts.model import Part
from extractors.records import Clause, Problem
from extractors.text import evidence, squeeze

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseSpan:
    """Where a clause stands in the canonical text: half-open ranges of its label, its heading, and its own text.

    ``text`` is one range a paragraph, without the heading and without the items below; ``whole`` runs from the label to
    the end of the last item below. ``id`` is the clause's.
    """

    id: str
    label: Range
    heading: Range | None
    text: tuple[Range, ...]
    whole: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseReading:
    """The clauses of a part in reading order, their places, and the paragraphs of the part that belong to none."""

    clauses: tuple[Clause, ...]
    spans: tuple[ClauseSpan, ...]
    rest: tuple[Range, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Node:
    """An item while it is put together."""

    candidate: Candidate
    label: Range
    parent: int | None
    depth: int
    pieces: list[Range] = field(default_factory=list)  # its own text, one range a paragraph, heading included
    children: list[int] = field(default_factory=list)


def read_clauses(document: Document, part: Part) -> ClauseReading:
    """The clauses of a part. Tables make none; end matter and unnumbered closing paragraphs belong to none."""
    paragraphs = [block for block in part.running if isinstance(block, Paragraph) and block.place == "body"]
    nodes, rest = _nodes(document, paragraphs)
    rest += _give_back(document, nodes)
    shapes = [_shape(document, node) for node in nodes]
    headed = decide([_item(document, nodes, index, shapes[index]) for index in range(len(nodes))])
    return _reading(document, part, nodes, [shape if yes else None for shape, yes in zip(shapes, headed, strict=True)], rest)


def _nodes(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[list[_Node], list[Range]]:
    """The items with the paragraphs that follow each, and the paragraphs before the first."""
    found = [read_label(paragraph.text, printed=paragraph.label) for paragraph in paragraphs]
    for index in _contents(paragraphs, found):
        found[index] = None
    where = [index for index, candidate in enumerate(found) if candidate is not None]
    placed = derive([candidate for candidate in found if candidate is not None])
    item_at = {index: number for number, index in enumerate(where) if placed[number].is_item}
    nodes: list[_Node] = []
    node_of: dict[int, int] = {}
    rest: list[Range] = []
    for index, paragraph in enumerate(paragraphs):
        start, end = document.span(paragraph.address)
        candidate = found[index]
        if index in item_at and candidate is not None:
            parent = placed[item_at[index]].parent
            above = node_of[parent] if parent is not None else None
            node = _Node(candidate=candidate, label=(start, start + candidate.end), parent=above, depth=nodes[above].depth + 1 if above is not None else 1)
            if paragraph.text[candidate.end :].strip():
                node.pieces.append((start + candidate.end, end))
            if above is not None:
                nodes[above].children.append(len(nodes))
            node_of[item_at[index]] = len(nodes)
            nodes.append(node)
        elif paragraph.text.strip():
            if nodes and _is_torn(document, nodes[-1], paragraph.text):
                nodes[-1].pieces[-1] = (nodes[-1].pieces[-1][0], end)
            else:
                (nodes[-1].pieces if nodes else rest).append((start, end))
    return nodes, rest


def _is_torn(document: Document, node: _Node, text: str) -> bool:
    """Whether a paragraph is the rest of a chapter's heading that was set wide (总　　则): a character on each line."""
    if node.candidate.style > Style.SECTION or len(node.pieces) != 1 or len(text.strip()) != 1:
        return False
    return len(squeeze(document.text[slice(*node.pieces[0])])) == 1


def _contents(paragraphs: Sequence[Paragraph], found: Sequence[Candidate | None]) -> list[int]:
    """The lines of a table of contents: between 目录 and the second printing of its first entry; chapters alone need no 目录."""
    chapters = [at for at, candidate in enumerate(found) if candidate is not None]
    firsts = [at for at in chapters if (candidate := found[at]) is not None and candidate.style <= Style.CHAPTER and candidate.number == 1]
    if len(firsts) > 1 and all((candidate := found[at]) is not None and candidate.style <= Style.SECTION for at in chapters if firsts[0] <= at < firsts[1]):
        return [at for at in chapters if firsts[0] <= at < firsts[1]]
    for index, paragraph in enumerate(paragraphs):
        if not patterns.CONTENTS.match(squeeze(paragraph.text)):
            continue
        entries = [at for at in range(index + 1, len(paragraphs)) if found[at] is not None]
        if not entries:
            return []
        first = found[entries[0]]
        for at in entries[1:]:
            candidate = found[at]
            if candidate is not None and first is not None and (candidate.style, candidate.number) == (first.style, first.number):
                return [entry for entry in entries if entry < at]
        return []
    return []


def _give_back(document: Document, nodes: list[_Node]) -> list[Range]:
    """Move the paragraphs behind the last item of an article to the article, and take those that close the whole text."""
    for index, node in enumerate(nodes):
        last_below = index + 1 == len(nodes) or nodes[index + 1].candidate.style <= Style.ARTICLE
        article = _article_above(nodes, index)
        if last_below and article is not None and node.candidate.style > Style.ARTICLE:
            own = _own_pieces(document, node)
            nodes[article].pieces += node.pieces[own:]
            del node.pieces[own:]
    if not nodes:
        return []
    last = nodes[-1]
    own = _own_pieces(document, last)
    if last.candidate.style <= Style.ARTICLE or _article_above(nodes, len(nodes) - 1) is not None:
        return []
    closing = _closing_from(document, nodes, own)
    taken = last.pieces[closing:]
    del last.pieces[closing:]
    return taken


def _article_above(nodes: Sequence[_Node], index: int) -> int | None:
    above = nodes[index].parent
    while above is not None and nodes[above].candidate.style is not Style.ARTICLE:
        above = nodes[above].parent
    return above


def _own_pieces(document: Document, node: _Node) -> int:
    """How many of an item's paragraphs are its own in any case: its line, and the text of a heading that stands alone."""
    if not node.pieces:
        return 0
    shape = _shape(document, node)
    alone = shape is not None and shape.alone and shape.likeness > 0.3 and shape.text_start - shape.caption_end <= 1
    lone_label = node.pieces[0][0] > node.label[1]
    return min(len(node.pieces), 1 + alone + (lone_label and alone))


def _closing_from(document: Document, nodes: Sequence[_Node], own: int) -> int:
    """The first paragraph of the last item that speaks for the whole text; their number where none does."""
    last = nodes[-1]
    brothers = [node for node in nodes[:-1] if node.depth == last.depth and node.candidate.style is last.candidate.style and not node.children]
    single = len(brothers) >= 2 and all(len(node.pieces) <= own for node in brothers) and not (own > 1 and _is_chapter_of_paragraphs(document, last, own))
    for at in range(own, len(last.pieces)):
        text = squeeze(document.text[slice(*last.pieces[at])])
        before = document.text[slice(*last.pieces[at - 1])].rstrip() if at else ""
        if patterns.NOTE_PARAGRAPH.match(text) or (before and before[-1] not in "。；：！？）〕】”"):
            continue
        if single or (len(text) <= patterns.CLOSING_LENGTH and patterns.CLOSING.search(text)):
            return at
        if patterns.ADDRESSES_ALL.match(text) and brothers and all(len(node.pieces) <= at for node in brothers):
            return at
    return len(last.pieces)


def _is_chapter_of_paragraphs(document: Document, node: _Node, own: int) -> bool:
    """Whether a heading that stands alone has more paragraphs behind its first than the one that could close the whole text."""
    texts = [squeeze(document.text[slice(*piece)]) for piece in node.pieces[own:]]
    closing = next((at for at, text in enumerate(texts) if len(text) <= patterns.CLOSING_LENGTH and patterns.CLOSING.search(text)), len(texts))
    return closing > 1


def _shape(document: Document, node: _Node) -> Shape | None:
    return shape_of(document.text[slice(*node.pieces[0])], style=node.candidate.style) if node.pieces else None


def _item(document: Document, nodes: Sequence[_Node], index: int, shape: Shape | None) -> Item:
    node = nodes[index]
    below = any(not patterns.NOTE_PARAGRAPH.match(squeeze(document.text[slice(*piece)])) for piece in node.pieces[1:])
    return Item(
        style=node.candidate.style,
        series=-1 if node.parent is None else node.parent,
        family=(node.candidate.style, node.depth),
        shape=shape,
        followed=below or bool(node.children),
    )


def _reading(document: Document, part: Part, nodes: Sequence[_Node], headings: Sequence[Shape | None], rest: list[Range]) -> ClauseReading:
    ids: dict[str, int] = {}
    paths: list[str] = []
    clauses: list[Clause] = []
    spans: list[ClauseSpan] = []
    problems: list[Problem] = []
    names: list[str] = []
    for index, node in enumerate(nodes):
        path = node.candidate.label if node.parent is None else f"{paths[node.parent]}/{node.candidate.label}"
        paths.append(path)
        name = f"{part.name}/{path}"
        ids[name] = ids.get(name, 0) + 1
        heading, text = _heading_and_text(document, node, headings[index])
        shown = evidence(document, node.label[0], heading[1] if heading else _first_sentence_end(document, node))
        if ids[name] > 1:
            message = f"序号 {path} 第 {ids[name]} 次出现：编号重新开始，但前面没有标题"
            problems.append(Problem(code="clause.repeated", message=message, evidence=shown))
            name = f"{name}~{ids[name]}"
        names.append(name)
        if _skips(nodes, index):
            problems.append(Problem(code="clause.gap", message=f"{path} 之前缺一个序号", evidence=shown))
        clauses.append(
            Clause(
                id=name,
                part=part.name,
                parent=names[node.parent] if node.parent is not None else None,
                path=path,
                label=node.candidate.label,
                level=node.depth,
                heading=_tidy(document.text[slice(*heading)]) if heading else None,
                text="\n".join(document.text[start:end].strip() for start, end in text),
                evidence=shown,
            )
        )
        spans.append(ClauseSpan(id=name, label=node.label, heading=heading, text=tuple(text), whole=(node.label[0], _end(nodes, index))))
    return ClauseReading(clauses=tuple(clauses), spans=tuple(spans), rest=tuple(sorted(rest)), problems=tuple(problems))


def _heading_and_text(document: Document, node: _Node, shape: Shape | None) -> tuple[Range | None, list[Range]]:
    if shape is None or not node.pieces:
        return None, list(node.pieces)
    start, end = node.pieces[0]
    heading = (start, start + shape.caption_end)
    text = [(start + shape.text_start, end)] if document.text[start + shape.text_start : end].strip() else []
    return heading, text + node.pieces[1:]


def _first_sentence_end(document: Document, node: _Node) -> int:
    if not node.pieces:
        return node.label[1]
    start, end = node.pieces[0]
    stop = document.text.find("。", start, end)
    return end if stop < 0 else stop + 1


def _skips(nodes: Sequence[_Node], index: int) -> bool:
    """Whether a number is left out between an item and the one of its style before it (which may stand under another heading)."""
    node = nodes[index]
    if node.candidate.number == 1:
        return False
    nearest: int | None = None
    for at in range(index - 1, -1, -1):
        before = nodes[at]
        if before.candidate.style is not node.candidate.style:
            continue
        if nearest is None and before.candidate.number + 1 == node.candidate.number:
            return False  # numbers run on, though on another level
        nearest = before.candidate.number
        if before.depth == node.depth:
            return before.candidate.number + 1 < node.candidate.number
    return True


def _end(nodes: Sequence[_Node], index: int) -> int:
    node = nodes[index]
    ends = [node.label[1], *(end for _, end in node.pieces)]
    if node.children:
        ends.append(_end(nodes, node.children[-1]))
    return max(ends)


def _tidy(text: str) -> str:
    """A heading on one line: white space only between words of Latin letters."""
    words = text.split()
    out = words[0] if words else ""
    for word in words[1:]:
        latin = out[-1].isascii() and out[-1].isalpha() and word[0].isascii() and word[0].isalpha()
        out += f" {word}" if latin else word
    return out
