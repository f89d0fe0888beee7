"""Numbering 序号: which labels stand at the heads of paragraphs, and what tree their sequence makes.

It knows how items count and nothing of what they say, so that readers that put lost line breaks back may use it as well as
the clause extractor. ``patterns`` holds the styles and their expressions, ``labels`` reads the head of a paragraph, ``tree``
settles the sequence.
"""

from extractors.numbering.labels import Candidate, read_label
from extractors.numbering.patterns import CN, Style
from extractors.numbering.tree import derive

__all__ = ["CN", "Candidate", "Style", "derive", "read_label"]
