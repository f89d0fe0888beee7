"""Charts of the frames of :class:`pipeline.corpus.Corpus`: each function takes frames and gives a plotly figure, and computes no fact.

In a notebook, :func:`pipeline.charts.style.set_up` first; the last line of a cell that is a figure then shows it. The charts want
the libraries of ``pip install 'policygraph[notebooks]'``.
"""
