"""When two printed things count as the same: the comparisons that scoring rests on."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

Item = TypeVar("Item")

TASK_SIMILARITY = 0.80
STEP_SIMILARITY = 0.80
TEXT_SIMILARITY = 0.95
SOFT_SIMILARITY = 0.80

_ONE_FORM = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "[": "〔", "]": "〕", "—": "-", "–": "-", "－": "-", "〈": "《", "〉": "》"})
_STOPS = "。；;.,，、:："


@lru_cache(maxsize=100_000)
def plain(text: str | None) -> str:
    """A text as compared: NFKC, no white space, one form of quotes, brackets and dashes, no stop at the end."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))
    return re.sub(r"-+", "-", folded.translate(_ONE_FORM)).rstrip(_STOPS)


@lru_cache(maxsize=100_000)
def _bigrams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(max(1, len(text) - 1)))


def similarity(left: str | None, right: str | None) -> float:
    """The Dice coefficient of character bigrams of two texts as compared, 0 to 1; two empty texts have 0."""
    one, two = plain(left), plain(right)
    if one == two:
        return 1.0 if one else 0.0
    if not one or not two:
        return 0.0
    first, second = _bigrams(one), _bigrams(two)
    return 2 * (first & second).total() / (first.total() + second.total())


def step_similarity(left: str, right: str) -> float:
    """As :func:`similarity`, but a step that is the other one cut shorter or longer (from six characters on) has 0.9 at least."""
    one, two = plain(left), plain(right)
    value = similarity(left, right)
    return max(0.9, value) if min(len(one), len(two)) >= 6 and (one in two or two in one) else value


def pair(gold: Sequence[Item], found: Sequence[Item], score: Callable[[Item, Item], float], threshold: float) -> list[tuple[int, int]]:
    """One-to-one pairs (index in gold, index in found), best first; of equal ones those nearest in order, then the first."""
    candidates = sorted(
        (-value, abs(i - j), i, j) for i, left in enumerate(gold) for j, right in enumerate(found) if (value := score(left, right)) >= threshold
    )
    pairs: list[tuple[int, int]] = []
    left_taken: set[int] = set()
    right_taken: set[int] = set()
    for _, _, i, j in candidates:
        if i not in left_taken and j not in right_taken:
            left_taken.add(i)
            right_taken.add(j)
            pairs.append((i, j))
    return pairs
