"""Time limits in running text: what they come to, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.deadlines import TimeContext, find_times
from extractors.deadlines.model import TimeHit
from extractors.text import View

SPRING = TimeContext(issued_on=date(2024, 4, 14))
TITLED = TimeContext(issued_on=date(2024, 1, 20), title_year=2023)
PRINTED = TimeContext(issued_on=date(2024, 7, 26), printed_on=date(2024, 7, 29))
UNKNOWN = TimeContext(issued_on=None)


def brief(hit: TimeHit) -> str:
    """A hit in one line: kind, days, rule, anchor."""
    deadline = hit.deadline
    days = f" {deadline.start or ''}..{deadline.end or ''}" if deadline.start or deadline.end else ""
    anchor = ""
    if deadline.anchor is not None:
        working = " working" if deadline.anchor.calendar == "working" else ""
        anchor = f" [{deadline.anchor.event} {deadline.anchor.offset}{working}]"
    rule = f" {deadline.recurrence}" if deadline.recurrence else ""
    return f"{deadline.kind}{days}{rule}{anchor}{' +' if deadline.ongoing and deadline.kind != 'ongoing' else ''}"


def read(text: str, context: TimeContext = SPRING, year_in_force: int | None = None) -> list[str]:
    return [brief(hit) for hit in find_times(View.of(text), context, year_in_force=year_in_force)]


BY = [
    ("2025年6月底前，完成平台建设。", "by ..2025-06-30", "底前 is the month's last day"),
    ("6月底前建成系统。", "by ..2024-06-30", "no year: the year of issue"),
    ("3月底前完成摸排。", "by ..2024-03-31", "a month before the issue stays in that year"),
    ("2月底前完成摸排。", "by ..2024-02-29", "a leap year"),
    ("12月前完成验收。", "by ..2024-11-30", "前 without 底 is the month before"),
    ("2025年1月前完成验收。", "by ..2024-12-31", "前 without 底, over the new year"),
    ("3月20日前报送方案。", "by ..2024-03-20", "a day with 前 is that day"),
    ("于5月20日之前报送方案。", "by ..2024-05-20", "于 belongs to it, 之前 is 前"),
    ("2025年5月6日以前报送。", "by ..2025-05-06", "以前 is 前"),
    ("年底前全部整改。", "by ..2024-12-31", "年底 without a year"),
    ("2025年底前全部整改。", "by ..2025-12-31", "年底 with its year"),
    ("2025年年底前全部整改。", "by ..2025-12-31", "年年底"),
    ("2025年末实现全覆盖。", "by ..2025-12-31", "末 without 前 is a day to be met"),
    ("10月底完善各项功能。", "by ..2024-10-31", "月底 without 前 is a day to be met"),
    ("岁末，全面完成任务。", "by ..2024-12-31", "岁末 is the year's end"),
    ("年内新增泊位300个。", "by ..2024-12-31", "年内 ends with the year"),
    ("力争2025年内全部投运。", "by ..2025-12-31", "年内 with its year"),
    ("到2026年，形成一批品牌。", "by ..2026-12-31", "到 makes a year a limit"),
    ("到2026年底，形成一批品牌。", "by ..2026-12-31", "到 … 底"),
    ("至2026年，形成一批品牌。", "by ..2026-12-31", "至 is 到"),
    ("截至2025年6月，完成投资八成。", "by ..2025-06-30", "截至 a month to come"),
    ("最迟不晚于2025年3月完成。", "by ..2025-03-31", "不晚于 is a limit"),
    ("有关政策延长至2025年6月30日。", "by ..2025-06-30", "延长至"),
    ("2025年上半年前完成。", "by ..2024-12-31", "前 without 末: before the half begins"),
    ("三季度末前完成改造。", "by ..2024-09-30", "季度末"),
    ("2025年第二季度末完成改造。", "by ..2025-06-30", "第二季度末 with its year"),
    ("10月中旬前完成招标。", "by ..2024-10-20", "中旬 ends on the 20th"),
    ("5月上旬前完成招标。", "by ..2024-05-10", "上旬 ends on the 10th"),
    ("9月初前完成招标。", "by ..2024-09-10", "月初 ends on the 10th"),
    ("2025年初前完成招标。", "by ..2025-03-31", "年初 ends on 31 March"),
    ("二〇二五年十二月三十一日前完成。", "by ..2025-12-31", "Chinese numerals"),
    ("二○二五年十二月底前完成。", "by ..2025-12-31", "○ for zero"),
    ("２０２５年６月底前完成。", "by ..2025-06-30", "full-width digits"),
    ("2025 年 6 月 底 前完成。", "by ..2025-06-30", "spaces inside are not printed ones"),
    ("2025年6\n月底前完成。", "by ..2025-06-30", "a line break inside the month"),
    ("十二月底前完成。", "by ..2024-12-31", "a month in Chinese"),
    ("12月份底前完成。", "by ..2024-12-31", "月份"),
    ("明年6月底前完成。", "by ..2025-06-30", "明年 counts from the issue"),
    ("今年底前完成。", "by ..2024-12-31", "今年底"),
    ("今年年底前完成。", "by ..2024-12-31", "今年年底"),
    ("本年度11月底前完成。", "by ..2024-11-30", "本年度"),
    ("本月底前完成。", "by ..2024-04-30", "本月 is the month of issue"),
    ("下月10日前完成。", "by ..2024-05-10", "下月"),
    ("到“十四五”末，建成三个园区。", "by ..2025-12-31", "the last day of the plan"),
    ("到十五五期末，建成三个园区。", "by ..2030-12-31", "the numbers of plans are worked out"),
    ("元月底前完成。", "by ..2024-01-31", "元月 is January"),
    ("2026年12月31日截止。", "by ..2026-12-31", "截止 behind a day"),
    ("〔市数据局负责，2025年9月底前完成〕", "by ..2025-09-30", "in brackets with the unit"),
    ("以上工作（2025年9月底前完成）", "by ..2025-09-30", "a bracket that says more than a date"),
    ("完成时限：2024年11月。", "by ..2024-11-30", "behind a label a period is a slot"),
]

DURING = [
    ("9月，编制规划。", "during 2024-09-01..2024-09-30", "a bare month in running text"),
    ("2025年5月，项目中标。", "during 2025-05-01..2025-05-31", "a bare month with its year"),
    ("2025年，启动创建。", "during 2025-01-01..2025-12-31", "a bare year before a comma"),
    ("力争2026年创建成功。", "during 2026-01-01..2026-12-31", "力争 says the year of the action"),
    ("2025年招生1700人以上。", "during 2025-01-01..2025-12-31", "at the head of a clause, before a verb"),
    ("园区2025年完成扩建。", "during 2025-01-01..2025-12-31", "right before a word of action"),
    ("在2025年稳增长工作中给予奖励。", "during 2025-01-01..2025-12-31", "在 says the year of the action"),
    ("免除2025年3个月租金。", "during 2025-01-01..2025-12-31", "a year with the months in it"),
    ("今年新创建载体10家。", "during 2024-01-01..2024-12-31", "今年"),
    ("2025年上半年启动申报。", "during 2025-01-01..2025-06-30", "a half"),
    ("下半年，开展评估。", "during 2024-07-01..2024-12-31", "a half without its year"),
    ("2025年第三季度，开展评估。", "during 2025-07-01..2025-09-30", "a quarter"),
    ("四季度开展评估。", "during 2024-10-01..2024-12-31", "a quarter without 第 and year"),
    ("前三季度，完成投资七成。", "during 2024-01-01..2024-09-30", "前三季度 are three"),
    ("一、二季度，完成投资四成。", "during 2024-01-01..2024-06-30", "two quarters"),
    ("10—12月，制定计划。", "during 2024-10-01..2024-12-31", "a span of months, em dash"),
    ("6-9月，开展培训。", "during 2024-06-01..2024-09-30", "a span of months, hyphen"),
    ("6～9月，开展培训。", "during 2024-06-01..2024-09-30", "a span of months, wave"),
    ("6月至9月，开展培训。", "during 2024-06-01..2024-09-30", "a span of months, 至"),
    ("7、8月，开展走访。", "during 2024-07-01..2024-08-31", "two neighbouring months"),
    ("2025年7、8月，开展走访。", "during 2025-07-01..2025-08-31", "two neighbouring months of a year"),
    ("2024—2025年，加强衔接。", "during 2024-01-01..2025-12-31", "a span of years"),
    ("2024年至2025年，加强衔接。", "during 2024-01-01..2025-12-31", "a span of years, 至"),
    ("2024年9月至12月，集中整治。", "during 2024-09-01..2024-12-31", "the second month takes the year of the first"),
    ("2024年10月—2025年3月，集中整治。", "during 2024-10-01..2025-03-31", "over the new year"),
    ("2024年10月――2025年3月，集中整治。", "during 2024-10-01..2025-03-31", "a bar for a dash"),
    ("2024年7―9月，集中整治。", "during 2024-07-01..2024-09-30", "a bar between months"),
    ("2024年11月至次年3月，集中整治。", "during 2024-11-01..2025-03-31", "次年 follows the first half"),
    ("11月至3月，集中整治。", "during 2024-11-01..2025-03-31", "a span that wraps over the new year"),
    ("5月1日至15日，集中整治。", "during 2024-05-01..2024-05-15", "the second day takes the month of the first"),
    ("2024年5月1—15日，集中整治。", "during 2024-05-01..2024-05-15", "two days under one 日"),
    ("自2025年1月1日起至2025年12月31日止，减半收取。", "during 2025-01-01..2025-12-31", "自 … 起至 … 止"),
    ("即日起至2025年12月31日，集中受理。", "during 2024-04-14..2025-12-31", "即日起 is the issue"),
    ("自印发之日起至2025年底，集中受理。", "during 2024-04-14..2025-12-31", "from the issue to a day"),
    ("“十四五”期间，培育企业100家。", "during 2021-01-01..2025-12-31", "a plan that is under way"),
    ("“十五五”时期，培育企业100家。", "during 2026-01-01..2030-12-31", "a plan to come"),
    ("今明两年，改造小区20个。", "during 2024-01-01..2025-12-31", "今明两年"),
    ("明年，改造小区20个。", "during 2025-01-01..2025-12-31", "明年"),
    ("5月上旬召开大会。", "during 2024-05-01..2024-05-10", "ten days"),
    ("5月下旬召开大会。", "during 2024-05-21..2024-05-31", "the last days of a month"),
    ("6月初召开大会。", "during 2024-06-01..2024-06-10", "月初"),
    ("12月15日召开大会。", "during 2024-12-15..2024-12-15", "a day to come"),
    ("全年开展培训10场。", "during 2024-01-01..2024-12-31", "全年"),
]

FROM = [
    ("2025年起，组织推广。", "from 2025-01-01..", "an open end"),
    ("自2025年1月1日起施行。", "from 2025-01-01..", "自 … 起"),
    ("5月1日起全面实行。", "from 2024-05-01..", "a day without its year"),
    ("从2025年开始，逐步推广。", "from 2025-01-01..", "开始 is 起"),
    ("2025年6月后，由县级签发。", "from 2025-07-01..", "后 begins the day after"),
    ("自印发之日起执行。", "from 2024-04-14.. [印发 None]", "the issue of this notice is known"),
    ("2024年9月至长期，总结推广。", "from 2024-09-01.. +", "an end that never comes"),
]

RECURRING = [
    ("每月报送进展。", "recurring FREQ=MONTHLY", "每月"),
    ("每季度召开会议。", "recurring FREQ=MONTHLY;INTERVAL=3", "a quarter is three months"),
    ("每半年通报一次。", "recurring FREQ=MONTHLY;INTERVAL=6", "half a year is six"),
    ("每年开展评估。", "recurring FREQ=YEARLY", "每年"),
    ("每两年修订一次。", "recurring FREQ=YEARLY;INTERVAL=2", "every second year"),
    ("每周调度一次。", "recurring FREQ=WEEKLY", "每周"),
    ("每周五前报送。", "recurring FREQ=WEEKLY;BYDAY=FR", "a weekday"),
    ("每月5日前报送。", "recurring FREQ=MONTHLY;BYMONTHDAY=5", "a day of the month"),
    ("每月底前报送。", "recurring FREQ=MONTHLY;BYMONTHDAY=-1", "the last day of the month"),
    ("每月上旬报送。", "recurring FREQ=MONTHLY;BYMONTHDAY=10", "上旬 ends on the 10th"),
    ("每季度末报送。", "recurring FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "季度末"),
    ("每季度末月20日前报送。", "recurring FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20", "a day of the last month"),
    ("每年12月底前报送。", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "a month's last day"),
    ("每年12月前报送。", "recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1", "前 without 底"),
    ("每年1月15日前报送。", "recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", "a day of the year"),
    ("每年年底前报送。", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "每年年底"),
    ("每年6月、12月各检查一次。", "recurring FREQ=YEARLY;BYMONTH=6,12", "two months"),
    ("从2025年起每年2月底前报送。", "recurring 2025-01-01.. FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "a rule with its beginning"),
    ("于每季度结束后5个工作日内报送。", "recurring FREQ=MONTHLY;INTERVAL=3 [每季度结束 P5D working]", "each time counted from the end of the period"),
    ("按季度公开结果。", "recurring FREQ=MONTHLY;INTERVAL=3", "按季度 is 每季度"),
]

EVENTS = [
    ("自收到申请之日起20个工作日内办结。", "event [收到申请 P20D working]", "working days from an event"),
    ("收到申请之日起五日内告知。", "event [收到申请 P5D]", "without 自"),
    ("主管部门应当自查实之日起五个工作日内处理。", "event [查实 P5D working]", "应当自 begins the event, 自查 is no word here"),
    ("自治区主管部门自受理之日起三日内转办。", "event [受理 P3D]", "the 自 of 自治区 begins no event"),
    ("项目竣工后3个月内完成决算。", "event [项目竣工 P3M]", "后 … 内"),
    ("在目录更新后30天内完成调整。", "event [目录更新 P30D]", "a standing rule"),
    ("项目建成后半年内完成审计。", "event [项目建成 P6M]", "half a year"),
    ("项目投运后6至12个月内开展评价。", "event [项目投运 P12M]", "the longer term is the limit"),
    ("审核通过后，五个工作日内退还。", "event [审核通过 P5D working]", "a comma before the term"),
    ("待资金到位后，启动二期建设。", "event [资金到位 None]", "待 … 后"),
    ("待意见书核发后及时出具批复。", "event [意见书核发 None]", "及时 belongs to 待 … 后"),
    ("在上级启动征求意见后第一时间反馈。", "event [上级启动征求意见 None]", "第一时间"),
    ("人员到位后立即开展培训。", "event [人员到位 None]", "立即 after an event"),
    ("有效期届满前30日内提出申请。", "event [有效期届满 -P30D]", "a term before an event"),
    ("主汛期前完成清淤。", "event [主汛期 None]", "a season has no date"),
    ("春节前兑付到位。", "event [春节 None]", "a festival of the lunar year"),
    ("在政策发布后15日内形成指南。", "event [政策发布 P15D]", "any policy, not this notice"),
    ("自该名单公布之日起15日内签约。", "event [该名单公布 P15D]", "the list is not this notice"),
]

FROM_ISSUE = [
    ("自印发之日起30日内报送方案。", "by ..2024-05-14 [印发 P30D]", "the day of issue is not counted"),
    ("自本通知印发之日起一年内完成。", "by ..2025-04-14 [印发 P1Y]", "a year ends on the same day"),
    ("本方案发布之日起3个月内出台细则。", "by ..2024-07-14 [发布 P3M]", "without 自"),
    ("印发后15个工作日内报送。", "by ..2024-05-07 [印发 P15D working]", "issued on a Sunday; 28 April is worked, 1 to 5 May are not"),
    ("自本政策公布之日起，有关单位要在1个月内公布细则。", "by ..2024-05-14 [公布 P1M]", "the subject stands between"),
]

SEVERAL = [
    ("6月底前完成初稿，年底前印发。", ["by ..2024-06-30", "by ..2024-12-31"], "graded limits"),
    ("分别于3月、6月、9月底前报送。", ["by ..2024-03-31", "by ..2024-06-30", "by ..2024-09-30"], "the last 底前 governs the list"),
    ("3、6、9月底前报送。", ["by ..2024-03-31", "by ..2024-06-30", "by ..2024-09-30"], "numbers under one 月"),
    ("于6月15日、12月15日前报送。", ["by ..2024-06-15", "by ..2024-12-15"], "days in a list"),
    ("2025年招生1700人，2026年招生2200人。", ["during 2025-01-01..2025-12-31", "during 2026-01-01..2026-12-31"], "two years in a sentence"),
    ("10—12月，做好衔接。2025年起，组织推广。", ["during 2024-10-01..2024-12-31", "from 2025-01-01.."], "two markers in a paragraph"),
    ("每月汇报一次，每年总结一次。", ["recurring FREQ=MONTHLY", "recurring FREQ=YEARLY"], "two rhythms"),
    ("2025年5月招标，12月开工。", ["during 2025-05-01..2025-05-31", "during 2025-12-01..2025-12-31"], "the explicit year stays in force"),
    ("12月立项。2025年5月招标。", ["during 2024-12-01..2024-12-31", "during 2025-05-01..2025-05-31"], "it is not in force before it is named"),
    ("依据国办发〔2020〕33号文件，9月启动。", ["during 2024-09-01..2024-09-30"], "the year of a number is not in force"),
    ("落实2022年研发投入补助，12月兑付。", ["during 2024-12-01..2024-12-31"], "the year of an amount is not in force"),
    ("到2026年建成园区，6月底前完成选址。", ["by ..2026-12-31", "by ..2026-06-30"], "the last explicit limit's year, by the contract"),
    ("2024—2026年，分期实施，12月底前完成首期。", ["during 2024-01-01..2026-12-31", "by ..2024-12-31"], "a span names no one year"),
    ("今年5月启动，明年5月验收。", ["during 2024-05-01..2024-05-31", "during 2025-05-01..2025-05-31"], "relative years"),
]

NONE = [
    ("按照《2025年重点任务清单》执行。", "a title"),
    ("贯彻《关于印发〈2025年行动计划〉的通知》。", "a title inside a title"),
    ("根据国办发〔2025〕33号文件。", "a document number"),
    ("根据国办发[2025]33号文件。", "a document number in half-width brackets"),
    ("落实三年行动计划（2024—2026年）。", "a bracketed span of years is a name"),
    ("印发目录（2025年版）。", "an edition"),
    ("完成2025年市级科技计划项目申报。", "the year is an attribute of the noun"),
    ("印发2025年工作要点。", "a year inside a name"),
    ("2025年度重点任务清单", "a name at the head of a line"),
    ("对2025年新开工项目给予支持。", "the year of the projects"),
    ("2025年是关键之年。", "a statement about the year"),
    ("较2020年增长三成。", "a comparison"),
    ("不低于2025年水平。", "a level"),
    ("2019年以来，我市持续推进改革。", "the past, up to now"),
    ("2022年，全市完成投资30亿元。", "a year that was over at the issue"),
    ("经2023年12月5日市政府常务会议审议通过。", "a day that was over at the issue"),
    ("某市人民政府2024年4月14日", "the date of the signature"),
    ("办公室2024年4月16日印发", "the date of the printing"),
    ("（2024年4月16日）", "a date alone in its brackets"),
    ("发布日期：2024-04-16", "a date in figures is a mark"),
    ("4月2日，某地发生火灾。", "a day shortly before the issue"),
    ("去年底，全市建成12个站点。", "去年 is over"),
    ("从2021年的300亿元起步。", "a comparison with 从"),
    ("拨打12345热线。", "a telephone line"),
    ("打造15分钟便民服务圈。", "minutes are no limit"),
    ("设置24小时自助服务区。", "hours are no limit"),
    ("提供7×24小时服务。", "hours are no limit"),
    ("审批时限压缩至3个工作日以内。", "how long a procedure takes is a target"),
    ("在5个工作日内办结。", "a service standard without an event"),
    ("1.加强领导。2.强化保障。", "enumerators"),
    ("一年来，成效明显。", "一年来"),
    ("从业五年以上人员。", "a length of service"),
    ("年满18岁的居民。", "an age"),
    ("毕业2年内高校毕业生可申请。", "an attribute of persons"),
    ("近三年内无不良记录。", "the past"),
    ("完成2022年研发投入统计。", "a past year of data"),
    ("每人每年补助600元。", "a rate"),
    ("每年最高奖励50万元。", "a rate"),
    ("同一企业每年累计不超过20万元。", "a rate"),
    ("持续推进改革，长期抓好落实，适时评估。", "undated manner words"),
    ("健全常态化沟通机制。", "an attribute"),
    ("开展前期工作，做好后续服务。", "前 and 后 in other words"),
    ("今后，加强管理。此后不再执行。", "adverbs"),
    ("需要3个月时间。", "a length"),
    ("实行一月一调度。", "a rhythm word of its own"),
    ("有效期至2026年12月31日。", "the force of a text is read by find_validity"),
    ("当年新建项目给予补助。", "the year of each case"),
    ("对每年的重点工作亲自把关。", "an attribute"),
    ("做好“乙类乙管”常态化防控。", "an attribute behind a quotation"),
    ("2024年2月30日前完成。", "no date at all"),
    ("13月底前完成。", "no month"),
    ("工作要点和《“十四五”规划》衔接。", "a plan by its name"),
    ("发展制造业中长期贷款。", "长期 inside a word"),
]

STANDING = [
    ("常态化开展企业走访。", "ongoing", "常态化 at the head of a clause"),
    ("完善机制，常态化开展对接。", "ongoing", "常态化 at the head of a later clause"),
    ("执行期限为长期。", "ongoing", "长期 as a term"),
    ("即日起开始受理。", "immediate", "即日起 without an end"),
]


@pytest.mark.parametrize(("text", "expected", "why"), BY + DURING + FROM + RECURRING + EVENTS + FROM_ISSUE + STANDING)
def test_find_times_reads_one_limit(text: str, expected: str, why: str) -> None:
    assert read(text) == [expected], why


@pytest.mark.parametrize(("text", "expected", "why"), SEVERAL)
def test_find_times_reads_several_limits(text: str, expected: list[str], why: str) -> None:
    assert read(text) == expected, why


@pytest.mark.parametrize(("text", "why"), NONE)
def test_find_times_leaves_alone_what_is_no_limit(text: str, why: str) -> None:
    assert read(text) == [], why


def test_find_times_takes_the_year_of_the_title_before_that_of_the_issue() -> None:
    assert read("6月底前完成。", TITLED) == ["by ..2023-06-30"]
    assert read("今年6月底前完成。", TITLED) == ["by ..2024-06-30"], "今年 is the year of issue"


def test_find_times_takes_the_year_in_force_before_all() -> None:
    assert read("6月底前完成。", TITLED, 2026) == ["by ..2026-06-30"]


def test_find_times_counts_from_the_printed_date_where_there_is_one() -> None:
    assert read("自印发之日起30日内完成。", PRINTED) == ["by ..2024-08-28 [印发 P30D]"]


def test_a_limit_without_any_year_keeps_its_kind_and_is_a_problem() -> None:
    (hit,) = find_times(View.of("6月底前完成。"), UNKNOWN)
    assert (hit.deadline.kind, hit.deadline.end, hit.problem) == ("by", None, "deadline.open_year")


def test_a_limit_counted_from_an_issue_without_date_is_an_event() -> None:
    assert read("自印发之日起30日内完成。", UNKNOWN) == ["event [印发 P30D]"]


def test_a_month_long_past_at_the_issue_keeps_both_readings() -> None:
    december = TimeContext(issued_on=date(2024, 12, 20))
    (hit,) = find_times(View.of("2月底前完成。"), december)
    assert hit.problem == "deadline.open_year"
    assert hit.deadline.end == "2024-02-29", "the contract's reading"
    assert [candidate.end for candidate in hit.candidates] == ["2024-02-29", "2025-02-28"]


def test_three_years_without_an_event_are_counted_from_the_issue_and_a_problem() -> None:
    (hit,) = find_times(View.of("力争三年内建成10个园区。"), SPRING)
    assert (hit.deadline.end, hit.problem) == ("2027-04-14", "deadline.open_anchor")


def test_working_days_beyond_the_known_calendar_are_provisional() -> None:
    (hit,) = find_times(View.of("自印发之日起10个工作日内完成。"), TimeContext(issued_on=date(2090, 1, 2)))
    assert hit.problem == "deadline.provisional"
    assert hit.deadline.end == "2090-01-16", "ten weekdays after a Monday"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("6月5日前完成", "day"),
        ("6月上旬完成", "ten_days"),
        ("6月底前完成", "month"),
        ("三季度完成", "quarter"),
        ("上半年完成", "half_year"),
        ("年底前完成", "year"),
        ("到“十四五”末完成", "plan"),
        ("待资金到位后完成", "vague"),
    ],
)
def test_precision_is_that_of_the_words(text: str, precision: str) -> None:
    (hit,) = find_times(View.of(text), SPRING)
    assert hit.deadline.precision == precision


def test_digits_on_two_lines_are_two_numbers() -> None:
    assert read("（见附表1\n2025年6月底前完成）") == ["by ..2025-06-30"]


def test_a_hit_says_its_characters_and_the_year_that_it_puts_in_force() -> None:
    view = View.of("市某局 于 2025年3月20日前 报送")
    (hit,) = find_times(view, SPRING)
    assert view.text[hit.start : hit.end] == hit.deadline.text == "于2025年3月20日前"
    assert hit.explicit_year == 2025
    assert hit.deadline.evidence is None
