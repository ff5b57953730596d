"""Cliënten: hoeveel mensen hadden hulp? Iedereen telt per cel één keer."""

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.kosten_voorbeeld import KOSTEN
from spec.tafel import kern, lees, verwacht


def test_a_person_counts_once_per_cell():
    # Januari: alleen kim (noor is teruggenomen). Februari: kim en lou, en de kim van de Wmo.
    # Kwartaal: kim, lou en de kim van de Wmo = 3. Dat is minder dan 1 + 3.
    per_maand = evaluate(Vraagstelling("clienten", ("maand",)), kern(kostenmaand=KOSTEN))
    assert lees(per_maand, "maand", "waarde", "personen", "aanbieders") == verwacht("""
        maand   | waarde | personen | aanbieders
        2025-01 | 1      | 1        | 2
        2025-02 | 3      | 3        | 2
    """)
    per_kwartaal = evaluate(Vraagstelling("clienten", ("kwartaal",)), kern(kostenmaand=KOSTEN))
    assert lees(per_kwartaal, "kwartaal", "waarde") == verwacht("""
        kwartaal | waarde
        2025-Q1  | 3
    """)


def test_a_person_who_moves_counts_in_both_wijken():
    per_wijk = evaluate(Vraagstelling("clienten", ("jaar", "wijk"), {"wet": "jeugdwet"}), kern(kostenmaand=KOSTEN))
    assert lees(per_wijk, "jaar", "wijk", "waarde") == verwacht("""
        jaar | wijk     | waarde
        2025 | WK999901 | 1
        2025 | WK999902 | 2
    """)
