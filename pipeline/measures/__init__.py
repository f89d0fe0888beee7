"""Ready measures over the frames and graphs of :class:`pipeline.corpus.Corpus`: pure functions, one module a subject (``docs/measures.md``)."""
