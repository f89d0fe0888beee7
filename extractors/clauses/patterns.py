"""The habits of numbering in notices, and the marks that end captions and texts.

Numbers of structure: GB/T 9704-2012, 7.3.3 (一、 （一） 1. （1）); 编章节条款项: Legislation Law, article 65.
Expressions for labels run on the raw paragraph, so that their end is a place in it.
"""

from __future__ import annotations

import re
from enum import IntEnum

CN = "〇零一二三四五六七八九十百"
_S = r"[ \t\u3000\u00a0]*"


class Style(IntEnum):
    """A habit of numbering, from the widest to the narrowest level that it usually marks."""

    BOOK = 0  # 第一编, 第一部分
    CHAPTER = 1  # 第一章
    SECTION = 2  # 第一节
    ARTICLE = 3  # 第一条
    HAN = 4  # 一、
    HAN_BRACKETS = 5  # （一）
    ARABIC = 6  # 1.
    DECIMAL = 7  # 1.1
    DECIMAL_3 = 8  # 1.1.1
    DECIMAL_4 = 9  # 1.1.1.1
    ARABIC_BRACKETS = 10  # （1）
    HALF_BRACKET = 11  # 1）
    CIRCLED = 12  # ①


ORDINAL = re.compile(
    rf"^{_S}[【\[]?第{_S}(?P<number>[{CN}]{{1,6}}|\d{{1,3}}){_S}(?P<unit>编|部分|篇|章|节|条)(?P<bis>之[一二三四五六七八九十])?[】\]]?(?P<space>{_S})"
)
UNITS = {"编": Style.BOOK, "部分": Style.BOOK, "篇": Style.BOOK, "章": Style.CHAPTER, "节": Style.SECTION, "条": Style.ARTICLE}
HAN = re.compile(rf"^{_S}(?P<number>[{CN}]{{1,5}}){_S}(?P<mark>[、．.]|，(?=[^，。；]{{2,30}}$)){_S}")
HAN_BRACKETS = re.compile(rf"^{_S}(?:[（(〔]{_S}(?P<number>[{CN}]{{1,5}}){_S}[）)〕]|(?P<sign>[㈠-㈩])){_S}[、.．]?{_S}")
DECIMAL = re.compile(rf"^{_S}(?P<number>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[.．、]?{_S}(?=[一-龥（(“《A-Z])")
ARABIC = re.compile(rf"^{_S}(?:(?P<number>\d{{1,3}}){_S}(?P<mark>[.．、,，]{{1,2}})|(?P<sign>[⒈-⒛])){_S}")
BARE = re.compile(r"^[ \t\u3000\u00a0]*(?P<number>\d{1,3})[ \t\u3000\u00a0]+(?=[一-龥“《])")
ARABIC_BRACKETS = re.compile(rf"^{_S}(?:[（(]{_S}(?P<number>\d{{1,3}}){_S}[）)]|(?P<sign>[⑴-⒇])){_S}[、.．]?{_S}")
HALF_BRACKET = re.compile(rf"^{_S}(?P<number>\d{{1,2}}){_S}[）)]{_S}")
CIRCLED = re.compile(rf"^{_S}(?P<sign>[①-⑳㉑-㉟❶-❿]){_S}[、.．]?{_S}")

# What follows a thing that only looks like a label.
NOT_AFTER_ARTICLE = re.compile(rf"^(?:第[{CN}\d]+[款项条]|[、和至及与或]第|、|，|。|；|）|的规定|规定的|规定，|之规定|所(?:列|述|称|规定)|中规定)")
DOUBTFUL_AFTER_ARTICLE = re.compile(r"^(?:规定|款|项(?!目)|所|中(?!央|小|国|介|心|标|等|医|外|华|试)|的|之|至|及(?!时)|与|或|和)")
NOT_AFTER_BRACKETS = re.compile(r"^(?:项|款|条|目|、[（(]|至[（(]|和[（(]|，|。|；|：|”|》)")
NOT_AFTER_HAN = re.compile(rf"^[{CN}]{{1,3}}(?:[、级等类产次线]|$)")
MEASURE = re.compile(
    r"^(?:年|月|日|时|分|秒|天|周|个|家|项|万|亿|千|百|元|人|号|条|名|户|公里|米|亩|平方|立方|吨|度|级|届|岁|台|套|件|种|类|所|处|座|次|倍|页|余|多|以上|以内|左右"
    r"|小时|分钟|工作日|千瓦|兆|批|期|版|大|位|本|份|篇|场|辆|艘|架|株|只|头|张|片|层|栋|里|英寸|％|%|℃|‰|—|～|~|-|\+|至|到)"
)
MONTHS = re.compile(r"^\d{1,2}(?:月|日|[、.]\d{1,2}(?:月|日))")
YEAR = re.compile(r"^(?:19|20)\d{2}[年\-—－～~]|^(?:19|20)\d{2}版")

# The dots and the page number of a line of a table of contents.
LEADERS = re.compile(r"[.·…]{6,}\s*\d*\s*$")
CONTENTS = re.compile(r"^目[录次]$")

# A caption: where it ends, what betrays a plain sentence, what stands behind it.
STOPS = "。！？!?"
SCORE_MARK = re.compile(r"（\d{1,3}(?:\.\d{1,2})?分）$")
NOTE_IN_BRACKETS = re.compile(
    r"[（〔【\[](?=[^（〔【\[]*(?:牵头|责任|负责|配合|完成|落实|单位|底前|分工|参与|主办|协办|时限|长期|持续))[^（）〔〕]*(?:[（〔][^（）〔〕]*[）〕][^（）〔〕]*)*[）〕】\]]?[。；]?$"
)
LABELLED_CAPTION = re.compile(r"^【[^【】]{2,40}】")
BRACKETED_CAPTION = re.compile(r"^（[^（）。，；：]{2,24}）")
SENTENCE_WORDS = re.compile(
    r"应当|不得|必须|是指|下列|以下|如下|之一|应于|须于|经.{1,12}(?:同意|批准|认定)|由.{1,20}(?:负责|牵头|制定|组织)|\d{4}年.{0,6}(?:底|前|起)|之日起|(?:^|，)(?:可|将|须|应|要|可以|我们|每)"
    r"|的，|为了|因为|如果|^(?:凡|若|如|自|经|对于|为)|(?:^|，)各.{1,14}(?:要|应)|不(?:低于|超过|少于)|给予.{0,20}(?:奖励|补助|补贴|支持)|万元|%|\d+个"
)
INTRODUCES = re.compile(r"下列|以下|如下|之一|除外|包括|应当|可以|须|有$|的$|是$|为$")

# A paragraph behind the last item that speaks for the whole text.
CLOSING = re.compile(
    r"^特此(?:通知|通告|公告|批复|函告|报告|说明)"
    r"|自(?:印发|发布|公布|颁布|下发|(?:19|20)\d{2}年).{0,20}起(?:正式)?(?:施行|实施|执行|生效|试行)"
    r"|^(?:本|此|上述|以上|该|各).{0,24}(?:由.{2,40}(?:负责解释|解释)|有效期|执行期限|施行期限|未尽事宜)"
    r"|^(?:此前|以前|原有|过去|原).{0,40}(?:不一致|为准|废止)"
)
# A responsibility note or a line of one is the item's, wherever it stands.
NOTE_PARAGRAPH = re.compile(r"^(?:[（〔【\[].*[）〕】\]]?[。；]?$|(?:牵头|责任|配合|完成|参与|主办|协办|联系|督导)[一-龥]{0,6}[：:])")
CLOSING_LENGTH = 220
ADDRESSES_ALL = re.compile(
    r"^(?:请)?(?:各|全市|全省|全区|全县|市直|省直|有关)[^，。；]{0,40}?(?:要|应|请|须|务必|负责)|^(?:实施|执行|落实|工作)(?:中|过程中)|^(?:联系人|联系电话|联系方式)[：:]"
)
