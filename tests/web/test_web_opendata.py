"""Open data: files that stand on their own, a catalogue that validates, and nothing that is not public."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from datameent.domain.home import Home
from datameent.release.read import Release
from datameent.release.schema import DIMENSIES

CI = os.environ.get("CI") == "true"
MET_RDF = pytest.mark.skipif(
    not CI and not (importlib.util.find_spec("rdflib") and importlib.util.find_spec("pyshacl")),
    reason="rdflib and pyshacl are missing: install the dev extra",
)
VERPLICHT = (
    "shapes_300_dcat-ap-nl-SHACL.ttl",
    "shapes_300_dcat-ap-nl-SHACL-klassebereik.ttl",
    "shapes_300_dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl",
    "shapes_300_dcat-ap-SHACL.ttl",
)
LASTIG = 'Gemeente "De \\ Vaart" <b>&amp;</b>\n\u2028 é 😀 {{x}} \x7f'


@pytest.fixture
def release(web_home: Home) -> Iterator[Release]:
    """The public release of this run."""
    with Release.open(web_home.releases / "openbaar" / "openbaar-2025-10-31-00000001.sqlite") as geopend:
        yield geopend


def _rijen(tekst: str) -> tuple[dict[str, list[str]], list[dict[str, str]]]:
    """The rows about the table, and the cells."""
    alles = list(csv.reader(io.StringIO(tekst.removeprefix("\ufeff"))))
    over: dict[str, list[str]] = {}
    for i, rij in enumerate(alles):
        if not rij[0].startswith("# "):
            return over, [dict(zip(rij, r, strict=True)) for r in alles[i + 1 :]]
        over.setdefault(rij[0][2:], []).append(rij[1])
    return over, []


def test_every_table_as_csv_is_the_release(client: Any, release: Release) -> None:
    for tabel in release.tabellen():
        antwoord = client.get(f"/opendata/{tabel.naam}.csv")
        over, rijen = _rijen(antwoord.content.decode())
        dims = [d for d in DIMENSIES if d in tabel.dimensies]
        cellen = release.cellen(tabel.indicator, tabel.korrel, per=dims)
        assert [[r["periode"], *(r[d] for d in dims), r["waarde"], r["status"]] for r in rijen] == [
            [c.periode, *(c.code(d) for d in dims), "" if c.waarde is None else str(c.waarde), c.status.value]
            for c in cellen
        ]
        assert all((r["waarde"] == "") == bool(r["reden"]) for r in rijen)
        assert over["uitgave"] == [release.meta.release_id]
        assert len(over["dit zegt niet"]) == 3
        assert over["licentie"] == ["CC0 1.0"]
        assert over["titel"][0].startswith(release.definitie(tabel.indicator)["naam"])


def test_json_has_the_same_cells(client: Any, release: Release) -> None:
    document = client.get("/opendata/clienten-wet-wijk-jaar.json").json()
    _, rijen = _rijen(client.get("/opendata/clienten-wet-wijk-jaar.csv").content.decode())
    assert [(c["periode"], c["wijk"], c["waarde"]) for c in document["cellen"]] == [
        (r["periode"], r["wijk"], int(r["waarde"]) if r["waarde"] else None) for r in rijen
    ]
    redenen = {c["reden"]["code"]: c["reden"]["kort"] for c in document["cellen"] if c["reden"]}
    assert redenen["beschermt-ander"] == "afgeschermd om een ander te beschermen"
    assert all(kort and kort != code for code, kort in redenen.items())


@pytest.mark.parametrize("rol", ["bezoeker", "beleid", "raad", "beheer"])
def test_open_data_is_public_whoever_asks(als: Callable[[str], Any], rol: str) -> None:
    from conftest import gebeurtenissen

    client = als(rol)
    eerst = gebeurtenissen()
    pagina = client.get("/opendata/").content.decode()
    assert "openbaar-2025-10-31-00000001" in pagina
    assert "beleid-2025" not in pagina
    assert "openbaar-2025-10-31-00000001" in client.get("/opendata/clienten-wet-jaar.csv").content.decode()
    assert client.get("/opendata/clienten-wet-aanbieder-jaar.csv").status_code == 404, "a table of beleid"
    assert gebeurtenissen() == eerst


def test_every_file_on_the_page_is_there(client: Any) -> None:
    pagina = client.get("/opendata/").content.decode()
    adressen = set(re.findall(r'href="(/opendata/[^"]+)"', pagina))
    assert len(adressen) > 20
    for adres in adressen:
        antwoord = client.get(adres)
        assert antwoord.status_code == 200
        assert antwoord.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/opendata/geen.csv").status_code == 404
    assert client.post("/opendata/").status_code == 405


def test_the_catalogue_names_every_file(client: Any, release: Release) -> None:
    document = json.loads(client.get("/opendata/catalogus.jsonld").content)
    bestanden = {k["dcat:downloadURL"]["@id"] for k in document["@graph"] if k["@type"] == "dcat:Distribution"}
    assert bestanden == {
        f"http://localhost/opendata/{t.naam}.{soort}" for t in release.tabellen() for soort in ("csv", "json")
    }
    for bestand in sorted(bestanden)[:6]:
        assert client.get(bestand.removeprefix("http://localhost")).status_code == 200


def _keur(document: str, shared_data: Path, vormen: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Findings of the SHACL shapes: severity, path, message."""
    import pyshacl
    from rdflib import SH, Graph

    gegevens = Graph().parse(data=document, format="json-ld")
    regels = Graph()
    for naam in vormen:
        regels.parse(shared_data / "dcat" / naam)
    _, uitslag, _ = pyshacl.validate(gegevens, shacl_graph=regels, advanced=True, allow_warnings=True)
    return sorted(
        (
            str(uitslag.value(r, SH.resultSeverity)).split("#")[-1],
            re.split(r"[/#]", str(uitslag.value(r, SH.resultPath)))[-1],
            str(uitslag.value(r, SH.resultMessage)),
        )
        for r in uitslag.subjects(SH.resultSeverity)
    )


@pytest.mark.material
@MET_RDF
def test_the_catalogue_validates(client: Any, shared_data: Path) -> None:
    document = client.get("/opendata/catalogus.jsonld").content.decode()
    assert _keur(document, shared_data, VERPLICHT) == []
    aanbevolen = _keur(document, shared_data, ("shapes_300_dcat-ap-nl-SHACL-aanbevolen.ttl",))
    # A standard that our figures themselves conform to does not exist.
    assert {(ernst, pad) for ernst, pad, _ in aanbevolen} <= {("Warning", "conformsTo")}


@pytest.mark.material
@MET_RDF
@pytest.mark.parametrize("weg", ["dct:publisher", "dcat:contactPoint", "dct:identifier", "dct:license", "dcat:theme"])
def test_the_shapes_can_say_no(client: Any, shared_data: Path, weg: str) -> None:
    document = json.loads(client.get("/opendata/catalogus.jsonld").content)
    for knoop in document["@graph"]:
        knoop.pop(weg, None)
    assert _keur(json.dumps(document), shared_data, VERPLICHT)


@MET_RDF
def test_odd_names_come_back_as_they_were(release: Release) -> None:
    """Whatever stands in a name, a reader of RDF finds that same name and no more triples."""
    from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph

    from datameent.web.opendata.catalogus import als_jsonld

    heel = Graph().parse(data=als_jsonld(release, "https://x.nl/o/", "https://x.nl/", "a@x.nl"), format="json-ld")
    release.meta  # noqa: B018 - read before it is replaced
    release.__dict__["meta"] = replace(release.meta, gemeente_naam=LASTIG)
    graaf = Graph().parse(data=als_jsonld(release, 'https://x.nl/a "b<>/', "https://x.nl/", "a@x.nl"), format="json-ld")
    assert len(graaf) == len(heel)
    (catalogus,) = graaf.subjects(RDF.type, DCAT.Catalog)
    assert str(graaf.value(catalogus, DCTERMS.title)) == f"Open data over zorg en hulp van {LASTIG}"
    namen = {str(n) for n in graaf.objects(None, FOAF.name)}
    assert namen == {LASTIG}
    for deel in (d for drie in graaf for d in drie if d.__class__.__name__ == "URIRef"):
        assert not re.search(r'[\s<>"{}|\\^`]', str(deel)), deel


def test_the_command_writes_the_same_twice(web_home: Home, tmp_path: Path) -> None:
    from datameent.web.opendata.uitvoer import schrijf_opendata

    een = schrijf_opendata(web_home, tmp_path / "een", "https://data.gemeente.example/zorg")
    twee = schrijf_opendata(web_home, tmp_path / "twee", "https://data.gemeente.example/zorg/")
    assert een == twee
    for naam in een:
        assert (tmp_path / "een" / naam).read_bytes() == (tmp_path / "twee" / naam).read_bytes()
    catalogus = (tmp_path / "een" / "catalogus.jsonld").read_text(encoding="utf-8")
    assert "https://data.gemeente.example/zorg/clienten-wet-jaar.csv" in catalogus
    assert "localhost" not in catalogus


@pytest.mark.material
@MET_RDF
def test_what_the_command_writes_validates_too(web_home: Home, tmp_path: Path, shared_data: Path) -> None:
    from datameent.web.opendata.uitvoer import schrijf_opendata

    schrijf_opendata(web_home, tmp_path, "https://data.gemeente.example/zorg")
    assert _keur((tmp_path / "catalogus.jsonld").read_text(encoding="utf-8"), shared_data, VERPLICHT) == []


def test_without_a_public_release_it_says_so(web_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datameent.domain.errors import DatameentError
    from datameent.web.audit import toegang
    from datameent.web.opendata.uitvoer import schrijf_opendata

    def geen(*_: object, **__: object) -> Release:
        raise toegang.GeenRelease

    monkeypatch.setattr(toegang, "open_openbaar", geen)
    with pytest.raises(DatameentError, match="DM-WEB-046"):
        schrijf_opendata(web_home, tmp_path / "uit")
