"""What the names of units look like and the words that give them roles: small parts, composed."""

from __future__ import annotations

import re

# --- where a new unit begins inside a run of characters without a separator ----------------------------------------
# Only words that cannot stand inside the name before them: an area's short form followed by an organ.
UNIT_HEADS = re.compile(r"(?:市|省|州|县|区|旗|盟|自治区|各|本|全|高新区|经开区|开发区|高新技术|经济技术|示范区|新区|管委会)")
GLUE_ENDS = re.compile(r"(?:(?<!总)局|委|厅|委员会|管委会|人民政府|办公室|中心|公司)$")

# --- separators ----------------------------------------------------------------------------------------------------
SEPARATORS = "、，,;；。/|＼\\·"

# --- words that set roles ------------------------------------------------------------------------------------------
_UNIT_NOUN = r"(?:单位|部门|处室|科室|机构|主体|地区|县区|机关|方)"
LEAD_WORD = r"(?:总牵头|牵头(?:考核|负责|抓总)?|主办|主责|第一责任)"
SUPPORT_WORD = r"(?:配合|参与|参加|协助|协办|协同|支持|会办|协作)"
SUPERVISE_WORD = r"(?:督导|督办|督查|监督|指导|考核)"
RESPONSIBLE_WORD = r"(?:责任|负责|承办|落实|实施|主管|承担|完成|组织实施|执行|具体实施)"

LABEL = re.compile(
    rf"(?:(?P<lead>{LEAD_WORD}(?:市|县|区|省)?(?:责任)?{_UNIT_NOUN})|(?P<support>(?:责任)?{SUPPORT_WORD}{_UNIT_NOUN})"
    rf"|(?P<supervise>{SUPERVISE_WORD}{_UNIT_NOUN})|(?P<responsible>(?:市级|省级|县级|区级|各级)?{RESPONSIBLE_WORD}{_UNIT_NOUN}|任务分工|责任分工|职责分工))"
    r"(?:[（(][^）)]*[）)])?[：:]"
)

# What stands behind a list of units and says what they do: 牵头, 按职责分工负责, 等按各自职责配合做好.
_MANNER = (
    r"(?:按(?:照)?(?:各自)?(?:职责|职能|任务)?(?:分工|权限)?(?:要求)?(?:分别|共同)?|依(?:据)?(?:职责|职能|法|权限)(?:分工)?|根据(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体|联合|组织"
    r"|一并|积极|密切|认真|抓好|做好|分工|各自|全力)"
)
VERB = re.compile(
    rf"(?:{_MANNER}){{0,4}}(?:(?P<lead>{LEAD_WORD})|(?P<support>{SUPPORT_WORD})|(?P<supervise>{SUPERVISE_WORD})|(?P<responsible>{RESPONSIBLE_WORD}|推进))"
    r"(?:(?:负责|落实|组织|实施|推进|配合|做好|抓好|相关|有关|工作|具体|完成|指导|督促|开展|进行|抓总){0,4})$"
)

# `A会同B`, `A商B`: what comes before leads, what comes after supports.
TOGETHER = re.compile(r"(?:会同|会商|商同|联合|协同)")
# A bare tail is no unit; a collective behind it (等市直有关单位) is one.
ETC = re.compile(r"等(?:单位|部门|处室|有关方面)?$")
COLLECTIVE_AFTER_ETC = re.compile(r"等(?P<rest>(?:省|市|州|县|区|旗|中央|国家|各|相关|有关|其他|其它)[一-龥（）、]*(?:单位|部门|政府|机构|处室|企业))$")

# Classes that share a head noun are one unit: 市、县（市、区）人民政府; 省、市有关部门; 市直有关部门、单位.
AREA_CLASS = re.compile(r"^(?:各|本|全)?(?:省|自治区|市|州|盟|地|县|区|旗|乡|镇|街道|乡镇|街镇|园区|开发区){1,3}(?:级|直|属)?(?:（[市县区旗、]+）)?$")
CLASS_TAIL = re.compile(r"^(?:各)?(?:有关|相关|直属|所属|成员|责任)?(?:单位|部门|机构|企业|处室)$")

# Nobody.
NOBODY = re.compile(r"^[—\-－–/＼\\无、.。]*$")
# Manner words that stand where a unit could and name nobody.
NO_UNIT = re.compile(
    rf"^(?:{_MANNER})+$|^(?:按照?|根据|依)?(?:各自)?(?:职责|职能|任务)?分工(?:负责|落实|配合|牵头)?$|^分别$|^等$|^负责$|^落实$|^同上$|^[的由和与及]$"
)
