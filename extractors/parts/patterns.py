"""The expressions for lines that frame a notice (GB/T 9704-2012): numbers, dates, labels of attachments, remarks.

All run on a line without white space, brackets and digits in one width (:func:`extractors.text` folding).
"""

from __future__ import annotations

import re

_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○ＯO零一二三四五六七八九]{3})"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)"
DATE = rf"{_YEAR}年{_MONTH}月{_DAY}日"

# A line of the date alone, or of the issuer and the date: the signature 落款.
DATE_LINE = re.compile(rf"^(?P<date>{DATE})$")
SIGNED_DATE_LINE = re.compile(rf"^(?P<signer>[一-龥（）、]{{3,60}}?)(?P<date>{DATE})$")
# The date that exports and compilations put behind or under the title.
DATE_IN_BRACKETS = re.compile(rf"（(?P<date>{DATE.removesuffix('日')}日?)）$")

# 发文字号: 资府发〔2021〕14号, in any bracket, closed by another or by none.
_OPEN, _CLOSE = r"[〔［\[（【﹝〈<]", r"[〕］\]）】﹞〉>]"
_CODE = r"[一-龥A-Za-z]{1,24}(?:（[一-龥]{1,8}）)?[一-龥]{0,6}"
NUMBER = re.compile(rf"(?P<code>{_CODE}){_OPEN}(?P<year>(?:19|20)\d{{2}}){_CLOSE}(?:第)?(?P<no>\d{{1,5}})号")
# 令第12号, 公告2023年第5号, 公告2023年5号, 2023年第5号, 公告（第18号）
ORDER_NUMBER = re.compile(
    r"(?:第(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,6})号令?|(?P<year>(?:19|20)\d{2})年第?(?P<no>\d{1,4})号)"
)
ORDER_LINE = re.compile(rf"^(?P<what>[一-龥（）、]{{0,40}}?(?:令|公告|通告|公报)?)（?(?P<number>{ORDER_NUMBER.pattern})）?$")
SIGNED_BY = re.compile(r"签发人[：:]?(?P<names>[一-龥·、，]{2,30})$")
SECRECY = re.compile(r"^(?P<level>绝密|机密|秘密)(?:★.{0,12})?$")
URGENCY = re.compile(r"^(?P<level>特提|特急|加急|平急|急件|紧急)$")
COPY_NUMBER = re.compile(r"^(?:份号[：:])?\d{6}$")
MASTHEAD = re.compile(r"^(?P<issuer>[一-龥（）、]{3,40})文件$")

# The remark below the date 附注, the end matter 版记.
REMARK = re.compile(
    r"^（(?:此件|本件|联系人|联系电话|本文|信息公开|公开|主动公开|依申请公开|不公开)[^）]*）?$"
    r"|^（[^（）]*(?:篇幅|省略|从略|点击|网址|下载|全文)[^（）]*）$"
    r"|^(?:公开方式|公开属性|信息公开选项|信息公开类别|政府信息公开选项)[：:].{2,12}$|^(?:主动公开|依申请公开)$"
)
SEALED_FOR = re.compile(r"^（[^）]{0,40}(?:代章|盖章|公章|印章|会签)[^）]{0,10}）$")
COPIED_TO = re.compile(r"^抄(?:送|报|发)[：:](?P<units>.*)$")
IMPRINT = re.compile(rf"^(?P<office>[一-龥（）]{{2,40}}?)?(?P<date>{DATE})印(?:发|制)?$")

# 附件, 附件1, 附件2：…, 附：…; what follows the label is no sentence.
ATTACHMENT = re.compile(
    r"^附(?:件|：)(?P<no>\d{1,2}(?:[-—]\d{1,2})?|[一二三四五六七八九十]{1,3}(?![、届级是]))?(?P<left_out>（略）)?(?P<colon>[：:]|(?<=\d)[.．、])?(?P<left_out_too>（略）)?"
    r"(?P<title>[^，。；].*)?$"
)
LEFT_OUT = re.compile(r"（(?:略|另发|附后|见附件|下载)）$|[…\.]{2,}$|\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar|pptx?)$", re.IGNORECASE)
ENTRY = re.compile(r"^(?P<no>\d{1,2})[.．、,，](?!\d(?!\d{3}年|\d{3}版|\d{3}[-—]))")

# Lines of a site, a database or a page's foot that are no text of the notice.
FURNITURE = re.compile(
    r"^(?:#*Page\d+.*|.*[.·…]{6,}\d*|【法宝引证码】.*|原文链接：.*|https?：?//.*|第?[-—]?\d+[-—]?页?|>.*|[-=+*_—]{3,}|正文|打印|字体.{0,12}|(?:来源|(?:责任)?编辑)：.{0,30}|(?:文件|政策|图文|相关)解读：.*|浏览次数.*|分享到.*|新华社.{2,12}电)$"
)
CONTENTS = re.compile(r"^目录?[录次]$")

# Numbering at the head of a line, roughly: where a text begins anew (the exact reading is that of extractors.clauses).
FIRST_LABEL = re.compile(r"^(?:第(?=[^、]{1,6}[章条编]))?(?P<number>[一二三四五六七八九十百]{1,6})(?P<unit>[章条编、])")
NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]{1,6}[编章节条款]|[一二三四五六七八九十]{1,4}[、.．]|（[一二三四五六七八九十\d]{1,4}）|\d{1,3}[.．、]|\d{1,2}）|[①-⑳])"
)

# What a notice says when it issues another text.
ISSUES_IN_TITLE = re.compile(r"(?:印发|转发|批转|公布|发布|颁布|下发|颁发|印送)")
ISSUES_IN_BODY = re.compile(
    r"(?:印发|转发|批转|下发|颁发|印送)(?:给|至)?(?:你们|你|各|，|。|执行|实施)|(?<![实发体出再])现(?:予以?|将|把|特)[^。]{0,160}(?:印发|公布|发布|转发|下发)|予以(?:印发|公布|发布|转发)"
)
TITLE_OF_ISSUED = re.compile(r"(?:印发|转发|批转|公布|发布|颁布|下发|颁发|印送)(?P<what>.+?)(?:的(?:通知|公告|通告|决定|函|令)|(?<=》))$")
# What a covering text says beside that: then the text below it is still the notice's.
COVERS = re.compile(r"(?:通知|通告|公告|批复|函复|决定|意见)如下：|如下通知：|已经?.{0,40}(?:同意|批准|通过|审定|审议)|现就.{0,80}通知如下|^特此")
# A text begins anew without a title: its first sentence says what it is.
INTRODUCES_TEXT = re.compile(r"(?:制定|制订|提出|制发|特)(?:本|以下|如下|该|此)?[一-龥]{0,16}(?:方案|办法|措施|要点|意见|细则|规定|制度|计划|预案|规则|举措|规划|清单)(?:如下)?[。：]$")
PREAMBLE = re.compile(r"^(?:为|根据|按照|以习近平|坚持以|全面贯彻|深入贯彻|(?:19|20)\d{2}年)[^：]{38,}[。：]$")
ADDRESSEES_THEN_TEXT = re.compile(
    r"^(?![^：]{0,300}(?:关于|印发|的通知|\d号))(?P<units>[^。；《》：]{2,400}(?:政府|委|局|厅|办|部|处|室|院|会|校|司|行|部门|单位|机构|企业|中心|集团|组织|海关|机关|站|所)(?:（[^（）]*）)?)"
    r"：(?=[现为《根经按据近贯随在遵依一二三四五六七八九十\d])"
)
QUOTED_TITLE = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
SENTENCE_END = re.compile(r"[。！？；]$")
