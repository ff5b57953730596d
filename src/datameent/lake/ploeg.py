"""Bundles through worker processes: bounded in number, results in the order of the bundles."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.lake.bundels import Bundel
from datameent.lake.werk import Opdracht, Verwerkt, Werkbank, begin_werker, doe

# Below this, starting processes costs more than it gains.
KLEIN = 48 << 20
# From here a bundle (one large file) is read in this process: it keeps two threads busy, and its rows, sent from one
# process to another, would be in memory three times.
GROOT = 256 << 20


def draai(opdracht: Opdracht, bundels: Iterable[Bundel], bytes_: int, werkers: int | None) -> Iterator[Verwerkt]:
    """Every bundle processed, in order. In this process when there is little to do or one worker is asked for.

    DM-LAKE-007 when a worker was killed. Workers are spawned: a forked one would hold the write lock of this process.
    """
    aantal = werkers or os.cpu_count() or 1
    if aantal == 1 or (werkers is None and bytes_ < KLEIN):
        bank = Werkbank(opdracht)
        yield from (bank.verwerk(b) for b in bundels)
        return
    ploeg = _Ploeg(opdracht, aantal)
    try:
        yield from ploeg.op_volgorde(bundels)
    except BrokenProcessPool:
        raise DatameentError(
            "DM-LAKE-007",
            "A worker process stopped before its work was done",
            "Check memory, or use fewer workers; what was committed is whole, run the command again for the rest",
            exit_status=ExitStatus.STORAGE,
        ) from None
    finally:
        ploeg.stop()


class _Ploeg:
    """Worker processes, started when the first bundle comes that is for them."""

    def __init__(self, opdracht: Opdracht, aantal: int) -> None:
        self._opdracht, self._aantal = opdracht, aantal
        self._werkers: ProcessPoolExecutor | None = None
        self._bezig: deque[Future[Verwerkt]] = deque()

    def op_volgorde(self, bundels: Iterable[Bundel]) -> Iterator[Verwerkt]:
        for bundel in bundels:
            if bundel.omvang >= GROOT:
                yield from self._rest()
                yield Werkbank(self._opdracht).verwerk(bundel)
                continue
            if self._werkers is None:
                self._werkers = ProcessPoolExecutor(self._aantal, get_context("spawn"), begin_werker, (self._opdracht,))
            self._bezig.append(self._werkers.submit(doe, bundel))
            if len(self._bezig) > self._aantal:
                yield self._bezig.popleft().result()
        yield from self._rest()

    def _rest(self) -> Iterator[Verwerkt]:
        while self._bezig:
            yield self._bezig.popleft().result()

    def stop(self) -> None:
        if self._werkers is not None:
            self._werkers.shutdown(wait=True, cancel_futures=True)
