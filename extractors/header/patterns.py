"""What the words of the head and the end matter say: fields of a site, validity, the parts of addressees."""

from __future__ import annotations

import re

# Names of a site's or crawler's own fields, squeezed, by what they say.
NUMBER_FIELD = re.compile(r"^(?:发文字号|发文文号|文件?号|文书号|政策文号|文件编号|公文文号)$")
PUBLISHED_FIELD = re.compile(r"^(?:发布(?:日期|时间)|发表(?:日期|时间)|公开日期|公布日期|政策时间|发布于)$")
INDEX_FIELD = re.compile(r"^(?:索引号|索取号|信息索引号?|统一编号)$")
STATUS_FIELD = re.compile(r"^(?:状态|文件状态|政策状态|时效性?|有效性|效力状态)$")
TITLE_FIELD = re.compile(r"^(?:标题|政策标题|名称|文件名称|信息名称)$")

# --- validity 有效期 -----------------------------------------------------------------------------------------------
# A sentence that is about another text's validity, or about a thing's.
NOT_OWN = re.compile(r"继续(?:适用|实施|执行|有效|施行)|延长|届满|延期")
OWN_SUBJECT = re.compile(
    r"(?:^|[，；：。])(?:第[〇零一二三四五六七八九十百]{1,6}条)?(?:(?:本|此|该|以上|上述|各|全部|所有)[^，。；《》]{0,20}|[^，。；《》]{0,6}(?:办法|措施|方案|意见|通知|规定|细则|举措|政策|条例|规则|制度|决定|公告|通告))?$"
)
TITLE_AS_SUBJECT = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》(?:（[^（）]*）)?(?:，|已[^。]{0,40}，)?$")
BARE_EXPIRY = re.compile(r"^(?:(?:本|此|该|以上|上述|各)[^，。；《》]{0,16}?)?(?:有效期|试行期|施行期|执行期)")

# --- addressees 主送机关 --------------------------------------------------------------------------------------------
# One class word alone: it shares the head noun that follows, or the modifier before it.
CLASS_WORD = re.compile(
    r"^(?:各|全[市省区县]|省|市|县|区|旗|盟|州|乡|镇|街道|中央|国家)*(?:设区市|直管市|县级市|地级(?:以上)?市|自治[州县旗]|市州|州市|县市区?|市县区?|区县市?|旗县市?区?|盟市|省辖市|省直管县|[省市县区旗盟州乡镇]"
    r"|街道|乡镇|镇街|[委办厅局部科处室院所]|中直|省直|市直|区直|县直|中央|省属|市属|区属|州属|直属|部属|驻[一-龥]{1,4})?(?:（[^（）]*）)?$"
)
BARE_NOUN = re.compile(
    r"^(?:委|办|厅|局|部|院|处|科|室|所|站|队|单位|部门|企业|机构|中心|公司|集团|院校|学校|事业单位|企事业单位|团体|直属单位|有关单位|有关部门)(?:（[^（）]*）)?$"
)
# A complete addressee ends with one of these.
HEAD_NOUN = re.compile(
    r"(?:政府|委员会|管委会|[委局厅部院署办会处科室所站队行社厂校]|公署|单位|部门|机构|企业|公司|集团|中心|院校|学校|大学|学院|医院|团体|海关|银行|组织|机关|办事处|办公室|办公厅|局属|同志|基地|平台|代理机构"
    r"|园区|开发区|高新区|示范区|新区)(?:（[^（）]*）)?$"
)
AREA = re.compile(r"(?:市|县|区|旗|州|盟|镇|乡|街道|新区|园区|开发区|示范区|试验区|名胜区|度假区|高新区|经开区|合作区|保税区|[一-龥]{2,})(?:（[^（）]*）)?$")
