"""The question for cells in SQL, along the primary key of a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from datameent.release.schema import CELSLEUTEL, DIMENSIES, TOTAAL

# One look-up more per cell, along the same key; only where a figure waits is there anything to find.
SELECTEER = (
    f"SELECT {', '.join(f'cel.{k}' for k in CELSLEUTEL)}, cel.waarde, cel.status, cel.voorlopig, "  # noqa: S608 - our names
    f"eerder.waarde, eerder.peildatum FROM cel LEFT JOIN eerder USING ({', '.join(CELSLEUTEL)})"
)


def celvraag(
    indicator: str, korrel: str, per: Sequence[str], waar: Mapping[str, str | Sequence[str]]
) -> tuple[str, list[str]]:
    """SQL along the primary key; only names of ours are put in the text, values are bound."""
    voorwaarden = ["indicator = ?", "korrel = ?"]
    waarden = [indicator, korrel]
    for naam in ("periode", *DIMENSIES):
        if naam in waar:
            codes = [waar[naam]] if isinstance(waar[naam], str) else list(waar[naam])
            voorwaarden.append(f"{naam} IN ({','.join('?' * len(codes))})" if len(codes) != 1 else f"{naam} = ?")
            waarden.extend(map(str, codes))
        elif naam in per:
            voorwaarden.append(f"{naam} <> ?")
            waarden.append(TOTAAL)
        elif naam != "periode":
            voorwaarden.append(f"{naam} = ?")
            waarden.append(TOTAAL)
    return f"{SELECTEER} WHERE {' AND '.join(voorwaarden)}", waarden
