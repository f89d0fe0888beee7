"""Bytes in, :class:`Document` out: the reader is chosen by content, never by the ending of the name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast

from extractors.document import Document
from pipeline.errors import ReadError
from pipeline.readers.detect import DOCX, HTML, MARKDOWN, MHTML, NOT_READ, PDF, TEXT, media_type

#: Media type → module and function. A module is imported when the first file of its kind arrives.
READERS: dict[str, tuple[str, str]] = {
    DOCX: ("pipeline.readers.docx", "read_docx"),
    TEXT: ("pipeline.readers.text", "read_text"),
    MARKDOWN: ("pipeline.readers.text", "read_text"),
    HTML: ("pipeline.readers.html", "read_html"),
    MHTML: ("pipeline.readers.html", "read_mhtml"),
    PDF: ("pipeline.readers.pdf", "read_pdf"),
}


class Reader(Protocol):
    """What every format module gives."""

    def __call__(self, data: bytes, *, name: str) -> Document: ...


class PagedReader(Protocol):
    """What the module of a format with many pages gives besides."""

    def __call__(self, data: bytes, *, name: str, progress: Callable[[int, int], None] | None) -> Document: ...


def read(data: bytes, *, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document that the bytes of a file hold. ``name`` is for messages and ``Source.name`` only.

    ``progress`` is called with the number of pages read and of all, after each page of a format that is read by pages (PDF).

    Raises:
        ReadError: the bytes are of no kind that is read, or are damaged; one line says why and what would help.
    """
    kind = media_type(data, name=name)
    if kind not in READERS:
        what, remedy = NOT_READ[kind]
        raise ReadError(name, f"这是{' ' if what[0].isascii() else ''}{what}，目前不读", remedy, code="unsupported")
    try:
        if kind == PDF and progress is not None:
            return cast(PagedReader, _reader(kind))(data, name=name, progress=progress)
        return _reader(kind)(data, name=name)
    except (ReadError, MemoryError):  # too little memory is nothing that the file's bytes say
        raise
    except Exception as error:  # hostile bytes may make any library fail in any way; the cause stays on the chain
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise ReadError(
            name, f"内容已损坏（{reason}）", "请用原来的程序打开、重新保存后再试", code="damaged"
        ) from error


def _reader(kind: str) -> Reader:
    module, function = READERS[kind]
    return cast(Reader, getattr(import_module(module), function))
