"""The characters that the fonts of PDF files stand for: look-alikes put right, and those that are no text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

#: Radicals that fonts name for the characters they look like (Unicode: CJK Radicals Supplement); most have no decomposition.
_RADICALS: Final = dict(
    zip(
        "⺁⺄⺇⺌⺍⺎⺕⺗⺜⺝⺟⺠⺣⺥⺩⺪⺫⺬⺭⺮⺯⺰⺳⺴⺶⺷⺸⺻⺼⺾⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻎⻏⻐⻑⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻲⻳",
        "厂乙几小小兀彐心日月母民火爪王疋目示礻竹糸纟罒罓羊羊羊聿肉艹艹虎衤覀西见角角讠贝足车辶辶阝钅長长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜龟",
        strict=True,
    )
)
#: Bullets and boxes of the symbol fonts, which have no characters of their own.
_SYMBOLS: Final = {
    0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "□", 0xF06F: "□",
}  # fmt: skip
#: PDFium's sign for a hyphen that ends a line.
_LINE_END_HYPHEN: Final = 2
#: Blocks whose characters Chinese notices print; a text full of others was written with a font that does not say its characters.
_USUAL: Final = (
    (0x20, 0x24F), (0x2B0, 0x3FF), (0x2000, 0x2BFF), (0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
#: The characters that make up a third of any notice; and the share below which a text is none, however usual its characters look.
_COMMON: Final = frozenset("的一和在为人有工作发展政府建设市县区省国务实施管理服务责任单位部门年月日各加强推进以及按照对于行业规定法要求不中上下大地方公")
_LEAST_COMMON: Final = 0.03
_ENOUGH_HAN: Final = 150


@lru_cache(maxsize=16384)
def printed(code: int) -> str:
    """The character that a code of PDFium stands for, empty where it stands for none."""
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if code < 0x20 or code in (0x7F, 0xFFFD, 0xFFFE, 0xFFFF, 0xFEFF, 0xAD, 0x200B) or 0xD800 <= code <= 0xF8FF or code > 0x10FFFF:
        return " " if code in (9, 10, 13) else "-" if code == _LINE_END_HYPHEN else ""
    char = chr(code)
    if 0x2E80 <= code <= 0x2EFF:
        return _RADICALS.get(char, unicodedata.normalize("NFKC", char))
    if 0x2F00 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    return char


def is_usual(char: str) -> bool:
    """Whether a character is of the kinds that Chinese notices print."""
    code = ord(char)
    return any(first <= code <= last for first, last in _USUAL)


def unlikely(text: str) -> int:
    """How many characters of a page's text are not those that were printed: unusual ones, or all Chinese ones where hardly any
    of the common ones is among them, since a font without a table of its characters gives its own numbers instead."""
    odd = sum(not is_usual(char) for char in text)
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    if len(han) >= _ENOUGH_HAN and sum(char in _COMMON for char in han) < _LEAST_COMMON * len(han):
        odd += len(han)
    return odd
