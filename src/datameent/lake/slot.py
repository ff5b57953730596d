"""One writer at a time. The lock is the kernel's: it goes with the process that held it, so a crash leaves none."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats


@contextmanager
def schrijfslot(path: Path) -> Iterator[None]:
    """Hold the write lock of a data home; DM-LAKE-001 (exit status BUSY) when another process or thread has it.

    The file itself stays behind and means nothing: only the kernel's lock on it counts. Worker processes are
    spawned, not forked, so none of them inherits the lock.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatameentError(
                "DM-LAKE-001",
                "Another process is writing to this data home",
                "Wait until it is done and run the command again",
                Plaats(bestand=path.name),
                ExitStatus.BUSY,
            ) from None
        yield
    finally:
        os.close(fd)
