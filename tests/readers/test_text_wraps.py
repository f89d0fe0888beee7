"""Lines broken to a width become the paragraphs that they were; lines that nobody broke stay as they are."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers.line_breaks import ITEM_START, Line
from pipeline.readers.line_breaks import width as width_of
from pipeline.readers.text import read_text
from pipeline.readers.wraps import close_up, glue, join, measure

# An invented notice. Paragraphs of every kind that stands beside another one in real notices.
NOTICE = (
    "云溪市人民政府办公室关于印发云溪市2024年便民服务提升行动实施方案的通知（2024年3月5日）",
    "云政办发〔2024〕7号",
    "各县（市、区）人民政府，高新区管委会，市政府各部门、各直属机构：",
    "《云溪市2024年便民服务提升行动实施方案》已经市政府第12次常务会议审议通过，现印发给你们，请认真贯彻执行。",
    "云溪市人民政府办公室",
    "2024年3月5日",
    "（此件公开发布）",
    "云溪市2024年便民服务提升行动实施方案",
    "为深入贯彻落实国家和省关于提升政务服务水平的决策部署，进一步方便企业和群众办事，结合本市实际，制定本方案。",
    "一、总体要求",
    "坚持问题导向和系统观念，聚焦企业群众反映强烈的堵点难点，以数字化改革为牵引，以标准化建设为支撑，推动政务服务由能办向好办快办转变，"
    "到2024年底前，全市高频事项网上可办率达到95%以上，群众满意度持续提高。",
    "二、重点任务",
    "（一）优化办事流程。全面梳理办事环节，取消没有法律法规依据的证明材料，推动更多事项一次告知、一表申请、一套材料、一窗受理。对跨部门事项实行"
    "并联审批，办理时限在法定时限基础上压缩60%以上。（牵头单位：市政务服务局；责任单位：市市场监管局、市自然资源规划局、市住房城乡建设局，各县（市、区）人民政府）",
    "（二）加强数据共享。建设统一的数据目录，6月底前完成全部市级部门数据归集，推动电子证照在政务服务、公共服务等领域应用。（市大数据局牵头，市直有关部门按职责分工负责）",
    "1.完善基础支撑。升级市级政务云平台，提升承载能力和安全防护水平，确保关键业务系统稳定运行，避免重复建设和资源浪费。",
    "2.拓展应用场景。围绕出生、入学、就业、退休等事项，推出不少于20个“一件事”集成服务，逐步实现全程网办、跨城通办。",
    "三、保障措施",
    "（一）加强组织领导。各地各部门要把便民服务提升行动摆在重要位置，明确责任领导和具体人员，细化工作举措，确保各项任务按期完成。",
    "（二）强化督促检查。市政府督查室要会同有关部门定期开展督查，对工作推进不力、造成不良影响的，依规依纪严肃问责。",
    "附件：云溪市2024年便民服务提升行动任务分工表",
)


def printed(text: str, *, width: float, seed: int, torn: float) -> list[str]:
    """A paragraph as it is copied from a PDF page: printed lines, each perhaps torn after a mark, gaps after numbers made spaces."""
    pick = random.Random(f"{seed} {text}")
    indent = 2.0 if (len(text) > 30 and not text.startswith(("各县", "云溪"))) or ITEM_START.match(text) else 0.0
    units: list[str] = []
    for token in re.findall(r"[A-Za-z0-9.%]+|.", text):
        if units and (token in "，。、；：）》”〕" or units[-1][-1] in "（《“〔"):
            units[-1] += token
        else:
            units.append(token)
    lines, line, filled = [], "", indent
    for unit in units:
        if line and filled + width_of(unit) > width:
            lines.append(line)
            line, filled = "", 0.0
        line += unit
        filled += width_of(unit)
    lines.append(line)
    pieces: list[str] = []
    for line in lines:
        spaced = re.sub(r"(?<=[0-9%])(?=[\u4e00-\u9fff])", " ", line)
        piece = ""
        for place, char in enumerate(spaced):
            piece += char
            tearable = char in "，。、；：）》”" and spaced[place + 1 : place + 2] not in ("", *"，。、；：）》”〕")
            if tearable and pick.random() < torn:
                pieces.append(piece)
                piece = ""
        pieces.append(piece)
    return [piece.strip() for piece in pieces if piece.strip()]


def copied(paragraphs: tuple[str, ...] = NOTICE, *, width: float = 40, seed: int = 1, torn: float = 0.0) -> list[Line]:
    return [Line(text=piece) for text in paragraphs for piece in printed(text, width=width, seed=seed, torn=torn)]


@pytest.mark.parametrize("width", [26, 30, 34, 38, 40, 42])
def test_plainly_wrapped_lines_become_the_paragraphs(width: float) -> None:
    lines = copied(width=width)
    found = measure(lines)
    assert found is not None
    assert abs(found - width) <= 1
    assert [line.text for line in join(lines, measure=found)] == list(NOTICE)


@pytest.mark.parametrize("seed", range(6))
def test_lines_torn_at_marks_become_the_paragraphs(seed: int) -> None:
    lines = copied(seed=seed, torn=0.3)
    found = measure(lines)
    assert found is not None
    assert [line.text for line in join(lines, measure=found)] == list(NOTICE)


def test_paragraphs_that_stand_on_one_line_each_are_not_wrapped() -> None:
    assert measure([Line(text=text) for text in NOTICE]) is None


def test_a_list_of_names_of_like_length_is_not_wrapped() -> None:
    posts = [f"{name}  云溪市第{number}中心小学校长兼党支部书记" for number, name in enumerate("赵钱孙李周吴郑王冯陈褚卫", 11)]
    assert measure([Line(text=post) for post in posts]) is None


@pytest.mark.parametrize(
    ("pieces", "expected", "why"),
    [
        (["到2024 年1", "2 月底前完成"], "到2024年12月底前完成", "a number broken in two takes no space"),
        (["接入APP", "store"], "接入APP store", "between Latin words the break was a space"),
        (["由市场监", "管局（牵", "头单位）"], "由市场监管局（牵头单位）", "names and labels broken in two"),
        (["执行GB/T 9704", "的规定"], "执行GB/T 9704的规定", "a space between Latin word and number was typed"),
    ],
)
def test_pieces_are_put_together(pieces: list[str], expected: str, why: str) -> None:
    text = pieces[0]
    for piece in pieces[1:]:
        text = glue(text, piece)
    assert close_up(text) == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("2023 年2 月10 日", "2023年2月10日", "the gaps of typesetting"),
        ("“一件事” 改革", "“一件事”改革", "between Chinese characters"),
        ("刘　莉    王　健", "刘　莉    王　健", "full-width spaces and columns were typed on purpose"),
        ("see note 3 of CJ/T 316", "see note 3 of CJ/T 316", "no Chinese beside it"),
    ],
)
def test_single_spaces_beside_chinese_go(text: str, expected: str, why: str) -> None:
    assert close_up(text) == expected, why


def _wrapped_with(*middle: str) -> list[str]:
    """Paragraphs of a wrapped file, to put a case between ones that are plain."""
    above, below = copied(NOTICE[8:13]), copied(NOTICE[15:])
    data = "\n".join([*(line.text for line in above), *middle, *(line.text for line in below)])
    document = read_text(data.encode(), name="t.txt")
    return [paragraph.text for paragraph in document.paragraphs()]


def test_an_item_that_the_sentence_refers_to_begins_no_paragraph() -> None:
    first = "各窗口单位在受理群众申请时应当严格按照《云溪市便民服务窗口管理办法》第三条第"
    assert first + "（二）项的规定一次性告知所需的全部材料。" in _wrapped_with(first, "（二）项的规定一次性告知所需的全部材料。")


def test_an_item_after_a_note_that_is_not_closed_begins_a_paragraph() -> None:
    paragraphs = _wrapped_with(
        "3.开展培训。组织窗口人员集中学习，提高业务能力。（市人社局负责，9月底前完成", "4.公开清单。各部门在网站公开办事指南和收费项目。"
    )
    assert "4.公开清单。各部门在网站公开办事指南和收费项目。" in paragraphs


def test_several_organs_sign_one_below_the_other() -> None:
    organs = ["云溪市发展和改革委员会", "云溪市财政局", "云溪市民政局", "2024年5月6日"]
    paragraphs = _wrapped_with("特此通知，请各有关单位结合实际认真组织实施。", *organs)
    assert [text for text in paragraphs if text in organs] == organs


def test_the_title_of_an_issued_text_stands_alone() -> None:
    lines = ["第七条  本制度自公布之日起施行。", "云溪市便民服务承诺制度", "第一条  为规范便民服务行为，提高服务质量，制定本制度。"]
    assert [text for text in _wrapped_with(*lines) if text in lines] == lines


def test_a_word_spread_wide_is_one_heading() -> None:
    assert "第一章总则" in _wrapped_with("第一章总", "则", "第一条  为规范便民服务行为，提高服务质量，制定本制度。")


def test_printed_indents_say_where_paragraphs_begin() -> None:
    body = "各部门要加强协作配合，及时研究解决工作推进中遇到的困难和问题，重大事项及时报告。"
    lines = ["　　" + body[:18], body[18:38], body[38:]] * 5
    document = read_text("\n".join(lines).encode(), name="t.txt")
    assert [paragraph.text for paragraph in document.paragraphs()] == [body] * 5


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("一二三（）《》，。、；：1９aB \u3000年月", min_size=1, max_size=40), min_size=1, max_size=40),
    st.sampled_from([12.0, 20.0, 40.0]),
)
def test_joining_loses_and_moves_no_character(texts: list[str], width: float) -> None:
    lines = [Line(text=text.strip()) for text in texts if text.strip()]
    joined = join(lines, measure=width)
    assert re.sub(r"\s", "", "".join(line.text for line in joined)) == re.sub(r"\s", "", "".join(line.text for line in lines))
    assert sum(line.count for line in joined) == len(lines)
