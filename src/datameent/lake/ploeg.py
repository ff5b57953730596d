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


def draai(opdracht: Opdracht, bundels: Iterable[Bundel], bytes_: int, werkers: int | None) -> Iterator[Verwerkt]:
    """Every bundle processed, in order. In this process when there is little to do or one worker is asked for.

    DM-LAKE-007 when a worker was killed. Workers are spawned: a forked one would hold the write lock of this process.
    """
    aantal = werkers or os.cpu_count() or 1
    if aantal == 1 or (werkers is None and bytes_ < KLEIN):
        bank = Werkbank(opdracht)
        yield from (bank.verwerk(b) for b in bundels)
        return
    ploeg = ProcessPoolExecutor(aantal, get_context("spawn"), begin_werker, (opdracht,))
    try:
        yield from _op_volgorde(ploeg, bundels, aantal + 1)
    except BrokenProcessPool:
        raise DatameentError(
            "DM-LAKE-007",
            "A worker process stopped before its work was done",
            "Check memory, or use fewer workers; what was committed is whole, run the command again for the rest",
            exit_status=ExitStatus.STORAGE,
        ) from None
    finally:
        ploeg.shutdown(wait=True, cancel_futures=True)


def _op_volgorde(ploeg: ProcessPoolExecutor, bundels: Iterable[Bundel], tegelijk: int) -> Iterator[Verwerkt]:
    bezig: deque[Future[Verwerkt]] = deque()
    for bundel in bundels:
        bezig.append(ploeg.submit(doe, bundel))
        if len(bezig) >= tegelijk:
            yield bezig.popleft().result()
    while bezig:
        yield bezig.popleft().result()
