"""Random messages: refused lines as the loops count them, on every peildatum."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.generative.test_kern_reference import bron

from datameent.kern.afkeur import SCHEMA, afkeur
from datameent.kern.reference_afkeur import tel
from datameent.lake.schemas import BRON
from spec.tafel import arrow

Bron = dict[str, list[dict[str, Any]]]


def _vast(rijen: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(tuple(r[k] for k in SCHEMA.names) for r in rijen)


def test_refusals_are_what_the_loops_count() -> None:
    # The expression is compiled once, on empty tables; an example only changes the rows.
    con = ibis.duckdb.connect(threads=1)
    leeg = {naam: con.create_table(naam, schema=ibis.Schema.from_pyarrow(s)) for naam, s in BRON.items()}
    assert afkeur(leeg, None).schema() == SCHEMA
    opdracht = {dag: str(con.compile(afkeur(leeg, dag))) for dag in (None, date(2024, 2, 1), date(2024, 4, 1))}

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(bron(), st.sampled_from(list(opdracht)))
    def draai(b: Bron, peildatum: date | None) -> None:
        for naam, rijen in b.items():
            con.con.execute(f'DELETE FROM "{naam}"')
            if rijen:
                con.con.register("nieuw", arrow(BRON[naam], rijen))
                con.con.execute(f'INSERT INTO "{naam}" SELECT * FROM nieuw')
        snel = con.con.sql(opdracht[peildatum]).to_arrow_table().to_pylist()
        assert _vast(snel) == _vast(tel(b, peildatum))

    draai()
