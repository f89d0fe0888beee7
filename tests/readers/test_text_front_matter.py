"""What sites, crawlers and databases put around a notice becomes fields; what a person sees of Markdown stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Document, Paragraph
from pipeline.readers.text import read_text

TITLE = "云溪市民政局关于印发社区养老服务管理办法的通知"
BODY = (
    TITLE,
    "云民发〔2024〕9号",
    "各县（市、区）民政局：",
    "现将《社区养老服务管理办法》印发给你们，请遵照执行。",
    "云溪市民政局",
    "2024年4月2日",
)


def read(*lines: str) -> Document:
    return read_text("\n".join(lines).encode(), name="t.md")


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs()]


def fields(document: Document) -> dict[str, str]:
    return {field.name: field.value for field in document.fields}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            ("---", f"标题: {TITLE}", "文号: 云民发〔2024〕9号", "状态: 有效", "官方链接: https://www.example.gov.cn/d/1::2", "---", ""),
            {"标题": TITLE, "文号": "云民发〔2024〕9号", "状态": "有效", "官方链接": "https://www.example.gov.cn/d/1::2"},
            id="YAML",
        ),
        pytest.param(
            ("---", "文号: 云民发〔2024〕9号", "发布日期: 2024-04-03", "---", "> 本文正文由脚本自公开页面提取，仅供检索查阅。", ""),
            {"文号": "云民发〔2024〕9号", "发布日期": "2024-04-03"},
            id="YAML and the crawler's remark",
        ),
        pytest.param(
            (
                f"# {TITLE}",
                "",
                "**发布日期**: 2024-04-03",
                "**分类**: ",
                "**原文链接**: [https://a.example/1](https://a.example/1)",
                "",
                "---",
                "",
            ),
            {"发布日期": "2024-04-03", "分类": "", "原文链接": "https://a.example/1", "标题": TITLE},
            id="bold fields under a title that is printed again",
        ),
        pytest.param(
            ("### 基本信息", "- **发布机构**：云溪市民政局", "- **文件编号**：无", ""),
            {"发布机构": "云溪市民政局", "文件编号": "无"},
            id="listed fields",
        ),
        pytest.param(
            ("##政策标题：", TITLE, "###政策时间：", "2024-04-03", "###政策内容："),
            {"政策标题": TITLE, "政策时间": "2024-04-03"},
            id="hashed fields",
        ),
        pytest.param(
            ("索 引 号：\t00012/2024-0009\t", "发文机关： 云溪市民政局 成文日期： 2024年4月2日", "文　　号：云民发〔2024〕9号", "正文"),
            {"索引号": "00012/2024-0009", "发文机关": "云溪市民政局", "成文日期": "2024年4月2日", "文号": "云民发〔2024〕9号"},
            id="the table of a government site",
        ),
        pytest.param(
            ("政策文号：云民发〔2024〕9号", "牵头单位：组织部", "失效日期：2026-06-27", "正文"),
            {"政策文号": "云民发〔2024〕9号", "牵头单位": "组织部", "失效日期": "2026-06-27"},
            id="an unknown field in a head that is closed",
        ),
        pytest.param(
            ("    【法宝引证码】 CLI.00.0000000", "原文链接：https://db.example/1.html", TITLE),
            {"法宝引证码": "CLI.00.0000000", "原文链接": "https://db.example/1.html", "标题": TITLE},
            id="the head of a legal database",
        ),
    ],
)
def test_heads_become_fields(head: tuple[str, ...], expected: dict[str, str]) -> None:
    document = read(*head, *BODY)
    assert fields(document) == expected
    assert texts(document) == list(BODY)


def test_a_title_that_stands_once_is_the_notices_own() -> None:
    document = read(f"# {TITLE}", "", "**发布日期**: 2024-04-03", "**检索时间**: 2026-02-02", "", "---", "", *BODY[1:])
    assert texts(document) == list(BODY)


def test_fields_and_downloads_at_the_foot() -> None:
    document = read(
        f"# {TITLE}", "**发布日期**: 2024-04-03", "**分类**: 办法", "---", *BODY[1:], "---", "", "**更新时间**: 2026-01-26 11:25:30"
    )
    assert fields(document)["更新时间"] == "2026-01-26 11:25:30"
    assert texts(document) == list(BODY)
    document = read(*BODY, "", "【原文下载】", "- [办法.pdf](/files/1.pdf )")
    assert fields(document) == {"下载": "办法.pdf"}
    assert texts(document) == list(BODY)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("牵头单位：市民政局", "责任单位：市财政局", "完成时限：2024年6月底"), "a responsibility note at the head is the notice"),
        (("来源：市民政局", "各县（市、区）民政局："), "one field line alone is not believed"),
        (("一、基本情况", "发文机关：云溪市民政局", "文号：云民发〔2024〕9号", "状态：有效"), "fields inside the text are text"),
    ],
)
def test_what_only_looks_like_a_head_stays(lines: tuple[str, ...], why: str) -> None:
    document = read(*lines)
    assert (texts(document), document.fields) == (list(lines), ()), why


def test_bold_fields_inside_the_text_are_text() -> None:
    document = read("# 征求意见的通知", "", "## 一、基本情况", "", "**发文机关**：云溪市民政局", "", "**文件性质**：规范性文件")
    assert texts(document) == ["征求意见的通知", "一、基本情况", "发文机关：云溪市民政局", "文件性质：规范性文件"]


@pytest.mark.parametrize(
    ("line", "expected", "why"),
    [
        ("### （一）总体要求", "（一）总体要求", "heading mark"),
        ("**一、总体要求**", "一、总体要求", "bold"),
        ("见[办法全文](https://a.example/1?a=(2))。", "见办法全文。", "a link shows its text"),
        ("- 取消证明材料", "取消证明材料", "a bullet"),
        ("> 云溪市民政局\\", "云溪市民政局", "a quotation and a hard break"),
        ("*注：本文件为征求意见稿。*", "注：本文件为征求意见稿。", "italics"),
        ("增长5%*3=15%", "增长5%*3=15%", "a star that marks nothing"),
        ("执行 Q/YX\\_01 标准", "执行 Q/YX_01 标准", "an escape"),
    ],
)
def test_markdown_is_what_a_person_sees(line: str, expected: str, why: str) -> None:
    assert texts(read("# 通知", "", line, "", "结束。"))[1] == expected, why


def test_marks_in_plain_text_stay() -> None:
    lines = ["#1机组检修通知", "各单位：", "2*3=6，详见附件[1]（略）。"]
    assert texts(read(*lines)) == lines


def test_a_page_that_was_dumped_loses_its_furniture() -> None:
    document = read(
        *(
            f"{TITLE}_云溪市民政局",
            "设为首页",
            "首页",
            "机构概览",
            TITLE,
            "2024-04-03 13:11",
            "来源：云溪市民政局",
            "字体：",
            "小",
            "|",
            "大",
        ),
        *BODY[1:],
        *("扫一扫在手机打开当前页", "网站地图", "主办单位: 云溪市民政局", "云公网安备 00000000000000号", "云ICP备00000000号"),
    )
    assert texts(document) == list(BODY)
    assert fields(document) == {"标题": f"{TITLE}_云溪市民政局", "发布日期": "2024-04-03", "来源": "云溪市民政局"}


def test_lines_that_a_notice_may_have_stay() -> None:
    lines = [*BODY, "联系人：王明", "地址：云溪市民政局三楼", "主办单位：云溪市民政局"]
    assert texts(read(*lines)) == lines


@pytest.mark.parametrize(
    ("line", "text", "aligned"),
    [
        ("　　一、总体要求", "一、总体要求", None),
        (" " * 40 + "云溪市民政局", "云溪市民政局", "right"),
        ("　" * 12 + "2024年4月2日", "2024年4月2日", "right"),
        ("刘　莉\u00a0\u00a0", "刘　莉", None),
    ],
)
def test_leading_white_space_is_no_text(line: str, text: str, aligned: str | None) -> None:
    block = read("通知", line).blocks[1]
    assert isinstance(block, Paragraph)
    assert (block.text, block.aligned) == (text, aligned)


@given(
    st.lists(st.text("甲乙丙，。：1a（）《》 \u3000", max_size=30), min_size=1, max_size=25).filter(
        lambda lines: any(map(str.strip, lines))
    )
)
def test_no_printed_character_is_lost(lines: list[str]) -> None:
    """Without front matter and Markdown marks, everything that is printed is in the text, in its order."""
    document = read(*lines)
    assert re.sub(r"\s", "", document.text) == re.sub(r"\s", "", "".join(lines))


def test_real_text_files_are_read(shared_folder: Path) -> None:
    paths = [path for path in sorted(shared_folder.joinpath("real").rglob("*")) if path.suffix in {".txt", ".md"}]
    assert paths
    for path in paths[::11]:
        document = read_text(path.read_bytes(), name=path.name)
        assert not any(field.value.count("\n") > 6 for field in document.fields), path.name
        assert document.blocks, path.name
