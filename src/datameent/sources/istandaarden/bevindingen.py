"""From broken rules to findings: words, return code, and the place with line and path, for one message."""

from __future__ import annotations

import numpy as np

from datameent.domain.errors import Plaats
from datameent.sources.bevinding import Bevinding
from datameent.sources.codes import TEKST, Code
from datameent.sources.istandaarden.regels.register import regels as register
from datameent.sources.istandaarden.toetsen import Fout, Getoetst
from datameent.sources.istandaarden.uitpakken import Inhoud
from datameent.sources.istandaarden.vindplaats import Vraag, regels

_EIGEN = frozenset(str(code) for code in Code)


def bevindingen(done: Getoetst, inhoud: Inhoud, bestand: str, bericht: int, meest: int) -> tuple[Bevinding, ...]:
    """What is wrong with one message (its index in the parse), at most `meest` findings, in the order of the file."""
    asked: list[tuple[Fout, int, Vraag]] = []
    for fout in done.fouten:
        of_table = done.ruw.bericht(fout.tabel)
        first = int(np.searchsorted(of_table, bericht, side="left"))
        rows = fout.rijen[of_table[fout.rijen] == bericht]
        asked += [(fout, row, Vraag(fout.tabel, row - first, fout.blad)) for row in rows[:meest].tolist()]
    asked = asked[:meest]
    lines = regels(inhoud, [question for _, _, question in asked])
    found = [
        _bevinding(done, fout, Plaats(bestand, line, met_plaats(done, fout, row)))
        for (fout, row, _), line in zip(asked, lines, strict=True)
    ]
    return tuple(sorted(found, key=lambda b: b.plaats.regel or 0))


def _bevinding(done: Getoetst, fout: Fout, plaats: Plaats) -> Bevinding:
    if fout.code in _EIGEN:
        more = f" ({fout.toelichting})" if fout.toelichting else ""
        return Bevinding(fout.code, fout.ernst, "bericht", plaats, TEKST[Code(fout.code)] + more)
    rule = register(done.spec.release)[fout.code]
    return Bevinding(fout.code, fout.ernst, "bericht", plaats, rule.tekst, rule.retourcode)


def met_plaats(done: Getoetst, fout: Fout, rij: int) -> str:
    """The path of the element, with behind each element that may repeat which one it is, counted from 1."""
    path = fout.blad
    for table in reversed(done.ruw.plan.ouders[fout.tabel][1:]):
        row = int(done.ruw.naar(fout.tabel, table)[rij])
        if path == table or path.startswith(table + "/"):
            path = f"{table}[{done.ruw.volgorde(table)[row] + 1}]{path[len(table) :]}"
    return path
