"""The names in agreements are the names of the readers."""

from __future__ import annotations

import pytest

from datameent.lake import schemas, velden
from datameent.sources import tabellen
from datameent.sources.istandaarden import velden as bronvelden

DEUR = {"_bsn": "pseudoniem", "_geboortedatum": "geboortejaar", "_postcode": "buurt_code"}


@pytest.mark.parametrize("standaard", ["iwmo", "ijw"])
def test_every_field_of_the_reader_is_named_the_same_here(standaard: str) -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for veld in bronvelden(standaard, "3.2"):
        if veld.tabel != "retourcode":  # one field here, sixteen classes there
            seen.setdefault((veld.tabel, veld.kolom), set()).add(veld.naam)
    assert seen
    for (tabel, kolom), namen in seen.items():
        if kolom in ("_huisnummer", "_land"):
            assert namen == {velden.HUISNUMMER if kolom == "_huisnummer" else velden.LAND}
        else:
            assert set(velden.VELDEN[tabel][DEUR.get(kolom, kolom)]) == namen, (tabel, kolom)


def test_every_csv_column_is_named_here() -> None:
    for spec in tabellen.TABELLEN.values():
        kolommen = {kolom.naam for kolom in spec.kolommen}
        assert kolommen <= set(velden.VELDEN[spec.bron]) | velden.EIGEN
        assert kolommen <= set(schemas.BRON[spec.bron].names)
