"""The marks that end captions and texts, and the paragraphs that are no item's."""

from __future__ import annotations

import re

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
