"""A number in the characters that Word shows for it (``w:numFmt``; ECMA-376 Part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_POSITIONAL: Final = "〇一二三四五六七八九"
_POSITIONAL_TW: Final = "○一二三四五六七八九"
_FULL_WIDTH: Final = "０１２３４５６７８９"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _counting(number: int, digits: str) -> str:
    """十, 二十一 up to 九十九; from 100 on digit by digit (一〇〇)."""
    if number >= 100 or number == 0:
        return _positional(number, digits)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[ones] if ones else "")


def _grouped(number: int, digits: str, units: str, *, zeros: bool = True, leading_one: bool = False, all_ones: bool = True) -> str:
    """With 十百千万. ``zeros``: 一百零五, else 一百五. ``leading_one``: 一十, else 十. ``all_ones``: 一百, else 百."""
    if number == 0:
        return digits[0]
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        head = _grouped(high, digits, units, zeros=zeros, leading_one=leading_one, all_ones=all_ones) + units[3]
        if not low:
            return head
        gap = digits[0] if zeros and low < 1000 else ""
        return head + gap + _grouped(low, digits, units, zeros=zeros, leading_one=True, all_ones=all_ones)
    out, skipped = "", False
    for size, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit, number = divmod(number, size)
        if not digit:
            skipped = bool(out)
            continue
        out += digits[0] if skipped and zeros else ""
        skipped = False
        bare = unit and digit == 1 and (not all_ones or (size == 10 and not out and not leading_one))
        out += unit if bare else digits[digit] + unit
    return out


def _letters(number: int, first: str) -> str:
    """A…Z, then AA, BB … as Word counts (not as a spreadsheet does)."""
    repeats, index = divmod(number - 1, 26)
    return chr(ord(first) + index) * (repeats + 1)


def _roman(number: int) -> str:
    out = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size)
        out += sign * count
    return out


def _enclosed(first: int, last_number: int) -> Callable[[int], str]:
    """Signs that exist for 1 to ``last_number`` only; Word goes on in plain digits."""
    return lambda number: chr(first + number - 1) if number <= last_number else str(number)


def _listed(signs: str) -> Callable[[int], str]:
    """As many signs as there are, then plain digits."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


_LOWER: Final = "零一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TW: Final = "零壹貳參肆伍陸柒捌玖"
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: _positional(n, _FULL_WIDTH),
    "decimalFullWidth2": lambda n: _positional(n, _FULL_WIDTH),
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 10),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3220, 10),  # brackets, not circles: [MS-OI29500] 2.1.540 a
    "numberInDash": lambda n: f"- {n} -",
    "upperLetter": lambda n: _letters(n, "A"),
    "lowerLetter": lambda n: _letters(n, "a"),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "chineseCounting": lambda n: _counting(n, _POSITIONAL_TW),
    "taiwaneseCounting": lambda n: _counting(n, _POSITIONAL_TW),
    "chineseCountingThousand": lambda n: _grouped(n, _LOWER, "十百千万"),
    "taiwaneseCountingThousand": lambda n: _grouped(n, _LOWER, "十百千萬"),
    "japaneseCounting": lambda n: _grouped(n, "〇" + _LOWER[1:], "十百千万", zeros=False, all_ones=False),
    "chineseLegalSimplified": lambda n: _grouped(n, _LEGAL, "拾佰仟万", leading_one=True),
    "ideographLegalTraditional": lambda n: _grouped(n, _LEGAL_TW, "拾佰仟萬", leading_one=True),
    "ideographDigital": lambda n: _positional(n, _POSITIONAL),
    "japaneseDigitalTenThousand": lambda n: _positional(n, _POSITIONAL),
    "taiwaneseDigital": lambda n: _positional(n, _POSITIONAL_TW),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12],
}
#: Word counts no further; letters, which repeat, would fill pages.
_LARGEST: Final = 32_767
#: Formats without a sign for nought.
_NEED_ONE: Final = frozenset(
    {"upperLetter", "lowerLetter", "upperRoman", "lowerRoman", "ideographTraditional", "ideographZodiac", "ideographZodiacTraditional"}
    | {name for name in _FORMATS if "Enclosed" in name}
)
#: ``w:format`` of ``w:numFmt w:val="custom"`` ([MS-DOCX] 2.4), the ones that have a name of their own.
_CUSTOM: Final = {
    "一, 十, 一○○(简), ...": "chineseCounting",
    "一, 十, 一百(简), ...": "chineseCountingThousand",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "一, 一〇, 一〇〇, ...": "ideographDigital",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "甲, 乙, 丙, ...": "ideographTraditional",
}


def format_number(number: int, name: str) -> str:
    """A number (0 or more) in the number format ``name``; ``none`` and ``bullet`` show no number.

    A name that is not known, and a number that a format has no sign for, is shown in plain digits, as Word does.

    >>> [format_number(n, "chineseCountingThousand") for n in (1, 10, 12, 20, 105, 110)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十']
    """
    if name in ("none", "bullet"):
        return ""
    if name.startswith("decimal:"):
        return str(number).zfill(int(name.removeprefix("decimal:")))
    spell = _FORMATS.get(name)
    if spell is None or not 0 <= number <= _LARGEST or (number < 1 and name in _NEED_ONE):
        return str(number)
    return spell(number)


def custom_format(pattern: str) -> str:
    """The name for a custom ``w:format`` such as ``001, 002, 003, ...``: the padded ones as ``decimal:<width>``.

    >>> custom_format("001, 002, 003, ...")
    'decimal:3'
    """
    first = pattern.split(",")[0].strip()
    if first.isdecimal() and len(first) > 1 and int(first) == 1:
        return f"decimal:{len(first)}"
    return _CUSTOM.get(pattern.strip(), "decimal")
