"""The catalogue of the open data: DCAT-AP-NL 3.0, as JSON-LD. JSON does the escaping; addresses are percent-encoded.

Every thing that is referred to says in the document what it is, so that a harvester need not fetch anything to check.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from datameent.domain.periode import Periode
from datameent.release.read import Release, TabelKop
from datameent.web.opendata import bestand

_EU: Final = "http://publications.europa.eu/resource/authority"
CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "adms": "http://www.w3.org/ns/adms#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CC0: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
_VORMEN: Final = (
    ("csv", "CSV", "text/csv", "https://www.rfc-editor.org/info/rfc4180"),
    ("json", "JSON", "application/json", "https://www.rfc-editor.org/info/rfc8259"),
)
Knoop = dict[str, Any]


def als_jsonld(release: Release, adres: str, site: str, contact: str) -> str:
    """The catalogue of the files below `adres`. `site`: the address of the pages, empty when they are not reachable.

    Both end in a slash. `contact`: a mail address or a web address.
    """
    bouw = _Bouw(release, adres, site, contact)
    document = {"@context": CONTEXT, "@graph": bouw.alles()}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _iri(adres: str) -> str:
    """An address without what may not stand in one.

    >>> _iri('https://x.nl/a b"><é')
    'https://x.nl/a%20b%22%3E%3C%C3%A9'
    """
    return quote(adres, safe=":/?#[]@!$&'()*+,;=%-._~")


def _tekst(tekst: str) -> Knoop:
    return {"@value": tekst, "@language": "nl"}


def _dag(dag: str) -> Knoop:
    return {"@value": dag, "@type": "xsd:date"}


def _naar(adres: str) -> Knoop:
    return {"@id": adres}


class _Bouw:
    """The nodes of one release."""

    def __init__(self, release: Release, adres: str, site: str, contact: str) -> None:
        self._release, self._adres, self._site = release, _iri(adres), _iri(site)
        meta = release.meta
        self._gemeente = _iri(f"https://identifier.overheid.nl/tooi/id/gemeente/gm{meta.gemeente_code}")
        self._contact = self._contactpunt(contact)
        self._gemaakt = _dag(meta.gemaakt_op[:10])

    def alles(self) -> list[Knoop]:
        """Catalogue, service, one dataset a table with its files, and the concepts that they refer to."""
        tabellen = self._release.tabellen()
        delen = [knoop for tabel in tabellen for knoop in self._tabel(tabel)]
        dienst = [self._dienst()] if self._site else []
        return [self._catalogus(tabellen), *dienst, *delen, *self._begrippen()]

    def _gedeeld(self) -> Knoop:
        return {
            "dct:publisher": _naar(self._gemeente),
            "dct:creator": _naar(self._gemeente),
            "dcat:contactPoint": _naar(self._contact["@id"]),
            "dct:language": _naar(f"{_EU}/language/NLD"),
            "dct:issued": self._gemaakt,
            "dct:modified": self._gemaakt,
        }

    def _catalogus(self, tabellen: Sequence[TabelKop]) -> Knoop:
        naam = self._release.meta.gemeente_naam
        return {
            "@id": f"{self._adres}catalogus.jsonld#catalogus",
            "@type": "dcat:Catalog",
            "dct:title": _tekst(f"Open data over zorg en hulp van {naam}"),
            "dct:description": _tekst("Aantallen en bedragen over Wmo en jeugdhulp. Er staan geen personen in."),
            "dcat:dataset": [_naar(self._dataset(t)) for t in tabellen],
            "dct:license": _naar(CC0),
            "dcat:themeTaxonomy": _naar(f"{_EU}/data-theme"),
            **({"dcat:service": _naar(f"{self._adres}catalogus.jsonld#api")} if self._site else {}),
            **self._gedeeld(),
        }

    def _dienst(self) -> Knoop:
        return {
            "@id": f"{self._adres}catalogus.jsonld#api",
            "@type": "dcat:DataService",
            "dct:title": _tekst("API met de openbare cijfers"),
            "dct:description": _tekst("Alleen lezen. Zonder token ziet u de openbare cijfers."),
            "dct:identifier": f"{self._site}api/v1",
            "dcat:endpointURL": _naar(f"{self._site}api/v1"),
            "dcat:endpointDescription": _naar(f"{self._site}api/v1/openapi.json"),
            "dcat:keyword": [_tekst("Wmo"), _tekst("jeugdhulp")],
            "dct:accessRights": _naar(f"{_EU}/access-right/PUBLIC"),
            "dct:license": _naar(CC0),
            "dcat:theme": _naar(f"{_EU}/data-theme/SOCI"),
            **self._gedeeld(),
        }

    def _dataset(self, tabel: TabelKop) -> str:
        return f"{self._adres}catalogus.jsonld#{quote(tabel.naam, safe='')}"

    def _bestand(self, tabel: TabelKop, soort: str) -> str:
        return f"{self._adres}{quote(tabel.naam, safe='')}.{soort}"

    def _tabel(self, tabel: TabelKop) -> list[Knoop]:
        hier, meta = self._dataset(tabel), self._release.meta
        definitie = self._release.definitie(tabel.indicator)
        niet = " ".join(str(z) for z in definitie.get("zegt_niet") or ())
        uitleg = f"{definitie.get('vraag', '')} {definitie.get('telt', '')} Dit zegt niet: {niet}"
        dataset: Knoop = {
            "@id": hier,
            "@type": "dcat:Dataset",
            "dct:title": _tekst(bestand.titel(self._release, tabel)),
            "dct:description": _tekst(uitleg),
            "dct:identifier": hier,
            "dcat:version": meta.release_id,
            "dcat:keyword": [_tekst(str(definitie.get("naam") or tabel.indicator)), _tekst("sociaal domein")],
            "dcat:theme": _naar(f"{_EU}/data-theme/SOCI"),
            "dct:accessRights": _naar(f"{_EU}/access-right/PUBLIC"),
            "adms:status": _naar(f"{_EU}/dataset-status/COMPLETED"),
            "dct:spatial": _naar(self._gemeente),
            "dcat:distribution": [_naar(self._bestand(tabel, v[0]) + "#bestand") for v in _VORMEN],
            **self._gedeeld(),
        }
        if tijd := self._tijd(tabel):
            dataset["dct:temporal"] = tijd
        if self._site:
            dataset |= {n: _naar(f"{self._site}cijfers/{tabel.indicator}/") for n in ("dcat:landingPage", "foaf:page")}
        bestanden = [{"@id": self._bestand(tabel, v[0]), "@type": "rdfs:Resource"} for v in _VORMEN]
        return [dataset, *(self._verspreiding(tabel, *v) for v in _VORMEN), *bestanden]

    def _tijd(self, tabel: TabelKop) -> Knoop | None:
        perioden = sorted({c.periode for c in bestand.cellen(self._release, tabel)})
        if not perioden:
            return None
        begin, einde = Periode(perioden[0]).begin, Periode(perioden[-1]).eind
        grenzen: Mapping[str, date] = {"dcat:startDate": begin, "dcat:endDate": einde}
        return {"@type": "dct:PeriodOfTime", **{n: _dag(d.isoformat()) for n, d in grenzen.items()}}

    def _verspreiding(self, tabel: TabelKop, soort: str, code: str, media: str, norm: str) -> Knoop:
        waar = self._bestand(tabel, soort)
        return {
            "@id": f"{waar}#bestand",
            "@type": "dcat:Distribution",
            "dct:title": _tekst(f"{bestand.titel(self._release, tabel)} ({code})"),
            "dcat:accessURL": _naar(waar),
            "dcat:downloadURL": _naar(waar),
            "dct:format": _naar(f"{_EU}/file-type/{code}"),
            "dcat:mediaType": _naar(f"http://www.iana.org/assignments/media-types/{media}"),
            "dct:license": _naar(CC0),
            "dct:language": _naar(f"{_EU}/language/NLD"),
            "dct:conformsTo": _naar(norm),
            "dct:modified": self._gemaakt,
            **({"dcat:accessService": _naar(f"{self._adres}catalogus.jsonld#api")} if self._site else {}),
        }

    def _contactpunt(self, contact: str) -> Knoop:
        knoop: Knoop = {
            "@id": f"{self._adres}catalogus.jsonld#contact",
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": self._release.meta.gemeente_naam,
        }
        if "@" in contact:
            knoop["vcard:hasEmail"] = _naar(_iri(f"mailto:{contact.strip()}"))
        elif contact.startswith(("http://", "https://")):
            knoop["vcard:hasURL"] = _naar(_iri(contact.strip()))
        elif self._site:
            knoop["vcard:hasURL"] = _naar(self._site)
        return knoop

    def _begrippen(self) -> list[Knoop]:
        """What the addresses elsewhere stand for."""
        soorten = [
            (f"{_EU}/language/NLD", "dct:LinguisticSystem", ""),
            (f"{_EU}/access-right/PUBLIC", ["dct:RightsStatement", "skos:Concept"], "openbaar"),
            (f"{_EU}/data-theme", "skos:ConceptScheme", "thema's"),
            (f"{_EU}/data-theme/SOCI", "skos:Concept", "bevolking en samenleving"),
            (f"{_EU}/dataset-status/COMPLETED", "skos:Concept", "compleet"),
            (CC0, "dct:LicenseDocument", ""),
            *((f"{_EU}/file-type/{v[1]}", "dct:MediaTypeOrExtent", "") for v in _VORMEN),
            *((f"http://www.iana.org/assignments/media-types/{v[2]}", "dct:MediaType", "") for v in _VORMEN),
            *((v[3], "dct:Standard", "") for v in _VORMEN),
        ]
        gemeente = self._release.meta.gemeente_naam
        publiek = {"@id": self._gemeente, "@type": ["foaf:Agent", "dct:Location"], "foaf:name": _tekst(gemeente)}
        knopen: list[Knoop] = [publiek, self._contact]
        for iri, soort, naam in soorten:
            label = {("dct:title" if soort == "skos:ConceptScheme" else "skos:prefLabel"): _tekst(naam)} if naam else {}
            knopen.append({"@id": iri, "@type": soort, **label})
        if self._site:
            paginas = {f"{self._site}cijfers/{k.code}/" for k in self._release.indicatoren()}
            knopen += [{"@id": p, "@type": "foaf:Document"} for p in sorted(paginas)]
            dienst = ("api/v1", "api/v1/openapi.json")
            knopen += [{"@id": f"{self._site}{p}", "@type": "rdfs:Resource"} for p in dienst]
        return knopen
