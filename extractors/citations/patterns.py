"""How notices name documents and what they do with them: small parts, composed. Counts are over some 760 real notices."""

from __future__ import annotations

import re

# --- numbers 发文字号 ----------------------------------------------------------------------------------------------
_YEAR = r"[〔\[［（【](?:19|20)\d{2}[〕\]］）】]"
# The agency's code before the year: Chinese characters, not punctuation; the longest run that is no ordinary word before it.
NUMBER = re.compile(rf"(?P<code>[一-龥]{{2,14}}){_YEAR}第?\s*\d{{1,5}}\s*号")
# Orders and announcements count without a year in brackets: 住房城乡建设部令第11号, 国务院令第764号, 公告2021年第3号.
ORDER = re.compile(r"(?P<code>[一-龥]{2,20}?(?:令|公告))(?:(?:19|20)\d{2}年)?第\s*\d{1,5}\s*号")
# Words that may stand right before a number and are no part of it.
BEFORE_NUMBER = re.compile(r"^.*(?:根据|按照|依据|依照|参照|落实|执行|贯彻|遵照|印发的?|下发的?|发布的?|转发|见|和|及|与|以|废止|关于|通知|以下简称|文号|原|为|将)(?=[一-龥]{2,})")
_N = r"[一二三四五六七八九十百零\d]+"
LOCATOR = re.compile(rf"(?:文件)?(?:中)?(?:的)?(?P<locator>(?:附件\d*)?第{_N}[条章款项节](?:第{_N}[款项])*(?:(?:至|、|和|—|-|到)第?{_N}[条章款项])*)")

# --- what is done with a document ----------------------------------------------------------------------------------
# Each expression is looked for right before the title, or before the first of several titles in a row.
ISSUES_BEFORE = re.compile(r"(?:印发|发布|公布|下发|制定并印发|颁布|将(?:修订后的|修改后的|重新修订的)?|颁发|批准发布)(?:了)?$")
ISSUES_AFTER = re.compile(
    r"^[^《》。；]{0,40}?(?:现(?:予以?)?(?:印发|公布|发布|下发|转发)|印发(?:给)?你们|印发给|予以(?:印发|公布|发布)|业经[^。；]{0,30}(?:同意|通过)"
    r"|已经?[^。；]{0,40}(?:同意|通过|审定)[^。；]{0,12}(?:现|予以)|已经?[^。；]{0,30}(?:同意|通过)，)"
)
FORWARDS_BEFORE = re.compile(r"(?:转发|批转)[^《》。；，]{0,20}$")
FORWARDS_AFTER = re.compile(r"^[^《》。；]{0,30}?(?:现)?(?:转发|批转)(?:给)?(?:你们|你单位|各)")
IMPLEMENTS_BEFORE = re.compile(
    r"(?:贯彻(?:落实|执行|实施|好)?|落实(?:好|落细)?|根据|按照?|依据|依照|遵照|执行|对照|遵循|遵守|围绕|符合|依|履行|实施)"
    r"(?:[^《》。；]{0,8}(?:印发|发布|制定|出台|下发)的?)?(?:国家|国务院|党中央|省|市|区|县|委|政府|办公厅|办公室|部委|上级|关于|最新|新修订的?|的|新版|修订后的|现行|、|和|及|有关|相关){0,5}$"
)
# 按照市政府常务会议和《…》要求: the verb stands earlier in the same part of the sentence.
IMPLEMENTS_AFTER = re.compile(r"^(?:等)?(?:文件|通知)?(?:的)?(?:有关|相关|总体)?(?:要求|精神|部署|规定|安排)")
IMPLEMENTS_EARLIER = re.compile(r"(?:根据|按照|依据|依照|贯彻|落实|遵照)[^，。；]*$")
PLANS_BEFORE = re.compile(
    r"(?:制定|制订|出台|编制|起草|研究制定|草拟|研制|拟定|印发实施|推动|形成|探索制定|组织编制)(?:《[^《》]*》[、和及与])*"
    r"(?:完善|本市|全省|全市|我市|我省|省级|市级|统一的|相应的?|本地区|配套)?$"
)
PLANS_AFTER = re.compile(r"^(?:的)?(?:尽快|早日|及时|年内)?(?:出台|制定|制订|编制|起草|立法|颁布|印发实施)")
AMENDS_AFTER = re.compile(r"^[^《》。；]{0,6}(?:作(?:出|了)?如下修改|(?:有关|部分)?(?:条款|规定|内容)?(?:进行|予以|作)(?:修改|修订|调整)|(?:部分)?(?:条款|内容)?修改为)")
AMENDS_BEFORE = re.compile(r"(?:关于(?:修改|修订|调整|修正)|决定(?:对|将|修改|修订)|现对|对)(?:了)?$")
REPEALS_AFTER = re.compile(r"^[^《》。；]{0,40}?(?:同时|即行|自行|一并|相应)?(?:废止|停止执行|失效|不再执行|停止施行)")
REPEALS_BEFORE = re.compile(r"(?:废止|停止执行|宣布失效)(?:了)?$")
EXTENDS_AFTER = re.compile(r"^[^《》。；]{0,30}?(?:继续(?:实施|适用|有效|执行|施行)|有效期(?:延长|延续|顺延|延至)|延长(?:实施)?有效期|的?有效期|延续)")
EXTENDS_BEFORE = re.compile(r"(?:关于(?:延长|延续|继续(?:实施|执行|适用))|延长|延续|继续(?:实施|执行|适用))$")
# The title is the attribute of another document (贯彻落实《…》联合实施方案): what that other one does with it.
ATTRIBUTE_AFTER = re.compile(r"^的?(?:联合|具体|年度|重点)?(?:实施|工作|行动|任务|推进|配套)?(?:方案|意见|细则|措施|清单|计划|分工|办法|办法的通知)")

# Forms, licences and papers are no policy documents.
NO_DOCUMENT = re.compile(r"(?:表|证|执照|证书|申请书|承诺书|告知书|通知书|意见书|委托书|登记簿|回执|报告单|合格证|凭证|发票|决定书|任务书|建议书|说明书|合同书?|协议书?|函审单|证明)(?:（[^）]*）)?$")
