"""Whether a number is a level that the notice wants brought about, by the words around it; and in which direction.

What it is not is looked for first: a grant, a fee or a fine; a condition for one; the past; how many were enumerated; a legal time limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractors.targets.quantities import Quantity

Comparator = Literal[">=", "<=", "=", "~", "+", "-"]

# --- what it is not -----------------------------------------------------------------------------------------------------
_GRANT = (
    r"(?:给予|予以(?:奖励|补助|支持|补贴|资助|奖补)|奖励|奖补|补助(?!资金\d)|补贴(?!性|资金\d)|资助|贴息|扶持资金|返还|减免"
    r"|免征|免收|减征|减按|退税|罚款|处罚|缴纳|缴存|扣减|扣除|抵减|优惠|分担|让利|(?:支持|资助|奖励"
    r"|补贴|扶持|合同|担保|单户|单笔|单个|借款|申请)[^，。；]{0,6}(?:金额|额度|总额)"
    r"|最高(?:不超过|额度|可|给|补|奖|支持|贷)?|封顶|额度(?:不超过|最高|上限)|上限|限额|(?<!再)贷款额度(?!不少于|不低于|达到)|授信额度|不超过总投入|每[人户]每[年月天次季](?=\d)"
    r"|每(?:人|户|家|件|个|项|名|辆|亩|场|所|次|人次)(?=\d|不超过|最高|补|奖|资|给)"
    r"|标准(?:为|按|的)|按照?[^，。；]{0,14}的?(?:标准|比例|额度)|票价|收费|费用[为按]|单价|(?<!高)价值(?!链)|租金)"
)
_GRANT_NEAR = re.compile(rf"{_GRANT}[^。；]{{0,30}}$")
_GRANT_CLAUSE = re.compile(_GRANT)
_CONDITION = re.compile(r"^(?:（[^）]{1,3}）|[\d①-⑳]+[.、]?)?(?:对|凡|如|若|当|按|经|首次|年度|上年|上一年|符合|已|以|鼓励|支持|每[引招新吸签]|单)")
_THRESHOLD_BEHIND = re.compile(
    r"^(?:（含[^）]{0,12}）)?(?:且|并且|，且|或者?|及)?(?:的(?!目标|水平|速度|增速|增长|比例完成|任务)|企业(?![数总达占]|\d)"
    r"|项目(?![数总达占库]|\d)|人员|单位|群众|用户|采购|货物|工程|商品|企业或|小微企业|贷款|投资者|外贸企业|劳动者|载客车|货车"
    r"|新能源货车|车辆|机组|场地|规模以上)"
)
_PAST = re.compile(
    r"(?:已[有建成达经完累实开推培引形超为在]|目前|现已|现有|截至|截止|近年来|上年|去年|以来|从20\d\d年|(?:实现|达|达到|完成"
    r"|建成|打造|培育|遴选|举办|开展|推出|发放|发布|形成)了|历年|此前|原有|原来|过去|以前|同期)[^。；]*$"
)
_ENUMERATION = re.compile(
    r"(?:(?:深入|全面|统筹|扎实|持续|着力)推进|等|上述|其余|其他|余下|涉及|聚焦|围绕|所列|前|这|该|首批|第|确定的|明确的|明确|规定的|共计?|以下|如下|下列|“|《|/|＋"
    r"|\+|各|全部|现行|覆盖的|本|×)$"
)
_LEGAL = re.compile(
    r"(?:应当?|须|必须|可以|不得|逾期|自[^，。；]{1,20}之日起|收到|提前|届满|期满|试用|有效期|间隔|连续|工作满|签订|至少提前"
    r"|满)[^。；]{0,24}$"
)
_SERVICE = re.compile(r"(?:步行|车程|小时达|分钟达|服务圈|生活圈|交通圈|自助|全天候|×|响应(?!时间|时限)|便民圈|便民|通勤圈)")
# 每个申请人只能申请1项, 季度销售额未超过30万元
_LIMITED = re.compile(
    r"(?:等奖|首次|最多|(?:评选|认定|遴选)不超过|超时|辐射|且(?:长度|面积|容量|用电|投资|金额)|只能|仅限?|限[报申]|未|不足|不满|尚未|[^不]得超过|每个[^，。；]{1,8}(?:只能|最多|可)|每(?:成功)?(?:引进|招收"
    r"|招用|新增|吸纳|推荐|介绍|培育|获|新|增加))[^，。；]{0,10}$"
)
# 超过100万元但不超过300万元的部分, （单场5000人以上）的, 3000个机架以上的, 压缩至52个工作日基础上, “…1%以下”的要求
_CONDITION_BEHIND = re.compile(r"^(?:[但且](?:不|低|少|小)|）的|[一-龥]{1,4}(?:以上|以下|以内)的|的?基础上|”的?(?:要求|规定|政策|基础))")
# 专家组一般不少于7人, 且销售额不低于200万元, （含经开区30平方公里）
_ASIDE = re.compile(r"(?:一般|原则上)[^，。；]{0,12}$|^且|（不?含[^（）]*$")
_NAME_AROUND = re.compile(r"“[^”]{0,12}$")

# --- what it is ---------------------------------------------------------------------------------------------------------
_ADVERB = r"(?:均|全部|已|至少|约|近|平均|全省|全市|总体|总数|力争|基本|逐步|统一|进一步|分别|再|同比|年均|累计|每年|双|的|为|各|到|至)*"
_REACH = re.compile(
    rf"(?:达到|达|突破|(?<![不未])(?<!不得)(?:超过|超|大于|高于)|不少于|不低于|不小于|不得(?:少于|低于|小于)|至少|多于|力争|确保|实现|完成|稳定在|保持在?"
    rf"|维持在|目标为?){_ADVERB}$"
)
_AT_LEAST = re.compile(
    rf"(?:[≥＞>]=?|≧|达到|达|突破|(?<![不未])(?<!不得)(?:超过|超|大于|高于)|不少于|不低于|不小于|不得(?:少于|低于|小于)|至少|多于|最低){_ADVERB}$|(?:至少"
    rf"|不少于)(?:要|应)?[一-龥]{{1,8}}$|(?:不低于|不少于|达到|超过)[^，。；\d]{{2,16}}的$"
)
_AT_MOST = re.compile(
    rf"(?:[≤＜<]=?|≦|不超过|不高于|不大于|不多于|(?<!不)(?<!不得)(?:低于|少于|小于)|不得(?:超过|高于|多于|大于)|控制[在到至]|压缩在|限定在|压[缩减][至到为]"
    rf"|缩[短减][至到为]|减少?[至到]|降[至到为]|降低[至到为]|下降[至到]|精简[至到为]|压降[至到]|缩减[至到]|减[至到]|下调[至到]"
    rf"|(?:压缩|压减|缩短|减少|降低|缩减)[^，。；]{{2,14}}[至到]){_ADVERB}$"
)
_RAISED = re.compile(
    rf"(?:提高|提升|增加|增长|扩大|上升|增|升|拓展|扩展|延长|扩增|发展|培育|上调|恢复|调整|优化|改){_ADVERB}(?<=[至到为])(?:约"
    rf"|近)?$"
)
_UP = re.compile(rf"(?:增长|提高|提升|增加|新增|上升|增幅|增速|扩大|增|净增|提速|增建|增设){_ADVERB}(?:率)?(?:为|达|在)?$")
_DOWN = re.compile(rf"(?:下降|降低|减少|压减|缩短|压缩|精简|缩减|压降|减|降幅|节约|节省|削减|降){_ADVERB}(?:为|达)?$")
_RATE_NOUN = re.compile(
    r"(?:[率例重比](?:在|为|约|近)|率|占比|比重|比例|比|覆盖面|增速|满意度|指数|得分|评分|强度|水平|份额|总量|规模|增加值|产值|收入"
    r"|余额|总额|数量|总数|里程|面积|容量|装机|产量|能力|人数|户数|数|成交额|交易额|销售额|营业额|贸易额|进出口额|额"
    r"|度)(?:（[^）]{1,12}）)?$"
)
_DO = (
    r"完善|新建|建设|建成|建立|打造|培育|培养|引进|引育|新增|创建|举办|开展|完成|推出|遴选|改造|培训|推广|形成|认定|评选|改建|扩建"
    r"|组织|选聘|签订|采购|更新|落地|孵化|招引|编制|编写|制定|制订|研制|开发|争取"
    r"|获批|申报|开通|设立|增设|配备|招聘|储备|整治|修复|种植|投放|发放|帮扶|走访|扶持|安排|投入|撬动|带动|吸引|集聚|汇聚|聚集"
    r"|布局|部署|实施|发展|招录|引入|建造|建|攻克|突破|转化|选派|选树|选拔|征集|发布|上线|提供|升级|壮大|新培育|净增|招收|募集"
    r"|筹集|筹建|收购|供应|盘活|消纳|治理|清理|修订|梳理|拓展|开设|布设|铺设|覆盖|服务|惠及|支持|推动|推进|力争|确保|实现|创成"
    r"|争创|评定|命名|入库|规上|储能|替代|淘汰|淘汰落后|处置|减排|减少|压减|取消|精简|增加|新开|开行|运行|接入|归集|共享|汇编"
    r"|生产|安装|撰写|报送|刊发|执行|抽查|检查|监测|演练|召开|巡查|调研|督查|通报|公布|评估|宣传|对接|解决|化解|办理|受理"
)
_DOES = re.compile(rf"(?:{_DO}|新(?=[一-龥]{{2}}))")
_DOES_HERE = re.compile(
    r"(?:新建|建设|建成|打造|培育|引进|引育|新增|创建|举办|开展|推出|遴选|改造|形成|认定|培训|培养|签订|组织|召开|设立|选树|发布"
    r"|评选)$"
)
_NO_OBJECT = re.compile(r"(?:在|将|对|从|由|把|为|是|以|按|有|向|于|与|和|及|或|分|含|包括|作为|通过)$")
_SPOKEN_OF = re.compile(
    r"^[一-龥]{0,6}(?:维度|方面|环节|工程|体系|阶段|制度|任务|标准|事项|清单|意识|自信|行动|机制|举措|措施|关系|层面|层级|领域"
    r"|渠道|模式|闭环|网|图|性)"
)
_ALL_OF = re.compile(r"^[一-龥]{2,6}(?=[，。；、“])")  # 信息系统100%迁移上云
_ROUND = re.compile(r"(?:每年|每月|每季度|每半年|每周|全年|年内|每学期|每两年|每三年|每个月|每季)[^，。；]{0,24}$")
_PER = re.compile(r"每(?:万|千|百|个|家|户|名|所|村|县|区|市|镇|街道|乡镇)[一-龥（）、]{0,16}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The words around a quantity: its sentence up to it, its clause up to it (since the last comma), the piece of that since the last 、
    and the sentence behind it; ``since`` are the words since the quantity before, where there is one in the sentence."""

    sentence: str
    clause: str
    piece: str
    behind: str
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A quantity is a target: in which direction, and by which words."""

    comparator: Comparator
    cue: str


def judge(quantity: Quantity, around: Around, *, carried: Judgement | None = None) -> Judgement | None:
    """What makes a quantity a target, ``None`` where it is none.

    Args:
        quantity: the number.
        around: the words around it.
        carried: what made the one before it in the same list (新建甲3个、乙5公里) a target.
    """
    if _is_none(quantity, around):
        return None
    level = _level(quantity, around)
    if level is not None:
        return level
    if carried is not None and around.since in ("、", "和", "或", "及"):  # 分别达到300亿元和100亿元
        return Judgement(comparator=_turned(carried.comparator, quantity.tail, quantity.tail == "左右"), cue=carried.cue)
    if quantity.sort in ("time", "money", "rate"):
        return None
    return _made(quantity, around, carried)


def _is_none(quantity: Quantity, around: Around) -> bool:
    clause, sentence, behind = around.clause, around.sentence, around.behind
    if _LIMITED.search(clause) or _PAST.search(sentence) or (_ENUMERATION.search(clause) and not quantity.tail):
        return True
    if _NAME_AROUND.search(clause) and not quantity.tail:
        return True
    if quantity.tail and not quantity.tail.startswith("左右") and _THRESHOLD_BEHIND.match(behind) and not _is_wanted(quantity, around):
        return True
    if not quantity.tail and re.match(r"的(?!目标)", behind) and quantity.sort != "time":
        return True
    if _CONDITION_BEHIND.match(behind) or (quantity.unit == "条" and "关于" in clause):
        return True
    if _ASIDE.search(clause) or (quantity.sort == "count" and clause.endswith(("的", "》")) and not quantity.tail):
        return True
    if quantity.sort == "time" and (_LEGAL.search(sentence) or _SERVICE.search(behind[:8]) or _SERVICE.search(clause[-6:])):
        return True
    return _is_granted(quantity, around)


_WANTED = re.compile(r"(?:确保|力争|实现|做到|争取|推动)$|至少")
# 80%以上的乡镇敬老院达到二级
_PART_BEHIND = re.compile(r"^的[^，。；]{2,24}(?:达到|建成|实现|完成|参加|通过)")
_NEW_ONES = re.compile(r"(?:新增|培育|引进|打造|招引|引育|新培育|壮大|发展|净增)[^，。；]{0,12}$")


def _is_wanted(quantity: Quantity, around: Around) -> bool:
    """Whether so many or so large a part is wanted, for all that a noun follows: 引进10家以上企业, 确保一半以上的乡镇."""
    return bool(_WANTED.search(around.clause) or _PART_BEHIND.match(around.behind) or (quantity.sort == "count" and _NEW_ONES.search(around.piece)))


def _is_granted(quantity: Quantity, around: Around) -> bool:
    """Money and rates of a grant, a fee or a tax, and the conditions for it in the same sentence."""
    own = _GRANT_CLAUSE.search(around.clause)
    if own and quantity.sort in ("money", "rate", "time"):
        return True
    if own and re.search(r"(?:给予|最高|奖励|补贴|补助)[^，。；]{0,10}$", around.clause):
        return True
    later = _GRANT_CLAUSE.search(around.behind)
    begun = _CONDITION.search(around.clause) or _CONDITION.search(around.sentence.lstrip())
    if later and begun and (quantity.tail or quantity.sort in ("money", "rate") or "的，" in around.behind):
        return True
    if later and quantity.sort in ("money", "rate") and re.match(r"^(?:（[^）]*）)?[^，。；]{0,8}(?:奖励|补贴|补助|资助|贷款|支持|经费|资金|限额|优惠)", around.behind):
        return True
    return bool(quantity.sort in ("money", "rate") and _GRANT_NEAR.search(around.sentence) and not _REACH.search(around.clause))


def _level(quantity: Quantity, around: Around) -> Judgement | None:
    """A level that is named: 达到95%, 不少于700亿元, 压缩至3个工作日以内, 增长8%以上, …率95%以上."""
    before = around.clause
    about = quantity.tail in ("左右", "上下") or before.endswith(("约", "大约"))
    if not quantity.arabic and quantity.sort == "count" and not (_AT_LEAST.search(before) or _AT_MOST.search(before)):
        return None
    for comparator, pattern in ((">=", _AT_LEAST), ("<=", _AT_MOST), ("=", _RAISED), ("+", _UP), ("-", _DOWN)):
        match = pattern.search(before)
        if match is None:
            continue
        if comparator == "<=" and quantity.sort == "money" and match[0].startswith("不超过"):
            return None
        return Judgement(comparator=_turned(comparator, quantity.tail, about), cue=match[0])
    if quantity.sort == "time":
        return None
    if quantity.unit == "倍" and not quantity.arabic:
        return Judgement(comparator="=", cue="翻番")
    match = _REACH.search(before) or (_RATE_NOUN.search(before) if quantity.sort == "rate" or quantity.tail else None)
    if match is None and quantity.sort == "rate" and quantity.unit in ("%", "‰", "倍") and not quantity.arabic:
        match = re.search(r"(?:实现|确保|达|推进|推动|做到|力争|基本|完成)[^，。；]{0,40}$", before)
    if match is None and quantity.sort == "rate" and (quantity.tail or quantity.value == 100):
        match = re.search(r"(?:实现|确保|力争|做到|基本)[^。；]{0,60}$", around.sentence)
    if match is None and quantity.unit == "%" and quantity.sort == "rate":
        match = _PART_BEHIND.match(around.behind) or (_ALL_OF.match(around.behind) if quantity.value == 100 else None)
    if match is None:
        return None
    return Judgement(comparator=_turned("=", quantity.tail, about), cue=match[0])


def _turned(comparator: str, tail: str, about: bool) -> Comparator:
    if about:
        return "~"
    bare = re.sub(r"（[^）]*）", "", tail)
    if bare in ("以上", "及以上", "或以上", "之上", "余", "多"):
        return ">="
    if bare in ("以下", "以内", "之内", "及以下", "及以内", "内", "以里"):
        return "<="
    known: dict[str, Comparator] = {">=": ">=", "<=": "<=", "+": "+", "-": "-"}
    return known.get(comparator, "=")


def _made(quantity: Quantity, around: Around, carried: Judgement | None) -> Judgement | None:
    """Things to be made, held or reached in a number: 新建充电桩700个, 培育50家企业, 每年至少开展1次."""
    about = quantity.tail in ("左右", "上下") or around.clause.endswith("约")
    if not quantity.arabic:
        return _made_in_words(quantity, around)
    if carried is not None and len(around.piece) <= 24:
        return Judgement(comparator=_turned(carried.comparator, quantity.tail, about), cue=carried.cue)
    if _NO_OBJECT.search(around.clause) and not quantity.tail:
        return None
    verbs = list(_DOES.finditer(around.clause))
    if verbs and len(around.clause) - verbs[-1].end() <= 34:
        return Judgement(comparator=_turned("+" if verbs[-1][0] == "新增" else "=", quantity.tail, about), cue=verbs[-1][0])
    if _ROUND.search(around.clause) or _PER.search(around.clause):
        return Judgement(comparator=_turned("=", quantity.tail, about), cue="每")
    return None


def _made_in_words(quantity: Quantity, around: Around) -> Judgement | None:
    """The same in Chinese numerals, which mostly count what is spoken of (五个维度, 一张清单): only right behind the verb, and one of a kind only each year."""
    verb = _DOES_HERE.search(around.clause)
    often = _ROUND.search(around.clause)
    if verb is None or (quantity.value == 1 and often is None) or _SPOKEN_OF.match(around.behind):
        return None
    return Judgement(comparator=_turned("=", quantity.tail, quantity.tail in ("左右", "上下")), cue=verb[0])
