"""Where the elements of an official document begin in a text without line breaks, told by their form.

GB/T 9704-2012, 7.2 and 7.3: title 标题, number 发文字号, addressees 主送机关 closed by a colon, body, note of attachments
附件说明, signature 发文机关署名 with the date 成文日期 below, notes 附注 in brackets, attachments 附件. Positions are those at
which a paragraph begins; most ends are the beginning of the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_KIND = (
    "(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|纪要|办法|细则|规定|规则|规程|规范|条例|章程|制度|方案|规划|计划|纲要|要点|措施|举措"
    "|政策|指南|指引|指导目录|目录|清单|标准|预案|分工|任务书|承诺书|申请书|申报书|申报表|申请表|报名表|登记表|汇总表|分解表|分工表|名单|表|条款|十条|若干条)"
)
_AFTER_KIND = r"(?:\s*[（(][^（）()]{2,24}[）)])?"
_WIRED = re.compile(r"\s*新华社[^。，]{2,14}电\s*")
_NUMBER = re.compile(r"[〔\[（(【［]\s*(?:19|20)\d{2}\s*[〕\]）)】］]\s*第?\s*\d{1,5}\s*号")
_ORDER = re.compile(r"(?:令|公\s?告)\s*(?:[〔\[（(]?(?:19|20)\d{2}[〕\]）)]?\s*年?)?\s*第?\s*[\d一二三四五六七八九十百]{1,4}\s*号")
_LAST_KIND = re.compile(rf"(?:{_KIND}》?|的函|复函){_AFTER_KIND}")
_COVER_KIND = re.compile(rf"(?:的|》|）|的实施)(?:通知|意见|通告|公告|批复|决定|函|复函|通报|报告){_AFTER_KIND}")
_ADDRESSEE = re.compile(
    r"[^。：:!？]{0,600}(?:政府|委|局|厅|办|部|处|室|院|会|校|司|行|部门|单位|机构|企业|公司|中心|集团|组织|机关|站|所|兵团|团体|高校|院校|协会|园区|街道|[省市州盟旗区县乡镇村])\s*(?:[（(][^（()）]{1,30}[）)])?\s*[:：]"
)
_OPENING = r"(?:为|根据|按照|依据|依照|近日|近年来|第一[编章条]|一、|目\s*[录次])"
_TITLE_THEN_TEXT = re.compile(rf"[^，。；：:！？]{{5,90}}?{_KIND}{_AFTER_KIND}\s*(?=[（(]?{_OPENING})")
_TITLE_GOES_ON = re.compile(
    rf"[，、的》]|(?!{_OPENING})[^，。；：（）()\s\d]{{0,12}}?(?:表|清单|分工|名单|目录|台账|一览|解读)(?:[（(.．]|\s|\Z|序号)"
)
_BRACKETED_DATE = re.compile(r"\s*[（(](?:(?:19|20)\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})年[^（）()]{3,120}[）)]")
_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》){4,120})》|(?:印发|转发|发布|公布)([^《》。，；]{4,80}?)的(?:通知|公告|通告|决定)")

_DATE = re.compile(
    r"(?:(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|二[〇○零Ｏ][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_DATE_GOES_ON = re.compile(
    r"\s?(?:[，、。；：:）)》”\-—－～~]|前(?!海)|后|起|至|到|以|之|的|和|与|或|及|召|在|第|由|经(?![济开])|时|上午|下午|晚|凌晨|印发|发布|公布|施行|实施|修订|通过)"
)
_STOP = "。！？；;"
_ORGAN = re.compile(
    r"(?:政府|委|局|厅|办|部|处|室|院|会|署|行|社|组|校|司|中心|公司|集团|机关|兵团|银行|联盟|法院|检察院|人大|政协|团|所|站|办公室)\s*(?:[（(][^（）()]{0,40}[代盖]章[）)])?\s*\Z"
)
_OFFICE = re.compile(r"\s*(?![和与及局委部院办处]|建设|编制)[\u4e00-\u9fff\s]{3,}")
_QUOTED = re.compile(r"\s*《(?:[^《》]|《[^《》]*》)*》")
_PERSON = re.compile(r"[\u4e00-\u9fff\s]*\s[\u4e00-\u9fff]{1,2}\s?[\u4e00-\u9fff]{1,3}\s*\Z")
_NOTE = re.compile(r"[（(]\s*(?:此件|本件|本文|此文|公开方式|信息公开)[^（）()]{2,24}[）)]")
_ATTACHMENTS = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9（(《“])附\s*件\s*\d{0,2}\s*[:：]|(?<=[日录表案法单书])附\s*件\s*\d{1,2}\s*[:：]|附\s*件\s*[:：](?=\s*1\s*[.．、])"
)
_ATTACHMENT = re.compile(
    r"(?<=[。日）)表书单案录法】\s\d])附\s*件\s*(?:[一二三四五六七八九十]|\d{1,2})?(?=\s*(?:附\s*件|\Z|[\u4e00-\u9fff《“]))"
)
_FURNITURE = re.compile(
    r"(?:责任编辑|责\s*编|编\s*辑|责任校对|作\s*者|(?<!数据)(?<!资料)(?:信息)?来\s*源|上一[条篇]|下一[条篇]|(?:文件|政策|相关)解读|相关(?:文件|链接|附件|稿件|新闻|信息)"
    r"|发布(?:日期|时间)|发文日期|字\s*体|字\s*号|浏览次数|阅读次数|点击(?:次数|量)|附件下载|扫一扫\S|抄\s*送|(?<=[。）)])注)\s*[:：]|扫一扫在手机打开|[【\[](?:打印|关闭|字体|大\s?中\s?小)"
)
_DASH = re.compile(
    r"(?<=[。！；])\s*(?=——[\u4e00-\u9fff“])|(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)\s*[\u4e00-\u9fff]{2,12}(?=——[\u4e00-\u9fff“])"
)
_BOX = re.compile(r"(?<=[。；！？）)”])\s*(?=(?:专栏|图|表)\s*[\d一二三四五六七八九十]{1,3}\s*[:：\s\u4e00-\u9fff])")
_CLOSING = re.compile(
    r"(?<=[。）)])\s*(?=(?:本|此|该)(?:办法|方案|意见|措施|规定|细则|通知|政策|政策措施|若干措施|计划|规划|条例|规则|指引|指南)自[^，。]{2,24}(?:施行|实施|执行|生效))"
)
_WIDE = re.compile(r"\s*(?:\u3000\s*\u3000|[^\S\u3000]{2,})\s*")
_NARROW = re.compile(r"(?<=[。！？])\s(?=\S)")
_SINGLE = re.compile(r"(?<=[^\x00-\x7f])[^\S\u3000](?=\S)")
_SENTENCE_END = re.compile(r"[。！？；;：:”）)》]\Z")
_ENDS = 400
_BEHIND = 40
#: Titles that stand behind so many others are cited, not issued; the bound keeps time linear.
_MOST_TITLES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What stands before the body: the positions at which its paragraphs and the body begin, and whether it is sure that it is one."""

    breaks: tuple[int, ...]
    is_sure: bool


def opening(text: str) -> Opening:
    """The header at the beginning of a text: title, number or order, addressees."""
    breaks: list[int] = []
    wired = _WIRED.match(text)
    position = _skip(text, wired.end() if wired else 0)
    numbered = _number(text, position)
    if numbered is not None:
        title_end, position = numbered
        breaks += [title_end, position]
        dated = _DATE.match(text, position)
        if dated:
            position = dated.end()
            breaks.append(position)
    addressed = _ADDRESSEE.match(text, position)
    is_titled = False
    if addressed:
        if numbered is None or not text[: numbered[0]].strip():
            kinds = [kind.end() for kind in _COVER_KIND.finditer(text, position, addressed.end())]
            is_titled = bool(kinds) and "，" not in text[position : kinds[-1]]
            breaks += kinds[-1:]
        breaks.append(addressed.end())
    elif numbered is None:
        titled = _TITLE_THEN_TEXT.match(text, position)
        dated = _BRACKETED_DATE.match(text, titled.end()) if titled else _title_and_date(text, position)
        if titled and not dated:
            breaks.append(titled.end())
        if dated:
            breaks += [dated.end()] if _DATE.fullmatch(dated[0].strip()[1:-1]) else [dated.start(), dated.end()]
    if wired and breaks:
        breaks.insert(0, wired.end())
    return Opening(breaks=tuple(breaks), is_sure=bool(addressed and (numbered or is_titled)))


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _number(text: str, position: int) -> tuple[int, int] | None:
    """Where the title ends and where the number ends, ``None`` where no number stands in the header."""
    number = _NUMBER.search(text, position, position + 260)
    order = _ORDER.search(text, position, position + 260)
    found = min(filter(None, (number, order)), key=lambda match: match.start(), default=None)
    if found is None:
        return None
    head = text[position : found.start()]
    if any(mark in head for mark in "。；：:") or head.count("《") != head.count("》") or re.search(r"[（(〈“][^）)〉”]*\Z", head):
        return None
    longest = 60 if found is order else 14
    ends = [kind.end() for kind in _LAST_KIND.finditer(head) if len(head) - kind.end() >= 2]
    end = ends[-1] if ends else 0
    if len(head) - end > longest or (found is number and not re.fullmatch(r"[\s\u4e00-\u9fff]{1,14}", head[end:])):
        return None
    return position + end, found.end()


def _title_and_date(text: str, position: int) -> re.Match[str] | None:
    """The date in brackets that follows a title, whatever follows it."""
    title = re.compile(rf"[^，。；：:]{{5,90}}?{_KIND}(?=\s*[（(](?:19|20)\d{{2}}年)").match(text, position)
    return _BRACKETED_DATE.match(text, title.end()) if title else None


def titles_named(text: str) -> frozenset[str]:
    """What the text calls by its title, without white space: the texts that it issues or attaches are among them."""
    return frozenset("".join((match[1] or match[2]).split()) for match in islice(_NAMED.finditer(text), _MOST_TITLES))


def titles_attached(text: str, attachments: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The titles that notes of attachments 附件：… give and that stand over an attachment again, without white space."""
    titles = set()
    for index, (_, end) in enumerate(attachments):
        following = attachments[index + 1][0] if index + 1 < len(attachments) else len(text)
        if text[end - 1] in "：:":
            for entry in re.split(r"\d{1,2}\s*[.．、]|[；;]", text[end : min(following, end + 400)]):
                title = re.match(rf"\s*《?((?:[^，。；：:《》]|《[^《》]*》){{4,80}}?{_KIND}{_AFTER_KIND})》?(?=\s*\Z|\s)", entry)
                if title:
                    titles.add("".join(title[1].split()))
    return frozenset(titles)


def bare_titles(text: str, start: int, end: int, named: frozenset[str]) -> Iterator[int]:
    """Both ends of titles that stand by themselves behind a full stop in ``text[start:end]``, though no signature parts them from it."""
    for stop in re.compile(r"。\s*").finditer(text, start, end):
        for title in named:
            after = _same(text, stop.end(), title)
            if after is not None and not _TITLE_GOES_ON.match(text, after) and text[after : after + 1] not in tuple("是将已由以自"):
                yield from (stop.end(), title_at(text, stop.end(), named) or after)


def title_at(text: str, position: int, named: frozenset[str]) -> int | None:
    """Where the title ends that begins at ``position``, ``None`` where none does."""
    start = _skip(text, position)
    known = max((end for title in named if (end := _same(text, start, title)) is not None), default=None)
    if known is not None and not _TITLE_GOES_ON.match(text, known):
        further = re.compile(r"\s*[（(](?:试行|暂行|征求意见稿|修订|修订版|草案|送审稿|(?:19|20)\d{2}[^（）()]{0,12})[）)]").match(
            text, known
        )
        return further.end() if further else known
    found = _TITLE_THEN_TEXT.match(text, start)
    return found.end() if found else None


def _same(text: str, position: int, title: str) -> int | None:
    """Where ``title`` ends that stands at ``position``, white space left aside."""
    for char in title:
        position = _skip(text, position)
        if position >= len(text) or text[position] != char:
            return None
        position += 1
    return position


def signatures(text: str, named: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """Where signatures begin, their dates begin, and these end; a signature may be empty."""
    for date in _DATE.finditer(text):
        if _DATE_GOES_ON.match(text, date.end()) or not date.start():
            continue
        start = max(text.rfind(stop, max(0, date.start() - 260), date.start()) for stop in _STOP) + 1
        if not start:
            continue
        while start < len(text) and text[start] in "”）)":
            start += 1
        start = _behind_attachments(text, start, date.start(), named)
        signed = text[start : date.start()].strip()
        if not signed:
            following = text[date.end() : date.end() + _BEHIND]
            spaced = text[date.start() - 1].isspace() or following[:1].isspace()
            if spaced or not following or following[0] in "（(" or title_at(text, date.end(), named) is not None:
                yield start, date.start(), date.end()
        elif not re.search(r"[，、：:《]", signed) and (_ORGAN.search(signed) or _PERSON.fullmatch(signed)):
            yield start, date.start(), date.end()


def _behind_attachments(text: str, start: int, end: int, named: frozenset[str]) -> int:
    """Where the signature begins behind a note of attachments 附件：…, ``start`` where none stands before it."""
    position = start
    for attached in _ATTACHMENTS.finditer(text, start, end):
        quoted = _QUOTED.match(text, attached.end(), end)
        title = quoted.end() if quoted else title_at(text, attached.end(), named)
        if title is None or title > end:  # the title ends with its kind, and the name of an office follows
            kinds = (kind.end() for kind in _LAST_KIND.finditer(text, attached.end(), end))
            title = max((kind for kind in kinds if _OFFICE.fullmatch(text, kind, end)), default=end)
        position = title
    return position


def notes(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of notes in brackets 附注 such as （此件公开发布）."""
    return (match.span() for match in _NOTE.finditer(text))


def attachments(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of ``附件：`` and ``附件1``, at which a paragraph begins."""
    for pattern in (_ATTACHMENTS, _ATTACHMENT):
        yield from (match.span() for match in pattern.finditer(text))


def furniture(text: str) -> Iterator[int]:
    """Where the site's own lines begin, in the first and last few hundred characters."""
    return (match.start() for match in _FURNITURE.finditer(text) if match.start() < _ENDS or match.start() > len(text) - _ENDS)


def boxes(text: str) -> Iterator[int]:
    """Where boxes 专栏, figures, closing provisions and the members of a list with dashes begin."""
    yield from (match.end() for pattern in (_BOX, _CLOSING) for match in pattern.finditer(text))
    dashes = [match.end() for match in _DASH.finditer(text)]
    if len(dashes) > 1:
        yield from dashes


def gaps(text: str) -> list[int]:
    """Where white space was left that a break was: wide, or behind a full stop; not inside words set wide (总　　则)."""
    spaced = len(_SINGLE.findall(text))
    found = [match.span() for match in _WIDE.finditer(text) if match.start() and match.end() < len(text)]
    wide = [span for span in found if not _inside_word(text, *span)]
    behind_ends = [end for start, end in wide if _SENTENCE_END.search(text, start - 1, start)]
    narrow = [match.end() for match in _NARROW.finditer(text) if match.end() < len(text)]
    positions = {*behind_ends, *(narrow if 2 * len(narrow) >= spaced else ())}
    if len(behind_ends) >= 3 and len(behind_ends) >= 0.4 * len(wide):  # white space parts the paragraphs of this text
        before = 0
        for start, end in wide:
            if not re.search(r"[，。；]", text[before:start]):
                positions.add(end)
            before = end
    return sorted(positions)


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether white space parts the single characters of a word."""
    single_before = start == 1 or text[start - 2].isspace()
    single_after = end + 1 >= len(text) or text[end + 1].isspace()
    return (single_before and text[start - 1] not in "。：:；）)") or (single_after and "\u4e00" <= text[end] <= "\u9fff")
