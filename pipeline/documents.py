"""Documents as bytes, to be kept: what a reader understood of a file, so that changed rules need not open the file again."""

from __future__ import annotations

import zlib

from pydantic import ConfigDict, TypeAdapter, ValidationError

from extractors.document import Document

#: Raised when documents of before can no longer be loaded.
FORMAT = 1

# A page's numbers may be infinite; what has its default value is left out, which is most of a paragraph.
_ADAPTER = TypeAdapter(tuple[int, Document], config=ConfigDict(ser_json_inf_nan="constants"))


def dump(document: Document) -> bytes:
    """A document as compressed JSON (zlib, UTF-8). The same document gives the same bytes."""
    return zlib.compress(_ADAPTER.dump_json((FORMAT, document), exclude_defaults=True))


def load(data: bytes) -> Document:
    """The document that :func:`dump` was given: equal in every block, box, field and remark.

    Raises:
        ValueError: these are not the bytes of a document, or of one in another format.
    """
    try:
        version, document = _ADAPTER.validate_json(zlib.decompress(data))
    except (zlib.error, ValidationError) as error:
        raise ValueError(f"not a stored document: {error}") from error
    if version != FORMAT:
        raise ValueError(f"a stored document of format {version}, where {FORMAT} is read")
    return document
