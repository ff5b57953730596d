# ruff: noqa: E501 - one row per case
"""What is changed in a good message, and the codes it must give: a row per case, and rows that only come close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TYPES = ("301", "305", "307", "315", "317", "319", "323", "325")
_CO = "Client/Contactgegevens/Contact"
_RE = "Client/Relaties/Relatie.0"
_TP = "Client/ToegewezenProducten/ToegewezenProduct"
_SA = "Client/StartProducten/StartProduct"
_SO = "Client/StopProducten/StopProduct"
_AP = "Client/AangevraagdeProducten/AangevraagdProduct"
_VE = "Client/Verzoek"
_OP = f"{_VE}/OngewijzigdeProducten/OngewijzigdProduct"
_WP = f"{_VE}/TeWijzigenProducten/TeWijzigenProduct"
_NP = f"{_VE}/NieuweProducten/NieuwProduct"
_D = "Declaratie"
_CL = f"{_D}/Clienten/Client"
_P1 = f"{_CL}.0/Prestaties/Prestatie.0"
_P2 = f"{_CL}.0/Prestaties/Prestatie.1"
_P3 = f"{_CL}.1/Prestaties/Prestatie.0"
_DA = "DeclaratieAntwoord"
_A1 = f"{_DA}/Clienten/Client.0/Prestaties/Prestatie.0"
_OMVANG = {"Volume": "4", "Eenheid": "04", "Frequentie": "4"}


@dataclass(frozen=True)
class Zelfde:
    """A copy of another part of the message, with some of it changed."""

    van: str
    anders: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Geval:
    """What is changed in the good message of a type; the codes it must give (none: it must pass) and where."""

    berichttype: str
    wijzigingen: Mapping[str, Any]
    codes: frozenset[str] = frozenset()
    element: str = ""
    alleen: str = ""
    xsd: bool = True

    @property
    def naam(self) -> str:
        what = "-".join(sorted(self.codes)) or "goed"
        where = ",".join(f"{p.rpartition('/')[2]}={str(v)[:20]}" for p, v in self.wijzigingen.items())
        return f"{what} {self.berichttype} {where}"


def fout(code: str, berichttype: str, wijzigingen: Mapping[str, Any], element: str = "", **meer: Any) -> Geval:
    return Geval(berichttype, wijzigingen, frozenset(code.split()), element, **meer)


def bijna(berichttype: str, wijzigingen: Mapping[str, Any], **meer: Any) -> Geval:
    return Geval(berichttype, wijzigingen, **meer)


# fmt: off
CLIENT = [
    g
    for t in ("301", "305", "307", "315")
    for g in (
        fout("CS002", t, {"Client/Bsn": "999900007"}, "Client/Bsn"),
        fout("CS139", t, {"Client/Geboortedatum": {"Datum": "2012-03-14", "DatumGebruik": "1"}}, "Client/Geboortedatum/DatumGebruik"),
        bijna(t, {"Client/Geboortedatum": {"Datum": "2012-03-01", "DatumGebruik": "1"}}),
        fout("CS139", t, {"Client/Geboortedatum": {"Datum": "2012-03-01", "DatumGebruik": "2"}}),
        bijna(t, {"Client/Geboortedatum": {"Datum": "2012-01-01", "DatumGebruik": "2"}}),
        fout("CS139", t, {"Client/Geboortedatum": {"Datum": "1950-01-01", "DatumGebruik": "3"}}),
        bijna(t, {"Client/Geboortedatum": {"Datum": "1900-01-01", "DatumGebruik": "3"}}),
        fout("TR002", t, {"Client/Geboortedatum/Datum": "1906-05-05"}, "Client/Geboortedatum/Datum"),
        bijna(t, {"Client/Geboortedatum/Datum": "1906-05-06"}),
        fout("TR002", t, {"Client/Geboortedatum": {"Datum": "1900-01-01", "DatumGebruik": "1"}}),
        fout("TR134", t, {"Client/Geboortedatum/Datum": "2026-05-07"}, "Client/Geboortedatum/Datum"),
        bijna(t, {"Client/Geboortedatum/Datum": "2026-05-06"}),
    )
]
TOEWIJZING = [
    fout("CD007", "301", {"Client/Communicatie/Taal": None}, "Client/Communicatie/Taal"),
    fout("CD007", "301", {"Client/Communicatie/Vorm": "2"}),
    bijna("301", {"Client/Communicatie": {"Vorm": "2"}}),
    bijna("301", {"Client/Communicatie": None}),
    fout("CS050", "301", {"Client/Naam/Partnernaam": {"Achternaam": "Tweede"}, "Client/Naam/NaamGebruik": "5"}, "Client/Naam/NaamGebruik"),
    bijna("301", {"Client/Naam/Partnernaam": {"Achternaam": "Tweede"}, "Client/Naam/NaamGebruik": "4"}),
    fout("CS050", "301", {"Client/Naam/NaamGebruik": "2"}),
    fout("CS050", "301", {f"{_RE}/Naam/NaamGebruik": "3"}, "Client/Relaties/Relatie[1]/Naam/NaamGebruik"),
    bijna("301", {f"{_RE}/Naam/NaamGebruik": "6"}),
    fout("CS318", "301", {"Client/Naam/NaamGebruik": "6"}, "Client/Naam/NaamGebruik"),
    fout("CS139", "301", {f"{_RE}/Geboortedatum/Datum": "1980-01-02"}, "Client/Relaties/Relatie[1]/Geboortedatum/DatumGebruik"),
    fout("TR002", "301", {f"{_RE}/Geboortedatum": {"Datum": "1906-05-05"}}),
    fout("TR134", "301", {f"{_RE}/Geboortedatum": {"Datum": "2026-05-07"}}),
    bijna("301", {f"{_RE}/Geboortedatum": None}),
    bijna("301", {"Client/Relaties": None}),
    fout("CD005", "301", {f"{_CO}.0/Adres/LandCode": None}, "Client/Contactgegevens/Contact[1]/Adres/LandCode"),
    fout("CD005 CD034", "301", {f"{_CO}.0/Adres/Postcode": None, f"{_CO}.0/Telefoon": Zelfde(f"{_CO}.1/Telefoon"), f"{_CO}.0/Adres/LandCode": "BE"}),
    fout("CD005", "301", {f"{_RE}/Contact/Adres/LandCode": None}, "Client/Relaties/Relatie[1]/Contact/Adres/LandCode"),
    fout("CD009", "301", {f"{_CO}.1/Soort": "02", f"{_CO}.1/Adres": Zelfde(f"{_CO}.0/Adres")}, "Client/Contactgegevens/Contact[2]/Periode"),
    fout("CD009", "301", {f"{_RE}/Contact/Periode": {"Begindatum": "2026-01-01"}}),
    bijna("301", {f"{_CO}.1/Periode": None}),
    fout("CD025", "301", {f"{_CO}.0/Adres/Huis": None, f"{_CO}.0/Telefoon": Zelfde(f"{_CO}.1/Telefoon")}, "Client/Contactgegevens/Contact[1]/Adres/Huis"),
    bijna("301", {f"{_CO}.0/Adres/Huis": None, f"{_CO}.0/Telefoon": Zelfde(f"{_CO}.1/Telefoon"), f"{_CO}.0/Adres/LandCode": "BE"}),
    fout("CD034", "301", {f"{_CO}.0/Adres": {"Plaatsnaam": "Testdorp"}, f"{_CO}.0/Telefoon": Zelfde(f"{_CO}.1/Telefoon")}, "Client/Contactgegevens/Contact[1]/Adres/Postcode"),
    fout("CD034", "301", {f"{_CO}.0/Adres": {"Plaatsnaam": "Testdorp"}, f"{_CO}.0/Soort": "03", f"{_CO}.0/Telefoon": Zelfde(f"{_CO}.1/Telefoon")}),
    bijna("301", {f"{_CO}.0/Adres": {"Plaatsnaam": "Testdorp"}, f"{_CO}.0/Soort": "02", f"{_CO}.0/Telefoon": Zelfde(f"{_CO}.1/Telefoon")}),
    bijna("301", {f"{_RE}/Contact": Zelfde(f"{_CO}.1", {"Soort": "01", "Periode": None})}),
    fout("CS003", "301", {f"{_CO}.1/Periode/Einddatum": "2026-03-31"}, "Client/Contactgegevens/Contact[2]/Periode/Einddatum"),
    bijna("301", {f"{_CO}.1/Periode/Einddatum": "2026-04-01"}),
    bijna("301", {f"{_CO}.1/Periode": {"Einddatum": "2026-03-31"}}),
    fout("CS089", "301", {f"{_CO}.0/Adres/Postcode": "0999XX"}, "Client/Contactgegevens/Contact[1]/Adres/Postcode"),
    fout("CS089", "301", {f"{_CO}.0/Adres/Postcode": "9999 XX"}),
    bijna("301", {f"{_CO}.0/Adres/Postcode": "1000aa"}),
    bijna("301", {f"{_CO}.0/Adres/Postcode": "0999XX", f"{_CO}.0/Adres/LandCode": "BE"}),
    fout("TR006", "301", {f"{_CO}.1/Telefoon": None}, "Client/Contactgegevens/Contact[2]"),
    fout("CD005 CD034 TR006", "301", {f"{_CO}.0/Adres/Postcode": None}),
    bijna("301", {f"{_CO}.1/Telefoon": None, f"{_CO}.1/Adres": Zelfde(f"{_CO}.0/Adres")}),
    fout("TR061", "301", {f"{_CO}.0": None}, "Client"),
    fout("TR061", "301", {f"{_CO}.0": Zelfde(f"{_CO}.1", {"Soort": "01", "Periode": None})}),
    fout("TR061", "301", {f"{_CO}.0": None, f"{_CO}.0/Adres": Zelfde(f"{_RE}/Contact/Adres")}),
    bijna("301", {f"{_CO}.0/Soort": "02"}),
    fout("TR101", "301", {f"{_CO}.2": Zelfde(f"{_CO}.0")}, "Client/Contactgegevens/Contact[3]/Soort"),
    bijna("301", {f"{_CO}.2": Zelfde(f"{_CO}.0", {"Soort": "03"})}),
    fout("TR101", "301", {"Client/Relaties/Relatie.1": Zelfde(_RE)}, "Client/Relaties/Relatie[2]/Nummer"),
    bijna("301", {"Client/Relaties/Relatie.1": Zelfde(_RE, {"Nummer": "2"})}),
    fout("TR101", "301", {f"{_TP}.1/ToewijzingNummer": "1001"}, "Client/ToegewezenProducten/ToegewezenProduct[2]/ToewijzingNummer"),
    fout("TR134", "301", {f"{_TP}.0/Toewijzingsdatum": "2026-05-07"}, "Client/ToegewezenProducten/ToegewezenProduct[1]/Toewijzingsdatum"),
    bijna("301", {f"{_TP}.0/Toewijzingsdatum": "2026-05-06"}),
    fout("CS335", "301", {f"{_TP}.0/RedenWijziging": "13"}, "Client/ToegewezenProducten/ToegewezenProduct[1]/RedenWijziging"),
    fout("CS335", "301", {f"{_TP}.0/RedenWijziging": "13", f"{_TP}.0/Einddatum": None}),
    bijna("301", {f"{_TP}.0/RedenWijziging": "13", f"{_TP}.0/Einddatum": "2026-05-01"}),
    bijna("301", {f"{_TP}.0/RedenWijziging": "14"}),
    fout("CS336", "301", {f"{_TP}.0/RedenWijziging": "01"}, "Client/ToegewezenProducten/ToegewezenProduct[1]/RedenWijziging"),
    fout("CD080", "301", {f"{_TP}.0/Product/Code": None, f"{_TP}.1": None}, "Client/ToegewezenProducten/ToegewezenProduct[1]/Omvang"),
    fout("CD080", "301", {f"{_TP}.0/Product/Code": None, f"{_TP}.1": None, f"{_TP}.0/Einddatum": None}),
    bijna("301", {f"{_TP}.0/Product/Code": None, f"{_TP}.1": None, f"{_TP}.0/Einddatum": "2020-12-31", f"{_TP}.0/Ingangsdatum": "2020-01-01"}),
    bijna("301", {f"{_TP}.0/Product/Code": None, f"{_TP}.0/Omvang": None, f"{_TP}.1": None}),
]


def _omvang(t: str, klasse: str, einde: str, begin: str, frequentie: str) -> list[Geval]:
    """The rules on volume and budget, on what is assigned, asked for, changed or new."""
    o, b, e, p = f"{klasse}/Omvang", f"{klasse}/Budget", f"{klasse}/{einde}", f"{klasse}/Product"
    has_product = klasse != f"{_WP}.0"
    alone: dict[str, Any] = {p: None, f"{klasse[:-1]}1": None} if has_product else {}
    budget = {o: None, b: "100", **alone}
    found = [
        bijna(t, budget),
        fout("CD075", t, {**budget, e: None}, einde),
        bijna(t, {e: None}),
        fout("CD076", t, {f"{o}/Frequentie": "2", e: None}, einde),
        bijna(t, {f"{o}/Frequentie": "2"}),
        fout("CD077 CD078", t, {b: "100"}),
        fout("CS003", t, {e: "2026-04-30"}, einde),
        bijna(t, {e: "2026-06-01", f"{klasse}/{begin}": "2026-06-01"}),
        *(
            fout(frequentie, t, {f"{o}/Eenheid": unit, f"{o}/Frequentie": "1"}, "Omvang/Frequentie")
            for unit in ("14", "16", "83", "84")
        ),
        fout(frequentie, t, {f"{o}/Eenheid": "14", f"{o}/Frequentie": "1", e: None}),
        *(bijna(t, {f"{o}/Eenheid": "14", f"{o}/Frequentie": each}) for each in ("2", "4", "6")),
        bijna(t, {f"{o}/Eenheid": "82", f"{o}/Frequentie": "1"}),
    ]
    if t != "317":
        old = {f"{klasse}/{begin}": "2020-01-01", e: "2020-12-31", f"{o}/Eenheid": "14", f"{o}/Frequentie": "1"}
        found += [bijna(t, old), fout(frequentie, t, {**old, e: "2021-01-01"})]
    if not has_product:
        return [*found, bijna(t, {o: None})]
    code = {"301": "CD080", "315": "CD095", "317": "CD096"}[t]
    return [
        *found,
        fout("CD041", t, {o: None}, "Omvang"),
        fout("CD079", t, {p: None, o: None, f"{klasse[:-1]}1": None}, "Product"),
        fout(f"CD079 {code}", t, {p: None, f"{klasse[:-1]}1": None}),
        fout(code, t, {f"{p}/Code": None, f"{klasse[:-1]}1": None}, "Omvang"),
        fout(code, t, {f"{p}/Code": None, f"{klasse[:-1]}1": None, e: None}),
        bijna(t, {f"{p}/Code": None, o: None, f"{klasse[:-1]}1": None}),
    ]


OMVANG = [
    *_omvang("301", f"{_TP}.0", "Einddatum", "Ingangsdatum", "CS338"),
    *_omvang("315", f"{_AP}.0", "ToewijzingEinddatum", "ToewijzingIngangsdatum", "CS343"),
    *_omvang("317", f"{_WP}.0", "Einddatum", "GewensteIngangsdatum", "CS338"),
    *_omvang("317", f"{_NP}.0", "Einddatum", "GewensteIngangsdatum", "CS338"),
]


def _stapeling(code: str, t: str, klasse: str, einde: str, begin: str) -> list[Geval]:
    """The rules on the same product for the same days."""
    same = {f"{klasse}.1/Product": Zelfde(f"{klasse}.0/Product"), f"{klasse}.1/{begin}": "2026-06-02"}
    later = {f"{klasse}.0/{einde}": "2026-08-31", f"{klasse}.1/{begin}": "2026-09-01"}
    touching = {f"{klasse}.0/{einde}": "2026-09-01", f"{klasse}.1/{begin}": "2026-09-01"}
    bare = {f"{klasse}.1/Product/Code": None, f"{klasse}.1/Omvang": None}
    none = {f"{klasse}.1/Product": None, f"{klasse}.1/Omvang": None, f"{klasse}.1/Budget": "100"}
    return [
        fout(code, t, same, klasse.rpartition("/")[2] + "[1]"),
        fout(code, t, {**same, **touching}),
        bijna(t, {**same, **later}),
        fout(code, t, {**same, **later, f"{klasse}.0/{einde}": None}),
        fout(code, t, bare),
        bijna(t, {**bare, **later}),
        fout(code, t, {**none}),
        bijna(t, {**none, **later}),
    ]


STAPELING = [
    *_stapeling("TR302", "301", _TP, "Einddatum", "Ingangsdatum"),
    *_stapeling("TR386", "315", _AP, "ToewijzingEinddatum", "ToewijzingIngangsdatum"),
    *_stapeling("TR410", "317", _NP, "Einddatum", "GewensteIngangsdatum"),
    bijna("301", {f"{_TP}.1/Product": Zelfde(f"{_TP}.0/Product"), f"{_TP}.1/Einddatum": "2026-05-01", f"{_TP}.1/RedenWijziging": "13"}),
    fout("CS335 TR302", "301", {f"{_TP}.1/Product": Zelfde(f"{_TP}.0/Product"), f"{_TP}.1/Einddatum": "2026-05-02", f"{_TP}.1/RedenWijziging": "13"}),
    fout("TR302", "301", {f"{_TP}.1/Product": Zelfde(f"{_TP}.0/Product"), f"{_TP}.1/Einddatum": "2026-05-01", f"{_TP}.1/RedenWijziging": "14"}),
    # removed in the old way: does not count as the same product, but the reason itself is used no longer
    fout("CS336", "301", {f"{_TP}.1/Product": Zelfde(f"{_TP}.0/Product"), f"{_TP}.1/Einddatum": "2026-05-01", f"{_TP}.1/RedenWijziging": "01"}),
]
REGIE = [
    fout("CS058", "305", {f"{_SA}.0/StatusAanlevering": "2"}, "Client/StartProducten/StartProduct[1]/StatusAanlevering"),
    fout("CS058", "307", {f"{_SO}.0/StatusAanlevering": "9"}, "Client/StopProducten/StopProduct[1]/StatusAanlevering"),
    bijna("305", {f"{_SA}.0/StatusAanlevering": "3"}),
    bijna("307", {f"{_SO}.0/StatusAanlevering": "3"}),
    fout("TR134", "305", {f"{_SA}.0/Begindatum": "2026-05-07"}, "Client/StartProducten/StartProduct[1]/Begindatum"),
    bijna("305", {f"{_SA}.0/Begindatum": "2026-05-06"}),
    fout("TR134", "307", {f"{_SO}.0/Einddatum": "2026-05-07"}, "Client/StopProducten/StopProduct[1]/Einddatum"),
    bijna("307", {f"{_SO}.0/Einddatum": "2026-05-06"}),
    fout("TR018", "307", {f"{_SO}.0/Einddatum": "2026-04-30"}, "Client/StopProducten/StopProduct[1]/Einddatum"),
    bijna("307", {f"{_SO}.0/Einddatum": "2026-05-01"}),
    fout("TR101", "305", {f"{_SA}.1": Zelfde(f"{_SA}.0", {"StatusAanlevering": "3"})}, "Client/StartProducten/StartProduct[2]"),
    bijna("305", {f"{_SA}.1": Zelfde(f"{_SA}.0", {"Begindatum": "2026-05-02"})}),
    bijna("305", {f"{_SA}.1": Zelfde(f"{_SA}.0", {"ToewijzingNummer": None})}),
    fout("TR101", "307", {f"{_SO}.1": Zelfde(f"{_SO}.0")}, "Client/StopProducten/StopProduct[2]"),
    bijna("307", {f"{_SO}.1": Zelfde(f"{_SO}.0", {"RedenBeeindiging": "02"})}),
    bijna("307", {f"{_SO}.1": Zelfde(f"{_SO}.0", {"Einddatum": "2026-05-04"})}),
]
VERZOEK = [
    fout("CD043", "315", {f"{_AP}.0/BeschikkingNummer": "7"}, "Client/AangevraagdeProducten/AangevraagdProduct[1]/BeschikkingIngangsdatum"),
    fout("CD043", "315", {f"{_AP}.0/BeschikkingIngangsdatum": "2026-01-01"}),
    bijna("315", {f"{_AP}.0/BeschikkingNummer": "7", f"{_AP}.0/BeschikkingIngangsdatum": "2026-01-01"}),
    *(
        fout("CD066", "315", {f"{_AP}.0/Verwijzer": {"Type": kind, "Naam": "Praktijk", "ZorgverlenerCode": "99000001"}}, "Verwijzer/Naam")
        for kind in ("02", "03", "04", "05")
    ),
    *(
        fout("CD067", "315", {f"{_AP}.0/Verwijzer": {"Type": kind}}, "Verwijzer/Naam")
        for kind in ("02", "03", "04", "05")
    ),
    bijna("315", {f"{_AP}.0/Verwijzer": {"Type": "03", "Naam": "Praktijk"}}),
    *(
        fout("CD068", "315", {f"{_AP}.0/Verwijzer": {"Type": kind, "ZorgverlenerCode": "99000001"}}, "Verwijzer/ZorgverlenerCode")
        for kind in ("01", "06", "08")
    ),
    bijna("315", {f"{_AP}.0/Verwijzer": {"Type": "01", "Naam": "Gemeente"}}),
    bijna("315", {f"{_AP}.0/Verwijzer": {"Type": "06"}}),
    fout("TR101 TR383", "315", {f"{_AP}.1/ReferentieAanbieder": "REF1"}, "Client/AangevraagdeProducten/AangevraagdProduct[2]/ReferentieAanbieder"),
    fout("CS002", "317", {"Client/Bsn": "999900007"}, "Client/Bsn"),
    fout("TR101", "317", {f"{_OP}.1": {"ToewijzingNummer": "1001"}}, "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[2]/ToewijzingNummer"),
    bijna("317", {f"{_OP}.1": {"ToewijzingNummer": "1003"}}),
    fout("TR101", "317", {f"{_WP}.1": Zelfde(f"{_WP}.0")}, "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[2]/ToewijzingNummer"),
    fout("TR101 TR410", "317", {f"{_NP}.1": Zelfde(f"{_NP}.0")}),
    fout("TR352", "317", {f"{_VE}/OngewijzigdeProducten": None, f"{_VE}/TeWijzigenProducten": None}, "Client/Verzoek"),
    bijna("317", {f"{_VE}/OngewijzigdeProducten": None}),
    bijna("317", {f"{_VE}/TeWijzigenProducten": None}),
    fout("TR353", "317", {f"{_VE}/TeWijzigenProducten": None, f"{_VE}/NieuweProducten": None}, "Client/Verzoek"),
    bijna("317", {f"{_VE}/NieuweProducten": None}),
    fout("TR352 TR353", "317", {f"{_VE}/OngewijzigdeProducten": None, f"{_VE}/TeWijzigenProducten": None, f"{_VE}/NieuweProducten": None}),
    fout("TR380", "317", {f"{_NP}.0/GewensteIngangsdatum": "2026-05-06"}, "Client/Verzoek/NieuweProducten/NieuwProduct[1]/GewensteIngangsdatum"),
    fout("CD085", "319", {"Antwoord/RedenAfwijzingVerzoek": None}, "Antwoord/RedenAfwijzingVerzoek"),
    fout("CD086", "319", {"Antwoord/VerzoekAntwoord": "2"}, "Antwoord/RedenAfwijzingVerzoek"),
    bijna("319", {"Antwoord/VerzoekAntwoord": "2", "Antwoord/RedenAfwijzingVerzoek": None}),
    fout("TR377", "319", {"Antwoord/RedenAfwijzingVerzoek": "8"}, "Antwoord/Woonplaatsbeginsel", alleen="ijw"),
    bijna("319", {"Antwoord/RedenAfwijzingVerzoek": "8"}, alleen="iwmo"),
    bijna("319", {"Antwoord/RedenAfwijzingVerzoek": "8", "Antwoord/Woonplaatsbeginsel": {"Gemeente": "0384"}}, alleen="ijw"),
    fout("TR409", "319", {"Antwoord/Woonplaatsbeginsel": {"Gemeente": "0384"}}, "Antwoord/Woonplaatsbeginsel", alleen="ijw"),
    fout("TR409", "319", {"Antwoord/Woonplaatsbeginsel": {"Gemeente": "0384"}, "Antwoord/VerzoekAntwoord": "2", "Antwoord/RedenAfwijzingVerzoek": None}, alleen="ijw"),
]
_PP = "ProductPeriode"
DECLARATIE = [
    fout("CS319", "323", {f"{_D}/DeclaratieNummer": "DN 1"}, "Declaratie/DeclaratieNummer", xsd=False),
    fout("CS100 CS100", "323", {f"{_D}/DeclaratiePeriode": {"Begindatum": "2020-12-01", "Einddatum": "2020-12-31"}}, "Declaratie/DeclaratiePeriode/Begindatum"),
    bijna("323", {f"{_D}/DeclaratiePeriode": {"Begindatum": "2021-01-01", "Einddatum": "2021-01-31"}}),
    fout("CS340", "323", {f"{_D}/DeclaratiePeriode/Begindatum": "2026-04-02"}, "Declaratie/DeclaratiePeriode"),
    fout("CS340", "323", {f"{_D}/DeclaratiePeriode/Einddatum": "2026-04-29"}),
    fout("CS340", "323", {f"{_D}/DeclaratiePeriode/Begindatum": "2026-03-01"}),
    bijna("323", {f"{_D}/DeclaratiePeriode": {"Begindatum": "2024-02-01", "Einddatum": "2024-02-29"}}),
    fout("CS340", "323", {f"{_D}/DeclaratiePeriode": {"Begindatum": "2024-02-01", "Einddatum": "2024-02-28"}}),
    fout("TR134 TR137", "323", {f"{_D}/DeclaratiePeriode": {"Begindatum": "2026-06-01", "Einddatum": "2026-06-30"}}),
    fout("TR137", "323", {f"{_D}/DeclaratiePeriode": {"Begindatum": "2026-05-01", "Einddatum": "2026-05-31"}}, "Declaratie/DeclaratiePeriode/Einddatum"),
    fout("CS340 TR137", "323", {f"{_D}/DeclaratiePeriode/Einddatum": "2026-03-31"}),
    fout("TR358", "323", {f"{_D}/TotaalIngediendBedrag/TotaalBedrag": "1301"}, "Declaratie/TotaalIngediendBedrag/TotaalBedrag"),
    fout("TR358", "323", {f"{_D}/TotaalIngediendBedrag/DebetCredit": "C"}),
    fout("TR358", "323", {f"{_P1}/IngediendBedrag/Bedrag": "999"}),
    bijna("323", {f"{_P1}/IngediendBedrag/Bedrag": "400", f"{_P2}": None, f"{_D}/TotaalIngediendBedrag/TotaalBedrag": "0"}),
    fout("CS325", "323", {f"{_P1}/IngediendBedrag/Bedrag": "400", f"{_P2}": None, f"{_D}/TotaalIngediendBedrag": {"TotaalBedrag": "0", "DebetCredit": "C"}}, "Declaratie/TotaalIngediendBedrag/DebetCredit"),
    bijna("323", {f"{_P1}/IngediendBedrag/Bedrag": "100", f"{_P2}": None, f"{_D}/TotaalIngediendBedrag": {"TotaalBedrag": "300", "DebetCredit": "C"}}),
    fout("CS325", "323", {f"{_P3}/IngediendBedrag/Bedrag": "0", f"{_D}/TotaalIngediendBedrag/TotaalBedrag": "1700"}, "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]/IngediendBedrag/DebetCredit"),
    bijna("323", {f"{_P1}/IngediendBedrag/Bedrag": "0", f"{_D}/TotaalIngediendBedrag/TotaalBedrag": "300"}),
    fout("CS002", "323", {f"{_CL}.1/Bsn": "999900007"}, "Declaratie/Clienten/Client[2]/Bsn"),
    fout("TR101", "323", {f"{_CL}.1/Bsn": "999900006"}, "Declaratie/Clienten/Client[2]/Bsn"),
    fout("CD060", "323", {f"{_P3}/ProductReferentie/VorigReferentieNummer": None}, "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]/ProductReferentie/VorigReferentieNummer"),
    fout("CD060", "323", {f"{_P1}/ProductReferentie/VorigReferentieNummer": "OUD1"}),
    fout("CD087", "323", {f"{_P1}/ProductTarief": None}, "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/ProductTarief"),
    fout("CD087", "323", {f"{_P2}/ProductTarief": "700"}),
    fout("CS339", "323", {f"{_P2}/GeleverdVolume": "701"}, "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]/IngediendBedrag/Bedrag"),
    fout("CS100", "323", {f"{_P1}/{_PP}": {"Begindatum": "2020-12-31", "Einddatum": "2020-12-31"}, f"{_D}/DeclaratieDagtekening": "2025-12-31"}, "ProductPeriode/Begindatum"),
    fout("CS337", "323", {f"{_P1}/{_PP}/Begindatum": "2026-03-31"}, "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/ProductPeriode/Einddatum"),
    fout("CS337", "323", {f"{_P1}/{_PP}/Begindatum": "2025-04-30"}),
    bijna("323", {f"{_P1}/{_PP}": {"Begindatum": "2026-04-30", "Einddatum": "2026-04-30"}}),
    fout("TR137", "323", {f"{_P1}/{_PP}": {"Begindatum": "2026-04-30", "Einddatum": "2026-04-29"}}),
    fout("TR137", "323", {f"{_P1}/{_PP}": {"Begindatum": "2026-05-06", "Einddatum": "2026-05-07"}}),
    bijna("323", {f"{_P1}/{_PP}": {"Begindatum": "2026-05-01", "Einddatum": "2026-05-06"}}),
    fout("TR134 TR137", "323", {f"{_P1}/{_PP}": {"Begindatum": "2026-05-07", "Einddatum": "2026-05-07"}}),
    fout("TR335", "323", {f"{_P1}/{_PP}": {"Begindatum": "2021-05-01", "Einddatum": "2021-05-03"}}, "ProductPeriode/Einddatum"),
    bijna("323", {f"{_P1}/{_PP}": {"Begindatum": "2021-05-01", "Einddatum": "2021-05-04"}}),
    fout("TR101", "323", {f"{_P2}/ProductReferentie/ReferentieNummer": "R1"}, "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]/ProductReferentie/ReferentieNummer"),
    bijna("323", {f"{_P3}/ProductReferentie/ReferentieNummer": "R1"}),
    fout("TR315", "323", {f"{_CL}.1/Prestaties/Prestatie.1": Zelfde(_P3, {"ProductReferentie/ReferentieNummer": "R4"}), f"{_D}/TotaalIngediendBedrag/TotaalBedrag": "900"}, "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[2]/ProductReferentie/VorigReferentieNummer"),
    bijna("323", {f"{_CL}.1/Prestaties/Prestatie.1": Zelfde(_P3, {"ProductReferentie/ReferentieNummer": "R4", "ProductReferentie/VorigReferentieNummer": "OUD4"}), f"{_D}/TotaalIngediendBedrag/TotaalBedrag": "900"}),
    fout("TR316", "323", {f"{_P3}/ProductReferentie/VorigReferentieNummer": "R2"}, "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]/ProductReferentie/VorigReferentieNummer"),
    fout("TR416", "323", {f"{_P2}/ToewijzingNummer": "1001"}, "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]"),
    bijna("323", {f"{_P2}/ToewijzingNummer": "1001", f"{_P2}/ProductCode": "A2"}),
    bijna("323", {f"{_P2}/ToewijzingNummer": "1001", f"{_P2}/{_PP}/Einddatum": "2026-04-29"}),
    bijna("323", {f"{_P3}/ToewijzingNummer": "1001"}),
    fout("CS002", "325", {f"{_DA}/Clienten/Client.0/Bsn": "999900007"}, "DeclaratieAntwoord/Clienten/Client[1]/Bsn"),
    fout("TR101", "325", {f"{_DA}/Clienten/Client.1": Zelfde(f"{_DA}/Clienten/Client.0", {"Prestaties/Prestatie.0/ProductReferentie/ReferentieNummer": "R9"}), f"{_DA}/TotaalIngediendBedrag/TotaalBedrag": "2300"}, "DeclaratieAntwoord/Clienten/Client[2]/Bsn"),
    fout("TR101", "325", {f"{_DA}/Clienten/Client.0/Prestaties/Prestatie.1": Zelfde(_A1), f"{_DA}/TotaalIngediendBedrag/TotaalBedrag": "2300"}, "DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[2]/ProductReferentie/ReferentieNummer"),
    fout("CD060", "325", {f"{_A1}/ProductReferentie/VorigReferentieNummer": "OUD1"}, "ProductReferentie/VorigReferentieNummer"),
    fout("CD060", "325", {f"{_A1}/IngediendBedrag/DebetCredit": "C", f"{_DA}/TotaalToegekendBedrag/TotaalBedrag": "2300"}),
    fout("CS325 CD060", "325", {f"{_A1}/IngediendBedrag": {"Bedrag": "0", "DebetCredit": "C"}, f"{_DA}/TotaalToegekendBedrag/TotaalBedrag": "1300"}),
    fout("CS325", "325", {f"{_DA}/TotaalToegekendBedrag": {"TotaalBedrag": "0", "DebetCredit": "C"}, f"{_A1}/IngediendBedrag/Bedrag": "1300"}, "DeclaratieAntwoord/TotaalToegekendBedrag/DebetCredit"),
    fout("CS325", "325", {f"{_DA}/TotaalIngediendBedrag": {"TotaalBedrag": "0", "DebetCredit": "C"}, f"{_DA}/TotaalToegekendBedrag": {"TotaalBedrag": "1000", "DebetCredit": "C"}}, "DeclaratieAntwoord/TotaalIngediendBedrag/DebetCredit"),
    fout("TR134 TR137", "325", {f"{_A1}/{_PP}": {"Begindatum": "2026-05-07", "Einddatum": "2026-05-08"}}),
    fout("TR137", "325", {f"{_A1}/{_PP}": {"Begindatum": "2026-05-06", "Einddatum": "2026-05-05"}}, "ProductPeriode/Einddatum"),
    bijna("325", {f"{_A1}/{_PP}": {"Begindatum": "2026-05-06", "Einddatum": "2026-05-06"}}),
    fout("TR342", "325", {f"{_DA}/TotaalToegekendBedrag/TotaalBedrag": "301"}, "DeclaratieAntwoord/TotaalToegekendBedrag/TotaalBedrag"),
    fout("TR342", "325", {f"{_DA}/Clienten": None}),
    bijna("325", {f"{_DA}/Clienten": None, f"{_DA}/TotaalToegekendBedrag/TotaalBedrag": "1300", f"{_DA}/RetourCodes/RetourCode.0": "8001"}),
    bijna("325", {f"{_DA}/Clienten": None, f"{_DA}/TotaalToegekendBedrag/TotaalBedrag": "0", f"{_DA}/RetourCodes/RetourCode.0": "9333"}),
    fout("TR342", "325", {f"{_DA}/Clienten": None, f"{_DA}/RetourCodes/RetourCode.0": "9333"}),
    bijna("325", {f"{_DA}/Clienten": None, f"{_DA}/RetourCodes/RetourCode.0": "0233"}),
    bijna("325", {_DA: None}),
]
KOP = [
    g
    for t in TYPES
    for g in (
        fout("CS015", t, {"Header/BerichtSubversie": "1"}, "Header/BerichtSubversie", xsd=False),
        fout("CS025", t, {"Header/BerichtVersie": "2"}, "Header/BerichtVersie", xsd=False),
        bijna(t, {"Header/BerichtVersie": " 3 "}, xsd=False),
        fout("TR135", t, {"Header/BerichtIdentificatie/Dagtekening": "2026-05-08"} | ({f"{_NP}.0/GewensteIngangsdatum": "2026-05-09", f"{_NP}.1/GewensteIngangsdatum": "2026-05-09"} if t == "317" else {}), "Header/BerichtIdentificatie/Dagtekening"),
        bijna(t, {"Header/BerichtIdentificatie/Dagtekening": "2026-05-07"} | ({f"{_NP}.0/GewensteIngangsdatum": "2026-05-08", f"{_NP}.1/GewensteIngangsdatum": "2026-05-08"} if t == "317" else {})),
    )
] + [
    fout("TR135", "325", {"Header/DeclaratieIdentificatie/Dagtekening": "2026-05-08"}, "Header/DeclaratieIdentificatie/Dagtekening")
]
GEVALLEN = [*[bijna(t, {}) for t in TYPES], *CLIENT, *TOEWIJZING, *OMVANG, *STAPELING, *REGIE, *VERZOEK, *DECLARATIE, *KOP]  # fmt: skip
# fmt: on
