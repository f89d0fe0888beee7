"""What the names of units look like and the words that give them roles: small parts, composed."""

from __future__ import annotations

import re

# --- where a new unit begins inside a run of characters without a separator ----------------------------------------
# Only words that cannot stand inside the name before them: an area's short form followed by an organ.
UNIT_HEADS = re.compile(
    r"(?:市|省|州|县|区|旗|盟|自治区|各|本|全|高新区|经开区|开发区|高新技术|经济技术|示范区|新区"
    r"|(?:度假|保税|综保|风景名胜|风景|合作|试验|实验|产业|工业|临空|空港)(?:园区|园|区))"
)
GLUE_ENDS = re.compile(r"(?:(?<!总)局|委|厅|委员会|管委会|人民政府|办公室|中心|公司)$")

# --- separators ----------------------------------------------------------------------------------------------------
SEPARATORS = "、，,;；。/|＼\\·"

# --- words that set roles ------------------------------------------------------------------------------------------
_UNIT_NOUN = r"(?:单位|部门|处室|科室|机构|主体|地区|县区|机关|方)"
LEAD_WORD = r"(?:总牵头|牵头(?:考核|负责|抓总)?|主办|主责|第一责任)"
SUPPORT_WORD = r"(?:配合|参与|参加|协助|协办|协同|支持|会办|协作)"
SUPERVISE_WORD = r"(?:督导|督办|督查|监督|指导|考核)"
RESPONSIBLE_WORD = r"(?:责任|负责|承办|(?:贯彻)?落实|实施|主管|承担|完成|组织实施|(?:贯彻)?执行|具体实施)"

LABEL = re.compile(
    rf"(?:(?P<lead>{LEAD_WORD}(?:市|县|区|省)?(?:责任)?{_UNIT_NOUN}?)|(?P<support>(?:责任)?{SUPPORT_WORD}{_UNIT_NOUN}?)"
    rf"|(?P<supervise>{SUPERVISE_WORD}{_UNIT_NOUN})|(?P<responsible>(?:市级|省级|县级|区级|各级)?{RESPONSIBLE_WORD}{_UNIT_NOUN}|(?:任务|责任|职责|工作)?分工(?:方案|安排)?|任务分解))"
    r"(?:[（(][^）)]*[）)])?[：:]"
)

# What stands behind a list of units and says what they do: 牵头, 按职责分工负责, 等按各自职责配合做好.
_MANNER = (
    r"(?:按(?:照)?(?:各自)?(?:职责|职能|任务)?(?:分工|权限)?(?:要求)?(?:分别|共同)?|依(?:据)?(?:职责|职能|法|权限)(?:分工)?|根据(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体|联合|组织"
    r"|一并|积极|密切|认真|抓好|做好|分工|各自|全力|结合(?:本地|自身|各自)?(?:实际|职责|职能))"
)
VERB = re.compile(
    rf"(?:{_MANNER}){{0,4}}(?:(?P<lead>{LEAD_WORD})|(?P<support>{SUPPORT_WORD})|(?P<supervise>{SUPERVISE_WORD})|(?P<responsible>{RESPONSIBLE_WORD}|推进))"
    r"(?:(?:负责|落实|组织|实施|推进|配合|做好|抓好|相关|有关|工作|具体|完成|指导|督促|开展|进行|抓总){0,4})$"
)

# `A会同B`, `A商B`: what comes before leads, what comes after supports.
TOGETHER = re.compile(r"(?:会同|会商|商同|联合|协同)")
# A bare tail (等, 等单位, 等处室) is no unit; a collective behind it (等市直有关单位, 等行业主管部门, 等和各区牵头部门) is one.
ETC = re.compile(r"等(?:单位|部门(?:[和、]?单位)?|处室|科室|机构|企业|厅局|地|方面|有关方面)?$")
_CLASS_NOUN = r"(?:部门|单位|政府|机构|处室|科室|企业|地方|地区|街道|乡镇|园区|管委会)"
COLLECTIVE_AFTER_ETC = re.compile(
    r"等(?P<join>和|及|与|以及)?(?P<rest>(?:(?:省|市|州|县|区|旗|厅|局|部)(?:级|直|属|驻|内|政府|有关|相关)|中央|国家|各|相关|有关|其他|其它|行业|主管|成员|职能|监管|业务|牵头|具有|承担|负有|涉及|金融|驻)"
    rf"[一-龥、]*{_CLASS_NOUN}(?:（[^（）]*）)?)$"
)
# The manner that a list without a verb ends with: …等相关部门按职责分工.
MANNER_TAIL = re.compile(rf"(?:{_MANNER})+$")

# Classes that share a head noun are one unit: 市、县（市、区）人民政府; 省、市有关部门; 市直有关部门、单位; 各供水、燃气企业.
AREA_CLASS = re.compile(r"^(?:各|本|全)?(?:中|省|自治区|设区的?市|市|州|盟|地|县|区|旗|特区|乡|镇|街道|乡镇|街镇|园区|开发区){1,4}(?:级|直|属)?(?:[（〔〈\[][市县区州盟旗特、]+[）〕〉\]])?$")
# 各省、自治区、直辖市人民政府; behind 各市 an autonomous region is the one that the notice is of.
PROVINCES = re.compile(r"(?:^|[各、])(?:省|自治区|直辖市)$")
PROVINCES_AFTER = re.compile(r"^(?:自治区|直辖市|计划单列市)")
AREA_CLASS_AFTER = re.compile(r"^(?:直属|有关|相关)?(?:省|设区的?市|市|州|盟|县|区|旗|乡|镇|街道|有关|相关)")
OTHER_CLASS = re.compile(r"^(?:省|自治区|市|州|盟|县|区|旗)(?:直|级|属|有关|相关)(?!(?:人民)?政府)")  # 各县区、市直各部门: the second is no kind of area
# Behind a class that says 各 itself, only a class of areas with its own head noun goes on: 各市、各县（市、区）人民政府.
EACH_AREA_AFTER = re.compile(
    r"^各(?:省|自治区|市|州|盟|地|县|区|旗|特区|乡|镇|街道|乡镇)+(?:级|直|属)?(?:[（〔〈\[][市县区州盟旗特、]+[）〕〉\]])?(?:人民)?(?:政府|法院|检察院|管委会|[一-龥]{2,10}(?:局|委|厅|办))"
)
CLASS_TAIL = re.compile(r"^(?:各)?(?:有关|相关|直属|所属|成员|责任)?(?:单位|部门|机构|企业|处室)$")
BARE_CLASS = ("委", "办", "局", "厅", "部", "会", "院", "室", "行", "司")  # 各委、办、局
BARE_CLASSES = re.compile(r"各(?:部|委|办|局|厅|处)+(?:、[委办局厅部会院室行司])*$")
CLASS_HEAD = re.compile(r"^(?:各|全[省市县区州]|有关|相关)[一-龥]{2,8}$")
# Named members that share a head noun (甲、乙、丙区政府): the last one carries it.
MEMBER_TAIL = re.compile(
    r"(?:人民政府|政府|管委会|管理委员会|人民法院|法院|检察院|开发区|高新区|园区|示范区|试验区|新区|[市县区州旗](?:级|直)?(?:[一-龥]{2,8}局)?)(?:[（〔][^（）〔〕]*[）〕])?$"
)
MEMBER = re.compile(r"^[一-龥]{2,12}$")
# 广州、东莞等市人民政府: the head noun stands behind 等, and the last name is printed with it.
ETC_AREA = re.compile(r"^[一-龥]{2,6}等(?:[0-9一二三四五六七八九十]+个?)?(?:省|市|州|县|区|旗|县区|市县|地|设区市)(?:市|区)?(?:人民)?(?:政府|管委会)$")

# What a name is defined as in brackets (市数据局（以下简称“市局”）) is no part of it.
DEFINITION = re.compile(r"（(?:以下)?(?:统称|简称|称)[^（）]*）$")

# Nobody.
NOBODY = re.compile(r"^[—\-－–/＼\\无、.。]*$")
# Manner words that stand where a unit could and name nobody.
NO_UNIT = re.compile(
    rf"^(?:{_MANNER})+$|^(?:按照?|根据|依)?(?:各自)?(?:职责|职能|任务)?分工(?:负责|落实|配合|牵头)?$|^分别$|^等$|^负责$|^落实$|^同上$|^[的由和与及]$"
    r"|^(?:以?下(?:均|类)?同|(?:以下)?不再.{0,4}列[出明示]|或者?.*|其中.*|(?:逗号前|(?:列|排名?|排序)?在?(?:第一|首)[位个]?)[^、]{0,6}[为是系].*|暂无|(?:无|没有)牵头单位)$"
)
