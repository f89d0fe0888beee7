"""What a paragraph of a Word file says, construction by construction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.docx import read_docx
from pipeline.readers.docx_fields import equation_text
from tests.tools.docx_builder import docx, field, p, r, sdt, style, t, text_box

INS, DEL = '<w:ins w:id="1" w:author="甲">{}</w:ins>', '<w:del w:id="2" w:author="甲">{}</w:del>'
BEGIN, SEPARATE, END = (r(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end"))


def code(text: str) -> str:
    return r(f"<w:instrText>{text}</w:instrText>")


def rpr(name: str) -> str:
    return f"<w:rPr><w:{name}/></w:rPr>"


PARAGRAPHS: list[tuple[str, str, str]] = [
    (p("各县（市、区）", "人民政府", "："), "各县（市、区）人民政府：", "runs are cut anywhere; the text is not"),
    (p("宁澜市　　水利局"), "宁澜市　　水利局", "full-width spaces inside stay"),
    (p("　　各单位要高度重视。　"), "各单位要高度重视。", "white space at the ends is layout"),
    (p(r(t("附件：") + "<w:tab/>" + t("清单"))), "附件：\t清单", "a tab"),
    (p(r(t("宁澜市林业局") + "<w:br/>" + t("关于补植竹林的通知")), props='<w:jc w:val="center"/>'), "宁澜市林业局\n关于补植竹林的通知", "a line break"),
    (p(r(t("附件") + '<w:br w:type="page"/>')), "附件", "a page break at the end is nothing"),
    (p(r("<w:t> 两端有空格 </w:t>")), "两端有空格", "without xml:space the spaces are the file's, not the text's"),
    (p(r(t("甲\n乙"))), "甲 乙", "a line end inside w:t is a space"),
    (p(r(t("竹") + "<w:softHyphen/>" + t("产业\u200b"))), "竹产业", "characters without a shape"),
    (p(r(t("A") + "<w:noBreakHyphen/>" + t("1级"))), "A-1级", "a hyphen that does not break"),
    (p(r(t("选择") + '<w:sym w:font="Wingdings" w:char="F0FE"/>' + t("是"))), "选择☑是", "a symbol by its place in a font"),
    (p(r('<w:sym w:font="Wingdings" w:char="F082"/>' + t("现场核查"))), "②现场核查", "numbers in circles are symbols too"),
    (p("按\uf0a8否\uf0fe是填写"), "按□否☑是填写", "the same characters typed in the font"),
    (p('<w:hyperlink r:id="rId9"><w:r><w:t>办理指南</w:t></w:r></w:hyperlink>', "另发"), "办理指南另发", "a link is its text"),
    (p('<w:smartTag w:element="PlaceName"><w:smartTag w:element="City"><w:r><w:t>宁澜</w:t></w:r></w:smartTag></w:smartTag>', "市"), "宁澜市", "smart tags"),
    (p(sdt(r("2025年"), props='<w:dataBinding w:xpath="/d"/>'), "3月"), "2025年3月", "a content control in a line"),
    (p('<w:customXml w:element="x"><w:r><w:t>市财政局</w:t></w:r></w:customXml>'), "市财政局", "custom XML"),
    (p("于", '<w:fldSimple w:instr="DATE"><w:r><w:t>5月1日</w:t></w:r></w:fldSimple>', "施行"), "于5月1日施行", "a simple field"),
    (p("共", field("=SUM(ABOVE)", "12"), "项"), "共12项", "a complex field by its cached result"),
    (p("共", BEGIN, code("IF "), field("REF a", "真"), code(" = 1 "), SEPARATE, r("3"), END, "项"), "共3项", "a field inside a field's code is code"),
    (p("共", BEGIN, code("REF b"), "三项"), "共", "a field without its end hides the rest of its line"),
    (p(BEGIN, code(r"eq \o\ac(○,3)"), END, "建设水库"), "③建设水库", "带圈字符 have no cached result"),
    (p(DEL.format(r("<w:delText>市农业局</w:delText>")), INS.format(r("市农业农村局"))), "市农业农村局", "tracked changes are accepted"),
    (p(INS.format(r("保留") + DEL.format(r("<w:delText>又删</w:delText>")))), "保留", "a deletion inside an insertion"),
    (p('<w:moveFrom w:id="3"><w:r><w:t>旧处</w:t></w:r></w:moveFrom>', '<w:moveTo w:id="4"><w:r><w:t>新处</w:t></w:r></w:moveTo>'), "新处", "moved text stands where it went"),
    (p("正文", '<w:commentRangeStart w:id="0"/>', r('<w:commentReference w:id="0"/>'), '<w:commentRangeEnd w:id="0"/>'), "正文", "comments"),
    (p("公开", r("内部说明", props="<w:vanish/>"), "内容"), "公开内容", "hidden text"),
    (p("公开", r("可见", props='<w:vanish w:val="0"/>'), props='<w:pStyle w:val="Hid"/>'), "可见", "a hidden style; one run says otherwise"),
    (p("公开", r("隐藏", props='<w:rStyle w:val="HidChar"/>')), "公开", "hidden by a character style"),
    (p(r("<w:ruby><w:rubyPr/><w:rt><w:r><w:t>lán</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>澜</w:t></w:r></w:rubyBase></w:ruby>"), "江"), "澜江", "the base of ruby"),
    (p("占", "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>", "以上"), "占1/3以上", "a formula"),
    (p(r("<mc:AlternateContent><mc:Choice Requires='x'><w:t>甲</w:t></mc:Choice><mc:Fallback><w:t>乙</w:t></mc:Fallback></mc:AlternateContent>")), "甲", "one of two"),
    (p("第一条", props="<w:pPrChange><w:pPr><w:jc w:val='center'/></w:pPr></w:pPrChange>"), "第一条", "what a paragraph was before is not text"),
]  # fmt: skip
STYLES = style("Hid", rpr="<w:vanish/>") + style("HidChar", kind="character", rpr="<w:vanish/>")


@pytest.mark.parametrize(("body", "expected", "why"), PARAGRAPHS, ids=[why for *_, why in PARAGRAPHS])
def test_paragraph(body: str, expected: str, why: str) -> None:
    document = read_docx(docx(body, styles=STYLES), name="x")
    assert [block.text for block in document.paragraphs()] == [expected], why


FLOWS: list[tuple[list[str], str, str]] = [
    ([p("前"), p(), p("　"), p("后")], "前|后", "blank paragraphs are left out"),
    ([p("前半句", props=rpr("del")), p("后半句。")], "前半句后半句。", "a deleted paragraph mark joins"),
    ([p("前", props=rpr("vanish")), p("后")], "前后", "so does a hidden one"),
    ([p(BEGIN, code("TOC"), SEPARATE, r("一、总则\t1")), p(r("二、附则\t2")), p(END), p("正文")], "正文", "a table of contents over paragraphs"),
    ([sdt(p("目录") + p("总则\t1"), props='<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'), p("正文")], "正文", "the same as a building block"),
    ([p("总则\t1", props='<w:pStyle w:val="TOC1"/>'), p("正文", props='<w:pStyle w:val="TOC1"/>')], "正文", "entries whose field is gone, by style and page number"),
    ([p(BEGIN, code("REF b"), "甲"), p("乙")], "乙", "a broken field does not hide the paragraphs after it"),
    ([p(BEGIN, code("HYPERLINK"), SEPARATE, "甲"), p("乙"), p("丙", END)], "甲|乙|丙", "a result over paragraphs is text"),
    ([sdt(p("甲") + sdt(p("乙"))), '<w:ins w:id="1">' + p("丙") + "</w:ins>"], "甲|乙|丙", "content controls and insertions around paragraphs"),
    (
        [p(r(t("工作要求如下。") + "<w:br/>" + t("　　（一）加强领导。") + "<w:br/>" + t("　　（二）压实责任。")))],
        "工作要求如下。|（一）加强领导。|（二）压实责任。",
        "a typed indent after a line break begins a paragraph",
    ),
    ([p(r(t("甲") + "<w:br/><w:br/>" + t("乙")))], "甲|乙", "so does a blank line"),
    ([p(r(t("关于表彰") + "<w:br/>" + t("　　先进的通知")), props='<w:jc w:val="center"/>')], "关于表彰\n　　先进的通知", "a centred heading over lines is one"),
    ([p("前"), p(r(text_box(p("宁澜市人民政府文件"), p("宁府发〔2024〕3号"))), "标题"), p("后")], "前|宁澜市人民政府文件|宁府发〔2024〕3号|标题|后", "a text box at the head of its paragraph, once"),
    ([p("落款", r(text_box(p("印章")))), p("后")], "落款|印章|后", "a text box behind text follows it"),
    ([p(r(f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('旧式文本框')}</w:txbxContent></v:textbox></v:shape></w:pict>"))], "旧式文本框", "VML alone"),
    ([p(r("<w:pict><v:shape><v:textpath string='宁澜市人民政府文件'/></v:shape></w:pict>")), p("正文")], "宁澜市人民政府文件|正文", "WordArt"),
    ([p(r(text_box(p("外"), p(r(text_box(p("内")))))))], "外|内", "a text box inside a text box"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), FLOWS, ids=[why for *_, why in FLOWS])
def test_flow(body: list[str], expected: str, why: str) -> None:
    document = read_docx(docx(*body, styles=style("TOC1", name="toc 1")), name="x")
    assert "|".join(block.text for block in document.paragraphs()) == expected, why


@pytest.mark.parametrize(
    ("field_code", "expected", "why"),
    [
        (r"EQ \o\ac(○,12)", "⑫", "a number in a circle"),
        (r"eq \o\ac(□,密)", "密", "another character in a frame"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps14 \o\ad(\s\up 13(sì),泗)', "泗", "拼音指南: the reading is not text"),
        (r"EQ \o(\s\up 5(市委),\s\do 2(市府))", "市委市府", "合并字符"),
        (r"EQ \F(1,2)", "1/2", "a fraction"),
        ("EQ", "", "nothing"),
    ],
)
def test_equation_field(field_code: str, expected: str, why: str) -> None:
    assert equation_text(field_code) == expected, why


_WORDS = st.text("市县区局委发改财政竹水。，（）12", min_size=1, max_size=6)


@st.composite
def _runs(draw: st.DrawFn, depth: int = 0) -> tuple[str, str]:
    """Inline XML with the text that it shows."""
    kind = draw(st.sampled_from(["run", "run", "ins", "del", "link", "sdt", "field", "hidden", "smart"] if depth < 3 else ["run"]))
    if kind == "run":
        word = draw(_WORDS)
        return r(word), word
    pairs = [draw(_runs(depth=depth + 1)) for _ in range(draw(st.integers(1, 3)))]
    inner, text = "".join(xml for xml, _ in pairs), "".join(shown for _, shown in pairs)
    if kind == "del":
        return DEL.format(inner), ""
    if kind == "hidden":
        return r("密", props="<w:vanish/>"), ""
    if kind == "field":
        return field("REF x", inner), text
    wrapped = {"ins": INS.format(inner), "sdt": sdt(inner), "link": f"<w:hyperlink>{inner}</w:hyperlink>", "smart": f"<w:smartTag>{inner}</w:smartTag>"}
    return wrapped[kind], text


@given(st.lists(st.lists(_runs(), min_size=1, max_size=4), min_size=1, max_size=5))
def test_visible_text_appears_once_and_in_order(paragraphs: list[list[tuple[str, str]]]) -> None:
    body = [p(*(xml for xml, _ in runs)) for runs in paragraphs]
    expected = ["".join(text for _, text in runs) for runs in paragraphs]
    document = read_docx(docx(p("首"), *body), name="x")
    assert [block.text for block in document.paragraphs()] == ["首", *(text for text in expected if text)]
