"""The bytes of a web page to its tree: encoding, damage, and what browsers save.

The tree is one of lxml's HTML parser (libxml2), which resolves no entity but HTML's own and opens no file or address.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import Message
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.errors import ReadError
from pipeline.readers.detect import unknown_binary
from pipeline.readers.encoding import Decoded, clean, decode

_CHARSET: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
#: Names of encodings as pages declare them, to the one that reads them: every gb* is a part of GB 18030.
_ENCODINGS: Final = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8", "x-euc-tw": "euc_tw"}
#: What :func:`decode` settles by the bytes; any other answer is a guess, and the page's own word is better than that.
_SETTLED: Final = frozenset({"utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
_DOCTYPE_SUBSET: Final = re.compile(r"\A(\s*(?:<\?xml[^>]*\?>)?\s*<!DOCTYPE[^<>\[]*)\[[^\]]*\]\s*>", re.IGNORECASE)
#: Elements that say only how characters look. A page that never closes them nests deeper than any parser goes.
_LOOKS: Final = re.compile(r"</?(?:font|span|b|strong|i|em|u|big|small|o:p|st1:[a-z]+)(?=[\s/>])[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """The root element of a page, and how its bytes were read."""

    root: Element
    decoded: Decoded


def parse_page(data: bytes, *, name: str, charset: str | None = None) -> Page:
    """The tree of a page. ``charset`` is what something outside the page (a MIME header) says of its encoding.

    Raises:
        ReadError: the bytes are no text (``unknown_binary``), or hold nothing (``empty``), or nest too deeply (``damaged``).
    """
    decoded = _decode(data, charset)
    if decoded is None:
        raise unknown_binary(name)
    text = _DOCTYPE_SUBSET.sub(r"\1>", decoded.text, count=1)
    root, cut_off = _tree(text, name)
    if cut_off:
        root, cut_off = _tree(_LOOKS.sub("", text), name)
    if cut_off:
        raise ReadError(name, "网页的元素嵌套过深，无法读全", "请把正文另存为 .txt", code="damaged")
    return Page(root, decoded)


def html_part(data: bytes, *, name: str) -> tuple[bytes, str | None]:
    """The page inside a web archive (MHTML, RFC 2557) as a browser saves one, and the encoding that its header names.

    Raises:
        ReadError: the archive holds no page.
    """
    message: Message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content, part.get_content_charset()
    raise ReadError(name, "网页归档文件里没有网页", "请重新保存该网页", code="empty")


def _decode(data: bytes, charset: str | None) -> Decoded | None:
    decoded = decode(data)
    if decoded is not None and decoded.encoding in _SETTLED:
        return decoded
    declared = charset
    if declared is None and (found := _CHARSET.search(data[:4096])):
        declared = found[1].decode("ascii")
    if declared is None:
        return decoded
    encoding = "gb18030" if declared.lower().startswith("gb") else _ENCODINGS.get(declared.lower(), declared)
    try:
        return Decoded(text=clean(data.decode(encoding)), encoding=encoding)
    except (UnicodeError, LookupError):
        return decoded


def _tree(text: str, name: str) -> tuple[Element, bool]:
    """The root, and whether the parser gave up before the end."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(name, "网页是空的", "请从来源处重新获取", code="empty") from error
    if root is None:
        raise ReadError(name, "网页是空的", "请从来源处重新获取", code="empty")
    return root, any("depth" in entry.message for entry in parser.error_log.filter_from_fatals())
