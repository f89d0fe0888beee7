"""policygraph: Chinese government notices in; clauses, tasks, responsible units and deadlines out, and the graph of them.

>>> import pipeline
>>> corpus = pipeline.open("outputs/policygraph.db")          # doctest: +SKIP
>>> corpus.tasks(unit="市财政局", role="lead")                # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.corpus import Corpus


def open(where: str | Path, *, knowledge: str | Path | None = None) -> Corpus:
    """The corpus in a store that ``policygraph run`` made: the path of ``policygraph.db``, or a database URL.

    ``knowledge`` is a folder with the user's own rows, the one that ``run`` was given (see :meth:`Corpus.open`).

    Raises:
        PolicygraphError: there is none, it is no store, or a newer version wrote it; the knowledge cannot be used.
    """
    from pipeline.corpus import Corpus  # pandas and SQLAlchemy are loaded when they are wanted, not by every worker

    return Corpus.open(where, knowledge=knowledge)
