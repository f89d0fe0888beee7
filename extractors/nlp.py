"""The extractors as a spaCy component, so that ``nlp.pipe``, displaCy, Matcher patterns and components of one's own work.

Matching is done on character offsets of the canonical text and projected onto spans: jieba's words cut names of units in
half (由省|财政厅), so token boundaries decide nothing here.

    nlp = make_nlp()
    for doc in nlp.pipe(as_docs(nlp, documents)):
        doc._.record.tasks, doc.spans["units"], doc.spans["deadlines"]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import rjieba
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.document import Document, Paragraph, Source
from extractors.extract import Extractor
from extractors.records import Evidence, NoticeRecord

SPAN_GROUPS = ("clauses", "tasks", "units", "deadlines", "milestones", "citations")
"""The span groups that the component fills; labels are English (``lead``, ``by``, ``implements`` …)."""


class Segmenter(Protocol):
    """Cuts a text into words that, put together, are the text."""

    def cut(self, text: str, hmm: bool = True, /) -> list[str]: ...


class JiebaTokenizer:
    """A spaCy tokenizer over rjieba: the same words as jieba, some thirty times as fast."""

    def __init__(self, vocab: Vocab, segmenter: Segmenter | None = None) -> None:
        self.vocab = vocab
        self.segmenter = segmenter or rjieba.Jieba()

    def __call__(self, text: str) -> Doc:
        words = self.segmenter.cut(text, True) if text else []
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> JiebaTokenizer:
        return self

    def to_disk(self, _: Any, **__: Any) -> None:
        """Nothing is kept: the words are those of the installed rjieba."""

    def from_disk(self, _: Any, **__: Any) -> JiebaTokenizer:
        return self


@registry.tokenizers("policygraph.jieba.v1")  # type: ignore[untyped-decorator]
def _create_tokenizer() -> Callable[[Language], JiebaTokenizer]:
    return lambda nlp: JiebaTokenizer(nlp.vocab)


for _name in ("document", "record"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


class PolicygraphComponent:
    """Reads ``doc._.document`` (or the lines of the text, where there is none) into ``doc._.record`` and span groups."""

    def __init__(self) -> None:
        self.extract = Extractor()

    def __call__(self, doc: Doc) -> Doc:
        document = doc._.document or from_text(doc.text)
        record = self.extract(document)
        doc._.document, doc._.record = document, record
        for name in SPAN_GROUPS:
            spans = [span for label, found in _facts(record, name) if (span := _span(doc, label, found)) is not None]
            doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
        return doc


@Language.factory("policygraph", assigns=["doc.spans", "doc._.record", "doc._.document"])
def _create_component(nlp: Language, name: str) -> PolicygraphComponent:  # noqa: ARG001  (spaCy's signature of a factory)
    return PolicygraphComponent()


def make_nlp() -> Language:
    """A blank Chinese pipeline with jieba's words and the extractors as its one component ``policygraph``."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "policygraph.jieba.v1"}}})
    nlp.add_pipe("policygraph")
    return nlp


def as_docs(nlp: Language, documents: Iterable[Document]) -> Iterator[Doc]:
    """Documents as spaCy Docs over their canonical text, tables included (``doc._.document``), ready for ``nlp.pipe``."""
    for document in documents:
        doc = nlp.make_doc(document.text)
        doc._.document = document
        yield doc


def from_text(text: str, *, name: str = "text") -> Document:
    """A Document of plain lines, one paragraph each, for text that comes from no file."""
    lines = [line for line in text.split("\n") if line.strip()]
    blocks = tuple(Paragraph(address=f"p{i}", text=line) for i, line in enumerate(lines, 1))
    return Document(source=Source(name=name, media_type="text/plain", sha256="", bytes=len(text.encode())), blocks=blocks)


def _facts(record: NoticeRecord, name: str) -> Iterator[tuple[str, Evidence]]:
    if name == "clauses":
        yield from ((f"level {clause.level}", clause.evidence) for clause in record.clauses)
    elif name == "citations":
        yield from ((citation.relation, found) for citation in record.citations for found in citation.evidence)
    for task in record.tasks:
        if name == "tasks":
            yield task.origin, task.evidence
        elif name == "units":
            yield from ((a.role, a.evidence) for a in task.assignments if not a.inherited)
        elif name == "deadlines":
            yield from ((d.kind, d.evidence) for d in task.deadlines if d.evidence is not None)
        elif name == "milestones":
            yield from ((m.status, m.evidence) for m in task.milestones)


def _span(doc: Doc, label: str, found: Evidence) -> Span | None:
    return doc.char_span(found.start, found.end, label=label, alignment_mode="expand")
