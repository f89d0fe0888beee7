"""What is measured: each of our parts and its peers on the same bytes, one after the other on one machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks import made_files
from benchmarks.machine import machine
from benchmarks.peers import PEERS, seconds_of
from extractors.deadlines import TimeContext
from extractors.deadlines.find import scan
from extractors.document import Document
from extractors.extract import Extractor
from extractors.text import View
from pipeline import readers
from pipeline.errors import PolicygraphError
from pipeline.readers.docx import read_docx
from pipeline.readers.html import read_html
from pipeline.readers.pdf import read_pdf
from pipeline.readers.text import read_text

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
RUNS = 5
_CHARACTERS = 200_000  # of text that each run of the extractors and of their peers is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One that was timed on an input: its name with its version, the median of its processor seconds, least and most.

    ``missing`` is why it was not timed.
    """

    name: str
    seconds: float = 0.0
    least: float = 0.0
    most: float = 0.0
    missing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One input with our time and the peers'. ``size`` is in ``unit``; ``goals`` by peer: how many times as fast as it we want to be."""

    what: str
    input: str
    size: float
    unit: str
    ours: Timed
    peers: tuple[Timed, ...]
    goals: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Reading a PDF of many pages: its processor seconds, and the peak of the process in MB behind so many pages."""

    pages: int
    seconds: float
    peaks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one run measured."""

    machine: str
    comparisons: tuple[Comparison, ...]
    memory: Memory | None
    left_out: tuple[str, ...]


@dataclass(kw_only=True)
class Bench:
    """One run. ``folder`` takes the made files; ``shared`` holds real notices; ``say`` is told what is being measured."""

    folder: Path
    shared: Path | None
    soffice: str | None
    say: Callable[[str], None]
    left_out: list[str] = field(default_factory=list)

    def measure(self) -> Figures:
        """Measure everything that can be measured here."""
        found = [self._docx(), *self._pdf(), *self._extraction(), self._text(), *self._html()]
        memory = self._memory()
        return Figures(machine=machine(), comparisons=tuple(found), memory=memory, left_out=tuple(dict.fromkeys(self.left_out)))

    def _docx(self) -> Comparison:
        data = made_files.large_docx()
        path = self._put("large.docx", data)
        return Comparison(
            what="Word reader",
            input=f"docx of {made_files.PARAGRAPHS:,} paragraphs and {made_files.TABLES} tables, made by the script",
            size=len(data) / 1e3,
            unit="kB",
            ours=self._ours("read_docx", lambda: read_docx(data, name=path.name)),
            peers=(self._peer("markitdown", path), self._peer("docx2python", path)),
            goals={"markitdown": 5, "docx2python": 3},
        )

    def _pdf(self) -> list[Comparison]:
        files: list[tuple[str, Path]] = []
        if self.soffice:
            made = made_files.as_pdf(made_files.worklist_docx(), soffice=self.soffice, folder=self.folder)
            files.append((f"worklist of {made_files.WORKLIST_ROWS} rows with merges, made by the script and printed by LibreOffice", made))
        else:
            self.left_out.append("the made worklist as PDF: LibreOffice (soffice) is not on the path")
        real = self._real("ziyang-2021-14/ziyang-2021-14.pdf")
        if real:
            files.append(("a city's notice with its worklist, real", real))
        found = []
        for what, path in files:
            data = path.read_bytes()
            found.append(
                Comparison(
                    what="PDF reader",
                    input=what,
                    size=readers.read(data, name=path.name).source.pages or 0,
                    unit="pages",
                    ours=self._ours("read_pdf", lambda data=data, path=path: read_pdf(data, name=path.name)),  # type: ignore[misc]
                    peers=(self._peer("pdfplumber", path),),
                    goals={"pdfplumber": 1 / 1.2},
                )
            )
        return found

    def _extraction(self) -> list[Comparison]:
        inputs = [("the samples of this repository, over and over", _documents(sorted(SAMPLES.iterdir())))]
        folder = self._real("bulk/provinces")
        if folder:
            inputs.append(("notices of provinces, real, others in each run", _documents(sorted(folder.rglob("*.txt")))))
        return [one for what, documents in inputs for one in self._extracted(what, documents)]

    def _extracted(self, what: str, documents: Sequence[Document]) -> Iterator[Comparison]:
        """All extractors, then the times alone (without what ``find_times`` keeps of passages read before)."""
        groups = _groups(documents)
        texts = self._texts(*([document.text for document in group] for group in groups))
        size = sum(len(document.text) for group in groups for document in group) / len(groups) / 1e3
        extract, context = Extractor(), TimeContext(issued_on=date(2023, 6, 30))
        turns = cycle(groups)
        jionlp = self._peer("jionlp", texts)
        yield Comparison(
            what="All extractors",
            input=what,
            size=size,
            unit="thousand characters",
            ours=self._ours("Extractor", lambda: [extract(document) for document in next(turns)]),
            peers=(self._peer("jieba", texts), jionlp),
            goals={"jieba": 2, "jionlp": 4},
        )
        lines = cycle([[line for document in group for line in document.text.splitlines() if line.strip()] for group in groups])
        yield Comparison(
            what="Times alone",
            input=what,
            size=size,
            unit="thousand characters",
            ours=self._ours("times", lambda: [[*scan(View.of(line), context, year_in_force=None, slot=False)] for line in next(lines)]),
            peers=(jionlp,),
        )

    def _text(self) -> Comparison:
        # every file once, and none with the bytes of another
        texts = ["\n".join((f"岚江省第{number}号材料", *made_files.lines(400 + number))) for number in range(10)]
        files = [text.encode() for text in texts]
        return Comparison(
            what="Text reader",
            input="10 files of 400 paragraphs in UTF-8, made by the script",
            size=sum(map(len, files)) / 1e6,
            unit="MB",
            ours=self._ours("read_text", lambda: [read_text(data, name="text") for data in files]),
            peers=(self._peer("charset-normalizer", self._texts(texts)),),
        )

    def _html(self) -> list[Comparison]:
        inputs = [("20 web pages, made by the script", made_files.web_pages())]
        folder = self._real("web")
        if folder:
            inputs.append(("web pages of governments, real", [text for path in sorted(folder.rglob("*.html"))[:40] if (text := _utf8(path))]))
        found = []
        for what, pages in inputs:
            files = [page.encode() for page in pages]
            found.append(
                Comparison(
                    what="Web page reader",
                    input=what,
                    size=sum(map(len, files)) / 1e6,
                    unit="MB",
                    ours=self._ours("read_html", lambda files=files: [_read_page(data) for data in files]),  # type: ignore[misc]
                    peers=(self._peer("trafilatura", self._texts(pages)), self._peer("lxml", self._texts(pages))),
                )
            )
        return found

    def _memory(self) -> Memory | None:
        path = self._real("office/北京市产业政策导引.pdf")
        if path is None:
            return None
        self.say(f"memory: {path.name}")
        done = subprocess.run([sys.executable, "-m", "benchmarks.memory", str(path)], check=True, capture_output=True, text=True, cwd=SAMPLES.parents[1])
        said = json.loads(done.stdout)
        peaks = tuple((pages, peak) for pages, peak in said["peaks"])
        return Memory(pages=peaks[-1][0], seconds=said["seconds"], peaks=peaks)

    def _ours(self, name: str, run: Callable[[], object]) -> Timed:
        self.say(f"policygraph: {name}")
        return _timed(f"policygraph {name}", seconds_of(run, RUNS))

    def _peer(self, name: str, path: Path) -> Timed:
        """A peer in a process of its own: by this Python, or by that of POLICYGRAPH_PEERS."""
        self.say(f"{name}: {path.name}")
        script = str(Path(__file__).with_name("peers.py"))
        for python in filter(None, (sys.executable, os.environ.get("POLICYGRAPH_PEERS"))):
            done = subprocess.run([python, script, name, str(path), str(RUNS)], capture_output=True, text=True)
            if done.returncode == 0:
                said = json.loads(done.stdout.splitlines()[-1])
                return _timed(f"{name} {said['version']}", said["seconds"])
        package = PEERS[name][0]
        why = "is not installed" if "ModuleNotFoundError" in done.stderr else "failed: " + done.stderr.strip().splitlines()[-1]
        self.left_out.append(f"{name} {why}; `pip install -e '.[benchmarks]'`, or `pip install {package}` for the Python that POLICYGRAPH_PEERS names")
        return Timed(name=name, missing=why)

    def _real(self, path: str) -> Path | None:
        """A real file or folder, where there is one."""
        found = self.shared / "real" / path if self.shared else None
        if found is not None and found.exists():
            return found
        self.left_out.append("the real notices: POLICYGRAPH_SHARED names no folder that has them")
        return None

    def _put(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def _texts(self, *groups: Sequence[str]) -> Path:
        """A file of texts for the peers, a group a run."""
        return self._put(f"texts-{len(list(self.folder.iterdir()))}.json", json.dumps(groups, ensure_ascii=False).encode())


def _timed(name: str, seconds: Sequence[float]) -> Timed:
    return Timed(name=name, seconds=median(seconds), least=min(seconds), most=max(seconds))


def _documents(paths: Sequence[Path]) -> list[Document]:
    found = []
    for path in paths:
        try:
            found.append(readers.read(path.read_bytes(), name=path.name))
        except PolicygraphError:  # what cannot be read is nothing to extract from
            continue
    return found


def _groups(documents: Sequence[Document]) -> list[list[Document]]:
    """A group of documents for each run and one to warm up, of like size: other documents in each, as far as there are enough."""
    total = sum(len(document.text) for document in documents)
    if total < _CHARACTERS * (RUNS + 1):
        return [[*documents] * -(-_CHARACTERS // total)] * (RUNS + 1)
    groups: list[list[Document]] = [[] for _ in range(RUNS + 1)]
    sizes = [0] * len(groups)
    for document in documents:
        least = sizes.index(min(sizes))
        if sizes[least] >= _CHARACTERS:
            break
        groups[least].append(document)
        sizes[least] += len(document.text)
    return groups


def _read_page(data: bytes) -> object:
    try:
        return read_html(data, name="page")
    except PolicygraphError:  # a page without a notice, told as such
        return None


def _utf8(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
