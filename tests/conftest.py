"""What tests share: programs and folders that are not everywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def need_program() -> Callable[[str], str]:
    """``need_program("soffice")`` gives the program's path. Without it the test is skipped; with REQUIRE_ALL=1 it fails."""

    def need(name: str) -> str:
        found = shutil.which(name)
        if found:
            return found
        message = f"the program {name} is not installed"
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)

    return need


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
