"""The extractors inside spaCy: words, spans, pipes and a component of one's own."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from extractors.nlp import SPAN_GROUPS, JiebaTokenizer, as_docs, from_text, make_nlp
from pipeline.readers import read

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
PLAIN = "一、加强河道管护。6月底前完成堤岸加固。（市水利局牵头，市财政局配合）"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_nlp()


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    path = SAMPLES / "02-宁澜市-竹产业工作方案.docx"
    document = read(path.read_bytes(), name=path.name)
    return next(nlp.pipe(as_docs(nlp, [document])))


def test_a_doc_is_the_canonical_text_with_tables(doc: Doc) -> None:
    assert doc.text == doc._.document.text == doc._.record.text
    assert len(list(doc._.document.tables())) == 1


@pytest.mark.parametrize("group", SPAN_GROUPS)
def test_spans_hold_the_quotes_of_the_record(group: str, doc: Doc) -> None:
    # jieba may join the last character of a name to the next word, so a span holds its quote and at most a word more
    spans = list(doc.spans[group])
    assert spans
    quotes = {span.text for span in spans}
    record = doc._.record
    if group == "units":
        wanted = {a.evidence.quote for task in record.tasks for a in task.assignments if not a.inherited}
    elif group == "citations":
        wanted = {e.quote for c in record.citations for e in c.evidence}
    else:
        return
    assert all(any(quote in text for text in quotes) for quote in wanted)


def test_plain_text_is_read_too(nlp: Language) -> None:
    read_doc = nlp(PLAIN)
    assert [(span.text, span.label_) for span in read_doc.spans["units"]] == [("市水利局", "lead"), ("市财政局", "support")]


def test_matcher_patterns_and_own_components_work(nlp: Language) -> None:
    matcher = Matcher(nlp.vocab)
    matcher.add("WORK", [[{"TEXT": "加强"}]])
    read_doc = nlp(PLAIN)
    assert [read_doc[start:end].text for _, start, end in matcher(read_doc)] == ["加强"]

    @Language.component("count_leads")
    def count_leads(doc: Doc) -> Doc:
        doc.user_data["leads"] = sum(span.label_ == "lead" for span in doc.spans["units"])
        return doc

    own = make_nlp()
    own.add_pipe("count_leads", after="policygraph")
    assert own(PLAIN).user_data["leads"] == 1


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name[:2])
def test_words_are_those_of_jieba(path: Path, nlp: Language) -> None:
    text = read(path.read_bytes(), name=path.name).text
    assert [token.text for token in JiebaTokenizer(nlp.vocab)(text)] == jieba.lcut(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="市财政局牵头负责一、（）。2023年底前完成 \n\t", max_size=60))
def test_words_put_together_are_the_text(text: str) -> None:
    assert JiebaTokenizer(_VOCAB)(text).text == text


def test_from_text_keeps_every_line() -> None:
    assert [p.text for p in from_text("甲\n\n乙").paragraphs()] == ["甲", "乙"]


_VOCAB = make_nlp().vocab
