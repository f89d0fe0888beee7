"""The encodings that Chinese text files come in, and what in them was never printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.encoding import clean, decode

SIMPLIFIED = "各县（市、区）人民政府：\n现将《云溪市便民服务方案》印发给你们，请认真贯彻执行。\n2024年3月5日"
TRADITIONAL = "各縣（市、區）人民政府：\n現將《雲溪市便民服務方案》印發給你們，請認真貫徹執行。\n二〇二四年三月五日".replace("〇", "零")


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-16-le", "utf-16-le"),
        ("序号", "gb18030", "gb18030"),
        ("資料", "big5", "big5hkscs"),
        ("Notice 2024\n", "utf-16-le", "utf-16-le"),
        ("Notice 2024\n", "ascii", "utf-8"),
        ("牛犇、㐂田、𠮷野", "gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(text: str, encoding: str, expected: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.lost) == (text, expected, 0)


def test_utf8_with_a_cut_last_character_stays_utf8_and_says_so() -> None:
    decoded = decode(SIMPLIFIED.encode()[:-1])
    assert decoded is not None
    assert (decoded.encoding, decoded.lost) == ("utf-8", 1)


@pytest.mark.parametrize(
    ("raw", "expected", "why"),
    [
        ("一\r\n二\r三\n四", "一\n二\n三\n四", "one kind of line end"),
        ("一\f二\u2028三\v四\x85五", "一\n二\n三\n四\n五", "page, line and paragraph separators end lines"),
        ("政\u200b府\ufeff办\u00ad公\u200e室", "政府办公室", "zero-width characters and marks inside the text"),
        ("政\x00府\x07办\x9c公室", "政府办公室", "control characters"),
        ("一\t二\u3000三\u00a0四", "一\t二\u3000三\u00a0四", "white space that is printed stays"),
    ],
)
def test_what_was_never_printed_goes(raw: str, expected: str, why: str) -> None:
    assert clean(raw) == expected, why


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_no_text(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or not set(decoded.text) & set(map(chr, [*range(9), *range(0x0B, 0x20), 0x7F, 0xFEFF]))
