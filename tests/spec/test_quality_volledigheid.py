"""Volledigheid: welke maanden zijn nog voorlopig?

We kijken naar maanden van meer dan een jaar geleden: hoeveel van hun rekeningen was er na zoveel dagen? Een nieuwe maand
is net zo volledig als die oude maanden toen waren. Onder 95 procent is een maand voorlopig.
"""
# ruff: noqa: E501  (a drawn table is as wide as its data)

from __future__ import annotations

from datetime import date, timedelta

import ibis

from datameent.lake.schemas import KERN
from datameent.quality import volledigheid, voorlopig_vanaf
from spec.tafel import arrow, lees


def _regel(maandeinde: date, dagen: int) -> dict[str, object]:
    begin = maandeinde.replace(day=1)
    return {
        "wet": "wmo",
        "begindatum": begin,
        "einddatum": maandeinde,
        "dagtekening": maandeinde + timedelta(days=dagen),
        "soort": "debet",
        "status": "toegekend",
        "bedrag_cent": 100,
    }


def _rijen(regels: list[dict[str, object]]) -> list[dict[str, object]]:
    return lees(volledigheid(ibis.memtable(arrow(KERN["declaratieregel"], regels))))


def test_late_declarations_make_the_last_months_provisional():
    # Januari 2024: van 10 rekeningen komen er 8 na 20 dagen, 1 na 50 dagen en 1 na 100 dagen.
    # De laatste rekening is van 20 juli 2025. Dan is juni 20 dagen oud: 8 van de 10, 800 promille, voorlopig.
    # Mei is 50 dagen oud: 900 promille, voorlopig. Maart is 111 dagen oud: alles is binnen.
    oud = [_regel(date(2024, 1, 31), 20)] * 8 + [_regel(date(2024, 1, 31), 50), _regel(date(2024, 1, 31), 100)]
    nieuw = [_regel(date(2025, 3, 31), 20), _regel(date(2025, 5, 31), 20), _regel(date(2025, 6, 30), 20)]
    assert _rijen(oud + nieuw) == [
        {"wet": "wmo", "maand": date(2024, 1, 1), "binnen_promille": 1000, "voorlopig": False},
        {"wet": "wmo", "maand": date(2025, 3, 1), "binnen_promille": 1000, "voorlopig": False},
        {"wet": "wmo", "maand": date(2025, 5, 1), "binnen_promille": 900, "voorlopig": True},
        {"wet": "wmo", "maand": date(2025, 6, 1), "binnen_promille": 800, "voorlopig": True},
    ]
    assert voorlopig_vanaf(_rijen(oud + nieuw)) == {"wmo": date(2025, 5, 1)}


def test_without_history_the_last_three_months_are_provisional():
    regels = [_regel(date(2025, m, d), 20) for m, d in ((1, 31), (4, 30), (6, 30))]
    assert [(r["maand"].month, r["binnen_promille"], r["voorlopig"]) for r in _rijen(regels)] == [
        (1, None, False),
        (4, None, True),
        (6, None, True),
    ]
