"""The guide as its readers were promised it: ten questions, whose commands, lines of Python, notebook cells and places in the report are there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest

from pipeline.exports.report.words import WORDS

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide.zh-CN.md"
TEXT = GUIDE.read_text(encoding="utf-8")
QUESTIONS = re.split(r"^## \d+\. ", TEXT, flags=re.MULTILINE)[1:]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def test_ten_questions_have_each_answer() -> None:
    assert len(QUESTIONS) == 10
    for question in QUESTIONS:
        assert blocks(question, "sh"), question[:20]
        assert blocks(question, "python"), question[:20]
        assert "- 笔记本：" in question, question[:20]
        assert "- 报告：" in question, question[:20]
        assert "](pictures/" in question, question[:20]


def test_what_is_linked_is_there_and_small() -> None:
    pictures = {GUIDE.parent / target for target in re.findall(r"!\[[^]]+\]\(([^)]+)\)", TEXT)}
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (GUIDE.parent / target).is_file(), target
    assert pictures == set((GUIDE.parent / "pictures").glob("*.png")), "each picture is shown"
    assert max(picture.stat().st_size for picture in pictures) < 200_000


def test_named_cells_are_in_their_notebooks() -> None:
    for notebook, headings in re.findall(r"- 笔记本：\[[^]]+\]\(\.\./notebooks/([^)]+)\)，(.*)", TEXT):
        loaded = json.loads((ROOT / "notebooks" / notebook).read_text(encoding="utf-8"))
        texts = "".join("".join(cell["source"]) + "\n" for cell in loaded["cells"])
        for heading in re.findall("“([^”]+)”", headings):
            assert f"## {heading}\n" in texts, (notebook, heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A folder in which the commands of the guide were given, in their order, and what they printed."""

    folder: Path
    printed: list[str]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("guide")
    printed = []
    for name in ("corpus/samples", "tests/gold"):
        shutil.copytree(ROOT / name, folder / name)
    lines = [line for block in blocks(TEXT, "sh") for line in block.splitlines()]
    assert len(lines) >= 11
    for line in lines:
        words = shlex.split(line, comments=False)
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pipeline.cli import main; main()", *words[1:]],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, (line, done.stderr)
        assert len(done.stdout.splitlines()) > 2, line
        printed += [shown.rstrip() for shown in done.stdout.splitlines()]
    return Project(folder=folder, printed=printed)


def test_what_commands_are_said_to_print_they_print(project: Project) -> None:
    shown = blocks(TEXT, "text")
    assert len(shown) == 3
    for block in shown:
        for stretch in block.split("……\n"):
            assert stretch.rstrip("\n") in "\n".join(project.printed), stretch


def test_lines_of_python_give_something(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.folder)
    first, *rest = blocks(TEXT, "python")
    names: dict[str, object] = {}
    exec(first, names)
    empty = []
    for block in rest:
        for line in block.splitlines():
            if " = " in line.partition("(")[0]:
                exec(line, names)
            elif not len(eval(line, names)):
                empty.append(line)
    assert empty == ["corpus.quarantine()"], "every sample is read"


def test_named_places_are_in_the_report(project: Project) -> None:
    page = lxml.html.fromstring((project.folder / "outputs" / "report.html").read_text(encoding="utf-8"))
    said = {chinese for chinese, _ in WORDS.values()}
    sections = {"".join(heading.itertext()).strip() for heading in page.xpath("//h2")}
    for line in re.findall(r"- 报告：(.*)", TEXT):
        for section in re.findall("“([^”]+)”一节", line):
            assert section in sections, line
        for words in re.findall("“([^”]+)”", line):
            assert words in said, (words, line)
