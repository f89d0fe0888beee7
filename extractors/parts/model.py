"""The parts that one file holds: the covering notice, what it issues, and the attachments."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Block, Paragraph, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of the document under one title.

    ``name`` is ``notice``, ``issued_text``, ``issued_text:2`` …, ``attachment:1`` …; ``start`` and ``end`` are the
    half-open range of the canonical text; ``blocks`` are its blocks, title included; ``title`` is its title on one
    line, without white space at line breaks, and ``title_blocks`` how many of the first blocks print label and title.
    ``end_blocks`` is how many of the last blocks are end matter: the list of attachments, the signature and its date,
    remarks, the imprint 版记.
    """

    name: str
    blocks: tuple[Block, ...]
    start: int
    end: int
    title: str | None = None
    title_blocks: int = 0
    end_blocks: int = 0

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks after the title."""
        return self.blocks[self.title_blocks :]

    @property
    def running(self) -> tuple[Block, ...]:
        """The blocks of the running text: after the title, before the end matter."""
        return self.blocks[self.title_blocks : len(self.blocks) - self.end_blocks]

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs after the title."""
        return tuple(block for block in self.body if isinstance(block, Paragraph))

    def tables(self) -> tuple[Table, ...]:
        """The tables of the part."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
