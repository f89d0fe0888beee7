"""The habits of numbering in notices, and what only looks like a label.

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
NOT_AFTER_BRACKETS = re.compile(r"^(?:项(?!目)|款(?!项)|条(?![件例块])|目(?![标录前的])|、[（(]|至[（(]|和[（(]|，|。|；|：|”|》)")
NOT_AFTER_HAN = re.compile(rf"^[{CN}]{{1,3}}(?:[、级等类产次线]|$)")
MEASURE = re.compile(
    r"^(?:年|月|日|时|分|秒|天|周|个|家|项|万|亿|千|百|元|人|号|条|名|户|公里|米|亩|平方|立方|吨|度|级|届|岁|台|套|件|种|类|所|处|座|次|倍|页|余|多|以上|以内|左右"
    r"|小时|分钟|工作日|千瓦|兆|批|期|版|大|位|本|份|篇|场|辆|艘|架|株|只|头|张|片|层|栋|里|英寸|％|%|℃|‰|—|～|~|-|\+|至|到)"
)
MONTHS = re.compile(r"^\d{1,2}(?:月|日|[、.]\d{1,2}(?:月|日))")
YEAR = re.compile(r"^(?:19|20)\d{2}[年\-—－～~]|^(?:19|20)\d{2}版")

# The dots and the page number of a line of a table of contents.
LEADERS = re.compile(r"[.·…]{6,}\s*\d*\s*$")
