"""What may stand between the units of a sentence and their duty: manner, time, an order that is followed, who of the unit.

Read backwards from the duty, each place once: a run of such pieces can be cut in very many ways, all of which an expression would try.
"""

from __future__ import annotations

_ORDER = ("按", "根据", "依据", "依照", "结合", "围绕", "对照", "参照")
_MOMENT = ("在", "于", "自")
_MOMENT_ENDS = ("前", "内", "后", "时", "中", "起", "底", "初", "上旬", "中旬", "下旬", "日", "季度", *(f"{digit}月" for digit in "0123456789"))
# Words that open a piece, the characters that it has at least and at most behind them, and what it ends with.
_PIECES: tuple[tuple[tuple[str, ...], int, int, tuple[str, ...]], ...] = (
    (_ORDER, 2, 41, ()),
    (("对",), 2, 30, ()),
    (_MOMENT, 1, 26, _MOMENT_ENDS),
)
_MANNER = (
    *("分别", "共同", "将", "均", "都", "也", "还", "同时", "切实", "依法", "主要", "具体", "各自", "定期", "及时", "原则上", "今后", "一律", "则"),
    *("主要负责同志", "主要负责人", "分管负责同志", "分管负责人", "负责同志", "负责人", "，", ",", "："),
)


def between(text: str, start: int, end: int) -> int | None:
    """Where in ``text[start:end]`` the pieces begin that fill it up to its end: the first such place, ``None`` where there is none.

    >>> text = "各县按照职责分工，分别"
    >>> text[between(text, 0, len(text)):]
    '按照职责分工，分别'
    """
    reached = {end}
    first, stop = None, end  # ``stop``: the next comma, which no piece goes beyond
    for at in range(end - 1, start - 1, -1):
        if text[at] in "。；":
            break
        if text[at] == "，":
            stop = at
        if _is_piece(text, at, stop, reached):
            reached.add(at)
            first = at
    return first


def _is_piece(text: str, at: int, stop: int, reached: set[int]) -> bool:
    """Whether a piece begins here that ends where another one begins."""
    if any(at + len(word) in reached for word in _MANNER if text.startswith(word, at)):
        return True
    for words, least, most, ends in _PIECES:
        word = next((word for word in words if text.startswith(word, at)), None)
        if word is None:
            continue
        body = at + len(word)
        for last in range(body + least, min(body + most, stop) + 1):
            if last in reached and (not ends or text.endswith(ends, body + least, last)):
                return True
    return False
