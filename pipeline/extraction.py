"""The records of files without a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from extractors.records import NoticeRecord
from pipeline.entries import QuarantineEntry
from pipeline.find import find
from pipeline.inputs import check_inputs, knowledge_folder
from pipeline.progress import Progress, Teller
from pipeline.sources import Item
from pipeline.workers.crew import do_all
from pipeline.workers.work import Extracted, Failed, Job

#: Below as many files, no worker is started unasked.
FEW = 8


def extract_files(
    inputs: Iterable[str | Path], *, knowledge: str | Path | None = None, workers: int | None = None, progress: Progress | None = None
) -> Iterator[NoticeRecord | QuarantineEntry]:
    """The records of files and of the files in folders, in the order given, without a store.

    What cannot be read comes as a :class:`QuarantineEntry` in its place. ``workers`` see :func:`pipeline.workers.crew.do_all`;
    without it, fewer files than ``FEW`` are read in this process: starting a worker takes longer than reading them.

    Raises:
        PolicygraphError: an input does not exist, or the knowledge cannot be used; at once, before the first record.
    """
    given = [Path(path) for path in inputs]
    check_inputs(given)
    return _extracted(given, knowledge=knowledge_folder(knowledge), workers=workers, progress=progress)


def _extracted(
    inputs: Sequence[Path], *, knowledge: Path | None, workers: int | None, progress: Progress | None
) -> Iterator[NoticeRecord | QuarantineEntry]:
    found = find(inputs)
    jobs = [Job(item=one.item, name=one.file.name) for one in found if isinstance(one.item, Item)]
    count = 0 if workers is None and len(jobs) < FEW else workers
    teller = Teller(progress, total=len(jobs))
    with closing(do_all(jobs, knowledge=knowledge, workers=count, pages=teller.pages)) as outcomes:
        for one in found:
            if isinstance(one.item, QuarantineEntry):
                yield one.item
                continue
            _, outcome = next(outcomes)
            teller.file(one.file.path)
            if isinstance(outcome, Failed):
                yield outcome.entry
            elif isinstance(outcome, Extracted):
                yield outcome.record
