"""A real worklist through the whole pipeline: four questions, each answered by one call (hand-counted in its gold)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.corpus import Corpus
from pipeline.run import run


@pytest.fixture(scope="module")
def ziyang(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    out = tmp_path_factory.mktemp("ziyang")
    run([shared_folder / "real" / "ziyang-2021-14" / "ziyang-2021-14.txt"], output=out, workers=1)
    with pipeline.open(out / "policygraph.db") as corpus:
        yield corpus


def test_who_leads_most_of_the_worklist(ziyang: Corpus) -> None:
    first = ziyang.load(origin="table").sort_values("lead", ascending=False).iloc[0]
    assert (first["name"], first["lead"], first["of"]) == ("高新区管委会", 14, 41)
    assert len(ziyang.tasks(unit="高新区管委会", role="lead")) == 14


def test_what_is_due_by_the_end_of_the_year(ziyang: Corpus) -> None:
    due = ziyang.timetable(steps=False, due_before="2021-12-31")
    assert due["end"].dt.strftime("%Y-%m-%d").value_counts().to_dict() == {"2021-08-31": 1, "2021-10-31": 1, "2021-12-31": 22}


def test_who_works_with_the_health_commission(ziyang: Corpus) -> None:
    """The units printed in the rows in which it stands, in either column."""
    found = ziyang.partners("市卫生健康委").set_index("name")
    assert found["tasks"].iloc[:2].to_dict() == {"社事局": 7, "高新区管委会": 5}
    assert (found.loc["高新区管委会", "led"], found.loc["高新区管委会", "leads"]) == (2, 3)
    assert found.loc["社事局", "led"] == 4


def test_which_measures_have_two_tasks_or_more(ziyang: Corpus) -> None:
    found = ziyang.measures(min_tasks=2)
    assert dict(zip(found["no"], found["tasks"], strict=True)) == {2: 2, 4: 2, 6: 3, 9: 2, 10: 2, 11: 3}
