"""The repository as its users were promised it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.records import json_schema

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode != 0:
        pytest.skip("this copy is no git checkout")
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_top_level_as_agreed() -> None:
    for name in ("pipeline", "corpus", "extractors", "outputs", "notebooks", "tests"):
        assert (ROOT / name).is_dir(), name
    assert (ROOT / "pyproject.toml").is_file()


def test_schema_is_current() -> None:
    committed = json.loads((ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8"))
    assert committed == json_schema(), "extractors/records.py changed: run `make schema`"


def blocks(readme: str, languages: str) -> list[str]:
    """The code blocks of a README in one of some languages (``sh|powershell``)."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```(?:{languages})\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def commands(readme: str) -> list[str]:
    """The command lines of a README, comments left out."""
    lines = (line.split("  #")[0].strip() for block in blocks(readme, "sh|powershell") for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def test_both_readmes_name_the_same_commands() -> None:
    english, chinese = map(commands, READMES)
    assert english
    assert english == chinese
    assert blocks(READMES[0], "csv") == blocks(READMES[1], "csv")


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_to_files(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_commands_of_the_readme_work(tmp_path: Path) -> None:
    """Every `policygraph …` line, in the order of the page, as a newcomer would give it; what it names as the reader's own is there."""
    shutil.copytree(ROOT / "corpus" / "samples", tmp_path / "corpus" / "samples")
    shutil.copytree(ROOT / "corpus" / "samples", tmp_path / "path" / "to" / "notices")
    shutil.copytree(ROOT / "tests" / "gold", tmp_path / "tests" / "gold")
    (tmp_path / "my-rows").mkdir()
    (tmp_path / "my-rows" / "organs.csv").write_text(blocks("README.md", "csv")[0], encoding="utf-8")
    shown = ""
    for line in commands("README.md"):
        if not line.startswith("policygraph "):
            continue
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *line.replace("\\", "/").split()[1:]],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        told = _until_exported(process) if " watch " in line else ""
        shown, said = process.communicate()
        assert process.returncode == 0, (line, said)
        assert (shown + told).strip(), line
    assert "岭泉县竹产业发展中心" in shown, "the rows of the example are not used"
    assert (tmp_path / "outputs" / "policygraph.xlsx").is_file()


def _until_exported(watch: subprocess.Popen[str]) -> str:
    """Let a watch come to writing its outputs, and end it as a service manager does; returns what it has told."""
    assert watch.stderr is not None
    told = ""
    for line in watch.stderr:
        told += line
        if '"exported"' in line:
            watch.terminate()
            break
    return told


@pytest.mark.parametrize("readme", READMES)
def test_named_make_targets_exist(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in commands(readme):
        if line.startswith("make "):
            assert re.search(rf"^{line.split()[1]}:", makefile, flags=re.MULTILINE), line


def test_no_index_host_and_no_private_path_is_tracked() -> None:
    forbidden = re.compile(r"-index[-]url|pypi[.]org|pythonhosted[.]org|[/](?:home|root|Users|work)/\w")
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = forbidden.search(text)
        assert found is None, f"{path.relative_to(ROOT)}: {found.group() if found else ''}"


def test_python_versions_agree() -> None:
    """What pyproject.toml allows, the Makefile looks for."""
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11,<3.14"' in pyproject
    assert "3.11|3.12|3.13" in (ROOT / "Makefile").read_text(encoding="utf-8")
