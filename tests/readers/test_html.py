"""Web pages as a whole: what is the site's and what the notice's, fields, titles, encodings, damage."""

from __future__ import annotations

import os
import random
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document
from pipeline.errors import ReadError
from pipeline.readers import html, read
from pipeline.readers.detect import HTML, MHTML
from pipeline.readers.html import read_html, read_mhtml
from pipeline.readers.html_page import choose_content
from tests.readers.test_docx_tables import picture

TITLE = "岚川市水务局关于印发灌区渠道管护办法的通知"
BODY = [
    "岚水发〔2024〕12号",
    "各县（区）水务局，局属各单位：",
    "《灌区渠道管护办法》已经局长办公会议审议通过，现印发给你们，请认真贯彻执行。",
    "附件：灌区渠道管护责任清单",
    "岚川市水务局",
    "2024年5月6日",
]
TEXT = "".join(f"<p>{line}</p>" for line in BODY)
NAVIGATION = (
    "<div class='top'><a href=/>首页</a><a href=/a>政务公开</a><a href=/b>办事服务</a><a href=/c>互动交流</a></div>"
    "<div class='crumbs'>当前位置：<a href=/>首页</a> &gt; <a href=/a>政务公开</a> &gt; 通知公告</div>"
)
FOOT = (
    "<div class='share'>分享到：<a href=#>微信</a></div><div><a href=#>【打印】</a><a href=#>【关闭】</a></div>"
    "<div class='related'><h3>相关文件</h3><ul><li><a href=1>关于开展灌区检查的通知</a></li><li><a href=2>政策解读</a></li></ul></div>"
    "<div><p>主办单位：岚川市水务局　承办单位：岚川市水务信息中心</p><p>网站标识码：9901000001　岚ICP备00000001号</p></div>"
)


def page(content: str, *, head: str = f"<title>{TITLE}_岚川市水务局</title>", before: str = NAVIGATION, after: str = FOOT) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{before}{content}{after}</body></html>".encode()


def shown(document: Document) -> list[str]:
    return picture(document)


def fields(document: Document) -> dict[str, str]:
    return {field.name: field.value for field in document.fields}


CELLS = (
    "<tr><td><b>索 引 号：</b></td><td>LC0012/2024-00031</td><td><b>主题分类：</b></td><td>水利</td></tr>"
    "<tr><td><b>发文机关：</b></td><td>岚川市水务局</td><td><b>成文日期：</b></td><td>2024年5月6日</td></tr>"
    f"<tr><td><b>标　　题：</b></td><td colspan=3>{TITLE}</td></tr>"
    "<tr><td><b>发文字号：</b></td><td></td><td><b>发布日期：</b></td><td>2024年5月8日</td></tr>"
)
IN_CELLS = {
    "索引号": "LC0012/2024-00031", "主题分类": "水利", "发文机关": "岚川市水务局", "成文日期": "2024年5月6日", "标题": TITLE, "发布日期": "2024年5月8日",
}  # fmt: skip
WHOLE = [TITLE, *BODY]

PAGES: list[tuple[str, str, list[str], dict[str, str], str]] = [
    (
        "named container",
        f"<h1>{TITLE}</h1><div><div class='TRS_Editor'>{TEXT}</div></div>",
        WHOLE,
        {"标题": TITLE},
        "the system says where the text is",
    ),
    (
        "no name",
        f"<div class=x><h1>{TITLE}</h1><div class=y>{TEXT}</div></div>",
        WHOLE,
        {"标题": TITLE},
        "the innermost element beside which there is nothing to read",
    ),
    (
        "loose signature",
        f"<div class=x><h1>{TITLE}</h1>"
        f"<div class=y>{TEXT.split('<p>岚川市水务局')[0]}</div><div>{BODY[4]}</div><div>{BODY[5]}</div></div>",
        WHOLE,
        {"标题": TITLE},
        "what ends a notice is its text wherever it stands",
    ),
    (
        "a name that means something else",
        f"<div id=zoom>放大</div><div class=y><h1>{TITLE}</h1>{TEXT}</div>",
        WHOLE,
        {"标题": TITLE},
        "a named element must hold what there is to read",
    ),
    (
        "table of fields",
        f"<table>{CELLS}</table><table><tr><td id=UCAP-CONTENT><p align=center>{TITLE}</p>{TEXT}</td></tr></table>",
        WHOLE,
        IN_CELLS,
        "the fields are none of the text, an empty one says nothing",
    ),
    (
        "table of fields inside the text",
        f"<div class=TRS_Editor><table>{CELLS}</table><p align=center>{TITLE}</p>{TEXT}</div>",
        WHOLE,
        IN_CELLS,
        "put there by the editor",
    ),
    (
        "list of fields",
        "<dl><dt>索引号</dt><dd>LC0012</dd><dt>发布机构</dt><dd>岚川市水务局</dd>"
        f"<dt>文号</dt><dd></dd><dt>有效性</dt><dd>有效</dd></dl><div class=TRS_Editor><h1>{TITLE}</h1>{TEXT}</div>",
        WHOLE,
        {"索引号": "LC0012", "发布机构": "岚川市水务局", "有效性": "有效", "标题": TITLE},
        "names without a colon, and one without a value",
    ),
    (
        "items of fields",
        "<ul><li><span>统一编号：</span>LC0012</li><li><span>文　　号：</span>岚水发〔2024〕12号</li>"
        f"<li><span>文件状态：</span></li></ul><h1>{TITLE}</h1><div class=TRS_Editor>{TEXT}</div>",
        WHOLE,
        {"统一编号": "LC0012", "文号": "岚水发〔2024〕12号", "标题": TITLE},
        "a state that a script fills in is none; the title is not its value",
    ),
    (
        "line of fields",
        f"<h1>{TITLE}</h1><div><span>发布时间：<b>2024-05-08 09:30</b></span>"
        "<span>来源：本局</span><span>浏览次数：<i>-</i></span> 字体：<a href=#>大</a></div>"
        f"<div class=TRS_Editor>{TEXT}</div>",
        WHOLE,
        {"发布时间": "2024-05-08", "来源": "本局", "标题": TITLE},
        "counters and buttons are no fields, the time of day is none of the date",
    ),
    (
        "line of fields inside the text",
        f"<div class=TRS_Editor><p align=center>{TITLE}</p><p>发布日期：2024-05-08　信息来源：本局　【字体：大 中 小】</p>{TEXT}</div>",
        WHOLE,
        {"发布日期": "2024-05-08", "信息来源": "本局", "标题": TITLE},
        "below the title",
    ),
    (
        "bare date",
        f"<h1>{TITLE}</h1><p>2024-05-08 10:00</p><div class=TRS_Editor>{TEXT}</div>",
        WHOLE,
        {"发布日期": "2024-05-08", "标题": TITLE},
        "under the title it is the day of publication",
    ),
    (
        "title in the text",
        f"<h1>{TITLE}</h1>"
        f"<div class=TRS_Editor><p align=center>岚川市水务局关于印发</p><p align=center>灌区渠道管护办法的通知</p>{TEXT}</div>",
        ["岚川市水务局关于印发", "灌区渠道管护办法的通知", *BODY],
        {"标题": TITLE},
        "over two lines; it is not put there twice",
    ),
    (
        "reprinted",
        f"<h1>（转载）{TITLE}</h1><div class=TRS_Editor><p>{TITLE}</p>{TEXT}</div>",
        WHOLE,
        {"标题": TITLE},
        "the site's remark on its title makes no other title",
    ),
    (
        "downloads",
        f"<h1>{TITLE}</h1>"
        f"<div class=TRS_Editor>{TEXT}</div><div><p>附件下载</p><ul><li><a href=/f/1.docx>灌区渠道管护责任清单.docx</a></li></ul></div>",
        WHOLE,
        {"标题": TITLE, "下载": "灌区渠道管护责任清单.docx"},
        "the site's list of files is no list of attachments of the notice",
    ),
    (
        "remarks of the site",
        f"<h1>{TITLE}</h1>"
        f"<div class=TRS_Editor>{TEXT}<p>责任编辑：李华</p><p>政策解读：<a href=1>一图读懂</a></p><p>【打印本页】【关闭窗口】</p></div>",
        WHOLE,
        {"标题": TITLE},
        "below the text",
    ),
    (
        "hidden copy",
        f"<h1>{TITLE}</h1><div class=TRS_Editor>{TEXT}</div><div id=copy style='display:none'>{TEXT}</div>",
        WHOLE,
        {"标题": TITLE},
        "what the page hides",
    ),
    (
        "printed twice",
        f"<h1>{TITLE}</h1><div class=article-content>{TEXT}</div><div class='article-content wap'>{TEXT}</div>",
        WHOLE,
        {"标题": TITLE},
        "once for wide and once for narrow screens",
    ),
    (
        "page of tables",
        "<table><tr><td>水务网<td>今天是星期一<tr><td><a href=1>栏目一</a><td>"
        f"<table><tr><td align=center>{TITLE}<tr><td>{TEXT}</table></table>",
        WHOLE,
        {"标题": TITLE},
        "tables that only place things",
    ),
    (
        "worklist",
        f"<h1>{TITLE}</h1>"
        f"<div class=TRS_Editor>{TEXT}<p>附件</p><table border=1><tr><td>序号<td>任务<td>单位<tr><td>1<td>清淤<td>灌区管理处</table></div>",
        [*WHOLE, "附件", "t1: 序号|任务|单位", "t1: 1|清淤|灌区管理处"],
        {"标题": TITLE},
        "a table of the notice stays",
    ),
    (
        "form around everything",
        f"<form action=/><input name=q><h1>{TITLE}</h1><div class=y>{TEXT}</div></form>",
        WHOLE,
        {"标题": TITLE},
        "some sites put the whole page into a form",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected", "said"), [case[1:4] for case in PAGES], ids=[f"{case[0]}: {case[4]}" for case in PAGES])
def test_the_text_is_the_notice_and_the_rest_the_site(content: str, expected: list[str], said: dict[str, str]) -> None:
    document = read_html(page(content), name="页.html")
    assert shown(document) == expected
    assert fields(document) == said


def test_meta_tags_are_fields_where_nothing_is_printed() -> None:
    head = (
        f"<title>{TITLE}</title><meta name='ArticleTitle' content='{TITLE}'><meta name=PubDate content='2024-05-08 09:30'>"
        "<meta name=ContentSource content='市水务局'><meta name=keywords content='水务'>"
    )
    document = read_html(page(f"<p>来源：本局</p><div class=TRS_Editor>{TEXT}</div>", head=head), name="页.html")
    assert fields(document) == {"来源": "本局", "标题": TITLE, "发布日期": "2024-05-08"}, "printed ones come first"
    assert shown(document) == BODY, "a title that the page does not print is no text"


def test_the_printed_title_is_a_centred_heading_of_the_first_level() -> None:
    first, *_ = read_html(page(f"<h2 class=bt>{TITLE}</h2><div class=TRS_Editor>{TEXT}</div>"), name="页.html").paragraphs()
    assert (first.text, first.outline, first.aligned) == (TITLE, 1, "center")


def test_words_of_a_site_without_links_are_no_text() -> None:
    head = "<div class=head><span>登录</span><span>无障碍</span><p>岚川市门户网站</p><ul class=nav><li><a href=1>首页</a></ul></div>"
    document = read_html(page(f"<div class=wrap>{head}<div class=main><h1>{TITLE}</h1><div class=y>{TEXT}</div></div></div>", before=""), name="页.html")
    assert shown(document) == WHOLE, "all links stand in the navigation"


def test_a_page_that_hides_its_text_until_a_script_shows_it_is_read() -> None:
    assert shown(read_html(page(f"<div class=TRS_Editor style='visibility:hidden'>{TEXT}</div>", before="", after=""), name="页")) == BODY


def test_a_page_without_a_site_is_read_whole() -> None:
    document = read_html(f"<p>{TITLE}</p>{TEXT}<p>抄送：市档案馆。</p>".encode(), name="页.html")
    assert shown(document) == [*WHOLE, "抄送：市档案馆。"]


XHTML = b'<html xmlns="http://www.w3.org/1999/xhtml">'
ENCODED: list[tuple[str, bytes, str]] = [
    ("utf-8", page(TEXT), "as declared"),
    ("utf-8 with a mark", b"\xef\xbb\xbf" + page(TEXT), "a byte order mark"),
    ("utf-8 declared gb2312", page(TEXT).replace(b"charset=utf-8", b"charset=gb2312"), "the bytes are right, the page is not"),
    ("gb18030 declared gb2312", page(TEXT + "<p>㐂镕𠮷</p>").decode().replace("utf-8", "gb2312").encode("gb18030"), "gb2312 is a part of gb18030"),
    ("gbk declared utf-8", page(TEXT).decode().encode("gbk"), "the other way round"),
    ("utf-16", page(TEXT).decode().replace("charset=utf-8", "charset=unicode").encode("utf-16"), "with a mark"),
    ("utf-16 without a mark", page(TEXT).decode().encode("utf-16-le"), "told by its NULs"),
    ("xhtml", b'<?xml version="1.0" encoding="utf-8"?>\n' + page(f'<script src="a.js"/>{TEXT}').replace(b"<html>", XHTML), "with an XML declaration and empty elements"),
    ("references", page("".join(f"<p>{''.join(f'&#{ord(char)};' for char in line)}</p>" for line in BODY)), "every character by its number"),
]  # fmt: skip


@pytest.mark.parametrize("data", [case[1] for case in ENCODED], ids=[f"{case[0]}: {case[2]}" for case in ENCODED])
def test_encodings_are_told_by_the_bytes(data: bytes) -> None:
    assert [line for line in shown(read(data, name="页")) if line != "㐂镕𠮷"] == BODY


@pytest.mark.parametrize(
    ("start", "why"),
    [
        (b"<!-- a > b --><!--[if IE]><p>x</p><![endif]-->\n<html><body>", "comments with marks in them"),
        (b"<br><b>Warning</b>: x in /index.php<br>\n<!DOCTYPE html><html><head></head><body>", "a line of the server above the page"),
        (b"<center>", "a piece of a page"),
        (b"<!---->" * 500 + b"<html><body>", "many comments"),
    ],
)
def test_pages_are_known_by_their_first_elements(start: bytes, why: str) -> None:
    document = read(start + TEXT.encode(), name="通知.txt")
    assert document.source.media_type == HTML, why
    assert shown(document)[-len(BODY) :] == BODY


def test_a_text_that_quotes_an_element_is_no_page() -> None:
    assert read("网页以 <html> 开头。\n正文在 <p> 里。".encode(), name="说明").source.media_type == "text/plain"


def test_big5_by_the_page_s_own_word_where_the_bytes_say_little() -> None:
    data = "<html><meta charset=big5><body><p>修渠通知。</p></body></html>".encode("big5")
    assert shown(read_html(data, name="页")) == ["修渠通知。"]


def test_a_saved_web_archive_is_read() -> None:
    data = (
        b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"--B\"\r\n\r\n"
        b"----B\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + f"<html><body>{TEXT}</body></html>".encode("gbk")
        + b"\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----B--\r\n"
    )  # fmt: skip
    document = read(data, name="页.mhtml")
    assert (shown(document), document.source.media_type) == (BODY, MHTML)


REFUSED: list[tuple[bytes, str, str]] = [
    (page("", before="", after=""), "empty", "nothing in it"),
    (page("<img src=1.png><img src=2.png>", before="", after=""), "empty", "pictures"),
    (b"<html><frameset cols=20%,80%><frame src=a.html><frame src=b.html></frameset></html>", "frames", "a page of frames"),
    (page("<iframe src=/a.pdf></iframe>", before="", after=""), "frames", "a file in a frame"),
    (page("<ul>" + "".join(f"<li><a href={n}>关于第{n}灌区的通知</a> 2024-05-0{n}</li>" for n in range(1, 9)) + "</ul>"), "link_list", "a menu"),
    (page("<div id=app></div><script>load('/notice.json')</script>", before="", after=""), "empty", "scripts fetch the text"),
    (b"<html><body>" + b"<div>" * 5000 + "渠。".encode() + b"</div>" * 5000, "damaged", "nested beyond what a parser goes"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: image/png\n\nx\n--B--\n", "empty", "an archive without a page"),
]


@pytest.mark.parametrize(("data", "code", "why"), REFUSED, ids=[case[2] for case in REFUSED])
def test_what_holds_no_text_is_refused_with_a_reason(data: bytes, code: str, why: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="页.html")
    assert caught.value.code == code, why
    assert caught.value.where == "页.html"
    assert caught.value.remedy


def test_unclosed_elements_of_looks_lose_nothing() -> None:
    data = page("".join(f"<p><font size=3><b>{line}" for line in BODY * 600), before="", after="")
    assert len(shown(read_html(data, name="页"))) == 600 * len(BODY)


def test_remarks_say_what_is_not_read() -> None:
    content = f"<div class=TRS_Editor>{TEXT}<img src=1.png><iframe src=2.pdf></iframe><p style='display:none'>{'藏' * 30}</p></div>"
    document = read_html(page(content), name="页")
    assert {remark.code for remark in document.remarks} == {"read.picture", "read.frame", "read.hidden_text"}
    damaged = read_html(page(f"<div class=TRS_Editor>{TEXT}<p>@@</p></div>").replace(b"@@", b"\xff\xfe\xff"), name="页")
    assert [remark.code for remark in damaged.remarks] == ["read.lost_characters"]


def test_entities_that_a_page_defines_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    data = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "展开">]><html><body><p>通知。&x;&y;</p></body></html>'.encode()
    text = read_html(data, name="页").text
    assert "机密" not in text
    assert "展开" not in text


def _document_or_refusal(reader: partial[Document]) -> None:
    try:
        outcome: Document | ReadError = reader()
    except ReadError as error:
        outcome = error
    assert isinstance(outcome, Document) or (outcome.cause and outcome.remedy)


_SEEDS = (
    *(page(case[1]) for case in PAGES[:8]),
    page("<table><tr><td rowspan=2>甲<td colspan=3>乙<tr><td><ol start=3><li>丙<ul><li>丁</table>"),
    page(TEXT).decode().encode("utf-16"),
    page(TEXT).decode().encode("gb18030"),
)
_PIECES = (b"<table>", b"</table>", b"<td rowspan=0>", b"</td>", b"<!--", b"]]>", b"</body>", b"<li value=9>", b"</ol>", b"<![if x]>", b"\xff", b"&#0;", b"<p style='display:none'>")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_SEEDS), st.randoms(use_true_random=False), st.integers(0, 12))
def test_mutated_pages_make_a_document_or_a_refusal(data: bytes, pick: random.Random, changes: int) -> None:
    """Straight through the format's own reader: no failure of a library reaches the caller as anything but a refusal."""
    mutated = bytearray(data)
    for _ in range(changes):
        place = pick.randrange(len(mutated) + 1)
        match pick.randrange(4):
            case 0:
                mutated[place : place + 1] = bytes([pick.randrange(256)])
            case 1:
                del mutated[place : place + pick.randrange(1, 60)]
            case 2:
                mutated[place:place] = pick.choice(_PIECES)
            case _:
                mutated[place:place] = mutated[: pick.randrange(1, 200)]
    _document_or_refusal(partial(read_html, bytes(mutated), name="x"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_make_a_document_or_a_refusal(data: bytes) -> None:
    _document_or_refusal(partial(read_html, data, name="x"))
    _document_or_refusal(partial(read_mhtml, b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n" + data, name="x"))


def test_the_same_bytes_make_the_same_document() -> None:
    assert read_html(page(PAGES[4][1]), name="x") == read_html(page(PAGES[4][1]), name="x")


@pytest.fixture
def real_pages() -> list[Path]:
    shared = os.environ.get("POLICYGRAPH_SHARED")
    if not shared:
        pytest.skip("POLICYGRAPH_SHARED names no folder of real notices")
    return sorted(Path(shared, "real", "web").rglob("*.html"))


def test_real_pages_are_read_alike_with_and_without_the_names_of_their_systems(real_pages: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page holds finds the text as well as what its system calls it; a page without text is refused either way."""
    named = [_text_or_code(path) for path in real_pages]
    monkeypatch.setattr(html, "choose_content", partial(choose_content, by_name=False))
    assert [_text_or_code(path) for path in real_pages] == named
    assert [outcome for outcome in named if isinstance(outcome, str)] == ["link_list"]


def _text_or_code(path: Path) -> tuple[str, dict[str, str]] | str:
    try:
        document = read_html(path.read_bytes(), name=path.name)
    except ReadError as error:
        return error.code
    assert document.source.media_type == HTML
    return document.text, fields(document)
