"""The peers, each timed by itself: ``python peers.py PEER FILE RUNS`` prints one line of JSON.

Run in a process of its own and by any Python that has the peer's package, so it imports nothing of this project. ``FILE`` is
what the peer reads; for the peers of texts it is a JSON list of lists of strings, of which each run takes the next. The first run
warms up and is not counted.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import logging
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from typing import Any

Run = Callable[[], object]


def next_texts(path: Path) -> Callable[[], list[str]]:
    """What gives the texts of the next run."""
    turns = cycle(json.loads(path.read_text(encoding="utf-8")))
    return lambda: next(turns)


def markitdown(path: Path) -> Run:
    from markitdown import MarkItDown

    converter = MarkItDown()
    return lambda: converter.convert(str(path)).text_content


def docx2python(path: Path) -> Run:
    from docx2python import docx2python as read

    def run() -> object:
        with read(path) as found:
            return found.body

    return run


def pdfplumber(path: Path) -> Run:
    import pdfplumber

    def run() -> object:
        with pdfplumber.open(path) as pdf:
            return [page.extract_tables() for page in pdf.pages]

    return run


def jieba(path: Path) -> Run:
    import jieba

    texts = next_texts(path)
    return lambda: [jieba.lcut(text) for text in texts()]


def jionlp(path: Path) -> Run:
    import jionlp

    texts = next_texts(path)

    def run() -> object:
        found: list[Any] = []
        for line in (line for text in texts() for line in text.splitlines() if line.strip()):
            with contextlib.suppress(Exception):  # it raises what comes
                found.append(jionlp.ner.extract_time(line, time_base={"year": 2023, "month": 6, "day": 30}, with_parsing=True))
        return found

    return run


def charset_normalizer(path: Path) -> Run:
    from charset_normalizer import from_bytes

    texts = next_texts(path)
    return lambda: [str(from_bytes(text.encode()).best()) for text in texts()]


def trafilatura(path: Path) -> Run:
    from trafilatura import extract

    pages = next_texts(path)
    return lambda: [extract(page) for page in pages()]


def lxml(path: Path) -> Run:
    from lxml import html

    pages = next_texts(path)
    parser = html.HTMLParser(encoding="utf-8")
    return lambda: [html.document_fromstring(page.encode(), parser=parser).xpath("string()") for page in pages()]


#: Peer → its package on the package index, and what makes its run.
PEERS: dict[str, tuple[str, Callable[[Path], Run]]] = {
    "markitdown": ("markitdown", markitdown),
    "docx2python": ("docx2python", docx2python),
    "pdfplumber": ("pdfplumber", pdfplumber),
    "jieba": ("jieba", jieba),
    "jionlp": ("jionlp", jionlp),
    "charset-normalizer": ("charset-normalizer", charset_normalizer),
    "trafilatura": ("trafilatura", trafilatura),
    "lxml": ("lxml", lxml),
}


def seconds_of(run: Run, runs: int) -> list[float]:
    """The processor seconds of each run, all threads put together; what was there before is none of the collector's business."""
    run()
    found = []
    for _ in range(runs):
        gc.collect()
        gc.freeze()
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
    return found


def main() -> None:
    name, file, runs = sys.argv[1:]
    package, make = PEERS[name]
    logging.disable(logging.CRITICAL)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        seconds = seconds_of(make(Path(file)), int(runs))
    print(json.dumps({"version": version(package), "seconds": seconds}))


if __name__ == "__main__":
    main()
