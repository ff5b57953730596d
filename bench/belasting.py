"""Readers who ask page after page on one connection each: one thread, no library, so that the cores are the server's.

A reader asks the next page as soon as the last one is there. People read in between, so this is heavier than as many
people would be.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence


def belast(poort: int, koek: str, lezers: int, seconden: float, paginas: Sequence[str]) -> tuple[list[float], int]:
    """The seconds that every page took, and how many of them were not there."""
    return asyncio.run(_belast(poort, koek, lezers, seconden, paginas))


async def _belast(
    poort: int, koek: str, lezers: int, seconden: float, paginas: Sequence[str]
) -> tuple[list[float], int]:
    einde = time.perf_counter() + seconden
    werk = [
        _lees(poort, koek, [*paginas[n % len(paginas) :], *paginas[: n % len(paginas)]], einde) for n in range(lezers)
    ]
    gedaan = await asyncio.gather(*werk)
    return [t for tijden, _ in gedaan for t in tijden], sum(fouten for _, fouten in gedaan)


async def _lees(poort: int, koek: str, paginas: Sequence[str], einde: float) -> tuple[list[float], int]:
    """One reader: every page in turn until it is time."""
    koppen = f"Host: 127.0.0.1:{poort}\r\nConnection: keep-alive\r\n" + (f"Cookie: {koek}\r\n" if koek else "")
    vragen = [f"GET {pad} HTTP/1.1\r\n{koppen}\r\n".encode() for pad in paginas]
    tijden, fouten, verbinding = [], 0, None
    while (begin := time.perf_counter()) < einde:
        try:
            verbinding = verbinding or await asyncio.open_connection("127.0.0.1", poort)
            goed = await _vraag(*verbinding, vragen[len(tijden) % len(vragen)])
        except (OSError, EOFError, asyncio.IncompleteReadError):
            goed, verbinding = False, None
        fouten += not goed
        tijden.append(time.perf_counter() - begin)
    if verbinding:
        verbinding[1].close()
    return tijden, fouten


async def _vraag(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter, vraag: bytes) -> bool:
    """One page, read to its end; whether it was there."""
    schrijver.write(vraag)
    kop = await lezer.readuntil(b"\r\n\r\n")
    lengte = next(int(r.split(b":")[1]) for r in kop.split(b"\r\n") if r.lower().startswith(b"content-length:"))
    await lezer.readexactly(lengte)
    return kop.startswith(b"HTTP/1.1 200 ")
