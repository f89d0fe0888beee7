"""What a user may type: words parted by blanks, ``"…"`` for words that hold blanks, ``-`` before what must not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import rjieba

from pipeline.errors import PolicygraphError
from pipeline.search.terms import Phrase, phrase

_TOKEN = re.compile(r"(?P<minus>[-－−]?)(?:[\"“”＂](?P<quoted>[^\"“”＂]*)[\"“”＂]?|(?P<bare>[^\s\"“”＂]+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """All of ``wanted`` must stand in a passage, and none of ``unwanted``. ``loose`` asks for the words of the unquoted
    parts one by one; it is ``None`` where that asks for nothing else."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...]
    loose: tuple[Phrase, ...] | None


def question(text: str) -> Question:
    """What a text asks for; punctuation and single marks ask for nothing, and no text is a mistake of grammar.

    Raises:
        PolicygraphError: no word is left that must be there.
    """
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    loose: list[Phrase] = []
    for token in _TOKEN.finditer(text):
        quoted = token["quoted"] is not None
        asked = phrase(token["quoted"] if quoted else token["bare"])
        if asked is None:
            continue
        if token["minus"]:
            unwanted.append(asked)
            continue
        wanted.append(asked)
        loose.extend([asked] if quoted else _words(asked))
    if not wanted:
        raise PolicygraphError(text.strip() or "（空）", "没有可查的词", '请写一个或几个词， 例如 policygraph search 竹林 补助', code="no_words")
    wanted, loose = list(dict.fromkeys(wanted)), list(dict.fromkeys(loose))
    return Question(wanted=tuple(wanted), unwanted=tuple(dict.fromkeys(unwanted)), loose=tuple(loose) if loose != wanted else None)


def _words(asked: Phrase) -> list[Phrase]:
    """jieba's words of two characters or more; the phrase itself where there are fewer than two."""
    cut = [word for run in asked.runs for word in _jieba().cut(run, True) if len(word) > 1]
    found = [part for word in cut if (part := phrase(word)) is not None]
    return found if len(found) > 1 else [asked]


@cache
def _jieba() -> rjieba.Jieba:
    return rjieba.Jieba()
