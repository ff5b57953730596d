"""The fast door against slow, obvious references."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from datameent.agreements.overeenkomst import Precisie
from datameent.domain.bsn import elfproef
from datameent.lake.schemas import BRON
from datameent.privacy.buurt import Postcodes
from datameent.privacy.deur import Deurregels, door
from datameent.privacy.pseudoniem import domeinsleutel, geldig, pseudoniemen

DAG = date(2025, 1, 1)
POSTCODES = ("1000AA", "1000AB", "1000AC")
BUURTEN = ("BU99990101", "BU99990102", "BU99990203")


@given(
    st.lists(st.one_of(st.none(), st.text("0123456789a ", max_size=10), st.integers(0, 10**9 - 1).map("{:09d}".format)))
)
def test_elfproef_on_columns_is_the_one_of_the_domain(bsns: list[str | None]) -> None:
    assert geldig(pa.array(bsns, pa.string())).to_pylist() == [b is not None and elfproef(b) for b in bsns]


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10**9 - 1).map("{:09d}".format))), st.binary(min_size=32, max_size=32)
)
def test_pseudonyms_are_standard_hmac(bsns: list[str | None], key: bytes) -> None:
    sub = domeinsleutel(key, "wmo")
    slow = [None if b is None else hmac.new(sub, b.encode(), hashlib.sha256).digest()[:16].hex() for b in bsns]
    assert pseudoniemen(pa.array(bsns, pa.string()), key, "wmo").to_pylist() == slow


dagen = st.integers(-400, 400).map(lambda n: DAG + timedelta(days=n))
nummers = st.one_of(st.none(), st.integers(1, 40))
rijen = st.lists(
    st.fixed_dictionaries(
        {
            "postcode": st.sampled_from(POSTCODES),
            "huisnummer_van": nummers,
            "huisnummer_tot": nummers,
            "buurt_code": st.sampled_from(BUURTEN),
            "geldig_vanaf": st.one_of(st.none(), dagen),
            "geldig_tot": st.one_of(st.none(), dagen),
        }
    ),
    max_size=12,
)
adressen = st.lists(
    st.tuples(st.one_of(st.none(), st.sampled_from((*POSTCODES, "9999ZZ", "1000 aa"))), nummers, dagen), max_size=20
)


def slow_buurt(tabel: list[dict[str, object]], postcode: str | None, nummer: int | None, dag: date) -> str | None:
    """Every row of the table in turn; one answer or none."""
    found = set()
    for rij in tabel:
        if postcode is None or rij["postcode"] != postcode.replace(" ", "").upper():
            continue
        if nummer is not None and rij["huisnummer_van"] is not None and nummer < rij["huisnummer_van"]:  # type: ignore[operator]
            continue
        if nummer is not None and rij["huisnummer_tot"] is not None and nummer > rij["huisnummer_tot"]:  # type: ignore[operator]
            continue
        if rij["geldig_vanaf"] is not None and dag < rij["geldig_vanaf"]:  # type: ignore[operator]
            continue
        if rij["geldig_tot"] is not None and dag > rij["geldig_tot"]:  # type: ignore[operator]
            continue
        found.add(rij["buurt_code"])
    return str(found.pop()) if len(found) == 1 else None


def postcodetabel(rijen: list[dict[str, object]]) -> pa.Table:
    schema = BRON["postcode"]
    return pa.Table.from_pylist([{**dict.fromkeys(schema.names), **r} for r in rijen], schema=schema)


@given(rijen, adressen)
def test_buurt_is_what_row_by_row_gives(tabel: list[dict[str, object]], gevraagd: list[tuple[str, int, date]]) -> None:
    postcodes = Postcodes(postcodetabel(tabel))
    fast = postcodes.zoek(
        pa.array([a[0] for a in gevraagd], pa.string()),
        pa.array([a[1] for a in gevraagd], pa.int32()),
        pa.array([a[2] for a in gevraagd], pa.date32()),
    )
    assert fast.to_pylist() == [slow_buurt(tabel, *a) for a in gevraagd]


GOEDE = [b for b in (f"{n:09d}" for n in range(999900000, 999900200)) if elfproef(b)]
clienten = st.lists(
    st.tuples(
        st.sampled_from((*GOEDE[:5], "999900007", None)),
        st.sampled_from(("2010-05-09", "1999-00-00", "0000-00-00", None, "niet")),
        st.sampled_from(("1000AA", "9999ZZ", None)),
        st.sampled_from((None, "NL", "BE")),
        st.sampled_from(("301", "305")),
    ),
    max_size=8,
)


@given(clienten, st.sampled_from((None, *Precisie)), st.booleans(), st.booleans())
def test_what_leaves_the_door(
    gegeven: list[tuple[str, str, str, str, str]], precisie: Precisie | None, bsn: bool, postcode: bool
) -> None:
    n = len(gegeven)
    ids = [f"m{i}" for i in range(n)]
    bericht = pa.table(
        {
            "bericht_id": pa.array(ids, pa.string()),
            "berichttype": pa.array([g[4] for g in gegeven], pa.string()),
            "dagtekening": pa.array([DAG] * n, pa.date32()),
        }
    )
    client = pa.table(
        {
            "bericht_id": pa.array(ids, pa.string()),
            "_bsn": pa.array([g[0] for g in gegeven], pa.string()),
            "_geboortedatum": pa.array([g[1] for g in gegeven], pa.string()),
            "_postcode": pa.array([g[2] for g in gegeven], pa.string()),
            "_huisnummer": pa.nulls(n, pa.string()),
            "_land": pa.array([g[3] for g in gegeven], pa.string()),
        }
    )
    key = bytes(32)
    regels = Deurregels("wmo", key, bsn, precisie, postcode, huisnummer=True, land=True)
    tabel = Postcodes(postcodetabel([{"postcode": "1000AA", "buurt_code": BUURTEN[0]}]))
    uit = door({"bericht": bericht, "client": client}, regels, tabel)

    slecht = {i for i, g in zip(ids, gegeven, strict=True) if g[0] is None or not elfproef(g[0])}
    assert uit.afgekeurd == slecht
    assert uit.tabellen["bericht"]["bericht_id"].to_pylist() == [i for i in ids if i not in slecht]
    rijen_uit = uit.tabellen["client"].to_pylist()
    assert not any(k.startswith("_") for k in uit.tabellen["client"].column_names)
    assert [r["bericht_id"] for r in rijen_uit] == [i for i in ids if i not in slecht]
    for r in rijen_uit:
        g = gegeven[ids.index(r["bericht_id"])]
        sub = domeinsleutel(key, "wmo")
        assert r["pseudoniem"] == (hmac.new(sub, g[0].encode(), hashlib.sha256).hexdigest()[:32] if bsn else None)
        jaar = {"2010-05-09": 2010, "1999-00-00": 1999}.get(g[1])
        assert r["geboortejaar"] == (jaar if precisie else None)
        assert r["geboortemaand"] == (5 if jaar == 2010 and precisie is Precisie.JAAR_MAAND else None)
        status, code = None, None
        if g[4] == "301":
            status = "onbekende_postcode"
            if g[3] == "BE":
                status = "buitenland"
            elif g[2] is None:
                status = "geen_adres"
            elif g[2] == "1000AA":
                status, code = "gevonden", BUURTEN[0]
        assert (r.get("buurt_status"), r.get("buurt_code")) == ((status, code) if postcode else (None, None))
