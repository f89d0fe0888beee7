"""What to index for the search: recall and precision against plain substrings, and the size, for words and for characters.

    POLICYGRAPH_SHARED=/path python -m benchmarks.search

200 real notices and 400 words (from jieba, two of its words together, units, any characters), all drawn by one seed. The figures
stand in ``pipeline/search/terms.py``, which made its choice by them.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import rjieba

from extractors.records import NoticeRecord
from pipeline.extraction import extract_files
from pipeline.search.index import fts5
from pipeline.search.terms import normal, phrase, terms

NOTICES, SEED = 200, 6
_HAN = re.compile(r"[一-鿿]{2,6}")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A way to index: the terms of a passage, and the question for a word in the words of FTS5."""

    name: str
    cut: Callable[[str], list[str]]
    ask: Callable[[str], str]


def main() -> None:
    """The command."""
    files = sorted(path for path in (Path(os.environ["POLICYGRAPH_SHARED"]) / "real" / "bulk").rglob("*") if path.is_file())
    picked = sorted(random.Random(SEED).sample(files, NOTICES))
    records = [found for found in extract_files(picked) if isinstance(found, NoticeRecord)]
    passages = [f"{normal(one.heading or '')}|{normal(one.text)}" for record in records for one in record.clauses]
    passages += [f"{normal(one.title)}|{normal(one.text)}" for record in records for one in record.tasks]
    drawn = _drawn(records, passages)
    print(f"{len(records)} notices, {len(passages)} passages, {sum(len(text.encode()) for text in passages):,} bytes")
    for design in _designs():
        size, found = _measured(design, passages, drawn)
        print(f"{design.name:24} {size:>10,} bytes  " + "  ".join(f"{kind} R {recall:.3f} P {precision:.3f}" for kind, recall, precision in found))


def _designs() -> tuple[Design, ...]:
    jieba = rjieba.Jieba()

    def words(cut: Callable[[str, bool], list[str]]) -> Callable[[str], list[str]]:
        return lambda text: [word for word in cut(text, True) if _WORD.search(word)]

    def quoted(parts: Sequence[str], between: str) -> str:
        return between.join(f'"{part}"' for part in parts)

    def pairs(word: str) -> str:
        asked = phrase(word)
        return fts5([asked], []) if asked else '""'

    fine, plain = words(jieba.cut_for_search), words(jieba.cut)
    return (
        Design(name="words for search, all", cut=fine, ask=lambda word: quoted(fine(word), " AND ")),
        Design(name="words, as a phrase", cut=plain, ask=lambda word: f'"{" ".join(plain(word))}"'),
        Design(name="characters, as a phrase", cut=lambda text: _WORD.findall(text), ask=lambda word: f'"{" ".join(word)}"'),
        Design(name="pairs, as a phrase", cut=lambda text: terms([text]), ask=pairs),
    )


def _drawn(records: Sequence[NoticeRecord], passages: Sequence[str]) -> dict[str, list[str]]:
    rng, jieba = random.Random(SEED), rjieba.Jieba()
    words, compounds, stretches = set[str](), set[str](), set[str]()
    for text in passages:
        cut = jieba.cut(text, True)
        words.update(filter(_HAN.fullmatch, cut))
        both = (one + other for one, other in pairwise(cut) if min(len(one), len(other)) > 1)
        compounds.update(filter(_HAN.fullmatch, both))
        length = rng.randint(2, 6)
        start = rng.randrange(max(1, len(text) - length))
        stretches.update(filter(_HAN.fullmatch, [text[start : start + length]]))
    units = {normal(unit.mention) for record in records for task in record.tasks for unit in task.assignments}
    sets = {"words": (words, 100), "compounds": (compounds, 60), "units": (set(filter(_HAN.fullmatch, units)), 40), "any": (stretches, 200)}
    return {kind: rng.sample(sorted(found), count) for kind, (found, count) in sets.items()}


def _measured(design: Design, passages: Sequence[str], drawn: dict[str, list[str]]) -> tuple[int, list[tuple[str, float, float]]]:
    """The bytes of an index, and for each kind of words recall and precision over all passages that hold them."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(w, content='', tokenize='ascii')")
    index.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", ((number, " ".join(design.cut(text))) for number, text in enumerate(passages)))
    index.execute("INSERT INTO t (t) VALUES ('optimize')")
    index.commit()
    index.execute("VACUUM")
    size = index.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
    figures = []
    for kind, asked in drawn.items():
        right = said = held = 0
        for word in asked:
            truth = {number for number, text in enumerate(passages) if word in text}
            found = {number for (number,) in index.execute("SELECT rowid FROM t WHERE t MATCH ?", (design.ask(word),))}
            right, said, held = right + len(truth & found), said + len(found), held + len(truth)
        figures.append((kind, right / held, right / max(1, said)))
    return size, figures


if __name__ == "__main__":
    main()
