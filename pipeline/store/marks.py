"""By what a notice is found again when another source holds it too: its number, its title, and what its text is made of.

The text's signature is a MinHash (64 permutations, library datasketch) over its sentences, so that a corrected word or a
site's footer changes little of it; cut into 16 bands of 4, of which two texts that share four sentences in five have one
in common almost always (1 - (1 - 0.8⁴)¹⁶ = 0.9998).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from extractors.records import NoticeRecord
from pipeline import identity
from pipeline.graph.names import bare_title, normal_title

if TYPE_CHECKING:
    from datasketch import MinHash

_PERMUTATIONS: Final = 64
_BANDS: Final = 16
_SEED: Final = 1
_SENTENCE: Final = re.compile(r"[^。；;：:！？\n\t]+")
#: What is written about a notice or before it is no copy of it, whatever title it prints.
_STANCES: Final = {
    "draft": re.compile(r"[（(](?:公开)?(?:征求意见|送审|讨论|审议|报批|草案?)稿?[^（）()]{0,6}[）)]|公开征求[^。]{0,60}意见"),
    "comment": re.compile(r"政策(?:图文|文字)?解读|图解[：:《]|一图读懂|起草说明|编制说明|答记者问|政策问答"),
}
#: The stretch at the head of a text that says so, in characters without white space.
_HEAD: Final = 160
#: A title longer than this is no title, and longer than an index of PostgreSQL takes.
_LONGEST_TITLE: Final = 400
#: Shorter pieces (labels, headings of one kind of notice) stand in any text.
_SHORTEST: Final = 8
#: Texts of fewer sentences are too short to be told apart by them.
_FEWEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """``number`` and ``title`` in the form in which they are compared; ``stance`` is ``draft`` or ``comment`` of what is not
    the notice itself; ``signature`` and ``bands`` of a text long enough."""

    number: str | None
    title: str | None
    stance: str | None
    signature: bytes | None
    bands: tuple[int, ...]


def marks_of(record: NoticeRecord) -> Marks:
    """The marks of a record."""
    notice = record.notice
    signature = _signature(record.text)
    return Marks(
        number=identity.normal_number(notice.number) if notice.number else None,
        title=bare_title(notice.title, notice.issuers)[:_LONGEST_TITLE] if notice.title else None,
        stance=stance_of(record),
        signature=signature,
        bands=bands_of(signature),
    )


def title_key(title: str | None) -> str | None:
    """A title as titles are compared and found, cut where it is too long for an index."""
    return normal_title(title)[:_LONGEST_TITLE] if title else None


def stance_of(record: NoticeRecord) -> str | None:
    """``draft`` for a text put out for comment, ``comment`` for one that explains a notice, ``None`` for a notice."""
    head = "".join(record.text[: 4 * _HEAD].split())[:_HEAD]
    return next((stance for stance, says in _STANCES.items() if says.search(head)), None)


def likeness(one: bytes | None, other: bytes | None) -> float:
    """How much of two texts' sentences is shared, from 0 to 1 (the Jaccard index, give or take 0.06); 0 where one has no signature."""
    if one is None or other is None or len(one) != len(other):
        return 0.0
    return float(np.mean(np.frombuffer(one, dtype="<u4") == np.frombuffer(other, dtype="<u4")))


def bands_of(signature: bytes | None) -> tuple[int, ...]:
    """A number of 63 bits for each band of a signature; the band's place is part of it."""
    if signature is None:
        return ()
    size = len(signature) // _BANDS
    rows = (signature[start : start + size] for start in range(0, size * _BANDS, size))
    return tuple(sorted({int.from_bytes(sha256(bytes([place]) + row).digest()[:8], "big") >> 1 for place, row in enumerate(rows)}))


def _signature(text: str) -> bytes | None:
    pieces = {"".join(piece.split()) for piece in _SENTENCE.findall(text)}
    sentences = sorted(piece for piece in pieces if len(piece) >= _SHORTEST)
    if len(sentences) < _FEWEST:
        return None
    made = _empty().copy()
    made.update_batch([sentence.encode() for sentence in sentences])
    values: NDArray[np.uint32] = made.hashvalues
    return values.astype("<u4").tobytes()


@cache
def _empty() -> MinHash:
    """What every signature begins as: to draw its permutations takes as long as to make one."""
    from datasketch import MinHash  # brings scipy: a second that looking at a store does without

    return MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
