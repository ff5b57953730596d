"""The bytes of a message, in memory or in a mapped file, and reading them piece by piece in little memory."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterator

Inhoud = bytes | mmap.mmap

_BLOK = 1 << 20
_LOS = 16 << 20  # pages of a mapped file are given back per so many bytes
_VENSTER = 1 << 16  # what the system brings in around a page that is read, also before it; whole pages


def blokken(inhoud: Inhoud) -> Iterator[bytes]:
    """All bytes in their order, a megabyte at a time; of a mapped file no more stays in memory than was just read.

    >>> list(blokken(b"abc"))
    [b'abc']
    """
    kept = 0
    for at in range(0, len(inhoud), _BLOK):
        yield inhoud[at : at + _BLOK]
        if at - kept >= _LOS:
            laat_los(inhoud, kept, at)
            kept = at
    laat_los(inhoud, kept, len(inhoud))


def laat_los(inhoud: Inhoud, van: int, tot: int) -> None:
    """Give the pages between two offsets back to the system; read again they come from the file. Bytes stay."""
    if isinstance(inhoud, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        begin = van - van % _VENSTER
        if tot > begin:
            inhoud.madvise(mmap.MADV_DONTNEED, begin, tot - begin)


def sha256(inhoud: Inhoud) -> str:
    """The sha256 of all bytes, hexadecimal.

    >>> sha256(b"")[:16]
    'e3b0c44298fc1c14'
    """
    if isinstance(inhoud, bytes):
        return hashlib.sha256(inhoud).hexdigest()
    som = hashlib.sha256()
    for block in blokken(inhoud):
        som.update(block)
    return som.hexdigest()
