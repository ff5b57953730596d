"""Random messages: refused lines as the loops count them, on every peildatum, and as the declared lines say."""

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


def _vast(rijen: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(tuple(r[k] for k in SCHEMA.names) for r in rijen)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(bron(), st.sampled_from([None, date(2024, 2, 1), date(2024, 4, 1)]))
def test_refusals_are_what_the_loops_count(b: dict[str, list[dict[str, Any]]], peildatum: date | None) -> None:
    tabellen = {naam: ibis.memtable(arrow(BRON[naam], rijen)) for naam, rijen in b.items()}
    t = afkeur(tabellen, peildatum)
    assert t.schema() == SCHEMA
    assert _vast(t.to_pyarrow().to_pylist()) == _vast(tel(b, peildatum))
