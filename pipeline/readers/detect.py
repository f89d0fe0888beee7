"""What kind of file some bytes are, told from the bytes; and the clear refusals of what cannot be read at all."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from pipeline.errors import ReadError

#: No notice is as large; a larger file is a mistake or an attack.
MAX_BYTES = 256 * 1024 * 1024
#: What an office file may unpack to. A scan of many pages stays far below; a zip bomb does not.
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_MEMBERS = 20_000

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
OFD = "application/ofd"
ZIP = "application/zip"
ARCHIVE = "application/x-archive"
PDF = "application/pdf"
HTML = "text/html"
MHTML = "multipart/related"
RTF = "application/rtf"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
TEXT = "text/plain"
MARKDOWN = "text/markdown"

#: Kinds that are told apart but have no reader: what to call them, and what would help.
NOT_READ: dict[str, tuple[str, str]] = {
    XLSX: ("Excel 工作簿", "请把表另存为文本，或粘贴到 Word 文件里"),
    XLS: ("旧版 Excel 工作簿", "请把表另存为文本，或粘贴到 Word 文件里"),
    PPTX: ("PowerPoint 文件", "请提供公文本身（.docx 或文本）"),
    PPT: ("旧版 PowerPoint 文件", "请提供公文本身（.docx 或文本）"),
    ODT: ("OpenDocument 文本", "请另存为 .docx"),
    OFD: ("OFD 版式文件", "请用 OFD 阅读器另存为 .docx 或文本"),
    ZIP: ("zip 压缩包", "请解压后给出文件夹"),
    ARCHIVE: ("压缩包", "请解压后给出文件夹"),
    RTF: ("RTF 文件", "请用文字处理软件打开，另存为 .docx"),
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x00\x0cjP  ")
_ARCHIVES = (b"\x1f\x8b\x08", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ\x00")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,4000}-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|script|center|font|h[1-6]|span|section|article|ul|ol|link|style|base)\b",
    re.IGNORECASE | re.DOTALL,
)
#: A page below a line that its server printed by mistake.
_HTML_BELOW = re.compile(rb"<(?:!doctype\s+html|html)\b[^<>]{0,400}>.{0,4000}<(?:head|body)\b", re.IGNORECASE | re.DOTALL)
_MHTML_START = re.compile(rb"(?:[\w-]+:[^\n]*\n){0,12}MIME-Version:", re.I)


def media_type(data: bytes, *, name: str) -> str:
    """The media type of the bytes.

    Raises:
        ReadError: empty, too large, a picture, encrypted, truncated, an old Word file, or no kind that is known.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    if not data.strip(b"\x00\t\n\r\f\v "):
        raise ReadError(name, "文件是空的", "请从来源处重新获取", code="empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, name)
    if data.startswith(_OLE):
        return _ole_kind(data, name)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[:2] == b"BM" and b"\x00" in data[:30]):
        raise ReadError(
            name, "这是图片", "请提供 .docx 或文本，或先做文字识别", code="picture"
        )
    if data.startswith(_ARCHIVES):
        return ARCHIVE
    if data.startswith(b"{\\rtf"):
        return RTF
    head = _ascii_head(data)
    if _MHTML_START.match(head) and b"multipart/related" in head.lower():
        return MHTML
    if _HTML_START.match(head) or _HTML_BELOW.search(head, 0, 6000):
        return HTML
    return TEXT


def too_large(name: str, size: int) -> ReadError:
    """The refusal of a file over :data:`MAX_BYTES`."""
    cause = f"文件有 {size / 2**20:,.0f} MiB，超过能读的 {MAX_BYTES // 2**20} MiB"
    return ReadError(name, cause, "请只提供公文本身", code="too_large")


def _ascii_head(data: bytes) -> bytes:
    """The beginning without byte order mark and without the NULs of UTF-16, to look for tags."""
    return data[:8192].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")


def _zip_kind(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, struct.error, zlib.error, OverflowError) as error:
        raise ReadError(name, "文件不完整或已损坏", "请重新下载或复制", code="truncated") from error
    if sum(member.file_size for member in members) > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise ReadError(
            name, "解压后远大于一份公文（可能是压缩炸弹）", "请不要打开，先查明来源", code="zip_bomb"
        )
    if any(member.flag_bits & 0x1 for member in members):
        raise ReadError(name, "文件有密码保护", "请打开后去掉密码再保存", code="encrypted")
    names = {member.filename for member in members}
    for part, kind in (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX), ("OFD.xml", OFD)):
        if part in names:
            return kind
    if "[Content_Types].xml" in names and any(part.startswith("word/") for part in names):
        return DOCX
    return ODT if {"content.xml", "META-INF/manifest.xml"} <= names else ZIP


def _ole_kind(data: bytes, name: str) -> str:
    """An OLE compound file; the names of its streams stand in UTF-16 in its directory."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise ReadError(name, "文件有密码保护", "请打开后去掉密码再保存", code="encrypted")
    if has("WordDocument"):
        raise ReadError(
            name, "这是旧版 Word 文件（.doc）", "请用文字处理软件打开，另存为 .docx", code="old_word"
        )
    if has("Workbook") or has("Book"):
        return XLS
    if has("PowerPoint Document"):
        return PPT
    raise unknown_binary(name)


def unknown_binary(name: str) -> ReadError:
    """The refusal of bytes that are no text and no format that is known."""
    return ReadError(name, "内容既不是文本，也不是认识的格式", "请提供 .docx 或文本", code="unknown_binary")
