"""Document numbers 发文字号, and the numbers of orders 令 and announcements 公告."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.text import View

_OPEN, _CLOSE = r"〔\[［﹝（【〈{", r"〕\]］﹞）】〉}"
_YEAR = rf"[{_OPEN}](?:19|20)\d{{2}}年?[{_CLOSE}]"
_BRACKETED_YEAR = re.compile(rf"[{_OPEN}]((?:19|20)\d{{2}})年?[{_CLOSE}]")
_COUNT = r"(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,7})"
_DATED = r"(?:(?:19|20)\d{2}年)"
# The code of the agency before the year, the year in any brackets, the count: 国办发〔2020〕33号, 科工办[2007]第744号.
_NUMBER = re.compile(rf"(?P<code>[一-龥]{{2,16}}){_YEAR}(?:第|字第)?(?P<count>\d{{1,5}})号")
# 国务院令第764号, 交通运输部令2021年第5号, 公告2023年3号, 主席令第九十一号
_ORDER = re.compile(rf"(?P<code>[一-龥]{{0,24}}?(?:令|公告|通告))(?:{_DATED}第?|第)(?P<count>{_COUNT})号(?!令)")
# 国务院第764号令, 2021年第3号公告, 海关总署2021年第5号公告
_REVERSED = re.compile(rf"(?P<code>[一-龥]{{2,20}}?)??{_DATED}?第(?P<count>{_COUNT})号(?:令|公告|通告)")
# What each has behind its code, which may begin everywhere and is looked for only before that.
_CORES = (
    (_NUMBER, re.compile(rf"{_YEAR}(?:第|字第)?\d{{1,5}}号")),
    (_ORDER, re.compile(rf"(?:令|公告|通告)(?:{_DATED}第?|第){_COUNT}号")),
    (_REVERSED, re.compile(rf"{_DATED}?第{_COUNT}号(?:令|公告|通告)")),
)
_LONGEST_CODE = 24
# Inside the brackets behind a title the agency may be left out: 《…的公告》（2017年第172号）, （第11号）, （GB/T 9704—2012）.
_BARE = re.compile(rf"(?:{_DATED}第?{_COUNT}号|第{_COUNT}号(?:令|公告)?|令第?{_COUNT}号)")
# 国家标准 and the like are known by their letters: GB/T9704—2012, HAD102/16-2004, DB61/T1121-2018.
_STANDARD = re.compile(r"[A-Z]{2,6}(?:\d+(?=[/A-Z]))?(?:/?[A-Z]{1,2})?\d[\d./]*(?:[-—－–一]+(?:(?:19|20)\d{2}|\d{2}))?")
# Words that may stand right before a number and are no part of it.
_LEAD_WORDS = re.compile(
    r".*(?:根据|按照?|依据|依照|参照|对照|落实|执行|贯彻|实施|遵照|印发的?|下发的?|发布的?|制定的?|颁布的?|公布的?|转发|违反"
    r"|适用|由|详见|参见|见|收到|符合"
    r"|废止|关于|通知|通告的|以下简称|文件|文号|原|为|将|以|日|月|你[省市局]|我[省市局]|现行|停止|延长|有效期)(?=[一-龥]{2,})"
)
# A number's code never holds these; an order's does (国务院令).
_AGENCY = re.compile(r".*(?:政府|国务院|办公厅|办公室|委员会)(?=[一-龥]{2,})")
_JOINS = ("以及", "和", "及", "与", "或", "至")
_ELIDED = re.compile(r"(?:[、和及与]|以及)(?P<count>\d{1,5})号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number in a view; ``value`` is in one form: no white space, 〔〕 around the year."""

    start: int
    end: int
    value: str


def normal(printed: str) -> str:
    """A number in one form.

    >>> normal("国办发[2020] 33号")
    '国办发〔2020〕33号'
    """
    return _BRACKETED_YEAR.sub(r"〔\1〕", "".join(printed.split()))


def find_numbers(view: View, *, lines: str = "") -> list[Number]:
    """The numbers of a view, in reading order; they never overlap. 甲政〔1984〕53号、131号 are two.

    Takes time linear in the text. ``lines`` is the canonical text that the view is of: with it a number does not begin
    on the line before.
    """
    found: list[Number] = []
    floor = 0
    for match in sorted(_matches(view.text), key=lambda m: (m.start("count"), -m.end())):
        if match.start("count") < floor:
            continue
        start = _code_start(view, match, floor, lines)
        if start is None:
            continue
        found.append(Number(start=start, end=match.end(), value=normal(view.text[start : match.end()])))
        floor = match.end()
        while match.re is _NUMBER and (more := _ELIDED.match(view.text, floor)):
            value = found[-1].value
            found.append(Number(start=more.start("count"), end=more.end(), value=value[: value.rindex("〕") + 1] + more["count"] + "号"))
            floor = more.end()
    return found


def bracketed(inside: str) -> list[str]:
    """The numbers that the words in brackets behind a title say, the agency left out or not; none where they say none.

    >>> bracketed("国发〔2021〕5号，以下简称《通知》"), bracketed("第11号"), bracketed("试行")
    (['国发〔2021〕5号'], ['第11号'], [])
    """
    found = [number.value for number in find_numbers(View.of(inside))]
    if found:
        return found
    bare = _BARE.search(inside) or _STANDARD.match(inside)
    return [normal(bare[0])] if bare else []


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern, core in _CORES:
        end = 0
        for found in core.finditer(text):
            starts = range(max(end, found.start() - _LONGEST_CODE), found.start() + 1)
            if (match := next(filter(None, (pattern.match(text, at) for at in starts)), None)) is not None:
                yield match
                end = match.end()


def _code_start(view: View, match: re.Match[str], floor: int, lines: str) -> int | None:
    """Where the agency's code begins: behind the last line end, and behind the words that may stand right before a number."""
    if match["code"] is None:
        return match.start() if view.text[match.start()] != "第" else None
    start, end = max(match.start(), floor), match.end("code")
    for i in range(end - 1, start, -1):
        if view.offsets[i] - view.offsets[i - 1] > 1 and "\n" in lines[view.offsets[i - 1] : view.offsets[i]]:
            start = i
            break
    lead = _LEAD_WORDS.match(view.text[start:end])
    cut = start + (lead.end() if lead else 0)
    agency = _AGENCY.match(view.text[cut:end]) if match.re is _NUMBER else None
    cut += agency.end() if agency else 0
    # 和政发〔2020〕5号 is a county's own code; behind a title, a bracket or another number 和 joins
    if cut and view.text[cut - 1] in "》）号”":
        cut += next((len(join) for join in _JOINS if view.text.startswith(join, cut)), 0)
    return cut if end - cut >= 2 else None
