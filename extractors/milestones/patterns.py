"""Expressions for the steps 推进时序 of a task: how they begin, end, and say that they are done."""

from __future__ import annotations

import re

# A sentence ends at 。！, and at ； where other time words follow; never inside brackets or quotes.
SENTENCE_END = "。！!"

# Words that belong to the time behind them, so that a step begins before them: 力争2023年创建成功, 并于6月底前….
LEAD_IN = re.compile(r"(?:并|再|且|力争|争取|确保|计划|预计|拟|于|在|到|至|自|从|待|截至|截止|其中|同时|随后|之后|最迟|最晚|原则上|进一步)*$")

# An enumerator that opens a step inside a cell. Its dot is no decimal point.
ENUMERATOR = re.compile(r"^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、|[①-⑳]|[一二三四五六七八九]是)")

# 常态化 at the head of a step is ongoing; 定期, 持续 and 动态 are manner words (contract, milestone).
ONGOING_HEAD = re.compile(r"^(?:常态化|长期(?:坚持|开展|推进)?)")

# A mark in brackets at the end: （已完成）, （已于9月签约）.
_DONE_VERB = r"(?:完成|签约|签订|签署|印发|出台|召开|举办|启用|投用|投入使用|建成|开工|竣工|纳入|获批|批复|挂牌|上线|发布|落实|到位|通过|成立|组建|办结)"
DONE_MARK = re.compile(rf"[（(](?:目前|现)?(?:均|都|全部|基本)?已(?:经)?[^（）()]{{0,12}}{_DONE_VERB}?[^（）()]*[）)]$|[（(](?:完成|办结|落实到位)[）)]$")
# The sentence itself says so: …已纳入…, …工作已完成（…）, 已于8月印发…. 已 in a noun phrase (已建成的园区) says nothing of the step.
DONE_SENTENCE = re.compile(rf"(?<![如若未])已(?:经|于|全部|基本|正式|顺利|按期|提前|成功|列入|圆满|[^，。；（）]{{0,10}}?)?(?:{_DONE_VERB}|列入|创建|设立|达到|实现)(?!的|后|且)")
# What is still to come makes a sentence planned, whatever else in it is done.
PLANNED_WORD = re.compile(r"力争|争取|计划|继续|进一步|拟|将(?!.{0,12}已)|推动|推进|加快|启动|开展(?!了)")
# A bracket that says when and what happened: （9月17日在…签约）.
BRACKET_EVENT = re.compile(rf"[（(](?P<inside>[^（）()]*{_DONE_VERB})[）)]$")
