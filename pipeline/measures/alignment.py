"""Two texts side by side: which pieces of the one stand in the other, the same or changed.

Pieces are compared without white space, without the label in front (（一）, 3.) and with brackets in one width. The same words are
*shared*; of what is left, pieces are *changed* where they are alike by the ratio of rapidfuzz (twice the length of the longest
common subsequence over the length of both), each with the most alike first and each once. Only pieces of twelve characters
and more, with character triples in common, are compared, so that dates pair with no other dates and long texts stay quick.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz

from pipeline import identity

Kind = Literal["shared", "changed", "added", "dropped"]

#: Pieces as alike as this, of 1, say the same in other words: below, most pairs share a turn of phrase alone.
ALIKE: Final = 0.6
_SENTENCE: Final = re.compile(r"[^。；;！？!?\n\t]+[。；;！？!?]?")
_LABEL: Final = re.compile(r"^(?:第?[（(]?[一二三四五六七八九十百零〇\d]{1,4}[)）]?(?:[、.．)）]|条|(?<=[)）])))+|^[①-⑳]|^[一二三四五六七八九]是")
_MARKS: Final = re.compile(r"[，,。；;：:、！？!?“”\"‘’'《》〈〉]")
#: Shorter pieces (labels, dates, names of units) stand in any text.
_SHORTEST: Final = 8
#: Shorter ones are alike by chance: dates, numbers of documents, salutations.
_SHORTEST_CHANGED: Final = 12
_TRIPLE: Final = 3
_CANDIDATES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a text: the characters ``text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """That the piece ``one`` of the first text (its place) is the piece ``other`` of the second; ``score`` is 1 for the same words."""

    one: int
    other: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A sentence in both texts (``shared``, ``changed``), in the first alone (``dropped``) or in the second alone (``added``)."""

    kind: Kind
    score: float | None
    one: Sentence | None
    other: Sentence | None


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text that are long enough to be told apart, in order: eight characters and more, label and marks aside."""
    found = []
    for hit in _SENTENCE.finditer(text):
        words = hit.group().strip()
        if len(core(words)) >= _SHORTEST:
            start = hit.start() + hit.group().index(words)
            found.append(Sentence(start=start, end=start + len(words), text=words))
    return found


def core(words: str) -> str:
    """Words as they are compared.

    >>> core("（一） 建设 苗圃(试点)。")
    '建设苗圃（试点）'
    """
    return _MARKS.sub("", _LABEL.sub("", identity.printed_form(words)))


def align(one: str, other: str, *, alike: float = ALIKE) -> list[Aligned]:
    """The sentences of two texts side by side: in the order of the second, then what it dropped in the order of the first."""
    first, second = sentences(one), sentences(other)
    pairs = {match.other: match for match in matches([each.text for each in first], [each.text for each in second], alike=alike)}
    found: list[Aligned] = []
    for at, sentence in enumerate(second):
        match = pairs.get(at)
        if match is None:
            found.append(Aligned(kind="added", score=None, one=None, other=sentence))
        else:
            kind: Kind = "shared" if match.score == 1 else "changed"
            found.append(Aligned(kind=kind, score=match.score, one=first[match.one], other=sentence))
    kept = {match.one for match in pairs.values()}
    return found + [Aligned(kind="dropped", score=None, one=each, other=None) for at, each in enumerate(first) if at not in kept]


def matches(one: Sequence[str], other: Sequence[str], *, alike: float = ALIKE) -> list[Match]:
    """The pieces of two lists that are the same or alike, each in one pair at most: the most alike first, then the first in order.

    Args:
        alike: the least likeness of a pair, above 0 and at most 1.
    """
    first, second = [core(words) for words in one], [core(words) for words in other]
    found = list(_same(first, second))
    done, taken = {match.one for match in found}, {match.other for match in found}
    scored = sorted(
        (match for match in _alike(first, second, done, taken, alike)), key=lambda match: (-match.score, match.one, match.other)
    )
    for match in scored:
        if match.one not in done and match.other not in taken:
            done.add(match.one)
            taken.add(match.other)
            found.append(match)
    return sorted(found, key=lambda match: match.one)


def _same(first: Sequence[str], second: Sequence[str]) -> Iterator[Match]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, words in reversed(list(enumerate(second))):
        places[words].append(at)
    for at, words in enumerate(first):
        if words and places.get(words):
            yield Match(one=at, other=places[words].pop(), score=1.0)


def _alike(first: Sequence[str], second: Sequence[str], done: set[int], taken: set[int], alike: float) -> Iterator[Match]:
    holding: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(second):
        for triple in () if at in taken or len(words) < _SHORTEST_CHANGED else _triples(words):
            holding[triple].append(at)
    for at, words in enumerate(first):
        if at in done or len(words) < _SHORTEST_CHANGED:
            continue
        shared = Counter(place for triple in sorted(_triples(words)) for place in holding.get(triple, ()))
        for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
            score = round(fuzz.ratio(words, second[other]) / 100, 4)
            if alike <= score < 1:
                yield Match(one=at, other=other, score=score)


def _triples(words: str) -> set[str]:
    return {words[at : at + _TRIPLE] for at in range(len(words) - _TRIPLE + 1)}
