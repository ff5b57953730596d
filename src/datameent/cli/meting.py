"""Seconds per step and the highest resident memory of this process with its children."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(p) for p in (task / "children").read_text().split()]
    except (OSError, ValueError):
        return found
    return found


def resident_bytes(pid: int) -> int:
    """Resident memory of a process and all below it, in bytes (shared pages counted in each; Linux, else 0)."""
    return _resident(pid) + sum(resident_bytes(child) for child in _children(pid))


class Meting:
    """Times named steps and samples memory ten times a second while it is open.

    >>> with Meting() as m:
    ...     with m.stap("werk"):
    ...         pass
    >>> sorted(m.seconden)
    ['totaal', 'werk']
    """

    def __init__(self) -> None:
        self.seconden: dict[str, float] = {}
        self.piek_mb = 0.0
        self._begin = time.perf_counter()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Meting:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._sample()
        self.seconden["totaal"] = round(time.perf_counter() - self._begin, 3)

    @contextmanager
    def stap(self, naam: str) -> Iterator[None]:
        """Time one step."""
        begin = time.perf_counter()
        yield
        self.seconden[naam] = round(self.seconden.get(naam, 0.0) + time.perf_counter() - begin, 3)

    def _sample(self) -> None:
        self.piek_mb = max(self.piek_mb, round(resident_bytes(os.getpid()) / 1e6, 1))

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self._sample()
