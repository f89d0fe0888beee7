"""What came down: a superior policy found again in a subordinate notice, by what that says and by its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

import pandas as pd

from extractors.records import Level
from pipeline.measures.alignment import ALIKE, align, core, sentences

#: What a notice says of the policy that it passes on.
PASSING_ON: Final = frozenset({"implements", "forwards"})
#: From the nation down.
LEVELS: Final[tuple[Level | None, ...]] = ("national", "province", "city", "county", "zone", "town", "other", None)
#: As many sentences word for word are no accident …
_FEWEST: Final = 3
#: … where they are no formula that any notice prints, …
_FORMULA: Final = 10
#: … and say something.
_LONGEST_FORMULA_LENGTH: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A notice as transmission sees it."""

    notice_id: str
    level: Level | None
    issued_on: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """That a notice cites another of the corpus, and how."""

    superior: str
    subordinate: str
    relation: str


def transmissions(faces: Mapping[str, Face], passed: list[Passed]) -> pd.DataFrame:
    """Which notices came down to which: by citation (``implements``, ``forwards``), or by sentences that both print.

    Text reuse counts from three sentences of twelve characters and more that are the same word for word and stand in ten notices at
    most; the superior one is then that of the higher level, of the same level the earlier one.

    Returns:
        ``superior_id``, ``subordinate_id``; ``relations``: what the subordinate says of the superior, parted by 、, missing where it does
        not name it; ``shared``: sentences that both print; ``reused`` = shared / sentences of the superior and ``own`` = 1 - shared / sentences of the subordinate, 0 to 1.
    """
    cores = {notice: _cores(face.text) for notice, face in sorted(faces.items())}
    relations: dict[tuple[str, str], set[str]] = defaultdict(set)
    for said in passed:
        if said.relation in PASSING_ON and {said.superior, said.subordinate} <= set(faces) and said.superior != said.subordinate:
            relations[said.superior, said.subordinate].add(said.relation)
    known = {frozenset(pair) for pair in relations}
    pairs = set(relations)
    for pair, count in _reuse(cores).items():
        if count >= _FEWEST and frozenset(pair) not in known:
            pairs.add(_downwards(faces[pair[0]], faces[pair[1]]))
    rows = []
    for superior, subordinate in sorted(pairs):
        above, below = cores[superior], cores[subordinate]
        shared = sum((Counter(above) & Counter(below)).values())
        said_so = "、".join(sorted(relations.get((superior, subordinate), ()))) or None
        rows.append((superior, subordinate, said_so, shared, shared / max(len(above), 1), 1 - shared / max(len(below), 1)))
    frame = pd.DataFrame(rows, columns=["superior_id", "subordinate_id", "relations", "shared", "reused", "own"], dtype="object")
    texts = dict.fromkeys(("superior_id", "subordinate_id", "relations"), "string")
    return frame.astype(texts | {"shared": "Int64", "reused": "float64", "own": "float64"})


def side_by_side(superior: str, subordinate: str, *, alike: float = ALIKE) -> pd.DataFrame:
    """Two texts side by side, sentence by sentence: in the order of the subordinate, then what it dropped.

    Returns:
        ``kind``: ``shared`` (the same words), ``changed`` (alike), ``added`` (in the subordinate alone), ``dropped`` (in the superior alone); ``score``, 1 for
        the same words, missing where there is no pair; ``superior_start``, ``superior_end``, ``superior_text`` and ``start``, ``end``, ``text``:
        half-open ranges in the two texts, and what stands there.
    """
    rows = []
    for found in align(superior, subordinate, alike=alike):
        one, other = ((each.start, each.end, each.text) if each else (None, None, None) for each in (found.one, found.other))
        rows.append((found.kind, found.score, *one, *other))
    columns = ["kind", "score", "superior_start", "superior_end", "superior_text", "start", "end", "text"]
    texts = dict.fromkeys(("kind", "superior_text", "text"), "string")
    offsets = dict.fromkeys(("superior_start", "superior_end", "start", "end"), "Int64")
    return pd.DataFrame(rows, columns=columns, dtype="object").astype(texts | offsets | {"score": "float64"})


def _cores(text: str) -> list[str]:
    return [words for each in sentences(text) if len(words := core(each.text)) >= _LONGEST_FORMULA_LENGTH]


def _reuse(cores: Mapping[str, list[str]]) -> Counter[tuple[str, str]]:
    """How many different sentences two notices have in common that few print."""
    printed: dict[str, list[str]] = defaultdict(list)
    for notice, words in cores.items():
        for each in set(words):
            printed[each].append(notice)
    shared: Counter[tuple[str, str]] = Counter()
    for notices in printed.values():
        if len(notices) <= _FORMULA:
            shared.update(combinations(sorted(notices), 2))
    return shared


def _downwards(one: Face, other: Face) -> tuple[str, str]:
    ordered = sorted((one, other), key=lambda face: (LEVELS.index(face.level), face.issued_on or date.max, face.notice_id))
    return ordered[0].notice_id, ordered[1].notice_id
