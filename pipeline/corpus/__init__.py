"""The façade that analysts import, :class:`Corpus`, and what it is built of: frames, and the measures over them.

What it shows of a store is drawn up elsewhere (``pipeline/store``, ``pipeline/resolve``, ``pipeline/graph``, ``pipeline/measures``); none of
these imports it.
"""

from pipeline.corpus.facade import Corpus

__all__ = ["Corpus"]
