"""The package of a .docx file (ECMA-376 Part 2): its parts by relationship, behind limits that bad files cannot pass.

Part names and the way from one part to another are python-docx's; the parts are opened here, one at a time and only where
text is, because ``docx.Document()`` refuses a whole file for one dangling picture that Word passes over in silence.
Nothing outside the package is ever fetched, and no part may declare a document type (ECMA-376 Part 2 forbids it).
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from docx.opc.packuri import PACKAGE_URI, PackURI
from lxml import etree

from pipeline.errors import ReadError

#: A part larger than this is refused; the largest notices with hundreds of table rows stay below 10 MB.
MAX_PART_BYTES: Final = 128 << 20
#: A part above 8 MB that shrank by more than this is a bomb; the markup of real tables shrinks by 20 to 60.
MAX_RATIO: Final = 250
_RATIO_FROM_BYTES: Final = 8 << 20
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What Python's zip and its decompressors raise on damaged bytes.
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
_SAVE_AGAIN: Final = "请用 Word 或 WPS 打开，另存为 .docx"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
#: ``huge_tree`` stays off: no notice needs a text of 10 MB in one element or 256 levels, and a file that does is refused.
_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship to another part: its id, the last word of its type (``styles``, ``header`` …), the part's name."""

    id: str
    kind: str
    target: PackURI


class DocxPackage:
    """The parts of a .docx file, read when asked for."""

    def __init__(self, data: bytes, *, name: str) -> None:
        """Opens the package.

        Raises:
            ReadError: the bytes are no readable .docx: empty, truncated, encrypted, another format, a bomb.
        """
        self._where = name
        self._refuse_what_is_no_zip(data)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _UNREADABLE as error:
            raise self._error("truncated", f"文件不完整或已损坏（{error}）", "请重新下载或复制") from error
        entries = self._archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise self._error("encrypted", "文件有密码保护", "请另存一份没有密码的")
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        self._relationships: dict[PackURI, tuple[Relationship, ...]] = {}
        self.main = self._find_main()

    def relationships(self, source: PackURI) -> tuple[Relationship, ...]:
        """The internal relationships of a part whose target exists; external ones are left out."""
        if source not in self._relationships:
            found = []
            rels = self._parse(source.rels_uri)
            for element in () if rels is None else rels:
                target, identifier = element.get("Target"), element.get("Id")
                if element.get("TargetMode") == "External" or not target or identifier is None:
                    continue
                part = PackURI.from_rel_ref(source.baseURI, target.replace("\\", "/"))
                if part.membername.lower() in self._entries:
                    found.append(Relationship(identifier, (element.get("Type") or "").rpartition("/")[2], part))
            self._relationships[source] = tuple(found)
        return self._relationships[source]

    def related(self, kind: str, *, source: PackURI | None = None) -> etree._Element | None:
        """The root of the first part that the main part (or ``source``) points to with this kind of relationship."""
        for relationship in self.relationships(source or self.main):
            if relationship.kind == kind:
                return self._parse(relationship.target)
        return None

    def by_id(self, identifier: str) -> etree._Element | None:
        """The root of the part that the main part points to with this relationship id."""
        for relationship in self.relationships(self.main):
            if relationship.id == identifier:
                return self._parse(relationship.target)
        return None

    def document(self) -> etree._Element:
        """The root of the main part.

        Raises:
            ReadError: it is no well-formed XML.
        """
        root = self._parse(self.main)
        if root is None:
            raise self._error("not_docx", "文件包里没有文档部分", _SAVE_AGAIN)
        return root

    def _error(self, code: str, cause: str, remedy: str) -> ReadError:
        return ReadError(self._where, cause, remedy, code=code)

    def _refuse_what_is_no_zip(self, data: bytes) -> None:
        if not data:
            raise self._error("empty", "文件是空的", "请从来源处重新获取")
        if data.startswith(_OLE_MAGIC):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise self._error("encrypted", "文件有密码保护", "请另存一份没有密码的")
            raise self._error("not_docx", "这是 Word 97–2003 文档（.doc）或其他 OLE 文件", _SAVE_AGAIN)
        if not data.startswith(b"PK"):
            raise self._error("not_docx", "这不是 .docx 文件：开头不是 zip 压缩包", _SAVE_AGAIN)

    def _find_main(self) -> PackURI:
        for relationship in self.relationships(PACKAGE_URI):
            if relationship.kind == "officeDocument":
                if relationship.target.membername.lower().startswith(("xl/", "ppt/")):
                    break
                return relationship.target
        if "word/document.xml" in self._entries:
            return PackURI("/word/document.xml")
        raise self._error("not_docx", "压缩包里没有 Word 文档（缺 word/document.xml）", _SAVE_AGAIN)

    def _parse(self, part: PackURI) -> etree._Element | None:
        """The root of a part, ``None`` where it is missing."""
        entry = self._entries.get(part.membername.lower())
        if entry is None:
            return None
        if entry.file_size > MAX_PART_BYTES or (
            entry.file_size > _RATIO_FROM_BYTES and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        ):
            size = f"{entry.file_size >> 20} MB packed into {entry.compress_size >> 10} KB"
            raise self._error("zip_bomb", f"{entry.filename} 解压后大得不成比例（{size}）", "请查明文件来源")
        try:
            blob = self._archive.read(entry)
        except _UNREADABLE as error:
            raise self._error(
                "truncated", f"{entry.filename} 不完整或已损坏（{error}）", "请重新下载或复制"
            ) from error
        if b"purl.oclc.org" in blob[:4096]:
            for strict, transitional in _STRICT:
                blob = blob.replace(strict, transitional)
        try:
            root = etree.fromstring(blob, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._error("broken_xml", f"{entry.filename} 不是合格的 XML（{error}）", _SAVE_AGAIN) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._error("unsafe_xml", f"{entry.filename} 声明了文档类型，Word 文件不允许", _SAVE_AGAIN)
        return root
