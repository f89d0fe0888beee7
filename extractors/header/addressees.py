"""Addressees 主送机关 and copies 抄送, one item each, as the contract parts them."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.header import patterns

_OPENERS, _CLOSERS = "（(〔[《", "）)〕]》"
# A named area is longer than a class word; 鲁山县, 高新区.
_SHORTEST_NAME = 2


def split_units(text: str) -> list[tuple[int, int]]:
    """The half-open ranges of the items in a squeezed list of addressees, its closing colon or stop left out.

    Parted at 、 and ，, but one item where an enumeration of classes shares its head noun (各市、州、直管市市场监管局)
    or its modifier (市直有关部门、单位); members with a name are one item each (甲新区、乙新区管委会 are two); a list
    that mixes classes and names is one.
    """
    end = len(text.rstrip("：。；:;"))
    items: list[tuple[int, int]] = []
    for start, stop in _pieces(text, 0, end, "，,；;。"):
        items += _group(text, list(_pieces(text, start, stop, "、")))
    return items


def _pieces(text: str, start: int, end: int, separators: str) -> Iterator[tuple[int, int]]:
    """The stretches between separators that stand outside brackets."""
    depth, begin = 0, start
    for at in range(start, end):
        if text[at] in _OPENERS:
            depth += 1
        elif text[at] in _CLOSERS:
            depth = max(0, depth - 1)
        elif text[at] in separators and not depth:
            if at > begin:
                yield begin, at
            begin = at + 1
    if end > begin:
        yield begin, end


def _group(text: str, members: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items of an enumeration with 、: members wait for the head noun that they share with the one that has it."""
    items: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []
    for start, end in members:
        word = text[start:end]
        if not waiting and items and patterns.BARE_NOUN.match(word):
            items[-1] = (items[-1][0], end)
        elif not _is_complete(word):
            waiting.append((start, end))
        else:
            items += _shared(text, [*waiting, (start, end)])
            waiting = []
    return items + (_shared(text, waiting) if waiting else [])


def _is_complete(word: str) -> bool:
    """Whether a member has a head noun of its own: an organ, not only an area or a class."""
    if patterns.CLASS_WORD.match(word) and not word.endswith(("委", "局", "厅", "办", "部")):
        return False
    if patterns.BARE_NOUN.match(word):
        return True
    ends_with_area = bool(patterns.AREA.search(word)) and not patterns.HEAD_NOUN.search(word)
    return bool(patterns.HEAD_NOUN.search(word)) and not ends_with_area and not word.endswith(("开发区", "高新区", "示范区", "新区", "园区"))


def _shared(text: str, members: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Members that share the head noun of the last one: each its own where all are named, else one item together."""
    if len(members) == 1:
        return members
    if all(_is_named(text[start:end]) for start, end in members[:-1]):
        return members
    return [(members[0][0], members[-1][1])]


def _is_named(word: str) -> bool:
    """Whether a member names an area or organ (金川区), and does not say a class (各州, 县（市、区）, 省属)."""
    return len(word) > _SHORTEST_NAME - 1 and not word.startswith(("各", "全", "有关", "相关")) and not patterns.CLASS_WORD.match(word)
