"""How much memory reading a PDF takes, page by page: ``python -m benchmarks.memory FILE`` prints one line of JSON.

A process of its own, since the peak of a process never goes down.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from pipeline.readers.pdf import read_pdf

_EVERY = 25


def peak() -> int:
    """The peak of this process in MB. On Linux that of the program itself: ``ru_maxrss`` is handed on by the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) // 1024
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // scale


def main() -> None:
    file = Path(sys.argv[1])
    peaks: list[tuple[int, int]] = [(0, peak())]

    def note(done: int, total: int) -> None:
        if done % _EVERY == 0 or done == total:
            peaks.append((done, peak()))

    began = time.process_time()
    read_pdf(file.read_bytes(), name=file.name, progress=note)
    print(json.dumps({"seconds": time.process_time() - began, "peaks": peaks}))


if __name__ == "__main__":
    main()
