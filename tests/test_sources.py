"""What paths expand to: order, what is passed over, and what cannot be read."""

import os
import pickle
from pathlib import Path

import pytest

from pipeline.entries import QuarantineEntry
from pipeline.errors import ReadError
from pipeline.readers import detect
from pipeline.sources import Item, expand


def _lay_out(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def _relative(root: Path, found: list[Item | QuarantineEntry]) -> list[str]:
    return [Path(entry.path).relative_to(root).as_posix() for entry in found]


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    _lay_out(tmp_path, "b/2.txt", "b/1.docx", "a.txt", "c.txt")
    assert _relative(tmp_path, list(expand([tmp_path]))) == ["a.txt", "b/1.docx", "b/2.txt", "c.txt"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (".hidden.txt", "hidden"),
        (".git/config", "inside a hidden folder"),
        ("~$通知.docx", "the lock file of a word processor"),
        ("通知.docx.part", "a download that is not finished"),
        ("通知.tmp", "a program is still writing it"),
        ("Thumbs.db", "system"),
        ("desktop.ini", "system"),
        (".DS_Store", "system"),
        ("__MACOSX/通知.docx", "what an archive of another system leaves behind"),
    ],
)
def test_what_is_nobodys_notice_is_passed_over(tmp_path: Path, name: str, why: str) -> None:
    _lay_out(tmp_path, "通知.txt", name)
    assert _relative(tmp_path, list(expand([tmp_path]))) == ["通知.txt"], why


def test_a_file_named_by_itself_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    _lay_out(tmp_path, ".draft.txt")
    assert _relative(tmp_path, list(expand([tmp_path / ".draft.txt"]))) == [".draft.txt"]


def test_what_is_missing_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    _lay_out(tmp_path, "a.txt")
    missing, item = list(expand([tmp_path / "nowhere.txt", str(tmp_path / "a.txt")]))
    assert isinstance(missing, QuarantineEntry)
    assert (missing.code, missing.path.endswith("nowhere.txt"), bool(missing.remedy)) == ("missing", True, True)
    assert isinstance(item, Item)
    assert item.read() == b"a.txt"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user for whom rights count")
def test_a_folder_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
    _lay_out(tmp_path, "closed/a.txt", "open.txt")
    (tmp_path / "closed").chmod(0)
    try:
        found = list(expand([tmp_path]))
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert [type(entry).__name__ for entry in found] == ["QuarantineEntry", "Item"]


def test_links_in_a_circle_end_and_broken_ones_are_reported(tmp_path: Path) -> None:
    _lay_out(tmp_path, "a/b/1.txt")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = list(expand([tmp_path]))
    assert _relative(tmp_path, found) == ["a/b/1.txt", "a/gone.txt"]
    assert isinstance(found[1], QuarantineEntry)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (entry,) = expand([tmp_path])
    assert isinstance(entry, QuarantineEntry)
    assert entry.code == "not_a_file"


def test_an_address_comes_once(tmp_path: Path) -> None:
    _lay_out(tmp_path, "a.txt")
    assert len(list(expand([tmp_path, tmp_path / "a.txt"]))) == 1


def test_size_and_time_are_known_without_opening(tmp_path: Path) -> None:
    _lay_out(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(5_000_000_000, 7_000_000_000))
    (item,) = expand([tmp_path])
    assert isinstance(item, Item)
    assert (item.name, item.size, item.modified_ns) == ("a.txt", 5, 7_000_000_000)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ReadError) as caught:
        item.read()
    assert caught.value.code == "missing"


def test_an_item_goes_to_another_process(tmp_path: Path) -> None:
    _lay_out(tmp_path, "a.txt")
    (item,) = expand([tmp_path])
    assert pickle.loads(pickle.dumps(item)).read() == b"a.txt"


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(detect.MAX_BYTES + 1)  # sparse: takes no room on the disk
    (item,) = expand([path])
    assert isinstance(item, Item)
    with pytest.raises(ReadError) as caught:
        item.read()
    assert caught.value.code == "too_large"


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes only elsewhere")
def test_a_name_that_is_no_utf8_has_a_printable_address(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "通知.txt".encode("gb18030")
    Path(os.fsdecode(raw)).write_bytes(b"x")
    (item,) = expand([tmp_path])
    assert isinstance(item, Item)
    item.path.encode("utf-8")
    assert item.read() == b"x"
