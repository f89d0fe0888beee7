"""Texts that lost their line breaks get them back where a label, the form of the header or white space shows them; other texts stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Paragraph
from pipeline.readers.run_on import restore
from pipeline.readers.text import read_text

TITLE = "云溪市人民政府办公室关于印发《云溪市乡村客运提升行动方案（2024—2026年）》的通知"
COVER = (
    TITLE,
    "云政办发〔2024〕18号",
    "各县（市、区）人民政府，高新区管委会，市政府各部门、各直属机构：",
    "《云溪市乡村客运提升行动方案（2024—2026年）》已经市政府第20次常务会议审议通过，现印发给你们，请认真贯彻执行。",
    "云溪市人民政府办公室",
    "2024年4月8日",
    "（此件公开发布）",
    "云溪市乡村客运提升行动方案（2024—2026年）",
)
BODY = (
    "为方便群众出行，根据《云溪市道路运输条例》第九条、第十二条的规定，结合本市实际，制定本方案。到2026年，乡镇通公交率达到92.5%，平均候车时间降到1.2小时以下。",
    "一、总体要求",
    "（一）指导思想。坚持城乡统一、服务优先，把乡村客运摆在二、三产业融合发展的重要位置，做到路通、车通、人通，让群众出行更安全、更便捷、更舒适，稳步缩小城乡差距。",
    "（二）工作目标。2024年底前完成线路普查；2025年6月30日前投放新车120辆，其中1.5吨以上货运兼用车30辆；2026年实现全域覆盖，群众满意度不低于90%，各项指标进入全省前列。",
    "二、重点任务",
    "（一）优化线路网络",
    "1.调整既有线路。对照本方案第（二）项目标，全面梳理现有线路，坚持一是方便学生，二是方便老人，三是方便赶集，撤并重复线路，新开接驳线路。（市交通运输局、各县（市、区）人民政府）",
    "2.建设候车设施。新建改建候车亭300座，完善站牌、照明、座椅等设施，逐步推广电子站牌，实现车辆到站信息实时查询。（市交通运输局牵头，市财政局配合）",
    "（二）提升服务水平",
    "3.规范经营行为。严格执行票价公示制度，畅通投诉渠道，投诉应当在5个工作日内办结，办结率达到100%，对违规经营行为依法依规严肃查处。（市市场监管局）",
    "4.加强安全管理。落实企业主体责任，定期开展车辆检测和驾驶员培训，推广使用主动安全防控装置，坚决防范和遏制重特大事故发生，确保运行安全。（市应急局）",
    "三、保障措施",
    "（一）加强领导。成立市乡村客运工作专班，统筹解决重大问题，各县（市、区）要明确专人负责，把任务分解到岗、落实到人，形成上下联动的工作格局。",
    "（二）加大投入。市财政每年安排专项资金，重点支持新能源车辆购置和候车设施建设，鼓励社会资本参与，拓宽投融资渠道，提高资金使用效益。",
    "附件：1.云溪市乡村客运线路清单",
    "2.云溪市乡村客运任务分工表",
)
NOTICE = COVER + BODY
REGULATION = (
    "云溪市城市绿地管理办法",
    "第一章　总　　则",
    "第一条　为加强城市绿地管理，改善生态环境，根据有关法律、法规，结合本市实际，制定本办法。",
    "第二条　本市城市规划区内绿地的规划、建设和养护，适用本办法。违反本办法第十条规定的，依照本办法第十一条处罚。",
    "第三条　城市绿地包括下列种类：",
    "（一）公园绿地；",
    "（二）防护绿地和生产绿地；",
    "（三）单位附属绿地、居住区绿地以及其他绿地。",
    "第二章　规划与建设",
    "第四条　市园林绿化主管部门应当会同自然资源主管部门编制绿地系统规划，报市人民政府批准后公布实施。",
    "第五条　建设项目的绿地率不得低于国家规定的标准，因特殊情况达不到标准的，应当在就近地段补建。",
    *(
        f"第{number}条　城市绿地的养护单位应当建立巡查制度，发现苗木枯死、设施损坏的，应当及时补植、修复，并做好记录备查。"
        for number in "六七八九十"
    ),
    "第十一条　损坏绿地的，责令限期恢复原状，并处二百元以上二千元以下罚款；造成损失的，依法承担赔偿责任。",
    *(
        f"第十{number}条　任何单位和个人都有保护绿地的义务，有权对损坏绿地的行为进行制止和举报，有关部门应当及时处理。"
        for number in "二三四五六七八"
    ),
    "第十九条　本办法自2024年5月1日起施行。",
)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("between", "why"),
    [("", "nothing was left"), ("　　", "an indent was left"), (" ", "a space was left"), ("    ", "spaces were left")],
)
def test_a_notice_gets_its_paragraphs_back(between: str, why: str) -> None:
    assert restore(between.join(NOTICE)) == list(NOTICE), why


def test_a_regulation_gets_its_articles_back() -> None:
    assert restore("".join(REGULATION)) == list(REGULATION)


def test_the_reader_uses_it() -> None:
    document = read_text("".join(NOTICE).encode(), name="a.txt")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == list(NOTICE)


SECTIONS = "".join(BODY[1:])


@pytest.mark.parametrize(
    ("head", "expected", "why"),
    [
        (
            "关于做好防汛工作的通知各乡镇人民政府，县直有关单位：为做好防汛工作，现将有关事项通知如下。",
            ["关于做好防汛工作的通知", "各乡镇人民政府，县直有关单位：", "为做好防汛工作，现将有关事项通知如下。"],
            "without a number the kind of document ends the title",
        ),
        (
            "溪水府发〔2023〕9号2023年5月6日各乡镇人民政府：现就有关工作通知如下。",
            ["溪水府发〔2023〕9号", "2023年5月6日", "各乡镇人民政府：", "现就有关工作通知如下。"],
            "a site printed the date behind the number",
        ),
        (
            "云溪市交通运输局令第7号《云溪市渡口管理规定》已经局务会议通过，现予公布。云溪市交通运输局2023年6月1日云溪市渡口管理规定为加强渡口管理，制定本规定。",
            [
                "云溪市交通运输局令第7号",
                "《云溪市渡口管理规定》已经局务会议通过，现予公布。",
                "云溪市交通运输局",
                "2023年6月1日",
                "云溪市渡口管理规定",
                "为加强渡口管理，制定本规定。",
            ],
            "an order 令 and the text that it issues",
        ),
        (
            "溪水府发〔2023〕9号关于开展植树活动的通知各乡镇人民政府，各人民团体：请做好准备。",
            ["溪水府发〔2023〕9号", "关于开展植树活动的通知", "各乡镇人民政府，各人民团体：", "请做好准备。"],
            "a site printed the number above the title",
        ),
        (
            "各乡镇人民政府：现将《溪水县湖长巡查办法》印发给你们。2023年5月6日溪水县湖长巡查办法湖长每月巡查一次，并作记录。",
            [
                "各乡镇人民政府：",
                "现将《溪水县湖长巡查办法》印发给你们。",
                "2023年5月6日",
                "溪水县湖长巡查办法",
                "湖长每月巡查一次，并作记录。",
            ],
            "the signature is left out, the title follows the date",
        ),
        (
            "中共云溪市委关于加强基层治理的意见（2023年3月1日）为加强基层治理，提出如下意见。",
            ["中共云溪市委关于加强基层治理的意见（2023年3月1日）", "为加强基层治理，提出如下意见。"],
            "a date in brackets belongs to the title",
        ),
        (
            "各乡镇人民政府：现将《溪水县河道保洁办法》印发给你们，请遵照执行。溪水县河道保洁办法河道是城市的血脉，要人人爱护。",
            [
                "各乡镇人民政府：",
                "现将《溪水县河道保洁办法》印发给你们，请遵照执行。",
                "溪水县河道保洁办法",
                "河道是城市的血脉，要人人爱护。",
            ],
            "no signature: the title named before stands by itself behind the full stop",
        ),
    ],
)
def test_headers(head: str, expected: list[str], why: str) -> None:
    assert restore(head + SECTIONS)[: len(expected)] == expected, why


@pytest.mark.parametrize(
    ("tail", "expected", "why"),
    [
        ("由市财政局落实。云溪市财政局2023年6月2日", ["由市财政局落实。", "云溪市财政局", "2023年6月2日"], "signature and date"),
        ("请遵照执行。2023年6月2日（此件公开发布）", ["请遵照执行。", "2023年6月2日", "（此件公开发布）"], "a date alone, before a note"),
        ("请遵照执行。责任编辑：李小禾", ["请遵照执行。", "责任编辑：李小禾"], "the site's own line"),
        (
            "请遵照执行（市水利局、市财政局）。本方案自2023年7月1日起施行。",
            ["请遵照执行（市水利局、市财政局）。", "本方案自2023年7月1日起施行。"],
            "a closing provision",
        ),
        (
            "请遵照执行。附件：河道保洁任务清单云溪市水利局2023年6月2日附件河道保洁任务清单为落实责任，列出清单。",
            [
                "请遵照执行。",
                "附件：河道保洁任务清单",
                "云溪市水利局",
                "2023年6月2日",
                "附件",
                "河道保洁任务清单",
                "为落实责任，列出清单。",
            ],
            "the title in the note of attachments ends with its kind 清单",
        ),
        (
            "请遵照执行。附件：《河道保洁任务清单》云溪市水利局2023年6月2日附件河道保洁任务清单为落实责任，列出清单。",
            [
                "请遵照执行。",
                "附件：《河道保洁任务清单》",
                "云溪市水利局",
                "2023年6月2日",
                "附件",
                "河道保洁任务清单",
                "为落实责任，列出清单。",
            ],
            "》 parts them",
        ),
    ],
)
def test_ends(tail: str, expected: list[str], why: str) -> None:
    pieces = restore(SECTIONS.split("附件")[0] + "四、" + tail)
    assert pieces[-len(expected) :] == ["四、" + expected[0], *expected[1:]], why


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("按照本条第（一）项和第（二）项的规定", "references to items"),
        ("面积1.5亿元、2.6万亩", "decimals"),
        ("推动一、二、三产业融合", "an enumeration of numbers"),
        ("依照第三条、第四条规定", "references to articles"),
        ("坚持统一、规范、高效", "一、 at the end of a word"),
        ("自2023年6月1日起至2024年6月1日止", "dates in a sentence"),
        ("印发《云溪市关于（一）区（二）园建设的意见》", "labels in a title"),
        ("做到一是抓紧，二是抓实", "一是, 二是"),
        ("在2023年6月2日前报送，会同附件厂家验收", "附件 in a sentence"),
        ("注明数据来源：统计年鉴", "a source that is not the site's"),
    ],
)
def test_no_break_inside_a_sentence(inside: str, why: str) -> None:
    sentence = f"有关部门应当{inside}，认真组织实施。"
    text = "".join(BODY[:3]) + sentence + "".join(BODY[3:])
    assert any(sentence in piece for piece in restore(text)), why


def test_headings_without_a_full_stop_end_at_the_next_label_only() -> None:
    """Where a heading runs into its text without a mark nobody can part them."""
    text = SECTIONS.replace("（一）指导思想。坚持", "（一）指导思想坚持")
    pieces = restore(text)
    assert "一、总体要求" in pieces
    assert any(piece.startswith("（一）指导思想坚持城乡统一") for piece in pieces)


def test_a_box_counts_anew() -> None:
    box = "专栏1 乡村客运重点工程1.村村通工程。建设招呼站。2.智慧出行工程。建设调度平台。"
    pieces = restore("".join(BODY[:8]) + box + "".join(BODY[8:]))
    assert pieces[8:11] == ["专栏1 乡村客运重点工程", "1.村村通工程。建设招呼站。", "2.智慧出行工程。建设调度平台。"]
    assert any(piece.startswith("3.规范经营行为") for piece in pieces)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("一、总体要求（一）指导思想。坚持服务优先。（二）工作目标。全面覆盖。", "short: a paragraph may hold its items"),
        (
            "重点做好以下工作：" + "".join(f"（{n}）改善乡村客运条件，{'提高服务水平，' * 12}方便群众。" for n in range(1, 5)),
            "numbers in brackets stand inside paragraphs",
        ),
        ("为方便群众出行，市政府决定改善乡村客运条件，提高服务水平。" * 60, "long, but without labels or white space"),
        (TITLE + "印发后反响热烈，" + "各地纷纷行动。" * 30, "no header, though a title"),
        ("  前面有空格的普通段落　　", "white space at the ends is the reader's"),
    ],
)
def test_other_texts_stay_as_they_are(text: str, why: str) -> None:
    assert restore(text) == [text], why


PIECES = st.sampled_from(
    [
        *NOTICE,
        *REGULATION,
        "（一）",
        "二、",
        "1.",
        "第三条",
        "附件",
        "附件1：",
        "　　",
        " ",
        "\t",
        "。",
        "《",
        "》",
        "2024年1月1日",
        "专栏2",
        "——推进",
        "〔2024〕3号",
        "（",
        "来源：",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_nothing_is_lost_and_nothing_added(pieces: list[str]) -> None:
    text = "".join(pieces)
    restored = restore(text)
    assert squeezed("".join(restored)) == squeezed(text)
    assert restored == [text] or all(piece and piece == piece.strip() for piece in restored)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, len(BODY) - 1), max_size=8, unique=True))
def test_a_part_of_a_notice_never_breaks_elsewhere(left_out: list[int]) -> None:
    """Paragraphs may be missing (the numbers then do not count on): a break may be missed, none is put where none was."""
    kept = [paragraph for number, paragraph in enumerate(BODY) if number not in left_out]
    ends, position = set(), 0
    for paragraph in (*COVER, *kept):
        position += len(paragraph)
        ends.add(position)
    position = 0
    for piece in restore("".join((*COVER, *kept))):
        position += len(piece)
        assert position in ends, piece


def test_real_notices_are_cut_only_where_they_run_on() -> None:
    shared = os.environ.get("POLICYGRAPH_SHARED")
    if not shared:
        pytest.skip("POLICYGRAPH_SHARED is not set")
    folder = Path(shared) / "real" / "bulk" / "cities"
    if not folder.is_dir():
        pytest.skip("the folder of real notices is not there")
    cut = 0
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            restored = restore(line)
            assert squeezed("".join(restored)) == squeezed(line), path.name
            cut += len(restored) > 1
    assert cut, "this collection holds notices in one line"
