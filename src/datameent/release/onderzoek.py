"""The one way in which rows about persons leave the house: a file for a trusted research party under an agreement.

Nothing else writes microdata; a test holds every command and page to that. The columns and how coarse they are, the
purpose, k and l come from the agreement (`agreements/onderzoek.py`). A pseudonym becomes a number that means nothing
elsewhere: persons in the order of an HMAC under a key that is made for this file and thrown away.
"""

from __future__ import annotations

import csv
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from datameent.agreements.laden import eis_doel, laad, namen
from datameent.agreements.onderzoek import PERSOON, Grofheid, KolomModel, Onderzoeksovereenkomst, laad_onderzoek
from datameent.disclosure.anonimiteit import Anonimiteit, Microdata, eis
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.domain.periode import Korrel, Periode
from datameent.indicators.fouten import Foutcode
from datameent.kern.bouw import is_bij
from datameent.lake.store import Lake
from datameent.privacy.pseudoniem import Hmac
from datameent.privacy.verwerking import log_verwerking, verwerkingen

NUMMER = "persoonsnummer"
LEESMIJ = "LEESMIJ.txt"
_SLEUTEL = ("wet", "pseudoniem")


@dataclass(frozen=True, slots=True)
class Onderzoeksbestand:
    """What was written, and how anonymous it is."""

    map: Path
    bestand: str
    overeenkomst: str
    versie: str
    gemeten: Anonimiteit
    eerder: int = 0
    """Research files that were made from this data home before; two beside each other tell more than each alone."""


def exporteer(home: Home, naam: str, uit: Path, *, vandaag: date | None = None) -> Onderzoeksbestand:
    """Write the microdata of an agreement as CSV, with a Dutch LEESMIJ beside it, into a new or empty folder.

    Refuses, and then writes nothing: DM-OVK-005 to DM-OVK-010 and DM-OVK-013 (agreement), DM-IND-009 (the kern is
    behind), DM-ONT-016 (k or l is not reached; names columns, never values), DM-OVK-011 (the folder is in use),
    DM-OVK-012 (disk). The processing is logged before anything is written.
    """
    dag = vandaag or date.today()
    afspraak = laad_onderzoek(home, naam, dag)
    _eis_bronnen(home, afspraak, dag)
    gemaakt = verwerkingen(home, "onderzoek")
    _eis_nieuwe_versie(afspraak, gemaakt)
    if uit.exists() and (not uit.is_dir() or any(uit.iterdir())):
        raise _fout("DM-OVK-011", "The folder for the research file is in use", "Name a new or an empty folder", uit)
    personen, kolommen = _lees(home, afspraak)
    data = Microdata(
        personen,
        {k: kolommen[k] for k in afspraak.van_rol("quasi")},
        {k: kolommen[k] for k in afspraak.van_rol("gevoelig")},
        gekoppeld=afspraak.persoonsnummer,
        gewoon={k: kolommen[k] for k in afspraak.van_rol("gewoon")},
        domein=[wie.partition(":")[0] for wie in personen],
    )
    gemeten = eis(data, afspraak.k, afspraak.l, f"{naam}.csv")
    aantallen = {"rijen": gemeten.rijen, "personen": gemeten.personen, "k": gemeten.k}
    log_verwerking(
        home,
        wat="onderzoek",
        doelen=[afspraak.doel],
        bron=f"onderzoek:{naam}",
        overeenkomst_versie=f"{afspraak.versie} {afspraak.zegel}",
        aantallen=aantallen,
    )
    kop, rijen = _rijen(afspraak, personen, kolommen)
    tekst = leesmij(afspraak, gemeten, dag)
    try:
        uit.mkdir(parents=True, exist_ok=True, mode=0o700)
        _schrijf(uit / f"{naam}.csv", kop, rijen)
        (uit / LEESMIJ).write_text(tekst, encoding="utf-8")
    except OSError:
        raise _fout(
            "DM-OVK-012", "The research file could not be written", "Check space and permissions", uit
        ) from None
    return Onderzoeksbestand(uit, f"{naam}.csv", naam, afspraak.versie, gemeten, len(gemaakt))


def _eis_bronnen(home: Home, afspraak: Onderzoeksovereenkomst, dag: date) -> None:
    """Every agreement on messages must be valid and name the purpose: what was collected for less may not be given."""
    for naam in namen(home):
        bron = laad(home, naam, dag)
        if bron.over_berichten:
            eis_doel(bron, afspraak.doel)


def _eis_nieuwe_versie(afspraak: Onderzoeksovereenkomst, gemaakt: Sequence[Mapping[str, Any]]) -> None:
    """What two persons agreed to under a version is not changed under that version."""
    for regel in gemaakt:
        versie, _, zegel = str(regel.get("overeenkomst_versie", "")).partition(" ")
        zelfde = (regel.get("bron"), versie) == (f"onderzoek:{afspraak.naam}", afspraak.versie)
        if zelfde and zegel and zegel != afspraak.zegel:
            raise DatameentError(
                "DM-OVK-013",
                "The research agreement was changed since a file was made under this version of it",
                "Raise versie and have two persons agree again",
                Plaats(bestand=f"config/onderzoek/{afspraak.naam}.yaml", element="versie"),
                ExitStatus.AGREEMENT,
            )


def _lees(home: Home, afspraak: Onderzoeksovereenkomst) -> tuple[list[str], dict[str, list[str]]]:
    """Who each row is about, and the columns as text, as coarse as the agreement says."""
    lake = Lake.open(home)
    if not is_bij(lake):
        todo = "Run `datameent build` first"
        raise DatameentError(
            Foutcode.KERN_LEEG, "The kern is behind what was loaded", todo, exit_status=ExitStatus.REFUSED
        )
    con = lake.engine()
    try:
        t = lake.tabel(con, "kern", afspraak.tabel)
        p = lake.tabel(con, "kern", "persoon").select(*_SLEUTEL, *PERSOON)
        p = p.rename({f"_{k}": k for k in _SLEUTEL})
        t = t.left_join(p, [t[k] == p[f"_{k}"] for k in _SLEUTEL])
        vraag = t.select(**{f"_{k}": t[k] for k in _SLEUTEL}, **{k.kolom: t[k.kolom] for k in afspraak.kolommen})
        rijen: Mapping[str, list[Any]] = con.to_pyarrow(vraag).to_pydict()
    finally:
        con.disconnect()
    personen = [f"{w}:{p}" for w, p in zip(rijen["_wet"], rijen["_pseudoniem"], strict=True)]
    return personen, {k.kolom: [_als_tekst(w, k) for w in rijen[k.kolom]] for k in afspraak.kolommen}


def _als_tekst(waarde: Any, kolom: KolomModel) -> str:
    if waarde is None:
        return ""
    if kolom.minstens is not None:
        waarde = max(waarde, kolom.minstens)
    if kolom.hoogstens is not None:
        waarde = min(waarde, kolom.hoogstens)
    return str(waarde) if kolom.grof is None else maak_grof(waarde, kolom.grof)


def maak_grof(waarde: Any, grof: Grofheid) -> str:
    """A day as its period, a number as the multiple at or below it.

    >>> maak_grof(date(2025, 5, 9), "kwartaal"), maak_grof(1987, "per_5"), maak_grof(-1, "per_100")
    ('2025-Q2', '1985', '-100')
    """
    if grof in _KORREL:
        return Periode.van(waarde, _KORREL[grof]).code
    stap = int(grof.removeprefix("per_"))
    return str(waarde // stap * stap)


_KORREL: Mapping[str, Korrel] = {"jaar": Korrel.JAAR, "kwartaal": Korrel.KWARTAAL, "maand": Korrel.MAAND}


def _rijen(
    afspraak: Onderzoeksovereenkomst, personen: Sequence[str], kolommen: Mapping[str, Sequence[str]]
) -> tuple[list[str], list[tuple[str, ...]]]:
    """The file: sorted by what is in it, so that the order tells nothing of the lake."""
    kop = [k.kolom for k in afspraak.kolommen]
    rijen = list(zip(*(kolommen[k] for k in kop), strict=True))
    if not afspraak.persoonsnummer:
        return kop, sorted(rijen)
    code: Callable[[bytes], str] = Hmac(secrets.token_bytes(32)).hex
    volgorde = sorted(set(personen), key=lambda wie: code(wie.encode()))
    nummer = {wie: n for n, wie in enumerate(volgorde, 1)}
    genummerd = sorted((nummer[wie], rij) for wie, rij in zip(personen, rijen, strict=True))
    return [NUMMER, *kop], [(str(n), *rij) for n, rij in genummerd]


def _schrijf(pad: Path, kop: Sequence[str], rijen: Sequence[Sequence[str]]) -> None:
    """Whole or not at all; only the owner of the account can read it."""
    greep, naam = tempfile.mkstemp(prefix=".nieuw-", dir=pad.parent)
    try:
        with os.fdopen(greep, "w", encoding="utf-8", newline="") as bestand:
            schrijver = csv.writer(bestand, lineterminator="\n")
            schrijver.writerow(kop)
            schrijver.writerows(rijen)
            bestand.flush()
            os.fsync(bestand.fileno())
        Path(naam).replace(pad)
    finally:
        with suppress(OSError):
            Path(naam).unlink(missing_ok=True)


_GROF = {"jaar": "per jaar", "kwartaal": "per kwartaal", "maand": "per maand"}


def leesmij(afspraak: Onderzoeksovereenkomst, gemeten: Anonimiteit, dag: date) -> str:
    """What the research party has to know, in Dutch."""
    kolommen = [f"- {k.kolom}" + (f" ({', '.join(_hoe(k))})" if _hoe(k) else "") for k in afspraak.kolommen]
    nummer = [
        "",
        f"De kolom {NUMMER} zegt welke regels over een persoon gaan. Het nummer is alleen voor dit bestand gemaakt en",
        "betekent nergens anders iets. Een volgend bestand heeft andere nummers.",
    ]
    regels = [
        f"Onderzoeksbestand {afspraak.naam}, versie {afspraak.versie}",
        f"Gemaakt op {dag.isoformat()} voor {afspraak.partij}. Zegel van de overeenkomst: {afspraak.zegel}",
        "",
        f"Doel: {afspraak.doel}. Eigenaar: {afspraak.eigenaar}. Vragen: {afspraak.contact.naam}, "
        f"{afspraak.contact.email}.",
        "Grondslag: " + "; ".join(f"{g.wet}, artikel {g.artikel}" for g in afspraak.grondslag) + ".",
        f"Akkoord: {'; '.join(f'{a.naam} ({a.functie}), {a.datum.isoformat()}' for a in afspraak.akkoord)}.",
        f"Te gebruiken tot en met {afspraak.geldig_tot.isoformat()}. Verwijder het bestand daarna.",
        "",
        f"{gemeten.rijen} regels over {gemeten.personen} personen. Elke combinatie van herkenbare kenmerken hoort bij",
        f"minstens {gemeten.k} personen (k).",
        *([] if gemeten.l is None else [f"Elke groep heeft minstens {gemeten.l} verschillende gevoelige waarden (l)."]),
        f"Van elke 1.000 personen zijn er {gemeten.uniek_alles_promille} uniek als u álle kolommen van hen weet.",
        "",
        "Dit zijn persoonsgegevens, ook zonder namen. Wie iemand kent, kan die persoon misschien herkennen. Daarom:",
        "- geef het bestand aan niemand anders;",
        "- koppel het niet aan andere gegevens over personen;",
        "- zoek niet naar personen, en meld het als u iemand toch herkent;",
        "- publiceer alleen uitkomsten over minstens 10 personen.",
        "",
        "Kolommen:",
        *kolommen,
        *(nummer if afspraak.persoonsnummer else []),
    ]
    return "\n".join(regels) + "\n"


def _hoe(kolom: KolomModel) -> list[str]:
    """How coarse a column is.

    >>> _hoe(KolomModel(kolom="duur_dagen", rol="gewoon", grof="per_100", hoogstens=1000))
    ['naar beneden afgerond, per_100', '1000 betekent 1000 of meer']
    """
    grof = _GROF.get(kolom.grof or "") or (f"naar beneden afgerond, {kolom.grof}" if kolom.grof else "")
    onder = f"{kolom.minstens} betekent {kolom.minstens} of minder" if kolom.minstens is not None else ""
    boven = f"{kolom.hoogstens} betekent {kolom.hoogstens} of meer" if kolom.hoogstens is not None else ""
    return [deel for deel in (grof, onder, boven) if deel]


def _fout(code: str, what: str, todo: str, uit: Path) -> DatameentError:
    return DatameentError(code, what, todo, Plaats(bestand=uit.name), ExitStatus.STORAGE)
