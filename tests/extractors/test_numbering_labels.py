"""What can be a label at the head of a paragraph, and what only looks like one."""

from __future__ import annotations

import pytest

from extractors.numbering import read_label

LABELS = (
    ("第一编 总则", "第一编"),
    ("第二部分　重点任务", "第二部分"),
    ("第三章 监督管理", "第三章"),
    ("第二节　申报程序", "第二节"),
    ("第十二条 申请人应当如实填报。", "第十二条"),
    ("第十二条申请人应当如实填报。", "第十二条"),
    ("第八条之一 本条例所称园区，是指工业园区。", "第八条之一"),
    ("【第三条】【用地保障】优先安排用地。", "第三条"),
    ("一、总体要求", "一"),
    ("二十一、强化监督", "二十一"),
    ("一. 总体要求", "一"),
    ("（一）加强领导。", "（一）"),
    ("(十二) 优化流程", "（十二）"),
    ("（一 ）加强领导。", "（一）"),
    ("㈢ 加强领导", "（三）"),
    ("1.优化流程。", "1"),
    ("1．优化流程。", "1"),
    ("1、优化流程。", "1"),
    ("1 .优化流程。", "1"),
    ("１２．优化流程。", "12"),
    ("4..优化流程。", "4"),
    ("90，利用各种形式宣传。", "90"),
    ("1.2024年6月底前完成改造。", "1"),
    ("30 不断扩大覆盖面。", "30"),
    ("（3）提交申请。", "（3）"),
    ("⑶提交申请。", "（3）"),
    ("3）提交申请。", "3）"),
    ("③提交申请。", "③"),
    ("1.1 编制目的", "1.1"),
    ("3.2.1 预警分级", "3.2.1"),
    ("　　（二）加强领导。", "（二）"),
    ("（一）项目须在线申报。", "（一）"),
    ("（二）条件具备的先行先试。", "（二）"),
    ("（三）目标任务", "（三）"),
)


@pytest.mark.parametrize(("text", "label"), LABELS, ids=[text for text, _ in LABELS])
def test_labels(text: str, label: str) -> None:
    found = read_label(text)
    assert found is not None
    assert found.label == label
    assert text[found.end :].strip()
    assert not text[found.end :][0].isspace()


NONE = (
    ("2024年6月底前完成改造。", "a date"),
    ("1.5亿元用于补助。", "an amount"),
    ("3个工作日内办结。", "a quantity"),
    ("3 个工作日内办结。", "a quantity with the space of a PDF"),
    ("12345热线接到的诉求。", "a number"),
    ("7、8月开展巡查。", "months"),
    ("第三方评估：委托机构评估。", "第三 that is no chapter"),
    ("第一时间处置。", "第一 that is no chapter"),
    ("第三条规定的情形，从重处理。", "a reference to an article"),
    ("第五条、第六条所列事项", "references"),
    ("（二）项规定的材料", "a reference to an item"),
    ("一是加强领导。", "an enumerator of a sentence"),
    ("一、二级响应由市级启动。", "levels"),
    ("第三章规定的程序，由市局另行制定。", "a reference to a chapter"),
    ("（以下简称《办法》）", "a bracket"),
    ("一、总体要求..................................3", "a line of a table of contents"),
    ("", "nothing"),
)


@pytest.mark.parametrize(("text", "why"), NONE, ids=[why for _, why in NONE])
def test_what_only_looks_like_a_label(text: str, why: str) -> None:
    assert read_label(text) is None, why


def test_a_label_that_the_reader_restored_is_hardly_ever_text() -> None:
    typed, restored = read_label("（1）提交申请。"), read_label("（1）提交申请。", printed="（1）")
    assert typed is not None
    assert restored is not None
    assert restored.plain > typed.plain
