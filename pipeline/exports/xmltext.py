"""Texts and values as XML takes them, for every format that is written in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.graph.kinds import Value

# what XML 1.0 allows (https://www.w3.org/TR/xml/#charsets), inverted
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIST_SEPARATOR = "；"


def clean(text: str) -> str:
    """A text without the characters that XML forbids, escaped or not.

    >>> clean("整治\\x0b校园\\x00周边<&>")
    '整治校园周边<&>'
    """
    return _NO_XML.sub("", text)


def flat(values: Mapping[str, Value]) -> dict[str, str | int | bool]:
    """The attributes of a node or an edge without lists (joined by ``；``) and without what a notice does not say.

    >>> flat({"label": "任务", "mentions": ["市局", "本局"], "page": None, "settled": True})
    {'label': '任务', 'mentions': '市局；本局', 'settled': True}
    """
    plain: dict[str, str | int | bool] = {}
    for name, value in values.items():
        if isinstance(value, list):
            value = _LIST_SEPARATOR.join(value)
        if value is not None and value != "":
            plain[name] = clean(value) if isinstance(value, str) else value
    return plain
