"""Numbers as notices write them: 十四, 二〇二一, １２, ①, ㈠."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "廿": 20}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x3251 + i): i + 21 for i in range(15)}
_CIRCLED |= {chr(0x2474 + i): i + 1 for i in range(20)} | {chr(0x2488 + i): i + 1 for i in range(20)}
_CIRCLED |= {chr(0x3220 + i): i + 1 for i in range(10)} | {chr(0x3280 + i): i + 1 for i in range(10)} | {chr(0x2776 + i): i + 1 for i in range(10)}


def to_int(numeral: str) -> int | None:
    """The whole number that a numeral says, ``None`` where it says none.

    Takes Arabic digits of either width, Chinese numerals with or without 十百千万亿, Chinese digits in a row
    (二〇二一), and the numbers in circles and brackets.

    >>> [to_int(s) for s in ("十四", "二〇二一", "一百零五", "１２", "③", "廿一", "两", "甲")]
    [14, 2021, 105, 12, 3, 21, 2, None]
    """
    numeral = numeral.strip()
    if not numeral:
        return None
    if numeral in _CIRCLED:
        return _CIRCLED[numeral]
    if numeral.isdecimal():
        return int(numeral)
    if any(c not in _DIGITS and c not in _UNITS and c not in _MYRIADS for c in numeral):
        return None
    if all(c in _DIGITS for c in numeral) and len(numeral) > 1 and "廿" not in numeral:
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
            if digit == 20:
                section, digit = section + 20, 0
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[c] if c == "亿" else total + (section + digit) * _MYRIADS[c]
            section = digit = 0
    return total + section + digit
