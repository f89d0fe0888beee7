"""A full disk, at whatever moment of a run: the store opens and is whole, and once there is room the next run ends where a clean one does."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from random import Random

import pytest

from pipeline.run import run
from pipeline.watch.trouble import trouble_of
from tests.tools.disk import small_disk
from tests.tools.killing import Doing, running_short
from tests.tools.place import Place

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="disks are mounted, and files limited, as Linux does it")
_MEBIBYTES = 8
#: Room in KiB for a first run: not enough to make the store, to read all, to settle, to write the outputs.
_ROOM = (40, 300, 700, 1200, 2000)
#: And for another run, at most.
_LITTLE = 60


@pytest.mark.usefixtures("need_disk")
def test_runs_on_a_disk_that_fills_up(tmp_path: Path) -> None:
    random, place, ended = Random(5), Place(tmp_path), []
    with small_disk(place.output.parent, mebibytes=_MEBIBYTES) as disk:
        for first in _ROOM:
            for room in (first, random.randrange(_LITTLE)):
                ended.append(_with_room(room, disk, place))
                place.check_whole(f"room for {room} KiB")
                place.check_mended(f"room for {room} KiB")
                place.change(random)
            shutil.rmtree(place.output)
    assert ended == ["disk_full"] * 2 * len(_ROOM), "the disk was full, and that is what was said"


def _with_room(room: int, disk: Path, place: Place) -> str | None:
    """A run with so many KiB of room, which is given back; the code of the trouble that it ends with."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - room * 1024)))
    try:
        run([place.folder], output=place.output, workers=0)
    except Exception as error:
        return trouble_of(error, where="", folder=disk).code
    finally:
        ballast.unlink()
    return None


def test_runs_whose_files_may_not_grow(tmp_path: Path) -> None:
    """The same where no disk can be mounted: writing is refused at a length that grows from run to run."""
    place, failed = Place(tmp_path), 0
    for most in (100, 200, 300, 450, 600):
        failed += Doing(running_short, str(place.folder), str(place.output), most * 1024).ended() != 0
        place.check_whole(f"files of {most} KiB")
    assert failed >= 4
    place.check_mended("without a limit")
