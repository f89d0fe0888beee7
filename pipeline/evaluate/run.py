"""Read the notices of a gold set, and score what was found in each against its gold record."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from extractors.records import NoticeRecord
from pipeline.entries import QuarantineEntry
from pipeline.evaluate.documents import Form, Gold, find_forms, read_gold
from pipeline.evaluate.frozen import compare, load
from pipeline.evaluate.model import MISSING, Evaluation, Reading
from pipeline.evaluate.scoring import score_record
from pipeline.inputs import knowledge_folder
from pipeline.progress import Progress
from pipeline.rules import rules_in_force
from pipeline.workers.work import Extracted, Failed, Job, Outcome, do, warm_up


def evaluate(
    gold_folder: str | Path,
    documents_folder: str | Path,
    *,
    knowledge: str | Path | None = None,
    against: str | Path | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Read every form of every notice that has a gold record, and score it.

    Args:
        gold_folder: folder of gold records ``<stem>.json``, or one such file.
        documents_folder: folder that holds the notices at any depth; ``<stem>.*`` are the forms of one notice.
        knowledge: folder with the user's own rows.
        against: a run frozen by :func:`pipeline.evaluate.frozen.freeze`.
        progress: told of each file that is done.

    Raises:
        PolicygraphError: a folder, a gold record, the knowledge or the frozen run cannot be used. A notice that cannot be
            read, or has no file, is no error: it counts as empty and is listed.
    """
    rows = knowledge_folder(knowledge)
    golds = read_gold(Path(gold_folder))
    forms = find_forms(golds, Path(documents_folder))
    before = load(Path(against)) if against is not None else None
    warm_up(rows)
    readings: list[Reading] = []
    total = sum(map(len, forms.values()))
    for gold in golds:
        if not forms[gold.stem]:
            readings.append(_missing(gold))
        for place, form in enumerate(forms[gold.stem]):
            readings.append(_read(gold, form, knowledge=rows, counted=place == 0))
            if progress is not None:
                progress(len(readings), total, form.item.path)
    done = Evaluation(rules=rules_in_force(rows).name, readings=tuple(readings))
    return done if before is None else replace(done, changes=compare(before, done))


def _read(gold: Gold, form: Form, *, knowledge: Path | None, counted: bool) -> Reading:
    began = time.perf_counter()
    if isinstance(form.item, QuarantineEntry):
        outcome: Outcome = Failed(entry=form.item)
    else:
        outcome = do(Job(item=form.item, name=form.item.name), knowledge=knowledge)
    record = outcome.record if isinstance(outcome, Extracted) else None
    failure = outcome.entry if isinstance(outcome, Failed) else None
    seconds = time.perf_counter() - began
    return _scored(gold, record, form=form.name, counted=counted, seconds=seconds, failure=failure)


def _missing(gold: Gold) -> Reading:
    entry = QuarantineEntry(
        path=gold.stem, code=MISSING, cause="有标注记录而没有公文", remedy=f"把公文放进公文文件夹，文件名为 {gold.stem} 加后缀"
    )
    return _scored(gold, None, form=MISSING, counted=True, seconds=0.0, failure=entry)


def _scored(
    gold: Gold, record: NoticeRecord | None, *, form: str, counted: bool, seconds: float, failure: QuarantineEntry | None
) -> Reading:
    tally = score_record(gold.record, record.to_dict() if record else {}, where=gold.stem)
    return Reading(
        stem=gold.stem,
        gold_sha256=gold.sha256,
        form=form,
        counted=counted,
        seconds=seconds,
        characters=len(record.text) if record else 0,
        figures=tuple(tally.figures()),
        items=tuple(tally.items),
        failure=failure,
    )
