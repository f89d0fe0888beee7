"""How responsibility notes 责任分工 are set: labels, brackets, rules. Counts are over some 240 provincial notices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.units.patterns import LEAD_WORD, RESPONSIBLE_WORD, SUPERVISE_WORD, SUPPORT_WORD, TOGETHER

OPENING, CLOSING = "（〔【［[(", "）〕】］])"

_UNIT_NOUN = r"(?:单位|部门|处室|科室|机构|主体|地区|县区|机关|方|股室|站所)"
# 责任单位： 1189, 牵头单位： 684, 责任部门： 94, 配合单位： 58, 牵头部门： 25, 责任处室： 40 … 指标牵头单位, 市级责任单位, 牵头考核单位.
UNIT_LABEL = re.compile(
    r"(?:指标|目标|任务|项目|主要|共同|第一|省级|市级|县级|区级|州级|各级|省|市|县|区)?"
    rf"(?:(?P<lead>{LEAD_WORD}(?:责任)?{_UNIT_NOUN})|(?P<support>(?:责任)?{SUPPORT_WORD}{_UNIT_NOUN})"
    rf"|(?P<supervise>{SUPERVISE_WORD}{_UNIT_NOUN})|(?P<responsible>(?:{RESPONSIBLE_WORD}|统筹|归口|组织|推进|审核|申报|运营|汇总){_UNIT_NOUN}|(?:任务|责任|职责|工作)?分工(?:方案|安排)?|任务分解))"
    r"(?:[（(][^（）()]{0,12}[）)])?\s*[：:]"
)
# 完成时限： 108, 时限要求： 19, 整改时限, 完成时间, 时间节点 …
TIME_LABEL = re.compile(r"(?:完成|整改|落实|实施|办理|工作|推进|计划|任务)?(?:时限|期限|时间节点|时间|进度)(?:要求|安排|节点)?\s*[：:]")
OFFICIAL_LABEL = re.compile(r"(?:(?:牵头|责任|分管|主管|包联|包保|联系)(?:的)?(?:省|市|县|区|州)?(?:政府)?领导|责任人|牵头人|负责人|牵头市领导)\s*[：:]")
ANY_LABEL = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", p.pattern) for p in (UNIT_LABEL, TIME_LABEL, OFFICIAL_LABEL)))
_LONGEST_LABEL = 48


def labels(text: str) -> Iterator[re.Match[str]]:
    """The labels of a text without white space, each looked for only before its colon."""
    end = 0
    colon = text.find("：")
    while colon >= 0:
        if (match := ANY_LABEL.search(text, max(end, colon - _LONGEST_LABEL), colon + 1)) is not None:
            yield match
            end = match.end()
        colon = text.find("：", colon + 1)


# Every label or verb that gives units a role holds one of these.
ROLE_WORD = re.compile(rf"{LEAD_WORD}|{SUPPORT_WORD}|{SUPERVISE_WORD}|{RESPONSIBLE_WORD}|推进|分工|分解|{TOGETHER.pattern}")

# A slot of something else (目标位置：…, 适用范围：…, 联系人：…): nobody in it is responsible.
OTHER_LABEL = re.compile(r"(?P<name>[一-龥]{2,8})[：:]")

# What closes a sentence before a bracket; a closing quote does only behind one of them.
SENTENCE_CLOSED = "。；！？;!?"
QUOTE_CLOSED = "”’"

# A line that ends so is no end of a list: the rest stands in the next one.
GOES_ON = "、，,：:"

# Who a bracket that holds nothing but one name must be, to be a note: an organ of an area, of the nation, or a division.
BARE_UNIT = re.compile(r"^(?:各|有关|相关|省|市|县|区|州|旗|盟|自治区|中国|国家|人民银行|人行|国网)|(?:局|委|厅|办|政府|海关|银行|总部|分局|支行|管委会|处)$")

# A bracket that begins so explains and allocates nothing.
EXPLAINS = re.compile(r"(?:以下)?(?:简称|统称|称为)|即|或者?|此[件页文]|本文|联系(?:人|电话|方式)|含|包括|包含|不含|不包括|如|例如|比如|详见|参见|见附件|附件|下同|注[：:]|原|具体见|由于")
# A bare year or span of years (2021—2023年) in brackets is part of a name; a limit says so.
TIME_NOTE = re.compile(r"前|底|完成|持续|长期|常态|每|起|年内|推进|立即|季度")

# Rules that say how to read the notes.
COMMA_RULE = re.compile(r"逗号(?:之)?前(?:的)?(?:单位|部门)?(?:为|是|系)牵头")
FIRST_RULE = re.compile(r"(?:(?:列|排)(?:在)?(?:第一(?:位|个)?|首位)|第一(?:个|位)?(?:单位|部门)?|首个单位)[^，。；]{0,8}(?:为|是|系|即)?(?:牵头|主办)")
RULE_BRACKET = re.compile(r"为牵头|是牵头|牵头单位在前|下同|未明确|不再列出|不再一一列出")
# 以下各项均需各市、县（市、区）人民政府落实，不再列出; 以下责任单位中均包含各市政府，不再列出.
_LISTED_NO_MORE = r"[^。；]{0,8}不再[^，。；列]{0,4}列(?:出|明|示)"
_OBLIGED = r"(?:均|都)?(?:需|由|须|应|涉及|包含|包括|含)"
STANDING = re.compile(
    rf"[，,；;。]?(?:以下|以上|下列|上述|各项)[^。；]{{0,20}}?{_OBLIGED}(?P<units>[^。；]{{2,60}}?)"
    rf"(?:负责|配合|组织|贯彻)?(?:落实|实施|负责)?[，,]{_LISTED_NO_MORE}"
)
# 各市州、县市区人民政府均为责任单位，以下不再列出: the list is the note's own, too.
STANDING_BEHIND = re.compile(rf"(?P<units>[^。；（〔]{{2,60}}?)(?P<tail>(?:均|都)?为(?:共同)?责任(?:单位|部门)[，,]{_LISTED_NO_MORE})")
# What a time slot may hold beside the time.
TIME_FILLER = re.compile(r"^(?:完成|前完成|底前完成|并|持续|推进|取得|明显|阶段性|成效|见效|落实|到位|实现|建成|出台|印发|启动|组织|实施|长期|坚持|基本|全面|[，,、])*$")

# A note inside a heading or at its end (政府采购领域（省财政厅牵头）…): the heading ends before it.
HEADING_NOTE = re.compile(
    rf"[（〔【［\[(](?=[^（()）〔〕]*(?:{LEAD_WORD}|{SUPPORT_WORD}|{RESPONSIBLE_WORD}|{_UNIT_NOUN}[：:][^）〕]*)[）〕】］\])])"
)
# Names alone at the end of a heading (…专项行动（市商务局）) do only where no text follows; else they explain it.
HEADING_UNITS = re.compile(r"[（〔(](?=[^（()）〔〕]*(?:局|委|厅|办|政府|处|总部)[）〕)]$)")
# What only leads over to the items: 具体举措：
LEADS_OVER = re.compile(r"\s*[^。；\n]{0,20}[：:]\s*")
LEADING_LINE = re.compile(r"\s*[^。；：:\n]{1,12}[：:][^\S\n]*\n(?=\s*\S)")
# A slot in which each unit stands with its work: 〔任务分解：市甲局做好…；各县政府加强…〕.
APPORTIONED = re.compile(r"分解|分工")
