"""What tests share: programs and folders that are not everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.tools.browser import chromium
from tests.tools.disk import small_disk
from tests.tools.postgres import Server, programs, running


def _missing(message: str) -> NoReturn:
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def need_program() -> Callable[[str], str]:
    """``need_program("soffice")`` gives the program's path. Without it the test is skipped; with REQUIRE_ALL=1 it fails."""

    def need(name: str) -> str:
        found = shutil.which(name)
        if found:
            return found
        _missing(f"the program {name} is not installed")

    return need


@pytest.fixture(scope="module")
def browser(need_program: Callable[[str], str]) -> Iterator[Any]:
    """A real Chromium. Without it, or without what drives it, the test is skipped; with REQUIRE_ALL=1 it fails."""
    program = need_program("chromium")
    if find_spec("playwright") is None:
        _missing("playwright is not installed")
    with chromium(program) as launched:
        yield launched


@pytest.fixture
def need_disk(tmp_path: Path) -> None:
    """That a small disk can be mounted (``mount -t tmpfs``, as root). Without it the test is skipped; with REQUIRE_ALL=1 it fails."""
    try:
        with small_disk(tmp_path / "disk", mebibytes=1):
            pass
    except (OSError, subprocess.CalledProcessError) as error:
        _missing(f"no small disk can be mounted: {error}")


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of real notices and their gold, from POLICYGRAPH_SHARED. Without it the test is skipped."""
    given = os.environ.get("POLICYGRAPH_SHARED")
    if not given:
        pytest.skip("POLICYGRAPH_SHARED is not set: no real notices here")
    return Path(given)


@pytest.fixture(scope="session")
def real_notices(shared_folder: Path) -> list[Path]:
    """The text files of the real notices that have gold; never none."""
    paths = sorted((shared_folder / "real" / "notices").glob("*.txt"))
    assert paths, f"no notices in {shared_folder}"
    return paths


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server (one for each process that runs tests). Without its programs the test is skipped; with REQUIRE_ALL=1 it fails."""
    folder = programs()
    if folder is None:
        _missing("PostgreSQL's initdb and postgres are not installed")
    with running(folder) as server:
        yield server


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str | Path]:
    """``new_place()`` is where a new store may be made: a path, then for all tests again a URL."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        return server.database
    return lambda: tmp_path_factory.mktemp("store") / "outputs" / "policygraph.db"


@pytest.fixture
def where(new_place: Callable[[], str | Path]) -> str | Path:
    """Where the test may make its store: a path, then a URL."""
    return new_place()
