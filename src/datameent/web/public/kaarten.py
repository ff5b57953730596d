"""The card of an agreement in words to read: purpose, legal basis, retention, and every field that is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from datameent.release.read import Overeenkomstkaart
from datameent.web.components import opmaak
from datameent.web.permissions.doelen import DOELEN

GEVOELIGHEID: Final = {
    "direct-identificerend": "wijst een persoon aan; wordt meteen vervangen",
    "bijzonder": "zegt iets over gezondheid",
    "gevoelig": "gevoelig",
    "gewoon": "gewoon",
}


@dataclass(frozen=True, slots=True)
class Kaart:
    """Title, plain pairs, and the fields with what is recorded about them."""

    naam: str
    titel: str
    regels: tuple[tuple[str, tuple[str, ...]], ...]
    velden: tuple[tuple[str, str], ...]


def maak_kaart(bron: Overeenkomstkaart) -> Kaart:
    """An agreement as a card; parts that the agreement does not have are left out."""
    kaart = bron.kaart
    regels = (
        ("Waarvoor", tuple(DOELEN.get(str(d), str(d)) for d in kaart.get("doelen") or ())),
        ("Waarom mag dat", tuple(_grondslag(g) for g in kaart.get("grondslag") or ())),
        ("Welke gegevens", _lijst(kaart.get("gegevenscategorieen"))),
        ("Hoe lang bewaren we ze", _termijn(kaart.get("bewaartermijn_maanden"))),
        ("Hoe vaak komen ze", _ritme(kaart)),
        ("Wie beslist", _lijst(kaart.get("eigenaar"))),
        ("Geldig", _geldig(kaart)),
    )
    titel = str(kaart.get("titel") or bron.naam)
    velden = tuple(_veld(v) for v in kaart.get("velden") or ())
    return Kaart(bron.naam, titel, tuple((n, r) for n, r in regels if r), velden)


def _lijst(waarde: Any) -> tuple[str, ...]:
    if isinstance(waarde, str):
        return (waarde,) if waarde else ()
    return (", ".join(str(w) for w in waarde),) if waarde else ()


def _grondslag(grondslag: Any) -> str:
    if not isinstance(grondslag, Mapping):
        return str(grondslag)
    wet, artikel, uitleg = (str(grondslag.get(k) or "") for k in ("wet", "artikel", "toelichting"))
    kop = f"{wet}, artikel {artikel}" if artikel else wet
    return f"{kop}: {uitleg}" if uitleg else kop


def _termijn(maanden: Any) -> tuple[str, ...]:
    """
    >>> _termijn(84), _termijn(1), _termijn(18), _termijn(None)
    (('7 jaar',), ('1 maand',), ('18 maanden',), ())
    """
    if not isinstance(maanden, int):
        return ()
    if maanden % 12 == 0:
        return (f"{maanden // 12} jaar",)
    return (f"{maanden} {'maand' if maanden == 1 else 'maanden'}",)


def _ritme(kaart: Mapping[str, Any]) -> tuple[str, ...]:
    ritme = str(kaart.get("leverritme") or "")
    return (opmaak.ritme(ritme),) if ritme else ()


def _geldig(kaart: Mapping[str, Any]) -> tuple[str, ...]:
    vanaf, tot = kaart.get("geldig_vanaf"), kaart.get("geldig_tot")
    delen = [
        f"vanaf {opmaak.datum(vanaf)}" if vanaf else "",
        f"tot en met {opmaak.datum(tot)}" if tot else "",
    ]
    versie = f"versie {kaart['versie']}" if kaart.get("versie") else ""
    return _lijst(tuple(d for d in (*delen, versie) if d))


def _veld(veld: Any) -> tuple[str, str]:
    if not isinstance(veld, Mapping):
        return str(veld), ""
    gevoeligheid = str(veld.get("gevoeligheid") or "")
    delen = [GEVOELIGHEID.get(gevoeligheid, gevoeligheid)]
    if veld.get("precisie"):
        delen.append(f"we bewaren alleen {str(veld['precisie']).replace('-', ' en ')}")
    return str(veld.get("veld") or veld.get("naam") or ""), "; ".join(d for d in delen if d)
