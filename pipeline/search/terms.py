"""Text as index terms: pairs of neighbouring characters, so that a search finds what a search for substrings finds.

Chinese is written without blanks, and whoever cuts it into words cuts a text and a question differently (市场监管 |
市场监管局). Over 200 real notices, jieba's words for search in an FTS5 table find 0.92 of the places of jieba's own words, 0.89
of those of units, 0.79 of those of any two to six characters; pairs of characters as a phrase find all of them and nothing
else. They take 1.07 times the bytes of the text, words 0.54 (``python -m benchmarks.search``). So pairs it is; jieba's words come
in where nothing holds a question whole (:mod:`pipeline.search.language`).

A run of letters, characters and digits ``市财政局`` gives ``市财 财政 政局 局``. Its last character by itself ends the run,
so that no phrase goes on over a full stop unless the question has one there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from extractors.text import squeeze

_RUN = re.compile(r"[^\W_]+")
#: Terms of a passage that are indexed: a position in PostgreSQL's tsvector ends at 16,383. Longer passages are no clauses.
MOST_TERMS = 16_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Terms that follow one another; ``open_end``: the last one is a single character, with which a term may begin.

    ``runs`` are the same words as runs of characters, for finding them in the text of a hit.
    """

    terms: tuple[str, ...]
    open_end: bool
    runs: tuple[str, ...]


def normal(text: str) -> str:
    """A text as it is compared: without white space, in one width, small letters; never longer or shorter for its case.

    >>> normal("５Ｇ 网络")
    '5g网络'
    """
    bare = squeeze(text)
    small = bare.lower()
    return small if len(small) == len(bare) else "".join(low if len(low := char.lower()) == 1 else char for char in bare)


def terms(pieces: Iterable[str]) -> list[str]:
    """The terms of a passage that is made of pieces (heading, text …), in order; at most :data:`MOST_TERMS`.

    >>> terms(["稳岗", "返还，"])
    ['稳岗', '岗', '返还', '还']
    """
    return list(islice((term for piece in told_once(pieces) for run in _runs(piece) for term in _pairs(run)), MOST_TERMS))


def told_once(pieces: Iterable[str]) -> list[str]:
    """The pieces of a passage without those that another one holds (a task's title is often the beginning of its text).

    >>> told_once(["发放补贴", "按月发放 补贴。", ""])
    ['按月发放 补贴。']
    """
    kept: list[tuple[str, str]] = []
    for piece in pieces:
        bare = normal(piece)
        if bare and not any(bare in other for other, _ in kept):
            kept = [one for one in kept if one[0] not in bare] + [(bare, piece)]
    return [piece for _, piece in kept]


def phrase(words: str) -> Phrase | None:
    """What a user's words ask of the index; ``None`` where they hold no character that is indexed.

    >>> [phrase(words).terms for words in ("财政局", "水", "水、电费")]
    [('财政', '政局'), ('水',), ('水', '电费')]
    """
    runs = _runs(words)
    if not runs:
        return None
    asked = [term for run in runs[:-1] for term in _pairs(run)]
    last = runs[-1]
    asked.extend(_pairs(last)[:-1] if len(last) > 1 else [last])
    return Phrase(terms=tuple(asked), open_end=len(last) == 1, runs=tuple(runs))


def places(asked: Phrase, text: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands in a text that is :func:`normal`, as half-open ranges, without overlap."""
    expression = r"[\W_]+".join(map(re.escape, asked.runs))
    for match in re.finditer(expression, text):
        yield match.span()


def _runs(text: str) -> list[str]:
    return _RUN.findall(normal(text))


def _pairs(run: str) -> list[str]:
    return [*(run[at : at + 2] for at in range(len(run) - 1)), run[-1]]
