"""The tree of numbered items from their sequence."""

from __future__ import annotations

import pytest

from extractors.clauses.clauses import read_clauses
from extractors.parts.parts import split
from tests.tools.documents import document, paragraphs, table


def paths(*lines: str) -> list[str]:
    given = paragraphs(*lines)
    return [clause.path for part in split(given) for clause in read_clauses(given, part).clauses]


def lines_for(labels: str) -> list[str]:
    """A line for each label, parted by spaces: ``一、`` becomes ``一、内容``."""
    return [f"{label}内容甲乙丙" for label in labels.split()]


CASES = (
    ("一、 （一） （二） 二、 （一）", "一 一/（一） 一/（二） 二 二/（一）", "restarts under each heading"),
    ("一、 （一） （二） 二、 （三） （四）", "一 一/（一） 一/（二） 二 二/（三） 二/（四）", "numbers run on across headings"),
    ("一、 （一） 1. 2. （二） 3. 二、 （一） 4.", "一 一/（一） 一/（一）/1 一/（一）/2 一/（二） 一/（二）/3 二 二/（一） 二/（一）/4", "the lowest level runs on alone"),
    ("一、 1. 2. 二、 3.", "一 一/1 一/2 二 二/3", "a level is skipped"),
    ("第一章 第一条 （一） （二） 第二条 第二章 第三条", "第一章 第一章/第一条 第一章/第一条/（一） 第一章/第一条/（二） 第一章/第二条 第二章 第二章/第三条", "articles run on over chapters"),
    ("第一条 （一） 1. 2. （二）", "第一条 第一条/（一） 第一条/（一）/1 第一条/（一）/2 第一条/（二）", "items below an article"),
    ("1. （1） ① ② （2） 2.", "1 1/（1） 1/（1）/① 1/（1）/② 1/（2） 2", "Arabic on top"),
    ("1. （一） （二） 2. （一） （二） 3.", "1 1/（一） 1/（二） 2 2/（一） 2/（二） 3", "the wider style below the narrower one"),
    ("1. 2. 3. 一、 1. 2. 二、", "1 2 3 一 一/1 一/2 二", "items before the first heading"),
    ("一、 （一） 1. 1. 2. 3.", "一 一/（一） 一/（一）/1 一/（一）/1 一/（一）/2 一/（一）/3", "a restart without a heading keeps its honest path"),
    ("一、 （一） 1． 2、 3.", "一 一/（一） 一/（一）/1 一/（一）/2 一/（一）/3", "marks mixed within a series"),
    ("十、 十一、 十二、", "十 十一 十二", "a text that starts late"),
    ("（一） （二） （四） （五）", "（一） （二） （四） （五）", "a number that was lost"),
    ("一、 1.1 1.2 二、 2.1", "一 一/1.1 一/1.2 二 二/2.1", "decimals"),
)


@pytest.mark.parametrize(("labels", "expected", "why"), CASES, ids=[why for *_, why in CASES])
def test_paths(labels: str, expected: str, why: str) -> None:
    assert paths("云泽市城市书房建设方案", *lines_for(labels)) == expected.split(), why


LONG = (
    (("一、工作目标", "2024年底前建成书房20个。", "二、保障措施"), ["一", "二"], "a line that begins with a year"),
    (("一、资金", "1.5亿元用于补助。", "二、用地"), ["一", "二"], "an amount"),
    (("（一）流程。一是申请，二是审核。（1）书面申请（2）网上申请均可。", "（二）时限。"), ["（一）", "（二）"], "numbers inside a paragraph"),
    (("29.推广自助终端。", "30 不断扩大覆盖面。", "31.加强培训。"), ["29", "30", "31"], "a damaged label that counts on"),
    (("一、工作目标", "5 号线沿线建成书房20个。", "二、保障措施"), ["一", "二"], "a bare number that does not count on"),
    (("（一）", "加强领导。成立专班。", "（二）", "严格考核。"), ["（一）", "（二）"], "labels on lines of their own"),
    (
        ("目录", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 为了规范管理，制定本办法。", "第二章 附则", "第二条 本办法自发布之日起施行。"),
        ["第一章", "第一章/第一条", "第二章", "第二章/第二条"],
        "a table of contents",
    ),
    (("第一条 建立专班。", "第二条的要求由专班落实。", "第二条 定期会商。"), ["第一条", "第二条"], "a reference at the head of a line"),
)


@pytest.mark.parametrize(("lines", "expected", "why"), LONG, ids=[why for *_, why in LONG])
def test_lines_that_are_and_are_not_items(lines: tuple[str, ...], expected: list[str], why: str) -> None:
    assert paths("云泽市城市书房管理办法", *lines) == expected, why


def test_ids_stay_unique_where_numbers_restart_and_a_problem_says_so() -> None:
    given = paragraphs("云泽市城市书房建设方案", "一、甲事项", "1.甲乙丙丁", "2.甲乙丙丁", "1.甲乙丙丁", "2.甲乙丙丁")
    reading = read_clauses(given, split(given)[0])
    ids = [clause.id for clause in reading.clauses]
    assert ids == ["notice/一", "notice/一/1", "notice/一/2", "notice/一/1~2", "notice/一/2~2"]
    assert [clause.parent for clause in reading.clauses] == [None, *["notice/一"] * 4]
    assert [problem.code for problem in reading.problems] == ["clause.repeated", "clause.repeated"]


def test_a_missing_number_is_a_problem_one_that_runs_on_at_another_level_is_none() -> None:
    def codes(*lines: str) -> list[str]:
        given = paragraphs("云泽市城市书房建设方案", *lines)
        return [problem.code for problem in read_clauses(given, split(given)[0]).problems]

    assert codes("（一）甲", "（三）乙") == ["clause.gap"]
    assert codes("一、甲", "（一）乙", "1.丙", "2.丁", "二、戊", "3.己") == []


def test_numbering_begins_anew_in_each_part() -> None:
    given = paragraphs(
        "云泽市民政局关于印发救助方案的通知", "各县民政局：", "现将救助方案印发给你们。", "云泽市民政局", "2024年1月2日",
        "救助方案", "一、目标", "二、措施", "附件", "救助清单", "一、物资",
    )  # fmt: skip
    found = [(clause.part, clause.path, clause.id) for part in split(given) for clause in read_clauses(given, part).clauses]
    assert found == [
        ("issued_text", "一", "issued_text/一"),
        ("issued_text", "二", "issued_text/二"),
        ("attachment:1", "一", "attachment:1/一"),
    ]


def test_cells_of_a_table_make_no_clauses() -> None:
    given = document("云泽市城市书房建设方案", "一、任务", table("一、选址|1.市住建局", "二、建设|2.市文旅局"), "二、保障")
    assert [clause.path for clause in read_clauses(given, split(given)[0]).clauses] == ["一", "二"]
