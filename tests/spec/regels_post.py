"""Post between one municipality and one aanbieder, written down as a story: each call is one message.

Days are days of 2025 counted from 1 January (1), so that a story reads as a line of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import ibis

from datameent.lake.schemas import BRON
from datameent.regels.bronnen import Bronnen
from datameent.regels.register import OVERSTIJGEND
from datameent.regels.toets import Tussentabellen, toetsen
from spec.tafel import arrow

Rij = dict[str, Any]
Bevinding = tuple[str, str, str, int | None]
"""Code, table, bericht_id, volgnr."""
Verwacht = dict[str, set[str]]
"""Per message the codes that are found in it."""

UREN_PER_WEEK = {"volume": 3, "eenheid": "04", "frequentie": "2"}
RETOUR_VAN = {"301": "302", "305": "306", "307": "308", "315": "316", "317": "318", "319": "320"}


def dag(n: int | None) -> date | None:
    """Day n of 2025."""
    return None if n is None else date(2024, 12, 31) + timedelta(days=n)


def _datums(rij: Mapping[str, Any]) -> Rij:
    return {k: dag(v) if k.endswith(("datum", "dagtekening")) and isinstance(v, int) else v for k, v in rij.items()}


class Post:
    """Messages in the order they are written down; every method gives the bericht_id."""

    def __init__(self, **kop: Any) -> None:
        self.kop = {"wet": "jeugdwet", "gemeente": "9999", "aanbieder": "99100001", **kop}
        self.bron: dict[str, list[Rij]] = {naam: [] for naam in BRON}

    def bericht(self, soort: str, op: int, rijen: Mapping[str, Sequence[Mapping[str, Any]]], **kop: Any) -> str:
        """A message of a kind, dated on day `op`, with rows per table."""
        nummer = f"{self.kop['gemeente']}-{len(self.bron['bericht']):03d}-{soort}"
        afzender = self.kop["gemeente"] if soort in ("301", "319", "325") else self.kop["aanbieder"]
        hoofd = {**self.kop, "identificatie": nummer, "afzender": afzender, "dagtekening": op, **kop}
        self.bron["bericht"].append(_datums({"bericht_id": nummer, "berichttype": soort, **hoofd}))
        for tabel, inhoud in rijen.items():
            for volgnr, rij in enumerate(inhoud):
                plaats = {"volgnr": volgnr} if "volgnr" in BRON[tabel].names else {}
                self.bron[tabel].append(_datums({"bericht_id": nummer, "wet": hoofd["wet"], **plaats, **rij}))
        return nummer

    def toewijzing(self, op: int, *rijen: Mapping[str, Any], **kop: Any) -> str:
        """A 301; a row has number 1 and product 45/45A04, 3 hours a week from day 1 to 181 unless it says otherwise."""
        basis = {
            "pseudoniem": "p1", "toewijzingnummer": "1", "productcategorie": "45", "productcode": "45A04",
            "toewijzingsdatum": op, "ingangsdatum": 1, "einddatum": 181, **UREN_PER_WEEK,
        }  # fmt: skip
        alle = [{**basis, **r} for r in rijen or [{}]]
        wie = [{"pseudoniem": p} for p in dict.fromkeys(r["pseudoniem"] for r in alle)]
        return self.bericht("301", op, {"client": wie, "toegewezen_product": alle}, **kop)

    def _regie(self, soort: str, op: int, rijen: Sequence[Mapping[str, Any]], kop: Mapping[str, Any], eind: Rij) -> str:
        basis = {
            "pseudoniem": "p1", "toewijzingnummer": "1", "productcategorie": "45", "productcode": "45A04",
            "toewijzing_ingangsdatum": 1, "begindatum": op, "status_aanlevering": "1", **eind,
        }  # fmt: skip
        alle = [{**basis, **r} for r in rijen or [{}]]
        return self.bericht(soort, op, {"start_product" if soort == "305" else "stop_product": alle}, **kop)

    def start(self, op: int, *rijen: Mapping[str, Any], **kop: Any) -> str:
        """A 305 on toewijzing 1; delivery began the same day unless the row says otherwise."""
        return self._regie("305", op, rijen, kop, {})

    def stop(self, op: int, *rijen: Mapping[str, Any], **kop: Any) -> str:
        """A 307 on toewijzing 1: as planned, ended the same day; begindatum must be given."""
        return self._regie("307", op, rijen, kop, {"einddatum": op, "reden_beeindiging": "31"})

    def aanvraag(self, op: int, *rijen: Mapping[str, Any], **kop: Any) -> str:
        """A 315 for product 45/45A04 from the day it is sent to day 181, referentie r1."""
        basis = {
            "pseudoniem": "p1", "referentie_aanbieder": "r1", "productcategorie": "45", "productcode": "45A04",
            "toewijzing_ingangsdatum": op, "toewijzing_einddatum": 181,
        }  # fmt: skip
        return self.bericht("315", op, {"aangevraagd_product": [{**basis, **r} for r in rijen or [{}]]}, **kop)

    def wijziging(self, op: int, *rijen: Mapping[str, Any], **kop: Any) -> str:
        """A 317 with referentie w1: rows change toewijzing 1 from day 100 on unless they say otherwise."""
        alle = []
        for r in rijen or [{}]:
            soort = r.get("soort", "te_wijzigen")
            basis: Rij = {"pseudoniem": "p1", "referentie_aanbieder": "w1", "soort": soort, "reden_verzoek": "1"}
            if soort != "nieuw":
                basis["toewijzingnummer"] = "1"
            if soort != "ongewijzigd":
                basis |= {"gewenste_ingangsdatum": 100, "einddatum": 181, **UREN_PER_WEEK, "volume": 4}
            alle.append({**basis, **r})
        wie = [{"pseudoniem": p} for p in dict.fromkeys(r["pseudoniem"] for r in alle)]
        return self.bericht("317", op, {"client": wie, "verzoek_wijziging": alle}, **kop)

    def antwoord(self, op: int, antwoord: str = "1", referentie: str = "r1", reden: str | None = None) -> str:
        """A 319: rejected (1) or in onderzoek (2)."""
        rij = {"referentie_aanbieder": referentie, "verzoek_antwoord": antwoord, "reden_afwijzing": reden}
        return self.bericht("319", op, {"antwoord": [rij]})

    def retour(self, op: int, bericht_id: str, code: str | None = None) -> str:
        """The return message on a message, with a code that refuses it or without."""
        heen = next(k for k in self.bron["bericht"] if k["bericht_id"] == bericht_id)
        kop = {k: heen[k] for k in ("wet", "gemeente", "aanbieder")}
        kop |= {"identificatie_retour": heen["identificatie"], "dagtekening_retour": heen["dagtekening"]}
        codes = [{"niveau": "bericht", "retourcode": code}] if code else []
        return self.bericht(RETOUR_VAN[heen["berichttype"]], op, {"retourcode": codes}, **kop)

    def declaratie(self, op: int, *rijen: Mapping[str, Any], **kop: Any) -> str:
        """A 323 with lines on toewijzing 1 of 100 cents."""
        basis = {"pseudoniem": "p1", "toewijzingnummer": "1", "bedrag_cent": 100}
        alle = [{**basis, "referentienummer": f"d{n}", **r} for n, r in enumerate(rijen or [{}])]
        return self.bericht("323", op, {"declaratie": [{"declaratienummer": "x"}], "prestatie": alle}, **kop)

    def uitkering(self, op: int, bericht_id: str, *afgewezen: str, code: str | None = None) -> str:
        """The 325 on a 323; names the lines that are refused, or has a code that refuses all."""
        heen = next(k for k in self.bron["bericht"] if k["bericht_id"] == bericht_id)
        codes: list[Rij] = [{"niveau": "regel", "sleutel": r, "retourcode": "9999"} for r in afgewezen]
        codes += [{"niveau": "declaratie", "retourcode": code}] if code else []
        rij = {"declaratie_identificatie": heen["identificatie"], "declaratie_dagtekening": heen["dagtekening"]}
        return self.bericht("325", op, {"declaratie_antwoord": [rij], "retourcode": codes})


EIGEN = frozenset(("kop", "levering", "termijnen", "toewijzing", "verzoek"))
"""The modules with the rules on everything but declarations."""


def bronnen(bron: Mapping[str, list[Rij]]) -> Bronnen:
    """The tables as a rule sees them."""
    con = ibis.duckdb.connect(threads=1)
    tabellen = {naam: con.create_table(naam, ibis.memtable(arrow(BRON[naam], rijen))) for naam, rijen in bron.items()}
    return Bronnen(tabellen, Tussentabellen(con))


def regie_codes() -> list[tuple[str, str]]:
    """Code and table of the rules that are not about declarations."""
    toetsen()
    return [s for s, t in OVERSTIJGEND.items() if t.toets.__module__.rpartition(".")[2] in EIGEN]


def bevindingen(b: Bronnen, *codes: str) -> set[Bevinding]:
    """What the rules find: all that are not about declarations, or those codes."""
    uit: set[Bevinding] = set()
    for code, tabel in sorted(regie_codes()):
        if codes and code not in codes:
            continue
        for r in OVERSTIJGEND[code, tabel].toets(b).select("bericht_id", "volgnr").to_pyarrow().to_pylist():
            uit.add((code, tabel, r["bericht_id"], r["volgnr"]))
    return uit


def beoordeel(verhalen: Mapping[str, Callable[[Post], Verwacht]]) -> dict[str, tuple[Verwacht, Verwacht]]:
    """Per story what is found, and what it says: all are judged at once, each in its own municipality."""
    posten: dict[str, Post] = {}
    verwacht: dict[str, Verwacht] = {}
    for n, (naam, verhaal) in enumerate(verhalen.items()):
        posten[naam] = Post(gemeente=f"{n:04d}", aanbieder=f"a{n:04d}")
        verwacht[naam] = verhaal(posten[naam])
    samen = {tabel: [r for p in posten.values() for r in p.bron[tabel]] for tabel in BRON}
    van = {r["bericht_id"]: naam for naam, p in posten.items() for r in p.bron["bericht"]}
    gevonden: dict[str, Verwacht] = {naam: {} for naam in verhalen}
    for code, _, bericht, _ in bevindingen(bronnen(samen)):
        gevonden[van[bericht]].setdefault(bericht, set()).add(code)
    return {naam: (gevonden[naam], verwacht[naam]) for naam in verhalen}
