"""The rules find exactly the errors the generator planted, where it says they are; in clean messages nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from datameent.demo import Plan, generate
from datameent.demo.regelfouten import PLANTBAAR
from datameent.domain.home import Home
from datameent.regels.lake import beoordeel, bron_van

Plaatsen = dict[str, set[str]]
Geladen = tuple[Plaatsen, Plaatsen, Plaatsen]

_SCHOON = {
    "retour_afkeur": 0.0,
    "afkeur": 0.0,
    "afkeur_geheel": 0.0,
    "fouten": {},
    "inwoners": 1500,
    "nooit_gestart": 0.05,
}
_AANTAL = 4
_VAN_GEMEENTE = ("301", "319", "325")
_REGELS = {"toegewezen_product", "start_product", "stop_product"}
_PRESTATIES = {"prestatie", "prestatie_antwoord"}


def _plan(**anders: Any) -> Plan:
    return Plan(**{"inwoners": 4000, "jaren": 2, "tot": date(2026, 7, 1), "seed": 23, "pak": "zip"} | anders)


def _laad(plan: Plan, map_: Path) -> Geladen:
    """What the rules across messages found, what was planted, and what was refused as a whole."""
    from datameent.cli.keten import FEITEN, berichtbestanden
    from datameent.lake.ingest import ingest
    from datameent.lake.start import init_home
    from datameent.lake.store import Lake

    uit = generate(plan, map_ / "berichten").uit
    home: Home = init_home(map_ / "home")
    for naam in ("postcodes", *FEITEN):
        ingest(home, [uit / f"{naam}.csv"], naam)
    for bron in ("ijw", "iwmo"):
        ingest(home, berichtbestanden(uit / "berichten", bron), bron, werkers=1)
    beoordeel(Lake.open(home))
    lake = Lake.open(home)
    plaats = _Plaats(bron_van(lake, lake.engine()))
    gevonden: Plaatsen = defaultdict(set)
    for rij in lake.arrow("kern", "regelbevinding").select(["code", "bericht_id", "tabel", "volgnr"]).to_pylist():
        gevonden[rij.pop("code")].add(plaats(**rij))
    fouten = json.loads((uit / "waarheid.json").read_text(encoding="utf-8"))["fouten"]
    return gevonden, {code: set(f["plaatsen"]) for code, f in fouten.items()}, _geweigerd(home)


def _geweigerd(home: Home) -> Plaatsen:
    """Per code the messages that were refused as a whole: type and identification, from the name of the file."""
    uit: Plaatsen = defaultdict(set)
    for pad in home.quarantaine.glob("*.json"):
        stuk = json.loads(pad.read_text(encoding="utf-8"))
        naam = stuk["bestand"].rsplit("/", 1)[-1].rsplit("!", 1)[-1]
        for bevinding in stuk["bevindingen"]:
            uit[bevinding["code"]].add(naam.removesuffix(".xml"))
    return uit


class _Plaats:
    """A finding as waarheid.json writes it: message/sender/identification/line."""

    def __init__(self, bron: Any) -> None:
        self._bron = bron
        self._koppen = {k["bericht_id"]: k for k in bron["bericht"].to_pyarrow().to_pylist()}
        self._rijen: dict[str, dict[tuple[str, int], str]] = {}

    def __call__(self, bericht_id: str, tabel: str, volgnr: int | None) -> str:
        kop = self._koppen[bericht_id]
        soort = ("JW" if kop["wet"] == "jeugdwet" else "WMO") + kop["berichttype"]
        afzender = kop["gemeente"] if kop["berichttype"] in _VAN_GEMEENTE else kop["aanbieder"]
        return "/".join((soort, afzender, kop["identificatie"], self._sleutel(bericht_id, tabel, volgnr)))

    def _sleutel(self, bericht_id: str, tabel: str, volgnr: int | None) -> str:
        if volgnr is None or tabel not in _REGELS | _PRESTATIES:
            return ""
        kolom = "referentienummer" if tabel in _PRESTATIES else "toewijzingnummer"
        if tabel not in self._rijen:
            rijen = self._bron[tabel].select("bericht_id", "volgnr", kolom).to_pyarrow().to_pylist()
            self._rijen[tabel] = {(r["bericht_id"], r["volgnr"]): r[kolom] for r in rijen}
        return self._rijen[tabel][(bericht_id, volgnr)]


@pytest.fixture(scope="module")
def geplant(tmp_path_factory: pytest.TempPathFactory) -> Geladen:
    fouten = dict.fromkeys(PLANTBAAR, float(_AANTAL))
    veel = {
        "verlenging_via_verzoek": 0.7,
        "budget": 0.6,
        "nooit_gestart": 0.02,
    }  # requests for a change and budgets are rare
    plan = _plan(fouten=fouten, afkeur=0.01, afkeur_geheel=0.01, retour_afkeur=0.02, **veel)
    return _laad(plan, tmp_path_factory.mktemp("geplant"))


def _bestand(plaats: str) -> str:
    soort, _, identificatie, _ = plaats.split("/")
    return f"{soort}_{identificatie}"


def test_what_is_found_is_what_was_planted(geplant: Geladen) -> None:
    gevonden, waar, geweigerd = geplant
    for code, plaatsen in waar.items():  # what was refused as a whole is known by its name only
        heel = {p for p in plaatsen if _bestand(p) in geweigerd.get(code, set())}
        gevonden[code] |= heel
        geweigerd[code] -= {_bestand(p) for p in heel}
    assert {code: sorted(n)[:3] for code, n in geweigerd.items() if n} == {}
    verschil = {
        code: {"te veel": sorted(gevonden.get(code, set()) - waar.get(code, set()))[:3],
               "gemist": sorted(waar.get(code, set()) - gevonden.get(code, set()))[:3]}
        for code in gevonden.keys() | waar.keys()
        if gevonden.get(code, set()) != waar.get(code, set())
    }  # fmt: skip
    assert verschil == {}


def test_every_kind_of_error_was_planted(geplant: Geladen) -> None:
    _, waar, _ = geplant
    assert {code for code in PLANTBAAR if not waar.get(code)} == set()


def test_clean_messages_break_no_rule(tmp_path: Path) -> None:
    gevonden, waar, geweigerd = _laad(_plan(**_SCHOON), tmp_path)
    assert waar == {}
    assert geweigerd == {}
    # A decision that comes a day too late is conduct, and now and then it does; no other rule is ever broken.
    assert len(gevonden.pop("OP274", ())) <= 2
    assert {code: sorted(p)[:3] for code, p in gevonden.items() if p} == {}
