"""Which kind of file some bytes are, the one clear line for each that is not read, and no surprise for hostile bytes."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document
from pipeline.errors import ReadError
from pipeline.readers import detect, read
from pipeline.readers.detect import media_type

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
NOTICE = "云溪市人民政府\n关于做好防汛工作的通知\n各县人民政府：\n请于5月底前完成检查。"


def zipped(*names: str, content: bytes = b"<x/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def with_flag(data: bytes, flag: int) -> bytes:
    """A zip file whose members carry a flag in the central directory."""
    place = data.rindex(b"PK\x01\x02")
    return data[: place + 8] + flag.to_bytes(2, "little") + data[place + 10 :]


@pytest.mark.parametrize(
    ("data", "code", "remedy"),
    [
        pytest.param(b"", "empty", "重新获取", id="empty"),
        pytest.param(b" \r\n\x00\n", "empty", "重新获取", id="nothing printed"),
        pytest.param("\ufeff\u3000\u200b\n".encode(), "empty", "重新获取", id="nothing but marks and white space"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(99), "picture", "docx", id="a picture named .docx"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(99), "picture", "docx", id="a photograph"),
        pytest.param(zipped("word/document.xml")[:60], "truncated", "重新下载", id="a zip that is cut off"),
        pytest.param(with_flag(zipped("word/document.xml"), 1), "encrypted", "密码", id="a zip with a password"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "密码", id="an encrypted docx"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "old_word", ".docx", id="an old .doc"),
        pytest.param(OLE, "unknown_binary", "docx", id="another OLE file"),
        pytest.param(b"\x7fELF" + bytes(range(256)) * 9, "unknown_binary", "docx", id="a program"),
        pytest.param(b"Rar!\x1a\x07\x00" + bytes(50), "unsupported", "解压", id="an archive"),
        pytest.param(zipped("readme.txt"), "unsupported", "解压", id="a zip of other things"),
        pytest.param(b"{\\rtf1\\ansi hello}", "unsupported", ".docx", id="rtf"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_helps(data: bytes, code: str, remedy: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="通知.docx")
    assert caught.value.code == code
    assert remedy in caught.value.remedy
    assert str(caught.value).startswith("通知.docx：")
    assert "\n" not in str(caught.value)


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "MAX_BYTES", 1000)
    with pytest.raises(ReadError) as caught:
        read(b"a" * 1001, name="x")
    assert caught.value.code == "too_large"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "MAX_UNPACKED", 100_000)
    with pytest.raises(ReadError) as caught:
        read(zipped("word/document.xml", content=bytes(100_001)), name="x.docx")
    assert caught.value.code == "zip_bomb"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), detect.DOCX),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), detect.XLSX),
        (zipped("OFD.xml"), detect.OFD),
        (zipped("content.xml", "META-INF/manifest.xml"), detect.ODT),
        (b"%PDF-1.4\n", detect.PDF),
        (b"\n<!DOCTYPE html><html></html>", detect.HTML),
        ("\ufeff<html><head>".encode(), detect.HTML),
        ("<html><body>通知".encode("utf-16"), detect.HTML),
        (b"From: <a>\nMIME-Version: 1.0\nContent-Type: multipart/related;", detect.MHTML),
        (NOTICE.encode("gb18030"), detect.TEXT),
        ("<关于印发方案的通知>".encode(), detect.TEXT),
    ],
)
def test_the_kind_is_told_from_the_bytes(data: bytes, expected: str) -> None:
    assert media_type(data, name="anything") == expected


@pytest.mark.parametrize("name", ["通知.txt", "通知.docx", "通知.pdf", "通知"])
def test_the_ending_of_the_name_says_nothing(name: str) -> None:
    document = read(NOTICE.encode("utf-8"), name=name)
    assert document.source.name == name
    assert document.source.media_type == "text/plain"
    assert [paragraph.text for paragraph in document.paragraphs()] == NOTICE.split("\n")


def test_the_same_bytes_make_the_same_document() -> None:
    assert read(NOTICE.encode(), name="x") == read(NOTICE.encode(), name="x")


def _document_or_refusal(data: bytes) -> None:
    try:
        outcome: Document | ReadError = read(data, name="x")
    except ReadError as error:
        outcome = error
    assert isinstance(outcome, Document) or (outcome.cause and outcome.remedy)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_random_bytes_make_a_document_or_a_refusal(data: bytes) -> None:
    _document_or_refusal(data)


_SEEDS = (
    NOTICE.encode(),
    NOTICE.encode("utf-16"),
    NOTICE.encode("gb18030"),
    b"\t\xe5\xba\x8f\n\t1\n\n\t\n\t2\n\n| a | b |\n|---|---|\n| 1 |",
    "---\n标题: 通知\n---\n# 通知\n**一、**\n[a](b)".encode(),
    zipped("[Content_Types].xml", "word/document.xml", "word/styles.xml", content=b"<w:document xmlns:w='w'><w:body/></w:document>"),
    OLE + "WordDocument".encode("utf-16-le"),
    b"%PDF-1.4\n1 0 obj\n%%EOF",
    b"<html><body><p>x</p></body></html>",
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_SEEDS), st.randoms(use_true_random=False), st.integers(0, 12))
def test_mutated_files_make_a_document_or_a_refusal(data: bytes, pick: random.Random, changes: int) -> None:
    bytes_ = bytearray(data)
    for _ in range(changes):
        place = pick.randrange(len(bytes_)) if bytes_ else 0
        match pick.randrange(3):
            case 0:
                bytes_[place : place + 1] = bytes([pick.randrange(256)])
            case 1:
                del bytes_[place : place + pick.randrange(1, 40)]
            case _:
                bytes_[place:place] = bytes_[: pick.randrange(1, 40)]
    _document_or_refusal(bytes(bytes_))
