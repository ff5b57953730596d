"""Kosten per cliënt: uitgaven gedeeld door cliënten, afgerond op hele centen, een halve cent naar boven."""

from __future__ import annotations

from datameent.indicators import Vraagstelling, evaluate
from spec.kosten_voorbeeld import KOSTEN
from spec.tafel import kern, lees, verwacht


def test_the_mean_is_rounded_half_up():
    # Februari, Jeugdwet: 125,01 euro voor 2 mensen is 62,505 euro, dus 62,51.
    t = evaluate(Vraagstelling("kosten_per_client", ("maand",), {"wet": "jeugdwet"}), kern(kostenmaand=KOSTEN))
    assert lees(t, "maand", "waarde", "teller", "noemer") == verwacht("""
        maand   | waarde | teller | noemer
        2025-01 | 15.000 | 15.000 | 1
        2025-02 | 6.251  | 12.501 | 2
    """)


def test_without_clients_there_is_no_mean():
    # Alleen een creditregel: er is wel een bedrag (min 80 euro), maar niemand had hulp.
    los = """
    wet      | maand      | pseudoniem | aanbieder | bedrag_cent | telt
    jeugdwet | 2025-03-01 | noor       | a2        | -8000       | nee
    """
    t = evaluate(Vraagstelling("kosten_per_client", ("maand",)), kern(kostenmaand=los))
    assert lees(t, "maand", "waarde", "teller", "noemer", "personen") == verwacht("""
        maand   | waarde | teller | noemer | personen
        2025-03 | -      | -8.000 | 0      | 0
    """)
