"""Targets: which numbers are levels that a task wants brought about, in which direction, by when; and which are not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.deadlines import TimeContext
from extractors.records import Evidence, TableRow, Target, Task
from extractors.targets.quantities import find_quantities
from extractors.targets.targets import read_targets, targets_of
from tests.tools.documents import document, paragraphs, table

_CONTEXT = TimeContext(issued_on=date(2024, 3, 5))


def _read(text: str) -> tuple[Target, ...]:
    doc = paragraphs(*text.split("\n"))
    return read_targets(doc, 0, len(doc.text), _CONTEXT)


def _values(text: str) -> list[tuple[str, float, str | None]]:
    return [(target.comparator, target.value, target.unit) for target in _read(text)]


# --- quantities -----------------------------------------------------------------------------------------------------------
QUANTITIES = [
    ("700亿元", [(700, None, "亿元")], "the scale stays in the unit"),
    ("30万人次以上", [(30, None, "万人次")], "人次, not 人"),
    ("1,500家", [(1500, None, "家")], "a comma parts thousands"),
    ("2.5件", [(2.5, None, "件")], "a decimal"),
    ("３００户", [(300, None, "户")], "full-width digits"),
    ("5 个工作日", [(5, None, "个工作日")], "the longest unit"),
    ("10%—15%", [(10, 15, "%")], "a range, the unit twice"),
    ("3-5个", [(3, 5, "个")], "a range, the unit once"),
    ("3至5家", [(3, 5, "家")], "a range with 至"),
    ("25（含）—50家", [(25, 50, "家")], "a remark inside a range"),
    ("3.5个百分点", [(3.5, None, "个百分点")], "points"),
    ("6个、22个、32个工作日", [(6, None, "个工作日"), (22, None, "个工作日"), (32, None, "个工作日")], "the unit printed in full behind the last"),
    ("十个园区", [(10, None, "个")], "a Chinese numeral"),
    ("三分之二以上", [(66.67, None, "%")], "a fraction in words"),
    ("百分之八十", [(80, None, "%")], "percent in words"),
    ("一半以上", [(50, None, "%")], "half"),
    ("翻一番", [(2, None, "倍")], "doubled"),
    ("翻两番", [(4, None, "倍")], "doubled twice"),
    ("第3次", [], "an ordinal"),
    ("2024年5月6日", [], "a date"),
    ("12345热线", [], "a hotline"),
]


@pytest.mark.parametrize(("text", "expected", "why"), QUANTITIES)
def test_quantities(text: str, expected: list[tuple[float, float | None, str]], why: str) -> None:
    from extractors.text import View

    assert [(q.value, q.upper, q.unit) for q in find_quantities(View.of(text).text)] == expected, why


# --- targets ---------------------------------------------------------------------------------------------------------------
TARGETS = [
    # a level that is named
    ("普惠贷款增速不低于10%。", [(">=", 10, "%")], "不低于"),
    ("安排再贷款额度不少于700亿元。", [(">=", 700, "亿元")], "不少于, money that is no grant"),
    ("网上可办率达到95%。", [(">=", 95, "%")], "达到"),
    ("网上可办率达95%以上。", [(">=", 95, "%")], "达 … 以上"),
    ("产业规模突破500亿元。", [(">=", 500, "亿元")], "突破"),
    ("营业收入力争超过35亿元。", [(">=", 35, "亿元")], "力争超过"),
    ("商标有效注册量达到2万件。", [(">=", 2, "万件")], "a count with a scale"),
    ("每万人口高价值发明专利拥有量达2.5件。", [(">=", 2.5, "件")], "每万人口 belongs to the indicator"),
    ("群众满意度99%以上。", [(">=", 99, "%")], "the noun right before the number"),
    ("网上立案率50%以上、网上缴费率75%以上。", [(">=", 50, "%"), (">=", 75, "%")], "two in a row"),
    ("无害化处置率达到100%。", [(">=", 100, "%")], "all of it"),
    ("实现网上申报100%、网上审批100%。", [("=", 100, "%"), ("=", 100, "%")], "all of it, without a verb of level"),
    ("实现村级服务站全覆盖。", [("=", 100, "%")], "全覆盖 is all of it"),
    ("能耗控制在5万吨标准煤以内。", [("<=", 5, "万吨标准煤")], "控制在 … 以内"),
    ("平均审理周期不超过55天。", [("<=", 55, "天")], "不超过 is no 超过"),
    ("单位能耗低于0.8吨标准煤。", [("<=", 0.8, "吨标准煤")], "低于"),
    ("担保费率降至1%以下。", [("<=", 1, "%")], "降至 … 以下"),
    ("办理时间压缩至3个工作日以内。", [("<=", 3, "个工作日")], "how long a procedure may take, pressed down"),
    ("办理时限不超过5个工作日。", [("<=", 5, "个工作日")], "a time limit for a procedure, set anew"),
    ("审批时限由20个工作日压减至14个工作日。", [("<=", 14, "个工作日")], "the old value is no target"),
    ("压缩公告时间至20天。", [("<=", 20, "天")], "what is pressed down stands between"),
    ("合计办理时间压减至6个、22个、32个工作日以内。", [("<=", 6, "个工作日"), ("<=", 22, "个工作日"), ("<=", 32, "个工作日")], "three with one unit"),
    ("审批环节压缩至2个。", [("<=", 2, "个")], "steps, not time"),
    ("产品合格率提高到94%左右。", [("~", 94, "%")], "左右"),
    ("通用算力占比约50%。", [("~", 50, "%")], "约"),
    ("风险补偿比例由20%提高至40%。", [("=", 40, "%")], "raised: the new value alone"),
    ("工业增加值增长8%以上。", [(">=", 8, "%")], "growth with 以上"),
    ("铁水联运量增长15%。", [("+", 15, "%")], "growth"),
    ("铁水联运量同比增长15%左右。", [("~", 15, "%")], "growth, about"),
    ("事故起数下降10%。", [("-", 10, "%")], "decline"),
    ("工业占比提高2个百分点。", [("+", 2, "个百分点")], "by how much, in points"),
    ("全年增长10%—15%。", [(">=", 10, "%"), ("<=", 15, "%")], "a range is its two ends"),
    ("实现产业规模翻一番。", [("=", 2, "倍")], "doubled"),
    ("到2027年，产业规模翻一番。", [("=", 2, "倍")], "doubled, no verb but 翻"),
    ("投放量分别达到300亿元和100亿元。", [(">=", 300, "亿元"), (">=", 100, "亿元")], "one verb for two amounts"),
    ("确保三分之二以上的乡镇建成服务站。", [(">=", 66.67, "%")], "a fraction in words"),
    ("PUE值≤1.25，利用率≥65%。", [(">=", 65, "%")], "signs of comparison; a bare number without a unit is none"),
    ("占比达到总工程量的20%。", [(">=", 20, "%")], "the base of the rate stands between"),
    # things to be made, held, reached in a number
    ("新建小微公园8个。", [("=", 8, "个")], "the thing before the number"),
    ("培育50家龙头企业。", [("=", 50, "家")], "the thing behind it"),
    ("新建充电桩700个以上，完成1000套站牌改造。", [(">=", 700, "个"), ("=", 1000, "套")], "two clauses"),
    ("新建公园3个、绿道5公里。", [("=", 3, "个"), ("=", 5, "公里")], "a list: the verb holds for all"),
    ("打造50个创新实验室、300个创新中心、5个基地。", [("=", 50, "个"), ("=", 300, "个"), ("=", 5, "个")], "a list, the things behind"),
    ("创建1个国家级中心和2个省级中心。", [("=", 1, "个"), ("=", 2, "个")], "和 goes on with the list"),
    ("新增高新技术企业5家以上。", [(">=", 5, "家")], "新增 with 以上"),
    ("新增通车里程248公里。", [("+", 248, "公里")], "新增 adds"),
    ("支持开展各类补贴性培训30万人次以上、技能提升培训1万人以上。", [(">=", 30, "万人次"), (">=", 1, "万人")], "补贴性 is no grant"),
    ("至少签订2家战略合作协议。", [(">=", 2, "家")], "至少 with the verb between"),
    ("每年举办10～15次培训班。", [(">=", 10, "次"), ("<=", 15, "次")], "each year, a range"),
    ("每月至少开展1次专题学习。", [(">=", 1, "次")], "each month"),
    ("每季度至少撰写1篇以上的经验材料。", [(">=", 1, "篇")], "至少 outweighs the 的 behind it"),
    ("建设农村公路3000公里。", [("=", 3000, "公里")], "a length"),
    ("完成营造林5万亩。", [("=", 5, "万亩")], "an area"),
    ("引进院士10人以上。", [(">=", 10, "人")], "people"),
    ("新认定高新技术企业1000家，新培育领军企业50家。", [("=", 1000, "家"), ("=", 50, "家")], "新 with a verb"),
    ("新缔结友好城市2座。", [("=", 2, "座")], "新 with any verb"),
    ("打造三个特色园区。", [("=", 3, "个")], "a Chinese numeral right behind the verb"),
    ("每年引进进出口额5亿元以上外贸企业5家。", [("=", 5, "家")], "the condition inside is none, the count is"),
    ("建成5个示范县、300个示范园。", [("=", 5, "个"), ("=", 300, "个")], "建成"),
    ("培育10个左右特色集群。", [("~", 10, "个")], "about so many"),
    ("培训1,200人次。", [("=", 1200, "人次")], "thousands with a comma"),
    ("全年服务企业1500家以上。", [(">=", 1500, "家")], "who is served"),
    ("选聘观察员50名。", [("=", 50, "名")], "who is chosen"),
    ("全省80%以上的乡镇敬老院达到二级。", [(">=", 80, "%")], "a part of all of them, for all the 的 behind it"),
    ("非涉密信息系统100%迁移上云。", [("=", 100, "%")], "all of them, the verb behind"),
    ("送教学生比例控制到10%以内。", [("<=", 10, "%")], "控制到"),
    ("工作人员每人每年集中培训不少于5天。", [(">=", 5, "天")], "so much for each, and no money"),
    ("工业建筑面积占比不得低于50%。", [(">=", 50, "%")], "不得低于 is no 低于"),
    ("帮扶就业困难人员500人。", [("=", 500, "人")], "who is helped"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TARGETS)
def test_targets(text: str, expected: list[tuple[str, float, str]], why: str) -> None:
    assert _values(text) == expected, why


NONE = [
    # money for a recipient
    ("对新认定的企业给予50万元奖励。", "an award"),
    ("给予最高不超过500万元补助。", "a cap"),
    ("对获评企业分别奖励100万元、50万元。", "two awards"),
    ("按照投资额的8%给予补助，单个项目最高400万元。", "a rate of support and its cap"),
    ("每人每年补贴1500元。", "so much for each"),
    ("每家企业每年累计奖励最高100万元。", "a yearly cap"),
    ("可申请最高50万元的创业担保贷款。", "a ceiling of credit"),
    ("支持金额不超过300万元。", "a ceiling of support"),
    ("按发行额1‰予以奖励。", "a rate of award"),
    ("给予30%资金补助。", "a rate of support"),
    ("贴息额不超过50万元。", "a ceiling of interest paid"),
    ("补贴标准提高到1.2万元。", "a rate of support that rises"),
    ("每新增1人补贴1000元。", "so much for each one more"),
    ("每引进1个项目，给予最高30万元奖励。", "the occasion of an award"),
    ("检测收费标准降低为20元。", "a fee"),
    ("每增加1人给予1000元补贴。", "the occasion of a grant"),
    ("专家组人数一般不少于7人。", "a rule of procedure"),
    ("对用电量大且投资不低于200万元，且销售额不低于500万元的平台给予奖励。", "two conditions"),
    ("包括五个片区（含经开区30.8平方公里）。", "an aside"),
    ("落实国务院公布的162项事项。", "how many were published"),
    ("在《实施意见》35项任务基础上继续深化。", "how many a document holds"),
    ("营业收入首次达到5000万元、1亿元的支付首期奖励。", "conditions in a row"),
    ("应纳税所得额超过100万元但不超过300万元的部分另行计算。", "a band"),
    ("大型演出（单场售票5000人以上）的，按规模安排安保。", "a condition in brackets"),
    ("每年择优认定不超过20名人才。", "a limit of awards"),
    ("每年最多评选10个优秀作品。", "a limit"),
    ("在审批压缩至52个工作日基础上进一步优化。", "what is there already"),
    ("深入推进24项民生工程。", "how many there are"),
    ("实现一次登录、全网通办。", "a manner, no number of things"),
    ("处10万元以上50万元以下罚款。", "a fine"),
    ("减按1%征收率征收。", "a tax"),
    ("免除3个月房屋租金。", "a rent"),
    # thresholds of eligibility
    ("对年收入2000万元以上的企业优先支持。", "who is meant"),
    ("对营业收入首次达到1亿元的，给予奖励。", "the condition of an award"),
    ("投资3000万元以上的项目纳入重点管理。", "which projects"),
    ("对从业人员30人以内的工业企业简化检查。", "which firms"),
    ("当年见习留用率达到50%以上的见习单位，提高补贴标准。", "the condition of a grant"),
    ("单票价值5000元以内的商品，简化申报。", "which goods"),
    ("用电容量160千瓦及以下的小微企业零投资接入。", "which users"),
    ("季度销售额未超过30万元的，免征增值税。", "the condition of a relief"),
    ("5000人以上的大型活动须报批。", "which events"),
    ("每个申请人只能申请1项。", "a limit for each applicant"),
    # the past
    ("目前，全市已有27家机构获得认可。", "what there is"),
    ("截至去年底，覆盖率达到80%。", "what was reached"),
    ("近年来新增企业200家。", "what was done"),
    ("2022年，全市出口增长12%。", "a year that is over when the notice is issued"),
    ("规模从2012年的3亿元增长到2021年的9亿元。", "a history"),
    # enumerations, names, ordinals
    ("围绕在线成效、办理成熟、服务完备、事项覆盖、指南准确五个维度开展评估。", "how many were named"),
    ("在教育、医疗等11个领域率先开展。", "how many were named, in figures"),
    ("严格执行三项制度。", "a name"),
    ("推进“一件事一次办”改革。", "a slogan"),
    ("打通服务群众“最后一公里”。", "a phrase"),
    ("严格落实“全国一张清单”管理要求。", "a name in quotes"),
    ("实施《云岭市优化环境30条》。", "a title"),
    ("聚焦8个重点产业链。", "how many there are"),
    ("推动首批10项业务网上办理。", "a batch"),
    ("加快平台（二期）建设。", "a stage"),
    ("增强“四个意识”。", "a slogan"),
    ("推广24小时自助服务区。", "a name"),
    ("打造15分钟便民服务圈。", "a name"),
    ("提供7×24小时服务。", "round the clock"),
    ("在6个试点城市复制推广。", "where"),
    ("严格落实一次性告知制度。", "a word that holds a numeral"),
    # time limits for each case, dates, ages
    ("应当自收到申请之日起5个工作日内答复。", "a legal time limit for each case"),
    ("在5个工作日内完成并联审批。", "a service standard for each case"),
    ("1个工作日办结。", "a service standard for each case"),
    ("租赁期限不低于5年。", "a term of contract"),
    ("毕业5年内的高校毕业生。", "who is meant"),
    ("2024年6月底前完成。", "a date"),
    ("依照第三十条第二款处理。", "an article"),
    ("拨打12345热线咨询。", "a hotline"),
    ("60岁以上老年人免费乘车。", "an age"),
    ("健全评价机制。（1分）", "a mark for an assessment"),
    ("完善服务体系。", "no number at all"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "why"), NONE)
def test_no_targets(text: str, why: str) -> None:
    assert _values(text) == [], why


# --- by -------------------------------------------------------------------------------------------------------------------
BY = [
    ("到2025年，培育50家企业。", ["2025-12-31"], "the year before it"),
    ("2024年6月底前，网上可办率达到95%以上。", ["2024-06-30"], "the month before it"),
    ("网上可办率2024年底达到95%。", ["2024-12-31"], "between the indicator and the number"),
    ("培育50家企业，2025年底前全部投产。", ["2025-12-31"], "behind it in the same sentence"),
    ("2024年新建站点3个；2025年新建站点5个。", ["2024-12-31", "2025-12-31"], "each part its own"),
    ("2024年，民营企业达到6万户，上市企业达到12家。", ["2024-12-31", "2024-12-31"], "one time limit for two"),
    ("2025年底前建成。培育50家企业。", [None], "a time limit of another sentence"),
    ("培育50家企业。", [None], "none set"),
]


@pytest.mark.parametrize(("text", "expected", "why"), BY)
def test_by(text: str, expected: list[str | None], why: str) -> None:
    assert [target.by for target in _read(text)] == expected, why


# --- indicator --------------------------------------------------------------------------------------------------------------
INDICATORS = [
    ("全省普惠贷款增速不低于10%。", "全省普惠贷款增速", "before the verb of level"),
    ("到2025年，商标有效注册量达到2万件。", "商标有效注册量", "without the time"),
    ("新建小微公园8个。", "小微公园", "without the verb"),
    ("培育50家龙头企业。", "龙头企业", "behind the number"),
    ("在城区建设36个服务站。", "服务站", "behind the number, the place left out"),
    ("铁水联运量增长15%。", "铁水联运量增长", "growth is what is measured"),
    ("（三）将平均办理时间压缩至3个工作日以内。", "平均办理时间", "without label and 将"),
    ("每万人口高价值发明专利拥有量达2.5件。", "每万人口高价值发明专利拥有量", "the base belongs to it"),
]


@pytest.mark.parametrize(("text", "indicator", "why"), INDICATORS)
def test_indicator(text: str, indicator: str, why: str) -> None:
    (target,) = _read(text)
    assert target.indicator == indicator, why


# --- notes, cells, tasks -------------------------------------------------------------------------------------------------------
def test_a_note_behind_a_passage_holds_no_targets() -> None:
    assert _values("培育50家企业。（责任单位：市工信局等12家单位）") == [("=", 50, "家")]


def test_evidence_is_the_clause_up_to_the_number() -> None:
    text = "强化引导，新建充电桩700个以上，改善出行。"
    (target,) = _read(text)
    assert (target.evidence.quote, target.text, target.evidence.cue) == ("新建充电桩700个以上", "新建充电桩700个以上", "新建")


def _task(**fields: object) -> Task:
    base: dict[str, object] = {"id": "t", "origin": "note", "part": "notice", "title": "甲"}
    return Task.model_validate(base | fields)


def test_targets_of_a_note_come_from_its_passage() -> None:
    doc = paragraphs("新建公园3个。", "新建公园9个。")
    task = _task(evidence=Evidence(start=0, end=7, block="p1", quote="新建公园3个。"))
    assert [target.value for target in targets_of(doc, task, _CONTEXT)] == [3]


def test_targets_of_a_row_come_from_its_cells_and_not_from_those_of_units_or_policies() -> None:
    doc = document(table("序号|支持政策|重点工作|年度目标|责任单位", "1|给予50万元奖励，建设站点99个|建设站点3个|覆盖率达到90%|市工信局等5家单位"))
    start, end = doc.span("t1/r2/c3")
    task = _task(
        origin="table",
        title="建设站点3个",
        table_row=TableRow(table=1, row=2),
        evidence=Evidence(start=start, end=end, block="t1/r2/c3", quote="建设站点3个"),
    )
    assert [target.value for target in targets_of(doc, task, _CONTEXT)] == [3, 90]


def test_what_a_second_cell_repeats_is_one_target_and_what_one_cell_says_twice_is_two() -> None:
    doc = document(table("序号|重点工作|推进时序|责任单位", "1|建设站点3个，改造泵房4座；改造泵房4座|建设站点3个，抽查5次|市工信局"))
    start, end = doc.span("t1/r2/c2")
    task = _task(
        origin="table",
        title="建设站点3个，改造泵房4座；改造泵房4座",
        timeline="建设站点3个，抽查5次",
        table_row=TableRow(table=1, row=2),
        evidence=Evidence(start=start, end=end, block="t1/r2/c2", quote="建设站点3个，改造泵房4座；改造泵房4座"),
    )
    assert [target.value for target in targets_of(doc, task, _CONTEXT)] == [3, 4, 4, 5]


# --- properties -------------------------------------------------------------------------------------------------------------
_PIECES = st.sampled_from(
    ["新建", "公园", "3个", "5公里", "、", "，", "。", "达到", "95%", "以上", "给予",
     "50万元", "奖励", "到2025年", "增长", "10%—15%", "三分之二", "压缩至", "3个工作日", "（", "）", "“", "\n", " ", "全覆盖", "每年"]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_text_parses_and_every_value_is_in_its_quote(text: str) -> None:
    for target in _read(text):
        quote = "".join(target.evidence.quote.split())
        number = f"{target.value:g}"
        assert number in quote or any(word in quote for word in ("三分之二", "全覆盖"))
        assert target.unit is not None
        assert text[target.evidence.start : target.evidence.end] == target.evidence.quote


@given(st.text(max_size=120))
def test_whatever_the_characters_a_target_quotes_them(text: str) -> None:
    whole = paragraphs(*text.split("\n")).text
    for target in _read(text):
        assert whole[target.evidence.start : target.evidence.end] == target.evidence.quote


@given(st.integers(min_value=2, max_value=99_999), st.sampled_from(["家", "个", "万亩", "亿元", "%"]))
def test_a_value_comes_back_as_printed(value: int, unit: str) -> None:
    assert _values(f"总量达到{value}{unit}。") == [(">=", value, unit)]
