"""What the generator writes: valid by the official schemas, true to the rules, equal to its own truth."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from datameent.demo import Gegenereerd, Plan, generate
from datameent.demo.berichten import CODES, HEEN
from datameent.domain.bsn import elfproef

sys.path.insert(0, str(Path(__file__).parent))
from demo_lezer import Gelezen, alle, berichten, vind

PLAN = Plan(
    inwoners=4000, jaren=2, tot=date(2025, 1, 20), seed=11, retour_afkeur=0.03, intrekking=0.05, wisseling=0.01,
    correctie=0.03, afkeur=0.04, laat=0.1, afwijzing=0.08, onbekende_postcode=0.02, fouten={}, afkeur_geheel=0.02,
    nooit_gestart=0.03,
)  # fmt: skip


@pytest.fixture(scope="module")
def gemeente(tmp_path_factory: pytest.TempPathFactory) -> Gegenereerd:
    return generate(PLAN, tmp_path_factory.mktemp("gemeente"))


@pytest.fixture(scope="module")
def alles(gemeente: Gegenereerd) -> list[Gelezen]:
    return list(berichten(gemeente.berichten_map))


@pytest.fixture(scope="module")
def goed(alles: list[Gelezen]) -> list[Gelezen]:
    """The messages that were not refused."""
    fout = {_sleutel(b) for b in alles if b.nummer in HEEN and b.nummer != 325 and len(b.wortel) > 1}
    return [b for b in alles if b.nummer in HEEN or _sleutel(b) not in fout]


def _sleutel(b: Gelezen) -> tuple[str, int, str]:
    """What a message and its return message have in common."""
    return b.wet, HEEN.get(b.nummer, b.nummer), str(b.tekst("Header/BerichtIdentificatie/Identificatie"))


@pytest.fixture(scope="module")
def waarheid(gemeente: Gegenereerd) -> dict[str, Any]:
    return dict(json.loads(gemeente.waarheid.read_text(encoding="utf-8")))


@pytest.mark.material
def test_every_message_is_valid_by_the_official_schema(alles: list[Gelezen], shared_data: Path) -> None:
    schemas: dict[str, etree.XMLSchema | None] = {}
    getoetst: Counter[str] = Counter()
    for b in alles:
        if b.soort not in schemas:
            versie = "ijw-3.2" if b.wet == "jeugdwet" else "iwmo-3.2"
            pad = shared_data / "istandaarden" / versie / "xsd" / f"{b.soort}.xsd"
            schemas[b.soort] = etree.XMLSchema(etree.parse(str(pad))) if pad.exists() else None
        schema = schemas[b.soort]
        if schema is not None:
            assert schema.validate(b.wortel), (b.soort, [fout.message for fout in schema.error_log][:3])
            getoetst[b.soort] += 1
    assert {s for s, schema in schemas.items() if schema is None} == {f"WMO{n}" for n in HEEN}
    assert {s for s in getoetst if s.startswith("JW")} == {f"JW{n}" for n in CODES["jeugdwet"]}


@pytest.mark.material
def test_iwmo_return_messages_are_valid_by_the_schema_of_their_ijw_twin(
    alles: list[Gelezen], shared_data: Path
) -> None:
    """There is no XSD for them; renamed to iJw they must fit the twin, but for the code lists that differ by law."""
    map_ = shared_data / "istandaarden" / "ijw-3.2" / "xsd"
    per_soort: dict[int, etree.XMLSchema] = {}
    gezien: Counter[int] = Counter()
    for b in alles:
        if b.wet == "jeugdwet" or b.nummer not in HEEN:
            continue
        tekst = etree.tostring(b.wortel).decode().replace("iwmo", "ijw").replace("wmo3", "jw3")
        code = str(CODES["wmo"][b.nummer])
        tekst = tekst.replace(f"BerichtCode>{code}<", f"BerichtCode>{CODES['jeugdwet'][b.nummer]}<")
        schema = per_soort.setdefault(b.nummer, etree.XMLSchema(etree.parse(str(map_ / f"JW{b.nummer}.xsd"))))
        schema.validate(etree.fromstring(tekst.encode()))
        fouten = [f for f in schema.error_log if not any(n in f.message for n in ("ategorie", "RedenBeeindiging"))]
        assert not fouten, (b.soort, fouten[:3])
        gezien[b.nummer] += 1
    assert set(gezien) == set(HEEN)


def test_headers(alles: list[Gelezen]) -> None:
    gezien: set[tuple[str, ...]] = set()
    for b in alles:
        assert b.tekst("Header/BerichtCode") == str(CODES[b.wet][b.nummer])
        afzender, ontvanger = b.tekst("Header/Afzender"), b.tekst("Header/Ontvanger")
        assert {len(afzender or ""), len(ontvanger or "")} == {4, 8}
        if b.nummer in HEEN and b.nummer != 325:
            ident, dag = b.tekst("Header/IdentificatieRetour"), b.tekst("Header/DagtekeningRetour")
        else:
            ident, dag = (b.tekst(f"Header/BerichtIdentificatie/{x}") for x in ("Identificatie", "Dagtekening"))
        assert (dag or "")[:7] == b.map, "a message lies in the folder of its date"
        sleutel = (b.soort, str(afzender), str(ident))
        assert sleutel not in gezien
        gezien.add(sleutel)


def test_every_message_but_those_of_the_last_days_is_answered_once_and_refused_ones_come_again(
    alles: list[Gelezen], waarheid: dict[str, Any]
) -> None:
    heen, terug, geweigerd = Counter[tuple[str, str]](), Counter[tuple[str, str]](), 0
    for b in alles:
        if b.nummer == 325:
            terug[(b.wet, str(b.tekst("Header/DeclaratieIdentificatie/Identificatie")))] += 1
            continue
        sleutel = (b.wet, str(b.tekst("Header/BerichtIdentificatie/Identificatie")))
        if b.nummer in HEEN:
            terug[sleutel] += 1
            geweigerd += len(b.wortel) > 1
        else:
            heen[sleutel] += 1
    assert set(heen.values()) == set(terug.values()) == {1}
    assert not set(terug) - set(heen)
    laatste = f"{PLAN.laatste_maand[0] % 100:02d}{PLAN.laatste_maand[1]:02d}"
    assert all(ident.startswith(laatste) for _, ident in set(heen) - set(terug))
    assert 0 < geweigerd <= waarheid["geweigerde_berichten"] <= geweigerd + len(set(heen) - set(terug))


def test_bsn_of_clients(alles: list[Gelezen], gemeente: Gegenereerd) -> None:
    nummers = {str(e.text) for b in alles for e in alle(b.wortel, "Bsn")}
    assert nummers
    assert all(elfproef(n) and n.startswith("999") for n in nummers)
    assert len(nummers) == gemeente.clienten


def test_declarations_add_up_and_answers_agree(alles: list[Gelezen]) -> None:
    ingediend: dict[tuple[str, str], tuple[int, dict[str, int]]] = {}
    for b in (x for x in alles if x.nummer == 323):
        regels = {
            str(b.tekst("ProductReferentie/ReferentieNummer", p)): _cent(b, p) for p in alle(b.wortel, "Prestatie")
        }
        totaal = _totaal(b, "Declaratie/TotaalIngediendBedrag")
        assert totaal == sum(regels.values())
        ingediend[(b.wet, str(b.tekst("Header/BerichtIdentificatie/Identificatie")))] = (totaal, regels)
    heel = 0
    for b in (x for x in alles if x.nummer == 325):
        totaal, regels = ingediend[(b.wet, str(b.tekst("Header/DeclaratieIdentificatie/Identificatie")))]
        af = {str(b.tekst("ProductReferentie/ReferentieNummer", p)): _cent(b, p) for p in alle(b.wortel, "Prestatie")}
        assert af.items() <= regels.items()
        assert _totaal(b, "DeclaratieAntwoord/TotaalIngediendBedrag") == totaal
        code = b.tekst("DeclaratieAntwoord/RetourCodes/RetourCode")
        if code == "9333":  # refused as a whole
            assert not af
            assert _totaal(b, "DeclaratieAntwoord/TotaalToegekendBedrag") == 0
            heel += 1
            continue
        assert _totaal(b, "DeclaratieAntwoord/TotaalToegekendBedrag") == totaal - sum(af.values())
        assert code == ("0200" if af else "8001")
    assert heel > 3


def _cent(b: Gelezen, prestatie: etree._Element) -> int:
    cent = int(b.tekst("IngediendBedrag/Bedrag", prestatie) or 0)
    return cent if b.tekst("IngediendBedrag/DebetCredit", prestatie) == "D" else -cent


def _totaal(b: Gelezen, pad: str) -> int:
    cent = int(b.tekst(f"{pad}/TotaalBedrag") or 0)
    return cent if b.tekst(f"{pad}/DebetCredit") == "D" else -cent


def _prestaties(alles: list[Gelezen]) -> list[dict[str, Any]]:
    """Every declared line with whether it was refused, in the order of sending."""
    uit: list[dict[str, Any]] = []
    afgekeurd: set[tuple[str, str | None, str | None]] = set()
    for b in (x for x in alles if x.nummer == 325):
        over = b.tekst("Header/DeclaratieIdentificatie/Identificatie")
        if b.tekst("DeclaratieAntwoord/RetourCodes/RetourCode") not in ("0200", "8001"):
            afgekeurd.add((b.wet, over, None))
        for p in alle(b.wortel, "Prestatie"):
            afgekeurd.add((b.wet, over, b.tekst("ProductReferentie/ReferentieNummer", p)))
    for b in (x for x in alles if x.nummer == 323):
        eigen = (b.wet, b.tekst("Header/BerichtIdentificatie/Identificatie"))
        heel = (*eigen, None) in afgekeurd
        for client in alle(b.wortel, "Client"):
            for p in alle(client, "Prestatie"):
                nummer = b.tekst("ProductReferentie/ReferentieNummer", p)
                uit.append({
                    "wet": b.wet, "map": b.map, "aanbieder": b.tekst("Header/Afzender"), "bsn": b.tekst("Bsn", client),
                    "nummer": nummer, "vorige": b.tekst("ProductReferentie/VorigReferentieNummer", p),
                    "toewijzing": b.tekst("ToewijzingNummer", p), "code": b.tekst("ProductCode", p),
                    "begin": b.tekst("ProductPeriode/Begindatum", p), "eind": b.tekst("ProductPeriode/Einddatum", p),
                    "volume": int(b.tekst("GeleverdVolume", p) or 0), "tarief": b.tekst("ProductTarief", p),
                    "eenheid": b.tekst("Eenheid", p), "cent": _cent(b, p), "af": heel or (*eigen, nummer) in afgekeurd,
                })  # fmt: skip
    return uit


def test_lines_follow_the_rules_between_messages(alles: list[Gelezen]) -> None:
    per_nummer: dict[tuple[str, str], dict[str, Any]] = {}
    open_debet: dict[tuple[str, ...], str] = {}
    soorten: Counter[str] = Counter()
    for p in _prestaties(alles):
        eerder = per_nummer.get((p["wet"], p["nummer"]))
        assert eerder is None or eerder["af"], "a number is used once, unless it was refused (TR314)"
        per_nummer[(p["wet"], p["nummer"])] = p
        assert p["begin"][:7] == p["eind"][:7], "a product period lies in one month (CS337)"
        assert (p["tarief"] is None) == (p["eenheid"] == "83")
        assert abs(p["cent"]) == p["volume"] * int(p["tarief"] or 1), "volume x tariff is the amount (TR346, CS339)"
        sleutel = (p["wet"], p["toewijzing"], p["code"], p["begin"])
        if p["vorige"]:
            bron = per_nummer[(p["wet"], p["vorige"])]
            gelijk = ("aanbieder", "bsn", "toewijzing", "code", "eind", "volume", "tarief", "eenheid")
            assert {k: p[k] for k in gelijk} == {k: bron[k] for k in gelijk}, "a credit is its debit (IV091)"
            assert p["cent"] == -bron["cent"] < 0
            assert not bron["af"]
            assert bron["map"] < p["map"]
            if not p["af"]:
                assert open_debet.pop(sleutel) == p["vorige"]
                soorten["credit"] += 1
        elif p["af"]:
            soorten["afgekeurd"] += 1
        else:
            assert sleutel not in open_debet, "one debit per assignment and period unless credited (TR389)"
            open_debet[sleutel] = p["nummer"]
    assert min(soorten["credit"], soorten["afgekeurd"]) > 10


def test_lines_lie_within_the_newest_assignment(goed: list[Gelezen]) -> None:
    stand: dict[tuple[str, str], tuple[str, str, str | None, str | None]] = {}
    for b in (x for x in goed if x.nummer == 301):
        for p in alle(b.wortel, "ToegewezenProduct"):
            dag, tijd = b.tekst("Toewijzingsdatum", p), b.tekst("Toewijzingstijd", p)
            nieuw = (
                f"{dag} {tijd}",
                str(b.tekst("Ingangsdatum", p)),
                b.tekst("Einddatum", p),
                b.tekst("RedenWijziging", p),
            )
            sleutel = (b.wet, str(b.tekst("ToewijzingNummer", p)))
            stand[sleutel] = max(stand.get(sleutel, nieuw), nieuw)
    gezien: Counter[str | None] = Counter()
    for p in _prestaties(goed):
        _, ing, eind, reden = stand[(p["wet"], p["toewijzing"])]
        maand = date.fromisoformat(p["begin"][:8] + "01")
        assert reden != "13", "nothing is declared on a withdrawn assignment (TR384)"
        assert p["begin"] == max(ing, maand.isoformat()), "TR387"
        volgende = (maand + timedelta(days=32)).replace(day=1)
        assert p["eind"] <= min(str(eind), (volgende - timedelta(days=1)).isoformat()), "TR388"
        gezien[reden] += 1
    redenen = Counter(reden for *_, reden in stand.values())
    assert {None, "04", "12", "13"} <= set(redenen)
    assert {"02", "07", "09"} & set(redenen)


def test_starts_and_stops_refer_to_assignments_and_stops_to_starts(goed: list[Gelezen]) -> None:
    toegewezen = {(b.wet, e.text) for b in goed if b.nummer == 301 for e in alle(b.wortel, "ToewijzingNummer")}
    starts: dict[tuple[str, Any], set[str | None]] = defaultdict(set)
    terug: set[tuple[str, Any, str | None]] = set()
    for b in (x for x in goed if x.nummer == 305):
        for p in alle(b.wortel, "StartProduct"):
            sleutel, begin = (b.wet, b.tekst("ToewijzingNummer", p)), b.tekst("Begindatum", p)
            if b.tekst("StatusAanlevering", p) == "3":
                assert begin in starts[sleutel], "only what was sent is taken back (TR063)"
                terug.add((*sleutel, begin))
            else:
                starts[sleutel].add(begin)
    stops: set[tuple[str, Any]] = set()
    tijdelijk = 0
    for b in (x for x in goed if x.nummer == 307):
        for p in alle(b.wortel, "StopProduct"):
            sleutel, begin = (b.wet, b.tekst("ToewijzingNummer", p)), b.tekst("Begindatum", p)
            assert begin in starts[sleutel]
            assert (*sleutel, begin) not in terug
            assert str(b.tekst("Einddatum", p)) >= str(begin)
            tijdelijk += b.tekst("RedenBeeindiging", p) == "20"
            stops.add(sleutel)
    assert terug
    assert tijdelijk > 5
    assert set(starts) <= toegewezen
    assert len(stops) > 100


def test_budgets_and_assignments_that_nobody_starts(
    alles: list[Gelezen], goed: list[Gelezen], waarheid: dict[str, Any]
) -> None:
    budget: set[str] = set()
    verteld: set[str] = set()
    for b in (x for x in goed if x.nummer == 301):
        for p in alle(b.wortel, "ToegewezenProduct"):
            nummer = str(b.tekst("ToewijzingNummer", p))
            verteld.add(nummer)
            if b.tekst("Budget", p):
                budget.add(nummer)
                assert b.tekst("Omvang", p) is None, "CD077"
                assert b.tekst("Product/Code", p) is None, "CD041"
                assert b.tekst("Einddatum", p), "CD075"
    nooit = {str(n) for n in waarheid["toewijzingen"]["nooit_gestart"]}
    geleverd = {str(e.text) for b in alles if b.nummer in (305, 307, 323) for e in alle(b.wortel, "ToewijzingNummer")}
    assert len(budget) == waarheid["toewijzingen"]["met_budget"] > 0
    assert budget & geleverd
    assert nooit
    assert nooit <= verteld
    assert not nooit & geleverd


def test_no_overlapping_assignments_of_a_product_in_one_message(alles: list[Gelezen]) -> None:
    meer = 0
    for b in (x for x in alles if x.nummer == 301):
        perioden = defaultdict(list)
        for p in alle(b.wortel, "ToegewezenProduct"):
            if b.tekst("RedenWijziging", p) != "13":
                perioden[b.tekst("Product/Code", p)].append((b.tekst("Ingangsdatum", p), b.tekst("Einddatum", p)))
        meer += len(alle(b.wortel, "ToegewezenProduct")) > 1
        for lijst in perioden.values():
            lijst.sort()
            assert all(str(a[1]) < str(c[0]) for a, c in pairwise(lijst)), "TR302"
    assert meer > 20, "an assignment message tells all valid assignments of the client at the provider (OP087)"


def test_requests_get_an_assignment_or_a_refusal(goed: list[Gelezen]) -> None:
    gevraagd: dict[tuple[str, str], str] = {}
    for b in (x for x in goed if x.nummer == 315):
        sleutel = (b.wet, str(b.tekst("Client/AangevraagdeProducten/AangevraagdProduct/ReferentieAanbieder")))
        gevraagd.setdefault(sleutel, str(b.tekst("Header/BerichtIdentificatie/Dagtekening")))
        verwijzer = vind(b.wortel, "Client/AangevraagdeProducten/AangevraagdProduct/Verwijzer")
        assert verwijzer is not None
        soort = b.tekst("Type", verwijzer)
        assert (b.tekst("ZorgverlenerCode", verwijzer) is not None) == (soort in ("02", "03", "05"))
    beantwoord = {
        (b.wet, str(e.text)) for b in goed if b.nummer in (301, 319) for e in alle(b.wortel, "ReferentieAanbieder")
    }
    grens = (PLAN.tot.replace(day=1) - timedelta(days=31)).isoformat()
    open_ = [s for s, dag in gevraagd.items() if s not in beantwoord and dag < grens]
    assert len(open_) <= 0.02 * len(gevraagd), "only who dies or leaves first gets no answer"
    soorten = Counter(b.tekst("Antwoord/VerzoekAntwoord") for b in goed if b.nummer == 319)
    assert set(soorten) == {"1", "2"}


def test_addresses_find_their_buurt_and_move(alles: list[Gelezen], gemeente: Gegenereerd) -> None:
    with (gemeente.uit / "postcodes.csv").open(encoding="utf-8", newline="") as bestand:
        geldig = [r for r in csv.DictReader(bestand) if not r["geldig_tot"]]
    onbekend, per_persoon = 0, defaultdict(set)
    for b in (x for x in alles if x.nummer == 301):
        adres = vind(b.wortel, "Client/Contactgegevens/Contact/Adres")
        assert adres is not None
        code, nummer = b.tekst("Postcode", adres), int(b.tekst("Huis/Huisnummer", adres) or 0)
        buurt = [
            r["buurt_code"]
            for r in geldig
            if r["postcode"] == code and int(r["huisnummer_van"]) <= nummer
            and (not r["huisnummer_tot"] or nummer <= int(r["huisnummer_tot"]))
        ]  # fmt: skip
        assert len(buurt) <= 1
        onbekend += not buurt
        per_persoon[b.tekst("Client/Bsn")].add((code, nummer))
    assert 0 < onbekend < 0.08 * sum(1 for b in alles if b.nummer == 301)
    assert any(len(adressen) > 1 for adressen in per_persoon.values())


def test_the_careless_provider_leaves_fields_out_and_the_others_do_not(alles: list[Gelezen]) -> None:
    leeg: Counter[str | None] = Counter()
    for b in (x for x in alles if x.nummer in (305, 307)):
        if not alle(b.wortel, "ToewijzingIngangsdatum"):
            leeg[b.tekst("Header/Afzender")] += 1
    assert len(leeg) == 1


def test_the_truth_is_what_the_messages_say(alles: list[Gelezen], waarheid: dict[str, Any]) -> None:
    cent: dict[str, Counter[str]] = {"wmo": Counter(), "jeugdwet": Counter()}
    volume: Counter[str] = Counter()
    netto: Counter[tuple[str, Any, str]] = Counter()
    regels: Counter[str] = Counter()
    for p in _prestaties(alles):
        regels["ingediend"] += 1
        regels["credit"] += p["cent"] < 0
        regels["afgekeurd"] += p["af"]
        if not p["af"]:
            tarief = waarheid["producten"][p["code"]]["tarief_cent"][p["begin"][:4]]
            assert int(p["tarief"] or 0) == tarief, "what is granted is paid at the tariff of its year"
            cent[p["wet"]][p["begin"][:4]] += p["cent"]
            volume[p["code"]] += p["volume"] if p["cent"] >= 0 else -p["volume"]
            netto[(p["wet"], p["bsn"], p["begin"][:4])] += 1 if p["cent"] >= 0 else -1
    assert {w: dict(c) for w, c in cent.items()} == waarheid["uitgaven_per_jaar_cent"]
    assert {k: v["volume"] for k, v in waarheid["producten"].items() if v["volume"]} == {
        k: v for k, v in volume.items() if v
    }
    for naam in regels:
        assert regels[naam] == waarheid["regels"][naam]
    clienten: Counter[tuple[str, str]] = Counter((w, j) for (w, _, j), n in netto.items() if n > 0)
    assert {(w, j): n for w, jaren in waarheid["clienten_per_jaar"].items() for j, n in jaren.items()} == dict(clienten)
    aantallen = Counter(b.soort for b in alles)
    assert dict(aantallen) == {k: v for k, v in waarheid["berichten"].items() if k != "totaal"}
    som_leeftijd = sum(waarheid["per_leeftijd"]["wmo_cent"])
    assert som_leeftijd == sum(waarheid["uitgaven_per_jaar_cent"]["wmo"].values())


def _leveringen(
    goed: list[Gelezen],
) -> tuple[dict[tuple[str, Any], tuple[str, date]], dict[tuple[str, Any], date]]:
    """Per law and assignment: who, and the first day; the last day."""
    starts: dict[tuple[str, Any], tuple[str, date]] = {}
    stops: dict[tuple[str, Any], date] = {}
    for b in (x for x in goed if x.nummer in (305, 307)):
        sleutel = (b.wet, alle(b.wortel, "ToewijzingNummer")[0].text)
        begin = date.fromisoformat(str(alle(b.wortel, "Begindatum")[0].text))
        if b.nummer == 305:
            if alle(b.wortel, "StatusAanlevering")[0].text == "3":
                del starts[sleutel]
            elif sleutel not in starts:  # what starts again after a temporary stop goes on
                starts[sleutel] = (str(b.tekst("Client/Bsn")), begin)
        elif alle(b.wortel, "RedenBeeindiging")[0].text != "20":
            stops[sleutel] = date.fromisoformat(str(alle(b.wortel, "Einddatum")[-1].text))
    return starts, stops


def test_begun_deliveries_are_counted_as_the_messages_tell_them(goed: list[Gelezen], waarheid: dict[str, Any]) -> None:
    """Per person and law: starts and stops, gaps up to 31 days closed; what is told after the end is not seen."""
    eerste = date(*PLAN.eerste_maand, 1)
    starts, stops = _leveringen(goed)
    per_persoon = defaultdict(list)
    for (wet, nummer), (bsn, begin) in starts.items():
        per_persoon[(wet, bsn)].append((begin, stops.get((wet, nummer), date.max)))
    telling: Counter[str] = Counter()
    for (wet, _), perioden in per_persoon.items():
        gedekt: date | None = None
        for begin, eind in sorted(perioden):
            if (gedekt is None or (gedekt != date.max and (begin - gedekt).days > 32)) and begin >= eerste:
                telling[wet] += 1
            gedekt = eind if gedekt is None else max(gedekt, eind)
    for wet in ("wmo", "jeugdwet"):
        verwacht = sum(waarheid["instroom_personen"][wet].values())
        assert verwacht * 0.9 - 5 <= telling[wet] <= verwacht * 1.02 + 2


def test_population_table(gemeente: Gegenereerd, waarheid: dict[str, Any]) -> None:
    per_maand: Counter[str] = Counter()
    leeftijd: Counter[int] = Counter()
    with (gemeente.uit / "bevolking.csv").open(encoding="utf-8", newline="") as bestand:
        for r in csv.DictReader(bestand):
            assert int(r["aantal"]) > 0
            per_maand[r["maand"]] += int(r["aantal"])
            leeftijd[int(r["leeftijd"])] += int(r["aantal"]) * (r["maand"] < "2024-12-01")
    assert len(per_maand) == PLAN.maanden
    assert per_maand["2023-01-01"] == PLAN.inwoners
    assert all(abs(n - PLAN.inwoners) < 0.05 * PLAN.inwoners for n in per_maand.values())
    assert [leeftijd[a] for a in range(101)] == waarheid["per_leeftijd"]["persoonmaanden"]


def test_the_other_tables(gemeente: Gegenereerd, alles: list[Gelezen]) -> None:
    with (gemeente.uit / "aanbieders.csv").open(encoding="utf-8", newline="") as bestand:
        agb = {r["agb"] for r in csv.DictReader(bestand)}
    assert {b.tekst("Header/Afzender") for b in alles if b.nummer == 323} <= agb
    assert len(agb) == PLAN.aanbieders
    koppen = {p.name: p.read_text(encoding="utf-8").split("\n", 1)[0] for p in gemeente.uit.glob("*.csv")}
    assert koppen == {
        "bevolking.csv": "maand,buurt_code,leeftijd,aantal",
        "postcodes.csv": "postcode,huisnummer_van,huisnummer_tot,buurt_code,geldig_vanaf,geldig_tot",
        "gebieden.csv": "code,naam,soort,ouder_code",
        "inwoners.csv": "code,peildatum,inwoners,bron",
        "aanbieders.csv": "agb,naam",
        "producten.csv": "wet,productcategorie,productcode,geldig_vanaf,geldig_tot",
        "tarieven.csv": "aanbieder,productcode,eenheid,tarief_cent,geldig_vanaf,geldig_tot",
    }


def test_inhabitants_are_those_of_the_population_once_a_year(gemeente: Gegenereerd) -> None:
    geteld: dict[tuple[str, str], int] = defaultdict(int)
    with (gemeente.uit / "bevolking.csv").open(encoding="utf-8", newline="") as bestand:
        for r in csv.DictReader(bestand):
            for code in (r["buurt_code"], f"WK{r['buurt_code'][2:8]}", "GM9999"):
                geteld[code, r["maand"]] += int(r["aantal"])
    with (gemeente.uit / "inwoners.csv").open(encoding="utf-8", newline="") as bestand:
        rijen = list(csv.DictReader(bestand))
    assert {r["peildatum"] for r in rijen} == {"2023-01-01", "2024-01-01"}
    assert {(r["code"], r["peildatum"]): int(r["inwoners"]) for r in rijen} == {
        k: n for k, n in geteld.items() if k[1] in ("2023-01-01", "2024-01-01")
    }


def test_tariffs_in_the_messages_rise_by_the_planted_index(alles: list[Gelezen], waarheid: dict[str, Any]) -> None:
    per_jaar: dict[tuple[str, str], set[int]] = defaultdict(set)
    for p in _prestaties(alles):
        if p["tarief"] and not p["af"]:
            per_jaar[(p["code"], p["begin"][:4])].add(int(p["tarief"]))
    gezien = 0
    for code, product in waarheid["producten"].items():
        eerder, later = per_jaar[(code, "2023")], per_jaar[(code, "2024")]
        if eerder and later:
            (oud,), (nieuw,) = eerder, later
            assert nieuw / oud == pytest.approx(1 + product["prijsindex_per_jaar"], abs=0.6 / oud)
            gezien += 1
    assert gezien > 15
