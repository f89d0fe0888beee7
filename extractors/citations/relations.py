"""What a notice does with a document, by the words around it."""

from __future__ import annotations

import re

from extractors.citations.frames import Frame
from extractors.records import Relation

# --- implements 根据, 按照, 依据, 贯彻落实 ------------------------------------------------------------------------------
_CARRY_OUT = (
    r"(?:贯彻(?:落实|执行|实施|好)?|落实(?:好|落细|到位)?|根据|按照?|依据|依照|遵照|执行(?:好)?|对照|遵循|遵守|履行"
    r"|(?<![布发台定组行])(?<!织)实施(?:好)?|依(?!托|法|规|次|靠))"
)
# 根据国务院办公厅印发的《…》, 落实党的二十大精神和《…》: what stands between the verb and the title belongs to its object.
_ISSUED_BY = r"[一-龥、“”\d]{0,30}(?:印发|发布|制定|出台|下发|颁布|公布|修订|颁发|制订|编制|施行|实施|通过|上|下|新|中|后)的?(?:最新|新)?"
_OWNER = (
    r"[一-龥、]{0,24}(?:国家|国务院|中央|政府|政办|办公厅|办公室|部|委|厅|局|省|市|区|县|会|院|行|署|我[省市区县]|本[省市区县]"
    r"|上级|最新|新版?|新修订的?|修订后的?|修改后的?|现行的?|有关|相关|关于|标准|导则|法规|规章|文件|和|及|与|以及|《)"
)
_IMPLEMENTS_BEFORE = re.compile(rf"{_CARRY_OUT}(?:了|着)?(?:{_ISSUED_BY}|{_OWNER})?(?:等)?$")
_IMPLEMENTS_EARLIER = re.compile(r"(?:根据|按照?|依据|依照|贯彻|落实|遵照|执行|对照)(?P<gap>[^，。；]*)$")
_DEMANDS = re.compile(
    r"^等?(?:\d+[部件项个])?(?:法律|法规|法律法规|规章|文件|通知|政策)*(?:中)?(?:的|第[^，。；]{1,12}[条款项]的?)?(?:有关|相关"
    r"|总体|工作|具体)?(?:规定|要求|精神|部署|安排|执行|办理|实施|明确的|确定的)"
)
_CARRIED_OUT = re.compile(
    r"^等?(?:\d+[部件项个])?(?:法律|法规|文件|制度|政策|任务)*(?:规定|要求|精神|内容)?的?(?:学习)?(?:宣传)?(?:贯彻(?:落实|实施"
    r"|执行)?|落实落地|落地落实|落实|全面落实|推进落实|落地见效|落地|组织实施|贯彻实施)(?:工作|到位|见效|落地"
    r"|情况)?(?=[，。；、）]|$|的基础|[一-龥]{0,6}[，。])"
)
_CARRY_ON = re.compile(r"(?:抓好|推进|推动|深入推进|持续抓好|做好|加快|促进|强化|确保|保障|全面)(?:[一-龥]{0,8})?$")
# The title is the attribute of another document (贯彻落实《…》实施方案): what that other one does with it.
_ATTRIBUTE = re.compile(
    r"^的?(?:联合|具体|年度|重点|配套|贯彻|细化|相关|任务)?(?:实施|工作|行动|推进|配套|落实|责任|贯彻落实|任务)(?:方案|意见"
    r"|细则|措施|清单|计划|分工|办法|分工方案)|^的?(?:配套|具体|相关)(?:政策|措施|制度|文件|规定|实施)|^(?:实施)?(?:细则|方案)"
)

# --- repeals, extends, amends ----------------------------------------------------------------------------------------
_GONE = r"(?:废止|停止执行|失效|不再执行|停止施行|停止实施|停止使用|停止适用|不再适用|不再施行)"
_REPEALS_AFTER = re.compile(
    rf"^(?P<gap>[^《》。；：]{{0,45}}?)(?:同时|即行|即|自行|自动|一并|相应|予以|全文|随之|均)?(?:予以|宣布)?{_GONE}(?!的|止?前"
    rf"|后|程序|手续|情况)"
)
_REPEALS_BEFORE = re.compile(rf"(?:废止|停止执行|停止施行|宣布失效|停止实施|停止适用)(?:了|原|原有的?|我[省市局]|以下文件：|下列文件：|{_OWNER})?$")
_STILL = (
    r"(?:继续(?:实施|适用|有效|执行|施行|沿用|延用)|有效期(?:限)?(?:均|统一|予以|自动)?(?:延长|延续|顺延|延至|延期)"
    r"|延长(?:实施|试行)?(?:有效期|期限|至|到)|延期(?:执行|实施|至)|延续(?:实施|执行|至|有效期)|延长\d年|延长[一二三四五]年)"
)
_EXTENDS_AFTER = re.compile(rf"^(?P<gap>[^《》。；]{{0,40}}?)(?:予以|现予)?{_STILL}")
_EXTENDS_TITLE_AFTER = re.compile(r"^(?:等[^《》，。；]{0,12})?的?(?:实施)?(?:有效期|有效期限|试行期)?(?:的通知|的公告|的决定|[，。至到]|$)")
_EXTENDS_BEFORE = re.compile(rf"(?:延长|延续|继续(?:实施|执行|适用|施行)|顺延|延期(?:实施|执行))(?:{_OWNER})?$")
_CHANGES = r"(?:修改|修订|修正|调整|更正|补充|勘误)"
_AMENDS_AFTER = re.compile(
    rf"^(?P<gap>[^《》。；]{{0,16}}?)(?:作(?:出|了|以)?(?:如下|以下|相应)?{_CHANGES}|(?:进行|予以|做(?:出|如下)|作出)(?:如下"
    rf"|以下|相应|部分)?{_CHANGES}(?!了|，形成|工作)|{_CHANGES}(?:如下|为：?“)|(?:第[^，。；]{{1,12}}[条款项]"
    rf"|附件[^，。；]{{0,8}}|中的?“[^”]{{1,60}}”)[^，。；《》]{{0,20}}{_CHANGES}为)"
)
# 现对《…》有关结算顺序、申报单位等条款进行修订
_AMENDS_AROUND = (re.compile(r"(?:现|决定|现就)(?:对|将)$"), re.compile(rf"^[^《》。；]{{0,90}}(?:进行|予以|作)(?:如下|以下|相应|部分)?{_CHANGES}(?!了|，形成|工作)"))
_AMENDS_BEFORE = re.compile(rf"(?:关于|决定)(?:对)?(?:部分)?{_CHANGES}(?:和废止|完善)?(?:{_OWNER})?$")
_ONLY_WORK = re.compile(
    r"推动|推进|配合|建议|适时|研究|提请|组织|争取|加快|启动|做好|协助|协调|参与|需要|需|拟|可以|及时|清理|探索|动态|应当|尽快"
    r"|未|不得|没有|正在"
)
_NOT_GONE = re.compile(
    r"(?:未|不予|不|没有|逾期|期满|届满|到期|如|若|可能|建议|推动|修改|修订|清理|是否|应当?)$|许可证|证书|执照|批准书|资格"
    r"|资质|合同|协议"
)

# --- plans: still to be written --------------------------------------------------------------------------------------
_WRITE = (
    r"(?:研究|探索|组织|牵头|联合|抓紧|尽快|适时|及时|年内|会同[一-龥]{2,12}|起草|共同|统一|推动|加快|配套|制定|修订|编制"
    r"|拟定)*(?:制定|制订|制发|出台|编制|起草|草拟|研制|拟定|拟订|编写|编印|制定出台|研究提出|推出|形成|报送)(?:出台|印发|发布"
    r"|并印发|并发布|实施|公布|完善|下发)?"
)
_PUBLISH = r"(?:印发|发布|公布|下发|颁布)(?:实施)?"
_PLANS_BEFORE = re.compile(
    rf"(?:{_WRITE}|(?:^|[）、\d.]|研究|尽快|适时|及时|年内|抓紧|滚动|并|修订|制定|修改|按期|计划|底前|月前|组织|推动|加快|争取"
    rf"|正式|定期){_PUBLISH})(?:(?:完善|本市|全省|全市|全区|全县|全国|我[省市区县]|本[省市区县]|省级|市级|国家级|统一的?"
    rf"|相应的?|本地区|配套|新一轮|新版|年度|{_OWNER}))?$"
)
_PLANS_AFTER = re.compile(
    r"^(?:等(?:\d+[部件项个])?(?:[一-龥]{0,8})?)?(?:的)?(?:尽快|早日|及时|年内|抓紧|加快|适时|按期|如期)?(?:研究)?(?:出台|制定"
    r"|制订|编制|起草|立法|颁布|印发|印发实施|编写|草拟|调研起草)(?:工作|进程|任务|步伐|实施|、修[改订]工作"
    r"|、修[改订])?(?=[，。；、）\n]|$)"
)
_PUSH = re.compile(r"(?:推动|推进|加快|做好|开展|启动|争取|力争|促进|完成|抓好|配合|加强|参与|确保|实现|积极)[^，。；]{0,10}$")
_DONE = re.compile(
    r"(?:已经?|曾|相继|先后|陆续|此前|去年|前期|现|联合|共同)(?:[^，。；]{0,12})$|(?:19"
    r"|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；]{0,12}$"
)

# --- issues, forwards ------------------------------------------------------------------------------------------------
_OUT = r"(?:印发|公布|发布|下发|公告|颁布|颁发|通告|刊发)"
_ISSUES_AFTER = re.compile(
    rf"^[^《》；]{{0,60}}?(?:现(?:一并|正式|公开|就|将其|将[^，。；《》]{{1,8}})?(?:予以?|予)?(?:{_OUT}|转发)"
    rf"|{_OUT}(?:给)?(?:你们|各)|予以{_OUT}|并予{_OUT})"
    rf"|^[^《》。；]{{0,6}}(?:业经|已由|已于|已经)[^。；]{{0,50}}(?:同意|通过|审定|批准)"
)
_ISSUES_BEFORE = re.compile(
    rf"(?:(?:现|关于|现予|决定|现正式|现公开|特此?|予以){_OUT}(?:了)?|现批准(?:发布)?|将(?:修订后的|修改后的|重新修订的"
    rf"|新修订的|调整后的)?)(?:{_OWNER})?$"
)
_FORWARDS_BEFORE = re.compile(r"(?:转发|批转)[^《》。；，]{0,30}$")
_FORWARDS_AFTER = re.compile(r"^[^《》。；]{0,40}?(?:现)?(?:予以|一并)?(?:转发|批转)(?:给)?(?:你们|你单位|各|，|。)")


def relation_of(frame: Frame, *, covering: bool, may_issue: bool, is_issued: bool) -> Relation:
    """What is done with a document.

    Args:
        frame: the words around it.
        covering: it stands in the covering notice itself (or in a notice that issues nothing), not in a text that the notice issues.
        may_issue: it can be what the notice issues: its title fits, or nobody knows what the notice issues.
        is_issued: it is known to be what the notice issues.
    """
    if covering and (_FORWARDS_BEFORE.search(frame.clause) or _FORWARDS_AFTER.match(frame.trail)):
        return "forwards"
    ended = _ended(frame, covering=covering)
    if is_issued and ended != "repeals":
        # 按照《…》要求 does not issue it; another place does
        return "implements" if _IMPLEMENTS_BEFORE.search(frame.clause) and not _ISSUES_AFTER.match(frame.trail) else "issues"
    if ended is not None:
        return ended
    if may_issue and _ISSUES_AFTER.match(frame.trail):
        return "issues"
    if may_issue and _ISSUES_BEFORE.search(frame.clause) and not _IMPLEMENTS_BEFORE.search(frame.clause):
        return "issues"
    if _is_planned(frame):
        return "plans"
    return "implements" if _is_implemented(frame) else "cites"


def nested_relation(before: str, outer: Relation) -> Relation:
    """What the outer document's title does with the one inside it, as far as that is this notice's business."""
    if _IMPLEMENTS_BEFORE.search(before):
        return "implements" if outer in ("issues", "forwards", "implements") else "cites"
    if re.search(rf"{_CHANGES}$", before):
        return "amends" if outer == "issues" else "cites"
    if re.search(r"(?:转发|批转)[^《》〈〉]{0,20}$", before):
        return "forwards" if outer == "issues" else "cites"
    return "cites"


def _ended(frame: Frame, *, covering: bool) -> Relation | None:
    """Amended, repealed or kept in force. A task to see to it (推动修订《…》) does nothing of this itself."""
    if _ONLY_WORK.search(frame.clause[-16:]) and not frame.clause.endswith("现决定对"):
        return None
    repealed = _REPEALS_AFTER.match(frame.trail)
    if repealed and not _NOT_GONE.search(repealed["gap"]):
        return "repeals"
    if _REPEALS_BEFORE.search(frame.clause) and (covering or "施行" in frame.lead or "同时" in frame.lead):
        return "repeals"
    if not covering:
        return None
    around = _AMENDS_AROUND[0].search(frame.clause) and _AMENDS_AROUND[1].match(frame.trail)
    promised = re.match(r"[^，。；]{0,4}(?:适时|定期|动态|及时|根据)", frame.trail)
    if not promised and (around or _AMENDS_AFTER.match(frame.trail) or _AMENDS_BEFORE.search(frame.clause)):
        return "amends"
    extended = _EXTENDS_AFTER.match(frame.trail)
    if extended and not _NOT_GONE.search(extended["gap"]):
        return "extends"
    if _EXTENDS_BEFORE.search(frame.clause) and _EXTENDS_TITLE_AFTER.match(frame.trail):
        return "extends"
    return None


def _is_planned(frame: Frame) -> bool:
    """Whether the document is still to be written. What is written already (已出台《…》, 2023年印发《…》) is not."""
    if _PLANS_AFTER.match(frame.trail) and _PUSH.search(frame.clause):
        return True
    if re.match(r"^(?:等(?:\d+[部件项个])?[一-龥]{0,8})?(?:尽快|早日|年内|抓紧|及早)(?:出台|制定|印发|发布|颁布|获批|批复)", frame.trail):
        return True
    match = _PLANS_BEFORE.search(frame.clause)
    return match is not None and not _DONE.search(frame.clause[: match.start()])


def _is_implemented(frame: Frame) -> bool:
    if _ATTRIBUTE.match(frame.trail):
        return False
    if _IMPLEMENTS_BEFORE.search(frame.clause):
        return True
    earlier = _IMPLEMENTS_EARLIER.search(frame.clause)
    if earlier and _DEMANDS.match(frame.trail):
        return True
    return bool(_CARRIED_OUT.match(frame.trail) and _CARRY_ON.search(frame.clause))
